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

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("04_gradient_descent")

# %% [markdown] lang="ja" tags=["E4"]
# ## 問題 1　一歩進む
#
# 今いる場所 `x`、そこでの勾配 `gradient`、学習率 `rate` から、一歩進んだ先の場所を返す関数を書きましょう。`x` は数のことも、数の配列のこともあります。渡された `x` そのものは書きかえず、新しい値を返してください。
#
# 例：`gradient_step(3.0, 2.0, 0.1)` は `2.8` です。
# %% [markdown] lang="en" tags=["E4"]
# ## Exercise 1: One step
#
# From the place `x`, the gradient `gradient` there and the learning rate `rate`, return the place after one step. `x` may be a number or an array of numbers. Leave the given `x` as it is and return a new value.
#
# Example: `gradient_step(3.0, 2.0, 0.1)` is `2.8`.

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
    why={
        "ja": "「新しい場所 = 今の場所 − 学習率 × 勾配」という、勾配降下法の式そのものです。`x -= …` と短く書かないのは、それでは渡された配列そのものが書きかわってしまうからです。",
        "en": "This is the formula of gradient descent as it stands: old place − rate × gradient. It is not written `x -= ...`, since that would change the very array that was handed in.",
    },
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


@sheet.mistake(
    gradient_step,
    ja="勾配の符号（プラスかマイナスか）だけを使っていて、大きさが使われていません。急なところでは長く、ゆるいところでは短く進むように、勾配そのものを掛けましょう。",
    en="Only the sign of the gradient is used, not its size. A step should be long where it is steep and short where it is gentle: multiply by the gradient itself.",
)
def sign_only(x, gradient, rate):
    return x - rate * np.sign(gradient)


@sheet.mistake(
    gradient_step,
    ja="進む量に `x` まで掛かっています。進む量は、勾配と学習率だけで決まります。",
    en="The step is multiplied by `x` as well. How far to go is decided by the gradient and the learning rate alone.",
)
def place_multiplied_in(x, gradient, rate):
    return x - rate * gradient * x


@sheet.mistake(
    gradient_step,
    ja="学習率で割っています。それでは、学習率を大きくするほど一歩が短くなります。学習率が 2 倍なら一歩も 2 倍になるのは、掛け算でしょうか、割り算でしょうか。",
    en="You divide by the learning rate, so that a larger rate makes a shorter step. Twice the rate should make the step twice as long: is that a product or a quotient?",
)
def rate_divides(x, gradient, rate):
    return x - gradient / rate


@sheet.mistake(
    gradient_step,
    ja="`x -= …` は、渡された配列そのものを書きかえます（整数の配列ではエラーにもなります）。`x` には手をつけず、計算した新しい値を返しましょう。",
    en="`x -= ...` changes the array that was given to you (and fails on an array of whole numbers). Leave `x` as it is and return a newly computed value.",
)
def in_place(x, gradient, rate):
    x -= rate * gradient
    return x


# %% [markdown] lang="ja" tags=["E4"]
# ## 問題 2　指数的に下げる
#
# `step` 歩目の学習率を返す関数を書きましょう。歩数は 0 から数え、`step` は 0 から 200 までの整数です。`step` が 0 のときの学習率が `rate` で、**一歩ごとに `decay` 倍**になります。
#
# 例：`exponential_decay(0.8, 0, 0.5)` は `0.8`、`exponential_decay(0.8, 1, 0.5)` は `0.4`、`exponential_decay(0.8, 3, 0.5)` は `0.1` です。
# %% [markdown] lang="en" tags=["E4"]
# ## Exercise 2: Exponential decay
#
# Return the learning rate at step number `step`, counted from 0: a whole number from 0 to 200. At step 0 the rate is `rate`, and **each step multiplies it by `decay`**.
#
# Example: `exponential_decay(0.8, 0, 0.5)` is `0.8`, `exponential_decay(0.8, 1, 0.5)` is `0.4`, and `exponential_decay(0.8, 3, 0.5)` is `0.1`.

# %% tags=["answer"]
def exponential_decay(rate, step, decay):
    return rate * decay**step

# %% tags=["grading"]
sheet.exercise(
    exponential_decay,
    points=1,
    inputs=lambda rng: [
        (0.8, 0, 0.5),
        (0.8, 1, 0.5),
        (0.8, 3, 0.5),
        (1, 2, 0.9),
        (0.1, 200, 0.999),
        (0.3, 7, 1.0),
        *((float(rng.uniform(0.01, 2)), int(rng.integers(2, 50)), float(rng.uniform(0.6, 0.95))) for _ in range(5)),
    ],
    why={
        "ja": "同じ数を `step` 回掛けるので累乗です。`**` は `*` より先に計算されるため、かっこがなくても `rate` は累乗されず、`step` が 0 なら `decay**0` は 1 になります。",
        "en": "The same number is multiplied in `step` times: a power. `**` is done before `*`, so `rate` is not raised even without parentheses, and at step 0 `decay**0` is 1.",
    },
    ja=[
        "1 歩で `decay` 倍、2 歩で `decay × decay` 倍です。3 歩では？",
        "同じ数を何度も掛けるには、累乗を使います。Python では `**` です。",
        "はじめの学習率 `rate` に、`decay` の `step` 乗を掛けます。",
    ],
    en=[
        "After 1 step it is `decay` times, after 2 steps `decay × decay` times. After 3?",
        "To multiply by the same number again and again, use a power. In Python it is `**`.",
        "Multiply the first rate, `rate`, by `decay` to the power of `step`.",
    ],
)


@sheet.mistake(
    exponential_decay,
    ja="`decay` と `step` を掛けています。一歩ごとに `decay` 倍になるのは、`decay` を `step` 回掛けることです。`step` が 0 のとき、どうなるかも確かめましょう。",
    en="You multiply `decay` by `step`. To multiply by `decay` at each step means to multiply by it `step` times over. See also what comes out at step 0.",
)
def times_step(rate, step, decay):
    return rate * decay * step


@sheet.mistake(
    exponential_decay,
    ja="1 歩ぶん多く下がっています。歩数は 0 から数え、`step` が 0 のときはまだ `rate` のままです。",
    en="It has fallen one step too far. Steps are counted from 0, and at step 0 the rate is still `rate`.",
)
def counted_from_one(rate, step, decay):
    return rate * decay ** (step + 1)


@sheet.mistake(
    exponential_decay,
    ja="`rate` まで累乗されています。累乗されるのは `decay` だけです。かっこの位置を確かめましょう。",
    en="`rate` is raised to the power too. Only `decay` should be: look at your parentheses.",
)
def rate_in_power(rate, step, decay):
    return (rate * decay) ** step


@sheet.mistake(
    exponential_decay,
    ja="`decay` を「減る割合」として使っています。ここでの `decay` は、一歩のあとに**残る**割合です。",
    en="You take `decay` as the share that is lost. Here `decay` is the share that **remains** after a step.",
)
def share_lost(rate, step, decay):
    return rate * (1 - decay) ** step


@sheet.mistake(
    exponential_decay,
    ja="`exp(−decay × step)` という式です。これも指数的な下げ方の一つですが、この問題では一歩ごとにちょうど `decay` 倍にします。",
    en="This is exp(−decay × step). It is called exponential decay too, but here each step multiplies by just `decay`.",
)
def natural_exponential(rate, step, decay):
    return rate * np.exp(-decay * step)


@sheet.mistake(
    exponential_decay,
    ja="一歩ごとに同じ量を引く、直線的な下げ方です。同じ量ではなく、同じ**割合**で下げましょう。",
    en="It loses the same amount at each step, along a straight line. It should lose the same **share**.",
)
def straight_line(rate, step, decay):
    return rate * (1 - (1 - decay) * step)


@sheet.mistake(
    exponential_decay,
    ja="`decay` を 1 回しか掛けていません。`step` 歩なら `step` 回掛けます。",
    en="You multiply by `decay` only once. After `step` steps it has been multiplied `step` times.",
)
def once_only(rate, step, decay):
    return rate * decay


@sheet.mistake(
    exponential_decay,
    ja="返しているのは `decay` の累乗だけです。はじめの学習率 `rate` を掛けましょう。",
    en="What you return is the power of `decay` alone. Multiply it by the first rate, `rate`.",
)
def rate_forgotten(rate, step, decay):
    return decay**step


@sheet.mistake(
    exponential_decay,
    ja="累乗の上と下が入れかわっています。くり返し掛けるのは `decay`、掛ける回数が `step` です。",
    en="The two of the power are swapped. It is `decay` that is multiplied again and again, `step` times.",
)
def power_swapped(rate, step, decay):
    return rate * step**decay


# %% [markdown] lang="ja" tags=["E4"]
# ## 問題 3　コサインで下げる
#
# 学習率を、コサインの波の**半分**の形で下げる関数を書きましょう。`step` が 0 のとき `rate`、`step` が `steps` のとき `lowest` になり、その間は
#
# $$\text{lowest} + (\text{rate} - \text{lowest}) \times \frac{1 + \cos(\pi \times \text{進み具合})}{2} \qquad \text{進み具合} = \frac{\text{step}}{\text{steps}}$$
#
# です。`step` が `steps` を超えたら、ずっと `lowest` のままです。`steps` は 1 以上の整数です。$\pi$ は `np.pi`、$\cos$ は `np.cos` です。
#
# 例：`rate` が 1.0、`steps` が 10、`lowest` が 0.2 のとき、`step` が 0 なら `1.0`、5 なら `0.6`、10 なら `0.2`、15 でも `0.2` です。
# %% [markdown] lang="en" tags=["E4"]
# ## Exercise 3: Cosine decay
#
# Let the rate fall along **half** a cosine wave: from `rate` at step 0 to `lowest` at step number `steps`, and in between
#
# $$\text{lowest} + (\text{rate} - \text{lowest}) \times \frac{1 + \cos(\pi \times \text{progress})}{2} \qquad \text{progress} = \frac{\text{step}}{\text{steps}}$$
#
# Once `step` is beyond `steps` the rate stays at `lowest`. `steps` is a whole number of 1 or more. $\pi$ is `np.pi` and $\cos$ is `np.cos`.
#
# Example: with `rate` 1.0, `steps` 10 and `lowest` 0.2, the rate is `1.0` at step 0, `0.6` at step 5, `0.2` at step 10, and at step 15 still `0.2`.

# %% tags=["answer"]
def cosine_decay(rate, step, steps, lowest):
    progress = min(step, steps) / steps
    return lowest + (rate - lowest) * (1 + np.cos(np.pi * progress)) / 2

# %% tags=["grading"]
sheet.exercise(
    cosine_decay,
    points=2,
    inputs=lambda rng: [
        (1.0, 0, 10, 0.2),
        (1.0, 5, 10, 0.2),
        (1.0, 10, 10, 0.2),
        (1.0, 15, 10, 0.2),
        (0.1, 25, 100, 0.0),
        (1, 1, 3, 0),
        (0.5, 1, 1, 0.1),
        (0.5, 30, 10, 0.1),
        *(
            (float(rng.uniform(0.1, 2)), int(rng.integers(1, 50)), 50, float(rng.uniform(0.001, 0.05)))
            for _ in range(4)
        ),
        (float(rng.uniform(0.1, 2)), int(rng.integers(51, 90)), 50, float(rng.uniform(0.001, 0.05))),
    ],
    why={
        "ja": "`min(step, steps)` で進み具合を 1 で止めるので、終わったあとの場合を `if` で分けなくてすみます。コサインは 1 から −1 へ下がるので、1 を足して 2 で割ると、1 から 0 への割合になります。",
        "en": "`min(step, steps)` stops the progress at 1, so the time after the end needs no `if`. A cosine falls from 1 to −1; add 1 and divide by 2, and you have a share that falls from 1 to 0.",
    },
    ja=[
        "まず、進み具合 `step / steps` を計算します。はじめは 0、最後は 1 になる数です。",
        "`step` が `steps` を超えても、進み具合が 1 より大きくならないようにします。`min(…, …)` が使えます。",
        "あとは問題の式をそのまま Python で書くだけです。`(rate - lowest)`、`(1 + np.cos(…))`、`/ 2` のかっこに気をつけましょう。",
    ],
    en=[
        "First work out the progress, `step / steps`: a number that is 0 at the beginning and 1 at the end.",
        "Progress must not go above 1, even when `step` is beyond `steps`. `min(..., ...)` can see to that.",
        "What remains is the formula above, written in Python. Mind the parentheses of `(rate - lowest)` and `(1 + np.cos(...))`, and the `/ 2`.",
    ],
)


@sheet.mistake(
    cosine_decay,
    ja="`steps` を過ぎると、学習率がまた上がっていきます。コサインの波は上に戻るからです。`steps` から先は `lowest` のままにしましょう。",
    en="Beyond `steps` the rate rises again, for a cosine wave goes back up. From `steps` on let it stay at `lowest`.",
)
def rises_again(rate, step, steps, lowest):
    return lowest + (rate - lowest) * (1 + np.cos(np.pi * step / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="角度を 180 度として計算しています。`np.cos` は角度をラジアンで受け取るので、半回転は 180 ではなく `np.pi` です。",
    en="The angle is given in degrees. `np.cos` takes radians: half a turn is `np.pi`, not 180.",
)
def in_degrees(rate, step, steps, lowest):
    return lowest + (rate - lowest) * (1 + np.cos(180 * min(step, steps) / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="`lowest` を足したぶん、はじめの学習率が `rate` より大きくなっています。波の高さは、`rate` と `lowest` の差です。",
    en="By adding `lowest` the first rate has become larger than `rate`. The height of the wave is the difference between `rate` and `lowest`.",
)
def wave_too_high(rate, step, steps, lowest):
    return lowest + rate * (1 + np.cos(np.pi * min(step, steps) / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="`lowest` が使われていません。最後は 0 ではなく `lowest` になるようにします。",
    en="`lowest` is not used. The rate should end at `lowest`, not at 0.",
)
def lowest_forgotten(rate, step, steps, lowest):
    return rate * (1 + np.cos(np.pi * min(step, steps) / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="波をまるごと 1 つ使っているので、最後にもとの高さへ戻ってしまいます。使うのは波の半分だけです。",
    en="It runs through a whole wave and is back at its first height in the end. Only half a wave is wanted.",
)
def whole_wave(rate, step, steps, lowest):
    return lowest + (rate - lowest) * (1 + np.cos(2 * np.pi * min(step, steps) / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="波が速すぎます。途中で `lowest` まで下がってから、また上がっています。`steps` 回の間に進むのは、波の半分（π まで）だけです。",
    en="The wave is too fast: it comes down to `lowest` half way and rises again. In `steps` steps it goes through half a wave only, as far as π.",
)
def whole_wave_until_the_end(rate, step, steps, lowest):
    progress = step / steps
    wave = np.cos(2 * np.pi * progress)
    return lowest if step > steps else lowest + (rate - lowest) * (1 + wave) / 2


@sheet.mistake(
    cosine_decay,
    ja="コサインは −1 まで下がるので、学習率が `lowest` より小さく（ときにはマイナスに）なっています。1 を足してから 2 で割ると、1 から 0 まで下がる数になります。",
    en="A cosine goes down to −1, so your rate falls below `lowest` (and may become negative). Adding 1 and dividing by 2 turns it into a number from 1 down to 0.",
)
def below_lowest(rate, step, steps, lowest):
    return lowest + (rate - lowest) * np.cos(np.pi * min(step, steps) / steps)


@sheet.mistake(
    cosine_decay,
    ja="進み具合を `//` で計算しています。`//` は小数を切り捨てるので、最後まで 0 のままです。`/` を使いましょう。",
    en="Progress is computed with `//`, which cuts off the fraction, so that it stays 0 until the end. Use `/`.",
)
def fraction_cut_off(rate, step, steps, lowest):
    return lowest + (rate - lowest) * (1 + np.cos(np.pi * (min(step, steps) // steps))) / 2


@sheet.mistake(
    cosine_decay,
    ja="コサインではなくサインを使っています。はじめに 1、終わりに −1 になるのはコサインです。",
    en="You use the sine. It is the cosine that is 1 at the beginning and −1 at the end.",
)
def sine_for_cosine(rate, step, steps, lowest):
    return lowest + (rate - lowest) * (1 + np.sin(np.pi * min(step, steps) / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="2 で割るのを忘れています。コサインに 1 を足すと、2 から 0 まで下がる数になります。",
    en="The division by 2 is missing. A cosine plus 1 goes from 2 down to 0.",
)
def not_halved(rate, step, steps, lowest):
    return lowest + (rate - lowest) * (1 + np.cos(np.pi * min(step, steps) / steps))


@sheet.mistake(
    cosine_decay,
    ja="最後に `lowest` を足していません。差 `rate - lowest` に波を掛けたものは 0 まで下がります。そこへ `lowest` を足しましょう。",
    en="`lowest` is not added at the end. The difference `rate - lowest` times the wave goes down to 0; add `lowest` to that.",
)
def lowest_not_added(rate, step, steps, lowest):
    return (rate - lowest) * (1 + np.cos(np.pi * min(step, steps) / steps)) / 2


@sheet.mistake(
    cosine_decay,
    ja="`rate` から `lowest` まで、まっすぐに下がっています。形はコサインの波の半分です。問題の式を使いましょう。",
    en="It falls in a straight line from `rate` to `lowest`. The shape is half a cosine wave: use the formula.",
)
def straight_down(rate, step, steps, lowest):
    return rate + (lowest - rate) * min(step, steps) / steps


# %% [markdown] lang="ja" tags=["E4"]
# ## 問題 4　収束したか
#
# 一歩ごとの誤差の並び `errors` を見て、収束したかどうかを `True` か `False` で返す関数を書きましょう。
#
# - **最後の変化の大きさ**（最後の誤差と、その 1 つ前の誤差の差。増えても減っても、プラスの数として考えます）が `tolerance` **より小さければ** `True`、そうでなければ `False` です。
# - 誤差がまだ 2 つないときは、変化が分からないので `False` です。
#
# 例：`has_converged([9.0, 5.0, 4.9], 0.2)` は `True`（最後の変化は 0.1）、`has_converged([9.0, 5.0, 4.9], 0.05)` は `False` です。誤差が 0 に近いかどうかは関係ありません。
# %% [markdown] lang="en" tags=["E4"]
# ## Exercise 4: Has it converged?
#
# From the errors after each step, `errors`, tell whether it has converged: return `True` or `False`.
#
# - `True` if the **size of the last change** (the difference between the last error and the one before it, counted as a positive number whether it fell or rose) is **smaller than** `tolerance`, else `False`.
# - With fewer than two errors no change is known yet: `False`.
#
# Example: `has_converged([9.0, 5.0, 4.9], 0.2)` is `True` (the last change is 0.1), and `has_converged([9.0, 5.0, 4.9], 0.05)` is `False`. Whether the error is near 0 does not matter.

# %% tags=["answer"]
def has_converged(errors, tolerance):
    if len(errors) < 2:
        return False
    return abs(errors[-1] - errors[-2]) < tolerance

# %% tags=["grading"]
def falling_errors(rng, n):
    return np.sort(rng.uniform(1, 9, size=n))[::-1]


sheet.exercise(
    has_converged,
    points=2,
    inputs=lambda rng: [
        ([9.0, 5.0, 4.9], 0.2),
        ([9.0, 5.0, 4.9], 0.05),
        ([], 0.1),
        ([0.001], 0.1),
        ([7.0], 10.0),
        ([3.0, 3.0, 1.0], 0.5),
        ([5.0, 1.0, 0.02], 0.1),
        ([2.0, 6.0, 2.0, 6.0], 0.1),
        ([4.0, 4.05], 0.1),
        ([1, 2, 4, 8], 3),
        ([10, 8, 8], 1),
        ([5.0, 4.5], 0.5),
        ([8.0, 2.0, 8.0, 2.0, 8.01], 0.1),
        *((falling_errors(rng, n), float(rng.uniform(0.5, 1.5))) for n in (2, 4, 6, 10, 20)),
        (np.append(falling_errors(rng, 5), float(rng.uniform(10, 20))), 0.3),
        (1e-9 * falling_errors(rng, 6), 1e-12),
        (1e9 * np.array([2.0, 1.0, 1.0 - 1e-12]), 1.0),
    ],
    why={
        "ja": "まだ変化が分からない場合を先に片づけるので、最後の行では `errors[-2]` が必ずあります。増えても減っても「動いた」ことに変わりはないので、`abs` で大きさだけを比べます。",
        "en": "The case in which no change is known yet is dealt with first, so `errors[-2]` is there in the last line. A rise is a move as much as a fall: `abs` compares the size alone.",
    },
    ja=[
        "最後の誤差は `errors[-1]`、その 1 つ前は `errors[-2]` です。見るのは誤差そのものではなく、この 2 つの差です。",
        "誤差が増えたときも減ったときも、変化の大きさはプラスの数で考えます。`abs(…)` がそれをしてくれます。",
        "先に `len(errors)` が 2 より小さいかどうかを調べて、そのときは `False` を返します。残りは、差の `abs` と `tolerance` を `<` で比べるだけです。",
    ],
    en=[
        "The last error is `errors[-1]`, the one before it `errors[-2]`. Look at the difference of these two, not at the error itself.",
        "Whether the error rose or fell, the size of the change counts as a positive number. `abs(...)` does that.",
        "First see whether `len(errors)` is below 2, and return `False` if so. All that remains is to compare the `abs` of the difference with `tolerance`, by `<`.",
    ],
)


@sheet.mistake(
    has_converged,
    ja="誤差そのものを `tolerance` と比べています。誤差は 0 まで下がるとは限らないので、見るのは誤差の**変化**です。",
    en="You compare the error itself with `tolerance`. The error need not go down to 0: look at its **change**.",
)
def error_not_change(errors, tolerance):
    if len(errors) < 2:
        return False
    return errors[-1] < tolerance


@sheet.mistake(
    has_converged,
    ja="変化の符号がついたままです。誤差が大きく減ったときの差はマイナスになり、いつでも `tolerance` より小さくなります。大きさだけを比べましょう。",
    en="The change keeps its sign. When the error falls a lot, the difference is negative and so always below `tolerance`. Compare the size alone.",
)
def sign_kept(errors, tolerance):
    if len(errors) < 2:
        return False
    return errors[-1] - errors[-2] < tolerance


@sheet.mistake(
    has_converged,
    ja="変化の符号がついたままです。前の誤差から今の誤差を引くと、誤差が増えたときにマイナスになり、発散していても「収束した」と答えてしまいます。大きさだけを比べましょう。",
    en="The change keeps its sign. The earlier error minus the later is negative when the error rises, so that even a diverging run counts as converged. Compare the size alone.",
)
def rise_counts_as_rest(errors, tolerance):
    if len(errors) < 2:
        return False
    return errors[-2] - errors[-1] < tolerance


@sheet.mistake(
    has_converged,
    ja="`True` と `False` が逆です。変化が小さいときが「収束した」です。",
    en="`True` and `False` are swapped. A small change is what means converged.",
)
def swapped(errors, tolerance):
    if len(errors) < 2:
        return False
    return abs(errors[-1] - errors[-2]) >= tolerance


@sheet.mistake(
    has_converged,
    ja="途中のどこかで変化が小さければ「収束した」と答えています。大切なのは、いちばん最後の変化です。",
    en="You answer “converged” if any change on the way was small. It is the very last change that counts.",
)
def any_change(errors, tolerance):
    return bool((np.abs(np.diff(errors)) < tolerance).any())


@sheet.mistake(
    has_converged,
    ja="最初の誤差と最後の誤差を比べています。収束したかどうかは、最後の一歩での変化で分かります。",
    en="You compare the first error with the last. Whether it has converged shows in the change of the last step.",
)
def first_and_last(errors, tolerance):
    if len(errors) < 2:
        return False
    return abs(errors[-1] - errors[0]) < tolerance


@sheet.mistake(
    has_converged,
    ja="誤差が 1 つもないときや 1 つだけのときに、存在しない値を見ようとして止まってしまいます。まだ変化が分からないこの場合を、先に調べましょう。",
    en="With no error yet, or only one, it reaches for a value that isn't there and stops. Deal with this case first: no change is known yet.",
)
def short_lists_forgotten(errors, tolerance):
    return abs(errors[-1] - errors[-2]) < tolerance


# %% [markdown] lang="ja" tags=["E4"]
# ## 問題 5　くり返す
#
# 一歩を何度もくり返して、通った道すじ（path）を返す関数を書きましょう。
#
# - `grad` は関数です。場所 `x` を渡すと、そこでの勾配を返します（`grad(x)`）。
# - `x0` は出発点で、数が 1 個以上並んだ配列です（整数のこともあります）。`rate` は学習率です。
# - 一歩ごとに、次のどちらかになったら止まります。
#   - `max_steps` 歩進んだ。
#   - 今の一歩の長さ（動いた量の長さ）が `tolerance` **より小さい**。この一歩で着いた場所も、道すじに入れます。
# - 道すじは配列で返します。最初の行が**出発点**、次の行からは、一歩ごとの場所です。
#
# 例：`grad` が `lambda x: 2 * x`（お椀 $x^2$ の勾配）、`x0` が `np.array([1.0])`、`rate` が 0.25 のとき、一歩で $x$ は半分になります。
#
# - `max_steps=3`、`tolerance=0` なら、答えは `[[1.0], [0.5], [0.25], [0.125]]` です。
# - `max_steps=3`、`tolerance=0.3` なら、2 歩目の長さが 0.25 なのでそこで止まり、答えは `[[1.0], [0.5], [0.25]]` です。
# - `max_steps=0` なら、答えは出発点だけの `[[1.0]]` です。
#
# ヒント：動いた量 `new_x - x` の長さは `np.linalg.norm(new_x - x)` で計算できます。リストに `append` で場所を足していき、最後に `np.array(path)` で配列にします。
# %% [markdown] lang="en" tags=["E4"]
# ## Exercise 5: Repeat
#
# Repeat the step and return the path that was walked.
#
# - `grad` is a function: give it a place `x`, and it returns the gradient there (`grad(x)`).
# - `x0` is the start, an array with a row of 1 number or more (whole numbers among them). `rate` is the learning rate.
# - After each step, stop if
#   - `max_steps` steps have been taken, or
#   - the length of this step (how far it moved) is **smaller than** `tolerance`. The place it led to still belongs to the path.
# - Return the path as an array. Its first row is the **start**, each further row the place after one more step.
#
# Example: with `grad` as `lambda x: 2 * x` (the gradient of the bowl $x^2$), `x0` as `np.array([1.0])` and `rate` 0.25, each step halves $x$.
#
# - With `max_steps=3` and `tolerance=0` the answer is `[[1.0], [0.5], [0.25], [0.125]]`.
# - With `max_steps=3` and `tolerance=0.3` the second step is 0.25 long, so it stops there: `[[1.0], [0.5], [0.25]]`.
# - With `max_steps=0` the answer is the start alone: `[[1.0]]`.
#
# Good to know: `np.linalg.norm(new_x - x)` is the length of the move `new_x - x`. Collect the places in a list with `append`, and turn it into an array with `np.array(path)` at the end.

# %% tags=["answer"]
def gradient_descent(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        path.append(new_x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length < tolerance:
            break
    return np.array(path)

# %% tags=["grading"]
sheet.exercise(
    gradient_descent,
    points=3,
    inputs=lambda rng: [
        (Code("lambda x: 2 * x"), np.array([1.0]), 0.25, 3, 0.0),
        (Code("lambda x: 2 * x"), np.array([1.0]), 0.25, 3, 0.3),
        (Code("lambda x: 2 * x"), np.array([1.0]), 0.25, 0, 0.0),
        (Code("lambda x: 2 * x"), np.array([3, -4]), 0.1, 4, 0.0),
        (Code("lambda x: 2 * x"), np.array([0.0, 0.0]), 0.1, 5, 0.01),
        (Code("lambda x: 2 * (x - 10)"), np.array([float(rng.uniform(-5, 5))]), 0.3, 60, 0.001),
        (Code("lambda x: np.array([1.0, 10.0]) * (x + 3)"), rng.uniform(2, 4, size=2), 0.15, 100, 0.01),
        (Code("lambda x: 4 * x ** 3 - 4 * x"), rng.uniform(0.3, 0.6, size=1), float(rng.uniform(0.02, 0.05)), 30, 0.0),
        (Code("lambda x: 4 * (x - 1)"), np.array([float(rng.uniform(2, 3))]), 0.6, 8, 0.0),
        (Code("lambda x: np.sin(x)"), rng.normal(size=3), 0.5, 25, 0.005),
        # Steps whose length is just the tolerance, or on either side of it as one measures it.
        (Code("lambda x: 2 * x"), np.array([1.0]), 0.25, 5, 0.25),
        (Code("lambda x: 2 * x"), np.array([3.0, -4.0]), 0.25, 6, 1.1),
        (Code("lambda x: 2 * x"), np.array([3.0, -4.0]), 0.25, 6, 0.7),
    ],
    why={
        "ja": "新しい場所を `new_x` という別の名前に入れるのは、一歩の長さを測るあいだ、前の場所も要るからです。`append` が `break` より先にあるので、最後の短い一歩も道すじに残ります。",
        "en": "The new place has a name of its own, `new_x`, because the old one is still needed to measure the step. `append` comes before `break`, so that the last short step belongs to the path too.",
    },
    ja=[
        "まず `path = [x]` のように、出発点だけが入ったリストを作ります。それから `for` で一歩ずつ進み、着いた場所を足していきます。",
        "くり返しの中ですることは 4 つです。今の場所で `grad(x)` を計算する、新しい場所を求める、リストに足す、動いた長さが `tolerance` より小さければ `break` で抜ける。",
        "新しい場所は `new_x` のような別の名前に入れ、長さ `np.linalg.norm(new_x - x)` を計算してから `x = new_x` とします。ループのあとで、リストを配列にして返します。",
    ],
    en=[
        "Begin with a list that holds the start alone, as in `path = [x]`. Then go step by step with `for` and add each place that you get to.",
        "Four things happen inside the loop: compute `grad(x)` at the present place, work out the new place, add it to the list, and leave with `break` if the move was shorter than `tolerance`.",
        "Keep the new place under another name such as `new_x`, take the length `np.linalg.norm(new_x - x)`, and only then set `x = new_x`. After the loop turn the list into an array and return it.",
    ],
)


@sheet.mistake(
    gradient_descent,
    ja="登っています。勾配は登る向きを指すので、勾配に学習率を掛けたものを、足すのではなく引きましょう。",
    en="It climbs. The gradient points uphill: subtract learning rate × gradient, don't add it.",
)
def ascent(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x + rate * grad(x)
        path.append(new_x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="道すじに出発点が入っていません。最初の行は、まだ一歩も進んでいない場所 `x0` です。",
    en="The start is missing from the path. Its first row is `x0`, before any step was taken.",
)
def start_missing(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = []
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        path.append(new_x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length < tolerance:
            break
    return np.array(path).reshape(len(path), *x.shape)


@sheet.mistake(
    gradient_descent,
    ja="勾配を一度しか計算していません。場所が変われば傾きも変わります。くり返しの中で、今いる場所の勾配を毎回計算し直しましょう。",
    en="The gradient is computed only once. The slope differs from place to place: compute it anew at the present place, inside the loop.",
)
def gradient_not_anew(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    gradient = grad(x)
    for _ in range(max_steps):
        new_x = x - rate * gradient
        path.append(new_x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="返しているのは最後の場所だけです。求めたいのは、出発点から最後までの道すじ全体です。",
    en="You return the last place only. Asked for is the whole path, from the start to the end.",
)
def last_place_only(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length < tolerance:
            break
    return x


@sheet.mistake(
    gradient_descent,
    ja="`tolerance` が使われていません。一歩の長さが `tolerance` より小さくなったら、`max_steps` まで進まずに止まります。",
    en="`tolerance` is not used. When a step is shorter than `tolerance`, stop there and don't go on to `max_steps`.",
)
def tolerance_ignored(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        x = x - rate * grad(x)
        path.append(x)
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="最後の一歩が道すじに入っていません。短い一歩で止まるときも、その一歩で着いた場所までが道すじです。足してから `break` しましょう。",
    en="The last step is missing. Even when a short step makes it stop, the place that it led to belongs to the path: add it, then `break`.",
)
def last_step_missing(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        if np.linalg.norm(new_x - x) < tolerance:
            break
        path.append(new_x)
        x = new_x
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="止まる条件に、一歩の長さではなく勾配の大きさを使っています。一歩の長さは、勾配に学習率を掛けたものです。",
    en="You stop by the size of the gradient and not by the length of the step. The step is the gradient times the learning rate.",
)
def stops_on_gradient(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        gradient = grad(x)
        x = x - rate * gradient
        path.append(x)
        if np.linalg.norm(gradient) < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="場所 `x` そのものが小さくなったら止まるようになっています。谷底がいつも 0 にあるとは限りません。見るのは、一歩でどれだけ**動いたか**です。",
    en="You stop when the place `x` itself is small. The bottom need not be at 0. Look at how far the step **moved**.",
)
def stops_on_place(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        x = x - rate * grad(x)
        path.append(x)
        if np.linalg.norm(x) < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="道すじのどの行も同じ場所になっています。`x -= …` は同じ配列を書きかえるので、リストの中身もすべて一緒に変わってしまいます。`x = x - …` と書いて、毎回新しい配列を作りましょう。",
    en="Every row of your path is the same place. `x -= ...` changes one and the same array, and with it all that the list holds. Write `x = x - ...`, which makes a new array each time.",
)
def rows_overwritten(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        old_x = x.copy()
        x -= rate * grad(x)
        path.append(x)
        if np.linalg.norm(x - old_x) < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="一歩の長さが `tolerance` と**ちょうど同じ**ときにも止まっています。止まるのは、`tolerance` より**小さい**ときだけです（`<=` ではなく `<`）。",
    en="You stop also where the step is **just as long** as `tolerance`. Stop only where it is **shorter** (`<`, not `<=`).",
)
def border_counts(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        path.append(new_x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length <= tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="動いた量のうち、いちばん大きい成分だけを長さとしています。長さは、すべての成分を 2 乗して足し、平方根を取ったものです。`np.linalg.norm` で計算できます。",
    en="For the length you take the largest component of the move alone. A length is the root of the sum of all squares: `np.linalg.norm` gives it.",
)
def largest_component(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        path.append(new_x)
        length = np.max(np.abs(new_x - x))
        x = new_x
        if length < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="動いた量の成分を、大きさのまま足して長さとしています。長さは、すべての成分を 2 乗して足し、平方根を取ったものです。`np.linalg.norm` で計算できます。",
    en="For the length you add up the sizes of the components. A length is the root of the sum of all squares: `np.linalg.norm` gives it.",
)
def sizes_added(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        path.append(new_x)
        length = np.sum(np.abs(new_x - x))
        x = new_x
        if length < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="一歩多く進んでいます。くり返しは、ちょうど `max_steps` 回です。",
    en="You take one step too many. Repeat just `max_steps` times.",
)
def one_step_too_many(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps + 1):
        new_x = x - rate * grad(x)
        path.append(new_x)
        length = np.linalg.norm(new_x - x)
        x = new_x
        if length < tolerance:
            break
    return np.array(path)


@sheet.mistake(
    gradient_descent,
    ja="動いた量に符号が付いたままです。マイナスの向きへ動いた一歩は、どんなに長くても `tolerance` より小さいことになってしまいます。長さを使いましょう。",
    en="The move keeps its sign, so that any move in the negative direction counts as shorter than `tolerance`, however long it is. Use its length.",
)
def signed_length(grad, x0, rate, max_steps, tolerance):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(max_steps):
        new_x = x - rate * grad(x)
        path.append(new_x)
        move = new_x - x
        x = new_x
        if (move < tolerance).all():
            break
    return np.array(path)


# %% [markdown] lang="ja" tags=["E4", "side"]
# ## 問題 6　安定する学習率の上限
#
# ヘッセ行列 `hessian` から、発散しない学習率の境目 **2 ÷ 最大の曲率** を返す関数を書きましょう。
#
# ヘッセ行列は、2 階微分を並べた正方形の表（配列）です。対称で、左上から右下への対角線で折り返すと重なります。最大の曲率は、その**最大の固有値**です。ここで試すヘッセ行列では、固有値はどれもプラスです（マイナスの固有値があると、その向きには、学習率をどんなに小さくしても発散します）。
#
# `np.linalg.eigvalsh(hessian)` が、対称な行列の固有値をすべて、小さいほうから順に並べて返してくれます。
#
# 例：`np.array([[1.0, 0.0], [0.0, 4.0]])` の固有値は 1 と 4 なので、答えは 2 ÷ 4 = `0.5` です。`np.array([[2.0, 1.0], [1.0, 2.0]])` の固有値は 1 と 3 なので、答えは 2 ÷ 3 = `0.666…` です。
# %% [markdown] lang="en" tags=["E4", "side"]
# ## Exercise 6: The largest stable rate
#
# From the Hessian `hessian` return the border of the rates that don't diverge: **2 / largest curvature**.
#
# The Hessian is a square table (an array) of second derivatives. It is symmetric: folded along its diagonal, from top left to bottom right, it matches itself. The largest curvature is its **largest eigenvalue**. All eigenvalues of the Hessians tried here are positive (where one is negative, that direction diverges however small the rate is).
#
# `np.linalg.eigvalsh(hessian)` gives all eigenvalues of a symmetric matrix, from the smallest to the largest.
#
# Example: the eigenvalues of `np.array([[1.0, 0.0], [0.0, 4.0]])` are 1 and 4, so the answer is 2 / 4 = `0.5`. Those of `np.array([[2.0, 1.0], [1.0, 2.0]])` are 1 and 3, so the answer is 2 / 3 = `0.666...`.

# %% tags=["answer"]
def largest_stable_rate(hessian):
    return 2 / np.linalg.eigvalsh(hessian)[-1]

# %% tags=["grading"]
def curved_upward(rng, n):
    """A symmetric table whose eigenvalues are all positive."""
    turn, _ = np.linalg.qr(rng.normal(size=(n, n)))
    table = turn @ np.diag(rng.uniform(0.5, 5, size=n)) @ turn.T
    return (table + table.T) / 2


sheet.exercise(
    largest_stable_rate,
    points=2,
    inputs=lambda rng: [
        (np.array([[1.0, 0.0], [0.0, 4.0]]),),
        (np.array([[2.0, 1.0], [1.0, 2.0]]),),
        (np.array([[5.0]]),),
        (np.array([[4, 0], [0, 1]]),),
        (np.array([[3.0, 0.0], [0.0, 7.0]]),),
        (np.array([[2.0, -1.0], [-1.0, 2.0]]),),
        (np.array([[3, 1], [1, 2]]),),
        *((curved_upward(rng, n) * 10.0**k,) for n, k in [(2, 0), (3, 4), (4, -4), (6, 0)]),
    ],
    why={
        "ja": "いちばん強く曲がった向きが、いちばん先に発散します。`eigvalsh` は対称な行列のための関数で、曲率を小さい順に返すので、最後の `[-1]` が最大です。",
        "en": "The direction that bends most is the first to diverge. `eigvalsh` is made for symmetric matrices and gives the curvatures in rising order, so the last, `[-1]`, is the largest.",
    },
    ja=[
        "境目は 2 ÷ 最大の曲率 です。あとは、最大の曲率を取り出すだけです。",
        "`np.linalg.eigvalsh(hessian)` は、固有値を小さい順に並べた配列です。最大のものは、どこにあるでしょうか。",
        "並びの最後は `[-1]` で取り出せます。2 をそれで割ります。",
    ],
    en=[
        "The border is 2 / largest curvature. All you need is to get hold of the largest curvature.",
        "`np.linalg.eigvalsh(hessian)` is an array of the eigenvalues, the smallest first. Where does the largest stand?",
        "The last of an array is `[-1]`. Divide 2 by it.",
    ],
)


@sheet.mistake(
    largest_stable_rate,
    ja="いちばん小さい曲率を使っています。先に発散するのは、いちばん強く曲がっている向きです。",
    en="You use the smallest curvature. The direction that bends most is the one that diverges first.",
)
def smallest_curvature(hessian):
    return 2 / np.linalg.eigvalsh(hessian)[0]


@sheet.mistake(
    largest_stable_rate,
    ja="割る数は合っていますが、割られる数が 2 ではなく 1 になっています。1 ÷ 曲率 は、お椀の底に一歩で着く学習率です。境目は、その 2 倍のところにあります。",
    en="You divide 1, not 2. 1 / curvature is the rate that leads to the bottom of a bowl in one step; the border lies at twice that.",
)
def one_over_curvature(hessian):
    return 1 / np.linalg.eigvalsh(hessian)[-1]


@sheet.mistake(
    largest_stable_rate,
    ja="対角線の上の数だけを見ています。谷が斜めを向いていると、いちばん強く曲がる向きは座標の軸と一致しません。固有値を使いましょう。",
    en="You look at the diagonal only. Where a valley lies aslant, the direction that bends most is not one of the axes. Use the eigenvalues.",
)
def diagonal_only(hessian):
    return 2 / np.diag(hessian).max()


@sheet.mistake(
    largest_stable_rate,
    ja="割り算が逆です。曲率が大きいほど、境目は小さくなるはずです。",
    en="The division is upside down. The larger the curvature, the smaller the border should be.",
)
def upside_down(hessian):
    return np.linalg.eigvalsh(hessian)[-1] / 2


@sheet.mistake(
    largest_stable_rate,
    ja="曲率をすべて足しています（対角線の和と同じ値です）。境目を決めるのは、最大の 1 つだけです。",
    en="You add up all curvatures (the sum of the diagonal is the same). Only one, the largest, sets the border.",
)
def sum_of_curvatures(hessian):
    return 2 / np.trace(hessian)


@sheet.mistake(
    largest_stable_rate,
    ja="固有値を全部まとめて割り算しています。求めたいのは 1 つの数です。最大の固有値だけを取り出しましょう。",
    en="You divide by all eigenvalues. Asked for is 1 number: take the largest eigenvalue alone.",
)
def all_borders(hessian):
    return 2 / np.linalg.eigvalsh(hessian)


@sheet.mistake(
    largest_stable_rate,
    ja="割られる数 2 がありません。返しているのは最大の曲率そのものです。境目は 2 ÷ 最大の曲率 です。",
    en="The 2 is missing: what you return is the largest curvature itself. The border is 2 / largest curvature.",
)
def curvature_itself(hessian):
    return np.linalg.eigvalsh(hessian)[-1]


# %% [markdown] lang="ja"
# ## 試してみましょう
#
# 全部できたら、自分の `gradient_descent` と学習率の下げ方を、好きな関数で試してみてください。分からなくなったら、[第4章](../../notebooks/ja/04_gradient_descent.ipynb)に戻って、スライダーを動かしてみましょう。次は[第5章「誤差逆伝播法」](../../notebooks/ja/05_backpropagation.ipynb)です。
# %% [markdown] lang="en"
# ## Try it out
#
# When all is done, try your own `gradient_descent` and your schedules on functions of your choice. If you get stuck, go back to [chapter 4](../../notebooks/en/04_gradient_descent.ipynb) and move the sliders. Next comes [chapter 5, Backpropagation](../../notebooks/en/05_backpropagation.ipynb).
