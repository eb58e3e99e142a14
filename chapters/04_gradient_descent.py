# %% [markdown] lang="ja"
# # 第4章　勾配降下法
#
# 目かくしをして山の中腹に立っているところを思い浮かべてください。足もとの傾きだけは分かります。谷底へ行くには、どうしますか。
# 下っているほうへ一歩進み、また足もとを確かめる。それをくり返すだけです。これが**勾配降下法**です。
#
# まず、さわってみましょう。説明はそのあとです。
#
# **予想**：下の「学習率」を右へ動かすと、赤い玉の一歩は長くなるでしょうか、短くなるでしょうか。ずっと右まで動かすと、何が起こるでしょうか。
# %% [markdown] lang="en"
# # Chapter 4: Gradient descent
#
# Imagine standing blindfolded halfway up a mountain. All you can feel is the slope under your feet. How would you get to the valley?
# Take one step the way the ground falls, feel the slope again, and repeat. That is **gradient descent**.
#
# Touch it first; the explanation comes after.
#
# **Predict**: if you move "Learning rate" below to the right, does each step of the red ball get longer or shorter? And what happens far to the right?

# %% tags=["W4.1"]
from course_lib.controls.learning_rate import LearningRateControl

control = LearningRateControl()
control

# %% [markdown] lang="ja"
# 予想は当たりましたか。図の下の文が、いま何が起きているかを教えてくれます。次のことも試してみましょう。
#
# 1. 学習率 0.1 で「最後まで進む」を押します。**歩幅はだんだん短くなります**。学習率は変えていないのに、なぜでしょうか。
# 2. 学習率を 1.5 くらいにします。玉は谷を飛び越えますが、それでも底に着きます。
# 3. 学習率を 2.2 くらいにします。今度はどうなりますか。
# 4. 学習率を 0.001 にします。100 歩でどこまで進めますか。
# 5. 「地形」を「二つの谷」や「細長い谷」に変えて、同じことをしてみます。
#
# 右の図の縦軸は、目盛りが 1 つ上がるごとに 100 倍になっています。誤差が千分の一、百万分の一と小さくなる様子まで 1 枚で見るためです。
# %% [markdown] lang="en"
# Were you right? The sentence below the picture says what is going on. Try these as well:
#
# 1. At a learning rate of 0.1, press "Run to the end". **The steps get shorter and shorter**, though the learning rate stays the same. Why?
# 2. Set the rate to about 1.5. The ball jumps across the valley, and still it gets to the bottom.
# 3. Set the rate to about 2.2. What now?
# 4. Set the rate to 0.001. How far do 100 steps take you?
# 5. Choose "Two valleys" or "Narrow valley" as the landscape and do the same again.
#
# On the upright axis of the right-hand picture each mark is 100 times the one below. That way errors of a thousandth and of a millionth fit into one picture.

# %% [markdown] lang="ja"
# ## 4.1　四つのステップ
#
# いま見た動きは、次の四つのステップでできています。
#
# 1. **今いる場所の勾配を計算する。** 足もとの傾きを調べます。
# 2. **勾配と反対の向きに進む。** 勾配は登る向きを指すので、その逆へ進みます。進む長さは **学習率 × 勾配** です。
# 3. **新しい場所で、もう一度計算する。** 傾きは場所によって違うからです。
# 4. **収束するまで、くり返す。** 収束とは、進んでも誤差がもうほとんど変わらなくなることです。
#
# 一番目の疑問の答えは、ステップ 2 にあります。学習率が同じでも、底に近づくと傾きがゆるくなるので、一歩も短くなるのです。
#
# 数字で追ってみましょう。このお椀の高さは $x^2/2$ で、場所 $x$ での勾配はちょうど $x$ です。
# %% [markdown] lang="en"
# ## 4.1 Four steps
#
# What you saw is made of four steps:
#
# 1. **Compute the gradient at the place where you are.** Feel the slope under your feet.
# 2. **Move against the gradient.** It points uphill, so you go the other way. How far? **Learning rate × gradient.**
# 3. **Compute it anew at the new place.** The slope differs from place to place.
# 4. **Repeat until it has converged**: until going on hardly changes the error any more.
#
# Step 2 answers the first question above. At the same learning rate each step is shorter than the last, because nearer the bottom the ground is less steep.
#
# Here it is in numbers. The height of this bowl is $x^2/2$, and its gradient at the place $x$ is just $x$.

# %%
import numpy as np

from course_lib.ground.landscapes import bowl

ground = bowl()
x = np.array([-2.5])
rate = 0.1
for step in range(5):
    # ja: ステップ 1 と 3：今いる場所の勾配
    # en: Steps 1 and 3: the gradient at this place
    gradient = ground.gradient(x)
    # ja: ステップ 2：勾配と反対の向きへ
    # en: Step 2: move against it
    new_x = x - rate * gradient
    print(f"{step}: x = {x[0]:+.4f}   gradient = {gradient[0]:+.4f}   x - {rate} * gradient = {new_x[0]:+.4f}")
    x = new_x

# %% [markdown] lang="ja"
# 勾配はマイナス（右へ行くほど低くなる）なので、それを引くと $x$ は大きくなり、玉は右の底へ向かいます。
#
# これを式で書くと、1 行になります。
#
# $$x \leftarrow x - \eta \, \frac{\partial E}{\partial x}$$
#
# $E$ は誤差、$\partial E/\partial x$ は誤差の勾配、$\eta$（イータ）は学習率です。矢印は「右を計算して、左の新しい値にする」という意味です。
# %% [markdown] lang="en"
# The gradient is negative (the ground falls to the right), so subtracting it makes $x$ larger: the ball moves right, towards the bottom.
#
# Written as a formula it is one line:
#
# $$x \leftarrow x - \eta \, \frac{\partial E}{\partial x}$$
#
# $E$ is the error, $\partial E/\partial x$ its gradient, and $\eta$ (the Greek letter eta) the learning rate. The arrow means: work out the right-hand side and make it the new value on the left.

# %% [markdown] lang="ja"
# ### 身長と体重の直線を学ぶ
#
# 第3章の直線「体重 = a × 身長 + b」を、勾配降下法に学ばせましょう。今度の「場所」は 2 つの数 (a, b) の組、「高さ」は、15 行のデータの**平均二乗誤差**（誤差を 2 乗して平均したもの）です。
# 身長は、平均が 0、標準偏差（散らばりの大きさ）が 1 になるように直してから使います。これを**標準化**といいます。なぜ直すのかは、この章の終わりで分かります。
# %% [markdown] lang="en"
# ### Learning the line through heights and weights
#
# Let gradient descent learn the line of chapter 3, weight = a × height + b. A "place" is now a pair of numbers (a, b), and the "height of the ground" is the **mean squared error** of the 15 rows (square each error, take the mean).
# The heights are first shifted and scaled so that their mean is 0 and their standard deviation (how far they spread) is 1. This is called **standardizing**. Towards the end of the chapter you will see why it is done.

# %%
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.descent.gradient_descent import gradient_descent, has_converged
from course_lib.plots.line_learning import line_learning
from course_lib.ground.regression import least_squares, mean_squared_error, mean_squared_error_gradient, standardize

heights, weights = heights_and_weights()
standardized, mean, deviation = standardize(heights)


def line_gradient(line):
    return np.array(mean_squared_error_gradient(*line, standardized, weights))


path = gradient_descent(line_gradient, x0=[0.0, 0.0], rate=0.1, max_steps=60)
# ja: 標準化した身長での (a, b) を、もとの cm での (a, b) に戻す
# en: back from (a, b) for standardized heights to (a, b) for centimetres
lines = np.column_stack([path[:, 0] / deviation, path[:, 1] - path[:, 0] * mean / deviation])
line_learning(heights, weights, lines, after=[0, 1, 2, 5, 60])

# %% [markdown] lang="ja"
# 直線は、何も知らない状態（a = 0, b = 0）から始めて、みるみる点の並びに近づきます。
#
# 右の図で、誤差が**ゼロにはならない**ことに気づきましたか。点は一直線には並んでいないので、どんな直線にも必ず誤差が残ります。
# どこまで小さくなれば「十分」かは、前もって分かりません。そこで、**誤差の値ではなく、誤差の変化**を見て、変わらなくなったら止めます。
#
# 直線の場合は、実は紙と鉛筆でも正確な答えが求められます（最小二乗法）。それと比べてみましょう。次の枠は、**主張**を実験で確かめる枠です。この教材では、数字を測って主張の当否を決めます。
# %% [markdown] lang="en"
# The line starts out knowing nothing (a = 0, b = 0) and quickly comes close to the points.
#
# Did you notice on the right that the error does **not go to zero**? The points don't lie on one straight line, so some error remains with any line.
# How small is "small enough" can't be known beforehand. So we look **not at the error but at its change**, and stop when it no longer changes.
#
# For a straight line the exact answer can be worked out with pencil and paper (least squares). Let us compare. The box below tests a **claim** by experiment: in this course measured numbers decide whether a claim is true.

# %% tags=["C4.1"]
from course_lib import claim

bottom = gradient_descent(ground.gradient, x0=[-2.5], rate=0.1, max_steps=200)[-1, 0]

a, b = least_squares(standardized, weights)
best = mean_squared_error(a, b, standardized, weights)
path = gradient_descent(line_gradient, x0=[0.0, 0.0], rate=0.1, max_steps=200)
errors = [mean_squared_error(*line, standardized, weights) for line in path]
stop = next(n for n in range(len(errors)) if has_converged(errors[: n + 1], tolerance=1e-6))

claim(
    "C4.1", "holds",
    [abs(bottom) < 1e-6, np.abs(path[-1] - [a, b]).max() < 1e-6, best > 0.1 and errors[stop] < 1.0001 * best],
    bottom=abs(bottom), a=path[-1, 0], b=path[-1, 1], exact_a=a, exact_b=b, best=best, stop=stop, reached=errors[stop],
)

# %% [markdown] lang="ja"
# ### たとえはどこまで通じるか
#
# 山を下る人や、お椀の中の玉のたとえは、とても役に立ちます。ただし、次のところは本物と違います。
#
# - **玉には勢いがありますが、勾配降下法にはありません。** 一歩ごとにぴたりと止まり、足もとを調べ直します。勢いをつける方法は第7章で学びます。
# - **本物の玉は、地面に沿って転がります。** 勾配降下法は次の場所へ跳ぶので、間にある谷や丘を飛び越えることがあります。
# - **本物の玉は、自分から高いところへは行きません。** ところが学習率が大きすぎると、玉は一歩ごとに高く登っていきます。
# - **山を歩く人の歩幅はだいたい同じですが、ここでは傾きに比例します。** 急なところでは大股に、平らなところではほとんど進めません。
# - **山は 2 つの数（東西と南北）で場所が決まります。** ニューラルネットワークでは、場所を決める数が何百万個もあります。それでも四つのステップは同じです。
# %% [markdown] lang="en"
# ### How far the analogy goes
#
# Someone walking down a mountain and a ball in a bowl are good pictures. Here is where they differ from the real thing:
#
# - **A ball has momentum; gradient descent has none.** After every step it stops dead and feels the slope anew. Chapter 7 shows how to give it momentum.
# - **A real ball rolls along the ground.** Gradient descent jumps to its next place, and may jump across a valley or a hill in between.
# - **A real ball never climbs by itself.** With too large a learning rate ours climbs higher with every step.
# - **Walkers take steps of about the same length; here the length is proportional to the slope.** Long strides where it is steep, hardly any progress where it is level.
# - **On a mountain two numbers say where you are** (east and north). In a neural network it takes millions of them. The four steps stay the same.

# %% [markdown] lang="ja"
# ## 4.2　学習率：どれくらい進むか
#
# ### 大きすぎるとき
#
# 学習率が大きいと、玉は底を飛び越えました。もっと大きいと、戻ってこなくなりました。その境目はどこにあるのでしょうか。まず予想してください。
# %% [markdown] lang="en"
# ## 4.2 The learning rate: how far to go
#
# ### Too large
#
# With a large learning rate the ball jumped across the bottom; with a still larger one it never came back. Where is the border between the two? Predict first.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter04.quiz_steeper")

# %% [markdown] lang="ja"
# では、手で探してみましょう。学習率を動かすと、試した結果が右の図に残ります。青い丸は落ち着いた学習率、赤い×は飛び出した学習率です。
# 丸と×の間を、できるだけ狭くしてください。狭くできたら「2 ÷ 最大の曲率 とくらべる」を押します。別の地形でもやってみましょう。
# %% [markdown] lang="en"
# Now find it by hand. As you move the learning rate, what came of it stays in the picture on the right: a blue dot where the ball settled, a red cross where it flew away.
# Make the gap between dots and crosses as narrow as you can. Then press "Compare with 2 / largest curvature". Do it on the other landscapes too.

# %% tags=["W4.2"]
from course_lib.controls.stability_border import StabilityBorderControl

border_control = StabilityBorderControl()
border_control

# %% [markdown] lang="ja"
# **曲率**とは、地面の曲がり具合、つまり「傾きがどれくらいの速さで変わるか」です。急なお椀ほど曲率が大きくなります。
#
# 境目が 2 ÷ 曲率 になるわけは、お椀でなら確かめられます。曲率が $c$ のお椀では、場所 $x$ での勾配は $c\,x$ です。四つのステップの式に入れると
#
# $$x - \eta\, c\, x = (1 - \eta c)\, x$$
#
# となり、一歩ごとに $x$ が $(1 - \eta c)$ **倍**されるだけだと分かります。$c = 1$ のお椀で、5 歩分を見てみましょう。
# %% [markdown] lang="en"
# **Curvature** is how strongly the ground bends: how fast the slope changes. The steeper the bowl, the larger its curvature.
#
# Why the border is 2 / curvature can be seen in a bowl. In a bowl of curvature $c$ the gradient at the place $x$ is $c\,x$. Put that into the formula of the four steps:
#
# $$x - \eta\, c\, x = (1 - \eta c)\, x$$
#
# So each step does nothing but **multiply** $x$ by $(1 - \eta c)$. Here are five steps in a bowl of $c = 1$.

# %%
for rate in (0.1, 0.5, 1.0, 1.5, 2.0, 2.2):
    path = gradient_descent(ground.gradient, x0=[-2.5], rate=rate, max_steps=5)
    print(f"rate = {rate}   1 - rate = {1 - rate:+.1f}   x:", *(f"{x:+7.3f}" for x in path[:, 0]))

# %% [markdown] lang="ja"
# - 学習率が 1 より小さいとき、倍率は 0 と 1 の間です。玉は同じ側から底に近づきます。
# - ちょうど 1 なら、倍率は 0。一歩で底に着きます。
# - 1 と 2 の間では、倍率は −1 と 0 の間です。**一歩ごとに底を飛び越えて**反対側へ出ますが、それでも近づきます。
# - ちょうど 2 なら、倍率は −1。いつまでも往復（**振動**）します。
# - 2 より大きいと、一歩ごとに遠ざかります。これが**発散**です。
#
# 地面が 2 方向以上あるときは、一番強く曲がっている向きが最初に発散します。だから、境目を決めるのは**最大の曲率**です。
# すべての向きの曲率をまとめた表を**ヘッセ行列**といい、その「最大の固有値」が最大の曲率にあたります（計算は `numpy` に任せられます）。
#
# 5 つの問題で、境目を実験で測り（落ち着く学習率と飛び出す学習率の間を半分、また半分と狭めます）、式と比べます。
# %% [markdown] lang="en"
# - Below 1 the factor lies between 0 and 1: the ball nears the bottom from its own side.
# - At exactly 1 the factor is 0: one step leads to the bottom.
# - Between 1 and 2 the factor lies between −1 and 0: **every step jumps across the bottom**, and still gets nearer.
# - At exactly 2 the factor is −1: to and fro for ever (it **oscillates**).
# - Above 2 each step leads farther away: it **diverges**.
#
# Where the ground has two or more directions, the one that bends most diverges first. So it is the **largest curvature** that sets the border.
# The table of the curvatures in all directions is called the **Hessian**; its "largest eigenvalue" is the largest curvature (`numpy` works it out for you).
#
# On five problems we now measure the border (between a rate that settles and one that flies away we halve the gap, again and again) and compare it with the formula.

# %%
from course_lib.descent.gradient_descent import largest_stable_rate
from course_lib.ground.landscapes import valley
from course_lib.ground.problems import landscape_problem, line_problem
from course_lib.descent.stability_border import measured_border
from course_lib.words.catalogue import words

problems = {
    "bowl": landscape_problem(bowl(1)),
    "bowl_steep": landscape_problem(bowl(4)),
    "valley": landscape_problem(valley()),
    "standardized": line_problem(standardized, weights),
    "centimetres": line_problem(heights, weights),
}
differences, rows = [], []
for name, problem in problems.items():
    formula = largest_stable_rate(problem.hessian)
    # ja: 式の 100 分の 1 から 100 倍までの間を探す
    # en: look between a hundredth of it and a hundred times it
    border = measured_border(problem.gradient, problem.start, formula / 100, formula * 100, steps=400, halvings=20)
    rows.append(f"2 / curvature = {formula:.7f}   measured = {border:.7f}   " + words(f"usable_rates.problems.{name}"))
    differences.append(abs(border / formula - 1))
print(*rows, sep="\n")

# %% tags=["C4.2"]
overshoot = gradient_descent(ground.gradient, x0=[-2.5], rate=1.5, max_steps=10)[:, 0]
swing = gradient_descent(ground.gradient, x0=[-2.5], rate=2.0, max_steps=100)[:, 0]
away = gradient_descent(ground.gradient, x0=[-2.5], rate=2.1, max_steps=100)[:, 0]
changes_side = overshoot[1:] * overshoot[:-1] < 0

claim(
    "C4.2", "holds",
    [
        max(differences) < 0.01,
        changes_side.all() and abs(overshoot[-1]) < 0.01,
        np.allclose(np.abs(swing), 2.5),
        abs(away[-1]) > 1000 * 2.5,
    ],
    worst=100 * max(differences), problems=len(problems), near=abs(overshoot[-1]), far=abs(away[-1]),
)

# %% [markdown] lang="ja"
# 最後の行を見てください。身長を cm のまま使うと、境目はとても小さくなります。このことは、あとでもう一度取り上げます。
#
# ### 小さすぎるとき（1）：遅い
#
# では、小さくしておけば安心でしょうか。
# %% [markdown] lang="en"
# Look at the last line: with heights in plain centimetres the border is tiny. We shall come back to that.
#
# ### Too small (1): slow
#
# Is it safe, then, to keep the rate small?

# %%
Quiz("chapter04.quiz_slow")

# %%
from course_lib.descent.convergence import steps_needed
from course_lib.plots.steps_by_rate import steps_by_rate

rates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 1.2, 1.5, 1.8, 1.9, 1.95, 1.98]
# ja: 誤差が、はじめの百万分の一になるまでの歩数
# en: steps until the error is a millionth of what it was
steps = [steps_needed(ground.gradient, ground.f, ground.start, rate, share=1e-6) for rate in rates]
steps_by_rate(rates, steps, border=2.0)

# %% [markdown] lang="ja"
# 左側の点は、破線にぴったり乗っています。学習率を半分にすると、歩数は 2 倍。**歩数は 1 ÷ 学習率 に比例します。**
# 大きなネットワークでは一歩に何秒もかかることがあるので、100 倍の歩数は 100 倍の計算時間になります。
#
# 右側では、学習率が境目に近づくと、歩数がまた増えていきます。速いのは、その間です。
# %% [markdown] lang="en"
# The points on the left lie right on the dashed line: half the rate, twice the steps. **The number of steps goes as 1 / learning rate.**
# With a large network one step can take seconds, so 100 times the steps is 100 times the computing time.
#
# On the right the number rises again as the rate nears the border. The quick rates lie in between.

# %% tags=["C4.3"]
small = np.array(rates) <= 0.1
slope = np.polyfit(np.log(np.array(rates)[small]), np.log(np.array(steps)[small]), 1)[0]
ratio = steps[0] / steps[6]
quickest = rates[int(np.argmin(steps))]

claim(
    "C4.3", "holds",
    [abs(slope + 1) < 0.02, 90 < ratio < 110, 0.5 <= quickest <= 1.5],
    slope=slope, ratio=ratio, many=steps[0], few=steps[6], quickest=quickest, least=min(steps),
)

# %% [markdown] lang="ja"
# ### 小さすぎるとき（2）：局所的な最小値に捕まる
#
# 谷が二つある地形では、浅いほうの谷底も、まわりよりは低い場所です。これを**局所的な最小値**（局所最小値）といいます。そこでは傾きがゼロなので、玉は止まってしまい、もっと深い谷があることに気づきません。
#
# 「学習率が小さいと、局所的な最小値に捕まる」とよく言われます。本当でしょうか。出発点と学習率をいろいろに変えて、どの谷に着くかを色で塗り分けました。
#
# **予想**：下の図の色を決めているのは、横軸（出発点）でしょうか、縦軸（学習率）でしょうか。
# %% [markdown] lang="en"
# ### Too small (2): caught in a local minimum
#
# On ground with two valleys the bottom of the shallower one, too, is lower than all that lies around it. It is called a **local minimum**. The slope there is zero, so the ball lies still and never learns of the deeper valley.
#
# It is often said that a small learning rate gets caught in local minima. Is it true? Here every start is tried with every rate, and the colour tells which valley it leads to.
#
# **Predict**: what decides the colour in the picture below, the start (left to right) or the rate (upward)?

# %%
from course_lib.ground.landscapes import double_well
from course_lib.plots.basin_map import basin_map

basin_map(double_well(), rates=np.linspace(0.005, 0.26, 52))

# %% [markdown] lang="ja"
# 下のほう、つまり学習率が小さいところでは、玉は出発した側の谷に必ず着きます。右の浅い谷の側から始めた玉は、捕まったままです。ここまでは言われているとおりです。
#
# 学習率を大きくすると、両端の急な壁から始めた玉の中に、丘を飛び越えるものが出てきます。ただし、**深い谷から浅い谷へ飛び出すもの**もあります。
# どこから始めたかのほうが、はるかに強く効いています。数で確かめましょう。
# %% [markdown] lang="en"
# Low down, where the rate is small, the ball always ends in the valley on whose side it started. Whoever starts on the side of the shallow valley stays caught there. So far the saying is right.
#
# With larger rates some balls that start on the steep walls at either end jump across the hill. But there are also some that **leave the deep valley for the shallow one**.
# Where you start matters far more. Let us count.

# %% tags=["C4.4"]
from course_lib import course_seed
from course_lib.descent.basins import NOWHERE, valley_reached

rng = np.random.default_rng(course_seed())
wells = double_well()
hilltop = np.sort(np.roots([4, 0, -4, 1 / 4]).real)[1]
starts = rng.uniform(*wells.region[0], size=(2000, 1))
on_the_right = starts[:, 0] > hilltop

slow = valley_reached(wells, starts, rate=0.01, steps=2000)
fast = valley_reached(wells, starts, rate=0.2)
too_fast = valley_reached(wells, starts, rate=0.25)
caught = 100 * np.mean(slow[on_the_right] == 1)
freed = 100 * np.mean(fast[on_the_right] == 0)
lost = 100 * np.mean(fast[~on_the_right] == 1)
same = 100 * np.mean(fast == on_the_right)
restless = 100 * np.mean(too_fast == NOWHERE)

claim(
    "C4.4", "caveat",
    [(slow == on_the_right).all(), 10 < freed < 50, lost > 5, same > 70, restless > 50],
    caught=caught, freed=freed, lost=lost, same=same, restless=restless,
)

# %% [markdown] lang="ja"
# ### ちょうどよい学習率
#
# 「学習率は 0.001〜0.1 くらい」とよく言われます。6 つの問題で、いろいろな学習率を試してみました。黄色の帯が 0.001〜0.1 です。
#
# **予想**：下の 2 行「身長（m）」と「身長（cm）」は、同じデータで単位だけが違います。使える学習率も同じでしょうか。
# %% [markdown] lang="en"
# ### A suitable rate
#
# "Between 0.001 and 0.1" is the usual advice. Here many rates are tried on six problems; the yellow band is 0.001 to 0.1.
#
# **Predict**: the two lowest rows, heights in m and heights in cm, are the same data in different units. Will the same rates be of use?

# %%
from course_lib.plots.usable_rates import usable_rates

problems = {
    "bowl_wide": landscape_problem(bowl(0.01)),
    "bowl": landscape_problem(bowl(1)),
    "bowl_narrow": landscape_problem(bowl(100)),
    "standardized": line_problem(standardized, weights),
    "metres": line_problem(heights / 100, weights),
    "centimetres": line_problem(heights, weights),
}
rates = 10.0 ** (np.arange(-15, 10) / 3)
most = 2000
needed = {
    name: np.array([steps_needed(problem.gradient, problem.error, problem.start, rate, most=most) for rate in rates])
    for name, problem in problems.items()
}
borders = {name: largest_stable_rate(problem.hessian) for name, problem in problems.items()}
usable_rates(rates, needed, borders, most)

# %% [markdown] lang="ja"
# 使える学習率は、**曲率についていきます**。曲率が 100 倍になれば、使える範囲はそっくり 100 分の 1 のところへ移ります。
#
# 身長を m から cm に変えただけで、0.001〜0.1 はすべて発散します。身長の数字が 100 倍になると、$a$ の向きの曲率は 100 × 100 倍になるからです。
# そのうえ cm のままでは、発散しないほど小さい学習率だと、今度は遅すぎます。ある向きには急で、別の向きにはほとんど平らな、とても細長い谷になっているのです。
#
# 標準化すると、谷は丸いお椀になり、0.001〜0.1 がちょうどよくなります。つまり「0.001〜0.1」は、**データの大きさをそろえてあるとき**の目安です。
# 初めての問題では、0.1、0.01、0.001 のように 10 倍刻みで試して、誤差の減り方を見て決めるとよいでしょう。
# %% [markdown] lang="en"
# The usable rates **follow the curvature**. With 100 times the curvature the whole usable range moves to a hundredth.
#
# Writing the heights in cm and not in m is enough to make every rate from 0.001 to 0.1 diverge: the numbers become 100 times as large, and the curvature in the direction of $a$ 100 × 100 times.
# What is more, in centimetres those rates that are small enough not to diverge are too slow. The valley is steep one way and almost level the other: very long and narrow.
#
# Standardized, it becomes a round bowl, and 0.001 to 0.1 suits it well. So "0.001 to 0.1" is advice for **data that have been brought to one scale**.
# On a new problem try 0.1, 0.01, 0.001, a factor of ten at a time, and watch how the error falls.

# %% tags=["C4.5"]
def steps_at_usual_rates(name):
    problem = problems[name]
    return [steps_needed(problem.gradient, problem.error, problem.start, rate, most=most) for rate in (0.001, 0.01, 0.1)]


standard = steps_at_usual_rates("standardized")
wide = steps_at_usual_rates("bowl_wide")
centimetres = steps_at_usual_rates("centimetres")
useful = {name: rates[np.isfinite(needed[name])] for name in problems}
low_moved = useful["bowl"].min() / useful["bowl_narrow"].min()
high_moved = useful["bowl"].max() / useful["bowl_narrow"].max()

claim(
    "C4.5", "caveat",
    [
        # ja: nan は「着かない」、inf は「発散」
        # en: nan means that it did not arrive, inf that it diverged
        np.isfinite(standard).all(),
        np.isnan(wide).all(),
        np.isinf(centimetres).all(),
        abs(low_moved / 100 - 1) < 0.01 and abs(high_moved / 100 - 1) < 0.01,
    ],
    slowest=standard[0], middle=standard[1], quickest=standard[2], most=most, low_moved=low_moved, high_moved=high_moved,
)

# %% [markdown] lang="ja"
# ### 学習しながら下げていく
#
# 本物の学習では、データの一部だけを見て勾配を計算することが多く、勾配に**雑音**（でたらめなずれ）が混ざります。
# 学習率が一定だと、玉は底の近くまで来ても、雑音に揺さぶられて落ち着きません。そこで、はじめは大きく、だんだん小さくします。この下げ方の計画を**スケジュール**といいます。
#
# - **段階的に下げる**：決まった歩数ごとに、がくんと下げる。
# - **指数的に下げる**：一歩ごとに同じ割合だけ下げる。学習率 = はじめの学習率 × (減衰率)^(歩数)
# - **コサインで下げる**：コサインの波の半分の形で、はじめはゆっくり、中ごろは速く、終わりはまたゆっくり下げる。
#
# **予想**：一定のままと比べて、どれが一番小さい誤差に着くでしょうか。雑音を 0 にしても、同じ結果になるでしょうか。
# %% [markdown] lang="en"
# ### Lowering the rate as you go
#
# In real training the gradient is mostly computed from only a part of the data, which mixes **noise** (random deviations) into it.
# At a constant rate the ball comes near the bottom, but the noise keeps shaking it and it finds no rest. So one begins with a large rate and lowers it bit by bit. The plan for this is called a **schedule**.
#
# - **Step decay**: the rate drops at once, every so many steps.
# - **Exponential decay**: the rate loses the same share at each step. rate = first rate × (decay)^(step)
# - **Cosine decay**: the rate follows half a cosine wave, slowly at first, fast in the middle, slowly at the end.
#
# **Predict**: which of them ends with the smallest error, compared with a constant rate? And will it be the same with the noise at 0?

# %% tags=["W4.3"]
from course_lib.controls.schedule_race import ScheduleRaceControl

schedule_control = ScheduleRaceControl()
schedule_control

# %% [markdown] lang="ja"
# 雑音があるとき、赤い線（一定）は途中で下がらなくなります。一歩の長さが変わらないので、揺れの大きさも変わらないのです。学習率を下げれば、揺れも小さくなります。
#
# 雑音を 0 にすると、話は逆になります。揺れがないのに学習率を下げると、歩みが遅くなるだけです。
# はじめの学習率を小さくしたときも、下げると、底に着く前に足が止まってしまいます。
# %% [markdown] lang="en"
# With noise, the red line (constant) stops falling part of the way. The steps stay as long as they were, and so does the shaking. Lower the rate, and the shaking gets smaller.
#
# With the noise at 0 it is the other way round: there is nothing to calm, and lowering the rate only slows you down.
# With a small first rate, too, lowering it brings the ball to a halt before it has reached the bottom.

# %% tags=["C4.6"]
from course_lib.experiments.noisy_runs import four_schedules, mean_errors


def final_error(schedule, noise):
    rng = np.random.default_rng(course_seed())
    return mean_errors(valley(), schedule, noise, rng, runs=500, steps=200)[-1]


schedules = four_schedules(rate=0.5, left=0.01, steps=200)
noisy = {name: final_error(schedule, noise=1.0) for name, schedule in schedules.items()}
calm = {name: final_error(schedule, noise=0.0) for name, schedule in schedules.items()}
constants = np.geomspace(0.01, 1.5, 22)
best_constant = min(final_error(rate, noise=1.0) for rate in constants)
lowered = [noisy[name] for name in ("step", "exponential", "cosine")]

claim(
    "C4.6", "caveat",
    [
        max(lowered) < noisy["constant"] / 3,
        noisy["exponential"] < best_constant,
        calm["constant"] < min(calm[name] for name in ("step", "exponential", "cosine")),
    ],
    **noisy, best_constant=best_constant, tried=len(constants), calm_constant=calm["constant"], calm_cosine=calm["cosine"],
    calm_exponential=calm["exponential"],
)

# %% [markdown] lang="ja"
# ## まとめ
#
# この章を終えて、次のことが言えるようになりました。
#
# - 勾配降下法は、「勾配を計算する → 反対へ、学習率 × 勾配だけ進む → 計算し直す → 収束するまでくり返す」の四つのステップです。
# - 学習率が 2 ÷ 最大の曲率 より大きいと、発散します。
# - 学習率が小さいと、歩数は 1 ÷ 学習率 に比例して増えます。局所的な最小値に捕まるかどうかは、学習率よりも出発点で決まります。
# - 0.001〜0.1 は、データの大きさをそろえてあるときの目安です。単位を変えると、使える範囲も動きます。
# - 勾配に雑音があるときは、学習率をだんだん下げると、より底の近くに落ち着きます。
#
# **次にすること**：[第4章の練習問題](../../exercises/ja/04_gradient_descent.ipynb)で、四つのステップを自分の手で書いてみましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第5章「誤差逆伝播法」](05_backpropagation.ipynb)です。ここまでは、勾配がすぐに計算できるものとして進めてきました。何百万個もの数を持つネットワークで、その勾配を一度に求める方法を学びます。
# %% [markdown] lang="en"
# ## What you can say now
#
# - Gradient descent is four steps: compute the gradient; move against it by learning rate × gradient; compute it anew; repeat until it has converged.
# - With a learning rate above 2 / largest curvature it diverges.
# - With a small one the number of steps grows as 1 / learning rate. Whether you get caught in a local minimum is decided by the start more than by the rate.
# - 0.001 to 0.1 is advice for data brought to one scale. Change the units, and the usable range moves.
# - Where gradients are noisy, lowering the rate bit by bit brings you to rest nearer the bottom.
#
# **Next**: write the four steps yourself in the [exercises for chapter 4](../../exercises/en/04_gradient_descent.ipynb). If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 5, Backpropagation](05_backpropagation.ipynb). Up to now the gradient was always at hand. There you will see how a network of millions of numbers gets all of its gradients at once.
