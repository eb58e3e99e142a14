# %% [markdown] lang="ja"
# # 練習問題　第6章　勾配がおかしくなるとき
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
# %% [markdown] lang="en"
# # Exercises for chapter 6: When gradients go wrong
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("06_when_gradients_go_wrong")

# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 1　シグモイドの傾き
#
# シグモイド関数 $s(x) = 1 / (1 + e^{-x})$ の、場所 `x` での**傾き**を返す関数を書きましょう。傾きは、シグモイドの値そのものを使って
#
# $$s'(x) = s(x) \times (1 - s(x))$$
#
# と書けます。`x` は数のことも、数の配列のこともあります。$e^{-x}$ は `np.exp(-x)` です。2 行に分けて、まず `s` を求めておくと楽です。
#
# 例：`sigmoid_gradient(0.0)` は `0.25` です。$s(0) = 0.5$ なので、0.5 × (1 − 0.5) = 0.25 です。`sigmoid_gradient(np.array([0.0, 2.0]))` は、およそ `[0.25, 0.105]` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 1: The slope of sigmoid
#
# Return the **slope** of the sigmoid function $s(x) = 1 / (1 + e^{-x})$ at the place `x`. It can be written with the value of sigmoid itself:
#
# $$s'(x) = s(x) \times (1 - s(x))$$
#
# `x` may be a number or an array of numbers. $e^{-x}$ is `np.exp(-x)`. Two lines are easiest: first work out `s`.
#
# Example: `sigmoid_gradient(0.0)` is `0.25`, for $s(0) = 0.5$ and 0.5 × (1 − 0.5) = 0.25; `sigmoid_gradient(np.array([0.0, 2.0]))` is about `[0.25, 0.105]`.

# %% tags=["answer"]
def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)

# %% tags=["grading"]
sheet.exercise(
    sigmoid_gradient,
    points=1,
    inputs=lambda rng: [
        (0.0,),
        (2.0,),
        (-3,),
        (np.array([0.0, 2.0]),),
        (np.array([-8.0, -1.0, 0.0, 1.0, 8.0]),),
        (np.array([1, 0, -2]),),
        (rng.normal(size=(2, 3)),),
        *((float(rng.uniform(-5, 5)),) for _ in range(3)),
    ],
    why={
        "ja": "`s` を一度だけ計算して 2 回使います。`s * (1 - s)` は `s` が 0.5 のときの 0.25 が最大なので、シグモイドを通るたびに、勾配は（重みを別にすれば）4 分の 1 以下になります。",
        "en": "`s` is worked out once and used twice. `s * (1 - s)` is never more than 0.25, where `s` is 0.5: each sigmoid, weights apart, cuts the gradient to 1/4 or less.",
    },
    ja=[
        "まず、シグモイドの値を計算して、名前をつけておきましょう。",
        "シグモイドの値を `s` とすると、傾きは `s` と `1 - s` だけで書けます。",
        "`np.exp(-x)` に 1 を足し、1 をその和で割ると `s` になります。あとは、傾きの式のとおりに 2 つの部分を掛けます。",
    ],
    en=[
        "First compute the value of sigmoid and give it a name.",
        "With `s` for the value of sigmoid, the slope needs nothing but `s` and `1 - s`.",
        "Add 1 to `np.exp(-x)`, and divide 1 by that sum: this is `s`. Then multiply the 2 parts of the formula of the slope.",
    ],
)


@sheet.mistake(
    sigmoid_gradient,
    ja="返しているのは、シグモイドの値そのものです。求めたいのは、その場所での傾きです。",
    en="What you return is the value of sigmoid. We want its slope at that place.",
)
def value_for_slope(x):
    return 1 / (1 + np.exp(-x))


@sheet.mistake(
    sigmoid_gradient,
    ja="式の s のところに、シグモイドの値ではなく `x` をそのまま入れています。まず `x` からシグモイドの値を計算しましょう。",
    en="You put `x` itself where the formula has s. Compute the value of sigmoid from `x` first.",
)
def x_for_s(x):
    return x * (1 - x)


@sheet.mistake(
    sigmoid_gradient,
    ja="2 つの部分を引き算しています。傾きは、シグモイドの値と「1 − シグモイドの値」の**掛け算**です。",
    en="You subtract the two parts. The slope is the **product** of the value of sigmoid and of 1 − that value.",
)
def difference_for_product(x):
    s = 1 / (1 + np.exp(-x))
    return s - (1 - s)


@sheet.mistake(
    sigmoid_gradient,
    ja="これは tanh の傾きの式 1 − s² です。シグモイドでは、s × (1 − s) になります。",
    en="1 − s² belongs to tanh. For sigmoid it is s × (1 − s).",
)
def slope_of_tanh(x):
    s = 1 / (1 + np.exp(-x))
    return 1 - s**2


@sheet.mistake(
    sigmoid_gradient,
    ja="傾きがマイナスになっています。シグモイドはいつも右上がりなので、傾きはプラスのはずです。符号を確かめましょう。",
    en="Your slope is negative. Sigmoid always rises to the right, so its slope is positive. Look at the sign.",
)
def sign_turned(x):
    s = 1 / (1 + np.exp(-x))
    return -s * (1 - s)


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 2　ReLU の傾き
#
# ReLU（プラスならそのまま、そうでなければ 0）の、場所 `x` での**傾き**を返す関数を書きましょう。`x` は数の配列です。
#
# - `x` がプラスのところでは 1
# - `x` が 0 またはマイナスのところでは 0（ちょうど 0 のところは折れ曲がっていて傾きが決まらないので、0 と約束します）
#
# 答えは、`x` と同じ形の、小数の配列です。場所ごとに値を選ぶには `np.where(条件, 正しいときの値, そうでないときの値)` を使います。たとえば `np.where(np.array([5, 1]) > 3, 10.0, 20.0)` は `[10.0, 20.0]` です。
#
# 例：`relu_gradient(np.array([-2.0, 0.0, 3.0]))` は `[0.0, 0.0, 1.0]` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 2: The slope of ReLU
#
# Return the **slope** of ReLU (leave what is positive, put 0 for the rest) at the places `x`, an array of numbers:
#
# - 1 where `x` is positive
# - 0 where `x` is 0 or negative (right at 0 there is a kink without a slope; let us agree on 0)
#
# The answer is an array of floats of the same shape as `x`. To choose a value place by place there is `np.where(condition, value where it holds, value elsewhere)`: `np.where(np.array([5, 1]) > 3, 10.0, 20.0)` is `[10.0, 20.0]`.
#
# Example: `relu_gradient(np.array([-2.0, 0.0, 3.0]))` is `[0.0, 0.0, 1.0]`.

# %% tags=["answer"]
def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)

# %% tags=["grading"]
sheet.exercise(
    relu_gradient,
    points=1,
    inputs=lambda rng: [
        (np.array([-2.0, 0.0, 3.0]),),
        (np.array([0.0]),),
        (np.array([5, -1, 0, 2]),),
        (np.array([1e-300, -1e-300, 1e300]),),
        (np.array([0.5, 0.25]),),
        (rng.normal(size=6),),
        (10 * rng.normal(size=(3, 2)),),
    ],
    why={
        "ja": "`np.where` は、条件を配列の一つ一つに当てはめて値を選びます。プラスの側では傾きがちょうど 1 なので、何層重ねても、そこでは活性化関数のせいで勾配が縮むことはありません。それが ReLU の強みです。",
        "en": "`np.where` chooses a value place by place. On the positive side the slope is just 1, so that there the activation never shrinks a gradient, however many layers there are: that is the strength of ReLU.",
    },
    ja=[
        "それぞれの数について、「プラスかどうか」だけを調べます。",
        "`x > 0` は、`True` と `False` が並んだ配列です。これを 1.0 と 0.0 に変えましょう。",
        "`np.where(条件, 条件が正しいときの値, そうでないときの値)` が使えます。",
    ],
    en=[
        "All you need to know of each number is whether it is positive.",
        "`x > 0` is an array of `True` and `False`. Turn it into 1.0 and 0.0.",
        "`np.where(condition, value where it holds, value elsewhere)` does it.",
    ],
)


@sheet.mistake(
    relu_gradient,
    ja="返しているのは ReLU の値そのものです。プラスのところの傾きは、`x` がいくつでも 1 です。",
    en="What you return is the value of ReLU. Where it is positive its slope is 1, whatever `x` is.",
)
def relu_itself(x):
    return np.maximum(x, 0.0)


@sheet.mistake(
    relu_gradient,
    ja="ちょうど 0 のところの傾きが 1 になっています。この問題では 0 と約束しました。`>=` と `>` を見直しましょう。",
    en="Right at 0 your slope is 1, but here it was agreed to be 0. Look at `>=` and `>`.",
)
def one_at_zero(x):
    return np.where(x >= 0, 1.0, 0.0)


@sheet.mistake(
    relu_gradient,
    ja="マイナスのところで −1 になっています。これは符号を返す関数です。ReLU はマイナスの側で平らなので、傾きは 0 です。",
    en="It is −1 where `x` is negative: that is the sign. On the negative side ReLU is flat, so its slope is 0.",
)
def sign_of_x(x):
    return np.sign(x) * 1.0


@sheet.mistake(
    relu_gradient,
    ja="0 と 1 が逆です。プラスのところが 1、それ以外が 0 です。",
    en="0 and 1 are swapped: 1 where `x` is positive, 0 elsewhere.",
)
def zero_and_one_swapped(x):
    return np.where(x > 0, 0.0, 1.0)


@sheet.mistake(
    relu_gradient,
    ja="どこでも 1 になっています。マイナスのところでは ReLU は平らなので、傾きは 0 です。",
    en="It is 1 everywhere. Where `x` is negative ReLU is flat, and its slope 0.",
)
def always_one(x):
    return np.ones(x.shape)


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 3　Xavier 初期化の標準偏差
#
# 入力が `fan_in` 個、出力が `fan_out` 個の層について、Xavier 初期化の重みの**標準偏差**を返す関数を書きましょう。
#
# $$\sqrt{\frac{2}{\text{fan\_in} + \text{fan\_out}}}$$
#
# 平方根は `np.sqrt` です。
#
# 例：`xavier_std(100, 100)` は、2 ÷ 200 = 0.01 の平方根で `0.1`、`xavier_std(2, 6)` は `0.5` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 3: The standard deviation of Xavier initialization
#
# For a layer of `fan_in` inputs and `fan_out` outputs, return the **standard deviation** of the weights by Xavier's rule:
#
# $$\sqrt{\frac{2}{\text{fan\_in} + \text{fan\_out}}}$$
#
# The square root is `np.sqrt`.
#
# Example: `xavier_std(100, 100)` is `0.1`, the root of 2 / 200 = 0.01, and `xavier_std(2, 6)` is `0.5`.

# %% tags=["answer"]
def xavier_std(fan_in, fan_out):
    return np.sqrt(2 / (fan_in + fan_out))

# %% tags=["grading"]
def sizes(rng):
    return [(int(rng.integers(3, 60)), int(rng.integers(61, 2000))) for _ in range(3)]


sheet.exercise(
    xavier_std,
    points=1,
    inputs=lambda rng: [(100, 100), (2, 6), (1, 1), (784, 10), (10, 784), *sizes(rng)],
    why={
        "ja": "行きに揃えたいのは `fan_in` 個の和、帰りに揃えたいのは `fan_out` 個の和です。両方の言い分の真ん中を取って 2 つの数の平均で割ると、この形になります。",
        "en": "On the way forward `fan_in` numbers are added, on the way back `fan_out`. Dividing by the mean of the two is the compromise between them, and that gives this form.",
    },
    ja=[
        "入力の数と出力の数を、まず足します。",
        "2 をその和で割ると、分散になります。標準偏差は、分散の平方根です。",
        "`np.sqrt(…)` の中に、2 ÷（2 つの数の和）を書きます。割る数の全体に、かっこをつけましょう。",
    ],
    en=[
        "First add the number of inputs and the number of outputs.",
        "2 divided by that sum is the variance. The standard deviation is the square root of the variance.",
        "Inside `np.sqrt(...)` write 2 divided by the sum of the two. Put the whole sum in parentheses.",
    ],
)


@sheet.mistake(
    xavier_std,
    ja="返しているのは分散です。標準偏差は、その平方根です。",
    en="What you return is the variance. The standard deviation is its square root.",
)
def variance_for_deviation(fan_in, fan_out):
    return 2 / (fan_in + fan_out)


@sheet.mistake(
    xavier_std,
    ja="`fan_out` が使われていません。これは He 初期化の式です。Xavier は、入力の数と出力の数の両方を使います。",
    en="`fan_out` is not used: this is He's rule. Xavier's takes both the inputs and the outputs into account.",
)
def he_for_xavier(fan_in, fan_out):
    return np.sqrt(2 / fan_in)


@sheet.mistake(
    xavier_std,
    ja="分子が 2 ではなく 1 になっています。入力と出力の平均で割る、と考えると、2 が出てきます。",
    en="The number above the line is 1 and not 2. The rule divides by the mean of inputs and outputs, and that is where the 2 comes from.",
)
def two_missing(fan_in, fan_out):
    return np.sqrt(1 / (fan_in + fan_out))


@sheet.mistake(
    xavier_std,
    ja="かっこが足りません。2 ÷ fan_in を計算してから fan_out を足しています。先に 2 つの数を足しましょう。",
    en="Parentheses are missing: you compute 2 / fan_in and then add fan_out. Add the two numbers first.",
)
def parentheses_missing(fan_in, fan_out):
    return np.sqrt(2 / fan_in + fan_out)


@sheet.mistake(
    xavier_std,
    ja="これは、一様な乱数を使うときの範囲 √(6 / (fan_in + fan_out)) です。求めたいのは標準偏差で、分子は 2 です。",
    en="This is √(6 / (fan_in + fan_out)), the range for uniform random numbers. We want the standard deviation, with a 2.",
)
def uniform_range(fan_in, fan_out):
    return np.sqrt(6 / (fan_in + fan_out))


@sheet.mistake(
    xavier_std,
    ja="入力の数と出力の数を掛けています。この式では足します。",
    en="You multiply the number of inputs by that of outputs. The formula adds them.",
)
def product_for_sum(fan_in, fan_out):
    return np.sqrt(2 / (fan_in * fan_out))


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 4　He 初期化の標準偏差
#
# 問題 3 と同じ層について、He 初期化の重みの**標準偏差**を返す関数を書きましょう。
#
# $$\sqrt{\frac{2}{\text{fan\_in}}}$$
#
# 2 つの引数のうち、使うのは片方だけです。一つのニューロンがいくつの数を足し合わせるかを表すのは、どちらでしょうか。
#
# 例：`he_std(200, 10)` は `0.1`、`he_std(8, 50)` は `0.5` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 4: The standard deviation of He initialization
#
# For the layer of exercise 3, return the **standard deviation** of the weights by He's rule:
#
# $$\sqrt{\frac{2}{\text{fan\_in}}}$$
#
# Only one of the two arguments is needed. Which one says how many numbers a neuron adds up?
#
# Example: `he_std(200, 10)` is `0.1`, and `he_std(8, 50)` is `0.5`.

# %% tags=["answer"]
def he_std(fan_in, fan_out):
    return np.sqrt(2 / fan_in)

# %% tags=["grading"]
sheet.exercise(
    he_std,
    points=1,
    inputs=lambda rng: [(200, 10), (8, 50), (1, 3), (784, 128), (128, 784), *sizes(rng)],
    why={
        "ja": "ReLU は半分ほどの数を 0 にするので、数の 2 乗の平均も半分になります。上にある 2 が、その失われた半分を取り戻します。",
        "en": "ReLU sets about half of the numbers to 0, and half of the mean square is lost with them. The 2 on top makes up for it.",
    },
    ja=[
        "ニューロンは、入力の数だけ「重み × 入力」を足し合わせます。",
        "ReLU が信号の半分を 0 にするので、その分を補うために、分子は 2 です。",
        "2 ÷ 入力の数 が分散です。その平方根を返します。",
    ],
    en=[
        "A neuron adds up as many products weight × input as it has inputs.",
        "ReLU puts 0 for half of the signal, and the 2 above the line makes up for it.",
        "2 divided by the number of inputs is the variance. Return its square root.",
    ],
)


@sheet.mistake(
    he_std,
    ja="入力の数と出力の数が入れかわっています。He 初期化で使うのは、入力の数 `fan_in` です。",
    en="Inputs and outputs are swapped. He's rule uses the number of inputs, `fan_in`.",
)
def fans_swapped(fan_in, fan_out):
    return np.sqrt(2 / fan_out)


@sheet.mistake(
    he_std,
    ja="返しているのは分散です。標準偏差は、その平方根です。",
    en="What you return is the variance. The standard deviation is its square root.",
)
def variance_returned(fan_in, fan_out):
    return 2 / fan_in


@sheet.mistake(
    he_std,
    ja="分子が 1 になっています。ReLU が信号の半分を消す分を、2 で補います。",
    en="There is a 1 above the line. A 2 is needed, to make up for the half of the signal that ReLU switches off.",
)
def relu_forgotten(fan_in, fan_out):
    return np.sqrt(1 / fan_in)


@sheet.mistake(
    he_std,
    ja="これは Xavier 初期化の式です。He 初期化では、出力の数は使いません。",
    en="This is Xavier's rule. He's does not use the number of outputs.",
)
def xavier_for_he(fan_in, fan_out):
    return np.sqrt(2 / (fan_in + fan_out))


@sheet.mistake(
    he_std,
    ja="平方根が、分母だけにかかっています。2 ÷ fan_in 全体の平方根をとりましょう。",
    en="The root is taken of the number below the line only. Take the root of the whole of 2 / fan_in.",
)
def root_of_denominator(fan_in, fan_out):
    return 2 / np.sqrt(fan_in)


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 5　残差接続の逆伝播
#
# 残差接続は $y = x + f(x)$ です。出力 $y$ の勾配 `dy` が戻ってきたとき、入力 $x$ の勾配を返す関数を書きましょう。
#
# - `dy` は配列で、誤差の、$y$ についての勾配です。
# - `branch_backward` は関数です（branch は枝、ここでは `f` を通る道のことです）。`f` の出力の勾配を渡すと、`f` の入力の勾配を返します。つまり、`f` の中の逆伝播は、この関数がしてくれます。
#
# $x$ から $y$ へは、**2 本の道**があります。まっすぐな道と、`f` を通る道です。勾配は両方の道を戻り、$x$ のところで**足し合わされます**（第5章）。
#
# 例：`f` が「0.5 倍する」なら、`branch_backward` は `lambda g: 0.5 * g` です。`residual_backward(np.array([2.0, -4.0]), branch_backward)` は `[3.0, -6.0]` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 5: Back through a residual connection
#
# A residual connection is $y = x + f(x)$. When the gradient `dy` of the output $y$ comes back, return the gradient of the input $x$.
#
# - `dy` is an array, the gradient of the error with respect to $y$.
# - `branch_backward` is a function (the branch is the road through `f`): give it the gradient of the output of `f`, and it returns the gradient of the input of `f`. So it does the backward pass inside `f` for you.
#
# There are **two roads** from $x$ to $y$, the direct one and the one through `f`. The gradient comes back along both, and at $x$ the two are **added** (chapter 5).
#
# Example: if `f` multiplies by 0.5, `branch_backward` is `lambda g: 0.5 * g`, and `residual_backward(np.array([2.0, -4.0]), branch_backward)` is `[3.0, -6.0]`.

# %% tags=["answer"]
def residual_backward(dy, branch_backward):
    return dy + branch_backward(dy)

# %% tags=["grading"]
WEIGHTS = "np.array([[2.0, 1, 0, 0], [0, 2, 1, 0], [0, 0, 2, 1], [1, 0, 0, 2]])"

sheet.exercise(
    residual_backward,
    points=2,
    inputs=lambda rng: [
        (np.array([2.0, -4.0]), Code("lambda g: 0.5 * g")),
        (np.array([1.0, 0.0, -3.0]), Code("lambda g: 0 * g")),
        (np.array([3, -2]), Code("lambda g: 0.5 * g")),
        (rng.normal(size=4), Code("lambda g: -0.9 * g")),
        (rng.normal(size=(3, 2)), Code("lambda g: 0.3 * g[..., ::-1]")),
        (1e-8 * rng.normal(size=5), Code("lambda g: 0.5 * g")),
        (rng.normal(size=(2, 4)), Code(f"lambda g: 0.8 * g @ {WEIGHTS}")),
    ],
    why={
        "ja": "足し算は勾配を両方の道へそのまま配るので、まっすぐな道からは `dy` が丸ごと戻ります。枝の勾配が消えても、この `dy` は残ります。",
        "en": "Addition hands the gradient to both ways unchanged, so the straight way brings back all of `dy`. Even where the gradient of the branch vanishes, that remains.",
    },
    ja=[
        "2 本の道のそれぞれで、どんな勾配が $x$ に戻ってくるかを考えましょう。",
        "まっすぐな道の傾きは 1 なので、`dy` がそのまま戻ってきます。`f` を通る道の勾配は、`branch_backward` が計算します。",
        "`branch_backward` に `dy` を渡した結果と、`dy` そのものを足します。",
    ],
    en=[
        "Think of each of the two roads: what gradient does it bring back to $x$?",
        "The direct road has slope 1 and brings back `dy` as it is. The gradient along the road through `f` is worked out by `branch_backward`.",
        "Give `dy` to `branch_backward`, and to what it returns add `dy` itself.",
    ],
)


@sheet.mistake(
    residual_backward,
    ja="まっすぐな道の勾配を忘れています。これを足さなければ、残差接続の意味がなくなってしまいます。",
    en="The gradient of the direct road is forgotten. Without it there is no point in a residual connection.",
)
def skip_forgotten(dy, branch_backward):
    return branch_backward(dy)


@sheet.mistake(
    residual_backward,
    ja="`f` を通る道の勾配を忘れています。$x$ は `f` を通っても $y$ を変えるので、その分も足しましょう。",
    en="The gradient of the road through `f` is forgotten. $x$ changes $y$ by way of `f` too: add that share.",
)
def branch_forgotten(dy, branch_backward):
    return dy * 1.0


@sheet.mistake(
    residual_backward,
    ja="2 本の道の勾配を掛けています。同じ道の上の段階どうしは掛けますが、別々の道は足します。",
    en="You multiply the gradients of the two roads. Stages along one road are multiplied; separate roads are added.",
)
def roads_multiplied(dy, branch_backward):
    return dy * branch_backward(dy)


@sheet.mistake(
    residual_backward,
    ja="まっすぐな道の勾配として、`dy` ではなく 1 を足しています。傾き 1 に、戻ってきた `dy` を掛けたもの、つまり `dy` を足しましょう。",
    en="For the direct road you add 1 and not `dy`. Its slope is 1, and what comes back is that slope times `dy`: `dy` itself.",
)
def one_for_dy(dy, branch_backward):
    return 1 + branch_backward(dy)


@sheet.mistake(
    residual_backward,
    ja="2 本の道の平均をとっています。勾配は、2 で割らずにそのまま足します。",
    en="You take the mean of the two roads. Gradients are added as they are, without dividing by 2.",
)
def mean_of_roads(dy, branch_backward):
    return (dy + branch_backward(dy)) / 2


@sheet.mistake(
    residual_backward,
    ja="まっすぐな道の分まで `branch_backward` に渡しています。まっすぐな道の勾配は `f` を通りません。",
    en="You send the share of the direct road through `branch_backward` too. It does not pass `f`.",
)
def both_through_branch(dy, branch_backward):
    return branch_backward(dy + branch_backward(dy))


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 6　バッチ正規化
#
# `x` は、行がデータ、列がニューロンの配列です（形は `(データの数, ニューロンの数)`）。**列ごとに**、平均を 0、散らばりを 1 にそろえて返す関数を書きましょう。
#
# $$\frac{x - \text{平均}}{\sqrt{\text{分散} + \text{epsilon}}}$$
#
# 分散は、散らばり（標準偏差）の 2 乗です。平均と分散は、列ごとに、すべての行について求めます（`x.mean(axis=0)` と `x.var(axis=0)`）。`epsilon` は小さな数で、分散が 0 のときに 0 で割らないためのものです。
#
# 例：`batch_norm(np.array([[1.0, 10.0], [3.0, 30.0]]), 0.0)` は `[[-1.0, -1.0], [1.0, 1.0]]` です。1 列目は、平均が 2、分散が 1 なので、1.0 は (1 − 2) ÷ √1 = −1 になります。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 6: Batch normalization
#
# `x` is an array whose rows are examples and whose columns are neurons (shape `(examples, neurons)`). Return it with **each column** brought to mean 0 and spread 1:
#
# $$\frac{x - \text{mean}}{\sqrt{\text{variance} + \text{epsilon}}}$$
#
# The variance is the square of the spread (standard deviation). Mean and variance are those of a column, over all rows (`x.mean(axis=0)` and `x.var(axis=0)`). `epsilon` is a small number, so that a variance of 0 does not divide by 0.
#
# Example: `batch_norm(np.array([[1.0, 10.0], [3.0, 30.0]]), 0.0)` is `[[-1.0, -1.0], [1.0, 1.0]]`. Column 1 has mean 2 and variance 1, so 1.0 becomes (1 − 2) / √1 = −1.

# %% tags=["answer"]
def batch_norm(x, epsilon):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon)

# %% tags=["grading"]
def table(rng, rows, columns):
    # Columns of different means and spreads, as different neurons have.
    return rng.normal(size=(rows, columns)) * rng.uniform(0.5, 5, size=columns) + rng.uniform(-9, 9, size=columns)


sheet.exercise(
    batch_norm,
    points=2,
    inputs=lambda rng: [
        (np.array([[1.0, 10.0], [3.0, 30.0]]), 0.0),
        (np.array([[1, 5, 2], [2, 5, 8], [6, 5, 2]]), 0.01),
        (np.array([[2.0, -3.0], [2.0, 4.0], [2.0, 0.5]]), 1e-5),
        (table(rng, 4, 4), 1e-5),
        (table(rng, 6, 3), 0.1),
        (table(rng, 3, 5), 0.5),
    ],
    why={
        "ja": "`axis=0` は行の方向に、つまり一つのニューロンについて、すべてのデータを集めます。`epsilon` を平方根の**中**で足すのは、分散が 0 でも割り算ができるようにするためです。",
        "en": "`axis=0` goes down the rows: all examples of one neuron. `epsilon` is added **inside** the root, so that a variance of 0 can be divided by.",
    },
    ja=[
        "そろえるのは列ごとです。1 つのニューロンの値を、データどうしで比べます。",
        "`axis=0` は、行を縦に見ていく向きです。平均 `x.mean(axis=0)` は、列の数だけ数が並んだ配列になります。",
        "`x` から平均を引き、`np.sqrt(分散 + epsilon)` で割ります。`epsilon` は、平方根の中で足します。",
    ],
    en=[
        "Each column is treated on its own: the values of one neuron are compared among the examples.",
        "`axis=0` goes down the rows. The mean, `x.mean(axis=0)`, is an array with one number for each column.",
        "Subtract the mean from `x` and divide by `np.sqrt(variance + epsilon)`. The `epsilon` is added inside the root.",
    ],
)


@sheet.mistake(
    batch_norm,
    ja="行ごとにそろえています。それは LayerNorm（問題 7）です。BatchNorm は列ごと、つまりデータどうし（`axis=0`）です。",
    en="You normalize each row. That is LayerNorm (exercise 7). BatchNorm goes by columns, that is, among the examples (`axis=0`).",
)
def rows_for_columns(x, epsilon):
    return (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + epsilon)


@sheet.mistake(
    batch_norm,
    ja="表全体で 1 つの平均と分散を使っています。列ごとに、別々の平均と分散を求めましょう（`axis=0`）。",
    en="You use one mean and one variance for the whole table. Each column has its own (`axis=0`).",
)
def whole_table(x, epsilon):
    return (x - x.mean()) / np.sqrt(x.var() + epsilon)


@sheet.mistake(
    batch_norm,
    ja="平方根を忘れて、分散で割っています。散らばりを 1 にするには、標準偏差（分散の平方根）で割ります。",
    en="The root is missing: you divide by the variance. To bring the spread to 1, divide by the standard deviation, the root of the variance.",
)
def divided_by_variance(x, epsilon):
    return (x - x.mean(axis=0)) / (x.var(axis=0) + epsilon)


@sheet.mistake(
    batch_norm,
    ja="平均を引いていません。割る前に、列の平均を引きましょう。",
    en="The mean is not subtracted. Before dividing, subtract the column's mean.",
)
def mean_left_in(x, epsilon):
    return x / np.sqrt(x.var(axis=0) + epsilon)


@sheet.mistake(
    batch_norm,
    ja="`epsilon` が平方根の外にあります。式では、分散に足してから平方根をとります。",
    en="`epsilon` stands outside the root. In the formula it is added to the variance, and then the root is taken.",
)
def epsilon_outside(x, epsilon):
    return (x - x.mean(axis=0)) / (np.sqrt(x.var(axis=0)) + epsilon)


@sheet.mistake(
    batch_norm,
    ja="`epsilon` が使われていません。ある列の値がすべて同じだと、0 で割ることになります。",
    en="`epsilon` is not used. Where all values of a column are equal, you divide by 0.",
)
def epsilon_forgotten(x, epsilon):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0))


@sheet.mistake(
    batch_norm,
    ja="分散を求めるとき、データの数ではなく「データの数 − 1」で割っています（`ddof=1`）。学習中の BatchNorm では、データの数で割ります。",
    en="Your variance divides by the number of examples less 1 (`ddof=1`). BatchNorm in training divides by the number of examples.",
)
def one_sample_less(x, epsilon):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + epsilon)


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 7　層正規化
#
# 同じ形の `x` を、今度は**行ごとに**（1 つのデータの、ニューロンどうしで）平均 0、散らばり 1 にそろえて返す関数を書きましょう。式は問題 6 と同じで、平均と分散を求める向きだけが違います。
#
# 行ごとの平均 `x.mean(axis=1)` は、行の数だけ数が並んだ、横 1 列の配列です。これを縦に並べて、行ごとに引けるようにするには `x.mean(axis=1, keepdims=True)` とします。
#
# 例：`layer_norm(np.array([[1.0, 3.0], [10.0, 50.0]]), 0.0)` は `[[-1.0, 1.0], [-1.0, 1.0]]` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 7: Layer normalization
#
# Now return such an `x` with **each row** (one example, among its neurons) brought to mean 0 and spread 1. The formula is that of exercise 6; only mean and variance are taken the other way.
#
# The means of the rows, `x.mean(axis=1)`, come as a flat array with one number for each row. To stand them upright, so that each is taken from its own row, write `x.mean(axis=1, keepdims=True)`.
#
# Example: `layer_norm(np.array([[1.0, 3.0], [10.0, 50.0]]), 0.0)` is `[[-1.0, 1.0], [-1.0, 1.0]]`.

# %% tags=["answer"]
def layer_norm(x, epsilon):
    mean = x.mean(axis=1, keepdims=True)
    variance = x.var(axis=1, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon)

# %% tags=["grading"]
sheet.exercise(
    layer_norm,
    points=2,
    inputs=lambda rng: [
        (np.array([[1.0, 3.0], [10.0, 50.0]]), 0.0),
        (np.array([[1, 5, 6], [2, 2, 2], [0, 9, 3]]), 0.01),
        (np.array([[4.0, 4.0, 4.0], [1.0, 0.0, -7.0], [3.0, 8.0, 2.0]]), 1e-5),
        (table(rng, 4, 4), 1e-5),
        (table(rng, 5, 5), 0.1),
        (table(rng, 3, 5), 0.5),
        (table(rng, 1, 6), 1e-5),
    ],
    why={
        "ja": "`keepdims=True` があると、行ごとの平均は縦 1 列の表のままなので、どの行からも、その行の平均が引かれます。ほかのデータを見ないので、1 件だけでも同じように計算できます。",
        "en": "With `keepdims=True` the means stay a column, so each row has its own mean taken away. No other example is looked at, so it works just the same for a single one.",
    },
    ja=[
        "そろえるのは行ごとです。ほかのデータ（行）は関係ありません。",
        "`axis=1` は、列を横に見ていく向きです。平均と分散の両方に `keepdims=True` をつけます。",
        "平均を `mean`、分散を `variance` と名づけ、`x` から `mean` を引いたものを、`variance + epsilon` の平方根で割ります。",
    ],
    en=[
        "Each row is treated on its own; the other examples (rows) don't matter.",
        "`axis=1` goes along the columns. Give both the mean and the variance `keepdims=True`.",
        "Call the mean `mean` and the variance `variance`. Subtract `mean` from `x` and divide by the root of `variance + epsilon`.",
    ],
)


@sheet.mistake(
    layer_norm,
    ja="列ごとにそろえています。それは BatchNorm（問題 6）です。LayerNorm は行ごと、つまり 1 つのデータの中（`axis=1`）です。",
    en="You normalize each column. That is BatchNorm (exercise 6). LayerNorm goes by rows, within one example (`axis=1`).",
)
def columns_for_rows(x, epsilon):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon)


@sheet.mistake(
    layer_norm,
    ja="`keepdims=True` がありません。行ごとの平均が横に並んだままなので、行ではなく列から引かれてしまいます（形によってはエラーになります）。",
    en="`keepdims=True` is missing. The means of the rows stay flat and are taken from the columns and not from the rows (with some shapes it is an error).",
)
def keepdims_forgotten(x, epsilon):
    return (x - x.mean(axis=1)) / np.sqrt(x.var(axis=1) + epsilon)


@sheet.mistake(
    layer_norm,
    ja="表全体で 1 つの平均と分散を使っています。行ごとに、別々の平均と分散を求めましょう（`axis=1`）。",
    en="You use one mean and one variance for the whole table. Each row has its own (`axis=1`).",
)
def all_rows_together(x, epsilon):
    return (x - x.mean()) / np.sqrt(x.var() + epsilon)


@sheet.mistake(
    layer_norm,
    ja="平方根を忘れて、分散で割っています。標準偏差（分散の平方根）で割りましょう。",
    en="The root is missing: you divide by the variance. Divide by the standard deviation, its root.",
)
def variance_divides(x, epsilon):
    mean = x.mean(axis=1, keepdims=True)
    variance = x.var(axis=1, keepdims=True)
    return (x - mean) / (variance + epsilon)


@sheet.mistake(
    layer_norm,
    ja="平均を引いていません。割る前に、行の平均を引きましょう。",
    en="The mean is not subtracted. Before dividing, subtract the row's mean.",
)
def mean_not_removed(x, epsilon):
    variance = x.var(axis=1, keepdims=True)
    return x / np.sqrt(variance + epsilon)


@sheet.mistake(
    layer_norm,
    ja="`epsilon` が平方根の外にあります。分散に足してから平方根をとりましょう。",
    en="`epsilon` stands outside the root. Add it to the variance, then take the root.",
)
def epsilon_after_root(x, epsilon):
    return (x - x.mean(axis=1, keepdims=True)) / (x.std(axis=1, keepdims=True) + epsilon)


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 8　値で制限する
#
# `gradients` は配列のリストです（層ごとの重みやバイアスの勾配）。その**一つ一つの数**を −`limit` から `limit` までの間に切りそろえて返す関数を書きましょう。返すのは、同じ形の配列のリストです。
#
# `np.clip(配列, 下の端, 上の端)` が使えます。リストの中の配列は、`for` で 1 つずつ取り出します。空のリスト `[]` を用意しておき、切りそろえた配列を `append` で加えていきましょう。
#
# 例：`clip_by_value([np.array([3.0, -0.2]), np.array([[-4.0]])], 1.0)` は `[[1.0, -0.2], [[-1.0]]]` です。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 8: Clipping by value
#
# `gradients` is a list of arrays (the gradients of the weights and biases of all layers). Cut **every single number** in it to lie between −`limit` and `limit`. Return a list of arrays of the same shapes.
#
# `np.clip(array, lowest, highest)` will help. Take the arrays out of the list one by one with `for`: begin with an empty list `[]`, and `append` each array that you have cut.
#
# Example: `clip_by_value([np.array([3.0, -0.2]), np.array([[-4.0]])], 1.0)` is `[[1.0, -0.2], [[-1.0]]]`.

# %% tags=["answer"]
def clip_by_value(gradients, limit):
    return [np.clip(g, -limit, limit) for g in gradients]

# %% tags=["grading"]
sheet.exercise(
    clip_by_value,
    points=1,
    inputs=lambda rng: [
        ([np.array([3.0, -0.2]), np.array([[-4.0]])], 1.0),
        ([np.array([0.0, 0.5, -0.5])], 1.0),
        ([np.array([1.0, -1.0]), np.array([2.0, -2.0])], 2.0),
        ([np.array([-0.25, 0.0, 6.0])], 0.5),
        ([np.array([5, -7, 2])], 3),
        (some_gradients(rng, 3.0), float(rng.uniform(1, 2))),
        (some_gradients(rng, 1e4), 0.5),
    ],
    why={
        "ja": "数の一つ一つを切りそろえるので、長すぎる成分だけが短くなり、矢印の**向き**が変わることがあります。長さで制限する方法との違いは、ここにあります。",
        "en": "Each number is cut off by itself, so that only the long components get shorter and the arrow may **turn**. That is how it differs from clipping by the norm.",
    },
    ja=[
        "リストの中のどの配列にも、同じことをします。",
        "下の端は −limit、上の端は limit です。下の端を忘れないようにしましょう。",
        "`for g in gradients:` の中で、`g` を `np.clip` で切りそろえたものを、リストに `append` します。",
    ],
    en=[
        "Do the same with each array of the list.",
        "The lower end is −limit, the upper end limit. Don't forget the lower one.",
        "Inside `for g in gradients:`, cut `g` with `np.clip` and `append` it to the list.",
    ],
)


@sheet.mistake(
    clip_by_value,
    ja="上の端だけで切っています。大きなマイナスの数も、−`limit` で止めましょう。",
    en="You cut at the upper end only. Large negative numbers must stop at −`limit`.",
)
def upper_end_only(gradients, limit):
    return [np.minimum(g, limit) for g in gradients]


@sheet.mistake(
    clip_by_value,
    ja="マイナスの数がすべて 0 になっています。下の端は 0 ではなく −`limit` です。",
    en="All negative numbers become 0. The lower end is −`limit`, not 0.",
)
def negatives_lost(gradients, limit):
    return [np.clip(g, 0, limit) for g in gradients]


@sheet.mistake(
    clip_by_value,
    ja="全体を同じ割合で縮めています。それは「長さで制限する」方法（問題 9）です。ここでは一つ一つの数を別々に切ります。",
    en="All shrink by one factor: that is clipping by norm (exercise 9). Here each number is cut on its own.",
)
def by_norm_instead(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * min(1.0, limit / (norm + 1e-6)) for g in gradients]


@sheet.mistake(
    clip_by_value,
    ja="`limit` を超えた数が 0 になっています。捨てるのではなく、`limit` の大きさで止めます。",
    en="Numbers beyond `limit` become 0. Don't throw them away: stop them at the size `limit`.",
)
def large_ones_dropped(gradients, limit):
    return [np.where(np.abs(g) > limit, 0, g) for g in gradients]


@sheet.mistake(
    clip_by_value,
    ja="すべての数が `limit` か −`limit` になっています。範囲の中にある数は、そのまま残しましょう。",
    en="Every number becomes `limit` or −`limit`. Those inside the range should stay as they are.",
)
def all_at_the_ends(gradients, limit):
    return [np.sign(g) * limit for g in gradients]


# %% [markdown] lang="ja" tags=["E6"]
# ## 問題 9　長さで制限する（ノルムによるクリッピング）
#
# `gradients` は、問題 8 と同じ配列のリストです。今度は、**全部をまとめて 1 本の長い矢印**と考え、その長さが `limit` を超えたら、全部を同じ割合で縮めて返す関数を書きましょう。
#
# 1. 全体の長さ（ノルム）：すべての配列の、すべての数を 2 乗して足し、平方根をとります。1 つの配列 `g` の分は `np.sum(g**2)` です。
# 2. 縮める割合：`limit / (ノルム + 0.000001)`。ただし **1 より大きければ 1** にします（短い勾配は伸ばしません）。小さいほうを選ぶには `min(1.0, 割合)` と書きます。0.000001（`1e-6`）は、ノルムが 0 のときに 0 で割らないためのものです。とても小さな勾配も試すので、この数も結果に効きます。
# 3. すべての配列に、その割合を掛けます。
#
# 返すのは、同じ形の配列のリストです。渡された配列は書きかえないでください。
#
# 例：`clip_by_norm([np.array([3.0, 0.0]), np.array([[4.0]])], 1.0)` では、ノルムは √(9 + 0 + 16) = 5 なので、割合はおよそ 0.2、答えはおよそ `[[0.6, 0.0], [[0.8]]]` です。`limit` が 10 なら、何も変わりません。
# %% [markdown] lang="en" tags=["E6"]
# ## Exercise 9: Clipping by norm
#
# `gradients` is a list of arrays as in exercise 8. Now take **all of them together as one long arrow**, and if it is longer than `limit`, return all of them shortened by one common factor.
#
# 1. The total length (norm): square all numbers of all arrays, add them up, take the root. One array `g` adds `np.sum(g**2)`.
# 2. The factor: `limit / (norm + 0.000001)`, but **1 if that is more than 1** (short gradients are not stretched); `min(1.0, factor)` takes the smaller. The 0.000001 (`1e-6`) is there so that a norm of 0 does not divide by 0. Very small gradients are tried too, for which it makes a difference.
# 3. Multiply every array by the factor.
#
# Return a list of arrays of the same shapes. Leave the given arrays as they are.
#
# Example: for `clip_by_norm([np.array([3.0, 0.0]), np.array([[4.0]])], 1.0)` the norm is √(9 + 0 + 16) = 5, so the factor is about 0.2 and the answer about `[[0.6, 0.0], [[0.8]]]`. With `limit` 10 nothing changes.

# %% tags=["answer"]
def clip_by_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    factor = min(1.0, limit / (norm + 1e-6))
    return [factor * g for g in gradients]

# %% tags=["grading"]
def some_gradients(rng, size):
    # Neither one array nor one number makes up nearly all of the norm, so that wrong norms are really different.
    return [size * rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1, 1], size=shape) for shape in ((2, 3), (3,), (3, 2))]


sheet.exercise(
    clip_by_norm,
    points=3,
    inputs=lambda rng: [
        ([np.array([3.0, 0.0]), np.array([[4.0]])], 1.0),
        ([np.array([3.0, 0.0]), np.array([[4.0]])], 10.0),
        ([np.array([0.0, 0.0]), np.array([0.0])], 1.0),
        ([np.array([6, 8])], 5),
        ([np.array([2.0, 2.0]), np.array([2.0, 2.0])], 3.0),
        ([np.array([0.3, 0.4]), np.array([0.0])], 1.0),
        ([np.array([3e-6, 0.0]), np.array([-4e-6])], 2e-6),
        (some_gradients(rng, 10.0), float(rng.uniform(0.5, 2))),
        (some_gradients(rng, 1e4), 5.0),
        (some_gradients(rng, 0.01), 1.0),
        (some_gradients(rng, 1.0), 2.0),
    ],
    why={
        "ja": "全部の配列に**同じ**割合を掛けるので、矢印は縮むだけで、向きは変わりません。`min(1.0, …)` があるので、短い勾配は伸ばされずにそのまま通ります。",
        "en": "All arrays are multiplied by the **same** factor, so the arrow shrinks and keeps its direction. `min(1.0, ...)` lets short gradients pass as they are.",
    },
    ja=[
        "まず、すべての配列の、すべての数を 2 乗して足します。配列ごとに別々のノルムを計算するのではありません。",
        "`sum(np.sum(g**2) for g in gradients)` の平方根が、全体のノルムです。割合は `min(1.0, …)` で 1 を超えないようにします。",
        "ノルムを `norm`、割合を `factor` と名づけます。`factor` は 1.0 と `limit / (norm + 1e-6)` の小さいほうです。最後に、リストの中の配列に 1 つずつ `factor` を掛けます。",
    ],
    en=[
        "First square and add up all numbers of all arrays. There is one norm, not one for each array.",
        "The root of `sum(np.sum(g**2) for g in gradients)` is the total norm. `min(1.0, ...)` keeps the factor from going above 1.",
        "Call the norm `norm` and the factor `factor`. `factor` is the smaller of 1.0 and `limit / (norm + 1e-6)`. In the end multiply each array of the list by `factor`.",
    ],
)


@sheet.mistake(
    clip_by_norm,
    ja="配列ごとに別々に縮めています。それでは層によって割合が違い、矢印の向きが変わってしまいます。全部の配列から 1 つのノルムと 1 つの割合を求めましょう。",
    en="Each array is clipped on its own. Then layers shrink by different factors and the arrow turns. Find one norm and one factor from all arrays together.",
)
def each_array_alone(gradients, limit):
    return [g * min(1.0, limit / (np.sqrt(np.sum(g**2)) + 1e-6)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="短い勾配まで、`limit` の長さに伸ばしています。ノルムが `limit` より小さいときは、何も変えません。割合は 1 を超えないようにしましょう。",
    en="Short gradients are stretched to the length `limit`. Where the norm is below `limit` nothing should change: don't let the factor go above 1.",
)
def always_rescaled(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * (limit / (norm + 1e-6)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="平方根を忘れています。2 乗の和のままでは、長さになりません。",
    en="The root is missing. The sum of squares alone is not a length.",
)
def root_forgotten(gradients, limit):
    total = sum(np.sum(g**2) for g in gradients)
    return [g * min(1.0, limit / (total + 1e-6)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="ノルムとして、いちばん大きい数を使っています。矢印の長さは、すべての数を 2 乗して足した平方根です。",
    en="You take the largest number for the norm. The length of the arrow is the root of the sum of all squares.",
)
def largest_number(gradients, limit):
    largest = max(np.abs(g).max() for g in gradients)
    return [g * min(1.0, limit / (largest + 1e-6)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="配列ごとのノルムを足しています。矢印の長さは、長さどうしの和ではありません（3 と 4 の直角三角形の斜辺は 5 です）。2 乗の和を全部足してから、最後に一度だけ平方根をとりましょう。",
    en="You add up the norms of the arrays. Lengths at right angles don't add up (with legs 3 and 4 the long side is 5). Add all squares first, and take the root once, at the end.",
)
def sum_of_norms(gradients, limit):
    total = sum(np.sqrt(np.sum(g**2)) for g in gradients)
    return [g * min(1.0, limit / (total + 1e-6)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="一つ一つの数を切りそろえています。それは「値で制限する」方法（問題 8）で、向きが変わります。ここでは全体を同じ割合で縮めます。",
    en="You cut each number. That is clipping by value (exercise 8), and it turns the direction. Here all shrink by one factor.",
)
def by_value_instead(gradients, limit):
    return [np.clip(g, -limit, limit) * 1.0 for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="`g *= …` は、渡された配列そのものを書きかえます（整数の配列ではエラーにもなります）。掛けた結果を、新しいリストに入れて返しましょう。",
    en="`g *= ...` changes the arrays that were given to you (and fails on arrays of whole numbers). Put the products into a new list and return that.",
)
def in_place(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    for g in gradients:
        g *= min(1.0, limit / (norm + 1e-6))
    return gradients


@sheet.mistake(
    clip_by_norm,
    ja="ノルムに足す 0.000001 がありません。勾配がとても小さいときに答えが変わり、ノルムが 0 なら 0 で割ることになります。",
    en="The 0.000001 to be added to the norm is missing. For very small gradients that changes the answer, and for a norm of 0 it divides by 0.",
)
def nothing_added(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    with np.errstate(divide="ignore"):
        return [g * min(1.0, np.divide(limit, norm)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="0.000001 を、割られる数（`limit`）のほうに足しています。足すのは、割る数（ノルム）のほうです。",
    en="You add the 0.000001 to `limit`, above the line. Add it below the line, to the norm.",
)
def added_above(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    with np.errstate(divide="ignore"):
        return [g * min(1.0, np.divide(limit + 1e-6, norm)) for g in gradients]


@sheet.mistake(
    clip_by_norm,
    ja="大きさを足し合わせたもの（絶対値の和）を、長さとして使っています。長さは、2 乗の和の平方根です。",
    en="You take the sum of all sizes (absolute values) for the length. A length is the root of the sum of the squares.",
)
def sum_of_sizes(gradients, limit):
    total = sum(np.sum(np.abs(g)) for g in gradients)
    return [g * min(1.0, limit / (total + 1e-6)) for g in gradients]


# %% [markdown] lang="ja"
# ## 試してみましょう
#
# 全部できたら、自分の `xavier_std(64, 64)` と `he_std(64, 64)` を、[第6章](../../notebooks/ja/06_when_gradients_go_wrong.ipynb)の 6.2 の例と比べてみましょう。64 を 4 倍の 256 に変えると、重みの標準偏差は何倍になるでしょうか。
# 次は[第7章　最適化手法](../../notebooks/ja/07_optimizers.ipynb)です。
# %% [markdown] lang="en"
# ## Try it out
#
# When all is done, compare your own `xavier_std(64, 64)` and `he_std(64, 64)` with the example in 6.2 of [chapter 6](../../notebooks/en/06_when_gradients_go_wrong.ipynb). Change 64 to 256, 4 times as much: how many times as large is the standard deviation of the weights?
# Next comes [chapter 7, Optimizers](../../notebooks/en/07_optimizers.ipynb).
