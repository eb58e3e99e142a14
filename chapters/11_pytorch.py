# %% [markdown] lang="ja"
# # 第11章　PyTorch でも同じ
#
# この章は 30 分ほどです。山を越えたあとの寄り道です。新しい考え方は出てきません。難しいのは 11.4 だけで、そこでは、これまでの部品を一度に全部使います。
# %% [markdown] lang="en"
# # Chapter 11: The same in PyTorch
#
# This chapter takes about 30 minutes. It is a side road, after the mountain. No new idea comes up. Only 11.4 is hard: it uses all the parts at once.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("11")

# %% [markdown] lang="ja"
# **PyTorch**（パイトーチ）は、世界中で使われている、ディープラーニングの道具です。この章では、この教材のコードと PyTorch のコードを、一つずつ並べます。名前が少し違うだけで、していることは同じだと分かります。違うところも、いくつかあります。まず、いちばん大切な違いを予想してみましょう。
# %% [markdown] lang="en"
# **PyTorch** is a tool for deep learning that is used all over the world. This chapter puts the code of this course and the code of PyTorch side by side, piece by piece. You will see that they do the same under slightly different names. In a few things they differ. Begin with a prediction about the one that matters most.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter11.quiz_twice")

# %% [markdown] lang="ja"
# 下のセルは、PyTorch がしていることを、この教材のエンジンで書いたものです。`kept` が、PyTorch の `w.grad` にあたります。`calls` の数を変えて、実行してみましょう。
# %% [markdown] lang="en"
# The next cell does what PyTorch does, written with the engine of this course. What PyTorch calls `w.grad` is `kept` here. Change the number `calls` and run it.

# %%
import numpy as np

from course_lib.engine.tensor import Tensor
from course_lib.words.catalogue import words

calls = 2

x, y = np.array([1.0, 2.0]), np.array([2.0, 4.0])
w = Tensor(0.0)
kept = 0.0
for _ in range(calls):
    error = ((w * x - y) ** 2).mean()
    error.backward()
    kept = kept + w.grad
print(words("chapter11.calls", calls=calls, kept=kept))

# %% [markdown] lang="ja"
# ## 11.1　4 つの手順を並べる
#
# 上のセルは、`x` に `w` を掛けて `y` を当てる問題です。`y` は `x` の 2 倍なので、`w` = 2 が谷底です。`w` = 0 から始めて、第4章の勾配降下法で学習させます。手順は、いつもの 4 つです。
#
# | 手順 | この教材 | PyTorch |
# | --- | --- | --- |
# | 準備：調整する数 | `w = Tensor(0.0)` | `w = torch.tensor(0.0, requires_grad=True)` |
# | 1. 順伝播 | `prediction = w * x` | 同じ |
# | 2. 誤差 | `error = ((prediction - y) ** 2).mean()` | 同じ |
# | 3. 逆伝播 | `error.backward()` | 同じ |
# | 4. 一歩進む | `w.data = w.data - 0.1 * w.grad` | `with torch.no_grad():` の中で `w -= 0.1 * w.grad` |
# | 勾配のリセット | `backward()` が自分でする | `w.grad = None` と書く |
#
# PyTorch では、数の並びを**テンソル**（`tensor`）と呼びます。この教材の `Tensor` は、それにならった名前です。テンソルの計算を記録し、逆向きにたどって勾配を求めるしくみ（第5章の自動微分）を、PyTorch では **autograd**（オートグラッド）といいます。
#
# この表での違いは、3 つです。
#
# - **`requires_grad=True`**：「この数は調整する」という印です。データには付けません。この教材では反対に、調整しない数のほうに `constant=True` と印を付けます（NumPy の配列は、印がなくても調整しません）。
# - **`torch.no_grad()`**：「ここは記録しない」という印です。一歩進むための引き算は、誤差の計算の一部ではないからです。`with …:` の下に字下げした行だけに効きます。そこでは `w -= …` と書きます。`w = w - …` では、印の付いていない新しいテンソルができてしまいます。
# - **リセット**：勾配が足されていくので、一歩ごとに消します。
#
# まず、この教材で 3 歩進みます。
# %% [markdown] lang="en"
# ## 11.1 The four steps side by side
#
# In the cell above, `x` is multiplied by `w` to hit `y`. As `y` is twice `x`, the bottom is at `w` = 2. Start at `w` = 0 and train by the gradient descent of chapter 4. The steps are the usual 4.
#
# | Step | This course | PyTorch |
# | --- | --- | --- |
# | before: the number to adjust | `w = Tensor(0.0)` | `w = torch.tensor(0.0, requires_grad=True)` |
# | 1. forward | `prediction = w * x` | the same |
# | 2. error | `error = ((prediction - y) ** 2).mean()` | the same |
# | 3. backward | `error.backward()` | the same |
# | 4. a step | `w.data = w.data - 0.1 * w.grad` | inside `with torch.no_grad():` the line `w -= 0.1 * w.grad` |
# | reset the gradient | `backward()` does it by itself | say `w.grad = None` |
#
# PyTorch calls an array of numbers a **tensor**. The `Tensor` of this course is named after it. The machinery that records what is done with tensors, and walks back along the record to find gradients (the automatic differentiation of chapter 5), is called **autograd** there.
#
# In this table 3 things differ.
#
# - **`requires_grad=True`** marks a number that is to be adjusted. Data don't get it. This course does the opposite: it marks what is not to be adjusted, with `constant=True` (arrays of NumPy need no mark).
# - **`torch.no_grad()`** says: don't record this. The subtraction that makes a step is no part of the error's computation. It applies to the lines indented below `with …:`. Write `w -= …` there: `w = w - …` would make a new tensor, without the mark.
# - **The reset**: gradients add up, and so they are cleared at each step.
#
# First, 3 steps with this course.

# %%
w = Tensor(0.0)
ours = []
for _ in range(3):
    prediction = w * x
    error = ((prediction - y) ** 2).mean()
    error.backward()
    w.data = w.data - 0.1 * w.grad
    ours.append(w.item())

# %% [markdown] lang="ja"
# 次は PyTorch です。PyTorch が入っていれば、`in_pytorch` がその場で動かします。入っていなければ、この教材を作ったときに PyTorch が出した答えを使うので、このまま読み進められます（そのときは、PyTorch のセルの数を書きかえても、答えは変わりません）。自分で動かしてみたい人は、教材のフォルダーで、ターミナルから `python3 -m pip --python .venv/bin/python install torch`（Windows では `py -m pip --python .venv\Scripts\python install torch`）で入れ（大きいので、時間がかかります）、カーネルを再起動してください（ブラウザーだけで動く版には入りません）。
# %% [markdown] lang="en"
# Now PyTorch. Where it is installed, `in_pytorch` runs it on the spot. Where it isn't, the answers stand in that PyTorch gave when this course was made, so that you can read on as you are. (In that case changing a number in a cell of PyTorch changes nothing.) To run it yourself, install it from a terminal in the folder of the course, with `python3 -m pip --python .venv/bin/python install torch` (on Windows `py -m pip --python .venv\Scripts\python install torch`), and restart the kernel. (It is large and takes a while. The edition that runs in a browser alone can't take it.)

# %%
from course_lib.experiments.pytorch_answers import in_pytorch


def four_steps():
    import torch

    inputs, targets = torch.tensor(x), torch.tensor(y)
    w = torch.tensor(0.0, dtype=torch.float64, requires_grad=True)
    path = []
    for _ in range(3):
        prediction = w * inputs
        error = ((prediction - targets) ** 2).mean()
        error.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad = None
        path.append(w.item())
    return path


theirs = in_pytorch(four_steps)

# %% tags=["folded"]
# ja: 2 つの答えを並べて書き出し、100 万分の 1 まで同じかを確かめます。
# en: Writes out both answers, and checks that they are the same to a millionth.
def compare(label, ours, theirs):
    shown = ("  ".join(f"{round(number, 6) + 0: .6f}" for number in np.ravel(numbers)).replace("-", "−") for numbers in (ours, theirs))
    print(words("chapter11.row", label=label, **dict(zip(("ours", "theirs"), shown))))
    assert np.allclose(ours, theirs, rtol=0, atol=1e-6)


compare(words("chapter11.after_steps"), ours, theirs)

# %% [markdown] lang="ja"
# 小数第 6 位まで同じです。手で計算しても確かめられます。はじめの勾配は −10 なので、1 歩目は 0 − 0.1 × (−10) = 1 です。
#
# `dtype=torch.float64` は、64 ビットの数で計算するという意味です。`0.0` のような数をそのまま渡すと、PyTorch は 32 ビットにします（NumPy の配列なら、64 ビットのままです）。速くて場所も取りませんが、正しいのは 7 桁ほどです（第3章の丸めを思い出しましょう）。この教材と比べるために、64 ビットにそろえました。
#
# ## 11.2　リセットを忘れると
#
# いちばんよくある間違いは、リセットの 1 行を忘れることです。エラーは出ません。何が起きるでしょうか。**予想**してから、下の図を見てください。
# %% [markdown] lang="en"
# They agree to 6 decimals. You can check them by hand: the first gradient is −10, and so step 1 leads to 0 − 0.1 × (−10) = 1.
#
# `dtype=torch.float64` asks for numbers of 64 bits. Of a plain number such as `0.0` PyTorch makes one of 32 bits (arrays of NumPy keep their 64). These are fast and small but right to about 7 digits only (remember the rounding of chapter 3). To compare with the course we take 64 throughout.
#
# ## 11.2 When the reset is forgotten
#
# The most common mistake is to forget the line of the reset. There is no error message. What will happen? **Predict**, then look at the picture.

# %%
from course_lib.plots.reset_forgotten import reset_forgotten


def path(forgotten, steps=24):
    w, kept, places = Tensor(0.0), 0.0, [0.0]
    for _ in range(steps):
        error = ((w * x - y) ** 2).mean()
        error.backward()
        kept = kept + w.grad if forgotten else w.grad
        w.data = w.data - 0.1 * kept
        places.append(w.item())
    return places


reset_forgotten(path(forgotten=False), path(forgotten=True), bottom=2.0)

# %% [markdown] lang="ja"
# 青は、谷底の 2 に近づきます。オレンジは、谷底を何度も通り過ぎ、いつまでも落ち着きません。
#
# このふるまいには、見覚えがあります。足されていく勾配は、第7章の Momentum の**速度**と同じものです。Momentum は一歩ごとに速度を少し弱めましたが（残す割合 0.9）、リセットを忘れると、残す割合は 1、つまり**摩擦のない玉**になります。お椀の中で、止まることなく転がりつづけるのです。
#
# では、なぜ PyTorch は足すのでしょうか。足せると便利なことがあるからです。たとえば、メモリーに入りきらない大きなミニバッチを同じ大きさの 4 つに分け、誤差を 4 で割りながら 4 回 `backward()` を呼んで、それから一歩だけ進むことができます。
#
# ## 11.3　最適化手法を並べる
#
# 一歩進むのも、リセットも、ふつうは最適化手法に任せます。`optimizer.step()` が一歩進み、`optimizer.zero_grad()` が勾配をリセットします。名前は、こう対応します。
#
# | この教材（第7章） | PyTorch（`torch.optim`） |
# | --- | --- |
# | `SGD(rate)` | `SGD(parameters, lr)` |
# | `Momentum(rate)` | `SGD(parameters, lr, momentum=0.9)` |
# | `NAG(rate)` | `SGD(parameters, lr, momentum=0.9, nesterov=True)` |
# | `AdaGrad(rate)` | `Adagrad(parameters, lr)` |
# | `RMSProp(rate)` | `RMSprop(parameters, lr)` |
# | `Adam(rate)` | `Adam(parameters, lr)` |
# | `AdamW(rate)` | `AdamW(parameters, lr)` |
# | `AMSGrad(rate)` | `Adam(parameters, lr, amsgrad=True)` |
#
# `parameters` は調整するテンソルを並べたリスト、`lr` は learning rate（学習率）を縮めた名前です。8 つの手法で、同じ谷を 20 歩ずつ下りて、着いた場所を比べます。
# %% [markdown] lang="en"
# The blue one nears the bottom at 2. The orange one passes the bottom again and again and never settles.
#
# You have seen this before. Gradients that add up are the **velocity** of Momentum in chapter 7. Momentum weakens the velocity a little at each step (the share kept is 0.9). With the reset forgotten the share kept is 1: **a ball without friction**, which rolls in its bowl without end.
#
# Why then does PyTorch add? Because it can be of use. A large mini-batch that does not fit into memory, for instance, can be cut into 4 of the same size: call `backward()` 4 times, each time with the error divided by 4, and only then make a step.
#
# ## 11.3 The optimizers side by side
#
# The step and the reset are mostly left to an optimizer: `optimizer.step()` makes the step, `optimizer.zero_grad()` resets the gradients. These are the names.
#
# | This course (chapter 7) | PyTorch (`torch.optim`) |
# | --- | --- |
# | `SGD(rate)` | `SGD(parameters, lr)` |
# | `Momentum(rate)` | `SGD(parameters, lr, momentum=0.9)` |
# | `NAG(rate)` | `SGD(parameters, lr, momentum=0.9, nesterov=True)` |
# | `AdaGrad(rate)` | `Adagrad(parameters, lr)` |
# | `RMSProp(rate)` | `RMSprop(parameters, lr)` |
# | `Adam(rate)` | `Adam(parameters, lr)` |
# | `AdamW(rate)` | `AdamW(parameters, lr)` |
# | `AMSGrad(rate)` | `Adam(parameters, lr, amsgrad=True)` |
#
# `parameters` is a list of the tensors to adjust, and `lr` is short for learning rate. Each of the 8 takes 20 steps down the same valley. We compare where they arrive.

# %%
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.rules import SGD, NAG, AdaGrad, Adam, AdamW, AMSGrad, Momentum, RMSProp

start = [3.0, 1.0]


def gradient(w):
    # ja: 誤差は w[0]**2 + 10 * w[1]**2
    # en: the error is w[0]**2 + 10 * w[1]**2
    return np.array([2, 20]) * w


optimizers = [
    SGD(0.02), Momentum(0.02), NAG(0.02), AdaGrad(0.5),
    RMSProp(0.1), Adam(0.1), AdamW(0.1), AMSGrad(0.1),
]
ours = [optimizer_path(optimizer, gradient, start, 20)[-1] for optimizer in optimizers]

# %%
def eight_optimizers():
    import torch
    from torch import optim

    makers = [
        lambda parameters: optim.SGD(parameters, lr=0.02),
        lambda parameters: optim.SGD(parameters, lr=0.02, momentum=0.9),
        lambda parameters: optim.SGD(parameters, lr=0.02, momentum=0.9, nesterov=True),
        lambda parameters: optim.Adagrad(parameters, lr=0.5),
        lambda parameters: optim.RMSprop(parameters, lr=0.1),
        lambda parameters: optim.Adam(parameters, lr=0.1),
        lambda parameters: optim.AdamW(parameters, lr=0.1),
        lambda parameters: optim.Adam(parameters, lr=0.1, amsgrad=True),
    ]
    ends = []
    for make in makers:
        w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = make([w])
        for _ in range(20):
            optimizer.zero_grad()
            error = w[0] ** 2 + 10 * w[1] ** 2
            error.backward()
            optimizer.step()
        ends.append(w.tolist())
    return ends


theirs = in_pytorch(eight_optimizers)
for optimizer, one, other in zip(optimizers, ours, theirs):
    compare(f"{type(optimizer).__name__:8}", one, other)

# %% [markdown] lang="ja"
# どれも同じです。学習のループでは、`zero_grad()`、順伝播と誤差、`backward()`、`step()` の**順番**を守ります。`step()` は、そのとき残っている勾配で進みます。`backward()` より先に呼べば、一つ前の古い勾配です。`zero_grad()` で消したあとなら、どこへも進みません。
#
# ## 11.4　ネットワークを丸ごと並べる
#
# ここが、この章でいちばん長いところです。層、交差エントロピー、クリッピング、Adam を全部つなぎます。新しいものは、下の表の名前だけです。
#
# | 部品 | この教材 | PyTorch |
# | --- | --- | --- |
# | 全結合層 | `Dense(2, 4, rng)` | `nn.Linear(2, 4)` |
# | 層を重ねる | `Sequential(...)` | `nn.Sequential(...)` |
# | ソフトマックスと交差エントロピー | `softmax_cross_entropy(scores, labels)` | `nn.CrossEntropyLoss()(scores, labels)` |
# | クリッピング | `clip_by_norm(gradients, 1.0)` | `nn.utils.clip_grad_norm_(parameters, 1.0)` |
#
# 名前の終わりの `_` は、「渡されたものを、その場で書きかえる」という PyTorch の約束です。
# %% [markdown] lang="en"
# All the same. In a training loop keep to the **order**: `zero_grad()`, forward and error, `backward()`, `step()`. `step()` moves by whatever gradient is there. Called before `backward()`, it takes the old one, of the round before. Where `zero_grad()` has just cleared it, nothing moves.
#
# ## 11.4 A whole network side by side
#
# This is the longest part of the chapter. It joins layers, cross-entropy, clipping and Adam. All that is new are the names in this table.
#
# | Part | This course | PyTorch |
# | --- | --- | --- |
# | dense layer | `Dense(2, 4, rng)` | `nn.Linear(2, 4)` |
# | layers one after the other | `Sequential(...)` | `nn.Sequential(...)` |
# | softmax and cross-entropy | `softmax_cross_entropy(scores, labels)` | `nn.CrossEntropyLoss()(scores, labels)` |
# | clipping | `clip_by_norm(gradients, 1.0)` | `nn.utils.clip_grad_norm_(parameters, 1.0)` |
#
# A `_` at the end of a name is a custom of PyTorch: what is handed over is changed on the spot.

# %%
from course_lib.networks.clipping import clip_by_norm
from course_lib.networks.layers import Dense, ReLU, Sequential
from course_lib.networks.losses import softmax_cross_entropy

rng = np.random.default_rng(0)
points, labels = 3 * rng.normal(size=(6, 2)), np.array([0, 1, 2, 0, 1, 2])
network = Sequential(Dense(2, 4, rng), ReLU(), Dense(4, 3, rng))
# ja: PyTorch も同じ数から始められるように、はじめの重みとバイアスを取っておく
# en: keep the first weights and biases, so that PyTorch can begin with the same numbers
first = [parameter.data.copy() for parameter in network.parameters()]

optimizer = Adam(0.05)
ours = []
for _ in range(5):
    error = softmax_cross_entropy(network(points), labels)
    error.backward()
    parameters = network.parameters()
    shortened = clip_by_norm([parameter.grad for parameter in parameters], 1.0)
    for parameter, grad in zip(parameters, shortened):
        parameter.grad = grad
    optimizer.step(parameters)
    ours.append(error.item())

# %%
def whole_network():
    import torch
    from torch import nn

    # ja: double() で、重みとバイアスを 64 ビットの数にする
    # en: double() makes weights and biases numbers of 64 bits
    network = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 3)).double()
    with torch.no_grad():
        for parameter, numbers in zip(network.parameters(), first):
            # ja: PyTorch の重みは、行と列が反対
            # en: in PyTorch the rows and columns of weights are the other way round
            parameter.copy_(torch.tensor(numbers.T))

    measure = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.05)
    errors = []
    for _ in range(5):
        optimizer.zero_grad()
        error = measure(network(torch.tensor(points)), torch.tensor(labels))
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        errors.append(error.item())
    return errors


theirs = in_pytorch(whole_network)
compare(words("chapter11.errors"), ours, theirs)

# %% [markdown] lang="ja"
# 5 歩とも同じ誤差です。難しいところは、これで終わりです。
#
# ### 初期化
#
# 第6章の He の初期化は `kaiming_normal_`、Xavier の初期化は `xavier_normal_` という名前です（Kaiming は、He さんの名です）。乱数なので、そのままでは比べられません。そこで PyTorch に、同じさいころの目（標準偏差 1 の乱数）から始めさせ、それを何倍するのかを比べます。入力が 64、出力が 32 の層です。
# %% [markdown] lang="en"
# The same error in all 5 steps. That was the hard part.
#
# ### Initialization
#
# The He initialization of chapter 6 is called `kaiming_normal_` there, Xavier's `xavier_normal_`. (Kaiming is the first name of He.) They are random and can't be compared as they are. So let PyTorch begin with the same throws of its dice (random numbers of standard deviation 1), and compare by what they are multiplied. The layer has 64 inputs and 32 outputs.

# %%
from course_lib.networks.initializers import he_std, xavier_std

ours = [he_std(64), xavier_std(64, 32)]


def spreads():
    import torch
    from torch.nn import init

    def times(fill):
        torch.manual_seed(0)
        dice = torch.randn(32, 64, dtype=torch.float64)
        torch.manual_seed(0)
        weights = fill(torch.empty(32, 64, dtype=torch.float64))
        return (weights / dice).mean().item()

    he = times(lambda w: init.kaiming_normal_(w, nonlinearity="relu"))
    return [he, times(init.xavier_normal_)]


theirs = in_pytorch(spreads)
compare(words("chapter11.spreads"), ours, theirs)

# %% [markdown] lang="ja"
# ただし、`nn.Linear` が**自分で**選ぶ最初の重みは、どちらでもありません。散らばりは 1 ÷ √(3 × 入力の数) で、He の初期化より小さくなります。深い ReLU のネットワークでは、自分で `kaiming_normal_` を呼びましょう。
#
# ### 勾配チェック
#
# 第9章の勾配チェックも、PyTorch にあります。数の 3 乗の合計で試します。
# %% [markdown] lang="en"
# But the first weights that `nn.Linear` chooses **by itself** are neither. Their spread is 1 / √(3 × number of inputs), less than that of He. In a deep network with ReLU call `kaiming_normal_` yourself.
#
# ### The gradient check
#
# The gradient check of chapter 9 is there too. Try it on a sum of cubes.

# %%
from course_lib.slopes.gradient_check import gradient_check

place = [1.0, -2.0, 3.0]


def cubes(w):
    return (Tensor(w) ** 3).sum().item()


def by_engine(w):
    w = Tensor(w)
    (w**3).sum().backward()
    return w.grad


def check_passes():
    import torch

    w = torch.tensor(place, dtype=torch.float64, requires_grad=True)
    return torch.autograd.gradcheck(lambda w: (w**3).sum(), w)


assert gradient_check(cubes, by_engine, place).passed and in_pytorch(check_passes) == 1
print(words("chapter11.both_passed"))

# %% [markdown] lang="ja"
# ## 11.5　みんながする 6 つの間違い
#
# PyTorch を使い始めた人が、よくする間違いです。こわいのは、エラーが出ないものが多いことです。まず 1 つ、予想してみましょう。ソフトマックスに入れる前の点数を、PyTorch では**ロジット**（logit）といいます。
# %% [markdown] lang="en"
# ## 11.5 Six mistakes that everybody makes
#
# These mistakes are common among people who begin with PyTorch. What makes them nasty is that most give no error message. Predict one of them first. (Scores before the softmax are called **logits** in PyTorch.)

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter11.quiz_softmax")

# %%
scores, right = [[9.0, 0.0, 0.0]], [0]
once = softmax_cross_entropy(Tensor(scores), right)
twice = softmax_cross_entropy(Tensor(scores).softmax(), right)
ours = [once.item(), twice.item()]


def softmax_twice():
    import torch
    from torch import nn

    scores_there, right_there = torch.tensor(scores, dtype=torch.float64), torch.tensor(right)
    measure = nn.CrossEntropyLoss()
    given_scores = measure(scores_there, right_there)
    given_shares = measure(scores_there.softmax(dim=1), right_there)
    return [given_scores.item(), given_shares.item()]


theirs = in_pytorch(softmax_twice)
compare(words("chapter11.softmax_errors"), ours, theirs)

# %% [markdown] lang="ja"
# 正解の点数が 9、ほかは 0 という、ほぼ確実な答えです。1 回なら、誤差はほぼ 0 です。2 回では、点数の差をどれだけ大きくしても、0.55 より小さくなりません（答えが 3 通りのとき。もっと多ければ、もっと大きな値で止まります）。学習も、のろくなります。
#
# | 間違い | 症状 | 治し方 |
# | --- | --- | --- |
# | 1. 勾配をリセットしない | 行ったり来たりして、落ち着かない | 一歩ごとに `optimizer.zero_grad()` |
# | 2. 自分で書いた一歩に `no_grad` がない | エラーになるか、次の `w.grad` が `None` になる | `with torch.no_grad():` の中で進む |
# | 3. 記録に `error` をそのままためる | 使うメモリーが、増えつづける | 数だけを取り出す `error.item()`（並びなら `.detach()`） |
# | 4. ソフトマックスを 2 回する | 誤差が途中で止まる。学習がのろい | `CrossEntropyLoss` には、点数（ロジット）をそのまま渡す |
# | 5. 順番を間違える、`backward()` を続けて 2 回呼ぶ | 一歩遅れる、進まない。2 回目の `backward()` はエラーになる | リセット、順伝播と誤差、逆伝播、一歩の順。記録は 1 回で消えるので、毎回計算し直す |
# | 6. `model.eval()` を呼ばない | 同じ例なのに、一緒に渡した例しだいで答えが変わる | 使うときは `model.eval()`、学習に戻るときは `model.train()` |
#
# 3 は、少し説明が要ります。`error` は、ただの数ではありません。どう計算したかの記録（計算グラフ）を持っています。たとえば `total = total + error` とすると、`total` が、すべての回の記録を抱えつづけます。`.item()` は、数だけを取り出します。
#
# 6 は、BatchNorm（第6章）のように、学習のときと使うときとでふるまいが変わる層があるためです。
#
# もう一つ、エラーが教えてくれる間違いがあります。整数のテンソルは、調整する数にできません。`torch.tensor(3, requires_grad=True)` はエラーです。`3.0` と書きましょう。少しだけ動かすことが、整数ではできないからです。
#
# ## たとえの限界
#
# この章では、PyTorch とこの教材が「同じ」だと言ってきました。同じなのは**計算**です。道具としては、大きく違います。PyTorch は、GPU という部品を使って、何百万倍も大きなネットワークを動かします。何も言わなければ 32 ビットで計算し、そのときは 2 つの答えが 6 桁か 7 桁しか合いません。この教材のエンジンは、**読んで分かる**ように書いたものです。
#
# ## まとめ
#
# - 順伝播、誤差、逆伝播、一歩。この 4 つの手順は、PyTorch でも同じです。
# - PyTorch の勾配は、リセットするまで足されていきます。忘れると、摩擦のない玉になります。
# - 最適化手法も、クリッピングも、初期化も、小数第 6 位まで一致し、勾配チェックには、どちらも合格しました。
# - エラーの出ない間違いの、症状と治し方が分かります。
#
# ## 次にすること
#
# [第11章の練習問題](../../exercises/ja/11_pytorch.ipynb)で、6 つの間違いを見つけて直しましょう。PyTorch は要りません。
#
# そのあとは、PyTorch の公式チュートリアルへ。[第10章](10_summary.ipynb)のネットワークを、自分の手で書き直してみるのもよいでしょう。自分の進みぐあいは[第0章の地図](00_welcome.ipynb)で、言葉は[用語集](99_glossary.ipynb)で見られます。
# %% [markdown] lang="en"
# The score of the right answer is 9 and the others are 0: an answer that is all but certain. With 1 softmax the error is almost 0. With 2 it never gets below 0.55, however far apart the scores are (with 3 possible answers; with more of them it stops higher up). Learning is slow, too.
#
# | Mistake | What you see | Cure |
# | --- | --- | --- |
# | 1. The gradient is not reset | it goes to and fro and does not settle | `optimizer.zero_grad()` at each step |
# | 2. No `no_grad` around a step written by hand | an error, or the next `w.grad` is `None` | make the step inside `with torch.no_grad():` |
# | 3. `error` itself is kept in a record | it takes more and more memory | take the number out: `error.item()` (for an array `.detach()`) |
# | 4. The softmax is taken twice | the error stops half-way; learning is slow | give `CrossEntropyLoss` the scores (logits) as they are |
# | 5. The wrong order, or `backward()` twice in a row | a step late, or no step at all; the second `backward()` is an error | reset, forward and error, backward, step; one call uses up the record, so compute anew each time |
# | 6. `model.eval()` is not called | the answer for one example depends on those handed over with it | `model.eval()` to use it, `model.train()` to go on training |
#
# Number 3 needs a word. An `error` is not just a number. It holds a record of how it was computed, the computation graph. After `total = total + error`, for instance, `total` holds on to the records of all rounds. `.item()` takes out the number alone.
#
# Number 6 is about layers that behave differently in training and in use, such as BatchNorm (chapter 6).
#
# And there is a mistake that an error message tells you of. A tensor of whole numbers can't be adjusted: `torch.tensor(3, requires_grad=True)` is an error. Write `3.0`. Whole numbers can't be moved just a little.
#
# ## Where the analogy breaks
#
# This chapter keeps saying that PyTorch and this course are “the same”. What is the same is the **computation**. As tools they are far apart. PyTorch uses special hardware (GPUs) and runs networks many million times as large. It works in 32 bits unless told otherwise, and then the two agree to 6 or 7 digits only. The engine of this course was written **to be read**.
#
# ## What you can say now
#
# - Forward, error, backward, step: the 4 steps are the same in PyTorch.
# - In PyTorch gradients add up until they are reset. If that is forgotten, you get a ball without friction.
# - Optimizers, clipping and initialization agreed to 6 decimals, and both passed the gradient check.
# - You know the signs of mistakes that give no error message, and the cures.
#
# ## What comes next
#
# Find and mend the 6 mistakes in the [exercises for chapter 11](../../exercises/en/11_pytorch.ipynb). You don't need PyTorch for them.
#
# From there, go on to the official tutorials of PyTorch. You might write the network of [chapter 10](10_summary.ipynb) anew by yourself. How far you are is on the [map in chapter 0](00_welcome.ipynb); words are in the [glossary](99_glossary.ipynb).
