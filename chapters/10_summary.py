# %% [markdown] lang="ja"
# # 第10章　まとめと総合演習
#
# ここまで来ました。勾配は、AI に「どう学べばよいか」を教える**羅針盤**でした。最後の章では、その羅針盤で、本物の手書き数字を読むネットワークを動かします。
#
# まず、さわってみましょう。ネットワークには、学習に使わなかった数字を見せています。
#
# **予想**：「学習したエポック数」を 0 にすると、正解率はどれくらいでしょうか。1 にすると、どこまで上がるでしょうか。
# %% [markdown] lang="en"
# # Chapter 10: Summary and capstone
#
# You have come all the way. The gradient was the **compass** that tells AI how to learn. In this last chapter it steers a network that reads real handwriting.
#
# Touch first. The network is shown digits that it was not trained on.
#
# **Predict**: with "Epochs of training" at 0, what share of the digits will it tell rightly? And how far will it get with 1?

# %%
from course_lib.controls.digit_reader import DigitReader

reader = DigitReader()
reader

# %% [markdown] lang="ja"
# 0 エポックでは、答えはでたらめです。10 種類あるので、正解率はおよそ 0.1 でした。データを 1 周するだけで、大きく上がります。間違える数字を探して、どんな字なのかも見てみましょう。
#
# このネットワークは、64 個の画素を受け取り、隠れ層の 32 個のニューロンを通して、10 個の点数を出します。調整する数は 2,410 個です。その一つ一つについて、「少し増やすと、誤差はどれだけ変わるか」を教えるもの、それが勾配でした。
#
# ## 10.1　押さえておきたい五つのこと
#
# 五つの質問に答えてみましょう。迷ったら、その章に戻ってかまいません。
# %% [markdown] lang="en"
# At 0 epochs it only guesses: there are 10 digits, so about 0.1 comes right. Once through the data is enough for a great leap. Look for digits that it gets wrong, and see how they are written.
#
# The network takes 64 pixels, passes them through 32 hidden neurons, and gives 10 scores. It has 2,410 numbers to adjust. For each of them something must tell how the error changes when it is made a little larger. That is the gradient.
#
# ## 10.1 Five things to keep
#
# Here are five questions. If you are unsure, go back to the chapter.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter10.quiz_rate_of_change")

# %%
Quiz("chapter10.quiz_descent")

# %%
Quiz("chapter10.quiz_backpropagation")

# %%
Quiz("chapter10.quiz_vanishing")

# %%
Quiz("chapter10.quiz_optimizers")

# %% [markdown] lang="ja"
# まとめると、こうなります。
#
# 1. **勾配は、誤差の変化率です。** どの向きに、どれくらい直せばよいかを教えます。（第1章〜第3章）
# 2. **勾配降下法は、山を下ります。** 勾配と反対へ、学習率 × 勾配だけ進みます。（第4章）
# 3. **誤差逆伝播法は、勾配を効率よく計算します。** 順伝播の数回分で、すべての層の勾配が分かります。（第5章）
# 4. **勾配消失と勾配爆発に気をつけます。** 活性化関数、初期化、残差接続、正規化、クリッピングで防ぎ、図で見張ります。（第6章、第8章）
# 5. **Adam などの最適化手法が、学習を速くします。** ただし万能ではありません。（第7章、第9章）
#
# ## 10.2　この教材で確かめた主張
#
# よく言われることを、一つずつ実験で確かめてきました。下の表は、各章のノートブックに残っている測定結果から作っています。手で書き写したものではありません。
# %% [markdown] lang="en"
# In short:
#
# 1. **The gradient is the rate of change of the error.** It tells which way to correct, and how far. (chapters 1 to 3)
# 2. **Gradient descent goes down the mountain**, against the gradient, by learning rate × gradient. (chapter 4)
# 3. **Backpropagation computes it efficiently**: the gradients of all layers for the price of a few forward passes. (chapter 5)
# 4. **Beware of vanishing and exploding gradients.** Activation functions, initialization, residual connections, normalization and clipping prevent them; pictures show them. (chapters 6 and 8)
# 5. **Optimizers such as Adam speed up learning**, though none is best at everything. (chapters 7 and 9)
#
# ## 10.2 The claims of this course
#
# What is commonly said was put to the test, one claim at a time. The table below is made from the measurements that stand in the chapters' notebooks. Nobody typed it.

# %%
from course_lib.claims.table import claim_table

claim_table()

# %% [markdown] lang="ja"
# △ と ✗ が多いことに、驚いたかもしれません。言われていることが嘘だというわけではありません。**「どんなときに成り立つか」まで知っている人は、うまくいかないときに原因を見つけられます。** それが、この教材で身につけてほしかったことです。
#
# ## 10.3　総合演習：自分の関数で学習させる
#
# 第3章から第9章の練習問題で、学習に必要な部品を一つずつ書いてきました。ここで、それを全部つなぎます。
#
# 次のセルは、練習問題のノートブックから関数を読み込みます。合格しているものはあなたの関数を、まだのものは教材の関数を使います。どちらを使うかは、表に出ます。
# %% [markdown] lang="en"
# You may be surprised to see so many △ and ✗. It is not that people tell lies. **But whoever knows *when* a statement holds can find the cause when something goes wrong.** That is what this course wanted to give you.
#
# ## 10.3 Capstone: learning with your own functions
#
# In the exercises of chapters 3 to 9 you have written, one by one, the parts that learning needs. Here they are put together.
#
# The next cell takes the functions from your exercise notebooks: yours where they are right, the course's where they are not yet. The table says which.

# %%
from course_lib.experiments.capstone import COURSE_PIECES
from course_lib.exercises.own_functions import own_functions

pieces = own_functions(COURSE_PIECES)
pieces

# %% [markdown] lang="ja"
# 練習問題を解いて保存し、上のセルをもう一度実行すると、あなたの関数が増えていきます。
#
# ### 学習の前に：勾配は正しいか
#
# 誤差逆伝播法で求めた勾配を、数値微分と比べます。第9章の勾配チェックです。
# %% [markdown] lang="en"
# Solve more exercises, save them, run the cell above again, and more of the functions will be yours.
#
# ### Before training: is the gradient right?
#
# The gradient from backpropagation is compared with numerical differentiation: the gradient check of chapter 9.

# %%
import numpy as np

from course_lib import course_seed
from course_lib.experiments.capstone import accuracy, backward, forward, start_network, train_network
from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test

images, labels = digits()
pixels = images.reshape(-1, 64)
rng = np.random.default_rng(course_seed())
train, test = train_and_test(len(pixels), test_share=0.25, rng=rng)
start = start_network([64, 32, 10], pieces, rng)


def error_by_b2(b2):
    # ja: 最後の層のバイアスだけを変えたときの誤差（クロスエントロピー）
    # en: the error (cross-entropy) when only the biases of the last layer are changed
    _, _, scores = forward([*start[:3], b2], pixels[:20], pieces)
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(20), labels[:20]])


numerical = pieces["numerical_gradient"](error_by_b2, start[3], 1e-5)
analytic = backward(start, pixels[:20], labels[:20], pieces)[3]
worst = max(pieces["relative_error"](a, n) for a, n in zip(analytic, numerical, strict=True))
assert worst < 1e-6
print(f"{worst:.0e}")

# %% [markdown] lang="ja"
# 相対誤差はとても小さく、勾配は正しいと分かりました。
#
# ### 学習させる
#
# `train_network` は、教材の `course_lib/experiments/capstone.py` にある 20 行ほどの関数です。その中で、次のことをくり返します。どれも、練習問題で書いてきたものです。
#
# 1. ミニバッチに分ける（`minibatches`、第7章）
# 2. 順伝播と逆伝播で勾配を求める（`dense_forward`、`softmax_cross_entropy_backward`、`dense_backward`、`relu_backward`、第5章）
# 3. 勾配が大きすぎたら縮める（`clip_by_norm`、第6章）
# 4. 学習率を少しずつ下げながら（`cosine_decay`、第4章）、Adam で一歩進む（`adam_update`、第7章）
#
# 最初の重みは `he_std`（第6章）で決め、学習の前後の勾配の大きさを `gradient_norms`（第8章）で見ます。
#
# **予想**：学習に使わなかった 449 枚のうち、何枚くらいを正しく読めるでしょうか。
# %% [markdown] lang="en"
# The relative error is tiny: the gradient is right.
#
# ### Train
#
# `train_network` is a function of some 20 lines in `course_lib/experiments/capstone.py`. It repeats what you have written yourself:
#
# 1. cut the data into mini-batches (`minibatches`, chapter 7),
# 2. find the gradient by a forward and a backward pass (`dense_forward`, `softmax_cross_entropy_backward`, `dense_backward`, `relu_backward`, chapter 5),
# 3. shorten it if it is too long (`clip_by_norm`, chapter 6),
# 4. lower the learning rate bit by bit (`cosine_decay`, chapter 4) and make a step with Adam (`adam_update`, chapter 7).
#
# The first weights come from `he_std` (chapter 6), and `gradient_norms` (chapter 8) shows how large the gradients are before and after.
#
# **Predict**: of 449 digits that are held back, how many will it read rightly?

# %%
trained = train_network(start, pixels[train], labels[train], pieces, epochs=20, rng=rng)
share = accuracy(trained, pixels[test], labels[test], pieces)


def norms(parameters):
    dW1, db1, dW2, db2 = backward(parameters, pixels[train], labels[train], pieces)
    return pieces["gradient_norms"]({"layer 1": [dW1, db1], "layer 2": [dW2, db2]})


print(f"{round(share * len(test))} / {len(test)} = {share:.1%}")
for layer in ("layer 1", "layer 2"):
    print(f"gradient norm of {layer}: {norms(start)[layer]:.3f} -> {norms(trained)[layer]:.4f}")
assert share > 0.93

# %% [markdown] lang="ja"
# 学習の前は大きかった勾配が、学習のあとは小さくなりました。誤差の谷底の近くまで来たということです。
#
# プロの現場で使われている PyTorch で、同じ大きさのネットワークを、同じデータ、同じ設定で学習させると、どうなるでしょうか。次のセルは、PyTorch が入っていればその場で学習させて確かめ、なければ保存してある結果と比べます。
# %% [markdown] lang="en"
# The gradients, large before training, are small now: the bottom of the valley is near.
#
# How does PyTorch, the tool of the trade, do with a network of the same size, the same data and the same settings? The next cell trains it on the spot where PyTorch is installed, and else compares with the result that is kept with the course.

# %%
from course_lib.experiments.capstone_torch import STORED_SHARES, pytorch_share, pytorch_is_here

mean_of_pytorch = np.mean(STORED_SHARES)
if pytorch_is_here():
    assert abs(pytorch_share(seed=0) - STORED_SHARES[0]) < 0.01
print(f"PyTorch: {mean_of_pytorch:.1%}   ({len(STORED_SHARES)} runs, {min(STORED_SHARES):.1%} to {max(STORED_SHARES):.1%})")
assert min(STORED_SHARES) - 0.02 < share < max(STORED_SHARES) + 0.02

# %% [markdown] lang="ja"
# ほとんど同じです。使っている考え方が同じだからです。PyTorch は、これを何千倍も大きなネットワークで、速く動かせるようにした道具です。
#
# ## 10.4　お医者さんの試験
#
# 最後の練習問題には、**病気の学習プログラムが 5 本**あります。どれもエラーは出ません。ただ、数字を読めるようにならないのです。どこが悪いのかを見つけて、直してください。直ったかどうかは、初めて見る数字をどれだけ読めるかで決まります。
#
# 調べ方の順番を思い出しましょう。
#
# 1. **誤差を見る**：下がらないのか、増えるのか、途中で止まるのか。
# 2. **勾配を見る**：層ごとの大きさは。0 ではないか。どんどん大きくなっていないか。
# 3. **勾配チェックをする**：計算そのものが間違っていないか。
# 4. **データを見る**：画像と正解は合っているか。数の大きさは。
#
# ## たとえはどこまで通じたか
#
# 「山を下る」「羅針盤」というたとえは、最後まで役に立ちました。けれども、羅針盤は**行き先**を知りません。足もとで一番急な向きを教えるだけです。どんな地形を歩くか（ネットワークの構造とデータ）、どれくらいの歩幅で進むか（学習率と最適化手法）、いつ止まるかは、人が決めます。
#
# ## おわりに：今なら言えること
#
# - 勾配とは何か、なぜ必要か、どう計算するかを、人に説明できます。
# - 学習が進まないとき、どこを見ればよいかが分かります。
# - よく言われることを、そのまま信じず、実験で確かめられます。
#
# **次にすること**：[第10章の練習問題](../../exercises/ja/10_summary.ipynb)に挑戦しましょう。言葉を確かめたいときは[用語集](99_glossary.ipynb)へ、全体の地図と自分の進みぐあいは[第0章](00_welcome.ipynb)へ。
#
# おつかれさまでした。
# %% [markdown] lang="en"
# Almost the same, for the ideas are the same. PyTorch is a tool that makes them run fast, on networks many thousand times as large.
#
# ## 10.4 The doctor's exam
#
# The last exercises hold **5 training scripts that are ill**. None of them stops with an error. They just don't learn to read digits. Find what is wrong and mend it. Whether a script is well is decided by how many digits it reads that it has never seen.
#
# Remember in which order to look:
#
# 1. **Look at the error**: does it not fall, does it grow, does it stop half-way?
# 2. **Look at the gradients**: how large are they, layer by layer? Are they 0? Do they grow and grow?
# 3. **Check the gradient**: is it worked out rightly at all?
# 4. **Look at the data**: do images and labels belong together? How large are the numbers?
#
# ## How far the analogies went
#
# "Going down a mountain" and "a compass" served us to the end. But a compass does not know **where you want to go**; it tells the steepest way right here. On what ground to walk (the network and the data), with what stride (the rate and the optimizer) and when to stop, people decide.
#
# ## What you can say now
#
# - You can explain what a gradient is, why it is needed and how it is computed.
# - When learning makes no progress, you know where to look.
# - You need not take what is commonly said on trust: you can put it to the test.
#
# **Next**: try the [exercises for chapter 10](../../exercises/en/10_summary.ipynb). For words there is the [glossary](99_glossary.ipynb), for the map and your own progress [chapter 0](00_welcome.ipynb).
#
# Well done.
