# %% [markdown] lang="ja"
# # 練習問題　第7章　最適化手法
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
#
# 問題 1 から 4 では、どの関数も**一歩分**だけ進めます。覚えておくもの（速度など）は引数で受け取り、新しくしたものを返します。渡された配列は書きかえず、新しい値を作りましょう。
# %% [markdown] lang="en"
# # Exercises for chapter 7: Optimizers
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.
#
# In exercises 1 to 4 each function makes just **one step**. What has to be remembered (such as the velocity) comes in as an argument, and you return it renewed. Leave the given arrays as they are and make new values.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("07_optimizers")


def parameters(rng, n, size=1.0):
    """A place, a gradient of about the given size, and what was remembered of gradients of that size."""
    return rng.normal(size=n), size * rng.normal(size=n), size * rng.normal(size=n)

# %% [markdown] lang="ja" tags=["E7"]
# ## 問題 1　SGD
#
# まずは準備運動です。パラメーター `x`、ミニバッチの勾配 `g`、学習率 `rate` から、SGD で一歩進んだ新しいパラメーターを返す関数を書きましょう。`x` と `g` は、数か、同じ形の配列です。式の $\eta$（イータ）が学習率です。
#
# $$x \leftarrow x - \eta\, g$$
#
# 例：`sgd_update(np.array([1.0, 2.0]), np.array([10.0, -10.0]), 0.1)` は `[0.0, 3.0]` です。1 つ目は、1 − 0.1 × 10 = 0 です。
# %% [markdown] lang="en" tags=["E7"]
# ## Exercise 1: SGD
#
# To warm up: from the parameters `x`, the gradient `g` of a mini-batch and the learning rate `rate`, return the new parameters after one step of SGD. `x` and `g` are numbers, or arrays of the same shape. In the formula the learning rate is $\eta$ (eta).
#
# $$x \leftarrow x - \eta\, g$$
#
# Example: `sgd_update(np.array([1.0, 2.0]), np.array([10.0, -10.0]), 0.1)` is `[0.0, 3.0]`. The 1st is 1 − 0.1 × 10 = 0.

# %% tags=["answer"]
def sgd_update(x, g, rate):
    return x - rate * g

# %% tags=["grading"]
sheet.exercise(
    sgd_update,
    points=1,
    inputs=lambda rng: [
        (np.array([1.0, 2.0]), np.array([10.0, -10.0]), 0.1),
        (3.0, 0.0, 0.5),
        (np.array([1, 2, 3]), np.array([4, 0, -4]), 0.25),
        (rng.normal(size=4), 1e4 * rng.normal(size=4), 1e-3),
        (rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), float(rng.uniform(0.1, 2))),
    ],
    why={
        "ja": "式は勾配降下法とまったく同じです。違うのは `g` の中身で、全部のデータではなく、ミニバッチだけから求めた勾配が入っています。",
        "en": "The formula is that of gradient descent. What differs is inside `g`: a gradient from a mini-batch, not from all data.",
    },
    ja=[
        "第4章の一歩と同じです。勾配は登る向きを指しています。",
        "進む長さは、学習率と勾配の掛け算です。",
        "今の `x` から、`rate` と `g` を掛けたものを引いて、返します。",
    ],
    en=[
        "It is the step of chapter 4. The gradient points uphill.",
        "The length of the step is the product of learning rate and gradient.",
        "From the present `x` subtract the product of `rate` and `g`, and return what comes out.",
    ],
)


@sheet.mistake(
    sgd_update,
    ja="足しているので、誤差の大きいほうへ登ってしまいます。勾配とは反対へ進みましょう。",
    en="You add, so it climbs to larger errors. Go against the gradient.",
)
def sgd_uphill(x, g, rate):
    return x + rate * g


@sheet.mistake(
    sgd_update,
    ja="学習率が使われていません。勾配に学習率を掛けた分だけ進みます。",
    en="The learning rate is not used. Move by the gradient times the learning rate.",
)
def sgd_rate_forgotten(x, g, rate):
    return x - g


@sheet.mistake(
    sgd_update,
    ja="返しているのは「動かす量」だけです。動かしたあとのパラメーターを返しましょう。",
    en="You return only how far to move. Return the parameters after they have moved.",
)
def sgd_step_only(x, g, rate):
    return -rate * g


@sheet.mistake(
    sgd_update,
    ja="学習率で `x` まで縮めています。かっこの位置を確かめましょう。学習率を掛けるのは勾配だけです。",
    en="The learning rate shrinks `x` as well. Look at your parentheses: only the gradient is multiplied by it.",
)
def sgd_parentheses(x, g, rate):
    return (x - g) * rate


@sheet.mistake(
    sgd_update,
    ja="`x -= …` は、渡された配列そのものを書きかえます（整数の配列ではエラーになります）。新しい値を計算して返しましょう。",
    en="`x -= ...` changes the array that was given to you (and fails on an array of whole numbers). Compute a new value and return it.",
)
def sgd_in_place(x, g, rate):
    x -= rate * g
    return x


# %% [markdown] lang="ja" tags=["E7"]
# ## 問題 2　Momentum
#
# Momentum の一歩を書きましょう。`velocity` はこれまでの速度、`momentum` は速度を残す割合 $\beta$ です。
#
# $$v \leftarrow \beta\, v + g \qquad\qquad x \leftarrow x - \eta\, v$$
#
# **新しい `x` と新しい `velocity`** を、この順に返します（`return new_x, new_velocity` のように書きます）。
#
# 例：`momentum_update(1.0, 2.0, 10.0, 0.1, 0.5)` では、新しい速度が 0.5 × 10 + 2 = 7、新しい `x` が 1 − 0.1 × 7 なので、答えは `(0.3, 7.0)` です。
# %% [markdown] lang="en" tags=["E7"]
# ## Exercise 2: Momentum
#
# Write one step of Momentum. `velocity` is the velocity so far, and `momentum` the share $\beta$ of it that is kept.
#
# $$v \leftarrow \beta\, v + g \qquad\qquad x \leftarrow x - \eta\, v$$
#
# Return **the new `x` and the new `velocity`**, in this order (write it as `return new_x, new_velocity`).
#
# Example: in `momentum_update(1.0, 2.0, 10.0, 0.1, 0.5)` the new velocity is 0.5 × 10 + 2 = 7 and the new `x` is 1 − 0.1 × 7, so the answer is `(0.3, 7.0)`.

# %% tags=["answer"]
def momentum_update(x, g, velocity, rate, momentum):
    new_velocity = momentum * velocity + g
    return x - rate * new_velocity, new_velocity

# %% tags=["grading"]
sheet.exercise(
    momentum_update,
    points=2,
    inputs=lambda rng: [
        (1.0, 2.0, 10.0, 0.1, 0.5),
        (np.array([1.0, 2.0]), np.array([3.0, -4.0]), np.zeros(2), 0.1, 0.9),
        (np.array([1.0, 2.0]), np.zeros(2), np.array([5.0, -5.0]), 0.1, 0.9),
        (np.array([3, 1]), np.array([1, 2]), np.array([2, -2]), 0.5, 0.25),
        (*parameters(rng, 3), 0.3, 0.0),
        *((*parameters(rng, n), float(rng.uniform(0.1, 1.5)), float(rng.uniform(0.3, 0.95))) for n in (1, 4, (2, 3))),
    ],
    why={
        "ja": "新しい速度に名前を付けるのは、一歩にも、返す値にも、同じものを使うからです。古い速度で進むと、今の勾配が効くのが一歩遅れてしまいます。",
        "en": "The new velocity has a name because both the step and the returned value need it. Moving with the old one would let the present gradient count one step too late.",
    },
    ja=[
        "2 つのことを順番にします。まず速度を新しくし、次にその速度で `x` を動かします。",
        "新しい速度 = `momentum` × 前の速度 + 今の勾配、です。`x` を動かすのに使うのは、新しいほうの速度です。",
        "新しい速度を `new_velocity` という名前に入れ、`x` から学習率 × `new_velocity` を引いたものと、`new_velocity` とを返します。",
    ],
    en=[
        "Two things happen in turn: first renew the velocity, then move `x` by that velocity.",
        "New velocity = `momentum` × old velocity + present gradient. It is the new one that moves `x`.",
        "Keep the new velocity as `new_velocity`. Subtract learning rate × `new_velocity` from `x`, and return the result together with `new_velocity`.",
    ],
)


@sheet.mistake(
    momentum_update,
    ja="速度の中の勾配の符号が逆です。`x` を動かすときに速度を引くので、速度には勾配を**足して**おきます。今のままでは坂を登ります。",
    en="The sign of the gradient inside the velocity is the wrong way round. As the velocity is subtracted from `x`, the gradient must be **added** to the velocity. As it is, it climbs.",
)
def momentum_sign(x, g, velocity, rate, momentum):
    new_velocity = momentum * velocity - g
    return x - rate * new_velocity, new_velocity


@sheet.mistake(
    momentum_update,
    ja="速度を足して動かしているので、坂を登ります。この式の速度は勾配の向き（登る向き）を持っているので、引きましょう。",
    en="You move by adding the velocity, which climbs. In this formula the velocity points the way of the gradients, uphill: subtract it.",
)
def momentum_uphill(x, g, velocity, rate, momentum):
    new_velocity = momentum * velocity + g
    return x + rate * new_velocity, new_velocity


@sheet.mistake(
    momentum_update,
    ja="`x` を動かすのに、前の速度を使っています。先に速度を新しくしてから、その新しい速度で動かしましょう。",
    en="`x` is moved by the old velocity. Renew the velocity first, then move by the new one.",
)
def old_velocity(x, g, velocity, rate, momentum):
    return x - rate * velocity, momentum * velocity + g


@sheet.mistake(
    momentum_update,
    ja="速度は計算していますが、`x` を動かすのに使っているのは今の勾配だけです。それでは SGD と同じです。",
    en="You compute the velocity, but move `x` by the present gradient alone. That is plain SGD.",
)
def velocity_unused(x, g, velocity, rate, momentum):
    return x - rate * g, momentum * velocity + g


@sheet.mistake(
    momentum_update,
    ja="今の勾配に (1 − momentum) を掛けています。それは Adam の m のような移動平均です。この問題の式では、勾配をそのまま足します。",
    en="You multiply the present gradient by (1 − momentum). That makes a running mean, like Adam's m. In this exercise the gradient is added as it is.",
)
def running_mean(x, g, velocity, rate, momentum):
    new_velocity = momentum * velocity + (1 - momentum) * g
    return x - rate * new_velocity, new_velocity


@sheet.mistake(
    momentum_update,
    ja="`momentum` を、前の速度ではなく今の勾配に掛けています。弱めるのは前の速度のほうです。",
    en="You multiply the present gradient by `momentum`, not the old velocity. It is the old velocity that is weakened.",
)
def momentum_on_gradient(x, g, velocity, rate, momentum):
    new_velocity = velocity + momentum * g
    return x - rate * new_velocity, new_velocity


@sheet.mistake(
    momentum_update,
    ja="速度の中に学習率が入っています。そう書く流儀もありますが、この問題の式では、学習率を掛けるのは `x` を動かすときだけです。",
    en="The learning rate has got into the velocity. Some write it so, but in this exercise the rate is applied only when `x` is moved.",
)
def rate_in_velocity(x, g, velocity, rate, momentum):
    new_velocity = momentum * velocity + rate * g
    return x - new_velocity, new_velocity


@sheet.mistake(
    momentum_update,
    ja="返す順番が逆です。新しい `x` が先、新しい `velocity` があとです。",
    en="The two are returned in the wrong order: the new `x` comes first, then the new `velocity`.",
)
def order_swapped(x, g, velocity, rate, momentum):
    new_velocity = momentum * velocity + g
    return new_velocity, x - rate * new_velocity


@sheet.mistake(
    momentum_update,
    ja="`x` しか返していません。次の一歩で使うので、新しい速度も返しましょう。",
    en="You return `x` alone. The next step needs the new velocity: return it too.",
)
def velocity_not_returned(x, g, velocity, rate, momentum):
    return x - rate * (momentum * velocity + g)


# %% [markdown] lang="ja" tags=["E7"]
# ## 問題 3　RMSProp
#
# RMSProp の一歩を書きましょう。`v` は、これまでの「勾配の 2 乗の移動平均」です。
#
# $$v \leftarrow \beta\, v + (1-\beta)\, g^2 \qquad\qquad x \leftarrow x - \eta\, \frac{g}{\sqrt{v} + \varepsilon}$$
#
# 引数の `beta` が $\beta$ で、移動平均で残す割合です（7.3 では 0.9 でした。そのとき $1-\beta$ は 0.1 です）。`epsilon` が $\varepsilon$ です。**新しい `x` と新しい `v`** を、この順に返します。平方根は `np.sqrt` です。
#
# 例：`rmsprop_update(1.0, 4.0, 0.0, 0.5, 0.75, 0.0)` では、新しい `v` が 0.25 × 16 = 4、新しい `x` が 1 − 0.5 × 4 ÷ 2 なので、答えは `(0.0, 4.0)` です。
# %% [markdown] lang="en" tags=["E7"]
# ## Exercise 3: RMSProp
#
# Write one step of RMSProp. `v` is the running mean of the squared gradients so far.
#
# $$v \leftarrow \beta\, v + (1-\beta)\, g^2 \qquad\qquad x \leftarrow x - \eta\, \frac{g}{\sqrt{v} + \varepsilon}$$
#
# The argument `beta` is $\beta$, the share of the running mean that is kept (0.9 in 7.3, where $1-\beta$ is 0.1). `epsilon` is $\varepsilon$. Return **the new `x` and the new `v`**, in this order. The square root is `np.sqrt`.
#
# Example: in `rmsprop_update(1.0, 4.0, 0.0, 0.5, 0.75, 0.0)` the new `v` is 0.25 × 16 = 4 and the new `x` is 1 − 0.5 × 4 / 2, so the answer is `(0.0, 4.0)`.

# %% tags=["answer"]
def rmsprop_update(x, g, v, rate, beta, epsilon):
    new_v = beta * v + (1 - beta) * g**2
    return x - rate * g / (np.sqrt(new_v) + epsilon), new_v

# %% tags=["grading"]
def squares(rng, n, size=1.0):
    x, g, old = parameters(rng, n, size)
    return x, g, old**2


sheet.exercise(
    rmsprop_update,
    points=2,
    inputs=lambda rng: [
        (1.0, 4.0, 0.0, 0.5, 0.75, 0.0),
        (np.array([1.0, -2.0]), np.array([3.0, -0.5]), np.array([4.0, 1.0]), 0.1, 0.9, 0.25),
        (np.array([1.0, 2.0]), np.zeros(2), np.zeros(2), 0.1, 0.9, 1e-8),
        (np.array([1, 2]), np.array([3, -1]), np.array([2, 5]), 0.1, 0.5, 0.1),
        *((*squares(rng, n, size), 0.2, float(rng.uniform(0.6, 0.95)), epsilon) for n, size, epsilon in [
            (3, 1.0, 1e-8), (4, 0.01, 1e-3), ((2, 3), 1.0, 0.05), (2, 100.0, 1e-8),
        ]),
    ],
    why={
        "ja": "`np.sqrt(new_v)` は、その方向の勾配の「ふだんの大きさ」です。それで割ると、急な方向も緩やかな方向も同じくらいの歩幅になります。`epsilon` は 0 で割るのを防ぎます。",
        "en": "`np.sqrt(new_v)` is the usual size of the gradient in that direction. Divided by it, steep and gentle directions get steps of about one length; `epsilon` keeps it from dividing by 0.",
    },
    ja=[
        "まず `v` を新しくします。前の `v` を `beta` 倍したものと、勾配の 2 乗を (1 − `beta`) 倍したものを足します。",
        "次に `x` を動かします。SGD の一歩（学習率 × 勾配）を、新しい `v` の平方根に `epsilon` を足したもので割ります。",
        "`g**2` が 2 乗、`np.sqrt(new_v)` が平方根です。`epsilon` は、平方根を取った**あと**で足します。最後に、新しい `x` と `new_v` の 2 つを返します。",
    ],
    en=[
        "First renew `v`: `beta` times the old `v`, plus (1 − `beta`) times the square of the gradient.",
        "Then move `x`: the step of SGD, learning rate × gradient, divided by the sum of the root of the new `v` and `epsilon`.",
        "`g**2` is the square and `np.sqrt(new_v)` the root. `epsilon` is added **after** the root was taken. Return two things, the new `x` and `new_v`.",
    ],
)


@sheet.mistake(
    rmsprop_update,
    ja="ε が平方根の中に入っています。平方根を取ったあとで ε を足しましょう。",
    en="ε is inside the square root. Take the root first, then add ε.",
)
def rmsprop_epsilon_inside(x, g, v, rate, beta, epsilon):
    new_v = beta * v + (1 - beta) * g**2
    return x - rate * g / np.sqrt(new_v + epsilon), new_v


@sheet.mistake(
    rmsprop_update,
    ja="平方根を取らずに割っています。`v` は 2 乗の平均なので、平方根を取って、はじめて勾配と同じくらいの大きさの数になります。",
    en="You divide without taking the root. `v` is a mean of squares: only its root is of the size of a gradient.",
)
def rmsprop_no_root(x, g, v, rate, beta, epsilon):
    new_v = beta * v + (1 - beta) * g**2
    return x - rate * g / (new_v + epsilon), new_v


@sheet.mistake(
    rmsprop_update,
    ja="勾配を 2 乗していません。2 乗しないと、プラスとマイナスが打ち消し合い、平方根の中がマイナスになることもあります。",
    en="The gradient is not squared. Without the square plus and minus cancel, and what is under the root can be negative.",
)
def rmsprop_no_square(x, g, v, rate, beta, epsilon):
    new_v = beta * v + (1 - beta) * g
    return x - rate * g / (np.sqrt(new_v) + epsilon), new_v


@sheet.mistake(
    rmsprop_update,
    ja="β と (1 − β) が入れかわっています。β は、前の `v` を残す割合です。",
    en="β and (1 − β) have changed places. β is the share of the old `v` that is kept.",
)
def rmsprop_beta_swapped(x, g, v, rate, beta, epsilon):
    new_v = (1 - beta) * v + beta * g**2
    return x - rate * g / (np.sqrt(new_v) + epsilon), new_v


@sheet.mistake(
    rmsprop_update,
    ja="2 乗をそのまま足し続けています。それは AdaGrad です。RMSProp では、前の `v` を β 倍に弱め、2 乗を (1 − β) 倍して足します。",
    en="You go on adding up squares: that is AdaGrad. RMSProp weakens the old `v` to β times itself and adds (1 − β) times the square.",
)
def rmsprop_is_adagrad(x, g, v, rate, beta, epsilon):
    new_v = v + g**2
    return x - rate * g / (np.sqrt(new_v) + epsilon), new_v


@sheet.mistake(
    rmsprop_update,
    ja="前の `v` で割っています。先に `v` を新しくしてから、新しい `v` で割りましょう。",
    en="You divide by the old `v`. Renew `v` first, then divide by the new one.",
)
def rmsprop_old_v(x, g, v, rate, beta, epsilon):
    return x - rate * g / (np.sqrt(v) + epsilon), beta * v + (1 - beta) * g**2


@sheet.mistake(
    rmsprop_update,
    ja="足しているので、坂を登ってしまいます。勾配とは反対へ進みましょう。",
    en="You add, so it climbs. Go against the gradient.",
)
def rmsprop_uphill(x, g, v, rate, beta, epsilon):
    new_v = beta * v + (1 - beta) * g**2
    return x + rate * g / (np.sqrt(new_v) + epsilon), new_v


@sheet.mistake(
    rmsprop_update,
    ja="`x` しか返していません。次の一歩で使うので、新しい `v` も返しましょう。",
    en="You return `x` alone. The next step needs the new `v`: return it too.",
)
def rmsprop_v_not_returned(x, g, v, rate, beta, epsilon):
    new_v = beta * v + (1 - beta) * g**2
    return x - rate * g / (np.sqrt(new_v) + epsilon)


# %% [markdown] lang="ja" tags=["E7"]
# ## 問題 4　Adam
#
# いよいよ Adam です。`m` と `v` はこれまでの移動平均、`t` は何歩目か（**1 から**数えます）です。式の $\beta_1$ と $\beta_2$ は、引数の `beta1` と `beta2` です。次の 4 つを、順番に計算します。
#
# 1. $m \leftarrow \beta_1 m + (1-\beta_1)\, g$
# 2. $v \leftarrow \beta_2 v + (1-\beta_2)\, g^2$
# 3. $\hat m = \dfrac{m}{1-\beta_1^{\,t}}$、$\hat v = \dfrac{v}{1-\beta_2^{\,t}}$ （`beta1` の `t` 乗は `beta1**t` と書きます）
# 4. $x \leftarrow x - \eta\, \dfrac{\hat m}{\sqrt{\hat v} + \varepsilon}$
#
# **新しい `x`、新しい `m`、新しい `v`** を、この順に返します。返す `m` と `v` は、**補正する前**のものです（補正は一歩ごとに計算し直すからです）。
#
# 例：`adam_update(1.0, 4.0, 0.0, 0.0, 1, 0.5, 0.75, 0.75, 0.0)` では、`m` が 1、`v` が 4、補正すると 4 と 16 なので、一歩は 0.5 × 4 ÷ 4。答えは `(0.5, 1.0, 4.0)` です。
# %% [markdown] lang="en" tags=["E7"]
# ## Exercise 4: Adam
#
# Now Adam itself. `m` and `v` are the running means so far, and `t` is the number of the step, counted **from 1**. The arguments `beta1` and `beta2` are $\beta_1$ and $\beta_2$. Compute four things in turn:
#
# 1. $m \leftarrow \beta_1 m + (1-\beta_1)\, g$
# 2. $v \leftarrow \beta_2 v + (1-\beta_2)\, g^2$
# 3. $\hat m = \dfrac{m}{1-\beta_1^{\,t}}$ and $\hat v = \dfrac{v}{1-\beta_2^{\,t}}$ (`beta1` to the power of `t` is written `beta1**t`)
# 4. $x \leftarrow x - \eta\, \dfrac{\hat m}{\sqrt{\hat v} + \varepsilon}$
#
# Return **the new `x`, the new `m` and the new `v`**, in this order. The `m` and `v` that you return are those **before** the correction, which is worked out anew at each step.
#
# Example: in `adam_update(1.0, 4.0, 0.0, 0.0, 1, 0.5, 0.75, 0.75, 0.0)`, `m` is 1 and `v` is 4; corrected they are 4 and 16, so the step is 0.5 × 4 / 4. The answer is `(0.5, 1.0, 4.0)`.

# %% tags=["answer"]
def adam_update(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return x - rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v

# %% tags=["grading"]
def moments(rng, n, size=1.0):
    return *parameters(rng, n, size), (size * rng.normal(size=n)) ** 2


sheet.exercise(
    adam_update,
    points=3,
    inputs=lambda rng: [
        (1.0, 4.0, 0.0, 0.0, 1, 0.5, 0.75, 0.75, 0.0),
        (np.array([1.0, -2.0]), np.array([3.0, -0.5]), np.zeros(2), np.zeros(2), 1, 0.1, 0.9, 0.999, 1e-8),
        (np.array([1.0, 2.0]), np.zeros(2), np.zeros(2), np.zeros(2), 1, 0.1, 0.9, 0.999, 1e-8),
        (np.array([1, 2]), np.array([3, -1]), np.array([1, 1]), np.array([2, 5]), 2, 0.1, 0.5, 0.75, 0.1),
        *(
            (*moments(rng, n, size), t, 0.2, float(rng.uniform(0.6, 0.8)), float(rng.uniform(0.9, 0.95)), epsilon)
            for n, size, t, epsilon in [(3, 1.0, 3, 1e-8), (4, 0.01, 5, 1e-2), ((2, 3), 1.0, 10, 0.05)]
        ),
        (*moments(rng, 3), 2000, 0.001, 0.9, 0.999, 1e-8),
    ],
    why={
        "ja": "`m` は Momentum、`v` は RMSProp で、どちらも 0 から始まるのではじめは小さすぎます。`1 - beta**t` で割るとそれが直ります。直した値は一歩に使うだけで、返すのは直す前の `m` と `v` です。",
        "en": "`m` is momentum and `v` is RMSProp. Both start at 0 and are too small at first; dividing by `1 - beta**t` puts that right. The corrected ones serve the step alone: what is returned are `m` and `v` themselves.",
    },
    ja=[
        "問題の 1、2、3、4 を、1 行ずつ Python に直していきます。1 は Momentum、2 は RMSProp の仲間です。",
        "補正したものは `m_hat`、`v_hat` のような別の名前に入れます。割る数は、1 から「β の `t` 乗」を引いたものです。",
        "一歩は、学習率 × `m_hat` を、`v_hat` の平方根に `epsilon` を足したもので割ったものです。返すのは、動かした `x` と、補正する前の `m` と `v` です。",
    ],
    en=[
        "Turn 1, 2, 3 and 4 into Python, a line each. 1 is a relative of Momentum, 2 of RMSProp.",
        "Keep what is corrected under other names, such as `m_hat` and `v_hat`. What you divide by is 1 minus β to the power of `t`.",
        "The step is learning rate × `m_hat`, divided by the sum of the root of `v_hat` and `epsilon`. Return the moved `x`, and `m` and `v` as they were before the correction.",
    ],
)


@sheet.mistake(
    adam_update,
    ja="補正がありません。`m` と `v` は 0 から始まるので、はじめのうちは小さすぎます。それぞれ 1 − β の t 乗 で割りましょう。",
    en="The correction is missing. `m` and `v` start at 0 and are too small at first: divide each of them by 1 minus its β to the power of t.",
)
def no_correction(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return x - rate * m / (np.sqrt(v) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="`t` を 0 から数えています。1 歩目で 0 で割ることになってしまいます。`t` は 1 から数えてあるので、そのまま使いましょう。",
    en="You count `t` from 0, which divides by 0 at the first step. `t` is counted from 1 already: use it as it is.",
)
def counted_from_zero(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = np.divide(m, 1 - beta1 ** (t - 1))
    v_hat = np.divide(v, 1 - beta2 ** (t - 1))
    return x - rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="`t` に 1 を足しています。`t` は 1 から数えてあるので、そのまま使いましょう。",
    en="You add 1 to `t`. It is counted from 1 already: use it as it is.",
)
def counted_from_two(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    return x - rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="補正の割る数に `t` 乗がありません。1 − β ではなく、1 − β の `t` 乗 で割ります。歩数が増えるほど 1 に近づく数です。",
    en="The power of `t` is missing in the correction: divide by 1 − β to the power of `t`, which nears 1 as steps go by, not by 1 − β.",
)
def power_missing(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return x - rate * (m / (1 - beta1)) / (np.sqrt(v / (1 - beta2)) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="ε が平方根の中に入っています。平方根を取ったあとで ε を足しましょう。",
    en="ε is inside the square root. Take the root first, then add ε.",
)
def adam_epsilon_inside(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return x - rate * (m / (1 - beta1**t)) / np.sqrt(v / (1 - beta2**t) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="補正したあとの `m` と `v` を返しています。次の一歩で、もう一度補正することになってしまいます。返すのは補正する前のものです。",
    en="You return `m` and `v` after the correction, so that the next step would correct them again. Return them as they were before it.",
)
def corrected_returned(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    v = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
    return x - rate * m / (np.sqrt(v) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="補正しているのが `m` だけで、`v` は補正していません。どちらも 0 から始まるので、両方に補正が必要です。",
    en="Only `m` is corrected, not `v`. Both start at 0, so both need it.",
)
def only_m_corrected(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return x - rate * (m / (1 - beta1**t)) / (np.sqrt(v) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="分子が今の勾配 `g` のままです。それでは RMSProp の一歩です。補正した `m` を使いましょう。",
    en="The numerator is still the present gradient `g`, which is a step of RMSProp. Use the corrected `m`.",
)
def gradient_on_top(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return x - rate * g / (np.sqrt(v / (1 - beta2**t)) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="`beta1` と `beta2` が入れかわっています。`m` には `beta1`、`v` には `beta2` を使います。",
    en="`beta1` and `beta2` have changed places: `beta1` belongs to `m`, `beta2` to `v`.",
)
def betas_swapped(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta2 * m + (1 - beta2) * g
    v = beta1 * v + (1 - beta1) * g**2
    return x - rate * (m / (1 - beta2**t)) / (np.sqrt(v / (1 - beta1**t)) + epsilon), m, v


@sheet.mistake(
    adam_update,
    ja="足しているので、坂を登ってしまいます。`m` は勾配の平均で、登る向きを指しています。引きましょう。",
    en="You add, so it climbs. `m` is a mean of gradients and points uphill: subtract.",
)
def adam_uphill(x, g, m, v, t, rate, beta1, beta2, epsilon):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return x + rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon), m, v


# %% [markdown] lang="ja" tags=["E7", "side"]
# ## 問題 5　ミニバッチに分ける
#
# `n` 個のデータの番号（0 から `n` − 1）を、ランダムな順に並べ、`size` 個ずつに分ける関数を書きましょう。1 エポックなので、**どの番号もちょうど 1 回ずつ**入ります。割り切れないときは、最後のミニバッチが小さくなります。
#
# - `rng` は、ランダムな数を作る道具（乱数生成器）です。並べかえは `rng.permutation(n)` を**1 回だけ**使います（同じ `rng` なら同じ順になるので、答え合わせができます）。番号の配列 `np.arange(n)` を `rng.shuffle` で 1 回並べかえても同じ順になり、それでもかまいません。
# - 番号の配列を並べた**リスト**を返します。データが 0 個なら、空のリスト `[]` です。
#
# 例：`rng.permutation(5)` が `[3, 0, 4, 1, 2]` なら、`minibatches(5, 2, rng)` は `[array([3, 0]), array([4, 1]), array([2])]` です。
# %% [markdown] lang="en" tags=["E7", "side"]
# ## Exercise 5: Dividing into mini-batches
#
# Put the numbers of `n` examples (0 to `n` − 1) into random order and divide them into groups of `size`. It is one epoch, so **every number occurs exactly once**. Where it does not come out even, the last mini-batch is smaller.
#
# - `rng` is a tool that makes random numbers. For the order use `rng.permutation(n)`, **just once** (the same `rng` gives the same order, so that the answer can be checked). To shuffle the array `np.arange(n)` once with `rng.shuffle` gives the same order, and will do too.
# - Return a **list** of arrays of numbers. With 0 examples it is an empty list, `[]`.
#
# Example: where `rng.permutation(5)` is `[3, 0, 4, 1, 2]`, `minibatches(5, 2, rng)` is `[array([3, 0]), array([4, 1]), array([2])]`.

# %% tags=["answer"]
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]

# %% tags=["grading"]
sheet.exercise(
    minibatches,
    points=2,
    inputs=lambda rng: [
        (n, size, Code(f"np.random.default_rng({int(rng.integers(1, 10**6))})"))
        for n, size in [(5, 2), (12, 4), (7, 3), (0, 4), (1, 1), (3, 10), (10, 1), (32, 32), (int(rng.integers(50, 60)), 8)]
    ],
    why={
        "ja": "先に番号を並べかえてから切り分けるので、どのデータもちょうど 1 回ずつ使われます。最後の組は、残りが少なければ短いままで、捨てられません。",
        "en": "The numbers are shuffled first and then cut up, so each example is used just once. The last group may be short; it is not thrown away.",
    },
    ja=[
        "まず、ランダムな順の番号の並びを一度だけ作り、`order` に入れます。",
        "`order[0:size]`、`order[size:2*size]`、… と、前から順に切り取ります。切り取り始める場所は 0、`size`、2 × `size`、… で、`range(0, n, size)` が作ってくれます。",
        "`for start in range(0, n, size)` の中で、`start` から `size` 個を切り取り、リストに足していきます。配列の終わりを越えて切り取っても、あるだけが返るので、最後の小さなミニバッチも自然にできます。",
    ],
    en=[
        "First make the numbers in random order, just once, and keep them as `order`.",
        "Cut it up from the front: `order[0:size]`, `order[size:2*size]`, and so on. The cuts begin at 0, `size`, 2 × `size`, ..., and `range(0, n, size)` gives just these.",
        "In a loop `for start in range(0, n, size)` cut out `size` numbers from `start` on and add them to a list. A cut beyond the end of an array gives what there is, so the smaller last mini-batch comes by itself.",
    ],
)


@sheet.mistake(
    minibatches,
    ja="最後の小さなミニバッチが捨てられています。割り切れないときに余ったデータも、1 回ずつ使います。",
    en="The smaller mini-batch at the end is dropped. What is left over, too, is used once.",
)
def last_batch_dropped(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n - size + 1, size)]


@sheet.mistake(
    minibatches,
    ja="番号が 0 から順に並んだままです。ミニバッチごとに、ランダムに選ばれるように、並べかえてから分けましょう。",
    en="The numbers are still in order, from 0 upward. Put them into random order before you divide them.",
)
def not_shuffled(n, size, rng):
    order = np.arange(n)
    return [order[start : start + size] for start in range(0, n, size)]


@sheet.mistake(
    minibatches,
    ja="ミニバッチごとに並べかえ直しているので、同じ番号が何度も出たり、一度も出なかったりします。並べかえるのは最初の 1 回だけです。",
    en="You shuffle anew for each mini-batch, so some numbers come several times and some never. Shuffle once, at the beginning.",
)
def shuffled_each_time(n, size, rng):
    return [rng.permutation(n)[start : start + size] for start in range(0, n, size)]


@sheet.mistake(
    minibatches,
    ja="番号を一つずつくじで引いているので、同じ番号が二度出たり、一度も出ない番号があったりします。全部の番号を並べかえて、前から順に分けましょう。",
    en="You draw each number by lot, so that some come twice and some never. Shuffle all the numbers, then divide them from the front.",
)
def drawn_with_repetition(n, size, rng):
    order = rng.integers(0, max(n, 1), size=n)
    return [order[start : start + size] for start in range(0, n, size)]


@sheet.mistake(
    minibatches,
    ja="切り取り始める場所が 1 つずつしか進まないので、ミニバッチが重なり、同じ番号が何度も出ます。`size` ずつ進めましょう。",
    en="The cuts advance by 1 only, so mini-batches overlap and numbers are repeated. Advance by `size`.",
)
def overlapping(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(n)]


@sheet.mistake(
    minibatches,
    ja="`size` を、ミニバッチの**個数**として使っています。`size` は、1 つのミニバッチに入る番号の数です。",
    en="You take `size` as the **number of** mini-batches. It is how many numbers go into one of them.",
)
def size_as_count(n, size, rng):
    return list(np.array_split(rng.permutation(n), size))


@sheet.mistake(
    minibatches,
    ja="最初のミニバッチしか返していません。残りの番号も、すべて `size` 個ずつに分けて返しましょう。",
    en="You return the first mini-batch only. Divide all the other numbers into groups of `size` as well.",
)
def first_batch_only(n, size, rng):
    return [rng.permutation(n)[:size]]


@sheet.mistake(
    minibatches,
    ja="渡された `rng` が使われていません。自分で作った乱数では、順番が呼び出すたびに同じになったり、答え合わせができなかったりします。`rng.permutation(n)` を使いましょう。",
    en="The `rng` that was given is not used. With random numbers of your own the order is the same at every call, or can't be checked. Use `rng.permutation(n)`.",
)
def rng_of_its_own(n, size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]


@sheet.mistake(
    minibatches,
    ja="分け方は合っていますが、順番を別の方法で決めています。答え合わせができるように、`rng.permutation(n)` を使いましょう。",
    en="The groups are right, but you decide on the order in another way. So that it can be checked, use `rng.permutation(n)`.",
)
def drawn_another_way(n, size, rng):
    order = rng.choice(n, size=n, replace=False) if n else np.arange(0)
    return [order[start : start + size] for start in range(0, n, size)]


@sheet.mistake(
    minibatches,
    ja="並べかえたあと、もう一度小さい順に並べています。ランダムな順のまま分けましょう。",
    en="After the shuffle you sort the numbers in each group. Leave them in random order.",
)
def sorted_again(n, size, rng):
    order = rng.permutation(n)
    return [np.sort(order[start : start + size]) for start in range(0, n, size)]


@sheet.mistake(
    minibatches,
    ja="番号を 1 から `n` まで数えています。番号は 0 から `n` − 1 までです。",
    en="You count the numbers from 1 to `n`. They go from 0 to `n` − 1.",
)
def counted_from_one(n, size, rng):
    order = rng.permutation(n) + 1
    return [order[start : start + size] for start in range(0, n, size)]


# %% [markdown] lang="ja"
# ## 試してみましょう
#
# 全部できたら、自分の `adam_update` を `for t in range(1, 101)` でくり返し、`g = 2 * x` として、お椀 $x^2$ を `x = 1.0` から底まで下りてみましょう。学習率は 0.1 にします（いつもの 0.001 では、100 歩進んでも `x` は 0.9 です）。`t` を 0 から数えると、何が起こるでしょうか。分からなくなったら、[第7章](../../notebooks/ja/07_optimizers.ipynb)に戻って、スライダーを動かしてみましょう。次は[第8章　勾配を目で見る](../../notebooks/ja/08_seeing_gradients.ipynb)です。
# %% [markdown] lang="en"
# ## Try it out
#
# When all is done, repeat your own `adam_update` with `for t in range(1, 101)` and `g = 2 * x`, and walk from `x = 1.0` to the bottom of the bowl $x^2$. Take a learning rate of 0.1 (at the usual 0.001, `x` is still 0.9 after 100 steps). What happens if you count `t` from 0? If you get stuck, go back to [chapter 7](../../notebooks/en/07_optimizers.ipynb) and move the sliders. Next comes [chapter 8, Seeing gradients](../../notebooks/en/08_seeing_gradients.ipynb).
