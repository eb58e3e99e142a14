# %% [markdown] lang="ja"
# # 練習問題　第1章　勾配とは？
#
# 5 問あります。はじめの 3 問は短い関数を書く問題、あとの 2 問は**絵を見て答える問題**です。
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
# %% [markdown] lang="en"
# # Exercises for chapter 1: What is a gradient?
#
# There are 5 of them. In the first 3 you write short functions; in the other 2 you **read the answers from a picture**.
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("01_what_is_a_gradient")

# %% [markdown] lang="ja" tags=["E1"]
# ## 問題 1　登った高さ ÷ 進んだ距離
#
# 道の高さが、関数 `f` で分かります。`f(3)` と書けば、場所 3 の高さです。
#
# 場所 `x` から `dx` だけ進みます。着く場所は `x + dx` です。その間の**傾き**、つまり「登った高さ ÷ 進んだ距離」を返しましょう。`dx` が負の数なら、後ろへ進みます。
#
# 例：高さが `f(1) = 1`、`f(3) = 9` の道を、場所 1 から 2 だけ進みます。登った高さは 9 − 1 = 8、進んだ距離は 2 なので、`rise_over_run(f, 1, 2)` は `4.0` です。
# %% [markdown] lang="en" tags=["E1"]
# ## Exercise 1: Rise over run
#
# A function `f` tells the height of a path: `f(3)` is the height at the place 3.
#
# From the place `x` you go on by `dx`, so you arrive at `x + dx`. Return the **slope** between the two: how much you climbed, divided by how far you went. Where `dx` is negative you go backward.
#
# For example, on a path with `f(1) = 1` and `f(3) = 9`, go on by 2 from the place 1. You climb 9 − 1 = 8 over a distance of 2, so `rise_over_run(f, 1, 2)` is `4.0`.

# %% tags=["answer"]
def rise_over_run(f, x, dx):
    return (f(x + dx) - f(x)) / dx

# %% tags=["grading"]
sheet.exercise(
    rise_over_run,
    points=2,
    inputs=lambda rng: [
        (Code("lambda x: x ** 2"), 1, 2),
        (Code("lambda x: 5 - 2 * x"), 3.0, 0.5),
        (Code("lambda x: 7.0"), 1.0, 0.25),
        (Code("lambda x: x ** 3 - x"), 0, 1),
        (Code("lambda x: x ** 2 + 1"), -1.5, -0.5),
        (Code("lambda x: 1000 * x"), 0.2, 1e-3),
        (Code("lambda x: x / 4"), 1, 2),
        *(
            (Code("lambda x: x ** 2 - 3 * x + 10"), float(rng.uniform(-5, 5)), float(rng.uniform(0.1, 2)) * sign)
            for sign in (1, 1, -1)
        ),
    ],
    why={
        "ja": "分子が「上へどれだけ」、分母が「右へどれだけ」で、傾きの式そのものです。分子全体をかっこで囲まないと、割られるのは `f(x)` だけになってしまいます。",
        "en": "Above stands how far up, below how far to the right: the formula of a slope. Without the parentheses around the top, only `f(x)` would be divided.",
    },
    ja=[
        "まず、2 つの場所の高さを考えます。出発点の高さは `f(x)` です。着いた場所の高さは、どう書けるでしょうか。",
        "登った高さは「着いた場所の高さ − 出発点の高さ」です。それを、進んだ距離で割ります。",
        "進んだ距離は `dx` です。割り算より先に引き算をするように、引き算の全体をかっこで囲みましょう。",
    ],
    en=[
        "Think of the heights of the two places. Where you start it is `f(x)`. How do you write it for the place where you arrive?",
        "You climb by the height where you arrive minus the height where you start. Divide that by how far you went.",
        "How far you went is `dx`. Put the whole subtraction in parentheses, so that it is done before the division.",
    ],
)


@sheet.mistake(
    rise_over_run,
    ja="割り算の上と下が逆です。これでは、急な坂ほど小さな数になってしまいます。登った高さと進んだ距離の、どちらをどちらで割るのでしょうか。",
    en="The division is upside down: the steeper the path, the smaller your number. Which is divided by which, the climb or the distance?",
)
def run_over_rise(f, x, dx):
    return dx / (f(x + dx) - f(x))


@sheet.mistake(
    rise_over_run,
    ja="符号が逆です。上り坂なのに負の数になります。どちらの高さからどちらの高さを引くのか、確かめましょう。",
    en="The sign is the wrong way round: a climb gives a negative number. Check which height is subtracted from which.",
)
def sign_turned(f, x, dx):
    return (f(x) - f(x + dx)) / dx


@sheet.mistake(
    rise_over_run,
    ja="登った高さだけを返しています。同じ高さを登るのでも、長い道ならなだらかです。進んだ距離で割りましょう。",
    en="This is the climb alone. The same climb over a longer distance is gentler: divide by how far you went.",
)
def not_divided(f, x, dx):
    return f(x + dx) - f(x)


@sheet.mistake(
    rise_over_run,
    ja="着いた場所の高さそのものを割っています。高さと傾きは別のものです。出発点からどれだけ登ったかを使いましょう。",
    en="You divide the height where you arrive. Height and slope are different things: use how much you climbed since the start.",
)
def height_for_rise(f, x, dx):
    return f(x + dx) / dx


@sheet.mistake(
    rise_over_run,
    ja="割り算が、引き算の片方にだけかかっています。割り算は引き算より先に計算されます。かっこを使いましょう。",
    en="Only one part of the subtraction is divided, because division comes before subtraction. Use parentheses.",
)
def parentheses_missing(f, x, dx):
    return f(x + dx) - f(x) / dx


@sheet.mistake(
    rise_over_run,
    ja="着く場所の書き方が違います。`dx` は進む距離で、場所ではありません。`x` から `dx` だけ進むと、どこに着くでしょうか。",
    en="The place of arrival is not right. `dx` is how far you go, not a place. Where do you arrive when you go on from `x` by `dx`?",
)
def place_taken_for_way(f, x, dx):
    return (f(dx) - f(x)) / dx


@sheet.mistake(
    rise_over_run,
    ja="`x` の前と後ろの両側を見ています（中心差分といい、第3章で学びます）。ここでは、`x` から `x + dx` までの傾きを返しましょう。",
    en="You measure on both sides of `x` (a central difference; chapter 3 is about it). Here we want the slope from `x` to `x + dx`.",
)
def both_sides(f, x, dx):
    return (f(x + dx) - f(x - dx)) / (2 * dx)


@sheet.mistake(
    rise_over_run,
    ja="大きさは合っていますが、下り坂でも正の数になっています。下りでは負の数になるように、符号を残しましょう。",
    en="The size is right, but going down is positive too. Keep the sign, so that a fall gives a negative number.",
)
def sign_lost(f, x, dx):
    return abs((f(x + dx) - f(x)) / dx)


@sheet.mistake(
    rise_over_run,
    ja="割り算に `//` を使っています。`//` は小数を切り捨てるので、ゆるい坂の傾きが 0 になってしまいます。`/` を使いましょう。",
    en="You divide with `//`, which cuts off the fraction, so that a gentle slope becomes 0. Use `/`.",
)
def fraction_cut_off(f, x, dx):
    return (f(x + dx) - f(x)) // dx


@sheet.mistake(
    rise_over_run,
    ja="`x` から後ろへ `dx` だけ戻ったところを見ています。見るのは、前へ進んだ `x + dx` です。",
    en="You look back, at the place `dx` before `x`. Look ahead, at `x + dx`.",
)
def looked_back(f, x, dx):
    return (f(x) - f(x - dx)) / dx


@sheet.mistake(
    rise_over_run,
    ja="`f(dx)` は、場所 `dx` の高さです。`dx` は進む距離で、着く場所は `x + dx` です。そこの高さから、出発点の高さを引きましょう。",
    en="`f(dx)` is the height at the place `dx`. But `dx` is how far you go: you arrive at `x + dx`. Take the height there, less the height where you start.",
)
def way_taken_for_place(f, x, dx):
    return f(dx) / dx


# %% [markdown] lang="ja" tags=["E1"]
# ## 問題 2　玉はどちらへ転がるか
#
# 足もとの傾き `slope` だけが分かっています。玉が転がる向きを、数で返しましょう。
#
# - 右へ転がるなら `1`
# - 左へ転がるなら `-1`
# - 平らで動かないなら `0`
#
# 例：`downhill_direction(3.5)` は `-1` です。傾きが正なら、地面は右へ行くほど高くなるからです。
#
# 使うのは `if`（もし〜なら）です。書き方の例：
#
# ```python
# if slope > 2:
#     return 5
# ```
#
# これは「もし `slope` が 2 より大きければ、5 を返す」という意味です。
# %% [markdown] lang="en" tags=["E1"]
# ## Exercise 2: Which way does the ball roll?
#
# All you know is the `slope` underfoot. Return the direction in which a ball rolls, as a number:
#
# - `1` if it rolls to the right,
# - `-1` if it rolls to the left,
# - `0` if the ground is level and it does not move.
#
# For example, `downhill_direction(3.5)` is `-1`: where the slope is positive, the ground gets higher to the right.
#
# You will need `if`. It is written like this:
#
# ```python
# if slope > 2:
#     return 5
# ```
#
# In words: if `slope` is greater than 2, return 5.

# %% tags=["answer"]
def downhill_direction(slope):
    if slope > 0:
        return -1
    if slope < 0:
        return 1
    return 0

# %% tags=["grading"]
sheet.exercise(
    downhill_direction,
    points=1,
    inputs=lambda rng: [
        (3.5,),
        (-2.0,),
        (0,),
        (0.0,),
        (4,),
        (-7,),
        (1e-6,),
        (-1e-6,),
        (250.0,),
        *((float(x),) for x in rng.normal(size=3)),
    ],
    why={
        "ja": "傾きがプラスなら右が高いので左へ、マイナスなら右へ。どちらでもないときだけ最後の行に来るので、「平ら」を調べる `if` は書かなくてすみます。",
        "en": "A positive slope is higher on the right, so go left; a negative one, go right. Only level ground gets to the last line, so it needs no `if` of its own.",
    },
    ja=[
        "傾きが正なら、右へ行くほど高くなります。玉は高いほうへ転がるでしょうか、低いほうへ転がるでしょうか。",
        "場合は 3 つあります。傾きが 0 より大きいとき、0 より小さいとき、ちょうど 0 のとき。",
        "2 つの `if` で、0 より大きい場合と小さい場合の答えを返します。どちらでもなければ平らなので、最後に 0 を返します。",
    ],
    en=[
        "Where the slope is positive, the ground gets higher to the right. Does a ball roll to higher or to lower ground?",
        "There are 3 cases: the slope is greater than 0, it is less than 0, it is exactly 0.",
        "With 2 `if`s return the answers for a slope greater than 0 and less than 0. If neither is true the ground is level: at the end, return 0.",
    ],
)


@sheet.mistake(
    downhill_direction,
    ja="上りと下りが逆です。傾き（勾配）の符号は登る向きを表します。玉は、その反対へ転がります。",
    en="Uphill and downhill are swapped. The sign of the slope tells the way up; the ball rolls the other way.",
)
def uphill(slope):
    return int(np.sign(slope))


@sheet.mistake(
    downhill_direction,
    ja="どの `if` にも当てはまらないときの答えがありません。平らなときには、最後に 0 を返しましょう。",
    en="There is no answer for the case in which no `if` applies. For level ground, return 0 at the end.",
)
def level_forgotten(slope):
    if slope > 0:
        return -1
    if slope < 0:
        return 1


@sheet.mistake(
    downhill_direction,
    ja="平らなときにも、右へ転がっています。傾きがちょうど 0 の場合を、別に考えましょう。",
    en="On level ground your ball rolls to the right. Think of the case in which the slope is exactly 0.",
)
def level_rolls_right(slope):
    if slope > 0:
        return -1
    if slope <= 0:
        return 1
    return 0


@sheet.mistake(
    downhill_direction,
    ja="平らなときにも、左へ転がっています。傾きがちょうど 0 の場合を、別に考えましょう。",
    en="On level ground your ball rolls to the left. Think of the case in which the slope is exactly 0.",
)
def level_rolls_left(slope):
    if slope >= 0:
        return -1
    if slope < 0:
        return 1
    return 0


@sheet.mistake(
    downhill_direction,
    ja="向きは合っていますが、傾きの大きさがそのまま残っています。答えるのは向きだけで、3 つの数のどれかです。",
    en="The direction is right, but the size of the slope is still in your answer. Only the direction is asked for, one of 3 numbers.",
)
def size_kept(slope):
    return -slope


@sheet.mistake(
    downhill_direction,
    ja="とてもゆるい坂を、平らとみなしています。どんなにゆるくても、傾きが 0 でなければ玉は転がります。",
    en="Very gentle ground is taken for level. However gentle it is, the ball rolls unless the slope is exactly 0.",
)
def gentle_taken_for_level(slope):
    return 0 if abs(slope) < 0.001 else int(-np.sign(slope))


@sheet.mistake(
    downhill_direction,
    ja="傾きが負のときに、0 が返っています。右へ下る坂でも、玉は転がります。",
    en="Where the slope is negative you return 0. A ball rolls there as well, for the ground falls to the right.",
)
def falls_forgotten(slope):
    return -1 if slope > 0 else 0


# %% [markdown] lang="ja" tags=["E1"]
# ## 問題 3　いちばん急なところ
#
# 道を歩いて、場所と高さを記録しました。`xs` は場所の並び（小さい順）、`heights` はそこでの高さの並びです。場所の間隔は、同じとはかぎりません。どちらもリストか配列で、いちばん急な区間はいつも 1 つだけです。
#
# となり合う 2 つの場所の間を**区間**と呼びましょう。区間ごとに傾きを求め、**いちばん急な区間の、左の端の場所**を返します。急かどうかは傾きの大きさで決め、上りも下りも同じに扱います。
#
# 例：場所が 0、10、30、高さが 5、8、0 のとき、傾きは 3 ÷ 10 = 0.3 と −8 ÷ 20 = −0.4 です。急なのは 2 番目の区間なので、`steepest_point([0, 10, 30], [5, 8, 0])` は `10` です。
#
# 役に立つ道具があります。
#
# - `np.diff(xs)`：となりどうしの差の並び。`np.diff([0, 10, 30])` は `[10, 20]` です。
# - `np.abs(...)`：符号を除いた大きさ。
# - `np.argmax(...)`：いちばん大きい数が何番目にあるか。0 から数えます。
# %% [markdown] lang="en" tags=["E1"]
# ## Exercise 3: The steepest place
#
# On a walk you noted places and heights: `xs` are the places, in order, and `heights` the heights there. The places need not be equally far apart. Both are lists or arrays, and there is always just 1 steepest stretch.
#
# Call the way between two neighbouring places a **stretch**. Work out the slope of each stretch, and return **the place where the steepest stretch begins** (its left end). Steep is a matter of the size of the slope: up and down count alike.
#
# For example, with the places 0, 10, 30 and the heights 5, 8, 0 the slopes are 3 / 10 = 0.3 and −8 / 20 = −0.4. The second stretch is the steepest, so `steepest_point([0, 10, 30], [5, 8, 0])` is `10`.
#
# Useful tools:
#
# - `np.diff(xs)`: the differences of neighbours. `np.diff([0, 10, 30])` is `[10, 20]`.
# - `np.abs(...)`: sizes, without their signs.
# - `np.argmax(...)`: the number of the largest entry, counted from 0.

# %% tags=["answer"]
def steepest_point(xs, heights):
    slopes = np.diff(heights) / np.diff(xs)
    return xs[np.argmax(np.abs(slopes))]

# %% tags=["grading"]
def _random_walk(rng):
    """Return places and heights of a walk with one steepest stretch."""
    count = int(rng.integers(5, 9))
    runs = rng.uniform(1, 20, size=count)
    slopes = rng.uniform(-0.8, 0.8, size=count)
    slopes[rng.integers(count)] = rng.choice([-1.5, 1.5])
    return 100 + np.concatenate([[0], np.cumsum(runs)]), 50 + np.concatenate([[0], np.cumsum(runs * slopes)])


sheet.exercise(
    steepest_point,
    points=2,
    inputs=lambda rng: [
        ([0, 10, 30], [5, 8, 0]),
        (np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 2.0, 2.0, 1.0])),
        ([2, 4, 6, 8], [9, 1, 4, 5]),
        (np.array([0.0, 50.0, 51.0, 100.0]), np.array([0.0, 10.0, 13.0, 40.0])),
        (np.array([-3.0, -1.0, 0.5]), np.array([1e-6, 2e-6, -1e-6])),
        ([1, 2, 4], [7, 7, 6]),
        ([0, 4, 8], [0, 5, 12]),
        ([0.0, 0.5, 2.25, 4.0], [0.0, 0.1, 2.0, 2.1]),
        ([0, 2, 4, 10], [10, 14, 8, 8]),
        ([-6, -4, -1], [-2, -9, -8]),
        *(_random_walk(rng) for _ in range(4)),
    ],
    why={
        "ja": "`np.diff` は隣どうしの差で、傾きをすべての区間で一度に求めます。下り坂の急さも数えるために、いちばん大きいものを選ぶ前に `np.abs` で符号を除きます。",
        "en": "`np.diff` takes the differences of neighbours, so all slopes come at once. A steep descent counts too: `np.abs` takes the signs away before the largest is chosen.",
    },
    ja=[
        "道に板を置いていくとき、板がいちばん急に傾くのはどの区間でしょうか。まず、区間ごとの傾きが必要です。",
        "区間の傾きは、高さの差 ÷ 場所の差です。`np.diff` を 2 回使うと、すべての区間の傾きを一度に計算できます。",
        "傾きの大きさ（`np.abs`）がいちばん大きいのは何番目かを `np.argmax` で調べます。返すのは番号ではなく、`xs` のその番号にある場所です。",
    ],
    en=[
        "If you lay a plank on every stretch, which one tilts most? You need the slope of each stretch first.",
        "The slope of a stretch is the difference of the heights over the difference of the places. With `np.diff`, used 2 times, you get all of them at once.",
        "Let `np.argmax` tell which slope is largest in size (`np.abs`). Return not that number but the place in `xs` that has this number.",
    ],
)


@sheet.mistake(
    steepest_point,
    ja="いちばん高い場所を返しています。高さと傾きは別のものです。頂上の足もとは平らなこともあります。",
    en="This is the highest place. Height and slope are different things: on a summit the ground may be level.",
)
def highest_place(xs, heights):
    return xs[np.argmax(heights)]


@sheet.mistake(
    steepest_point,
    ja="いちばん急な「上り」を返しています。下りも急なら急です。傾きの符号を除いて、大きさで比べましょう。",
    en="This is the steepest climb. A fall can be steeper: compare the sizes, without the signs.",
)
def climbs_only(xs, heights):
    return xs[np.argmax(np.diff(heights) / np.diff(xs))]


@sheet.mistake(
    steepest_point,
    ja="いちばん急な「下り」を返しています。上りも急なら急です。傾きの符号を除いて、大きさで比べましょう。",
    en="This is the steepest fall. A climb can be steeper: compare the sizes, without the signs.",
)
def falls_only(xs, heights):
    return xs[np.argmin(np.diff(heights) / np.diff(xs))]


@sheet.mistake(
    steepest_point,
    ja="高さの差だけで比べています。長い区間なら、大きく登ってもなだらかです。場所の差で割りましょう。",
    en="Only the differences of height are compared. On a long stretch even a large climb is gentle: divide by the differences of the places.",
)
def run_ignored(xs, heights):
    return xs[np.argmax(np.abs(np.diff(heights)))]


@sheet.mistake(
    steepest_point,
    ja="返しているのは、区間の番号です。求めたいのは場所です。`xs` の、その番号のところを見ましょう。",
    en="What you return is the number of the stretch. We want the place: look it up in `xs`.",
)
def number_for_place(xs, heights):
    return np.argmax(np.abs(np.diff(heights) / np.diff(xs)))


@sheet.mistake(
    steepest_point,
    ja="区間は合っていますが、右の端を返しています。左の端の場所を返しましょう。",
    en="You found the correct stretch, but return where it ends. Return its left end.",
)
def right_end(xs, heights):
    return xs[np.argmax(np.abs(np.diff(heights) / np.diff(xs))) + 1]


@sheet.mistake(
    steepest_point,
    ja="傾きの大きさそのものを返しています。どれだけ急かではなく、どこが急かを答えましょう。",
    en="This is the size of the slope. Say where it is steepest, not how steep it is.",
)
def slope_for_place(xs, heights):
    return np.max(np.abs(np.diff(heights) / np.diff(xs)))


@sheet.mistake(
    steepest_point,
    ja="いちばん低い場所を返しています。求めたいのは、いちばん急な区間です。",
    en="This is the lowest place. What we want is the steepest stretch.",
)
def lowest_place(xs, heights):
    return xs[np.argmin(heights)]


@sheet.mistake(
    steepest_point,
    ja="区間は合っていますが、その真ん中を返しています。左の端の場所を返しましょう。",
    en="You found the correct stretch, but return its middle. Return its left end.",
)
def middle_of_the_stretch(xs, heights):
    place = np.argmax(np.abs(np.diff(heights) / np.diff(xs)))
    return (xs[place] + xs[place + 1]) / 2


@sheet.mistake(
    steepest_point,
    ja="返しているのは、その場所の高さです。求めたいのは場所なので、`xs` のほうを見ましょう。",
    en="What you return is the height there. We want the place: look it up in `xs`.",
)
def height_for_place(xs, heights):
    return heights[np.argmax(np.abs(np.diff(heights) / np.diff(xs)))]


@sheet.mistake(
    steepest_point,
    ja="いちばんなだらかな区間を返しています。探すのは、傾きの大きさがいちばん大きい区間です。",
    en="This is the gentlest stretch. Look for the one whose slope is largest in size.",
)
def gentlest(xs, heights):
    return xs[np.argmin(np.abs(np.diff(heights) / np.diff(xs)))]


@sheet.mistake(
    steepest_point,
    ja="割り算に `//` を使っています。小数が切り捨てられて、違う傾きが同じ数になってしまいます。`/` を使いましょう。",
    en="You divide with `//`. That cuts off fractions, and different slopes become the same number. Use `/`.",
)
def slopes_cut_off(xs, heights):
    return xs[np.argmax(np.abs(np.diff(heights) // np.diff(xs)))]


@sheet.mistake(
    steepest_point,
    ja="高さの数そのものを、場所の数で割っています。傾きは、**となりとの差**どうしの割り算です。`np.diff` を 2 回使いましょう。",
    en="You divide the heights themselves by the places. A slope is made of **differences** of neighbours: use `np.diff`, 2 times.",
)
def heights_over_places(xs, heights):
    with np.errstate(all="ignore"):
        return xs[np.nanargmax(np.abs(np.divide(heights, xs)))]


# %% [markdown] lang="ja" tags=["E1"]
# ## 問題 4　絵から傾きを読み取る
#
# 次のセルを実行すると、方眼紙にかいた道が現れます。まっすぐな区間に、名前がついています。
# %% [markdown] lang="en" tags=["E1"]
# ## Exercise 4: Read slopes from a picture
#
# Run the next cell: a path on squared paper appears. Each straight stretch has a name.

# %%
from course_lib.plots.reading import squared_paper

squared_paper()

# %% [markdown] lang="ja" tags=["E1"]
# A〜F の区間の傾きを読み取りましょう。マスを数えて、「上へ何マス ÷ 右へ何マス」を計算します。
#
# 例：X は、右へ 2 マスで上へ 2 マスなので、傾きは 2 ÷ 2 = 1 です。
#
# 関数 `slope_at` は、区間の名前を受け取り、その傾きを返します。次のように書くのが簡単です。`{ }` の中に、名前と答えを並べます（ここに書いた答えは、どれも当てずっぽうです）。
#
# ```python
# def slope_at(mark):
#     answers = {"A": 9, "B": 9.5, "C": 9, "D": 9, "E": 9, "F": 9}
#     return answers[mark]
# ```
# %% [markdown] lang="en" tags=["E1"]
# Read the slopes of the stretches A to F. Count squares: how many up, divided by how many to the right.
#
# For example, X goes 2 squares to the right and 2 up, so its slope is 2 / 2 = 1.
#
# The function `slope_at` is given the name of a stretch and returns its slope. An easy way is to list names and answers between `{ }` (the answers here are all made up):
#
# ```python
# def slope_at(mark):
#     answers = {"A": 9, "B": 9.5, "C": 9, "D": 9, "E": 9, "F": 9}
#     return answers[mark]
# ```

# %% tags=["answer"]
def slope_at(mark):
    answers = {"A": 2, "B": 0.5, "C": 0, "D": -3, "E": -0.5, "F": 1.5}
    return answers[mark]

# %% tags=["grading"]
from itertools import pairwise

from course_lib.exercises.own_questions import MAPS, PATHS, STRETCHES, balls_of, path_of
from course_lib.exercises.sheet import OwnNumbers


def stretch_in(mark, variant):
    """Return the squares to the right and up of a stretch, and the height of its middle."""
    (left, low), (right, high) = list(pairwise(path_of(variant)))[STRETCHES.index(mark)]
    return right - left, high - low, (low + high) / 2


def slope_in(mark, variant):
    right, up, _ = stretch_in(mark, variant)
    return up / right


def upside_down_in(mark, variant):
    right, up, _ = stretch_in(mark, variant)
    return right / up if up else 0


def with_variant(picture):
    return lambda source, variant: source.replace(f"{picture}()", f"{picture}(variant={variant})")


sheet.exercise(
    slope_at,
    points=2,
    own=OwnNumbers(PATHS, slope_in, with_variant("squared_paper")),
    inputs=lambda rng: [(mark,) for mark in rng.permutation(list("ABCDEF")).tolist()],
    why={
        "ja": "どの傾きも「上へ何マス ÷ 右へ何マス」です。下り坂では上へ進む量がマイナスになるので、傾きもマイナスになり、平らなら 0 を割るので 0 です。",
        "en": "Each slope is squares up divided by squares to the right. On a descent the way up is negative, and the slope with it; on level ground it is 0 divided by something, which is 0.",
    },
    ja=[
        "まず、上りか、下りか、平らかを見分けます。上りの傾きは正、下りは負、平らなら 0 です。",
        "区間の左の端から始めて、右の端まで、右へ何マス、上（または下）へ何マス動くかを数えます。高さが何マス目かではありません。",
        "上下のマスの数を、左右のマスの数で割ります。下りなら、答えは負の数になります。たとえば、右へ 5 マスで下へ 2 マスなら、`-2 / 5` です。",
    ],
    en=[
        "First tell up from down from level. Going up the slope is positive, going down negative, on the level it is 0.",
        "Start at the left end of the stretch and count, up to its right end, how many squares you go right and how many up (or down). It is not how high the path is above the bottom of the paper.",
        "Divide the squares up or down by the squares to the right. Going down, the result is negative: 5 squares right and 2 down, for instance, make -2 / 5.",
    ],
)


@sheet.mistake(
    slope_at,
    ja="上りと下りが逆になっています。左から右へ進むときに高くなるのが上りで、傾きは正です。",
    en="Up and down are swapped. It goes up where you get higher from left to right; there the slope is positive.",
    own=lambda mark, variant: -slope_in(mark, variant),
)
def up_and_down_swapped(mark):
    return {"A": -2, "B": -0.5, "C": 0, "D": 3, "E": 0.5, "F": -1.5}[mark]


@sheet.mistake(
    slope_at,
    ja="大きさは合っていますが、下りも正の数になっています。下っている区間の傾きは負の数です。",
    en="The sizes are right, but the falling stretches are positive too. The slope of a falling stretch is negative.",
    own=lambda mark, variant: abs(slope_in(mark, variant)),
)
def falls_positive(mark):
    return {"A": 2, "B": 0.5, "C": 0, "D": 3, "E": 0.5, "F": 1.5}[mark]


@sheet.mistake(
    slope_at,
    ja="割り算の上と下が逆です。急な区間ほど、小さな数になっていませんか。上下のマスの数を、左右のマスの数で割ります。",
    en="The division is upside down: do steeper stretches get smaller numbers? Divide the squares up or down by the squares to the right.",
    own=upside_down_in,
)
def squares_upside_down(mark):
    # On a level stretch there is nothing to divide by; learners write 0 there.
    return {"A": 1 / 2, "B": 2, "C": 0, "D": -1 / 3, "E": -2, "F": 2 / 3}[mark]


@sheet.mistake(
    slope_at,
    ja="上下のマスの数だけを答えています。同じだけ登るのでも、長い区間ならなだらかです。右へ進むマスの数で割りましょう。",
    en="These are the squares up or down alone. The same climb on a longer stretch is gentler: divide by the squares to the right.",
    own=lambda mark, variant: stretch_in(mark, variant)[1],
)
def squares_not_divided(mark):
    return {"A": 4, "B": 2, "C": 0, "D": -3, "E": -2, "F": 3}[mark]


@sheet.mistake(
    slope_at,
    ja="区間の真ん中の高さを答えています。高さと傾きは別のものです。平らな区間の傾きは、どんなに高いところにあっても 0 です。",
    en="These are the heights in the middle of the stretches. Height and slope are different things: a level stretch has the slope 0, however high up it lies.",
    own=lambda mark, variant: stretch_in(mark, variant)[2],
)
def height_for_slope(mark):
    return {"A": 4, "B": 7, "C": 8, "D": 6.5, "E": 4, "F": 4.5}[mark]


@sheet.mistake(
    slope_at,
    ja="上りか下りか平らかだけを答えています。どれだけ急かも、数で答えましょう。",
    en="These say only up, down or level. Say how steep as well.",
    own=lambda mark, variant: int(np.sign(slope_in(mark, variant))),
)
def direction_only(mark):
    return {"A": 1, "B": 1, "C": 0, "D": -1, "E": -1, "F": 1}[mark]


# %% [markdown] lang="ja" tags=["E1"]
# ## 問題 5　地図から転がる向きを読み取る
#
# 次のセルを実行すると、谷の地図が現れます。灰色の線は等高線で、数字は高さです。星は谷のいちばん低いところです。
# %% [markdown] lang="en" tags=["E1"]
# ## Exercise 5: Read the way down from a map
#
# Run the next cell: a map of a valley appears. The grey lines are contour lines, the numbers on them heights. The star is the lowest place.

# %%
from course_lib.plots.reading import contour_map

contour_map()

# %% [markdown] lang="ja" tags=["E1"]
# A〜F に玉を置いて、そっと放します。**放した瞬間**、玉はどちらへ転がり始めるでしょうか。北 `"N"`、東 `"E"`、南 `"S"`、西 `"W"` の中から、いちばん近い向きを選びます。
#
# 例：もし星のすぐ東に玉があれば、西へ転がり始めるので `"W"` です。
#
# 書き方は、前の問題と同じです。文字は `" "` で囲みます（ここに書いた答えは、どれも当てずっぽうです）。
#
# ```python
# def rolls_toward(mark):
#     answers = {"A": "?", "B": "?", "C": "?", "D": "?", "E": "?", "F": "?"}
#     return answers[mark]
# ```
# %% [markdown] lang="en" tags=["E1"]
# Balls are put down at A to F and gently let go. **At the moment when you let go**, which way does each begin to roll? Choose the nearest of north `"N"`, east `"E"`, south `"S"` and west `"W"`.
#
# For example, a ball just east of the star would begin to roll west, `"W"`.
#
# Write it as in the exercise before. Letters stand between `" "` (the answers here are all made up):
#
# ```python
# def rolls_toward(mark):
#     answers = {"A": "?", "B": "?", "C": "?", "D": "?", "E": "?", "F": "?"}
#     return answers[mark]
# ```

# %% tags=["answer"]
def rolls_toward(mark):
    answers = {"A": "S", "B": "N", "C": "S", "D": "N", "E": "W", "F": "E"}
    return answers[mark]

# %% tags=["grading"]
OPPOSITE = {"N": "S", "S": "N", "E": "W", "W": "E"}
TO_THE_LEFT = {"N": "W", "W": "S", "S": "E", "E": "N"}


def way_down(mark, variant):
    east, north = balls_of(variant)[mark]
    # Off the floor of the valley its walls are what is steep.
    return ("S" if north > 0 else "N") if north else ("W" if east > 0 else "E")


def toward_the_star(mark, variant):
    east = balls_of(variant)[mark][0]
    return ("W" if east > 0 else "E") if east else way_down(mark, variant)


def swapped_if_among(ways, way):
    return OPPOSITE[way] if way in ways else way


sheet.exercise(
    rolls_toward,
    points=2,
    own=OwnNumbers(MAPS, way_down, with_variant("contour_map")),
    inputs=lambda rng: [(mark,) for mark in rng.permutation(list("ABCDEF")).tolist()],
    why={
        "ja": "玉は、等高線をまっすぐ横切って低いほうへ転がります。勾配は登る向きを指す矢印なので、その反対が答えです。",
        "en": "A ball crosses the contour lines straight toward lower ground. The gradient is the arrow uphill, so the answer is the opposite way.",
    },
    ja=[
        "玉は、足もとでいちばん急に下る向きへ転がり始めます。玉に見えるのは足もとだけで、星は見えません。",
        "いちばん急に下る向きは、等高線と直角です。直角の向きは 2 つあります。低いほうを選びましょう。",
        "C と D をよく見ましょう。足もとの等高線は、ほとんど東西に走っています。それと直角な向きは、どちらとどちらでしょうか。",
    ],
    en=[
        "A ball begins to roll the way that is steepest down underfoot. All it feels is the ground underfoot; it does not see the star.",
        "The steepest way down is at right angles to the contour line. There are 2 such ways: choose the lower ground.",
        "Look closely at C and D. The contour lines there run almost from east to west. Which ways are at right angles to that?",
    ],
)


@sheet.mistake(
    rolls_toward,
    ja="どれも、登る向きになっています。それは勾配の指す向きです。玉は、その反対へ転がります。",
    en="All of these lead uphill. That is where the gradient points; the ball rolls the other way.",
    own=lambda mark, variant: OPPOSITE[way_down(mark, variant)],
)
def follows_the_gradient(mark):
    return {"A": "N", "B": "S", "C": "N", "D": "S", "E": "E", "F": "W"}[mark]


@sheet.mistake(
    rolls_toward,
    ja="C と D が違います。星の方角を答えていませんか。玉は星のある向きではなく、足もとでいちばん急に下る向きへ転がり始めます。等高線の間隔がせまいのは、どちらの向きでしょうか。",
    en="C and D are not right. Did you answer where the star is? A ball does not roll toward the star but the way that is steepest down underfoot. In which direction are the contour lines close together?",
    own=toward_the_star,
)
def straight_to_the_bottom(mark):
    return {"A": "S", "B": "N", "C": "W", "D": "E", "E": "W", "F": "E"}[mark]


@sheet.mistake(
    rolls_toward,
    ja="等高線に沿った向きになっています。等高線の上は同じ高さなので、玉はそちらへは転がりません。",
    en="These lead along the contour lines. Along a contour line the height stays the same: no ball rolls that way.",
    own=lambda mark, variant: TO_THE_LEFT[way_down(mark, variant)],
)
def along_the_contour_lines(mark):
    return {"A": "E", "B": "W", "C": "E", "D": "W", "E": "S", "F": "N"}[mark]


@sheet.mistake(
    rolls_toward,
    ja="等高線に沿った向きになっています。等高線の上は同じ高さなので、玉はそちらへは転がりません。",
    en="These lead along the contour lines. Along a contour line the height stays the same: no ball rolls that way.",
    own=lambda mark, variant: OPPOSITE[TO_THE_LEFT[way_down(mark, variant)]],
)
def along_the_contour_lines_back(mark):
    return {"A": "W", "B": "E", "C": "W", "D": "E", "E": "N", "F": "S"}[mark]


@sheet.mistake(
    rolls_toward,
    ja="南北は合っていますが、東と西が入れかわっています。この地図では、右が東、左が西です。",
    en="North and south are right, but east and west are swapped. On this map east is to the right, west to the left.",
    own=lambda mark, variant: swapped_if_among("EW", way_down(mark, variant)),
)
def east_and_west_swapped(mark):
    return {"A": "S", "B": "N", "C": "S", "D": "N", "E": "E", "F": "W"}[mark]


@sheet.mistake(
    rolls_toward,
    ja="東西は合っていますが、北と南が入れかわっています。この地図では、上が北、下が南です。",
    en="East and west are right, but north and south are swapped. On this map north is up, south is down.",
    own=lambda mark, variant: swapped_if_among("NS", way_down(mark, variant)),
)
def north_and_south_swapped(mark):
    return {"A": "N", "B": "S", "C": "N", "D": "S", "E": "W", "F": "E"}[mark]

# %% [markdown] lang="ja"
# ## ここまでできたら
#
# 傾きを計算することも、絵から読み取ることもできました。[第2章　なぜディープラーニングに勾配が必要なのか](../../notebooks/ja/02_why_gradients.ipynb)へ進みましょう。
# %% [markdown] lang="en"
# ## When you are done
#
# You can work out slopes, and read them from pictures. Go on to [chapter 2: Why does deep learning need gradients?](../../notebooks/en/02_why_gradients.ipynb)
