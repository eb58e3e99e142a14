# %% [markdown] lang="ja"
# # 第8章　勾配を目で見る
#
# この章の本道は 35 分ほどです。難しいのは 8.3 です。最後に、12 人の患者が待つ「診療所」があります。
# %% [markdown] lang="en"
# # Chapter 8: Seeing gradients
#
# The main road of this chapter takes about 35 minutes. The hard part is 8.3. At the end there is a clinic, where 12 patients are waiting.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("08")

# %% [markdown] lang="ja"
# ネットワークが学習している最中、中では何千もの勾配が働いています。ふだんは見えません。この章では、それを**見える形**にします。
#
# 医者は、体温や脈を測って**カルテ**に書きます。ネットワークにもカルテを作りましょう。まずは 1 枚だけ見ます。
#
# 患者は、手書き数字を学ぶ 6 層のネットワークです。図の読み方は、次のとおりです。
#
# - **線**は、1 本が 1 つの層です。「全結合層 1」が入力にいちばん近く、「全結合層 6」が出力にいちばん近い層です。
# - **高さ**は、その層の勾配全体の大きさ（**ノルム**）です。
# - **縦の目盛り**は、1 つ上がるごとに 100 倍になります（対数目盛り）。ちょうど 0 の勾配は、いちばん下の「0」のところに描いてあります。
#
# 予想を選んだら、「学習の様子」を A、B、C と切りかえてみましょう。3 つのうち 1 つは健康、1 つは**勾配消失**、1 つは**勾配爆発**です（第6章）。どれがどれでしょうか。
# %% [markdown] lang="en"
# While a network learns, thousands of gradients are at work inside it. Usually nobody sees them. This chapter makes them **visible**.
#
# A doctor takes temperature and pulse and writes them on a **chart**. Let us make a chart for a network, and begin with one panel of it.
#
# The patient is a network of 6 layers that learns handwritten digits. How to read the panel:
#
# - Each **line** is one layer. “Dense layer 1” is next to the input, “dense layer 6” next to the output.
# - Its **height** is how large that layer's gradient is as a whole (its **norm**).
# - Each mark on the **upright scale** is 100 times the one below (a logarithmic scale). A gradient of exactly 0 is drawn at the very bottom, marked “0”.
#
# Choose a prediction, then switch “Run” between A, B and C. Of the 3 runs, one is healthy, one has **vanishing** and one **exploding** gradients (chapter 6). Which is which?

# %%
from course_lib.controls.prediction import predict
from course_lib.controls.training_run import TrainingRunControl

predict("chapter08.predict_layers", TrainingRunControl(norms_only=True))

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter08.quiz_which")

# %% [markdown] lang="ja"
# - **A（健康）**：6 本の線が、だいたい同じ高さにあります。
# - **B（勾配消失）**：線が階段のように離れます。入力側の全結合層 1 は、出力側の全結合層 6 の 100 分の 1 にも届きません。
# - **C（勾配爆発）**：最初の数歩で跳ね上がり、そのあと全結合層 6 のほかは 0 に落ちます。跳ね上がった一歩で重みが壊れ、ReLU が死にました。それで、勾配が手前の層へ届かなくなったのです。
#
# ここまで分かれば、もうカルテが読めます。残りの 3 枚も並べましょう。一度に全部を読もうとせず、もう知っている左下から、1 枚ずつ見てください。
#
# - **左下**：いま見た、層ごとの**ノルム**。
# - **左上**：誤差。体温にあたります。具合が悪いことは分かりますが、原因までは分かりません。
# - **右上**：勾配の**分布**。棒が右にあるほど大きな勾配で、高いほど数が多いという意味です。上の段ほど入力に近い層です。
# - **右下**：**更新の大きさ**。重みが一歩で実際にどれだけ変わったかを、重みの大きさで割ったもの。重みの大きさが 2 で、一歩で 0.02 変わったなら、$0.02 \div 2 = 0.01$ です。
#
# 「歩数」も動かしてみましょう。B に切りかえると、右上と右下の図は、A とどう違うでしょうか。
# %% [markdown] lang="en"
# - **A (healthy)**: the 6 lines lie at about the same height.
# - **B (vanishing)**: they lie apart like stairs. Dense layer 1, next to the input, has less than 1/100 of what dense layer 6 has.
# - **C (exploding)**: they shoot up in the first steps, and then all but dense layer 6 drop to 0. The leap broke the weights, the ReLUs died, and no gradient gets past them to the layers before.
#
# If you see that, you can read a chart. Here is the rest of it, another 3 panels. No need to read all at once: begin at the bottom left, and take one at a time.
#
# - **Bottom left**: the **norm** layer by layer, which you know.
# - **Top left**: the error. It is the temperature: it shows that something is wrong, but not what.
# - **Top right**: the **histogram** of the gradients. The further right a bar, the larger the gradients; the taller, the more of them. The higher the row, the nearer the layer is to the input.
# - **Bottom right**: the **size of the updates**: how much the weights really change in one step, divided by the size of the weights. Weights of size 2 that change by 0.02 give $0.02 \div 2 = 0.01$.
#
# Move the step too. Switch to B: how do the two panels on the right differ from those of A?

# %% tags=["W8.1"]
from course_lib.controls.training_run import TrainingRunControl

training_run = TrainingRunControl()
training_run

# %% [markdown] lang="ja"
# 右上の「0 の近く」は、大きさが 0.000001（100 万分の 1）に届かない勾配の割合です。健康な学習 A でも、全結合層 1 では 30 % ほどあります。病気ではありません。
#
# 画像のすみには、その一歩で見た 64 枚の**どれでも白いままの画素**があります。そこにつながる重みは、動かしても答えが変わらないので、勾配が 0 になるのです。残りの 0 と、ほかの層の 0 は、そのとき 0 を出していた ReLU のところから来ます。
#
# ## 8.1　なぜ勾配を見るのか
#
# 誤差の曲線だけでも、学習が進んでいるかどうかは分かります。でも、進んでいないとき、**なぜ**なのかは分かりません。勾配を見ると、3 つの問いに答えられます。
#
# 1. **学習は進んでいるか。** 重みは実際に動いているでしょうか。
# 2. **勾配消失や勾配爆発は起きていないか。** 勾配が小さすぎたり、大きすぎたりしないでしょうか。
# 3. **問題があるのは、どの層か。** 全部の層でしょうか、入力側だけでしょうか。
#
# 測るのは**勾配モニター**です。学習の一歩ごとに呼ばれる部品です。小さなネットワークを学習させながら測ってみましょう。次の 2 つのセルのうち、読むのは短いほうだけです。
#
# - `GradientMonitor(network, every=10)`：モニターを作ります。10 歩に 1 回測ります。
# - `callbacks=[monitor]`：学習させるときに、そのモニターを渡します。
# %% [markdown] lang="en"
# “Near 0” at the top right is the share of gradients whose size does not reach 0.000001 (1/1,000,000). Even in run A, which is healthy, it is about 30 % in dense layer 1. That is no illness.
#
# In the corners there are **pixels that are blank in all 64 images** of that step. To move a weight that starts there changes no answer, and so its gradient is 0. The rest of the zeros, and those of the other layers, come from ReLUs that gave 0 at that step.
#
# ## 8.1 Why look at gradients?
#
# The curve of the error shows whether learning makes progress. If it does not, the curve does not say **why**. The gradients answer 3 questions:
#
# 1. **Is training progressing?** Do the weights really move?
# 2. **Is there vanishing or exploding?** Is anything too small, or too large?
# 3. **Which layer is to blame?** All of them, or only those next to the input?
#
# What measures them is the **gradient monitor**, a part that the training loop calls after each step. Let it measure a small network. Of the next two cells read the short one only.
#
# - `GradientMonitor(network, every=10)` makes the monitor. It measures 1 step in 10.
# - `callbacks=[monitor]` hands it to the training.

# %% tags=["folded"]
# ja: 手書き数字と、全結合層が 3 つの小さなネットワークを用意します。
# en: Gets the handwritten digits, and a small network of 3 dense layers.
import numpy as np

from course_lib import course_seed
from course_lib.data.digits import digits
from course_lib.monitor.gradient_monitor import GradientMonitor
from course_lib.networks.layers import Dense, ReLU, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.training import train
from course_lib.optimizers.rules import SGD

rng = np.random.default_rng(course_seed())
images, labels = digits()
x = images.reshape(len(images), -1)

network = Sequential(Dense(64, 32, rng), ReLU(), Dense(32, 32, rng), ReLU(), Dense(32, 10, rng))

# %%
monitor = GradientMonitor(network, every=10)
history = train(
    network, softmax_cross_entropy, x, labels, SGD(rate=0.2),
    epochs=5, batch_size=64, rng=rng, callbacks=[monitor]
)

# %% tags=["folded"]
# ja: 最後に測った一歩を、層ごとに 1 行ずつ書き出します。
# en: Writes out the last step that was measured, one line a layer.
from course_lib.plots.layer_names import layer_names
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

last = monitor.measurements[-1]
print(words("chapter08.measured", step=last.step, loss=spoken(last.loss)))
for name, called in layer_names(list(last.layers)).items():
    layer = last.layers[name]
    numbers = {key: spoken(getattr(layer, key)) for key in ("norm", "update", "ratio")}
    print(words("chapter08.measured_layer", layer=called, near=100 * layer.near_zero, **numbers))

# %% [markdown] lang="ja"
# 各行は 1 つの層です。重みとバイアスを 1 本の長い数の列にまとめて、次の 5 つを測っています。
#
# | 測るもの | 意味 | 問い |
# | --- | --- | --- |
# | 分布 | 大きさごとの個数（図に描きます） | 0 の近くに集まっていないか、とても大きなものはないか |
# | ノルム | 勾配を 1 本の矢印と見たときの長さ | この層はどれくらい強く「直せ」と言われているか |
# | 0 の近く | 0.000001 未満の割合 | 働いていない重みはどれくらいあるか |
# | 更新の大きさ | 一歩の前と後の重みの差の長さ | 重みは実際にどれだけ動いたか |
# | 更新 ÷ 重み | 更新の大きさを、重みの大きさで割ったもの | もとの大きさに比べて、どれだけ動いたか |
#
# **更新の大きさは「学習率 × 勾配」とは限りません。** Momentum や Adam を使うと、勾配と一歩は別のものになります。だから、一歩の前と後の重みを引き算して、本当に動いた分を測ります。
# %% [markdown] lang="en"
# Each line is a layer. Its weights and biases are taken together as one long row of numbers, of which 5 things are measured:
#
# | What | Meaning | Question |
# | --- | --- | --- |
# | histogram | how many of which size (drawn in the picture) | are they heaped near 0, are there very large ones? |
# | norm | the length of the gradient, seen as one arrow | how strongly is this layer told to change? |
# | near zero | share below 0.000001 | how many weights are idle? |
# | size of the update | length of the difference between the weights before and after the step | how far did the weights really move? |
# | update ÷ weights | size of the update divided by the size of the weights | how far, compared with what was there? |
#
# **The update need not be “learning rate × gradient”.** With momentum or Adam the gradient and the step are two different things. So the monitor subtracts the weights before the step from those after it, and measures what really moved.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：ノルムの式と、測るのにかかる時間
#
# 勾配の数を $g$、一歩の前と後の重みを $w_\text{前}$、$w_\text{後}$ とします。$\sum$（シグマ）は「全部足す」という記号です。
#
# - ノルム：$\sqrt{\sum g^2}$　（全部を 2 乗して足し、その平方根をとる。第6章の、クリッピングの「矢印の長さ」と同じです）
# - 更新の大きさ：$\sqrt{\sum (w_\text{後} - w_\text{前})^2}$
# - 更新 ÷ 重み：更新の大きさ ÷ $\sqrt{\sum w_\text{前}^2}$
#
# ノルムは、数が多い層ほど大きくなります（同じ大きさの数が 4 倍あれば 2 倍）。層の大きさがひどく違うときは、個数の平方根で割った「1 つあたりの大きさ」（2 乗平均平方根、RMS）で比べます。
#
# 測るのにも時間がかかります。`every=10` のとき、学習の時間の増え方は 15 % 以内です（測定は `benchmarks/results/monitor.md` にあります）。毎回測ると、それより遅くなります。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the formula of the norm, and what measuring costs
#
# Let $g$ be the gradients, and $w_\text{before}$, $w_\text{after}$ the weights before and after the step. The sign $\sum$ (sigma) means “add them all”.
#
# - norm: $\sqrt{\sum g^2}$ (square them all, add, take the root: the length of the arrow that chapter 6 clips)
# - size of the update: $\sqrt{\sum (w_\text{after} - w_\text{before})^2}$
# - update ÷ weights: size of the update ÷ $\sqrt{\sum w_\text{before}^2}$
#
# The more numbers a layer has, the larger its norm (4 times as many of the same size: twice the norm). Where layers differ much in size, compare what is left after dividing by the root of how many there are: the typical size of a single one (root mean square, RMS).
#
# Measuring takes time. With `every=10` it adds at most 15 % to the time of training (measured in `benchmarks/results/monitor.md`). Measuring every single step costs more than that.

# %% [markdown] lang="ja"
# ## 8.2　TensorBoard で見る
#
# 現場では、こうした記録を **TensorBoard** という道具で見ます。この教材のモニターも、本物の TensorBoard が読めるファイル（イベントファイル）を書けます。
# %% [markdown] lang="en"
# ## 8.2 In TensorBoard
#
# Practitioners look at such records with a tool called **TensorBoard**. Our monitor can write files (event files) that the real TensorBoard reads.

# %% tags=["folded"]
# ja: 記録をファイルに書き、TensorBoard を開くボタンを出すコードです。読まなくてもかまいません。
# en: Writes the records to files and shows the button that opens TensorBoard. You need not read it.
import tempfile

from course_lib.controls.tensorboard_view import TensorBoardView
from course_lib.monitor.event_file import tensorboard_is_here, write_event_file

# ja: 記録は一時的なフォルダーに書く
# en: the records go into a temporary folder
records = tempfile.mkdtemp()
if tensorboard_is_here():
    write_event_file(monitor.measurements, records)
TensorBoardView(records)

# %% [markdown] lang="ja"
# 「TensorBoard を開く」を押すと、ノートブックの中に本物の TensorBoard が開きます（数秒かかります）。このコンピューターの中だけで動き、「TensorBoard を閉じる」を押すか、Jupyter を終えると止まります。
#
# - 上の **Histograms** を選ぶと、`gradients` の下に層ごとの分布が並びます。手前ほど新しい記録です。
# - **Scalars** を選ぶと、`gradient_norm`（ノルム）、`update_size`（更新の大きさ）、`update_to_weight`（更新 ÷ 重み）、`near_zero`（0 の近くの割合）が層ごとに並びます。
#
# TensorBoard の中では、層は `1.Dense`、`3.Dense`、`5.Dense` と出ます。Dense は「全結合層」を指す英語で、数字は「ネットワークの何番目の部品か」です。2 番目と 4 番目は ReLU で、調整する数がないので出てきません。
#
# 開けない環境でも、次の図が同じ記録を示しています。
# %% [markdown] lang="en"
# “Open TensorBoard” opens the real TensorBoard inside this notebook (it takes some seconds). It runs on this computer alone, and stops when you press “Close TensorBoard” or shut Jupyter down.
#
# - Choose **Histograms** at the top: under `gradients` there is one for each layer. The nearer to the front, the newer.
# - Choose **Scalars**: `gradient_norm`, `update_size`, `update_to_weight` (update ÷ weights) and `near_zero` (share near 0), each with one curve for each layer.
#
# In TensorBoard the layers are called `1.Dense`, `3.Dense` and `5.Dense`: the number tells which part of the network it is. Parts 2 and 4 are ReLUs; they have no numbers to adjust, and so they are not there.
#
# Where it can't be opened, the next picture shows the same records.

# %%
from course_lib.plots.gradient_panels import GradientPanels

GradientPanels(monitor.measurements, history.losses)

# %% [markdown] lang="ja"
# 3 つの図には、昔から次のような読み方があります。
#
# - **分布**：0 の近くに集まっていたら、勾配消失**かもしれない**。極端に大きな値があれば、勾配爆発**かもしれない**。
# - **層ごとのノルム**：各層がどれくらいの速さで学んでいるか。
# - **更新の大きさ**：重みが実際にどれだけ変わったか。0 に近ければ、学習が止まっている。
#
# 「かもしれない」という言い方に気をつけてください。**この目安は、どれくらい当たるのでしょうか。** 測ってみましょう。
#
# ## 8.3　目安を試す
#
# ここがこの章でいちばん難しいところです。けれども、することは 1 つだけです。**カルテの図だけを見て病名を言い、あとで答え合わせをする。** それを 120 人の患者でくり返します。
#
# ### 3 つの決まり
#
# 「0 の近く」や「極端に大きな」では、見る人によって答えが変わります。そこで、目安をはっきりした決まりにします。
#
# | 見る図 | 「消失」と言うのは | 「爆発」と言うのは |
# | --- | --- | --- |
# | 分布 | 全結合層 1 の勾配の半分以上が、0.0001 より小さいとき | 10 より大きな勾配が 1 つでもあるとき |
# | ノルム | 全結合層 1 のノルムが、最後の層の 10 分の 1 より小さいとき | 10 より大きなノルムの層があるとき |
# | 更新の大きさ | 全結合層 1 の「更新 ÷ 重み」が、0.001 より小さいとき | 0.1 より大きい層があるとき |
#
# どちらでもなければ「健康」と言います。
#
# **例**：章のはじめに見た学習 B では、全結合層 1 のノルムは、最後の層の 100 分の 1 にも届きませんでした。10 分の 1 より小さいので、ノルムの決まりでは「消失」です。
#
# ### 答え合わせのしかた
#
# 小さなネットワークに、手書き数字を 120 回学習させます。1 回の学習が、患者 1 人です。健康な人もいれば、わざと始め方を悪くした人もいます。1 人ずつ、次のようにします。
#
# 1. 3 つの決まりに、**はじめの 20 歩だけ**を見せて、病名を言わせます。
# 2. その学習を **1,000 歩まで続けます**。
# 3. 学習に使っていない数字の 80 % 以上を読めるようになったら「学べた」、ならなかったら「学べない」。これが答えです。
#
# 始め方が悪くても、時間をかければ学べた人もいます。病気ではなく、遅かっただけです。
#
# 間違い方は、2 種類あります。火災報知器と同じです。
#
# - **空騒ぎ**：火事でないのに鳴る。学べるのに、病気と言うことです。
# - **見逃し**：火事なのに鳴らない。学べないのに、健康と言うことです。病名が違うときも、見逃しに数えます。
#
# **例**：ある患者に、ノルムの決まりが「消失」と言いました。ところが 1,000 歩まで続けると、数字の 85 % を読めました。答えは「学べた」なので、これは空騒ぎです。
#
# 意地悪な問題も混ぜました。120 人のうち 10 人は、**もう学び終えた**人です。直すところがないので、健康なのに勾配が小さいのです。
#
# **予想**：3 つの決まりのうち、どれがいちばん当たるでしょうか。
# %% [markdown] lang="en"
# There are time-honoured ways to read the 3 panels:
#
# - **Histogram**: heaped at 0, it is perhaps vanishing. Extremely large values: perhaps exploding.
# - **Norm per layer**: how fast each layer learns.
# - **Size of updates**: how much the weights really change. Near 0, learning has come to a halt.
#
# Note the word “perhaps”. **How often are these rules right?** Let us measure.
#
# ## 8.3 The rules of thumb put to the test
#
# This is the hardest part of the chapter. But just one thing is done in it: **name the illness from a panel of the chart, and see later whether that was right**. It is done with 120 patients.
#
# ### Three exact rules
#
# “Near 0” and “extremely large” mean one thing to you and another to me. So the rules are made exact.
#
# | Panel | “vanishing” is said | “exploding” is said |
# | --- | --- | --- |
# | histogram | when at least half of the gradients of dense layer 1 are smaller than 0.0001 | when a single gradient is larger than 10 |
# | norm | when the norm of dense layer 1 is below 1/10 of that of the last layer | when any layer's norm is larger than 10 |
# | size of the updates | when update ÷ weights of dense layer 1 is below 0.001 | when it is above 0.1 in any layer |
#
# If it is neither, the rule says “healthy”.
#
# **Example**: in run B, at the beginning of the chapter, the norm of dense layer 1 was less than 1/100 of that of the last layer. This is below 1/10, so the rule of the norms says “vanishing”.
#
# ### How the answers are checked
#
# A small network is to learn handwritten digits, 120 times: each time is one patient. Some are healthy, others start badly on purpose. With each of them we do this:
#
# 1. The 3 rules see **the first 20 steps only** and name the illness.
# 2. The run is **carried on to 1,000 steps**.
# 3. If it reads at least 80 % of digits that it has never seen, it “learns”; if not, it “never learns”. That is the answer.
#
# Some that started badly learn all the same, given time. They were not ill but slow.
#
# There are two ways to be wrong, as with a fire alarm.
#
# - **False alarm**: it rings, and there is no fire. The rule says ill, and the run learns.
# - **Missed**: there is a fire, and it does not ring. The run never learns, and the rule says healthy, or names another illness.
#
# **Example**: of one patient the rule of the norms says “vanishing”. Carried on to 1,000 steps, it reads 85 % of the digits. The answer is “learns”, so this was a false alarm.
#
# And there are trick questions: 10 of the 120 have **finished learning**. Nothing is left to correct, and so their gradients are small though all is well.
#
# **Predict**: which of the 3 rules will be right most often?

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：120 人は、どんな患者か
#
# - 半分ほどは SGD で、残りは Adam で学習させます。
# - 始め方には、健康なもの、勾配が消えるもの、爆発するものがあります。別に 10 人は、SGD で、始め方を**少しだけ**悪くします。
# - 乱数の**種**（たね）は、1 人ずつ違います。乱数の並びを決める番号のことです。
# - もう学び終えた 10 人では、はじめの 20 歩のかわりに、学び終えたところを見せます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: who the 120 patients are
#
# - About half of them are trained by SGD, the others by Adam.
# - Some start healthy, in some the gradient vanishes, in some it explodes. In another 10, trained by SGD, the start is only **a little** bad.
# - Each has another random **seed**: the number that decides what the random numbers are.
# - Of the 10 that have finished learning the rules see the end, in place of the first 20 steps.

# %% [markdown] lang="ja"
# ### 3 つの決まりの成績
#
# 表を見る前に、もう 1 つ予想しておきましょう。患者の半分ほどは SGD で、残りは Adam で学習させました。Adam のとき、「更新の大きさ」の図はどう見えるでしょうか。
# %% [markdown] lang="en"
# ### How the three rules did
#
# One more prediction before you see the table. About half of the patients were trained by SGD, the others by Adam. With Adam, what will the panel of updates look like?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter08.quiz_adam")

# %% tags=["folded"]
# ja: 120 回学習させ、決まりごとに、間違えた回数を数えて表にします（30 秒ほど）。
# en: Trains 120 times and counts for each rule how often it errs (about 30 seconds).
from functools import partial

from course_lib.experiments.run_groups import GROUPS, look_at
from course_lib.monitor.gradient_signs import RULES, by_histogram, by_norms, by_updates
from course_lib.plots.rule_errors import rule_errors

seeds = [1000 * course_seed() + n for n in range(24)]
looks = [look_at(name, s) for name, group in GROUPS.items() for s in seeds[: group.runs]]


def wrong(rule, chosen):
    return sum(rule(look.measurements) != look.truth for look in chosen)


def with_fate(*fates):
    return [look for look in looks if look.fate in fates]


learn = ["healthy", "finished", "late_sgd", "late_adam"]
ill = ["vanishing_sgd", "vanishing_adam", "exploding_sgd", "exploding_adam"]
runs = {fate: len(with_fate(fate)) for fate in learn + ill if with_fate(fate)}
mistakes = {name: {fate: wrong(rule, with_fate(fate)) for fate in runs} for name, rule in RULES.items()}
rule_errors(mistakes, runs, learn)

# %% [markdown] lang="ja"
# **表の読み方**：1 列が 1 つの決まり、1 段が 1 種類の患者です。ます目の 2 つの数は、「間違えた回数 / 調べた回数」です。灰色の 0 は、間違いなし。色の濃いところほど、間違いの割合が高いところです。
#
# - 上の 4 段では「健康」が正解です。間違いは**空騒ぎ**です。
# - 下の 4 段では病名が正解です。間違いは**見逃し**です。
#
# 練習に、「もう学び終えた」の段の左端を見てください。学び終えた 10 回のうち何回で、分布の決まりは、健康なのに病気と言ったでしょうか。
#
# いちばん下の段が合計です。間違いのいちばん少ない列は、予想した決まりでしたか。
#
# では、色のついたところを、左の列から 1 列ずつ見ていきます。列ごとに枠が 1 つあり、枠の中の数は、この表を数え直したものです。枠は長いので、**「→」で始まる太字の結論と、枠のあとの文章だけ**を読んで進んでもかまいません。
#
# **分布**から。上の決まりでは「0 の近く」の境目を 0.0001 にしました（カルテの図では 0.000001 でした）。枠では、その境目を変えて、数え直してもみます。
# %% [markdown] lang="en"
# **How to read the table**: each column is one rule, each row one kind of patient. The 2 numbers are “times wrong / runs judged”. A grey 0 means never wrong; the stronger the colour, the more often.
#
# - In the upper 4 rows “healthy” is right. An error is a **false alarm**.
# - In the lower 4 rows the illness is right. An error is an illness **missed**.
#
# For practice, look at the row “has finished learning”, on the left. In how many of 10 such runs did the rule of the histogram say ill, though all was well?
#
# The lowest row adds them all up. Is the column with the fewest errors the rule that you expected?
#
# Now to the coloured places, column by column, from the left. Each column has its box, whose numbers are this table, counted up. The boxes are long: you may read **the verdict in bold, after “→”, and the text below the box**, and go on.
#
# First, **the histogram**. The rule above puts the border of “near 0” at 0.0001 (in the chart it was 0.000001). The box also moves that border, and counts again.

# %% tags=["C8.1"]
from course_lib import claim

early = [look for look in looks if look.group != "finished"]
finished = with_fate("finished")
vanishing = with_fate("vanishing_sgd", "vanishing_adam")
exploding = with_fate("exploding_sgd", "exploding_adam")
wide, tight = partial(by_histogram, near=1e-3), partial(by_histogram, near=1e-6)

errors = wrong(by_histogram, early)
missed, missed_wide, missed_tight = (wrong(rule, vanishing) for rule in (by_histogram, wide, tight))
alarms_narrow, alarms = (wrong(rule, finished) for rule in (by_histogram, wide))

claim(
    "C8.1", "caveat",
    [
        errors / len(early) < 0.3 and wrong(by_histogram, exploding) == 0,
        missed_wide <= missed and missed_wide <= 0.1 * len(vanishing),
        alarms >= 0.7 * len(finished) and alarms_narrow >= 1,
        missed_tight >= 0.3 * len(vanishing),
    ],
    wrong=errors, runs=len(early), rate=100 * errors / len(early), missed_explosions=wrong(by_histogram, exploding),
    vanishing=len(vanishing), missed=missed, missed_wide=missed_wide, missed_tight=missed_tight,
    finished=len(finished), alarms=alarms, alarms_narrow=alarms_narrow,
)

# %% [markdown] lang="ja"
# 爆発は、分布からすぐに分かります。難しいのは消失のほうです。「0 の近く」とはどこからなのか、**決まった境目がない**からです。火災報知器でいえば、感度の決め方です。感度を上げる（境目を大きくする）と、学び終えた健康な学習にまで鳴ります。下げると、本当の消失を見逃します。
#
# 次は、**層ごとのノルム**です。消失については、ノルムの大きさそのものではなく、**層どうしを比べる**ことができます。
# %% [markdown] lang="en"
# Exploding is easily seen in the histogram. Vanishing is harder, because **there is no fixed border** where “near 0” begins. It is like setting the fire alarm: too sensitive (a large border), and it rings for healthy runs that have finished; too dull, and real illness is missed.
#
# Next, **the norm per layer**. For vanishing one need not look at how large a norm is: one can **compare the layers with each other**.

# %% tags=["C8.2"]
never = vanishing + exploding
well = with_fate("healthy", "finished")
late = with_fate("late_sgd", "late_adam")
by_weights, by_biases = (partial(by_norms, part=part) for part in ("weights", "biases"))
small_start = [look for look in with_fate("vanishing_sgd") if look.settings.gain < 1]


def smallest_is_near_the_input(look, part):
    sizes = np.array([[getattr(layer, part) for layer in m.layers.values()] for m in look.measurements])
    return np.median(sizes, axis=0).argmin() < sizes.shape[1] / 2


near_by_weights, near_by_biases = (
    sum(smallest_is_near_the_input(look, part) for look in vanishing) for part in ("weights", "biases")
)
claim(
    "C8.2", "caveat",
    [
        wrong(by_norms, never) <= 0.05 * len(never),
        wrong(by_norms, well) <= 0.05 * len(well),
        near_by_biases >= 0.9 * len(vanishing),
        wrong(by_norms, late) >= 0.5 * len(late) >= 2,
        wrong(by_weights, small_start) >= 0.25 * len(small_start) > 0 and wrong(by_biases, small_start) <= 1,
    ],
    never=len(never), missed=wrong(by_norms, never), well=len(well), alarms=wrong(by_norms, well),
    late=len(late), late_alarms=wrong(by_norms, late), vanishing=len(vanishing), near=near_by_biases,
    near_by_weights=near_by_weights, small=len(small_start), small_missed=wrong(by_weights, small_start),
    small_by_biases=wrong(by_biases, small_start),
)

# %% [markdown] lang="ja"
# ノルムは、病気をほとんど見逃しません。しかも、バイアスの勾配で比べれば、**どのあたりの層か**まで分かります（バイアスで比べるわけは、8.3 の終わりの「もっと知りたい人へ」にあります）。
#
# けれども、空騒ぎをします。ノルムに出るのは「この層に勾配が届いていない」ことであって、「この学習は失敗する」ことではないからです。始め方が悪くても、浅いネットワークは、とくに Adam を使えば、時間をかけて学べました。
#
# 最後は、**更新の大きさ**です。
# %% [markdown] lang="en"
# The norms miss hardly any illness. And, where the biases' gradients are compared, they even tell **whereabouts** the trouble is (why the biases': see “If you want to know more” at the end of 8.3).
#
# But they give false alarms: what they show is that no gradient reaches a layer, and not that the run will fail. Where a network that started badly is not too deep, it learns all the same, given time, above all with Adam.
#
# Last, **the size of the updates**.

# %% tags=["C8.3"]
sgd, adam = (with_fate(f"vanishing_{name}", f"exploding_{name}") for name in ("sgd", "adam"))
late_sgd, late_adam = with_fate("late_sgd"), with_fate("late_adam")
sgd_wrong, adam_wrong = wrong(by_updates, sgd), wrong(by_updates, adam)
late_right = len(late_adam) - wrong(by_updates, late_adam)

claim(
    "C8.3", "caveat",
    [
        sgd_wrong <= 0.15 * len(sgd),
        wrong(by_updates, well) <= 0.1 * len(well),
        wrong(by_updates, late_sgd) >= 0.5 * len(late_sgd) >= 4,
        adam_wrong >= 0.8 * len(adam),
        late_right >= 0.8 * len(late_adam) >= 2,
    ],
    sgd=len(sgd), sgd_wrong=sgd_wrong, sgd_rate=100 * sgd_wrong / len(sgd), adam=len(adam), adam_wrong=adam_wrong,
    adam_rate=100 * adam_wrong / len(adam), well=len(well), alarms=wrong(by_updates, well),
    late_sgd=len(late_sgd), late_alarms=wrong(by_updates, late_sgd), late=len(late_adam), late_right=late_right,
)

# %% [markdown] lang="ja"
# 更新の大きさで分かるのは、「重みが動いているか」です。SGD なら、学べない学習はよく当たります。ただし、ゆっくり学んでいるだけの学習も「止まっている」と言ってしまいます。
#
# Adam では、消えかけた勾配も、爆発しそうな勾配も、ふつうの長さの一歩に直されます。更新の大きさだけを見ていると、どの学習も健康に見えます。学べたものについては当たりですが、それは「いつも健康と言う」からです。
#
# ですから、**1 つの図だけで診断してはいけません。** 体温だけで病名を決める医者がいないのと同じです。ノルムがおかしいのに更新がふつうなら、しばらく様子を見て、**誤差**が下がるかどうかで決めます。
#
# いちばん難しいところは、これで終わりです。おつかれさまでした。
# %% [markdown] lang="en"
# The size of the updates tells whether the weights move. With SGD it is right about nearly all runs that never learn; but it also says of runs which are merely slow that they have come to a halt.
#
# With Adam, gradients that are vanishing and gradients that are about to explode both become steps of normal length. Judged by their updates alone, all these runs look healthy. For those that learn, this is right, but only because it is what the updates always say.
#
# So **never diagnose by one panel**, just as no doctor names an illness by the temperature alone. Where the norms look ill and the updates normal, wait a while, and let the **error** decide.
#
# That was the hardest part. Well done.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：重みの勾配だけでは分からない
#
# モニターのノルムは、重みとバイアスの勾配をまとめて測っています。この 2 つを分けて測ると、おもしろいことが分かります。
#
# バイアスの勾配は、「この層の出力を少し変えたら誤差がどう変わるか」を足し合わせたものです。つまり、**その層まで届いた勾配**そのものです。重みの勾配は、それに**層に入ってきた値**を掛けたものです（第5章）。
#
# はじめの重みが小さすぎる ReLU では、行きの値も、帰りの勾配も、層ごとに小さくなります。入力側の層では、入ってくる値は大きく、届く勾配は小さい。出力側では、その逆です。掛け合わせると、**重みの勾配は、最後の層を除いて、同じくらいの大きさ**になってしまいます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the weights' gradients alone don't tell
#
# The monitor's norm takes the gradients of weights and biases together. Measured apart, the two tell something interesting.
#
# The gradient of a bias adds up how the error changes with this layer's output: it is **the gradient that has come as far as this layer**. The gradient of a weight is that, times **what comes into the layer** (chapter 5).
#
# Where ReLUs start from weights that are too small, the values shrink from layer to layer on the way forward, and the gradients on the way back. Near the input what comes in is large and the gradient that arrives is small; near the output it is the other way round. Multiplied, **the weights' gradients are of much the same size in all layers but the last**.

# %% tags=["folded"]
# ja: はじめの重みが小さすぎる ReLU のうち、いちばん深いものについて、勾配の 1 つあたりの大きさを書き出します。
# en: Writes out the size of each gradient in the deepest of the ReLU networks that start too small.
deepest = max(small_start, key=lambda look: look.settings.hidden_layers)
measured = deepest.measurements[-1].layers
print(words("chapter08.apart"))
for name, called in layer_names(list(measured)).items():
    sizes = {part: spoken(1e6 * getattr(measured[name], part)) for part in ("weights", "biases")}
    print(words("chapter08.apart_layer", layer=called, **sizes))

# %% [markdown] lang="ja"
# ## 8.4　0.001 という目安
#
# 更新の大きさについては、もう一つ有名な目安があります。「**更新 ÷ 重みは 0.001 くらいがよい**」というものです。体重 60 kg の人なら、一歩で 60 g だけ変わる勘定です。スタンフォード大学の講義 CS231n のノート（Karpathy ら）が、おおまかな目安として挙げて広まりました。
#
# 学習率を 10 通りに変えながら、3 通りのネットワークを学習させました。図の 1 つの点が、1 回の学習です。横軸は更新 ÷ 重み（1 目盛りで 10 倍になる対数目盛り）、縦軸は 200 歩で読めるようになった数字の割合です。点は、学習率の小さい順に線でつないであります。
#
# **予想**：よく学べる範囲は、0.001 のまわりの狭い範囲でしょうか、それとも広い範囲でしょうか。
# %% [markdown] lang="en"
# ## 8.4 The rule of 0.001
#
# On the size of the updates there is another well-known rule: **update ÷ weights should be about 0.001**. Somebody of 60 kg would change by 60 g in a step. It spread from the notes of Stanford's course CS231n (Karpathy and others), which give it as a rough heuristic.
#
# We trained 3 networks with 10 learning rates each. Each dot is one run. From left to right: update ÷ weights (each mark is 10 times the last); upward: the share of digits that the network can read after 200 steps. Lines join the runs in the order of their learning rates.
#
# **Predict**: will the range where learning goes well be a narrow one around 0.001, or a wide one?

# %% tags=["folded"]
# ja: 3 通りのネットワークを、学習率 10 通りずつで学習させて、図にします。
# en: Trains 3 networks with 10 learning rates each, and draws what came of it.
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
# ja: 折り返す前の学習、つまり、いちばんよく学べた学習率までのもの。壊れた学習も、たまたま 0.001 に近いことがある
# en: the runs before their line turns round, up to the best rate: a broken run, too, may happen to lie near 0.001
climbing = np.concatenate([np.arange(len(score)) <= score.argmax() for _, score in outcomes.values()])
tenth = np.where(climbing, np.abs(np.log10(np.maximum(ratios, 1e-12)) + 3), np.inf).argmin()
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
    good=int(good.sum()), low=spoken(band[0]), high=spoken(band[1]), width=band[1] / band[0],
    near=100 * accuracies[tenth], best=100 * accuracies.max(), longer=100 * longer, fooled=fooled,
)

# %% [markdown] lang="ja"
# 線を左下からたどってみてください。学習率を上げるにつれて右上へ上がり、あるところで**折り返して、下へ落ちます**。学習が壊れたのです。
#
# 健康な範囲は、一点ではなく、**幅のある帯**でした。0.001 はその左の端の少し外です。上っている途中の線がそこを通るときは、「遅いが、病気ではない」ところです。帯の位置は、ネットワークや、かけられる歩数によって変わります。
#
# そして、帯の中にいても安心はできません。重みが壊れて大きくなってしまった学習も、たまたま帯の中や 0.001 のすぐそばに来ることがあります。
#
# ## 8.5　たとえの限界
#
# 診察のたとえは役に立ちますが、本物の医者とは違うところもあります。
#
# - **同じ病気を、何度でも治療し直せます。** この教材では、同じ乱数の種からやり直せば、まったく同じ学習をくり返せます（もっと大きなコンピューターでは、少しずれることもあります）。人間の患者では、できないことです。
# - **測ることは、学習に影響しません。** モニターは勾配を見るだけで、変えません。かかるのは時間だけです。
# - **正常値の表はありません。** 人の体温には正常な範囲がありますが、勾配の大きさは、ネットワークやデータによって何桁も違います。誤差の式に 100 を掛ければ、勾配も 100 倍です。だから、**層どうしを比べる**、**健康だったときと比べる**のが基本です。
# %% [markdown] lang="en"
# Follow a line from the bottom left. As the learning rate grows it climbs to the right, and then **turns round and falls**: there the run breaks.
#
# The healthy range is not a point but a **wide band**. Here 0.001 lies a little beyond its left end. Where a line passes it on the way up, the run is slow, but not ill. Where the band lies depends on the network, and on how many steps one can afford.
#
# Nor is a run safe because it lies within the band. One whose weights have broken, and grown large, may by chance lie there, or close to 0.001.
#
# ## 8.5 Where the analogy breaks
#
# The doctor is a helpful picture. Here is where it differs:
#
# - **The same illness can be treated again and again.** Start from the same random seed, and in this course the run repeats itself exactly (on larger computers it may come out slightly different). No human patient does.
# - **Measuring does not disturb learning.** The monitor looks at the gradients and changes nothing. All it takes is time.
# - **There is no table of normal values.** For the temperature of the body there is one. The size of gradients differs by orders of magnitude between networks and data; multiply the error by 100, and the gradients are 100 times as large. So **compare the layers with each other**, and **compare with a time when all was well**.

# %% [markdown] lang="ja"
# ## 8.6　勾配の診療所
#
# さあ、あなたが医者です。12 人の患者が待っています。どれも、手書き数字を学ぶ小さなネットワークです。**設定が 1 つだけ**おかしくなっていて、200 歩のあいだに学べません（健康なら 90 % ほど読めるようになります）。病名は書いてありません。見えるのはカルテの図だけです。
#
# 1. 患者を選び、図を読みます。歩数を 0 に戻して、**はじめの様子**も見ましょう。
# 2. 病名を選びます。
# 3. **設定を 1 つだけ**変えて、「治療して、もう一度学習する」を押します。ネットワークが本当に学び直します。学習に使っていない数字の 80 % 以上を読めたら、回復です。
#
# **診察の例**：章のはじめの学習 B が患者だったら、こう考えます。ノルムの線が階段のように離れ、入力側ほど小さい。だから、勾配消失を疑います。第6章の表で消失の治し方を見ると、活性化関数、はじめの重み、正規化などがあるので、この中から 1 つずつ試します。
#
# ほかの手がかりも、表にしておきます。緑の帯は、8.4 で見た健康な範囲です。
#
# | 見るところ | 考えること |
# | --- | --- |
# | 誤差が動かない | 重みが動いていないのか（更新の図）、勾配がないのか（ノルムの図） |
# | 誤差が上がっていく | 一歩の向きか、長さか、積もり方がおかしい |
# | 全部の層が同じように小さい | 層のせいではなく、全体に掛かるもの（学習率、クリッピング）のせい |
# | 1 つの層だけが違う | その層に入ってくるもののせい |
# | 勾配がちょうど 0 | 道がどこかで断たれている。どの層から先か |
# | ノルムはふつうなのに更新がおかしい | 勾配を一歩に変えるところ（最適化手法）のせい |
#
# 1 人目で迷っても、気にしないでください。治療を押してみるのも、りっぱな診察です。
# %% [markdown] lang="en"
# ## 8.6 The gradient clinic
#
# Now you are the doctor. 12 patients are waiting. Each is a small network that is to learn handwritten digits. **Only one** of its settings is wrong, and within 200 steps it fails to learn (when healthy it reads about 90 %). No illness is written down; you see the panels of the chart and nothing else.
#
# 1. Choose a patient and read the panels. Go back to step 0 as well, to see **how it began**.
# 2. Choose the illness.
# 3. Change **one setting only**, and press “Treat and train again”. The network really trains anew. If it reads at least 80 % of digits that it has never seen, it has recovered.
#
# **For example**, if run B from the beginning of the chapter were a patient: its norms lie apart like stairs, smaller towards the input. That looks like vanishing. The table of chapter 6 has cures for it, such as the activation, the initial weights and normalization; try one at a time.
#
# Here are more clues. The green band is the healthy range of section 8.4.
#
# | What you see | What to think of |
# | --- | --- |
# | the error does not move | do the weights not move (updates), or is there no gradient (norms)? |
# | the error rises | something is wrong with the direction of the steps, their length, or how they pile up |
# | all layers are small alike | not a layer but something that applies to all of them: learning rate, clipping |
# | one layer is unlike the others | what comes into that layer |
# | gradients of exactly 0 | the road is cut somewhere: from which layer on? |
# | norms are normal, updates are not | what turns the gradient into a step: the optimizer |
#
# Don't worry if the first patient leaves you at a loss. To try a treatment and see is good medicine too.

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
# - 層ごとのノルムは病気をほとんど見逃さず、悪い層を見つける手がかりにもなります。ただし、時間をかければ学べる学習まで病気と言います。
# - 更新の大きさは、SGD では病気をよく見つけますが、遅いだけの学習にも空騒ぎをします。Adam では病気を隠します。
# - 更新 ÷ 重み = 0.001 は目安です。健康な範囲は、何倍もの幅がある帯です。
# - 1 つの図だけでは診断しません。図どうしを見比べ、誤差も見て、設定を一つずつ変えて確かめます。
#
# ## 次にすること
#
# [第8章の練習問題](../../exercises/ja/08_seeing_gradients.ipynb)で、測る道具を自分で書き、12 人の患者を治しましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第9章　よくある質問](09_questions.ipynb)です。ここまで学んだ人がよく持つ 5 つの疑問に、実験で答えます。
# %% [markdown] lang="en"
# Some patients look alike. In No. 4 and No. 8 nearly all gradients are exactly 0. Compare the panels at the bottom right: in No. 8 some layers have **no line at all**. Their weights are all 0, and nothing can be divided by them.
#
# ## What you can say now
#
# - The gradients tell whether training progresses, whether they vanish or explode, and which layer is to blame.
# - The histogram is good at exploding and poor at vanishing, because it is not settled where “near 0” begins.
# - The norm per layer misses hardly any illness, and helps to find the layer; but it also calls runs ill that learn, given time.
# - The size of the updates finds the illness well with SGD, with false alarms for runs that are merely slow; with Adam it hides the illness.
# - Update ÷ weights = 0.001 is a rule of thumb. The healthy range is a band, whose upper end is several times its lower end.
# - Never diagnose by one panel. Compare them, look at the error too, change one setting at a time, and see.
#
# ## What comes next
#
# In the [exercises for chapter 8](../../exercises/en/08_seeing_gradients.ipynb) you write the instruments yourself and cure the 12 patients. If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 9, Questions and answers](09_questions.ipynb): 5 questions that many ask by now, answered by experiments.
