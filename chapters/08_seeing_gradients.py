# %% [markdown] lang="ja"
# # 第8章　勾配を目で見る
#
# ネットワークが学習している最中、中では何千もの勾配が働いています。ふだんは見えません。この章では、それを**見える形**にします。
#
# 医者は、患者の具合が悪いとき、まず体温や脈を測ります。ネットワークにも同じことができます。下の四つの図は、手書き数字を学ぶネットワークの「診療の記録」です。
#
# - **左上**：誤差。体温にあたります。具合が悪いことは分かりますが、原因までは分かりません。
# - **右上**：勾配の**分布**。どのくらいの大きさの勾配が、いくつあるか。上の段ほど入力に近い層です。
# - **左下**：勾配の**ノルム**（全体の大きさ）を、層ごとに。
# - **右下**：**更新の大きさ**。重みが一歩で実際にどれだけ変わったかを、重みの大きさで割ったもの。
#
# **予想**：「学習のようす」を A、B、C と切りかえ、歩数を動かしてみましょう。一つは健康、一つは**勾配消失**、一つは**勾配爆発**です（第6章）。どれがどれでしょうか。
# %% [markdown] lang="en"
# # Chapter 8: Seeing gradients
#
# While a network learns, thousands of gradients are at work inside it. Usually nobody sees them. This chapter makes them **visible**.
#
# When a patient feels unwell, a doctor first takes temperature and pulse. With a network you can do the same. The four panels below are the chart of a network that learns handwritten digits.
#
# - **Top left**: the error. It is the temperature: it shows that something is wrong, but not what.
# - **Top right**: the **histogram** of the gradients: how many there are of which size. The higher the row, the nearer the layer is to the input.
# - **Bottom left**: the **norm** of the gradient (its overall size), layer by layer.
# - **Bottom right**: the **size of the updates**: how much the weights really change in one step, divided by the size of the weights.
#
# **Predict**: switch "Run" between A, B and C, and move through the steps. One run is healthy, one has **vanishing** and one **exploding** gradients (chapter 6). Which is which?

# %% tags=["W8.1"]
from course_lib.controls.training_run import TrainingRunControl

training_run = TrainingRunControl()
training_run

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter08.quiz_which")

# %% [markdown] lang="ja"
# 四つの図の読み方を、もう少し説明します。
#
# - 分布の図の下に「0」から「$10^3$」まで並ぶ目盛りは、1 目盛りごとに 1,000 倍になります。縦の目盛りは、1 目盛りごとに 10 倍か 100 倍です。勾配の大きさは何百万倍も違うので、こうしないと 1 枚に収まりません。
# - 分布の右端の「0 の近く」は、大きさが 0.000001 に届かない勾配の割合です。
# - 健康な学習 A でも、一番上の 1.Dense では 30 % ほどがちょうど 0 です。これは病気ではありません。画像のすみには、**いつも白いままの画素**があります。白は 0 なので、そこから来る重みの勾配も 0 になります。
#
# A では、6 つの層の線が重なっています。B では階段のように離れ、入力に近い 1.Dense は出力側のおよそ 1,000 分の 1 です。C では最初の数歩で跳ね上がり、そのあと 0 に落ちます。跳ね上がった一歩で重みが壊れ、ReLU がすべて死んだのです。
# %% [markdown] lang="en"
# A little more on how to read them:
#
# - On the scale from "0" to "$10^3$" at the bottom of the histograms each mark is 1,000 times the one before; on the upright scales 10 or 100 times. Gradients differ in size by factors of millions and would not fit into one picture otherwise.
# - "Near 0" at the right end of each row is the share of gradients whose size does not reach 0.000001.
# - Even in run A, which is healthy, about 30 % of the gradients of 1.Dense, the top row, are exactly 0. That is no illness. In the corners of the images there are **pixels that are always blank**. Blank is 0, and so is the gradient of every weight that comes from there.
#
# In A the lines of the 6 layers lie on one another. In B they lie apart like stairs, and 1.Dense, next to the input, has about 1/1,000 of what the output side has. In C they shoot up in the first steps and then drop to 0: the leap broke the weights, and all ReLUs died.

# %% [markdown] lang="ja"
# ## 8.1　なぜ勾配を見るのか
#
# 誤差の曲線だけでも、学習が進んでいるかどうかは分かります。でも、進んでいないとき、**なぜ**なのかは分かりません。勾配を見ると、三つの問いに答えられます。
#
# 1. **学習は進んでいるか。** 重みは実際に動いているでしょうか。
# 2. **勾配消失や勾配爆発は起きていないか。** 勾配が小さすぎたり、大きすぎたりしないでしょうか。
# 3. **問題があるのは、どの層か。** 全部の層でしょうか、入力側だけでしょうか。
#
# 測るのは**勾配モニター**です。学習のループから一歩ごとに呼ばれる部品で、`course_lib/monitor/gradient_monitor.py` にあります。使い方は、こうです。
# %% [markdown] lang="en"
# ## 8.1 Why look at gradients?
#
# The curve of the error shows whether learning makes progress. If it does not, the curve does not say **why**. The gradients answer three questions:
#
# 1. **Is training progressing?** Do the weights really move?
# 2. **Is there vanishing or exploding?** Is anything too small, or too large?
# 3. **Which layer is to blame?** All of them, or only those next to the input?
#
# What measures them is the **gradient monitor**, a part that the training loop calls after each step. You find it in `course_lib/monitor/gradient_monitor.py`. This is how it is used:

# %%
import numpy as np

from course_lib import course_seed
from course_lib.data.digits import digits
from course_lib.monitor.gradient_monitor import GradientMonitor
from course_lib.networks.layers import Dense, ReLU, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.optimizers.rules import SGD
from course_lib.networks.training import train

rng = np.random.default_rng(course_seed())
images, labels = digits()
x = images.reshape(len(images), -1)

network = Sequential(Dense(64, 32, rng), ReLU(), Dense(32, 32, rng), ReLU(), Dense(32, 10, rng))
# ja: 10 歩に 1 回測る
# en: measure one step of every 10
monitor = GradientMonitor(network, every=10)
history = train(
    network, softmax_cross_entropy, x, labels, SGD(rate=0.2), epochs=5, batch_size=64, rng=rng, callbacks=[monitor]
)

last = monitor.measurements[-1]
lines = [f"step {last.step}   error {last.loss:.3f}"]
for name, layer in last.layers.items():
    lines.append(
        f"{name:8}   norm {layer.norm:.3f}   near zero {layer.near_zero:4.0%}   "
        f"update {layer.update:.4f}   update / weights {layer.ratio:.4f}"
    )
print(*lines, sep="\n")

# %% [markdown] lang="ja"
# 各行は 1 つの層です。重みとバイアスを 1 本の長い数の列にまとめて、次の五つを測っています。
#
# | 測るもの | 式 | 問い |
# | --- | --- | --- |
# | 分布 | 大きさごとの個数 | 0 の近くに集まっていないか、とても大きなものはないか |
# | ノルム（norm） | $\sqrt{\sum g^2}$ | この層はどれくらい強く「直せ」と言われているか |
# | 0 の近く（near zero） | 0.000001 未満の割合 | 働いていない重みはどれくらいあるか |
# | 更新の大きさ（update） | $\sqrt{\sum (w_\text{後} - w_\text{前})^2}$ | 重みは実際にどれだけ動いたか |
# | 更新 ÷ 重み | 更新の大きさ ÷ $\sqrt{\sum w_\text{前}^2}$ | もとの大きさに比べて、どれだけ動いたか |
#
# $g$ は勾配、$w$ は重みです。**更新の大きさは「学習率 × 勾配」とは限りません。** 運動量や Adam を使うと、勾配と一歩は別のものになります。だから、一歩の前と後の重みを引き算して、本当に動いた分を測ります。
#
# 測るのにも時間がかかります。`every=10` のとき、学習の時間の増え方は 15 % 以内です（測定は `benchmarks/results/monitor.md` にあります）。毎回測ると、それより遅くなります。
# %% [markdown] lang="en"
# Each line is a layer. Its weights and biases are taken together as one long row of numbers, of which five things are measured:
#
# | What | Formula | Question |
# | --- | --- | --- |
# | histogram | how many of which size | are they heaped near 0, are there very large ones? |
# | norm | $\sqrt{\sum g^2}$ | how strongly is this layer told to change? |
# | near zero | share below 0.000001 | how many weights are idle? |
# | size of the update | $\sqrt{\sum (w_\text{after} - w_\text{before})^2}$ | how far did the weights really move? |
# | update ÷ weights | size of the update ÷ $\sqrt{\sum w_\text{before}^2}$ | how far, compared with what was there? |
#
# $g$ are the gradients and $w$ the weights. **The update need not be learning rate × gradient.** With momentum or Adam the gradient and the step are two different things. So the monitor subtracts the weights before the step from those after it, and measures what really moved.
#
# Measuring takes time. With `every=10` it adds at most 15 % to the time of training (measured in `benchmarks/results/monitor.md`). Measuring every single step costs more than that.

# %% [markdown] lang="ja"
# ## 8.2　TensorBoard で見る
#
# 現場では、こうした記録を **TensorBoard** という道具で見ます。この教材のモニターも、本物の TensorBoard が読めるファイル（イベントファイル）を書けます。
#
# 書き込みには、TensorBoard に付いてくる書き込み機能をそのまま使っています。読む側と同じ作者の部品なので、形式がずれる心配がありません。
# %% [markdown] lang="en"
# ## 8.2 In TensorBoard
#
# Practitioners look at such records with a tool called **TensorBoard**. Our monitor can write files (event files) that the real TensorBoard reads.
#
# They are written with the writer that comes with TensorBoard. As it is made by the same people as the reader, the two can't drift apart.

# %%
import tempfile

from course_lib.controls.tensorboard_view import TensorBoardView
from course_lib.monitor.event_file import write_event_file

# ja: 記録は一時的なフォルダに書く
# en: the records go into a temporary folder
records = tempfile.mkdtemp()
write_event_file(monitor.measurements, records)
TensorBoardView(records)

# %% [markdown] lang="ja"
# 「TensorBoard を開く」を押すと、ノートブックの中に本物の TensorBoard が開きます（数秒かかります）。このコンピューターの中だけで動き、ノートブックを閉じれば止まります。
#
# - 上の **Histograms** を選ぶと、`gradients` の下に層ごとの分布が並びます。手前ほど新しい記録です。
# - **Scalars** を選ぶと、`gradient_norm`（ノルム）、`update_size`（更新の大きさ）、`update_to_weight`（更新 ÷ 重み）、`near_zero`（0 の近くの割合）が層ごとに並びます。
#
# 開けない環境でも、次の図が同じ記録を示しています。
# %% [markdown] lang="en"
# "Open TensorBoard" opens the real TensorBoard inside this notebook (it takes some seconds). It runs on this computer alone, and stops when the notebook is closed.
#
# - Choose **Histograms** at the top: under `gradients` there is one for each layer. The nearer to the front, the newer.
# - Choose **Scalars**: `gradient_norm`, `update_size`, `update_to_weight` (update ÷ weights) and `near_zero` (share near 0), each with one curve for each layer.
#
# Where it can't be opened, the next picture shows the same records.

# %%
from course_lib.plots.gradient_panels import GradientPanels

GradientPanels(monitor.measurements, history.losses)

# %% [markdown] lang="ja"
# 三つの図には、昔からの読み方があります。
#
# - **分布**：0 のところに集まっていたら、消失かもしれません。とても大きな値があれば、爆発かもしれません。
# - **層ごとのノルム**：それぞれの層がどれくらいの速さで学んでいるかを表します。
# - **更新の大きさ**：重みが実際にどれだけ変わったか。0 に近ければ、学習は止まっています。
#
# 「かもしれない」が付いていることに注意してください。**どれくらい当たるのでしょうか。** 測ってみましょう。
# %% [markdown] lang="en"
# There are time-honoured ways to read the three panels:
#
# - **Histogram**: heaped at 0, it is perhaps vanishing. Extremely large values: perhaps exploding.
# - **Norm per layer**: how fast each layer learns.
# - **Size of updates**: how much the weights really change. Near 0, learning has come to a halt.
#
# Note the word "perhaps". **How often are these rules right?** Let us measure.

# %% [markdown] lang="ja"
# ## 8.3　目安を試す
#
# 状態の分かっている学習を、乱数の種（たね。乱数の並びを決める番号）を変えてたくさん用意します。深さは 3〜8 層、活性化関数と病気の重さもばらばらです（`course_lib/experiments/run_groups.py`）。
#
# - **健康**：ReLU と He の初期化、または tanh と Xavier の初期化。学習のはじめの 20 歩を見ます。
# - **健康で、もう学び終えた**：300 歩学んで、ほとんど間違えなくなった学習の終わりを見ます。
# - **勾配消失**：深いシグモイド、または、はじめの重みが小さすぎる ReLU。
# - **勾配爆発**：はじめの重みが大きすぎる ReLU。
#
# 消失と爆発は、SGD で学ぶ組と Adam で学ぶ組に分けました。
# %% [markdown] lang="en"
# ## 8.3 The rules of thumb put to the test
#
# We make many runs whose state is known, each from another random seed. They have 3 to 8 hidden layers, and activation and severity differ (`course_lib/experiments/run_groups.py`).
#
# - **Healthy**: ReLU with He's initial weights, or tanh with Xavier's. We look at the first 20 steps.
# - **Healthy, finished**: we look at the end of runs that have learnt for 300 steps and hardly make mistakes any more.
# - **Vanishing**: deep networks of sigmoids, or of ReLUs whose first weights are too small.
# - **Exploding**: ReLUs whose first weights are too large.
#
# Vanishing and exploding runs come in two groups, trained by SGD and by Adam.

# %%
Quiz("chapter08.quiz_adam")

# %%
from course_lib.monitor.gradient_signs import RULES, by_histogram
from course_lib.plots.rule_errors import rule_errors
from course_lib.experiments.run_groups import GROUPS, look_at

seeds = [1000 * course_seed() + n for n in range(24)]
looks = {name: [look_at(group, s) for s in (seeds[:10] if group.finished else seeds)] for name, group in GROUPS.items()}


def count_wrong(rule, name):
    return sum(rule(measurements) != GROUPS[name].truth for measurements in looks[name])


runs = {name: len(measured) for name, measured in looks.items()}
wrong = {rule: {name: count_wrong(RULES[rule], name) for name in GROUPS} for rule in RULES}
rule_errors(wrong, runs)

# %% [markdown] lang="ja"
# 白いところは誤りなし、濃いオレンジほど誤りが多いところです。三つの図の得意と不得意が、はっきり分かれました。順に見ていきましょう。
#
# ### 分布
# %% [markdown] lang="en"
# White means no errors; the stronger the orange, the more. What each panel is good at, and what not, could hardly be clearer. One by one:
#
# ### The histogram

# %% tags=["C8.1"]
from course_lib import claim

early = [name for name in GROUPS if name != "finished"]
vanishing = ["vanishing_sgd", "vanishing_adam"]
exploding = ["exploding_sgd", "exploding_adam"]


def total(rule, names):
    return sum(count_wrong(rule, name) for name in names)


def wide(measurements):
    return by_histogram(measurements, near=1e-3)


def tight(measurements):
    return by_histogram(measurements, near=1e-6)


tried = sum(runs[name] for name in early)
ill = sum(runs[name] for name in vanishing)
errors = total(by_histogram, early)
missed, missed_wide, missed_tight = (total(rule, vanishing) for rule in (by_histogram, wide, tight))
alarms_narrow, alarms = (count_wrong(rule, "finished") for rule in (by_histogram, wide))

claim(
    "C8.1", "caveat",
    [
        errors / tried < 0.25 and total(by_histogram, exploding) == 0,
        missed_wide <= missed and missed_wide <= 0.1 * ill,
        alarms >= 0.7 * runs["finished"] and alarms_narrow >= 1,
        missed_tight >= 0.3 * ill,
    ],
    wrong=errors, runs=tried, rate=100 * errors / tried, missed_explosions=total(by_histogram, exploding),
    vanishing=ill, missed=missed, missed_wide=missed_wide, missed_tight=missed_tight,
    finished=runs["finished"], alarms=alarms, alarms_narrow=alarms_narrow,
)

# %% [markdown] lang="ja"
# 爆発は、分布からすぐに分かります。難しいのは消失のほうです。「0 の近く」とはどこからなのか、**決まった境目がない**からです。境目を広げると、学び終えた健康な学習まで病気に見え、狭めると、本当の消失を見逃します。
#
# ### 層ごとのノルム
#
# ノルムでは、絶対の大きさではなく、**層どうしを比べる**ことができます。
# %% [markdown] lang="en"
# Exploding is easily seen in the histogram. Vanishing is harder, because **there is no fixed border** where "near 0" begins. Widen it, and healthy runs that have finished look ill; narrow it, and real illness is missed.
#
# ### The norm per layer
#
# With norms one need not look at absolute size: one can **compare the layers with each other**.

# %% tags=["C8.2"]
from course_lib.monitor.gradient_signs import by_norms


def starving_layer(measurements):
    norms = np.array([[layer.norm for layer in each.layers.values()] for each in measurements])
    return np.median(norms, axis=0).argmin() / norms.shape[1]


everything = list(GROUPS)
judged = sum(runs.values())
errors = total(by_norms, everything)
with_adam = ["vanishing_adam", "exploding_adam"]
starved = sum(starving_layer(measurements) < 0.5 for name in vanishing for measurements in looks[name])

claim(
    "C8.2", "holds",
    [
        errors / judged < 0.1,
        total(by_norms, with_adam) <= 0.1 * sum(runs[name] for name in with_adam),
        count_wrong(by_norms, "finished") <= 1,
        starved >= 0.9 * ill,
    ],
    wrong=errors, runs=judged, rate=100 * errors / judged, adam=sum(runs[name] for name in with_adam),
    adam_wrong=total(by_norms, with_adam), finished=runs["finished"], alarms=count_wrong(by_norms, "finished"),
    starved=starved, vanishing=ill,
)

# %% [markdown] lang="ja"
# 三つの中では、これが一番頼りになります。しかも、**どの層か**まで教えてくれます。
#
# ### 更新の大きさ
# %% [markdown] lang="en"
# Of the three this is the most reliable. And it even tells **which layer**.
#
# ### The size of the updates

# %% tags=["C8.3"]
from course_lib.monitor.gradient_signs import by_updates

with_sgd = ["vanishing_sgd", "exploding_sgd"]
sgd, adam = (sum(runs[name] for name in names) for names in (with_sgd, with_adam))
sgd_wrong, adam_wrong = total(by_updates, with_sgd), total(by_updates, with_adam)
well = ["healthy", "finished"]

claim(
    "C8.3", "caveat",
    [sgd_wrong <= 0.15 * sgd, adam_wrong >= 0.8 * adam, total(by_updates, well) <= 0.1 * sum(runs[n] for n in well)],
    sgd=sgd, sgd_wrong=sgd_wrong, sgd_rate=100 * sgd_wrong / sgd, adam=adam, adam_wrong=adam_wrong,
    adam_rate=100 * adam_wrong / adam, healthy=sum(runs[n] for n in well), alarms=total(by_updates, well),
)

# %% [markdown] lang="ja"
# Adam では、消えかけた勾配も、爆発しそうな勾配も、ふつうの長さの一歩に直されます。更新の大きさだけを見ていると、健康そのものに見えます。**一つの図だけで診断してはいけません。** 体温だけで病名を決める医者がいないのと同じです。
# %% [markdown] lang="en"
# With Adam, gradients that are vanishing and gradients that are about to explode both become steps of normal length. Judged by its updates alone, such a run is the picture of health. **Never diagnose by one panel**, just as no doctor names an illness by the temperature alone.

# %% [markdown] lang="ja"
# ## 8.4　0.001 という目安
#
# 更新の大きさについては、もう一つ有名な目安があります。「**更新 ÷ 重みは 0.001 くらいがよい**」というものです。スタンフォード大学の講義 CS231n のノート（Karpathy ほか）が、おおまかな目安として挙げて広まりました。
#
# 学習率を 10 通りに変えながら、三通りのネットワークを学習させました。横軸は更新 ÷ 重み、縦軸は 200 歩で読めるようになった数字の割合です。学習率の順に、点を線でつないであります。
#
# **予想**：よく学べる範囲は、0.001 のまわりの狭い範囲でしょうか、それとも広い範囲でしょうか。
# %% [markdown] lang="en"
# ## 8.4 The rule of 0.001
#
# On the size of the updates there is another well-known rule: **update ÷ weights should be about 0.001**. It spread from the notes of Stanford's course CS231n (Karpathy and others), which give it as a rough heuristic.
#
# Three networks were trained with 10 learning rates each. From left to right: update ÷ weights; upward: the share of digits that the network can read after 200 steps. Lines join the runs in the order of their learning rates.
#
# **Predict**: will the range where learning goes well be a narrow one around 0.001, or a wide one?

# %%
from dataclasses import replace

from course_lib.experiments.clinic import Settings, run
from course_lib.plots.update_band import update_band

tanh = Settings(activation="tanh", initializer="xavier", optimizer="momentum")
kinds = {
    "relu_sgd": (Settings(), np.geomspace(0.003, 3, 10)),
    "tanh_momentum": (tanh, np.geomspace(0.0003, 1, 10)),
    "relu_adam": (Settings(optimizer="adam"), np.geomspace(0.0001, 0.4, 10)),
}


def middle_ratio(trained):
    return np.nanmedian([layer.ratio for each in trained.measurements for layer in each.layers.values()])


outcomes = {}
for name, (settings, rates) in kinds.items():
    trained = [run(replace(settings, rate=float(rate)), course_seed(), every=20) for rate in rates]
    outcomes[name] = np.array([middle_ratio(t) for t in trained]), np.array([t.accuracy for t in trained])

ratios, accuracies = np.concatenate(list(outcomes.values()), axis=1)
good = accuracies >= 0.9 * accuracies.max()
band = ratios[good].min(), ratios[good].max()
update_band(outcomes, band)

# %% tags=["C8.4"]
tenth = np.abs(np.log10(np.maximum(ratios, 1e-12)) + 3).argmin()
kind, place = list(kinds)[tenth // 10], tenth % 10
settings, rates = kinds[kind]
longer = run(replace(settings, rate=float(rates[place])), course_seed(), every=20, steps=1000).accuracy
fooled = int(((ratios > 3e-4) & (ratios < 3e-2) & (accuracies < 0.5)).sum())

claim(
    "C8.4", "caveat",
    [
        band[0] > 1e-3 / 3 and band[1] / band[0] > 5,
        accuracies[tenth] < 0.9 * accuracies.max(),
        longer > 0.85,
        fooled >= 1,
    ],
    good=int(good.sum()), low=band[0], high=band[1], width=band[1] / band[0], near=100 * accuracies[tenth],
    best=100 * accuracies.max(), longer=100 * longer, fooled=fooled,
)

# %% [markdown] lang="ja"
# 線を左下からたどってみてください。学習率を上げるにつれて右上へ登り、あるところで**折り返して、下へ落ちます**。学習が壊れたのです。
#
# 健康な範囲は、一点ではなく、**幅のある帯**でした。0.001 はその左の端あたりで、ここでは「遅いが、病気ではない」ところです。帯の位置は、ネットワークや、かけられる歩数（手間）によって変わります。
#
# そして、帯の中にいても安心はできません。重みが壊れて大きくなってしまった学習も、たまたま帯の中に入ることがあります。
#
# ## 8.5　たとえはどこまで通じるか
#
# 診察のたとえは役に立ちますが、本物の医者とは違うところもあります。
#
# - **同じ病気を、何度でも治療し直せます。** 同じ乱数の種からやり直せば、まったく同じ学習をくり返せます。人間の患者では、できないことです。
# - **測ることは、学習に影響しません。** モニターは勾配を見るだけで、変えません。かかるのは時間だけです。
# - **正常値の表はありません。** 人の体温には正常な範囲がありますが、勾配の大きさは、ネットワークやデータによって何桁も違います。だから、**層どうしを比べる**、**健康だったときと比べる**のが基本です。
# %% [markdown] lang="en"
# Follow a line from the bottom left. As the learning rate grows it climbs to the right, and then **turns round and falls**: there the run breaks.
#
# The healthy range is not a point but a **wide band**. Here 0.001 lies near its left end: slow, but not ill. Where the band lies depends on the network, and on how many steps one can afford.
#
# Nor is a run safe because it lies within the band. One whose weights have broken, and grown large, may lie there by chance.
#
# ## 8.5 How far the analogy goes
#
# The doctor is a helpful picture. Here is where it differs:
#
# - **The same illness can be treated again and again.** Start from the same random seed, and the run repeats itself exactly. No human patient does.
# - **Measuring does not disturb learning.** The monitor looks at the gradients and changes nothing. All it takes is time.
# - **There is no table of normal values.** For the temperature of the body there is one. The size of gradients differs by orders of magnitude between networks and data. So **compare the layers with each other**, and **compare with a time when all was well**.

# %% [markdown] lang="ja"
# ## 8.6　勾配の診療所
#
# 12 人の患者が待っています。どれも、手書き数字を学ぶ小さなネットワークです。**設定が一つだけ**おかしくなっていて、200 歩のあいだに学べません（健康なら 90 % ほど読めるようになります）。病名は書いてありません。見えるのは四つの図だけです。
#
# 1. 患者を選び、図を読みます。歩数を 0 に戻して、**はじめの様子**も見ましょう。
# 2. 病名を選びます。
# 3. **設定を一つだけ**変えて、「治療して、もう一度学習する」を押します。ネットワークが本当に学び直します。見たことのない数字の 80 % 以上を読めたら、回復です。
#
# 読み方の手がかりです。緑の帯は、8.4 で見た健康な範囲です。
#
# | 見るところ | 考えること |
# | --- | --- |
# | 誤差が動かない | 重みが動いていないのか（更新の図）、勾配がないのか（ノルムの図） |
# | 誤差が上がっていく | 一歩の向きか、長さか、積もり方がおかしい |
# | 全部の層が同じように小さい | 層のせいではなく、全体に掛かるもの（学習率、クリッピング）のせい |
# | 一つの層だけが違う | その層に入ってくるもののせい |
# | 勾配がちょうど 0 | 道がどこかで断たれている。どの層から先か |
# | ノルムはふつうなのに更新がおかしい | 勾配を一歩に変えるところ（最適化手法）のせい |
# %% [markdown] lang="en"
# ## 8.6 The gradient clinic
#
# 12 patients are waiting. Each is a small network that is to learn handwritten digits. **A single setting** is wrong, and within 200 steps it fails to learn (when healthy it reads about 90 %). No illness is written down; you see the four panels and nothing else.
#
# 1. Choose a patient and read the panels. Go back to step 0 as well, to see **how it began**.
# 2. Choose the illness.
# 3. Change **one setting only**, and press "Treat and train again". The network really trains anew. If it reads at least 80 % of digits that it has never seen, it has recovered.
#
# Some clues for reading. The green band is the healthy range of section 8.4.
#
# | What you see | What to think of |
# | --- | --- |
# | the error does not move | do the weights not move (updates), or is there no gradient (norms)? |
# | the error rises | something is wrong with the direction of the steps, their length, or how they pile up |
# | all layers are small alike | not a layer but something that applies to all of them: learning rate, clipping |
# | one layer is unlike the others | what comes into that layer |
# | gradients of exactly 0 | the road is cut somewhere: from which layer on? |
# | norms are normal, updates are not | what turns the gradient into a step: the optimizer |

# %% tags=["W8.2"]
from course_lib.controls.clinic import ClinicControl

clinic = ClinicControl()
clinic

# %% [markdown] lang="ja"
# 同じように見える患者もいます。4 番と 8 番は、ほとんどの勾配がちょうど 0 です。右下の図を比べてみましょう。8 番では、線が**ない**層があります。重みがすべて 0 なので、割り算ができないのです。
#
# ## まとめ
#
# この章を終えて、次のことが言えるようになりました。
#
# - 勾配を見ると、学習が進んでいるか、消失や爆発がないか、どの層が悪いのかが分かります。
# - 分布は、爆発を見つけるのが得意で、消失は苦手です。どこからが「0 の近く」か、決まっていないからです。
# - 層ごとのノルムが一番頼りになり、悪い層まで教えてくれます。
# - 更新の大きさは、SGD では役に立ちますが、Adam では病気を隠します。
# - 更新 ÷ 重み = 0.001 は目安です。健康な範囲は、何倍もの幅がある帯です。
# - 一つの図だけで診断しない。見比べて、設定を一つずつ変えて、確かめます。
#
# **次にすること**：[第8章の練習問題](../../exercises/ja/08_seeing_gradients.ipynb)で、測る道具を自分で書き、12 人の患者を治しましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第9章　よくある質問](09_questions.ipynb)です。
# %% [markdown] lang="en"
# Some patients look alike. In No. 4 and No. 8 nearly all gradients are exactly 0. Compare the panels at the bottom right: in No. 8 some layers have **no line at all**. Their weights are all 0, and nothing can be divided by them.
#
# ## What you can say now
#
# - The gradients tell whether training progresses, whether they vanish or explode, and which layer is to blame.
# - The histogram is good at exploding and poor at vanishing, because it is not settled where "near 0" begins.
# - The norm per layer is the most reliable, and points at the layer.
# - The size of the updates serves well with SGD; with Adam it hides the illness.
# - Update ÷ weights = 0.001 is a rule of thumb. The healthy range is a band several times as wide.
# - Never diagnose by one panel. Compare, change one setting at a time, and see.
#
# **Next**: in the [exercises for chapter 8](../../exercises/en/08_seeing_gradients.ipynb) you write the instruments yourself and cure the 12 patients. If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 9, Questions and answers](09_questions.ipynb).
