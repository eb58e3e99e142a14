# %% [markdown] lang="ja"
# # 第3章　勾配を計算する
#
# この章の本道は 30 分ほどです。使うのは、足し算、引き算、掛け算、割り算だけです。3.2 で新しい記号 f(x) と ∂ が出てきます。そこがこの章でいちばん険しいところなので、ゆっくり歩きましょう。
# %% [markdown] lang="en"
# # Chapter 3: Computing a gradient
#
# The main road of this chapter takes about 30 minutes. All you need is to add, subtract, multiply and divide. In 3.2 you meet two new signs, f(x) and ∂. That is the steepest part of the chapter, so take your time there.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("03")

# %% [markdown] lang="ja"
# 身長から体重を予測する式を考えます。**体重 = a × 身長 + b**。今は a = 0.5、b = 10 です。
# 身長 170 cm、体重 65 kg の人がいます。この式の予測は、ずっと重すぎます。
#
# 予想を選ぶと、a と b を動かすスライダーが現れます。左はその人と直線です。オレンジ色の線が**はずれ**（予測と本当の体重の差）です。
# 右の地図では、場所が (a, b) の組、色が E（はずれを 2 乗した数）の大きさです。色が濃いほど E は小さくなります。
#
# 比べたあとで、a を 0.1 動かすのと b を 0.1 動かすのとでは、どちらが直線を大きく動かすかも、見ておきましょう。
# %% [markdown] lang="en"
# Here is a formula that predicts weight from height: **weight = a × height + b**. For now a = 0.5 and b = 10.
# A person is 170 cm tall and weighs 65 kg. The formula predicts far too much.
#
# Choose a prediction, and sliders for a and b appear. On the left you see the person and the line; the orange stroke is the **miss**, the difference between the prediction and the true weight.
# On the map on the right each place is a pair (a, b), and its colour is E, the square of the miss: the darker, the smaller.
#
# When you have compared, see too which moves the line more, changing a by 0.1 or changing b by 0.1.

# %% tags=["W3.2"]
from course_lib.controls.line_fit import LineFitControl
from course_lib.controls.prediction import predict

predict("chapter03.predict_a", LineFitControl())

# %% [markdown] lang="ja"
# **地図の矢印の読み方**　朱色の矢印が、この章の主役である**勾配**です。E が**いちばん急に増える**向きを指します。E を減らすには、その反対へ進みます。
#
# - 向きは、地図の目盛りどおりです。横の 1 目盛りは kg/cm、縦の 1 目盛りは kg と単位が違うので、矢印は等高線と直角には見えません。
# - 長さは、勾配の大きさそのものではありません。大きさの違いが何万倍にもなるため、**勾配が 10 倍になるごとに、同じ長さだけ伸びる**ように描いています。
#
# 矢印がほとんど真横を向いていることに気づきましたか。なぜなのかは、この章の終わりまでに分かります。
#
# ## 3.1　身長と体重
#
# まず、この式がどれだけはずれているかを計算します。
# %% [markdown] lang="en"
# **How to read the arrow on the map.** The vermilion arrow is what this chapter is about: the **gradient**. It points where E **grows fastest**. To make E smaller, go the opposite way.
#
# - Its direction is true to the map's two scales. They have different units, kg/cm across and kg upward, so the arrow does not look perpendicular to the contours.
# - Its length is not the size of the gradient itself. Sizes differ by factors of thousands, so the arrow is drawn **longer by the same amount each time the gradient grows by a factor of 10**.
#
# Did you notice that the arrow points almost straight sideways? By the end of this chapter you will know why.
#
# ## 3.1 Height and weight
#
# First, compute how far off the formula is.

# %%
import numpy as np

from course_lib.ground.regression import predict_weight, squared_error

a, b = 0.5, 10
height, weight = 170, 65

prediction = predict_weight(a, b, height)
miss = prediction - weight
E = squared_error(prediction, weight)
print(f"0.5 × 170 + 10 = {prediction:.0f} kg,   {prediction:.0f} − {weight} = {miss:.0f} kg,   E = {E:.0f}")

# %% [markdown] lang="ja"
# 予測は 95 kg、はずれは 30 kg。大きすぎます。
#
# はずれには、重すぎる（＋）と軽すぎる（−）があります。どちらも同じように「悪い」と数えたいので、2 乗します。これを**誤差**と呼び、E と書きます。
#
# $$E = (\text{予測} - \text{正解})^2$$
#
# 今は 30² = 900 です。
#
# **言葉をそろえておきましょう。** この教材のもとになった記事では、30 kg のほうを「誤差」と呼んでいます。この教材では、30 kg を「はずれ」、2 乗した 900 を「誤差」と呼び分けます。この 2 つだけ覚えれば、先へ進めます。
#
# 教科書では、ほかの呼び名にも出会います。誤差を**損失**（loss）と呼び、a と b から誤差を計算する式を**損失関数**と呼ぶことが多くあります。たくさんのデータの平均を**コスト関数**、小さく（または大きく）したい関数をまとめて**目的関数**ということもあります。この章では、どれも「小さいほどよい数」です。
#
# 式に手を入れられる場所は a と b の 2 か所。学習で調整する、こういう数を**パラメーター**と呼びます。
# **勾配の役目は、a をどう変えるべきか、b をどう変えるべきかを教えること**です。
#
# ではどうすれば分かるでしょう。いちばん素朴な方法があります。**少し変えてみて、誤差がどれくらい変わるかを見る**のです。
#
# （次のセルの `words(…)` は、計算した数を文にはめこむ、この教材の道具です。`change_a = …` と `change_b = …` の 2 行が読めれば十分です。）
# %% [markdown] lang="en"
# The prediction is 95 kg and the miss is 30 kg: far too much.
#
# A miss may be too heavy (+) or too light (−). Both should count as bad, so we square it. The square is called the **error** and written E:
#
# $$E = (\text{prediction} - \text{target})^2$$
#
# Here it is 30² = 900.
#
# **A word about words.** The article on which this course is based calls the 30 kg the “error”. This course calls the 30 kg the miss, and its square, 900, the error. These two are all you need.
# Textbooks often call the error the **loss**, and the formula that works it out from a and b the **loss function**. Its mean over many data is also called the **cost function**, and whatever is to be made small (or large) the **objective function**. In this chapter all of them are numbers that should be small.
#
# There are two places where the formula can be changed: a and b. Such numbers, which learning adjusts, are called **parameters**.
# **The gradient's job is to say how to change a, and how to change b.**
#
# How could we find out? There is a plain way: **change a parameter a little and see how much the error changes.**
#
# (`words(…)` in the cell below is a tool of this course that puts computed numbers into a sentence. It is enough if you can read the 2 lines `change_a = …` and `change_b = …`.)

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter03.quiz_nudge")


# %%
from course_lib.words.catalogue import words


def error(a, b):
    return squared_error(predict_weight(a, b, height), weight)


for nudge in [0.1, 0.01, 0.001, 0.0001]:
    change_a = error(a + nudge, b) - error(a, b)
    change_b = error(a, b + nudge) - error(a, b)
    print(words(
        "chapter03.nudged", nudge=nudge,
        change_a=change_a, rate_a=change_a / nudge, change_b=change_b, rate_b=change_b / nudge,
    ))

# %% [markdown] lang="ja"
# 「÷」の右の答え、つまり「E の変化 ÷ 動かした量」を、上から下へ見てください。a では **10,200** に、b では **60** に近づいていきます。この 2 つの数の組が勾配です。
#
# - **符号**：どちらもプラス。a を増やすと誤差が増え、b を増やしても誤差が増えます。だから、どちらも減らすのが正解です。
# - **大きさ**：a のほうが 170 倍も効きます。a は身長 170 に掛かっているからです。
#
# 10,200 は「誤差が 10,200 増える」という意味ではありません。「a を 1 増やすとしたら、その**割合**で増える」という意味です。時速 60 km の車が、必ず 60 km 走るわけではないのと同じです。
# a を 0.001 だけ増やすと、およそ 10,200 × 0.001 ≒ 10 増えます。上の表の 3 行目で確かめてみましょう。
#
# ここまで読めたら、この章の中心はもう分かっています。あとは、今したことに名前を付け、楽に計算する方法を見つけるだけです。
# %% [markdown] lang="en"
# Look at what comes out after “÷”, the change of E divided by the nudge, from top to bottom. For a it approaches **10,200**, for b **60**. This pair of numbers is the gradient.
#
# - **Signs**: both are positive. The error grows when a grows, and it grows when b grows. So both should shrink.
# - **Sizes**: a matters 170 times as much, because it is multiplied by the height, 170.
#
# 10,200 does not mean that the error rises by 10,200. It is a **rate**: so much for each 1 that a would grow. A car at 60 km/h need not go 60 km either. Raise a by only 0.001 and the error rises by about 10,200 × 0.001 ≈ 10. Check it in the third line above.
#
# If you have followed so far, you have the heart of this chapter. What is left is to give a name to what you did, and to find an easier way to compute it.

# %% [markdown] lang="ja"
# ## 3.2　微分：ある点での変化の割合
#
# 今したことには名前があります。**微分**（びぶん）です。微分とは、ある点での「変化の割合」を計算すること。
# 図では**接線**（その点で曲線にぴったり沿う直線）の傾きです。
#
# **記号を 1 つ覚えましょう。** 数を入れると数が出てくる計算を**関数**といい、よく f と書きます。f に x を入れたとき出てくる数が **f(x)** です。f と x の掛け算ではありません。
# たとえば f(x) = x² なら、f(3) = 3² = 9、f(1) = 1² = 1 です。場所を少しだけずらして x + h にすれば、**f(x + h)** になります。x = 1、h = 0.1 なら、f(1.1) = 1.1² = 1.21 です。
#
# 2 つの場所の値が分かれば、その間の変化の割合が出ます。
#
# $$\frac{f(x + h) - f(x)}{h} = \frac{1.21 - 1}{0.1} = 2.1$$
#
# これを**差分商**といいます。図でいえば、曲線の上の 2 点を結ぶ直線（**割線**、かっせん）の傾きです。
#
# **予想**：h を 0.1 から 0.01、0.001 と小さくすると、2.1 はどんな数に近づくでしょうか。
# %% [markdown] lang="en"
# ## 3.2 The derivative: the rate of change at a point
#
# What we did has a name. The **derivative** is the rate of change at one point.
# In a picture it is the slope of the **tangent**, the straight line that hugs the curve there.
#
# **Here is a new sign.** A calculation that takes a number and gives a number is called a **function**, and often written f. What f gives for x is written **f(x)**. That is not f times x.
# With f(x) = x², for example, f(3) = 3² = 9 and f(1) = 1² = 1. A little farther on, at x + h, it is **f(x + h)**: with x = 1 and h = 0.1 that is f(1.1) = 1.1² = 1.21.
#
# The values at two places give the rate of change between them:
#
# $$\frac{f(x + h) - f(x)}{h} = \frac{1.21 - 1}{0.1} = 2.1$$
#
# This is called a **difference quotient**. In a picture it is the slope of a **secant**, the straight line through two points of the curve.
#
# **Predict**: as h goes from 0.1 to 0.01 and 0.001, which number does 2.1 approach?

# %%
def square(x):
    return x**2


for h in [1, 0.1, 0.01, 0.001]:
    print(f"h = {h:<6} ({square(1 + h):.6f} − {square(1)}) ÷ {h:<6} = {(square(1 + h) - square(1)) / h:.3f}")

# %%
from course_lib.plots.secants import secants

secants(square, x=1, distances=[2, 1, 0.3], slope=2)

# %% [markdown] lang="ja"
# h を小さくすると、割線は接線に近づき、傾きは **2** に近づきます。この 2 が、x = 1 での x² の微分です。同じことを x = 3 ですると 6、x = 5 ですると 10 になります。x² の微分は、いつも 2 × x なのです。
#
# 右隣だけでなく、両隣を見る方法もあります。f(x + h) と f(x − h) の差を、2 点の間の距離 2h で割るのです。これを**中心差分**といいます。
#
# $$\frac{f(x + h) - f(x - h)}{2h} = \frac{1.1^2 - 0.9^2}{0.2} = \frac{1.21 - 0.81}{0.2} = 2$$
#
# h = 0.1 でも、もう 2 になりました。左右の曲がりが打ち消し合うので、片側だけを見るより正確なのです。この教材では、中心差分を h = 0.00001 で使います。
# もっと小さくしないのには、わけがあります（章の終わりの「もっと知りたい人へ」）。
#
# ### 車の速度メーター
#
# 微分は、毎日の生活の中にもあります。
#
# | 微分するもの | 何について | 微分 |
# | --- | --- | --- |
# | 車の位置 | 時間 | 速さ（速度メーターの値） |
# | 車の速さ | 時間 | 加速度（背中がシートに押される強さ） |
# | 誤差 E | パラメーター | **勾配** |
#
# 本当に速度メーターは位置の微分でしょうか。60 秒の走行記録で確かめましょう。1 秒に 10 回、位置と速度メーターと加速度計の値が記録されています。
# **正直に言うと、これは本物の車の記録ではなく、ランダムな数（乱数）を混ぜて作った模擬データです**（`course_lib/data/drive.py`）。位置には 2 cm ほどの測定のずれを混ぜ、速度メーターは 1 km/h 単位に丸めてあります。
#
# （本物の速度メーターは、国際的な規則（国連規則第 39 号）により、実際より少し速く示すことは許されますが、遅く示すことは許されません。この模擬データにはそのずれを入れていません。）
#
# 計算は中心差分です。ある時刻の前と後の値の差を、時間の差で割ります。
# %% [markdown] lang="en"
# As h shrinks the secant approaches the tangent, and its slope approaches **2**. This 2 is the derivative of x² at x = 1. The same at x = 3 gives 6, and at x = 5 it gives 10: the derivative of x² is always 2 × x.
#
# You can also look at both neighbours and not at one alone: take the difference of f(x + h) and f(x − h), and divide it by 2h, the distance between them. That is the **central difference**:
#
# $$\frac{f(x + h) - f(x - h)}{2h} = \frac{1.1^2 - 0.9^2}{0.2} = \frac{1.21 - 0.81}{0.2} = 2$$
#
# Even with h = 0.1 it is 2. The bends on both sides cancel, so it is more exact than looking one way. This course uses the central difference with h = 0.00001.
# Why not a smaller h? There is a reason for it (“If you want to know more”, at the end of the chapter).
#
# ### The speedometer of a car
#
# You meet derivatives every day.
#
# | of what | with respect to | the derivative |
# | --- | --- | --- |
# | a car's position | time | its speed (what the speedometer shows) |
# | a car's speed | time | its acceleration (how hard the seat pushes your back) |
# | the error E | the parameters | **the gradient** |
#
# Is the speedometer really the derivative of position? Let us check it on a drive of 60 seconds. It holds the position, the speedometer and an accelerometer, 10 readings of each in one second.
# **To be honest: this is no real car's record but a simulation with random numbers mixed in** (`course_lib/data/drive.py`). Positions are off by about 2 cm, and the speedometer is rounded to whole km/h, steps of 1.
# (A real speedometer may show a little more than the true speed, but by UN Regulation No. 39 never less. The simulation leaves that out.)
#
# We use the central difference: the value some time later minus the value some time before, divided by the time between.

# %% tags=["folded"]
# ja: 走行記録を作り、位置の変化の割合を速度メーターと比べるコードです。読まなくてもかまいません。
# en: Makes a drive; compares the position's rate of change with the speedometer. You need not read it.
from course_lib import claim, course_seed
from course_lib.data.drive import KMH, drive

record = drive(np.random.default_rng(course_seed()))


def rate_of_change(values, times, k):
    # ja: k 個あとの値と k 個前の値の差を、時間の差で割る。
    # en: The value k samples later minus the value k samples before, over the time between.
    return (values[2 * k :] - values[: -2 * k]) / (times[2 * k :] - times[: -2 * k])


speed_misses = {}
for k in [1, 2, 3, 5, 10, 20, 40]:
    speed = rate_of_change(record.position, record.time, k)
    speed_misses[k] = np.mean(np.abs(speed - record.speedometer[k:-k])) / KMH
    print(words("chapter03.looked", seconds=k / 10, miss=speed_misses[k]))

# %% [markdown] lang="ja"
# 前後に見る時間と、速度メーターとの平均のずれです。上から下へ、ずれは小さくなってから、また大きくなります。見る時間が短すぎると位置の測定のずれが効き、長すぎるとその間に速さが変わってしまうからです。
#
# 速さは ± 0.3 秒、加速度は ± 1 秒で計算して、計器の値と重ねてみます。加速度の単位 m/s² は、「1 秒ごとに、秒速が何 m 変わるか」です。2 m/s² なら、秒速 10 m の車が、1 秒後には秒速 12 m になります。
# %% [markdown] lang="en"
# Each line shows how far to look either way and how far off the speedometer the result is on average. From top to bottom it first falls, then rises again. Look too briefly, and the errors of the positions spoil the result; look too long, and the speed changes meanwhile.
#
# Let us take ± 0.3 s for the speed and ± 1 s for the acceleration, and lay them over what the instruments say. The unit of acceleration, m/s², is by how many m/s the speed changes in a second: at 2 m/s² a car that does 10 m/s does 12 m/s a second later.

# %% tags=["folded"]
# ja: 計算した速さと加速度を、計器の値に重ねて描くコードです。読まなくてもかまいません。
# en: Draws the computed speed and acceleration over what the instruments say. You need not read it.
from course_lib.plots.drive import drive_picture

speed = rate_of_change(record.position, record.time, 3)
acceleration = rate_of_change(record.speedometer, record.time, 10)
drive_picture(record, (record.time[3:-3], speed), (record.time[10:-10], acceleration))

# %% tags=["C3.2"]
acceleration_miss = np.mean(np.abs(acceleration - record.accelerometer[10:-10]))
claim(
    "C3.2",
    "holds",
    [
        speed_misses[3] < 0.5,
        acceleration_miss < 0.2,
        min(speed_misses.values()) < min(speed_misses[1], speed_misses[40] / 5),
    ],
    speed_miss=speed_misses[3],
    top_speed=record.speedometer.max() / KMH,
    acceleration_miss=acceleration_miss,
    hardest=np.abs(acceleration).max(),
    shortest=speed_misses[1],
    best=min(speed_misses.values()),
    longest=speed_misses[40],
)

# %% [markdown] lang="ja"
# 上の枠は、これまでの章と同じく、**主張**を数で確かめたものです。数だけを読んで先へ進んでかまいません。
#
# ### 誤差の勾配
#
# 表の 3 行目に進みましょう。ディープラーニングでは、微分するのは誤差 E、動かすのはパラメーター w です。
#
# $$\text{勾配} = \frac{\partial E}{\partial w}$$
#
# ∂ は「ラウンド」や「デル」と読みます。∂E/∂w は「**ほかは止めたまま、w だけを少し動かしたとき、E がどんな割合で変わるか**」です（**偏微分**）。
# 難しそうに見えますが、この章の最初にしたことと同じです。パラメーターを少し変えたら、誤差がどれくらい変わるか。それだけです。
#
# E = (a × 身長 + b − 体重)² なら、少しずつ動かさなくても式で計算できます。はずれを e = a × 身長 + b − 体重 と書くと（第2章の練習問題に出てきた e、約 2.718 とは別のものです）、
#
# $$\frac{\partial E}{\partial a} = 2 \times e \times \text{身長}, \qquad \frac{\partial E}{\partial b} = 2 \times e$$
#
# - **2 × e** は、E = e² から来ます。x² の微分は 2 × x でした。はずれが 30 なら、2 × 30 = 60 になります。
# - **× 身長** は、a を 1 動かすと予測が身長の分、つまり 170 動くから付きます。b を 1 動かしても、予測は 1 しか動きません。
#
# **数を入れると**、はずれ e は 30、身長は 170 なので、∂E/∂a = 2 × 30 × 170 = **10,200**、∂E/∂b = 2 × 30 = **60**。表で近づいていった 2 つの数です。
#
# 「E がどれだけ変わるか」を「予測がどれだけ動くか」との掛け算で求めました。第5章の**連鎖律**は、これを何段にも重ねたものです。
#
# 式の答えと、少しずつ動かした答え（中心差分）を並べてみましょう。
# %% [markdown] lang="en"
# The box above is, as in the chapters before, a **claim** tested by numbers. You may read the numbers and go on.
#
# ### The gradient of the error
#
# Now for the third row of the table. In deep learning what we differentiate is the error E, and what we move is a parameter w:
#
# $$\text{gradient} = \frac{\partial E}{\partial w}$$
#
# The sign ∂ is a rounded d, read “partial” or “del”. **∂E/∂w is the rate at which E changes when only w moves a little and all else stays still** (a **partial derivative**).
# It may look hard, but it is what we did at the beginning: change a parameter a little, and see how much the error changes. That is all.
#
# For E = (a × height + b − weight)² there is a formula, so that we need not nudge. Call the miss e = a × height + b − weight (it has nothing to do with the e of about 2.718 in the exercises of chapter 2). Then
#
# $$\frac{\partial E}{\partial a} = 2 \times e \times \text{height}, \qquad \frac{\partial E}{\partial b} = 2 \times e$$
#
# - **2 × e** comes from E = e². The derivative of x² was 2 × x. When the miss is 30, it is 2 × 30 = 60.
# - **× height** is there because moving a by 1 moves the prediction by the height, 170. Moving b by 1 moves it by 1 only.
#
# **In numbers**: the miss e is 30 and the height 170, so ∂E/∂a = 2 × 30 × 170 = **10,200** and ∂E/∂b = 2 × 30 = **60**. They are the two numbers that the table approached.
#
# We multiplied “how much E changes” with “how much the prediction moves”. The **chain rule** of chapter 5 is this, over many stages.
#
# Here is what the formula gives, beside what nudging (the central difference) gives.

# %% tags=["folded"]
# ja: 勾配を、式と、少しずつ動かす方法とで求めるコードです。読まなくてもかまいません。
# en: Finds the gradient by the formula and by nudging. You need not read it.
from course_lib.ground.regression import squared_error_gradient
from course_lib.slopes.differentiation import numerical_gradient

slope_a, slope_b = squared_error_gradient(a, b, height, weight)
nudged_a, nudged_b = numerical_gradient(lambda p: error(p[0], p[1]), [a, b])
print(words("chapter03.by_formula", a=slope_a, b=slope_b))
print(words("chapter03.by_nudging", a=nudged_a, b=nudged_b))

# %% [markdown] lang="ja"
# 一致しました。下の行のやり方（**数値微分**）なら、公式を知らない関数でも勾配が分かります。
#
# ここまでで、いちばん険しいところは終わりです。
#
# ### たとえの限界
#
# 速度メーターのたとえは便利ですが、そのままではない点が 3 つあります。
#
# 1. **針が 1 本ではありません。** 速度メーターの示す数は 1 つですが、勾配はパラメーターと同じ数だけあります。今は 2 本、本物のネットワークでは何百万本、何十億本にもなります。
# 2. **時間ではなく、パラメーターについての割合です。** 車は止めておいても時間が進みます。パラメーターは、こちらが動かさない限り動きません。
# 3. **増えるのは、うれしくないものです。** 針がプラスなら、その向きは誤差が増える向き。だから針と反対に動かします。
#
# ## 3.3　15 行の表
#
# 1 人だけなら、はずれをゼロにする直線は何本もあります（最初の地図の緑の線の上は、どこも E = 0 でした）。今度は、表に合わせましょう。
# 30〜39 歳のアメリカの女性の、身長別の平均体重です（*The World Almanac and Book of Facts*, 1975。統計ソフト R に入っているデータ `women`）。インチとポンドを cm と kg に直してあります。
# %% [markdown] lang="en"
# They agree. Done as in the lower line (**numerical differentiation**), you get the gradient even of a function whose formula you don't know.
#
# The steepest part is behind you.
#
# ### Where the analogy breaks
#
# The speedometer is a useful picture, but in three ways a gradient is different.
#
# 1. **It has more than one needle.** A speedometer shows one number; a gradient has as many as there are parameters. Here there are two, in a real network millions or billions.
# 2. **It is a rate for each step of a parameter, not per second.** Time goes on by itself. A parameter moves only when we move it.
# 3. **What grows is unwelcome.** A positive needle says that the error grows that way. So we move against the needle.
#
# ## 3.3 A table of 15 rows
#
# For a single person many lines have no miss at all (along the green line of the first map E was 0 everywhere). Now let us fit a table:
# average weights of American women aged 30 to 39 by height (*The World Almanac and Book of Facts*, 1975; in the statistics program R it is the data set `women`), converted from inches and pounds to cm and kg.

# %% tags=["folded"]
# ja: 15 行の表を取り出し、線の予測とともに出すコードです。読まなくてもかまいません。
# en: Fetches the table of 15 rows and shows it with what the line predicts. You need not read it.
from course_lib.data.heights_and_weights import heights_and_weights

heights, weights = heights_and_weights()
for one_height, one_weight in zip(heights, weights, strict=True):
    print(f"{one_height:6.1f} cm  {one_weight:5.1f} kg   0.5 × {one_height:.1f} + 10 = {predict_weight(0.5, 10, one_height):5.1f} kg")

# %% [markdown] lang="ja"
# 誤差は、15 行の「はずれの 2 乗」の**平均**にします。勾配も、15 個の勾配の平均です。
#
# **やってみましょう**：E をできるだけ小さくしてください。
#
# 1. 出発点から、**a だけ**を動かして。
# 2. 出発点に戻して、**b だけ**を動かして。
# 3. **両方**を動かして（緑の星を目指します）。谷の底に着いたあと、矢印の長さと向きはどうなりますか。
# %% [markdown] lang="en"
# The error is now the **mean** of the 15 squared misses, and the gradient the mean of the 15 gradients.
#
# **Try it**: make E as small as you can,
#
# 1. from the start, moving **a alone**;
# 2. back at the start, moving **b alone**;
# 3. moving **both** (toward the green star). Once you are on the valley floor, what happens to the arrow's length and direction?

# %% tags=["W3.2"]
from course_lib.controls.line_fit import LineFitControl

LineFitControl(table=True)

# %% [markdown] lang="ja"
# 手でやってみると、谷に沿って進むのはとても面倒です。a を少し動かすたびに、b を逆に大きく動かし直さなければなりません。
#
# コンピューターにも同じことが起こります。勾配の反対へ少しずつ進ませてみましょう（この方法は、次の章でくわしく学びます）。比べるのは 2 つです。
#
# - 身長を **cm のまま**使う。
# - 身長を**標準化**して使う。つまり平均を引き、標準偏差（散らばりの大きさ）で割る。この表では、平均が約 165 cm、標準偏差が約 11 cm です。だから、176 cm は (176 − 165) ÷ 11 = 1 に、154 cm は −1 になります。
#
# 歩幅は、どちらも同じ決め方にします。
# %% [markdown] lang="en"
# By hand, walking along the valley is tiresome: each time a moves a little, b has to be moved back a lot.
#
# A computer has the same trouble. Let it walk against the gradient in small steps (the next chapter is about this method). Compare two ways:
#
# - with the heights in **raw centimetres**;
# - with **standardized** heights: minus their mean, divided by their standard deviation (how widely they spread). In this table the mean is about 165 cm and the standard deviation about 11 cm, so 176 cm becomes (176 − 165) / 11 = 1, and 154 cm becomes −1.
#
# The length of the steps follows the same rule in both.

# %% tags=["folded"]
# ja: 2 通りの身長で、勾配の反対へ歩かせて描くコードです。読まなくてもかまいません。
# en: Walks against the gradient with both kinds of heights and draws the paths. You need not read it.
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.plots.standardized_valley import standardized_valley_picture
from course_lib.ground.regression import (
    condition_number,
    least_squares,
    mean_squared_error,
    mean_squared_error_gradient,
    mean_squared_error_hessian,
    standardize,
)


def walk(inputs, start, max_steps):
    def gradient(p):
        return np.array(mean_squared_error_gradient(p[0], p[1], inputs, weights))

    largest_curvature = np.linalg.eigvalsh(mean_squared_error_hessian(inputs)).max()
    path = gradient_descent(gradient, start, rate=0.5 / largest_curvature, max_steps=max_steps)
    return path, np.array([mean_squared_error(p[0], p[1], inputs, weights) for p in path])


standardized, mean, deviation = standardize(heights)
least = mean_squared_error(*least_squares(heights, weights), heights, weights)

# ja: 同じ直線から出発する。0.5 × 身長 + 10 を、標準化した身長で書き直したもの。
# en: Both start from the same line: 0.5 × height + 10, rewritten for standardized heights.
raw_path, raw_errors = walk(heights, [0.5, 10], max_steps=10_000)
round_path, round_errors = walk(standardized, [0.5 * deviation, 10 + 0.5 * mean], max_steps=100)
steps_needed = int(np.argmax(round_errors < 1.01 * least))
standardized_valley_picture(heights, standardized, weights, raw_path, round_path[: steps_needed + 1])

# %% [markdown] lang="ja"
# 左の道は、矢印のとおり真横へ飛んで谷に入り、そこでほとんど止まってしまいました。勾配のほとんどが a の成分（10,053 対 61）なので、歩幅は a に合わせて小さくするしかなく、b はいつまでも動きません。
# 矢印が真横を向いていたわけも、これです。
#
# 右では、標準化したおかげで谷が丸いお椀になり、まっすぐ底に着きました。
#
# 谷がどれほど細長いかは、**条件数**という数で表します。いちばん急な向きの曲がり具合が、いちばんゆるい向きの何倍か、という数です。1 なら丸いお椀です。100 なら、等高線は長さが幅の 10 倍（√100 倍）の細長い輪になります。次の枠で、cm のままの条件数を見てください。
# %% [markdown] lang="en"
# On the left the path jumps sideways into the valley, just as the arrow said, and almost stops there. Nearly all of the gradient belongs to a (10,053 against 61), so the steps have to be short enough for a, and b hardly ever moves.
# That is also why the arrow pointed sideways.
#
# On the right standardizing has made a round bowl of the valley, and the path leads straight to the bottom.
#
# How narrow a valley is, is told by a number, the **condition number**: how many times more strongly the ground curves in its steepest direction than in its gentlest. A round bowl has 1. With 100 the contours are ovals 10 times (√100 times) as long as wide. See in the next box what it is for raw centimetres.

# %% tags=["C3.3"]
a_alone = min(mean_squared_error(one_a, 10, heights, weights) for one_a in np.linspace(0, 1, 10_001))
b_alone = min(mean_squared_error(0.5, one_b, heights, weights) for one_b in np.linspace(-100, 60, 16_001))
raw_condition = condition_number(mean_squared_error_hessian(heights))
round_condition = condition_number(mean_squared_error_hessian(standardized))

# ja: 谷に沿った残りは、一歩ごとに同じ割合で減る。その割合から、必要な歩数を見積もる。
# en: What remains along the valley shrinks by the same factor at each step; that tells how many steps it would take.
factor = (1 - 0.5 / raw_condition) ** 2
raw_steps_needed = len(raw_errors) + np.log(0.01 * least / (raw_errors[-1] - least)) / np.log(factor)

claim(
    "C3.3",
    "caveat",
    [
        least < 0.5 * min(a_alone, b_alone),
        raw_condition > 1e6,
        raw_errors[-1] > 10 * least,
        abs(round_condition - 1) < 1e-6 and 0 < steps_needed < 20 and round_errors[steps_needed] < 1.01 * least,
    ],
    start=raw_errors[0],
    a_alone=a_alone,
    b_alone=b_alone,
    both=least,
    raw_condition=raw_condition,
    raw_steps=len(raw_errors) - 1,
    raw_error=raw_errors[-1],
    raw_steps_needed=round(raw_steps_needed, -6),
    round_condition=round_condition,
    steps_needed=steps_needed,
)

# %% [markdown] lang="ja"
# ## まとめ
#
# - 予測は 95 kg、はずれは 30 kg、誤差は E = 900。勾配は ∂E/∂a = 10,200、∂E/∂b = 60。
# - 微分は、ある点での変化の割合。速さは位置の微分、加速度は速さの微分、**勾配は誤差の微分**です。
# - 勾配の求め方：**パラメーターを少し変えて、誤差がどれくらい変わるかを見る**。両側を見る中心差分が、片側より正確です。
# - 勾配には、パラメーターの数だけ成分があります。符号は動かす向きを、大きさは効き具合を教えます。
# - 入力の平均が 0 から遠かったり、散らばりの大きさが合わなかったりすると、誤差の谷は細長くなります。この章の表では、身長を標準化すると丸いお椀になりました。
#
# 最後に 1 問、確かめておきましょう。
# %% [markdown] lang="en"
# ## What you can say now
#
# - The prediction is 95 kg, the miss 30 kg, the error E = 900. The gradient is ∂E/∂a = 10,200, ∂E/∂b = 60.
# - A derivative is the rate of change at a point. Speed is that of position, acceleration that of speed, and **the gradient is that of the error**.
# - How to get it: **change a parameter a little and see how much the error changes.** Looking both ways (the central difference) is more exact than looking one way.
# - A gradient has as many entries as there are parameters. The sign says which way to move, the size how much it matters.
# - Inputs with a mean far from 0, or with an ill-matched spread, make the valley of the error narrow. With the table of this chapter, standardizing the heights made it a round bowl.
#
# One last question to check yourself.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter03.quiz_sign")

# %% [markdown] lang="ja"
# ## 次にすること
#
# おつかれさまでした。「微分」という言葉が、もうこわくなくなっていたらうれしいです。
#
# - [練習問題　第3章](../../exercises/ja/03_computing_a_gradient.ipynb)：予測、誤差、中心差分、そして勾配を自分の手で書きます。
# - [第4章　勾配降下法](04_gradient_descent.ipynb)：勾配が分かったら、どう使うのでしょうか。
# - 言葉に迷ったら [用語集](99_glossary.ipynb) へ。
#
# この下の「もっと知りたい人へ」は、読まなくても先へ進めます。
# %% [markdown] lang="en"
# ## What comes next
#
# Well done. If the word “derivative” has lost its terror, this chapter has done its work.
#
# - [Exercises for chapter 3](../../exercises/en/03_computing_a_gradient.ipynb): write the prediction, the error, the central difference and the gradient yourself.
# - [Chapter 4: Gradient descent](04_gradient_descent.ipynb): once you have the gradient, how do you use it?
# - Looking for a word? See the [glossary](99_glossary.ipynb).
#
# What follows below, “If you want to know more”, is not needed to go on.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：h は、小さいほどよいのか
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: is a smaller h always better?

# %% [markdown] lang="ja"
# **予想**：h をどんどん小さくしたら、割線の傾きはどこまで正確になるでしょうか。
# %% [markdown] lang="en"
# **Predict**: if you make h smaller and smaller, how exact will the secant's slope become?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter03.quiz_smaller_h")

# %% tags=["W3.1"]
from course_lib.controls.secant import SecantControl

SecantControl()

# %% [markdown] lang="ja"
# 曲線は、まず sin x（サイン）です。波の形をした関数で、x = 1 での接線の傾きが正確に分かっているので（およそ 0.540）、答え合わせに使えます。
#
# h のスライダーを右端から左端まで、ゆっくり動かしましょう。とても小さな数は、コンピューターでは 1e-8 のように書かれます。1 を 10 で 8 回割った数、つまり 0.00000001 のことで、図の目盛りの $10^{-8}$ も同じです。
#
# - **左**：曲線と接線（緑の破線）、割線（朱色）。h が 0.01 あたりで、もう見分けがつきません。
# - **中**：その点だけを顕微鏡で拡大した図。いつも h が同じ幅に見えるように倍率を変えています。曲線はまずまっすぐに見えてきます。
#   ところが h を 1e-15 まで縮めると、**階段**が現れます。コンピューターの数は 16 桁ほどしかなく、それより細かい違いは**丸め**で消えてしまうのです。
# - **右**：傾きのずれ（割線の傾きと接線の傾きの差）。両方の軸が「1 目盛りで 1 万倍」の目盛り（対数目盛り）です。形は **V の字**になります。
#
# 図の中の ∝ は「比例する」という印です。V の右の腕は、曲線の曲がりのせいです（教科書では**打ち切り誤差**といいます）。片側だけ見る差分では h に比例し（∝ h）、両側を見る中心差分では h² に比例します。
# h を 10 分の 1 にすると、片側ではずれが 10 分の 1 に、中心では 100 分の 1 になります。
# V の左の腕は丸めのせいで（**丸め誤差**）、h を 10 分の 1 にすると、かえって 10 倍になります（∝ 1/h）。
#
# 曲線を x² に変えて、中心差分も試してみましょう。右の腕が消えます。放物線では両側の曲がりがちょうど打ち消し合うからです。速度メーターの表で、ずれが小さくなってからまた大きくなったのも、同じ V の字です。
#
# では、200 か所で測って確かめます。
# %% [markdown] lang="en"
# The curve is at first sin x, the sine. It is a function in the shape of a wave, and since its slope at x = 1 is known exactly (about 0.540), it will do to check results.
#
# Move the slider of h slowly from its right end to its left end. Computers write very small numbers like 1e-8: it means 1 divided by 10, 8 times over, which is 0.00000001. The mark $10^{-8}$ in the picture is the same number.
#
# - **Left**: the curve, its tangent (green, dashed) and the secant (vermilion). Near h = 0.01 your eye can no longer tell them apart.
# - **Middle**: the point under a microscope that always magnifies so that h keeps the same width. At first the curve becomes straight.
#   But at h = 1e-15 a **staircase** appears: the computer keeps only about 16 digits of a number, and finer differences are lost by **rounding**.
# - **Right**: how far the secant's slope is off the tangent's. On both axes 1 mark is a factor of ten thousand (logarithmic axes). The shape is a **V**.
#
# In the picture ∝ means “proportional to”. The right arm of the V comes from the bend of the curve (textbooks call it the **truncation error**). Looking to one side only, it is proportional to h (∝ h); looking both ways, it is proportional to h².
# Make h 10 times smaller, and the slope is off by 10 times less with one side, by 100 times less with both.
# The left arm comes from rounding (the **rounding error**): make h 10 times smaller, and it becomes 10 times larger (∝ 1/h).
#
# Change the curve to x² and measure centrally: the right arm is gone. On a parabola the bends on both sides cancel exactly. The table of the speedometer, which fell and rose again, is the same V.
#
# Now let us measure it at 200 places.

# %% tags=["C3.1"]
from course_lib.slopes.differentiation import central_difference, forward_difference
from course_lib.words.numbers import spoken

rng = np.random.default_rng(course_seed())
places = rng.uniform(0.5, 2.5, size=200)
exponents = np.arange(-15, 1)


def typical_error(method, h):
    return np.sqrt(np.mean([(method(np.sin, x, h) - np.cos(x)) ** 2 for x in places]))


def power(errors, low, high):
    # ja: log(ずれ) の log(h) に対する傾き。ずれが h² に比例すれば 2 になる。
    # en: Slope of log(error) against log(h): it is 2 where the error is proportional to h².
    inside = (exponents >= low) & (exponents <= high)
    return np.polyfit(exponents[inside], np.log10(errors[inside]), 1)[0]


one_sided = np.array([typical_error(forward_difference, 10.0**k) for k in exponents])
central = np.array([typical_error(central_difference, 10.0**k) for k in exponents])

one_power, central_power = power(one_sided, -6, -1), power(central, -4, -1)
rounding_power = power(one_sided, -14, -10)
better = one_sided.min() / central.min()
claim(
    "C3.1",
    "caveat",
    [abs(one_power - 1) < 0.05, abs(central_power - 2) < 0.05, abs(rounding_power + 1) < 0.15, better > 100],
    one_factor=10**one_power,
    central_factor=10**central_power,
    rounding_factor=10**-rounding_power,
    best_one=spoken(one_sided.min(), digits=1),
    h_one=spoken(10.0 ** exponents[one_sided.argmin()], digits=1),
    best_central=spoken(central.min(), digits=1),
    h_central=spoken(10.0 ** exponents[central.argmin()], digits=1),
    better=better,
)

# %% [markdown] lang="ja"
# 「少し変えて、変化を見る」は正しい方法です。ただしコンピューターでは、**小さければ小さいほどよい、ではありません**。中心差分なら h = 0.00001 あたりがちょうどよく、だからこの教材でもその値を使います。
# %% [markdown] lang="en"
# “Change it a little and look” is right. But on a computer **smaller is not always better**. For the central difference about h = 0.00001 is best, and that is why this course uses it.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：標準化は、何が効いているのか
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: what is it in standardizing that helps?

# %% [markdown] lang="ja"
# 標準化では、平均を引くことと、散らばりで割ることをします。効いているのは、どちらでしょうか。身長を 4 通りに書き直して、条件数を比べます。
# %% [markdown] lang="en"
# To standardize is to subtract the mean and to divide by the spread. Which of the two helps? Here are the condition numbers with the heights written in 4 ways.

# %% tags=["folded"]
# ja: 身長の 4 通りの書き方で、条件数を計算するコードです。読まなくてもかまいません。
# en: Works out the condition number for 4 ways to write the heights. You need not read it.
for name, inputs in [("cm", heights), ("m", heights / 100), ("less_mean", heights - mean), ("standardized", standardized)]:
    print(f"{condition_number(mean_squared_error_hessian(inputs)):12,.1f}   " + words(f"chapter03.inputs.{name}"))

# %% [markdown] lang="ja"
# m（メートル）に変えるだけでは、まだ足りません。効くのは平均を引くことと、散らばりをそろえることの**両方**です。平均を引くと、a と b が互いに影響し合わなくなります（谷が軸に沿います）。散らばりをそろえると、2 つの向きの曲がり方が同じになります。
# %% [markdown] lang="en"
# Measuring in metres is not enough. What helps is doing **both**: subtracting the mean, and evening out the spread. With the mean subtracted, a and b no longer affect each other (the valley lies along an axis). With an even spread, the ground curves alike in both directions.
