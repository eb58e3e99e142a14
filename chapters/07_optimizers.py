# %% [markdown] lang="ja"
# # 第7章　最適化手法
#
# 第4章の一歩は「学習率 × 勾配」だけ、勾配と反対へ進むものでした。けれども、勾配が教えてくれるのは「どちらが下りか」だけです。そこから**どんな一歩を作るか**には、いろいろな工夫があります。その工夫を**最適化手法**（最適化アルゴリズム）といいます。
#
# 下の図では、八つの最適化手法が、同じ細長い谷を同じ出発点から下ります。学習率は、どれも「その手法にとって一番よい値」にしてあります。まず予想を選び、それからつまみを動かしてください。
# %% [markdown] lang="en"
# # Chapter 7: Optimizers
#
# The step of chapter 4 was learning rate × gradient, taken against the gradient and nothing more. But all that a gradient tells is which way is down. **What kind of step to make of it** is another question, and it has been answered in many ways. Each answer is an **optimizer**.
#
# Below, eight optimizers walk down the same narrow valley from the same start, each at the learning rate that suits it best. Choose your prediction first, then move the sliders.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter07.quiz_last")

# %% tags=["W7.1"]
from course_lib.controls.optimizer_race import OptimizerRaceControl

race = OptimizerRaceControl()
race

# %% [markdown] lang="ja"
# 太い線は「設定を変える手法」で選んだ手法です（はじめは SGD）。右の図の縦軸は、目盛りが 1 つ上がるごとに 100 倍になっています。次のことを試してみましょう。
#
# 1. 歩数を 0 に戻し、ゆっくり増やします。SGD は谷の壁の間を**行ったり来たり**して、なかなか谷に沿って進めません。Momentum や Adam は、大きく揺れながらも谷の底へ向かいます。
# 2. 設定はそのままで、地形を「ローゼンブロックのバナナ」に変えます。三つが飛び出し、五つは残りました。どれとどれでしょうか（わけは 7.3 で分かります）。「それぞれに一番よい学習率を探す」を押すと、どうなりますか。
# 3. 「設定を変える手法」で Momentum を選び、運動量を 0 から 0.99 まで動かします。大きくしすぎると、どうなりますか。0 にして、学習率も SGD と同じ 1.58 にすると、だれと同じ道を通りますか。
# 4. 「いつもの設定に戻す」を押すと、一歩がとても短くなるものがあります。いつもの設定は、何千歩も歩く大きなネットワークのために選ばれた値だからです。
#
# どの手法が勝つかは、地形でも、設定でも変わります。**たまたまよかった設定を一つだけ比べても、手法の優劣は分かりません。** この章で比べるときは、いつも学習率をいろいろに変え、それぞれの一番よいところどうしを比べます。
#
# 一つだけ注意があります。AdamW は重みを 0 のほうへ少しずつ縮める手法です。細長い谷のように底がちょうど 0 にある地形では、それだけで得をします。
# %% [markdown] lang="en"
# The thick line belongs to the optimizer chosen under "Settings of" (SGD at first). On the upright axis on the right each mark is 100 times the one below. Try these:
#
# 1. Put the steps back to 0 and raise them slowly. SGD goes **to and fro** between the walls and hardly gets on along the valley. Momentum and Adam swing widely, yet make for the bottom.
# 2. Keep all settings and choose "Rosenbrock's banana" as the landscape. Three fly away and five stay. Which? (Section 7.3 tells why.) What happens when you press "Find the best rate for each"?
# 3. Choose Momentum under "Settings of" and move its momentum from 0 to 0.99. What happens when there is too much of it? Now set it to 0 and the rate to 1.58, which is SGD's: whose way does it go?
# 4. Press "Back to the usual settings". Some take very short steps now: the usual settings were chosen for large networks that walk for thousands of steps.
#
# Who wins depends on the landscape and on the settings. **Comparing one setting that happened to be lucky says nothing about the optimizers.** Whenever this chapter compares, it tries many learning rates and sets the best of one against the best of the other.
#
# One warning: AdamW shrinks weights a little towards 0 at each step. On ground whose bottom lies at exactly 0, such as the narrow valley, that alone is an advantage.

# %% [markdown] lang="ja"
# ## 7.1　SGD：一番シンプルな手法
#
# **SGD**（Stochastic Gradient Descent、確率的勾配降下法）は、第4章の勾配降下法そのものです。違うのは、勾配の求め方だけです。全部のデータではなく、**1 つのデータ**、または何個かをくじ引きのように選んだ**ミニバッチ**から勾配を計算します（Robbins と Monro の 1951 年の論文 "A Stochastic Approximation Method" にさかのぼります）。
#
# $$x \leftarrow x - \eta \, g$$
#
# $x$ はパラメータ、$g$ はミニバッチの勾配、$\eta$（イータ）は学習率です。一部しか見ないので、$g$ には雑音が混ざります。そのかわり、一歩の計算がとても軽くなります。
#
# 第3章の身長と体重の 15 行で確かめましょう。「見た行の数」を同じにして、ミニバッチの大きさだけを変えます。全部の行を 1 回ずつ見ることを **1 エポック**といいます。
# %% [markdown] lang="en"
# ## 7.1 SGD: the simplest
#
# **SGD** (stochastic gradient descent) is the gradient descent of chapter 4 itself. What differs is where the gradient comes from: not from all the data, but from **one example**, or from a **mini-batch** of a few that are drawn by lot ("stochastic"). It goes back to Robbins and Monro, "A Stochastic Approximation Method" (1951).
#
# $$x \leftarrow x - \eta \, g$$
#
# $x$ are the parameters, $g$ is the gradient of a mini-batch, $\eta$ (eta) the learning rate. As only a part of the data is looked at, $g$ is noisy. In return a step costs very little.
#
# See it on the 15 rows of heights and weights from chapter 3. The number of rows looked at is kept the same; only the size of the mini-batches changes. Looking at every row once is called an **epoch**.

# %%
import numpy as np

from course_lib import course_seed
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.networks.minibatches import minibatches
from course_lib.ground.regression import least_squares, mean_squared_error, mean_squared_error_gradient, standardize

heights, weights = heights_and_weights()
standardized, mean, deviation = standardize(heights)
best = mean_squared_error(*least_squares(standardized, weights), standardized, weights)

rows = []
for size in (15, 5, 1):
    for epochs in (4, 40):
        rng = np.random.default_rng(course_seed())
        line, steps = np.zeros(2), 0
        for _ in range(epochs):
            for batch in minibatches(15, size, rng):
                g = np.array(mean_squared_error_gradient(*line, standardized[batch], weights[batch]))
                line = line - 0.05 * g
                steps += 1
        error = mean_squared_error(*line, standardized, weights) - best
        rows.append(f"batch {size:2}   epochs {epochs:2}   rows seen {15 * epochs:3}   steps {steps:3}   error {error:12.6f}")
print(*rows, sep="\n")

# %% [markdown] lang="ja"
# `error` は、一番よい直線の誤差をどれだけ上回っているかです。まず 4 エポックの行を比べましょう。見た行の数は同じ 60 行でも、1 行ずつ見れば 60 歩進めます。15 行まとめて見ると 4 歩しか進めず、誤差はまだとても大きいままです。**計算が軽いので、同じ手間で何歩も進める**のが SGD の長所です。
#
# 次に 40 エポックの行を比べます。1 行ずつの SGD は、5 行ずつのときほど小さい誤差には着きません。雑音に揺さぶられて、底のまわりで落ち着かないからです。
#
# SGD の短所は、この教材ですでに二つ見ています。
#
# - **学習が遅いことがある。** 細長い谷では、壁の間を行ったり来たりします（上の競走）。
# - **局所的な最小値（局所最適解ともいいます）に捕まることがある。** すべてのデータを使う勾配降下法は、傾きがゼロの所で止まります（第4章の C4.4）。ミニバッチの勾配はそこでもゼロにならないので揺れますが、抜け出せるとはかぎりません（第9章の C9.3）。
#
# この二つを何とかしようとするのが、次の手法です。
# %% [markdown] lang="en"
# `error` is by how much it exceeds that of the best line. Compare the lines of 4 epochs first. The same 60 rows were seen; but one at a time they make 60 steps, while 15 at a time they make 4, and the error is still very large. **Steps are cheap, so the same work takes you many steps further**: that is the strength of SGD.
#
# Now the lines of 40 epochs. One row at a time, SGD does not get to an error as small as with 5 at a time. Noise keeps shaking it, and it finds no rest near the bottom.
#
# You have already met its two weaknesses:
#
# - **It can be slow.** In a narrow valley it goes to and fro between the walls (the race above).
# - **It can be caught in a local minimum.** With all of the data at once, it stops where the slope is zero (claim C4.4 of chapter 4). The gradient of a mini-batch is not zero there and keeps shaking it, but that is no guarantee that it gets out (C9.3 of chapter 9).
#
# The next optimizer is meant to mend both.

# %% [markdown] lang="ja"
# ## 7.2　Momentum：勢いをつける
#
# **Momentum**（モーメンタム、運動量）は、坂を転がるボールをまねます。SGD は一歩ごとにぴたりと止まり、足もとの勾配だけを見て次の一歩を決めます。Momentum は、**過去の勾配も覚えていて**、その勢いを持ったまま進みます。
#
# $$v \leftarrow \beta\, v + g \qquad\qquad x \leftarrow x - \eta\, v$$
#
# $v$ は**速度**です。はじめは 0 で、一歩ごとに、前の速度を $\beta$（ベータ、運動量）倍に弱めてから、今の勾配 $g$ を足します。$\beta = 0.9$ なら、勢いの 9 割が残ります。$\beta = 0$ なら SGD と同じです。Polyak の 1964 年の論文 "Some methods of speeding up the convergence of iteration methods" の方法で、「重いボール」とも呼ばれます。
#
# **予想**：傾きがどこでも 1 の坂を、運動量 0.9 で下り続けると、速度はどうなるでしょうか。
# %% [markdown] lang="en"
# ## 7.2 Momentum: gathering speed
#
# **Momentum** imitates a ball that rolls down a slope. SGD stops dead after each step and decides on the next by the gradient underfoot alone. Momentum **remembers past gradients** and carries their swing along.
#
# $$v \leftarrow \beta\, v + g \qquad\qquad x \leftarrow x - \eta\, v$$
#
# $v$ is the **velocity**. It starts at 0; at each step the old velocity is weakened to $\beta$ times what it was (beta, the momentum), then the present gradient $g$ is added. With $\beta = 0.9$ nine tenths of the swing remain; with $\beta = 0$ it is SGD. The method is Polyak's, "Some methods of speeding up the convergence of iteration methods" (1964), and is also called the heavy ball.
#
# **Predict**: on a slope of 1 everywhere, what becomes of the velocity as you go on and on with momentum 0.9?

# %%
Quiz("chapter07.quiz_speed")

# %%
slopes = {"always +1": [1.0] * 60, "+1, -1, ...": [1.0, -1.0] * 30}
for name, gradients in slopes.items():
    velocity, velocities = 0.0, []
    for g in gradients:
        velocity = 0.9 * velocity + g
        velocities.append(velocity)
    print(f"{name:12}", *(f"{v:+.2f}" for v in velocities[:8]), "...", f"{velocities[-1]:+.2f}")

# %% [markdown] lang="ja"
# - 同じ向きの勾配が続くと、速度は**積み重なって**大きくなり、$1/(1-\beta) = 10$ 倍に近づきます。谷に沿ったゆるい坂を、速く進めるわけです。
# - プラスとマイナスが入れ替わる勾配は、**打ち消し合います**。1 ではなく、0.53 くらいの大きさに収まります。谷の壁の間の行ったり来たりが弱まるわけです。
#
# 曲がりのきつさ（曲率）が、谷を横切る向きでは、谷に沿う向きの 100 倍もある、とても細長い谷で確かめましょう。横に揺れた長さの合計も測ります。
# %% [markdown] lang="en"
# - When gradients keep pointing the same way, the velocity grows and grows, towards $1/(1-\beta) = 10$ times. So it speeds along the gentle slope of the valley.
# - Gradients that change sign **cancel out**: not 1 but about 0.53 remains. So the to and fro between the walls is damped.
#
# See it in a very narrow valley, which curves 100 times as much across as along. We also measure how far it moves sideways in all.

# %%
from course_lib.ground.landscapes import valley
from course_lib.optimizers.best_settings import best_momentum, best_rate
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.rules import SGD, Momentum
from course_lib.plots.walks_compared import walks_compared
from course_lib.words.catalogue import words

ground = valley(condition=100)
across = np.array([-np.sin(np.pi / 6), np.cos(np.pi / 6)])


def sideways(paths):
    return np.abs(np.diff(paths @ across, axis=0)).sum(axis=0)


walks = {}
for momentum in (0.0, 0.3, 0.6):
    path = optimizer_path(Momentum(rate=1.9, momentum=momentum), ground.gradient, ground.start, max_steps=60)
    title = words("momentum_settings.walk", momentum=momentum, sideways=sideways(path), error=ground.f(path[-1]))
    walks[title] = path
walks_compared(ground, walks)

# %% [markdown] lang="ja"
# 同じ学習率 1.9 のままでも、運動量を少し加えるだけで横揺れが減りました。では、一番よい設定どうしで比べるとどうでしょうか。
#
# 「一番よい設定」は、お椀のような地面なら紙と鉛筆で求められます（Polyak、1964 年）。一番ゆるい曲率を $\mu$（ミュー）、一番きつい曲率を $L$ とすると、
#
# | | 学習率 | 運動量 | 一歩で残る距離の割合 |
# | --- | --- | --- | --- |
# | SGD | $\dfrac{2}{L+\mu}$ | 0 | $\dfrac{\kappa-1}{\kappa+1}$ |
# | Momentum | $\left(\dfrac{2}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\left(\dfrac{\sqrt{L}-\sqrt{\mu}}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\dfrac{\sqrt{\kappa}-1}{\sqrt{\kappa}+1}$ |
#
# $\kappa = L/\mu$（カッパ）は、谷の細長さ（条件数）です。Momentum では、$\kappa$ が**その平方根**に置きかわります。$\kappa = 100$ の谷が、$\kappa = 10$ の谷と同じくらいやさしくなるのです。
#
# 式を信じる前に、学習率 60 通り × 運動量 33 通りをすべて試してみましょう。左は、誤差が百万分の一になるまでの歩数、右は、それまでに横に揺れた長さです。丸と星は、上の式の設定です。
# %% [markdown] lang="en"
# At the same rate of 1.9 a little momentum is enough to reduce the swaying. But how do the two compare when each is at its best?
#
# On ground like a bowl the best settings can be worked out with pencil and paper (Polyak, 1964). Call the gentlest curvature $\mu$ (mu) and the strongest $L$. Then:
#
# | | learning rate | momentum | share of the distance left by a step |
# | --- | --- | --- | --- |
# | SGD | $\dfrac{2}{L+\mu}$ | 0 | $\dfrac{\kappa-1}{\kappa+1}$ |
# | Momentum | $\left(\dfrac{2}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\left(\dfrac{\sqrt{L}-\sqrt{\mu}}{\sqrt{L}+\sqrt{\mu}}\right)^2$ | $\dfrac{\sqrt{\kappa}-1}{\sqrt{\kappa}+1}$ |
#
# $\kappa = L/\mu$ (kappa) tells how narrow the valley is: its condition number. With momentum $\kappa$ is replaced by **its square root**: a valley of $\kappa = 100$ becomes about as easy as one of $\kappa = 10$.
#
# Before we trust the formulas, let us try all of 60 rates × 33 momenta. On the left: steps until the error is a millionth of what it was. On the right: how far it swayed sideways on the way. Circle and star are the settings of the formulas.

# %%
from course_lib.plots.momentum_settings import momentum_settings
from course_lib.descent.convergence import steps_until
from course_lib.optimizers.rates import paths_by_rate

rates, momenta = np.geomspace(0.02, 4, 60), np.linspace(0, 0.96, 33)
steps, swayed = np.empty((33, 60)), np.empty((33, 60))
with np.errstate(over="ignore", invalid="ignore"):
    for row, momentum in enumerate(momenta):
        paths = paths_by_rate(Momentum(momentum=momentum), ground.gradient, ground.start, rates, steps=1500)
        steps[row], swayed[row] = steps_until(ground.f(paths), share=1e-6), sideways(paths)

rate, share_left = best_rate(0.01, 1)
heavy_rate, heavy_momentum, heavy_share_left = best_momentum(0.01, 1)
momentum_settings(rates, momenta, steps, swayed, rate, (heavy_rate, heavy_momentum))

# %% [markdown] lang="ja"
# 左の図の明るいところほど歩数が多く、白いところでは着きませんでした。一番下の端が SGD（運動量 0）です。歩数が一番少ない暗いところは星のすぐそばにあります。ぴったり星の上でないのは、式が「どこから始めても」の場合を考えているのに対し、ここでは一つの出発点から、決まった誤差まで進んだからです。
#
# けれども右の図を見ると、星のところの横揺れは、けっして小さくありません。一番速い設定は、一番静かな設定ではないのです。数で確かめましょう。
# %% [markdown] lang="en"
# On the left, the brighter the more steps; white did not arrive. The lowest edge is SGD (momentum 0). The darkest spot, with the fewest steps, is close to the star. It is not right on it because the formulas think of every start there could be, and of the long run, while here it is one start and a given error.
#
# But look at the right: at the star it sways by no means little. The fastest setting is not the quietest. Here are the numbers.

# %% tags=["C7.1"]
from course_lib import claim


def long_run(optimizer, landscape, steps=400):
    path = optimizer_path(optimizer, landscape.gradient, landscape.start, steps)
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
at_best = [optimizer_path(o, ground.gradient, ground.start, 1000) for o in (SGD(rate), Momentum(heavy_rate, heavy_momentum))]
sgd_steps, heavy_steps = (steps_until(ground.f(path)[:, None], 1e-6)[0] for path in at_best)
sgd_sideways, heavy_sideways = (sideways(path) for path in at_best)

claim(
    "C7.1", "caveat",
    [
        damped < plain / 3,
        arrived.min() < arrived[0].min() / 4,
        quiet.min() < quiet[0].min() / 2,
        max(differences) < 0.005,
        heavy_steps < sgd_steps / 4 and abs(heavy_sideways / sgd_sideways - 1) < 0.01,
    ],
    plain=plain, damped=damped, sgd=arrived[0].min(), heavy=arrived.min(), quiet_sgd=quiet[0].min(), quiet_heavy=quiet.min(),
    worst=100 * max(differences), sgd_steps=sgd_steps, heavy_steps=heavy_steps, sgd_sideways=sgd_sideways, heavy_sideways=heavy_sideways,
)

# %% [markdown] lang="ja"
# ### NAG：先を見てから曲がる
#
# **NAG**（Nesterov の加速勾配、1983 年）は、Momentum を少し変えたものです。「このまま勢いで進むと、どこへ着くか」を先に考え、そこでの勾配を使います。行きすぎに早く気づくので、揺れが小さくなります。この教材では、今の場所の勾配だけで書ける Bengio ほかの論文 "Advances in optimizing recurrent networks"（2012 年）の形を使っています。
#
# ### たとえはどこまで通じるか
#
# - **本物のボールは、なめらかに転がります。** Momentum は一歩ごとに跳ぶので、学習率が大きすぎれば、やはり飛び出します。
# - **本物のボールは摩擦で止まります。** ここで摩擦にあたるのは $1-\beta$ です。$\beta$ を 0.99 にするのは、よく滑る氷の上を転がるようなもので、底を通りすぎて何度も行き来します。
# - **本物のボールの重さは、この式にはありません。** 「重いボール」という名前は、勢いが残ることのたとえです。
# %% [markdown] lang="en"
# ### NAG: look ahead, then turn
#
# **NAG** (Nesterov's accelerated gradient, 1983) changes Momentum a little. It first asks where the swing is about to carry it, and uses the gradient there. So it notices sooner that it is going too far, and sways less. The course uses the form of Bengio et al., "Advances in optimizing recurrent networks" (2012), which gets by with the gradient at the present place.
#
# ### How far the analogy goes
#
# - **A real ball rolls smoothly.** Momentum jumps from step to step; with too large a learning rate it, too, flies away.
# - **A real ball is stopped by friction.** Here the friction is $1-\beta$. A $\beta$ of 0.99 is like rolling on ice: it runs past the bottom, and back, many times.
# - **There is no weight in the formula.** "Heavy ball" is a name for the swing that remains.

# %% [markdown] lang="ja"
# ### 局所的な最小値を抜け出せるか
#
# 勢いがあれば、小さなくぼみは転がり抜けられそうです。二つの地形で試しましょう。一つは第4章の「二つの谷」、もう一つは、大きなお椀に小さなくぼみがたくさんある「でこぼこのお椀」です。たくさんの出発点から始めて、**一番深いくぼみに着いた割合**を数えます。
#
# **予想**：運動量を加えると、どちらの地形でも割合は増えるでしょうか。SGD の学習率を大きくするだけでは、だめなのでしょうか。
# %% [markdown] lang="en"
# ### Out of local minima?
#
# With enough swing it should roll through a small hollow. Try it on two landscapes: the two valleys of chapter 4, and a bumpy bowl, which is wide and full of small hollows. From many starts, count **what share ends in the deepest hollow**.
#
# **Predict**: does momentum raise the share on both? And would a larger rate for SGD not do as well?

# %%
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
        # ja: 0 が一番深いくぼみ、1 以上はほかのくぼみ、−1 はどこにも落ち着かなかったもの
        # en: 0 is the deepest hollow, 1 and above are the others, −1 came to rest nowhere
        hollow = valley_of(hollows, ends[..., None])
        shares[momentum] = (hollow == 0).mean(axis=1)
        freed, lost = (hollow[:, ~at_home] == 0).mean(axis=1), (hollow[:, at_home] > 0).mean(axis=1)
        outcomes[hollows.name, momentum] = freed, lost, shares[momentum]
    results.append((hollows, tried, shares, at_home.mean()))
escapes(results)

# %% [markdown] lang="ja"
# 点線は、もともと一番深いくぼみの側から始めた割合です。線がそれより上にあれば、一番深いくぼみへ抜け出したものが、そこから飛び出したものより多いことになります。
#
# - **でこぼこのお椀**では、SGD はどの学習率でも抜け出せません。学習率を上げても、ある値を超えると、どこにも落ち着かなくなるだけです。Momentum は、多くの小さなくぼみを転がり抜けます。
# - **二つの谷**では、話が違います。SGD も学習率を大きくすれば同じくらい抜け出し、運動量はほとんど得になりません。
# - どちらでも、右へ行きすぎると割合が下がります。**勢いがあると、よいくぼみからも飛び出してしまう**からです。どこにも落ち着かないものも出てきます。
# %% [markdown] lang="en"
# The dotted line is the share that started on the side of the deepest hollow. A curve above it means that more got out than fell out.
#
# - In the **bumpy bowl** SGD does not get out at any rate. Raise the rate too far, and it comes to rest nowhere. Momentum rolls through many of the small hollows.
# - On the **two valleys** it is different. SGD with a large rate gets out just as often, and momentum gains next to nothing.
# - On both the share falls when you go too far to the right, for **the swing also carries it out of the good hollow**; and some come to rest nowhere.

# %% tags=["C7.2"]
def freeing_most(name, momentum):
    """Return in percent, at the rate that frees the most: who got in, who fell out, and how many ended deepest."""
    freed, lost, deepest = outcomes[name, momentum]
    k = int(np.argmax(freed))
    return 100 * freed[k], 100 * lost[k], 100 * deepest[k]


bumpy_plain, _, bumpy_plain_all = freeing_most("bumpy_bowl", 0)
bumpy_heavy, _, bumpy_heavy_all = freeing_most("bumpy_bowl", 0.9)
wells_plain, _, wells_plain_all = freeing_most("double_well", 0)
wells_heavy, wells_lost, wells_heavy_all = freeing_most("double_well", 0.9)

claim(
    "C7.2", "caveat",
    [
        bumpy_heavy > 30 and bumpy_plain < 5,
        abs(wells_heavy - wells_plain) < 15 and abs(wells_heavy_all - wells_plain_all) < 10,
        wells_lost > 2,
    ],
    bumpy_plain=bumpy_plain, bumpy_heavy=bumpy_heavy, bumpy_plain_all=bumpy_plain_all, bumpy_heavy_all=bumpy_heavy_all,
    wells_plain=wells_plain, wells_heavy=wells_heavy, wells_plain_all=wells_plain_all, wells_heavy_all=wells_heavy_all,
    wells_lost=wells_lost,
)

# %% [markdown] lang="ja"
# ## 7.3　パラメータごとの学習率：AdaGrad と RMSProp
#
# 第4章では、身長を cm のまま使うと、ある向きには急で別の向きにはほとんど平らな谷になり、ちょうどよい学習率がありませんでした。**パラメータごとに別の学習率**があれば、困らずにすみます。勾配がいつも大きいパラメータは小さな学習率で、いつも小さいパラメータは大きな学習率で進めばよいのです。
#
# そのために、勾配の大きさを覚えておいて、それで割ります。大きさは、プラスとマイナスが打ち消し合わないように 2 乗して測ります。
#
# - **AdaGrad**（Duchi、Hazan、Singer の 2011 年の論文 "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization"）は、2 乗をはじめからすべて**足していきます**。合計は増える一方なので、一歩はだんだん短くなります。
# - **RMSProp**（Tieleman と Hinton の 2012 年の講義 6.5）は、2 乗の**移動平均** $v$ を使います。古いものは少しずつ忘れるので、一歩が短くなり続けることはありません。
#
# $$\text{RMSProp:}\qquad v \leftarrow \beta\, v + (1-\beta)\, g^2 \qquad\qquad x \leftarrow x - \eta\, \frac{g}{\sqrt{v} + \varepsilon}$$
#
# 移動平均とは、「これまでの平均を $\beta$ 倍し、新しい値を $(1-\beta)$ 倍して足す」ことをくり返した、ゆっくり動く平均です。$\varepsilon$（イプシロン）は、0 で割らないための、とても小さな数です。
#
# 勾配の大きさが 100 のパラメータと 0.01 のパラメータを、学習率 0.01 で並べて進めてみましょう。
# %% [markdown] lang="en"
# ## 7.3 A learning rate for every parameter: AdaGrad and RMSProp
#
# In chapter 4, heights in plain centimetres made a valley that is steep one way and almost level the other, and no rate suited it. With **a rate of its own for each parameter** there is no trouble: those whose gradients are always large go at a small rate, those whose gradients are always small at a large one.
#
# To do so, remember how large the gradients have been, and divide by it. The size is measured by squares, so that plus and minus don't cancel.
#
# - **AdaGrad** (Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", 2011) **adds up** all squares from the beginning. The sum only grows, so steps get shorter and shorter.
# - **RMSProp** (Tieleman and Hinton, lecture 6.5, 2012) keeps a **running mean** $v$ of the squares. Old ones are forgotten bit by bit, so steps don't go on shrinking.
#
# $$\text{RMSProp:}\qquad v \leftarrow \beta\, v + (1-\beta)\, g^2 \qquad\qquad x \leftarrow x - \eta\, \frac{g}{\sqrt{v} + \varepsilon}$$
#
# A running mean is a mean that moves slowly: take $\beta$ times the mean so far and add $(1-\beta)$ times the new value. $\varepsilon$ (epsilon) is a tiny number that keeps us from dividing by 0.
#
# Here are a parameter with gradients of size 100 and one with gradients of size 0.01, at a learning rate of 0.01.

# %%
from course_lib.optimizers.rules import AdaGrad, RMSProp

sizes = np.array([100.0, 0.01])
for optimizer in (SGD(rate=0.01), AdaGrad(rate=0.01), RMSProp(rate=0.01, beta=0.9)):
    path = optimizer_path(optimizer, lambda x: sizes, [0.0, 0.0], max_steps=100)
    lengths = np.abs(np.diff(path, axis=0))
    texts = (f"step {n:3}: {lengths[n - 1, 0]:.6f} and {lengths[n - 1, 1]:.6f}" for n in (1, 10, 100))
    print(f"{type(optimizer).__name__:8}", *texts, sep="   ")

# %% [markdown] lang="ja"
# SGD の一歩は 10,000 倍も違います。AdaGrad と RMSProp では、二つのパラメータの一歩の長さが同じになりました。AdaGrad の一歩は短くなっていき、RMSProp の一歩は学習率（0.01）くらいに落ち着きます。はじめの競走のバナナで五つが飛び出さなかったのも、このためです。勾配がどれほど大きくても、割ってしまえば一歩は大きくなりません。
#
# RMSProp の 1 歩目だけが 3 倍ほど長いことに気づきましたか。$v$ が 0 から始まるので、はじめのうちは実際より小さすぎるのです。これを直すのが、次の Adam です。
# %% [markdown] lang="en"
# The steps of SGD differ 10,000-fold. With AdaGrad and RMSProp both parameters take steps of the same length. AdaGrad's get shorter and shorter; RMSProp's settle at about the learning rate, 0.01. This is also why five did not fly away on the banana of the first race: however large the gradient, divided by its own size it makes no large step.
#
# Did you notice that RMSProp's first step is some 3 times as long? $v$ starts at 0 and is too small at first. Adam, which comes next, puts that right.

# %% [markdown] lang="ja"
# ## 7.4　Adam：二つを組み合わせる
#
# **Adam**（Kingma と Ba の 2015 年の論文 "Adam: A Method for Stochastic Optimization"）は、いま最もよく使われている手法です。**Momentum と RMSProp を組み合わせて**います。
#
# | | 式 | どこから来たか |
# | --- | --- | --- |
# | 勾配の移動平均 | $m \leftarrow \beta_1 m + (1-\beta_1)\, g$ | Momentum |
# | 勾配の 2 乗の移動平均 | $v \leftarrow \beta_2 v + (1-\beta_2)\, g^2$ | RMSProp |
# | 0 から始まる分の補正 | $\hat m = \dfrac{m}{1-\beta_1^{\,t}}, \quad \hat v = \dfrac{v}{1-\beta_2^{\,t}}$ | Adam で加わった |
# | 一歩 | $x \leftarrow x - \eta\, \dfrac{\hat m}{\sqrt{\hat v} + \varepsilon}$ | 両方 |
#
# $t$ は何歩目か（**1 から数えます**）、$\beta_1^{\,t}$ は $\beta_1$ の $t$ 乗、$\hat m$ は「エム・ハット」と読みます。$m$ は 1 次モーメント、$v$ は 2 次モーメントとも呼ばれます。よく使われる設定は、**学習率 0.001、$\beta_1$ = 0.9、$\beta_2$ = 0.999**、$\varepsilon$ = 0.00000001 です。
#
# では、Adam を分解して、中をのぞいてみましょう。左と右は別々のパラメータです。上から順に、勾配と $m$、大きさと $\sqrt v$、そして一歩です。右のパラメータの勾配は、左の 0.001 倍しかありません。
#
# **予想**：右のパラメータの一歩は、左の何倍でしょうか。
# %% [markdown] lang="en"
# ## 7.4 Adam: both together
#
# **Adam** (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015) is the most popular optimizer of all. It **combines Momentum and RMSProp**:
#
# | | formula | where it comes from |
# | --- | --- | --- |
# | running mean of the gradients | $m \leftarrow \beta_1 m + (1-\beta_1)\, g$ | Momentum |
# | running mean of their squares | $v \leftarrow \beta_2 v + (1-\beta_2)\, g^2$ | RMSProp |
# | making up for the start at 0 | $\hat m = \dfrac{m}{1-\beta_1^{\,t}}, \quad \hat v = \dfrac{v}{1-\beta_2^{\,t}}$ | new in Adam |
# | step | $x \leftarrow x - \eta\, \dfrac{\hat m}{\sqrt{\hat v} + \varepsilon}$ | both |
#
# $t$ is the number of the step, **counted from 1**; $\beta_1^{\,t}$ is $\beta_1$ to the power of $t$; $\hat m$ is read "m hat". $m$ is also called the first moment and $v$ the second. The usual settings are a **learning rate of 0.001, $\beta_1$ = 0.9, $\beta_2$ = 0.999**, and $\varepsilon$ = 0.00000001.
#
# Let us take Adam apart and look inside. Left and right are two different parameters. From top to bottom: the gradient and $m$; its size and $\sqrt v$; the step. The gradients of the parameter on the right are only 0.001 times those on the left.
#
# **Predict**: how does the step on the right compare with the one on the left?

# %% tags=["W7.2"]
from course_lib.controls.adam_parts import AdamPartsControl

parts = AdamPartsControl()
parts

# %% [markdown] lang="ja"
# 一歩の長さは、左も右も、長くても学習率の 1 倍くらいです。勾配の大きさが 1,000 倍違うのに、一歩の長さはそろっています。次のことも試してみましょう。
#
# 1. 「パラメータ 2 の勾配の大きさ」を左の端（$10^{-10}$）まで下げます。勾配が $\varepsilon$ より小さくなると、一歩も消えていきます。
# 2. 「行ったり来たり」を選びます。$m$ は小さくなり（打ち消し合う）、$\sqrt v$ は小さくなりません。だから一歩が短くなります。**自信がないときは小さく進む**わけです。
# 3. 「いつも同じ」を選び、「0 から始まる m と v を補正する」を外します。一歩は学習率の何倍まで伸びますか。
# 4. β1 を 0 にすると RMSProp になり、一歩が勾配と一緒に揺れます。
#
# Adam がこの二つの半分からできているというのは、本当でしょうか。片方の働きを止めて、残りがもとの手法と**一歩ずつ**一致するかどうかを調べます。
#
# - **Momentum から来た半分を止める**：$\beta_1 = 0$ にすると、$m$ は今の勾配そのものです。
# - **RMSProp から来た半分を止める**：$\varepsilon$ をとても大きくすると、$\sqrt{\hat v} + \varepsilon$ はどのパラメータでも同じ数 $\varepsilon$ になります。その分、学習率を $\varepsilon$ 倍しておきます。
#
# 補正は、もとの手法にはないので、歩数ごとに学習率（RMSProp では $\varepsilon$ も）に掛けて合わせます。
# %% [markdown] lang="en"
# Left and right, steps are up to about 1 learning rate long: though the gradients differ 1000-fold, the steps are of like size. Try these as well:
#
# 1. Turn the size of parameter 2's gradients down to the left end ($10^{-10}$). Where gradients are smaller than $\varepsilon$, steps vanish too.
# 2. Choose "to and fro". $m$ gets small (things cancel) while $\sqrt v$ does not, so the steps get short. **Where it is unsure, it treads carefully.**
# 3. Choose "the same at every step" and untick "Correct m and v for their start at 0". How many learning rates long do the steps get?
# 4. Set β1 to 0: that is RMSProp, and the step shakes along with the gradient.
#
# Is it true that Adam is made of these two halves? Switch one off, and see whether what remains agrees with the other optimizer, **step by step**.
#
# - **The Momentum half off**: with $\beta_1 = 0$, $m$ is the present gradient itself.
# - **The RMSProp half off**: with a huge $\varepsilon$, $\sqrt{\hat v} + \varepsilon$ is the same number $\varepsilon$ for each parameter. To make up for it the rate is multiplied by $\varepsilon$.
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
    steps=steps, first=1e-12, second=1e-8, different=different,
)

# %% [markdown] lang="ja"
# 次は「各パラメータで学習率を自動調整する」という働きです。勾配の大きさが $10^{-14}$ から $10^{4}$ までの 37 個のパラメータに、雑音のある勾配を与え、一歩の長さの平均を測ります。主張を確かめるのは、黄色の帯（$10^{-4}$〜$10^{4}$）の中です。
# %% [markdown] lang="en"
# Next, "a learning rate of its own for every parameter". 37 parameters get noisy gradients, of sizes from $10^{-14}$ to $10^{4}$, and we measure how long their steps are on average. The claim is about the yellow band, $10^{-4}$ to $10^{4}$.

# %%
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
    sgd=sgd_ratio, adam=adam_ratio, shortest=shortest, longest=longest, tiny=tiny,
)

# %% [markdown] lang="ja"
# SGD の一歩は勾配に比例し、Adam の一歩はほぼ平らです。ただし勾配が $\varepsilon$（破線）より小さくなると、Adam の一歩も縮みます。
#
# **AdamW**（Loshchilov と Hutter の 2019 年の論文 "Decoupled Weight Decay Regularization"）は、Adam の一歩の前に、すべてのパラメータを少しだけ 0 に近づけます。重みが大きくなりすぎるのを防ぐためで、大きなネットワークでよく使われます。
#
# ## 7.5　Adam は「ほとんどの場合」うまくいくか
#
# これまでに出てきた問題を集めて、八つの手法をすべて**いつもの設定のまま**走らせます。誤差がはじめの 1 % 以下になって、そこに落ち着けば「解けた」とします。歩数は 8,000 歩までです。手書き数字の問題では、8×8 画素の画像をネットワークに 10 エポック学ばせ、初めて見る画像の正解率が 90 % 以上なら「解けた」とします。
#
# **予想**：いつもの設定で一番多くの問題を解くのは、どの手法でしょうか。
# %% [markdown] lang="en"
# SGD's step is proportional to the gradient; Adam's is almost level. Only where gradients are smaller than $\varepsilon$ (dashed line) do Adam's steps shrink too.
#
# **AdamW** (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) moves all parameters a little towards 0 before each step of Adam. That keeps weights from growing too large, and is common with large networks.
#
# ## 7.5 Does Adam work in most cases?
#
# Let us collect the problems met so far and run all eight optimizers **with their usual settings**. A problem counts as solved when the error has come down to 1 % of what it was and stays there, within 8,000 steps. For handwritten digits, a network learns from images of 8×8 dots for 10 epochs; solved means that it reads at least 90 % of images it has never seen.
#
# **Predict**: which optimizer solves the most problems with its usual settings?

# %%
Quiz("chapter07.quiz_most")

# %%
from course_lib.ground.landscapes import LANDSCAPES, noisy
from course_lib.ground.problems import landscape_problem, line_problem
from course_lib.experiments.optimizer_trials import run_trials
from course_lib.optimizers.rules import OPTIMIZERS

names = ["round_bowl", "valley", "double_well_2d", "rosenbrock", "beale", "himmelblau", "plateau", "cliff"]
trials = {words(f"landscapes.{name}.title"): landscape_problem(LANDSCAPES[name]()) for name in names}
rng = np.random.default_rng(course_seed())
trials[words("landscapes.noisy.title")] = landscape_problem(noisy(valley(), 0.3, rng))
for name, values in (("standardized", standardized), ("centimetres", heights)):
    trials[words(f"usable_rates.problems.{name}")] = line_problem(values, weights)

eight = [optimizer() for optimizer in OPTIMIZERS]
grid = 10.0 ** np.arange(-5, 1.5, 0.5)
# ja: それぞれの、いつもの学習率（最初の列）と、10 の −5 乗から 10 までの 13 通り
# en: for each its usual rate (the first column) and 13 others, from 10 to the power −5 up to 10
tried = np.array([[optimizer.rate, *grid] for optimizer in eight])
solved, first = run_trials(list(trials.values()), eight, tried, steps=8_000)

# %%
from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test
from course_lib.networks.layers import Dense, ReLU, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.engine.tape import no_grad
from course_lib.networks.training import train

images, labels = digits()
images = images.reshape(len(images), 64)
seen, unseen = train_and_test(len(images), 0.2, np.random.default_rng(course_seed()))


def read_digits(optimizer, epochs=10):
    rng = np.random.default_rng(course_seed())
    network = Sequential(Dense(64, 32, rng), ReLU(), Dense(32, 10, rng))
    train(network, softmax_cross_entropy, images[seen], labels[seen], optimizer, epochs=epochs, batch_size=32, rng=rng)
    with no_grad():
        answers = network(images[unseen]).data.argmax(axis=1)
    return np.mean(answers == labels[unseen])


accuracy = np.array([read_digits(optimizer()) for optimizer in OPTIMIZERS])

# %%
from course_lib.plots.optimizer_trials import trials_table

good = np.vstack([solved[:, :, 0].T, accuracy >= 0.9])
cells = [[f"{n:,.0f}" for n in row] for row in first[:, :, 0].T] + [[f"{100 * share:.0f} %" for share in accuracy]]
cells = np.where(good | (np.arange(len(good)) == len(trials))[:, None], cells, "×")
solvers = [optimizer.__name__ for optimizer in OPTIMIZERS]
trials_table(solvers, [*trials, words("optimizer_trials.digits")], cells, good)

# %% [markdown] lang="ja"
# 青いところが、解けた問題です。数字は、誤差がはじめて 1 % 以下になった歩数（10 歩刻み）です。
#
# Adam は半分よりずっと多くの問題を解きました。ただし、いつもの設定では**歩数がかかります**。一歩がおよそ 0.001 と決まっているので、5 だけ進むのに 5,000 歩かかるからです。体重の直線（傾きと切片が何十にもなります）には、8,000 歩でも着きません。
#
# それでも Adam が人気なのは、なぜでしょうか。同じ問題を、13 通りの学習率で試した結果を見てください。縦軸は、**一つの学習率で**解けた問題の数（手書き数字を除く 11 問のうち）です。輪は、いつもの学習率です。
# %% [markdown] lang="en"
# Blue means solved. The number is the step at which the error first came down to 1 % (looked at every 10 steps).
#
# Adam solved far more than half. But with its usual settings it **takes many steps**: each is about 0.001 long, so that a way of 5 takes 5,000 of them. The line through standardized weights, whose numbers run to dozens, is out of its reach even in 8,000 steps.
#
# Why is Adam so popular all the same? Look at the same problems at 13 different rates. The upright axis is how many of the 11 problems (without the digits) are solved **at one and the same rate**; a ring marks the usual rate.

# %%
from course_lib.plots.optimizer_trials import solved_by_rate

counts = {name: solved[number, :, 1:].sum(axis=0) for number, name in enumerate(solvers)}
usual = {name: (eight[number].rate, solved[number, :, 0].sum()) for number, name in enumerate(solvers)}
solved_by_rate(grid, counts, usual, len(trials))

# %% [markdown] lang="ja"
# SGD は、どの学習率でも 8 問に届きません。Momentum で 8 問以上解けるのは、0.0003 くらいから 0.01 までです。それより大きくすると、どこかの問題で飛び出します。Adam の山は 0.001 から 1 まで、**広くて平ら**です。学習率が 10 倍ずれていても、あまり困りません。「ほとんどの場合でうまく動く」の中身は、「一番速い」ではなく「**学習率に気をつかわなくてよい**」だったのです。
#
# ### Adam が収束しない例
#
# 「ほとんど」ということは、うまくいかない場合もあるということです。Reddi、Kale、Kumar の 2018 年の論文 "On the Convergence of Adam and Beyond" は、Adam が**一番悪いところへ行って、そのまま動かなくなる**、とても簡単な問題を見つけました。
#
# $x$ は −1 から 1 までの数が 1 つだけ。傾きは 3 回に 1 回が $+C$（大きい）、残りの 2 回は −1 です。$C = 4$ なら、3 回分の合計は $4 - 1 - 1 = +2$。平均すると上り坂なので、**一番よいのは左の端**の $x = -1$ です。
#
# ところが Adam は、大きな勾配が来たときに $\sqrt v$ で割って、その一歩を小さくしてしまいます。$\beta_2$ が小さくて大きな勾配をすぐに忘れると、その後の小さな勾配 2 回のほうが、合わせて遠くまで動かします。
# %% [markdown] lang="en"
# SGD does not get to 8 at any rate. Momentum solves 8 or more from about 0.0003 to 0.01; with larger rates it flies away on one problem or another. Adam's hill is **broad and level**, from 0.001 to 1: a rate that is wrong by a factor of 10 does little harm. So "works in most cases" does not mean "is the fastest" but "**lets you worry less about the learning rate**".
#
# ### Where Adam does not converge
#
# "In most cases" means not in all. Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond" (2018), found a very simple problem on which Adam **goes to the worst place there is, and stays**.
#
# $x$ is a single number from −1 to 1. One time in 3 the slope is $+C$, which is large; the other 2 times it is −1. With $C = 4$, 3 rounds add up to $4 - 1 - 1 = +2$: uphill on average, so the **best place is the left end**, $x = -1$.
#
# But when the large gradient comes, Adam divides it by $\sqrt v$ and makes that step small. And where a small $\beta_2$ soon forgets the large gradient, the 2 small ones that follow carry $x$ farther between them.

# %%
from course_lib.experiments.adam_counterexample import walks
from course_lib.optimizers.rules import AMSGrad
from course_lib.plots.adam_counterexample import counterexample

large = 4.0
forgetful = {"beta1": 0.0, "beta2": 1 / (1 + large**2)}
racers = {"SGD": SGD(), "Adam": Adam(**forgetful), "AMSGrad": AMSGrad(**forgetful)}
first_rates = np.array([0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0])
ways = {name: walks(racer, first_rates, large, steps=10_000) for name, racer in racers.items()}
# ja: 最後の 3 回の平均
# en: the mean of the last 3 rounds
last = {name: way[-3:].mean(axis=0) for name, way in ways.items()}
counterexample({name: way[:, 4] for name, way in ways.items()}, first_rates, last)

# %% [markdown] lang="ja"
# どの学習率でも、Adam は一番悪い右の端に着きます。**AMSGrad** は、同じ論文で提案された直し方です。$v$ のかわりに「これまでで一番大きい $v$」で割るので、大きな勾配を忘れません。SGD も左の端に着きます。
#
# 「$\beta_1 = 0$ や小さい $\beta_2$ という、ふつうでない設定だからでは？」と思ったかもしれません。論文では、大きな傾きがもっとまれな場合（101 回に 1 回だけ 1010、残りは −10）に、$\beta_1 = 0.9$、$\beta_2 = 0.99$ でも同じことが起こると示しています。それも下の枠で確かめます。
# %% [markdown] lang="en"
# At every rate Adam ends at the worst place, on the right. **AMSGrad** is the cure from the same paper: it divides by the largest $v$ so far and not by $v$, so that it never forgets a large gradient. SGD, too, gets to the left end.
#
# "Is that not because $\beta_1 = 0$ and such a small $\beta_2$ are unusual settings?" The paper shows that it also happens with $\beta_1 = 0.9$ and $\beta_2 = 0.99$, where the large slope is rarer (1010 in 1 round of 101, else −10). The box below tests that too.

# %% tags=["C7.5"]
number = {name: solvers.index(name) for name in solvers}
adam_usual = int(good[:, number["Adam"]].sum())
adam_steps = np.median(first[number["Adam"], solved[number["Adam"], :, 0], 0])
heavy_steps = np.median(first[number["Momentum"], solved[number["Momentum"], :, 0], 0])
heavy_usual, rmsprop_usual = (int(good[:, number[name]].sum()) for name in ("Momentum", "RMSProp"))
wide = {name: int((count >= 8).sum()) for name, count in counts.items()}
tuned = {name: int(solved[number[name], :, 1:].any(axis=1).sum()) for name in ("Momentum", "Adam")}
rare = {"large": 1010.0, "small": 10.0, "period": 101}
adam_rare, amsgrad_rare = (
    walks(optimizer(beta1=0.9, beta2=0.99), [0.5], steps=15_000, **rare)[-101:].mean() for optimizer in (Adam, AMSGrad)
)

claim(
    "C7.5", "caveat",
    [
        adam_usual > len(good) / 2 and accuracy[number["Adam"]] > 0.9,
        wide["Adam"] >= 5 and wide["SGD"] <= 1,
        heavy_usual >= adam_usual - 1 and heavy_steps < adam_steps / 5,
        tuned["Momentum"] >= tuned["Adam"] - 1,
        last["Adam"].min() > 0.95 and last["AMSGrad"].max() < -0.8 and last["SGD"].max() < -0.8,
        adam_rare > 0.9 and amsgrad_rare < -0.8,
    ],
    adam=adam_usual, problems=len(good), digits=100 * accuracy[number["Adam"]], wide_adam=wide["Adam"], wide_sgd=wide["SGD"],
    wide_momentum=wide["Momentum"], tried=len(grid), momentum=heavy_usual, rmsprop=rmsprop_usual, momentum_steps=heavy_steps, adam_steps=adam_steps,
    tuned_momentum=tuned["Momentum"], tuned_adam=tuned["Adam"], few=len(trials), worst=last["Adam"].min(), amsgrad=last["AMSGrad"].max(),
    adam_rare=adam_rare, amsgrad_rare=amsgrad_rare,
)

# %% [markdown] lang="ja"
# ### どれを使えばよいか
#
# - **まず Adam**（大きなネットワークなら AdamW）を、いつもの設定で試します。学習率は 0.01、0.001、0.0001 と 10 倍刻みで変えてみます。
# - **時間をかけて仕上げたいとき**は、Momentum で学習率を丁寧に探すと、Adam と同じか、それ以上の結果になることがあります。
# - **どちらの場合も**、第4章のように、学習率をだんだん下げるとよくなります。
#
# 最適化手法が変えるのは、一歩の作り方だけです。勾配そのものが消えたり爆発したりしていたら（第6章）、Adam で和らぐことはありますが（C6.10）、原因を直すのは第6章の対策です。
#
# ## まとめ
#
# この章を終えて、次のことが言えるようになりました。
#
# - SGD は一番シンプルで、1 つのデータかミニバッチの勾配だけを使います。計算は軽いけれど、細長い谷では遅く、局所的な最小値に捕まることもあります。
# - Momentum は過去の勾配を速度として覚えています。細長い谷では、条件数がその平方根になったかのように速くなります。ただし一番速い設定が、一番揺れない設定とはかぎりません。
# - 勢いがあると、小さなくぼみは抜けられますが、よいくぼみからも飛び出すことがあります。
# - RMSProp は、パラメータごとに勾配の大きさで割ります。Adam は Momentum と RMSProp を合わせ、0 から始まる分を補正します。
# - Adam は学習率に気をつかわずにすみます。けれども、いつも一番速いわけではなく、収束しない例もあります。AMSGrad はそれを直します。
#
# **次にすること**：[第7章の練習問題](../../exercises/ja/07_optimizers.ipynb)で、SGD から Adam までを自分の手で書いてみましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第8章「勾配を目で見る」](08_seeing_gradients.ipynb)です。学習がうまく進んでいるかどうかを、勾配を目で見て確かめます。
# %% [markdown] lang="en"
# ### Which one should you use?
#
# - **First try Adam** (AdamW for a large network) with its usual settings. Vary the rate by factors of 10: 0.01, 0.001, 0.0001.
# - **When you have time to get it right**, Momentum with a carefully chosen rate is often as good as Adam, or better.
# - **Either way**, lowering the rate as you go helps, as in chapter 4.
#
# An optimizer only changes how steps are made. Where the gradients themselves vanish or explode (chapter 6), Adam may soften it (C6.10), but it is the cures of chapter 6 that mend the cause.
#
# ## What you can say now
#
# - SGD is the simplest: it uses the gradient of one example or of a mini-batch. Its steps are cheap, but in a narrow valley it is slow, and it can be caught in a local minimum.
# - Momentum remembers past gradients as a velocity. In a narrow valley it is as fast as if the condition number were its square root. But the fastest setting need not be the one that sways least.
# - The swing carries it through small hollows, and out of good ones as well.
# - RMSProp divides by the size of each parameter's own gradients. Adam puts Momentum and RMSProp together and makes up for the start at 0.
# - With Adam you need to worry less about the learning rate. But it is not always the fastest, and there are problems on which it does not converge. AMSGrad mends that.
#
# **Next**: write them all yourself, from SGD to Adam, in the [exercises for chapter 7](../../exercises/en/07_optimizers.ipynb). If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 8, Seeing gradients](08_seeing_gradients.ipynb): how to tell by looking at the gradients whether training goes well.
