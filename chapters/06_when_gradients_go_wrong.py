# %% [markdown] lang="ja"
# # 第6章　勾配がおかしくなるとき
#
# この章の本道は、練習問題を除いて 40 分ほどです。第7章と並んで、この教材でいちばん険しい坂です。けれども、言いたいことは 2 つだけです。
#
# - 勾配は、途中で**消える**ことがあります（6.1）。治し方は 3 つです（治し方 1〜3）。
# - 勾配は、**ふくらみすぎる**こともあります（6.2）。治し方は、こちらも 3 つです（治し方 4〜6）。
#
# いちばん難しいのは、6.1 の「残差接続」と「正規化」です。言葉の意味は、そこで説明します。越えたら、ひと休みしてください。「もっと知りたい人へ」は、閉じたまま進んでかまいません。
# %% [markdown] lang="en"
# # Chapter 6: When gradients go wrong
#
# The main road of this chapter takes about 40 minutes, exercises apart. With chapter 7 it is the steepest climb of the course, but it says only two things.
#
# - A gradient may **vanish** on its way (6.1). There are three cures (1 to 3).
# - It may **swell** too much (6.2). There are three cures again (4 to 6).
#
# Hardest are residual connections and normalization in 6.1 (both words are explained there). Rest once past them. Parts headed “If you want to know more” may stay closed.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("06")

# %% [markdown] lang="ja"
# ## 📣　30 人の伝言ゲーム
#
# 長い列で伝言ゲームをします。ただし、1 人ごとに声が前の人の 4 分の 1 になります。はじめの声を 1 とすると、次は 0.25、その次は 0.0625、さらに次は約 0.016 です。30 人先の人に、声は届くでしょうか。
#
# 第5章で見たように、誤差の知らせ（勾配）は、出力から入力へ、層から層へと戻っていきます。層が 30 もあれば、これは 30 人の伝言ゲームです。
#
# 下の図は、本物のネットワークに数字の画像を 32 枚通し、戻ってきた勾配の大きさを層ごとに測ったものです。どの層も、**シグモイド**という S 字の関数で計算の結果を曲げています（第5章の tanh の仲間です）。予想を選んでから、スライダーを動かしてみましょう。その場で計算し直します。
# %% [markdown] lang="en"
# ## 📣 A whispering game of 30
#
# A long row of people plays the whispering game, but each speaks at 1/4 the loudness of the one before: 1, then 0.25, 0.0625, about 0.016. Will anything be heard 30 people further on?
#
# As chapter 5 showed, the news of the error (the gradient) travels back from the output to the input, from layer to layer. With 30 layers that is a whispering game of 30 players.
#
# Below, 32 images of digits go through a real network, and we measure, layer by layer, how large the gradient is that comes back. Every layer bends its results with a function shaped like an S, the **sigmoid** (a relative of tanh in chapter 5). Choose a prediction, then move the slider: everything is computed anew.

# %%
from course_lib.controls.deep_signals import DeepSignalsControl
from course_lib.controls.prediction import predict

first_look = DeepSignalsControl(knobs=["depth"])
predict("chapter06.predict_depth", first_look)

# %% [markdown] lang="ja"
# **図の読み方**　横軸は層の番号で、1 が入力のすぐ隣です。青い丸が、その層に戻ってきた勾配の大きさです。縦軸は**対数目盛り**で、1 目盛り下がるごとに **10,000 分の 1** になります。**京**（けい）や**垓**（がい）のような大きな位の名前は、知らなくてもかまいません。目盛りを数えれば十分です。
#
# 深さを変えても、点はまっすぐな線に並びます。対数目盛りでまっすぐということは、1 層ごとに同じ**倍率**が掛かっているということです。図の下の文が、その倍率を教えてくれます。4 分の 1、つまり 0.25 に近いはずです。
#
# 深さが 33 くらいになると、左のほうの点が、図の底の灰色の帯に入ります。「小さすぎて、図に入りきらない」という印です。本当は、まっすぐな線がもっと下まで続いています。
#
# では、この倍率は、どこから来るのでしょうか。
# %% [markdown] lang="en"
# **How to read it.** From left to right are the layers; number 1 is next to the input. A blue dot is the size of the gradient that came back to that layer. The upright axis is **logarithmic**: each mark down is **1/10,000** of the one above. You need not know names like **quadrillion** and **quintillion**: counting the marks is enough.
#
# Whatever the depth, the dots lie on a straight line. Straight on such an axis means that every layer multiplies by the same **factor**. The sentence below the picture tells it: it should be near 1/4, that is, 0.25.
#
# From a depth of about 33 on, the dots on the left lie in the grey band, “too small for this picture”. In truth the straight line goes on down.
#
# Now where does this factor come from?

# %% [markdown] lang="ja"
# ## 6.1　勾配消失：声が届かない
#
# まず、掛け算の力を見ておきましょう。
# %% [markdown] lang="en"
# ## 6.1 Vanishing gradients: nothing is heard
#
# First, see what multiplying can do.

# %% tags=["folded"]
# ja: 同じ数を 5 回、30 回、50 回掛けて、表にします。
# en: Multiplies a number by itself 5, 30 and 50 times, and prints a table.
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

for factor in (0.25, 0.9, 1.0, 1.1, 2.0):
    powers = (words("chapter06.printed.power", times=times, result=spoken(factor**times)) for times in (5, 30, 50))
    print(f"{factor:4}", *powers, sep="    ")
to_the_sun = 1.5e14  # mm
print(words("chapter06.printed.sun", left=spoken(0.25**30 * to_the_sun)))

# %% [markdown] lang="ja"
# 0.25 を 30 回掛けると、小数点の下に 0 が 18 個も並びます。最後の行が、その小ささです。太陽までの道のりが、髪の毛の太さの 100 分の 1 より短くなります。0.9 でさえ、50 回掛ければ約 200 分の 1 です。1 より少し小さいだけで消えていき、少し大きいだけでふくらみます。
#
# 勾配が 0 に近づいて学習が進まなくなることを、**勾配消失**といいます。原因は 2 つです。
#
# ### 原因 1：活性化関数の性質
#
# **活性化関数**は、層の計算の結果を曲げる関数です（第5章）。連鎖律により、勾配は層を 1 つ戻るごとに、その場所での**活性化関数の傾き**を掛けられます。代表的な 3 つの傾きを見てみましょう。
# %% [markdown] lang="en"
# 0.25 multiplied by itself 30 times has 18 zeros after the point. See the last line: the way to the sun shrinks to less than 1/100 of a hair. Even 0.9 shrinks to about 1/200 in 50 layers. A little below 1, and it dies away; a little above 1, and it swells.
#
# When the gradient nears 0 and training stalls, one speaks of a **vanishing gradient**. It has two causes.
#
# ### Cause 1: the nature of the activation function
#
# An **activation function** bends what a layer has computed (chapter 5). By the chain rule, each layer on the way back multiplies the gradient by the **slope of its activation function** at that place. Here are the slopes of the three best known.

# %%
from course_lib.plots.activation_slopes import activation_slopes

activation_slopes()

# %% [markdown] lang="ja"
# - **シグモイド**の傾きは、いちばん急な真ん中でも 0.25 しかありません。伝言ゲームの「4 分の 1」は、ここから来ています。
# - **tanh**（ハイパボリック・タンジェント）の傾きは真ん中で 1 ですが、両端では 0 に近づきます。出力が端に張りつくことを、**飽和**といいます。
# - **ReLU**（レル）の傾きは、入力がプラスなら 1、そうでなければ 0 です。
#
# ### 原因 2：層を重ねるごとに小さくなる
#
# 傾きのほかに、**重み**も掛けられます。傾きが 0.25 でも、重みの分が 4 倍なら、$0.25 \times 4 = 1$ で、小さくなりません。重みの分が 0.5 倍なら、$0.25 \times 0.5 = 0.125$ で、もっと速く消えます。学習を始めるときの「最初の重み」は乱数で決めるので、その大きさは選べます。
#
# 次の図では、つまみを 2 つ増やしました。「最初の重み」の **Xavier**（ザビエル）と **He**（ヒー）は、ちょうどよい大きさを決める 2 つの方法の名前です（中身は 6.2 で説明します）。
#
# はじめは、50 層の tanh を、わざと小さい重みで始めています。点の半分より多くが、灰色の帯の中です。**予想**：点の並びを水平にできるのは、次のどれでしょうか。1 つずつ試してみましょう。
#
# 1. tanh のまま、最初の重みを Xavier にします。
# 2. ReLU にして、最初の重みを He にします。
# 3. シグモイドにして、最初の重みをいろいろに変えます。
# %% [markdown] lang="en"
# - The slope of **sigmoid** is 0.25 even in the middle, its steepest place: the 1/4 of the whispering game.
# - The slope of **tanh** (hyperbolic tangent) is 1 in the middle, but nears 0 at both ends. An output that sticks to an end is called **saturated**.
# - The slope of **ReLU** is 1 where its input is positive, else 0.
#
# ### Cause 2: it shrinks at every layer
#
# Besides the slope, the **weights** multiply the gradient. Even with a slope of 0.25, it does not shrink where the weights multiply it by 4 ($0.25 \times 4 = 1$). Where they multiply it by 0.5, it dies away faster ($0.25 \times 0.5 = 0.125$). The weights that training starts with are random numbers, and we may choose their size.
#
# The next picture has two more knobs. **Xavier** and **He** under “Initial weights” are the names of two ways to choose a size that is just right (section 6.2 says how).
#
# It starts with 50 layers of tanh whose weights are too small on purpose: more than half of the dots are in the grey band. **Predict** which of these make the row of dots level, then try them.
#
# 1. Stay with tanh, and choose Xavier.
# 2. Choose ReLU and He.
# 3. Choose sigmoid, and try all initial weights.

# %%
knobs = ["depth", "activation", "initializer"]
second_look = DeepSignalsControl(50, "tanh", "small", knobs=knobs)
second_look

# %% [markdown] lang="ja"
# 1 と 2 では、ほぼ水平になります。3 のシグモイドでは、傾いたままです。ここにある重みは、どれもまだ小さすぎるのです。
#
# つまり、「層を重ねるごとに小さくなる」のは、いつも本当なわけではありません。活性化関数と最初の重みの組で決まります。深さ 50 で、3 つの組を並べてみましょう。
# %% [markdown] lang="en"
# 1 and 2 are nearly level. Sigmoid stays tilted: none of the weights offered is large enough.
#
# So “it shrinks at every layer” is not always true. It depends on the pair of activation and initial weights. Here are three pairs at a depth of 50.

# %% tags=["folded"]
# ja: 50 層のネットワーク 3 つで、戻ってきた勾配の大きさを層ごとに図にします。
# en: Draws how large the gradient is that comes back, layer by layer, in three networks of 50 layers.
import numpy as np

from course_lib import claim, course_seed
from course_lib.experiments.deep_learners import GUESSING, DeepLearners
from course_lib.networks.initializers import he, normal, xavier
from course_lib.networks.layers import ReLU, Sigmoid, Tanh
from course_lib.plots.by_layer import by_layer

learners = DeepLearners(course_seed())
look, share_back, best_of = learners.look, learners.share_back, learners.best_of
build, learn, accuracy = learners.build, learners.learn, learners.accuracy

pairs = {"sigmoid_xavier": (Sigmoid, xavier), "tanh_xavier": (Tanh, xavier), "relu_he": (ReLU, he)}
by_layer({name: look(50, *pair).gradient_norms for name, pair in pairs.items()}, "three", "gradient")

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：3 つの組を、数で比べる
#
# 深さを 5 から 50 まで変えて測ります。この章の枠で「第 1 層に戻った」という数は、乱数を変えた 5 つのネットワークをならしたものです。図は 1 つのネットワークなので、図の数とはいくらか違います。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the three pairs in numbers
#
# We vary the depth from 5 to 50. In the boxes of this chapter, what “came to layer 1” averages 5 networks with other random numbers; a picture shows one, so its numbers differ somewhat.

# %% tags=["C6.1"]
shrinks = np.diff(look(50, Sigmoid, xavier).gradient_norms) > 0
depths = (5, 10, 20, 30, 50)
sigmoid = {f"sigmoid{depth}": share_back(depth, Sigmoid, xavier) for depth in depths}
tanh = {f"tanh{depth}": share_back(depth, Tanh, xavier) for depth in depths}
relu = {f"relu{depth}": share_back(depth, ReLU, he) for depth in depths}

claim(
    "C6.1", "caveat",
    [
        shrinks.all() and all(0.2 ** (depth - 1) < left < 0.3 ** (depth - 1) for depth, left in zip(depths, sigmoid.values(), strict=True)),
        (np.diff(list(tanh.values())) < 0).all() and 0.05 < tanh["tanh50"] < 0.5,
        all(0.2 < left < 5 for left in relu.values()),
    ],
    factor=sigmoid["sigmoid50"] ** (1 / 49),
    **{name: spoken(left) for name, left in (sigmoid | tanh | relu).items()},
)

# %% [markdown] lang="ja"
# ### 「深い層が学習しなくなる」は本当か
#
# 勾配消失は、よく「深い層が学習しなくなる」と説明されます。どの層のことでしょうか。
# %% [markdown] lang="en"
# ### Is it true that “deep layers stop learning”?
#
# This is how vanishing gradients are often explained. Which layers are meant?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter06.quiz_starving")

# %% [markdown] lang="ja"
# 8 層のシグモイドのネットワークに、実際に手書き数字を学ばせます。どの層にも、ニューロンが 64 個あります。
#
# - **学ばせる長さ**：6 エポックです。全部のデータを 1 回ずつ見ることを、**1 エポック**といいます。
# - **測るもの**：学習の前とあとで、各層の重みがどれだけ変わったか（重みの変化の大きさ ÷ 重みの大きさ）です。0.01 なら、1 だった重みが 1.01 になったくらいです。
# - **比べるもの**：同じネットワークに、**残差接続**という近道をつけたものです。近道の中身は治し方 2 で説明するので、いまは「近道つき」とだけ思ってください。
#
# 図では左の端、**第 1 層の点の高さ**を見比べてください。
# %% [markdown] lang="en"
# A network of 8 sigmoid layers now really learns handwritten digits. Each layer has 64 neurons.
#
# - **How long**: 6 epochs. **1 epoch** is once through all of the data.
# - **What is measured**: how much the weights of each layer change (size of the change / size of the weights). 0.01 is like a weight of 1 that becomes 1.01.
# - **Beside it**: the same network with short cuts called **residual connections** (explained in cure 2).
#
# In the picture, compare the dots of **layer 1**, at the left end.

# %% tags=["folded"]
# ja: 2 つのネットワークに 6 エポック学ばせて、各層の重みの変化を図にします。
# en: Trains both networks for 6 epochs and draws how much the weights of each layer have changed.
from course_lib.optimizers.rules import SGD, Adam


def weights_of(network):
    # ja: 最後の層（点数を出す層）を除いた、8 つの隠れ層の重み
    # en: the weights of the 8 hidden layers, without the last layer, which gives the scores
    return [parameter.data.copy() for name, parameter in network.named_parameters() if name.endswith("weights")][:8]


changes, errors, networks = {}, {}, {"plain": build(8, Sigmoid, xavier), "residual": build(8, Sigmoid, xavier, residual=True)}
for name, network in networks.items():
    before = weights_of(network)
    errors[name] = learn(network, SGD(0.1), epochs=6)
    after = weights_of(network)
    changes[name] = np.array([np.linalg.norm(new - old) / np.linalg.norm(old) for old, new in zip(before, after, strict=True)])
by_layer(changes, "changes", "change")

# %% tags=["C6.2"]
plain, shortcut = changes["plain"], changes["residual"]
claim(
    "C6.2", "misleading",
    [
        plain[0] < plain[-1] / 100 and (plain[:3] < 0.001).all(),
        errors["plain"][-1] > 0.95 * GUESSING,
        shortcut.min() > 0.05 and errors["residual"][-1] < 0.5,
    ],
    first=spoken(plain[0]), last=spoken(plain[-1]), times=plain[-1] / plain[0],
    stalled=errors["plain"][-1], guessing=GUESSING, cured=shortcut[0], error=errors["residual"][-1], right=accuracy(networks["residual"]),
)

# %% [markdown] lang="ja"
# 勾配が届かず、学べずにいるのは、**入力に近い層**です。出力に近い層には、まだ勾配が届いています。
#
# 「深い層」という言葉は、「入力から数えて奥の層」（＝出力に近い層）と受け取られやすいので、誤解のもとです。学べなくなるのは、**勾配の旅の終わりにある層**のほうです。
#
# ふしぎなことが 1 つあります。枠を見ると、誤差は 2.3 のままです。10 個の数字から当てずっぽうで 1 つを選ぶときの値です。出力に近い層は動いたのに、なぜでしょうか。
#
# **行き**の信号からも、画像どうしの違いが消えていくからです。出力に近い層に着くころには、「3」も「8」もそっくりです。見分けるための違いが、小さすぎるのです。
#
# 勾配が消えるわけは、ここまでです。層を 1 つ戻るたびに**傾きと重みが掛けられ**、困るのは**入力に近い層**です。ここまで言えれば十分です。ここからは、治し方です。
# %% [markdown] lang="en"
# It is the **layers near the input** that get no gradient and can't learn. Those near the output still get theirs.
#
# “Deep layers” sounds like those far from the input, and so it misleads. Meant are those **at the end of the gradient's journey**.
#
# One thing is strange. The layers near the output did move. Why, then, does the error stay at 2.3, the value of guessing one out of 10? Because on the way **forward** the differences between images die as well. By the layers near the output a 3 and an 8 look so alike that too little is left to tell them apart by.
#
# So much for the causes: at every layer **slope and weights multiply**, and the **layers near the input** are in trouble. Next come the cures.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：行きの信号からは、何が消えるのか
#
# **行き**の信号を測ってみましょう。ネットワークが数字を読み分けるには、違う画像に違う出力を返さなければなりません。そこで、「画像が変わると、ニューロンの出力がどれくらい変わるか」を層ごとに測ります（64 枚の画像についての散らばり、つまり標準偏差の平均）。
#
# **予想**：層を進むにつれて、画像どうしの違いはどうなるでしょうか。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: what dies on the way forward
#
# Let us measure the signal on its way **forward**. To tell digits apart a network must give different outputs for different images. So let us see, layer by layer, how much a neuron's output changes from image to image (its spread over 64 images, that is, the standard deviation, averaged over the neurons).
#
# **Predict**: what becomes of the differences between images from layer to layer?

# %% tags=["folded"]
# ja: 行きの違いと帰りの勾配を、層ごとに図にします。
# en: Draws the differences on the way forward and the gradient on its way back, layer by layer.
eight = look(8, Sigmoid, xavier)
by_layer({"forward": eight.sample_spreads, "back": eight.gradient_norms}, "both_ways", "size")

# %% tags=["C6.11"]
from course_lib.networks.layers import Dense, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.engine.tensor import no_grad
from course_lib.networks.training import train

inputs, labels, train_rows, test_rows = learners.inputs, learners.labels, learners.learnt, learners.kept_aside
forward = eight.sample_spreads[1:] / eight.sample_spreads[:-1]
backward = eight.gradient_norms[:-1] / eight.gradient_norms[1:]

# ja: 学習前の第 8 層の出力を読む、最後の層だけを学ばせる。そのままの出力と、散らばりを 1 に広げた出力で
# en: teach nothing but a last layer to read the outputs of the untrained layer 8: as they are, and spread out to 1
with no_grad():
    untouched = Sequential(*build(8, Sigmoid, xavier).layers[:-1])(inputs).data
reads = {}
for name, material in (("as_it_is", untouched), ("spread_out", (untouched - untouched.mean(axis=0)) / untouched.std(axis=0))):
    reader = Sequential(Dense(64, 10, np.random.default_rng(course_seed()), xavier))
    train(
        reader, softmax_cross_entropy, material[train_rows], labels[train_rows], SGD(0.1),
        epochs=6, batch_size=64, rng=np.random.default_rng(course_seed()),
    )  # fmt: skip
    with no_grad():
        reads[name] = 100 * np.mean(reader(material[test_rows]).data.argmax(axis=1) == labels[test_rows])

claim(
    "C6.11", "holds",
    [
        ((forward > 0.15) & (forward < 0.35)).all() and eight.sample_spreads[-1] < 1e-4,
        ((backward > 0.15) & (backward < 0.35)).all(),
        reads["as_it_is"] < 25 and reads["spread_out"] > 70,
    ],
    first=spoken(eight.sample_spreads[0]), last=spoken(eight.sample_spreads[-1]),
    forward=np.exp(np.log(forward).mean()), backward=np.exp(np.log(backward).mean()), **reads,
)

# %% [markdown] lang="ja"
# 行きも帰りも、1 層ごとに約 4 分の 1 です。第 8 層に着くころには、「3」の画像も「8」の画像も、小数点以下 5 桁目でやっと違いが分かるほどそっくりになっています。
#
# おもしろいのは、**材料そのものは届いている**ことです。小さすぎるだけなのです。学習前の第 8 層の出力でも、違いを大きく広げてやれば、最後の層だけで多くの数字を読み取れました。けれどもそのままでは、最後の層が使えるほどの違いになりません。
# %% [markdown] lang="en"
# Forward and back, each layer leaves about 1/4. By layer 8 an image of a 3 and one of an 8 are so alike that they differ only in place 5 after the point.
#
# What is remarkable: **the material itself arrives**. It is only too small. Even from the outputs of an untrained layer 8 a last layer alone reads most digits, once their differences are spread out. As they are, the differences are too small for the last layer to use.

# %% [markdown] lang="ja"
# ### 治し方 1：ReLU 関数
#
# ReLU の傾きは 0 か 1 です。1 が掛かるところでは、勾配は小さくなりません。計算も、「プラスならそのまま、マイナスなら 0」と簡単です。
#
# ただし、気をつけることが 2 つあります。
#
# - **重みも掛けられます。** 重みの大きさが悪ければ、ReLU でも勾配は消えたり爆発したりします。
# - **ニューロンが「死ぬ」ことがあります。** ReLU に入る数が、どのデータでもマイナスになった場合です。出力はいつも 0、傾きもいつも 0 です。勾配が来ないので、自分の重みは動きません。たとえば、学習率が大きすぎて、バイアスが一歩で −100 まで飛ばされると、こうなります。手前の層が学んで動けば、目を覚ますこともあります。
# %% [markdown] lang="en"
# ### Cure 1: ReLU
#
# The slope of ReLU is 0 or 1. Where it is 1 the gradient does not shrink. It is easy to compute, too: leave what is positive, and put 0 for the rest.
#
# There are two things to beware of.
#
# - **Weights multiply as well.** With weights of a bad size the gradient vanishes or explodes in spite of ReLU.
# - **Neurons may die.** If a neuron's input is negative for all of the data, its output is always 0 and so is its slope. No gradient comes, and its weights do not move. This happens, for example, when too large a learning rate has thrown the bias to −100 in a single step. Some wake up again, when the layers before them move.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：死んだニューロンは、目を覚ますか
#
# 死んだニューロンは、二度と目を覚まさないのでしょうか。数えてみましょう。3 層（ニューロンは全部で 192 個）のネットワークに、学習率 0.1 で 4 エポック学ばせます。2 回目は、**最初の一歩だけ**、学習率を 3.0 にします。
#
# **予想**：最初の一歩で死んだニューロンは、そのあとどうなるでしょうか。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: do dead neurons wake up?
#
# Will a dead neuron never wake up again? Let us count. A network of 3 layers (192 neurons in all) learns for 4 epochs at a rate of 0.1. The second time, **just the first step** is made at a rate of 3.0.
#
# **Predict**: what becomes of those that died in the first step?

# %% tags=["folded"]
# ja: 死んだニューロンを、最初の一歩のあとと、4 エポックのあとで数えます。
# en: Counts the dead neurons after the first step and after 4 epochs.
from course_lib.networks.dead_units import dead_masks

inputs, labels, train_rows, test_rows = learners.inputs, learners.labels, learners.learnt, learners.kept_aside
at_once, in_the_end = {}, {}
for first_rate in (0.1, 3.0):
    network, seen = build(3, ReLU, he), []

    def note(moment, seen=seen):
        if moment.step == 0:
            seen.append(np.array(dead_masks(moment.model, inputs[train_rows])))

    learn(network, SGD(0.1), epochs=4, schedule=lambda step, first=first_rate: first if step == 0 else 0.1, callbacks=[note])
    at_once[first_rate], in_the_end[first_rate] = seen[0], np.array(dead_masks(network, inputs[train_rows]))
    woke = at_once[first_rate] & ~in_the_end[first_rate]
    print(words(
        "chapter06.printed.dead", rate=first_rate, right=accuracy(network), once=at_once[first_rate].sum(axis=1),
        woke=woke.sum(axis=1), end=in_the_end[first_rate].sum(axis=1),
    ))  # fmt: skip

# %% tags=["C6.3"]
he_deviation = np.sqrt(2 / 64)
on = np.mean([outputs > 0 for outputs in look(30, ReLU, he).outputs])
level = share_back(30, ReLU, he)
half = share_back(30, ReLU, normal(he_deviation / 2))
twice = share_back(30, ReLU, normal(he_deviation * 2))
woke = (at_once[3.0] & ~in_the_end[3.0]).sum(axis=1)

claim(
    "C6.3", "caveat",
    [
        0.4 < on < 0.6 and 0.2 < level < 5,
        half < 1e-7,
        twice > 1e7,
        in_the_end[0.1].sum() < 15 < in_the_end[3.0].sum(),
        at_once[3.0].sum() > 15 and woke[0] == 0 < woke[1:].sum(),
    ],
    on=100 * on, level=level, half=spoken(half), twice=spoken(twice), units=3 * 64, few=in_the_end[0.1].sum(), many=in_the_end[3.0].sum(),
    once=at_once[3.0].sum(), first=at_once[3.0][0].sum(), woke=woke.sum(),
)

# %% [markdown] lang="ja"
# 死んだニューロンのうち、第 1 層のものは 1 つも目を覚ましませんでした。入力は画像そのもので、いつまでも変わらないからです。第 2 層や第 3 層には、**目を覚ました**ものがいます。手前の層が学んで動くと、入ってくる数が変わるからです。そのあいだに、新しく死ぬものもいます。「死んだ ReLU は、二度と学べない」というのは、いつも正しいわけではありません。
# %% [markdown] lang="en"
# Of the dead, none in layer 1 woke up: its inputs are the images themselves, which never change. In layers 2 and 3 some did **wake up**, because the layers before them learn and move, and so what comes in changes. Meanwhile others die. “A dead ReLU never learns again” is not always true.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：ReLU は、どれくらい速いのか
#
# 「計算も高速」は、時間を測って確かめます。10,000 個の数について、活性化関数だけの順伝播と逆伝播の時間と、ネットワーク全体の学習の一歩の時間を比べます。どれも 101 回測り、いちばん短かった時間をとります（ほかのプログラムに邪魔されると、時間は長くなるだけで、短くはならないからです）。時間は、コンピューターによって、また測るたびに変わります。下の数は、このノートブックを作ったときのものです。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: how quick is ReLU?
#
# That it is quick to compute is a matter for the clock. We compare the time of the activation function alone, forward and backward for 10,000 numbers, and of one learning step of a whole network. Each is measured 101 times and the shortest time taken (other programs can only make it longer, never shorter).
# Times differ from computer to computer and from run to run. Those below are from when this notebook was made.

# %% tags=["nbval-ignore-output", "folded"]
# ja: 時間を測り、ReLU の何倍かを印字します。
# en: Takes the times and prints them as multiples of ReLU's.
from time import perf_counter

from course_lib.engine.tensor import Tensor, apply
from course_lib.networks.deep_signals import layer_signals

numbers = Tensor(np.random.default_rng(course_seed()).normal(size=10_000))
ones = np.ones(10_000)


def formula(a):
    # ja: シグモイドを式のまま書いたもの。a が −710 より小さいと、e⁻ᵃ は float に入りきらない
    # en: sigmoid as its formula stands; where a is below −710, e⁻ᵃ is more than a float can hold
    result = 1 / (1 + np.exp(-a))
    return result, (lambda g: g * result * (1 - result),)


class PlainSigmoid:
    def __call__(self, x):
        return apply(formula, x)


def activation_only(activation):
    # ja: 10 回続けて行います。ブラウザーの時計は目盛りが粗く、1 回では短すぎて測れません
    # en: ten times over: the clock of a browser has coarse marks, and once is too short for it
    for _ in range(10):
        activation()(numbers).backward(ones)


def learning_step(activation):
    layer_signals(timed[activation], softmax_cross_entropy, inputs[:64], labels[:64])


timed = {activation: build(8, activation, he) for activation in (ReLU, Tanh, Sigmoid)}


def times_of_relu(work, activations):
    # ja: 順番に測るので、コンピューターが忙しくなっても、どれにも同じように響く
    # en: taking turns, so that a busy moment of the computer hits all of them alike
    seconds = {activation: [] for activation in activations}
    for _ in range(101):
        for activation in activations:
            start = perf_counter()
            work(activation)
            seconds[activation].append(perf_counter() - start)
    return {activation: min(times) / min(seconds[ReLU]) for activation, times in seconds.items()}


alone = times_of_relu(activation_only, [*timed, PlainSigmoid])
whole = times_of_relu(learning_step, timed)
for name, ratios in (("alone", alone), ("whole", whole)):
    print(words(f"chapter06.printed.{name}"), *(f"{activation.__name__} {ratio:.1f}" for activation, ratio in ratios.items()), sep="   ")

# %% tags=["C6.4"]
claim("C6.4", "caveat", [alone[Sigmoid] > 1.5, alone[PlainSigmoid] < alone[Sigmoid], whole[Sigmoid] < alone[Sigmoid]])

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：ReLU のなかまたち
#
# - **Leaky ReLU**（リーキー・レル）は、マイナスの側にも小さな傾き（たとえば 0.01）を残します。傾きが 0 にならないので、死にません。
# - **GELU**（ジェル）や **SiLU**（シル）は、ReLU の折れ目をなめらかにしたものです。いまの大きな言語モデルでは、こちらがよく使われます。プラスの側でほぼ 1 の傾きになるところは、ReLU と同じです。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: relatives of ReLU
#
# - **Leaky ReLU** keeps a small slope, 0.01 for instance, on the negative side as well. Its slope is never 0, so no neuron dies.
# - **GELU** and **SiLU** are ReLUs with the kink smoothed out. Large language models of today mostly use one of these. As with ReLU, the slope on the positive side is nearly 1.

# %% [markdown] lang="ja"
# ### 治し方 2：残差接続（ResNet）
#
# 層を**飛び越える道**を作ります。層の出力に、入ってきた数をそのまま足すのです。
#
# $$\text{新しい出力} = \text{入ってきた数 } x + \text{層の計算}$$
#
# 傾きで考えると、$x$ を 1 増やしたとき、右辺の最初の $x$ がちょうど 1 増えます。だから、
#
# $$\text{全体の傾き} = 1 + \text{層の傾き}$$
#
# **例**：層の傾きが 0.1 のとき、3 層戻ると、残差接続がなければ $0.1 \times 0.1 \times 0.1 = 0.001$ 倍です。あれば $1.1 \times 1.1 \times 1.1 \approx 1.33$ 倍です。1 が足されているので、層の傾きが 0 に近くても、掛かる数は 1 の近くにとどまります。伝言ゲームの列のわきに、声がそのまま通る管を引いたようなものです。
#
# わざと小さい重みで始めた tanh で、3 つを比べます。残差接続の**ない** 50 層、**ある** 50 層、**ある** 100 層です。**予想**：第 1 層（左の端）まで勾配が届くのは、どれでしょうか。
# %% [markdown] lang="en"
# ### Cure 2: residual connections (ResNet)
#
# Build a road **past** the layer: add to what the layer computes the very number that came in.
#
# $$\text{new output} = \text{the number } x \text{ that came in} + \text{what the layer computes}$$
#
# In terms of slopes: raise $x$ by 1, and the first $x$ on the right rises by exactly 1. So
#
# $$\text{slope of the whole} = 1 + \text{slope of the layer}$$
#
# **Example**: with a slope of 0.1, 3 layers give $0.1 \times 0.1 \times 0.1 = 0.001$ without residual connections, and $1.1 \times 1.1 \times 1.1 \approx 1.33$ with them. For a slope near 0 the factor stays near 1. It is as if a speaking tube ran beside the row of whisperers.
#
# Here are tanh networks that start, on purpose, with small weights. **Predict**: 50 layers without residual connections, 50 with them, 100 with them: in which does the gradient reach layer 1, at the left end?

# %% tags=["folded"]
# ja: 残差接続のあるときとないときの勾配を、層ごとに図にします。
# en: Draws the gradient, layer by layer, with and without residual connections.
small = normal(0.05)
curves = {
    "plain50": look(50, Tanh, small).gradient_norms,
    "residual50": look(50, Tanh, small, residual=True).gradient_norms,
    "residual100": look(100, Tanh, small, residual=True).gradient_norms,
}
by_layer(curves, "residual", "gradient")

# %% [markdown] lang="ja"
# 直通の道があれば、100 層でも届きました。
#
# では、実際に学べるでしょうか。公平にするために、残差接続のないほうは、今度は勾配が消えない重み（Xavier）で始めます。学習率も、それぞれ 4 通りのうちいちばんよいものを使います。枠の 2 行目で、**正解率**（学習に使っていない数字を正しく読めた割合）を見比べてください。
# %% [markdown] lang="en"
# With a direct road it gets through even 100 layers.
#
# Do such networks learn? To be fair, the one without residual connections now starts with weights (Xavier) that let the gradient through, and of four learning rates the best counts. In the second line of the box, compare the **shares read correctly** (of digits it has not learnt from).

# %% tags=["C6.5"]
rates = (0.003, 0.01, 0.03, 0.1)


def best_right(depth, *pair, epochs=2, **cures):
    # ja: 4 通りの学習率のうち、いちばんよかった正解率（%）
    # en: the largest share of digits read correctly (in %) of four learning rates
    return max(right for _, right in best_of(lambda: build(depth, *pair, **cures), SGD, rates, epochs).values())


right = {"plain": best_right(50, Tanh, xavier), "fifty": best_right(50, Tanh, small, residual=True), "hundred": best_right(100, Tanh, small, residual=True)}
left = {
    "plain": share_back(50, Tanh, small),
    "fifty": share_back(50, Tanh, small, residual=True),
    "hundred": share_back(100, Tanh, small, residual=True),
    "relu": share_back(50, ReLU, he, residual=True),
}
fair = share_back(50, Tanh, xavier)
claim(
    "C6.5", "caveat",
    [
        left["plain"] < 1e-15 and 0.1 < left["fifty"] < 30 and 0.1 < left["hundred"] < 300,
        0.05 < fair < 1 and right["plain"] < 70 < right["fifty"] and right["hundred"] > 50,
        left["relu"] > 1e6,
    ],
    **{name: spoken(share) for name, share in left.items()},
    fair=fair, right_plain=right["plain"], right50=right["fifty"], right100=right["hundred"],
)

# %% [markdown] lang="ja"
# 残差接続のない tanh のネットワークは、勾配が 7 分の 1 ほどは届いているのに、2 エポックでは、よく学べませんでした。勾配が届くことは**必要ですが、それだけでは足りない**のです。もとの画像の情報を、奥の層まで運ぶ道があることも大事だと考えられています。
#
# 枠の最後の行も見てください。直通の道は、**声を大きくしすぎる**こともあります。$x$ に同じくらい大きい数を足すことを 50 回くり返せば、ふくらんでいきます。残差接続は、消えるのを防ぎますが、爆発は防ぎません。だから、ふつうは正規化（次に出てきます）や、小さめの重みと一緒に使います。
#
# 次の治し方へ進む前に、ひと息つきましょう。直通の道のしくみを、1 問だけ確かめます。
# %% [markdown] lang="en"
# Without residual connections tanh did not learn well in 2 epochs, though about 1/7 of the gradient gets through. A gradient that gets through is **needed, but not enough**. A road that carries what the image says to the far layers seems to matter too.
#
# See the last line of the box, too: the road can make the voice **too loud**. Adding to $x$ a number of about its own size, 50 times over, makes it swell. Residual connections keep a gradient from vanishing, not from exploding. So they mostly go with normalization, which comes next, or smaller weights.
#
# Take a breath before the next cure, with one question on how the road works.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter06.quiz_direct_road")

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：勾配が届いても学べないのは、なぜか
#
# ReLU と He の 50 層なら、勾配はほとんど減らずに届きます。では、これは学べるでしょうか。**予想**してから、次の図を見てください。違う画像の出力どうしが、どれくらい**似ているか**を層ごとに測ったものです。1 なら、長さを別にすれば、どの画像にも同じ出力を返しています。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: why a gradient that gets through is not enough
#
# In 50 layers of ReLU with He the gradient gets through almost whole. Will that network learn? **Predict**, then look at the picture below. It shows, layer by layer, **how alike** the outputs for different images are. At 1 all images give the same outputs, but for their length.

# %% tags=["folded"]
# ja: 違う画像の出力の似ている度合いを、層ごとに図にします。
# en: Draws how alike the outputs for different images are, layer by layer.
fifty = {"relu_he": look(50, ReLU, he), "residual_tanh": look(50, Tanh, small, residual=True)}
by_layer({name: seen.likeness for name, seen in fifty.items()}, "alike", "likeness")

# %% tags=["C6.12"]
from course_lib.networks.normalization import LayerNorm

level = share_back(50, ReLU, he)
plain, longer = best_right(50, ReLU, he), best_right(50, ReLU, he, epochs=10)
starved = best_right(50, Tanh, small)
both = best_right(50, ReLU, he, residual=True, normalization=LayerNorm)
alike = {"near": fifty["relu_he"].likeness[0], "far": fifty["relu_he"].likeness[-1], "tanh": fifty["residual_tanh"].likeness[-1]}
also_alike = look(50, ReLU, he, residual=True, normalization=LayerNorm).likeness[-1]

claim(
    "C6.12", "misleading",
    [
        left["plain"] < 1e-15 and starved < 20,
        0.2 < level < 5 and max(plain, longer) < 60 < right["fifty"],
        alike["near"] < 0.85 and alike["far"] > 0.9,
        both > longer + 20 and also_alike > 0.9,
    ],
    starved=starved, level=level, plain=plain, longer=longer, fifty=right["fifty"], both=both, also=also_alike, **alike,
)

# %% [markdown] lang="ja"
# 勾配は、ほぼ同じ大きさで届いています。それでも学べません。ReLU の層を重ねるほど、どの画像も**そっくりな出力**になっていくからだと考えられます。声ははっきり届いているのに、「3 のときはこう、8 のときはこう」という話の中身が、もう区別できないのです。
#
# ですから、勾配が届くことは**必要ですが、それだけでは足りません**。残差接続を考えた He ら（2016 年）も、BatchNorm（次の治し方 3 です）はあるのに残差接続がない、深いネットワークを調べて、学びにくいのは「勾配消失のせいではなさそうだ」と書いています。もとの画像の情報を、奥の層までそのまま運ぶ道があることも大事なのです。ただし、「似ているから学べない」と言い切ることもできません。上の枠の最後の行のように、似ていても学べる組があります。なぜ深いネットワークが学びにくいのかは、いまも研究が続いています。
# %% [markdown] lang="en"
# The gradient comes through at almost its full size, and still the network doesn't learn. The likely reason: the more layers of ReLU, the more **all images give outputs that look alike**. The voice is loud and clear, but what it says, “this for a 3, that for an 8”, can't be told apart any more.
#
# So a gradient that gets through is **needed, but not enough**. He and others, who invented residual connections (2016), studied deep networks without them but with BatchNorm (cure 3, which comes next), and write themselves that vanishing gradients are unlikely to be what makes these hard to train. That there is a road which carries what the image says unchanged to the far layers matters too.
# Nor can one say flatly “they look alike, so it can't learn”: the last line of the box above shows a network whose outputs look alike and which learns. Why deep networks are hard to train is still a matter of research.

# %% [markdown] lang="ja"
# ### 治し方 3：正規化
#
# 層を通る数を、平均 0、散らばり 1 にそろえ直します。第3章の**標準化**を、層ごとに行うわけです。
#
# **例**：1、2、3 の平均は 2、散らばり（標準偏差）は約 0.82 です。平均を引いて、散らばりで割ると、$(1-2) \div 0.82 \approx -1.22$、$0$、$1.22$ になります。
#
# どの数といっしょにそろえるかで、2 つの方法があります。3 つのデータが、ニューロン 3 個の層を通るとしましょう。
#
# | | ニューロン 1 | ニューロン 2 | ニューロン 3 |
# | --- | --- | --- | --- |
# | データ 1 | 1 | 10 | 200 |
# | データ 2 | 2 | 20 | 100 |
# | データ 3 | 3 | 60 | 0 |
#
# - **Batch Normalization**（BatchNorm、バッチ正規化）は、**縦に**そろえます。1 つのニューロンの値を、**バッチ（一度にまとめて通すデータの組）の中のデータどうし**でそろえるのです。表なら、1、2、3 が 1 組です。
# - **Layer Normalization**（LayerNorm、層正規化）は、**横に**そろえます。1 つのデータの値を、**同じ層のニューロンどうし**でそろえるのです。表なら、1、10、200 が 1 組です。ほかのデータは関係ありません。
#
# 今度は、自分でそろえてみましょう。バッチのデータが 2 個だけのときです。
# %% [markdown] lang="en"
# ### Cure 3: normalization
#
# The numbers that pass through a layer are brought back to mean 0 and spread 1: it is the **standardizing** of chapter 3, done in every layer.
#
# **Example**: 1, 2, 3 have the mean 2 and a spread (standard deviation) of about 0.82. Take the mean away and divide by the spread: $(1-2) \div 0.82 \approx -1.22$, then $0$ and $1.22$.
#
# Two ways differ in which numbers go together. Say 3 examples go through a layer of 3 neurons:
#
# | | neuron 1 | neuron 2 | neuron 3 |
# | --- | --- | --- | --- |
# | example 1 | 1 | 10 | 200 |
# | example 2 | 2 | 20 | 100 |
# | example 3 | 3 | 60 | 0 |
#
# - **Batch Normalization** (BatchNorm) goes **down a column**: one neuron's values, **among the examples of the batch** (the data that go through together). In the table 1, 2, 3 go together.
# - **Layer Normalization** (LayerNorm) goes **along a row**: one example's values, **among the neurons of the layer**. In the table 1, 10, 200 go together; the other examples don't matter.
#
# Now it is your turn, with only 2 examples in the batch.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter06.quiz_two_samples")

# %% [markdown] lang="ja"
# 2 個だけだと、どれだけ離れていたかが、捨てられてしまいます。すぐあとで、これが効いてきます。
#
# まずは、勾配です。深さ 50 の ReLU を、また小さい重みで始め、正規化なし、BatchNorm、LayerNorm を比べます。**予想**：勾配が入力の側（左の端）まで届くのは、どれでしょうか。
# %% [markdown] lang="en"
# With only 2, how far apart they were is thrown away. That will matter soon.
#
# First the gradient: ReLU at depth 50, again with small weights, without normalization, with BatchNorm, with LayerNorm. **Predict**: in which does it reach the left end?

# %% tags=["folded"]
# ja: 正規化のあるときとないときの勾配を、層ごとに図にします。
# en: Draws the gradient, layer by layer, with and without normalization.
from course_lib.networks.normalization import BatchNorm, LayerNorm

curves = {
    "none": look(50, ReLU, small).gradient_norms,
    "batch": look(50, ReLU, small, normalization=BatchNorm).gradient_norms,
    "layer": look(50, ReLU, small, normalization=LayerNorm).gradient_norms,
}
by_layer(curves, "normalization", "gradient")

# %% [markdown] lang="ja"
# どちらの正規化も、ReLU の消えかけた勾配をよみがえらせました。BatchNorm では、層を戻るごとに、少しずつ大きくなってさえいます。残差接続を足すと、おさまります。
#
# では、2 つはどこが違うのでしょうか。2 個ずつのバッチで学ばせてみます。**予想**：困るのは、縦にそろえる BatchNorm でしょうか、横にそろえる LayerNorm でしょうか。枠の **2 行目**が答えです。
# %% [markdown] lang="en"
# Both bring ReLU's dying gradient back to life. With BatchNorm it even grows a little at each layer; adding residual connections calms it.
#
# So where do they differ? Train with batches of 2. **Predict**: which is in trouble, BatchNorm (down a column) or LayerNorm (along a row)? The **second line** of the box is the answer.

# %% tags=["C6.6"]
none, batch, layer, sigmoid_layer = (
    share_back(50, *setting, normalization=kind)
    for setting, kind in (
        ((ReLU, small), None), ((ReLU, small), BatchNorm), ((ReLU, small), LayerNorm), ((Sigmoid, small), LayerNorm),
    )
)  # fmt: skip
per_layer, theory = batch ** (1 / 49), np.sqrt(np.pi / (np.pi - 1))

rng = np.random.default_rng(course_seed())
pair, other = rng.normal(size=(2, 64)), 100 * rng.normal(size=(2, 64))
signs = np.abs(BatchNorm(64)(pair).data)
alone_in_batch = LayerNorm(64)(pair).data[0]
together = LayerNorm(64)(np.stack([pair[0], other[0]])).data[0]

right_by_size = {}
for kind in (BatchNorm, LayerNorm):
    for size, rate, epochs in ((2, 0.005, 1), (64, 0.1, 5)):
        network = build(3, ReLU, he, normalization=kind)
        learn(network, SGD(rate), epochs, batch_size=size)
        right_by_size[kind, size] = accuracy(network)
small_batches = right_by_size[BatchNorm, 2], right_by_size[LayerNorm, 2]

claim(
    "C6.6", "caveat",
    [
        none < 1e-15 and batch > 0.1 and 0.02 < layer < 50,
        np.median(np.abs(signs - 1)) < 0.001 and np.array_equal(alone_in_batch, together)
        and small_batches[0] < 60 and small_batches[1] > 70 and min(right_by_size[BatchNorm, 64], right_by_size[LayerNorm, 64]) > 85,
        abs(per_layer / theory - 1) < 0.03,
        sigmoid_layer < 1e-10,
    ],
    none=spoken(none), batch=spoken(batch), layer=layer, per_layer=per_layer, theory=theory, sigmoid=spoken(sigmoid_layer),
)

# %% [markdown] lang="ja"
# 正規化はよく効きますが、万能ではありません。**バッチが小さい**と、BatchNorm は困ります。**シグモイド**では、正規化しても傾きは 0.25 以下のままなので、勾配はやはり消えます。
#
# これで、この章のいちばん難しいところは終わりです。よく登りきりました。ここで、ひと休みしましょう。残りの半分は、同じ道具で、もっと楽に進めます。
# %% [markdown] lang="en"
# Normalization does a lot, but it is no cure-all. **Small batches** are a trouble for BatchNorm. The slope of **sigmoid** is still 0.25 at most, and so its gradient vanishes all the same.
#
# You are past the hardest part. Well climbed! Take a rest. The other half is easier.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：正規化についての補足
#
# - **1.2 倍の正体**：Yang らの論文（2019 年、*A Mean Field Theory of Batch Normalization*）は、ReLU と BatchNorm での 1 層ごとの倍率を $\sqrt{\pi/(\pi-1)} \approx 1.211$ と計算しています。上の枠で測った層ごとの倍率は、それとよく合います。
# - **データ 2 個ずつの BatchNorm** の学習は、とても揺れやすく、コンピューターが違うだけでも正解率が何 % か変わります。枠に「60 % 未満」と幅をもたせて書いたのは、そのためです。
# - **なぜ効くのか**：BatchNorm を考えた Ioffe と Szegedy（2015 年）は、層に入る数の分布が落ち着くからだと考えました。その後の研究には、誤差の地形がなめらかになることのほうが大きい、というものがあります（Santurkar ら、2018 年）。
# - **どこに置くか**：Transformer（いまの言語モデルの骨組み）も、層のひとかたまりごとに残差接続と LayerNorm を使います。はじめは「足したあと」に正規化していましたが（post-LN）、いまは「層に入る前」（pre-LN）が主流です。直通の道に何も置かないほうが、勾配がまっすぐ届くからです。平均を引くのを省いた **RMSNorm** もよく使われます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: notes on normalization
#
# - **What is behind 1.2**: Yang and others (2019, *A Mean Field Theory of Batch Normalization*) work out the factor of a layer of ReLU with BatchNorm as $\sqrt{\pi/(\pi-1)} \approx 1.211$. The factor measured in the box agrees well with it.
# - Training with **BatchNorm and batches of 2** is so shaky that another computer alone may change the share of right answers by several %. That is why the box says “less than 60 %” and no more.
# - **Why it works**: Ioffe and Szegedy (2015), who invented BatchNorm, thought it was because the numbers that come in to a layer settle down. Later work holds that a smoother error landscape matters more (Santurkar and others, 2018).
# - **Where to put it**: a Transformer, the frame of today's language models, has a residual connection and a LayerNorm at each of its blocks of layers. At first the normalization came after the sum (post-LN); today it mostly comes before the layer (pre-LN), since the gradient gets through straight when nothing stands in the direct road. **RMSNorm**, which does not subtract the mean, is common too.

# %% [markdown] lang="ja"
# ## 6.2　勾配爆発：声が大きくなりすぎる
#
# 今度は逆です。マイクの音をスピーカーが大きくし、その音をまたマイクが拾うと、「キーン」と鳴りますね（ハウリング）。1 周するたびに、音が同じ倍率で大きくなるからです。
#
# **勾配爆発**も同じです。1 層ごとの倍率が 1 より大きいと、勾配は層の数に対して**指数的に**（同じ倍率を何度も掛けるように）大きくなります。すると、パラメーターが一歩で極端な値になり、学習が発散しやすくなります。
#
# ReLU の重みを、He の決め方の 0.5 倍、1 倍、1.5 倍、2 倍の大きさにしてみます。**予想**：1.5 倍の重みを 50 層重ねると、勾配は何倍になるでしょうか。
# %% [markdown] lang="en"
# ## 6.2 Exploding gradients: too loud
#
# Now the other way round. When a loudspeaker makes the sound of a microphone louder and the microphone picks it up again, it howls: each time round, the sound grows by the same factor.
#
# **Exploding gradients** are of that kind. Where the factor of a layer is above 1, the gradient grows **exponentially** (multiplied by the same factor over and over) with the number of layers. Then the parameters may take extreme values in a single step, and training easily diverges.
#
# Let us make ReLU's weights 0.5, 1, 1.5 and 2 times as large as He's rule says. **Predict**: with weights 1.5 times as large, how many times as large is the gradient after 50 layers?

# %% tags=["folded"]
# ja: 重みの大きさを 4 通りに変えて、勾配を層ごとに図にします。1.5 を 50 回掛けた数も印字します。
# en: Draws the gradient, layer by layer, for four sizes of weights; prints 1.5 × 1.5 × …, 50 times.
he_deviation = np.sqrt(2 / 64)
scales = {"scale_0_5": 0.5, "scale_1": 1.0, "scale_1_5": 1.5, "scale_2": 2.0}
curves = {name: look(50, ReLU, normal(scale * he_deviation)).gradient_norms for name, scale in scales.items()}
print(words("chapter06.printed.fifty", result=spoken(1.5**50)))
by_layer(curves, "scales", "gradient")

# %% [markdown] lang="ja"
# どの線もまっすぐです。対数目盛りでは、まっすぐな線が指数的な変化を表すのでした。He の 1.5 倍の重みなら、勾配は層ごとに約 1.5 倍です。たった 1.5 倍でも、50 回重なると、図の上に印字した数になります。
# %% [markdown] lang="en"
# All of them are straight: exponential change. With weights 1.5 times He's, each layer multiplies the gradient by about 1.5. A mere 1.5; but 50 times over it comes to the number printed above the picture.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：本当に、指数的か
#
# 深さを 10 から 50 まで変えて測り、対数目盛りでの点がどれくらいまっすぐに並ぶかを数で確かめます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: is it really exponential?
#
# Let us vary the depth from 10 to 50 and see in numbers how straight the points lie on a logarithmic axis.

# %% tags=["C6.7"]
depths = np.arange(10, 60, 10)
growth, straight = {}, {}
for name, scale in scales.items():
    logs = np.log10([share_back(depth, ReLU, normal(scale * he_deviation)) for depth in depths])
    growth[name] = 10 ** np.polyfit(depths, logs, 1)[0]
    straight[name] = np.corrcoef(depths, logs)[0, 1] ** 2
steepest_two = [straight["scale_1_5"], straight["scale_2"]]
fifty_times = share_back(50, ReLU, normal(1.5 * he_deviation))

claim(
    "C6.7", "holds",
    [min(steepest_two) > 0.99, all(abs(growth[name] / scale - 1) < 0.06 for name, scale in scales.items())],
    straight=min(steepest_two), fifty=spoken(fifty_times), **growth,
)

# %% [markdown] lang="ja"
# ### 治し方 4：勾配クリッピング
#
# 勾配に**上限**を設け、超えた分を切りつめます。方法は 2 つあります。
#
# - **長さで制限する**（ノルムによるクリッピング）：すべての勾配をまとめて 1 本の長い矢印と考え、その長さ（**ノルム**）が上限を超えたら、矢印全体を同じ割合で縮めます。
# - **値で制限する**：一つ一つの数を、「−上限」から「+上限」までの間に切りそろえます。
#
# 勾配が爆発する場所には、誤差の地形に**崖**があります。崖のふちで勾配が急に大きくなり、たった一歩で遠くへ飛ばされます。
#
# 下の図の朱色の点線が、そのまま進んだ玉の道です。左の外まで飛ばされています。**予想**：崖のふちで制限をかけると、玉の進む**向き**は変わるでしょうか。
# %% [markdown] lang="en"
# ### Cure 4: gradient clipping
#
# Put a **ceiling** on the gradient. There are two ways.
#
# - **By norm**: take all gradients together as one long arrow. If its length (the **norm**) is above the limit, shorten the whole arrow by one factor.
# - **By value**: cut every single number to lie between −limit and +limit.
#
# Where gradients explode the landscape of the error has a **cliff**. At its edge one step throws you far away.
#
# In the picture, the ball on the dotted vermilion path is not clipped, and is thrown out to the left. **Predict**: does clipping at the edge of the cliff change the **direction** in which the ball goes?

# %% tags=["W6.2"]
from course_lib.controls.clipped_paths import ClippedPathsControl, clipped_paths

clipping_control = ClippedPathsControl()
clipping_control

# %% [markdown] lang="ja"
# 1. 「勾配の上限」を 100 から 0.1 まで、ゆっくり下げます。崖を飛び越えなくなるのは、どのあたりでしょうか。
# 2. 上限を下げすぎると、どうなりますか。右の図で、歩みの遅さを見てください。
# 3. 図の下の文を読みます。長さで制限しても向きは変わりませんが、値で制限すると、向きの角度が変わります。大きな数だけが削られるからです。
#
# 本物のネットワークでも確かめます。わざと 1.5 倍の重みで始めた 10 層の ReLU です。そのまま学ばせると、数歩で数が大きくなりすぎて、壊れます。枠で見るのは、制限をかけると学べたかどうかと、向きが変わった角度です。
# %% [markdown] lang="en"
# 1. Lower “Limit of the gradient” slowly from 100 to 0.1. Where does the ball stop jumping off the cliff?
# 2. What if the limit is too low? Look on the right how slow it gets.
# 3. Read the sentence below the picture. By norm the direction is kept; by value it turns, because only large numbers are cut.
#
# And in a real network? Here 10 layers of ReLU start, on purpose, with weights 1.5 times too large. Left alone, their numbers become too large within a few steps, and training breaks down. See in the box whether it learns once clipped, and how far the direction turns.

# %% tags=["C6.8"]
from functools import partial

from course_lib.ground.landscapes import cliff
from course_lib.ground.recurrent_cliff import recurrent_cliff
from course_lib.networks.clipping import clip_by_norm, clip_by_value
from course_lib.networks.finiteness import NotFiniteError
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.plots.clipped_paths import turned_by

too_large = normal(1.5 * he_deviation)
broken_at = None
try:
    learn(build(10, ReLU, too_large), SGD(0.05), epochs=8)
except NotFiniteError as error:
    broken_at = error.step

ground = cliff()
paths = clipped_paths(ground, rate=0.5, limit=1.0)
thrown, held = (np.linalg.norm(paths[name] - ground.start, axis=1).max() for name in ("plain", "norm"))

recurrent = recurrent_cliff()
ends = {name: recurrent.f(path[-1]) for name, path in clipped_paths(recurrent, rate=0.5, limit=0.1).items()}

clipped = {
    "norm": learn(build(10, ReLU, too_large), SGD(0.05), epochs=8, clip=partial(clip_by_norm, limit=1.0)),
    "value": learn(build(10, ReLU, too_large), SGD(0.05), epochs=8, clip=partial(clip_by_value, limit=0.1)),
}
# ja: 最初の一歩の勾配を、1 本の長い矢印とみて、制限の前後の角度を測る
# en: the gradient of the first step as one long arrow: by which angle does clipping turn it?
network = build(10, ReLU, too_large)
softmax_cross_entropy(network(learners.inputs[:64]), learners.labels[:64]).backward()
gradients = [parameter.grad for parameter in network.parameters()]


def arrow(arrays):
    return np.concatenate([array.ravel() for array in arrays])


turned = {
    "norm": turned_by(arrow(gradients), arrow(clip_by_norm(gradients, 1.0))),
    "value": turned_by(arrow(gradients), arrow(clip_by_value(gradients, 0.1))),
}
claim(
    "C6.8", "caveat",
    [
        thrown > 10 and held < 6,
        ends["plain"] > 10 * ends["norm"],
        broken_at is not None and all(curve[-1] < curve[0] / 3 for curve in clipped.values()),
        turned["norm"] < 1e-3 and turned["value"] > 10,
    ],
    lost=ends["plain"], kept=ends["norm"], step=broken_at,
    first=clipped["norm"][0], last=clipped["norm"][-1], turned=turned["value"],
)

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：論文の崖と、クリッピングの偏り
#
# 上の図で「再帰ネットワークの崖」を選び、上限を 0.1 から 1 まで変えてみてください。そのままの玉は、崖で跳ね返されて、底に着きません。これは、Pascanu、Mikolov、Bengio の論文（2013 年、*On the difficulty of training recurrent neural networks*）の図 6 と同じ問題を計算し直したものです。自分の出力を自分に 50 回渡すニューロン 1 個の誤差を、重み $w$ とバイアス $b$ の地図にしました。論文は図だけを示していて、出発点や学習率を書いていないので、道すじの細かいところまでは比べられません。
#
# クリッピングには、目立たない副作用もあります。ミニバッチの勾配のうち、**長いものだけ**が縮められるので、平均した勾配の向きも大きさも、本当の勾配からずれます。たまに来る大きな勾配に大事な知らせが入っているときは、それを聞きのがすことになります。上限は、「ふだんは超えず、とんでもないときだけ超える」ところに置くのがふつうです。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the cliff of a paper, and the bias of clipping
#
# Choose “Cliff of a recurrent network” in the control above and vary the limit from 0.1 to 1. The ball that is not clipped is thrown back at the cliff and does not get to the bottom. It is the problem of figure 6 of Pascanu, Mikolov and Bengio (2013, *On the difficulty of training recurrent neural networks*), computed anew: a single neuron hands its output on to itself 50 times, and the map shows its error over the weight $w$ and the bias $b$. The paper gives only a drawing, without start and learning rate, so that the paths can't be compared in detail.
#
# Clipping has a side effect that is easily missed. Of the gradients of mini-batches **only the long ones** are shortened, so their mean differs from the true gradient, in direction as well as in size. If the rare large gradients carry news that matters, it goes unheard. The limit is mostly put where it is not reached on ordinary days, only on wild ones.

# %% [markdown] lang="ja"
# ### 治し方 5：適切な重みの初期化
#
# 爆発も消失も、1 層ごとの倍率が 1 からずれるせいでした。それなら、**最初の重み**を、倍率がちょうど 1 になる大きさに選べばよいのです。これを**重みの初期化**といいます。
#
# 入力が $n$ 個あるニューロンは、$n$ 個の「重み × 入力」を足します。たくさん足すほど、和の散らばりは大きくなります。だから、入力が多い層ほど、重みを小さくします。重みの散らばり（**標準偏差**、第3章）を、次のように決めます。
#
# - **Xavier 初期化**：標準偏差 $\sqrt{2/(\text{入力の数} + \text{出力の数})}$。行きの信号と帰りの勾配の、中間をとった決め方です。tanh に向きます。
# - **He 初期化**：標準偏差 $\sqrt{2/\text{入力の数}}$。ReLU は信号の半分を 0 にしてしまうので、その分を大きくして補います。
#
# **例**：入力も出力も 64 個なら、Xavier は $\sqrt{2/128} = 0.125$、He は $\sqrt{2/64} \approx 0.177$ です。He は Xavier の約 1.4 倍です。
#
# 組み合わせを入れかえてみます。**予想**：ReLU に Xavier を使うのと、tanh に He を使うのとでは、どちらが困るでしょうか。
# %% [markdown] lang="en"
# ### Cure 5: suitable initial weights
#
# Exploding and vanishing both come from a factor per layer that is not 1. So choose initial weights of just the size that makes it 1: **weight initialization**.
#
# A neuron with $n$ inputs adds up $n$ products weight × input. The more of them are added, the wider their sum spreads, and the smaller the weights should be. Their spread (the **standard deviation** of chapter 3) is chosen like this:
#
# - **Xavier**: standard deviation $\sqrt{2/(\text{inputs} + \text{outputs})}$. It is a compromise between the signals on their way forward and the gradients on their way back, and suits tanh.
# - **He**: standard deviation $\sqrt{2/\text{inputs}}$. ReLU puts 0 for half of the signal, and the larger weights make up for it.
#
# **Example**: with 64 inputs and 64 outputs, Xavier gives $\sqrt{2/128} = 0.125$ and He $\sqrt{2/64} \approx 0.177$, about 1.4 times as much.
#
# Now swap them. **Predict**: which does more harm, Xavier for ReLU or He for tanh?

# %% tags=["folded"]
# ja: 活性化関数と最初の重みの 4 つの組で、勾配を層ごとに図にします。
# en: Draws the gradient, layer by layer, for four pairs of activation and initial weights.
pairs = {"relu_he": (ReLU, he), "relu_xavier": (ReLU, xavier), "tanh_xavier": (Tanh, xavier), "tanh_he": (Tanh, he)}
by_layer({name: look(30, *pair).gradient_norms for name, pair in pairs.items()}, "swapped", "gradient")

# %% [markdown] lang="ja"
# 入れかえて困るのは、主に ReLU と Xavier のほうです。1 層ごとに約 0.71 倍（1.4 分の 1）になり、30 層では 10,000 分の 1 より小さくなります。tanh と He では、出力の一部が −1 や 1 の近くに張りつき、勾配は数倍にふくらみますが、30 層ではまだ破綻しません。
# %% [markdown] lang="en"
# It is mainly Xavier for ReLU that does harm: about 0.71 times (1/1.4) at each layer, less than 1/10,000 after 30. With He for tanh some outputs stick near −1 or 1, and the gradient swells several times over, but at 30 layers nothing breaks yet.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：行きと帰りの大きさを、数で比べる
#
# 図は、帰りの勾配だけを描きました。行きの出力の散らばりも測り、30 層の ReLU には実際に学ばせて、4 つの組を数で比べます。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: forward and back in numbers
#
# The picture shows the gradient on its way back. Here the spread of the outputs on the way forward is measured too, and 30 layers of ReLU really learn, to compare the four pairs in numbers.

# %% tags=["C6.9"]
def spread_forward(depth, *pair):
    # ja: 最後の層の出力の散らばりは、第 1 層の何倍か（5 つのネットワークの幾何平均）
    # en: the spread of the last layer's outputs as a multiple of that of layer 1 (geometric mean of five networks)
    spreads = [look(depth, *pair, number=n).output_spreads for n in range(5)]
    return np.exp(np.mean([np.log(each[-1] / each[0]) for each in spreads]))


back = {f"back_{name}": share_back(30, *pair) for name, pair in pairs.items()}
out = {f"out_{name}": spread_forward(30, *pair) for name, pair in pairs.items()}
tanh_outputs = {rule: np.abs(look(30, Tanh, rule).outputs[-1]) for rule in (xavier, he)}
saturated = {rule: 100 * np.mean(outputs > 0.9) for rule, outputs in tanh_outputs.items()}
thirty = {"he_rate": learn(build(30, ReLU, he), SGD(0.01), epochs=12)}
for name, rate in (("xavier_low", 0.01), ("xavier_middle", 0.1), ("xavier_high", 1.0)):
    thirty[name] = learn(build(30, ReLU, xavier), SGD(rate), epochs=12)
stalled = [errors[-1] for name, errors in thirty.items() if name != "he_rate"]

claim(
    "C6.9", "caveat",
    [
        0.2 < back["back_relu_he"] < 5 and 0.2 < out["out_relu_he"] < 5,
        0.1 < back["back_tanh_xavier"] < 1 and 0.1 < out["out_tanh_xavier"] < 1,
        0.3 < back["back_relu_xavier"] / 0.5**14.5 < 3 and 0.3 < out["out_relu_xavier"] / 0.5**14.5 < 3,
        thirty["he_rate"][-1] < GUESSING / 1.5 and min(stalled) > 0.99 * GUESSING,
        2 < back["back_tanh_he"] < 20 and saturated[he] > saturated[xavier] + 3,
    ],
    **{name: spoken(factor) for name, factor in (back | out).items()},
    predicted=spoken(0.5**14.5), below=GUESSING / 1.5, stalled=min(stalled), guessing=GUESSING,
    saturated_he=saturated[he], saturated_xavier=saturated[xavier],
)

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：Glorot と Bengio の図をたどる
#
# Xavier 初期化は、Xavier Glorot と Bengio の論文（2010 年、*Understanding the difficulty of training deep feedforward neural networks*）で提案されました。論文では、5 層の tanh のネットワークで、昔の決め方（範囲 ±1/√n の一様な乱数）と新しい決め方を比べ、層ごとのヒストグラムを描きました（論文の図 6 と図 7）。同じことを、この教材の層と数字の画像で計算し直します。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: in the footsteps of Glorot and Bengio
#
# Xavier initialization was proposed by Xavier Glorot and Bengio (2010, *Understanding the difficulty of training deep feedforward neural networks*). They compared, in networks of 5 tanh layers, the old rule (uniform random numbers within ±1/√n) with their new one and drew histograms layer by layer (figures 6 and 7 of the paper). Here it is computed anew, with our layers and images of digits.

# %% tags=["folded"]
# ja: 2 つの決め方で始めたネットワークの、層ごとのヒストグラムを描きます。
# en: Draws the histograms, layer by layer, of networks started by both rules.
from course_lib.networks.deep_networks import deep_network
from course_lib.plots.layer_histograms import layer_histograms


def old_rule(n_in, n_out, rng):
    return rng.uniform(-1, 1, (n_in, n_out)) / np.sqrt(n_in)


def glorot_rule(n_in, n_out, rng):
    return rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6 / (n_in + n_out))


signals = {}
for name, rule in (("standard", old_rule), ("normalized", glorot_rule)):
    wide = deep_network(64, 500, 5, 10, np.random.default_rng(course_seed()), activation=Tanh, initializer=rule)
    signals[name] = layer_signals(wide, softmax_cross_entropy, inputs[:300], labels[:300])
layer_histograms(signals)

# %% tags=["folded"]
# ja: 1 層進む（戻る）ごとに、分散（標準偏差の 2 乗）が何倍になったかを印字します。
# en: Prints the factor of the variance (the standard deviation squared) from layer to layer.
for name, seen in signals.items():
    variances = np.array([gradient.var() for gradient in seen.gradients])
    print(words(
        f"chapter06.printed.{name}", outputs=np.round(seen.output_spreads[1:] ** 2 / seen.output_spreads[:-1] ** 2, 2),
        gradients=np.round(variances[:-1] / variances[1:], 2), weights=np.round(seen.weight_norms[1:] / seen.weight_norms[-1], 2),
    ))  # fmt: skip

# %% [markdown] lang="ja"
# - **昔の決め方**：論文の計算では、重みの分散は $1/(3n)$ なので、tanh がまっすぐに近いところでは、分散は 1 層ごとに **1/3** になるはずです。測った値は 0.30〜0.34 で、よく合います。出力は層を進むほど 0 に集まり、勾配は層を戻るほど 0 に集まります。
# - **新しい決め方**：倍率は 1 に近づきますが、ちょうど 1 にはなりません（およそ 0.79〜0.90）。tanh の傾きが、0 から離れると 1 より小さくなるためです。
# - **重みの勾配**は、昔の決め方でも、第 2 層から第 5 層まで、ほぼ同じ大きさです。行きに小さくなる出力と、帰りに小さくなる勾配の掛け算なので、合わせるとどの層でも同じになるのです。これも論文が指摘したことで、重みの勾配だけを見ていると、消失に気づきにくいことを教えてくれます。
#
# 論文との違い：論文は 1 層に 1,000 個のニューロンと別の画像（Shapeset-3×2 など）を使っています。ここでは 500 個と手書き数字です。
# %% [markdown] lang="en"
# - **Old rule**: in the paper's calculation the weights have variance $1/(3n)$, so where tanh is nearly straight, the variance should become **1/3** at each layer. We measure 0.30 to 0.34, which agrees well. The outputs gather at 0 as one goes forward, the gradients as one goes back.
# - **New rule**: the factors come nearer to 1, though not to 1 itself (about 0.79 to 0.90), since the slope of tanh is below 1 away from 0.
# - The **gradients of the weights** are of about the same size from layer 2 to layer 5 even with the old rule: they are products of the outputs, which shrink on the way forward, and of the gradients, which shrink on the way back, and so come out alike in every layer. The paper points this out too. It teaches that one who looks at the weights' gradients alone may miss a vanishing gradient.
#
# Where we differ from the paper: it has 1,000 neurons in a layer and other images (such as Shapeset-3×2). Here are 500 neurons and handwritten digits.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：30 層の ReLU を、He と Xavier で学ばせる
#
# He らの論文（2015 年、*Delving Deep into Rectifiers*）の図 3 は、30 層の ReLU で、He の初期化なら学習が進み、Xavier では止まったままになることを示しました。同じ深さで試します。Xavier には、学習率を 3 通り用意しました。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: training 30 layers of ReLU, He against Xavier
#
# Figure 3 of the paper by He and others (2015, *Delving Deep into Rectifiers*) shows that a ReLU network of 30 layers learns with He's initialization and stalls with Xavier's. We try the same depth. Xavier gets three learning rates.

# %% tags=["nbval-ignore-output"]
from course_lib.plots.error_curves import error_curves

error_curves(thirty, "thirty", GUESSING)

# %% tags=["nbval-ignore-output", "folded"]
# ja: 同じ Xavier のネットワークに、SGD のかわりに Adam で学ばせます。
# en: Trains the same network, started with Xavier, by Adam in place of SGD.
network = build(30, ReLU, xavier)
by_adam = learn(network, Adam(0.001), epochs=12)
print(words("chapter06.printed.by_adam", error=by_adam[-1], right=accuracy(network)))

# %% [markdown] lang="ja"
# Xavier の 3 本の線は、破線（当てずっぽう）の上に重なっています。He では学習が進み、Xavier では、どの学習率でも「当てずっぽう」の 2.3 から動きません。理由は計算どおりです。Xavier の重みは He の $1/\sqrt{2}$ 倍なので、ReLU では 1 層ごとに約 0.71 倍になります。
#
# ただし、これは**ふつうの SGD では**という話です。第7章の Adam を使うと、同じネットワークでも学習が進みます。Adam は、勾配の小ささを自分で補うからです。
#
# 論文との違い：論文のネットワークは畳み込み層（画像の小さな範囲を順に見ていく層）で、1,000,000 枚（百万枚）を超える写真（ImageNet）を学びました。ここでは全結合層と、1,400 枚あまりの小さな数字です。
# %% [markdown] lang="en"
# Xavier's 3 curves lie on top of one another along the dashed line of guessing. With He it learns; with Xavier, at each of the rates, it does not move from the 2.3 of guessing. The reason is as calculated: Xavier's weights are $1/\sqrt{2}$ times He's, which for ReLU means about 0.71 times at each layer.
#
# But that is so **with plain SGD**. With Adam (chapter 7) the same network does learn: Adam makes up for small gradients by itself.
#
# Where we differ from the paper: its network is convolutional (its layers look at small parts of an image one after the other) and learnt from over 1,000,000 photographs (ImageNet, a million); ours has fully connected layers and some 1,400 small digits.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：数の入れ物のせいで消える勾配
#
# コンピューターの中では、数は 0 と 1 の並びで表されます。その 1 桁を**ビット**といいます。Python のふつうの小数は 64 ビットですが、大きなモデルは、計算を速くするために、1 つの数を 16 ビット、つまり 16 桁だけの小さな入れ物に入れて計算します。すると、層のせいではなく**入れ物のせい**で、勾配が消えることがあります。試してみましょう。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: gradients that vanish because of how numbers are kept
#
# In a computer, a number is a row of 0s and 1s, and each place in it is a **bit**. Python's usual decimal has 64 bits. To compute faster, large models keep 1 number in a small box of 16 bits, that is, of only 16 places. Then a gradient may vanish not because of the layers but **because of the box**. Try it.

# %%
tiny_gradient = 0.00000002
in_a_small_box = float(np.float16(tiny_gradient))
enlarged_first = float(np.float16(tiny_gradient * 1024)) / 1024
print(in_a_small_box, "  ", spoken(enlarged_first, 4))

# %% [markdown] lang="ja"
# 1 つ目は 0 になってしまいました。2 つ目は、先に 1,024 倍しておき、あとで同じ数で割り戻したので、残っています（最後の桁は少し丸められます）。これを**損失スケーリング**といいます。誤差（損失）を何倍かしてから逆伝播し、一歩の直前に割り戻すのです。
#
# **bfloat16** という別の 16 ビットの入れ物は、桁の細かさをあきらめるかわりに、とても小さな数まで入ります。いまの大きなモデルでは、こちらがよく使われます。
# %% [markdown] lang="en"
# The first has become 0. The second is still there, for it was multiplied by 1,024 before and divided by it afterwards (its last digits are rounded). This is called **loss scaling**: the error (loss) is multiplied before going backward, and the gradient divided again just before the step.
#
# **bfloat16**, another box of 16 bits, gives up some digits and in return holds much smaller numbers. Large models of today mostly use that one.

# %% [markdown] lang="ja"
# ### 治し方 6：学習率の調整
#
# 数歩で壊れたネットワークを、もう一度見てみましょう。学習率は 0.05 でした。次の治し方を試します。
#
# - 学習率を小さくする。
# - 一歩の長さを自分で調整する方法（**適応的な方法**）を使う。第7章で学ぶ **Adam** が、その代表です。
#
# 公平に、どの方法にもいくつかの学習率を試して（図の **SGD** は、第4章の一歩です）、いちばんよかったものを比べます。比べる相手は、**はじめから He の重みで始めた**ネットワークです。**予想**：大きすぎる重みで始めても、追いつけるでしょうか。
# %% [markdown] lang="en"
# ### Cure 6: adjusting the learning rate
#
# Back to the network that broke down: its learning rate was 0.05. We try a smaller rate, and **Adam** (chapter 7), a method that adapts the length of its steps by itself.
#
# To be fair, each way (**SGD** is the step of chapter 4) gets several learning rates, and its best is compared with a network that **started with He's weights**. **Predict**: can the one with too large weights catch up?

# %% tags=["folded"]
# ja: 4 通りのやり方を、それぞれいくつかの学習率で試し、いちばんよいものを図にします。
# en: Tries four ways, each at several learning rates, and draws the best of each.
from course_lib.plots.error_curves import error_curves

tries = {
    "big_sgd": (too_large, SGD, (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)),
    "big_adam": (too_large, Adam, (0.001, 0.003, 0.01, 0.03)),
    "he_sgd": (he, SGD, (0.01, 0.02, 0.05, 0.1)),
    "he_adam": (he, Adam, (0.0003, 0.001, 0.003, 0.01)),
}
rescued, best = {}, {}
for name, (rule, method, own_rates) in tries.items():
    found = best_of(lambda rule=rule: build(10, ReLU, rule), method, own_rates, epochs=8)
    best_rate = min(found, key=lambda rate: found[rate][0])
    best[name] = best_rate, *found[best_rate]
    rescued[name] = learn(build(10, ReLU, rule), method(best_rate), epochs=8)
error_curves(rescued, "rescued", GUESSING)

# %% [markdown] lang="ja"
# 学習率を小さくしても、Adam にしても、発散は止まりました。けれども、**同じ手法どうしなら**（図では SGD どうし、Adam どうし）、He の重みで始めたほうが、誤差が小さくなりました。学習率は応急手当てで、初期化は予防です。
# %% [markdown] lang="en"
# Both a smaller rate and Adam stopped the run from diverging. But **method for method** (SGD with SGD, Adam with Adam), the network that started with He's weights came to a smaller error. The learning rate is first aid; initialization is prevention.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：4 つの学習を、数で比べる
#
# 図の 4 つについて、いちばんよかった学習率と、最後の誤差、正解率（学習に使っていない数字を正しく読めた割合）です。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the four runs in numbers
#
# For each of the four: its best learning rate, its error in the end, and the share of digits it read correctly (of those it has not learnt from).

# %% tags=["C6.10"]
claim(
    "C6.10", "caveat",
    [
        broken_at is not None and broken_at < 50,
        best["big_sgd"][1] < GUESSING / 1.5,
        best["big_adam"][1] < GUESSING / 2,
        best["he_sgd"][1] < best["big_sgd"][1] and best["he_adam"][1] < best["big_adam"][1],
    ],
    step=broken_at,
    **{f"{name}_{part}": value for name, found in best.items() for part, value in zip(("rate", "error", "right"), found, strict=True)},
)

# %% [markdown] lang="ja"
# ## 全部のつまみで診察する
#
# これで、言葉は全部そろいました。すべてのつまみがついた図です。まずは、**上の段の青い丸**だけを見れば十分です（縦軸は 1 目盛りで 1 億倍に変わります）。新しく増えたのは、次の 2 つです。
#
# - **朱色の四角**は、その層の**重みの勾配**の大きさです。重みは「学習率 × 重みの勾配」だけ動くので、これが小さいと、その層は学べません。
# - **下の 2 つ**は、その層のニューロンの出力（左）と、戻ってきた勾配（右）の散らばり方です。1 つの列が 1 つの層で、色が濃いところに値が集まっています。
# %% [markdown] lang="en"
# ## All the knobs
#
# Now you know all the words, and get every knob. The **blue dots** at the top are enough (1 mark is now 100 million times the next). New are:
#
# - **Vermilion squares**: the size of the gradient of the layer's **weights**. Weights move by learning rate × this gradient; where it is small, the layer can't learn.
# - **The two panels below**: how the neurons' outputs (left) and the gradients that came back (right) are spread, a column for each layer. Dark is where many numbers lie.

# %% tags=["W6.1"]
from course_lib.controls.deep_signals import DeepSignalsControl

control = DeepSignalsControl()
control

# %% [markdown] lang="ja"
# 1. 活性化関数を「ReLU 関数」、最初の重みを「He 初期化」にします。線は水平になります。
# 2. ReLU のまま、最初の重みを「大きめ」にします。左へ行くほど大きくなります。
# 3. シグモイドと Xavier に戻し、「残差接続」にチェックを入れます。
# 4. 「正規化」も試します。「バッチのデータ数」を 2 にすると、どうでしょう。
# 5. 「深さ 50 で、勾配がいちばん水平になる組み合わせ」を、自分でさがしてみましょう。
#
# ## 見分け方と治し方の表
#
# | 見えるもの | 疑うこと | 治し方 |
# | --- | --- | --- |
# | 入力に近い層の勾配が、出力に近い層よりずっと小さい | 勾配消失 | ReLU と He、残差接続、正規化 |
# | 入力に近い層の勾配が、ずっと大きい | 勾配爆発 | 初期化、クリッピング、学習率を下げる |
# | 誤差が急に `inf`（無限大）や `nan`（数でないもの）になる | 爆発による発散 | まずクリッピングか、小さい学習率。それから初期化を見直す |
# | 誤差が「当てずっぽう」の値から動かない | 勾配消失、または死んだ ReLU | 層ごとの勾配と、死んだニューロンを数える |
# | 勾配は水平なのに、深いネットワークが学べない | 違う画像の出力が、そっくりになっている | 残差接続と正規化 |
# | バッチが大きければ学べるのに、小さいと学べない | BatchNorm | LayerNorm にする、バッチを大きくする |
#
# ## たとえの限界
#
# - **伝言ゲームでは、言葉そのものが変わってしまいます。** 勾配は、小さくなっても計算としては正しいままで、問題は大きさです。
# - **声の大きさは、だれでも同じ割合で小さくなるとはかぎりません。** 層ごとの倍率は、活性化関数と重みで決まり、学習が進むと変わります。
# - **伝言ゲームの声は、大きくなりすぎることはまずありません。** だから、ハウリングのたとえも必要でした。
#
# ## まとめ
#
# - 勾配は層を 1 つ戻るごとに、活性化関数の傾きと重みを掛けられます。倍率が 1 より小さければ消え、大きければ爆発します。どちらも指数的に進みます。
# - 勾配消失で学べなくなるのは、「深い層」というより、**入力に近い層**です。行きの信号からも、画像どうしの違いが消えます。
# - ReLU の傾きは 0 か 1 です。しかし、重みの大きさが悪ければ消えも爆発もし、学習率が大きすぎるとニューロンが死にます。
# - 残差接続は勾配に直通の道を作り、正規化は値の大きさをそろえます。勾配が届くことは必要ですが、それだけでは足りません。
# - クリッピングは飛ばされるのを防ぎます。長さで制限すると向きが保たれ、値で制限すると向きが変わります。
# - ReLU には He、tanh には Xavier です。
#
# ここまで歩き通したあなたは、深いネットワークを診る「お医者さん」の入り口に立っています。
#
# ## 次にすること
#
# [第6章の練習問題](../../exercises/ja/06_when_gradients_go_wrong.ipynb)で、クリッピングや正規化を自分の手で書いてみましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第7章「最適化手法」](07_optimizers.ipynb)です。勾配が無事に届いたら、それをどう使って進むか、という話です。
# %% [markdown] lang="en"
# 1. Choose “ReLU” and the initial weights “He”. The line is level.
# 2. Stay with ReLU and choose “large” weights. Now it rises to the left.
# 3. Go back to sigmoid and Xavier, and tick “Residual connections”.
# 4. Try “Normalization”, also with 2 “Examples in the batch”.
# 5. Find for yourself the combination that is most nearly level at depth 50.
#
# ## Signs and cures
#
# | What you see | What to suspect | What to do |
# | --- | --- | --- |
# | The gradient near the input is far smaller than near the output | vanishing gradient | ReLU with He, residual connections, normalization |
# | The gradient near the input is far larger | exploding gradient | initialization, clipping, a smaller learning rate |
# | The error suddenly becomes `inf` (infinity) or `nan` (not a number) | an explosion that diverged | clipping or a smaller rate first; then see to the initialization |
# | The error does not move from the value of guessing | vanishing gradient, or dead ReLUs | look at the gradient of each layer, and count dead neurons |
# | The gradient is level, yet a deep network doesn't learn | different images give outputs that look alike | residual connections with normalization |
# | It learns, but not with small batches | BatchNorm | LayerNorm, or larger batches |
#
# ## Where the analogy breaks
#
# - **In the whispering game the words themselves change.** A gradient that has become small is still correctly computed; its size is the trouble.
# - **Not everybody lowers the voice by the same share.** The factor of a layer depends on its activation function and its weights, and changes as learning goes on.
# - **In a whispering game nobody gets far too loud.** That is why we needed the howling loudspeaker too.
#
# ## What you can say now
#
# - At each layer on its way back the gradient is multiplied by the slope of the activation function and by weights. Factors below 1 make it vanish, above 1 explode, exponentially either way.
# - Where it vanishes, not so much “deep layers” as the **layers near the input** stop learning. On the way forward the differences between images die as well.
# - The slope of ReLU is 0 or 1. Yet weights of a bad size make its gradient vanish or explode, and too large a rate kills neurons.
# - Residual connections give the gradient a direct road, normalization keeps values to one size. A gradient that gets through is needed, but not enough.
# - Clipping keeps you from being thrown away: by norm the direction is kept, by value it turns.
# - He for ReLU, Xavier for tanh.
#
# You are on the threshold of being a doctor to deep networks.
#
# ## What comes next
#
# Write clipping and normalization yourself in the [exercises for chapter 6](../../exercises/en/06_when_gradients_go_wrong.ipynb). For forgotten words there is the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 7, Optimizers](07_optimizers.ipynb): once the gradient has arrived safely, how is it used?

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：この章の実験のもとになった論文
#
# - X. Glorot, Y. Bengio（2010）*Understanding the difficulty of training deep feedforward neural networks*（図 6、図 7）
# - K. He, X. Zhang, S. Ren, J. Sun（2015）*Delving Deep into Rectifiers*（図 3）
# - R. Pascanu, T. Mikolov, Y. Bengio（2013）*On the difficulty of training recurrent neural networks*（図 6）
# - K. He, X. Zhang, S. Ren, J. Sun（2016）*Deep Residual Learning for Image Recognition*（4.1 節：BatchNorm つきなら、勾配消失のせいではなさそうだ）
# - S. Ioffe, C. Szegedy（2015）*Batch Normalization*　／　J. L. Ba, J. R. Kiros, G. E. Hinton（2016）*Layer Normalization*
# - G. Yang ほか（2019）*A Mean Field Theory of Batch Normalization*
# - S. Santurkar ほか（2018）*How Does Batch Normalization Help Optimization?*
# - A. L. Maas, A. Y. Hannun, A. Y. Ng（2013）*Rectifier Nonlinearities Improve Neural Network Acoustic Models*（死んだ ReLU）
#
# 図はすべて、このノートブックの中で計算し直したものです。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the papers behind the experiments of this chapter
#
# - X. Glorot, Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks* (figures 6 and 7)
# - K. He, X. Zhang, S. Ren, J. Sun (2015), *Delving Deep into Rectifiers* (figure 3)
# - R. Pascanu, T. Mikolov, Y. Bengio (2013), *On the difficulty of training recurrent neural networks* (figure 6)
# - K. He, X. Zhang, S. Ren, J. Sun (2016), *Deep Residual Learning for Image Recognition* (section 4.1: with BatchNorm, unlikely to be vanishing gradients)
# - S. Ioffe, C. Szegedy (2015), *Batch Normalization* / J. L. Ba, J. R. Kiros, G. E. Hinton (2016), *Layer Normalization*
# - G. Yang and others (2019), *A Mean Field Theory of Batch Normalization*
# - S. Santurkar and others (2018), *How Does Batch Normalization Help Optimization?*
# - A. L. Maas, A. Y. Hannun, A. Y. Ng (2013), *Rectifier Nonlinearities Improve Neural Network Acoustic Models* (dead ReLUs)
#
# All figures are computed anew in this notebook.
