# %% [markdown] lang="ja"
# # 第9章　よくある質問
#
# この章の本道は 25 分ほどです。質問は 5 つあり、1 つの質問に、1 つの実験と 1 つの答えがあります。互いに独立しているので、好きな順に読めます（順に読まないときは、先に「実行」→「すべてのセルを実行」（英語の画面では Run → Run All Cells）を選びます）。いちばん難しいのは質問 5 です。
# %% [markdown] lang="en"
# # Chapter 9: Questions and answers
#
# The main road of this chapter takes about 25 minutes. There are 5 questions, and for each of them 1 experiment and 1 answer. They don't depend on each other: read them in any order (after Run → Run All Cells, if you leave the order). The hardest is question 5.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("09")

# %% [markdown] lang="ja"
# まず、さわってみましょう。予想を選ぶと、図が開きます。四角い印は、**勾配がゼロ**（または、ほとんどゼロ）の場所です。
#
# 「押す強さ」を動かして玉をそっと押し、「場所」も変えて確かめてください。右の棒グラフ（曲率、第4章）は、いまは見なくてかまいません。
# %% [markdown] lang="en"
# Touch first. Choose a prediction, and a picture opens. Its square marks a place where the **gradient is zero** (or almost).
#
# Move “Push” to nudge the ball, and try the other places. The bars on the right (curvature, chapter 4) may wait.

# %% tags=["W9.1"]
from course_lib.controls.critical_points import CriticalPointsControl
from course_lib.controls.prediction import predict

zoo = CriticalPointsControl()
predict("chapter09.predict_zero", zoo)

# %% [markdown] lang="ja"
# ## 質問 1　勾配が 0 になったら、どうなりますか
#
# **答え：勾配降下法は止まります。でも、谷底とは限りません。**
#
# 一歩は「学習率 × 勾配」なので、勾配が 0 なら一歩も 0 です。谷底なら、よい知らせです（もっと深い谷が、ほかにあるかもしれませんが）。けれども、勾配が 0 の場所はほかにもあります。
#
# | 場所 | まわりの地面 | 少し押すと |
# | --- | --- | --- |
# | 谷底（最小値） | どの向きにも上り坂 | 戻ってくる |
# | **鞍点**（あんてん） | ある向きには上り、別の向きには下り | 下る向きへ離れていく |
# | **台地**（プラトー） | ほとんど平ら | そのあたりにとどまる |
# | **死んだ ReLU** | 完全に平ら | そのあたりにとどまる |
#
# 鞍点は、馬の鞍（くら）の形から来た名前です。下の図では、青い線の向きには谷、朱色の線の向きには山になっています。
#
# **例**：高さが $x^2 - y^2$ の地面は、この形です。真ん中（$x = 0$、$y = 0$）で、$x$ を 0.1 動かすと高さは 0.01 **上がり**、$y$ を 0.1 動かすと 0.01 **下がり**ます。傾きはどちらの向きにも 0 ですが、谷底ではありません。
#
# 図の次の枠では、4 つの場所で玉を押します。長い枠なので、**「注意」の 3 行**だけ見比べてもかまいません。
# %% [markdown] lang="en"
# ## Question 1: What happens when the gradient is 0?
#
# **Answer: gradient descent stops. But this need not be a bottom.**
#
# A step is “learning rate × gradient”, so that with a gradient of 0 the step is 0. If this is the bottom: good news (though there may be a deeper valley elsewhere). But there are other places where the gradient is 0.
#
# | place | the ground around it | after a small push |
# | --- | --- | --- |
# | bottom (minimum) | rises in every direction | comes back |
# | **saddle point** | rises one way, falls another | goes away downhill |
# | **plateau** | almost level | stays near |
# | **dead ReLU** | perfectly level | stays near |
#
# A saddle point has its name from the saddle of a horse. In the picture below it is a valley along the blue line, a hill along the vermilion one.
#
# **Example**: ground of the height $x^2 - y^2$ has this shape. In the middle ($x = 0$, $y = 0$), moving $x$ by 0.1 takes you **up** by 0.01, moving $y$ by 0.1 takes you **down** by 0.01. The slope is 0 both ways, and yet it is no bottom.
#
# In the box after the picture the ball is pushed at all 4 places. The box is long: you may compare **its last 3 lines** only.

# %%
from course_lib.plots.saddle_shape import saddle_shape

saddle_shape()

# %% tags=["folded"]
# ja: 4 つの場所で玉を押し、30 層のネットワークの勾配を測ります（C9.1 の準備）。
# en: Pushes the ball at 4 places, and measures the gradient in a network of 30 layers (for C9.1).
import numpy as np

from course_lib import claim, course_seed
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.critical_points import critical_point_kind, dead_unit
from course_lib.ground.landscapes import plateau, saddle, valley
from course_lib.networks import initializers
from course_lib.networks.layers import Dense, ReLU, Sequential, Sigmoid, Tanh
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.optimizers.rules import SGD, Adam, Momentum
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

rng = np.random.default_rng(course_seed())
places = {
    "minimum": (valley(condition=4), [0.0, 0.0]),
    "saddle": (saddle(), [0.0, 0.0]),
    "plateau": (plateau(), [-9.0, 0.0]),
    "dead_unit": (dead_unit(), [-1.0, -1.0]),
}
kinds, after_push = {}, {}
for name, (ground, place) in places.items():
    # ja: ランダムな向きに 0.05 だけ押す。鞍点では、下に向かう向きの押しが育つまで待つ
    # en: a push of 0.05 in a random direction; on the saddle wait until its part that points down has grown
    push = rng.normal(size=2)
    pushed = np.array(place) + 0.05 * push / np.linalg.norm(push)
    after_push[name] = np.linalg.norm(gradient_descent(ground.gradient, pushed, rate=0.1, max_steps=150)[-1] - place)
    kinds[name] = critical_point_kind(ground.hessian(np.array(place)))


def first_layer(activation, initializer):
    # ja: 30 層のネットワークの、最初の層の勾配の長さ、最後の層の勾配の長さ、誤差
    # en: length of the gradient in the first and the last of 30 layers, and the error
    rng = np.random.default_rng(course_seed())
    layers = [layer for _ in range(30) for layer in (Dense(16, 16, rng, initializer), activation())]
    network = Sequential(*layers, Dense(16, 4, rng, initializer))
    error = softmax_cross_entropy(network(rng.normal(size=(64, 16))), rng.integers(0, 4, size=64))
    error.backward()
    weights = [parameter for parameter in network.parameters() if parameter.ndim == 2]
    return np.linalg.norm(weights[0].grad), np.linalg.norm(weights[-1].grad), error.item()


def how_far_on(optimizer, start=(0.0, 0.3), steps=100):
    # ja: 死んだ ReLU の平らなところに入ってから（勾配がちょうど 0 になってから）、あと何歩分の距離を進むか
    # en: how far it still goes once it is on the level ground of the dead ReLU, where the gradient is exactly 0
    ground, x, entered = dead_unit(), [np.array(start)], None
    for _ in range(steps):
        g = ground.gradient(x[0])
        if entered is None and not g.any():
            entered = x[0].copy()
        optimizer.update(x, [g])
    return np.inf if entered is None else np.linalg.norm(x[0] - entered)


vanished, at_the_end, error = first_layer(Sigmoid, initializers.xavier)
mended, _, _ = first_layer(ReLU, initializers.he)
on_sgd, on_momentum, on_adam = (how_far_on(optimizer) for optimizer in (SGD(1.5), Momentum(1.5, 0.9), Adam(1.5)))

# %% tags=["C9.1"]
claim(
    "C9.1", "caveat",
    [
        kinds["minimum"] == "minimum" and after_push["minimum"] < 0.01,
        vanished < 1e-10 < 1e-3 < at_the_end and error > 1,
        mended > 1e6 * vanished,
        kinds["saddle"] == "saddle" and after_push["saddle"] > 1,
        kinds["plateau"] == kinds["dead_unit"] == "flat"
        and abs(after_push["plateau"] - 0.05) < 1e-6 and abs(after_push["dead_unit"] - 0.05) < 1e-6,
        on_sgd == 0 and 1 < on_momentum < np.inf and 1 < on_adam < np.inf,
    ],
    vanished=spoken(vanished), at_the_end=spoken(at_the_end), error=error, mended=spoken(mended),
    near=spoken(after_push["minimum"], 1), away=after_push["saddle"], sgd=spoken(on_sgd), momentum=on_momentum,
    adam=on_adam,
)

# %% [markdown] lang="ja"
# つまり、勾配が 0 でも、最適解か勾配消失だとは言い切れません。学習が止まって見えたら、まず**誤差**を見ます。
#
# - **十分に小さい**なら、谷底と考えてよいでしょう。
# - **大きいまま**なら、活性化関数、重みの初期化、ネットワークの構造を見直します。少し押してみる（雑音を加える）のも、よい手です。ミニバッチの雑音は、まさにその役をします（質問 3）。
# %% [markdown] lang="en"
# So a gradient of 0 need be neither the optimum nor vanishing. When learning seems to have stopped, look at the **error** first.
#
# - If it is **small enough**, take it for a bottom.
# - If it is **still large**, look again at the activation functions, the initial weights and the structure of the network. A small push (some noise) is worth trying too, and the noise of mini-batches gives just that (question 3).

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：曲率で見分ける。そして、次元が増えると谷底より鞍点
#
# 見分ける手がかりは**曲率**です。傾きが 0 でも、曲がり方は向きごとに違います。その一覧が第4章で出てきた**ヘッセ行列**で、「固有値」は、地面がいちばん強く曲がる向きと、いちばん弱く曲がる向き（とその間）の曲率です。
#
# - 固有値がすべてプラス：谷底
# - すべてマイナス：山の頂上
# - プラスとマイナスの両方：鞍点
# - ほとんど 0 のものがある：その向きには平らで、ヘッセ行列だけでは決められない
#
# パラメーターが何百万個もあっても、いちばん大きな曲率だけなら、ヘッセ行列を作らずに測れます（質問 5 の寄り道）。
#
# **では、たくさんの次元では、どの種類が多いのでしょうか。** ランダムな波を 200 個重ねた地面を作り、勾配が 0 の場所を探して、数えてみます。谷底になるには、**すべての向き**で上り坂でなければなりません。1 つの向きでも下っていれば、鞍点です。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: told apart by curvature; and with many dimensions, saddles rather than bottoms
#
# What tells them apart is **curvature**. Where the slope is 0 the ground can still bend, and differently in each direction. The list of it is the **Hessian** of chapter 4; its eigenvalues are the curvatures in the direction that bends most, the one that bends least (and those in between).
#
# - all eigenvalues positive: a bottom
# - all negative: a hilltop
# - both positive and negative ones: a saddle point
# - some almost 0: level in that direction, and the Hessian alone can't tell
#
# Even with millions of parameters the largest curvature can be measured, without the Hessian (see the side road of question 5).
#
# **And which kind is the most frequent in many dimensions?** We pile up 200 random waves, look for places of zero gradient, and count. To be a bottom, a place must rise in **every direction**. A single direction that falls makes it a saddle.

# %% tags=["folded"]
# ja: 1 次元から 20 次元まで、勾配が 0 の場所を探して数え、図にします。
# en: Looks for places of zero gradient in 1 to 20 dimensions, counts and draws them.
from course_lib.experiments.random_waves import kinds_of_flat_places
from course_lib.plots.kinds_by_dimension import kinds_by_dimension

rng = np.random.default_rng(course_seed())
flat_places = {dimension: kinds_of_flat_places(dimension, 200, rng) for dimension in (1, 2, 3, 4, 6, 8, 20)}
kinds_by_dimension(flat_places)

# %% tags=["C9.6", "nbval-ignore-output"]
def share(kind, dimension):
    return flat_places[dimension][kind] / flat_places[dimension].total()


claim(
    "C9.6", "holds",
    [
        0.35 < share("minimum", 1) < 0.65,
        0.12 < share("minimum", 2) < 0.38 and share("minimum", 4) < 0.12,
        share("saddle", 8) > 0.95 and flat_places[20]["saddle"] == flat_places[20].total() > 20,
    ],
    one=100 * share("minimum", 1), two=100 * share("minimum", 2), four=100 * share("minimum", 4),
    eight=100 * share("saddle", 8), places=flat_places[20].total(), saddles=flat_places[20]["saddle"],
)

# %% [markdown] lang="ja"
# ですから、何百万次元の地面で困るのは、低くない谷底に落ちこむことよりも、鞍点のまわりや細長い谷で時間がかかることだ、と考えられています。Dauphin ら（2014）は、ネットワークの誤差でも、高いところの「勾配 0」は鞍点で、低くなるほど下る向きが減ることを示しました。Choromanska ら（2015）も同じ方向の結果を出しています。これはランダムな地面と小さなネットワークでの話で、証明ではありません。
# %% [markdown] lang="en"
# This is why, with millions of dimensions, the trouble is thought to be less the valleys that are not the lowest than the time lost near saddle points and in narrow valleys. Dauphin and others (2014) showed for the errors of networks that places of zero gradient high up are saddles, and that the lower they lie, the fewer ways lead down; Choromanska and others (2015) point the same way. All this is about random grounds and small networks, and no proof.

# %% [markdown] lang="ja"
# ## 質問 2　勾配降下法と勾配上昇法は、どう違いますか
#
# **答え：違いは符号だけです。**
#
# - 降下法：$x \leftarrow x - \eta\, g$　（誤差を**小さく**したいとき）
# - 上昇法：$x \leftarrow x + \eta\, g$　（報酬など、何かを**大きく**したいとき）
#
# $g$ は勾配、$\eta$（イータ）は学習率です。$x = 3$、$g = 2$、$\eta = 0.1$ なら、降下法は $3 - 0.2 = 2.8$ へ、上昇法は $3 + 0.2 = 3.2$ へ進みます。
#
# 上昇法が活躍するのは、**強化学習**です。正解を教わるのではなく、やってみて、もらえた報酬だけを手がかりに学びます。
#
# いちばん小さな例を動かしましょう。スロットマシンが 3 台あります。当たる確率は 20 %、50 %、80 % ですが、学ぶ側は知りません。できるのは、台を選んで、当たったかどうかを見ることだけです。
#
# そこで、台ごとに「好み」の数を持ち、好みの大きい台ほどよく選びます。**当たったら、その台の好みを少し上げ、ほかの台の好みをその分だけ下げる。** これだけです（方策勾配といいます）。
#
# **例**：3 台を選ぶ確率がどれも 1/3 のときに、2 台目で当たったとします。好みを動かす向き（勾配）は、2 台目が 1 − 1/3 = +2/3、ほかは 0 − 1/3 = −1/3 ずつです。足すと 0 になります。
#
# **予想**：500 回で、いちばんよい台を見つけられるでしょうか。符号を逆にしたら、どうなるでしょうか。
# %% [markdown] lang="en"
# ## Question 2: How do gradient descent and gradient ascent differ?
#
# **Answer: in the sign, and in nothing else.**
#
# - descent: $x \leftarrow x - \eta\, g$ (to make an error **small**)
# - ascent: $x \leftarrow x + \eta\, g$ (to make something **large**, a reward for instance)
#
# $g$ is the gradient, $\eta$ (eta) the learning rate. With $x = 3$, $g = 2$ and $\eta = 0.1$, descent goes to $3 - 0.2 = 2.8$ and ascent to $3 + 0.2 = 3.2$.
#
# Ascent is at home in **reinforcement learning**, where nobody tells the right answer: one tries, and all there is to learn from is the reward.
#
# Here is the smallest example. There are 3 slot machines. They pay with a chance of 20 %, 50 % and 80 %, but the learner does not know that. All it can do is choose a machine and see whether it pays.
#
# It has a number for each, its “preference”, and the larger that is the more often it chooses that machine. **When a machine pays, its preference goes up a little, and those of the others go down by as much in all.** That is the whole method (it is called policy gradient).
#
# **Example**: each machine is chosen with a chance of 1/3, and machine 2 pays. The preferences are moved (the gradient) by 1 − 1/3 = +2/3 for machine 2 and by 0 − 1/3 = −1/3 for each of the others. That adds up to 0.
#
# **Predict**: will 500 tries be enough to find the best machine? And what if the sign is turned?

# %% tags=["folded"]
# ja: 上昇法で 20 回、符号を逆にして 20 回学ばせ、図にするコードです。読まなくてもかまいません。
# en: Lets it learn 20 times by ascent and 20 times with the sign turned, and draws it. You need not read it.
from course_lib.experiments.bandit import choice_probabilities, expected_reward_gradient, play_bandit, policy_gradient
from course_lib.plots.bandit_learning import bandit_learning

payouts = [0.2, 0.5, 0.8]
rng = np.random.default_rng(course_seed())
ascent = [play_bandit(payouts, rate=0.1, tries=500, rng=rng) for _ in range(20)]
descent = [play_bandit(payouts, rate=-0.1, tries=500, rng=rng) for _ in range(20)]
bandit_learning(ascent, descent, payouts)

# %% tags=["C9.2"]
p = choice_probabilities([0.5, 0.0, -0.5])
exact = expected_reward_gradient(p, payouts)
actions = rng.choice(3, size=20000, p=p)
paid = rng.random(20000) < np.array(payouts)[actions]
estimates = np.array([policy_gradient(p, action, float(reward)) for action, reward in zip(actions, paid, strict=True)])
doubt = estimates.std(axis=0) / np.sqrt(len(estimates))
off = np.abs(estimates.mean(axis=0) - exact) / doubt

first = np.mean([run.rewards[:20].mean() for run in ascent])
last = np.mean([run.rewards[-100:].mean() for run in ascent])
found = sum(run.probabilities[-1].argmax() == 2 for run in ascent)
turned = np.mean([run.rewards[-100:].mean() for run in descent])

claim(
    "C9.2", "holds",
    [found >= 19 and last > 0.7 > first, turned < 0.35, off.max() < 4],
    found=found, runs=len(ascent), first=first, last=last, turned=turned,
    exact=", ".join(f"{g:.3f}".replace("-", "−") for g in exact),
    estimate=", ".join(f"{g:.3f}".replace("-", "−") for g in estimates.mean(axis=0)), tries=len(estimates),
)

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：方策勾配の式
#
# 好みは、ソフトマックス（第2章）で、選ぶ確率 $p$ に変えます。1 回試すごとに、好みを次の向きへ少し動かします。
#
# $$g = \text{報酬} \times (\text{選んだ台だけ 1 の並び} - p)$$
#
# もらえた報酬が大きいほど、選んだ台の好みが上がる、という式です（Williams 1992）。実際には、報酬から「これまでの平均」を引いて使います。
#
# 1 回ごとに見れば、とても当てにならない数です。よい台がたまたま外れることも、悪い台がたまたま当たることもあります。しかし、たくさん平均すると、「報酬の期待値」（数えきれないほど試したときの平均）の本当の勾配に一致します。3 台の確率を知っている人にしか計算できないはずの勾配が、知らなくても手に入るのです。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the formula of the policy gradient
#
# Softmax (chapter 2) turns the preferences into the probabilities $p$ of being chosen. After each try the preferences move a little in this direction:
#
# $$g = \text{reward} \times (\text{one at the machine chosen} - p)$$
#
# The larger the reward, the more the preference for the machine chosen goes up (Williams 1992). In practice the mean reward so far is taken off the reward first.
#
# From a single try it is a very unreliable number: a good machine may happen not to pay, and a bad one may. But its mean over many tries is the true gradient of the expected reward, which only someone who knows the 3 chances could work out. It is had without knowing them.

# %% [markdown] lang="ja"
# ## 質問 3　ミニバッチの勾配とは何ですか
#
# **答え：小さなひとかたまりのデータ（ミニバッチ）だけで計算した勾配です。** 全データの勾配の、おおざっぱな見積もりになります。鍋のスープを全部飲まなくても、よく混ぜてひとさじ味見すれば、だいたいの味が分かるようなものです。
#
# 1 件見るたびに進むのを**オンライン学習**、全データを見てから進むのを**バッチ学習**といい、ミニバッチはその間です。
#
# 予想を選ぶと、図が開きます。256 個の点に直線 $y = ax + b$ を合わせようとしているところです。左の青い点の一つ一つが、あるミニバッチの言う「勾配」で、朱色の印が全データの勾配です。青い点の散らばりを**雑音**といいます。
# %% [markdown] lang="en"
# ## Question 3: What is the gradient of a mini-batch?
#
# **Answer: the gradient computed from a small handful of the data** (a mini-batch) and not from all of them: a rough estimate of the whole. You need not drink the whole pot: stir well, and a spoonful tells about how the soup tastes.
#
# A step after every single example is called **online learning**, a step after all of them **batch learning**; mini-batches lie in between.
#
# In the picture that opens when you have chosen a prediction, a line $y = ax + b$ is to be fitted to 256 points. On the left each blue dot is what one mini-batch says the gradient is; the vermilion mark is the gradient of all the data. The spread of the blue dots is called **noise**.

# %% tags=["W9.2"]
from course_lib.controls.batch_size import BatchSizeControl
from course_lib.controls.prediction import predict

batch_control = BatchSizeControl()
predict("chapter09.predict_noise", batch_control)

# %% [markdown] lang="ja"
# 右の図のとおり、雑音は「1 ÷ √件数」で減ります。1 件のときの雑音を 1 とすると、4 件で 1 ÷ √4 = 1/2、16 件で 1/4、100 件で 1/10 です。半分にするのに 4 倍のデータが要るので、大きくするほど、割に合わなくなります。
#
# 「底からの距離」を 0 にしてみてください。底では全データの勾配がほぼ 0 なので、ミニバッチの言うことは雑音ばかりになります。遠いところでは、小さなミニバッチでも向きはだいたい合っています。**はじめはおおざっぱな勾配で十分で、底の近くでは雑音がじゃまになる**のです。第4章で学習率をだんだん下げたのは、このためでした。
#
# では、どの大きさがよいのでしょうか。主に 2 つのことを測ります。
#
# - **誤差**（枠の 3 行目）：手書き数字（1,797 枚）を 2 周（2 **エポック**）学習させます。学習率は、それぞれの大きさにいちばん合うものを 7 通りから選びます。
# - **谷を出た割合**（枠の 4 行目から）：2 つの谷がある地面で、雑音が浅い谷から出してくれるかどうかです。
# %% [markdown] lang="en"
# As the picture on the right shows, the noise goes as 1 / √size. If it is 1 for a single example, it is 1 / √4 = 1/2 for 4, 1/4 for 16 and 1/10 for 100. For half of it you need 4 times the data, so that large mini-batches pay less and less.
#
# Set “Distance from the bottom” to 0. At the bottom the gradient of all the data is almost 0, so what a mini-batch says is nothing but noise. Far away even small ones get the direction about right. **A rough gradient is good enough at first; near the bottom its noise is in the way.** That is why chapter 4 lowered the rate bit by bit.
#
# Which size is best, then? Two things above all are measured.
#
# - **The error** (line 3 of the box): we go through the handwritten digits (1,797 images) 2 times (2 **epochs**), each size at the rate that suits it best, out of 7.
# - **The share that gets out** (from line 4 on): on a ground with 2 valleys, does the noise take one out of the shallow one?

# %% tags=["folded"]
# ja: 雑音と大きさ、1 周の時間、いちばんよい学習率での誤差、谷を出る割合を測ります（10 秒ほど）。
# en: Measures noise against size, the time for an epoch, the error at the best rate, and how often valleys are left.
import time

from course_lib.data.digits import digits
from course_lib.descent.gradient_noise import gradient_noise, minibatch_gradients
from course_lib.networks.training import train

images, labels = digits()
pixels = images.reshape(len(images), 64)
sizes = [1, 4, 16, 64, 256]


def classifier(rng):
    return Sequential(Dense(64, 10, rng, initializers.normal(0.1)))


def error_after(size, rate):
    rng = np.random.default_rng(course_seed())
    network = classifier(rng)
    train(network, softmax_cross_entropy, pixels, labels, SGD(rate), epochs=2, batch_size=size, rng=rng)
    return softmax_cross_entropy(network(pixels), labels).item()


def seconds_of_an_epoch(size):
    rng = np.random.default_rng(course_seed())
    network = classifier(rng)
    start = time.perf_counter()
    train(network, softmax_cross_entropy, pixels, labels, SGD(0.1), epochs=1, batch_size=size, rng=rng)
    return time.perf_counter() - start


# ja: 例 1 枚ごとの勾配を並べ、ミニバッチに分けて平均する
# en: the gradient of each example by itself, averaged over mini-batches
rng = np.random.default_rng(course_seed())
scores = classifier(rng)(pixels)
blame = scores.softmax().data - np.eye(10)[labels]
each = pixels[:, :, np.newaxis] * blame[:, np.newaxis, :]
noises = [gradient_noise(minibatch_gradients(each, size, 200, rng)) for size in sizes]
exponent = np.polyfit(np.log(sizes), np.log(noises), 1)[0]

rates = 0.1 * 2.0 ** np.arange(7)
losses = {size: min(error_after(size, rate) for rate in rates) for size in (16, 64, 256, 1797)}
# ja: 3 回のうち、いちばん速かったもの。ほかのプログラムに待たされた回は数えない
# en: the quickest of 3: a run that had to wait for other programs does not count
seconds = {size: min(seconds_of_an_epoch(size) for _ in range(3)) for size in (1, 64)}


def share_that_left(size, start, examples=256, spread=12.0, rate=0.02, steps=1000, runs=300):
    # ja: 谷が 2 つある (w² − 1)² + w/4 に、例ごとに違う傾きを足したもの。傾きは全体では打ち消し合う
    # en: 2 valleys, (w² − 1)² + w/4, each example adding a slope of its own; over all examples they cancel
    rng = np.random.default_rng(course_seed())
    tilts = rng.normal(0, spread, examples)
    tilts -= tilts.mean()
    w = np.full(runs, start)
    for _ in range(steps):
        noise = tilts[rng.integers(examples, size=(runs, size))].mean(axis=1) if size < examples else 0.0
        w = np.clip(w - rate * (4 * w**3 - 4 * w + 1 / 4 + noise), -3, 3)
    # ja: 0.06 は、2 つの谷の間の丘の頂上
    # en: 0.06 is the top of the hill between the valleys
    return np.mean((w < 0.06) != (start < 0.06))


left_shallow = {size: share_that_left(size, start=0.93) for size in (4, 32, 256)}
left_deep = {size: share_that_left(size, start=-1.03) for size in (1, 4)}

# %% tags=["C9.3"]
claim(
    "C9.3", "caveat",
    [
        abs(exponent + 0.5) < 0.03,
        seconds[1] > 5 * seconds[64],
        max(losses[16], losses[64]) < 0.7 * min(losses[256], losses[1797]),
        left_shallow[4] > 0.3 and left_shallow[256] == 0 and left_shallow[4] > 2 * left_deep[4],
        left_shallow[32] < 0.02,
        left_deep[1] > 0.2,
    ],
    fourfold=4**exponent, times=5, losses16=losses[16], losses64=losses[64],
    losses256=losses[256], whole=losses[1797],
    out4=100 * left_shallow[4], lost4=100 * left_deep[4], out32=100 * left_shallow[32], lost1=100 * left_deep[1],
)

# %% [markdown] lang="ja"
# 同じ 2 周でも、16 件や 64 件ずつのほうが、256 件ずつや全データより先へ進みました。「32〜256 個がよい」という目安は、雑音がほどほどに小さく、コンピューターも効率よく働く大きさ、という経験からきています。ただし、雑音が局所的な最小値から助け出してくれる、というのは**保証ではありません**。どの大きさなら抜け出せるかは、問題と学習率しだいです。
# %% [markdown] lang="en"
# In the same 2 epochs 16 or 64 at a time got farther than 256 or all data did. The advice “32 to 256” comes from experience: noise that is small enough, and a computer that is kept usefully busy. But that noise frees you from local minima is **no guarantee**. Which size gets out depends on the problem and on the rate.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：大きなミニバッチと、学習率
#
# 一歩ごとの雑音の効き目は、おおよそ「学習率 ÷ 件数」で決まります。そこで、件数を 2 倍にしたら学習率も 2 倍にする、という経験則があります（Goyal ら 2017。はじめに少しずつ学習率を上げるウォームアップと組み合わせます）。ただし、第4章の上限「2 ÷ 曲率」があるので、いつまでも続けられません。
#
# どこまで大きくしても得か、という境目（臨界バッチサイズ）は、「雑音の散らばり ÷ 勾配の大きさ」の 2 乗で見積もれます（McCandlish ら 2018）。問題が難しいほど、また学習が進むほど、境目は大きくなります。大きな言語モデルでは、1 つのミニバッチに数百万の単語片（トークン）を入れることもあり、「32〜256 個」は、この章のような画像の分類での目安です。
#
# 小さなミニバッチは平らな谷を見つけやすい、とも言われます（Keskar ら 2017）。第4章の「大きい学習率の玉は、急に曲がった谷では休めない」と同じ理由が考えられています。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: large mini-batches and the learning rate
#
# How strongly noise works in a step goes roughly as “learning rate / size”. Hence a rule of thumb: make the mini-batch 2 times as large, and the rate too (Goyal and others 2017, with a warm-up, a rate that rises bit by bit at first). It can't go on for ever, because of the border “2 / curvature” of chapter 4.
#
# Up to which size it pays (the critical batch size) can be estimated from “spread of the noise / size of the gradient”, squared (McCandlish and others 2018). The harder the problem, and the further the training has come, the larger it is. Large language models use mini-batches of millions of pieces of words (tokens); “32 to 256” is advice for classifying images as in this chapter.
#
# Small mini-batches are also said to find flat valleys more easily (Keskar and others 2017), perhaps for the reason of chapter 4: a large rate can't rest in a sharp valley.

# %% [markdown] lang="ja"
# ## 質問 4　勾配チェックとは何ですか
#
# **答え：誤差逆伝播法の勾配が正しいかを、数値微分（第3章）と比べて確かめることです。**
#
# 誤差逆伝播法のプログラムには、間違いが入り込みがちです。しかも、勾配が少し間違っていても学習はそれなりに進むので、気づきにくいのです。
#
# そこで、「少し変えて、どれだけ変わるかを見る」数値微分で同じ勾配を計算し、2 つを比べます。比べるときは、差そのものではなく**相対誤差**（差 ÷ 大きいほうの大きさ）を見ます。
#
# **例**：どちらも差は 0.0001 です。
#
# - 100 と 100.0001 なら、相対誤差は約 0.000001。ほとんど同じです。
# - 0.0002 と 0.0001 なら、0.0001 ÷ 0.0002 = 0.5。大間違いです。
#
# （調べられる側、つまり計算の記録を逆向きにたどって勾配を求めるプログラムのことを、**自動微分**とも呼びます。第5章で作ったエンジンが、それです。）
#
# 小さなネットワークの逆伝播に、わざと 8 種類の間違いを一つずつ仕込みました。
#
# **予想**：勾配チェックは、8 個のうち何個を見つけるでしょうか。1 % だけ大きい、というものも入っています。
# %% [markdown] lang="en"
# ## Question 4: What is a gradient check?
#
# **Answer: to compare the gradient of backpropagation with numerical differentiation (chapter 3), to see whether it is right.**
#
# Mistakes slip easily into a program for backpropagation. And they are hard to notice, for with a gradient that is a little wrong, training still gets somewhere.
#
# So the same gradient is worked out by changing a little and looking, and the two are compared. One looks not at the difference but at the **relative error** (difference / size of the larger).
#
# **Example**: the difference is 0.0001 in both.
#
# - 100 and 100.0001: the relative error is about 0.000001. They are almost the same.
# - 0.0002 and 0.0001: it is 0.0001 / 0.0002 = 0.5. That is a blunder.
#
# (What is being checked, a program that goes back along the record of a computation, is also called **automatic differentiation**. The engine that you built in chapter 5 is one.)
#
# Here 8 different mistakes were planted on purpose, one at a time, in the backward pass of a small network.
#
# **Predict**: how many of the 8 will the check find? One of them makes some numbers just 1 % too large.

# %% tags=["folded"]
# ja: 間違いを一つずつ仕込んで、勾配チェックの相対誤差を書き出します。
# en: Plants the mistakes one at a time, and writes out the relative error that the check finds.
from course_lib.experiments.planted_bugs import BUGS, PARAMETERS, small_network_error, small_network_gradient
from course_lib.slopes.gradient_check import gradient_check

rng = np.random.default_rng(course_seed())
x, y = rng.normal(size=(8, 3)), rng.normal(size=8)
parameters = rng.normal(size=PARAMETERS)
calls = 0


def f(theta):
    global calls
    calls += 1
    return small_network_error(theta, x, y)


def check_with(bug):
    return gradient_check(f, lambda theta: small_network_gradient(theta, x, y, bug), parameters)


right = check_with(None)
calls_of_one_check = calls
found = {bug: check_with(bug) for bug in BUGS}
for name, outcome in {"none": right, **found}.items():
    print(words("chapter09.relative_error", name=words(f"planted_bugs.{name}"), error=spoken(outcome.error, 1)))

# %% [markdown] lang="ja"
# 正しい勾配では相対誤差がとても小さく、間違いがあると桁違いに大きくなります。1 % の違いも、はっきり見えます。
#
# では、なぜ本番の学習では使わないのでしょうか。数値微分は、**パラメーター 1 個につき 2 回**、ネットワーク全体を計算し直すからです。
#
# 注意も 1 つ。ReLU には**折れ目**（0 のところ）があります。折れ目をまたいで「少し変えて」しまうと、数値微分のほうが、左右の傾きの間の中途半端な数を返します。たとえば 0 のところで、左右に 0.1 ずつ（第3章の h が 0.1）動かすと、ReLU の値は左で 0、右で 0.1 なので、(0.1 − 0) ÷ 0.2 = **0.5**。傾きは 0 か 1 のはずなのに、です。
# %% [markdown] lang="en"
# With the right gradient the relative error is tiny; with a mistake it is larger by orders of magnitude. Even 1 % stands out.
#
# Why, then, is it not used in real training? Because numerical differentiation computes the whole network anew **twice for each parameter**.
#
# And one warning. ReLU has a **kink** (at 0). If “changing a little” steps across it, it is the numerical side that is off: it gives a number in between the slopes on either side. At 0, for example, go 0.1 to the left and to the right (h of chapter 3 is 0.1): ReLU is 0 and 0.1 there, which makes (0.1 − 0) / 0.2 = **0.5**, though its slope is 0 or 1.

# %% tags=["C9.4"]
# ja: 1 つのニューロンの入力が、ちょうど折れ目のすぐ上（h の 0.3 倍）に来るように、バイアスを選ぶ
# en: choose a bias so that the input of one neuron lies just above the kink, by 0.3 times h
h = 1e-5
on_the_kink = parameters.copy()
w1 = parameters[:9].reshape(3, 3)
on_the_kink[9] = 0.3 * h - x[0] @ w1[:, 0]
kink = gradient_check(f, lambda theta: small_network_gradient(theta, x, y), on_the_kink, h=h)
beside = gradient_check(f, lambda theta: small_network_gradient(theta, x, y), on_the_kink, h=h / 10)

# ja: ResNet-50（25,600,000 個）を調べるのに必要な計算の回数。1 回を 10 ミリ秒とする
# en: forward passes for ResNet-50 (25,600,000 parameters); take 10 ms for each
passes = 2 * 25_600_000
days = passes * 0.010 / 86_400

claim(
    "C9.4", "caveat",
    [
        right.passed and not any(outcome.passed for outcome in found.values()),
        calls_of_one_check == 2 * PARAMETERS + 1,
        not kink.passed and beside.passed,
    ],
    bugs=len(BUGS), error=spoken(right.error, 1), least=spoken(min(outcome.error for outcome in found.values())),
    calls=calls_of_one_check - 1, parameters=PARAMETERS, passes=spoken(passes, 3), days=days, kink=spoken(kink.error),
    h=spoken(h, 1), smaller=spoken(h / 10, 1),
)

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：2 回の計算で済む、手早いチェック
#
# 一つずつ変えるのをやめて、**ランダムな向き 1 本**にそって少し動かします。その向きの傾きは「勾配と向きを掛けて足したもの」ですから、これを数値微分と比べます。パラメーターが何個あっても、順伝播は 2 回だけです。どこか 1 か所が間違っていれば、ほとんどの場合、掛けて足した数も変わります。ただし、**どこが**間違っているかは分かりません。
#
# もう一つ大切なのは、**64 ビットの数（float64）で計算する**ことです。学習に使う 32 ビットの数では、丸めのずれが間違いを隠してしまいます（第3章）。PyTorch の `gradcheck(fast_mode=True)` も、この考え方です。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: a quick check for the price of 2 passes
#
# Don't change the parameters one by one. Go a little along **a single random direction**. The slope that way is “gradient times direction, added up”; compare it with the numerical one. However many parameters there are, that takes 2 forward passes. If any number is wrong, the sum almost always is too. But it does not tell **which** number.
#
# It is also important to **compute in 64 bits (float64)**. In the 32 bits of ordinary training, rounding hides the mistakes (chapter 3). PyTorch's `gradcheck(fast_mode=True)` works along these lines.

# %% tags=["C9.7"]
from course_lib.slopes.direction_check import direction_error

def in_32_bits(theta):
    return np.float32(small_network_error(np.float32(theta), np.float32(x), np.float32(y)))


rng = np.random.default_rng(course_seed())
somewhere = rng.normal(size=(50, PARAMETERS))
calls = 0
rights = [direction_error(f, lambda t: small_network_gradient(t, x, y), theta, rng) for theta in somewhere]
calls_of_a_direction = calls / len(rights)
wrongs = [
    direction_error(f, lambda t, bug=bug: small_network_gradient(t, x, y, bug), theta, rng)
    for bug in BUGS for theta in somewhere
]  # fmt: skip
rounded = [direction_error(in_32_bits, lambda t: small_network_gradient(t, x, y), theta, rng) for theta in somewhere]
missed = sum(error <= 1e-6 for error in wrongs)

claim(
    "C9.7", "caveat",
    [
        max(rights) < 1e-6 and missed <= 1,
        calls_of_a_direction == 2,
        max(rounded) > 1e-4,
    ],
    bugs=len(wrongs), missed=missed, right=spoken(max(rights), 1), wrong=spoken(min(wrongs), 1),
    calls=int(calls_of_a_direction), parameters=PARAMETERS, bits=spoken(max(rounded), 1),
)

# %% [markdown] lang="ja"
# ## 質問 5　2 階微分（ヘッセ行列）は使わないのですか
#
# **答え：とても役に立ちますが、そのままでは大きすぎます。だから、工夫して使います。**
#
# 勾配は「どちらへ下るか」しか教えてくれません。曲率（第4章。傾きそのものの変わり方）も分かれば、**どこまで行けばよいか**まで分かります。**ニュートン法**は、曲率を使って底へ跳びます。1 次元（調整する数が 1 つ）なら、一歩の長さは「傾き ÷ 曲率」です。
#
# **例**：お椀 $x^2$ の $x = 3$ では、傾きは $2x = 6$ です。$x$ が 1 増えるごとに傾きは 2 増えるので、曲率は 2。一歩は 6 ÷ 2 = 3 で、$3 - 3 = 0$。ちょうど底です。
#
# **予想**：細長い谷で、勾配降下法と比べます。学習率は、勾配降下法に**いちばん合うもの**を選びました。ニュートン法では何歩で底に着くでしょうか。
# %% [markdown] lang="en"
# ## Question 5: Is the second derivative (the Hessian) not used?
#
# **Answer: it is very useful, but too large as it is. So it is used with some cunning.**
#
# The gradient tells only which way is down. With the curvature (chapter 4: how the slope itself changes) one knows **how far to go** as well. **Newton's method** uses it to jump to the bottom. In one dimension (a single number to adjust) the length of its step is “slope / curvature”.
#
# **Example**: at $x = 3$ the bowl $x^2$ has the slope $2x = 6$. For each 1 that $x$ grows the slope grows by 2, so the curvature is 2. The step is 6 / 2 = 3, and $3 - 3 = 0$: the very bottom.
#
# **Predict**: in a narrow valley it is compared with gradient descent, at the rate that suits gradient descent **best**. How many steps will Newton's method take?

# %% tags=["folded"]
# ja: 勾配降下法のいちばん速い道とニュートン法の一歩を、図にします。
# en: Draws the quickest path of gradient descent, and the step of Newton's method.
from course_lib.plots.newton_and_descent import newton_and_descent
from course_lib.slopes.newton import newton_step

ground = valley(condition=30)
paths = [gradient_descent(ground.gradient, ground.start, rate, max_steps=500) for rate in np.linspace(0.5, 1.99, 150)]
# ja: 底から 0.01 以内に、いちばん早く着いた道
# en: the path that is first within 0.01 of the bottom
arrivals = [int(np.argmax(np.linalg.norm(path, axis=1) < 0.01)) or 500 for path in paths]
needed, path = min(zip(arrivals, paths, strict=True), key=lambda pair: pair[0])
newton = newton_step(ground.start, ground.gradient(ground.start), ground.hessian(ground.start))
newton_and_descent(ground, path[: needed + 1], np.array([ground.start, newton]), near=0.01)

# %% [markdown] lang="ja"
# 一歩でした。この谷は、曲率がどこでも同じだからです（場所によって曲率が変わる地面では、何歩かかかります）。それにしても速いですね。なぜ、ディープラーニングでいつも使わないのでしょうか。
#
# わけは、表の大きさです。ヘッセ行列は「1 つの数を動かすと、もう 1 つの数の向きの傾きがどれだけ変わるか」を、**すべての組**について並べた表です。たとえば高さが $x^2 + 10 y^2$ の谷なら、傾きは $x$ の向きに $2x$、$y$ の向きに $10 \times 2y = 20y$ なので、次の表になります。
#
# | | $x$ の向きの傾きの変化 | $y$ の向きの傾きの変化 |
# | --- | --- | --- |
# | $x$ を 1 増やすと | 2 | 0 |
# | $y$ を 1 増やすと | 0 | 20 |
#
# パラメーターが 2 個なら 2 × 2 = 4 個、100 個なら 100 × 100 = 10,000 個の数になります。パラメーターが 1,000 倍になると、表は 100 万倍です。大きなネットワークではコンピューターのメモリーに入らず、表を使って一歩を計算する時間は、もっと速く増えます。
#
# それでも、あきらめるのは早すぎます。知りたいのは、たいてい表の全部ではありません。「ある向きへ少し進むと、勾配がどう変わるか」だけなら、**少し手前と少し先の 2 つの勾配の差**で分かります。表は要りません。
#
# **例**：お椀 $x^2$ なら、$x = 1$ での勾配は 2、$x = 1.1$ での勾配は 2.2。差の 0.2 を、動いた 0.1 で割れば、曲率の 2 が出ます。枠の最後の行では、この方法で、小さなネットワーク（226 個のパラメーター）のいちばん大きな曲率を測ります。
# %% [markdown] lang="en"
# One, because the curvature of this valley is the same everywhere (where it differs from place to place, it takes some more steps). That is quick all the same. Why, then, is it not always used in deep learning?
#
# Because of the size of the table. The Hessian says “if this number moves, how much does the slope along that number change?”, for **every pair** of numbers. A valley of the height $x^2 + 10 y^2$, for example, has the slope $2x$ along $x$ and $10 \times 2y = 20y$ along $y$, and so this table:
#
# | | the slope along $x$ changes by | the slope along $y$ changes by |
# | --- | --- | --- |
# | $x$ grows by 1 | 2 | 0 |
# | $y$ grows by 1 | 0 | 20 |
#
# For 2 parameters that makes 2 × 2 = 4 numbers, for 100 parameters 100 × 100 = 10,000. With 1,000 times as many parameters the table is 1 million times as large. For a large network it does not fit into a computer's memory, and the time it takes to work out a step from the table grows faster still.
#
# But it is too early to give up. Mostly one does not need all of the table. How the gradient changes along one direction is told by **the difference between 2 gradients**, one a little before and one a little beyond, without any table.
#
# **Example**: for the bowl $x^2$ the gradient is 2 at $x = 1$ and 2.2 at $x = 1.1$. The difference 0.2, divided by the 0.1 moved, is the curvature, 2. In the last line of the box, the largest curvature of a small network (226 parameters) is measured in this way.

# %% tags=["C9.5"]
from course_lib.slopes.flat_parameters import flat_gradient, flat_parameters
from course_lib.slopes.hessian import hessian, hessian_vector_product

rng = np.random.default_rng(course_seed())
solving = []
for n in (200, 400, 800):
    matrix, right_side = rng.normal(size=(n, n)) + n * np.eye(n), rng.normal(size=n)
    start = time.perf_counter()
    np.linalg.solve(matrix, right_side)
    solving.append(time.perf_counter() - start)
# ja: いちばん大きな n の時間から、n³ で ResNet-50 まで延ばす
# en: from the time for the largest n, extrapolated as n³ to ResNet-50
years = solving[-1] * (25_600_000 / 800) ** 3 / (365 * 86_400)
on_saddle = newton_step([-2.0, 1.0], saddle().gradient(np.array([-2.0, 1.0])), saddle().hessian(np.array([-2.0, 1.0])))

# ja: 8 × 8 の画像を 4 × 4 に縮めて、パラメーターを減らす
# en: shrink the images from 8 × 8 to 4 × 4, for fewer parameters
coarse = images.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 16)
small_rng = np.random.default_rng(course_seed())
small = Sequential(Dense(16, 8, small_rng, initializers.xavier), Tanh(), Dense(8, 10, small_rng, initializers.xavier))
gradient = flat_gradient(lambda: softmax_cross_entropy(small(coarse), labels), small.parameters())
here = flat_parameters(small.parameters())

# ja: べき乗法。表を作らず、1 回につき 2 つの勾配だけを使う
# en: power iteration, without the table: 2 gradients each time
u = rng.normal(size=len(here))
for _ in range(100):
    u /= np.linalg.norm(u)
    multiplied = hessian_vector_product(gradient, here, u)
    steepest, u = u @ multiplied, multiplied
# ja: 比べるために、表も作る。パラメーターを 1 つずつ動かして、勾配の変化を並べる
# en: for comparison make the table too: move each parameter and line up how the gradient changes
tiny = 1e-5 * np.eye(len(here))
table = np.array([(gradient(here + step) - gradient(here - step)) / 2e-5 for step in tiny])
largest = np.linalg.eigvalsh((table + table.T) / 2)[-1]

claim(
    "C9.5", "caveat",
    [
        np.linalg.norm(newton) < 1e-12 and needed > 50,
        years > 100,
        np.linalg.norm(on_saddle) < 1e-12,
        abs(steepest / largest - 1) < 0.05,
    ],
    needed=needed, years=100, steepest=spoken(steepest, 3), largest=spoken(largest, 3), count=len(here),
)

# %% [markdown] lang="ja"
# つまり、ヘッセ行列は、**表のまま使うには大きすぎます。けれども、曲率についての知識の一部なら、安く手に入ります。** これが質問 5 の答えです。
#
# この下の「もっと知りたい人へ」では、その工夫をもう少し見てから、「Adam は曲率を知っているのか」を測ります。読まずに「たとえの限界」へ進んでもかまいません。
# %% [markdown] lang="en"
# So the Hessian is **too large to be used as a table. But part of what it knows about the curvature can be had cheaply.** That is the answer to question 5.
#
# “If you want to know more” below looks at such cunning more closely, and then measures whether Adam knows the curvature. You may leave it out and go on to “Where the analogy breaks”.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：表を作らずに曲率を測る
#
# ニュートン法の式は $x \leftarrow x - H^{-1} g$ です。$H$ はヘッセ行列、$g$ は勾配で、$H^{-1} g$ は「$H$ を掛けると $g$ になるもの」です。メモリーは $n^2$ で、連立方程式を解く計算は $n^3$ で増えます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: measuring curvature without the table
#
# The formula of Newton's method is $x \leftarrow x - H^{-1} g$. $H$ is the Hessian, $g$ the gradient, and $H^{-1} g$ is “what gives $g$ when multiplied by $H$”. The memory goes as $n^2$, and solving the equations as $n^3$.

# %%
from course_lib.plots.hessian_memory import hessian_memory

networks = {"64-32-10": 64 * 32 + 32 + 32 * 10 + 10, "ResNet-50": 25_600_000, "GPT-3": 175_000_000_000}
hessian_memory(networks)

# %% [markdown] lang="ja"
# （ResNet-50 の数は He らの 2016 年の構造から、GPT-3 の数は Brown ら（2020）の論文からとりました。）
#
# けれども、**表そのものは要りません**。知りたいのはたいてい「ある向き $u$ に進むと、勾配がどう変わるか」、つまり $H u$ だけです。それなら、少し手前と少し先の **2 つの勾配の差**で求まります（`course_lib/slopes/hessian.py` の `hessian_vector_product`。逆伝播を使った正確な方法は Pearlmutter 1994）。何個パラメーターがあっても、勾配 2 回分です。
#
# いちばん大きな曲率は、ランダムな向きから始めて「$H$ を掛けて、長さを 1 に直す」をくり返すと見つかります（べき乗法）。上の C9.5 で、表から求めた値と比べたのが、これです。
#
# こうした工夫は、実際に使われています。表を小さな表の積で近似する K-FAC（Martens と Grosse 2015）や Shampoo（Gupta ら 2018）、層の勾配を表として見て、どの向きの一歩もほぼ同じ長さにする Muon（Jordan ら 2024）などです。
# %% [markdown] lang="en"
# (The number for ResNet-50 follows from the architecture of He and others (2016), that for GPT-3 is from Brown and others (2020).)
#
# But **the table itself is not needed**. What one wants to know is mostly “how does the gradient change along a direction $u$”, that is $H u$, and this is the **difference between 2 gradients**, a little before and a little beyond (`hessian_vector_product` in `course_lib/slopes/hessian.py`; how to do it exactly, by backpropagation, is shown by Pearlmutter 1994). It takes 2 gradients, however many parameters there are.
#
# The largest curvature is found by starting with a random direction and, again and again, multiplying by $H$ and bringing the length back to 1 (power iteration). This is what C9.5 above compares with the value from the table.
#
# Such cunning is in real use: K-FAC (Martens and Grosse 2015) and Shampoo (Gupta and others 2018) replace the table by products of small tables, Muon (Jordan and others 2024) takes the gradients of a layer as a table and makes the step about equally long in all its directions.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：Adam の v は曲率なのか
#
# 「Adam などは、2 階微分の情報を近似的に利用している」とも言われます。Adam が割り算に使う $v$ は、**ミニバッチの勾配の 2 乗の平均**でした（第7章）。曲率と関係があるのでしょうか。
#
# 交差エントロピーのような誤差では、あります。底の近くでは、1 枚ごとの勾配の 2 乗を平均したもの（経験フィッシャー情報量といいます）が曲率とほぼ等しくなり、64 枚を平均したミニバッチの勾配では、その 64 分の 1 になるからです。つまり **v は「曲率 ÷ 件数」** になるはずです。
#
# C9.5 の小さなネットワーク（226 個のパラメーター）を手書き数字で 60 エポック学習させて、確かめます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: is Adam's v the curvature?
#
# It is also said that Adam and its kind make approximate use of second-order information. The $v$ by which Adam divides is a **mean of the squares of mini-batch gradients** (chapter 7). Has that to do with curvature?
#
# For errors such as cross-entropy it has. Near the bottom the mean of the squared gradients of single images (called the empirical Fisher information) is about equal to the curvature, and the gradient of a mini-batch, being a mean over 64 images, has 1/64 of it. So **v should be curvature / batch**.
#
# The small network of C9.5 (226 parameters) is trained on handwritten digits for 60 epochs, to see.

# %% tags=["folded"]
# ja: 小さなネットワークを Adam で学習させ、4 エポックと 60 エポックで、v と本当の曲率を比べます。
# en: Trains a small network with Adam, and compares v with the true curvature after 4 and after 60 epochs.
from course_lib.plots.curvature_and_v import curvature_and_v

BATCH = 64
adam = Adam(rate=0.01)


def train_on(epochs):
    train(small, softmax_cross_entropy, coarse, labels, adam, epochs=epochs, batch_size=BATCH, rng=small_rng)
    table = hessian(gradient, flat_parameters(small.parameters()))
    v = np.concatenate([memory.arrays[1].ravel() for memory in adam.memory])
    return table, v


early_table, early_v = train_on(4)
table, v = train_on(56)
curvature = np.diag(table)
up = curvature > 1e-6
curvature_and_v(curvature[up], v[up], BATCH)

# %% tags=["C9.8"]
slope = np.polyfit(np.log(curvature[up]), np.log(v[up]), 1)[0]
late_ratio = np.median(BATCH * v[up] / curvature[up])
early_ratio = np.median(BATCH * early_v / np.abs(np.diag(early_table)))


def cosine(a, b):
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


g = gradient(flat_parameters(small.parameters()))
newtons = np.linalg.solve(table + 1e-3 * np.eye(len(g)), g)
adams, by_diagonal = g / (np.sqrt(v) + 1e-8), g / (np.abs(curvature) + 1e-3)

claim(
    "C9.8", "caveat",
    [
        0.8 < slope < 1.2 and 0.7 < late_ratio < 1.4,
        early_ratio < 0.3,
        cosine(newtons, adams) < 0.5 and cosine(newtons, by_diagonal) < 0.5,
    ],
    batch=BATCH, tenfold=10**slope, late=late_ratio, early=early_ratio, adam=spoken(cosine(newtons, adams), 1),
    diagonal=spoken(cosine(newtons, by_diagonal), 1),
)

# %% [markdown] lang="ja"
# このネットワークでは、底の近くなら、「Adam は 2 階微分の情報を使う」という言い方は、$v$ については正しかったのです。それでも Adam はニュートン法ではありません。理由は 3 つあります。
#
# 1. **底から遠い**：学習のはじめは勾配が大きく、曲率は別の値なので、v と曲率は合いません。
# 2. **平方根**：ニュートン法は曲率で割りますが、Adam は $\sqrt v$ で割ります。
# 3. **対角だけ**：パラメーターを一つずつ別々に見ます。谷が斜めなら（第7章）、どんなに正しい曲率で割っても、底は向きません。上の測定では、これがいちばん効いていました。
# %% [markdown] lang="en"
# So in this network, near the bottom, the saying that Adam uses second-order information is true of its $v$. And yet Adam is not Newton's method, for 3 reasons.
#
# 1. **Far from the bottom**: early in training the gradients are large and the curvature is another matter; v and curvature don't agree.
# 2. **The root**: Newton divides by the curvature, Adam by $\sqrt v$.
# 3. **The diagonal alone**: it looks at each parameter by itself. Where the valley is slanted (chapter 7), dividing by curvatures, however right, does not point at the bottom. In the measurement above this mattered most.

# %% [markdown] lang="ja"
# ## たとえの限界
#
# この章では、地面を押したり、跳んだりしました。2 次元の地面なら、それでよく分かります。しかし本物のネットワークの地面は何百万次元で、目で見ることはできません。鞍点のように、2 次元ではめずらしく、高い次元では当たり前のものもあります。絵で分かったことは、**測って確かめる**まで、予想にすぎません。
#
# ## まとめ
#
# この章を終えて、次のことが言えるようになりました。
#
# - 勾配が 0 なら、勾配降下法は止まります。それは谷底とはかぎりません。鞍点、台地、死んだ ReLU、勾配消失もあります。まず誤差を見ます。Momentum や Adam は、勢いがあれば、そこを通り過ぎます。
# - 勾配上昇法と勾配降下法の違いは、符号だけです。
# - ミニバッチの勾配の雑音は、「1 ÷ √件数」で減ります。雑音は局所的な最小値から出る助けになることもありますが、保証ではありません。
# - 勾配チェックは、数値微分と相対誤差で、逆伝播の間違いを見つけます。折れ目には注意します。
# - ヘッセ行列は役に立ちますが、大きなネットワークでは表のままではメモリーに入りません。曲率の一部なら、表を作らずに測れます。
#
# 5 つの質問に、あなたはもう、自分の言葉と実験で答えられます。ここまで来られたのは、りっぱなことです。
#
# ## 次にすること
#
# [第9章の練習問題](../../exercises/ja/09_questions.ipynb)を解きましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは、いよいよ最後の[第10章「まとめと総合演習」](10_summary.ipynb)です。
# %% [markdown] lang="en"
# ## Where the analogy breaks
#
# In this chapter we pushed and jumped on the ground. In 2 dimensions that shows a lot. But the ground of a real network has millions of dimensions, and nobody can see it. Some things, such as saddle points, are rare in 2 dimensions and the rule in many. What a picture tells is a guess until it has been **measured**.
#
# ## What you can say now
#
# - Where the gradient is 0 gradient descent stops. That need not be a bottom: there are saddle points, plateaus, dead ReLUs and vanishing gradients. Look at the error first. Momentum and Adam, with some speed left, pass over such places.
# - Gradient ascent and gradient descent differ in the sign and in nothing else.
# - The noise of a mini-batch's gradient goes as 1 / √size. It can help you out of a local minimum, but it is no guarantee.
# - A gradient check finds mistakes in backpropagation by numerical differentiation and the relative error. Beware of kinks.
# - The Hessian is useful, but for a large network it does not fit into memory as a table. Part of the curvature can be measured without it.
#
# These 5 questions you can answer now, in words of your own and by experiment. That is no small thing.
#
# ## What comes next
#
# Do the [exercises for chapter 9](../../exercises/en/09_questions.ipynb). If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# After that comes the last one: [chapter 10, Summary and capstone](10_summary.ipynb).
