# %% [markdown] lang="ja"
# # 練習問題　第5章　誤差逆伝播法
#
# はじめに、数を一つずつ扱うエンジンの部品を書きます。次に、層をたどる帰り道の部品を書きます。最後には、**自分のエンジンで**小さなネットワークを学習させます。
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
# %% [markdown] lang="en"
# # Exercises for chapter 5: Backpropagation
#
# First you write parts of an engine that takes numbers one at a time. Then come the parts of the way back through layers. At the end you train a small network **with your own engine**.
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("05_backpropagation")

# %% [markdown] lang="ja" tags=["E5"]
# ## 自分のエンジンを作る
#
# 数を一つずつ扱うエンジンの部品を作ります。部品は 4 つ。足し算、掛け算、tanh、帰り道です。
#
# ## 問題 1　足し算
#
# 2 つの数 `a`、`b` から、**結果と倍率**を返す関数を書きましょう。
#
# 返すのは `(和, a に対する倍率, b に対する倍率)` の 3 つです。倍率とは、「その数を少し増やすと、結果は、増やした分の何倍だけ増えるか」でした。
#
# 例：`add(2.0, 3.0)` の結果は 5.0 です。残りの 2 つ（倍率）は、自分で考えましょう。3 つの数を返すには、`return 和, 倍率, 倍率` のように、コンマで区切って並べます。
# %% [markdown] lang="en" tags=["E5"]
# ## Build your own engine
#
# You build parts of an engine that takes numbers one at a time. It has 4 parts: addition, multiplication, tanh, and the way back.
#
# ## Exercise 1: Addition
#
# From two numbers `a` and `b` return **the result and the factors**.
#
# Return three things: `(sum, factor for a, factor for b)`. A factor, you remember, says: when that number grows a little, how many times as much does the result grow?
#
# Example: the result of `add(2.0, 3.0)` is 5.0. The other two (the factors) are for you to find. Return all 3 with commas between them: `return sum, factor, factor`.

# %% tags=["answer"]
def add(a, b):
    return a + b, 1.0, 1.0

# %% tags=["grading"]
def pairs_of_numbers(rng):
    return [(2.0, 3.0), (0.0, -4.0), (5, 2), (1e6, 1e-6), *((float(rng.normal()), float(rng.normal())) for _ in range(4))]


sheet.exercise(
    add,
    points=1,
    inputs=pairs_of_numbers,
    why={
        "ja": "`a` を少し増やすと和も同じだけ増えるので、倍率はどちらも 1.0 です。だから足し算は、戻ってきた勾配を両方へそのまま配ります。",
        "en": "Raise `a` a little and the sum rises by as much: both factors are 1.0. So addition hands the gradient that comes back to both sides unchanged.",
    },
    ja=[
        "`a` だけを 1 増やしてみましょう。和はいくつ増えますか。",
        "和の増え方は、`a` や `b` の値によって変わるでしょうか。",
        "3 つをコンマで区切って返します。2 番目と 3 番目は、どちらもいつも同じ 1 つの数です。",
    ],
    en=[
        "Let `a` alone grow by 1. By how much does the sum grow?",
        "Does it depend on the values of `a` and `b` how much the sum grows?",
        "Return three things, separated by commas. The second and the third are always one and the same number.",
    ],
)


@sheet.mistake(
    add,
    ja="倍率に、相手の値を返しています。それは掛け算の倍率です。足し算では、`a` が 1 増えると和はいくつ増えるでしょうか。",
    en="As factors you return the other one's value. That is right for multiplication. By how much does a sum grow when `a` grows by 1?",
)
def factors_of_a_product(a, b):
    return a + b, b, a


@sheet.mistake(
    add,
    ja="倍率に、自分の値を返しています。倍率は値ではなく、「1 増やすと、いくつ増えるか」です。",
    en="As factors you return the values themselves. A factor is not the value itself: it says how much the result grows when that number grows by 1.",
)
def own_values(a, b):
    return a + b, a, b


@sheet.mistake(
    add,
    ja="和だけを返しています。帰り道で使う倍率も、2 つ返しましょう。",
    en="You return the sum alone. Return the two factors as well: the way back needs them.",
)
def sum_alone(a, b):
    return a + b


@sheet.mistake(
    add,
    ja="倍率が 0 になっています。0 だと、「増やしても結果は変わらない」という意味です。",
    en="The factors are 0. That would mean that the result does not change when they grow.",
)
def no_influence(a, b):
    return a + b, 0.0, 0.0


@sheet.mistake(
    add,
    ja="倍率を半分ずつに分けています。`a` だけが 1 増えたとき、和は 0.5 しか増えないでしょうか。",
    en="You split the factor in halves. When `a` alone grows by 1, does the sum grow by only 0.5?",
)
def halves(a, b):
    return a + b, 0.5, 0.5


# %% [markdown] lang="ja" tags=["E5"]
# ## 問題 2　掛け算
#
# 同じように、`(積, a に対する倍率, b に対する倍率)` を返しましょう。
#
# 例：`multiply(2.0, 3.0)` の結果は 6.0 です。`a` を 2.0 から 3.0 へ 1 増やすと、積は 6.0 から 9.0 へ 3.0 増えます。
# %% [markdown] lang="en" tags=["E5"]
# ## Exercise 2: Multiplication
#
# In the same way return `(product, factor for a, factor for b)`.
#
# Example: the result of `multiply(2.0, 3.0)` is 6.0. If `a` grows by 1 from 2.0 to 3.0, the product grows by 3.0 from 6.0 to 9.0.

# %% tags=["answer"]
def multiply(a, b):
    return a * b, b, a

# %% tags=["grading"]
sheet.exercise(
    multiply,
    points=1,
    inputs=pairs_of_numbers,
    why={
        "ja": "`a` を 1 増やすと積は `b` だけ増えるので、`a` の倍率は**相手**の `b` です。行きに使った数が帰りの倍率になるので、覚えておかなければなりません。",
        "en": "Raise `a` by 1 and the product rises by `b`: the factor for each is the **other** number. So what was used on the way there is needed on the way back, and has to be kept.",
    },
    ja=[
        "例の 3.0 は、何の値と同じでしょうか。",
        "`a` が 1 増えると、積は `b` 1 つ分だけ増えます。",
        "`a` に対する倍率は相手の値、`b` に対する倍率も相手の値です。順番に気をつけて返しましょう。",
    ],
    en=[
        "The 3.0 in the example: which value is it the same as?",
        "If `a` grows by 1, the product grows by one more `b`.",
        "The factor for `a` is the value of the other one, and so is the factor for `b`. Mind the order.",
    ],
)


@sheet.mistake(
    multiply,
    ja="倍率が入れかわっています。`a` が 1 増えると、積は `a` ではなく `b` だけ増えます。",
    en="The factors are swapped. If `a` grows by 1, the product grows by `b`, not by `a`.",
)
def factors_swapped(a, b):
    return a * b, a, b


@sheet.mistake(
    multiply,
    ja="倍率が 1 になっています。それは足し算の倍率です。例の 6.0 → 9.0 を見直しましょう。",
    en="The factors are 1, which is right for addition. Look again at 6.0 → 9.0 in the example.",
)
def factors_of_a_sum(a, b):
    return a * b, 1.0, 1.0


@sheet.mistake(
    multiply,
    ja="積だけを返しています。帰り道で使う倍率も、2 つ返しましょう。",
    en="You return the product alone. Return the two factors as well: the way back needs them.",
)
def product_alone(a, b):
    return a * b


@sheet.mistake(
    multiply,
    ja="倍率にも積を返しています。`a` が 1 増えたときに増えるのは、積のうち `b` 1 つ分だけです。",
    en="You return the product as the factors too. If `a` grows by 1, what is added to the product is one more `b`.",
)
def product_everywhere(a, b):
    return a * b, a * b, a * b


@sheet.mistake(
    multiply,
    ja="倍率は合っていますが、結果が和になっています。最初に返すのは積です。",
    en="The factors are right, but the result is the sum. The first to return is the product.",
)
def result_is_the_sum(a, b):
    return a + b, b, a


# %% [markdown] lang="ja" tags=["E5"]
# ## 問題 3　tanh
#
# 1 つの数 `a` から、`(tanh の値, a に対する倍率)` を返しましょう。tanh は `np.tanh(a)` で計算できます。倍率は、**結果**を $t$ とすると $1 - t^2$ です。
#
# 例：`tanh(0.0)` は `(0.0, 1.0)` です。
# %% [markdown] lang="en" tags=["E5"]
# ## Exercise 3: tanh
#
# From one number `a` return `(value of tanh, factor for a)`. tanh is `np.tanh(a)`. With $t$ for the **result**, the factor is $1 - t^2$.
#
# Example: `tanh(0.0)` is `(0.0, 1.0)`.

# %% tags=["answer"]
def tanh(a):
    t = np.tanh(a)
    return t, 1 - t**2

# %% tags=["grading"]
sheet.exercise(
    tanh,
    points=1,
    inputs=lambda rng: [(0.0,), (1,), (-30.0,), *((float(rng.uniform(-2, 2)),) for _ in range(5))],
    why={
        "ja": "倍率は結果 `t` だけで書けるので、`np.tanh` を一度呼んで使い回します。`t` が 1 や −1 に近いと倍率はほとんど 0 になり、勾配はここで小さくなります。",
        "en": "The factor can be written with the result `t` alone, so `np.tanh` is called once. Where `t` is near 1 or −1 the factor is nearly 0: here gradients shrink.",
    },
    ja=[
        "まず結果を `t = np.tanh(a)` に入れておきましょう。",
        "倍率の式に入れるのは、`a` ではなく `t` です。2 乗は `t**2` と書きます。",
        "`t` と、1 から `t` の 2 乗を引いたものを、コンマで区切って返します。",
    ],
    en=[
        "First keep the result: `t = np.tanh(a)`.",
        "What goes into the formula of the factor is `t`, not `a`. The square is `t**2`.",
        "Return `t` and, after a comma, 1 less the square of `t`.",
    ],
)


@sheet.mistake(
    tanh,
    ja="倍率を $1 - a^2$ で計算しています。2 乗するのは、入れた数 `a` ではなく、結果 $t$ です。",
    en="You work out the factor as $1 - a^2$. It is the result $t$ that is squared, not what went in.",
)
def square_of_the_input(a):
    return np.tanh(a), 1 - a**2


@sheet.mistake(
    tanh,
    ja="2 乗が抜けて、$1 - t$ になっています。倍率の式を見直しましょう。",
    en="The square is missing: you have $1 - t$. Look at the formula of the factor again.",
)
def square_forgotten(a):
    t = np.tanh(a)
    return t, 1 - t


@sheet.mistake(
    tanh,
    ja="tanh の値だけを返しています。倍率も返しましょう。",
    en="You return the value of tanh alone. Return the factor as well.",
)
def value_alone(a):
    return np.tanh(a)


@sheet.mistake(
    tanh,
    ja="$t\\,(1 - t)$ はシグモイドの傾きです。tanh の傾きは $1 - t^2$ です。",
    en="$t\\,(1 - t)$ is the slope of the sigmoid. That of tanh is $1 - t^2$.",
)
def slope_of_the_sigmoid(a):
    t = np.tanh(a)
    return t, t * (1 - t)


@sheet.mistake(
    tanh,
    ja="tanh を 2 回通したところで倍率を求めています。$t$ はもう tanh の結果なので、そのまま 2 乗します。",
    en="You take the factor where tanh has been applied twice. $t$ is the result of tanh already: square it as it is.",
)
def bent_twice(a):
    t = np.tanh(a)
    return t, 1 - np.tanh(t) ** 2


@sheet.mistake(
    tanh,
    ja="引き算が足し算になっています。tanh の倍率は 1 を超えません。",
    en="You add where you should subtract. The factor of tanh is never more than 1.",
)
def plus_for_minus(a):
    t = np.tanh(a)
    return t, 1 + t**2


# %% [markdown] lang="ja" tags=["E5"]
# ## 問題 4　帰り道
#
# 最後の部品です。計算に出てきた数には、0 番、1 番、2 番…と番号が付いています。順番 `order` と、`inputs`、`slopes` から、**すべての数の勾配**をリストで返す関数です。`n` 番目が `n` 番の数の勾配です。骨組みはできています。空欄（`...`）は 2 か所だけです。
#
# - `order` は、計算した順に並べた番号のリストです。
# - `inputs[n]` は、`n` 番の数のもとになった数の番号のリストです。
# - `slopes[n]` は、`inputs[n]` の一つ一つに対する倍率のリストです。同じ番号が、違う倍率で 2 回出てくることもあります。
# - `order` の最後が結果です。結果の勾配は 1.0、ほかは 0.0 から始めます。
# - `reversed(order)` は `order` を**後ろから** 1 つずつ、`zip(A, B)` は 2 つのリストを並べて 1 組ずつ取り出します。
# - 使われなかった数の勾配は 0.0 のままです。
#
# **道に沿って掛ける。道が合流したら足す。** この 2 つの規則がどこに書いてあるかを探しながら、埋めましょう。
#
# 例：0 番の数 x = 3 から、1 番 = x × x を計算しました。`order` は `[0, 1]`、`inputs` は `[[], [0, 0]]`、`slopes` は `[[], [3.0, 3.0]]`。0 番へは 1 × 3 が 2 回届くので、答えは `[6.0, 1.0]` です。
# %% [markdown] lang="en" tags=["E5"]
# ## Exercise 4: The way back
#
# The last part. The numbers of a computation are counted: number 0, number 1, number 2 and so on. From the order `order`, `inputs` and `slopes` this function returns **the gradients of all numbers** as a list, with the gradient of number `n` at place `n`. The frame is there; only 2 blanks (`...`) are yours.
#
# - `order` lists the numbers in the order in which they were computed.
# - `inputs[n]` lists the numbers that number `n` was made from.
# - `slopes[n]` is the list of the factors for each of `inputs[n]`. A number may stand there 2 times, with different factors.
# - The last of `order` is the result. Its gradient starts as 1.0, all the others as 0.0.
# - `reversed(order)` goes through `order` **from the end**, and `zip(A, B)` takes one pair at a time from two lists side by side.
# - What was not used keeps the gradient 0.0.
#
# **Multiply along a way. Add where ways meet.** As you fill the blanks, look for where these 2 rules stand.
#
# Example: from number 0, x = 3, number 1 was computed as x × x. `order` is `[0, 1]`, `inputs` is `[[], [0, 0]]`, `slopes` is `[[], [3.0, 3.0]]`. The share 1 × 3 comes 2 times to number 0, so the answer is `[6.0, 1.0]`.

# %% tags=["broken"]
def backward(order, inputs, slopes):
    # ja: 全部 0.0 から始める
    # en: all begin at 0.0
    grads = [0.0] * len(inputs)
    # ja: 空欄 1：結果（order の最後）の勾配は、いくつから始まるか
    # en: blank 1: with what does the gradient of the result, the last of order, begin?
    start = ...
    grads[order[-1]] += start
    # ja: 後ろから順に。source はもとになった数の番号、slope はその倍率
    # en: from the end; source is a number that node was made from, slope its factor
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node]):
            # ja: 空欄 2：source に届く分。自分の勾配 grads[node] と、倍率 slope で書く
            # en: blank 2: the share that reaches source, from the own gradient grads[node] and the factor slope
            share = ...
            grads[source] += share
    return grads

# %% tags=["grading"]
def backward(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] * slope
    return grads


def row_with_short_cuts(rng, length, unused):
    """A computation with one order only: each number uses the one before it, and some use earlier ones too."""
    names = [int(name) for name in rng.permutation(length + unused)]
    inputs = [[] for _ in names]
    for place in range(1, length):
        earlier = [names[k] for k in range(place - 1) if rng.uniform() < 0.5]
        inputs[names[place]] = [*earlier, names[place - 1]]
    for name in names[length:]:
        inputs[name] = [names[int(rng.integers(length))]]
    return names[length - 1], inputs


def computation(rng, length, unused):
    """A computation of this many numbers, some of them used several times, with its order."""
    node, inputs = row_with_short_cuts(rng, length, unused)
    slopes = [[float(slope) for slope in rng.uniform(0.5, 2, size=len(sources)) * rng.choice([-1, 1])] for sources in inputs]
    return topological_order(node, inputs), inputs, slopes


sheet.exercise(
    backward,
    points=3,
    inputs=lambda rng: [
        ([0, 1], [[], [0, 0]], [[], [3.0, 3.0]]),
        ([0], [[]], [[]]),
        ([0, 1, 2], [[], [0, 0], [1, 0, 1]], [[], [2.0, 5.0], [-1.0, 4.0, 3.0]]),
        ([1, 2, 0, 3], [[2], [], [1], [2, 0], [1]], [[5.0], [], [2.0], [1.0, 3.0], [7.0]]),
        ([2, 1, 0], [[1], [2], []], [[3.0], [0.5], []]),
        ([0, 1, 2, 3], [[], [0], [0], [1, 2]], [[], [2], [3], [1, 1]]),
        *(computation(rng, length, unused) for length, unused in [(3, 1), (5, 0), (8, 2)]),
    ],
    why={
        "ja": "後ろからたどると、ある数の勾配は、それを使ったところからの分がすべて集まってから先へ渡されます。同じ数が何度も使われるので、`=` で上書きせず `+=` で足します。",
        "en": "Going from the back, a number has gathered its whole gradient from all who use it before it hands it on. As it may be used more than once, shares are added with `+=` and never overwritten.",
    },
    ja=[
        "結果を少し増やすと、結果はその何倍増えるでしょうか。それが空欄 1 です。",
        "空欄 2 は、道に沿って進む 1 歩です。道に沿っては、掛け算でした。合流したときに足すのは、すぐ下の `+=` がしてくれます。",
        "空欄 1 は `1.0`、空欄 2 は、自分の勾配 `grads[node]` に倍率 `slope` を掛けたものです。",
    ],
    en=[
        "When the result grows a little, how many times as much does the result grow? That is blank 1.",
        "Blank 2 is one step along a way, and along a way one multiplies. Adding where ways meet is done by the `+=` below it.",
        "Blank 1 is `1.0`; blank 2 is the own gradient, `grads[node]`, times the factor, `slope`.",
    ],
)


@sheet.mistake(
    backward,
    ja="勾配を上書きしています。2 か所で使われた数には、勾配が 2 回届きます。`=` ではなく `+=` で足しましょう。",
    en="Gradients are overwritten. A number used in two places gets its gradient in two parts: add them with `+=`, not `=`.",
)
def overwritten(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] = grads[node] * slope
    return grads


@sheet.mistake(
    backward,
    ja="前からたどっています。勾配は結果から始まるので、`order` を後ろからたどります。",
    en="You go from the front. Gradients start at the result: go through `order` from the end.",
)
def from_the_front(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in order:
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] * slope
    return grads


@sheet.mistake(
    backward,
    ja="どの勾配も 0 のままです。結果の勾配を 1.0 にしてから始めましょう。0 に何を掛けても 0 です。",
    en="All gradients stay 0. Start with 1.0 as the gradient of the result: whatever multiplies 0 gives 0.",
)
def start_forgotten(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] * slope
    return grads


@sheet.mistake(
    backward,
    ja="倍率だけを足しています。渡すのは「自分の勾配 × 倍率」です。",
    en="You add the factors alone. What is passed on is own gradient × factor.",
)
def factors_alone(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += slope
    return grads


@sheet.mistake(
    backward,
    ja="倍率を掛けずに、自分の勾配をそのまま渡しています。途中の道の倍率も掛けましょう。",
    en="You pass your own gradient on as it is. Multiply it by the factor along the way.",
)
def factor_forgotten(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in reversed(order):
        for source, _ in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node]
    return grads


@sheet.mistake(
    backward,
    ja="すべての勾配を 1.0 から始めています。1.0 から始めるのは結果だけで、ほかは 0.0 からです。",
    en="You start all gradients at 1.0. Only the result starts at 1.0, all others at 0.0.",
)
def all_start_at_one(order, inputs, slopes):
    grads = [1.0] * len(inputs)
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] * slope
    return grads


@sheet.mistake(
    backward,
    ja="自分の勾配と倍率を足しています。道に沿っては掛け算です。",
    en="You add your own gradient and the factor. Along a way they are multiplied.",
)
def sum_along_the_way(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] + slope
    return grads


@sheet.mistake(
    backward,
    ja="倍率を、もとになった数の番号で探しています（`index` など）。同じ番号が 2 回出てくると、いつも 1 つ目の倍率が見つかります。`zip` で、番号と倍率を一緒に取り出しましょう。",
    en="You look the factor up by the number it belongs to (with `index`, for instance). Where a number stands there 2 times, that always finds the 1st factor. Take number and factor together, with `zip`.",
)
def looked_up(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in reversed(order):
        for source in inputs[node]:
            grads[source] += grads[node] * slopes[node][inputs[node].index(source)]
    return grads


@sheet.mistake(
    backward,
    ja="番号がいちばん大きい数を、結果と決めつけています。結果は `order` の最後にある番号です。",
    en="You take the number counted last for the result. The result is the one that stands last in `order`.",
)
def last_number_is_result(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[-1] = 1.0
    for node in reversed(order):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] * slope
    return grads


@sheet.mistake(
    backward,
    ja="番号の順にたどっています。たどる順は、番号ではなく `order` を後ろから見た順です。",
    en="You go by the numbers, from the last down. Go by `order` instead, from its end.",
)
def by_number(order, inputs, slopes):
    grads = [0.0] * len(inputs)
    grads[order[-1]] = 1.0
    for node in range(len(inputs) - 1, -1, -1):
        for source, slope in zip(inputs[node], slopes[node], strict=True):
            grads[source] += grads[node] * slope
    return grads

# %% [markdown] lang="ja" tags=["E5"]
# ## 層の帰り道
#
# ここからは、配列をまとめて扱います。層の出力の勾配から、層の入力の勾配へ戻る計算です。
#
# ## 問題 5　ReLU の帰り道
#
# **ReLU** は、プラスの数はそのまま通し、マイナスの数は 0 にする活性化関数です。傾きは、$x$ がプラスなら 1、そうでなければ 0 です（ちょうど 0 のところも 0 とします）。
#
# 出力の勾配 `gradient` と、行きに受け取った `x` から、`x` の勾配を返しましょう。どちらも同じ形の配列です（何次元のこともあります）。渡された配列は書きかえないでください。
#
# 例：`gradient` が `[5.0, 5.0, -2.0]`、`x` が `[3.0, -1.0, 0.5]` なら、答えは `[5.0, 0.0, -2.0]` です。
# %% [markdown] lang="en" tags=["E5"]
# ## The way back through layers
#
# From here on whole arrays are handled at once: from the gradient of a layer's output back to that of its input.
#
# ## Exercise 5: The way back through ReLU
#
# **ReLU** is an activation function that lets positive numbers pass and turns negative ones into 0. Its slope is 1 where $x$ is positive, else 0 (and at exactly 0 we take it as 0).
#
# From the gradient of its output, `gradient`, and the `x` it received on the way forward, return the gradient of `x`. Both are arrays of the same shape, whichever it is. Leave the given arrays as they are.
#
# Example: with `gradient` `[5.0, 5.0, -2.0]` and `x` `[3.0, -1.0, 0.5]` the answer is `[5.0, 0.0, -2.0]`.

# %% tags=["answer"]
def relu_backward(gradient, x):
    return gradient * (x > 0)

# %% tags=["grading"]
sheet.exercise(
    relu_backward,
    points=1,
    inputs=lambda rng: [
        (np.array([5.0, 5.0, -2.0]), np.array([3.0, -1.0, 0.5])),
        (np.array([1.0, -1.0, 2.0]), np.array([0.0, 0.0, 0.0])),
        (np.array([2, -3, 4]), np.array([1, -1, 0])),
        (rng.normal(size=6), rng.normal(size=6)),
        (rng.normal(size=(3, 4)) * 1e4, rng.normal(size=(3, 4)) * 1e-6),
        (rng.normal(size=(2, 3, 2)), rng.normal(size=(2, 3, 2))),
    ],
    why={
        "ja": "`x > 0` は True と False の配列で、掛け算では 1 と 0 として働きます。プラスだったところは勾配をそのまま通し、そうでないところは止める、スイッチの役目です。",
        "en": "`x > 0` is an array of True and False, which multiply as 1 and 0. It is a switch: where `x` was positive the gradient passes, elsewhere it stops.",
    },
    ja=[
        "倍率は、`x` がプラスのところで 1、ほかで 0 です。",
        "`x > 0` は、成り立つところが `True`、ほかが `False` の配列です。掛け算では `True` は 1、`False` は 0 として働きます。",
        "連鎖律のとおり、届いた `gradient` に、いま作った倍率を掛けます。",
    ],
    en=[
        "The factor is 1 where `x` is positive and 0 elsewhere.",
        "`x > 0` is an array that is `True` where this holds and `False` elsewhere. In a product `True` counts as 1 and `False` as 0.",
        "As the chain rule says, multiply the `gradient` that arrived by the factor you just made.",
    ],
)


@sheet.mistake(
    relu_backward,
    ja="プラスかマイナスかを、勾配で調べています。調べるのは、行きに受け取った `x` のほうです。勾配はマイナスでもそのまま通ります。",
    en="You look at the sign of the gradient. It is the sign of `x`, received on the way forward, that counts. A negative gradient passes as it is.",
)
def sign_of_the_gradient(gradient, x):
    return gradient * (gradient > 0)


@sheet.mistake(
    relu_backward,
    ja="`x` がちょうど 0 のところも通しています。ここでは、0 での傾きは 0 と決めました。",
    en="You let it pass where `x` is exactly 0. We agreed that the slope at 0 is 0.",
)
def kink_open(gradient, x):
    return gradient * (x >= 0)


@sheet.mistake(
    relu_backward,
    ja="返しているのは ReLU の傾きだけです。届いた勾配を掛けるのを忘れています。",
    en="You return the slope of ReLU alone. The gradient that arrived must be multiplied in.",
)
def slope_alone(gradient, x):
    return (x > 0).astype(float)


@sheet.mistake(
    relu_backward,
    ja="ReLU の出力（`x` のプラスの部分）を掛けています。掛けるのは出力ではなく、傾き（1 か 0）です。",
    en="You multiply by the output of ReLU, the positive part of `x`. Multiply by its slope, 1 or 0, and not by its output.",
)
def output_as_factor(gradient, x):
    return gradient * np.maximum(x, 0)


@sheet.mistake(
    relu_backward,
    ja="渡された `gradient` を書きかえています。もとの配列を使う人がほかにいるかもしれません。新しい配列を返しましょう。",
    en="You change the `gradient` that was given to you. Somebody else may still need it: return a new array.",
)
def gradient_changed(gradient, x):
    gradient[x <= 0] = 0
    return gradient


@sheet.mistake(
    relu_backward,
    ja="通すところと止めるところが逆です。`x` がプラスのところが通ります。",
    en="What passes and what is stopped are swapped: it passes where `x` is positive.",
)
def wrong_side(gradient, x):
    return gradient * (x <= 0)


# %% [markdown] lang="ja" tags=["E5"]
# ## 問題 6　シグモイドの帰り道
#
# **シグモイド**は、どんな数も 0 と 1 の間に収める活性化関数です。
#
# $$s = \frac{1}{1 + e^{-x}}, \qquad \frac{\partial s}{\partial x} = s\,(1 - s)$$
#
# 出力の勾配 `gradient` と、行きに受け取った `x` から、`x` の勾配を返しましょう。$e^{-x}$ は `np.exp(-x)` です。どちらも数か、同じ形の配列です。`x` は −1000 から 1000 までです（`np.exp(1000)` は `inf`（無限大）になりますが、1 / `inf` は 0 なので、上の式のままで困りません）。
#
# 例：`gradient` が `[8.0]`、`x` が `[0.0]` のとき、$s$ は 0.5 なので、答えは 8 × 0.5 × 0.5 = `[2.0]` です。
# %% [markdown] lang="en" tags=["E5"]
# ## Exercise 6: The way back through the sigmoid
#
# The **sigmoid** is an activation function that brings any number between 0 and 1.
#
# $$s = \frac{1}{1 + e^{-x}}, \qquad \frac{\partial s}{\partial x} = s\,(1 - s)$$
#
# From the gradient of its output, `gradient`, and the `x` it received on the way forward, return the gradient of `x`. $e^{-x}$ is `np.exp(-x)`. Both are numbers, or arrays of the same shape. `x` lies between −1000 and 1000 (`np.exp(1000)` becomes `inf`, infinity, but 1 / `inf` is 0, so that the formula above does as it stands).
#
# Example: with `gradient` `[8.0]` and `x` `[0.0]`, $s$ is 0.5, so the answer is 8 × 0.5 × 0.5 = `[2.0]`.

# %% tags=["answer"]
def sigmoid_backward(gradient, x):
    s = 1 / (1 + np.exp(-x))
    return gradient * s * (1 - s)

# %% tags=["grading"]
sheet.exercise(
    sigmoid_backward,
    points=1,
    inputs=lambda rng: [
        (np.array([8.0]), np.array([0.0])),
        (np.array([1.0, 1.0, -3.0]), np.array([1000.0, -1000.0, 2.0])),
        (np.array([2, -1]), np.array([1, -2])),
        (rng.normal(size=5), rng.normal(size=5)),
        (rng.normal(size=(3, 4)) * 1e4, 3 * rng.normal(size=(3, 4))),
        (1.5, float(rng.normal())),
    ],
    why={
        "ja": "まず行きと同じ計算で `s` を求めると、傾きは `s * (1 - s)` と書けます。戻ってきた `gradient` を掛けるのは連鎖律で、層をさかのぼるたびに、この掛け算が一つ増えます。",
        "en": "With `s` worked out as on the way there, the slope is `s * (1 - s)`. Multiplying by the `gradient` that came back is the chain rule: one such product for each layer.",
    },
    ja=[
        "まず、行きの値 $s$ を計算し直します。",
        "傾き $s\\,(1 - s)$ は、$x$ ではなく $s$ で書かれています。",
        "`s` を求めたら、届いた勾配に、`s` と `(1 - s)` の両方を掛けます。",
    ],
    en=[
        "First work out again the value $s$ of the way forward.",
        "The slope $s\\,(1 - s)$ is written with $s$, not with $x$.",
        "Once you have `s`, multiply the gradient that arrived by `s` and by `(1 - s)`.",
    ],
)


@sheet.mistake(
    sigmoid_backward,
    ja="`x × (1 − x)` になっています。傾きの式に入れるのは、`x` ではなくシグモイドの値 $s$ です。",
    en="You have x × (1 − x). What goes into the formula of the slope is the value $s$ of the sigmoid, not `x`.",
)
def x_for_s(gradient, x):
    return gradient * x * (1 - x)


@sheet.mistake(
    sigmoid_backward,
    ja="返しているのは傾きだけです。届いた勾配を掛けましょう。",
    en="You return the slope alone. Multiply it by the gradient that arrived.",
)
def slope_only(gradient, x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s) + 0 * gradient


@sheet.mistake(
    sigmoid_backward,
    ja="傾きではなく、シグモイドの値 $s$ を掛けています。傾きは $s\\,(1 - s)$ です。",
    en="You multiply by the value $s$ of the sigmoid and not by its slope, which is $s\\,(1 - s)$.",
)
def value_for_slope(gradient, x):
    return gradient / (1 + np.exp(-x))


@sheet.mistake(
    sigmoid_backward,
    ja="式は正しいのですが、`x` が大きなマイナスのとき $e^{-x}$ があふれて、無限大 ÷ 無限大（NaN）になります。$s$ を先に計算し、$s\\,(1 - s)$ の形を使いましょう。",
    en="The formula is right, but where `x` is very negative $e^{-x}$ overflows and you get infinity / infinity (NaN). Work out $s$ first and use the form $s\\,(1 - s)$.",
)
def overflows(gradient, x):
    return gradient * np.exp(-x) / (1 + np.exp(-x)) ** 2


@sheet.mistake(
    sigmoid_backward,
    ja="$1 - s^2$ は tanh の傾きです。シグモイドの傾きは $s\\,(1 - s)$ です。",
    en="$1 - s^2$ is the slope of tanh. That of the sigmoid is $s\\,(1 - s)$.",
)
def slope_of_tanh(gradient, x):
    s = 1 / (1 + np.exp(-x))
    return gradient * (1 - s**2)


@sheet.mistake(
    sigmoid_backward,
    ja="シグモイドを `gradient` に使っています。シグモイドに入ったのは `x` です。傾きは、その場所で求めます。",
    en="You put `gradient` into the sigmoid. What went into it was `x`: the slope is to be taken at that place.",
)
def place_of_the_gradient(gradient, x):
    s = 1 / (1 + np.exp(-gradient))
    return gradient * s * (1 - s) + 0 * x


@sheet.mistake(
    sigmoid_backward,
    ja="掛けているのが $1 - s$ だけです。傾きは、$s$ と $1 - s$ の積です。",
    en="You multiply by $1 - s$ alone. The slope is the product of both, $s$ and $1 - s$.",
)
def half_of_the_slope(gradient, x):
    s = 1 / (1 + np.exp(-x))
    return gradient * (1 - s)


# %% [markdown] lang="ja" tags=["E5"]
# ## 問題 7　全結合層の順伝播
#
# 全結合層の出力 $X W + b$ を返しましょう。
#
# - `x` は形 (件数, 入力の数) の表、`W` は形 (入力の数, ニューロンの数) の表、`b` はニューロンの数だけ並んだ配列です。
# - 表どうしの掛け算（行列の積）は `@` です。`b` は、どの行にも同じように足します（NumPy が自動でします）。
#
# 例：`x` が `[[1.0, 2.0]]`、`W` が `[[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]`、`b` が `[10.0, 20.0, 30.0]` なら、答えは `[[11.0, 22.0, 38.0]]` です。3 番目は 1 × 2 + 2 × 3 + 30 = 38 です。
# %% [markdown] lang="en" tags=["E5"]
# ## Exercise 7: Forward through a dense layer
#
# Return the output $X W + b$ of a dense layer.
#
# - `x` is a table of shape (examples, inputs), `W` a table of shape (inputs, neurons), `b` an array with a number for each neuron.
# - The product of two tables (the matrix product) is `@`. `b` is added to every row alike (NumPy does that by itself).
#
# Example: with `x` `[[1.0, 2.0]]`, `W` `[[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]` and `b` `[10.0, 20.0, 30.0]` the answer is `[[11.0, 22.0, 38.0]]`. The third is 1 × 2 + 2 × 3 + 30 = 38.

# %% tags=["answer"]
def dense_forward(x, W, b):
    return x @ W + b

# %% tags=["grading"]
def dense_sizes(rng):
    shapes = [(1, 2, 3), (4, 3, 2), (5, 1, 1), (3, 3, 3), (6, 4, 5)]
    return [(rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=o)) for n, i, o in shapes]


sheet.exercise(
    dense_forward,
    points=1,
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]), np.array([10.0, 20.0, 30.0])),
        (np.array([[1, 2], [3, 4]]), np.array([[1, 0], [2, 5]]), np.array([7, -7])),
        (np.zeros((2, 3)), np.ones((3, 2)), np.array([1.0, 2.0])),
        *dense_sizes(rng),
    ],
    why={
        "ja": "`x @ W` は、すべてのデータとすべてのニューロンの組み合わせを一度に計算します。`b` は 1 行だけですが、NumPy が全部の行に足してくれます。",
        "en": "`x @ W` works out every example with every neuron at once. `b` is a single row, and NumPy adds it to all rows.",
    },
    ja=[
        "式 $X W + b$ を、そのまま Python で書きます。",
        "表どうしの掛け算は `*` ではなく `@` です。",
        "`x` が左、`W` が右です。形 (件数, 入力) と (入力, ニューロン) の、内側の「入力」どうしが合うように並べます。",
    ],
    en=[
        "Write the formula $X W + b$ as it stands, in Python.",
        "The product of two tables is `@`, not `*`.",
        "`x` goes on the left and `W` on the right, so that in the shapes (examples, inputs) and (inputs, neurons) the two inner ones, inputs, meet.",
    ],
)


@sheet.mistake(
    dense_forward,
    ja="バイアス `b` が足されていません。積のあとに足しましょう。",
    en="The bias `b` is not added. Add it to the product.",
)
def bias_forgotten(x, W, b):
    return x @ W


@sheet.mistake(
    dense_forward,
    ja="`W` を転置しています（行と列を入れかえています）。ここでの `W` は、行が入力、列がニューロンです。そのままで形が合います。",
    en="You transpose `W` (you swap its rows and columns). Here the rows of `W` are the inputs and its columns the neurons: the shapes fit as they are.",
)
def weights_transposed(x, W, b):
    return x @ W.T + b


@sheet.mistake(
    dense_forward,
    ja="掛ける順番が逆です。行列の積は、順番を入れかえると別の答えになります。`x` を左に置きましょう。",
    en="The order of the product is reversed. With tables, swapping the two gives another answer: put `x` on the left.",
)
def wrong_order(x, W, b):
    return W @ x + b


@sheet.mistake(
    dense_forward,
    ja="`*` は、同じ場所の数どうしを掛けるだけです。重みを掛けて足し合わせる行列の積は `@` です。",
    en="`*` only multiplies the numbers that stand at the same place. The matrix product, which multiplies and adds up, is `@`.",
)
def place_by_place(x, W, b):
    return x * W + b


@sheet.mistake(
    dense_forward,
    ja="バイアスを、重みを掛ける前に足しています。先に `x @ W` を計算してから足します。",
    en="You add the bias before multiplying by the weights. Work out `x @ W` first, then add it.",
)
def bias_too_early(x, W, b):
    return (x + b) @ W


@sheet.mistake(
    dense_forward,
    ja="バイアスを引いています。引くのではなく、足しましょう。",
    en="You subtract the bias. It is to be added, not subtracted.",
)
def bias_subtracted(x, W, b):
    return x @ W - b


@sheet.mistake(
    dense_forward,
    ja="最後に ReLU まで通しています。この関数が求めるのは、活性化関数を通す前の値です。",
    en="You apply ReLU at the end. This function is to give the values before any activation.",
)
def relu_applied(x, W, b):
    return np.maximum(x @ W + b, 0)


# %% [markdown] lang="ja" tags=["E5"]
# ## 問題 8　全結合層の逆伝播
#
# $Y = X W + b$ の帰り道です。出力 $Y$ の勾配 `gradient`（形は (件数, ニューロンの数)）と、行きの `x`、`W` から、3 つの勾配を**この順に**返しましょう：`return dx, dW, db`
#
# - `dx`：`x` の勾配。形は `x` と同じ。
# - `dW`：`W` の勾配。形は `W` と同じ。
# - `db`：`b` の勾配。形は (ニューロンの数,)。バイアスはすべての行で使われたので、全部の行の分を**足します**（平均ではありません）。
#
# 転置（行と列の入れかえ）は `W.T`、縦に足すのは `gradient.sum(axis=0)` です。
#
# 例：`gradient` が `[[1.0, 10.0]]`、`x` が `[[2.0, 3.0]]`、`W` が `[[1.0, 2.0], [3.0, 4.0]]` なら、`dx` は `[[21.0, 43.0]]`、`dW` は `[[2.0, 20.0], [3.0, 30.0]]`、`db` は `[1.0, 10.0]` です。`dx` の 1 つ目の数は、1 × 1 + 10 × 2 = 21 です。
# %% [markdown] lang="en" tags=["E5"]
# ## Exercise 8: Back through a dense layer
#
# The way back through $Y = X W + b$. From the gradient of the output $Y$, `gradient` (of shape (examples, neurons)), and from `x` and `W` of the way forward, return three gradients **in this order**: `return dx, dW, db`
#
# - `dx`: the gradient of `x`, of the shape of `x`.
# - `dW`: the gradient of `W`, of the shape of `W`.
# - `db`: the gradient of `b`, of shape (neurons,). The biases were used in every row, so the parts of all rows are **added up** (no mean).
#
# Transposing (swapping rows and columns) is `W.T`; adding up each column is `gradient.sum(axis=0)`.
#
# Example: with `gradient` `[[1.0, 10.0]]`, `x` `[[2.0, 3.0]]` and `W` `[[1.0, 2.0], [3.0, 4.0]]`, `dx` is `[[21.0, 43.0]]`, `dW` is `[[2.0, 20.0], [3.0, 30.0]]` and `db` is `[1.0, 10.0]`. The 1st number of `dx` is 1 × 1 + 10 × 2 = 21.

# %% tags=["answer"]
def dense_backward(gradient, x, W):
    dx = gradient @ W.T
    dW = x.T @ gradient
    db = gradient.sum(axis=0)
    return dx, dW, db

# %% tags=["grading"]
sheet.exercise(
    dense_backward,
    points=3,
    inputs=lambda rng: [
        (np.array([[1.0, 10.0]]), np.array([[2.0, 3.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])),
        (np.array([[1, 2], [0, -1]]), np.array([[3, 1], [2, 2]]), np.array([[1, 0], [2, 5]])),
        *(
            (rng.normal(size=(n, o)) * 10.0**k, rng.normal(size=(n, i)), rng.normal(size=(i, o)))
            for n, i, o, k in [(4, 3, 2, 0), (1, 2, 3, 0), (5, 1, 1, 3), (3, 3, 3, 0), (6, 4, 5, -4)]
        ),
    ],
    why={
        "ja": "転置は、形から思い出せます。`dW` は `W` と同じ形（入力の数, ニューロンの数）でなければならず、件数、入力の数、ニューロンの数がどれも違えば、`x` と `gradient` からその形が作れる並べ方は `x.T @ gradient` だけです。",
        "en": "The shapes tell where a transpose goes: `dW` must have the shape of `W`, inputs by neurons, and from `x` and `gradient` only `x.T @ gradient` gives that, as long as all sizes differ.",
    },
    ja=[
        "まず、3 つの答えの形を書き出しましょう。`dx` は `x` と、`dW` は `W` と同じ形です。",
        "形 (件数, ニューロン) の `gradient` から形 (件数, 入力) の `dx` を作るには、右に形 (ニューロン, 入力) の表が要ります。`W` をどうすればよいでしょうか。",
        "`dW` の形は (入力, ニューロン) なので、左に来るのは形 (入力, 件数) の表、つまり転置した `x` です。`db` は `gradient` を縦に足します。",
    ],
    en=[
        "First write down the shapes of the three answers: `dx` is shaped like `x`, `dW` like `W`.",
        "To get `dx`, of shape (examples, inputs), from `gradient`, of shape (examples, neurons), you need a table of shape (neurons, inputs) on the right. What must be done to `W`?",
        "`dW` has the shape (inputs, neurons), so on the left there must be a table of shape (inputs, examples): `x` transposed. For `db` add up the columns of `gradient`.",
    ],
)


@sheet.mistake(
    dense_backward,
    ja="`dx` で `W` の転置を忘れています。行きと帰りでは、表の行と列が入れかわります。",
    en="For `dx` the transpose of `W` is missing. On the way back, rows and columns of the table change places.",
)
def weights_not_transposed(gradient, x, W):
    dx = gradient @ W
    dW = x.T @ gradient
    db = gradient.sum(axis=0)
    return dx, dW, db


@sheet.mistake(
    dense_backward,
    ja="`dW` で `x` の転置を忘れています。形が (入力の数, ニューロンの数) になるには、どちら向きの表が左に要るでしょうか。",
    en="For `dW` the transpose of `x` is missing. Which way must the table on the left lie for the shape (inputs, neurons) to come out?",
)
def inputs_not_transposed(gradient, x, W):
    return gradient @ W.T, x @ gradient, gradient.sum(axis=0)


@sheet.mistake(
    dense_backward,
    ja="`db` が足されないまま、行の数だけ残っています。バイアスはすべての行で使われたので、届いた分を足し合わせます。",
    en="`db` still has a row for each example. The biases were used in every row, so what arrives from all rows is added up.",
)
def biases_not_added(gradient, x, W):
    return gradient @ W.T, x.T @ gradient, gradient


@sheet.mistake(
    dense_backward,
    ja="`db` を平均しています。使われた回数だけ勾配が届くので、平均ではなく合計です（件数で割るのは、誤差の側の仕事です）。",
    en="You take the mean for `db`. A gradient arrives for each use, so it is the sum (dividing by the number of examples is the business of the error).",
)
def biases_averaged(gradient, x, W):
    dx = gradient @ W.T
    dW = x.T @ gradient
    db = gradient.mean(axis=0)
    return dx, dW, db


@sheet.mistake(
    dense_backward,
    ja="`dW` が転置されています。`W` と同じ形になるように、掛ける順番を考えましょう。",
    en="`dW` comes out transposed. Think about the order of the product, so that it has the shape of `W`.",
)
def weight_gradient_transposed(gradient, x, W):
    return gradient @ W.T, gradient.T @ x, gradient.sum(axis=0)


@sheet.mistake(
    dense_backward,
    ja="`dW` と `db` を件数で割っています。件数で割る計算が必要なら、それは誤差の勾配にもう入っています。ここでは割りません。",
    en="You divide `dW` and `db` by the number of examples. If that division is needed, it is in the gradient of the error already. Don't divide here.",
)
def divided_by_examples(gradient, x, W):
    return gradient @ W.T, x.T @ gradient / len(x), gradient.mean(axis=0)


@sheet.mistake(
    dense_backward,
    ja="`db` を横に足しています。横はニューロンの方向です。件数の方向（縦、`axis=0`）に足しましょう。",
    en="For `db` you add along the rows. That is across the neurons: add along the examples (`axis=0`).",
)
def wrong_axis(gradient, x, W):
    return gradient @ W.T, x.T @ gradient, gradient.sum(axis=1)


# %% [markdown] lang="ja" tags=["E5", "side"]
# ## 問題 9　連鎖律
#
# 2 つの関数をつなぎます。まず内側の `inner` に `x` を入れ、その結果を外側の `outer` に入れます。つないだ全体を 1 つの関数と見て、その `x` での微分を返しましょう。
#
# `outer` も `inner` も、**（関数, その微分）の組**です。たとえば `outer[0]` が関数、`outer[1]` がその微分です。`x` は 1 つの数です。微分は渡されているので、少し動かして測る必要はありません（測った値は正確ではないので、正解になりません）。
#
# 例：`outer` が 2 乗（微分は 2 倍）、`inner` が 3 倍（微分は 3）で、`x` が 2 のとき。内側の結果は 6 です。外側の 6 での微分は 12、内側の微分は 3 なので、答えは 12 × 3 = `36` です。
#
# ```python
# square = (lambda u: u ** 2, lambda u: 2 * u)
# triple = (lambda u: 3 * u, lambda u: 3)
# chain(square, triple, 2)    # 36
# ```
# %% [markdown] lang="en" tags=["E5", "side"]
# ## Exercise 9: The chain rule
#
# Two functions in a row: `x` goes into the inner one, `inner`, and what comes out of it goes into the outer one, `outer`. Take the whole as 1 function, and return its derivative at `x`.
#
# Both `outer` and `inner` are **pairs (function, its derivative)**: `outer[0]` is the function and `outer[1]` its derivative. `x` is 1 number. As the derivatives are given, nothing need be measured by nudging (that is not exact, and does not count as right).
#
# Example: `outer` squares (its derivative is 2 times), `inner` triples (its derivative is 3), and `x` is 2. The inner one gives 6. The derivative of the outer one at 6 is 12, that of the inner one is 3, so the answer is 12 × 3 = `36`.
#
# ```python
# square = (lambda u: u ** 2, lambda u: 2 * u)
# triple = (lambda u: 3 * u, lambda u: 3)
# chain(square, triple, 2)    # 36
# ```

# %% tags=["answer"]
def chain(outer, inner, x):
    return outer[1](inner[0](x)) * inner[1](x)

# %% tags=["grading"]
SQUARE = (Code("lambda u: u ** 2"), Code("lambda u: 2 * u"))
TRIPLE = (Code("lambda u: 3 * u"), Code("lambda u: 3"))
SINE = (Code("np.sin"), Code("np.cos"))
BEND = (Code("np.tanh"), Code("lambda u: 1 - np.tanh(u) ** 2"))
POWER = (Code("lambda u: np.exp(u / 2)"), Code("lambda u: np.exp(u / 2) / 2"))
# So many waves that no nudge is short enough to measure their slope.
WAVES = (Code("lambda u: np.sin(1e6 * u)"), Code("lambda u: 1e6 * np.cos(1e6 * u)"))

sheet.exercise(
    chain,
    points=2,
    inputs=lambda rng: [
        (SQUARE, TRIPLE, 2),
        (TRIPLE, SQUARE, 2),
        (SINE, SQUARE, 0.0),
        (SINE, SQUARE, 2.0),
        (SQUARE, SINE, float(rng.uniform(0.2, 1.2))),
        (SINE, POWER, float(rng.uniform(-2, 2))),
        (POWER, BEND, float(rng.uniform(-2, 2))),
        (BEND, POWER, float(rng.uniform(-2, 2))),
        (BEND, SINE, float(rng.uniform(-3, 3))),
        (WAVES, TRIPLE, 1.25),
        (TRIPLE, WAVES, 0.75),
    ],
    why={
        "ja": "外側の微分は `x` ではなく、**内側の結果** `inner[0](x)` のところで測ります。そこに内側の微分を掛けたものが、つないだ全体の傾きです。",
        "en": "The outer derivative is taken at the **result of the inner function**, `inner[0](x)`, and not at `x`. Times the inner derivative, it is the slope of the whole.",
    },
    ja=[
        "連鎖律は掛け算です。外側の微分と内側の微分を、それぞれ求めて掛けます。",
        "外側の関数に入ってくるのは `x` ではありません。内側を通ったあとの値です。",
        "まず `middle = inner[0](x)` とします。外側の微分 `outer[1]` は `middle` で、内側の微分 `inner[1]` は `x` で求めます。",
    ],
    en=[
        "The chain rule is a product: find the outer derivative and the inner derivative, and multiply.",
        "What goes into the outer function is not `x`. It is what comes out of the inner one.",
        "First set `middle = inner[0](x)`. The outer derivative `outer[1]` is taken at `middle`, the inner derivative `inner[1]` at `x`.",
    ],
)


@sheet.mistake(
    chain,
    ja="外側の微分を `x` で求めています。外側の関数が受け取るのは、内側を通ったあとの値です。微分も、その場所で求めましょう。",
    en="You take the outer derivative at `x`. What the outer function receives is what comes out of the inner one: take its derivative at that place.",
)
def outer_at_the_wrong_place(outer, inner, x):
    return outer[1](x) * inner[1](x)


@sheet.mistake(
    chain,
    ja="内側の微分が掛かっていません。道の途中の倍率は、すべて掛けます。",
    en="The inner derivative is missing. Every factor along the way must be multiplied in.",
)
def inner_forgotten(outer, inner, x):
    return outer[1](inner[0](x)) + 0 * x


@sheet.mistake(
    chain,
    ja="2 つの微分を足しています。道に沿っては、足すのではなく掛けます。",
    en="You add the two derivatives. Along a way, factors are multiplied, not added.",
)
def added(outer, inner, x):
    return outer[1](inner[0](x)) + inner[1](x)


@sheet.mistake(
    chain,
    ja="外側と内側が入れかわっています。`x` を先に受け取るのは `inner` です。",
    en="Outer and inner are swapped. It is `inner` that receives `x` first.",
)
def swapped_functions(outer, inner, x):
    return inner[1](outer[0](x)) * outer[1](x)


@sheet.mistake(
    chain,
    ja="外側の微分を、内側の**微分**の値のところで求めています。外側が受け取るのは、内側の**関数**の値です。",
    en="You take the outer derivative at the value of the inner **derivative**. What the outer one receives is the value of the inner **function**.",
)
def at_the_slope(outer, inner, x):
    return outer[1](inner[1](x)) * inner[1](x)


@sheet.mistake(
    chain,
    ja="外側は、微分ではなく関数そのものの値になっています。組の 2 番目が微分です。",
    en="For the outer one you use the function itself, not its derivative. The derivative is the second of the pair.",
)
def outer_value(outer, inner, x):
    return outer[0](inner[0](x)) * inner[1](x)


@sheet.mistake(
    chain,
    ja="`x` を少し動かして測った傾きです。正しい値に近いのですが、正確ではありません。渡された微分 `outer[1]` と `inner[1]` を使いましょう。",
    en="You measure the slope by nudging `x`. That comes near, but is not exact: use the derivatives that you were given, `outer[1]` and `inner[1]`.",
)
def by_nudging(outer, inner, x):
    h = 0.00001
    return (outer[0](inner[0](x + h)) - outer[0](inner[0](x - h))) / (2 * h)


@sheet.mistake(
    chain,
    ja="内側の微分だけを返しています。外側の微分も掛けましょう。",
    en="You return the inner derivative alone. The outer one must be multiplied in too.",
)
def outer_forgotten(outer, inner, x):
    return inner[1](x)


@sheet.mistake(
    chain,
    ja="返しているのは、2 つの関数を続けた値です。求めたいのは、その微分です。",
    en="What you return is the value of the two functions in a row. Asked for is its derivative.",
)
def value_for_derivative(outer, inner, x):
    return outer[0](inner[0](x))


@sheet.mistake(
    chain,
    ja="外側の微分に、内側の微分を入れています。外側の微分に入れるのは内側の値で、2 つの微分は最後に掛けます。",
    en="You put the inner derivative into the outer one. What goes into the outer derivative is the inner value; the two derivatives are multiplied at the end.",
)
def derivative_in_derivative(outer, inner, x):
    return outer[1](inner[1](x))


# %% [markdown] lang="ja" tags=["E5", "side"]
# ## 問題 10　ソフトマックスと交差エントロピーの逆伝播
#
# 分類の最後の段です。`scores` は形 (件数, クラスの数) の点数の表です。各行を**ソフトマックス**で確率（第2章の信頼度）に直し、正解のクラスの確率から誤差（交差エントロピー）を求め、件数で平均します。
#
# $$p_{ij} = \frac{e^{s_{ij}}}{\sum_k e^{s_{ik}}}, \qquad \frac{\partial E}{\partial s_{ij}} = \frac{p_{ij} - (\text{正解なら } 1、\text{ほかは } 0)}{\text{件数}}$$
#
# 点数の勾配（`scores` と同じ形）を返しましょう。`labels` は、各行の正解のクラスの番号（0 から）です。
#
# - 点数は −1000 から 1000 までで、行によって大きく違うこともあります。$e^{1000}$ はあふれるので、**先に各行の最大値を引いて**おきます（確率は変わりません）。
# - 各行の最大値は `scores.max(axis=1, keepdims=True)`、合計は `.sum(axis=1, keepdims=True)` です。正解の場所は `p[np.arange(len(labels)), labels]` で取り出せます。
#
# 例：`scores` が `[[0.0, 0.0]]`、`labels` が `[1]` なら、確率は 0.5 ずつなので、答えは `[[0.5, -0.5]]` です。
# %% [markdown] lang="en" tags=["E5", "side"]
# ## Exercise 10: Back through softmax and cross-entropy
#
# The last stage of a classifier. `scores` is a table of shape (examples, classes). The **softmax** turns each row into probabilities; the error (the cross-entropy) is worked out from the probability of the right class and averaged over the examples.
#
# $$p_{ij} = \frac{e^{s_{ij}}}{\sum_k e^{s_{ik}}}, \qquad \frac{\partial E}{\partial s_{ij}} = \frac{p_{ij} - (1 \text{ for the right class, else } 0)}{\text{examples}}$$
#
# Return the gradient of the scores, of the same shape as `scores`. `labels` holds the number of the right class of each row, counted from 0.
#
# - Scores lie between −1000 and 1000, and rows may be far apart. But $e^{1000}$ overflows. So **first subtract the largest score of each row** (the probabilities stay the same).
# - The largest of each row is `scores.max(axis=1, keepdims=True)`, the sum `.sum(axis=1, keepdims=True)`. The places of the right classes are `p[np.arange(len(labels)), labels]`.
#
# Example: with `scores` `[[0.0, 0.0]]` and `labels` `[1]` both probabilities are 0.5, so the answer is `[[0.5, -0.5]]`.

# %% tags=["answer"]
def softmax_cross_entropy_backward(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)

# %% tags=["grading"]
def scores_and_labels(rng, n, classes, size):
    return size * rng.normal(size=(n, classes)), rng.integers(0, classes, size=n)


sheet.exercise(
    softmax_cross_entropy_backward,
    points=3,
    inputs=lambda rng: [
        (np.array([[0.0, 0.0]]), np.array([1])),
        (np.array([[1000.0, 0.0, -1000.0], [0.0, 1000.0, 1000.0]]), np.array([1, 2])),
        (np.array([[1, 2, 3], [3, 2, 1], [0, 0, 5]]), np.array([0, 0, 2])),
        (np.array([[1000.0, 999.0], [-1000.0, -1001.0]]), np.array([0, 1])),
        scores_and_labels(rng, 4, 3, 1.0),
        scores_and_labels(rng, 3, 3, 2.0),
        scores_and_labels(rng, 6, 5, 10.0),
        scores_and_labels(rng, 5, 2, 0.01),
    ],
    why={
        "ja": "ソフトマックスと対数を別々に微分すると長い式になりますが、続けて計算すると、ほとんどが打ち消し合って「確率 − 正解」だけが残ります。最後に件数で割るのは、誤差が平均だからです。",
        "en": "Softmax and logarithm one by one make long formulas; taken together nearly all cancels, and what remains is probability less right answer. The division by the number of rows is there because the error is a mean.",
    },
    ja=[
        "三段で書きます。まず確率 `p`、次に正解の場所から 1 を引く、最後に件数で割る。",
        "確率は、`np.exp(...)` を各行の合計で割ったものです。`np.exp` に入れる前に、各行の最大値を引きます。合計は行ごとに、`axis=1` と `keepdims=True` を付けて求めます。",
        "正解の場所は `np.arange(len(labels))` と `labels` の組で選び、そこだけ `-= 1` します。最後は `len(labels)` で割ります。",
    ],
    en=[
        "Write it in three stages: the probabilities `p`, then subtract 1 at the right classes, then divide by the number of examples.",
        "Probabilities are `np.exp(...)` divided by the sum of each row. Subtract the largest of each row before `np.exp`. The sum is taken row by row, with `axis=1` and `keepdims=True`.",
        "Choose the places of the right classes with `np.arange(len(labels))` and `labels` together, and do `-= 1` there alone. Then divide by `len(labels)`.",
    ],
)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="件数で割っていません。誤差は全件の平均なので、1 件あたりの重みは 1 ÷ 件数 です。",
    en="You don't divide by the number of examples. The error is a mean over them, so each counts for only 1 / examples.",
)
def batch_mean_lost(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="符号が逆です。正解の点数を上げると誤差は減るので、正解の場所の勾配はマイナスになるはずです。",
    en="The sign is the wrong way round. Raising the score of the right class lowers the error, so its gradient should be negative.",
)
def sign_turned(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return -p / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="正解の場所から 1 を引いていません。このままでは、どのクラスが正解でも同じ勾配になります。",
    en="You don't subtract 1 at the right classes. As it is, the gradient is the same whichever class is right.",
)
def right_class_ignored(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True) / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="大きな点数で `np.exp` があふれて、NaN になります。先に各行の最大値を引きましょう。",
    en="With large scores `np.exp` overflows and NaN comes out. Subtract the largest score of each row first.",
)
def exponential_overflows(scores, labels):
    powers = np.exp(scores)
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="確率を縦の方向（件数の方向）に計算しています。1 件ごとに、つまり行ごとに合計が 1 になるようにします。",
    en="Your probabilities run down the columns, across the examples. Each example, that is each row, must add up to 1.",
)
def down_the_columns(scores, labels):
    powers = np.exp(scores - scores.max(axis=0, keepdims=True))
    p = powers / powers.sum(axis=0, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="表の数の個数（件数 × クラスの数）で割っています。割るのは件数だけです。",
    en="You divide by how many numbers the table has (examples × classes). Divide by the number of examples only.",
)
def divided_by_all(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / p.size


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="点数をそのまま使っています。先にソフトマックスで確率に直しましょう。",
    en="You use the scores as they are. Turn them into probabilities with the softmax first.",
)
def scores_for_probabilities(scores, labels):
    p = scores.astype(float)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="表全体の最大値を引いています。ほかの行よりずっと小さい行では、すべての $e$ の累乗が 0 になり、0 ÷ 0 になってしまいます。**各行の**最大値を引きましょう。",
    en="You subtract the largest score of the whole table. In a row far below the others all powers of $e$ become 0, and you get 0 / 0. Subtract the largest **of each row**.",
)
def largest_of_the_table(scores, labels):
    powers = np.exp(scores - scores.max())
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="大きい点数を、決まった数で頭打ちにしています。すると、それより大きい点数の違いが消えてしまいます。頭打ちにするのではなく、各行の最大値を引きましょう。",
    en="You cut large scores off at a fixed number, and the differences among larger ones are lost. Cut nothing off: subtract the largest of each row.",
)
def scores_cut_off(scores, labels):
    powers = np.exp(np.clip(scores, -500, 500))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="返しているのが、正解のクラスの分だけです。正解ではないクラスの点数にも勾配があります。全部のクラスの分を、`scores` と同じ形で返しましょう。",
    en="You return the gradient of the right classes only. The scores of the other classes have a gradient too: return all, in the shape of `scores`.",
)
def right_class_only(scores, labels):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p[np.arange(len(labels)), labels] - 1) / len(labels)


@sheet.mistake(
    softmax_cross_entropy_backward,
    ja="正解の列の全部の行から 1 を引いています。引くのは、各行で、その行の正解のところだけです（`p[np.arange(len(labels)), labels]`）。",
    en="You take 1 off in every row of the columns in `labels`. Take it off in each row at that row's own right class only: `p[np.arange(len(labels)), labels]`.",
)
def one_off_whole_columns(scores, labels):
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    shares[:, labels] -= 1
    return shares / len(labels)


# %% [markdown] lang="ja" tags=["E5", "side"]
# ## 問題 11　順番
#
# 計算に出てくる数に、0 から番号を付けます。`inputs[n]` は、**`n` 番の数が、何番の数から計算されたか**のリストです。外から与えられた数では、空のリスト `[]` です。
#
# `node` 番の数と、**それを計算するのに使われたすべての数**の番号を、「どの番号も、それを使う番号より前に来る」順に並べて返しましょう（トポロジカル順）。使われていない数は入れません。同じ番号は 1 回だけです。
#
# 例：`inputs` が `[[2], [], [1], [2, 0], [1]]` のとき
#
# - 1 番は与えられた数、2 番は 1 番から、0 番は 2 番から、3 番は 2 番と 0 番から計算されました。
# - `topological_order(3, inputs)` は `[1, 2, 0, 3]` です。4 番は、3 番の計算に使われていないので入りません。
#
# この問題では、正しい並べ方がいつも 1 通りしかない計算だけを試します。下の「組み立てる」では、番号が計算した順に付くので、この並べ替えは要りません。番号がばらばらなときに要ります。
# %% [markdown] lang="en" tags=["E5", "side"]
# ## Exercise 11: The order
#
# The numbers of a computation are numbered from 0. `inputs[n]` is a list that says **from which numbers number `n` was computed**. For a number given from outside it is the empty list `[]`.
#
# Return number `node` and **all numbers that were used to compute it**, in an order in which each comes before those that use it (a topological order). Leave out what was not used. Each appears only once.
#
# Example: with `inputs` as `[[2], [], [1], [2, 0], [1]]`
#
# - number 1 was given, 2 was computed from 1, 0 from 2, and 3 from 2 and 0;
# - `topological_order(3, inputs)` is `[1, 2, 0, 3]`. Number 4 is left out, for it was not used to compute 3.
#
# Only computations with one single right order are tried here. “Put it together” below does without: there the numbers are given in the order of computing. It is needed where they are not.

# %% tags=["answer"]
def topological_order(node, inputs):
    order = []

    def visit(current):
        if current not in order:
            for source in inputs[current]:
                visit(source)
            order.append(current)

    visit(node)
    return order

# %% tags=["grading"]
sheet.exercise(
    topological_order,
    points=3,
    inputs=lambda rng: [
        (3, [[2], [], [1], [2, 0], [1]]),
        (0, [[]]),
        (1, [[], [0, 0], [1]]),
        (0, [[1, 2], [2, 3], [3], []]),
        (4, [[1], [], [0, 1], [1, 2], [0, 3]]),
        *(row_with_short_cuts(rng, length, unused) for length, unused in [(4, 1), (6, 2), (8, 0), (9, 3)]),
    ],
    why={
        "ja": "自分を並べるより先に、自分のもとになった数をすべて訪ねるので、使われる数が必ず前に来ます。`not in order` のおかげで、2 か所で使われる数も一度しか並びません。",
        "en": "Each number visits all that it was made from before it takes its own place, so what is used always comes earlier. `not in order` lets a number that is used twice stand there once.",
    },
    ja=[
        "「ある番号を並べるには、先に、その番号のもとになった番号を全部並べる」。この言い方を、そのままプログラムにします。",
        "関数の中に `visit(current)` という関数を作り、`inputs[current]` の番号を 1 つずつ `visit` してから、最後に `current` をリストに足します。",
        "`visit` がもうリストにある番号に来たら、何もしないで戻ります。最初に `visit(node)` を呼び、できたリストを返します。",
    ],
    en=[
        "\"To place a number, first place all the numbers it was made from.\" Turn this sentence into a program.",
        "Inside your function define a function `visit(current)` that visits each number of `inputs[current]` first and only then adds `current` to the list.",
        "If `visit` comes to a number that is in the list already, it does nothing. Begin with `visit(node)`, and return the list.",
    ],
)


@sheet.mistake(
    topological_order,
    ja="同じ番号が何度も出てきます。2 か所で使われた数にも、順番は 1 つだけです。もう並べた番号なら、何もしないようにしましょう。",
    en="Some numbers appear several times. Even a number used in two places has only one place in the order: if it is there already, do nothing.",
)
def visited_again(node, inputs):
    order = []

    def visit(current):
        for source in inputs[current]:
            visit(source)
        order.append(current)

    visit(node)
    return order


@sheet.mistake(
    topological_order,
    ja="順番が逆です。もとになった数が先、結果が最後に来ます（後ろからたどるのは、帰り道の仕事です）。",
    en="The order is reversed. What a number was made from comes first, the result last (going through it from the end is the way back).",
)
def result_first(node, inputs):
    order = []

    def visit(current):
        if current not in order:
            for source in inputs[current]:
                visit(source)
            order.append(current)

    visit(node)
    return order[::-1]


@sheet.mistake(
    topological_order,
    ja="もとになった数を調べる前に、自分を並べています。先にもとの数を全部並べ、自分は最後です。",
    en="You place a number before looking at what it was made from. First come all of those, and the number itself comes last.",
)
def placed_too_early(node, inputs):
    order = []

    def visit(current):
        if current not in order:
            order.append(current)
            for source in inputs[current]:
                visit(source)

    visit(node)
    return order


@sheet.mistake(
    topological_order,
    ja="結果の `node` 自身が入っていません。もとになった数だけでなく、結果も並べましょう。",
    en="The result, `node` itself, is missing. List it too, and not only what it was made from.",
)
def result_missing(node, inputs):
    order = []

    def visit(current):
        if current not in order:
            for source in inputs[current]:
                visit(source)
            order.append(current)

    visit(node)
    return order[:-1]


@sheet.mistake(
    topological_order,
    ja="番号の順に並べているだけです。番号は、計算された順とはかぎりません。また、使われていない数は入れません。",
    en="You list the numbers as they are numbered. That need not be the order in which they were computed, and what was not used must be left out.",
)
def as_numbered(node, inputs):
    return list(range(len(inputs)))


@sheet.mistake(
    topological_order,
    ja="もとになった数のうち、最初の 1 つしかたどっていません。`inputs[current]` の番号を全部たどりましょう。",
    en="You follow only the first of the numbers it was made from. Follow all of `inputs[current]`.",
)
def first_way_only(node, inputs):
    order = [node]
    while inputs[order[0]]:
        order.insert(0, inputs[order[0]][0])
    return order


@sheet.mistake(
    topological_order,
    ja="結果から近い順に調べて、逆に並べています。近道と遠回りの両方で使われる数では、これだと順番が狂います。もとの数を**全部**並べてから自分を並べましょう。",
    en="You go by how near each number is to the result, then reverse. For a number used along a short way and a long one that goes wrong: place a number only after **all** it was made from.",
)
def by_nearness(node, inputs):
    order = [node]
    for current in order:
        order += [source for source in dict.fromkeys(inputs[current]) if source not in order]
    return order[::-1]


# %% [markdown] lang="ja"
# ## 組み立てる
#
# これでエンジンの部品がそろいました。下の `Node` は、あなたの 4 つの関数（問題 1〜4）をつなぐだけの小さな部品です。読んでみましょう。計算するたびに、「何番から作られたか」と「倍率」を帳面（`inputs` と `slopes`）に書き足します。
# %% [markdown] lang="en"
# ## Put it together
#
# You now have all the parts of the engine. The `Node` below does nothing but join your 4 functions (exercises 1 to 4); read it. With each computation it writes down in two lists (`inputs` and `slopes`) from which numbers the result was made, and with which factors.

# %%
inputs, slopes = [], []


class Node:
    def __init__(self, data, made_from=(), factors=()):
        self.data = data
        self.number = len(inputs)
        inputs.append([node.number for node in made_from])
        slopes.append(list(factors))

    def __add__(self, other):
        result, *factors = add(self.data, other.data)
        return Node(result, (self, other), factors)

    def __mul__(self, other):
        result, *factors = multiply(self.data, other.data)
        return Node(result, (self, other), factors)

    def tanh(self):
        result, *factors = tanh(self.data)
        return Node(result, (self,), factors)

    def gradients(self):
        # ja: 番号は計算した順に付いている。だから 0 番から自分までが、そのまま順番になる
        # en: numbers are given in the order of computing, so 0 up to one's own is the order
        return backward(list(range(self.number + 1)), inputs, slopes)

# %% [markdown] lang="ja"
# 学習させるのは、入力が 2 つ、隠れ層のニューロンが 3 つのネットワークです。問題は「2 つの入力の符号が違えば +1、同じなら −1」。1 本の直線では分けられない、有名な問題（XOR、排他的論理和）です。
#
# パラメーターは、隠れ層のニューロンごとに 3 つ（重み 2 つとバイアス）、出力に 4 つ（重み 3 つとバイアス）で、全部で 13 個。第4章の「勾配と反対に進む」を、そのまま使います。
# %% [markdown] lang="en"
# You will train a network with 2 inputs and a hidden layer of 3 neurons. Its task: +1 if the signs of the two inputs differ, −1 if they are the same. It is a well-known task that no single straight line can solve (XOR, exclusive or).
#
# There are 3 parameters for each hidden neuron (2 weights and a bias) and 4 for the output (3 weights and a bias), 13 in all. They move against the gradient, just as in chapter 4.

# %%
examples = [(-1.0, -1.0, -1.0), (-1.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, -1.0)]


def predict(parameters, x1, x2):
    hidden = []
    for w1, w2, bias in (parameters[0:3], parameters[3:6], parameters[6:9]):
        hidden.append((w1 * x1 + w2 * x2 + bias).tanh())
    v1, v2, v3, bias = parameters[9:13]
    return v1 * hidden[0] + v2 * hidden[1] + v3 * hidden[2] + bias


def error_of(parameters):
    total = Node(0.0)
    for x1, x2, target in examples:
        miss = predict(parameters, Node(x1), Node(x2)) + Node(-target)
        total = total + miss * miss
    return total * Node(1 / len(examples))


def train(steps=150, rate=0.1):
    numbers = np.random.default_rng(1).normal(size=13)
    errors = []
    for _ in range(steps):
        inputs.clear()
        slopes.clear()
        parameters = [Node(number) for number in numbers]
        error = error_of(parameters)
        gradients = error.gradients()
        errors.append(error.data)
        numbers = numbers - rate * np.array([gradients[parameter.number] for parameter in parameters])
    return errors, numbers


def answer_of(numbers, x1, x2):
    inputs.clear()
    slopes.clear()
    return predict([Node(number) for number in numbers], Node(x1), Node(x2)).data

# %% [markdown] lang="ja"
# 問題 1〜4 の 4 つの関数が全部正しければ、次のセルで学習が始まります。まだのものがあれば、どれかを教えてくれます。
# %% [markdown] lang="en"
# If the 4 functions of exercises 1 to 4 are right, the next cell starts the training. If some are not, it tells you which.

# %%
from course_lib.controls.own_engine import train_when_right

train_when_right(train, answer_of, examples, [add, multiply, tanh, backward])

# %% [markdown] lang="ja"
# 誤差が下がり、右の地図で、色の違う 2 種類の角がきちんと分かれたら成功です。**あなたの書いた足し算と掛け算と tanh が、自分の間違いから学びました。**
#
# `np.random.default_rng(1)` の 1 を変えると、出発点が変わります。それでも学習できるでしょうか。`rate` を大きくしていくと、どこで学習できなくなるでしょうか。`train` のセルを書きかえて、そこから実行し直してみましょう。
#
# 分からなくなったら、[第5章](../../notebooks/ja/05_backpropagation.ipynb)に戻って、図を 1 ステップずつ進めてみましょう。次は[第6章　勾配がおかしくなるとき](../../notebooks/ja/06_when_gradients_go_wrong.ipynb)です。
# %% [markdown] lang="en"
# If the error falls, and the map on the right tells the two kinds of corners apart, you have done it. **The addition, multiplication and tanh that you wrote have learnt from their mistakes.**
#
# Change the 1 in `np.random.default_rng(1)`, and it starts somewhere else. Does it still learn? Make `rate` larger: where does learning fail? Change the cell of `train` and run again from there.
#
# If you get stuck, go back to [chapter 5](../../notebooks/en/05_backpropagation.ipynb) and walk through the pictures one step at a time. Next comes [chapter 6: When gradients go wrong](../../notebooks/en/06_when_gradients_go_wrong.ipynb).
