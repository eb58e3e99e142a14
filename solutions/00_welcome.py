# %% [markdown] lang="ja"
# # 練習問題　第0章　ようこそ
#
# 練習問題に慣れるための、小さな問題が 2 つあります。5 分ほどで終わります。やり方はいつも同じです。
#
# 1. `...` を消して、そこに答えを書きます。
# 2. そのセルを実行します（Shift を押しながら Enter）。
# 3. すぐ下の `check` のセルを実行します。正しいかどうか、間違いなら**どんな間違いか**が分かります。
#
# 何度でも試せます。間違えた回数は、どこにも残りません。
# %% [markdown] lang="en"
# # Exercises for chapter 0: Welcome
#
# There are 2 small exercises to get used to how exercises work; they take about 5 minutes. It is always the same:
#
# 1. Delete `...` and write your answer in its place.
# 2. Run that cell (hold Shift and press Enter).
# 3. Run the `check` cell right below it. It tells you whether the answer is right and, if not, **which mistake it is**.
#
# Try as often as you like. Nobody counts your attempts.

# %%
# ja: はじめに、このセルを実行します。check や hint などが使えるようになります。
# en: Run this cell first: it makes check, hint and others known.
from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.exercises.sheet import Sheet

sheet = Sheet("00_welcome")

# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 1　2 倍にする
#
# **関数**は、数を受け取り、計算した答えを返す小さな機械です。下の `double` は、`x` という名前で数を 1 つ受け取ります。その 2 倍を返すようにしましょう。答えは `return`（「返す」）の後ろに書きます。
#
# 例：`double(3)` は `6` です。
#
# Python では、足し算は `+`、引き算は `-`、掛け算は `*`、割り算は `/` と書きます。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 1: Double it
#
# A **function** is a small machine: it takes numbers and gives back an answer. `double` below takes one number, which it calls `x`. Let it give back twice that number. The answer stands after `return`.
#
# For example, `double(3)` is `6`.
#
# In Python, plus is written `+`, minus `-`, times `*` and divided by `/`.

# %% tags=["answer"]
def double(x):
    return 2 * x

# %% tags=["grading"]
sheet.exercise(
    double,
    points=1,
    inputs=lambda rng: [
        (3,),
        (0,),
        (-4,),
        (0.5,),
        (7,),
        (1e-6,),
        (250_000,),
        *((float(x),) for x in rng.uniform(-100, 100, size=3)),
    ],
    why={
        "ja": "`x + x` でも同じ答えですが、`2 * x` と書くと「2 倍」という言葉の形がそのまま残り、3 倍や 0.1 倍に変えるときも数字を一つ直すだけですみます。",
        "en": "`x + x` gives the same, but `2 * x` keeps the word “twice” in sight, and to make it 3 times or 0.1 times you change one number.",
    },
    ja=[
        "2 倍とは、同じ数を 2 つ分ということです。",
        "受け取った数の名前は `x` です。`x` と 2 を使って書けます。掛け算の記号は `×` ではなく `*` です。",
        "`return` の後ろに「2 掛ける `x`」を Python の書き方で書きます。",
    ],
    en=[
        "Twice a number is two of it.",
        "The number that came in is called `x`. All you need is `x` and 2. Times is written `*`, not `×`.",
        "After `return`, write “2 times `x`” as Python writes it.",
    ],
)


@sheet.mistake(
    double,
    ja="2 倍ではなく、2 を足した数になっています。掛け算の記号は `*` です。",
    en="This adds 2 and does not double. Times is written `*`.",
)
def two_added(x):
    return x + 2


@sheet.mistake(
    double,
    ja="2 倍ではなく、2 乗（同じ数どうしを掛けたもの）になっています。`*` は掛け算、`**` は「何乗」です。`*` の数を確かめましょう。",
    en="This is not 2 times the number but its square, the number times itself. `*` means times and `**` means “to the power of”: count the stars.",
)
def squared(x):
    return x**2


@sheet.mistake(
    double,
    ja="受け取った数がそのまま返っています。返す前に、2 倍する計算が必要です。",
    en="The number comes back as it went in. It still has to be doubled.",
)
def unchanged(x):
    return x


@sheet.mistake(
    double,
    ja="どんな数を渡しても 6 が返ります。6 は `x` が 3 のときの答えです。ほかの数でも正しくなるように、`x` を使って書きましょう。",
    en="Whatever goes in, 6 comes out. That is the answer for 3 alone: use `x`, so that it is right for every number.",
)
def answer_of_the_example(x):
    return 6


@sheet.mistake(
    double,
    ja="2 倍ではなく、半分になっています。`/` は割り算の記号です。",
    en="This is not 2 times the number but half of it: `/` divides.",
)
def halved(x):
    return x / 2


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 2　どれだけ登るか
#
# 坂道を歩きます。今いる場所の高さが `here`、次の場所の高さが `there` です。今の場所から次の場所まで、**どれだけ登るか**を返しましょう。下り坂なら、答えは負の数（0 より小さい数）になります。
#
# 例：高さ 2 の場所から高さ 5 の場所へは 3 だけ登るので、`rise(2, 5)` は `3` です。反対向きの `rise(5, 2)` は `-3` です。
#
# 傾きは、この「どれだけ登るか」から生まれます。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 2: How much does it rise?
#
# You walk along a path. The place where you are has the height `here`, the next place the height `there`. Return **how much the path rises** from here to there. Where it falls, the answer is negative (less than 0).
#
# For example, from height 2 to height 5 it rises by 3, so `rise(2, 5)` is `3`. The other way round, `rise(5, 2)` is `-3`.
#
# Slopes are made of just this: how much it rises.

# %% tags=["answer"]
def rise(here, there):
    return there - here

# %% tags=["grading"]
sheet.exercise(
    rise,
    points=1,
    inputs=lambda rng: [
        (2, 5),
        (5, 2),
        (4, 4),
        (0, 3),
        (0.25, 0),
        (-1.5, 2.0),
        (1e-6, 3e-6),
        (1200, 3776),
        *(tuple(float(x) for x in rng.uniform(-10, 10, size=2)) for _ in range(3)),
    ],
    why={
        "ja": "「あと − まえ」の順に引くと、登ればプラス、下ればマイナスになります。この約束は、傾きでも勾配でも最後まで変わりません。",
        "en": "“After minus before” makes a climb positive and a descent negative. Slopes and gradients keep this convention to the end of the course.",
    },
    ja=[
        "高さ 2 から高さ 5 へ登るとき、どんな計算をすれば 3 になりますか。",
        "2 つの高さの差を求めます。登りが正の数、下りが負の数になるのは、どちらからどちらを引いたときでしょうか。",
        "「行った先の高さ」から「今いる場所の高さ」を引きます。",
    ],
    en=[
        "From height 2 up to height 5: which calculation gives 3?",
        "It is the difference of the two heights. Which one must be taken from which, so that going up is positive and going down is negative?",
        "Take the height where you are from the height where you arrive.",
    ],
)


@sheet.mistake(
    rise,
    ja="向きが逆です。登っているのに負の数、下っているのに正の数になります。引く順序を確かめましょう。",
    en="It is the wrong way round: going up gives a negative number, going down a positive one. Look at the order of the subtraction.",
)
def turned_round(here, there):
    return here - there


@sheet.mistake(
    rise,
    ja="大きさは合っていますが、下りでも正の数になっています。登りと下りを符号（＋と−）で区別しましょう。",
    en="The size is right, but going down is positive as well. The sign, + or −, must tell up from down.",
)
def sign_lost(here, there):
    return abs(there - here)


@sheet.mistake(
    rise,
    ja="2 つの高さを足しています。知りたいのは、高さの違いです。",
    en="This adds the two heights. Asked for is how much they differ.",
)
def added(here, there):
    return here + there


@sheet.mistake(
    rise,
    ja="返しているのは、行った先の高さだけです。0 の高さからではなく、今いる場所からどれだけ登ったかを求めましょう。",
    en="This is the height where you arrive. Asked for is the rise from where you are, not from height 0.",
)
def only_there(here, there):
    return there


@sheet.mistake(
    rise,
    ja="下りのとき、答えが 0 になっています。下りは負の数で表します。",
    en="Going down gives 0 here. Let it give a negative number.",
)
def falls_dropped(here, there):
    return max(there - here, 0)

# %% [markdown] lang="ja"
# ## ここまでできたら
#
# [第0章](../../notebooks/ja/00_welcome.ipynb)に戻って、地図のセルをもう一度実行してみましょう。「00」の駅の印が変わります。
#
# 次は [40 分の Python](../../notebooks/ja/00b_python.ipynb) です。この先の練習問題に要る Python を、さわって覚えます。
# %% [markdown] lang="en"
# ## When you are done
#
# Go back to [chapter 0](../../notebooks/en/00_welcome.ipynb) and run the cell with the map again. The mark at station 00 changes.
#
# Next comes [Python in 40 minutes](../../notebooks/en/00b_python.ipynb), where you try out all the Python that the exercises take.
