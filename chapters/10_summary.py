# %% [markdown] lang="ja"
# # 第10章　まとめと総合演習
#
# この章は 20 分ほどです。新しいことは出てきません。難しいのは 10.3 と 10.4 ですが、どれも一度通った道です。
# %% [markdown] lang="en"
# # Chapter 10: Summary and capstone
#
# This chapter takes about 20 minutes. Nothing new comes up. The hard parts are 10.3 and 10.4, and you have walked each of their roads before.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("10")

# %% [markdown] lang="ja"
# ここまで来ました。勾配は、AI に「どう学べばよいか」を教える**羅針盤**でした。最後の章では、その羅針盤で、本物の手書き数字を読むネットワークを動かします。
#
# まず予想を選び、さわってみましょう。ネットワークには、学習に使わなかった数字を見せています。
# %% [markdown] lang="en"
# You have come all the way. The gradient was the **compass** that tells AI how to learn. In this last chapter it steers a network that reads real handwriting.
#
# Choose a prediction, then try it. The network is shown digits that it was not trained on.

# %%
from course_lib.controls.digit_reader import DigitReader
from course_lib.controls.prediction import predict

reader = DigitReader()
predict("chapter10.predict_epoch", reader)

# %% [markdown] lang="ja"
# 0 エポックでは、答えは当てずっぽうです。10 種類あるので、当たるのは 10 % 前後です。データを 1 周するだけで、大きく上がります。間違える数字を探して、どんな字なのかも見てみましょう。
#
# このネットワークは、64 個の画素を受け取り、隠れ層の 32 個のニューロンを通して、10 個の点数を出します。調整する数は、1 層目が 64 × 32 + 32 = 2,080 個、2 層目が 32 × 10 + 10 = 330 個で、合わせて 2,410 個です（重みとバイアス）。その一つ一つについて、「少し増やすと、誤差はどれだけ変わるか」を教えるもの、それが勾配でした。
#
# ## 10.1　押さえておきたい 5 つのこと
#
# 5 つの質問に答えてみましょう。迷ったら、その章に戻ってかまいません。
# %% [markdown] lang="en"
# At 0 epochs it only guesses: there are 10 digits, so somewhere near 10 % comes right. Once through the data is enough for a great leap. Look for digits that it gets wrong, and see how they are written.
#
# The network takes 64 pixels, passes them through 32 hidden neurons, and gives 10 scores. It has 64 × 32 + 32 = 2,080 numbers to adjust in layer 1 and 32 × 10 + 10 = 330 in layer 2, together 2,410 (weights and biases). For each of them something must tell how the error changes when it is made a little larger. That is the gradient.
#
# ## 10.1 Five things to keep
#
# Here are 5 questions. If you are unsure, go back to the chapter.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter10.quiz_rate_of_change")

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter10.quiz_descent")

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter10.quiz_backpropagation")

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter10.quiz_vanishing")

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter10.quiz_optimizers")

# %% [markdown] lang="ja"
# まとめると、こうなります。
#
# 1. **勾配は、誤差の変化率です。** どの向きに直せばよいか、そこがどれくらい急かを教えます。（第1章〜第3章）
# 2. **勾配降下法は、山を下ります。** 勾配と反対へ、「学習率 × 勾配」だけ進みます。（第4章）
# 3. **誤差逆伝播法は、勾配を効率よく計算します。** 順伝播の数回分で、すべての層の勾配が分かります。（第5章）
# 4. **勾配消失と勾配爆発に気をつけます。** 活性化関数、初期化、残差接続、正規化、クリッピングで防ぎ、図で見張ります。（第6章、第8章）
# 5. **Momentum や Adam などの最適化手法が、学習を速くします。** ただし万能ではありません。（第7章、第9章）
# %% [markdown] lang="en"
# In short:
#
# 1. **The gradient is the rate of change of the error.** It tells which way to correct, and how steep it is there. (chapters 1 to 3)
# 2. **Gradient descent goes down the mountain**, against the gradient, by “learning rate × gradient”. (chapter 4)
# 3. **Backpropagation computes it efficiently**: the gradients of all layers for the price of a few forward passes. (chapter 5)
# 4. **Beware of vanishing and exploding gradients.** Activation functions, initialization, residual connections, normalization and clipping prevent them; pictures show them. (chapters 6 and 8)
# 5. **Optimizers such as Momentum and Adam speed up learning**, though none is best at everything. (chapters 7 and 9)

# %% [markdown] lang="ja"
# ### 予想は、当たるようになったか
#
# 各章のはじめに選んだ予想を、章の順に並べます。外れた予想も、むだではありません。違っていたところが、新しく分かったところです。
# %% [markdown] lang="en"
# ### Did your predictions become better?
#
# Here are the predictions that you chose in the chapters, in their order. One that came otherwise was not in vain: where it differed, you learnt something.

# %%
from course_lib.exercises.progress import predictions
from course_lib.plots.predictions import predictions_by_chapter

predictions_by_chapter(predictions())

# %% [markdown] lang="ja"
# ### 考えは、どこが変わったか
#
# 第0章のおわりに、20 の問いがありました。ここで、同じ考えを別の数や場面でたずねます。この章の時間とは別に、10 分ほどです。あとまわしにしても、しなくてもかまいません。授業では、答えの入ったファイル `my-progress.json`（教材のフォルダーにあります）の提出を、先生にたのまれることがあります。
# %% [markdown] lang="en"
# ### What has changed in what you think?
#
# At the end of chapter 0 there were 20 questions. Here the same ideas are asked for with other numbers and settings. It takes about 10 minutes more. You may do it later, or not at all. In a class, your instructor may ask you to hand in `my-progress.json`, the file in the folder of the course that keeps your answers.

# %%
from course_lib.controls.concept_test import ConceptTest

ConceptTest("after")

# %%
from course_lib.exercises.progress import concept_choices
from course_lib.plots.concept_change import concept_change

concept_change(concept_choices())

# %% [markdown] lang="ja"
# ## 10.2　この教材で確かめた主張
#
# よく言われることを、一つずつ実験で確かめてきました。下の表は、各章のノートブックに残っている測定結果から作っています。手で書き写したものではありません。○ は成り立つ、△ は注意つきで成り立つ、✗ はそのままでは誤解を招く、という印です。
#
# 全部を読む必要はありません。**まず、✗ だけを探してみましょう。** それから、気になる主張を 3 つ選び、どの印だったかを思い出してから、表で確かめてください。
# %% [markdown] lang="en"
# ## 10.2 The claims of this course
#
# What is commonly said was put to the test, one claim at a time. The table below is made from the measurements that stand in the chapters' notebooks. Nobody typed it. ○ means that a claim holds, △ that it holds with a caveat, ✗ that it is misleading as stated.
#
# You need not read them all. **Look for the ✗ first.** Then choose 3 claims that interest you, try to remember their verdict, and check it in the table.

# %%
from course_lib.claims.table import claim_table

claim_table()

# %% [markdown] lang="ja"
# △ が多いことに、驚いたかもしれません。言われていることが嘘だというわけではありません。**「どんなときに成り立つか」まで知っている人は、うまくいかないときに原因を見つけられます。** それが、この教材で身につけてほしかったことです。
#
# ## 10.3　総合演習：自分の関数で学習させる
#
# 第3章から第9章の練習問題で、学習に必要な部品を一つずつ書いてきました。ここで、それを全部つなぎます。
#
# まだ解いていない問題があっても、心配いりません。次のセルは、練習問題のノートブックから関数を読み込みます。合格しているものはあなたの関数を、まだのものは教材の関数を使います。どちらを使うかは、表に出ます。
# %% [markdown] lang="en"
# You may be surprised to see so many △. It is not that people tell lies. **But whoever knows *when* a statement holds can find the cause when something goes wrong.** That is what this course wanted to give you.
#
# ## 10.3 Capstone: learning with your own functions
#
# In the exercises of chapters 3 to 9 you have written, one by one, the parts that learning needs. Here they are put together.
#
# Never mind if you have not done all of them. The next cell takes the functions from your exercise notebooks: yours where they are right, the course's where they are not yet. The table says which.

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
# 誤差逆伝播法で求めた勾配を、数値微分と比べます。第9章の勾配チェックです。比べるのは、第 1 層のバイアス 32 個です。ここの勾配は、後ろの層をすべて通って戻ってくるので、途中に間違いがあれば、ここに表れます。
# %% [markdown] lang="en"
# Solve more exercises, save them, run the cell above again, and more of the functions will be yours.
#
# ### Before training: is the gradient right?
#
# The gradient from backpropagation is compared with numerical differentiation: the gradient check of chapter 9. We compare the 32 biases of layer 1. Their gradient has come back through everything behind them, and a mistake on the way would show here.

# %% tags=["folded"]
# ja: 逆伝播の勾配を、数値微分と比べます。
# en: Compares the gradient of backpropagation with numerical differentiation.
import numpy as np

from course_lib import course_seed
from course_lib.experiments.capstone import accuracy, backward, forward, start_network, train_network
from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

images, labels = digits()
pixels = images.reshape(-1, 64)
rng = np.random.default_rng(course_seed())
train, test = train_and_test(len(pixels), test_share=0.25, rng=rng)
start = start_network([64, 32, 10], pieces, rng)


def error_by_b1(b1):
    # ja: 第 1 層のバイアスだけを変えたときの誤差（交差エントロピー）
    # en: the error (cross-entropy) when only the biases of layer 1 are changed
    _, _, scores = forward([start[0], b1, *start[2:]], pixels[:20], pieces)
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(20), labels[:20]])


numerical = pieces["numerical_gradient"](error_by_b1, start[1], 1e-5)
analytic = backward(start, pixels[:20], labels[:20], pieces)[1]
worst = max(pieces["relative_error"](a, n) for a, n in zip(analytic, numerical, strict=True))
assert worst < 1e-6
print(words("chapter10.worst", error=spoken(worst, 1)))

# %% [markdown] lang="ja"
# 相対誤差はとても小さく、勾配は正しく計算できているようです。
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
# The relative error is tiny: the gradient seems to be computed correctly.
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
# **Predict**: of 449 digits that are held back, how many will it read correctly?

# %% tags=["folded"]
# ja: あなたの関数で学習させ、読めた数字と、学習の前後の勾配の大きさを書き出します。
# en: Trains with your functions; writes out how many digits are read, and the gradients before and after.
trained = train_network(start, pixels[train], labels[train], pieces, epochs=20, rng=rng)
share = accuracy(trained, pixels[test], labels[test], pieces)


def norms(parameters):
    dW1, db1, dW2, db2 = backward(parameters, pixels[train], labels[train], pieces)
    return pieces["gradient_norms"]({"layer 1": [dW1, db1], "layer 2": [dW2, db2]})


print(words("chapter10.read", right=round(share * len(test)), all=len(test), percent=100 * share))
for number in (1, 2):
    before, after = (norms(parameters)[f"layer {number}"] for parameters in (start, trained))
    print(words("chapter10.norm", number=number, before=spoken(before), after=spoken(after)))
assert share > 0.93

# %% [markdown] lang="ja"
# 学習の前は大きかった勾配が、学習のあとは小さくなりました。勾配が小さいだけでは、谷底とは言えません（第9章の質問 1）。でも、数字もよく読めるようになったので、谷底の近くまで来たと言ってよいでしょう。
#
# プロの現場で使われている PyTorch で、同じ大きさのネットワークを、同じデータ、同じ設定で学習させると、どうなるでしょうか。次のセルは、PyTorch が入っていればその場で学習させて確かめ、なければ保存してある結果と比べます。
# %% [markdown] lang="en"
# The gradients, large before training, are small now. Small gradients alone would not make it a bottom (question 1 of chapter 9). But digits are read well now too, and we may say that the bottom of a valley is near.
#
# How does PyTorch, the tool of the trade, do with a network of the same size, the same data and the same settings? The next cell trains it on the spot where PyTorch is installed, and else compares with the result that is kept with the course.

# %% tags=["folded"]
# ja: PyTorch の成績を書き出します。
# en: Writes out how PyTorch does.
from course_lib.experiments.capstone_torch import STORED_SHARES, pytorch_share, pytorch_is_here

mean_of_pytorch = np.mean(STORED_SHARES)
if pytorch_is_here():
    assert abs(pytorch_share(seed=0) - STORED_SHARES[0]) < 0.01
ends = {"low": 100 * min(STORED_SHARES), "high": 100 * max(STORED_SHARES)}
print(words("chapter10.pytorch", percent=100 * mean_of_pytorch, runs=len(STORED_SHARES), **ends))
assert min(STORED_SHARES) - 0.02 < share < max(STORED_SHARES) + 0.02

# %% [markdown] lang="ja"
# ほとんど同じです。使っている考え方が同じだからです。PyTorch は、これを何百万倍も大きなネットワークで、速く動かせるようにした道具です。
#
# ## 10.4　お医者さんの試験
#
# 最後の練習問題には、**病気の学習プログラムが 5 本**あります（第8章の診療所の、プログラム版です）。どれもエラーは出ません。ただ、数字を読めるようにならないのです。どこが悪いのかを見つけて、直してください。直ったかどうかは、初めて見る数字をどれだけ読めるかで決まります。
#
# 調べ方の順番を思い出しましょう。
#
# 1. **誤差を見る**：下がらないのか、増えるのか、途中で止まるのか。
# 2. **勾配を見る**：層ごとの大きさは。0 ではないか。どんどん大きくなっていないか。
# 3. **勾配チェックをする**：計算そのものが間違っていないか。
# 4. **データを見る**：画像と正解は合っているか。数の大きさは。
#
# ## たとえの限界
#
# 「山を下る」「羅針盤」というたとえは、最後まで役に立ちました。けれども、羅針盤は**行き先**を知りません。足もとでいちばん急な向きを教えるだけです。どんな地形を歩くか（ネットワークの構造とデータ）、どれくらいの歩幅で進むか（学習率と最適化手法）、いつ止まるか、そして、**何のために学ばせるのか**は、人が決めます。
#
# ## まとめ
#
# - 勾配とは何か、なぜ必要か、どう計算するかを、人に説明できます。
# - 学習が進まないとき、どこを見ればよいかが分かります。
# - よく言われることを、そのまま信じず、実験で確かめられます。
#
# ## 次にすること
#
# [第10章の練習問題](../../exercises/ja/10_summary.ipynb)に挑戦しましょう。言葉を確かめたいときは[用語集](99_glossary.ipynb)へ、全体の地図と自分の進みぐあいは[第0章](00_welcome.ipynb)へ。
#
# そのあとの道も、いくつか挙げておきます。気になったものを 1 つだけ選んでください。
#
# - **道具を使う**：寄り道の[第11章　PyTorch でも同じ](11_pytorch.ipynb)で、この教材のコードと PyTorch のコードを並べて見る。そのあと、PyTorch の公式チュートリアルで、この章のネットワークを書き直す。`loss.backward()` の 1 行の中で何が起きているか、あなたはもう知っています。
# - **画像へ**：畳み込みネットワーク。画像の小さな範囲を順に見ていく層です。勾配の流れ方は同じです。
# - **言葉へ**：Transformer（トランスフォーマー）。ChatGPT のような AI の中身です。残差接続と正規化（第6章）、Adam とウォームアップ（第7章）が、そのまま出てきます。
# - **理論へ**：Goodfellow、Bengio、Courville の教科書『Deep Learning』（2016）の第 6 章と第 8 章。この教材の式が、もっと広い景色の中に出てきます。
# - **まだ答えのない問いへ**：残差接続は、なぜこれほど効くのでしょうか。Balduzzi ら（2017）は、層を重ねると、似た入力に対する勾配どうしが雑音のようにばらばらになり、残差接続がそれを防ぐことを示しました。文章のネットワークで、なぜ Adam は SGD より速いのでしょうか。Kunstner ら（2023）は、勾配の雑音のせいではないことを確かめ、「符号だけを見て進む」のに近いからではないかと述べています。どちらも、答えが一つに決まったわけではありません。
# - **自分の問題へ**：手もとのデータで、小さなネットワークを学習させる。うまくいかなくても、診察のしかたは知っています。
#
# ## 🏔️ おわりに
#
# 10 章前、あなたは丘の上に玉を 1 つ置きました。足もとの傾きを測り、下る向きへ少しだけ動かす。たったそれだけのことでした。
#
# その一歩が、体重を言い当てる直線になり、スープの味をさかのぼる計算になり、千を超える数を一度に直すしくみになりました。道は何度も消えかけ（勾配消失）、何度も跳ね上がりました（勾配爆発）。そのたびに、あなたは予想し、測り、手を打ちました。
#
# 勾配は、**ディープラーニングの心臓部**です。画像を見分ける AI も、言葉を話す AI も、その奥では、同じ拍子を打っています。**測って、少し直す。測って、少し直す。** その音が、これからは聞こえるはずです。
#
# 間違えて、どれだけ間違えたかを知り、少しだけ直す。それをくり返せば、はじめは当てずっぽうだったものが、いつか正しく読めるようになる。ネットワークについて学んだこのことは、学ぶ人についても、きっと同じです。
#
# ここまで歩いてくださって、ありがとうございました。次の山で、また会いましょう。おつかれさまでした。
# %% [markdown] lang="en"
# Almost the same, for the ideas are the same. PyTorch is a tool that makes them run fast, on networks many million times as large.
#
# ## 10.4 The doctor's exam
#
# The last exercises hold **5 training scripts that are ill** (the clinic of chapter 8, in code). None of them stops with an error. They just don't learn to read digits. Find what is wrong and mend it. Whether a script is well is decided by how many digits it reads that it has never seen.
#
# Remember in which order to look:
#
# 1. **Look at the error**: does it not fall, does it grow, does it stop half-way?
# 2. **Look at the gradients**: how large are they, layer by layer? Are they 0? Do they grow and grow?
# 3. **Check the gradient**: is it worked out correctly at all?
# 4. **Look at the data**: do images and labels belong together? How large are the numbers?
#
# ## Where the analogy breaks
#
# “Going down a mountain” and “a compass” served us to the end. But a compass does not know **where you want to go**; it tells the steepest way right here. On what ground to walk (the network and the data), with what stride (the rate and the optimizer), when to stop, and **what the learning is for**, people decide.
#
# ## What you can say now
#
# - You can explain what a gradient is, why it is needed and how it is computed.
# - When learning makes no progress, you know where to look.
# - You need not take what is commonly said on trust: you can put it to the test.
#
# ## What comes next
#
# Try the [exercises for chapter 10](../../exercises/en/10_summary.ipynb). For words there is the [glossary](99_glossary.ipynb), for the map and your own progress [chapter 0](00_welcome.ipynb).
#
# And here are some roads beyond. Choose the one that calls you.
#
# - **Use the tools**: take the side road of [chapter 11: The same in PyTorch](11_pytorch.ipynb), which puts the code of this course and of PyTorch side by side. Then write this chapter's network anew with the official tutorials of PyTorch. You know by now what happens inside the line `loss.backward()`.
# - **To images**: convolutional networks, whose layers look at one small patch of an image after the other. The gradient flows the same way.
# - **To language**: the Transformer, which is inside AI such as ChatGPT. Residual connections and normalization (chapter 6), Adam and warm-up (chapter 7) are all there.
# - **To theory**: the textbook *Deep Learning* by Goodfellow, Bengio and Courville (2016), chapters 6 and 8, where the formulas of this course appear in a wider landscape.
# - **To questions still open**: why do residual connections help so much? Balduzzi and others (2017) showed that in a stack of plain layers the gradients of similar inputs come to differ like noise, and that residual connections prevent it. Why is Adam faster than SGD on networks for text? Kunstner and others (2023) found that noise in the gradient is not the cause, and suggest that it is because Adam comes close to going by the sign alone. Neither question is settled.
# - **To a question of your own**: train a small network on data that you have. If it won't learn, you know how to examine it.
#
# ## 🏔️ Farewell
#
# It is 10 chapters since you put a ball on a hill, measured the slope under it, and moved it a little way down. That was all.
#
# That step became a line that guesses weights, a soup whose taste was traced back to its cause, and a way to correct more than a thousand numbers at once. Again and again the road all but faded out (vanishing), or leapt up (exploding). Each time you predicted, you measured, and you found something to do.
#
# The gradient is **the heart of deep learning**. In AI that tells images apart and in AI that speaks, deep inside, it keeps the same beat. **Measure, and correct a little. Measure, and correct a little.** From now on you will hear it.
#
# Be wrong, find out by how much, and correct a little. What keeps doing that starts with guesses, and one day reads correctly. You have learnt this about networks. It may well be true of those who learn about them.
#
# Thank you for walking all this way. See you on the next mountain. Well done.
