# %% [markdown] lang="ja"
# # 練習問題　40 分の Python
#
# 短い問題が 8 つあります。やり方は第0章と同じです。`...` を消して答えを書き、セルを実行し、すぐ下の `check` を実行します。何度間違えても、だれも数えません。
#
# 書くのは 1 行から 6 行です。行の先頭の空白（半角 4 つの字下げ）と、行の終わりの `:` に気をつけましょう。全部で 20 分ほどです。
# %% [markdown] lang="en"
# # Exercises for Python in 40 minutes
#
# There are 8 short exercises. They work as in chapter 0: delete `...`, write your answer, run the cell, then run the `check` right below. You may be wrong as often as you like; nobody counts.
#
# What you write has 1 to 6 lines. Mind the spaces at the start of lines (4 for each level) and the `:` at their end. It takes about 20 minutes in all.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.sandbox.plain import Code
from course_lib.exercises.sheet import Sheet

sheet = Sheet("00b_python")

# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 1　真ん中（関数と `return`）
#
# 場所 `here` と場所 `there` の**真ん中**の場所を返しましょう。
#
# 例：`half_way(2, 6)` は `4.0` です。2 と 6 を足して、2 で割ると 4 です。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 1: Half way (a function and `return`)
#
# Return the place **half way** between the places `here` and `there`.
#
# For example, `half_way(2, 6)` is `4.0`: 2 and 6 together, divided by 2, are 4.

# %% tags=["answer"]
def half_way(here, there):
    return (here + there) / 2

# %% tags=["grading"]
sheet.exercise(
    half_way,
    points=1,
    inputs=lambda rng: [
        (2, 6),
        (6, 2),
        (0, 5),
        (-3, 4.5),
        *(tuple(float(x) for x in rng.uniform(-10, 10, size=2)) for _ in range(3)),
    ],
    why={
        "ja": "割り算は足し算より先に計算されるので、かっこで「足したもの全体」を囲みます。`here + (there - here) / 2` と書いても同じ場所で、「半分だけ進む」という読み方になります。",
        "en": "Division comes before addition, so parentheses hold the sum together. `here + (there - here) / 2` is the same place, read as “go half of the way”.",
    },
    ja=[
        "使う計算は、足し算と割り算です。",
        "足し算を先にするには、かっこで囲みます。",
        "`return` の後ろに、「かっこの中で 2 つを足したもの」割る 2、と書きます。",
    ],
    en=[
        "You need a sum and a division.",
        "To have the sum done first, put it in parentheses.",
        "After `return`: the two added in parentheses, divided by 2.",
    ],
)


@sheet.mistake(
    half_way,
    ja="割り算が、後ろの数だけにかかっています。割り算は足し算より先に計算されます。足し算をかっこで囲みましょう。",
    en="Only the second number is divided: division comes before addition. Put the sum in parentheses.",
)
def parentheses_missing(here, there):
    return here + there / 2


@sheet.mistake(
    half_way,
    ja="2 つを足したままです。真ん中にするには、もう 1 つ計算が要ります。",
    en="This is the sum of the two. To get to the middle, one more calculation is needed.",
)
def not_halved(here, there):
    return here + there


@sheet.mistake(
    half_way,
    ja="これは、間の距離の半分です。知りたいのは、真ん中の場所です。引くのではなく足してみましょう。",
    en="This is half of the distance between them. Asked for is the place in the middle: add, don't subtract.",
)
def half_the_distance(here, there):
    return (there - here) / 2


@sheet.mistake(
    half_way,
    ja="割り切れないときの端数が消えています。割り算は `//` ではなく `/` です。",
    en="What is left over in the division has gone. Divide with `/`, not `//`.",
)
def rounded_down(here, there):
    return (here + there) // 2


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 2　長すぎる一歩を縮める（`if`）
#
# 一歩の長さ `step` が、上限 `limit` **より大きければ** `limit` を、そうでなければ `step` をそのまま返しましょう。
#
# 例：`limited(5, 3)` は `3`、`limited(2, 3)` は `2` です。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 2: Shorten a step that is too long (`if`)
#
# **If** the step `step` is greater than `limit`, return `limit`; otherwise return `step` as it is.
#
# For example, `limited(5, 3)` is `3` and `limited(2, 3)` is `2`.

# %% tags=["answer"]
def limited(step, limit):
    if step > limit:
        return limit
    return step

# %% tags=["grading"]
sheet.exercise(
    limited,
    points=1,
    inputs=lambda rng: [
        (5, 3),
        (2, 3),
        (3, 3),
        (0, 1),
        (-4, 2),
        *((float(rng.uniform(0, 10)), float(rng.uniform(0, 10))) for _ in range(4)),
    ],
    why={
        "ja": "`if` の中で `return` すると関数はそこで終わるので、`else` は要りません。最後の行まで来たのなら、`step` は上限を超えていないのです。`min(step, limit)` と書いても同じです。",
        "en": "`return` inside the `if` ends the function, so no `else` is needed: whoever gets to the last line has a step within the limit. `min(step, limit)` does the same.",
    },
    ja=[
        "「もし `step` が `limit` より大きければ」は、`if` と `>` で書けます。",
        "`if` の行の終わりには `:` をつけ、次の行を字下げして `return` を書きます。",
        "`if` の下の `return` は `limit` を返します。もう一つの `return` は、字下げを `if` とそろえて、そのあとに書きます。",
    ],
    en=[
        "“If `step` is greater than `limit`” is written with `if` and `>`.",
        "End the line of the `if` with `:`, and indent the next line, with a `return`.",
        "The `return` below the `if` gives back `limit`. One more `return` comes after it, level with the `if`.",
    ],
)


@sheet.mistake(
    limited,
    ja="大小が逆です。短い一歩のほうが `limit` にのびています。`>` の向きを確かめましょう。",
    en="It is the wrong way round: short steps are stretched to `limit`. Look at the direction of `>`.",
)
def comparison_turned(step, limit):
    if step < limit:
        return limit
    return step


@sheet.mistake(
    limited,
    ja="いつも `limit` が返っています。2 つ目の `return` には、`step` を書きましょう。",
    en="It always gives `limit`. The second `return` should give `step`.",
)
def always_the_limit(step, limit):
    return limit


@sheet.mistake(
    limited,
    ja="`step` がいつもそのまま返っています。`step` が `limit` より大きいときだけ、`limit` を返しましょう。",
    en="`step` always comes back as it is. Where it is greater than `limit`, give back `limit`.",
)
def never_limited(step, limit):
    return step


@sheet.mistake(
    limited,
    ja="長すぎる一歩が 0 になっています。止まるのではなく、`limit` の長さだけ進みましょう。",
    en="A step that is too long becomes 0 here. It should not stop but go as far as `limit`.",
)
def stopped(step, limit):
    if step > limit:
        return 0
    return step


@sheet.mistake(
    limited,
    ja="返しているのは、上限を超えた分です。上限を超えたときに返すのは、上限そのものです。",
    en="You return by how much it is over the limit. What comes back then is the limit itself.",
)
def excess_returned(step, limit):
    if step > limit:
        return step - limit
    return step


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 3　はじめから終わりまでに（リストの番号）
#
# `values` は数のリストです。**最後の値 − 最初の値**を返しましょう。リストの長さはいろいろです。
#
# 例：`change([3, 1, 7])` は 7 − 3 で `4` です。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 3: From first to last (numbers in a list)
#
# `values` is a list of numbers. Return **the last value minus the first**. Lists of all lengths may come.
#
# For example, `change([3, 1, 7])` is 7 − 3, so `4`.

# %% tags=["answer"]
def change(values):
    return values[-1] - values[0]

# %% tags=["grading"]
sheet.exercise(
    change,
    points=1,
    inputs=lambda rng: [
        ([3, 1, 7],),
        ([5, 2],),
        ([4],),
        ([0.0, 1.0, 8.0, 2.0],),
        *(([float(x) for x in rng.uniform(-5, 5, size=int(size))],) for size in rng.integers(4, 8, size=3)),
    ],
    why={
        "ja": "`values[-1]` は最後、`values[0]` は最初です。長さを数えずに両端が取れるので、リストが何個でも同じ式で「終わり − はじめ」になります。",
        "en": "`values[-1]` is the last and `values[0]` the first. Both ends are had without counting, so one formula, end minus start, serves lists of any length.",
    },
    ja=[
        "最初の値の番号は 1 ではありません。",
        "最初は番号 0、最後は番号 `-1` で取り出せます。",
        "`values[…]` を 2 つ書き、間に `-` を置きます。",
    ],
    en=[
        "The number of the first value is not 1.",
        "The first has the number 0, the last the number `-1`.",
        "Write `values[…]` twice, with a `-` between them.",
    ],
)


@sheet.mistake(
    change,
    ja="引く順序が逆です。「最後 − 最初」です。",
    en="It is the wrong way round. Take the first from the last.",
)
def turned_round(values):
    return values[0] - values[-1]


@sheet.mistake(
    change,
    ja="番号 1 は、2 つ目の値です。番号は 0 から始まります。",
    en="Number 1 is the second value: numbers start at 0.",
)
def counted_from_one(values):
    return values[-1] - values[1]


@sheet.mistake(
    change,
    ja="例の 3 つのリストなら合いますが、長さが違うと、最後の値になりません。後ろから数える番号を使いましょう。",
    en="For the list of 3 in the example this is right, but in another list it is not the last. Count from the end.",
)
def for_three_values(values):
    return values[2] - values[0]


@sheet.mistake(
    change,
    ja="これは、いちばん大きい値と、いちばん小さい値の差です。知りたいのは、最後と最初の差です。",
    en="This is the largest value minus the smallest. Asked for are the last and the first.",
)
def largest_minus_smallest(values):
    return max(values) - min(values)


@sheet.mistake(
    change,
    ja="最後の 2 つの差になっています。求めたいのは、最初から最後までの変化です。",
    en="That is the difference of the last two values. We want the change from the first to the last.",
)
def last_step_only(values):
    return values[-1] - values[-2]


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 4　2 乗して足す（`for`）
#
# リスト `values` の数を、それぞれ 2 乗（`**2`）して、全部足したものを返しましょう。空のリストなら `0` です。
#
# 例：`total_of_squares([1, 2, 3])` は 1 + 4 + 9 で `14` です。
#
# `for` の前で `total = 0` を用意し、中で足していきます。`return` は、`for` が終わってからです。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 4: Square and add up (`for`)
#
# Square each number of the list `values` (`**2`), add them all up, and return the total. For an empty list it is `0`.
#
# For example, `total_of_squares([1, 2, 3])` is 1 + 4 + 9, so `14`.
#
# Make `total = 0` before the `for`, and add inside. `return` comes when the `for` is done.

# %% tags=["answer"]
def total_of_squares(values):
    total = 0
    for value in values:
        total = total + value**2
    return total

# %% tags=["grading"]
sheet.exercise(
    total_of_squares,
    points=1,
    inputs=lambda rng: [
        ([1, 2, 3],),
        ([],),
        ([-2],),
        ([0.5, -0.5],),
        *(([float(x) for x in rng.uniform(-5, 5, size=int(size))],) for size in rng.integers(3, 6, size=3)),
    ],
    why={
        "ja": "`total` を 0 から始めるのは、0 が「足しても何も変えない数」だからです。はずれを 2 乗して足す計算は、このあと何度も、この形で出てきます。",
        "en": "`total` starts at 0 because adding 0 changes nothing. Adding up the squares of misses comes back again and again in this form.",
    },
    ja=[
        "章の `total` の表を見直しましょう。あれに、2 乗が加わっただけです。",
        "`for value in values:` の中で、`total` に `value**2` を足していきます。",
        "`return total` の字下げは、`for` の行とそろえます。中に入れると、1 周目で終わってしまいます。",
    ],
    en=[
        "Look again at the table of `total` in the chapter. This is the same, with a square.",
        "Inside `for value in values:`, add `value**2` to `total`.",
        "Indent `return total` like the `for`. Inside of it, it would end in round 1.",
    ],
)


@sheet.mistake(
    total_of_squares,
    ja="1 周目で終わっています。`return` が `for` の中に入っていませんか。字下げを `for` の行とそろえましょう。",
    en="It ends in round 1. Does `return` stand inside the `for`? Indent it like the line of the `for`.",
)
def returned_in_the_loop(values):
    total = 0
    for value in values:
        total = total + value**2
        return total
    return total


@sheet.mistake(
    total_of_squares,
    ja="最後の数の 2 乗だけが返っています。`total` に足さずに、つけ直していませんか。`total = 0` が `for` の中に入っていることもあります。",
    en="This is the square of the last number alone. Do you give `total` anew and not add to it? Or does `total = 0` stand inside the `for`?",
)
def only_the_last(values):
    total = 0
    for value in values:
        total = value**2
    return total


@sheet.mistake(
    total_of_squares,
    ja="そのまま足しています。足す前に、それぞれを 2 乗（`**2`）しましょう。",
    en="You add the numbers as they are. Square each of them (`**2`) before adding.",
)
def not_squared(values):
    total = 0
    for value in values:
        total = total + value
    return total


@sheet.mistake(
    total_of_squares,
    ja="2 乗ではなく、2 倍を足しています。2 乗は `**` と、星を 2 つ書きます。",
    en="You add twice each number, not its square. The square is written with 2 stars, `**`.",
)
def doubled(values):
    total = 0
    for value in values:
        total = total + value * 2
    return total


@sheet.mistake(
    total_of_squares,
    ja="足してから 2 乗しています。先にそれぞれを 2 乗し、それを足しましょう。",
    en="You add first and square then. Square each one first, then add.",
)
def squared_at_the_end(values):
    total = 0
    for value in values:
        total = total + value
    return total**2


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 5　いちばん近い一投（覚えておく）
#
# かごは距離 `basket` のところにあります。リスト `throws` には、投げた玉が落ちた距離が並んでいます。かごから**いちばん近い玉が、どれだけ離れていたか**を返しましょう。離れた分は、行きすぎでも手前でも正の数です（`abs` を使います）。
#
# 例：`smallest_miss([8, 4, 6.5], 5)` は `1` です。離れた分は 3、1、1.5 だからです。
#
# 「今までのいちばん」を `best` に覚えておきます。はじめは、1 つ目の玉の離れ方にしておくとよいでしょう。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 5: The nearest throw (remember)
#
# A basket stands at the distance `basket`. The list `throws` says how far the throws went. Return **how far away from the basket the nearest throw landed**. Too far or too short, the distance is positive (use `abs`).
#
# For example, `smallest_miss([8, 4, 6.5], 5)` is `1`: the throws were off by 3, 1 and 1.5.
#
# Remember the best so far in `best`. It may start as the distance of the first throw.

# %% tags=["answer"]
def smallest_miss(throws, basket):
    best = abs(throws[0] - basket)
    for throw in throws:
        miss = abs(throw - basket)
        if miss < best:
            best = miss
    return best

# %% tags=["grading"]
sheet.exercise(
    smallest_miss,
    points=2,
    inputs=lambda rng: [
        ([8, 4, 6.5], 5),
        ([9], 5),
        ([3.0, 9.0], 5.0),
        ([0.0, 9.0], 5.0),
        ([-5.0, 9.0], 5.0),
        ([1, 7, 2], 0),
        *(
            ([basket + float(d) * sign for d, sign in zip(rng.uniform(1, 5, size=4), (1, -1) * 2, strict=True)], basket)
            for basket in (float(b) for b in rng.uniform(3, 8, size=3))
        ),
    ],
    why={
        "ja": "はじめの候補を 0 ではなく最初の 1 投にするのが要です。0 から始めると、どの投球もそれより近くはならず、答えはいつも 0 になってしまいます。",
        "en": "The first candidate is the first throw, not 0: no throw comes nearer than 0, so from there the answer would always be 0.",
    },
    ja=[
        "`for throw in throws:` の中で、その玉の離れ方 `abs(throw - basket)` を計算します。",
        "離れ方が `best` より小さければ、`best` をその値につけ直します。",
        "字下げは 2 段になります。`if` は `for` の中、`best = …` は `if` の中です。`return best` は `for` とそろえます。",
    ],
    en=[
        "Inside `for throw in throws:` work out how far off this throw is, `abs(throw - basket)`.",
        "If that is less than `best`, give `best` this value.",
        "There are 2 levels of indentation: the `if` is inside the `for`, and `best = …` inside the `if`. `return best` is level with the `for`.",
    ],
)


@sheet.mistake(
    smallest_miss,
    ja="手前に落ちた玉の離れ方が、負の数のままです。負の数はいつでも「小さい」ことになります。`abs` で符号を除きましょう。",
    en="A throw that is too short gives a negative number, which always counts as “less”. Take the sign away with `abs`.",
)
def sign_kept(throws, basket):
    best = throws[0] - basket
    for throw in throws:
        if throw - basket < best:
            best = throw - basket
    return best


@sheet.mistake(
    smallest_miss,
    ja="返しているのは、いちばん近い玉が落ちた距離です。知りたいのは、かごからどれだけ離れていたかです。",
    en="You give back where the nearest throw landed. Asked for is how far from the basket that was.",
)
def the_throw_itself(throws, basket):
    best = throws[0]
    for throw in throws:
        if abs(throw - basket) < abs(best - basket):
            best = throw
    return best


@sheet.mistake(
    smallest_miss,
    ja="いちばん遠い玉になっています。`<` の向きを確かめましょう。",
    en="This is the farthest throw. Look at the direction of `<`.",
)
def farthest(throws, basket):
    best = abs(throws[0] - basket)
    for throw in throws:
        miss = abs(throw - basket)
        if miss > best:
            best = miss
    return best


@sheet.mistake(
    smallest_miss,
    ja="最後の玉の離れ方が返っています。`if` で比べてから、小さいときだけ `best` をつけ直しましょう。",
    en="This is how far off the last throw was. Compare with `if`, and change `best` only when it is less.",
)
def the_last(throws, basket):
    return abs(throws[-1] - basket)


@sheet.mistake(
    smallest_miss,
    ja="1 つ目の玉の離れ方が返っています。`return` が `for` の中に入っていませんか。`for` の行と、字下げをそろえましょう。",
    en="This is how far off the first throw was. Does `return` stand inside the `for`? Indent it like the line of the `for`.",
)
def the_first(throws, basket):
    return abs(throws[0] - basket)


@sheet.mistake(
    smallest_miss,
    ja="いつも 0 が返っています。`best` を 0 から始めると、それより小さい離れ方はありません。1 つ目の玉の離れ方から始めましょう。",
    en="It is always 0. If `best` starts at 0, nothing is less than that. Start with the first throw.",
)
def started_at_zero(throws, basket):
    best = 0
    for throw in throws:
        miss = abs(throw - basket)
        if miss < best:
            best = miss
    return best


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 6　半分、また半分（`append` と `range`）
#
# `start` から始めて、`number` 回だけ半分にします。**はじめの値も入れて**、通ってきた値を全部リストにして返しましょう。
#
# 例：`halvings(8, 3)` は `[8, 4.0, 2.0, 1.0]` です。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 6: Half, and half again (`append` and `range`)
#
# Start with `start` and halve it `number` times. Return all the values on the way as a list, **with the first one**.
#
# For example, `halvings(8, 3)` is `[8, 4.0, 2.0, 1.0]`.

# %% tags=["answer"]
def halvings(start, number):
    path = [start]
    for _ in range(number):
        start = start / 2
        path.append(start)
    return path

# %% tags=["grading"]
sheet.exercise(
    halvings,
    points=2,
    inputs=lambda rng: [
        (8, 3),
        (5, 1),
        (3, 0),
        (-1.0, 2),
        *((float(rng.uniform(1, 100)), int(number)) for number in rng.integers(2, 6, size=3)),
    ],
    why={
        "ja": "出発点を先に入れておき、くり返しの中では「半分にする、書きとめる」の順に進みます。第4章で谷を下る道すじを記録するときも、まったく同じ形になります。",
        "en": "The start is written down first; each round then halves and writes down. In chapter 4 the path down a valley is recorded in just this form.",
    },
    ja=[
        "まず、はじめの値だけが入ったリスト `path = [start]` を作ります。",
        "`for round_number in range(number):` のようにくり返し、中で半分にして、`path.append(…)` で足します。",
        "中の行は 2 つです。「`start` を 2 で割った値に、`start` とつけ直す」「それを `path` に足す」。最後に `path` を返します。",
    ],
    en=[
        "First make a list with only the first value in it: `path = [start]`.",
        "Repeat with something like `for round_number in range(number):`; inside, halve and add with `path.append(…)`.",
        "There are 2 lines inside: give the name `start` to `start` divided by 2, and append it to `path`. In the end give back `path`.",
    ],
)


@sheet.mistake(
    halvings,
    ja="はじめの値が入っていません。`path` は `[start]` から始めましょう。",
    en="The first value is not there. Let `path` begin as `[start]`.",
)
def start_left_out(start, number):
    path = []
    for _ in range(number):
        start = start / 2
        path.append(start)
    return path


@sheet.mistake(
    halvings,
    ja="1 回少ないようです。`range(number)` は、ちょうど `number` 回くり返します。",
    en="There is 1 round too few. `range(number)` goes round exactly `number` times.",
)
def one_too_few(start, number):
    return [start / 2**k for k in range(max(number, 1))]


@sheet.mistake(
    halvings,
    ja="1 回多いようです。`range(number)` は、ちょうど `number` 回くり返します。",
    en="There is 1 round too many. `range(number)` goes round exactly `number` times.",
)
def one_too_many(start, number):
    return [start / 2**k for k in range(number + 2)]


@sheet.mistake(
    halvings,
    ja="最後の値だけが返っています。通ってきた値を `append` でリストに残し、リストを返しましょう。",
    en="This is the last value alone. Keep the values in a list with `append`, and give back the list.",
)
def only_the_last_value(start, number):
    return start / 2**number


@sheet.mistake(
    halvings,
    ja="2 つ目から先が、どれも同じ値です。半分にした値に、`start` とつけ直していますか。",
    en="From the second on, all values are the same. Is the name `start` given to the halved value?",
)
def halved_only_once(start, number):
    return [start] + [start / 2] * number


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 7　平均より大きいもの（NumPy の配列）
#
# `values` は NumPy の配列です。**平均より大きい値だけ**を、配列で返しましょう。`for` は要りません。
#
# 例：`above_mean(np.array([1, 2, 6]))` は `array([6])` です。平均は 3 です。
#
# 平均は `np.mean(values)` です。比べてできる `True` と `False` の列を、`values[…]` に入れます。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 7: Above the mean (NumPy arrays)
#
# `values` is a NumPy array. Return an array with **only those values that are greater than the mean**. No `for` is needed.
#
# For example, `above_mean(np.array([1, 2, 6]))` is `array([6])`: the mean is 3.
#
# The mean is `np.mean(values)`. Put the row of `True` and `False` that a comparison gives into `values[…]`.

# %% tags=["answer"]
def above_mean(values):
    return values[values > np.mean(values)]

# %% tags=["grading"]
sheet.exercise(
    above_mean,
    points=1,
    inputs=lambda rng: [
        (np.array([1, 2, 6]),),
        (np.array([1.0, 2.0, 3.0]),),
        (np.array([4.0, 4.0]),),
        (np.array([-5.0, -1.0]),),
        (np.array([-5.0, 0.0, 1.0, 9.0]),),
        *((rng.uniform(-10, 10, size=int(size)),) for size in rng.integers(4, 8, size=3)),
    ],
    why={
        "ja": "`values > np.mean(values)` は True と False の並びで、それを角かっこに入れると True のところだけが残ります。`for` で一つずつ調べるより短く、大きな配列でも速く動きます。",
        "en": "`values > np.mean(values)` is a row of True and False; between brackets it keeps the places with True. That is shorter than a `for` loop, and fast for large arrays.",
    },
    ja=[
        "まず、`values` と平均を `>` で比べます。それだけで、`True` と `False` の列ができます。",
        "その列を、`values[…]` の角かっこの中に入れます。",
        "`return` の後ろは `values[` で始まり、中で `values` と `np.mean(values)` を比べます。",
    ],
    en=[
        "First compare `values` with the mean, using `>`. That alone gives a row of `True` and `False`.",
        "Put that row into the square brackets of `values[…]`.",
        "After `return` comes `values[`, and inside, `values` is compared with `np.mean(values)`.",
    ],
)


@sheet.mistake(
    above_mean,
    ja="`True` と `False` の列が返っています。それを `values[…]` に入れて、値を取り出しましょう。",
    en="This is the row of `True` and `False`. Put it into `values[…]` to take the values out.",
)
def the_mask_itself(values):
    return values > np.mean(values)


@sheet.mistake(
    above_mean,
    ja="平均より小さい値が返っています。比べる向きを確かめましょう。",
    en="These are the values less than the mean. Look at the direction of the comparison.",
)
def below(values):
    return values[values < np.mean(values)]


@sheet.mistake(
    above_mean,
    ja="平均とちょうど同じ値も入っています。「より大きい」は `>=` ではなく `>` です。",
    en="Values equal to the mean are there too. “Greater than” is `>`, not `>=`.",
)
def equal_too(values):
    return values[values >= np.mean(values)]


@sheet.mistake(
    above_mean,
    ja="平均ではなく、0 より大きい値を取り出しています。`np.mean(values)` と比べましょう。",
    en="These are the values greater than 0. Compare with the mean, `np.mean(values)`.",
)
def above_zero(values):
    return values[values > 0]


@sheet.mistake(
    above_mean,
    ja="返っているのは、いくつあるかです。知りたいのは、その値そのものです。",
    en="This is how many there are. Asked for are the values themselves.",
)
def counted_how_many(values):
    return np.sum(values > np.mean(values))


# %% [markdown] lang="ja" tags=["E0"]
# ## 問題 8　機械に 2 度通す（関数を受け取る）
#
# 関数 `f` と、値 `x` を受け取ります。`x` を `f` に入れ、出てきた値を**もう一度** `f` に入れて、その答えを返しましょう。
#
# 例：`f` が「10 を足す」関数 `lambda x: x + 10` なら、`twice_through(f, 1)` は `21` です。1 → 11 → 21 となるからです。
# %% [markdown] lang="en" tags=["E0"]
# ## Exercise 8: Twice through the machine (a function is handed in)
#
# You are given a function `f` and a value `x`. Put `x` into `f`, put what comes out into `f` **once more**, and return that answer.
#
# For example, if `f` is `lambda x: x + 10`, the function that adds 10, then `twice_through(f, 1)` is `21`: it goes 1 → 11 → 21.

# %% tags=["answer"]
def twice_through(f, x):
    first = f(x)
    return f(first)

# %% tags=["grading"]
sheet.exercise(
    twice_through,
    points=1,
    inputs=lambda rng: [
        (Code("lambda x: x + 10"), 1),
        (Code("lambda x: x ** 2"), 3),
        (Code("lambda x: x / 2 - 1"), float(rng.uniform(-10, 10))),
        (Code("lambda x: 3 * x + 5"), float(rng.uniform(-10, 10))),
        (Code("lambda x: x ** 2 - 4 * x"), float(rng.uniform(-3, 3))),
    ],
    why={
        "ja": "内側の結果に `first` と名前を付けたので、計算の順に上から読めます。`f(f(x))` と 1 行に書いても同じで、関数を重ねるこの形が、第5章の連鎖律で主役になります。",
        "en": "The inner result has a name, `first`, so it reads from top to bottom in the order of computing. `f(f(x))` is the same on one line; such nested functions are what the chain rule of chapter 5 is about.",
    },
    ja=[
        "1 度目の答えは `f(x)` です。",
        "それに `first` のような名前をつけておきましょう。",
        "その名前を、もう一度 `f(…)` のかっこの中に入れて返します。",
    ],
    en=[
        "The first answer is `f(x)`.",
        "Give it a name, such as `first`.",
        "Put that name into the parentheses of another `f(…)`, and give it back.",
    ],
)


@sheet.mistake(
    twice_through,
    ja="1 度しか通していません。出てきた値を、もう一度 `f` に入れましょう。",
    en="It went through only once. Put what came out into `f` again.",
)
def only_once(f, x):
    return f(x)


@sheet.mistake(
    twice_through,
    ja="出てきた値を 2 倍しています。掛けるのではなく、その値をもう一度 `f` に入れましょう。",
    en="What came out is multiplied by 2. Don't multiply: put it into `f` again.",
)
def doubled_after(f, x):
    return 2 * f(x)


@sheet.mistake(
    twice_through,
    ja="入れる前に `x` を 2 倍しています。`f` には、はじめ `x` をそのまま入れます。",
    en="`x` is multiplied by 2 before it goes in. Put `x` into `f` as it is at first.",
)
def doubled_before(f, x):
    return f(2 * x)


@sheet.mistake(
    twice_through,
    ja="出てきた値どうしを掛けています。2 度目は、1 度目に出てきた値を `f` に入れます。",
    en="What came out is multiplied by itself. The second time, what came out the first time goes into `f`.",
)
def squared_after(f, x):
    return f(x) * f(x)

# %% [markdown] lang="ja"
# ## ここまでできたら
#
# 全部に `✓` がつきましたか。それなら、この教材の本道を歩く準備はできています。残っていても、先へ進んでかまいません。あとで戻ってくれば、きっと前より易しく見えます。
#
# [第1章　勾配とは？　まずは身近なたとえから](../../notebooks/ja/01_what_is_a_gradient.ipynb)へ進みましょう。
# %% [markdown] lang="en"
# ## When you are done
#
# Is there a `✓` at all of them? Then you are ready for the main road of this course. If some are left, go on all the same: when you come back they will look easier.
#
# On to [chapter 1: What is a gradient? Everyday analogies](../../notebooks/en/01_what_is_a_gradient.ipynb).
