# %% [markdown] lang="ja"
# # 練習問題　第2章　なぜディープラーニングに勾配が必要なのか
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
#
# 4 つの問題で、猫の分類器の部品と、勾配を使わない探し方を自分で作ります。
# %% [markdown] lang="en"
# # Exercises for chapter 2: Why does deep learning need gradients?
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.
#
# In 4 exercises you make parts of the cat classifier, and a search without gradients.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("02_why_gradients")

# %% [markdown] lang="ja" tags=["E2"]
# ## 問題 1　全パターンの数
#
# 調整する数が `dimensions` 個あり、1 つの数につき `points_per_axis` 通りの値を試します。すべての組み合わせは何通りでしょうか。その数を返す関数を書きましょう。
#
# - `points_per_axis` は 1 以上、`dimensions` は 0 以上の整数です。答えも**整数**です。
#
# 例：`grid_evaluations(10, 2)` は 10 × 10 = `100`、`grid_evaluations(2, 3)` は 2 × 2 × 2 = `8`、`grid_evaluations(7, 1)` は `7` です。調整する数が 1 個もなければ、組み合わせは「何もしない」の 1 通りなので、`grid_evaluations(5, 0)` は `1` です。
# %% [markdown] lang="en" tags=["E2"]
# ## Exercise 1: How many patterns
#
# There are `dimensions` numbers to adjust, and for each of them `points_per_axis` values are tried. How many combinations are there in all? Return that number.
#
# - `points_per_axis` is a whole number of 1 or more, `dimensions` one of 0 or more. The answer is a **whole number** too.
#
# Example: `grid_evaluations(10, 2)` is 10 × 10 = `100`, `grid_evaluations(2, 3)` is 2 × 2 × 2 = `8`, and `grid_evaluations(7, 1)` is `7`. With no numbers to adjust there is 1 combination, to do nothing, so `grid_evaluations(5, 0)` is `1`.

# %% tags=["answer"]
def grid_evaluations(points_per_axis, dimensions):
    return points_per_axis**dimensions

# %% tags=["grading"]
sheet.exercise(
    grid_evaluations,
    points=1,
    inputs=lambda rng: [
        (10, 2),
        (2, 3),
        (7, 1),
        (5, 0),
        (1, 12),
        (3, 4),
        (4, 3),
        *((int(rng.integers(3, 9)), int(rng.integers(5, 9))) for _ in range(3)),
        (10, 18),
    ],
    why={
        "ja": "軸が 1 本増えるたびに、調べる点の数は「1 本あたりの点の数」倍になります。同じ数を何度も掛けるので累乗です。足し算ではないから、数が増えるとすぐに手に負えなくなります。",
        "en": "One more axis multiplies the number of points by the points per axis: a power, and no sum. That is why many dimensions soon are too much for any grid.",
    },
    ja=[
        "数が増えるたびに、組み合わせの数は `points_per_axis` 倍になります。",
        "`points_per_axis` を `dimensions` 回掛けます。同じ数を何度も掛ける計算を、累乗といいます。",
        "Python の累乗は `**` です。どちらが下（くり返し掛ける数）で、どちらが肩（回数）かを考えましょう。",
    ],
    en=[
        "With each further number there are `points_per_axis` times as many combinations.",
        "Multiply `points_per_axis` by itself, `dimensions` times over. That is called a power.",
        "A power in Python is `**`. Think about which of the two is multiplied, and which says how often.",
    ],
)


@sheet.mistake(
    grid_evaluations,
    ja="掛け算になっています。数が増えるたびに、組み合わせの数は足されるのではなく、`points_per_axis` **倍**になります。10 通りが 2 個なら、20 ではなく 100 通りです。",
    en="You multiply the two. But each further number makes `points_per_axis` **times** as many: 10 values of 2 numbers are 100 combinations, not 20.",
)
def product_for_power(points_per_axis, dimensions):
    return points_per_axis * dimensions


@sheet.mistake(
    grid_evaluations,
    ja="累乗の上と下が入れかわっています。くり返し掛けるのは「1 つの数につき何通りの値があるか」、掛ける回数は「調整する数が何個あるか」です。",
    en="The two are swapped. What is multiplied again and again is how many values one number can have; how often is how many numbers there are to adjust.",
)
def swapped(points_per_axis, dimensions):
    return dimensions**points_per_axis


@sheet.mistake(
    grid_evaluations,
    ja="掛ける回数が 1 回多すぎます。数が 1 個なら、答えは `points_per_axis` そのものです。",
    en="You multiply one time too many. With 1 number the answer is `points_per_axis` itself.",
)
def once_too_often(points_per_axis, dimensions):
    return points_per_axis ** (dimensions + 1)


@sheet.mistake(
    grid_evaluations,
    ja="掛ける回数が 1 回足りません。数が 1 個なら、答えは `points_per_axis` そのものです。",
    en="You multiply one time too few. With 1 number the answer is `points_per_axis` itself.",
)
def once_too_few(points_per_axis, dimensions):
    return points_per_axis ** max(dimensions - 1, 0)


@sheet.mistake(
    grid_evaluations,
    ja="数が 0 個のときに 0 を返しています。掛け算の出発点は 0 ではなく 1 です。組み合わせは「何もしない」の 1 通りあります。",
    en="With no numbers you return 0. A product begins at 1, not at 0: there is 1 combination, to do nothing.",
)
def nothing_is_zero(points_per_axis, dimensions):
    return points_per_axis**dimensions if dimensions else 0


@sheet.mistake(
    grid_evaluations,
    ja="足し算になっています。1 つ目の数の値のそれぞれに、2 つ目の数の値が全部あるので、組み合わせは掛け算で増えます。",
    en="You add the two. Each value of the first number goes with all values of the second, so combinations multiply.",
)
def added(points_per_axis, dimensions):
    return points_per_axis + dimensions


@sheet.mistake(
    grid_evaluations,
    ja="`^` は Python では累乗ではありません（整数のビットの計算です）。累乗は `**` と書きます。",
    en="In Python `^` is not a power (it works on the bits of whole numbers). A power is written `**`.",
)
def caret_for_power(points_per_axis, dimensions):
    return points_per_axis ^ dimensions


# %% [markdown] lang="ja" tags=["E2"]
# ## 問題 2　重みを少し動かす
#
# 猫の物語の場面 3 です。重み `weights`、勾配 `gradient`（どちらも同じ形の配列）、動かす大きさを決める数 `amount` から、誤差が**減る**向きに動かした新しい重みを返す関数を書きましょう。
#
# - 重みを一つずつ、その勾配の `amount` 倍だけ動かします。
# - 勾配は、誤差が**増える**向きを教えます。
# - 渡された `weights` は書きかえず、新しい配列を返してください。重みは整数の配列のこともあります。
#
# 例：`nudge(np.array([1.0, 2.0]), np.array([10.0, -20.0]), 0.1)` は `[0.0, 4.0]` です。1 つ目の重みは、勾配がプラスなので 0.1 × 10 = 1 だけ減り、2 つ目の重みは、勾配がマイナスなので 0.1 × 20 = 2 だけ増えます。
# %% [markdown] lang="en" tags=["E2"]
# ## Exercise 2: Nudge the weights
#
# This is scene 3 of the cat story. From the weights `weights`, the gradient `gradient` (arrays of the same shape) and the number `amount`, return the new weights, moved so that the error **falls**.
#
# - Each weight moves by `amount` times its gradient.
# - The gradient tells which way the error **grows**.
# - Leave the given `weights` as they are and return a new array. The weights may be whole numbers.
#
# Example: `nudge(np.array([1.0, 2.0]), np.array([10.0, -20.0]), 0.1)` is `[0.0, 4.0]`. The 1st weight has a positive gradient and falls by 0.1 × 10 = 1; the 2nd has a negative one and rises by 0.1 × 20 = 2.

# %% tags=["answer"]
def nudge(weights, gradient, amount):
    return weights - amount * gradient

# %% tags=["grading"]
sheet.exercise(
    nudge,
    points=2,
    inputs=lambda rng: [
        (np.array([1.0, 2.0]), np.array([10.0, -20.0]), 0.1),
        (np.array([0.0, 0.0, 0.0]), np.array([0.5, 0.0, -4.0]), 0.25),
        (np.array([1, 2, 3]), np.array([2, -1, 4]), 0.5),
        (np.array([5.0]), np.array([3.0]), 1),
        (np.array([1.5, -2.5]), np.array([0.0, 0.0]), 0.1),
        *((rng.normal(size=n), rng.normal(size=n) * 10.0**k, float(rng.uniform(0.01, 1))) for n, k in [(2, 0), (4, 3), (3, -3)]),
        (rng.normal(size=(2, 3, 3)), rng.normal(size=(2, 3, 3)), 0.035),
    ],
    why={
        "ja": "勾配の反対へ動くので引き算です。配列どうしの引き算は成分ごとに行われるので、重みが 1 個でも 100 万個でも、この 1 行のままです。",
        "en": "It moves against the gradient, hence minus. Arrays subtract number by number, so this line serves 1 weight and 1 million weights alike.",
    },
    ja=[
        "勾配がプラスの重みは、増やすと誤差が増えます。それなら、増やすべきでしょうか、減らすべきでしょうか。",
        "動かす量は `amount` と `gradient` の掛け算です。配列どうしの足し算や引き算は、対応する数ごとに行われるので、くり返しを書く必要はありません。",
        "新しい重み = 今の重み − （動かす量）です。1 行で書けます。",
    ],
    en=[
        "Where the gradient is positive, raising the weight raises the error. So should that weight rise or fall?",
        "How far to move is the product of `amount` and `gradient`. Arrays are added and subtracted number by number, so there is no need for a loop.",
        "New weights = old weights − how far to move. It fits on one line.",
    ],
)


@sheet.mistake(
    nudge,
    ja="向きが逆です。勾配は誤差が増える向きを指すので、足すと誤差が増えてしまいます。反対へ動かしましょう。",
    en="The direction is reversed. The gradient points where the error grows, so adding it makes the error grow. Move the opposite way.",
)
def uphill(weights, gradient, amount):
    return weights + amount * gradient


@sheet.mistake(
    nudge,
    ja="`amount` が使われていません。勾配をそのまま引くと、たいてい動かしすぎになります。",
    en="`amount` is not used. Subtracting the gradient as it is usually moves too far.",
)
def amount_forgotten(weights, gradient, amount):
    return weights - gradient


@sheet.mistake(
    nudge,
    ja="どの重みも同じ量だけ動いています。勾配の符号だけでなく、大きさも使いましょう。よく効く重みほど、大きく動かします。",
    en="All weights move by the same amount. Use the size of the gradient and not its sign alone: weights that matter more should move more.",
)
def sign_only(weights, gradient, amount):
    return weights - amount * np.sign(gradient)


@sheet.mistake(
    nudge,
    ja="返しているのは動かす量だけです。求めたいのは、動かしたあとの重みです。今の重みを出発点にしましょう。",
    en="You return only how far to move. We want the weights after the move: start from the old weights.",
)
def step_only(weights, gradient, amount):
    return -amount * gradient


@sheet.mistake(
    nudge,
    ja="動かす量に、重みそのものまで掛けています。それでは、重みが 0 のところは永遠に動きません。動かす量は `amount` と勾配だけで決まります。",
    en="The move is multiplied by the weight as well. A weight of 0 could then never move. Only `amount` and the gradient say how far.",
)
def times_weight(weights, gradient, amount):
    return weights * (1 - amount * gradient)


@sheet.mistake(
    nudge,
    ja="`weights -= …` は、渡された配列そのものを書きかえます（整数の配列ではエラーにもなります）。`weights` には手をつけず、計算した新しい配列を返しましょう。",
    en="`weights -= ...` changes the array that was given to you (and fails on an array of whole numbers). Leave `weights` as it is and return a newly computed array.",
)
def in_place(weights, gradient, amount):
    weights -= amount * gradient
    return weights


# %% [markdown] lang="ja" tags=["E2"]
# ## 問題 3　点数を信頼度に直す
#
# 点数の並び `scores` から、信頼度の並びを返す関数を書きましょう（ソフトマックス）。
#
# $$\text{信頼度}_i = \frac{e^{\text{点数}_i}}{e^{\text{点数}_1} + e^{\text{点数}_2} + \cdots}$$
#
# - `scores` は数のリスト、または数の配列です。種類は 2 つとは限りません。答えは、同じ長さの配列です。点数は −2000 から 2000 までで、1 つの並びの中でも大きく離れていることがあります。
# - $e$ は約 2.718 という決まった数で、$e^x$ は「$e$ を $x$ 回掛けた数」です。Python では `np.exp(x)` と書き、配列にもそのまま使えます。小さな $i$ は「何番目か」の印で、$\text{点数}_1$ は 1 つ目の点数です。
# - リストのままでは、丸ごと引き算ができません。はじめに `np.array(scores)` で配列に直しておくと、楽に書けます。
# - **大きな点数に気をつけましょう。** `np.exp(1000)` はコンピューターの数に入りきらず、`inf`（無限大）になります。実は、どの点数からも同じ数を引いてから計算しても、信頼度は変わりません。いちばん大きい点数を全部から引いておけば、いちばん大きいものが 0 になり、あふれません。
#
# 例：`confidence([0.0, 0.0])` は `[0.5, 0.5]`、`confidence([1.0, 2.0])` は `[0.2689…, 0.7310…]`、`confidence([1000.0, 1000.0])` は `[0.5, 0.5]` です。
#
# 2 番目の例の計算：$e^1$ はおよそ 2.718、$e^2$ はおよそ 7.389 です。合計は 10.107 なので、1 つ目の信頼度は 2.718 ÷ 10.107 = 0.2689… になります。
# %% [markdown] lang="en" tags=["E2"]
# ## Exercise 3: From scores to confidence
#
# From the scores `scores`, return the confidence in each kind (softmax):
#
# $$\text{confidence}_i = \frac{e^{\text{score}_i}}{e^{\text{score}_1} + e^{\text{score}_2} + \cdots}$$
#
# - `scores` is a list or an array of numbers. There may be more than two kinds. Return an array of the same length. Scores lie between −2000 and 2000, and may be far apart within one row.
# - $e$ is a fixed number, about 2.718, and $e^x$ is $e$ multiplied by itself $x$ times. In Python it is `np.exp(x)`, which also works on a whole array. The small $i$ says which one is meant: $\text{score}_1$ is the 1st score.
# - One can't subtract from a list as a whole. It is easier if you first make it an array, with `np.array(scores)`.
# - **Beware of large scores.** `np.exp(1000)` is too large for the computer's numbers and becomes `inf` (infinity). It so happens that the confidence stays the same when one number is subtracted from all scores. Subtract the largest score from all of them: then the largest is 0, and nothing overflows.
#
# Example: `confidence([0.0, 0.0])` is `[0.5, 0.5]`, `confidence([1.0, 2.0])` is `[0.2689..., 0.7310...]`, and `confidence([1000.0, 1000.0])` is `[0.5, 0.5]`.
#
# The 2nd example step by step: $e^1$ is about 2.718 and $e^2$ about 7.389. Their sum is 10.107, so the 1st confidence is 2.718 / 10.107 = 0.2689...

# %% tags=["answer"]
def confidence(scores):
    powers = np.exp(np.array(scores) - np.max(scores))
    return powers / powers.sum()

# %% tags=["grading"]
sheet.exercise(
    confidence,
    points=2,
    inputs=lambda rng: [
        ([0.0, 0.0],),
        ([1.0, 2.0],),
        ([1000.0, 1000.0],),
        ([3, 1, 2],),
        (np.array([-1000.0, -1001.0, -999.0]),),
        (np.array([800.0, 790.0, 795.0, 799.0]),),
        ([0.0, 2000.0],),
        ([0.0, 0.0, 0.0, 1000.0],),
        ([1000.0, 0.0, -1000.0],),
        ([-1.0, -1002.0],),
        ([2.5],),
        *((rng.normal(size=n) * 2,) for n in (2, 3, 5, 10)),
        (rng.integers(-3, 4, size=4),),
        (rng.uniform(-2, -1, size=3),),
    ],
    why={
        "ja": "いちばん大きい点数を先に引いても、分子と分母が同じ倍率で変わるだけなので、割合は変わりません。それでいて、`np.exp` に大きな数が入ってあふれることがなくなります。",
        "en": "Taking away the largest score first changes top and bottom by the same factor, so the shares stay what they are, and `np.exp` is never given a number so large that it overflows.",
    },
    ja=[
        "まず、どの点数からもいちばん大きい点数を引きます。いちばん大きい点数は `np.max(scores)` です。リストのままでは引き算できないので、`np.array(scores)` で配列にしておきます。",
        "次に、引いた結果の全部に `np.exp` を使います。これが分数の上の部分です。",
        "分数の下の部分は、上の部分を全部足したものです。`powers` という名前の配列なら、その合計は `powers.sum()` で、それで割ります。",
    ],
    en=[
        "First subtract the largest score from all of them. The largest is `np.max(scores)`. A list can't be subtracted from, so make it an array with `np.array(scores)`.",
        "Then use `np.exp` on all that is left. That is the upper part of the fraction.",
        "The lower part is the sum of all the upper parts. If they are in an array called `powers`, its sum is `powers.sum()`: divide by it.",
    ],
)


@sheet.mistake(
    confidence,
    ja="小さな点数では合っていますが、大きな点数では計算があふれて `nan`（数ではないもの）になります。`np.exp` の前に、いちばん大きい点数を全部から引きましょう。",
    en="Right for small scores, but large ones overflow and give `nan` (not a number). Subtract the largest score from all before `np.exp`.",
)
def overflows(scores):
    powers = np.exp(scores)
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="`e` の累乗を使わず、点数そのものを合計で割っています。それでは、マイナスの点数からマイナスの信頼度ができてしまいます。先に `np.exp` を使いましょう。",
    en="You divide the scores themselves by their sum, without powers of e. A negative score would then give a negative confidence. Use `np.exp` first.",
)
def shares_of_scores(scores):
    return np.array(scores) / np.sum(scores)


@sheet.mistake(
    confidence,
    ja="合計で割っていません。信頼度は、全部足すと 1 になるはずです（大きな点数で計算があふれないようにする工夫も、忘れずに）。",
    en="It is not divided by the sum. All the confidences together should make 1. (And see to it that large scores don't overflow.)",
)
def not_shared(scores):
    return np.exp(scores)


@sheet.mistake(
    confidence,
    ja="いちばん大きい信頼度が、いつも 1 になっていませんか。いちばん大きい点数を引いた（いちばん大きいもので割った）だけでは、足りません。全部足すと 1 になるように、合計で割ります。",
    en="Is the greatest confidence always 1? Subtracting the largest score (or dividing by the largest power) is not enough. Divide by the sum, so that all of them together make 1.",
)
def divided_by_largest(scores):
    return np.exp(np.array(scores) - np.max(scores))


@sheet.mistake(
    confidence,
    ja="向きが逆です。点数が低い種類ほど、信頼度が高くなっています。`np.exp` に渡す数の符号を確かめましょう。",
    en="It is the wrong way round: the lower the score, the higher the confidence. Look at the sign of what you give to `np.exp`.",
)
def sign_turned(scores):
    powers = np.exp(np.min(scores) - np.array(scores))
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="`e` ではなく 2 の累乗になっています。$e^x$ は `2 ** x` ではなく `np.exp(x)` です。",
    en="These are powers of 2, not of e. $e^x$ is `np.exp(x)` and not `2 ** x`.",
)
def powers_of_two(scores):
    powers = 2.0 ** (np.array(scores) - np.max(scores))
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="いちばん高い信頼度だけを返しています。求めたいのは、種類ごとの信頼度の並び全体です。",
    en="You return the greatest confidence only. We want the confidence in every kind.",
)
def greatest_only(scores):
    powers = np.exp(np.array(scores) - np.max(scores))
    return (powers / powers.sum()).max()


@sheet.mistake(
    confidence,
    ja="引いている数が、いちばん大きい点数ではなく、いちばん小さい点数です。点数が大きく離れていると、残りが大きいままになり、`np.exp` があふれます。",
    en="You subtract the smallest score, not the largest. Where scores are far apart, what is left is still large and `np.exp` overflows.",
)
def smallest_subtracted(scores):
    powers = np.exp(np.array(scores) - np.min(scores))
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="引いている数が、点数の平均です。点数が大きく離れていると、平均を引いても大きい数が残り、`np.exp` があふれます。いちばん大きい点数を引きましょう。",
    en="You subtract the mean of the scores. Where they are far apart, large ones are still left and `np.exp` overflows. Subtract the largest.",
)
def mean_subtracted(scores):
    powers = np.exp(np.array(scores) - np.mean(scores))
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="引いている数が、最初の点数です。最初の点数が、いつもいちばん大きいとは限りません。",
    en="You subtract the first score. The first need not be the largest.",
)
def first_subtracted(scores):
    powers = np.exp(np.array(scores) - scores[0])
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="引いているのが、符号を除いた大きさでいちばん大きい数です。点数が全部マイナスのとき、引きすぎて全部が 0 になり、0 ÷ 0 になります。符号も含めて、いちばん大きい点数を引きましょう。",
    en="You subtract the largest size, without its sign. Where all scores are negative that is too much: all powers become 0, and you get 0 / 0. Subtract the score that is largest with its sign.",
)
def largest_size_subtracted(scores):
    powers = np.exp(np.array(scores) - np.max(np.abs(scores)))
    return powers / powers.sum()


@sheet.mistake(
    confidence,
    ja="大きい点数を、決まった数で頭打ちにしています。すると、それより大きい点数の違いが消えてしまいます。頭打ちにするのではなく、いちばん大きい点数を全部から引きましょう。",
    en="You cut large scores off at a fixed number, and the differences among larger ones are lost. Cut nothing off: subtract the largest score from all.",
)
def scores_cut_off(scores):
    powers = np.exp(np.clip(scores, -500, 500))
    return powers / powers.sum()


# %% [markdown] lang="ja" tags=["E2"]
# ## 問題 4　当てずっぽうに探す
#
# ランダムに `n` か所を調べて、**いちばん低かった場所**を返す関数を書きましょう（ランダム探索）。
#
# - `f` は関数です。場所 `x`（数の配列）を渡すと、そこの高さを返します。
# - `low` と `high` は配列です。場所の 1 つ目の数は `low[0]` から `high[0]` の間、2 つ目の数は `low[1]` から `high[1]` の間、と決まっています。
# - `rng` は乱数（ランダムな数）を作る道具です。`rng.uniform(low, high)` を 1 回呼ぶと、その範囲の場所が 1 つ、ランダムに選ばれます。**`n` 回呼んで、`n` か所を調べてください。** 乱数を使うのはそれだけです。
# - 「どんな数よりも大きい」値（無限大）は `np.inf` と書きます。たとえば `3.0 < np.inf` は `True` です。「今までのいちばん低い高さ」を、ここから始められます。
# - 同じ高さの場所がいくつもあるときは、先に調べたほうを返します。`n` は 1 以上です。
#
# 例：調べた場所が順に `[0.5]`、`[0.1]`、`[0.8]` で、高さが 3.0、1.0、2.0 だったら、答えは `[0.1]` です。最後に調べた `[0.8]` でも、高さの 1.0 でもありません。
# %% [markdown] lang="en" tags=["E2"]
# ## Exercise 4: Guessing
#
# Look at `n` places chosen at random, and return **the place that was lowest** (random search).
#
# - `f` is a function: give it a place `x` (an array of numbers), and it returns the height there.
# - `low` and `high` are arrays. The first number of a place lies between `low[0]` and `high[0]`, the second between `low[1]` and `high[1]`, and so on.
# - `rng` makes random numbers. Each call of `rng.uniform(low, high)` chooses one place in that range at random. **Call it `n` times, and look at those `n` places.** Use no other random numbers.
# - Infinity, which is larger than any number, is written `np.inf`: `3.0 < np.inf` is `True`. The lowest height so far can start from it.
# - Where several places have the same height, return the one seen first. `n` is 1 or more.
#
# Example: if the places were `[0.5]`, `[0.1]`, `[0.8]`, in this order, and their heights 3.0, 1.0, 2.0, the answer is `[0.1]`: not `[0.8]`, which was seen last, and not the height 1.0.

# %% tags=["answer"]
def random_search(f, low, high, n, rng):
    best, lowest = None, np.inf
    for _ in range(n):
        x = rng.uniform(low, high)
        height = f(x)
        if best is None or height < lowest:
            best, lowest = x, height
    return best

# %% tags=["grading"]
def generator(rng):
    return Code(f"np.random.default_rng({int(rng.integers(10**6))})")


def luck(rng, low, high, n, place):
    """Return a generator that, of n places, finds the bowl's lowest at this one."""
    while True:
        seed = int(rng.integers(10**6))
        drawn = np.random.default_rng(seed).uniform(low, high, size=(n, len(low)))
        if np.argmin(np.sum((drawn - 0.3) ** 2, axis=1)) == place:
            return Code(f"np.random.default_rng({seed})")


BOWL = Code("lambda x: np.sum((x - 0.3) ** 2)")
BELOW_ZERO = Code("lambda x: np.sum(np.abs(x)) - 100.0")
STAIRS = Code("lambda x: np.floor(2 * np.sum(x ** 2))")

sheet.exercise(
    random_search,
    points=3,
    inputs=lambda rng: [
        (BOWL, np.array([-1.0, -1.0]), np.array([1.0, 1.0]), 10, generator(rng)),
        (BOWL, np.array([-1.0]), np.array([1.0]), 1, generator(rng)),
        # The lowest is the first place, a middle one, the last, and the one just after the last.
        *((BOWL, np.zeros(2), np.ones(2), 4, luck(rng, [0, 0], [1, 1], 5, place)) for place in (0, 2, 3, 4)),
        (BELOW_ZERO, np.array([-3.0, 0.0, 5.0]), np.array([-1.0, 1.0, 9.0]), 25, generator(rng)),
        (STAIRS, np.array([-1.0, -2.0]), np.array([1.0, 2.0]), 60, generator(rng)),
        (Code("lambda x: 7.0"), np.array([0.0, 0.0]), np.array([1.0, 1.0]), 8, generator(rng)),
        (Code("lambda x: 1e9 + np.sum(np.cos(x))"), np.array([0, 0]), np.array([6, 6]), 40, generator(rng)),
        *((BOWL, rng.uniform(-3, -1, size=k), rng.uniform(1, 3, size=k), 30, generator(rng)) for k in (1, 2, 5)),
    ],
    why={
        "ja": "場所 `best` と、その高さ `lowest` を組で覚えます。高さを覚えておけば `f` は 1 点につき 1 回ですみ、`<` なら、同じ高さのときに先に見つけたほうが残ります。",
        "en": "Place and height are kept as a pair. With the height remembered, `f` is called once a point, and `<` keeps the one that was found first where two are equally low.",
    },
    ja=[
        "`for _ in range(n):` の中で、場所を選び、高さを調べます。「いままででいちばん低い場所」とその高さを、2 つの名前で覚えておきます。",
        "新しい高さが、覚えている高さより低いときだけ、場所と高さの両方を覚え直します。",
        "はじめの「いちばん低い高さ」は、どんな高さよりも大きい `np.inf` にしておくと便利です。ループのあとで、覚えている場所を返します。",
    ],
    en=[
        "Inside `for _ in range(n):` choose a place and look at its height. Keep the lowest place so far, and its height, under two names.",
        "Only if the new height is below the one you keep, replace both, the place and the height.",
        "To begin with, the lowest height can be `np.inf`, which is larger than any height. After the loop return the place that you keep.",
    ],
)


@sheet.mistake(
    random_search,
    ja="返しているのは最後に調べた場所です。途中でもっと低い場所が見つかっていたら、そちらを返しましょう。",
    en="You return the place seen last. If a lower one was found on the way, that is the one to return.",
)
def last_not_best(f, low, high, n, rng):
    for _ in range(n):
        x = rng.uniform(low, high)
        f(x)
    return x


@sheet.mistake(
    random_search,
    ja="いちばん高い場所を返しています。誤差は小さいほどよいので、探すのはいちばん低い場所です。",
    en="You return the highest place. The smaller the error the better: look for the lowest.",
)
def highest(f, low, high, n, rng):
    places = [rng.uniform(low, high) for _ in range(n)]
    return places[int(np.argmax([f(x) for x in places]))]


@sheet.mistake(
    random_search,
    ja="返しているのは高さです。求めたいのは、その高さだった**場所**です。",
    en="You return the height. We want the **place** where it was found.",
)
def height_not_place(f, low, high, n, rng):
    return min(f(rng.uniform(low, high)) for _ in range(n))


@sheet.mistake(
    random_search,
    ja="覚えている高さを更新していません。そのため、最初の場所より低いだけの場所が、もっと低い場所を押しのけています。場所と高さは、一緒に覚え直しましょう。",
    en="The height that you keep is never replaced, so a place that is merely below the first one pushes out a lower one. Replace place and height together.",
)
def height_not_kept(f, low, high, n, rng):
    best = rng.uniform(low, high)
    lowest = f(best)
    for _ in range(n - 1):
        x = rng.uniform(low, high)
        if f(x) < lowest:
            best = x
    return best


@sheet.mistake(
    random_search,
    ja="いちばん低い高さを 0 から始めています。高さがいつも 0 より大きい地形では、一度も更新されません。`np.inf` から始めましょう。",
    en="The lowest height starts at 0. On ground that is above 0 everywhere it is never replaced. Start from `np.inf`.",
)
def starts_from_zero(f, low, high, n, rng):
    best, lowest = rng.uniform(low, high), 0.0
    height = f(best)
    lowest = min(lowest, height)
    for _ in range(n - 1):
        x = rng.uniform(low, high)
        height = f(x)
        if height < lowest:
            best, lowest = x, height
    return best


@sheet.mistake(
    random_search,
    ja="同じ高さのとき、後から調べた場所に置きかえています。置きかえるのは、前より**低い**ときだけです（`<=` ではなく `<`）。",
    en="At equal heights you replace the place by the later one. Replace it only if the new one is **lower** (`<`, not `<=`).",
)
def later_of_equals(f, low, high, n, rng):
    best, lowest = None, np.inf
    for _ in range(n):
        x = rng.uniform(low, high)
        height = f(x)
        if height <= lowest:
            best, lowest = x, height
    return best


@sheet.mistake(
    random_search,
    ja="調べた場所が 1 つ多すぎます。`rng.uniform(low, high)` を呼ぶのは、ちょうど `n` 回です。ループの前に選んだ 1 か所も数に入れましょう。",
    en="You look at one place too many. Call `rng.uniform(low, high)` exactly `n` times, and count the one before the loop too.",
)
def one_too_many(f, low, high, n, rng):
    best = rng.uniform(low, high)
    for _ in range(n):
        x = rng.uniform(low, high)
        if f(x) < f(best):
            best = x
    return best


@sheet.mistake(
    random_search,
    ja="調べた場所が 1 つ足りません。最後に選ぶ場所が、いちばん低いこともあります。`rng.uniform(low, high)` を呼ぶのは、ちょうど `n` 回です。",
    en="You look at one place too few, and the last one may be the lowest. Call `rng.uniform(low, high)` exactly `n` times.",
)
def one_too_few(f, low, high, n, rng):
    best = rng.uniform(low, high)
    for _ in range(n - 2):
        x = rng.uniform(low, high)
        if f(x) < f(best):
            best = x
    return best


@sheet.mistake(
    random_search,
    ja="最初に選んだ場所が、比べる相手に入っていません。最初の場所がいちばん低いこともあります。",
    en="The first place is not among those you compare. It may be the lowest.",
)
def first_place_skipped(f, low, high, n, rng):
    places = [rng.uniform(low, high) for _ in range(n)][-max(n - 1, 1) :]
    return places[int(np.argmin([f(x) for x in places]))]


@sheet.mistake(
    random_search,
    ja="範囲 `low`、`high` が使われていません。いつも 0 から 1 の間だけを調べています。",
    en="The range `low` to `high` is not used: you only ever look between 0 and 1.",
)
def range_ignored(f, low, high, n, rng):
    places = [rng.uniform(size=len(low)) for _ in range(n)]
    return places[int(np.argmin([f(x) for x in places]))]


# %% [markdown] lang="ja"
# ## 動かしてみる
#
# 4 つともできたら、自分の関数で猫の物語を動かせます。下のプログラムを新しいセルに写して、実行してみましょう。猫の絵を 1 枚見せ、自分の `confidence` と `nudge` で 1 回だけ学習させて、その前とあとの信頼度を表示します（できていない関数があると、エラーになります）。
#
# ```python
# from course_lib.experiments.cat_classifier import error_gradient, scores
# from course_lib.experiments.cat_story import cat_story
#
# story = cat_story()
# weights = story.weights[0]
# print(confidence(scores(weights, story.cat)))
# weights = nudge(weights, error_gradient(weights, story.cat[np.newaxis], np.array([1])), 0.035)
# print(confidence(scores(weights, story.cat)))
# ```
#
# うまくいかないときは、[第2章](../../notebooks/ja/02_why_gradients.ipynb)に戻って、もう一度スライダーを動かしてみましょう。次は[第3章　勾配を計算する](../../notebooks/ja/03_computing_a_gradient.ipynb)です。
# %% [markdown] lang="en"
# ## Try it out
#
# When all four are done, your own functions can run the cat story. Put the program below into a new cell and run it: it shows 1 picture of the cat, learns 1 round with your `confidence` and `nudge`, and prints the confidence before and after (if a function is not done yet, you get an error).
#
# ```python
# from course_lib.experiments.cat_classifier import error_gradient, scores
# from course_lib.experiments.cat_story import cat_story
#
# story = cat_story()
# weights = story.weights[0]
# print(confidence(scores(weights, story.cat)))
# weights = nudge(weights, error_gradient(weights, story.cat[np.newaxis], np.array([1])), 0.035)
# print(confidence(scores(weights, story.cat)))
# ```
#
# If you get stuck, go back to [chapter 2](../../notebooks/en/02_why_gradients.ipynb) and move the sliders. Next comes [chapter 3: Computing a gradient](../../notebooks/en/03_computing_a_gradient.ipynb).
