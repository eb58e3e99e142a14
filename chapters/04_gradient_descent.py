# %% [markdown] lang="ja"
# # 第4章　勾配降下法
#
# この章の本道は 35 分ほどです。4.1 までが中心で、ここだけでも「学習」の正体が分かります。4.2 は学習率の話で、よく言われることを 4 つ、順に確かめます。いちばん険しいのは「2 ÷ 最大の曲率」のところです。
# %% [markdown] lang="en"
# # Chapter 4: Gradient descent
#
# The main road of this chapter takes about 35 minutes. Its heart is 4.1: that alone tells you what “learning” is. 4.2 is about the learning rate: it tests, one by one, four things that are often said. The steepest part is “2 / largest curvature”.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("04")

# %% [markdown] lang="ja"
# ## 🏔️　目かくしの山下り
#
# 目かくしをして山の中腹に立っているところを思い浮かべてください。足もとの傾きだけは分かります。谷底へ行くには、どうしますか。
# 下っているほうへ一歩進み、また足もとを確かめる。それをくり返します。これが**勾配降下法**です（最も急なほうへ降りるので、**最急降下法**とも呼ばれます）。
#
# まず予想を選び、それから、さわってみましょう。説明はそのあとです。
# %% [markdown] lang="en"
# ## 🏔️ Blindfolded down the mountain
#
# Imagine standing blindfolded halfway up a mountain. All you can feel is the slope under your feet. How would you get to the valley?
# Take one step the way the ground falls, feel the slope again, and repeat. That is **gradient descent** (also called **steepest descent**).
#
# First choose a prediction, then play; the explanation comes after.

# %% tags=["W4.1"]
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.prediction import predict

control = LearningRateControl()
predict("chapter04.predict_rate", control)

# %% [markdown] lang="ja"
# 図の下の文が、いま何が起きているかを教えてくれます。次のことも試してみましょう。
#
# 1. 学習率 0.1 で「最後まで進む」を押します。**歩幅はだんだん短くなります**。学習率は変えていないのに、なぜでしょうか。
# 2. 学習率を 1.5 くらいにします。玉は谷を飛び越えますが、それでも底に着きます。
# 3. 学習率を 2.2 くらいにします。今度はどうなりますか。
# 4. 学習率を 0.001 にします。100 歩でどこまで進めますか。
# 5. 「地形」を「2 つの谷」や「細長い谷」に変えて、同じことをしてみます。
#
# 右の図の縦軸は、目盛りが 1 つ上がるごとに 100 倍になっています（**対数目盛り**）。誤差が 0.01、0.0001 と小さくなる様子まで 1 枚で見るためです。まっすぐ下がる線は「一歩ごとに同じ割合で減る」という意味になります。
# %% [markdown] lang="en"
# The sentence below the picture says what is going on. Try these as well:
#
# 1. At a learning rate of 0.1, press “Run to the end”. **The steps get shorter and shorter**, though the learning rate stays the same. Why?
# 2. Set the rate to about 1.5. The ball jumps across the valley, and still it gets to the bottom.
# 3. Set the rate to about 2.2. What now?
# 4. Set the rate to 0.001. How far do 100 steps take you?
# 5. Choose “Two valleys” or “Narrow valley” as the landscape and do the same again.
#
# On the upright axis of the right-hand picture each mark is 100 times the one below (a **logarithmic axis**). That way errors of 0.01 and of 0.0001 fit into one picture. A straight line down means that each step takes away the same share.

# %% [markdown] lang="ja"
# ## 4.1　4 つのステップ
#
# いま見た動きは、次の 4 つのステップでできています。
#
# 1. **いまいる場所の勾配を計算する。** 足もとの傾きを調べます。
# 2. **勾配と反対の向きに進む。** 勾配は登る向きを指すので、その逆へ進みます。進む長さは **学習率 × 勾配** です。
# 3. **新しい場所で、もう一度計算する。** 傾きは場所によって違うからです。
# 4. **収束するまで、くり返す。** 収束とは、進んでも誤差がもうほとんど変わらなくなることです。
#
# はじめの疑問の答えは、ステップ 2 にあります。学習率が同じでも、底に近づくと傾きがゆるくなるので、一歩も短くなるのです。
#
# 数字で追ってみましょう。このお椀の高さは $x^2/2$ です。第3章で、$x^2$ の微分は $2x$ でした。その半分なので、場所 $x$ での勾配はちょうど $x$ です。
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
# Here it is in numbers. The height of this bowl is $x^2/2$. In chapter 3 the derivative of $x^2$ was $2x$; half of that is the gradient here: at the place $x$ it is just $x$.

# %% tags=["folded"]
# ja: 数を、符号を付けて小数点の下 3 桁まで書く準備です。読まなくてもかまいません。
# en: Makes ready to write numbers with their sign and 3 digits after the point. You need not read it.
from course_lib.words.catalogue import words


def signed(number):
    return f"{number:+.3f}".replace("-", "−")


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
    print(words(
        "chapter04.one_step", step=step, x=signed(x[0]),
        gradient=signed(gradient[0]), rate=rate, new_x=signed(new_x[0]),
    ))
    x = new_x

# %% [markdown] lang="ja"
# 勾配はマイナス（右へ行くほど低くなる）なので、それを引くと $x$ は大きくなり、玉は右の底へ向かいます。
#
# これを式で書くと、1 行になります。
#
# $$x \leftarrow x - \eta \, \frac{\partial E}{\partial x}$$
#
# $E$ は誤差（お椀では高さ）、$\partial E/\partial x$ は誤差の勾配、$\eta$（イータ）は学習率です。矢印は「右を計算して、左の新しい値にする」という意味です。
# %% [markdown] lang="en"
# The gradient is negative (the ground falls to the right), so subtracting it makes $x$ larger: the ball moves right, towards the bottom.
#
# Written as a formula it is one line:
#
# $$x \leftarrow x - \eta \, \frac{\partial E}{\partial x}$$
#
# $E$ is the error (in the bowl, the height), $\partial E/\partial x$ its gradient, and $\eta$ (the Greek letter eta) the learning rate. The arrow means: work out the right-hand side and make it the new value on the left.

# %% [markdown] lang="ja"
# ### 身長と体重の直線を学ぶ
#
# 第3章の直線「体重 = a × 身長 + b」を、勾配降下法に学ばせましょう。今度の「場所」は 2 つの数 (a, b) の組、「高さ」は、15 行のデータの**平均二乗誤差**（はずれを 2 乗して平均したもの）、つまり第3章の E です。
# 身長は、第3章の終わりで見た**標準化**（平均を 0、散らばりを 1 にする）をしてから使います。
# %% [markdown] lang="en"
# ### Learning the line through heights and weights
#
# Let gradient descent learn the line of chapter 3, weight = a × height + b. A “place” is now a pair of numbers (a, b), and the “height of the ground” is the **mean squared error** of the 15 rows (square each miss, take the mean): the E of chapter 3.
# The heights are **standardized** first, as at the end of chapter 3 (mean 0, spread 1).

# %% tags=["folded"]
# ja: 勾配降下法で直線を学び、途中の直線と誤差を描くコードです。読まなくてもかまいません。
# en: Learns the line by gradient descent and draws it on the way, with its error. You need not read it.
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
# 直線の場合は、実は紙と鉛筆でも正確な答えが求められます（最小二乗法）。それと比べてみましょう。次の枠では、「4 つのステップをくり返すと、収束する」という**主張**を、数で確かめます。
# %% [markdown] lang="en"
# The line starts out knowing nothing (a = 0, b = 0) and quickly comes close to the points.
#
# Did you notice on the right that the error does **not go to zero**? The points don't lie on one straight line, so some error remains with any line.
# How small is “small enough” can't be known beforehand. So we look **not at the error but at its change**, and stop when it no longer changes.
#
# For a straight line the exact answer can be worked out with pencil and paper (least squares). Let us compare. The box below tests a **claim** by numbers: that the 4 steps, repeated, converge.

# %% tags=["C4.1"]
from course_lib import claim
from course_lib.words.numbers import spoken

bottom = gradient_descent(ground.gradient, x0=[-2.5], rate=0.1, max_steps=200)[-1, 0]

a, b = least_squares(standardized, weights)
best = mean_squared_error(a, b, standardized, weights)
path = gradient_descent(line_gradient, x0=[0.0, 0.0], rate=0.1, max_steps=200)
errors = [mean_squared_error(*line, standardized, weights) for line in path]
stop = next(n for n in range(len(errors)) if has_converged(errors[: n + 1], tolerance=1e-6))

claim(
    "C4.1", "holds",
    [abs(bottom) < 1e-6, np.abs(path[-1] - [a, b]).max() < 1e-6, best > 0.1 and errors[stop] < 1.0001 * best],
    bottom=spoken(abs(bottom), digits=1), a=path[-1, 0], b=path[-1, 1], exact_a=a, exact_b=b, best=best, stop=stop, reached=errors[stop],
)

# %% [markdown] lang="ja"
# **「変わらなくなった」は、「着いた」とは限りません。** 学習率が小さすぎると、一歩が短すぎて、底から遠くても誤差がほとんど変わりません。細長い谷で、学習率を 0.000001 にして試します。
# %% [markdown] lang="en"
# **“It no longer changes” need not mean “it has arrived”.** With too small a rate the steps are so short that the error hardly changes, however far the bottom is. Here is a narrow valley, with a rate of 0.000001.

# %% tags=["folded"]
# ja: 学習率を 0.000001 にして 2 歩進み、止める判定を試すコードです。読まなくてもかまいません。
# en: Takes 2 steps at a rate of 0.000001 and tries the test for stopping. You need not read it.
from course_lib.ground.landscapes import valley

narrow = valley()
crawl = narrow.f(gradient_descent(narrow.gradient, narrow.start, rate=0.000001, max_steps=2))
stopped = words("common.yes" if has_converged(crawl, tolerance=1e-6) else "common.no")
print(words("chapter04.false_stop", start=spoken(crawl[0]), stopped=stopped, error=spoken(crawl[-1])))

# %% [markdown] lang="ja"
# 止める判定は「はい」なのに、誤差は出発したときのままです。誤差の曲線を見て、学習率をもっと大きくしても変わらないかを確かめるのが安全です。
#
# ここまでが、この章の中心です。何百万個のパラメーターを持つネットワークも、この 4 つのステップで学びます。
#
# ### たとえの限界
#
# 山を下る人や、お椀の中の玉のたとえは、とても役に立ちます。ただし、次のところは本物と違います。
#
# - **玉には勢いがありますが、勾配降下法にはありません。** 一歩ごとにぴたりと止まり、足もとを調べ直します。勢いをつける方法は第7章で学びます。
# - **本物の玉は、地面に沿って転がります。** 勾配降下法は次の場所へ跳ぶので、間にある谷や丘を飛び越えることがあります。
# - **本物の玉は、自分から高いところへは行きません。** ところが学習率が大きすぎると、玉は一歩ごとに高く登っていきます。
# - **山を歩く人の歩幅はだいたい同じですが、ここでは傾きに比例します。** 急なところでは大股に、平らなところではほとんど進めません。
# - **山は 2 つの数（東西と南北）で場所が決まります。** ニューラルネットワークでは、場所を決める数が何百万個もあります。それでも 4 つのステップは同じです。
# %% [markdown] lang="en"
# The test for stopping says “yes”, and yet the error is what it was at the start. It is safer to look at the error's curve, and to see whether a larger rate changes anything.
#
# This was the heart of the chapter. Networks of millions of parameters learn by these 4 steps, too.
#
# ### Where the analogy breaks
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
# ここからは、学習率についてよく言われることを 4 つ確かめます。「大きすぎると発散する」「小さすぎると遅い」「小さすぎると捕まる」「ちょうどよいのは 0.001〜0.1」の 4 つです。どれも、**予想 → 図 → 枠**の順に進みます。枠は、測った数をまとめたものです。**「→」で始まる太字の結論だけ読めば、先へ進めます。**
#
# ### 大きすぎるとき
#
# 学習率が大きいと、玉は底を飛び越えました。もっと大きいと、遠ざかるばかりで戻ってこなくなりました。これを**発散**といいます。その境目（**発散の境目**）はどこにあるのでしょうか。まず予想してください。
# %% [markdown] lang="en"
# ## 4.2 The learning rate: how far to go
#
# Four things are often said of the learning rate: too large, it diverges; too small, it is slow; too small, it gets caught; the right one is between 0.001 and 0.1. Each is put to the test in the same way: **prediction, picture, box**. A box holds what was measured. **The verdict in bold, after “→”, is all that you need to go on.**
#
# ### Too large
#
# With a large learning rate the ball jumped across the bottom; with a still larger one it only got farther away and never came back: it **diverged**. Where between the two is the **border of stability**? Predict first.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter04.quiz_steeper")

# %% [markdown] lang="ja"
# では、手で探してみましょう。学習率を動かすと、試した結果が右の図に残ります。青い丸は玉が落ち着いた学習率、朱色の×は玉が飛び出した学習率です。
# 丸と×の間を、できるだけ狭くしてください。（右の図の横軸も対数目盛りで、目盛りが右へ進むごとに 10 倍になります。）狭くできたら「2 ÷ 最大の曲率」と比べるボタンを押します。別の地形でもやってみましょう。
# %% [markdown] lang="en"
# Now find it by hand. As you move the learning rate, what came of it stays in the picture on the right: a blue dot where the ball settled, a vermilion cross where it flew away.
# Make the gap between dots and crosses as narrow as you can. (The axis of rates is logarithmic too: each mark is 10 times the last.) Then press “Compare with 2 / largest curvature”. Do it on the other landscapes too.

# %% tags=["W4.2"]
from course_lib.controls.stability_border import StabilityBorderControl

border_control = StabilityBorderControl()
border_control

# %% [markdown] lang="ja"
# **曲率**とは、地面の曲がり具合、つまり「傾きがどれくらいの速さで変わるか」です。急なお椀ほど曲率が大きくなります。
#
# 境目が「2 ÷ 曲率」になるわけは、お椀でなら確かめられます。曲率が $c$ のお椀では、場所 $x$ での勾配は $c\,x$ です。4 つのステップの式に入れると
#
# $$x - \eta\, c\, x = (1 - \eta c)\, x$$
#
# となり、一歩ごとに $x$ が $(1 - \eta c)$ **倍**されることが分かります。$c = 1$ のお椀で、5 歩分を見てみましょう。
# %% [markdown] lang="en"
# **Curvature** is how strongly the ground bends: how fast the slope changes. The steeper the bowl, the larger its curvature.
#
# Why the border is 2 / curvature can be seen in a bowl. In a bowl of curvature $c$ the gradient at the place $x$ is $c\,x$. Put that into the formula of the four steps:
#
# $$x - \eta\, c\, x = (1 - \eta c)\, x$$
#
# So each step does nothing but **multiply** $x$ by $(1 - \eta c)$. Here are five steps in a bowl of $c = 1$.

# %% tags=["folded"]
# ja: 6 通りの学習率で 5 歩ずつ進み、場所を書き出すコードです。読まなくてもかまいません。
# en: Takes 5 steps at each of 6 rates and writes out the places. You need not read it.
for rate in (0.1, 0.5, 1.0, 1.5, 2.0, 2.2):
    path = gradient_descent(ground.gradient, x0=[-2.5], rate=rate, max_steps=5)
    print(words("chapter04.multiplied", rate=rate, factor=f"{1 - rate:+.1f}".replace("-", "−"), places="  ".join(signed(x) for x in path[:, 0])))

# %% [markdown] lang="ja"
# - 学習率が 1 より小さいとき、倍率は 0 と 1 の間です。玉は同じ側から底に近づきます。
# - ちょうど 1 なら、倍率は 0。一歩で底に着きます。
# - 1 と 2 の間では、倍率は −1 と 0 の間です。**一歩ごとに底を飛び越えて**反対側へ出ますが、それでも近づきます。
# - ちょうど 2 なら、倍率は −1。いつまでも往復（**振動**）します。
# - 2 より大きいと、一歩ごとに遠ざかります。これが**発散**です。
#
# 地面が 2 方向以上あるときは、いちばん強く曲がっている向きが最初に発散します。だから、境目を決めるのは**最大の曲率**です。
#
# ここがいちばん険しいところでした。表を見て「倍率が −1 より小さくなると遠ざかる」と分かれば十分です。
#
# 境目は、本当に式のとおりでしょうか。次の枠では、5 つの問題で境目を測り（落ち着く学習率と飛び出す学習率の間を半分、また半分と狭めます）、式と比べます。
# %% [markdown] lang="en"
# - Below 1 the factor lies between 0 and 1: the ball nears the bottom from its own side.
# - At exactly 1 the factor is 0: one step leads to the bottom.
# - Between 1 and 2 the factor lies between −1 and 0: **every step jumps across the bottom**, and still gets nearer.
# - At exactly 2 the factor is −1: to and fro for ever (it **oscillates**).
# - Above 2 each step leads farther away: it **diverges**.
#
# Where the ground has 2 or more directions, the one that bends most diverges first. So it is the **largest curvature** that sets the border.
#
# This was the steepest part. If the table tells you “with a factor below −1 it gets farther away”, that is enough.
#
# Is the border really where the formula says? For the next box it is measured on 5 problems (between a rate that settles and one that flies away we halve the gap, again and again) and compared with the formula.

# %% tags=["C4.2"]
from course_lib import course_seed
from course_lib.descent.gradient_descent import largest_stable_rate
from course_lib.descent.stability_border import measured_border
from course_lib.experiments.edge_of_stability import train_and_measure
from course_lib.ground.problems import landscape_problem, line_problem

problems = {
    "bowl": landscape_problem(bowl(1)),
    "bowl_steep": landscape_problem(bowl(4)),
    "valley": landscape_problem(valley()),
    "standardized": line_problem(standardized, weights),
    "centimetres": line_problem(heights, weights),
}
differences = []
for problem in problems.values():
    formula = largest_stable_rate(problem.hessian)
    # ja: 式の 100 分の 1 から 100 倍までの間を探す
    # en: look between a hundredth of it and a hundred times it
    border = measured_border(problem.gradient, problem.start, formula / 100, formula * 100, steps=400, halvings=20)
    differences.append(abs(border / formula - 1))

overshoot = gradient_descent(ground.gradient, x0=[-2.5], rate=1.5, max_steps=10)[:, 0]
swing = gradient_descent(ground.gradient, x0=[-2.5], rate=2.0, max_steps=100)[:, 0]
away = gradient_descent(ground.gradient, x0=[-2.5], rate=2.1, max_steps=100)[:, 0]
changes_side = overshoot[1:] * overshoot[:-1] < 0
network = train_and_measure(0.3, np.random.default_rng(course_seed()))

claim(
    "C4.2", "caveat",
    [
        max(differences) < 0.01,
        changes_side.all() and abs(overshoot[-1]) < 0.01,
        np.allclose(np.abs(swing), 2.5),
        abs(away[-1]) > 1000 * 2.5,
        network.rate > 2 / network.curvatures[0] and not network.diverged and network.errors[-1] < network.errors[0] / 20,
    ],
    worst=spoken(100 * max(differences)), problems=len(problems), near=spoken(abs(overshoot[-1])), far=abs(away[-1]),
    rate=network.rate, curvature=network.curvatures[0], border=2 / network.curvatures[0],
    first=network.errors[0], last=network.errors[-1],
)

# %% [markdown] lang="ja"
# 枠の最後の「注意」を見てください。「2 ÷ 最大の曲率」は、曲率がどこでも同じお椀での話です。ニューラルネットワークでは場所によって曲率が変わるので、境目を超えた学習率でも、曲率の小さいところへ移って学習が進むことがあります（章の終わりの「もっと知りたい人へ」）。
#
# これで 4 つのうちの 1 つ目が済みました。
#
# ### 小さすぎるとき（1）：遅い
#
# では、小さくしておけば安心でしょうか。
# %% [markdown] lang="en"
# Look at the caveat at the end of the box. “2 / largest curvature” speaks of bowls, whose curvature is the same everywhere. In a neural network it differs from place to place, and at a rate beyond the border learning may move to where the curvature is smaller and go on (“If you want to know more” at the end of the chapter).
#
# That was the first of the four.
#
# ### Too small (1): slow
#
# Is it safe, then, to keep the rate small?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter04.quiz_slow")

# %% tags=["folded"]
# ja: 16 通りの学習率で歩数を数え、図にするコードです。読まなくてもかまいません。
# en: Counts the steps at 16 rates and draws them. You need not read it.
from course_lib.descent.convergence import steps_needed
from course_lib.plots.steps_by_rate import steps_by_rate

rates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 1.2, 1.5, 1.8, 1.9, 1.95, 1.98]
# ja: 誤差が、はじめの 100 万分の 1 になるまでの歩数
# en: steps until the error is a millionth of what it was
steps = [steps_needed(ground.gradient, ground.f, ground.start, rate, share=1e-6) for rate in rates]
steps_by_rate(rates, steps, border=2.0)

# %% [markdown] lang="ja"
# （縦も横も対数目盛りです。1 目盛りで 10 倍になります。）左側の点は、破線にぴったり乗っています。学習率を半分にすると、歩数は 2 倍。**歩数は「1 ÷ 学習率」に比例します。**
# 大きなネットワークでは一歩に何秒もかかることがあるので、100 倍の歩数は 100 倍の計算時間になります。
#
# 右側では、学習率が境目に近づくと、歩数がまた増えていきます。速いのは、その間です。次の枠は、この図を数にしたものです。
# %% [markdown] lang="en"
# (Both axes are logarithmic: each mark is 10 times the last.) The points on the left lie right on the dashed line: half the rate, twice the steps. **The number of steps goes as 1 / learning rate.**
# With a large network one step can take seconds, so 100 times the steps is 100 times the computing time.
#
# On the right the number rises again as the rate nears the border. The quick rates lie in between. The next box is this picture in numbers.

# %% tags=["C4.3"]
small = np.array(rates) <= 0.1
slope = np.polyfit(np.log(np.array(rates)[small]), np.log(np.array(steps)[small]), 1)[0]
ratio = steps[0] / steps[6]
quickest = rates[int(np.argmin(steps))]

claim(
    "C4.3", "holds",
    [abs(slope + 1) < 0.02, 90 < ratio < 110, 0.5 <= quickest <= 1.5],
    per_ten=10**-slope, ratio=ratio, many=steps[0], few=steps[6], quickest=quickest, least=min(steps),
)

# %% [markdown] lang="ja"
# ### 小さすぎるとき（2）：局所的な最小値に捕まる
#
# 谷が 2 つある地形では、浅いほうの谷底も、まわりよりは低い場所です。これを**局所的な最小値**（局所最小値）といいます。そこでは傾きがゼロなので、玉は止まってしまい、もっと深い谷があることに気づきません。
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
# どこから始めたかのほうが、はるかに強く効いています。次の枠では、2,000 個の玉を転がして、数えます。（この地面は 1 方向だけです。何百万もの方向があるネットワークでは、局所的な最小値よりも、平らな場所や鞍点（馬の鞍の形の場所、第9章）のほうが問題になると考えられています。）
# %% [markdown] lang="en"
# Low down, where the rate is small, the ball always ends in the valley on whose side it started. Whoever starts on the side of the shallow valley stays caught there. So far the saying is right.
#
# With larger rates some balls that start on the steep walls at either end jump across the hill. But there are also some that **leave the deep valley for the shallow one**.
# Where you start matters far more. For the next box 2,000 balls are let go and counted. (This ground has only one direction. In networks, with millions of them, level places and saddles (chapter 9) are thought to be more of a trouble than local minima.)

# %% tags=["C4.4"]
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
# 最後の 4 つ目です。「学習率は 0.001〜0.1 くらい」とよく言われます。6 つの問題で、いろいろな学習率を試してみました。黄色の帯が 0.001〜0.1 です。
#
# **予想**：下の 2 行「身長（m）」と「身長（cm）」は、同じデータで単位だけが違います。使える学習率も同じでしょうか。
# %% [markdown] lang="en"
# ### A suitable rate
#
# This is the last of the four. “Between 0.001 and 0.1” is the usual advice. Here many rates are tried on six problems; the yellow band is 0.001 to 0.1.
#
# **Predict**: the two lowest rows, heights in m and heights in cm, are the same data in different units. Will the same rates be of use?

# %% tags=["folded"]
# ja: 6 つの問題で 25 通りの学習率を試し、図にするコードです。読まなくてもかまいません。
# en: Tries 25 rates on 6 problems and draws what came of them. You need not read it.
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
# お椀では、使える学習率は**曲率に反比例します**。曲率が 100 倍になれば、使える範囲はそっくり 100 分の 1 のところへ移ります。
#
# 身長を m から cm に変えただけで、0.001〜0.1 はすべて発散します。身長の数字が 100 倍になると、$a$ の向きの曲率は 100 × 100 倍になるからです。
# そのうえ cm のままでは、発散しないほど小さい学習率だと、今度は遅すぎます。ある向きには急で、別の向きにはほとんど平らな、とても細長い谷になっているのです。
#
# 標準化すると、谷は丸いお椀になり、0.001〜0.1 がちょうどよくなります。つまり「0.001〜0.1」は、**データの大きさをそろえてあるとき**の目安です。
# 初めての問題では、0.1、0.01、0.001 のように 10 倍刻みで試して、誤差の減り方を見て決めるとよいでしょう。学習率のように、学習で変わるのではなく、人が前もって決める数を**ハイパーパラメーター**といいます。
# %% [markdown] lang="en"
# In a bowl the usable rates are **inversely proportional to the curvature**. With 100 times the curvature the whole usable range moves to a hundredth.
#
# Writing the heights in cm and not in m is enough to make every rate from 0.001 to 0.1 diverge: the numbers become 100 times as large, and the curvature in the direction of $a$ 100 × 100 times.
# What is more, in centimetres those rates that are small enough not to diverge are too slow. The valley is steep one way and almost level the other: very long and narrow.
#
# Standardized, it becomes a round bowl, and 0.001 to 0.1 suits it well. So “0.001 to 0.1” is advice for **data that have been brought to one scale**.
# On a new problem try 0.1, 0.01, 0.001, a factor of ten at a time, and watch how the error falls. Numbers such as the rate, which learning does not change and people settle beforehand, are called **hyperparameters**.

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
# 本物の学習では、データの一部だけを見て勾配を計算することが多く、勾配に**雑音**（ランダムなずれ）が混ざります。
# 学習率が一定だと、玉は底の近くまで来ても、雑音に揺さぶられて落ち着きません。そこで、はじめは大きく、だんだん小さくします。この下げ方の計画を**スケジュール**といいます。
#
# - **段階的に下げる**：決まった歩数ごとに、がくんと下げる。
# - **指数的に下げる**：一歩ごとに同じ割合だけ下げる。学習率 = はじめの学習率 × (減衰率)^(歩数)（減衰率は、一歩ごとに掛ける、1 より小さい数です。^ は、左の数を右の回数だけ掛ける印で、Python では `**` と書きます）
# - **コサインで下げる**：コサインの波（なめらかな波です。形は下の図で見られます）の半分の形で、はじめはゆっくり、中ごろは速く、終わりはまたゆっくり下げる。
#
# **予想**：一定のままと比べて、どれがいちばん小さい誤差に着くでしょうか。雑音を 0 にしても、同じ結果になるでしょうか。
# %% [markdown] lang="en"
# ### Lowering the rate as you go
#
# In real training the gradient is mostly computed from only a part of the data, which mixes **noise** (random deviations) into it.
# At a constant rate the ball comes near the bottom, but the noise keeps shaking it and it finds no rest. So one begins with a large rate and lowers it bit by bit. The plan for this is called a **schedule**.
#
# - **Step decay**: the rate drops at once, every so many steps.
# - **Exponential decay**: the rate loses the same share at each step. rate = first rate × (decay)^(step) (decay is a number below 1, by which the rate is multiplied at each step; the sign ^ means: multiply the number on its left by itself as many times as the number on its right says; in Python it is written `**`)
# - **Cosine decay**: the rate follows half a cosine wave (a smooth wave: you see its shape in the picture below), slowly at first, fast in the middle, slowly at the end.
#
# **Predict**: which of them ends with the smallest error, compared with a constant rate? And will it be the same with the noise at 0?

# %% tags=["W4.3"]
from course_lib.controls.schedule_race import ScheduleRaceControl

schedule_control = ScheduleRaceControl()
schedule_control

# %% [markdown] lang="ja"
# 雑音があるとき、朱色の線（一定）は途中で下がらなくなります。一歩の長さが変わらないので、揺れの大きさも変わらないのです。学習率を下げれば、揺れも小さくなります。
#
# 雑音を 0 にすると、話は逆になります。揺れがないのに学習率を下げると、歩みが遅くなるだけです。
# はじめの学習率を小さくしたときも、下げると、底に着く前に足が止まってしまいます。
#
# では、どちらも合う設定を選んで比べたら、どうでしょうか。雑音があるときは、下げるほうが、一定よりも底の近くに着きます（くわしくは、すぐ下の「もっと知りたい人へ」で測ります）。
# %% [markdown] lang="en"
# With noise, the vermilion line (constant) stops falling part of the way. The steps stay as long as they were, and so does the shaking. Lower the rate, and the shaking gets smaller.
#
# With the noise at 0 it is the other way round: there is nothing to calm, and lowering the rate only slows you down.
# With a small first rate, too, lowering it brings the ball to a halt before it has reached the bottom.
#
# And if both have the settings that suit them best? With noise, lowering leads nearer to the bottom than a constant rate (measured just below, under “If you want to know more”).

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：下げ方を公平に比べる
#
# 公平に比べるには、どの下げ方にも、いちばん合う設定を選ばせる必要があります。一定の学習率は 22 通り、3 つの下げ方はそれぞれ 30 通り（はじめの学習率 6 通り × 最後に残る割合 5 通り）を試し、選んだ設定を**新しい雑音**で測り直します。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: a fair comparison
#
# For a fair comparison each plan must have the settings that suit it best. We try 22 constant rates, and for each of the 3 ways of lowering 30 settings (6 first rates × 5 shares left at the end), and measure those chosen again, with **new noise**.

# %% tags=["C4.6"]
from course_lib.experiments.noisy_runs import four_schedules, mean_errors

LOWERED = ("step", "exponential", "cosine")


def final_error(schedule, noise, seed, runs=200):
    return mean_errors(valley(), schedule, noise, np.random.default_rng([course_seed(), seed]), runs, steps=200)[-1]


def best_of(choices):
    # ja: いちばんよい設定を選び、新しい雑音で測り直す
    # en: choose the best settings, and measure them again with new noise
    chosen = min(choices, key=lambda schedule: final_error(schedule, noise=1.0, seed=0))
    return final_error(chosen, noise=1.0, seed=1, runs=1000)


constants = list(np.geomspace(0.01, 1.5, 22))
settings = [four_schedules(rate, left, steps=200) for rate in (0.1, 0.2, 0.3, 0.5, 0.8, 1.2) for left in (0.003, 0.01, 0.03, 0.1, 0.3)]
tuned = {name: best_of([setting[name] for setting in settings]) for name in LOWERED}
constant = best_of(constants)
hasty = final_error(four_schedules(1.2, 0.3, steps=200)["step"], noise=1.0, seed=1, runs=1000)
calm = {name: final_error(schedule, noise=0.0, seed=1) for name, schedule in four_schedules(0.5, 0.01, steps=200).items()}

claim(
    "C4.6", "caveat",
    [
        max(tuned.values()) < 0.8 * constant,
        hasty > constant,
        calm["constant"] < min(calm[name] for name in LOWERED),
    ],
    **tuned, constant=constant, tried=len(constants), settings=len(settings), hasty=hasty,
    calm_constant=spoken(calm["constant"], digits=1), calm_cosine=spoken(calm["cosine"], digits=1),
    calm_exponential=spoken(calm["exponential"], digits=1),
)

# %% [markdown] lang="ja"
# ## まとめ
#
# - 勾配降下法は、「勾配を計算する → 反対へ、学習率 × 勾配だけ進む → 計算し直す → 収束するまでくり返す」の 4 つのステップです。
# - お椀では、学習率が「2 ÷ 最大の曲率」より大きいと、発散します。ネットワークでは、曲率のほうが変わることがあります。
# - 学習率が小さいと、歩数は「1 ÷ 学習率」に比例して増えます。谷が 2 つの地形では、局所的な最小値に捕まるかどうかは、学習率よりも出発点で決まりました。
# - 0.001〜0.1 は、データの大きさをそろえてあるときの目安です。単位を変えると、使える範囲も動きます。
# - 勾配に雑音があるときは、学習率をだんだん下げると、より底の近くに落ち着きます。
#
# ## 次にすること
#
# おつかれさまでした。「AI が学習する」という言葉の中身を、もう説明できるはずです。
#
# - [練習問題　第4章](../../exercises/ja/04_gradient_descent.ipynb)：4 つのステップを自分の手で書いてみましょう。
# - [第5章　誤差逆伝播法](05_backpropagation.ipynb)：ここまでは、勾配がすぐに計算できるものとして進めてきました。何百万個もの数を持つネットワークで、その勾配を一度に求める方法を学びます。
# - 言葉の意味を忘れたら [用語集](99_glossary.ipynb) へ。
#
# この下の「もっと知りたい人へ」は、読まなくても先へ進めます。
# %% [markdown] lang="en"
# ## What you can say now
#
# - Gradient descent is 4 steps: compute the gradient; move against it by learning rate × gradient; compute it anew; repeat until it has converged.
# - In a bowl it diverges with a learning rate above 2 / largest curvature. In a network it may be the curvature that changes.
# - With a small rate the number of steps grows as 1 / learning rate. On the ground with two valleys, it was the start more than the rate that decided whether you got caught in a local minimum.
# - 0.001 to 0.1 is advice for data brought to one scale. Change the units, and the usable range moves.
# - Where gradients are noisy, lowering the rate bit by bit brings you to rest nearer the bottom.
#
# ## What comes next
#
# Well done. You can now say what it means that “the AI is learning”.
#
# - [Exercises for chapter 4](../../exercises/en/04_gradient_descent.ipynb): write the 4 steps yourself.
# - [Chapter 5: Backpropagation](05_backpropagation.ipynb): up to now the gradient was always at hand. There you will see how a network of millions of numbers gets all of its gradients at once.
# - Has a word slipped your mind? See the [glossary](99_glossary.ipynb).
#
# What follows below, “If you want to know more”, is not needed to go on.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：ヘッセ行列と固有値
#
# 地面が 2 方向以上あると、曲がり方は向きによって違います。「ある向きへ進むと、どの向きの傾きがどれだけ変わるか」を並べた表が**ヘッセ行列**です（2 回微分した値の表です）。
# うまい向きを選ぶと、その向きへ進むときは、その向きの傾きだけが変わります。そのときの変わり方を**固有値**といい、いちばん大きい固有値が、最大の曲率です。計算は `numpy` に任せられます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the Hessian and its eigenvalues
#
# Where the ground has 2 or more directions, it bends differently in each. The table of “if I move in this direction, how much does the slope in that direction change?” is the **Hessian** (the table of second derivatives).
# For some well-chosen directions, moving along one changes the slope in this direction alone. How much it changes is an **eigenvalue**, and the largest eigenvalue is the largest curvature. `numpy` works it out for you.

# %%
table = narrow.hessian(narrow.minima[0])
print(table.round(3))
values = ", ".join(f"{value:.2f}" for value in np.linalg.eigvalsh(table))
print(words("chapter04.eigenvalues", values=values, border=largest_stable_rate(table)))

# %% [markdown] lang="ja"
# 細長い谷では、固有値は 0.1 と 1 です。急な向きが境目を 2 ÷ 1 = 2 に決め、ゆるい向きは、その学習率でもゆっくりとしか進めません。2 つの比 10 が、第3章で出てきた**条件数**です。
#
# 固有値にマイナスがあるときは、その向きの地面は丘のように盛り上がっています。そこでは、どんなに小さい学習率でも遠ざかっていき、境目はありません。
# %% [markdown] lang="en"
# In the narrow valley the eigenvalues are 0.1 and 1. The steep direction sets the border, 2 / 1 = 2, and in the gentle one progress is slow even at that rate. Their ratio, 10, is the **condition number** of chapter 3.
#
# Where an eigenvalue is negative the ground in that direction is a hill. There every rate, however small, leads farther away, and there is no border.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：安定の縁（ふち）
#
# ネットワークでは、学習率が「2 ÷ 最大の曲率」を超えたらどうなるでしょうか。手書き数字 50 枚を読む小さなネットワークを、全部のデータを使って学習させ（**バッチ学習**）、途中で最大の曲率を測ります。学習率は 0.05、0.2、0.3 の 3 通りです。
#
# **予想**：実線（曲率）は、破線（2 ÷ 学習率）に対してどう動くでしょうか。（学習率 0.05 の破線は 40 なので、図の上の外にあります。）
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the edge of stability
#
# What does a network do when the learning rate exceeds 2 / largest curvature? A small network learns to read 50 handwritten digits, all of them at every step (**batch learning**), and the largest curvature is measured on the way. There are 3 rates: 0.05, 0.2 and 0.3.
#
# **Predict**: how will the solid lines (curvature) move with respect to the dashed ones (2 / rate)? (For the rate 0.05 the dashed line is at 40, above the picture.)

# %%
from course_lib.plots.edge_of_stability import edge_of_stability

trainings = [train_and_measure(rate, np.random.default_rng(course_seed())) for rate in (0.05, 0.2, 0.3)]
edge_of_stability(trainings)

# %% tags=["C4.7"]
slow_training, *fast_trainings = trainings
wild = train_and_measure(0.8, np.random.default_rng(course_seed()))
off = [abs(training.late_curvature / training.border - 1) for training in fast_trainings]
ups = [100 * np.mean(np.diff(training.errors) > 0) for training in fast_trainings]

claim(
    "C4.7", "caveat",
    [
        network.curvatures[0] > network.border and not any(training.diverged for training in trainings),
        max(off) < 0.05,
        min(ups) > 5 and max(training.errors[-1] / training.errors[0] for training in fast_trainings) < 0.05,
        slow_training.curvatures.max() < slow_training.border and abs(slow_training.late_curvature / slow_training.border - 1) > 0.2,
        wild.diverged,
    ],
    curvature=network.curvatures[0], rate=network.rate, border=network.border, off=100 * max(off), ups=min(ups),
    first=network.errors[0], last=max(training.errors[-1] for training in fast_trainings),
    slow_rate=slow_training.rate, slow_border=slow_training.border, slow_most=slow_training.curvatures.max(), wild=wild.rate,
)

# %% [markdown] lang="ja"
# 曲率が破線より上にあると、玉はその向きに振れて飛び出し、曲率の小さいところへ移ります。破線より下にあると、曲率は学習につれて増えていきます。こうして曲率は破線に引き寄せられ、そこにとどまります。
# お椀の「境目」は、ネットワークでは「引き寄せられる先」になるのです。これは**安定の縁**（edge of stability、Cohen ら、2021 年）と呼ばれています。誤差はときどき増えながら、それでも減っていきます。
# %% [markdown] lang="en"
# Where the curvature is above the dashed line the ball swings out in that direction and moves to where the curvature is smaller. Below it, the curvature grows as the network learns. So it is drawn to the dashed line and stays there.
# What is a border in a bowl is, in a network, a line to which the curvature is drawn. This is called the **edge of stability** (Cohen and others, 2021). The error rises now and then, and falls all the same.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：大きい学習率は、平らな谷を選ぶ
#
# 同じことを、谷が 2 つある地形で見てみましょう。左の深い谷は、右の浅い谷よりも底が急に曲がっています。ということは、落ち着ける学習率の境目も違うはずです。
#
# **予想**：境目と境目の間の学習率では、玉はどちらの谷で休めるでしょうか。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: large rates find flat valleys
#
# The same can be seen on the ground with 2 valleys. The deep valley on the left bends more sharply at its bottom than the shallow one on the right. So the borders of the rates at which a ball can rest there must differ, too.
#
# **Predict**: with a rate between the 2 borders, in which valley can a ball rest?

# %% tags=["C4.8"]
sharp, flat = (float(wells.hessian(minimum).item()) for minimum in wells.minima)
beside = wells.minima[0] + rng.uniform(-0.001, 0.001, size=(200, 1))
resting = {rate: valley_reached(wells, starts, rate, steps=2000) for rate in (0.2, 0.25, 0.285)}
share = {rate: [100 * np.mean(reached == number) for number in (0, 1)] for rate, reached in resting.items()}
stayed = 100 * np.mean(valley_reached(wells, beside, rate=0.25, steps=2000) == 0)

claim(
    "C4.8", "holds",
    [
        2 / sharp < 0.25 < 2 / flat,
        min(share[0.2]) > 30,
        share[0.25][0] < 1 and share[0.25][1] > 30 and stayed < 1,
        max(share[0.285]) < 1,
    ],
    sharp=sharp, flat=flat, sharp_border=2 / sharp, flat_border=2 / flat, deep=share[0.2][0], shallow=share[0.2][1],
    left=share[0.25][0], right=share[0.25][1], stayed=stayed,
)

# %% [markdown] lang="ja"
# どんなに深くても、急に曲がった谷では、大きい学習率の玉は休めません。大きい学習率が、結果として**平らな谷を選ぶ**のです。平らな谷のほうが、学習に使っていないデータにも強い、という報告があります（Keskar ら、2017 年）。ただし、平らさの測り方によって結論が変わるので、いまも研究が続いています。
# %% [markdown] lang="en"
# However deep a valley, if it bends sharply a ball with a large rate can't rest there. In effect large rates **choose flat valleys**. There are reports that flat valleys do better on data that were not learnt from (Keskar and others, 2017). But that depends on how flatness is measured, and is still being studied.
