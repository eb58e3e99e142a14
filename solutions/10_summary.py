# %% [markdown] lang="ja"
# # 練習問題　第10章　まとめと総合演習
#
# 3 つの部分があります。5 つの質問、手書き数字を読むプログラム、そして、お医者さんの試験です。終わりのほうの「寄り道」の問題は、とばしてもかまいません。`check` は何度でも実行できます。
#
# 数字のデータは、次のセルで取り出します。画像は 64 個の画素の並びです。**画素の順番はランダムに並べ替えてあります**（人には読めませんが、ネットワークには同じことです）。成績は、あなたのプログラムが初めて見る数字で決まります。その画像は、どれも描き直したものです。
# %% [markdown] lang="en"
# # Exercises for chapter 10: Summary and capstone
#
# There are three parts: five questions, a program that reads handwritten digits, and the doctor's exam. The exercises on the side road, toward the end, may be left out. Run `check` as often as you like.
#
# The next cell gets digits to work with. An image is a row of 64 pixels, **in a shuffled order** (people can't read them, but to a network it makes no difference). Your program is graded on digits that it has never seen, each of them drawn anew.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution
from course_lib.experiments.digits_exam import exam_digits

images, labels, new_images, new_labels = exam_digits(np.random.default_rng(1))


def share_right(script, scale=1):
    # ja: 初めて見る数字のうち、正しく読めた割合
    # en: the share of new digits that a script reads correctly
    answers = script(scale * images, labels, scale * new_images, np.random.default_rng(2))
    return f"{np.mean(answers == new_labels):.0%}" if np.shape(answers) == new_labels.shape else "?"

# %% tags=["grading"]
from course_lib.experiments.digits_exam import exam_digits
from course_lib.exercises.own_questions import letters_of_questions, with_letters_by_question
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import OwnNumbers, Sheet, Trial

sheet = Sheet("10_summary")


def exam(scale=1):
    """The inputs of one script: digits to learn from, new ones to read, and a generator."""

    def draw(rng):
        images, labels, new_images, _ = exam_digits(rng)
        return [(scale * images, labels, scale * new_images, Code(f"np.random.default_rng({int(rng.integers(10**6))})"))]

    return draw


NO_DIGITS = dict(
    ja="返す値が、新しい画像 1 枚につき 1 個の数字（0 から 9）の配列ではなくなっています。最後の行は元のままにしましょう。",
    en="It no longer returns an array with one digit (0 to 9) for each new image. Leave the last line as it was.",
)

# %% [markdown] lang="ja" tags=["E10"]
# ## 問題 1　5 つの質問
#
# 質問の記号 `mark` を受け取り、答えの記号を返す関数です。`...` のところに、`"a"`、`"b"`、`"c"` のどれかを書きましょう。
#
# - **A**　誤差の勾配とは何ですか。　a 誤差の大きさ　b パラメーターを少し変えたときの、誤差の変わり方　c パラメーターの個数
# - **B**　勾配降下法はどちらへ進みますか。　a 勾配の向き　b ランダムな向き　c 勾配と反対の向き
# - **C**　すべての層の勾配を求めるのに、誤差逆伝播法では何が要りますか。　a 順伝播の数回分の計算　b パラメーターの数だけの順伝播　c ヘッセ行列
# - **D**　深いネットワークの勾配消失で、学習が止まるのはどの層ですか。　a 出力に近い層　b 入力に近い層　c どの層も同じ
# - **E**　Adam は何を組み合わせたものですか。　a 勾配とヘッセ行列　b Momentum の勢いと、パラメーターごとの学習率　c いくつかのネットワーク
#
# 例：A の答えが c だと思うなら、`"A": "c"` と書きます。
# %% [markdown] lang="en" tags=["E10"]
# ## Exercise 1: Five questions
#
# A function that takes the letter `mark` of a question and returns the letter of the answer. Write `"a"`, `"b"` or `"c"` in place of each `...`.
#
# - **A**: What is the gradient of the error? a: how large the error is; b: how the error changes when a parameter is changed a little; c: how many parameters there are
# - **B**: Which way does gradient descent go? a: the way of the gradient; b: a random way; c: against the gradient
# - **C**: What does backpropagation need for the gradients of all layers? a: about as much as a few forward passes; b: a forward pass for each parameter; c: the Hessian
# - **D**: Gradients vanish in a deep network. Which layers stop learning? a: those near the output; b: those near the input; c: all alike
# - **E**: What does Adam put together? a: the gradient and the Hessian; b: momentum and a rate for each parameter; c: several networks
#
# Example: if you think that the answer to A is c, write `"A": "c"`.

# %% tags=["broken"]
def five_points(mark):
    answers = {"A": ..., "B": ..., "C": ..., "D": ..., "E": ...}
    return answers[mark]

# %% tags=["grading"]
def five_points(mark):
    answers = {"A": "b", "B": "c", "C": "a", "D": "b", "E": "b"}
    return answers[mark]


FIVE = dict(zip("ABCDE", "bcabb", strict=True))  # the right answers, as the questions stand in this sheet


def letters_in(variant):
    """Return for each question which letters its answers get."""
    return dict(zip(FIVE, letters_of_questions("".join(FIVE.values()), "abc", variant), strict=True))


def answered(**wrong):
    """Return what somebody answers in a variant who is wrong in some questions, as told with the letters of this sheet."""
    return lambda mark, variant: letters_in(variant)[mark]["abc".index((FIVE | wrong)[mark])]


sheet.exercise(
    five_points,
    points=5,
    own=OwnNumbers(53, answered(), lambda source, variant: with_letters_by_question(source, letters_in(variant))),
    inputs=lambda rng: [(str(mark),) for mark in rng.permutation(list("ABCDE"))],
    why={
        "ja": "どの答えも、勾配を「少し動かしたときの変わり方」と読めば出てきます。変わり方が分かれば下る向きが決まり、順々に掛けて戻れば全部の層に届き、掛けるうちに消えるのは入力に近い層からです。",
        "en": "All answers follow from reading the gradient as how the error changes when something is moved a little: that gives the way down; multiplied back layer by layer it reaches all; and what shrinks on the way is missing near the input.",
    },
    ja=[
        "第10章の初めの 5 つの質問と同じことを聞いています。違うのは、答えの並び順だけです。",
        "A は第1章と第3章、B は第4章、C は第5章、D は第6章、E は第7章にあります。",
        "A は「高さ」ではなく「傾き」、B は「登る向きの反対」、C は「逆向きに一度たどる」、D は「逆向きに進んで、最後に届くところ」、E は「玉の勢い」と「それぞれの歩幅」です。",
    ],
    en=[
        "They ask the same as the five questions at the beginning of chapter 10. Only the order of the answers differs.",
        "A is in chapters 1 and 3, B in 4, C in 5, D in 6, E in 7.",
        "A is about slope and not height, B about the other way than up, C about going back once, D about what is reached last on the way back, E about a ball's momentum and a stride for each.",
    ],
)


@sheet.mistake(
    five_points,
    ja="A だけが違います。勾配は、地面の「高さ」ではなく「傾き」でした。",
    en="Only A is wrong. A gradient is a slope, not a height.",
    own=answered(A="a"),
)
def height_for_gradient(mark):
    return {"A": "a", "B": "c", "C": "a", "D": "b", "E": "b"}[mark]


@sheet.mistake(
    five_points,
    ja="B だけが違います。勾配の指す向きは登りです。",
    en="Only B is wrong. The gradient points uphill.",
    own=answered(B="a"),
)
def goes_uphill(mark):
    return {"A": "b", "B": "a", "C": "a", "D": "b", "E": "b"}[mark]


@sheet.mistake(
    five_points,
    ja="C だけが違います。パラメーターの数だけ順伝播が要るのは、数値微分です。",
    en="Only C is wrong. A forward pass for each parameter is what numerical differentiation needs.",
    own=answered(C="b"),
)
def price_of_numerical(mark):
    return {"A": "b", "B": "c", "C": "b", "D": "b", "E": "b"}[mark]


@sheet.mistake(
    five_points,
    ja="D だけが違います。勾配は出力から出発して、逆向きに進みながら小さくなります。最後に届くのはどこでしょうか。",
    en="Only D is wrong. The gradient starts at the output and shrinks on its way back. Where does it arrive last?",
    own=answered(D="a"),
)
def output_starves(mark):
    return {"A": "b", "B": "c", "C": "a", "D": "a", "E": "b"}[mark]


@sheet.mistake(
    five_points,
    ja="E だけが違います。Adam は 2 階微分を計算しません。",
    en="Only E is wrong. Adam computes no second derivatives.",
    own=answered(E="a"),
)
def adam_is_newton(mark):
    return {"A": "b", "B": "c", "C": "a", "D": "b", "E": "a"}[mark]


# %% [markdown] lang="ja" tags=["E10"]
# ## 問題 2　手書き数字を読む
#
# いよいよ総合演習です。`images`（形 (件数, 64)）と正解 `labels` で学習し、`new_images` の数字を読んで、**答えの数字（0〜9）の配列**を返すプログラムです。ほとんどはもう書いてあります。`...` になっている **6 つの空欄**を埋めて、完成させましょう。どの空欄も、これまでの練習問題で書いた 1 行です。
#
# | 空欄 | 何を書くか | 書いたことのある問題 |
# | --- | --- | --- |
# | 1 | 入力が 64 個の層の、He 初期化の標準偏差 | 第6章の `he_std` |
# | 2 | 1 層目の全結合層の出力 | 第5章の `dense_forward` |
# | 3 | ReLU：`before` と 0 の大きいほう（`np.maximum` は、配列の数を一つずつ比べます） | 第5章の `relu_backward` の行き |
# | 4 | 2 層目の全結合層の出力。これが数字ごとの点数です | 第5章の `dense_forward` |
# | 5 | ReLU の帰り道：`to_hidden` から `before` の勾配へ | 第5章の `relu_backward` |
# | 6 | 1 層目の重みを、勾配と反対へ一歩進める | 第4章の `gradient_step` |
#
# - 正解率が 85 % 以上なら合格です。30 % 以上なら、点の半分がもらえます。
# - 試験に出る数字の画像は、**どれも描き直してあります**。少しずらし、傾け、かすれさせ、雑音を加えてあるので、同じ画像は 2 つとありません。覚えた画像の中から同じものを探す表では、合格できません。
# - `rng` は乱数の道具です。使ってよいのは NumPy と、自分で書いた関数です。これまでの練習問題で書いた関数を、この上のセルに写して使ってもかまいません。`course_lib` は、成績をつけるときには使えません。
# - もう書いてある行のうち、`rng.normal(size=(64, 32))` は 0 のまわりのランダムな数の表（64 行 32 列）、`rng.integers(n, size=32)` は 0 から n − 1 までのランダムな整数 32 個です。`.argmax(axis=1)` は、各行でいちばん大きい値の番号です。たとえば `np.array([[1, 9, 4], [7, 2, 3]]).argmax(axis=1)` は `[1, 0]` です。
# - 途中の「ソフトマックス」の 4 行は、点数を確率に直し、点数の勾配を求めるところです（`.max(axis=1, keepdims=True)` は各行でいちばん大きい値、`np.arange(32)` は 0 から 31 までの配列です）。読まなくてもかまいません。
#
# 例：`read_digits(images, labels, new_images, np.random.default_rng(2))` は、`new_images` が 200 枚なら、200 個の数の配列です。
# %% [markdown] lang="en" tags=["E10"]
# ## Exercise 2: Read handwritten digits
#
# This is the capstone: a program that learns from `images` (shape (examples, 64)) and their `labels`, reads the digits in `new_images`, and returns **an array of the answers (0 to 9)**. Most of it is written already. Complete it: fill the **6 blanks** marked `...`. Each is 1 line that you have written in an earlier exercise.
#
# | Blank | What to write | Where you wrote it |
# | --- | --- | --- |
# | 1 | the standard deviation of He initialization, for a layer of 64 inputs | `he_std` of chapter 6 |
# | 2 | what the dense layer 1 gives | `dense_forward` of chapter 5 |
# | 3 | ReLU: the larger of `before` and 0 (`np.maximum` compares the numbers of an array one by one) | forward, what `relu_backward` of chapter 5 goes back through |
# | 4 | what the dense layer 2 gives: the scores of the digits | `dense_forward` of chapter 5 |
# | 5 | the way back through ReLU: from `to_hidden` to the gradient of `before` | `relu_backward` of chapter 5 |
# | 6 | the weights of layer 1, one step against their gradient | `gradient_step` of chapter 4 |
#
# - With 85 % of the new digits right you pass. From 30 % on you get half of the points.
# - The images of the exam are **drawn anew, each of them**: shifted a little, tilted, paler, with noise added, so that no 2 are the same. A table in which to look for an image once learnt does not pass.
# - `rng` is a tool that makes random numbers. Use NumPy and functions of your own. You may copy functions from your earlier sheets into a cell above. `course_lib` is not there when the sheet is graded.
# - In the lines that are written already, `rng.normal(size=(64, 32))` is a table of random numbers near 0 (64 rows, 32 columns), and `rng.integers(n, size=32)` is 32 random whole numbers from 0 to n − 1. `.argmax(axis=1)` gives for each row the number of its largest value: `np.array([[1, 9, 4], [7, 2, 3]]).argmax(axis=1)` is `[1, 0]`.
# - The 4 lines marked “softmax” turn scores into probabilities and find the gradient of the scores (`.max(axis=1, keepdims=True)` is the largest of each row, `np.arange(32)` an array of 0 to 31). You need not read them.
#
# Example: for 200 new images `read_digits(images, labels, new_images, np.random.default_rng(2))` is an array of 200 numbers.

# %% tags=["broken"]
def read_digits(images, labels, new_images, rng):
    # ja: はじめの重みとバイアス
    # en: the first weights and biases
    spread = ...  # 1
    W1, b1 = spread * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    rate = 0.5
    for _ in range(250):
        # ja: ミニバッチを取り出す
        # en: take a mini-batch
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        # ja: 順伝播
        # en: forward
        before = ...  # 2
        hidden = ...  # 3
        scores = ...  # 4
        # ja: ソフトマックス：点数の勾配（読まなくてもかまいません）
        # en: softmax: the gradient of the scores (need not be read)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores = to_scores / 32
        # ja: 逆伝播
        # en: backward
        to_hidden = to_scores @ W2.T
        to_before = ...  # 5
        dW1, db1 = x.T @ to_before, to_before.sum(axis=0)
        dW2, db2 = hidden.T @ to_scores, to_scores.sum(axis=0)
        # ja: 一歩進む
        # en: a step
        W1 = ...  # 6
        b1 = b1 - rate * db1
        W2 = W2 - rate * dW2
        b2 = b2 - rate * db2
    # ja: 新しい画像の点数を出し、いちばん高い点数の数字を答える
    # en: score the new images, and answer the digit with the highest score
    new_scores = np.maximum(new_images @ W1 + b1, 0) @ W2 + b2
    return new_scores.argmax(axis=1)

# %% tags=["grading"]
def read_digits(images, labels, new_images, rng):
    spread = np.sqrt(2 / 64)
    W1, b1 = spread * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    rate = 0.5
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores = to_scores / 32
        to_hidden = to_scores @ W2.T
        to_before = to_hidden * (before > 0)
        dW1, db1 = x.T @ to_before, to_before.sum(axis=0)
        dW2, db2 = hidden.T @ to_scores, to_scores.sum(axis=0)
        W1 = W1 - rate * dW1
        b1 = b1 - rate * db1
        W2 = W2 - rate * dW2
        b2 = b2 - rate * db2
    new_scores = np.maximum(new_images @ W1 + b1, 0) @ W2 + b2
    return new_scores.argmax(axis=1)


sheet.exercise(
    read_digits,
    points=6,
    inputs=exam(),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 0),
    why={
        "ja": "順伝播、誤差の勾配、逆伝播、一歩という 4 つの段が、上から順に並びます。`to_before` で `before > 0` を掛けるのは ReLU の帰り道で、行きと同じ `before` を使うことが大切です。",
        "en": "Four stages stand one below the other: forward, the gradient of the error, backward, a step. `before > 0` in `to_before` is the way back through ReLU, with the very `before` of the way forward.",
    },
    ja=[
        "上から 1 つずつ埋めましょう。表の右の列にある問題を、前のノートブックで開くと、書いたことのある行が見つかります。名前だけが違います。",
        "1 は √(2 ÷ 入力の数) です。2 と 4 は「入力 @ 重み + バイアス」で、2 の入力は `x`、4 の入力は `hidden` です。3 は `np.maximum` に `before` と 0 を渡します。",
        "5 は、`before` がプラスのところだけ `to_hidden` を通します。`before > 0` を掛けると、ほかは 0 になります。6 は、すぐ下の `b1` の行と同じ形です。勾配は `dW1` です。",
    ],
    en=[
        "Fill them one by one from the top. Open the exercises of the table's right column in your earlier notebooks: the lines are there. Only the names differ.",
        "1 is √(2 / number of inputs). 2 and 4 are input @ weights + bias: the input of 2 is `x`, that of 4 is `hidden`. For 3 give `before` and 0 to `np.maximum`.",
        "5 lets `to_hidden` pass only where `before` is positive; multiplying by `before > 0` makes the rest 0. 6 has the form of the line of `b1` just below it. The gradient is `dW1`.",
    ],
)


@sheet.mistake(
    read_digits,
    ja="返すのは、新しい画像 1 枚につき 1 個の、0 から 9 までの数の配列です。点数や確率のままではありませんか。",
    en="What to return is an array with one number from 0 to 9 for each new image. Are yours perhaps scores or probabilities?",
)
def no_digits(images, labels, new_images, rng):
    return np.zeros(len(new_images)) + 0.5


@sheet.mistake(
    read_digits,
    ja="まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。誤差は下がっていますか。画像と正解は同じ番号で取り出していますか。",
    en="This is hardly better than guessing (less than 30 % right). Does the error fall? Do you pick images and labels by the same numbers?",
)
def still_guessing(images, labels, new_images, rng):
    return rng.integers(10, size=len(new_images))


@sheet.mistake(
    read_digits,
    worth=0.5,
    ja="学習していますが、合格まではもう少しです（正解率が 30 % 以上 85 % 未満）。もっと長く学習させるか、学習率や最適化手法を変えてみましょう。",
    en="It learns, but not enough yet (at least 30 % right, less than 85 %). Train longer, or try another rate or optimizer.",
)
def learns_too_little(images, labels, new_images, rng):
    means = np.array([images[labels == digit, :16].mean(axis=0) for digit in range(10)])
    return ((new_images[:, np.newaxis, :16] - means) ** 2).sum(axis=2).argmin(axis=1)


# %%
# ja: 空欄が残っているうちは、エラーになります。全部埋めてから、先頭の # を消して実行します。
# en: While blanks are left this is an error. Fill all of them, then take the # away and run the cell.
# share_right(read_digits)

# %% [markdown] lang="ja"
# ## お医者さんの試験
#
# 病気のプログラムが 5 本あります。患者 1 と 5 から始めましょう。患者 2、3、4 は寄り道です。エラーは出ませんが、数字を読めるようになりません。**悪いところを見つけて、セルの中を書き直してください。** どれも、悪いところは 1 か所です。まず症状を読み、どの行が怪しいかを考えます。行きづまったら、問題 2 のプログラムと 1 行ずつ見比べるのも、りっぱな診察です。初めて見る数字の 85 % 以上を読めれば、治ったことになります。
#
# 使っているネットワークは、どれも問題 2 と同じ形です。各プログラムの下のセルで、正解率を見られます。誤差や勾配の大きさを調べたいときは、プログラムの中に `print` を入れてみましょう。
# %% [markdown] lang="en"
# ## The doctor's exam
#
# There are 5 scripts that are ill. Begin with patients 1 and 5; patients 2, 3 and 4 are on the side road. None stops with an error, but none learns to read. **Find what is wrong and mend it in the cell.** Each has 1 thing wrong. Read the symptoms first, and think which line may cause them. If you are stuck, comparing it line by line with the program of exercise 2 is good medicine too. A script that reads at least 85 % of new digits is well again.
#
# The network is always the one of exercise 2. The cell below each script shows the share of digits that it reads correctly. To look at the error, or at how large the gradients are, put a `print` into the script.

# %% [markdown] lang="ja" tags=["E10"]
# ## 患者 1
#
# **症状**：誤差は下がりません。勾配の大きさは健康な学習と変わらず、勾配チェックにも合格します。
# %% [markdown] lang="en" tags=["E10"]
# ## Patient 1
#
# **Symptoms**: The error does not fall. The gradients are as large as in a healthy run, and a gradient check finds nothing.

# %% tags=["broken"]
def patient_1(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[:32]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)

# %%
share_right(patient_1)

# %% tags=["grading"]
def patient_1(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)


sheet.exercise(
    patient_1,
    points=3,
    inputs=exam(),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 1),
    why={
        "ja": "画像を取り出した番号 `batch` で、正解も取り出します。組が崩れていると、勾配の計算がどれほど正しくても、ランダムな正解を覚えようとするだけです。",
        "en": "The labels are taken at the same places, `batch`, as the images. With the pairs broken the gradients may be right in every detail, and still it learns answers at random.",
    },
    ja=[
        "計算には間違いがありません。ネットワークに何を教えているのかを見ましょう。",
        "ミニバッチの画像と正解は、同じ番号の例でなければなりません。`x` と `y` を作っている行を見ましょう。",
        "`x` は `batch` の番号で取り出しています。`y` はどうでしょうか。`labels` から、同じ番号で取り出すように直します。",
    ],
    en=[
        "The arithmetic is right. Look at what the network is being taught.",
        "In a mini-batch, images and labels must belong to the same examples. Look at the line that makes `x` and `y`.",
        "`x` is taken by the numbers in `batch`. And `y`? Take it from `labels` by the same numbers.",
    ],
)
sheet.outcome(patient_1, "no_digits", **NO_DIGITS)
sheet.outcome(
    patient_1,
    "still_guessing",
    ja="変わったところはありますが、まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。例と正解の組み合わせを、もう一度見ましょう。",
    en="Something has changed, but it is still hardly better than guessing (less than 30 % right). Look once more at which label goes with which image.",
)
sheet.outcome(
    patient_1,
    "learns_too_little",
    worth=0.5,
    ja="よくなっていますが、まだ治りきっていません（正解率が 30 % 以上 85 % 未満）。例と正解の組み合わせを、もう一度見ましょう。",
    en="It is better, but not cured yet (at least 30 % right, less than 85 %). Look once more at which label goes with which image.",
)

# %% [markdown] lang="ja" tags=["E10"]
# ## 患者 5
#
# **症状**：誤差は下がりますが、健康な学習よりずっと高いところで止まります。勾配チェックをすると、1 層目の勾配だけが間違っていると分かります。
# %% [markdown] lang="en" tags=["E10"]
# ## Patient 5
#
# **Symptoms**: The error falls, but comes to rest far above that of a healthy run. A gradient check says that only the first layer's gradient is wrong.

# %% tags=["broken"]
def patient_5(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before <= 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)

# %%
share_right(patient_5)

# %% tags=["grading"]
def patient_5(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)


sheet.exercise(
    patient_5,
    points=3,
    inputs=exam(),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 5),
    why={
        "ja": "ReLU の帰り道では、行きに通ったところ（`before > 0`）だけを通します。不等号が逆だと、出力に何の影響もなかったニューロンに勾配が流れます。",
        "en": "On the way back through ReLU only those pass that passed on the way forward, `before > 0`. The other way round, the gradient goes to neurons that had no part in the output.",
    },
    ja=[
        "2 層目までは合っていて、1 層目で間違うのなら、その間に通るものを見ましょう。",
        "2 層目から 1 層目へ戻るとき、勾配は ReLU を通ります。ReLU の微分は、どこで 1、どこで 0 でしょうか。",
        "`before` が正のところだけ勾配を通し、そのほかでは 0 にします。条件の向きを確かめましょう。",
    ],
    en=[
        "If it is right down to the second layer and wrong at the first, look at what lies in between.",
        "On its way back from the second layer to the first the gradient passes ReLU. Where is the derivative of ReLU 1, and where 0?",
        "Let the gradient pass where `before` is positive, and make it 0 elsewhere. Check which way round the condition is.",
    ],
)
sheet.outcome(patient_5, "no_digits", **NO_DIGITS)
sheet.outcome(
    patient_5,
    "still_guessing",
    ja="変わったところはありますが、まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。ReLU の微分を、もう一度見ましょう。",
    en="Something has changed, but it is still hardly better than guessing (less than 30 % right). Look once more at the derivative of ReLU.",
)
sheet.outcome(
    patient_5,
    "learns_too_little",
    worth=0.5,
    ja="よくなっていますが、まだ治りきっていません（正解率が 30 % 以上 85 % 未満）。ReLU の微分を、もう一度見ましょう。",
    en="It is better, but not cured yet (at least 30 % right, less than 85 %). Look once more at the derivative of ReLU.",
)

# %% [markdown] lang="ja" tags=["E10", "side"]
# ## 患者 2
#
# **症状**：誤差ははじめ少し下がりますが、そのあと暴れます。一歩ごとに、使う勾配がどんどん大きくなっていきます。
# %% [markdown] lang="en" tags=["E10", "side"]
# ## Patient 2
#
# **Symptoms**: The error falls a little at first and then runs wild. The gradients that are used grow with every step.

# %% tags=["broken"]
def patient_2(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    dW1, db1, dW2, db2 = np.zeros((64, 32)), np.zeros(32), np.zeros((32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        dW1 += x.T @ to_before
        db1 += to_before.sum(axis=0)
        dW2 += hidden.T @ to_scores
        db2 += to_scores.sum(axis=0)
        W1, b1 = W1 - 0.5 * dW1, b1 - 0.5 * db1
        W2, b2 = W2 - 0.5 * dW2, b2 - 0.5 * db2
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)

# %%
share_right(patient_2)

# %% tags=["grading"]
def patient_2(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        dW1 = x.T @ to_before
        db1 = to_before.sum(axis=0)
        dW2 = hidden.T @ to_scores
        db2 = to_scores.sum(axis=0)
        W1, b1 = W1 - 0.5 * dW1, b1 - 0.5 * db1
        W2, b2 = W2 - 0.5 * dW2, b2 - 0.5 * db2
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)


sheet.exercise(
    patient_2,
    points=3,
    inputs=exam(),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 2),
    why={
        "ja": "勾配は、一歩ごとに新しく求めた値で置きかえます。`+=` で足し続けると、もういない場所の勾配まで引きずって進むことになります。",
        "en": "At each step the gradient is replaced by the new one. With `+=` it would drag along the gradients of all places it has left.",
    },
    ja=[
        "一歩ごとの勾配は、その一歩のミニバッチだけから決まるはずです。",
        "`+=` は、前の値に足していく、という意味です。前の一歩の勾配は、どこで消えるでしょうか。",
        "`dW1`、`db1`、`dW2`、`db2` を、一歩ごとに 0 に戻すか、足すのではなく新しい値に置きかえます。",
    ],
    en=[
        "The gradient of a step should come from that step's mini-batch alone.",
        "`+=` adds to what was there before. Where do the gradients of the step before go away?",
        "Set `dW1`, `db1`, `dW2` and `db2` back to 0 in each step, or put the new value in their place and don't add.",
    ],
)
sheet.outcome(patient_2, "no_digits", **NO_DIGITS)
sheet.outcome(
    patient_2,
    "still_guessing",
    ja="変わったところはありますが、まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。前の一歩の勾配が残っていないかを、もう一度見ましょう。",
    en="Something has changed, but it is still hardly better than guessing (less than 30 % right). Look once more whether gradients of earlier steps are left over.",
)
sheet.outcome(
    patient_2,
    "learns_too_little",
    worth=0.5,
    ja="よくなっていますが、まだ治りきっていません（正解率が 30 % 以上 85 % 未満）。前の一歩の勾配が残っていないかを、もう一度見ましょう。",
    en="It is better, but not cured yet (at least 30 % right, less than 85 %). Look once more whether gradients of earlier steps are left over.",
)

# %% [markdown] lang="ja" tags=["E10", "side"]
# ## 患者 3
#
# **症状**：誤差はほとんど下がりません。1 層目の重みの勾配は、いつもちょうど 0 です。
# %% [markdown] lang="en" tags=["E10", "side"]
# ## Patient 3
#
# **Symptoms**: The error hardly falls. The gradient of the first layer's weights is always exactly 0.

# %% tags=["broken"]
def patient_3(images, labels, new_images, rng):
    W1, b1 = np.zeros((64, 32)), np.zeros(32)
    W2, b2 = np.zeros((32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)

# %%
share_right(patient_3)

# %% tags=["grading"]
def patient_3(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)


sheet.exercise(
    patient_3,
    points=3,
    inputs=exam(),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 3),
    why={
        "ja": "重みがすべて 0 だと、隠れ層の出力も、`W2` を通って戻る勾配も 0 で、動くのは最後のバイアスだけです。He の大きさの乱数で始めると、ReLU を通っても信号の大きさが保たれます。",
        "en": "With all weights 0 both the hidden outputs and what comes back through `W2` are 0, and only the last biases move. Random weights of He's size keep the size of the signal through the ReLU.",
    },
    ja=[
        "勾配が 0 なのは、どこかで 0 を掛けているからです。逆伝播の式をたどってみましょう。",
        "`to_before` は `W2.T` を掛けて求めます。`W2` は何でしょうか。",
        "最初の重みは、ランダムな小さな数でなければなりません。第6章の He の初期化 √(2 ÷ 入力の数) を使いましょう。バイアスは 0 のままでかまいません。",
    ],
    en=[
        "A gradient of 0 comes from multiplying by 0 somewhere. Follow the backward pass.",
        "`to_before` is made by multiplying by `W2.T`. What is `W2`?",
        "The first weights must be small random numbers. Use He's initialization of chapter 6, √(2 / number of inputs). The biases may stay 0.",
    ],
)
sheet.outcome(patient_3, "no_digits", **NO_DIGITS)
sheet.outcome(
    patient_3,
    "still_guessing",
    ja="変わったところはありますが、まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。最初の重みの大きさを、もう一度見ましょう。",
    en="Something has changed, but it is still hardly better than guessing (less than 30 % right). Look once more at how large the first weights are.",
)
sheet.outcome(
    patient_3,
    "learns_too_little",
    worth=0.5,
    ja="よくなっていますが、まだ治りきっていません（正解率が 30 % 以上 85 % 未満）。最初の重みの大きさを、もう一度見ましょう。",
    en="It is better, but not cured yet (at least 30 % right, less than 85 %). Look once more at how large the first weights are.",
)

# %% [markdown] lang="ja" tags=["E10", "side"]
# ## 患者 4
#
# **症状**：この患者には、画素が 0 から 255 までの画像が渡されます（ほかの患者では 0 から 1 までです）。最初の一歩で誤差がとても大きくなり、そのあと、1 層目の勾配が 0 になります。新しい数字の 85 % 以上を読めれば、どんな治し方でもかまいません。
# %% [markdown] lang="en" tags=["E10", "side"]
# ## Patient 4
#
# **Symptoms**: This patient gets images with pixels from 0 to 255 (the others get 0 to 1). With the first step the error becomes huge, and after that the gradient of the first layer is 0. Any cure will do that reads 85 % of new digits.

# %% tags=["broken"]
def patient_4(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)

# %%
share_right(patient_4, scale=255)

# %% tags=["grading"]
def patient_4(images, labels, new_images, rng):
    images, new_images = images / 255, new_images / 255
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)


sheet.exercise(
    patient_4,
    points=3,
    inputs=exam(255),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 4),
    why={
        "ja": "0 から 255 の画素をそのまま入れると、勾配も同じだけ大きくなり、学習率 0.5 では飛び出してしまいます。学習用と新しい画像の**両方**を割るのは、同じものさしで見るためです。",
        "en": "Pixels from 0 to 255 make the gradients as much larger, too large for a rate of 0.5. **Both** the images to learn from and the new ones are divided, so that both are seen by one measure.",
    },
    ja=[
        "プログラムは、治ったあとの患者 1 と同じです。違うのは、渡される数の大きさです。",
        "入力が 255 倍なら、1 層目の勾配も 255 倍くらいになり、一歩が長すぎます。遠くへ飛ばされたところでは、ReLU はどの画像にも 0 を出し、勾配も 0 になります。",
        "学習を始める前に、`images` を 255 で割って 0 から 1 までにそろえます。読むほうの `new_images` も同じように割るのを忘れずに。",
    ],
    en=[
        "The script is that of patient 1 in good health. What differs is how large the numbers are.",
        "With inputs 255 times as large, the first layer's gradients are some 255 times as large, and the step is far too long. Thrown far off like that, the ReLUs give 0 for every image, and their gradients are 0.",
        "Before training, divide `images` by 255, which brings them to 0 to 1. Don't forget to divide `new_images` in the same way.",
    ],
)
sheet.outcome(patient_4, "no_digits", **NO_DIGITS)
sheet.outcome(
    patient_4,
    "still_guessing",
    ja="変わったところはありますが、まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。学習する画像と読む画像の、数の大きさを見ましょう。",
    en="Something has changed, but it is still hardly better than guessing (less than 30 % right). Look at how large the numbers are, both in the images to learn from and in those to read.",
)
sheet.outcome(
    patient_4,
    "learns_too_little",
    worth=0.5,
    ja="よくなっていますが、まだ治りきっていません（正解率が 30 % 以上 85 % 未満）。学習する画像と読む画像の、数の大きさを見ましょう。",
    en="It is better, but not cured yet (at least 30 % right, less than 85 %). Look at how large the numbers are, both in the images to learn from and in those to read.",
)

# %% [markdown] lang="ja" tags=["E10", "side"]
# ## 問題 3　何もないところから、手書き数字を読む
#
# 問題 2 と同じ仕事をする関数を、**全部自分で**書きましょう。受け取るものも、返すものも、合格の決まりも、問題 2 と同じです。空欄の形にしばられず、層の数も、最適化手法も、歩数も、自由に選べます。ここでも、試験の画像はどれも描き直してあります。
#
# 流れは、第10章の総合演習と同じです。まず、はじめの重みを決めます。そのあとは、ミニバッチを取り出す、順伝播、逆伝播、一歩進む、をくり返します。
#
# 例：`read_digits_from_nothing(images, labels, new_images, np.random.default_rng(2))` は、`new_images` が 200 枚なら、200 個の数の配列です。
# %% [markdown] lang="en" tags=["E10", "side"]
# ## Exercise 3: Read handwritten digits, from nothing
#
# Write a function that does the work of exercise 2, **all of it yourself**. What it takes, what it returns and what passes is as in exercise 2. No blanks bind you: choose the number of layers, the optimizer and the number of steps as you like. Here too each image of the exam is drawn anew.
#
# The procedure is that of the capstone in chapter 10: choose the first weights; then again and again take a mini-batch, go forward, go backward, make a step.
#
# Example: for 200 new images `read_digits_from_nothing(images, labels, new_images, np.random.default_rng(2))` is an array of 200 numbers.

# %% tags=["answer"]
def read_digits_from_nothing(images, labels, new_images, rng):
    W1, b1 = np.sqrt(2 / 64) * rng.normal(size=(64, 32)), np.zeros(32)
    W2, b2 = np.sqrt(2 / 32) * rng.normal(size=(32, 10)), np.zeros(10)
    for _ in range(250):
        batch = rng.integers(len(images), size=32)
        x, y = images[batch], labels[batch]
        before = x @ W1 + b1
        hidden = np.maximum(before, 0)
        scores = hidden @ W2 + b2
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        to_scores = powers / powers.sum(axis=1, keepdims=True)
        to_scores[np.arange(32), y] -= 1
        to_scores /= 32
        to_before = (to_scores @ W2.T) * (before > 0)
        W2 = W2 - 0.5 * hidden.T @ to_scores
        b2 = b2 - 0.5 * to_scores.sum(axis=0)
        W1 = W1 - 0.5 * x.T @ to_before
        b1 = b1 - 0.5 * to_before.sum(axis=0)
    return (np.maximum(new_images @ W1 + b1, 0) @ W2 + b2).argmax(axis=1)

# %% tags=["grading"]
sheet.exercise(
    read_digits_from_nothing,
    points=4,
    inputs=exam(),
    trial=Trial("course_lib.experiments.digits_exam.tells_digits", 6),
    why={
        "ja": "重み 2 組、順伝播、`確率 − 正解`、逆伝播、一歩。フレームワークなしでも、ニューラルネットワークの学習は、この 20 行ほどで全部です。",
        "en": "Two sets of weights, forward, probability less right answer, backward, a step: with no framework at all, some 20 lines are the whole of training a network.",
    },
    ja=[
        "3 つの段に分けましょう。最初の重みを決める、学習させる、新しい画像の点数を出していちばん高いものを選ぶ。",
        "重みは 64 × 32 と 32 × 10 の表で、第6章の He の初期化で決めます。くり返しの中では、第5章の `dense_forward`、`relu_backward`、`softmax_cross_entropy_backward`、`dense_backward` をつないで勾配を求めます。32 個ずつのミニバッチと学習率 0.5 なら、数百歩で足ります。",
        "最後に、学習した重みで `new_images` の点数を出します。`scores.argmax(axis=1)` が、行ごとにいちばん高い点数の番号、つまり答えの数字です。",
    ],
    en=[
        "Do it in three stages: choose the first weights, train, then score the new images and pick the highest.",
        "The weights are tables of 64 × 32 and 32 × 10, drawn by He's initialization of chapter 6. Inside the loop, join `dense_forward`, `relu_backward`, `softmax_cross_entropy_backward` and `dense_backward` of chapter 5 to get the gradients. With mini-batches of 32 and a rate of 0.5, a few hundred steps are enough.",
        "In the end score `new_images` with the trained weights. `scores.argmax(axis=1)` is the number of the highest score in each row: the digit.",
    ],
)
sheet.outcome(
    read_digits_from_nothing,
    "no_digits",
    ja="返すのは、新しい画像 1 枚につき 1 個の、0 から 9 までの数の配列です。点数や確率のままではありませんか。",
    en="What to return is an array with one number from 0 to 9 for each new image. Are yours perhaps scores or probabilities?",
)
sheet.outcome(
    read_digits_from_nothing,
    "still_guessing",
    ja="まだ、当てずっぽうに答えるのとあまり変わりません（正解率が 30 % 未満）。誤差は下がっていますか。画像と正解は同じ番号で取り出していますか。",
    en="This is hardly better than guessing (less than 30 % right). Does the error fall? Do you pick images and labels by the same numbers?",
)
sheet.outcome(
    read_digits_from_nothing,
    "learns_too_little",
    worth=0.5,
    ja="学習していますが、合格まではもう少しです（正解率が 30 % 以上 85 % 未満）。もっと長く学習させるか、学習率や最適化手法を変えてみましょう。",
    en="It learns, but not enough yet (at least 30 % right, less than 85 %). Train longer, or try another rate or optimizer.",
)

# %%
share_right(read_digits_from_nothing)

# %% [markdown] lang="ja"
# ## おつかれさまでした
#
# これで、山を越えました。[第0章](../../notebooks/ja/00_welcome.ipynb)の地図で、自分の歩いた道を見てみましょう。PyTorch を使ってみたい人には、寄り道の[第11章　PyTorch でも同じ](../../notebooks/ja/11_pytorch.ipynb)があります。
# %% [markdown] lang="en"
# ## Well done
#
# You have crossed the mountain. Look at your way on the map in [chapter 0](../../notebooks/en/00_welcome.ipynb). If you would like to use PyTorch, there is a side road: [chapter 11, The same in PyTorch](../../notebooks/en/11_pytorch.ipynb).
