# %% [markdown] lang="ja"
# # 第6章　勾配がおかしくなるとき
#
# 長い列で伝言ゲームをします。ただし、1 人ごとに声が前の人の 4 分の 1 になります。30 人先の人に、声は届くでしょうか。
#
# 第5章で見たように、誤差の知らせ（勾配）は、出力から入力へ、層から層へと戻っていきます。層が 30 もあれば、これは 30 人の伝言ゲームです。
#
# 下の図は、本物のネットワークに数字の画像を 32 枚通し、戻ってきた勾配を層ごとに測ったものです。さわると、その場で計算し直します。
#
# **予想**：「深さ」を 5 から 50 まで動かすと、勾配が小さくなるのは、入力に近い層（左）でしょうか、出力に近い層（右）でしょうか。
# %% [markdown] lang="en"
# # Chapter 6: When gradients go wrong
#
# A long row of people plays the whispering game, but each of them speaks at 1/4 of the loudness of the one before. Will anything be heard 30 people further on?
#
# As chapter 5 showed, the news of the error (the gradient) travels back from the output to the input, from layer to layer. With 30 layers that is a whispering game of 30 players.
#
# The picture below sends 32 images of digits through a real network and measures, layer by layer, the gradient that comes back. Touch it, and all of it is computed anew.
#
# **Predict**: when you move "Depth" from 5 to 50, where does the gradient become small: in the layers near the input (left) or in those near the output (right)?

# %% tags=["W6.1"]
from course_lib.controls.deep_signals import DeepSignalsControl

control = DeepSignalsControl()
control

# %% [markdown] lang="ja"
# **図の読み方**　横軸は層の番号で、1 が入力のすぐ隣です。上の図の縦軸は、目盛りが 1 つ上がるごとに 10,000 倍になります。
#
# - **青い丸**は、その層に戻ってきた勾配の大きさです。大きさとは、並んだ数をすべて 2 乗して足し、平方根をとったもの（**ノルム**）で、矢印の長さにあたります。
# - **赤い四角**は、その層の重みの勾配の大きさです。重みは「学習率 × 重みの勾配」だけ動くので、これが小さいと、その層は学べません。
# - 左下はニューロンの出力、右下は戻ってきた勾配の分布（ヒストグラム）です。1 つの列が 1 つの層で、色が濃いところに値が集まっています。
#
# 次のことを試してみましょう。
#
# 1. 深さを 5 から 50 まで、ゆっくり動かします。点はまっすぐな線に並びます。この縦軸でまっすぐということは、1 層ごとに同じ**倍率**が掛かっているということです。
# 2. 活性化関数を「ReLU 関数」、最初の重みを「He 初期化」にします。線は水平になります。
# 3. ReLU のまま、最初の重みを「大きめ」にします。今度は、左へ行くほど大きくなります。
# 4. シグモイドと Xavier に戻し、「残差接続」にチェックを入れます。
# 5. 「正規化」も試します。BatchNorm と LayerNorm は、いつも同じように効くでしょうか。
#
# どの組み合わせがよくて、どれが悪いのか。この章では、その理由を 1 つずつ確かめます。
# %% [markdown] lang="en"
# **How to read it.** From left to right are the layers; number 1 is next to the input. On the upright axis of the upper picture each mark is 10,000 times the one below.
#
# - **Blue dots**: the size of the gradient that came back to the layer. Size means: square all of its numbers, add them up, take the root. It is called the **norm**, and is the length of an arrow.
# - **Red squares**: the size of the gradient of the layer's weights. Weights move by learning rate × gradient of the weights; where this is small, the layer can't learn.
# - Lower left: the outputs of the neurons; lower right: the gradients that came back, as histograms. Each column is one layer, and the darker the colour, the more numbers lie there.
#
# Try these:
#
# 1. Move the depth slowly from 5 to 50. The dots lie on a straight line. Straight on this axis means that every layer multiplies by the same **factor**.
# 2. Choose "ReLU" and the initial weights "He". The line is level.
# 3. Stay with ReLU and choose the initial weights "large". Now it rises to the left.
# 4. Go back to sigmoid and Xavier, and tick "Residual connections".
# 5. Try "Normalization" too. Do BatchNorm and LayerNorm always help alike?
#
# Which combinations are good, which are bad, and why? That is what this chapter finds out, one by one.

# %% [markdown] lang="ja"
# ## 6.1　勾配消失：声が届かない
#
# まず、掛け算の力を見ておきましょう。
# %% [markdown] lang="en"
# ## 6.1 Vanishing gradients: nothing is heard
#
# First, see what multiplying can do.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter06.quiz_quarter")

# %%
for factor in (0.25, 0.9, 1.0, 1.1, 2.0):
    print(f"{factor:4}", *(f"{layers:3} layers: {factor**layers:8.1e}" for layers in (5, 10, 30, 50)), sep="    ")

# %% [markdown] lang="ja"
# 0.25 を 30 回掛けると、およそ 0.000000000000000001 になります（8.7e-19 は、8.7 を 10 で 19 回割った数です）。0.9 でさえ、50 回掛ければ 200 分の 1 です。1 より少し小さいだけで消えていき、少し大きいだけでふくらみます。
#
# 勾配が 0 に近づいて学習が進まなくなることを、**勾配消失**といいます。原因は 2 つです。
#
# ### 原因 1：活性化関数の性質
#
# **活性化関数**は、層の計算の結果を曲げる関数です。連鎖律（第5章）により、勾配は層を 1 つ戻るごとに、その場所での**活性化関数の傾き**が掛けられます。
# %% [markdown] lang="en"
# 0.25 multiplied by itself 30 times is about 0.000000000000000001 (8.7e-19 is 8.7 divided by 10 for 19 times). Even 0.9 shrinks to 1/200 in 50 layers. A little below 1, and it dies away; a little above 1, and it swells.
#
# When the gradient nears 0 and training stalls, one speaks of a **vanishing gradient**. It has two causes.
#
# ### Cause 1: the nature of the activation function
#
# An **activation function** bends what a layer has computed. By the chain rule (chapter 5), each layer on the way back multiplies the gradient by the **slope of its activation function** at that place.

# %%
from course_lib.plots.activation_slopes import activation_slopes

activation_slopes()

# %% [markdown] lang="ja"
# - **シグモイド**の傾きは、一番急な真ん中でも 0.25 しかありません。伝言ゲームの「4 分の 1」は、ここから来ています。
# - **tanh** の傾きは真ん中で 1 ですが、両端では 0 に近づきます。出力が端に張りつくことを、**飽和**といいます。
# - **ReLU** の傾きは、入力がプラスなら 1、そうでなければ 0 です。
#
# ### 原因 2：層を重ねるごとに小さくなる
#
# 傾きのほかに、**重み**も掛けられます。大きな重みなら小さな傾きを補えますし、小さな重みなら、もっと速く消えます。本物のネットワークで測りましょう。
# どの層にもニューロンが 64 個あり、入力は手書き数字の画像（8 × 8 = 64 画素）です。重みの決め方の名前 Xavier と He は、6.2 で説明します。
# %% [markdown] lang="en"
# - The slope of **sigmoid** is 0.25 even in the middle, where it is steepest. That is the 1/4 of the whispering game.
# - The slope of **tanh** is 1 in the middle, but nears 0 at both ends. An output that sticks to an end is called **saturated**.
# - The slope of **ReLU** is 1 where its input is positive, else 0.
#
# ### Cause 2: it shrinks at every layer
#
# Besides the slope, the **weights** multiply the gradient. Large weights can make up for a small slope; small ones make it die away faster. Let us measure a real network.
# Each layer has 64 neurons, and the inputs are images of handwritten digits (8 × 8 = 64 pixels). Xavier and He are names of ways to choose the weights; section 6.2 explains them.

# %%
import numpy as np

from course_lib import course_seed
from course_lib.data.digits import digits
from course_lib.networks.deep_networks import deep_network
from course_lib.networks.initializers import he, normal, xavier
from course_lib.networks.deep_signals import layer_signals
from course_lib.networks.layers import ReLU, Sigmoid, Tanh
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.plots.by_layer import by_layer
from course_lib.ground.regression import standardize

images, labels = digits()
inputs, _, _ = standardize(images.reshape(len(images), -1))


def look(depth, activation, initializer, number=0, samples=64, **cures):
    # ja: 新しいネットワークに画像を通し、各層の出力と、戻ってきた勾配を見る
    # en: send images through a new network; see each layer's outputs and the gradients that come back
    rng = np.random.default_rng([course_seed(), number])
    network = deep_network(64, 64, depth, 10, rng, activation=activation, initializer=initializer, **cures)
    return layer_signals(network, softmax_cross_entropy, inputs[:samples], labels[:samples])


networks = {"sigmoid_xavier": (Sigmoid, xavier), "tanh_xavier": (Tanh, xavier), "relu_he": (ReLU, he)}
by_layer({name: look(50, *setting).gradient_norms for name, setting in networks.items()}, "three", "gradient")

# %% tags=["C6.1"]
from course_lib import claim
from course_lib.plots.activation_slopes import values_and_slopes


def share_left(depth, *setting, **cures):
    # ja: 第 1 層に戻った勾配は、最後の層の何倍か（5 つのネットワークの幾何平均）
    # en: the gradient in layer 1 as a multiple of that in the last layer (geometric mean of five networks)
    norms = [look(depth, *setting, number=n, **cures).gradient_norms for n in range(5)]
    return np.exp(np.mean([np.log(each[0] / each[-1]) for each in norms]))


steepest = values_and_slopes(Sigmoid(), np.linspace(-10, 10, 10001))[1].max()
shrinks = np.diff(look(50, Sigmoid, xavier).gradient_norms) > 0
depths = (5, 10, 20, 30, 50)
sigmoid = {f"sigmoid{depth}": share_left(depth, Sigmoid, xavier) for depth in depths}
tanh = {f"tanh{depth}": share_left(depth, Tanh, xavier) for depth in depths}
relu = {f"relu{depth}": share_left(depth, ReLU, he) for depth in depths}

claim(
    "C6.1", "caveat",
    [
        steepest <= 0.25,
        shrinks.all() and all(left < 0.3 ** (depth - 1) for depth, left in zip(depths, sigmoid.values(), strict=True)),
        (np.diff(list(tanh.values())) < 0).all() and 0.05 < tanh["tanh50"] < 0.5,
        all(0.2 < left < 5 for left in relu.values()),
    ],
    steepest=steepest, **sigmoid, **tanh, **relu,
)

# %% [markdown] lang="ja"
# ### 「深い層が学習しなくなる」は本当か
#
# 勾配消失は、よく「深い層が学習しなくなる」と説明されます。では、どの層のことでしょうか。先に予想してください。
# %% [markdown] lang="en"
# ### Is it true that "deep layers stop learning"?
#
# This is how vanishing gradients are often explained. Which layers are meant? Predict first.

# %%
Quiz("chapter06.quiz_starving")

# %% [markdown] lang="ja"
# 8 層のシグモイドのネットワークに、実際に数字を学ばせます。学習の前とあとで、各層の重みがどれだけ変わったかを測ります（重みの変化の大きさ ÷ 重みの大きさ）。
# 比べるのは、同じネットワークに、あとで説明する**残差接続**をつけたものです。
# %% [markdown] lang="en"
# A network of 8 sigmoid layers now really learns digits. We measure how much the weights of each layer have changed (size of the change / size of the weights).
# Beside it learns the same network with **residual connections**, which will be explained further down.

# %%
from course_lib.engine.tensor import no_grad
from course_lib.data.splitting import train_and_test
from course_lib.optimizers.rules import SGD, Adam
from course_lib.networks.training import train

train_rows, test_rows = train_and_test(len(inputs), 0.2, np.random.default_rng(course_seed()))


def build(depth, activation, initializer, **cures):
    rng = np.random.default_rng(course_seed())
    return deep_network(64, 64, depth, 10, rng, activation=activation, initializer=initializer, **cures)


def learn(network, optimizer, epochs, batch_size=64, **settings):
    # ja: 学習して、1 エポック（全部のデータを 1 回見ること）ごとの誤差を返す
    # en: train, and return the error of each epoch (one epoch is going through all examples once)
    rng = np.random.default_rng(course_seed())
    return train(
        network, softmax_cross_entropy, inputs[train_rows], labels[train_rows], optimizer,
        epochs=epochs, batch_size=batch_size, rng=rng, **settings,
    ).epoch_losses  # fmt: skip


def accuracy(network):
    # ja: 学習に使わなかった画像のうち、正しく読めたものの割合（%）
    # en: of the images kept aside, how many are read rightly (in %)
    network.eval()
    with no_grad():
        guesses = network(inputs[test_rows]).data.argmax(axis=1)
    return 100 * np.mean(guesses == labels[test_rows])


def weights_of(network):
    return [parameter.data.copy() for name, parameter in network.named_parameters() if name.endswith("weights")]


def relative_changes(before, after):
    return np.array([np.linalg.norm(new - old) / np.linalg.norm(old) for old, new in zip(before, after, strict=True)])


plain, shortcut = build(8, Sigmoid, xavier), build(8, Sigmoid, xavier, residual=True)
before = weights_of(plain), weights_of(shortcut)
errors = learn(plain, SGD(0.1), epochs=6), learn(shortcut, SGD(0.1), epochs=6)
# ja: 最後の Dense 層（点数を出す層）を除いた、8 つの隠れ層
# en: the 8 hidden layers, without the last Dense layer, which gives the scores
changes = relative_changes(before[0], weights_of(plain))[:8], relative_changes(before[1], weights_of(shortcut))[:8]
by_layer({"plain": changes[0], "residual": changes[1]}, "changes", "change")

# %% tags=["C6.2"]
guessing = np.log(10)
claim(
    "C6.2", "misleading",
    [
        changes[0][0] < changes[0][-1] / 100 and (changes[0][:3] < 0.001).all(),
        errors[0][-1] > 0.95 * guessing,
        changes[1].min() > 0.05 and errors[1][-1] < 0.5,
    ],
    first=changes[0][0], last=changes[0][-1], times=changes[0][-1] / changes[0][0],
    stalled=errors[0][-1], guessing=guessing, cured=changes[1][0], error=errors[1][-1], right=accuracy(shortcut),
)

# %% [markdown] lang="ja"
# 飢えているのは、**入力に近い層**です。出力に近い層には、まだ勾配が届いています。
#
# 「深い層」という言葉は、「入力から数えて奥の層」（＝出力に近い層）と受け取られやすいので、誤解のもとです。勾配は出力から出発するので、**勾配の旅の終わりにある層**、つまり入力側の層が学べなくなります。
# 入力側の層が、でたらめな重みのまま画像をかき混ぜてしまうと、出力に近い層がどんなに学んでも、意味のある材料が届きません。誤差が「当てずっぽう」の 2.3（10 個から 1 つを当てるときの値）のままなのは、そのためです。
#
# ### たとえはどこまで通じるか
#
# - **伝言ゲームでは、言葉そのものが変わってしまいます。** 勾配は、小さくなっても向きは正しいままです。問題は大きさです。学習率 × 10⁻¹⁹ では、重みはまったく動きません。
# - **声の大きさは、だれでも同じ割合で小さくなるとはかぎりません。** 層ごとの倍率は、活性化関数と重みで決まり、データや、学習の進み具合によっても変わります。
# - **人の声は、大きくなりすぎることはありません。** 勾配では、それも起こります（6.2）。
# %% [markdown] lang="en"
# It is the **layers near the input** that starve. Those near the output still get their gradient.
#
# "Deep layers" is easily understood as those far from the input, that is, near the output, and so it misleads. The gradient sets out at the output: the layers **at the end of its journey**, on the side of the input, are those that can't learn.
# And while the layers near the input stir up the image with random weights, no sensible material arrives at the layers near the output, however much they learn. That is why the error stays at 2.3, the value of guessing one out of 10.
#
# ### How far the analogy goes
#
# - **In the whispering game the words themselves change.** A gradient that has become small still points the right way. Its size is the trouble: learning rate × 10⁻¹⁹ does not move a weight at all.
# - **Not everybody lowers the voice by the same share.** The factor of a layer depends on its activation function and its weights, and changes with the data and as learning goes on.
# - **People don't shout louder and louder.** Gradients sometimes do (6.2).

# %% [markdown] lang="ja"
# ### 対策 1：ReLU 関数
#
# ReLU の傾きは 0 か 1 です。1 が掛かるところでは、勾配は小さくなりません。計算も、「プラスならそのまま、マイナスなら 0」と簡単です。
#
# では、ReLU にすれば安心でしょうか。気をつけることが 2 つあります。
#
# - **重みも掛けられます。** 重みの大きさが悪ければ、ReLU でも勾配は消えたり爆発したりします。
# - **ニューロンが「死ぬ」ことがあります。** どのデータに対しても入力がマイナスになると、出力はいつも 0、傾きもいつも 0 です。勾配が来ないので、そのままでは学べません。手前の層が動いて入力が変われば、目を覚ますこともあります。学習率が大きすぎて重みが飛ばされたときに起こります。
#
# 死んだニューロンを数えましょう。3 層（ニューロンは全部で 192 個）のネットワークに、学習率 0.1 で学ばせます。2 回目は、**最初の 1 歩だけ**、学習率を 3.0 にします。
# %% [markdown] lang="en"
# ### Cure 1: ReLU
#
# The slope of ReLU is 0 or 1. Where it is 1 the gradient does not shrink. It is easy to compute, too: leave what is positive, and put 0 for the rest.
#
# Is all well with ReLU, then? There are two things to beware of.
#
# - **Weights multiply as well.** With weights of a bad size the gradient vanishes or explodes in spite of ReLU.
# - **Neurons may die.** If a neuron's input is negative for all of the data, its output is always 0 and so is its slope. No gradient comes, and as things stand it does not learn. It may wake up if the layers before it move and its inputs change. This happens when too large a learning rate has thrown the weights away.
#
# Let us count the dead. A network of 3 layers (192 neurons in all) learns at a rate of 0.1. The second time, **just 1 step, the first,** is made at a rate of 3.0.

# %%
from course_lib.networks.dead_units import dead_units

dead, lines = {}, []
for first_rate in (0.1, 3.0):
    network = build(3, ReLU, he)
    at_first = dead_units(network, inputs[train_rows])
    # ja: 最初の 1 歩だけ first_rate、あとは 0.1 で、4 エポック学ぶ
    # en: the first step at first_rate, all others at 0.1, for 4 epochs
    learn(network, SGD(0.1), epochs=4, schedule=lambda step, first=first_rate: first if step == 0 else 0.1)
    dead[first_rate] = dead_units(network, inputs[train_rows])
    lines.append(f"first step at {first_rate}: dead in layers 1, 2, 3 before {at_first}, in the end {dead[first_rate]}; read rightly: {accuracy(network):.0f} %")
print(*lines, sep="\n")

# %% tags=["C6.3"]
rng = np.random.default_rng(course_seed())
slopes = np.unique(values_and_slopes(ReLU(), rng.normal(size=10000))[1])
he_deviation = np.sqrt(2 / 64)
level = share_left(30, ReLU, he)
half = share_left(30, ReLU, normal(he_deviation / 2))
twice = share_left(30, ReLU, normal(he_deviation * 2))

claim(
    "C6.3", "caveat",
    [
        slopes.tolist() == [0, 1],
        0.2 < level < 5,
        half < 1e-7,
        twice > 1e7,
        dead[0.1].sum() < 15 < dead[3.0].sum(),
    ],
    level=level, half=half, twice=twice, few=dead[0.1].sum(), many=dead[3.0].sum(), units=3 * 64,
)

# %% [markdown] lang="ja"
# 「計算も高速」は、時間を測って確かめます。10,000 個の数について、活性化関数だけの順伝播と逆伝播の時間と、ネットワーク全体の学習 1 歩の時間を比べます。どれも 101 回測り、一番短かった時間をとります（ほかのプログラムに邪魔されると、時間は長くなるだけで、短くはならないからです）。
# 時間は、コンピューターによって、また測るたびに変わります。下の数は、このノートブックを作ったときのものです。
# %% [markdown] lang="en"
# That it is quick to compute is a matter for the clock. We compare the time of the activation function alone, forward and backward for 10,000 numbers, and of 1 learning step of a whole network. Each is measured 101 times and the shortest time taken (other programs can only make it longer, never shorter).
# Times differ from computer to computer and from run to run. Those below are from when this notebook was made.

# %% tags=["nbval-ignore-output"]
from time import perf_counter

from course_lib.engine.tensor import Tensor, apply

numbers = Tensor(rng.normal(size=10_000))
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
    activation()(numbers).backward(ones)


def learning_step(activation):
    layer_signals(networks[activation], softmax_cross_entropy, inputs[:64], labels[:64])


networks = {activation: build(8, activation, he) for activation in (ReLU, Tanh, Sigmoid)}


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


alone = times_of_relu(activation_only, [*networks, PlainSigmoid])
whole = times_of_relu(learning_step, networks)
for name, ratios in (("activation only", alone), ("learning step", whole)):
    print(f"{name:15}", *(f"{activation.__name__}: {ratio:.1f}" for activation, ratio in ratios.items()), sep="   ")

# %% tags=["C6.4"]
claim("C6.4", "caveat", [alone[Sigmoid] > 1.5, alone[PlainSigmoid] < alone[Sigmoid], whole[Sigmoid] < alone[Sigmoid]])

# %% [markdown] lang="ja"
# ### 対策 2：残差接続（ResNet）
#
# 層を**飛びこえる道**を作ります。層の出力 $f(x)$ に、入ってきた $x$ をそのまま足すのです。
#
# $$y = x + f(x) \qquad\text{傾きは}\qquad \frac{\partial y}{\partial x} = 1 + f'(x)$$
#
# $f'(x)$ が 0 に近くても、1 が足されているので、勾配に掛かる数は 1 の近くにとどまります。伝言ゲームの列のわきに、もう 1 本、声がそのまま通る管を引いたようなものです。
#
# わざと小さい重み（標準偏差 0.05）で始めた、50 層と 100 層の tanh で比べます。
# %% [markdown] lang="en"
# ### Cure 2: residual connections (ResNet)
#
# Build a road **past** the layer: add to the layer's output $f(x)$ the very $x$ that came in.
#
# $$y = x + f(x) \qquad\text{with slope}\qquad \frac{\partial y}{\partial x} = 1 + f'(x)$$
#
# Even where $f'(x)$ is near 0 there is the 1 before it, so the factor stays near 1. It is as if a speaking tube ran beside the row of whisperers.
#
# Compare tanh networks of 50 and 100 layers that start, on purpose, with small weights (standard deviation 0.05).

# %%
small = normal(0.05)
curves = {
    "plain50": look(50, Tanh, small).gradient_norms,
    "residual50": look(50, Tanh, small, residual=True).gradient_norms,
    "residual100": look(100, Tanh, small, residual=True).gradient_norms,
    "residual_relu": look(50, ReLU, he, residual=True).gradient_norms,
}
by_layer(curves, "residual", "gradient")

# %% [markdown] lang="ja"
# 直通の道は、**声を大きくしすぎる**こともあります。橙色の線（ReLU と He）を見てください。$x$ に、同じくらい大きい $f(x)$ を足すことを 50 回くり返すと、層ごとに大きくなっていきます。
# 残差接続は、消えるのを防ぎますが、爆発は防ぎません。だから、ふつうは正規化や、小さめの重みと一緒に使います。
#
# 実際に学べるかどうかも確かめましょう。
# %% [markdown] lang="en"
# The direct road can also make the voice **too loud**: look at the orange curve (ReLU with He). Adding to $x$ an $f(x)$ of about the same size, 50 times over, makes it grow at every layer.
# Residual connections keep a gradient from vanishing, not from exploding. So they are mostly used together with normalization or with smaller weights.
#
# Do such networks learn? Let us see.

# %% tags=["C6.5"]
learners = {
    "plain": build(50, Tanh, small),
    "fifty": build(50, Tanh, small, residual=True),
    "hundred": build(100, Tanh, small, residual=True),
}
last_errors = {name: learn(network, SGD(0.01), epochs=2)[-1] for name, network in learners.items()}
right = {name: accuracy(network) for name, network in learners.items()}
left = {
    "plain": share_left(50, Tanh, small),
    "fifty": share_left(50, Tanh, small, residual=True),
    "hundred": share_left(100, Tanh, small, residual=True),
    "relu": share_left(50, ReLU, he, residual=True),
}
claim(
    "C6.5", "caveat",
    [
        left["plain"] < 1e-15 and 0.1 < left["fifty"] < 30 and 0.1 < left["hundred"] < 300,
        last_errors["plain"] > 0.99 * guessing,
        right["fifty"] > 50 and right["hundred"] > 50,
        left["relu"] > 1e6,
    ],
    **left, stalled=last_errors["plain"], guessing=guessing, right50=right["fifty"], right100=right["hundred"],
)

# %% [markdown] lang="ja"
# ### 対策 3：正規化
#
# 層を通る数を、平均 0、ばらつき 1 にそろえ直します。どの数といっしょにそろえるかで、2 つの方法があります。
#
# - **Batch Normalization**（BatchNorm、Ioffe と Szegedy、2015 年）：1 つのニューロンの値を、**バッチ（一度にまとめて通すデータの組）の中のデータどうし**でそろえます。縦にそろえる、と覚えましょう。
# - **Layer Normalization**（LayerNorm、Ba らの論文、2016 年）：1 つのデータの値を、**同じ層のニューロンどうし**でそろえます。横にそろえます。ほかのデータは関係ありません。
#
# 小さな例で見てみます。行がデータ、列がニューロンです。
# %% [markdown] lang="en"
# ### Cure 3: normalization
#
# The numbers that pass through a layer are brought back to mean 0 and spread 1. There are two ways, depending on which numbers are taken together.
#
# - **Batch Normalization** (BatchNorm; Ioffe and Szegedy, 2015): one neuron's values are compared **among the samples of the batch**. Think of it as down a column.
# - **Layer Normalization** (LayerNorm; Ba and others, 2016): one sample's values are compared **among the neurons of the layer**. That is along a row, and the other samples don't matter.
#
# A small example: rows are samples, columns are neurons.

# %%
from course_lib.networks.normalization import BatchNorm, LayerNorm

x = np.array([[1.0, 10.0, 200.0], [2.0, 20.0, 100.0], [3.0, 60.0, 0.0]])
for layer in (BatchNorm(3), LayerNorm(3)):
    print(type(layer).__name__, np.round(layer(x).data, 2), sep="\n")

# %% [markdown] lang="ja"
# 深さ 50 の ReLU を、また小さい重み（0.05）で始め、正規化なし、BatchNorm、LayerNorm で比べます。最後の線は、シグモイドに LayerNorm をつけたものです。
# %% [markdown] lang="en"
# ReLU at depth 50, again with small weights (0.05): without normalization, with BatchNorm, with LayerNorm. The last curve is sigmoid with LayerNorm.

# %%
curves = {
    "none": look(50, ReLU, small).gradient_norms,
    "batch": look(50, ReLU, small, normalization=BatchNorm).gradient_norms,
    "layer": look(50, ReLU, small, normalization=LayerNorm).gradient_norms,
    "layer_sigmoid": look(50, Sigmoid, small, normalization=LayerNorm).gradient_norms,
}
by_layer(curves, "normalization", "gradient")

# %% [markdown] lang="ja"
# どちらの正規化も、消えかけた勾配をよみがえらせました。しかし、万能ではありません。
#
# - **BatchNorm だけを 50 層**重ねると、勾配は戻るたびに約 1.2 倍になり、爆発へ向かいます。Yang らの論文（2019 年、*A Mean Field Theory of Batch Normalization*）は、ReLU でのこの倍率を $\sqrt{\pi/(\pi-1)} \approx 1.211$ と計算しています。下で測った値と比べてください。残差接続を足すと、おさまります（一番上の図で確かめられます）。
# - **シグモイドに LayerNorm** をつけても、傾きが 0.25 以下であることは変わらないので、やはり消えます。
# - **バッチが小さい**と、BatchNorm は困ります。データが 2 つだけなら、大きいほうが 1、小さいほうが −1 になるだけで、どれくらい違うかは捨てられてしまいます。
# %% [markdown] lang="en"
# Both bring the dying gradient back to life. But they are no cure-all.
#
# - With **BatchNorm alone, 50 layers of it**, the gradient grows by about 1.2 times at each layer on its way back and is on its way to exploding. Yang and others (2019, *A Mean Field Theory of Batch Normalization*) work out this factor for ReLU as $\sqrt{\pi/(\pi-1)} \approx 1.211$; compare it with what is measured below. Adding residual connections calms it (try it in the control at the top).
# - With **LayerNorm on sigmoid** the slope is still 0.25 at most, and the gradient vanishes all the same.
# - **Small batches** are a trouble for BatchNorm. Of two samples the larger becomes 1 and the smaller −1, and how much they differ is thrown away.

# %%
for pair in ([3.0, 3.1], [3.0, 4.0], [-50.0, 900.0]):
    two = BatchNorm(1)(np.array([[number] for number in pair])).data.ravel()
    print(pair, "-> BatchNorm:", np.round(two, 2))

# %% [markdown] lang="ja"
# 本当に学びにくいかどうか、データ 2 個ずつのバッチと、64 個ずつのバッチで学ばせて比べます。
# BatchNorm を使った 2 個ずつの学習は、とても揺れやすく、コンピューターが違うだけでも正解率が何 % か変わります。
# %% [markdown] lang="en"
# Does it really learn less well? Compare training with batches of 2 and with batches of 64.
# BatchNorm with batches of 2 is so shaky that another computer alone may change its share of right answers by several %.

# %% tags=["nbval-ignore-output"]
right = {}
for kind in (BatchNorm, LayerNorm):
    for size, rate, epochs in ((2, 0.005, 1), (64, 0.1, 5)):
        network = build(3, ReLU, he, normalization=kind)
        learn(network, SGD(rate), epochs, batch_size=size)
        right[kind, size] = accuracy(network)
print(*(f"{kind.__name__}, batches of {size}: {share:.0f} %" for (kind, size), share in right.items()), sep="\n")

# %% tags=["C6.6"]
none, batch, layer, sigmoid_layer = (
    share_left(50, *setting, normalization=kind)
    for setting, kind in (
        ((ReLU, small), None), ((ReLU, small), BatchNorm), ((ReLU, small), LayerNorm), ((Sigmoid, small), LayerNorm),
    )
)  # fmt: skip
per_layer, theory = batch ** (1 / 49), np.sqrt(np.pi / (np.pi - 1))

pair, other = rng.normal(size=(2, 64)), 100 * rng.normal(size=(2, 64))
signs = np.abs(BatchNorm(64)(pair).data)
alone = LayerNorm(64)(pair).data[0]
together = LayerNorm(64)(np.stack([pair[0], other[0]])).data[0]

claim(
    "C6.6", "caveat",
    [
        none < 1e-15 and batch > 0.1 and 0.02 < layer < 50,
        abs(per_layer / theory - 1) < 0.03,
        sigmoid_layer < 1e-10,
        np.median(np.abs(signs - 1)) < 0.001 and np.array_equal(alone, together),
        right[BatchNorm, 2] < 60 and right[LayerNorm, 2] > 70 and min(right[BatchNorm, 64], right[LayerNorm, 64]) > 85,
    ],
    none=none, batch=batch, layer=layer, per_layer=per_layer, theory=theory, sigmoid=sigmoid_layer,
)

# %% [markdown] lang="ja"
# ## 6.2　勾配爆発：声が大きくなりすぎる
#
# 今度は逆です。マイクの音をスピーカーが大きくし、その音をまたマイクが拾うと、「キーン」と鳴りますね（ハウリング）。1 周するたびに、音が同じ倍率で大きくなるからです。
#
# **勾配爆発**も同じです。1 層ごとの倍率が 1 より大きいと、勾配は層の数に対して**指数的に**大きくなります。すると、パラメータは一歩で極端な値になり、学習は発散します。
#
# ReLU の重みの標準偏差を、He の決め方の 0.5 倍、1 倍、1.5 倍、2 倍にしてみます。**予想**：1.5 倍の重みを 50 層重ねると、勾配は何倍になるでしょうか。
# %% [markdown] lang="en"
# ## 6.2 Exploding gradients: too loud
#
# Now the other way round. When a loudspeaker makes the sound of a microphone louder and the microphone picks it up again, it howls: each time round, the sound grows by the same factor.
#
# **Exploding gradients** are of that kind. Where the factor of a layer is above 1, the gradient grows **exponentially** with the number of layers. Then the parameters take extreme values in a single step, and training diverges.
#
# Let us make the standard deviation of ReLU's weights 0.5, 1, 1.5 and 2 times that of He's rule. **Predict**: with weights 1.5 times as large, how many times as large is the gradient after 50 layers?

# %%
scales = {"scale_0_5": 0.5, "scale_1": 1.0, "scale_1_5": 1.5, "scale_2": 2.0}
curves = {name: look(50, ReLU, normal(scale * he_deviation)).gradient_norms for name, scale in scales.items()}
by_layer(curves, "scales", "gradient")

# %% [markdown] lang="ja"
# どの線もまっすぐです。縦軸は対数目盛りなので、まっすぐな線は指数的な変化を表します。傾きも予想できます。重みを $c$ 倍にすると、勾配は層ごとに $c$ 倍になります。
# %% [markdown] lang="en"
# All of them are straight. On this logarithmic axis a straight line is exponential change. Even its slope can be foretold: with weights $c$ times as large the gradient is multiplied by $c$ at each layer.

# %% tags=["C6.7"]
depths = np.arange(10, 60, 10)
growth, straight = {}, {}
for name, scale in scales.items():
    logs = np.log10([share_left(depth, ReLU, normal(scale * he_deviation)) for depth in depths])
    growth[name] = 10 ** np.polyfit(depths, logs, 1)[0]
    straight[name] = np.corrcoef(depths, logs)[0, 1] ** 2
steepest_two = [straight["scale_1_5"], straight["scale_2"]]

claim(
    "C6.7", "holds",
    [min(steepest_two) > 0.99, all(abs(growth[name] / scale - 1) < 0.06 for name, scale in scales.items())],
    straight=min(steepest_two), **growth,
)

# %% [markdown] lang="ja"
# ### 対策 1：勾配クリッピング
#
# 勾配に**上限**を設け、超えた分を切りつめます。方法は 2 つあります。
#
# - **長さで制限する**（ノルムによるクリッピング）：すべての勾配をまとめて 1 本の長い矢印と考え、その長さが上限を超えたら、矢印全体を同じ割合で縮めます。
# - **値で制限する**：1 つ 1 つの数を、−上限 から ＋上限 の間に切りそろえます。
#
# Pascanu、Mikolov、Bengio の論文（2013 年、*On the difficulty of training recurrent neural networks*）は、勾配が爆発する場所には**崖**があると考えました。崖のふちで勾配が急に大きくなり、たった一歩で遠くへ飛ばされます。
# 下の「再帰ネットワークの崖」は、その論文の図 6 と同じ問題を計算し直したものです。自分の出力を自分に 50 回渡すニューロン 1 個の誤差を、重み $w$ とバイアス $b$ の地図にしました。
#
# **予想**：崖のふちで制限をかけると、玉の進む**向き**は変わるでしょうか。
# %% [markdown] lang="en"
# ### Cure 1: gradient clipping
#
# Put a **ceiling** on the gradient and cut off what goes beyond. There are two ways.
#
# - **By norm**: take all gradients together as one long arrow. If it is longer than the limit, shorten the whole arrow by one factor.
# - **By value**: cut every single number to lie between −limit and +limit.
#
# Pascanu, Mikolov and Bengio (2013, *On the difficulty of training recurrent neural networks*) think of the place where gradients explode as a **cliff**. At its edge the gradient is suddenly huge, and one step throws you far away.
# "Cliff of a recurrent network" below is the problem of figure 6 of that paper, computed anew: a single neuron hands its output on to itself 50 times, and the map shows its error over the weight $w$ and the bias $b$.
#
# **Predict**: does clipping at the edge of the cliff change the **direction** in which the ball goes?

# %% tags=["W6.2"]
from course_lib.controls.clipped_paths import ClippedPathsControl, clipped_paths

clipping_control = ClippedPathsControl()
clipping_control

# %% [markdown] lang="ja"
# 1. 「勾配の上限」を 100 から 0.1 まで、ゆっくり下げます。崖を飛び越えなくなるのは、どのあたりでしょうか。
# 2. 上限を下げすぎると、どうなりますか。右の図で、歩みの遅さを見てください。
# 3. 図の下の文を読みます。長さで制限しても向きは変わりませんが、値で制限すると、向きの角度が変わります。大きな数だけが削られるからです。
# 4. 「再帰ネットワークの崖」を選び、上限を 0.1 から 1 まで変えます。そのままの玉は飛ばされて、戻ってきません。
#
# 論文の図と同じく、崖のふちで飛ばされる玉と、制限のおかげで谷にとどまる玉が見えます。論文は図だけを示していて、出発点や学習率を書いていないので、道すじの細かいところまでは比べられません。
#
# 本物のネットワークでも確かめます。わざと 1.5 倍の重みで始めた 10 層の ReLU です。
# %% [markdown] lang="en"
# 1. Lower "Limit of the gradient" slowly from 100 to 0.1. Where does the ball stop jumping off the cliff?
# 2. What if the limit is too low? Look on the right how slow it gets.
# 3. Read the sentence below the picture. Clipping by norm keeps the direction; clipping by value turns it by some degrees, because only large numbers are cut.
# 4. Choose "Cliff of a recurrent network" and vary the limit from 0.1 to 1. The ball that is not clipped is thrown away and does not come back.
#
# As in the paper's figure, one ball is thrown off at the edge of the cliff, and the other stays in the valley thanks to the limit. The paper gives only a drawing, without start and learning rate, so that the paths can't be compared in detail.
#
# And in a real network? Here are 10 layers of ReLU that start, on purpose, with weights 1.5 times too large.

# %%
from functools import partial

from course_lib.networks.clipping import clip_by_norm, clip_by_value
from course_lib.networks.finiteness import NotFiniteError

too_large = normal(1.5 * he_deviation)
try:
    learn(build(10, ReLU, too_large), SGD(0.05), epochs=8)
    broken_at = None
except NotFiniteError as error:
    broken_at = error.step
    print(error)

# %% tags=["C6.8"]
from course_lib.ground.landscapes import cliff
from course_lib.plots.clipped_paths import turned_by
from course_lib.ground.recurrent_cliff import recurrent_cliff

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
softmax_cross_entropy(network(inputs[:64]), labels[:64]).backward()
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
    thrown=thrown, held=held, lost=ends["plain"], kept=ends["norm"], step=broken_at,
    first=clipped["norm"][0], last=clipped["norm"][-1], turned=turned["value"],
)

# %% [markdown] lang="ja"
# ### 対策 2：適切な重みの初期化
#
# 爆発も消失も、1 層ごとの倍率が 1 からずれるせいでした。それなら、**最初の重み**を、倍率がちょうど 1 になる大きさに選べばよいのです。これを**重みの初期化**といいます。
#
# 入力が $n$ 個あるニューロンは、$n$ 個の「重み × 入力」を足します。たくさん足すほど和のばらつきは大きくなるので、重みはその分だけ小さくします。
#
# - **Xavier 初期化**（Glorot と Bengio、2010 年、*Understanding the difficulty of training deep feedforward neural networks*）：標準偏差 $\sqrt{2/(n_\text{in} + n_\text{out})}$。$n_\text{in}$ は入力の数、$n_\text{out}$ は出力の数です。行きの信号と帰りの勾配の両方に気を配って中間をとった決め方で、tanh に向きます。
# - **He 初期化**（He ら、2015 年、*Delving Deep into Rectifiers*）：標準偏差 $\sqrt{2/n_\text{in}}$。ReLU は信号の半分を 0 にしてしまうので、その分、分散（標準偏差の 2 乗）を 2 倍にします。
#
# #### Glorot と Bengio の図をたどる
#
# Glorot と Bengio は、5 層の tanh のネットワークで、昔の決め方（範囲 ±1/√n の一様な乱数）と新しい決め方を比べ、層ごとのヒストグラムを描きました（論文の図 6 と図 7）。同じことを、この教材の層と数字の画像で計算し直します。
# %% [markdown] lang="en"
# ### Cure 2: suitable initial weights
#
# Exploding and vanishing both come from a factor per layer that is not 1. So choose the **initial weights** of just the size that makes it 1. This is called **weight initialization**.
#
# A neuron with $n$ inputs adds up $n$ products weight × input. The more of them are added, the wider their sum spreads, and the smaller the weights should be.
#
# - **Xavier** (Glorot and Bengio, 2010, *Understanding the difficulty of training deep feedforward neural networks*): standard deviation $\sqrt{2/(n_\text{in} + n_\text{out})}$, where $n_\text{in}$ is the number of inputs and $n_\text{out}$ that of outputs. It is a compromise between the signals on their way forward and the gradients on their way back, and suits tanh.
# - **He** (He and others, 2015, *Delving Deep into Rectifiers*): standard deviation $\sqrt{2/n_\text{in}}$. ReLU puts 0 for half of the signal, and twice the variance makes up for it.
#
# #### In the footsteps of Glorot and Bengio
#
# They compared, in networks of 5 tanh layers, the old rule (uniform random numbers within ±1/√n) with their new one and drew histograms layer by layer (figures 6 and 7 of the paper). Here it is computed anew, with our layers and images of digits.

# %%
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

# %%
for name, seen in signals.items():
    forward = seen.output_spreads[1:] ** 2 / seen.output_spreads[:-1] ** 2
    variances = np.array([gradient.var() for gradient in seen.gradients])
    backward = variances[:-1] / variances[1:]
    weights = seen.weight_norms[1:] / seen.weight_norms[-1]
    print(f"{name:11} outputs {np.round(forward, 2)}   gradients {np.round(backward, 2)}   weights' gradients {np.round(weights, 2)}")

# %% [markdown] lang="ja"
# 上の行から読んでみましょう。`outputs` と `gradients` は、1 層進む（戻る）ごとに、分散が何倍になったかです。
#
# - **昔の決め方**：論文の計算では、重みの分散は $1/(3n)$ なので、tanh がまっすぐに近いところでは、分散は 1 層ごとに **1/3** になるはずです。測った値は 0.30〜0.34 で、よく合います。出力は層を進むほど 0 に集まり、勾配は層を戻るほど 0 に集まります。
# - **新しい決め方**：倍率は 1 に近づきますが、ちょうど 1 にはなりません（およそ 0.79〜0.90）。tanh の傾きが、0 から離れると 1 より小さくなるためです。
# - **重みの勾配**は、昔の決め方でも、第 2 層から第 5 層まで、ほぼ同じ大きさです。行きに小さくなる出力と、帰りに小さくなる勾配の掛け算なので、合わせるとどの層でも同じになるのです。これも論文が指摘したことで、重みの勾配だけを見ていると、消失に気づきにくいことを教えてくれます。
#
# 論文との違い：論文は 1 層に 1,000 個のニューロンと別の画像（Shapeset-3×2 など）を使っています。ここでは 500 個と手書き数字です。
#
# #### 30 層の ReLU：He と Xavier
#
# He らの論文の図 3 は、30 層の ReLU で、He の初期化なら学習が進み、Xavier では止まったままになることを示しました。同じ深さで試します。Xavier には、学習率を 3 通り用意して、公平に機会を与えます。
# %% [markdown] lang="en"
# Read the upper line first. `outputs` and `gradients` tell by how much the variance is multiplied from one layer to the next (on the way forward, and on the way back).
#
# - **Old rule**: in the paper's calculation the weights have variance $1/(3n)$, so where tanh is nearly straight, the variance should become **1/3** at each layer. We measure 0.30 to 0.34, which agrees well. The outputs gather at 0 as one goes forward, the gradients as one goes back.
# - **New rule**: the factors come nearer to 1, though not to 1 itself (about 0.79 to 0.90), since the slope of tanh is below 1 away from 0.
# - The **gradients of the weights** are of about the same size from layer 2 to layer 5 even with the old rule: they are products of the outputs, which shrink on the way forward, and of the gradients, which shrink on the way back, and so come out alike in every layer. The paper points this out too. It teaches that one who looks at the weights' gradients alone may miss a vanishing gradient.
#
# Where we differ from the paper: it has 1,000 neurons in a layer and other images (such as Shapeset-3×2). Here are 500 neurons and handwritten digits.
#
# #### 30 layers of ReLU: He against Xavier
#
# Figure 3 of the paper by He and others shows that a ReLU network of 30 layers learns with He's initialization and stalls with Xavier's. We try the same depth. To be fair to Xavier, it gets three learning rates.

# %% tags=["nbval-ignore-output"]
from course_lib.plots.error_curves import error_curves

thirty = {"he_rate": learn(build(30, ReLU, he), SGD(0.01), epochs=12)}
for name, rate in (("xavier_low", 0.01), ("xavier_middle", 0.1), ("xavier_high", 1.0)):
    thirty[name] = learn(build(30, ReLU, xavier), SGD(rate), epochs=5)
error_curves(thirty, "thirty", guessing)

# %% [markdown] lang="ja"
# **予想**：では、tanh に He を使うとどうでしょう。ReLU に Xavier を使ったときと同じくらい悪いでしょうか。
# %% [markdown] lang="en"
# **Predict**: and He's rule for tanh? Is it as bad as Xavier's for ReLU?

# %%
pairs = {"relu_he": (ReLU, he), "relu_xavier": (ReLU, xavier), "tanh_xavier": (Tanh, xavier), "tanh_he": (Tanh, he)}
by_layer({name: look(30, *setting).gradient_norms for name, setting in pairs.items()}, "swapped", "gradient")

# %% tags=["C6.9"]
def spread_left(depth, *setting):
    # ja: 最後の層の出力の散らばりは、第 1 層の何倍か（5 つのネットワークの幾何平均）
    # en: the spread of the last layer's outputs as a multiple of that of layer 1 (geometric mean of five networks)
    spreads = [look(depth, *setting, number=n).output_spreads for n in range(5)]
    return np.exp(np.mean([np.log(each[-1] / each[0]) for each in spreads]))


back = {f"back_{name}": share_left(30, *setting) for name, setting in pairs.items()}
out = {f"out_{name}": spread_left(30, *setting) for name, setting in pairs.items()}
tanh_outputs = {rule: np.abs(look(30, Tanh, rule).outputs[-1]) for rule in (xavier, he)}
saturated = {rule: 100 * np.mean(outputs > 0.9) for rule, outputs in tanh_outputs.items()}
stalled = [errors[-1] for name, errors in thirty.items() if name != "he_rate"]

claim(
    "C6.9", "caveat",
    [
        0.2 < back["back_relu_he"] < 5 and 0.2 < out["out_relu_he"] < 5,
        0.1 < back["back_tanh_xavier"] < 1 and 0.1 < out["out_tanh_xavier"] < 1,
        0.3 < back["back_relu_xavier"] / 0.5**14.5 < 3 and 0.3 < out["out_relu_xavier"] / 0.5**14.5 < 3,
        thirty["he_rate"][-1] < guessing / 1.5 and min(stalled) > 0.99 * guessing,
        2 < back["back_tanh_he"] < 20 and saturated[he] > saturated[xavier] + 3,
    ],
    **back, **out, predicted=0.5**14.5, below=guessing / 1.5, stalled=min(stalled), guessing=guessing,
    saturated_he=saturated[he], saturated_xavier=saturated[xavier],
)

# %% [markdown] lang="ja"
# 学習の図で、Xavier の 3 本の線は、破線（当てずっぽう）の上に重なっています。
#
# 論文との違い：論文のネットワークは畳み込み層（画像の小さな範囲を順に見ていく層）で、100 万枚を超える写真（ImageNet）を学びました。ここでは全結合層と、1,400 枚あまりの小さな数字です。それでも、同じ結果になりました。He では学習が進み、Xavier では、どの学習率でも「当てずっぽう」の 2.3 から動きません。
# 理由も同じです。Xavier の重みは He の $1/\sqrt{2}$ 倍なので、ReLU では 1 層ごとに約 0.71 倍、29 回で 4.3e-05 倍になります。
#
# 入れかえて困るのは、主に ReLU + Xavier のほうです。tanh + He は、出力が −1 と 1 の近くに張りつき、勾配は数倍にふくらみますが、30 層ではまだ破綻しません。
#
# ### 対策 3：学習率の調整
#
# 爆発したネットワークを、もう一度見てみましょう。1.5 倍の重みで始めた 10 層の ReLU は、学習率 0.05 では数歩で発散しました。学習率を 100 分の 1 にしたらどうでしょうか。また、第7章で学ぶ **Adam** のように、一歩の長さを自分で調整する方法（適応的学習率）ではどうでしょうか。
# %% [markdown] lang="en"
# In the picture of the trainings, Xavier's 3 curves lie on top of one another along the dashed line of guessing.
#
# Where we differ from the paper: its network is convolutional and learnt from over a million photographs (ImageNet); ours has fully connected layers and some 1,400 small digits. The outcome is the same. With He it learns; with Xavier, at each of the rates, it does not move from the 2.3 of guessing.
# So is the reason. Xavier's weights are $1/\sqrt{2}$ times He's, which for ReLU means about 0.71 times at each layer, and 4.3e-05 times in 29 of them.
#
# Of the two swaps it is mainly Xavier for ReLU that does harm. With He for tanh the outputs stick near −1 and 1, and the gradient swells several times over, but at 30 layers nothing breaks yet.
#
# ### Cure 3: adjusting the learning rate
#
# Back to the network that exploded: 10 layers of ReLU with weights 1.5 times too large diverged within a few steps at a learning rate of 0.05. What if the rate is 1/100 of that? And what of a method such as **Adam** (chapter 7), which adapts the length of its steps by itself (an adaptive learning rate)?

# %%
rescued = {
    "smaller": learn(build(10, ReLU, too_large), SGD(0.0005), epochs=8),
    "adam": learn(build(10, ReLU, too_large), Adam(0.001), epochs=8),
    "clipped": clipped["norm"],
    "good_start": learn(build(10, ReLU, he), SGD(0.05), epochs=8),
}
error_curves(rescued, "rescued", guessing)

# %% tags=["C6.10"]
claim(
    "C6.10", "caveat",
    [
        broken_at is not None and broken_at < 50,
        rescued["smaller"][-1] < rescued["smaller"][0] / 4,
        rescued["adam"][-1] < rescued["adam"][0] / 4,
        rescued["good_start"][-1] < min(rescued["smaller"][-1], rescued["adam"][-1]),
    ],
    step=broken_at, smaller_first=rescued["smaller"][0], smaller=rescued["smaller"][-1],
    adam_first=rescued["adam"][0], adam=rescued["adam"][-1], good=rescued["good_start"][-1],
)

# %% [markdown] lang="ja"
# 学習率を小さくしても、Adam にしても、発散は止まりました。けれども、一番速く学んだのは、**はじめから適切な重みで始めた**ネットワークです。学習率は応急手当てで、初期化は予防です。
#
# ## 見分け方と手当ての表
#
# | 見えるもの | 疑うこと | 手当て |
# | --- | --- | --- |
# | 入力に近い層の勾配が、出力に近い層よりずっと小さい | 勾配消失 | ReLU と He、残差接続、正規化 |
# | 入力に近い層の勾配が、ずっと大きい | 勾配爆発 | 初期化、クリッピング、学習率を下げる |
# | 誤差が急に `inf` や `nan`（数でないもの）になる | 爆発による発散 | まずクリッピングか、小さい学習率。それから初期化を見直す |
# | 誤差が「当てずっぽう」の値から動かない | 勾配消失、または死んだ ReLU | 層ごとの勾配と、死んだニューロンを数える |
# | バッチが小さいときだけ学べない | BatchNorm | LayerNorm にする、バッチを大きくする |
#
# ## まとめ
#
# この章を終えて、次のことが言えるようになりました。
#
# - 勾配は層を 1 つ戻るごとに、活性化関数の傾きと重みを掛けられます。1 より小さければ消え、大きければ爆発し、どちらも層の数に対して指数的に進みます。
# - 勾配消失で学べなくなるのは、「深い層」というより、**入力に近い層**です。
# - ReLU の傾きは 0 か 1 です。しかし、重みの大きさが悪ければ消えも爆発もし、学習率が大きすぎるとニューロンが死にます。
# - 残差接続は勾配に直通の道を作ります。正規化は値の大きさをそろえます。どちらにも苦手なことがあります。
# - クリッピングは飛ばされるのを防ぎます。長さで制限すると向きが保たれ、値で制限すると向きが変わります。
# - ReLU には He、tanh には Xavier です。ReLU に Xavier を使うと、30 層では、ふつうの SGD では学べませんでした。
#
# **次にすること**：[第6章の練習問題](../../exercises/ja/06_when_gradients_go_wrong.ipynb)で、クリッピングや正規化を自分の手で書いてみましょう。言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を見てください。
#
# そのあとは[第7章「最適化手法」](07_optimizers.ipynb)です。勾配が無事に届いたら、それをどう使って進むか。Adam の中身も、そこで分かります。
#
# ## この章の実験のもとになった論文
#
# - X. Glorot, Y. Bengio（2010）*Understanding the difficulty of training deep feedforward neural networks*（図 6、図 7）
# - K. He, X. Zhang, S. Ren, J. Sun（2015）*Delving Deep into Rectifiers*（図 3）
# - R. Pascanu, T. Mikolov, Y. Bengio（2013）*On the difficulty of training recurrent neural networks*（図 6）
# - K. He, X. Zhang, S. Ren, J. Sun（2016）*Deep Residual Learning for Image Recognition*
# - S. Ioffe, C. Szegedy（2015）*Batch Normalization*　／　J. L. Ba, J. R. Kiros, G. E. Hinton（2016）*Layer Normalization*
# - G. Yang ほか（2019）*A Mean Field Theory of Batch Normalization*
# - A. L. Maas, A. Y. Hannun, A. Y. Ng（2013）*Rectifier Nonlinearities Improve Neural Network Acoustic Models*（死んだ ReLU）
#
# 図はすべて、このノートブックの中で計算し直したものです。
# %% [markdown] lang="en"
# Both a smaller rate and Adam stopped the run from diverging. But quickest to learn was the network that **started with suitable weights**. The learning rate is first aid; initialization is prevention.
#
# ## Signs and cures
#
# | What you see | What to suspect | What to do |
# | --- | --- | --- |
# | The gradient near the input is far smaller than near the output | vanishing gradient | ReLU with He, residual connections, normalization |
# | The gradient near the input is far larger | exploding gradient | initialization, clipping, a smaller learning rate |
# | The error suddenly becomes `inf` or `nan` (not a number) | an explosion that diverged | clipping or a smaller rate first; then see to the initialization |
# | The error does not move from the value of guessing | vanishing gradient, or dead ReLUs | look at the gradient of each layer, and count dead neurons |
# | It fails to learn only with small batches | BatchNorm | LayerNorm, or larger batches |
#
# ## What you can say now
#
# - At each layer on its way back the gradient is multiplied by the slope of the activation function and by weights. Below 1 it vanishes, above 1 it explodes, and either goes exponentially with the number of layers.
# - What stops learning when gradients vanish are not so much "deep layers" as the **layers near the input**.
# - The slope of ReLU is 0 or 1. Yet with weights of a bad size its gradients vanish or explode too, and with too large a rate neurons die.
# - Residual connections give the gradient a direct road. Normalization keeps values to one size. Each has its weak side.
# - Clipping keeps you from being thrown away: by norm the direction is kept, by value it turns.
# - He for ReLU, Xavier for tanh. With Xavier, a ReLU network of 30 layers did not learn by plain SGD.
#
# **Next**: write clipping and normalization yourself in the [exercises for chapter 6](../../exercises/en/06_when_gradients_go_wrong.ipynb). If a word has slipped your mind, look it up in the [glossary](99_glossary.ipynb).
#
# Then comes [chapter 7, Optimizers](07_optimizers.ipynb): once the gradient has arrived safely, how is it used? You will also see what is inside Adam.
#
# ## The papers behind the experiments of this chapter
#
# - X. Glorot, Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks* (figures 6 and 7)
# - K. He, X. Zhang, S. Ren, J. Sun (2015), *Delving Deep into Rectifiers* (figure 3)
# - R. Pascanu, T. Mikolov, Y. Bengio (2013), *On the difficulty of training recurrent neural networks* (figure 6)
# - K. He, X. Zhang, S. Ren, J. Sun (2016), *Deep Residual Learning for Image Recognition*
# - S. Ioffe, C. Szegedy (2015), *Batch Normalization* / J. L. Ba, J. R. Kiros, G. E. Hinton (2016), *Layer Normalization*
# - G. Yang and others (2019), *A Mean Field Theory of Batch Normalization*
# - A. L. Maas, A. Y. Hannun, A. Y. Ng (2013), *Rectifier Nonlinearities Improve Neural Network Acoustic Models* (dead ReLUs)
#
# All figures are computed anew in this notebook.
