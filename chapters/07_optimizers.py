# %% [markdown] lang="ja"
# # 第7章　最適化手法
#
# この章の本道は、練習問題を除いて 40 分ほどです。第6章と並ぶ険しい坂ですが、ゆるやかに上ります。走者は 2 人から始まり、少しずつ増えていきます。いちばん難しいのは Adam の式（7.4）です。そこでは、式に数を入れて、手で計算します。「もっと知りたい人へ」は、閉じたまま進んでかまいません。
# %% [markdown] lang="en"
# # Chapter 7: Optimizers
#
# The main road of this chapter takes about 40 minutes, exercises apart. It is as high a climb as chapter 6, but gentler: two walkers at first, and others join bit by bit. The hardest part is Adam's formula (7.4), where we put numbers in and work them out by hand. Parts headed “If you want to know more” may stay closed.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("07")

# %% [markdown] lang="ja"
# ## 🏁　2 人の競走
#
# 第4章の一歩は「学習率 × 勾配」だけ、勾配と反対へ進むものでした。けれども、勾配が教えてくれるのは「どちらが下りか」だけです。そこから**どんな一歩を作るか**には、いろいろな工夫があります。その工夫を**最適化手法**（最適化アルゴリズム）といいます。
#
# 下の図では、2 人が同じ細長い谷を同じ出発点から下ります。**SGD** は第4章の一歩そのもの、**Momentum**（モーメンタム）は、転がる玉のように勢いをつけて進みます。学習率は、どちらも「その手法にとっていちばんよい値」にしてあります。まず予想を選びます。図が開いたら、歩数をいったん 0 に戻し、少しずつ増やしてみましょう。
# %% [markdown] lang="en"
# ## 🏁 A race of two
#
# The step of chapter 4 was learning rate × gradient, taken against the gradient and nothing more. But all that a gradient tells is which way is down. **What kind of step to make of it** is another question, and it has been answered in many ways. Each answer is an **optimizer**.
#
# Below, two walk down the same narrow valley from the same start. **SGD** is the step of chapter 4 itself; **Momentum** gathers speed like a ball. Each has the learning rate that suits it best. Choose your prediction first. Then set the steps back to 0 and raise them bit by bit.

# %%
from course_lib.controls.optimizer_race import OptimizerRaceControl
from course_lib.controls.prediction import predict
from course_lib.ground.landscapes import valley

two = OptimizerRaceControl(
    [valley(condition=200)], steps=100, names=["SGD", "Momentum"], first_look=True
)
predict("chapter07.predict_race", two)

# %% [markdown] lang="ja"
# 左は谷を上から見た地図、右は一歩ごとの誤差です。右の縦軸は対数目盛りで、1 目盛り下がるごとに 100 分の 1 になります。
#
# SGD は、はじめ谷の壁の間を**行ったり来たり**し、谷底の線に乗ってからは、**のろのろ**としか進めません。Momentum は大きく揺れますが、谷に沿ってどんどん進みます。100 歩のあと、誤差は 100 倍以上も違います（右の図で 1 目盛り以上の差です）。
#
# なぜでしょうか。1 人ずつ見ていきましょう。
# %% [markdown] lang="en"
# On the left is the valley from above, on the right the error after each step. The upright axis on the right is logarithmic: each mark down is 1/100 of the one above.
#
# SGD first goes **to and fro** between the walls; once on the floor of the valley it only **crawls**. Momentum swings widely, but gets on and on along the valley. After 100 steps their errors differ more than 100-fold (over 1 mark on the right).
#
# Why? Let us look at them one by one.

# %% [markdown] lang="ja"
# ## 7.1　SGD：いちばんシンプルな手法
#
# **SGD**（Stochastic Gradient Descent、確率的勾配降下法）は、第4章の勾配降下法そのものです。違うのは、勾配の求め方だけです。全部のデータではなく、**1 つのデータ**、または何個かをくじ引きのように選んだ**ミニバッチ**から勾配を計算します。
#
# $$x \leftarrow x - \eta \, g$$
#
# $x$ はパラメーター（調整する数）、$g$ はミニバッチの勾配、$\eta$（イータ）は学習率です。矢印 ← は「右の値を、新しい $x$ にする」という意味です。たとえば $x = 1$、$g = 4$、$\eta = 0.1$ なら、新しい $x$ は $1 - 0.1 \times 4 = 0.6$ です。
#
# データの一部しか見ないので、$g$ には雑音が混ざります。そのかわり、一歩の計算がとても軽くなります。
#
# 第3章の身長と体重の 15 行で確かめましょう。「見た行の数」と学習率を同じにして、ミニバッチの大きさだけを変えます。**1 エポック**は、第6章と同じく、全部の行を 1 回ずつ見ることです。
# %% [markdown] lang="en"
# ## 7.1 SGD: the simplest
#
# **SGD** (stochastic gradient descent) is the gradient descent of chapter 4 itself. What differs is where the gradient comes from: not from all the data, but from **one example**, or from a **mini-batch** of a few that are drawn by lot (“stochastic”).
#
# $$x \leftarrow x - \eta \, g$$
#
# $x$ are the parameters (the numbers to be adjusted), $g$ is the gradient of a mini-batch, $\eta$ (eta) the learning rate. The arrow ← means: what is on the right becomes the new $x$. With $x = 1$, $g = 4$ and $\eta = 0.1$, the new $x$ is $1 - 0.1 \times 4 = 0.6$.
#
# As only a part of the data is looked at, $g$ is noisy. In return a step costs very little.
#
# See it on the 15 rows of heights and weights from chapter 3. The number of rows looked at and the rate stay the same; only the size of the mini-batches changes. (As in chapter 6, an **epoch** is every row once.)

# %% tags=["folded"]
# ja: ミニバッチの大きさを 15、5、1 と変えて、4 エポックと 40 エポック学ばせます。
# en: Learns with mini-batches of 15, 5 and 1, for 4 and for 40 epochs.
import numpy as np

from course_lib import course_seed
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.ground.regression import least_squares, mean_squared_error, mean_squared_error_gradient, standardize
from course_lib.networks.minibatches import minibatches
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

heights, weights = heights_and_weights()
standardized, mean, deviation = standardize(heights)
best = mean_squared_error(*least_squares(standardized, weights), standardized, weights)

for epochs in (4, 40):
    for size in (15, 5, 1):
        rng = np.random.default_rng(course_seed())
        line, steps = np.zeros(2), 0
        for _ in range(epochs):
            for batch in minibatches(15, size, rng):
                g = np.array(mean_squared_error_gradient(*line, standardized[batch], weights[batch]))
                line = line - 0.05 * g
                steps += 1
        error = mean_squared_error(*line, standardized, weights) - best
        print(words("chapter07.printed.batches", size=size, epochs=epochs, seen=15 * epochs, steps=steps, error=spoken(error)))

# %% [markdown] lang="ja"
# 「誤差」は、いちばんよい直線の誤差をどれだけ上回っているかです。まず 4 エポックの行を比べましょう。見た行の数は同じ 60 行でも、1 行ずつ見れば 60 歩進めます。15 行まとめて見ると 4 歩しか進めず、この学習率では、誤差はまだとても大きいままです。**計算が軽いので、同じ手間で何歩も進める**のが SGD の長所です。
#
# 次に 40 エポックの行を比べます。1 行ずつでは、5 行ずつのときほど小さい誤差には着きません。雑音に揺さぶられて、底のまわりで落ち着かないからです。
#
# SGD の短所は、この教材ですでに 2 つ見ています。
#
# - **学習が遅いことがある。** 細長い谷では、なかなか進めません（上の競走）。
# - **局所的な最小値（局所最適解ともいいます）に捕まることがある。** すべてのデータを使う勾配降下法は、傾きがゼロの所で止まります（第4章の C4.4）。ミニバッチの勾配はそこでもゼロにならないので揺れますが、抜け出せるとはかぎりません（第9章の C9.3）。
#
# この 2 つを何とかしようとするのが、次の手法です。
# %% [markdown] lang="en"
# “Error” is by how much it exceeds that of the best line. Compare the lines of 4 epochs first. The same 60 rows were seen; but one at a time they make 60 steps, while 15 at a time they make 4, and at this rate the error is still very large. **Steps are cheap, so the same work takes you many steps further**: that is the strength of SGD.
#
# Now the lines of 40 epochs. One row at a time, the error does not get as small as with 5 at a time: noise keeps shaking it near the bottom.
#
# You have already met its two weaknesses:
#
# - **It can be slow.** In a narrow valley it hardly gets on (the race above).
# - **It can be caught in a local minimum.** With all of the data at once, it stops where the slope is zero (C4.4 of chapter 4). The gradient of a mini-batch keeps shaking it there, but that is no guarantee that it gets out (C9.3 of chapter 9).
#
# The next optimizer is meant to mend both.

# %% [markdown] lang="ja"
# ## 7.2　Momentum：勢いをつける
#
# **Momentum**（モーメンタム、日本語では「運動量」）は、坂を転がる玉をまねます。SGD は一歩ごとにぴたりと止まり、足もとの勾配だけを見て次の一歩を決めます。Momentum は、**過去の勾配も覚えていて**、その勢いを持ったまま進みます。
#
# $$v \leftarrow \beta\, v + g \qquad\qquad x \leftarrow x - \eta\, v$$
#
# $v$ は**速度**です。はじめは 0 で、一歩ごとに、前の速度を $\beta$（ベータ）倍に弱めてから、今の勾配 $g$ を足します。この $\beta$ を**運動量**と呼びます。運動量が 0.9 なら、勢いの 9 割が残ります。0 なら SGD と同じです。
#
# **例**：勾配がいつも 1 で、運動量が 0.9 とします。1 歩目の速度は 1、2 歩目は $0.9 \times 1 + 1 = 1.9$ です。
#
# **予想**：このまま坂を下り続けると、速度はどうなるでしょうか。
# %% [markdown] lang="en"
# ## 7.2 Momentum: gathering speed
#
# **Momentum** imitates a ball that rolls down a slope. SGD stops dead after each step and decides on the next by the gradient underfoot alone. Momentum **remembers past gradients** and carries their swing along.
#
# $$v \leftarrow \beta\, v + g \qquad\qquad x \leftarrow x - \eta\, v$$
#
# $v$ is the **velocity**. It starts at 0; at each step the old velocity is weakened to $\beta$ (beta) times what it was, then the present gradient $g$ is added. This $\beta$ is called the **momentum**. With a momentum of 0.9 nine tenths of the swing remain; with 0 it is SGD.
#
# **Example**: let the gradient always be 1, and the momentum 0.9. The velocity is 1 at step 1 and $0.9 \times 1 + 1 = 1.9$ at step 2.
#
# **Predict**: what becomes of the velocity as you go on and on?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter07.quiz_speed")

# %% tags=["folded"]
# ja: 速度が一歩ごとにどう変わるかを、2 つの坂で印字します。
# en: Prints how the velocity changes from step to step on two slopes.
slopes = {"same": [1.0] * 60, "changing": [1.0, -1.0] * 30}
for name, gradients in slopes.items():
    velocity, velocities = 0.0, []
    for g in gradients:
        velocity = 0.9 * velocity + g
        velocities.append(f"{velocity:+.2f}".replace("-", "−"))
    print(words(f"chapter07.printed.{name}"), *velocities[:8], "...", velocities[-1])

# %% [markdown] lang="ja"
# - 同じ向きの勾配が続くと、速度は**積み重なって**大きくなり、$1 \div (1 - 0.9) = 10$ 倍に近づきます。谷に沿ったゆるい坂を、速く進めるわけです。
# - プラスとマイナスが入れ替わる勾配は、**打ち消し合います**。1 ではなく、0.53 くらいの大きさに収まります。谷の壁の間の行ったり来たりが弱まるわけです。
#
# 曲がりのきつさ（曲率）が、谷を横切る向きでは、谷に沿う向きの 100 倍もある細長い谷で確かめましょう。図の四角が出発点、星が谷の底です。横に揺れた長さの合計（**横揺れ**）も測ります。
# %% [markdown] lang="en"
# - When gradients keep pointing the same way, the velocity grows and grows, towards $1 \div (1 - 0.9) = 10$ times. So it speeds along the gentle slope of the valley.
# - Gradients that change sign **cancel out**: not 1 but about 0.53 remains. So the to and fro between the walls is damped.
#
# See it in a narrow valley which curves 100 times as much across as along. It starts at the square; the star is the bottom. We also measure how far it moves sideways in all.

# %% tags=["folded"]
# ja: 同じ学習率で、運動量を 0、0.3、0.6 と変えて、60 歩進みます。
# en: Takes 60 steps at the same rate with momentum 0, 0.3 and 0.6.
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.rules import SGD, Momentum
from course_lib.plots.walks_compared import walks_compared

ground = valley(condition=100)
across = np.array([-np.sin(np.pi / 6), np.cos(np.pi / 6)])


def sideways(paths):
    return np.abs(np.diff(paths @ across, axis=0)).sum(axis=0)


walks = {}
for momentum in (0.0, 0.3, 0.6):
    path = optimizer_path(Momentum(rate=1.9, momentum=momentum), ground.gradient, ground.start, max_steps=60)
    title = words("momentum_settings.walk", momentum=momentum, sideways=sideways(path), error=spoken(ground.f(path[-1])))
    walks[title] = path
walks_compared(ground, walks)

# %% [markdown] lang="ja"
# 同じ学習率のままでも、運動量を少し加えるだけで横揺れが減りました。
#
# では、いちばんよい設定どうしで比べるとどうでしょうか。運動量と学習率の組を 1,980 通り試して、誤差がはじめの 1,000,000 分の 1 になるまでの**歩数**がいちばん少ないものを選びます。枠では、運動量なし（SGD）の歩数と、ありの歩数を見比べてください。
# %% [markdown] lang="en"
# At the same rate a little momentum is enough to reduce the swaying.
#
# But how do the two compare when each is at its best? We try 1,980 pairs of momentum and rate and choose those with the fewest **steps** until the error is 1/1,000,000 of what it was. In the box, compare the steps without momentum (SGD) and with it.

# %% tags=["C7.1"]
from course_lib import claim
from course_lib.descent.convergence import steps_until
from course_lib.optimizers.best_settings import best_momentum, best_rate
from course_lib.optimizers.rates import paths_by_rate

rates, momenta = np.geomspace(0.02, 4, 60), np.linspace(0, 0.96, 33)
steps, swayed = np.empty((33, 60)), np.empty((33, 60))
with np.errstate(over="ignore", invalid="ignore"):
    for row, momentum in enumerate(momenta):
        paths = paths_by_rate(Momentum(momentum=momentum), ground.gradient, ground.start, rates, steps=1500)
        steps[row], swayed[row] = steps_until(ground.f(paths), share=1e-6), sideways(paths)


def long_run(optimizer, landscape, steps=400):
    path = optimizer_path(optimizer, landscape.gradient, landscape.start, steps)
    with np.errstate(all="ignore"):
        early, late = np.linalg.norm(path[steps // 2]), np.linalg.norm(path[-1])
        return (late / early) ** (2 / steps)


differences = []
for condition in (10, 100, 1000):
    r, left = best_rate(1 / condition, 1)
    heavy_r, m, heavy_left = best_momentum(1 / condition, 1)
    differences.append(abs(long_run(SGD(r), valley(condition)) / left - 1))
    differences.append(abs(long_run(Momentum(heavy_r, m), valley(condition)) / heavy_left - 1))

plain, damped = (
    sideways(optimizer_path(Momentum(1.9, momentum), ground.gradient, ground.start, 1000)) for momentum in (0.0, 0.3)
)
arrived = np.where(np.isfinite(steps), steps, np.inf)
quiet = np.where(swayed <= 6, arrived, np.inf)
quickest_sways = swayed.flat[arrived.argmin()]

claim(
    "C7.1", "caveat",
    [
        damped < plain / 3,
        arrived.min() < arrived[0].min() / 4,
        quiet.min() < quiet[0].min() / 2,
        max(differences) < 0.005,
        quickest_sways > 2 * 6 and arrived.min() < quiet.min(),
    ],
    plain=plain, damped=damped, sgd=arrived[0].min(), heavy=arrived.min(), quiet_sgd=quiet[0].min(), quiet_heavy=quiet.min(),
    worst=100 * max(differences), sways=quickest_sways,
)

# %% [markdown] lang="ja"
# Momentum は、確かに速くなります。ただし、**いちばん速い設定は、いちばん静かな設定ではありません**。速く進むために、かえって大きく揺れることもあるのです。はじめの競走の Momentum も、そうでした。
# %% [markdown] lang="en"
# Momentum is indeed quicker. But **the quickest setting is not the quietest**: to be quick it may even sway more, as in the first race.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：いちばんよい設定の式
#
# 「いちばんよい設定」は、お椀のような地面なら紙と鉛筆で求められます（Polyak、1964 年、*Some methods of speeding up the convergence of iteration methods*。英語では heavy ball、「重い玉」とも呼ばれます）。いちばんゆるい曲率を $\mu$（ミュー）、いちばんきつい曲率を $L$ とすると、
#
# | | 学習率 | 運動量 | 一歩で残る距離の割合 |
# | --- | --- | --- | --- |
# | SGD | $\dfrac{2}{L+\mu}$ | 0 | $\dfrac{\kappa-1}{\kappa+1}$ |
# | Momentum | $\left(\dfrac{2}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\left(\dfrac{\sqrt{L}-\sqrt{\mu}}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\dfrac{\sqrt{\kappa}-1}{\sqrt{\kappa}+1}$ |
#
# $\kappa = L/\mu$（カッパ）は、谷の細長さ（条件数）です。Momentum では、$\kappa$ が**その平方根**に置きかわります。$\kappa = 100$ の谷が、$\kappa = 10$ の谷と同じくらいやさしくなるのです。
#
# 下の図は、上で試した 1,980 通りです。左は歩数、右はそれまでに横に揺れた長さです。丸と星は、式の設定です。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: formulas of the best settings
#
# On ground like a bowl the best settings can be worked out with pencil and paper (Polyak, 1964, *Some methods of speeding up the convergence of iteration methods*; the method is also called the heavy ball). Call the gentlest curvature $\mu$ (mu) and the strongest $L$. Then:
#
# | | learning rate | momentum | share of the distance left by a step |
# | --- | --- | --- | --- |
# | SGD | $\dfrac{2}{L+\mu}$ | 0 | $\dfrac{\kappa-1}{\kappa+1}$ |
# | Momentum | $\left(\dfrac{2}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\left(\dfrac{\sqrt{L}-\sqrt{\mu}}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\dfrac{\sqrt{\kappa}-1}{\sqrt{\kappa}+1}$ |
#
# $\kappa = L/\mu$ (kappa) tells how narrow the valley is: its condition number. With momentum $\kappa$ is replaced by **its square root**: a valley of $\kappa = 100$ becomes about as easy as one of $\kappa = 10$.
#
# Below are the 1,980 settings tried above. On the left: steps. On the right: how far it swayed sideways on the way. Circle and star are the settings of the formulas.

# %%
from course_lib.plots.momentum_settings import momentum_settings

rate, share_left = best_rate(0.01, 1)
heavy_rate, heavy_momentum, heavy_share_left = best_momentum(0.01, 1)
momentum_settings(rates, momenta, steps, swayed, rate, (heavy_rate, heavy_momentum))

# %% [markdown] lang="ja"
# 左の図の明るいところほど歩数が多く、白いところでは着きませんでした。いちばん下の端が SGD（運動量 0）です。歩数がいちばん少ない暗いところは星のすぐそばにあります。ぴったり星の上でないのは、式が「どこから始めても」の場合を考えているのに対し、ここでは 1 つの出発点から、決まった誤差まで進んだからです。
#
# おもしろいことに、式の設定（丸と星）で底まで歩くと、横揺れの合計は**どちらも同じ**で、はじめの横のずれのちょうど $\kappa$ 倍になります。歩数は 10 分の 1 ほどになるのに、揺れの合計は変わらないのです。式を変形すると、$\dfrac{2}{1-r}-1$（SGD、$r$ は一歩で残る割合）も、Momentum のほうの合計も、$\kappa$ になります。
# %% [markdown] lang="en"
# On the left, the brighter the more steps; white did not arrive. The lowest edge is SGD (momentum 0). The darkest spot, with the fewest steps, is close to the star. It is not right on it because the formulas think of every start there could be, and of the long run, while here it is 1 start and a given error.
#
# Remarkably, if you walk to the bottom at the settings of the formulas (circle and star), the sideways travel in all is **the same for both**: exactly $\kappa$ times the sideways distance at the start. The steps are only about 1/10 as many, and yet it sways as far in all. The formulas say so: $\dfrac{2}{1-r}-1$ (SGD, with $r$ the share left by a step) comes out as $\kappa$, and so does the sum for Momentum.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：NAG は、先を見てから曲がる
#
# **NAG**（Nesterov の加速勾配、1983 年）は、Momentum を少し変えたものです。「このまま勢いで進むと、どこへ着くか」を先に考え、そこでの勾配を使います。行きすぎに早く気づくので、揺れが小さくなります。この教材では、今の場所の勾配だけで書ける形を使っています。Bengio、Boulanger-Lewandowski、Pascanu の論文（2012 年、*Advances in optimizing recurrent networks*）の形です。3 人目の走者として、並べてみましょう。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: NAG looks ahead, then turns
#
# **NAG** (Nesterov's accelerated gradient, 1983) changes Momentum a little. It first asks where the swing is about to carry it, and uses the gradient there. So it notices sooner that it is going too far, and sways less. The course uses a form that gets by with the gradient at the present place, from Bengio, Boulanger-Lewandowski and Pascanu (2012, *Advances in optimizing recurrent networks*). Here it joins as the third walker.

# %%
three = OptimizerRaceControl(
    [valley(condition=200)], steps=100, names=["SGD", "Momentum", "NAG"], first_look=True
)
three

# %% [markdown] lang="ja"
# ### 局所的な最小値を抜け出せるか
#
# 勢いがあれば、小さなくぼみは転がり抜けられそうです。2 つの地形で試しましょう。1 つは第4章の「2 つの谷」、もう 1 つは、大きなお椀に小さなくぼみがたくさんある「でこぼこのお椀」です。200 の出発点から始めて、**いちばん深いくぼみに着いた割合**を数えます。
#
# - 図の**上の段**は、地形を横から見たものです。星がくぼみの底です。
# - **下の段**は、横が学習率、縦が「いちばん深いくぼみに着いた割合」です。線が上にあるほど、よい結果です。
# - **点線**は、はじめからいちばん深いくぼみの側にいた割合です。これより上なら、抜け出したもののほうが多いことになります。
#
# **予想**：運動量を加えると、どちらの地形でも割合は増えるでしょうか。
# %% [markdown] lang="en"
# ### Out of local minima?
#
# With enough swing it should roll through a small hollow. Try it on two landscapes: one is the two valleys of chapter 4, the other a bumpy bowl, which is wide and full of small hollows. From 200 starts, count **what share ends in the deepest hollow**.
#
# - **Above**: the landscapes from the side. The stars are the bottoms of hollows.
# - **Below**: the rate from left to right, and upward the share that ends in the deepest hollow. The higher a line, the better.
# - **Dotted line**: the share that was on that side from the start. Above it, more got in than fell out.
#
# **Predict**: does momentum raise the share on both?

# %% tags=["folded"]
# ja: 2 つの地形で、200 の出発点から、16 通りの学習率と 4 通りの運動量を試します。
# en: Tries 16 rates and 4 momenta from 200 starts on both landscapes.
from course_lib.descent.basins import valley_of, valley_reached
from course_lib.ground.bumpy_bowl import bumpy_bowl
from course_lib.ground.landscapes import double_well
from course_lib.plots.escapes import escapes
from course_lib.optimizers.rates import ends_by_rate

rng = np.random.default_rng(course_seed())
results, outcomes = [], {}
for hollows, highest in ((double_well(), 0.25), (bumpy_bowl(), 2.0)):
    starts = rng.uniform(*hollows.region[0], size=200)
    # ja: とても小さい学習率で着くくぼみが、その出発点の「もとのくぼみ」
    # en: where a very small rate leads is the hollow that a start belongs to
    at_home = valley_reached(hollows, starts[:, None], rate=0.05, steps=1000) == 0
    tried = np.geomspace(highest / 200, highest, 16)
    shares = {}
    for momentum in (0, 0.5, 0.8, 0.9):
        ends = ends_by_rate(Momentum(momentum=momentum), hollows.gradient, starts, tried, steps=1000)
        # ja: 0 がいちばん深いくぼみ、1 以上はほかのくぼみ、−1 はどこにも落ち着かなかったもの
        # en: 0 is the deepest hollow, 1 and above are the others, −1 came to rest nowhere
        hollow = valley_of(hollows, ends[..., None])
        shares[momentum] = (hollow == 0).mean(axis=1)
        freed, lost = (hollow[:, ~at_home] == 0).mean(axis=1), (hollow[:, at_home] > 0).mean(axis=1)
        outcomes[hollows.name, momentum] = freed, lost, shares[momentum]
    results.append((hollows, tried, shares, at_home.mean()))
escapes(results)

# %% [markdown] lang="ja"
# - **でこぼこのお椀**では、朱色の線（SGD）は点線を超えません。Momentum は、多くの小さなくぼみを転がり抜けます。
# - **2 つの谷**では、話が違います。SGD も学習率を大きくすれば同じくらい抜け出し、運動量はほとんど得になりません。
# - どちらでも、右へ行きすぎると割合が下がります。**よいくぼみからも飛び出してしまう**からです。
#
# ここで見たのは、1 本道のような（調整する数が 1 つだけの）地形です。調整する数がたくさんあるときの話は、第9章で続けます。
# %% [markdown] lang="en"
# - In the **bumpy bowl** the vermilion curve (SGD) never rises above the dotted line. Momentum rolls through many of the small hollows.
# - On the **two valleys** it is different. SGD with a large rate gets out just as often, and momentum gains next to nothing.
# - On both the share falls when you go too far to the right: **it gets thrown out of the good hollow as well**.
#
# All this was ground with a single number to adjust. Chapter 9 goes on to many.

# %% tags=["C7.2"]
def freeing_most(name, momentum):
    """Return in percent, at the rate that frees the most: who got in, who fell out, and how many ended deepest."""
    freed, lost, deepest = outcomes[name, momentum]
    k = int(np.argmax(freed))
    return 100 * freed[k], 100 * lost[k], 100 * deepest[k]


bumpy_plain, *_ = freeing_most("bumpy_bowl", 0)
bumpy_heavy, *_ = freeing_most("bumpy_bowl", 0.9)
wells_plain, _, wells_plain_all = freeing_most("double_well", 0)
wells_heavy, wells_lost, wells_heavy_all = freeing_most("double_well", 0.9)

claim(
    "C7.2", "caveat",
    [
        bumpy_heavy > 30 and bumpy_plain < 5,
        abs(wells_heavy - wells_plain) < 15 and abs(wells_heavy_all - wells_plain_all) < 10,
        wells_lost > 2,
    ],
    bumpy_plain=bumpy_plain, bumpy_heavy=bumpy_heavy, wells_plain=wells_plain, wells_heavy=wells_heavy, wells_lost=wells_lost,
)

# %% [markdown] lang="ja"
# ## 7.3　パラメーターごとの学習率：AdaGrad と RMSProp
#
# Momentum に期待した 2 つのことを、どちらも数で確かめました。道のりは、ここで半分です。ここまで来られたなら、あとの手法も大丈夫です。
#
# さて、谷が「ある向きには急で、別の向きにはほとんど平ら」なとき、1 つの学習率ではどちらかに合いません。**パラメーターごとに別の学習率**があれば、どうでしょう。勾配がいつも大きいパラメーターは小さな学習率で、いつも小さいパラメーターは大きな学習率で進むのです。
#
# そのために、勾配の大きさを覚えておいて、それで割ります。100 は 100 で割り、0.01 は 0.01 で割れば、どちらも 1 です。大きさは、プラスとマイナスが打ち消し合わないように 2 乗して測ります。
#
# - **AdaGrad**（エイダグラッド）は、2 乗をはじめからすべて**足していきます**。合計は増える一方なので、一歩はだんだん短くなります。
# - **RMSProp**（アールエムエスプロップ）は、2 乗の**移動平均**を使います。古いものは少しずつ忘れるので、一歩が短くなり続けることはありません。
#
# 移動平均とは、「これまでの平均を 0.9 倍し、新しい値を 0.1 倍して足す」ことをくり返した、ゆっくり動く平均です。これまでの平均が 10、新しい値が 20 なら、$0.9 \times 10 + 0.1 \times 20 = 11$。新しい値のほうへ、少しだけ動きます。
#
# RMSProp を式で書きます。新しい文字は $v$ だけです。$v$ は、**勾配の 2 乗の移動平均**です（7.2 の速度とは別のものです。多くの本が、どちらにもこの文字を使います）。
#
# $$v \leftarrow 0.9\, v + 0.1\, g^2$$
#
# これは、今見た移動平均です。一歩は、SGD の一歩 $\eta\, g$ を、勾配のふだんの大きさ $\sqrt v$ で割ったものです。
#
# $$x \leftarrow x - \eta\, \frac{g}{\sqrt{v}}$$
#
# （プログラムでは、0 で割らないように、$\sqrt v$ にとても小さな数 $\varepsilon$（イプシロン）を足します。）
#
# 勾配の大きさが 100 のパラメーターと 0.01 のパラメーターを、学習率 0.01 で並べて進めてみましょう。**予想**：2 つの一歩の長さは、SGD では何倍違うでしょうか。RMSProp ではどうでしょうか。
# %% [markdown] lang="en"
# ## 7.3 A learning rate for every parameter: AdaGrad and RMSProp
#
# Both hopes in Momentum are tested now, and half the way is done. If you have come this far, the rest is within your reach.
#
# Where a valley is steep one way and almost level the other, no single rate suits both. What if there were **a rate of its own for each parameter**: a small one where gradients are always large, a large one where they are always small?
#
# To do so, remember how large the gradients have been, and divide by it: 100 divided by 100 is 1, and 0.01 divided by 0.01 is 1 too. The size is measured by squares, so that plus and minus don't cancel.
#
# - **AdaGrad** **adds up** all squares from the beginning. The sum only grows, so steps get shorter and shorter.
# - **RMSProp** keeps a **running mean** of the squares. Old ones are forgotten bit by bit, so steps don't go on shrinking.
#
# A running mean moves slowly: take 0.9 times the mean so far and add 0.1 times the new value. If the mean so far is 10 and the new value 20, it becomes $0.9 \times 10 + 0.1 \times 20 = 11$, a little nearer to the new value.
#
# Here is RMSProp as a formula. Its only new letter is $v$, the **running mean of the squared gradients** (not the velocity of 7.2; most books use this letter for both).
#
# $$v \leftarrow 0.9\, v + 0.1\, g^2$$
#
# That is the running mean you have just seen. The step is that of SGD, $\eta\, g$, divided by the usual size of the gradient, $\sqrt v$.
#
# $$x \leftarrow x - \eta\, \frac{g}{\sqrt{v}}$$
#
# (A program adds a tiny number, $\varepsilon$ (epsilon), to $\sqrt v$, so as not to divide by 0.)
#
# Now take a parameter with gradients of size 100 and one with gradients of size 0.01, at a learning rate of 0.01. **Predict**: how many times as long are the steps of the first with SGD? And with RMSProp?

# %% tags=["folded"]
# ja: 一歩の長さを、1 歩目、10 歩目、100 歩目で印字します。
# en: Prints how long the steps 1, 10 and 100 are.
from course_lib.optimizers.rules import AdaGrad, RMSProp

sizes = np.array([100.0, 0.01])
for optimizer in (SGD(rate=0.01), AdaGrad(rate=0.01), RMSProp(rate=0.01, beta=0.9)):
    path = optimizer_path(optimizer, lambda x: sizes, [0.0, 0.0], max_steps=100)
    lengths = np.abs(np.diff(path, axis=0))
    print(type(optimizer).__name__)
    for n in (1, 10, 100):
        print("   ", words("chapter07.printed.lengths", step=n, first=lengths[n - 1, 0], second=lengths[n - 1, 1]))

# %% [markdown] lang="ja"
# SGD の一歩は 10,000 倍も違います。AdaGrad と RMSProp では、2 つのパラメーターの一歩の長さが同じになりました。AdaGrad の一歩は短くなっていき、RMSProp の一歩は学習率（0.01）くらいに落ち着きます。
#
# 勾配が 100 のほうの RMSProp を、手で確かめましょう。
#
# - **1 歩目**：$v = 0.9 \times 0 + 0.1 \times 100^2 = 1000$、$\sqrt{1000} \approx 31.6$ なので、一歩は $0.01 \times 100 \div 31.6 \approx 0.032$。
# - **ずっとあと**：$v$ は $100^2$ に近づくので、一歩は $0.01 \times 100 \div 100 = 0.01$。
#
# 1 歩目が 3 倍ほど長いのは、$v$ が 0 から始まり、はじめのうちは小さすぎるからです。これを直すのが、次の Adam です。
#
# 4 人で競走してみましょう。細長い谷でいちばんよかった学習率のまま、急に曲がる谷、「ローゼンブロックのバナナ」へ連れていきます。**予想**：飛び出してしまうのは、だれでしょうか。
# %% [markdown] lang="en"
# The steps of SGD differ 10,000-fold. With AdaGrad and RMSProp both parameters take steps of the same length. AdaGrad's get shorter and shorter; RMSProp's settle at about the learning rate, 0.01.
#
# Check RMSProp by hand, where the gradient is 100.
#
# - **Step 1**: $v = 0.9 \times 0 + 0.1 \times 100^2 = 1000$ and $\sqrt{1000} \approx 31.6$, so the step is $0.01 \times 100 \div 31.6 \approx 0.032$.
# - **Much later**: $v$ nears $100^2$, so the step is $0.01 \times 100 \div 100 = 0.01$.
#
# Step 1 is some 3 times as long because $v$ starts at 0 and is too small at first. Adam, which comes next, puts that right.
#
# Now a race of 4. Each keeps the rate that was best in the narrow valley, and we take them to a valley with a sharp bend, “Rosenbrock's banana”. **Predict**: who flies away?

# %%
four = OptimizerRaceControl(names=["SGD", "Momentum", "AdaGrad", "RMSProp"])
# ja: 0 は細長い谷、1 は丸いお椀、2 はローゼンブロックのバナナ
# en: 0 is the narrow valley, 1 the round bowl, 2 Rosenbrock's banana
four.landscape.index = 2
four

# %% [markdown] lang="ja"
# SGD と Momentum は飛び出し、AdaGrad と RMSProp は残りました。勾配がどんなに大きくても、その大きさで割っているからです。「それぞれにいちばんよい学習率を探す」を押すと、みな残ります。チェックを外すと、その人は走りません。
# %% [markdown] lang="en"
# SGD and Momentum flew away; AdaGrad and RMSProp stayed, for however large the gradient is, they divide by its size. Press “Find the best rate for each”, and all of them stay. Those not ticked do not run.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：パラメーターごとの学習率では助からない谷
#
# パラメーターごとの学習率は、谷が**座標軸に沿って**いるときに効きます。谷が 45 度の斜めなら、どちらのパラメーターの勾配も同じくらいの大きさになり、割っても谷の細長さは変わりません。同じ谷を、まっすぐに置いた場合と 45 度回した場合で、61 通りの学習率を試して、いちばん速いものを比べます（谷の細長さ、つまり条件数は 1,000）。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: a valley where rates per parameter don't help
#
# A rate for each parameter helps where the valley runs **along an axis**. Where it is slanted by 45 degrees, the gradients of both parameters are about equally large, and dividing by their size leaves the valley as narrow as it was. Here is the same valley, put straight and turned by 45 degrees; 61 rates are tried, and the quickest counts (the valley's condition number is 1,000).

# %% tags=["C7.8"]
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.ground.problems import line_problem
from course_lib.optimizers.rates import ends_by_rate
from course_lib.optimizers.rules import Adam


def fewest_steps(optimizer, degrees, share=1e-4, steps=4000):
    # ja: 誤差がはじめの 1 万分の 1 以下になって、最後までそこにとどまるまでの歩数（61 通りの学習率のうち最少）
    # en: steps until the error is 1/10,000 of what it was and stays so to the end: the fewest over 61 rates
    turned = valley(condition=1000, angle=np.radians(degrees))
    start = [[np.cos(np.radians(degrees)), -np.sin(np.radians(degrees))], [np.sin(np.radians(degrees)), np.cos(np.radians(degrees))]] @ np.array([10.0, 1.0])
    with np.errstate(all="ignore"):
        errors = turned.f(paths_by_rate(optimizer, turned.gradient, start, np.geomspace(1e-4, 10, 61), steps))
        stays = errors[int(0.9 * steps):].max(axis=0) <= share * errors[0]
    return min(steps_until(errors[:, stays], share), default=np.inf)


slanted = {kind.__name__: [fewest_steps(kind(), degrees) for degrees in (0, 45)] for kind in (SGD, Momentum, AdaGrad, RMSProp, Adam)}
for name, (straight, turned) in slanted.items():
    print(words("chapter07.printed.slanted", name=name, straight=straight, turned=turned))

# ja: 体重の直線（第3章）の谷も斜め。各パラメーターの目盛りを、それぞれいちばんよく選び直したときの条件数
# en: the valley of the line through weights (chapter 3) is slanted too: its condition number once the unit of each parameter is chosen as well as can be
conditions, nearest = {}, {}
for name, values in (("raw", heights), ("centred", heights - heights.mean())):
    problem = line_problem(values, weights)
    units = 1 / np.sqrt(np.diag(problem.hessian))
    conditions[name] = np.linalg.cond(problem.hessian), np.linalg.cond(units[:, None] * problem.hessian * units)
    least = mean_squared_error(*least_squares(values, weights), values, weights)
    ends = [ends_by_rate(kind(), problem.gradient, problem.start, np.geomspace(1e-6, 100, 33), 8000) for kind in (AdaGrad, RMSProp)]
    nearest[name] = [np.nanmin(problem.error(end)) / least for end in ends]

claim(
    "C7.8", "misleading",
    [
        all(slanted[name][0] < slanted["SGD"][0] / 2 for name in ("AdaGrad", "RMSProp", "Adam")),
        all(slanted[name][1] > slanted["SGD"][1] for name in ("AdaGrad", "RMSProp")),
        slanted["Momentum"][1] < slanted["SGD"][1] / 10,
        conditions["raw"][1] > 500 and min(nearest["raw"]) > 1,
        conditions["centred"][1] < 1.01 and max(nearest["centred"]) < 0.01,
    ],
    sgd=slanted["SGD"], adagrad=slanted["AdaGrad"], rmsprop=slanted["RMSProp"], momentum=slanted["Momentum"][1], adam=slanted["Adam"],
    raw=spoken(conditions["raw"][0]), scaled=conditions["raw"][1], adagrad_left=nearest["raw"][0], rmsprop_left=nearest["raw"][1],
)

# %% [markdown] lang="ja"
# 第3章の cm のままの谷も、斜めに傾いた谷です。傾きと切片が強く結びついているからです。ですから AdaGrad や RMSProp でも底に着けません。効いたのは、第3章の「平均を引く」という工夫（谷をまっすぐに置き直すこと）でした。
# %% [markdown] lang="en"
# The valley of chapter 3, with heights in plain centimetres, is slanted too, since slope and intercept hang together closely. So AdaGrad and RMSProp don't get to its bottom either. What helped was chapter 3's remedy of subtracting the mean, which puts the valley straight.

# %% [markdown] lang="ja"
# ## 7.4　Adam：2 つを組み合わせる
#
# **Adam**（アダム）とその仲間は、今いちばんよく使われている手法です。Adam は **Momentum と RMSProp を組み合わせた**もので、パラメーターごとに 2 つの数を覚えておきます。
#
# - $m$：勾配の移動平均。過去の勾配を覚えておくのは、**Momentum** ゆずりです。
# - $v$：勾配の 2 乗の移動平均。その $\sqrt v$ で割るのは、**RMSProp** ゆずりです。
#
# Adam で新しく加わったのは、**補正**だけです。$m$ も $v$ も 0 から始まるので、はじめのうちは小さすぎます。そこで割り算で大きく直し、直した数を $\hat m$（エム・ハット）、$\hat v$ と書きます。
#
# ### 手で計算してみる
#
# 1 歩目の勾配が 4 だったとして、式に数を入れていきます。新しい考えは ③ だけで、①、②、④ は 7.2 と 7.3 の復習です。
#
# - **はじめの値**：$x = 1$、$m = 0$、$v = 0$。学習率は 0.1 です。
# - **残す割合**（7.3 の移動平均では 0.9 でした）：$m$ では $\beta_1 = 0.9$、$v$ では $\beta_2 = 0.999$ です。
# - **$t$** は何歩目か（**1 から数えます**）、$\beta_1^{\,t}$ は $\beta_1$ を $t$ 回掛けた数です。
#
# | | 式 | 数を入れると（$t = 1$、$g = 4$） |
# | --- | --- | --- |
# | ① 勾配の平均 | $m \leftarrow \beta_1 m + (1-\beta_1)\, g$ | $0.9 \times 0 + 0.1 \times 4 = 0.4$ |
# | ② 2 乗の平均 | $v \leftarrow \beta_2 v + (1-\beta_2)\, g^2$ | $0.999 \times 0 + 0.001 \times 4^2 = 0.016$ |
# | ③ $m$ の補正 | $\hat m = \dfrac{m}{1-\beta_1^{\,t}}$ | $0.4 \div (1 - 0.9) = 4$ |
# | 　 $v$ の補正 | $\hat v = \dfrac{v}{1-\beta_2^{\,t}}$ | $0.016 \div (1 - 0.999) = 16$ |
# | ④ 一歩 | $x \leftarrow x - \eta\, \dfrac{\hat m}{\sqrt{\hat v}}$ | $1 - 0.1 \times 4 \div \sqrt{16} = 0.9$ |
#
# 右の列は、掛け算と割り算、それに $\sqrt{16} = 4$ だけです。$m$ は勾配の 10 分の 1 しかありませんでしたが、補正でちょうど 4 に戻りました。（プログラムでは、7.3 と同じように $\sqrt{\hat v}$ に $\varepsilon$ を足します。ふつうは 0.00000001、つまり 1 億分の 1 です。）
#
# ふつうの SGD なら、一歩は $0.1 \times 4 = 0.4$ でした。Adam の 1 歩目は、**勾配が 4 でも 400 でも、学習率とちょうど同じ 0.1** です。自分の大きさで割るからです。
#
# よく使われる設定は、**学習率 0.001、$\beta_1$ = 0.9、$\beta_2$ = 0.999** です。
#
# **予想**：2 歩目の勾配が半分の 2 だったら、一歩も半分になるでしょうか。下のセルは、表の式をそのまま 2 回計算します。印字された数を追ってください。
# %% [markdown] lang="en"
# ## 7.4 Adam: both together
#
# **Adam** and its variants are the most popular optimizers today. Adam **combines Momentum and RMSProp**, and remembers 2 numbers for each parameter:
#
# - $m$, the running mean of the gradients. Remembering past gradients it has from **Momentum**.
# - $v$, the running mean of their squares. Dividing by $\sqrt v$ it has from **RMSProp**.
#
# All that is new in Adam is a **correction**. Both $m$ and $v$ start at 0 and are too small at first; a division makes them larger. Once corrected they are written $\hat m$ (“m hat”) and $\hat v$.
#
# ### By hand
#
# Let the gradient of step 1 be 4, and put numbers into the formulas. Only ③ is new; ①, ② and ④ repeat what 7.2 and 7.3 said.
#
# - **At the start**: $x = 1$, $m = 0$, $v = 0$. The learning rate is 0.1.
# - **Share that is kept** (0.9 in the running mean of 7.3): $\beta_1 = 0.9$ of $m$, $\beta_2 = 0.999$ of $v$.
# - **$t$** is the number of the step, **counted from 1**, and $\beta_1^{\,t}$ is $\beta_1$ multiplied by itself $t$ times.
#
# | | formula | in numbers ($t = 1$, $g = 4$) |
# | --- | --- | --- |
# | ① mean of the gradients | $m \leftarrow \beta_1 m + (1-\beta_1)\, g$ | $0.9 \times 0 + 0.1 \times 4 = 0.4$ |
# | ② mean of their squares | $v \leftarrow \beta_2 v + (1-\beta_2)\, g^2$ | $0.999 \times 0 + 0.001 \times 4^2 = 0.016$ |
# | ③ correcting $m$ | $\hat m = \dfrac{m}{1-\beta_1^{\,t}}$ | $0.4 \div (1 - 0.9) = 4$ |
# | correcting $v$ | $\hat v = \dfrac{v}{1-\beta_2^{\,t}}$ | $0.016 \div (1 - 0.999) = 16$ |
# | ④ step | $x \leftarrow x - \eta\, \dfrac{\hat m}{\sqrt{\hat v}}$ | $1 - 0.1 \times 4 \div \sqrt{16} = 0.9$ |
#
# On the right there is only multiplying and dividing, and $\sqrt{16} = 4$. $m$ was no more than 1/10 of the gradient, and the correction brought it back to exactly 4. (As in 7.3, a program adds $\varepsilon$ to $\sqrt{\hat v}$, mostly 0.00000001, a hundred-millionth.)
#
# The step of plain SGD would have been $0.1 \times 4 = 0.4$. Adam's first step is **exactly the learning rate, 0.1, whether the gradient is 4 or 400**, since it is divided by its own size.
#
# The usual settings are a **learning rate of 0.001, $\beta_1$ = 0.9 and $\beta_2$ = 0.999**.
#
# **Predict**: if the gradient of step 2 is only 2, half as large, is the step half as long? The cell below works the table out twice. Follow the numbers that it prints.

# %%
x, m, v = 1.0, 0.0, 0.0
for t, g in ((1, 4.0), (2, 2.0)):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    step = 0.1 * m_hat / np.sqrt(v_hat)
    x = x - step
    numbers = {"t": t, "g": g, "m": m, "v": v, "m_hat": m_hat, "v_hat": v_hat, "step": step, "x": x}
    print(words("chapter07.printed.by_hand", **numbers))

# %% [markdown] lang="ja"
# 勾配は半分になったのに、一歩はほとんど変わりません。$m$ が、1 歩目の 4 をまだ覚えているからです：$0.9 \times 0.4 + 0.1 \times 2 = 0.56$。補正した $\hat m$ は、4 と 2 の間の 2.9 ほどです。$\sqrt{\hat v}$ も、4 と 2 の間です。
#
# おつかれさまでした。この章のいちばん難しいところは、これで終わりです。Adam の中身を、あなたはもう計算できます。
#
# ### Adam を分解して、中をのぞく
#
# 左と右は別々のパラメーターで、右の勾配は、左の 0.001 倍しかありません。図は 6 枚ありますが、まずは**いちばん下の段**（一歩）だけを見比べてください。上の段は勾配と $m$、真ん中の段は大きさと $\sqrt v$ です。
#
# **予想**：右のパラメーターの一歩は、左の何倍でしょうか。
# %% [markdown] lang="en"
# The gradient is half as large, and the step hardly changes, for $m$ still remembers the 4 of step 1: $0.9 \times 0.4 + 0.1 \times 2 = 0.56$. Corrected, $\hat m$ is about 2.9, between 4 and 2. So is $\sqrt{\hat v}$.
#
# Well done: you are past the hardest part of this chapter. You can work out what is inside Adam yourself.
#
# ### Adam taken apart
#
# Left and right are two different parameters; the gradients on the right are only 0.001 times those on the left. Of the 6 panels compare only the **lowest two, the steps**, at first. Above them are the gradient with $m$, and its size with $\sqrt v$.
#
# **Predict**: how does the step on the right compare with the one on the left?

# %% tags=["W7.2"]
from course_lib.controls.adam_parts import AdamPartsControl

parts = AdamPartsControl()
parts

# %% [markdown] lang="ja"
# 勾配はどちらも「いつも同じ」です。勾配の大きさが 1,000 倍違うのに、一歩の長さは左も右も学習率の 1 倍で、ぴったりそろっています。次のことも試してみましょう。
#
# 1. 両方の勾配を「雑音がある」にします。勾配（灰色の点）は散らばりますが、$m$ は平均をたどります。
# 2. 「行ったり来たり」を選びます。$m$ は小さくなり（打ち消し合う）、$\sqrt v$ は小さくなりません。だから一歩が短くなります。**自信がないときは小さく進む**わけです。
# 3. 「いつも同じ」に戻し、「0 から始まる m と v を補正する」を外します。一歩は学習率の何倍まで伸びますか。
#
# 片方の働きを止めると、残りはもとの手法と**一歩ずつ**一致します。Adam は、本当に Momentum と RMSProp からできているのです。
#
# そして、左と右の一歩がそろったように、Adam は**パラメーターごとに、一歩の長さを自分で調整**します。この 2 つを確かめる実験は、次の「もっと知りたい人へ」にあります（C7.3 と C7.4）。
# %% [markdown] lang="en"
# Both gradients are the same at every step. Though they differ 1,000-fold in size, the steps on the left and on the right are exactly alike: 1 learning rate long. Try these as well:
#
# 1. Choose “noisy” for both. The gradients (grey dots) scatter, while $m$ follows their mean.
# 2. Choose “to and fro”. $m$ gets small (things cancel) while $\sqrt v$ does not, so the steps get short. **Where it is unsure, it treads carefully.**
# 3. Go back to “the same at every step” and untick “Correct m and v for their start at 0”. How many learning rates long do the steps get?
#
# Switch one half off, and what remains agrees with the other optimizer, **step by step**. Adam really is made of Momentum and RMSProp.
#
# And, as left and right agreed, Adam **suits the length of its steps to each parameter**. The experiments on both are under “If you want to know more”, next (C7.3 and C7.4).

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：Adam は、本当に 2 つの組み合わせか
#
# Adam が Momentum と RMSProp からできているというのは、本当でしょうか。片方の働きを止めて、残りがもとの手法と**一歩ずつ**一致するかどうかを調べます。
#
# - **Momentum ゆずりの部分を切る**：$\beta_1 = 0$ にすると、$m$ は今の勾配そのものです。
# - **RMSProp ゆずりの部分を切る**：$\varepsilon$ をとても大きくすると、$\sqrt{\hat v} + \varepsilon$ はどのパラメーターでも同じ数 $\varepsilon$ になります。その分、学習率を $\varepsilon$ 倍しておきます。
#
# 補正は、もとの手法にはないので、歩数ごとに学習率（RMSProp では $\varepsilon$ も）に掛けて合わせます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: is Adam really the two combined?
#
# Is it true that Adam is made of Momentum and RMSProp? Switch one of them off, and see whether what remains agrees with the other optimizer, **step by step**.
#
# - **What it has from Momentum, off**: with $\beta_1 = 0$, $m$ is the present gradient itself.
# - **What it has from RMSProp, off**: with a huge $\varepsilon$, $\sqrt{\hat v} + \varepsilon$ is the same number $\varepsilon$ for each parameter. To make up for it the rate is multiplied by $\varepsilon$.
#
# The two older optimizers have no correction for the start, so theirs is put into the learning rate of each step (and for RMSProp into $\varepsilon$).

# %% tags=["C7.3"]
from course_lib.ground.landscapes import beale
from course_lib.optimizers.rules import Adam

flat = beale()
rate, steps, huge = 0.02, 200, 1e12


def corrected_rmsprop():
    """Walk with RMSProp, rate and epsilon corrected by the root of 1 - beta^t at each step."""
    optimizer, x = RMSProp(beta=0.999), flat.start.copy()
    for t in range(1, steps + 1):
        root = np.sqrt(1 - 0.999**t)
        optimizer.rate, optimizer.epsilon = rate * root, 1e-8 * root
        optimizer.update([x], [flat.gradient(x)])
        yield x.copy()


without_momentum = optimizer_path(Adam(rate, beta1=0, beta2=0.999), flat.gradient, flat.start, steps)[1:]
rmsprop = np.array(list(corrected_rmsprop()))
without_scaling = optimizer_path(Adam(rate * huge, beta1=0.9, epsilon=huge), flat.gradient, flat.start, steps)
momentum = optimizer_path(
    Momentum(momentum=0.9), flat.gradient, flat.start, steps, schedule=lambda step: rate * 0.1 / (1 - 0.9 ** (step + 1))
)
whole = optimizer_path(Adam(rate, beta1=0.9), flat.gradient, flat.start, steps)[1:]

first_apart = np.abs(without_momentum - rmsprop).max()
second_apart = np.abs(without_scaling - momentum).max()
different = min(np.abs(whole - rmsprop).max(), np.abs(whole - momentum[1:]).max())

claim(
    "C7.3", "holds",
    [first_apart < 1e-12, second_apart < 1e-8, different > 0.1],
    steps=steps, first=spoken(1e-12), second=spoken(1e-8), different=different,
)

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：どのパラメーターにも、ちょうどよい一歩
#
# 「各パラメーターで学習率を自動調整する」という働きを、もっと広く確かめます。勾配の大きさがとても小さいものから大きいものまで、37 個のパラメーターに雑音のある勾配を与え、一歩の長さの平均を測ります。図で見るのは、黄色の帯（10,000 分の 1 から 10,000 まで）の中です。**予想**：SGD の線と Adam の線は、どんな形になるでしょうか。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: a step that suits every parameter
#
# Let us test “a learning rate of its own for every parameter” more widely. 37 parameters get noisy gradients, from tiny to huge, and we measure how long their steps are on average. Look within the yellow band, from 1/10,000 to 10,000. **Predict**: what do the lines of SGD and of Adam look like?

# %% tags=["folded"]
# ja: 37 個のパラメーターの一歩の長さを、SGD、RMSProp、Adam で測ります。
# en: Measures how long the steps of 37 parameters are with SGD, RMSProp and Adam.
from course_lib.optimizers.rules import Adam
from course_lib.plots.step_by_scale import step_by_scale

scales = 10.0 ** np.linspace(-14, 4, 37)
noise = np.random.default_rng(course_seed()).standard_normal((500, 37))
lengths = {}
for optimizer in (SGD(0.001), RMSProp(0.001), Adam(0.001)):
    x = np.zeros(37)
    moved = np.zeros(37)
    for row in noise:
        before = x.copy()
        optimizer.update([x], [scales * (1 + row)])
        moved += np.abs(x - before) / len(noise)
    lengths[type(optimizer).__name__] = moved / 0.001
step_by_scale(scales, lengths, epsilon=1e-8, band=(1e-4, 1e4))

# %% tags=["C7.4"]
inside = scales > 0.99e-4
sgd_ratio, adam_ratio = (lengths[name][inside].max() / lengths[name][inside].min() for name in ("SGD", "Adam"))
shortest, longest = lengths["Adam"][inside].min(), lengths["Adam"][inside].max()
tiny = lengths["Adam"][scales < 1e-12].max()

claim(
    "C7.4", "holds",
    [sgd_ratio > 1e7, adam_ratio < 1.5, tiny < 0.01],
    sgd=spoken(sgd_ratio), adam=adam_ratio, shortest=shortest, longest=longest, tiny=spoken(tiny),
)

# %% [markdown] lang="ja"
# SGD の一歩は勾配に比例し、Adam の一歩はほぼ平らです（RMSProp の線は、Adam と重なっています）。ただし勾配が $\varepsilon$（破線）より小さくなると、Adam の一歩も縮みます。
# %% [markdown] lang="en"
# SGD's step is proportional to the gradient; Adam's is almost level (RMSProp's line lies on it). Only where gradients are smaller than $\varepsilon$ (dashed line) do Adam's steps shrink too.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：AdamW は、なぜ「W」なのか
#
# 重みが大きくなりすぎないように、一歩ごとにすべての重みを少しだけ 0 に近づけることを、**重みの減衰**（weight decay）といいます。SGD なら、勾配に「小さな数 × 重み」を足すだけで、それと同じことになります。ところが Adam でそうすると、足した分も $\sqrt v$ で割られてしまいます。勾配の大きいパラメーターほど、減衰が効かなくなるのです。（章の終わりの競走では、底がちょうど 0 にある細長い谷なら、0 に近づけるだけで得をします。）
#
# **AdamW**（Loshchilov と Hutter、2019 年、*Decoupled Weight Decay Regularization*）は、減衰を勾配に混ぜず、別に行います。平均が 0 の雑音だけの勾配を与え、重み 1 から始めて 2,000 歩のあとにどれだけ残るかを比べましょう。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: what the W in AdamW is for
#
# Moving all weights a little towards 0 at each step, so that they don't grow too large, is called **weight decay**. With SGD it is the same as adding “a small number × the weight” to the gradient. With Adam it is not: what is added is divided by $\sqrt v$ as well, so that the larger a parameter's gradients, the less it decays. (In the race at the end of the chapter, moving towards 0 is an advantage in itself where the bottom lies at exactly 0, as in the narrow valley.)
#
# **AdamW** (Loshchilov and Hutter, 2019, *Decoupled Weight Decay Regularization*) does not mix the decay into the gradient but does it apart. Here are gradients of noise alone, with mean 0: weights start at 1, and we compare what is left of them after 2,000 steps.

# %% tags=["C7.7"]
from course_lib.optimizers.rules import AdamW

gradient_sizes, copies, decay, own_rate = np.array([0.0001, 0.01, 1.0, 100.0, 10_000.0]), 300, 0.1, 0.005
noise = np.random.default_rng(course_seed())
mixed, apart = Adam(own_rate), AdamW(own_rate, weight_decay=decay)
in_gradient, by_itself = np.ones((5, copies)), np.ones((5, copies))
for _ in range(2000):
    g = gradient_sizes[:, None] * noise.standard_normal((5, copies))
    mixed.update([in_gradient], [g + decay * in_gradient])
    apart.update([by_itself], [g])
left_mixed, left_apart = in_gradient.mean(axis=1), by_itself.mean(axis=1)
meant = (1 - own_rate * decay) ** 2000
for size, one, other in zip(gradient_sizes, left_mixed, left_apart, strict=True):
    print(words("chapter07.printed.decay", size=spoken(size, 1), mixed=spoken(one), apart=spoken(other)))

claim(
    "C7.7", "misleading",
    [
        left_mixed[0] < 0.1 and left_mixed[-1] > 0.85,
        np.abs(left_apart - meant).max() < 0.08,
    ],
    small=abs(left_mixed[0]), large=left_mixed[-1], least=left_apart.min(), most=left_apart.max(), meant=meant,
)

# %% [markdown] lang="ja"
# ## 7.5　Adam は「ほとんどの場合」うまくいくか
#
# この教材で使う問題を 12 問集めて、4 人に**いつもの設定のまま**解かせます。はじめて見る地形の名前もありますが、覚えなくてかまいません。合格の線は、問題ごとに決めました。
#
# - **地形**（9 問）：8,000 歩までに、誤差がはじめの 1 % 以下に落ち着くこと。
# - **体重の直線**（2 問）：8,000 歩までに、誤差がいちばんよい直線の 1.01 倍以内に落ち着くこと。
# - **手書き数字**（1 問）：10 エポックで、初めて見る画像の 90 % 以上を正しく読むこと。
#
# **予想**：いつもの設定でいちばん多くの問題を解くのは、どの手法でしょうか。
# %% [markdown] lang="en"
# ## 7.5 Does Adam work in most cases?
#
# Give 12 problems of this course to 4 optimizers **with their usual settings**. (Some landscapes have names that are new to you; never mind them.) What counts as solved depends on the problem:
#
# - **Landscapes** (9 problems): within 8,000 steps the error settles at 1 % of what it was, or below.
# - **Line through weights** (2 problems): within 8,000 steps the error settles within 1.01 times that of the best line.
# - **Handwritten digits** (1 problem): after 10 epochs, 90 % or more of images it has never seen are read correctly.
#
# **Predict**: which optimizer solves the most problems with its usual settings?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter07.quiz_most")

# %% tags=["folded"]
# ja: 11 の問題を、8 つの手法で、いつもの学習率とほかの 13 通りの学習率で解きます。
# en: Tries 8 optimizers on 11 problems, at the usual rate and at 13 others.
from course_lib.experiments.optimizer_trials import run_trials
from course_lib.ground.landscapes import LANDSCAPES, noisy
from course_lib.ground.problems import landscape_problem, line_problem
from course_lib.optimizers.rules import OPTIMIZERS

names = ["round_bowl", "valley", "double_well_2d", "rosenbrock", "beale", "himmelblau", "plateau", "cliff"]
trials = {words(f"landscapes.{name}.title"): landscape_problem(LANDSCAPES[name]()) for name in names}
rng = np.random.default_rng(course_seed())
trials[words("landscapes.noisy.title")] = landscape_problem(noisy(valley(), 0.3, rng))
enough = [0.01] * len(trials)
for name, values in (("standardized", standardized), ("centimetres", heights)):
    problem = line_problem(values, weights)
    trials[words("optimizer_trials.line", heights=words(f"usable_rates.problems.{name}"))] = problem
    enough.append(0.01 * best / problem.error(problem.start))

eight = [optimizer() for optimizer in OPTIMIZERS]
grid = 10.0 ** np.arange(-5, 1.5, 0.5)
tried = np.array([[optimizer.rate, *grid] for optimizer in eight])
solved, first = run_trials(list(trials.values()), eight, tried, steps=8_000, share=np.array(enough))

# %% tags=["folded"]
# ja: 手書き数字を、8 つの手法でいつもの設定のまま学ばせ、3 つの手法では、3 つのネットワークに 13 通りの学習率で学ばせます。
# en: Teaches handwritten digits with all 8 at their usual settings, and 3 networks with 3 of them at 13 rates each.
from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test
from course_lib.engine.tape import no_grad
from course_lib.networks.finiteness import NotFiniteError
from course_lib.networks.layers import Dense, ReLU, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.training import train

images, labels = digits()
images = images.reshape(len(images), 64)
seen, unseen = train_and_test(len(images), 0.2, np.random.default_rng(course_seed()))


def read_digits(optimizer, number=0, epochs=10):
    rng = np.random.default_rng([course_seed(), number])
    network = Sequential(Dense(64, 32, rng), ReLU(), Dense(32, 10, rng))
    try:
        train(network, softmax_cross_entropy, images[seen], labels[seen], optimizer, epochs=epochs, batch_size=32, rng=rng)
    except NotFiniteError:
        return 0.0
    with no_grad():
        answers = network(images[unseen]).data.argmax(axis=1)
    return np.mean(answers == labels[unseen])


accuracy = np.array([read_digits(optimizer()) for optimizer in OPTIMIZERS])
swept = {
    kind.__name__: np.array([[read_digits(kind(rate=rate), number) for rate in grid] for number in range(3)])
    for kind in (SGD, Momentum, Adam)
}

# %% tags=["folded"]
# ja: いつもの設定で 4 人が解けた問題を、表にします。
# en: Draws the table of the problems that the 4 solved with their usual settings.
from course_lib.plots.optimizer_trials import trials_table

good = np.vstack([solved[:, :, 0].T, accuracy >= 0.9])
solvers = [optimizer.__name__ for optimizer in OPTIMIZERS]
problems = [*trials, words("optimizer_trials.digits")]
four_known = [solvers.index(name) for name in ("SGD", "Momentum", "RMSProp", "Adam")]
trials_table([solvers[k] for k in four_known], problems, np.where(good, "○", "×")[:, four_known], good[:, four_known])

# %% [markdown] lang="ja"
# いちばん下の段が、解けた問題の数です。予想は当たりましたか。
#
# Adam は半分より多くの問題を解きましたが、いちばんではありません。いつもの設定では、一歩は長くてもおよそ 0.001 です。5 だけ進むのにも、$5 \div 0.001 = 5000$ 歩かかります。体重の直線は、切片が何十という大きさになるので、8,000 歩でも着きません。
#
# それでも Adam が人気なのは、なぜでしょうか。今度は、学習率を 13 通りに変えてみます。左の図の縦軸は、**同じ 1 つの学習率で**解けた問題の数（手書き数字を除く 11 問のうち）、右の図の縦軸は、手書き数字の正解率です。**予想**：Adam の山は、Momentum の山より広いでしょうか。
# %% [markdown] lang="en"
# The bottom row is how many each has solved. Was your prediction right?
#
# Adam solved more than half, but it is not the best of all. With its usual settings each step is about 0.001 long at most, so that a way of 5 takes 5,000 of them. The line through weights, whose intercept runs to dozens, is out of its reach even in 8,000 steps.
#
# Why, then, is Adam so popular? Now vary the rate, over 13 values. On the left, upward: how many of the 11 problems (without the digits) are solved **at one and the same rate**. On the right: the share of digits read correctly. **Predict**: is Adam's hill broader than Momentum's?

# %% tags=["folded"]
# ja: 3 つの手法で、小さな問題と手書き数字の成績を、学習率ごとに図にします。
# en: Draws how three optimizers do at each rate, on the small problems and on the digits.
from course_lib.plots.optimizer_trials import rates_that_work

counts = {name: solved[number, :, 1:].sum(axis=0) for number, name in enumerate(solvers)}
rates_that_work(grid, {name: counts[name] for name in swept}, {name: 100 * shares.mean(axis=0) for name, shares in swept.items()}, len(trials))

# %% [markdown] lang="ja"
# 左の小さな問題では、Adam の山は**広くて平ら**です。学習率をいつもの 10 倍にしても、あまり困りません（10 分の 1 では、歩数が足りなくなります）。Momentum の山は、それより狭くなっています。
#
# ところが右の手書き数字では、2 つの山の広さは**あまり変わりません**（1 つの点は、3 つのネットワークの平均です。13 通りで、合わせて 39 回学ばせました）。枠は、**上の 3 行**だけで十分です。2 行目と 3 行目が、山の広さ、つまり使える学習率の幅を数で言っています。
# %% [markdown] lang="en"
# On the small problems (left) Adam's hill is **broad and level**: 10 times the usual rate does little harm (with 1/10 of it the steps run out). Momentum's is narrower.
#
# But on the digits (right) the two hills are **about as broad** (a dot is the mean of 3 networks; at 13 rates that makes 39 runs). The **first 3 lines** of the box are enough; the second and third put the breadth of the hills, the range of rates that work, into numbers.

# %% tags=["C7.5"]
from course_lib.experiments.adam_counterexample import walks
from course_lib.optimizers.rules import AMSGrad

number = {name: solvers.index(name) for name in solvers}
adam_usual = int(good[:, number["Adam"]].sum())
adam_steps = np.median(first[number["Adam"], solved[number["Adam"], :, 0], 0])
heavy_steps = np.median(first[number["Momentum"], solved[number["Momentum"], :, 0], 0])
heavy_usual, rmsprop_usual = (int(good[:, number[name]].sum()) for name in ("Momentum", "RMSProp"))
wide = {name: int((count >= 7).sum()) for name, count in counts.items()}
tuned = {name: int(solved[number[name], :, 1:].any(axis=1).sum()) for name in ("Momentum", "Adam")}
on_digits = {name: int((shares >= 0.9).sum()) for name, shares in swept.items()}

# ja: Adam が収束しない例（あとの「もっと知りたい人へ」で説明します）
# en: where Adam does not converge (explained under “If you want to know more” below)
large = 4.0
forgetful = {"beta1": 0.0, "beta2": 1 / (1 + large**2)}
racers = {"SGD": SGD(), "Adam": Adam(**forgetful), "AMSGrad": AMSGrad(**forgetful)}
first_rates = np.array([0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0])
ways = {name: walks(racer, first_rates, large, steps=10_000) for name, racer in racers.items()}
last = {name: way[-3:].mean(axis=0) for name, way in ways.items()}
usual_settings = walks(Adam(), first_rates, large, steps=10_000)[-3:].mean(axis=0)
rarer = {"large": 10_100.0, "small": 10.0, "period": 1001}
fooled = walks(Adam(), [0.5], steps=100_000, **rarer)[-1001:].mean()


def signed(number):
    return f"{number:+.2f}".replace("-", "−")


claim(
    "C7.5", "caveat",
    [
        adam_usual > len(good) / 2 and accuracy[number["Adam"]] > 0.9,
        wide["Adam"] > wide["Momentum"] > wide["SGD"],
        abs(on_digits["Adam"] / on_digits["Momentum"] - 1) < 0.35 and wide["Adam"] / wide["Momentum"] > 1.35,
        heavy_usual >= adam_usual - 2 and heavy_steps < adam_steps / 5,
        tuned["Momentum"] >= tuned["Adam"] - 2,
        last["Adam"].min() > 0.95 and last["AMSGrad"].max() < -0.8 and last["SGD"].max() < -0.8,
        usual_settings.max() < -0.95 and fooled > 0.9,
    ],
    adam=adam_usual, problems=len(good), digits=100 * accuracy[number["Adam"]], tried=len(grid), few=len(trials),
    wide_adam=wide["Adam"], wide_sgd=wide["SGD"], wide_momentum=wide["Momentum"], digits_adam=on_digits["Adam"],
    tries=swept["Adam"].size, digits_momentum=on_digits["Momentum"], digits_sgd=on_digits["SGD"], momentum=heavy_usual, rmsprop=rmsprop_usual,
    momentum_steps=heavy_steps, adam_steps=adam_steps, tuned_momentum=tuned["Momentum"], tuned_adam=tuned["Adam"],
    worst=signed(last["Adam"].min()), amsgrad_end=signed(last["AMSGrad"].max()), usual=signed(usual_settings.max()), fooled=signed(fooled),
)

# %% [markdown] lang="ja"
# 正直にまとめましょう。小さな問題での Adam は、「いちばん速い」のではなく、「**学習率が多少ずれても、いろいろな問題に間に合う**」手法でした。けれども、手書き数字では Momentum と変わらず、「Adam なら学習率を気にしなくてよい」とは言えません。
#
# ### どれを使えばよいか
#
# - **まず Adam**（大きなネットワークなら AdamW）を、いつもの設定で試します。学習率は 0.01、0.001、0.0001 と 10 倍刻みで変えてみます。
# - **小さなネットワークや、画像を見る畳み込みネットワーク**（第10章）なら、Momentum で学習率を丁寧に探すのもよい方法です。Adam と同じか、それ以上の結果になることがあります。
# - **文章を扱う大きなネットワーク**（Transformer）では、Adam が選ばれます。ふつうの大きさのバッチなら、SGD や Momentum は、学習率をよく探しても Adam に遅れをとることが知られています。Adam が広く使われる、大きな理由の 1 つです。
# - **どの手法でも**、第4章のように学習率をだんだん下げると、よくなることが多いものです。
# - 勾配そのものが消えたり爆発したりしていたら（第6章）、Adam で和らぐことはあります（C6.10）。けれども、原因を直すのは第6章の治し方です。
# %% [markdown] lang="en"
# Honestly summed up: on the small problems Adam was not “the fastest” but the one that **copes with many kinds even where the rate is somewhat off**. On the digits it was no better than Momentum. So nobody can say “with Adam you need not care about the rate”.
#
# ### Which one should you use?
#
# - **First try Adam** (AdamW for a large network) with its usual settings. Vary the rate by factors of 10: 0.01, 0.001, 0.0001.
# - **For small networks, and for convolutional ones (chapter 10)**, Momentum with a carefully chosen rate is often as good as Adam, or better.
# - **For large networks that deal with text** (Transformers), with batches of the usual size, SGD and Momentum are known to stay behind Adam however well their rates are chosen. That is one great reason for Adam's success.
# - **With any of them**, lowering the rate as you go often helps, as in chapter 4.
# - Where the gradients themselves vanish or explode (chapter 6), Adam may soften it (C6.10), but the cures of chapter 6 mend the cause.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：8 つの手法の全部の成績
#
# この教材には、手法が 8 つあります。**NAG** は Momentum を、**AdamW** と **AMSGrad** は Adam を、少し変えたものです。次の表は、いつもの設定での成績です。数字は、誤差がはじめて十分に小さくなった歩数（10 歩刻み）、手書き数字では正解率です。学習率が同じ 0.01 でも、同じ条件とは言えません。Momentum と NAG の一歩は、勢いがつくと SGD の 10 倍まで伸びるからです（7.2）。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: how all 8 optimizers did
#
# The course has 8 optimizers. **NAG** is Momentum with a small change; **AdamW** and **AMSGrad** are Adam with small changes. This table shows how they did with their usual settings. The numbers are the steps after which the error was first small enough (looked at every 10 steps), and for digits the share read correctly. The same rate of 0.01 does not make it a fair race: once under way, the steps of Momentum and NAG grow to 10 times those of SGD (7.2).

# %% tags=["folded"]
# ja: 8 つの手法の成績を、歩数の入った表にします。
# en: Draws the table of all 8 optimizers, with steps.
cells = [[f"{n:,.0f}" for n in row] for row in first[:, :, 0].T] + [[f"{100 * share:.0f} %" for share in accuracy]]
cells = np.where(good | (np.arange(len(good)) == len(trials))[:, None], cells, "×")
trials_table(solvers, problems, cells, good)

# %% [markdown] lang="ja"
# 次の図は、13 通りの学習率のそれぞれで、小さな 11 問のうちいくつ解けたかです。丸で囲んだ点が、いつもの学習率です。
# %% [markdown] lang="en"
# And this is how many of the 11 small problems each of them solves at each of 13 rates. The point in a circle is the usual rate.

# %% tags=["folded"]
# ja: 1 つの学習率で解けた問題の数を、8 つの手法について図にします。
# en: Draws how many problems each of the 8 solves at one rate.
from course_lib.plots.optimizer_trials import solved_by_rate

usual = {name: (eight[number].rate, solved[number, :, 0].sum()) for number, name in enumerate(solvers)}
solved_by_rate(grid, counts, usual, len(trials))

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：Adam が収束しない例
#
# Reddi、Kale、Kumar の論文（2018 年、*On the Convergence of Adam and Beyond*）は、Adam が**いちばん悪いところへ行って、そのまま動かなくなる**、とても簡単な問題を見つけました。
#
# $x$ は −1 から 1 までの数が 1 つだけ。傾きは 3 回に 1 回が $+C$（大きい）、残りの 2 回は −1 です。$C = 4$ なら、3 回分の合計は $4 - 1 - 1 = +2$。平均すると上り坂なので、**いちばんよいのは左の端**の $x = -1$ です。
#
# ところが Adam は、大きな勾配が来たときに $\sqrt v$ で割って、その一歩を小さくしてしまいます。$\beta_2$ が小さくて大きな勾配をすぐに忘れると、その後の小さな勾配 2 回のほうが、合わせて遠くまで動かします。下の図は、**ふつうでない設定**（$\beta_1 = 0$、$\beta_2 = 1/17$）の Adam です。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: where Adam does not converge
#
# Reddi, Kale and Kumar (2018, *On the Convergence of Adam and Beyond*) found a very simple problem on which Adam **goes to the worst place there is, and stays**.
#
# $x$ is a single number from −1 to 1. One time in three the slope is $+C$, which is large; the other two times it is −1. With $C = 4$, 3 rounds add up to $4 - 1 - 1 = +2$: uphill on average, so the **best place is the left end**, $x = -1$.
#
# But when the large gradient comes, Adam divides it by $\sqrt v$ and makes that step small. And where a small $\beta_2$ soon forgets the large gradient, the two small ones that follow carry $x$ farther between them. Below is Adam with **unusual settings** ($\beta_1 = 0$, $\beta_2 = 1/17$).

# %%
from course_lib.plots.adam_counterexample import counterexample

counterexample({name: way[:, 4] for name, way in ways.items()}, first_rates, last)

# %% [markdown] lang="ja"
# どの学習率でも、Adam はいちばん悪い右の端に着きます。**AMSGrad** は、同じ論文で提案された直し方です。$v$ のかわりに「これまででいちばん大きい $v$」で割るので、大きな勾配を忘れません。SGD も左の端に着きます。
#
# では、**いつもの設定**（$\beta_1 = 0.9$、$\beta_2 = 0.999$）の Adam は、だまされるのでしょうか。C7.5 の枠の最後の 2 つが、その答えです。
# %% [markdown] lang="en"
# At every rate Adam ends at the worst place, on the right. **AMSGrad** is the cure from the same paper: it divides by the largest $v$ so far and not by $v$, so that it never forgets a large gradient. SGD, too, gets to the left end.
#
# But is Adam with its **usual settings** ($\beta_1 = 0.9$, $\beta_2 = 0.999$) fooled? The last 2 lines in the box of C7.5 are the answer.

# %% [markdown] lang="ja"
# いつもの設定では、この問題（$C = 4$）にはだまされませんでした。大きな傾きがもっとまれな問題には、だまされました。つまり、同じ問題でも、$\beta_2$ を 1 に近づければ Adam は正しいほうへ進みます（Zhang ら、2022 年）。一方で、$\beta_2$ をいくつに決めても、大きな傾きをもっとまれにすれば、Adam をだます問題を作れます。Reddi らが示したのは、後者です。「Adam はいつも危ない」という意味でも、「いつもの設定なら安全」という意味でもありません。
#
# AMSGrad は、この弱点をふさぎます。ただし、ふだんの問題でいつも Adam よりよいわけではありません。8 つの手法の表でも、解けた問題の数は Adam より多くありませんでした。
# %% [markdown] lang="en"
# With the usual settings it was not fooled by this problem ($C = 4$), but by one in which the large slope is rarer. So on one and the same problem Adam goes the right way if $\beta_2$ is near enough to 1 (Zhang and others, 2022). On the other hand, whatever $\beta_2$ you settle on, there are problems that fool it: just make the large slope rarer. The latter is what Reddi and others showed. It means neither “Adam is always in danger” nor “with the usual settings it is safe”.
#
# AMSGrad stops this gap. But on everyday problems it is not always better than Adam: in the table of all 8 it did not solve more of them.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：ウォームアップ
#
# 第4章では、学習率をだんだん**下げ**ました。大きなネットワークでは、その前に、はじめの少しの間だけ学習率を 0 から**上げて**いくのがふつうです。これを**ウォームアップ**（準備運動）といい、そのあとコサイン減衰などで下げます。準備運動は、いつ要るのでしょうか。
#
# 第6章の 10 層のネットワークを 2 種類、3 つずつ用意します。重みが 1.5 倍も大きすぎるものと、He の重みで始めるものです。ウォームアップは 1 エポック（23 歩）、学習は全部で 6 エポックです。大きすぎる重みからの学習は、計算のごくわずかな違いで結果が変わります。そのため下の数は、別のコンピューターでは少し違うことがあります。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: warm-up
#
# In chapter 4 the rate went **down** over time. With large networks it is common to let it **rise** from 0 first, for a little while. This is called **warm-up**; after it the rate falls, along a cosine for instance. When is it needed?
#
# Take the networks of 10 layers from chapter 6, 2 kinds and 3 of each: those of one kind start with weights 1.5 times too large, those of the other with He's. The warm-up takes 1 epoch (23 steps), the whole training 6 epochs. From too large weights, tiny differences in calculating change what comes of the training, so on another computer the numbers below may be somewhat different.

# %% tags=["C7.6", "nbval-ignore-output"]
from functools import partial

from course_lib.experiments.deep_learners import DeepLearners
from course_lib.networks.initializers import he, he_std, normal

learners = DeepLearners(course_seed())
warm_rates = (0.005, 0.01, 0.02, 0.05, 0.1)
warmed = {}
for start, rule in (("big", normal(1.5 * he_std(64))), ("good", he)):
    for warm_up in (0, 23):
        made = [partial(learners.build, 10, ReLU, rule, number) for number in range(3)]
        found = [learners.best_of(new_network, SGD, warm_rates, epochs=6, warm_up=warm_up) for new_network in made]
        warmed[start, warm_up] = np.array([[error for error, _ in each.values()] for each in found])
        typical = np.median(warmed[start, warm_up], axis=0)
        print(words(f"chapter07.printed.{start}_{warm_up}"), *(f"{rate:g}: {spoken(error)}" for rate, error in zip(warm_rates, typical, strict=True)), sep="   ")
broke = {key: int(np.isinf(errors).sum()) for key, errors in warmed.items()}
least = {key: np.exp(np.log(errors.min(axis=1)).mean()) for key, errors in warmed.items()}

claim(
    "C7.6", "caveat",
    [
        broke["big", 0] >= broke["big", 23] + 3,
        least["big", 23] < 0.8 * least["big", 0],
        1 / 2.5 < least["good", 23] / least["good", 0] < 2.5 and abs(broke["good", 23] - broke["good", 0]) <= 2,
    ],
    runs=3 * len(warm_rates), broke=broke["big", 0], broke_warm=broke["big", 23], big=least["big", 0], big_warm=least["big", 23],
    good=least["good", 0], good_warm=least["good", 23],
)

# %% [markdown] lang="ja"
# はじめの地面が、あとより険しいときに、準備運動が効きます。小さな歩幅で険しいところを抜けてから、大股で歩けるからです。はじめから地面が穏やかなら（よい初期化）、得はほとんどありません。大きな Transformer では、準備運動がよく効きます。はじめのうちは Adam の $v$ がまだ少ししかデータを見ていないことも、理由の 1 つと考えられています。
# %% [markdown] lang="en"
# Warm-up helps where the ground is rougher at the start than later: with small steps you get through the rough part, and then you can stride. Where the ground is gentle from the start (good initialization) there is hardly anything to gain. With large Transformers it helps a lot; one reason is thought to be that at first Adam's $v$ has seen but little data.

# %% [markdown] lang="ja"
# ## 8 つの手法の競走
#
# 最後の競走は、バナナの谷から始めます。学習率は、それぞれにいちばんよいものです。はじめは、よく知っている 4 人だけが走っています。チェックを入れると、AdaGrad のほかに、新顔の **NAG**（Momentum を少し変えたもの）、**AdamW** と **AMSGrad**（Adam を少し変えたもの）も走り出します。太い線は「設定を変える手法」で選んだ手法です。
#
# **予想**：どの地形でも勝つ手法は、あるでしょうか。
# %% [markdown] lang="en"
# ## The race of all 8
#
# The last race starts in the banana, each at its best rate. At first the 4 you know well run. Tick the others to let them join: AdaGrad, and the newcomers **NAG** (Momentum with a small change), **AdamW** and **AMSGrad** (Adam with small changes). The thick line belongs to the optimizer chosen under “Settings of”.
#
# **Predict**: is there one that wins on every landscape?

# %% tags=["W7.1"]
from course_lib.controls.optimizer_race import OptimizerRaceControl

race = OptimizerRaceControl()
for name in ("NAG", "AdaGrad", "AdamW", "AMSGrad"):
    race.runs[name].value = False
race.landscape.index = 2
race.tune()
race

# %% [markdown] lang="ja"
# 1. 地形を変えるたびに「それぞれにいちばんよい学習率を探す」を押します。勝つのは、いつも同じ手法でしょうか。
# 2. 「設定を変える手法」で Momentum を選び、運動量を 0 から 0.99 まで動かします。大きくしすぎると、どうなりますか。0 にして、学習率も SGD と同じにすると、だれと同じ道を通りますか。
# 3. 「いつもの設定に戻す」を押すと、一歩がとても短くなるものがあります。いつもの設定は、何千歩も歩く大きなネットワークのために選ばれた値だからです。
#
# どの手法が勝つかは、地形でも、設定でも変わります。**たまたまよかった設定を 1 つだけ比べても、手法の優劣は分かりません。** 比べるときは、学習率をいろいろに変えて、それぞれのいちばんよいところどうしを比べましょう（7.5 の表だけは、わざと「いつもの設定」で比べました）。
#
# ## たとえの限界
#
# - **本物の玉は、なめらかに転がります。** Momentum は一歩ごとに跳ぶので、学習率が大きすぎれば、やはり飛び出します。
# - **本物の玉は摩擦で止まります。** ここで摩擦にあたるのは $1-\beta$ です。$\beta$ を 0.99 にするのは、よく滑る氷の上を転がるようなもので、底を通りすぎて何度も行き来します。
# - **本物の玉の重さは、この式にはありません。** 「重い玉」（heavy ball）という呼び名は、勢いが残ることのたとえです。
#
# ## まとめ
#
# - SGD はいちばんシンプルで、1 つのデータかミニバッチの勾配だけを使います。計算は軽いけれど、細長い谷では遅く、局所的な最小値に捕まることもあります。
# - Momentum は過去の勾配を速度として覚えています。細長い谷で速くなります。ただし、いちばん速い設定が、いちばん揺れない設定とはかぎりません。
# - 勢いがあると、小さなくぼみは抜けられますが、よいくぼみからも飛び出すことがあります。
# - RMSProp は、パラメーターごとに勾配の大きさで割ります。Adam は Momentum と RMSProp を合わせ、0 から始まる分を補正します。
# - Adam は、小さな問題では、学習率が多少ずれても間に合います。けれども、いつもいちばん速いわけではなく、収束しない例も作れます。
#
# 険しい坂を、2 つとも登りきりました。ここから先は、見晴らしがよくなります。
#
# ## 次にすること
#
# [第7章の練習問題](../../exercises/ja/07_optimizers.ipynb)で、SGD から Adam までを自分の手で書いてみましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第8章「勾配を目で見る」](08_seeing_gradients.ipynb)です。学習がうまく進んでいるかどうかを、勾配を目で見て確かめます。
# %% [markdown] lang="en"
# 1. Choose other landscapes, and press “Find the best rate for each” every time. Does the same one always win?
# 2. Choose Momentum under “Settings of” and move its momentum from 0 to 0.99. What happens when there is too much of it? Now set it to 0 and the rate to that of SGD: whose way does it go?
# 3. Press “Back to the usual settings”. Some take very short steps now: these were chosen for large networks that walk for thousands of steps.
#
# Who wins depends on the landscape and on the settings. **Comparing one setting that happened to be lucky says nothing about the optimizers.** Try many rates, and set the best of one against the best of the other (only the table of 7.5 compares usual settings, on purpose).
#
# ## Where the analogy breaks
#
# - **A real ball rolls smoothly.** Momentum jumps from step to step; with too large a rate it, too, flies away.
# - **A real ball is stopped by friction.** Here the friction is $1-\beta$. A $\beta$ of 0.99 is like rolling on ice: it runs past the bottom many times.
# - **The formula says nothing of how heavy the ball is.** “Heavy ball” is a name for the swing that remains.
#
# ## What you can say now
#
# - SGD is the simplest: it uses the gradient of one example or of a mini-batch. Its steps are cheap, but it is slow in narrow valleys and can be caught in a local minimum.
# - Momentum remembers past gradients as a velocity. In a narrow valley it is faster. But the fastest setting need not be the one that sways least.
# - The swing carries it through small hollows, and out of good ones as well.
# - RMSProp divides by the size of each parameter's own gradients. Adam puts Momentum and RMSProp together and makes up for the start at 0.
# - On small problems Adam copes even where the rate is somewhat off. But it is not always the fastest, and on some problems it does not converge.
#
# Both of the steep climbs are behind you. From here on the view is wide.
#
# ## What comes next
#
# Write them all yourself, from SGD to Adam, in the [exercises for chapter 7](../../exercises/en/07_optimizers.ipynb). Has a word slipped your mind? See the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 8, Seeing gradients](08_seeing_gradients.ipynb): how to tell by looking at the gradients whether training goes well.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：この章の手法の出どころ
#
# - SGD：H. Robbins, S. Monro（1951）*A Stochastic Approximation Method*
# - Momentum：B. T. Polyak（1964）*Some methods of speeding up the convergence of iteration methods*
# - NAG：Y. Nesterov（1983）。この教材の形は、Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu（2012）*Advances in optimizing recurrent networks*
# - AdaGrad：J. Duchi, E. Hazan, Y. Singer（2011）*Adaptive Subgradient Methods for Online Learning and Stochastic Optimization*
# - RMSProp：T. Tieleman, G. Hinton（2012）の講義 6.5
# - Adam：D. P. Kingma, J. Ba（2015）*Adam: A Method for Stochastic Optimization*
# - AdamW：I. Loshchilov, F. Hutter（2019）*Decoupled Weight Decay Regularization*。この教材では、PyTorch と同じく「学習率 × 減衰」の割合で縮めます。
# - AMSGrad：S. J. Reddi, S. Kale, S. Kumar（2018）*On the Convergence of Adam and Beyond*
# - $\beta_2$ を 1 に近づければ収束すること：Y. Zhang ほか（2022）*Adam Can Converge Without Any Modification On Update Rules*
# - Transformer で Adam が強いわけ：J. Zhang ほか（2020）*Why are Adaptive Methods Good for Attention Models?*、F. Kunstner ほか（2024）*Heavy-Tailed Class Imbalance and Why Adam Outperforms Gradient Descent on Language Models*
#
# Adam のあとに考えられた手法（Shampoo や Muon など）は、第9章の質問 5 の「もっと知りたい人へ」に出てきます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: where the optimizers of this chapter come from
#
# - SGD: H. Robbins, S. Monro (1951), *A Stochastic Approximation Method*
# - Momentum: B. T. Polyak (1964), *Some methods of speeding up the convergence of iteration methods*
# - NAG: Y. Nesterov (1983); the form of this course is that of Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu (2012), *Advances in optimizing recurrent networks*
# - AdaGrad: J. Duchi, E. Hazan, Y. Singer (2011), *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization*
# - RMSProp: T. Tieleman, G. Hinton (2012), lecture 6.5
# - Adam: D. P. Kingma, J. Ba (2015), *Adam: A Method for Stochastic Optimization*
# - AdamW: I. Loshchilov, F. Hutter (2019), *Decoupled Weight Decay Regularization*; as in PyTorch, it shrinks by learning rate × decay here
# - AMSGrad: S. J. Reddi, S. Kale, S. Kumar (2018), *On the Convergence of Adam and Beyond*
# - That a $\beta_2$ near 1 makes it converge: Y. Zhang and others (2022), *Adam Can Converge Without Any Modification On Update Rules*
# - Why Adam is strong on Transformers: J. Zhang and others (2020), *Why are Adaptive Methods Good for Attention Models?*; F. Kunstner and others (2024), *Heavy-Tailed Class Imbalance and Why Adam Outperforms Gradient Descent on Language Models*
#
# Optimizers that came after Adam, such as Shampoo and Muon, are met in chapter 9, under question 5, “If you want to know more”.
