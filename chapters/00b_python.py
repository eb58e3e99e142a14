# %% [markdown] lang="ja"
# # 準備　40 分の Python
#
# この教材では、数行の短い関数を書きます。そのために要る Python（パイソン）を、ここで全部見ておきます。読んでさわるのに 25 分ほど、練習問題に 20 分ほどです。少し難しいのは、真ん中の `for` だけです。そこだけ、ゆっくり歩きましょう。Python に慣れている人は、[練習問題](../../exercises/ja/00b_python.ipynb)だけ解いて先へ進んでかまいません。
#
# 覚えなくて大丈夫です。忘れたら、いつでもここへ戻ってきてください。
#
# **予想**：すぐ下に、4 行のプログラムがあります。どんな数が出るでしょうか。上から 1 行ずつ、頭の中でたどってみましょう。そのすぐ下のセルで予想を選び、それから 4 行を実行して確かめます（Shift + Enter）。
#
# ```python
# throw = 8.0
# throw = throw - 1.5
# throw = throw - 1.5
# print(throw)
# ```
# %% [markdown] lang="en"
# # Getting ready: Python in 40 minutes
#
# In this course you write short functions of a few lines. Here is all the Python that this takes. Reading and playing takes about 25 minutes, the exercises take about 20. Only one thing is a little hard, the `for` in the middle: walk slowly there. If you know Python, do the [exercises](../../exercises/en/00b_python.ipynb) alone and go on.
#
# You need not remember it all. Come back whenever you have forgotten something.
#
# **Predict**: below is a program of 4 lines. Which number does it show? Go through it in your head, line by line from the top. Choose your prediction in the next cell, then run the 4 lines to see (Shift + Enter).
#
# ```python
# throw = 8.0
# throw = throw - 1.5
# throw = throw - 1.5
# print(throw)
# ```

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter00b.quiz_names")

# %%
throw = 8.0
throw = throw - 1.5
throw = throw - 1.5
print(throw)

# %% [markdown] lang="ja"
# ## 名前と `=`
#
# `throw = 8.0` は、「8.0 に `throw` という**名前**をつける」という意味です。数学の「等しい」ではありません。**まず右側を計算し、その結果に左の名前をつけます。**
#
# | 行 | 右側の計算 | そのあとの `throw` |
# | --- | --- | --- |
# | `throw = 8.0` | 8.0 | 8.0 |
# | `throw = throw - 1.5` | 8.0 − 1.5 = 6.5 | 6.5 |
# | `throw = throw - 1.5` | 6.5 − 1.5 = 5.0 | 5.0 |
#
# だから、`throw = throw - 1.5` と書けるのです。名前は、つけ直すたびに新しい値を指します。短く `throw -= 1.5` とも書けます（`+=` なら足します）。
#
# `print(…)` は、かっこの中の値を画面に出します。`#` の後ろは人のための**メモ**で、Python は読みません。
# %% [markdown] lang="en"
# ## Names and `=`
#
# `throw = 8.0` means: give 8.0 the **name** `throw`. It is not the “equals” of mathematics. **The right side is worked out first; then the name on the left is given to the result.**
#
# | Line | The right side | `throw` afterwards |
# | --- | --- | --- |
# | `throw = 8.0` | 8.0 | 8.0 |
# | `throw = throw - 1.5` | 8.0 − 1.5 = 6.5 | 6.5 |
# | `throw = throw - 1.5` | 6.5 − 1.5 = 5.0 | 5.0 |
#
# That is why one may write `throw = throw - 1.5`. A name stands for whatever it was given last. For short one writes `throw -= 1.5` (and `+=` to add).
#
# `print(…)` shows what is in the parentheses. What follows a `#` is a **note** for people; Python does not read it.

# %%
# ja: 足す、引く、掛ける、割る、「何乗」。数を変えて、もう一度実行してみましょう。
# en: plus, minus, times, divided by, to the power of. Change the numbers and run it again.
print(7 + 2, 7 - 2, 7 * 2, 7 / 2, 7**2)

# ja: かっこの中を先に計算します。
# en: What stands in parentheses is worked out first.
print(1 + 2 * 3, (1 + 2) * 3)

# %% [markdown] lang="ja"
# ## エラーは、道しるべ
#
# 打ち間違いは、だれでもします。Python は読めないところで止まり、赤い字の英語を出します。こわがらなくて大丈夫です。たとえば `print(2throw)` なら、こうです。
#
# ```
#     print(2throw)
#           ^
# SyntaxError: invalid decimal literal
# ```
#
# **読むのは、いちばん下の行だけ**です。`:` の前の `SyntaxError` が間違いの種類、後ろがその説明です。`^` は、Python がつまずいた場所を指しています。
#
# よくあるつまずきなら、さらにその下に、この教材が日本語で一文を添えます。この例なら「数字と文字がくっついています。`2x` のような掛け算は、Python では `2 * x` と書きます。」です。試してみましょう。次のセルの `print(2throw)` の行から、先頭の `# `（`#` と空白）を消して実行します。見終わったら、`2 * throw` に直しましょう。
#
# | 種類 | たいていは、こういうこと |
# | --- | --- |
# | `SyntaxError` | 書き方の間違い。かっこや `:` の忘れ、`2x`、全角の文字 |
# | `IndentationError` | 行の先頭の空白（字下げ）がそろっていない |
# | `NameError` | その名前をまだ作っていないか、つづりが違う |
# | `TypeError` | 数と文字を足すなど、できない組み合わせ |
#
# **全角と半角**：`（`、`＋`、`２`、それに全角の空白は、形が似ていても Python には読めません。プログラムを書く間は、日本語入力を切っておきましょう。
# %% [markdown] lang="en"
# ## An error is a signpost
#
# Everybody mistypes. Python stops at what it can't read and shows red text. Don't be afraid of it: with `print(2throw)`, for instance, it says this.
#
# ```
#     print(2throw)
#           ^
# SyntaxError: invalid decimal literal
# ```
#
# **You read the last line only.** Before the `:` stands the kind of mistake, `SyntaxError`, and after it an explanation. The `^` points at the place where Python stumbled.
#
# If the stumble is a common one, this course adds a sentence of its own below. Here it says that a number and a letter stand together, and that `2x` is written `2 * x` in Python. Try it: in the next cell delete the `# ` (the `#` and the space) in front of `print(2throw)` and run the cell. When you have seen it, correct it to `2 * throw`.
#
# | Kind | What it mostly means |
# | --- | --- |
# | `SyntaxError` | It is written wrongly: a parenthesis or a `:` left out, `2x`, a strange sign |
# | `IndentationError` | The spaces at the start of the lines (the indentation) don't agree |
# | `NameError` | That name was not made yet, or is spelled differently |
# | `TypeError` | A combination that can't be, such as a number plus a text |
#
# **Strange signs**: `×`, `“` or `–`, perhaps copied from a text, and full-width signs look right but can't be read by Python. Type the plain ones: `*`, `"`, `-`.

# %%
# print(2throw)

# %% [markdown] lang="ja"
# ## 関数と `return`
#
# **関数**は、値を受け取り、答えを返す小さな機械です。作り方は、こうです。
#
# - `def` で始め、名前と、受け取る値の名前を書き、行の終わりに `:` をつけます。
# - 次の行からは、先頭に**半角の空白を 4 つ**入れます。これを**字下げ**といいます。字下げされた行が、関数の中身です。
# - `return` の後ろの値が、答えとして返ります。
#
# `return` は**返す**、`print` は**画面に出す**だけです。返された値には名前をつけて、あとの計算に使えます。画面に出ただけの値は、あとでは使えません。練習問題で書くのは `return` のほうです。
# %% [markdown] lang="en"
# ## Functions and `return`
#
# A **function** is a small machine that takes values and gives back an answer. You make one like this:
#
# - Begin with `def`, a name, and names for what goes in; end the line with `:`.
# - Start the next lines with **4 spaces**. This is called **indentation**. The lines that are indented are what the function does.
# - The value after `return` is given back as the answer.
#
# `return` **gives back**; `print` only **shows**. What is given back can be given a name and used later. What was only shown is gone. In the exercises it is `return` that you write.

# %%
def how_far_off(throw):
    basket = 5.0
    return throw - basket


first = how_far_off(8.0)
second = how_far_off(6.5)
print(first, second, first + second)

# %% [markdown] lang="ja"
# `how_far_off(8.0)` と書くと、8.0 が `throw` という名前で関数に入り、`return` のところで 3.0 になって出てきます。`how_far_off(4.0)` ではどうなるか、セルを書きかえて確かめましょう。
#
# 関数の中から、別の関数を使うこともできます。関数を受け取る関数もあります。第1章の練習問題では、道の高さを教えてくれる関数 `f` を受け取り、`f(3)` のように使います。
#
# 次の問いは、いちばんよくある間違いです。
# %% [markdown] lang="en"
# With `how_far_off(8.0)` the value 8.0 goes in under the name `throw`, and at `return` it comes out as 3.0. What does `how_far_off(4.0)` give? Change the cell and see.
#
# A function may use another one. It may even be given one: in the exercises of chapter 1 you are given a function `f` that tells the height of a path, and use it as in `f(3)`.
#
# The next question is about the commonest mistake of all.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter00b.quiz_return")

# %% [markdown] lang="ja"
# ## もし〜なら：`if`
#
# `if`（もし）の後ろに**比べる式**を書きます。それが本当（`True`）のときだけ、字下げした行が実行されます。
#
# | 書き方 | 意味 |
# | --- | --- |
# | `a < b`、`a > b` | `a` は `b` より小さい、大きい |
# | `a <= b`、`a >= b` | `b` 以下、`b` 以上 |
# | `a == b`、`a != b` | 等しい、等しくない（`=` 1 つは名前づけなので、2 つ書きます） |
# | `A and B`、`A or B`、`not A` | A も B も、A か B か、A でない |
#
# `return` に着くと、関数はそこで終わります。だから下の関数では、どの `if` にも当てはまらなかったときだけ、最後の行に着きます。`if` に当てはまらない場合を、`else:` の後ろにまとめて書くこともできます。
# %% [markdown] lang="en"
# ## Only if: `if`
#
# After `if` comes a **comparison**. Only when it is true (`True`) are the indented lines run.
#
# | Written | Meaning |
# | --- | --- |
# | `a < b`, `a > b` | `a` is less than `b`, greater than `b` |
# | `a <= b`, `a >= b` | at most `b`, at least `b` |
# | `a == b`, `a != b` | equal, not equal (one `=` gives a name, so write 2) |
# | `A and B`, `A or B`, `not A` | both A and B, A or B, not A |
#
# On reaching `return` a function ends. So the function below comes to its last line only if none of the `if`s applied. What is to be done otherwise may also be written after `else:`.

# %%
# ja: かごから 0.5 m より近ければ 3 点、2 m より近ければ 1 点、ほかは 0 点。
# en: Nearer than 0.5 m to the basket gives 3 points, nearer than 2 m gives 1, anything else 0.
def points(miss):
    if miss > -0.5 and miss < 0.5:
        return 3
    if miss > -2 and miss < 2:
        return 1
    return 0


print(points(0.1), points(-1.5), points(3.0))
print(3 > 2, 3 == 2)

# %% [markdown] lang="ja"
# `points(0.1)` と `points(-1.5)` は、それぞれどの `return` で終わったでしょうか。指でたどってみましょう。数を変えて、もう一度試すのもよい方法です。
#
# ## 値の列：リスト
#
# 値を `[ ]` の中に `,` で区切って並べると、**リスト**になります。取り出すには番号を使います。**番号は 0 から始まります。** 後ろから数えるときは `-1` からです。
#
# ```
# 値          3.0     1.5    0.75
# 番号          0       1       2
# 後ろから   -3      -2      -1
# ```
# %% [markdown] lang="en"
# At which `return` did `points(0.1)` end, and at which `points(-1.5)`? Follow them with a finger, or try other numbers.
#
# ## A row of values: lists
#
# Values in `[ ]` with `,` between them make a **list**. To take one out, use its number. **Numbers start at 0.** From the end they are counted from `-1`.
#
# ```
# value          3.0     1.5    0.75
# number           0       1       2
# from the end    -3      -2      -1
# ```

# %%
misses = [3.0, 1.5, 0.75]
print(misses[0], misses[-1], len(misses))

# ja: 後ろに 1 つ足す。番号 1 から先だけを取り出す。
# en: Add one at the end. Take those from number 1 on.
misses.append(0.375)
print(misses)
print(misses[1:])

# %% [markdown] lang="ja"
# - `len(misses)` は、いくつ並んでいるかです。
# - `misses.append(値)` は、後ろに 1 つ足します。`.` は「`misses` に向かって頼む」という意味です。
# - `misses[1:]` は番号 1 から最後まで、`misses[1:3]` は番号 1 から 3 の手前までです。
#
# ## くり返し：`for`
#
# さあ、いちばん大事なところです。ここだけ、ゆっくり歩きましょう。
#
# `for miss in misses:` は、「リストの値に 1 つずつ `miss` という名前をつけ、そのたびに字下げした行を実行する」という意味です。
#
# **予想**：次のセルで、最後に出る `total` はいくつでしょうか。
# %% [markdown] lang="en"
# - `len(misses)` tells how many there are.
# - `misses.append(value)` adds one at the end. The `.` means that it is `misses` which is asked to do it.
# - `misses[1:]` is number 1 to the last, `misses[1:3]` is number 1 up to just before 3.
#
# ## Again and again: `for`
#
# Here comes what matters most. Take your time.
#
# `for miss in misses:` means: give the name `miss` to the values of the list, one at a time, and run the indented lines for each.
#
# **Predict**: what is `total` at the end of the next cell?

# %%
total = 0
for miss in [3.0, 1.5, 0.5]:
    total = total + miss
print(total)

# %% [markdown] lang="ja"
# 1 行ずつ、たどってみましょう。
#
# | 何が起きるか | `miss` | `total` |
# | --- | --- | --- |
# | `total = 0` | – | 0 |
# | 1 周目：`miss` は 3.0。`total` は 0 + 3.0 | 3.0 | 3.0 |
# | 2 周目：`miss` は 1.5。`total` は 3.0 + 1.5 | 1.5 | 4.5 |
# | 3 周目：`miss` は 0.5。`total` は 4.5 + 0.5 | 0.5 | 5.0 |
# | 値がなくなったので、字下げのない行へ進む | 0.5 | 5.0 |
#
# では、字下げを変えたら、どうなるでしょうか。下のセルで予想を選び、上のセルを書きかえて確かめましょう。
# %% [markdown] lang="en"
# Line by line:
#
# | What happens | `miss` | `total` |
# | --- | --- | --- |
# | `total = 0` | – | 0 |
# | Round 1: `miss` is 3.0, `total` becomes 0 + 3.0 | 3.0 | 3.0 |
# | Round 2: `miss` is 1.5, `total` becomes 3.0 + 1.5 | 1.5 | 4.5 |
# | Round 3: `miss` is 0.5, `total` becomes 4.5 + 0.5 | 0.5 | 5.0 |
# | No values are left: go on to the line that is not indented | 0.5 | 5.0 |
#
# And with another indentation? Choose your prediction in the next cell, then change the cell above and see.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter00b.quiz_loop")

# %% [markdown] lang="ja"
# `total` のように、**`for` の前で用意し、中で少しずつ変えていく名前**が、くり返しのこつです。同じやり方で「今までのいちばん」を覚えておくこともできます。はじめは `None`（まだ何もない）としておき、`is None` でそれかどうかを調べます。
#
# 決まった回数だけくり返すときは `range` を使います。`range(4)` は 0、1、2、3 の 4 つ、`range(1, 7)` は 1 から 6 まで（**終わりの数は入りません**）。第0章のかごの `for number in range(1, 7):` は、これでした。途中でやめるときは `break` と書きます。
# %% [markdown] lang="en"
# A name like `total`, **made before the `for` and changed a little in each round**, is the whole trick. In the same way you can remember the best so far. It may begin as `None` (nothing yet); `is None` asks whether it still is.
#
# To repeat a number of times, use `range`. `range(4)` gives the 4 numbers 0, 1, 2, 3, and `range(1, 7)` those from 1 to 6 (**the end is left out**). That is what `for number in range(1, 7):` did with the basket in chapter 0. To stop half way, write `break`.

# %%
# ja: いちばん小さい外れを覚えておく。
# en: Remember the smallest miss.
best = None
for miss in [3.0, 0.5, 1.5]:
    if best is None or miss < best:
        best = miss
    print(miss, best)

# %% [markdown] lang="ja"
# もう一つ、`append` と `break` を使う例です。かごへ近づく道のりを、リストに残していきます。
# %% [markdown] lang="en"
# One more, with `append` and `break`: it keeps the way to the basket in a list.

# %%
# ja: かごへ近づく道のりを、リストに残す。外れが 0.5 より小さくなったら、やめる。
# en: Keep the way to the basket in a list. Stop when the miss is less than 0.5.
throw = 8.0
path = [throw]
for _ in range(100):
    throw = throw - 0.5 * how_far_off(throw)
    path.append(throw)
    if abs(how_far_off(throw)) < 0.5:
        break
print(path)

# %% [markdown] lang="ja"
# 1 周目は、外れが 8.0 − 5.0 = 3.0 なので、その半分の 1.5 だけ近づいて 6.5 です。これをくり返します。100 回の予定でしたが、外れが 0.5 より小さくなったので、3 周でやめました。
#
# - **字下げが 2 段**になっています。`break` は `if` の中、`if` は `for` の中です。
# - `_` は、使わない番号につける名前です。
# - `abs` は符号を除いた大きさです。`min(a, b)` は小さいほう、`max(a, b)` は大きいほうです。
#
# **ここまで来たら、いちばん難しいところは終わりです。** ひと息入れましょう。
#
# ## 組（タプル）と辞書
#
# 値を `,` で並べると**組**（タプル）になります。関数が 2 つの答えを返すときは `return 答え1, 答え2` と書き、受け取る側は名前を 2 つ並べます。
#
# **辞書**は、番号のかわりに**見出し**で引くリストです。`{見出し: 値, …}` と書き、`辞書[見出し]` で引きます。見出しには、`"A"` のように引用符 `"` で囲んだ**文字**をよく使います。
# %% [markdown] lang="en"
# In round 1 the miss is 8.0 − 5.0 = 3.0; half of it, 1.5, leads to 6.5. And so on. Of 100 rounds it went 3.
#
# - There are **2 levels of indentation**: `break` belongs to the `if`, the `if` to the `for`.
# - `_` is a name for a number that nobody uses.
# - `abs` gives the size without the sign, `min(a, b)` the smaller, `max(a, b)` the larger.
#
# **That was the hardest part.** Take a breath.
#
# ## Tuples and dictionaries
#
# Values with `,` between them make a **tuple**. A function that has 2 answers says `return answer1, answer2`, and whoever calls it writes two names.
#
# A **dictionary** is a list that you look up by **keys** and not by numbers. It is written `{key: value, …}`, and `dictionary[key]` looks a value up. The keys are often **texts**, in quotation marks `"`, such as `"A"`.

# %%
def middle_and_width(left, right):
    return (left + right) / 2, right - left


middle, width = middle_and_width(3.0, 7.0)
print(middle, width)

slopes = {"A": 0.83, "B": 0.1, "C": 0.0}
print(slopes["A"])
for place, slope in slopes.items():
    print(place, slope)

# %% [markdown] lang="ja"
# `slopes.items()` は、見出しと値の組を 1 つずつくれます。似た道具が、あと 3 つあります。
#
# - `zip(a, b)` は、2 つのリストを**横に並べて**、組にしてくれます。
# - `enumerate(a)` は、**番号と値**の組にしてくれます。
# - `reversed(a)` は、後ろから順にくれます。
# %% [markdown] lang="en"
# `slopes.items()` gives the keys with their values, one pair at a time. There are 3 more tools like it.
#
# - `zip(a, b)` lays two lists **side by side** and gives pairs.
# - `enumerate(a)` gives pairs of **number and value**.
# - `reversed(a)` gives the values from the end.

# %%
heights = [0.0, 3.0, 5.0]
places = ["A", "B", "C"]
for place, height in zip(places, heights):
    print(place, height)
for number, height in enumerate(heights):
    print(number, height)

# %% [markdown] lang="ja"
# ## 数の列を丸ごと計算する：NumPy
#
# `import numpy as np` は、「数の計算の道具箱 NumPy（ナムパイ）を `np` という名前で使う」という意味です。その中の道具は `np.` をつけて呼びます。
#
# `np.array([…])` で作る**配列**は、リストに似ています。違うのは、**丸ごと計算できる**ことです。`for` は要りません。
# %% [markdown] lang="en"
# ## Whole rows of numbers at once: NumPy
#
# `import numpy as np` means: use NumPy, a box of tools for computing with numbers, under the name `np`. Its tools are called with `np.` in front.
#
# An **array**, made with `np.array([…])`, is like a list, except that you can **compute with all of it at once**. No `for` is needed.

# %%
import numpy as np

x = np.array([1.0, 2.0, -3.0])
print(x + 10)
print(2 * x)
print(x**2)
print(x * np.array([1, 10, 100]))
print(np.sum(x), np.mean(x), np.max(x), np.abs(x))

# %% [markdown] lang="ja"
# - 2 つの配列どうしの計算は、**同じ場所どうし**です。長さが同じでないとできません。
# - `np.sum` は合計、`np.mean` は平均、`np.max` はいちばん大きい値、`np.abs` は符号を除いた大きさです。`x.sum()` のように、配列に `.` をつけて頼んでも同じです。
# - `np.argmax(x)` は、いちばん大きい値の**番号**です。`np.diff(x)` は、となりどうしの差です。
#
# 配列を数と比べると、`True` と `False` の列になります。それを `x[…]` に入れると、**`True` のところだけ**が取り出せます。番号を 1 つ入れれば、リストと同じに、その値が出ます。
#
# `np.zeros(3)` は、0 が 3 つ並んだ配列です。これを用意しておいて、`gradient[1] = 0.5` のように、場所を決めて値を入れていくことができます。
# %% [markdown] lang="en"
# - Two arrays are combined **place by place**. They must have the same length.
# - `np.sum` is the total, `np.mean` the mean, `np.max` the largest value, `np.abs` the size without the sign. Asking the array itself with a `.`, as in `x.sum()`, does the same.
# - `np.argmax(x)` is the **number** of the largest value. `np.diff(x)` gives the differences of neighbours.
#
# Compare an array with a number and you get a row of `True` and `False`. Put that in `x[…]`, and it takes out **where it is `True`**. Put one number in, and you get that value, as from a list.
#
# `np.zeros(3)` is an array of 3 numbers, all 0. Have it ready and put values in their places, as in `gradient[1] = 0.5`.

# %%
heights = np.array([0.0, 2.0, 5.0, 4.0, 1.0])
print(np.diff(heights))
print(np.argmax(heights), heights[np.argmax(heights)])
print(heights > 1.5)
print(heights[heights > 1.5])

gradient = np.zeros(3)
gradient[1] = 0.5
print(gradient)

# %% [markdown] lang="ja"
# ## 名前のない関数：`lambda`
#
# `lambda x: x ** 2` は、「`x` を受け取り、`x ** 2` を返す」関数です。`def` と `return` を 1 行で書いただけで、できることは同じです。`lambda`（ラムダ）は、関数を別の関数に渡すときによく使います。
# %% [markdown] lang="en"
# ## A function without a name: `lambda`
#
# `lambda x: x ** 2` is a function that takes `x` and gives back `x ** 2`. It is `def` and `return` in 1 line and can do nothing more. `lambda` is handy when a function is handed to another function.

# %%
def height_gain(f, start, end):
    return f(end) - f(start)


def square(x):
    return x**2


print(height_gain(square, 1, 3))
print(height_gain(lambda x: x**2, 1, 3))

# %% [markdown] lang="ja"
# ## 表と表の掛け算：`@`
#
# 数を縦横に並べた**表**（行列）も、配列です。`@` は、表どうしの掛け算です。使うのは第5章からなので、いまは眺めるだけにして、そのとき戻ってきてもかまいません。きまりは 1 つだけ、「**左の行と右の列を、順に掛けて足す**」です。
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} @ \begin{pmatrix} 10 & 20 \\ 30 & 40 \end{pmatrix} = \begin{pmatrix} 70 & 100 \\ 150 & 220 \end{pmatrix}$$
#
# | 答えの場所 | 左の行 | 右の列 | 掛けて足す |
# | --- | --- | --- | --- |
# | 1 行目の 1 列目 | 1、2 | 10、30 | 1 × 10 + 2 × 30 = 70 |
# | 1 行目の 2 列目 | 1、2 | 20、40 | 1 × 20 + 2 × 40 = 100 |
# | 2 行目の 1 列目 | 3、4 | 10、30 | 3 × 10 + 4 × 30 = 150 |
# | 2 行目の 2 列目 | 3、4 | 20、40 | 3 × 20 + 4 × 40 = 220 |
#
# 買い物に似ています。左が「りんご 1 個とみかん 2 個」、右の列が「10 円と 30 円」なら、答えは代金の 70 円です。
#
# 表では、次の書き方も使います。
#
# - `A * B` は、同じ場所どうしの掛け算です。`@` とは別のものです。
# - `A.T` は行と列を入れかえた表、`A.shape` は（行の数, 列の数）です。
# - `A[1, 0]` は、行と列の番号で 1 つ取り出します（これも 0 から）。
# - `A.sum(axis=0)` は縦に、`A.sum(axis=1)` は横に足します。`axis=…` のように、名前をつけて渡す値もあります。
# %% [markdown] lang="en"
# ## Table times table: `@`
#
# A **table** of numbers in rows and columns (a matrix) is an array too. `@` multiplies two of them. You need it from chapter 5 on, so you may come back to it then. There is 1 rule: **take a row on the left and a column on the right, multiply number by number, and add up**.
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} @ \begin{pmatrix} 10 & 20 \\ 30 & 40 \end{pmatrix} = \begin{pmatrix} 70 & 100 \\ 150 & 220 \end{pmatrix}$$
#
# | Place in the answer | Row on the left | Column on the right | Multiply and add |
# | --- | --- | --- | --- |
# | row 1, column 1 | 1, 2 | 10, 30 | 1 × 10 + 2 × 30 = 70 |
# | row 1, column 2 | 1, 2 | 20, 40 | 1 × 20 + 2 × 40 = 100 |
# | row 2, column 1 | 3, 4 | 10, 30 | 3 × 10 + 4 × 30 = 150 |
# | row 2, column 2 | 3, 4 | 20, 40 | 3 × 20 + 4 × 40 = 220 |
#
# It is like shopping: 1 apple at 10 and 2 oranges at 30 make a bill of 70.
#
# More about tables:
#
# - `A * B` multiplies place by place, unlike `@`.
# - `A.T` is the table with rows and columns swapped, `A.shape` is (number of rows, number of columns).
# - `A[1, 0]` takes 1 number out, by its row and column (they too start at 0).
# - `A.sum(axis=0)` adds down the columns, `A.sum(axis=1)` along the rows. Some values are handed over under a name, as `axis=…` is.

# %%
A = np.array([[1, 2], [3, 4]])
B = np.array([[10, 20], [30, 40]])
print(A @ B)
print(A * B)
print(A.T)
print(A.shape, A[1, 0])

print(A.sum(axis=0), A.sum(axis=1))

# %% [markdown] lang="ja"
# ## 読めればよいもの
#
# `[2 * v for v in values]` は、`for` を 1 行に畳んだ書き方です。「`values` の値 `v` 1 つずつについて、`2 * v` を並べたリスト」と、後ろから読みます。自分で書くときは、`for` と `append` を使えば同じことができます。`sum(…)` のかっこに入れると、リストを作らずに合計になります。
#
# `a if b else c` は、`if` を 1 行に畳んだものです。「`b` が本当なら `a`、でなければ `c`」という値になります。
#
# `f"体重は {w:.1f} kg"` のように引用符の前に `f` があると、`{ }` のところに値がはめこまれます。ここでは `w` の値が、小数点の下 1 桁まで（`:.1f`）入ります。
# %% [markdown] lang="en"
# ## Enough to read it
#
# `[2 * v for v in values]` is a `for` folded into 1 line. Read it from the back: for each value `v` of `values`, a list of `2 * v`. `for` and `append` do the same. Inside `sum(…)` it gives the total and makes no list.
#
# `a if b else c` is an `if` folded into 1 line. Its value is `a` if `b` is true, and otherwise `c`.
#
# In `f"weight: {w:.1f} kg"` the `f` lets values be filled in at `{ }`, here `w`, with 1 digit after the point (`:.1f`).

# %%
values = [3.0, 1.5, 0.5]
doubled = []
for v in values:
    doubled.append(2 * v)
print(doubled)
print([2 * v for v in values])
print(sum(v**2 for v in values))
print("A" if values[0] > 2 else "B")

# %% [markdown] lang="ja" tags=["side"]
# ### 使うときに開く：道具の早見表
#
# この先で出会う NumPy の道具です。**いま覚えることはありません。** 使うときに、ここで引きましょう。`x` は数の配列です。
#
# | 書き方 | 答え |
# | --- | --- |
# | `np.sqrt(x)`、`np.exp(x)`、`np.cos(x)`、`np.tanh(x)` | 平方根、e の `x` 乗、コサイン、ハイパボリック・タンジェント |
# | `np.pi`、`np.inf` | 円周率、「どんな数よりも大きい」という値（無限大） |
# | `np.where(x > 0, a, b)` | `x > 0` のところは `a`、ほかは `b` |
# | `np.maximum(x, 0)`、`np.clip(x, a, b)` | 0 より小さいところを 0 に、`a` から `b` の間に収める |
# | `np.linalg.norm(x)` | 2 乗して足し、平方根をとったもの（矢印の長さ） |
# | `np.arange(4)` | 0、1、2、3 の配列 |
# | `np.concatenate([x, y])`、`A.ravel()` | つないで 1 本に、表を 1 本の列に |
# | `np.isfinite(x)` | ふつうの数なら `True`、無限大などなら `False` |
# | `(x > 0).any()`、`(x > 0).all()` | どれか 1 つでも `True` か、全部 `True` か |
# | `x.max()`、`x.argmax()`、`x.mean()` | `np.max(x)`、`np.argmax(x)`、`np.mean(x)` と同じ |
# | `float(v)` | 値 `v` を、ふつうの小数に直したもの |
# | `rng.normal(size=3)`、`rng.integers(0, 10, size=3)` | ランダムな数を 3 つ（0 のまわりの小数、0 から 9 の整数） |
#
# 「ランダム」とは、さいころのように、どれが出るか決まっていないことです。
# %% [markdown] lang="en" tags=["side"]
# ### Open it when you need it: tools to look up
#
# These are the tools of NumPy that you will meet. **There is nothing to learn by heart**; look them up here when you need them. `x` is an array of numbers.
#
# | Written | The answer |
# | --- | --- |
# | `np.sqrt(x)`, `np.exp(x)`, `np.cos(x)`, `np.tanh(x)` | square root, e to the power of `x`, cosine, hyperbolic tangent |
# | `np.pi`, `np.inf` | the number pi, and infinity, a value larger than all numbers |
# | `np.where(x > 0, a, b)` | `a` where `x > 0`, elsewhere `b` |
# | `np.maximum(x, 0)`, `np.clip(x, a, b)` | less than 0 becomes 0; what is outside is brought between `a` and `b` |
# | `np.linalg.norm(x)` | square, add up, take the square root (the length of an arrow) |
# | `np.arange(4)` | an array of 0, 1, 2, 3 |
# | `np.concatenate([x, y])`, `A.ravel()` | two joined into 1, a table as 1 row |
# | `np.isfinite(x)` | `True` for ordinary numbers, `False` for infinity and the like |
# | `(x > 0).any()`, `(x > 0).all()` | is 1 of them `True`, are all of them |
# | `x.max()`, `x.argmax()`, `x.mean()` | the same as `np.max(x)`, `np.argmax(x)`, `np.mean(x)` |
# | `float(v)` | the value `v` as an ordinary number |
# | `rng.normal(size=3)`, `rng.integers(0, 10, size=3)` | 3 random numbers (near 0, or whole ones from 0 to 9) |
#
# Random means that, as with dice, nobody has decided which will come.

# %%
# ja: rng は、ランダムな数を出してくれる機械です。(0) を (1) に変えると、別の数が出ます。
# en: rng is a machine that gives random numbers. Change (0) to (1) for others.
rng = np.random.default_rng(0)
print(rng.integers(0, 10, size=3))

x = np.array([4.0, -9.0, 1.0])
print(np.where(x > 0, 1, 0), np.maximum(x, 0), np.clip(x, -2, 2))
print(np.sqrt(np.abs(x)), np.linalg.norm(np.array([3.0, 4.0])))
print((x > 0).any(), (x > 0).all())

# %% [markdown] lang="ja"
# ## まとめ
#
# おつかれさまでした。この教材に要る Python は、これで全部です。
#
# - `=` は名前をつけること。右側が先です。
# - 字下げした行が、`def`、`if`、`for` の中身です。
# - 関数は `return` で答えを返します。`print` は見せるだけです。
# - リストの番号は 0 から。最後は `[-1]` です。
# - `for` は、値を 1 つずつ。前で用意した名前を、中で変えていきます。
# - NumPy の配列は、丸ごと計算できます。
# - 赤い字は、いちばん下の行から読みます。
#
# ## 次にすること
#
# 1. [40 分の Python の練習問題](../../exercises/ja/00b_python.ipynb)（8 問、20 分ほど）
# 2. [第1章　勾配とは？　まずは身近なたとえから](01_what_is_a_gradient.ipynb)：ここから、山道を歩きます。
#
# 言葉に迷ったら、いつでも[用語集](99_glossary.ipynb)へどうぞ。
# %% [markdown] lang="en"
# ## What you can do now
#
# Well done: this is all the Python that the course takes.
#
# - `=` gives a name. The right side comes first.
# - Indented lines are the inside of `def`, `if` or `for`.
# - A function gives its answer back with `return`. `print` only shows.
# - Numbers in a list start at 0. The last is `[-1]`.
# - `for` takes values one at a time. A name made before it is changed inside.
# - A NumPy array is computed with all at once.
# - Read red text from its last line.
#
# ## What comes next
#
# 1. [The exercises for Python in 40 minutes](../../exercises/en/00b_python.ipynb) (8 of them, about 20 minutes)
# 2. [Chapter 1: What is a gradient? Everyday analogies](01_what_is_a_gradient.ipynb): from here we walk over a mountain.
#
# Whenever a word is unclear, the [glossary](99_glossary.ipynb) is there.
