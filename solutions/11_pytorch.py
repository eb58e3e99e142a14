# %% [markdown] lang="ja"
# # 練習問題　第11章　PyTorch でも同じ
#
# PyTorch でよくある間違いを、問題 1 から 5 で 1 つずつ直し、問題 6 では症状から治し方を選びます。**PyTorch は要りません。** プログラムは、PyTorch と同じふるまいをする、短い Python です。`check` は何度でも実行できます。
# %% [markdown] lang="en"
# # Exercises for chapter 11: The same in PyTorch
#
# In exercises 1 to 5 you mend mistakes that are common in PyTorch, one in each; in exercise 6 you go from symptoms to cures. **You don't need PyTorch.** The programs are a few lines of Python that behave as PyTorch does. Run `check` as often as you like.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.exercises.own_questions import letters_of_cures, with_letters
from course_lib.exercises.sheet import OwnNumbers, Sheet

sheet = Sheet("11_pytorch")

X, Y = np.array([1.0, 2.0]), np.array([2.0, 4.0])


def examples(rng, n):
    """Inputs and right answers of n examples, near a line."""
    x = rng.uniform(0.5, 2, size=n)
    return x, rng.uniform(1, 3) * x + rng.normal(size=n)

# %% [markdown] lang="ja" tags=["E11"]
# ## 問題 1　リセットを忘れた学習
#
# `y` を `w * x` で当てる学習です。`x` と `y` は同じ長さの配列、`rate` は学習率、`steps` は歩数（0 以上の整数）です。`w_grad` の行は、PyTorch の `backward()` と同じで、**残っている勾配に足します**。
#
# エラーは出ませんが、`w` は谷底を通り過ぎて、行ったり来たりします。**1 行足して**、直しましょう。
#
# 例：`learn_slope(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.1, 3)` は `1.75` です。`w` は 0、1、1.5、1.75 と進みます。
# %% [markdown] lang="en" tags=["E11"]
# ## Exercise 1: The reset forgotten
#
# This trains `w` so that `w * x` hits `y`. `x` and `y` are arrays of the same length, `rate` is the learning rate, and `steps` the number of steps (a whole number, 0 or more). The line of `w_grad` does what `backward()` does in PyTorch: **it adds to the gradient that is there**.
#
# There is no error message, but `w` passes the bottom and goes to and fro. **Add one line** to cure it.
#
# Example: `learn_slope(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.1, 3)` is `1.75`: `w` goes from 0 to 1, 1.5 and 1.75.

# %% tags=["broken"]
def learn_slope(x, y, rate, steps):
    w, w_grad = 0.0, 0.0
    for _ in range(steps):
        # ja: 順伝播：予測と正解の差
        # en: forward: the prediction less the right answer
        miss = w * x - y
        # ja: 逆伝播：PyTorch と同じで、残っている勾配に足す
        # en: backward: as in PyTorch, it adds to the gradient that is there
        w_grad = w_grad + np.mean(2 * miss * x)
        # ja: 一歩進む
        # en: a step
        w = w - rate * w_grad
    return w

# %% tags=["grading"]
def learn_slope(x, y, rate, steps):
    w, w_grad = 0.0, 0.0
    for _ in range(steps):
        w_grad = 0.0
        miss = w * x - y
        w_grad = w_grad + np.mean(2 * miss * x)
        w = w - rate * w_grad
    return w


def trainings(rng):
    return [
        (X, Y, 0.1, 3),
        (X, Y, 0.1, 1),
        (X, Y, 0.1, 0),
        (X, -Y, 0.1, 3),
        (np.array([1, 2, 4]), np.array([3, 5, 1]), 0.02, 4),
        *((*examples(rng, n), float(rng.uniform(0.02, 0.1)), 5) for n in (1, 3, 6)),
    ]


sheet.exercise(
    learn_slope,
    points=2,
    inputs=trainings,
    why={
        "ja": "リセットは、勾配を足す行より前ならどこでもかまいません。くり返しの先頭に置くと、「前の一歩の勾配は、もう要らない」ことが一目で分かります。PyTorch の `zero_grad()` も、ここに置くのがふつうです。",
        "en": "The reset may stand anywhere before the gradient is added. At the head of the loop it says at a glance that the last step's gradient is done with; PyTorch's `zero_grad()` usually stands there too.",
    },
    ja=[
        "`w_grad` には、前の回の勾配が残っています。新しい勾配を足す前に、どうしておけばよいでしょうか。",
        "PyTorch の `optimizer.zero_grad()` にあたる行が要ります。くり返しの外に一度だけ書いても、2 回目からは効きません。",
        "くり返しのいちばん初めに、`w_grad` を `0.0` にする行を足します。字下げは、下の行とそろえます。",
    ],
    en=[
        "The gradient of the round before is still in `w_grad`. What should be done with it before a new one is added?",
        "A line is missing that does what `optimizer.zero_grad()` does in PyTorch. Written once, outside the loop, it has no effect from the second round on.",
        "At the very beginning of the loop add a line that sets `w_grad` to `0.0`, indented like the lines below it.",
    ],
)


@sheet.mistake(
    learn_slope,
    ja="`w` が動いていません。求めたばかりの勾配を、一歩進む前に消しています。リセットの場所を確かめましょう。",
    en="`w` does not move. The gradient is cleared before the step has used it. Look at where the reset stands.",
)
def reset_before_step(x, y, rate, steps):
    return 0.0


@sheet.mistake(
    learn_slope,
    ja="勾配だけでなく、`w` まで 0 に戻しています。これでは、毎回 1 歩目をやり直すことになります。",
    en="Not only the gradient but `w` too is set back to 0. So every round is the first one again.",
)
def w_reset_too(x, y, rate, steps):
    w = 0.0
    for _ in range(steps):
        w = -rate * np.mean(2 * (0.0 * x - y) * x)
    return w


@sheet.mistake(
    learn_slope,
    ja="勾配の平均で進んでいます。足したものを割るのではなく、毎回、新しい勾配だけを使いましょう。",
    en="You move by the mean of the gradients so far. Don't divide what has piled up: use the new gradient alone.",
)
def mean_gradient(x, y, rate, steps):
    w, w_grad = 0.0, 0.0
    for step in range(steps):
        w_grad = w_grad + np.mean(2 * (w * x - y) * x)
        w = w - rate * w_grad / (step + 1)
    return w


@sheet.mistake(
    learn_slope,
    ja="リセットが一歩おきにしか効いていません。くり返すたびに、必ずリセットしましょう。",
    en="The reset works at every other step only. Reset each time round.",
)
def every_other_step(x, y, rate, steps):
    w, w_grad = 0.0, 0.0
    for step in range(steps):
        if step % 2 == 0:
            w_grad = 0.0
        w_grad = w_grad + np.mean(2 * (w * x - y) * x)
        w = w - rate * w_grad
    return w


# %% [markdown] lang="ja" tags=["E11"]
# ## 問題 2　順番を間違えた学習
#
# 今度は、`w` と `b` の 2 つを学習させます。予測は `w * x + b` です。4 つの手順は全部そろっていますが、**順番が違います**。これでは、どちらも 0 のまま動きません。手順を正しい順番に並べかえましょう。行を足したり消したりする必要はありません。
#
# 例：`learn_line(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.1, 1)` は `(1.0, 0.6)` です。`w` の勾配は −10、`b` の勾配は −6 です。
# %% [markdown] lang="en" tags=["E11"]
# ## Exercise 2: The wrong order
#
# Now two numbers are trained, `w` and `b`, and the prediction is `w * x + b`. All four steps are there, but **in the wrong order**, so that both stay at 0. Put the steps in the right order. No line has to be added or taken away.
#
# Example: `learn_line(np.array([1.0, 2.0]), np.array([2.0, 4.0]), 0.1, 1)` is `(1.0, 0.6)`: the gradient by `w` is −10, and by `b` it is −6.

# %% tags=["broken"]
def learn_line(x, y, rate, steps):
    w, b, w_grad, b_grad = 0.0, 0.0, 0.0, 0.0
    for _ in range(steps):
        # ja: 一歩進む：optimizer.step()
        # en: a step: optimizer.step()
        w, b = w - rate * w_grad, b - rate * b_grad
        # ja: 順伝播
        # en: forward
        miss = w * x + b - y
        # ja: 逆伝播：error.backward()
        # en: backward: error.backward()
        w_grad, b_grad = w_grad + np.mean(2 * miss * x), b_grad + np.mean(2 * miss)
        # ja: リセット：optimizer.zero_grad()
        # en: reset: optimizer.zero_grad()
        w_grad, b_grad = 0.0, 0.0
    return w, b

# %% tags=["grading"]
def learn_line(x, y, rate, steps):
    w, b, w_grad, b_grad = 0.0, 0.0, 0.0, 0.0
    for _ in range(steps):
        w_grad, b_grad = 0.0, 0.0
        miss = w * x + b - y
        w_grad, b_grad = w_grad + np.mean(2 * miss * x), b_grad + np.mean(2 * miss)
        w, b = w - rate * w_grad, b - rate * b_grad
    return w, b


sheet.exercise(
    learn_line,
    points=2,
    inputs=trainings,
    why={
        "ja": "順は、リセット、順伝播、逆伝播、一歩です。一歩を最後にすると、その回に求めたばかりの勾配で進めます。",
        "en": "The order is reset, forward, backward, step. With the step last, it goes by the gradient that was worked out in the same round.",
    },
    ja=[
        "一歩進むには、新しい勾配が要ります。新しい勾配を求めるには、誤差が要ります。",
        "リセットは、前の回の勾配を消すためのものです。今の回の勾配を、使う前に消してはいけません。",
        "上から、リセット、順伝播、逆伝播、一歩進む、の順に並べます。",
    ],
    en=[
        "A step needs the new gradient. The new gradient needs the error.",
        "The reset is there to clear the gradient of the round before. It must not clear that of this round before it is used.",
        "From the top: reset, forward, backward, step.",
    ],
)


@sheet.mistake(
    learn_line,
    ja="一つ前の回の勾配で進んでいます。一歩進むのは、逆伝播のあとです。",
    en="You move by the gradient of the round before. The step comes after the way back.",
)
def a_step_late(x, y, rate, steps):
    w, b, w_grad, b_grad = 0.0, 0.0, 0.0, 0.0
    for _ in range(steps):
        w, b = w - rate * w_grad, b - rate * b_grad
        miss = w * x + b - y
        w_grad, b_grad = np.mean(2 * miss * x), np.mean(2 * miss)
    return w, b


@sheet.mistake(
    learn_line,
    ja="リセットがなくなり、勾配が足されつづけています。リセットは、くり返しの初めに置きましょう。",
    en="The reset is gone, and gradients add up. Put it at the beginning of the loop.",
)
def reset_lost(x, y, rate, steps):
    w, b, w_grad, b_grad = 0.0, 0.0, 0.0, 0.0
    for _ in range(steps):
        miss = w * x + b - y
        w_grad, b_grad = w_grad + np.mean(2 * miss * x), b_grad + np.mean(2 * miss)
        w, b = w - rate * w_grad, b - rate * b_grad
    return w, b


@sheet.mistake(
    learn_line,
    ja="`b` の勾配だけ、リセットされていません。2 つとも 0 に戻しましょう。",
    en="Only the gradient of `b` is not reset. Set both back to 0.",
)
def b_not_reset(x, y, rate, steps):
    w, b, b_grad = 0.0, 0.0, 0.0
    for _ in range(steps):
        miss = w * x + b - y
        w_grad, b_grad = np.mean(2 * miss * x), b_grad + np.mean(2 * miss)
        w, b = w - rate * w_grad, b - rate * b_grad
    return w, b


@sheet.mistake(
    learn_line,
    ja="`w` を動かしてから、`b` の勾配を求め直しています。2 つの勾配は、同じ場所で求めてから、一緒に進みましょう。",
    en="`w` is moved before the gradient of `b` is worked out. Find both gradients at the same place, then move both.",
)
def one_after_the_other(x, y, rate, steps):
    w, b = 0.0, 0.0
    for _ in range(steps):
        w = w - rate * np.mean(2 * (w * x + b - y) * x)
        b = b - rate * np.mean(2 * (w * x + b - y))
    return w, b


# %% [markdown] lang="ja" tags=["E11"]
# ## 問題 3　記録には数だけを
#
# PyTorch の `error` は、ただの数ではなく、どう計算したかの記録（計算グラフ）を持っています。ここでは、その代わりに辞書を使います。`error["item"]` が数、`error["graph"]` が計算の記録です。
#
# 今のプログラムは、`error` をそのまま `log` にためています。計算の記録も全部残るので、メモリーが足りなくなります。**数だけをためる**ように直しましょう。`errors` は、このような辞書のリストです（空のこともあります）。
#
# 例：`errors_to_keep([{"item": 0.5, "graph": ["w", "x"]}, {"item": 0.25, "graph": ["w", "x"]}])` は `[0.5, 0.25]` です。
# %% [markdown] lang="en" tags=["E11"]
# ## Exercise 3: Keep the number alone
#
# In PyTorch an `error` is not just a number. It holds the record of how it was computed, the computation graph. A dictionary stands for it here: `error["item"]` is the number, and `error["graph"]` the record.
#
# The program puts each `error` into `log` as it is. All the records stay too, until there is no memory left. Change it so that it **keeps the numbers alone**. `errors` is a list of such dictionaries (and may be empty).
#
# Example: `errors_to_keep([{"item": 0.5, "graph": ["w", "x"]}, {"item": 0.25, "graph": ["w", "x"]}])` is `[0.5, 0.25]`.

# %% tags=["broken"]
def errors_to_keep(errors):
    log = []
    for error in errors:
        log.append(error)
    return log

# %% tags=["grading"]
def errors_to_keep(errors):
    log = []
    for error in errors:
        log.append(error["item"])
    return log


def recorded(rng, n):
    return [{"item": float(rng.uniform(0, 3)), "graph": ["w", "x", "y"][: int(rng.integers(1, 4))]} for _ in range(n)]


sheet.exercise(
    errors_to_keep,
    points=1,
    inputs=lambda rng: [
        ([{"item": 0.5, "graph": ["w", "x"]}, {"item": 0.25, "graph": ["w", "x"]}],),
        ([],),
        ([{"item": 2.5, "graph": []}, {"item": 1.5, "graph": ["w"]}, {"item": 0.0, "graph": ["w", "x", "b"]}],),
        *((recorded(rng, n),) for n in (1, 3, 6)),
    ],
    why={
        "ja": "記録したいのは数だけなので、`[\"item\"]` でそれだけを取り出します。誤差を丸ごと残すと、そこにつながった計算グラフまで残り、メモリーが減っていきます。",
        "en": "Only the number is to be kept, so `[\"item\"]` takes it out. To keep the whole error is to keep the graph that hangs on it, and memory fills up.",
    },
    ja=[
        "`log` に入れるのは、`error` の全体ではなく、その中の数です。",
        "PyTorch では `error.item()` と書くところです。ここでは辞書なので、角かっこで取り出します。",
        "`append` に渡すものを、`error` から `error[\"item\"]` に変えます。",
    ],
    en=[
        "What goes into `log` is not all of `error` but the number inside it.",
        "In PyTorch you would write `error.item()`. Here it is a dictionary: take the number out with square brackets.",
        "Give `append` not `error` but `error[\"item\"]`.",
    ],
)


@sheet.mistake(
    errors_to_keep,
    ja="残しているのは、計算の記録のほうです。要るのは数のほうです。",
    en="What you keep is the record. It is the number that is wanted.",
)
def graphs_kept(errors):
    return [error["graph"] for error in errors]


@sheet.mistake(
    errors_to_keep,
    ja="合計の途中経過になっています。足さずに、一つずつ入れましょう。",
    en="These are running totals. Put the numbers in one by one, without adding.",
)
def running_totals(errors):
    log, total = [], 0.0
    for error in errors:
        total = total + error["item"]
        log.append(total)
    return log


@sheet.mistake(
    errors_to_keep,
    ja="最後の 1 つしか残っていません。リストに一つずつ足していきましょう。",
    en="Only the last one is kept. Add them to the list one by one.",
)
def only_the_last(errors):
    return [error["item"] for error in errors[-1:]]


@sheet.mistake(
    errors_to_keep,
    ja="最初の 1 つで終わっています。`return` は、くり返しの外に書きましょう。",
    en="It ends after the first one. Write `return` outside the loop.",
)
def only_the_first(errors):
    return [error["item"] for error in errors[:1]]


# %% [markdown] lang="ja" tags=["E11"]
# ## 問題 4　ソフトマックスを 2 回した
#
# `scores` は点数の配列（どの点数も −5 から 10 まで）、`right` は正解の番号です。下の 4 行は、PyTorch の `CrossEntropyLoss` と同じ計算で、点数を受け取り、**中でソフトマックスをします**。その前の 2 行が、余計なソフトマックスです。点数をそのまま渡すように直しましょう。`np.log` は、NumPy の対数です。
#
# 例：`score_error(np.array([9.0, 0.0, 0.0]), 0)` は、およそ `0.000247` です（直す前は `0.55` ほどです）。
# %% [markdown] lang="en" tags=["E11"]
# ## Exercise 4: The softmax taken twice
#
# `scores` is an array of scores (each between −5 and 10), and `right` the number of the right answer. The 4 lines at the end compute what `CrossEntropyLoss` of PyTorch does: they take scores and **do a softmax inside**. The 2 lines before them are a softmax too many. Change it so that the scores are handed over as they are. `np.log` is NumPy's logarithm.
#
# Example: `score_error(np.array([9.0, 0.0, 0.0]), 0)` is about `0.000247` (before you mend it, about `0.55`).

# %% tags=["broken"]
def score_error(scores, right):
    powers = np.exp(scores)
    given = powers / np.sum(powers)
    # ja: ここから下は、CrossEntropyLoss の中
    # en: from here on it is the inside of CrossEntropyLoss
    powers_inside = np.exp(given)
    confidence = powers_inside / np.sum(powers_inside)
    error = -np.log(confidence[right])
    return error

# %% tags=["grading"]
def score_error(scores, right):
    powers_inside = np.exp(scores)
    confidence = powers_inside / np.sum(powers_inside)
    return -np.log(confidence[right])


sheet.exercise(
    score_error,
    points=2,
    inputs=lambda rng: [
        (np.array([9.0, 0.0, 0.0]), 0),
        (np.array([2.0, -1.0]), 1),
        (np.array([0, 3, 1]), 2),
        (np.array([-2.0, -4.0, -1.0, 0.5]), 1),
        *((rng.uniform(-3, 6, size=n), int(rng.integers(n))) for n in (2, 4, 10)),
    ],
    why={
        "ja": "`CrossEntropyLoss` の中にはソフトマックスが入っているので、渡すのは点数のままです。二重にかけると信頼度がならされ、どれほど自信があっても誤差が十分に下がりません。",
        "en": "`CrossEntropyLoss` has a softmax inside, so it is given the scores as they are. Applied twice it evens the confidences out, and the error can't fall far however sure the network is.",
    },
    ja=[
        "`CrossEntropyLoss` が受け取りたいのは、信頼度ではなく点数です。",
        "`given` が、`CrossEntropyLoss` に渡すものです。ここには何が入るべきでしょうか。",
        "`given` には、`scores` をそのまま入れます。その上の `powers` の行は、もう要りません。",
    ],
    en=[
        "What `CrossEntropyLoss` wants is scores, and not confidences.",
        "`given` is what is handed to `CrossEntropyLoss`. What should be in it?",
        "Put `scores` into `given` as they are. The line of `powers` above it is not needed any more.",
    ],
)


@sheet.mistake(
    score_error,
    ja="割り算が抜けて、信頼度の合計が 1 になっていません。消すのは、上のほうのソフトマックスです。",
    en="The division is gone, so that the confidences don't add up to 1. The softmax to take out is the upper one.",
)
def not_divided(scores, right):
    return -np.log(np.exp(scores)[right])


@sheet.mistake(
    score_error,
    ja="指数（`np.exp`）を 2 回とっています。`given` は、`powers` ではなく `scores` です。",
    en="`np.exp` is taken twice. `given` is to be `scores`, not `powers`.",
)
def powers_twice(scores, right):
    # Less the largest: powers of powers are too large for numbers of 64 bits.
    powers = np.exp(scores)
    return np.log(np.sum(np.exp(powers - np.max(powers)))) - (powers[right] - np.max(powers))


@sheet.mistake(
    score_error,
    ja="返しているのは信頼度です。誤差は、信頼度の対数にマイナスを付けたものです。",
    en="You return the confidence. The error is minus the logarithm of the confidence.",
)
def confidence_returned(scores, right):
    return (np.exp(scores) / np.sum(np.exp(scores)))[right]


@sheet.mistake(
    score_error,
    ja="マイナスが抜けています。誤差は 0 以上の数です。",
    en="The minus sign is missing. An error is 0 or more.",
)
def minus_lost(scores, right):
    return np.log((np.exp(scores) / np.sum(np.exp(scores)))[right])


# %% [markdown] lang="ja" tags=["E11"]
# ## 問題 5　使うときは `eval`
#
# BatchNorm は、学習のとき（`training` が `True`）は、そのミニバッチ自身の平均と標準偏差で値をそろえます。使うとき（`False`、`model.eval()` のあと）は、学習中に覚えておいた平均 `kept_mean` と標準偏差 `kept_spread` を使います。どちらも、値から平均を引いて、標準偏差で割ります。
#
# 今のプログラムは、使うときにもミニバッチの平均と標準偏差を使うので、一緒に渡した例しだいで答えが変わります。直しましょう。`batch` は 2 つ以上の数の配列で、全部が同じ数になることはありません。`np.std` は標準偏差です。
#
# 例：`normalized(np.array([1.0, 3.0]), 1.0, 2.0, False)` は `[0.0, 1.0]` です。`True` なら `[-1.0, 1.0]` です。
# %% [markdown] lang="en" tags=["E11"]
# ## Exercise 5: `eval` for use
#
# In training (`training` is `True`) BatchNorm evens out values by the mean and the standard deviation of the mini-batch itself. In use (`False`, after `model.eval()`) it takes those that it remembered from training, `kept_mean` and `kept_spread`. Both times the mean is subtracted from the values, and the result divided by the standard deviation.
#
# The program takes the mini-batch's own in use as well, so that an answer depends on what was handed over with it. Mend it. `batch` is an array of two numbers or more, not all alike. `np.std` is the standard deviation.
#
# Example: `normalized(np.array([1.0, 3.0]), 1.0, 2.0, False)` is `[0.0, 1.0]`. With `True` it is `[-1.0, 1.0]`.

# %% tags=["broken"]
def normalized(batch, kept_mean, kept_spread, training):
    mean, spread = np.mean(batch), np.std(batch)
    return (batch - mean) / spread

# %% tags=["grading"]
def normalized(batch, kept_mean, kept_spread, training):
    if training:
        mean, spread = np.mean(batch), np.std(batch)
    else:
        mean, spread = kept_mean, kept_spread
    return (batch - mean) / spread


sheet.exercise(
    normalized,
    points=2,
    inputs=lambda rng: [
        (np.array([1.0, 3.0]), 1.0, 2.0, False),
        (np.array([1.0, 3.0]), 1.0, 2.0, True),
        (np.array([4, 8, 0]), 1.0, 0.5, False),
        (np.array([4, 8, 0]), 1.0, 0.5, True),
        *((rng.normal(2, 3, size=n), float(rng.normal(1)), float(rng.uniform(0.5, 2)), use) for n in (2, 5) for use in (True, False)),
    ],
    why={
        "ja": "学習中はバッチの平均と散らばりを使い、使うときは取っておいた値を使います。そうしないと、一緒に渡したほかの画像によって、1 枚の答えが変わってしまいます。",
        "en": "While training it uses the batch's own mean and spread, afterwards those that were kept. Otherwise the answer for one image would depend on the others handed over with it.",
    },
    ja=[
        "`training` を見て、2 つの場合に分けます。今のプログラムは、`training` をまったく使っていません。",
        "`if training:` のときは今のまま、`else:` のときは覚えておいた 2 つの数を使います。",
        "`else:` の中で、`mean` に `kept_mean`、`spread` に `kept_spread` を入れます。最後の行は、そのままで使えます。",
    ],
    en=[
        "Look at `training` and tell two cases apart. The program makes no use of `training` at all.",
        "With `if training:` it stays as it is; with `else:` use the two numbers that were remembered.",
        "Under `else:` put `kept_mean` into `mean` and `kept_spread` into `spread`. The last line can stay.",
    ],
)


@sheet.mistake(
    normalized,
    ja="学習のときにも、覚えておいた平均と標準偏差を使っています。`model.train()` に戻し忘れたのと同じです。",
    en="What was remembered is used in training as well, as if `model.train()` had not been called.",
)
def train_forgotten(batch, kept_mean, kept_spread, training):
    return (batch - kept_mean) / kept_spread


@sheet.mistake(
    normalized,
    ja="2 つの場合が逆です。`training` が `True` なら、ミニバッチ自身の平均と標準偏差を使います。",
    en="The two cases are the wrong way round. If `training` is `True`, take the mini-batch's own.",
)
def wrong_way_round(batch, kept_mean, kept_spread, training):
    mean, spread = (kept_mean, kept_spread) if training else (np.mean(batch), np.std(batch))
    return (batch - mean) / spread


@sheet.mistake(
    normalized,
    ja="平均だけが切りかわっています。標準偏差も、使うときは覚えておいたものにしましょう。",
    en="Only the mean is switched. In use the standard deviation too is to be the one remembered.",
)
def spread_not_switched(batch, kept_mean, kept_spread, training):
    return (batch - (np.mean(batch) if training else kept_mean)) / np.std(batch)


@sheet.mistake(
    normalized,
    ja="標準偏差だけが切りかわっています。平均も、使うときは覚えておいたものにしましょう。",
    en="Only the standard deviation is switched. In use the mean too is to be the one remembered.",
)
def mean_not_switched(batch, kept_mean, kept_spread, training):
    return (batch - np.mean(batch)) / (np.std(batch) if training else kept_spread)


# %% [markdown] lang="ja" tags=["E11"]
# ## 問題 6　症状から治し方を選ぶ
#
# 症状の記号 `mark` を受け取り、治し方の記号を返す関数です。`...` のところに、`"a"` から `"f"` までのどれかを書きましょう。同じ治し方は、一度しか使いません。
#
# - **A**　誤差が行ったり来たりして、落ち着かない。`w.grad` が、一歩ごとに足されていく。
# - **B**　`w = w - 0.1 * w.grad` と書いたら、次の `backward()` のあと、`w.grad` が `None` になった。
# - **C**　`total = total + error` と書いて誤差を合計したら、使うメモリーが増えつづける。
# - **D**　`CrossEntropyLoss` の誤差が、途中で止まって下がらない。その前に、ソフトマックスをしている。
# - **E**　`torch.tensor(3, requires_grad=True)` がエラーになった。
# - **F**　1 枚の画像の答えが、一緒に渡した画像しだいで変わる。
#
# 治し方は、次の 6 つです。
#
# - a　`model.eval()` を呼ぶ
# - b　`3.0` と書いて、小数にする
# - c　`optimizer.zero_grad()` を呼ぶ
# - d　点数をそのまま渡す
# - e　`error.item()` を足す
# - f　`with torch.no_grad():` の中で `w -= 0.1 * w.grad` とする
#
# 例：A の治し方が b だと思うなら、`"A": "b"` と書きます。
# %% [markdown] lang="en" tags=["E11"]
# ## Exercise 6: From the symptom to the cure
#
# A function that takes the letter `mark` of a symptom and returns the letter of its cure. Write one of `"a"` to `"f"` in place of each `...`. No cure is used twice.
#
# - **A**: The error goes to and fro and does not settle. `w.grad` grows at each step by what is added.
# - **B**: After `w = w - 0.1 * w.grad`, and the next `backward()`, `w.grad` is `None`.
# - **C**: Errors are added up by `total = total + error`, and more and more memory is used.
# - **D**: The error of `CrossEntropyLoss` stops half-way. A softmax is taken before it.
# - **E**: `torch.tensor(3, requires_grad=True)` is an error.
# - **F**: The answer for an image depends on the other images handed over with it.
#
# These are the six cures.
#
# - a: call `model.eval()`
# - b: write `3.0`, with a decimal point
# - c: call `optimizer.zero_grad()`
# - d: hand over the scores as they are
# - e: add `error.item()`
# - f: say `w -= 0.1 * w.grad` inside `with torch.no_grad():`
#
# Example: if you think that the cure for A is b, write `"A": "b"`.

# %% tags=["broken"]
def cure(mark):
    cures = {"A": ..., "B": ..., "C": ..., "D": ..., "E": ..., "F": ...}
    return cures[mark]

# %% tags=["grading"]
def cure(mark):
    cures = {"A": "c", "B": "f", "C": "e", "D": "d", "E": "b", "F": "a"}
    return cures[mark]


CURES = dict(zip("ABCDEF", "cfedba", strict=True))  # the right answers, as the cures stand in this sheet


def letters_in(variant):
    """Return which letters the cures get."""
    return letters_of_cures("".join(CURES.values()), "b", variant)


def with_exchanged(first="A", second="A"):
    """Return what somebody answers in a variant who exchanges the cures of two symptoms."""
    given = CURES | {first: CURES[second], second: CURES[first]}
    return lambda mark, variant: letters_in(variant)["abcdef".index(given[mark])]


sheet.exercise(
    cure,
    points=3,
    own=OwnNumbers(60, with_exchanged(), lambda source, variant: with_letters(source, letters_in(variant))),
    inputs=lambda rng: [(str(mark),) for mark in rng.permutation(list("ABCDEF"))],
    why={
        "ja": "どの薬も、症状の手前にある仕組みに効きます。足される勾配、新しいテンソルに移らない `grad`、残り続ける計算グラフ。仕組みから考えれば、症状を丸暗記しなくてすみます。",
        "en": "Each cure acts on the mechanism behind the symptom: gradients that add up, a `grad` that does not pass to a new tensor, a graph that stays alive. Who knows the mechanism need not learn symptoms by heart.",
    },
    ja=[
        "第11章の 11.5 の表を見ましょう。整数のテンソルのことは、表の下に書いてあります。",
        "A は問題 1、C は問題 3、D は問題 4、F は問題 5 と同じ間違いです。",
        "B は、一歩進むための計算まで記録されています。記録しないようにする印は何でしたか。E は、整数では少しだけ動かせない、という話です。",
    ],
    en=[
        "Look at the table in 11.5 of chapter 11. What there is to say of whole numbers stands below it.",
        "A is the mistake of exercise 1, C that of exercise 3, D that of exercise 4, F that of exercise 5.",
        "In B the making of the step is recorded too. What says that something is not to be recorded? E is about whole numbers, which can't be moved just a little.",
    ],
)


@sheet.mistake(
    cure,
    ja="B と C が入れかわっています。B は記録してはいけない計算、C は記録ごとためてしまった誤差です。",
    en="B and C are exchanged. B is a computation that must not be recorded, C an error kept together with its record.",
    own=with_exchanged("B", "C"),
)
def step_and_record(mark):
    return {"A": "c", "B": "e", "C": "f", "D": "d", "E": "b", "F": "a"}[mark]


@sheet.mistake(
    cure,
    ja="A と B が入れかわっています。A では、古い勾配が残っています。B では、一歩進む計算が記録されています。",
    en="A and B are exchanged. In A old gradients are left. In B the making of the step is recorded.",
    own=with_exchanged("A", "B"),
)
def reset_and_step(mark):
    return {"A": "f", "B": "c", "C": "e", "D": "d", "E": "b", "F": "a"}[mark]


@sheet.mistake(
    cure,
    ja="A と C が入れかわっています。増えていくのは、A では勾配、C では使うメモリーです。",
    en="A and C are exchanged. What grows is the gradient in A, and the memory used in C.",
    own=with_exchanged("A", "C"),
)
def reset_and_record(mark):
    return {"A": "e", "B": "f", "C": "c", "D": "d", "E": "b", "F": "a"}[mark]


@sheet.mistake(
    cure,
    ja="D と F が入れかわっています。D は誤差に渡すもの、F はふるまいの切りかえのことです。",
    en="D and F are exchanged. D is about what the error is given, F about switching the behaviour.",
    own=with_exchanged("D", "F"),
)
def scores_and_eval(mark):
    return {"A": "c", "B": "f", "C": "e", "D": "a", "E": "b", "F": "d"}[mark]


@sheet.mistake(
    cure,
    ja="B と E が入れかわっています。E は、数の書き方のことです。",
    en="B and E are exchanged. E is about how a number is written.",
    own=with_exchanged("B", "E"),
)
def step_and_whole_number(mark):
    return {"A": "c", "B": "b", "C": "e", "D": "d", "E": "f", "F": "a"}[mark]
