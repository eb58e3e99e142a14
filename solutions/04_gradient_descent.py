# %% [markdown] lang="ja"
# # 練習問題　第4章　勾配降下法
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
# %% [markdown] lang="en"
# # Exercises for chapter 4: Gradient descent
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.

# %%
import numpy as np

from course_lib import check, hint

# %% tags=["grading"]
from course_lib.grading.sandbox.plain import Code
from course_lib.grading.sheet import Sheet

sheet = Sheet("04_gradient_descent")

# %% [markdown] lang="ja" tags=["E4"]
# ## 問題 1　一歩進む
#
# 今いる場所 `x`、そこでの勾配 `gradient`、学習率 `rate` から、一歩進んだ先の場所を返す関数を書きましょう。`x` は数のことも、数の配列のこともあります。
# %% [markdown] lang="en" tags=["E4"]
# ## Exercise 1: One step
#
# From the place `x`, the gradient `gradient` there and the learning rate `rate`, return the place after one step. `x` may be a number or an array of numbers.

# %% tags=["answer"]
def gradient_step(x, gradient, rate):
    return x - rate * gradient

# %% tags=["grading"]
sheet.exercise(
    gradient_step,
    points=1,
    inputs=lambda rng: [
        (3.0, 2.0, 0.1),
        (0.0, -4.0, 0.25),
        (5, 2, 1),
        (1.5, 0.0, 0.1),
        *((rng.normal(size=n), rng.normal(size=n) * 10.0**k, float(rng.uniform(0.01, 1))) for n, k in [(1, 0), (3, 4), (4, -4)]),
        (rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), 0.5),
        (np.array([1, 2, 3]), np.array([3, -1, 2]), 0.3),
    ],
    ja=[
        "勾配は登る向きを指しています。谷へ行くには、どちらへ進めばよいでしょうか。",
        "進む長さは「学習率 × 勾配」です。",
        "新しい場所 = 今の場所 − （進む長さ）です。`x`、`rate`、`gradient` の 3 つだけで書けます。",
    ],
    en=[
        "The gradient points uphill. Which way leads to the valley?",
        "The length of the step is learning rate × gradient.",
        "New place = old place − step. The three names `x`, `rate` and `gradient` are all you need.",
    ],
)


@sheet.mistake(
    gradient_step,
    ja="向きが逆です。勾配は登る向きを指すので、足すと山を登ってしまいます。谷へ下るには、勾配と反対へ進みます。",
    en="The direction is turned round. The gradient points uphill, so adding it climbs. To go down, move against it.",
)
def uphill(x, gradient, rate):
    return x + rate * gradient


@sheet.mistake(
    gradient_step,
    ja="学習率が使われていません。進む長さは、勾配に学習率を掛けて決めます。",
    en="The learning rate is not used. It scales the gradient to give the length of the step.",
)
def rate_forgotten(x, gradient, rate):
    return x - gradient


@sheet.mistake(
    gradient_step,
    ja="返しているのは一歩の「長さ」だけです。求めたいのは、進んだ先の場所です。今の場所から、その分だけ動かしましょう。",
    en="What you return is the step alone. Asked for is the place where it leads: move from the old place by that step.",
)
def step_only(x, gradient, rate):
    return -rate * gradient
