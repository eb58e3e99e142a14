# %% [markdown] lang="ja"
# # 第0章　ようこそ
#
# 数学が苦手でも大丈夫です。この章は 20 分ほどで、難しいところはありません。まず、さわってみましょう。
#
# すぐ下の灰色の枠（**セル**といいます）をクリックし、**Shift キーを押しながら Enter キー**を押してください。問いが現れます。
#
# まず**予想**を 1 つ選びましょう。外れてもかまいません。選ぶと、動かせるスライダーのついた絵が開きます。青い矢印は、玉が転がろうとする向きです。動かしてみたら、絵の下の「起こったことと比べる」を押してください。
# %% [markdown] lang="en"
# # Chapter 0: Welcome
#
# Never mind if mathematics is not your subject. This chapter takes about 20 minutes, and nothing in it is hard. Touch something first.
#
# Click the grey box right below (it is called a **cell**), then **hold Shift and press Enter**. A question appears.
#
# First choose your **prediction**; it does no harm to be wrong. A picture with a slider opens. The blue arrow shows which way the ball wants to roll. When you have tried it, press “Compare with what happens” below the picture.

# %% tags=["W0.1"]
from course_lib.controls.ball_on_hill import BallOnHillControl
from course_lib.controls.prediction import predict

hill = BallOnHillControl()
predict("chapter00.predict_level", hill)

# %% [markdown] lang="ja"
# 動かしてみて、どうでしたか。
#
# - オレンジの板は、玉の足もとの地面の**傾き**です。急なところでは板が立ち、青い矢印が長くなります。
# - 地面が右へ下っていれば玉は右へ、右へ上っていれば左へ転がります。
# - 矢印が消えるのは、場所 3（丘のてっぺん）と場所 7（くぼみの底）の 2 か所です。そこでは地面が平らで、傾きは 0 です。
#
# 玉は、丘の全体の形を知りません。知っているのは足もとの傾きだけです。それでも、くぼみの底へ行くことができます。
#
# **この足もとの傾きが「勾配」です。** たったこれだけのことが、ディープラーニングの学習を支えています。
# %% [markdown] lang="en"
# What did you see?
#
# - The orange plank shows the **slope** of the ground under the ball. Where it is steep, the plank stands up and the blue arrow is long.
# - Where the ground falls to the right, the ball rolls right; where it rises to the right, the ball rolls left.
# - The arrow vanishes at 2 places: place 3, the top of the hill, and place 7, the bottom of the hollow. There the ground is level: its slope is 0.
#
# The ball knows nothing of the shape of the hill. All it feels is the slope right under it. Even so, it finds its way to the bottom.
#
# **That slope underfoot is a gradient.** It is a small thing, and all learning in deep learning rests on it.

# %% [markdown] lang="ja"
# ## はじめて学ぶ人の 3 つの問い
#
# ここへ来るまでに、こんなことを思いませんでしたか。この 3 つに、自分の言葉で答えられるようになることが目標です。
#
# | 問い | 今の短い答え | くわしくは |
# | --- | --- | --- |
# | 「勾配」とは、何のことでしょうか | 足もとの傾きです。ディープラーニングでは、あるところを少し変えたときに、間違いの大きさ（**誤差**）がどれだけ変わるかを表します | 第1章、第3章 |
# | 「勾配降下法」は、何をしているのでしょうか | 傾きを調べ、低いほうへ一歩進む。これをくり返して、誤差の小さいところを探します | 第4章、第7章 |
# | 勾配は、なぜそんなに大切なのでしょうか | 何をどちらへ直せばよいかを教えてくれるからです。勾配がなければ、当てずっぽうに直すしかありません | 第2章、第5章、第6章 |
# %% [markdown] lang="en"
# ## The three questions of a beginner
#
# Perhaps these are what brought you here. The aim is that you can answer all three in your own words.
#
# | Question | A short answer for now | More in |
# | --- | --- | --- |
# | What is a gradient? | The slope underfoot. In deep learning it says how much the size of the mistake (the **error**) changes when something is changed a little | chapters 1 and 3 |
# | What does gradient descent do? | It feels the slope, takes a step downward, and repeats this to find a place where the error is small | chapters 4 and 7 |
# | Why do gradients matter so much? | They tell what to correct, and which way. Without them, one can only correct by guessing | chapters 2, 5 and 6 |

# %% [markdown] lang="ja"
# ## 間違いから学ぶ
#
# 人は間違いから学びます。かごに玉を投げ入れる練習を考えましょう。かごは 5 m 先にあります。最初の玉は 8 m 先に落ちました。3 m の行きすぎです。次は、少し弱く投げますね。
#
# ここで、間違いは 2 つのことを教えてくれました。
#
# - **どちらへ直すか**：行きすぎたので、弱く。
# - **どれくらい直すか**：大きく外れたら大きく、少し外れたら少し。
#
# 次のセルは、これを計算でまねたものです。毎回、外れた分の半分（0.5）だけ直します。セルをクリックして、実行してみましょう（Shift + Enter）。1 行が 1 投で、左から順に「何投目か、落ちた距離（m）、外れた分（m）」です。プログラムの読み方は、次の「40 分の Python」で学びます。今は、出てくる数だけ見れば十分です。
# %% [markdown] lang="en"
# ## Learning from mistakes
#
# People learn from mistakes. Think of throwing a ball into a basket that stands 5 metres away. The first ball lands at 8 metres: 3 metres too far. The next time you throw a little less hard.
#
# The mistake told you two things:
#
# - **which way to correct**: too far, so throw less hard;
# - **how much to correct**: a lot after a bad miss, a little after a near one.
#
# The next cell imitates this. Each time it corrects by half of the miss (0.5). Click the cell and run it (Shift + Enter). Each line is one throw, with the number of the throw, how far it went and by how much it missed (both in metres). How to read the program you learn next, in “Python in 40 minutes”. For now it is enough to look at the numbers.

# %%
# ja: かごまでの距離と、最初に投げる距離（m）
# en: how far away the basket is, and how far the first throw goes, in metres
basket = 5.0
throw = 8.0

for number in range(1, 7):
    miss = throw - basket
    print(number, throw, miss)
    throw = throw - 0.5 * miss

# %% [markdown] lang="ja"
# 外れた分は、3.0、1.5、0.75 と、一投ごとに半分になっていきます。
#
# ニューラルネットワークも、これと同じ流れで学びます。予想し、間違いの大きさを測り、直し、また予想します。「どちらへ、どれくらい直すか」を教えるのが**勾配**です。**人が間違いから学ぶように、ネットワークは勾配を使って間違いを直していきます。**
#
# **セルは書きかえられます。** `0.5` を `0.1` に変えて、もう一度実行してみましょう。一度に直す分が少ないので、近づき方がゆっくりになります。
#
# では、`2.1` にしたらどうなるでしょうか。次のセルを実行し、予想を選んでから確かめてください。
# %% [markdown] lang="en"
# The miss goes from 3.0 to 1.5 to 0.75: each throw halves it.
#
# A neural network learns in the same round: it guesses, measures how wrong the guess is, corrects, and guesses again. What tells it which way to correct, and how much, is the **gradient**. **As a person learns from mistakes, a network corrects its mistakes with gradients.**
#
# **You may change a cell.** Put `0.1` in place of `0.5` and run it again. Each correction is smaller, so the throws come nearer more slowly.
#
# And with `2.1`? Run the next cell, choose your prediction, then try it out.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter00.quiz_correction")

# %% [markdown] lang="ja"
# ### たとえの限界
#
# - 人は、かごを見て投げます。ネットワークに見えるのは、誤差という数だけです。
# - 直すところは 1 つではありません。ネットワークには直せる数（**パラメーター**）が何千、何百万とあり、勾配はその 1 つ 1 つについて、どちらへ直すかを教えます。
# - 人は、たった一度の失敗から学べることもあり、なぜ失敗したかも考えます。ネットワークは理由を考えません。少しずつ直すことを、何千回もくり返します。
# %% [markdown] lang="en"
# ### Where the comparison breaks down
#
# - You see the basket. All that a network has is a number, the error.
# - There is more than one thing to correct. A network has thousands or millions of numbers that can be changed (its **parameters**), and the gradient tells for every one of them which way.
# - A person may learn from a single failure, and asks why it happened. A network asks for no reasons: it corrects a little, thousands of times.

# %% [markdown] lang="ja"
# ## 前もって必要なもの
#
# 数学の知識は、足し算、引き算、掛け算、割り算だけで始められます。それより先のことは、必要になったときに、絵、言葉、式の順で説明します。もっと知りたい人のための話は、「もっと知りたい人へ」という見出しに畳んであります。これは寄り道です。閉じたまま本道を進んでも、その先で困ることはありません。
#
# Python（パイソン）も、はじめてでかまいません。要ることは、次の「40 分の Python」で全部さわってみます。練習問題で書くのは、たいてい数行の短い関数です。長いもの、難しいものには「寄り道」と印がついています。
#
# 言葉の意味を忘れたら、[用語集](99_glossary.ipynb)を開いてください。日本語と英語の両方がのっています。
# %% [markdown] lang="en"
# ## What you need to know beforehand
#
# Adding, subtracting, multiplying and dividing are enough to begin. Everything beyond is explained when it is needed: first as a picture, then in words, then as a formula. What is for those who want more stands folded under a heading “If you want to know more”: a side road. Leave it closed and stay on the main road, and nothing later will be missing.
#
# Python may be new to you too. What you need of it you try out next, in “Python in 40 minutes”. In the exercises you mostly write short functions of a few lines. Those that are longer or harder are marked “side road”.
#
# When a word has slipped your mind, open the [glossary](99_glossary.ipynb). It has every term in English and Japanese.

# %% [markdown] lang="ja"
# ## ノートブックの使い方
#
# 今読んでいるこのファイルを**ノートブック**といいます。文章のセルと、プログラムのセルが並んでいます。
#
# - **実行する**：セルをクリックして Shift + Enter。結果はセルのすぐ下に出て、次のセルへ移ります。
# - **左の `[ ]`**：まだ実行していないセルは `[ ]`、実行中は `[*]`、終わると `[3]` のような番号になります。番号は、実行した順序です。開いたばかりのときに見える番号と結果は、このノートブックが作られたときのものです。
# - **順序**：上から順に実行してください。下のセルは、上のセルで決めた名前を使います。
# - **書きかえる**：どのセルも、何度でも書きかえて実行できます。壊れるものはありません。心配なら、左のファイル一覧でノートブックを右クリックし、「複製」（英語の画面では Duplicate）を選んで、そちらで試しましょう。
# - **保存する**：Ctrl + S（Mac では Command + S）。書いたものは、ファイルに残ります。
# %% [markdown] lang="en"
# ## How a notebook works
#
# What you are reading is a **notebook**: cells of text and cells of program code, one below the other.
#
# - **Run a cell**: click it and press Shift + Enter. The result appears right below, and the next cell is chosen.
# - **The `[ ]` on the left**: a cell that was not run has `[ ]`, one that is running has `[*]`, and one that is done has a number such as `[3]`, which tells the order in which cells were run. The numbers and results that you see on opening date from when the notebook was made.
# - **Order**: run the cells from top to bottom. Lower cells use names that upper ones have made.
# - **Change a cell**: every cell may be changed and run again as often as you like. Nothing can break. If you would rather be careful, right-click the notebook in the list of files on the left, choose Duplicate, and play with the copy.
# - **Save**: Ctrl + S (Command + S on a Mac). What you wrote then stays in the file.

# %% [markdown] lang="ja"
# ## スライダーの使い方
#
# - **マウス**：スライダーを左右に引きます。
# - **キーボード**：Tab キーでスライダーへ移り、矢印キーで少しずつ動かします。
# - **数を打ちこむ**：スライダーの横の数をクリックすると、数を直接入れられます。
# - **答えを選ぶ問い**：丸いボタンをクリックします。キーボードでは Tab キーで移り、スペースキーで選びます。何度でも選び直せます。
# - 絵の下の文は、絵に見えているものを言葉で説明します。画面を読み上げるソフトでも使えます。
# - **共有する**：絵の下の「見えているものを共有する」を開くと、短いコードが出ます。友だちに送って、同じ絵の下に貼りつけてもらうと、同じものが見えます。
#
# スライダーが出ていない、または動かしても絵が変わらないときは、そのセルを実行してください。ノートブックを開いた直後は、前に作られた絵だけが見えています。
#
# スライダーは、プログラムからも動かせます。次のセルを実行してから、上の丘の絵を見てみましょう。玉がくぼみの底に移っています。
# %% [markdown] lang="en"
# ## How the controls work
#
# - **Mouse**: drag the slider.
# - **Keyboard**: go to the slider with the Tab key and move it with the arrow keys.
# - **Type a number**: click the number beside the slider and type another.
# - **Questions with a choice**: click a round button, or go to it with Tab and press the space bar. You may choose again.
# - The sentence below the picture says in words what the picture shows; a screen reader can read it aloud.
# - **Share**: open “Share what you see” below a picture, and there is a short code. A friend who pastes it below the same picture sees what you see.
#
# If there is no slider, or the picture does not follow it, run its cell. When a notebook has just been opened, all you see is the picture made earlier.
#
# A program can move the slider as well. Run the next cell, then look at the hill further up: the ball has gone to the bottom of the hollow.

# %%
hill.place.value = 7.0
print(hill.picture.alt)

# %% [markdown] lang="ja" tags=["E0"]
# ## 練習問題の使い方
#
# 章ごとに、練習問題のノートブックがあります。短い関数を書き、その場で正しいかどうかを確かめます。試しに、ここで 1 つやってみましょう。
#
# **問題**：受け取った数の 2 倍を返す関数 `double` を書きます。`double(3)` は `6` になるはずです。
#
# 次のセルの答えは、わざと間違えてあります。実行すると、`check` が**どんな間違いか**を教えてくれます。
# %% [markdown] lang="en" tags=["E0"]
# ## How the exercises work
#
# Every chapter has a notebook of exercises: you write short functions and find out at once whether they are right. Try one here.
#
# **The exercise**: write a function `double` that gives back twice the number it is given. `double(3)` should be `6`.
#
# The answer in the next cell is wrong on purpose. Run it, and `check` tells you **which mistake it is**.

# %%
from course_lib import check, hint


def double(x):
    return x + 2


check(double)

# %% [markdown] lang="ja"
# `✗` は「もう少し」、`✓` は「正解」、`○` は「お知らせ」のしるしです。
#
# 上のセルの `x + 2` を直して、もう一度実行してください。掛け算の記号は `*` です。`✓` が出たら、できあがりです。
#
# 分からないときは、ヒントがあります。次のセルを実行するたびに 1 つずつ、全部で 3 つ出ます。
# %% [markdown] lang="en"
# `✗` means not yet, `✓` means right, and `○` marks a piece of information.
#
# Correct `x + 2` in the cell above and run it again. Times is written `*`. When you see `✓`, it is done.
#
# If you don't know how to go on, there are hints. Each time you run the next cell you get one more, three in all.

# %%
hint(double)

# %% [markdown] lang="ja"
# もう 1 つ、だれもが一度はする間違いを見ておきましょう。`return` の書き忘れです。計算はしていますが、答えを返していません。
# %% [markdown] lang="en"
# One more mistake, which everybody makes once: forgetting `return`. The function calculates, but gives nothing back.

# %%
def double(x):
    2 * x


check(double)

# %% [markdown] lang="ja"
# `check` のことば（`None` は「何もない」という値です）を手がかりに、`return` を補って実行してみてください。
#
# - 何度間違えてもかまいません。回数は、どこにも残りません。
# - `...` のままの問題は「間違い」ではなく、「まだ書かれていない」とされます。
# - 授業で使うときは、練習問題のノートブックを先生に提出します。先生のところでは、別の数を使って同じ問題が採点されます。例の答えだけを書いても、点にはなりません。
# %% [markdown] lang="en"
# Take what `check` says as your clue (`None` is a value that means “nothing”), put the `return` in, and run the cell.
#
# - You may be wrong as often as you like. Nobody counts.
# - An exercise that still has its `...` is not wrong: it is “not attempted yet”.
# - In a class you hand in the notebook of exercises. Your instructor's computer then tries the same exercises with other numbers, so that writing down the answer of the example alone earns nothing.

# %% [markdown] lang="ja"
# ## 困ったときは
#
# | こんなとき | こうします |
# | --- | --- |
# | `[*]` のまま、いつまでも終わらない | 上の ■ ボタン、またはメニューの「カーネル」→「カーネルを中断」（英語の画面では Kernel → Interrupt Kernel）で止めます。`KeyboardInterrupt` と出ますが、心配いりません |
# | 赤い字の英語が出た（エラー） | いちばん下の行を見ます。よくあるつまずきなら、その下に、直し方が日本語で出ます |
# | `SyntaxError: invalid character` と出る | `（`、`＊`、`２` のような全角の文字か、全角の空白が混じっています。日本語入力を切って、半角で打ち直します |
# | `NameError` と出る | その名前を作るセルを、まだ実行していないか、そのセルがエラーで止まっています。止まったセルがあれば、先に直して実行します。なければ「実行」→「選択したセルの上にあるすべてを実行」（英語の画面では Run → Run All Above Selected Cell）で、上をまとめて実行できます |
# | 何をしてもおかしい | 「カーネル」→「カーネルを再起動…」（英語の画面では Kernel → Restart Kernel…）でやり直します。名前はすべて忘れられますが、書いた文字は消えません。そのあと、上から順に実行します |
# | スライダーを動かしても絵が変わらない | そのセルを、もう一度実行します |
# | 文章のセルが、記号だらけの表示になった | ダブルクリックで編集の状態になりました。Shift + Enter で元の見た目に戻ります |
# | ノートブックを最初の状態に戻したい | ファイルの名前を変えます（書いたものは、その名前で残ります）。それから、元のファイルを同じところに置きます。元のファイルは、教材を手に入れたところ（たとえば zip）にあります。`gradient-course lab フォルダー` で始めた場合は、もう一度それを実行すれば置かれます |
# %% [markdown] lang="en"
# ## When you are stuck
#
# | What happens | What to do |
# | --- | --- |
# | `[*]` stays and nothing comes to an end | Stop it with the ■ button above, or Kernel → Interrupt Kernel in the menu. `KeyboardInterrupt` appears; that is all right |
# | Red text appears (an error) | Look at its last line. For a stumble that is common, a sentence below it says how to put it right |
# | `SyntaxError: invalid character` appears | A sign such as `×` or `“`, or a full-width one, has slipped in. Retype that place with plain signs |
# | `NameError` appears | The cell that makes this name was not run, or it stopped with an error. If one stopped, correct it and run it first. Otherwise Run → Run All Above Selected Cell runs everything above |
# | Everything behaves strangely | Start again with Kernel → Restart Kernel… All names are forgotten, but nothing that you wrote is lost. Then run the cells from the top |
# | The slider moves but the picture doesn't | Run its cell again |
# | A text cell is suddenly full of signs | A double click opened it for editing. Shift + Enter shows it as text again |
# | You want a notebook as it was at first | Rename the file: what you wrote stays under that name. Then put the original in its old place, from where you got the course (a zip, for instance). If you started with `gradient-course lab FOLDER`, run that command again and it is put there |

# %% [markdown] lang="ja"
# ## 道のりの地図
#
# この教材は、山を越える道のようなものです。駅が章です。1 つの章は 20 分から 40 分ほど、練習問題はそのほかに 5 分から 35 分ほどかかります（寄り道は別です）。1 日に 1 章くらいが、ちょうどよいでしょう。
#
# | 駅 | 00 | 00b | 01 | 02 | 03 | 04 | 05 | 06 | 07 | 08 | 09 | 10 | 11 |
# | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
# | 章（分） | 20 | 25 | 30 | 35 | 30 | 35 | 35 | 40 | 40 | 35 | 25 | 20 | 30 |
# | 練習問題（分） | 5 | 20 | 15 | 15 | 15 | 15 | 30 | 25 | 10 | 35 | 15 | 15 | 20 |
#
# いちばん険しいのは、第6章と第7章です。第5章の後半も、きつい上りです。そこでは、一度で全部分からなくても大丈夫です。先へ進んで、あとで戻ってきましょう。第8章からは、見晴らしがよくなります。第11章は、山を越えたあとの寄り道で、PyTorch という道具を使ってみたい人のためのものです。
#
# 練習問題が解けるたびに、駅に色がつきます。上で `double` に `✓` が出ていれば、「00」の駅に、もう印がついているはずです。
# %% [markdown] lang="en"
# ## A map of the way
#
# The course is like a path over a mountain. Each station is a chapter. A chapter takes 20 to 40 minutes, its exercises another 5 to 35, side roads apart. About 1 chapter a day is a good pace.
#
# | Station | 00 | 00b | 01 | 02 | 03 | 04 | 05 | 06 | 07 | 08 | 09 | 10 | 11 |
# | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
# | Chapter (minutes) | 20 | 25 | 30 | 35 | 30 | 35 | 35 | 40 | 40 | 35 | 25 | 20 | 30 |
# | Exercises (minutes) | 5 | 20 | 15 | 15 | 15 | 15 | 30 | 25 | 10 | 35 | 15 | 15 | 20 |
#
# Chapters 6 and 7 are the steepest; the second half of chapter 5 is hard climbing too. You need not understand all of it at once: go on and come back later. From chapter 8 on the view is wide. Chapter 11 is a side road after the mountain, for those who would like to use a tool called PyTorch.
#
# With every exercise you solve, a station gains colour. If `double` above got its `✓`, station 00 is marked already.

# %%
from course_lib.exercises.solved_shares import share_solved
from course_lib.plots.progress_map import progress_map

progress_map(share_solved())

# %% [markdown] lang="ja"
# - 黄色い扇形は解いた割合、緑と `✓` は全部解いた章です。
# - 練習問題を解いたら、このノートブックに戻り、地図のセルを実行すると新しくなります。
# - 印がつくのは、`check` が `✓` を出したときです。記録は、教材のフォルダーにある `my-progress.json` という小さなファイルに残ります。中身は、解けた問題や並べ終えた問題の名前、問いで選んだ答えと予想、`check` が教えた間違いの種類とその日付だけです。間違いの種類は、章のはじめの準備運動で、同じ考え方をもう一度たずねるために使います。このファイルを消せば、最初からになります。
# - **どこへも送られません。** プログラムはすべてこのコンピューターの中で動き、書いたものも、進み具合も、この中にとどまります。
# %% [markdown] lang="en"
# - A yellow slice is the share you have solved; green with `✓` is a chapter complete.
# - When you have solved an exercise, come back to this notebook and run the map's cell to bring it up to date.
# - A mark is made when `check` answers `✓`. The record is a small file, `my-progress.json`, in the folder of the course, with the names of the exercises you have solved or put in order, your answers to questions and your predictions, and which mistakes `check` has named and on which day, and nothing else. The mistakes are for the warm-ups at the opening of chapters, which ask for the same idea once more. Delete it to start afresh.
# - **Nothing is sent anywhere.** All programs run on the computer that runs this notebook, and what you write and how far you are stay there.

# %% [markdown] lang="ja"
# ## 出発の前に：今の考えを残す（しなくてもかまいません）
#
# 教材を終えたとき、自分の何が変わったかを見たい人は、ここで今の考えを残しておけます。この章の時間とは別に、10 分ほどです。**テストではありません。** 答えられなくて当たり前の問いばかりです。
# %% [markdown] lang="en"
# ## Before you set out: keep what you think today (if you like)
#
# If you want to see, at the end of the course, what has changed in you, you can keep here what you think today. It takes about 10 minutes more. **It is no exam**: you are not meant to know the answers.

# %%
from course_lib.controls.concept_test import ConceptTest

ConceptTest("before")

# %% [markdown] lang="ja"
# ## まとめ
#
# おつかれさまでした。もう、勾配が何かを一言で言えますね。
#
# - 勾配は、足もとの傾きです。どちらへ、どれくらい直せばよいかを教えます。
# - 人が間違いから学ぶように、ネットワークは勾配を使って間違いを直します。
# - セルを実行し、書きかえ、スライダーを動かし、`check` と `hint` を使うことができます。
#
# ## 次にすること
#
# 1. [第0章の練習問題](../../exercises/ja/00_welcome.ipynb)（2 問、5 分ほど）
# 2. [40 分の Python](00b_python.ipynb)：この先の練習問題に要る Python を、さわって覚えます。
# 3. Python に慣れている人は、すぐに [第1章　勾配とは？　まずは身近なたとえから](01_what_is_a_gradient.ipynb) へ。
#
# 言葉に迷ったら、いつでも[用語集](99_glossary.ipynb)へどうぞ。
# %% [markdown] lang="en"
# ## What you can say now
#
# Well done. You can already say in a sentence what a gradient is.
#
# - A gradient is the slope underfoot. It tells which way to correct, and how much.
# - As a person learns from mistakes, a network corrects its mistakes with gradients.
# - You can run a cell, change it, move a slider, and use `check` and `hint`.
#
# ## What comes next
#
# 1. [The exercises of chapter 0](../../exercises/en/00_welcome.ipynb) (2 of them, about 5 minutes)
# 2. [Python in 40 minutes](00b_python.ipynb): try out all the Python that the exercises take.
# 3. If you know Python, go straight to [chapter 1: What is a gradient? Everyday analogies](01_what_is_a_gradient.ipynb).
#
# Whenever a word is unclear, the [glossary](99_glossary.ipynb) is there.
