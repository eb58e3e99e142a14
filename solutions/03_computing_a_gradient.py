# %% [markdown] lang="ja"
# # 練習問題　第3章　勾配を計算する
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
#
# 問題は順につながっています。前の問題で書いた関数を、あとの問題の中で使ってもかまいません。
# %% [markdown] lang="en"
# # Exercises for chapter 3: Computing a gradient
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.
#
# The exercises build on each other. You may use a function that you wrote earlier inside a later one.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("03_computing_a_gradient")

# %% [markdown] lang="ja" tags=["E3"]
# ## 問題 1　体重を予測する
#
# 体重 = a × 身長 + b。この式で予測した体重を返しましょう。丸めたりせず、計算した値をそのまま返します。
# `height` は 1 つの数のことも、数の配列のこともあります（配列なら、同じ形の配列を返します）。
#
# 例：`predict_weight(0.5, 10, 170)` は `95.0` です。
# %% [markdown] lang="en" tags=["E3"]
# ## Exercise 1: Predict a weight
#
# weight = a × height + b. Return the weight that this formula predicts, as it comes out, without rounding.
# `height` may be one number or an array of numbers (then return an array of the same shape).
#
# Example: `predict_weight(0.5, 10, 170)` is `95.0`

# %% tags=["answer"]
def predict_weight(a, b, height):
    return a * height + b

# %% tags=["grading"]
sheet.exercise(
    predict_weight,
    points=1,
    inputs=lambda rng: [
        (0.5, 10, 170),
        (0.62, -39.7, 165.1),
        (0, 5, 170),
        (2, 3, 0),
        (float(rng.normal()), float(rng.normal(0, 50)), float(rng.uniform(140, 190))),
        (float(rng.normal()), float(rng.normal(0, 50)), rng.uniform(140, 190, size=4)),
        (0.5, -20.0, np.array([150, 160, 171])),
        (float(rng.normal()) * 1e-6, 1e6, float(rng.uniform(140, 190))),
    ],
    why={
        "ja": "直線の式 y = ax + b を、身長を x、体重を y として書いたものです。`a` は身長が 1 増えるごとに体重がどれだけ増えるか、`b` は全体の上げ下げを決めます。",
        "en": "It is the line y = ax + b with the height as x and the weight as y: `a` says how much weight one more unit of height brings, `b` raises or lowers all of it.",
    },
    ja=[
        "式をそのまま Python に写します。× は `*` です。",
        "`a` を掛ける相手は `height` だけです。`b` は最後に足します。",
        "`a` と `height` を掛けたものに、`b` を足して返します。配列でも同じ書き方のままで動きます。",
    ],
    en=[
        "Copy the formula into Python. The sign × is written `*`.",
        "Only `height` is multiplied by `a`. `b` is added at the end.",
        "Multiply `a` and `height`, add `b`, return it. The same line works for arrays.",
    ],
)


@sheet.mistake(
    predict_weight,
    ja="b が足されていません。式は「a × 身長」で終わりではなく、その後に b を足します。",
    en="b is not added. The formula does not end with a × height: b is still to be added.",
)
def intercept_forgotten(a, b, height):
    return a * height


@sheet.mistake(
    predict_weight,
    ja="a と b が入れかわっています。身長に掛けるのはどちらでしょうか。",
    en="a and b have changed places. Which of them is multiplied by the height?",
)
def parameters_swapped(a, b, height):
    return b * height + a


@sheet.mistake(
    predict_weight,
    ja="b にまで a が掛かっています。かっこの位置を見直しましょう。a を掛けるのは身長だけです。",
    en="b is multiplied by a too. Look at the parentheses: only the height is multiplied by a.",
)
def parentheses_too_wide(a, b, height):
    return a * (height + b)


@sheet.mistake(
    predict_weight,
    ja="b を引いています。式では足します（b が負の数のときも、足せばそのまま正しくなります）。",
    en="b is subtracted. The formula adds it (a negative b takes care of itself).",
)
def intercept_subtracted(a, b, height):
    return a * height - b


@sheet.mistake(
    predict_weight,
    ja="答えが丸められています。丸めると細かい変化が消えてしまい、勾配を求められなくなります。計算した値をそのまま返しましょう。",
    en="The answer is rounded. Rounding hides small changes, and a gradient lives on small changes. Return the value as it is.",
)
def rounded(a, b, height):
    return np.round(a * height + b)


@sheet.mistake(
    predict_weight,
    ja="a と身長を足しています。a は「身長が 1 cm 違うと体重が何 kg 違うか」なので、身長に掛けます。",
    en="a and the height are added. a says how many kg 1 cm more brings, so it multiplies the height.",
)
def added_throughout(a, b, height):
    return a + height + b

# %% [markdown] lang="ja" tags=["E3"]
# ## 問題 2　2 乗誤差
#
# 誤差 E = (予測 − 正解)² を返しましょう。`prediction` と `target` は数のことも、同じ形の配列のこともあります。配列のときは、要素ごとの誤差を同じ形の配列で返します（合計や平均はしません）。
#
# 例：`squared_error(95, 65)` は `900` です。
# %% [markdown] lang="en" tags=["E3"]
# ## Exercise 2: The squared error
#
# Return the error E = (prediction − target)². `prediction` and `target` may be numbers, or arrays of the same shape; then return the error of each entry, in an array of that shape (no sum, no mean).
#
# Example: `squared_error(95, 65)` is `900`

# %% tags=["answer"]
def squared_error(prediction, target):
    return (prediction - target) ** 2

# %% tags=["grading"]
sheet.exercise(
    squared_error,
    points=1,
    inputs=lambda rng: [
        (95, 65),
        (95.0, 65.0),
        (60.0, 65.0),
        (3, 3),
        (0.0, -2.5),
        (float(rng.normal(60, 20)), float(rng.normal(60, 5))),
        (float(rng.normal()) * 1e-4, 0.0),
        (rng.normal(60, 20, size=5), rng.normal(60, 5, size=5)),
        (rng.normal(size=(2, 3)), rng.normal(size=(2, 3))),
    ],
    why={
        "ja": "2 乗すると、大きすぎても小さすぎてもプラスになります。絶対値でもそうなりますが、2 乗は 0 のところに角がなく、どこでもなめらかな傾きを持ちます。",
        "en": "Squared, too much and too little both count as positive. An absolute value does that too, but a square has no corner at 0: it has a smooth slope everywhere.",
    },
    ja=[
        "まず予測と正解の差を求め、次にその差どうしを掛けます。",
        "Python では 2 乗を `** 2` と書きます（`^ 2` ではありません）。",
        "差の全体をかっこで囲み、その後ろに `** 2` を付けます。かっこがないと、後ろの数にしか `** 2` が掛かりません。",
    ],
    en=[
        "Take the difference of prediction and target first, then multiply it by itself.",
        "In Python the square (power 2) is written `** 2`, not `^ 2`.",
        "Put the whole difference in parentheses and `** 2` behind them; without them it applies to the last number only.",
    ],
)


@sheet.mistake(
    squared_error,
    ja="差が 2 乗されていません。このままではマイナスの誤差ができて、軽すぎる予測のほうが「よい」ことになってしまいます。",
    en="The difference is not squared. As it is the error can be negative, and a prediction that is too low would count as good.",
)
def not_squared(prediction, target):
    return prediction - target


@sheet.mistake(
    squared_error,
    ja="それは差の絶対値です。ここで求めるのは、差の 2 乗です。",
    en="That is the size of the difference (its absolute value). Asked for is its square.",
)
def absolute_error(prediction, target):
    return abs(prediction - target)


@sheet.mistake(
    squared_error,
    ja="それぞれを 2 乗してから引いています。先に引いて、その差を 2 乗しましょう。順番で答えが変わります。",
    en="You square first and subtract afterwards. Subtract first, then square: the order matters.",
)
def difference_of_squares(prediction, target):
    return prediction**2 - target**2


@sheet.mistake(
    squared_error,
    ja="正解だけが 2 乗されています。`**` は `-` より先に計算されます。差の全体をかっこで囲みましょう。",
    en="Only the target is squared: `**` comes before `-`. Put the whole difference in parentheses.",
)
def parentheses_missing(prediction, target):
    return prediction - target**2


@sheet.mistake(
    squared_error,
    ja="余分な 1/2 が付いています。1/2 を付ける流儀もありますが、この章の誤差には付きません。",
    en="There is an extra 1/2. Some books define the error with it; this chapter's error has none.",
)
def halved(prediction, target):
    return (prediction - target) ** 2 / 2


@sheet.mistake(
    squared_error,
    ja="`^` は Python では 2 乗ではありません（ビットごとの計算をする記号です）。2 乗は `** 2` と書きます。",
    en="In Python `^` is not a power (it works on the bits of whole numbers). A square is written `** 2`.",
)
def caret_for_power(prediction, target):
    return (prediction - target) ^ 2


@sheet.mistake(
    squared_error,
    ja="2 乗ではなく 2 倍になっています。2 乗は、同じ数どうしを掛けることです。",
    en="The difference is doubled, not squared. To square a number, multiply it by itself.",
)
def doubled(prediction, target):
    return (prediction - target) * 2


@sheet.mistake(
    squared_error,
    ja="配列のとき、誤差が 1 つの数にまとめられています。ここでは平均も合計もせず、要素ごとの誤差を返します。",
    en="For arrays you return one number. Here take neither mean nor sum: return the error of each entry.",
)
def averaged(prediction, target):
    return np.mean((prediction - target) ** 2)


@sheet.mistake(
    squared_error,
    ja="配列のとき、誤差が 1 つの数に合計されています。ここでは要素ごとの誤差を返します。",
    en="For arrays the errors are summed to one number. Here return the error of each entry.",
)
def summed(prediction, target):
    return np.sum((prediction - target) ** 2)

# %% [markdown] lang="ja" tags=["E3"]
# ## 問題 3　中心差分
#
# 関数 `f` の、点 `x` での微分を中心差分で求めましょう。`x` の両側に `h` ずつ離れた 2 点での `f` の値の差を、その 2 点の間の距離で割ります。`h` は正の数です。
#
# `f` は関数です。`f(3)` のように書くと、`f` の 3 での値が得られます。
#
# 例：f(x) = x³ のとき、`central_difference(lambda x: x ** 3, 1.0, 0.5)` は `3.25` です。1.5³ = 3.375、0.5³ = 0.125 で、その差 3.25 を 2 点の距離 1 で割ったものです。
# %% [markdown] lang="en" tags=["E3"]
# ## Exercise 3: The central difference
#
# Estimate the derivative of the function `f` at `x` by the central difference: take the values of `f` at the two points that lie `h` away on either side of `x`, and divide their difference by the distance between the two points. `h` is positive.
#
# `f` is a function: write `f(3)` and you get its value at 3.
#
# Example: for f(x) = x³, `central_difference(lambda x: x ** 3, 1.0, 0.5)` is `3.25`: 1.5³ = 3.375, 0.5³ = 0.125, and their difference 3.25 is divided by the distance of the points, 1.

# %% tags=["answer"]
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)

# %% tags=["grading"]
sheet.exercise(
    central_difference,
    points=2,
    inputs=lambda rng: [
        (Code("lambda x: x ** 3"), 1.0, 0.5),
        (Code("lambda x: x ** 2"), 3, 1),
        (Code("lambda x: x ** 2"), 0.0, 0.1),
        (Code("lambda x: 7 - 2 * x"), float(rng.uniform(-3, 3)), 0.25),
        (Code("np.sin"), float(rng.uniform(0.2, 1.2)), 0.01),
        (Code("np.exp"), float(rng.uniform(-1, 1)), 1e-3),
        (Code("abs"), 0.0, 0.5),
        (Code("lambda x: 1 / (1 + x ** 2)"), float(rng.uniform(0.5, 2)), 0.3),
        (Code("lambda x: 1e6 * x ** 3"), float(rng.uniform(1, 3)), 1e-2),
    ],
    why={
        "ja": "右と左へ `h` ずつ離れた 2 点を使うので、割る幅は `h` ではなく `2 * h` です。両側を使うとずれが打ち消し合い、片側だけのときより、ずっと正確になります。",
        "en": "The two points lie `h` to the right and `h` to the left, so the run is `2 * h`. Using both sides lets errors cancel, and makes it far more accurate than one side alone.",
    },
    ja=[
        "x から右へ h、左へ h 離れた 2 つの点を考えます。そこでの `f` の値はどう書けますか。",
        "2 点の間の距離は h ではありません。右の点から左の点まで、いくつあるでしょうか。",
        "分子は「右の値 − 左の値」、分母は 2 点の距離 `(2 * h)` です。分母にはかっこが要ります。",
    ],
    en=[
        "Think of the two points h to the right and h to the left of x. How do you write the values of `f` there?",
        "The distance between the two points is not h. How far is it from the left one to the right one?",
        "Above the line: right value − left value. Below it: the distance of the points, `(2 * h)`, with its parentheses.",
    ],
)


@sheet.mistake(
    central_difference,
    ja="右側だけを見ています（片側差分）。左の点 x − h での値も使い、両側の差を取りましょう。",
    en="You look to the right only (a one-sided difference). Use the value at x − h too and take the difference of both sides.",
)
def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h


@sheet.mistake(
    central_difference,
    ja="左側だけを見ています（片側差分）。右の点 x + h での値も使い、両側の差を取りましょう。",
    en="You look to the left only (a one-sided difference). Use the value at x + h too and take the difference of both sides.",
)
def backward_difference(f, x, h):
    return (f(x) - f(x - h)) / h


@sheet.mistake(
    central_difference,
    ja="割る数が h になっています。使った 2 点の間の距離は h ではありません。",
    en="You divide by h. But the two points are not h apart.",
)
def divided_by_h(f, x, h):
    return (f(x + h) - f(x - h)) / h


@sheet.mistake(
    central_difference,
    ja="`/ 2 * h` は「2 で割ってから h を掛ける」という意味になります。割る数の全体をかっこで囲みましょう。",
    en="`/ 2 * h` divides by 2 and then multiplies by h. Put what you divide by in parentheses.",
)
def denominator_without_parentheses(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h


@sheet.mistake(
    central_difference,
    ja="引く順番が逆で、符号が反対になっています。右の値から左の値を引きます。",
    en="The subtraction is the wrong way round, so the sign is turned. Take the left value from the right one.",
)
def sign_turned(f, x, h):
    return (f(x - h) - f(x + h)) / (2 * h)


@sheet.mistake(
    central_difference,
    ja="分子の差しか求めていません。傾きにするには、点と点の間の距離で割ります。",
    en="That is only the difference of the values. To make it a slope, divide by the distance of the points.",
)
def not_divided(f, x, h):
    return f(x + h) - f(x - h)


@sheet.mistake(
    central_difference,
    ja="h を `f` の外側で足し引きしています（f(x) + h）。動かすのは `f` に渡す x のほうです。",
    en="You add h outside `f`, as in f(x) + h. What is to be moved is the x that goes into `f`.",
)
def h_outside(f, x, h):
    return ((f(x) + h) - (f(x) - h)) / (2 * h)


@sheet.mistake(
    central_difference,
    ja="左右に h / 2 ずつしか離れていません。この問題では、左右に h ずつ離れた点を使います。",
    en="Your points lie only h / 2 to either side. Here they are to lie h away on each side.",
)
def half_a_step(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h


@sheet.mistake(
    central_difference,
    ja="割り算が、引き算の片方にだけかかっています。割り算は引き算より先に計算されます。引き算の全体をかっこで囲みましょう。",
    en="Only one part of the subtraction is divided, because division comes first. Put the whole subtraction in parentheses.",
)
def numerator_without_parentheses(f, x, h):
    return f(x + h) - f(x - h) / (2 * h)

# %% [markdown] lang="ja" tags=["E3"]
# ## 問題 4　1 人分の勾配
#
# 身長 `height`、体重 `weight` の 1 人について、E = (a × 身長 + b − 体重)² の勾配を、**公式で**求めましょう。
# 返すのは 2 つの数の組 `(∂E/∂a, ∂E/∂b)` です。Python では `return p, q` のように書くと、2 つの数を組にして返せます。
#
# 例：`squared_error_gradient(0.5, 10, 170, 65)` は `(10200.0, 60.0)` です。
# %% [markdown] lang="en" tags=["E3"]
# ## Exercise 4: The gradient for one person
#
# For one person with this `height` and `weight`, compute the gradient of E = (a × height + b − weight)² **by the formula**.
# Return the pair `(∂E/∂a, ∂E/∂b)`. In Python `return p, q` returns two numbers as a pair.
#
# Example: `squared_error_gradient(0.5, 10, 170, 65)` is `(10200.0, 60.0)`

# %% tags=["answer"]
def squared_error_gradient(a, b, height, weight):
    miss = a * height + b - weight
    return 2 * miss * height, 2 * miss

# %% tags=["grading"]
sheet.exercise(
    squared_error_gradient,
    points=2,
    inputs=lambda rng: [
        (0.5, 10, 170, 65),
        (0.5, -20, 170, 65),
        (0, 0, 160, 55),
        (1, 2, 0, 3),
        (2, 1, 1, 4),
        *(
            (float(rng.normal()), float(rng.normal(0, 50)), float(rng.uniform(140, 190)), float(rng.uniform(45, 90)))
            for _ in range(3)
        ),
        (float(rng.normal()), float(rng.normal()), float(rng.normal()) * 1e-3, float(rng.normal())),
    ],
    why={
        "ja": "2 つの傾きはどちらも「2 × はずれ」を含むので、はずれを一度だけ計算して使い回します。`a` には身長が掛かっているので、`a` の傾きだけに `height` が掛かります。",
        "en": "Both slopes hold 2 × miss, so the miss is worked out once. `a` is multiplied by the height in the prediction, so only its slope is multiplied by `height`.",
    },
    ja=[
        "まず、はずれ e = 予測 − 体重 を計算しましょう。どちらの答えにも、この e が出てきます。",
        "E = e² なので、E は e に対して 2 × e の割合で変わります。では、a を 1 動かすと e はいくつ動きますか。b なら？",
        "∂E/∂b は 2 × e です。∂E/∂a には、さらに「a を 1 動かすと e が動く量」を掛けます。",
    ],
    en=[
        "First compute the miss e = prediction − weight. It appears in both answers.",
        "E = e², so E changes at the rate 2 × e with e. How far does e move when a moves by 1? And when b does?",
        "∂E/∂b is 2 × e. For ∂E/∂a multiply that by how far e moves when a moves by 1.",
    ],
)


@sheet.mistake(
    squared_error_gradient,
    ja="2 が消えています。E は e の 2 乗です。2 乗を微分すると、前に 2 が出ます。",
    en="The factor 2 is lost. E is the square of e, and the derivative of a square brings a 2.",
)
def factor_two_lost(a, b, height, weight):
    miss = a * height + b - weight
    return miss * height, miss


@sheet.mistake(
    squared_error_gradient,
    ja="∂E/∂a に身長が掛かっていません。a を少し動かすと、予測は「その量 × 身長」だけ動きます。",
    en="∂E/∂a lacks the height. When a moves a little, the prediction moves by that much times the height.",
)
def height_left_out(a, b, height, weight):
    miss = a * height + b - weight
    return 2 * miss, 2 * miss


@sheet.mistake(
    squared_error_gradient,
    ja="∂E/∂b にまで身長が掛かっています。b を 1 動かすと、予測はいくつ動くでしょうか。",
    en="∂E/∂b has the height in it too. How far does the prediction move when b moves by 1?",
)
def height_in_both(a, b, height, weight):
    miss = a * height + b - weight
    return 2 * miss * height, 2 * miss * height


@sheet.mistake(
    squared_error_gradient,
    ja="2 つの答えの順番が逆です。先に ∂E/∂a、次に ∂E/∂b を返します。",
    en="The two answers have changed places: first ∂E/∂a, then ∂E/∂b.",
)
def order_swapped(a, b, height, weight):
    miss = a * height + b - weight
    return 2 * miss, 2 * miss * height


@sheet.mistake(
    squared_error_gradient,
    ja="符号が逆です。はずれは「予測 − 体重」です。「体重 − 予測」を使うなら、微分のときにマイナスがもう 1 つ出てきます。",
    en="The signs are turned. The miss is prediction − weight. With weight − prediction the derivative brings one more minus.",
)
def sign_turned_gradient(a, b, height, weight):
    miss = weight - (a * height + b)
    return 2 * miss * height, 2 * miss


@sheet.mistake(
    squared_error_gradient,
    ja="はずれを 2 乗したまま使っています。2 乗を微分すると、指数は 1 つ減ります（e² → 2e）。",
    en="You use the miss still squared. Differentiating a square lowers the power by one: e² becomes 2e.",
)
def power_kept(a, b, height, weight):
    miss = a * height + b - weight
    return 2 * miss**2 * height, 2 * miss**2


@sheet.mistake(
    squared_error_gradient,
    ja="予測に b が入っていません。はずれは a × 身長 + b − 体重 です。",
    en="The prediction lacks b. The miss is a × height + b − weight.",
)
def intercept_lost(a, b, height, weight):
    miss = a * height - weight
    return 2 * miss * height, 2 * miss


@sheet.mistake(
    squared_error_gradient,
    ja="∂E/∂a に、身長ではなく a が掛かっています。a × 身長 を a で微分すると、残るのはどちらでしょうか。",
    en="∂E/∂a is multiplied by a, not by the height. When you differentiate a × height with respect to a, which of the two remains?",
)
def multiplied_by_a(a, b, height, weight):
    miss = a * height + b - weight
    return 2 * miss * a, 2 * miss

# %% [markdown] lang="ja" tags=["E3"]
# ## 問題 5　全員分の勾配
#
# 今度は何人分ものデータがあります。誤差は、1 人ずつの 2 乗誤差の**平均**です。その勾配 `(∂E/∂a, ∂E/∂b)` を返しましょう。
# `heights` と `weights` は同じ長さの NumPy 配列で、1 人以上います。NumPy 配列は、`a * heights` のように丸ごと計算できます。平均は `np.mean(...)` です。
#
# 例：`mean_squared_error_gradient(0.5, 10, np.array([170, 160]), np.array([65, 90]))` は `(5100.0, 30.0)` です。1 人目の勾配は (10200, 60)、2 人目はちょうど当たっていて (0, 0) なので、その平均です。
# %% [markdown] lang="en" tags=["E3"]
# ## Exercise 5: The gradient for everybody
#
# Now there are several people, and the error is the **mean** of their squared errors. Return its gradient `(∂E/∂a, ∂E/∂b)`.
# `heights` and `weights` are NumPy arrays of the same length, one person at least. You can compute with whole arrays, as in `a * heights`; the mean is `np.mean(...)`.
#
# Example: `mean_squared_error_gradient(0.5, 10, np.array([170, 160]), np.array([65, 90]))` is `(5100.0, 30.0)`: the first person's gradient is (10200, 60), the second is predicted exactly, (0, 0), and this is the mean of both.

# %% tags=["answer"]
def mean_squared_error_gradient(a, b, heights, weights):
    misses = a * heights + b - weights
    return np.mean(2 * misses * heights), np.mean(2 * misses)

# %% tags=["grading"]
def _people(rng, n):
    heights = rng.uniform(140, 190, size=n)
    return float(rng.normal()), float(rng.normal(0, 30)), heights, 0.6 * heights - 40 + rng.normal(0, 5, size=n)


sheet.exercise(
    mean_squared_error_gradient,
    points=3,
    inputs=lambda rng: [
        (0.5, 10, np.array([170, 160]), np.array([65, 90])),
        (0.5, 10, np.array([170]), np.array([65])),
        (0.0, 0.0, np.array([0, 0, 150]), np.array([1, 2, 3])),
        _people(rng, 2),
        _people(rng, 5),
        _people(rng, 15),
        (1.0, -1.0, rng.normal(size=6), rng.normal(size=6)),
        (1e-3, 0.0, rng.normal(size=4) * 1e4, rng.normal(size=4)),
    ],
    why={
        "ja": "一人ずつの勾配を、全員について平均します。配列のまま計算するので `for` は要らず、式の形は一人のときと変わりません。",
        "en": "It is the gradient of one person, averaged over all. Arrays do it without a `for`, and the formula looks as it did for one.",
    },
    ja=[
        "一人ひとりの勾配（問題 4）を求めて、平均します。",
        "`misses = a * heights + b - weights` と書くと、全員分のはずれが一度に求まります。",
        "「2 × はずれ × 身長」の平均と、「2 × はずれ」の平均です。掛けるのが先、平均はそのあとです。",
    ],
    en=[
        "Take each person's gradient (exercise 4), then the mean.",
        "`misses = a * heights + b - weights` gives everybody's miss at once.",
        "It is the mean of 2 × miss × height, and the mean of 2 × miss. Multiply first, take the mean afterwards.",
    ],
)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="平均ではなく合計になっています。合計では、人数が増えるだけで勾配が大きくなってしまいます。",
    en="That is the sum, not the mean. A sum grows merely because there are more people.",
)
def sum_for_mean(a, b, heights, weights):
    misses = a * heights + b - weights
    return np.sum(2 * misses * heights), np.sum(2 * misses)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="2 が消えています。2 乗を微分すると、前に 2 が出ます。",
    en="The factor 2 is lost: the derivative of a square brings a 2.",
)
def factor_two_lost_in_mean(a, b, heights, weights):
    misses = a * heights + b - weights
    return np.mean(misses * heights), np.mean(misses)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="∂E/∂a に身長が掛かっていません。a を動かしたとき、背の高い人ほど予測が大きく動きます。",
    en="∂E/∂a lacks the heights. When a moves, the prediction of a taller person moves more.",
)
def heights_left_out(a, b, heights, weights):
    misses = a * heights + b - weights
    return np.mean(2 * misses), np.mean(2 * misses)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="はずれの平均と身長の平均を、別々に求めてから掛けています。一人ひとりの「はずれ × その人の身長」を求めてから平均しましょう。",
    en="You take the mean of the misses and the mean of the heights, then multiply. Multiply each miss by that person's height first, then take the mean.",
)
def product_of_means(a, b, heights, weights):
    misses = a * heights + b - weights
    return 2 * np.mean(misses) * np.mean(heights), 2 * np.mean(misses)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="2 つの答えの順番が逆です。先に ∂E/∂a、次に ∂E/∂b を返します。",
    en="The two answers have changed places: first ∂E/∂a, then ∂E/∂b.",
)
def order_swapped_in_mean(a, b, heights, weights):
    misses = a * heights + b - weights
    return np.mean(2 * misses), np.mean(2 * misses * heights)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="符号が逆です。はずれは「予測 − 体重」の順に引きます。",
    en="The signs are turned. The misses are prediction − weight, in this order.",
)
def sign_turned_in_mean(a, b, heights, weights):
    misses = weights - (a * heights + b)
    return np.mean(2 * misses * heights), np.mean(2 * misses)


@sheet.mistake(
    mean_squared_error_gradient,
    ja="1 人目の勾配だけが返っています。くり返し（for）の中に `return` を書いていませんか。`return` に着くと、関数はそこで終わります。",
    en="Only the first person's gradient comes back. Is the `return` inside the loop? A function ends where it meets one.",
)
def first_person_only(a, b, heights, weights):
    miss = a * heights[0] + b - weights[0]
    return 2 * miss * heights[0], 2 * miss


@sheet.mistake(
    mean_squared_error_gradient,
    ja="最後の人の勾配だけが返っています。くり返すたびに前の値を上書きしていませんか。全員分をためてから平均しましょう。",
    en="Only the last person's gradient comes back. Does each round overwrite the one before? Gather all of them, then take the mean.",
)
def last_person_only(a, b, heights, weights):
    miss = a * heights[-1] + b - weights[-1]
    return 2 * miss * heights[-1], 2 * miss


@sheet.mistake(
    mean_squared_error_gradient,
    ja="一人ひとりの勾配が並んだ配列になっています。最後に平均して、∂E/∂a と ∂E/∂b をそれぞれ 1 つの数にします。",
    en="You return arrays with everybody's own gradient. Take the mean at the end, so that ∂E/∂a and ∂E/∂b are one number each.",
)
def not_averaged(a, b, heights, weights):
    misses = a * heights + b - weights
    return 2 * misses * heights, 2 * misses

# %% [markdown] lang="ja" tags=["E3", "side"]
# ## 問題 6　どんな形の配列でも：数値微分による勾配
#
# 公式を知らない関数 `f` の勾配を、**要素を 1 つずつ少し動かして**求めましょう。
#
# - `x` はどんな形の配列でもかまいません（1 個以上の数を含みます）。`f` は配列を受け取って、1 つの数を返します。
# - `x` の要素を 1 つ選び、それだけを `+h`、`-h` した 2 つの `f` の値から、中心差分を計算します。これをすべての要素で行います。
# - 返すのは `x` と**同じ形の、小数の配列**です。
# - `x` は整数の配列のこともあります。また、**`x` そのものは、関数が終わったあとも元のままでなければなりません**。
#
# 便利な道具：`for i in np.ndindex(x.shape):` と書くと、`i` が順にすべての要素の場所になり、`x[i]` でその要素を読み書きできます。
#
# 例：f が「すべての要素の 2 乗の合計」のとき、`numerical_gradient(f, np.array([3.0, -1.0]), 0.001)` は、およそ `np.array([6.0, -2.0])` です。
# %% [markdown] lang="en" tags=["E3", "side"]
# ## Exercise 6: Arrays of any shape: the gradient by nudging
#
# Find the gradient of a function `f` whose formula you don't know by **nudging one entry at a time**.
#
# - `x` is an array of any shape (with at least one number in it). `f` takes an array and gives one number.
# - Choose one entry of `x`; nudge it alone by `+h` and by `-h`, and make the central difference of the two values of `f`. Do so for every entry.
# - Return an array **of floats, of the same shape** as `x`.
# - `x` may be an array of integers. And **`x` itself must be unchanged when your function is done**.
#
# A handy tool: in `for i in np.ndindex(x.shape):` the name `i` becomes the place of every entry in turn, and `x[i]` reads or writes that entry.
#
# Example: if f is the sum of the squares of all entries, `numerical_gradient(f, np.array([3.0, -1.0]), 0.001)` is about `np.array([6.0, -2.0])`

# %% tags=["answer"]
def numerical_gradient(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient

# %% tags=["grading"]
sheet.exercise(
    numerical_gradient,
    points=3,
    tolerance=1e-6,
    inputs=lambda rng: [
        (Code("lambda x: np.sum(x ** 2)"), np.array([3.0, -1.0]), 1e-3),
        (Code("lambda x: np.sum(x ** 3)"), rng.uniform(0.5, 2, size=3), 0.1),
        (Code("lambda x: np.prod(x) + np.sum(np.sin(x))"), rng.uniform(0.5, 1.5, size=(2, 3)), 0.01),
        (Code("lambda x: np.exp(x[0, 0] - x[1, 0]) * x[0, 1]"), rng.uniform(0.5, 1.5, size=(2, 2)), 0.05),
        (Code("lambda x: np.sum(np.exp(x)) ** 2"), rng.uniform(-0.5, 0.5, size=(2, 1, 2)), 1e-3),
        (Code("lambda x: np.sum(x ** 3) * np.sum(x)"), np.array([1, 2, 4]), 0.25),
        (Code("lambda x: 1e6 * np.sum(x ** 3)"), rng.uniform(1, 2, size=1), 0.1),
    ],
    why={
        "ja": "数を 1 個だけ動かし、測ったら必ず元に戻してから、次の 1 個へ移ります。`np.ndindex` が配列の形に合わせて場所を回るので、並びでも表でも同じコードで動きます。",
        "en": "One number is moved, measured and put back before the next. `np.ndindex` goes through the places of an array of any shape, so that rows and tables need no code of their own.",
    },
    ja=[
        "要素が 1 つだけなら、問題 3 の中心差分そのものです。ほかの要素は動かさずに、1 つずつくり返しましょう。",
        "最初に `x` を小数のコピーにしておくと、元の `x` を書きかえる心配も、整数の配列で端数が消える心配もなくなります。",
        "くり返しの中では、①元の値を覚える、② + h にして `f`、③ − h にして `f`、④ 元の値に戻す、⑤ 差を 2h で割って答えの配列の同じ場所に入れる、の順です。",
    ],
    en=[
        "With a single entry it is just the central difference of exercise 3. Repeat that for each entry, with the others at rest.",
        "Make a copy of `x` with floats first. Then you can neither change the caller's `x` nor lose fractions in an array of integers.",
        "In the loop: keep the old value; set it to + h and call `f`; set it to − h and call `f`; put the old value back; store the difference over 2h at the same place of the answer.",
    ],
)


@sheet.mistake(
    numerical_gradient,
    ja="片側だけを見ています（片側差分）。+h と −h の両側の値を使うと、同じ h でもずっと正確です。",
    en="You look to one side only. Use the values at +h and at −h: with the same h that is far more exact.",
)
def one_sided_gradient(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    start = f(point)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        gradient[i] = (f(point) - start) / h
        point[i] = middle
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="動かした要素が元に戻されていません。次の要素を調べるとき、前の要素がずれたままです。1 つ調べ終えるたびに元の値へ戻しましょう。",
    en="The entry that was moved is not put back. When the next one is tried, the one before is still off. Put the old value back each time.",
)
def not_put_back(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    for i in np.ndindex(point.shape):
        point[i] += h
        above = f(point)
        point[i] -= 2 * h
        gradient[i] = (above - f(point)) / (2 * h)
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="`x` をその場で書きかえて、元に戻していません。次の要素を調べるときも、関数が終わったあとも、`x` がずれたままです。小数のコピーを使い、一つ調べるたびに元の値へ戻しましょう。",
    en="You change `x` in place and don't put it back: it is off when the next entry is tried, and still off when your function is done. Work on a copy with floats, and put the old value back after each entry.",
)
def changed_in_place(f, x, h):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="整数の配列のときだけ間違っています。整数の配列に 1.25 を入れると、端数が切り捨てられて 1 になります。動かす前に小数のコピーを作りましょう。",
    en="It goes wrong for arrays of integers: put 1.25 into one, and it silently becomes 1. Make a copy with floats before you move anything.",
)
def integers_swallow_the_step(f, x, h):
    point = x.copy()
    gradient = np.zeros(point.shape)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="答えを入れる配列が整数になることがあります。`np.zeros_like(x)` は `x` と同じ種類の配列を作るので、`x` が整数なら答えの端数が消えます。",
    en="The array for your answer can be one of integers: `np.zeros_like(x)` makes the same kind as `x`, and if that holds integers, the fractions of your answer are lost.",
)
def integers_swallow_the_answer(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="コピーのつもりの配列が、`x` と同じものを指しています（`point = x` ではコピーになりません）。右用も左用も一緒に動くので、差が 0 になります。`x.copy()` で本当のコピーを作りましょう。",
    en="What was meant as a copy is `x` itself (`point = x` copies nothing), so both sides move together and their difference is 0. Make real copies with `x.copy()`.",
)
def copies_that_are_none(f, x, h):
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        right, left = x, x
        middle = x[i]
        right[i] = middle + h
        left[i] = middle - h
        gradient[i] = (f(right) - f(left)) / (2 * h)
        x[i] = middle
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="すべての要素を一度に動かしています。それでは、どの要素のせいで変わったのか分かりません。1 つだけ動かし、ほかは止めておきましょう。",
    en="You move all entries at once, so nobody can tell which of them made the difference. Move one, and keep the others still.",
)
def all_at_once(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


@sheet.mistake(
    numerical_gradient,
    ja="すべての要素を一度に動かして、その結果を全部の場所に入れています。要素ごとに、それだけを動かして調べましょう。",
    en="You move all entries at once and write the result into every place. For each place move that entry alone.",
)
def all_at_once_everywhere(f, x, h):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@sheet.mistake(
    numerical_gradient,
    ja="割る数が h になっています。+h と −h の点は、どれだけ離れているでしょうか。",
    en="You divide by h. How far apart are the points at +h and −h?",
)
def gradient_divided_by_h(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / h
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="値は合っていますが、1 列に並んでいます。`x` と同じ形で返しましょう。",
    en="The values are right, but they stand in one row. Return them in the shape of `x`.",
)
def flattened(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient.ravel()


@sheet.mistake(
    numerical_gradient,
    ja="`range(len(x))` で進むと、1 次元の配列では要素が 1 つずつ動きますが、表の形の配列では 1 行がまるごと動いてしまいます。`np.ndindex(x.shape)` を使いましょう。",
    en="Going by `range(len(x))` moves single entries of a row of numbers, but whole rows of a table. Use `np.ndindex(x.shape)`.",
)
def whole_rows(f, x, h):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    for i in range(len(point)):
        middle = point[i].copy()
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient


@sheet.mistake(
    numerical_gradient,
    ja="値は正しいのですが、`x` がわずかに書きかわっています。h を足したり引いたりして戻すと、最後の桁に丸めが残ります。小数のコピーを使うか、覚えておいた元の値を入れ直しましょう。",
    en="The values are right, but `x` has changed a little: adding and subtracting h leaves rounding in the last digits. Work on a copy, or put back the old value that you kept.",
)
def put_back_by_adding(f, x, h):
    x = np.asarray(x, dtype=float)  # copies integers only
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
        x[i] += h
    return gradient

# %% [markdown] lang="ja"
# ## つなげてみましょう
#
# 書いた関数で、章の数を確かめましょう。問題 4 までできたら、次のセルで、最後の行の一つ上の行の先頭の「# 」（# と、後ろの空白）を消して実行します。寄り道の問題 6 もできたら、最後の行も同じようにします。
# %% [markdown] lang="en"
# ## Put it together
#
# Check the chapter's numbers with your own functions. When exercises 1 to 4 are done, delete the # and the space after it at the start of the last line but one below, and run the cell. If you have done exercise 6, on the side road, too, do the same with the last line.

# %%
def error_there(p):
    return squared_error(predict_weight(p[0], p[1], 170), 65)


# print(squared_error_gradient(0.5, 10, 170, 65))
# print(numerical_gradient(error_there, np.array([0.5, 10]), 0.001))

# %% [markdown] lang="ja"
# 2 行とも実行して、数が一致すれば、公式が正しいことを数値微分で確かめたことになります。これは**勾配チェック**と呼ばれ、第9章でもう一度使います。
#
# 次は [第4章　勾配降下法](../../notebooks/ja/04_gradient_descent.ipynb) です。
# %% [markdown] lang="en"
# If you ran both lines and they show the same numbers, you have checked your formula by nudging. That is called a **gradient check**, and chapter 9 comes back to it.
#
# Next: [Chapter 4: Gradient descent](../../notebooks/en/04_gradient_descent.ipynb).
