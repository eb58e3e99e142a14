# %% [markdown] lang="ja"
# # 第9章　よくある質問
#
# ここまで学んできた人が、必ずと言ってよいほど抱く質問が五つあります。この章では、一つの質問に一つの実験で答えます。
#
# まず、さわってみましょう。下の図の四角い印は、**勾配がゼロ**（または、ほとんどゼロ）の場所です。勾配降下法なら、ここで止まってしまいます。
#
# **予想**：勾配がゼロなら、そこは谷底でしょうか。先に下の質問に答えてから、図の「押す強さ」を動かして玉をそっと押し、「場所」も変えて確かめてください。
# %% [markdown] lang="en"
# # Chapter 9: Questions and answers
#
# Five questions come up for nearly everyone who has got this far. This chapter answers each of them with one experiment.
#
# Touch first. The square in the picture below marks a place where the **gradient is zero** (or almost). Gradient descent would come to rest here.
#
# **Predict**: if the gradient is zero, is it the bottom of a valley? Answer the question below, then move "Push" to nudge the ball, and try the other places.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter09.quiz_zero")

# %% tags=["W9.1"]
from course_lib.controls.critical_points import CriticalPointsControl

zoo = CriticalPointsControl()
zoo

# %% [markdown] lang="ja"
# ## 質問 1　勾配が 0 になったら、どうなりますか
#
# 一歩の長さは 学習率 × 勾配 でした。勾配が 0 なら、一歩も 0 です。**パラメータは動かず、学習は止まります。**
#
# それが谷底なら、目的地に着いたということで、よい知らせです。第6章の勾配消失なら、困った知らせです。ところが、いま見たように、勾配が 0 になる場所はほかにもあります。
#
# | 場所 | まわりの地面 | 少し押すと |
# | --- | --- | --- |
# | 谷底（最小値） | どの向きにも上り | 戻ってくる |
# | **鞍点** | ある向きには上り、別の向きには下り | 下る向きへ離れていく |
# | **台地（プラトー）** | ほとんど平ら | そのあたりにとどまる |
# | **死んだ ReLU** | 完全に平ら | そのあたりにとどまる |
#
# 鞍点（あんてん）は、馬の鞍（くら）の形から来た名前です。馬の背の向きには谷で、横の向きには山になっています。
#
# 見分ける手がかりは**曲率**です。傾きが 0 でも、曲がり方は向きごとに違います。その一覧が第4章で出てきた**ヘッセ行列**で、「固有値」は、地面が一番強く曲がる向きと、一番弱く曲がる向き（とその間）の曲率です。
#
# - 固有値がすべてプラス：谷底
# - すべてマイナス：山の頂上
# - プラスとマイナスの両方：鞍点
# - ほとんど 0 のものがある：その向きには平らで、ヘッセ行列だけでは決められない
#
# 6 つの場所で確かめます。最後の 1 つは、シグモイド関数の層を 30 段重ねたネットワークの、最初の層です。
# %% [markdown] lang="en"
# ## Question 1: What happens when the gradient is 0?
#
# A step is learning rate × gradient. With a gradient of 0 the step is 0: **the parameters don't move, and learning stops.**
#
# If this is the bottom, you have arrived: good news. If it is the vanishing gradient of chapter 6, it is bad news. But as you have just seen, there are other places where the gradient is 0.
#
# | place | the ground around it | after a small push |
# | --- | --- | --- |
# | bottom (minimum) | rises in every direction | comes back |
# | **saddle point** | rises one way, falls another | goes away downhill |
# | **plateau** | almost level | stays near |
# | **dead ReLU** | perfectly level | stays near |
#
# A saddle point has its name from the saddle of a horse: a valley along the horse's back, a hill across it.
#
# What tells them apart is **curvature**. Where the slope is 0 the ground can still bend, and differently in each direction. The list of it is the **Hessian** of chapter 4; its eigenvalues are the curvatures in the direction that bends most, the one that bends least (and those in between).
#
# - all eigenvalues positive: a bottom
# - all negative: a hilltop
# - both positive and negative ones: a saddle point
# - some almost 0: level in that direction, and the Hessian alone can't tell
#
# Here are 6 places. The last one is the first layer of a network of 30 sigmoid layers.

# %%
import numpy as np

from course_lib import claim, course_seed
from course_lib.ground.critical_points import critical_point_kind, dead_unit
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.landscapes import plateau, saddle, valley
from course_lib.words.catalogue import words

rng = np.random.default_rng(course_seed())
hilltop = np.diag([-1.0, -2.0])
places = {
    "minimum": (valley(condition=4), [0.0, 0.0]),
    "saddle": (saddle(), [0.0, 0.0]),
    "plateau": (plateau(), [-9.0, 0.0]),
    "dead_unit": (dead_unit(), [-1.0, -1.0]),
}
kinds, slopes, moved, after_push, rows = {}, {}, {}, {}, []
for name, (ground, place) in places.items():
    slopes[name] = np.linalg.norm(ground.gradient(np.array(place)))
    moved[name] = np.linalg.norm(gradient_descent(ground.gradient, place, rate=0.1, max_steps=100)[-1] - place)
    # ja: でたらめな向きに 0.05 だけ押す
    # en: a push of 0.05 in a random direction
    push = rng.normal(size=2)
    pushed = np.array(place) + 0.05 * push / np.linalg.norm(push)
    # ja: 鞍点では、下に向かう向きの押しが育つまで待つ
    # en: on the saddle wait until the part of the push that points down has grown
    after_push[name] = np.linalg.norm(gradient_descent(ground.gradient, pushed, rate=0.1, max_steps=150)[-1] - place)
    kinds[name] = critical_point_kind(ground.hessian(np.array(place)))
    curvatures = np.linalg.eigvalsh(ground.hessian(np.array(place))).round(2) + 0.0
    rows.append(f"{slopes[name]:.0e}   {curvatures}   {kinds[name]:8}   " + words(f"critical_points.{name}"))
rows.append(f"{0:.0e}   {np.linalg.eigvalsh(hilltop)}   {critical_point_kind(hilltop)}")
print(*rows, sep="\n")

# %%
from course_lib.networks import initializers
from course_lib.networks.layers import Dense, ReLU, Sequential, Sigmoid
from course_lib.networks.losses import softmax_cross_entropy


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


vanished, at_the_end, error = first_layer(Sigmoid, initializers.xavier)
mended, _, _ = first_layer(ReLU, initializers.he)
print(f"sigmoid: {vanished:.0e} ... {at_the_end:.0e}   error {error:.1f}")
print(f"ReLU:    {mended:.0e}")

# %% tags=["C9.1"]
claim(
    "C9.1", "caveat",
    [
        max(slopes.values()) < 1e-15 and max(moved.values()) < 1e-12,
        kinds["minimum"] == "minimum" and after_push["minimum"] < 0.01,
        vanished < 1e-10 < 1e-3 < at_the_end and error > 1,
        mended > 1e6 * vanished,
        kinds["saddle"] == "saddle" and after_push["saddle"] > 1,
        kinds["plateau"] == kinds["dead_unit"] == "flat"
        and abs(after_push["plateau"] - 0.05) < 1e-6 and abs(after_push["dead_unit"] - 0.05) < 1e-6,
    ],
    steps=100, vanished=vanished, at_the_end=at_the_end, error=error, mended=mended, near=after_push["minimum"],
    away=after_push["saddle"],
)

# %% [markdown] lang="ja"
# ですから、学習が止まって見えたら、「谷底か、勾配消失か」の二つだけで考えず、まず誤差を見ます。誤差が十分に小さければ、谷底です。大きいままなら、活性化関数、重みの初期化、ネットワークの構造を見直します。
# パラメータが何百万個もあると、固有値をすべて計算することはできません。それでも、少し押してみる（雑音を加える）ことならできます。ミニバッチの雑音は、まさにその役をします。これは質問 3 で見ます。
# %% [markdown] lang="en"
# So when learning seems to have stopped, think of more than "bottom or vanishing", and look at the error first. If it is small enough, this is a bottom. If it is still large, look again at the activation functions, the initial weights and the structure of the network.
# With millions of parameters nobody can work out all eigenvalues. But a small push is always possible, and the noise of mini-batches gives just that: see question 3.

# %% [markdown] lang="ja"
# ## 質問 2　勾配降下法と勾配上昇法は、どう違いますか
#
# 違いは符号だけです。
#
# - 降下法：$x \leftarrow x - \eta\, g$　（誤差を**小さく**したいとき）
# - 上昇法：$x \leftarrow x + \eta\, g$　（報酬など、何かを**大きく**したいとき）
#
# 上昇法が活躍するのは、**強化学習**です。正解を教わるのではなく、やってみて、もらえた報酬だけを手がかりに学びます。
#
# 一番小さな例を動かしましょう。スロットマシンが 3 台あります。当たる確率は 20 %、50 %、80 % ですが、学ぶ側は知りません。できるのは、台を選んで、当たったかどうかを見ることだけです。
#
# 台ごとに「好み」を表す数を持ち、それを softmax（第2章の「信頼度」）で選ぶ確率 $p$ に変えます。1 回試すごとに、好みを次の向きへ少し動かします。
#
# $$g = \text{報酬} \times (\text{選んだ台だけ 1 の並び} - p)$$
#
# もらえた報酬が大きいほど、選んだ台の好みが上がる、という式です。これを**方策勾配**（policy gradient）といいます。実際には、報酬から「これまでの平均」を引いて使います。
#
# **予想**：学習のあいだ、どの台の確率も知らされません。それでも 500 回で一番よい台を見つけられるでしょうか。符号を逆にしたら、どうなるでしょうか。
# %% [markdown] lang="en"
# ## Question 2: How do gradient descent and gradient ascent differ?
#
# In the sign, and in nothing else.
#
# - descent: $x \leftarrow x - \eta\, g$ (to make an error **small**)
# - ascent: $x \leftarrow x + \eta\, g$ (to make something **large**, a reward for instance)
#
# Ascent is at home in **reinforcement learning**, where nobody tells the right answer: one tries, and all there is to learn from is the reward.
#
# Here is the smallest example. There are 3 slot machines. They pay with a chance of 20 %, 50 % and 80 %, but the learner does not know that. All it can do is choose a machine and see whether it pays.
#
# Each machine has a "preference", a number; softmax (the "confidence" of chapter 2) turns them into the probabilities $p$ of being chosen. After each try the preferences move a little in this direction:
#
# $$g = \text{reward} \times (\text{one at the machine chosen} - p)$$
#
# The larger the reward, the more the preference for the machine chosen goes up. This is the **policy gradient**. In practice the mean reward so far is taken off the reward first.
#
# **Predict**: nobody ever tells the chances. Will 500 tries be enough to find the best machine? And what if the sign is turned?

# %%
from course_lib.experiments.bandit import choice_probabilities, expected_reward_gradient, play_bandit, policy_gradient
from course_lib.plots.bandit_learning import bandit_learning

payouts = [0.2, 0.5, 0.8]
rng = np.random.default_rng(course_seed())
ascent = [play_bandit(payouts, rate=0.1, tries=500, rng=rng) for _ in range(20)]
descent = [play_bandit(payouts, rate=-0.1, tries=500, rng=rng) for _ in range(20)]
bandit_learning(ascent, descent, payouts)

# %% [markdown] lang="ja"
# 方策勾配は、1 回ごとに見れば、とても当てにならない数です。よい台がたまたま外れることも、悪い台がたまたま当たることもあります。
# しかし、たくさん平均すると、「報酬の期待値」（数えきれないほど試したときの平均）の本当の勾配に一致します。3 台の確率を知っている人にしか計算できないはずの勾配が、知らなくても手に入るのです。
# %% [markdown] lang="en"
# From a single try the policy gradient is a very unreliable number: a good machine may happen not to pay, and a bad one may.
# But its mean over many tries is the true gradient of the expected reward, which only someone who knows the three chances could work out. It is had without knowing them.

# %% tags=["C9.2"]
def error_of(x):
    return (x - 3) ** 2


# ja: −誤差 を登る道は、誤差を下る道とまったく同じ
# en: climbing minus the error is descending the error
down = gradient_descent(lambda x: 2 * (x - 3), [0.0], rate=0.1, max_steps=50)
up, x = [np.array([0.0])], np.array([0.0])
for _ in range(50):
    x = x + 0.1 * (-2 * (x - 3))
    up.append(x)

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
    [np.array_equal(down, up), found >= 19 and last > 0.7 > first, turned < 0.35, off.max() < 4],
    found=found, runs=len(ascent), first=first, last=last, turned=turned, exact=exact.round(3).tolist(),
    estimate=estimates.mean(axis=0).round(3).tolist(), tries=len(estimates),
)

# %% [markdown] lang="ja"
# ## 質問 3　ミニバッチの勾配とは何ですか
#
# 全部のデータではなく、**小さなひとかたまりのデータ（ミニバッチ）だけで計算した勾配**です。全データの勾配の、おおざっぱな見積もりになります。
#
# 下の図では、256 個の点に直線 $y = ax + b$ を合わせようとしています。左の青い点の一つ一つが、あるミニバッチの言う「勾配」で、赤い点が全データの勾配です。
#
# **予想**：ミニバッチの大きさを 4 倍にすると、青い点のばらつき（**雑音**）はどうなるでしょうか。答えてから、動かしてみましょう。
# %% [markdown] lang="en"
# ## Question 3: What is the gradient of a mini-batch?
#
# It is the gradient **computed from a small handful of the data** (a mini-batch) and not from all of them: a rough estimate of the whole.
#
# In the picture below a line $y = ax + b$ is to be fitted to 256 points. On the left each blue dot is what one mini-batch says the gradient is; the red one is the gradient of all the data.
#
# **Predict**: with mini-batches 4 times as large, what becomes of the spread of the blue dots (the **noise**)? Answer, then try.

# %%
Quiz("chapter09.quiz_noise")

# %% tags=["W9.2"]
from course_lib.controls.batch_size import BatchSizeControl

batch_control = BatchSizeControl()
batch_control

# %% [markdown] lang="ja"
# 「底からの距離」を 0 にしてみてください。底では全データの勾配がほぼ 0 なので、ミニバッチの言うことは雑音ばかりになります。遠いところでは、小さなミニバッチでも向きはだいたい合っています。**はじめはおおざっぱな勾配で十分で、底の近くでは雑音がじゃまになる**のです。第4章で学習率をだんだん下げたのは、このためでした。
#
# 雑音が 1 ÷ √件数 で減るということは、雑音を半分にするのに 4 倍のデータが要るということです。大きなミニバッチほど、割に合わなくなります。
# 一方で、小さすぎると、コンピューターは細切れの仕事に追われます。下の実験では、本物の手書き数字（1,797 枚）も使って、次のことを測ります。
#
# 1. 雑音と大きさの関係
# 2. データを 1 周（1 **エポック**）するのにかかる時間と、同じ周回数での誤差
# 3. 二つの谷の、浅いほうから抜け出す割合
# %% [markdown] lang="en"
# Set "Distance from the bottom" to 0. At the bottom the gradient of all the data is almost 0, so what a mini-batch says is nothing but noise. Far away even small ones get the direction about right. **A rough gradient is good enough at first; near the bottom its noise is in the way.** That is why chapter 4 lowered the rate bit by bit.
#
# Noise that goes as 1 / √size means: for half the noise you need 4 times the data. Large mini-batches pay less and less.
# If they are too small, on the other hand, the computer is busy with crumbs. The experiment below measures, partly on real handwritten digits (1,797 images),
#
# 1. how the noise goes with the size,
# 2. how long it takes to go through all data once (one **epoch**), and the error after the same number of epochs,
# 3. how often the shallower of two valleys is left.

# %%
import time

from course_lib.data.digits import digits
from course_lib.descent.gradient_noise import gradient_noise, minibatch_gradients
from course_lib.optimizers.rules import SGD
from course_lib.networks.training import train

images, labels = digits()
pixels = images.reshape(len(images), 64)
sizes = [1, 4, 16, 64, 256]


def classifier(rng):
    return Sequential(Dense(64, 10, rng, initializers.normal(0.1)))


# ja: (1) 例 1 枚ごとの勾配を並べ、ミニバッチに分けて平均する
# en: (1) the gradient of each example by itself, averaged over mini-batches
rng = np.random.default_rng(course_seed())
scores = classifier(rng)(pixels)
blame = scores.softmax().data - np.eye(10)[labels]
each = pixels[:, :, np.newaxis] * blame[:, np.newaxis, :]
noises = [gradient_noise(minibatch_gradients(each, size, 200, rng)) for size in sizes]
exponent = np.polyfit(np.log(sizes), np.log(noises), 1)[0]

# ja: (2) 同じ周回数だけ学習する
# en: (2) train for the same number of epochs
seconds, losses = {}, {}
for size in (1, 16, 64, 1797):
    rng = np.random.default_rng(course_seed())
    network = classifier(rng)
    start = time.perf_counter()
    train(network, softmax_cross_entropy, pixels, labels, SGD(0.1), epochs=2, batch_size=size, rng=rng)
    seconds[size] = time.perf_counter() - start
    losses[size] = softmax_cross_entropy(network(pixels), labels).item()
for size, noise in zip(sizes, noises, strict=True):
    print(f"size {size:5}   noise {noise:.3f}")
for size, loss in losses.items():
    print(f"size {size:5}   steps in 2 epochs {2 * -(-1797 // size):5}   error {loss:.3f}")

# %%
def share_that_left(size, start, examples=256, spread=12.0, rate=0.02, steps=1000, runs=300):
    # ja: 谷が二つある (w² − 1)² + w/4 に、例ごとに違う傾きを足したもの。傾きは全体では打ち消し合う
    # en: two valleys, (w² − 1)² + w/4, each example adding a slope of its own; over all examples they cancel
    rng = np.random.default_rng(course_seed())
    tilts = rng.normal(0, spread, examples)
    tilts -= tilts.mean()
    w = np.full(runs, start)
    for _ in range(steps):
        noise = tilts[rng.integers(examples, size=(runs, size))].mean(axis=1) if size < examples else 0.0
        w = np.clip(w - rate * (4 * w**3 - 4 * w + 1 / 4 + noise), -3, 3)
    # ja: 0.06 は、二つの谷の間の丘の頂上
    # en: 0.06 is the top of the hill between the valleys
    return np.mean((w < 0.06) != (start < 0.06))


escape_sizes = [1, 2, 4, 8, 16, 32, 256]
left_shallow = {size: share_that_left(size, start=0.93) for size in escape_sizes}
left_deep = {size: share_that_left(size, start=-1.03) for size in escape_sizes}
for size in escape_sizes:
    print(f"size {size:3}   left the shallow valley {left_shallow[size]:4.0%}   left the deep valley {left_deep[size]:4.0%}")

# %% tags=["C9.3"]
claim(
    "C9.3", "caveat",
    [
        abs(exponent + 0.5) < 0.03,
        seconds[1] > 5 * seconds[64],
        losses[16] < losses[64] < losses[1797] and losses[64] < 0.8 * losses[1797],
        left_shallow[4] > 0.3 and left_shallow[256] == 0 and left_shallow[4] > 2 * left_deep[4],
        left_shallow[32] < 0.02,
        left_deep[1] > 0.2,
    ],
    exponent=exponent, times=5, small=losses[16], middle=losses[64], whole=losses[1797],
    out4=left_shallow[4], lost4=left_deep[4], out32=left_shallow[32], lost1=left_deep[1],
)

# %% [markdown] lang="ja"
# 「32〜256 個がよい」という目安は、雑音がほどほどに小さく、コンピューターも効率よく働く大きさ、という経験からきています。上の実験でも、大きさ 1 では時間がかかりすぎ、全データでは同じ周回数であまり進みませんでした。
#
# ただし、雑音が局所的な最小値から助け出してくれる、というのは**保証ではありません**。この問題では、32 個ではもう抜け出せず、1 個では深い谷からも飛び出しました。どの大きさなら抜け出せるかは、問題と学習率しだいです。
# %% [markdown] lang="en"
# The advice "32 to 256" comes from experience: noise that is small enough, and a computer that is kept usefully busy. In the experiment above, too, size 1 took too long, and all data at once got less far in the same number of epochs.
#
# But that noise frees you from local minima is **no guarantee**. Here batches of 32 no longer got out, and batches of 1 left the deep valley as well. Which size gets out depends on the problem and on the rate.

# %% [markdown] lang="ja"
# ## 質問 4　勾配チェックとは何ですか
#
# 誤差逆伝播法のプログラムには、間違いが入り込みがちです。しかも、勾配が少し間違っていても学習はそれなりに進むので、気づきにくいのです。
#
# そこで、第3章の**数値微分**（少し変えて、どれだけ変わるかを見る）で同じ勾配を計算し、二つを比べます。（調べられる側、つまり計算の記録を逆向きにたどって勾配を求めるプログラムのことを、**自動微分**とも呼びます。第5章で作ったエンジンが、それです。）これが**勾配チェック**です。比べるときは、差そのものではなく**相対誤差**（差 ÷ 大きいほうの大きさ）を見ます。勾配が 0.0001 のときの 0.0001 の差は、大間違いだからです。
#
# 小さなネットワークの逆伝播に、わざと 8 種類の間違いを一つずつ仕込みました。
#
# **予想**：勾配チェックは、8 個のうち何個を見つけるでしょうか。1 % だけ大きい、というものも入っています。
# %% [markdown] lang="en"
# ## Question 4: What is a gradient check?
#
# Mistakes slip easily into a program for backpropagation. And they are hard to notice, for with a gradient that is a little wrong, training still gets somewhere.
#
# So the same gradient is worked out by the **numerical differentiation** of chapter 3 (change a little and look), and the two are compared: that is a **gradient check**. (What is being checked, a program that goes back along the record of a computation, is also called **automatic differentiation**. The engine that you built in chapter 5 is one.) One looks not at the difference but at the **relative error** (difference / size of the larger): where the gradient is 0.0001, a difference of 0.0001 is a blunder.
#
# Here 8 different mistakes were planted on purpose, one at a time, in the backward pass of a small network.
#
# **Predict**: how many of the 8 will the check find? One of them makes some numbers just 1 % too large.

# %%
from course_lib.slopes.gradient_check import gradient_check
from course_lib.experiments.planted_bugs import BUGS, PARAMETERS, small_network_error, small_network_gradient

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
print(f"{right.error:8.0e}   " + words("planted_bugs.none"))
for bug, outcome in found.items():
    print(f"{outcome.error:8.0e}   " + words(f"planted_bugs.{bug}"))

# %% [markdown] lang="ja"
# 正しい勾配では相対誤差がとても小さく、間違いがあると桁違いに大きくなります。1 % のずれも、はっきり見えます。
#
# では、なぜ本番の学習では使わないのでしょうか。数値微分は、**パラメータ 1 個につき 2 回**、ネットワーク全体を計算し直すからです。
#
# もう一つ、注意があります。ReLU には**折れ目**（0 のところ）があります。折れ目をまたいで「少し変えて」しまうと、数値微分のほうが、左右の傾きの間の中途半端な数を返します。
# %% [markdown] lang="en"
# With the right gradient the relative error is tiny; with a mistake it is larger by orders of magnitude. Even 1 % stands out.
#
# Why, then, is it not used in real training? Because numerical differentiation computes the whole network anew **twice for each parameter**.
#
# And one warning. ReLU has a **kink** (at 0). If "changing a little" steps across it, it is the numerical side that is off: it gives a number in between the slopes on either side.

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
    bugs=len(BUGS), error=right.error, least=min(outcome.error for outcome in found.values()),
    calls=calls_of_one_check - 1, parameters=PARAMETERS, passes=passes, days=days, kink=kink.error, h=h, smaller=h / 10,
)

# %% [markdown] lang="ja"
# ## 質問 5　2 階微分（ヘッセ行列）は使わないのですか
#
# 勾配は「どちらへ下るか」しか教えてくれません。曲率も分かれば、**どこまで行けばよいか**まで分かります。**ニュートン法**は、曲率を使って一歩で底へ跳びます。
#
# $$x \leftarrow x - H^{-1} g$$
#
# $H$ はヘッセ行列、$g$ は勾配です。$H^{-1} g$ は「$H$ を掛けると $g$ になるもの」という意味で、1 次元なら 傾き ÷ 曲率 です。
#
# **予想**：第4章の谷よりもっと細長い谷で、勾配降下法は底の近くまで 100 歩以上かかります。ニュートン法では何歩でしょうか。
# %% [markdown] lang="en"
# ## Question 5: Is the second derivative (the Hessian) not used?
#
# The gradient tells only which way is down. With the curvature one knows **how far to go** as well. **Newton's method** uses it to jump to the bottom at once:
#
# $$x \leftarrow x - H^{-1} g$$
#
# $H$ is the Hessian, $g$ the gradient. $H^{-1} g$ means "what gives $g$ when multiplied by $H$"; in one dimension it is slope / curvature.
#
# **Predict**: in a valley narrower than that of chapter 4 gradient descent takes more than 100 steps to come near the bottom. How many will Newton's method take?

# %%
from course_lib.slopes.newton import newton_step
from course_lib.plots.newton_and_descent import newton_and_descent

ground = valley(condition=30)
path = gradient_descent(ground.gradient, ground.start, rate=1.0, max_steps=1000)
needed = int(np.argmax(np.linalg.norm(path, axis=1) < 0.01))
newton = newton_step(ground.start, ground.gradient(ground.start), ground.hessian(ground.start))
newton_and_descent(ground, path[: needed + 1], np.array([ground.start, newton]), near=0.01)

# %% [markdown] lang="ja"
# 一歩でした。それなら、なぜディープラーニングで使わないのでしょうか。ヘッセ行列は、パラメータが $n$ 個なら $n \times n$ 個の数の表だからです。メモリは $n^2$ で、連立方程式を解く計算は $n^3$ で増えます。
# %% [markdown] lang="en"
# One. Why, then, is it not used in deep learning? For $n$ parameters the Hessian is a table of $n \times n$ numbers: the memory goes as $n^2$, and solving the equations as $n^3$.

# %%
from course_lib.plots.hessian_memory import bytes_in_words, hessian_memory

networks = {"64-32-10": 64 * 32 + 32 + 32 * 10 + 10, "ResNet-50": 25_600_000, "GPT-3": 175_000_000_000}
hessian_memory(networks)

# %% [markdown] lang="ja"
# （ResNet-50 の数は He らの 2016 年の構造から、GPT-3 の数は Brown ら（2020）の論文からとりました。）
#
# 「Adam などは、2 階微分の情報を近似的に利用している」とも言われます。Adam が割り算に使う $v$ は、**勾配の 2 乗の平均**でした。これは曲率そのものではありません。では、どれくらい似ているのでしょうか。
# 小さなネットワーク（226 個のパラメータ）を手書き数字で学習させ、$\sqrt v$ と、本当の曲率（ヘッセ行列の対角成分。左上から右下へ並ぶ数）を、パラメータごとに比べます。
# %% [markdown] lang="en"
# (The number for ResNet-50 follows from the architecture of He et al. (2016), that for GPT-3 is from Brown et al. (2020).)
#
# It is also said that Adam and its kind make approximate use of second-order information. The $v$ by which Adam divides is a **mean of squared gradients**; that is not the curvature. How alike are the two?
# A small network (226 parameters) is trained on handwritten digits; then, parameter by parameter, $\sqrt v$ is set beside the true curvature (the diagonal of the Hessian).

# %%
from course_lib.slopes.flat_parameters import flat_gradient, flat_parameters
from course_lib.slopes.hessian import hessian
from course_lib.networks.layers import Tanh
from course_lib.optimizers.rules import Adam
from course_lib.plots.curvature_and_v import curvature_and_v

# ja: 8 × 8 の画像を 4 × 4 に縮めて、パラメータを減らす
# en: shrink the images from 8 × 8 to 4 × 4, for fewer parameters
coarse = images.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 16)
rng = np.random.default_rng(course_seed())
network = Sequential(Dense(16, 8, rng, initializers.xavier), Tanh(), Dense(8, 10, rng, initializers.xavier))
adam = Adam(rate=0.01)
train(network, softmax_cross_entropy, coarse, labels, adam, epochs=4, batch_size=64, rng=rng)

gradient = flat_gradient(lambda: softmax_cross_entropy(network(coarse), labels), network.parameters())
curvature = np.diag(hessian(gradient, flat_parameters(network.parameters())))
v = np.concatenate([memory.arrays[1].ravel() for memory in adam.memory])


def ranks(numbers):
    return np.argsort(np.argsort(numbers))


rank = np.corrcoef(ranks(v), ranks(np.abs(curvature)))[0, 1]
low, high = np.percentile(np.sqrt(v) / np.abs(curvature), [5, 95])
curvature_and_v(curvature, v, rank, high / low)

# %% tags=["C9.5"]
tries = [200, 400, 800]
times = []
for n in tries:
    matrix = rng.normal(size=(n, n)) + n * np.eye(n)
    right_side = rng.normal(size=n)
    runs = []
    for _ in range(5):
        start = time.perf_counter()
        np.linalg.solve(matrix, right_side)
        runs.append(time.perf_counter() - start)
    times.append(min(runs))
# ja: 一番大きな n の時間から、n³ で ResNet-50 まで延ばす
# en: from the time for the largest n, extrapolated as n³ to ResNet-50
years = times[-1] * (25_600_000 / tries[-1]) ** 3 / (365 * 86_400)

# ja: 遠くの勾配ほど大きいので、曲率が同じでも g² は変わる
# en: farther away the gradient is larger, so g² changes though the curvature is the same
near_and_far = [float(valley(condition=1).gradient(np.array([distance, 0.0]))[0] ** 2) for distance in (0.01, 1.0)]
on_saddle = newton_step([-2.0, 1.0], saddle().gradient(np.array([-2.0, 1.0])), saddle().hessian(np.array([-2.0, 1.0])))

claim(
    "C9.5", "caveat",
    [
        np.linalg.norm(newton) < 1e-12 and needed > 100,
        np.zeros((2000, 2000)).nbytes == 8 * 2000**2 and 8 * 25_600_000**2 > 1e15,
        years > 100,
        np.linalg.norm(on_saddle) < 1e-12,
        rank > 0.8,
        high / low > 5 and near_and_far[1] > 9000 * near_and_far[0],
    ],
    needed=needed, digits=bytes_in_words(8 * networks["64-32-10"] ** 2), resnet=bytes_in_words(8 * 25_600_000**2),
    gpt=bytes_in_words(8 * networks["GPT-3"] ** 2), years=100, rank=rank, spread=high / low,
    grown=near_and_far[1] / near_and_far[0],
)

# %% [markdown] lang="ja"
# この小さなネットワークでは、$\sqrt v$ の大きい順と、曲率の大きい順は、よく似ていました。入力がいつも大きいところの重みは、勾配も曲率も大きくなるからです。ですから「2 階微分の情報を近似的に使う」という言い方には、もっともなところがあります。
# しかし、**大きさ**は一致しません。$v$ は、底から離れているだけで大きくなります。そして、Adam は $\sqrt v$ で割りますが、ニュートン法は曲率そのもので割ります。Adam は曲率を測っているのではなく、「このパラメータの勾配は、いつもどれくらいの大きさか」を測っているのです。
# %% [markdown] lang="en"
# In this small network the order by $\sqrt v$ and the order by curvature were much alike: where inputs are always large, both the gradient and the curvature of their weights are large. So there is something in the saying that Adam uses second-order information approximately.
# But their **size** does not agree. $v$ is large just because one is far from the bottom. And Adam divides by $\sqrt v$, where Newton divides by the curvature itself. What Adam measures is not curvature but how large the gradient of this parameter usually is.

# %% [markdown] lang="ja"
# ## まとめ
#
# この章を終えて、次のことが言えるようになりました。
#
# - 勾配が 0 なら、学習は止まります。それは谷底とはかぎりません。鞍点、台地、死んだ ReLU、勾配消失もあります。まず誤差を、次に曲率や小さな押しを見ます。
# - 勾配上昇法と勾配降下法の違いは、符号だけです。
# - ミニバッチの勾配の雑音は、1 ÷ √件数 で減ります。雑音は局所的な最小値から出る助けになることもありますが、保証ではありません。
# - 勾配チェックは、数値微分と相対誤差で、逆伝播の間違いを見つけます。折れ目には注意します。
# - ヘッセ行列は、理論では役に立ちますが、大きなネットワークではメモリにも入りません。Adam の $v$ は曲率の代わりではありません。
#
# **次にすること**：[第9章の練習問題](../../exercises/ja/09_questions.ipynb)を解きましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは、いよいよ最後の[第10章「まとめと総合演習」](10_summary.ipynb)です。
# %% [markdown] lang="en"
# ## What you can say now
#
# - Where the gradient is 0 learning stops. That need not be a bottom: there are saddle points, plateaus, dead ReLUs and vanishing gradients. Look at the error first, then at the curvature or at what a small push does.
# - Gradient ascent and gradient descent differ in the sign and in nothing else.
# - The noise of a mini-batch's gradient goes as 1 / √size. It can help you out of a local minimum, but it is no guarantee.
# - A gradient check finds mistakes in backpropagation by numerical differentiation and the relative error. Beware of kinks.
# - The Hessian is useful in theory, but for a large network it does not even fit into memory. Adam's $v$ is no substitute for curvature.
#
# **Next**: the [exercises for chapter 9](../../exercises/en/09_questions.ipynb). If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# After that comes the last one: [chapter 10, Summary and capstone](10_summary.ipynb).
