# %% [markdown] lang="ja"
# # 第1章　勾配とは？　まずは身近なたとえから
#
# 山道を歩きましょう。1.2 までは、数式は出てきません。歩いたり、転がしたりするだけです。この章は 30 分ほどです。少し難しいのは最後の 1.3 で、短い式が 2 つ出てきますが、そこは流し読みでかまいません。
# %% [markdown] lang="en"
# # Chapter 1: What is a gradient? Everyday analogies
#
# Let us walk over a mountain. There are no formulas up to 1.2; all you do is walk, and let a ball roll. The chapter takes about 30 minutes. Only 1.3 at the end is a little hard, with 2 short formulas; it does no harm to skim it.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("01")

# %% [markdown] lang="ja"
# まず、下の絵を目で見て予想を選びます。スライダーが現れたら、動かして歩きましょう。下の段には、歩いたところの傾きが記録されていきます。
# %% [markdown] lang="en"
# Look at the picture below and choose your prediction by eye. A slider appears: move it to walk. The lower part keeps a diary of the slope wherever you have been.

# %% tags=["W1.1"]
from course_lib.controls.mountain_walk import MountainWalkControl
from course_lib.controls.prediction import predict

predict("chapter01.predict_steepest", MountainWalkControl(), look_first=True)

# %% [markdown] lang="ja"
# ## 1.1　🏔️ 山登りで考える「勾配」
#
# 終わりまで歩けましたか。記録を全部つなげると、こうなります。
# %% [markdown] lang="en"
# ## 1.1 🏔️ The mountain
#
# Did you get to the end? This is the whole diary.

# %%
from course_lib.plots.mountain import mountain_slopes

mountain_slopes()

# %% [markdown] lang="ja"
# **勾配とは、傾きのことです。** 足もとの板がどれだけ立っているか、と考えてください。
#
# | 道のようす | 傾き | この山道では |
# | --- | --- | --- |
# | 急な坂 | 大きい | A の上り、D の下り |
# | なだらかな坂 | 小さい | B のあたり |
# | 平らなところ | ゼロ | C の頂上、E の平地 |
#
# 傾きの数には、2 つのことが書かれています。
#
# - **大きさ**は、どれだけ急か。A の傾き 0.83 は「その調子で 100 m 進むと 83 m 登る」という意味です。いちばん急なのは D で、大きさは 1.20 でした。
# - **符号**は、上りか下りか。＋は上り、−は下りです。D は下りなので、−1.20 と書きます。
#
# 予想で C を選んだ人はいませんか。C はいちばん**高い**場所ですが、足もとは平らで、傾きは 0 です。**高さと傾きは、別のもの**です。これから何度も大切になります。
# %% [markdown] lang="en"
# **A gradient is a slope.** Think of how far the plank under your feet is tilted.
#
# | The ground | The slope | On this trail |
# | --- | --- | --- |
# | steep | large | going up at A, going down at D |
# | gentle | small | around B |
# | level | zero | the summit C, the plain E |
#
# The number tells you two things.
#
# - Its **size** says how steep. A slope of 0.83, as at A, means: go on like this for 100 m and you are 83 m higher. The steepest place is D, with a size of 1.20.
# - Its **sign** says up or down: + goes up, − goes down. D goes down, so its slope is written −1.20.
#
# Did you choose C? It is the **highest** place, but the ground there is level: the slope is 0. **Height and slope are different things.** This will matter again and again.

# %% [markdown] lang="ja"
# ### ディープラーニングでは
#
# 山道の「場所」と「高さ」を、次のように読みかえます。
#
# | 山道 | ディープラーニング |
# | --- | --- |
# | 今いる場所 | モデルの中の、調整できる数（**パラメーター**）の今の値 |
# | 地面の高さ | 予測がどれだけ外れているか（**誤差**。教科書では**損失**ともいいます） |
# | 傾き | パラメーターを少し変えたときの、**誤差の変わり方の強さ** |
#
# **モデル**とは、入力から予測を計算する式のことです。誤差は小さいほどよいので、低いところへ行きたいのです。
#
# 傾きからは、直し方について 2 つのことが分かります。
#
# - **どちらへ直すか**：符号を見ます。＋なら、進むと誤差が増えるので、反対へ戻ります。
# - **どれくらい効くか**：大きさを見ます。大きければ、少し直すだけで誤差が大きく変わります。
#
# では、次の問いに答えてみましょう。
# %% [markdown] lang="en"
# ### In deep learning
#
# Read the “place” and the “height” of the trail in this way:
#
# | On the trail | In deep learning |
# | --- | --- |
# | where you are | the present value of a number in the model that can be adjusted (a **parameter**) |
# | height of the ground | how wrong the predictions are (the **error**; textbooks also say **loss**) |
# | slope | **how strongly the error changes** when the parameter is changed a little |
#
# A **model** is a formula that turns an input into a prediction. The smaller the error the better, so we want to get to low ground.
#
# The slope tells two things about how to correct the parameter.
#
# - **Which way**: look at the sign. With + the error grows as you go forward, so turn back.
# - **How much it matters**: look at the size. Where it is large, a small correction changes the error a lot.
#
# Try this question.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter01.quiz_parameter")

# %% [markdown] lang="ja"
# ## 1.2　🥣 お椀と玉で考える
#
# 道は一本道でした。今度は、どちらへも行ける地面、**お椀**を考えます。
#
# お椀を絵にかくとき、3 通りのかき方があります。真横から見た**曲線**、ななめ上から見た**立体**、真上から見た**地図**です。この教材には、これから 3 つとも出てきます。
#
# **予想**：壁に巻いた灰色の輪は、真上から見ると、急なところで間隔が広くなるでしょうか、せまくなるでしょうか。見る角度を 0 度から 90 度まで動かして、確かめましょう。
# %% [markdown] lang="en"
# ## 1.2 🥣 The ball in a bowl
#
# On a trail you can only go forward or back. Now think of ground on which you can go any way: a **bowl**.
#
# There are three ways to draw a bowl: as a **curve**, seen from the side; as a **surface**, seen aslant; as a **map**, seen from above. You will meet all three in this course.
#
# **Predict**: the wall has grey hoops around it. Seen from above, are they farther apart where the wall is steep, or closer together? Move the angle of view from 0 to 90 degrees and find out.

# %% tags=["W1.2"]
from course_lib.controls.tilted_bowl import TiltedBowlControl

TiltedBowlControl(elevation=30)

# %% [markdown] lang="ja"
# **曲線も、立体も、地図も、同じ 1 つのお椀**でした。変わったのは、見る角度だけです。
#
# - 灰色の輪は**等高線**です。1 本の輪の上は、どこも同じ高さです。となりの輪とは、いつも同じ高さだけ違います。
# - 地図では、**輪の間隔がせまいところが急**、広いところがなだらかです。予想は当たりましたか。
# - オレンジの**切り口**は、地図ではまっすぐな線、真横からは曲線に見えます。この教材で曲線の絵が出てきたら、「地図をまっすぐ切って、横から見たもの」と思ってください。
#
# では、玉を転がしましょう。3 つの絵は、同じ玉を同時に見せています。
#
# 1. 玉をいろいろな場所に置いてみましょう。朱色の矢印（**勾配**）は、いつもどちらを向いていますか。青い矢印（次の一歩）は。
# 2. **予想**：学習率を変えずに、壁の高いところと底の近くで放したら、一歩が長いのはどちらでしょうか。置いて確かめましょう。
# 3. 「一歩転がす」を何度か押します。一歩の長さはどう変わりますか。
# 4. 学習率を 1 より大きくすると、何が起きるでしょうか。
# %% [markdown] lang="en"
# **The curve, the surface and the map are one and the same bowl.** All that changed was your angle of view.
#
# - The grey hoops are **contour lines**. Along one hoop the height is the same everywhere, and from one hoop to the next it always changes by the same amount.
# - On the map, **hoops close together mean steep**, hoops far apart mean gentle. Were you right?
# - The orange **cut** is a straight line on the map and a curve from the side. Whenever you meet a curve in this course, think: a map, cut straight through and seen from the side.
#
# Now let the ball roll. The three pictures show the same ball at the same time.
#
# 1. Put the ball in different places. Which way does the vermilion (orange-red) arrow, the **gradient**, always point? And the blue one, the next step?
# 2. **Predict**: at the same learning rate, where is a step longer, high up on the wall or near the bottom? Put the ball there and see.
# 3. Press “Roll one step” several times. How does the length of the steps change?
# 4. What happens at a learning rate above 1?

# %% tags=["W1.2"]
from course_lib.controls.ball_in_bowl import BallInBowlControl

BallInBowlControl()

# %% [markdown] lang="ja"
# 矢印の読み方を補っておきます。
#
# - 地図の上の矢印が基本です。「どちらへ、どれだけ進むか」を真上から見た形で表します。立体と曲線では、同じ矢印を壁に沿わせて描いています。
# - 朱色の矢印は、そのままでは長すぎるので、0.3 倍に縮めて描いています。青い矢印は、実際に進む長さです。
#
# 気づいたことを、次の表と比べてみましょう。ディープラーニングの言葉に置きかえると、こうなります。
#
# | お椀と玉 | ディープラーニング |
# | --- | --- |
# | 玉の位置 | モデルの今の状態（パラメーターの値） |
# | お椀の底 | いちばんよい状態（誤差が最小） |
# | 転がる向き | 勾配が教える向き |
# | 転がる速さ | **学習率** |
#
# 玉は勾配に従って転がり、底に着きます。同じように、AI は勾配に従ってパラメーターを動かし、よい答えを見つけます。
#
# ただし、この表の下の 2 行は、**このままでは誤解のもとです**。朱色の矢印と青い矢印は、いつも反対を向いていました。また、学習率は同じなのに、一歩の長さは場所によって違いました。何が正しいのか、数で確かめましょう。
# %% [markdown] lang="en"
# A word on how to read the arrows.
#
# - The arrows on the map are the real ones: they say which way and how far, as seen from above. On the surface and the curve the same arrows are laid along the wall.
# - The vermilion arrow would be too long, so it is drawn at 0.3 of its length. The blue one is as long as the step really is.
#
# Compare what you saw with this table. In the language of deep learning:
#
# | Bowl and ball | Deep learning |
# | --- | --- |
# | position of the ball | present state of the model (the values of its parameters) |
# | bottom of the bowl | best state (least error) |
# | direction of rolling | what the gradient indicates |
# | speed of rolling | the **learning rate** |
#
# Led by the gradient, the ball rolls to the bottom. In the same way AI, led by the gradient, moves its parameters and finds good answers.
#
# But **the last two rows, as they stand, mislead**. The vermilion and the blue arrow always pointed opposite ways. And though the learning rate was the same, the steps were not equally long everywhere. Let us measure what is true.

# %% [markdown] lang="ja"
# ## 1.3　数で確かめる
#
# この教材では、文章で言ったことを、測った数で確かめます。下の枠のような**主張**の枠が、その結果です。ここからは、短い式と Python が出てきます。流し読みでかまいません。長いコードは、1 行に畳んであります。Shift + Enter で実行して、枠の中の数を見ましょう。
#
# ### 急なほど、傾きは大きいか
#
# 歩きながら傾きを測るには、少し進み、その間に登った高さを、進んだ距離で割ります。
#
# $$\text{傾き} = \frac{\text{登った高さ}}{\text{進んだ距離}}$$
#
# A で 10 m 進むと、8.3 m ほど登ります。8.3 ÷ 10 = 0.83 です。下りなら「登った高さ」が負の数になるので、傾きも負の数になります。
#
# 山道の 121 か所で、これを測ります。どれだけ急かは、別のやり方で調べます。地面に短い板を渡し、板の角度を分度器で測るのです。
# %% [markdown] lang="en"
# ## 1.3 Measure it
#
# In this course, what the text says is checked by measured numbers. Boxes like the one below, with a **claim**, give the result. From here on there are short formulas and some Python. You may skim them. Long code is folded to 1 line: run it with Shift + Enter and look at the numbers in the box.
#
# ### Is the slope larger where it is steeper?
#
# To measure the slope on a walk, go on a little, and divide how much you climbed by how far you went:
#
# $$\text{slope} = \frac{\text{rise}}{\text{run}}$$
#
# Go 10 m on from A and you climb about 8.3 m. 8.3 / 10 = 0.83. Where the ground falls, the rise is negative, and so is the slope.
#
# We measure this at 121 places of the trail. How steep it is, we find out in another way: we lay a short plank on the ground and read its angle off a protractor.

# %% tags=["folded"]
# ja: 121 か所で、傾きと板の角度を測ります。読まなくてもかまいません。Shift + Enter で実行します。
# en: Measures slope and angle at 121 places. No need to read it; run it with Shift + Enter.
import numpy as np

from course_lib.data.mountain import MARKS, mountain_height
from course_lib.slopes.differentiation import rise_over_run
from course_lib.words.catalogue import words


def plank_angle(place):
    # ja: 1 m 後ろから 1 m 先まで板を渡し、分度器で角度を測る（arctan2 は分度器の役目をする）。
    # en: A plank from 1 m behind to 1 m ahead, and its angle (arctan2 is our protractor).
    return np.degrees(np.arctan2(mountain_height(place + 1) - mountain_height(place - 1), 2))


places = np.arange(0, 1201, 10)
slopes = np.array([rise_over_run(mountain_height, place - 5, 10) for place in places])
angles = plank_angle(places)

for name, place in MARKS.items():
    slope, angle = slopes[places == place][0], angles[places == place][0]
    print(words("chapter01.place", name=name, place=place, angle=angle, slope=slope))

# %% tags=["C1.1"]
from course_lib import claim

# ja: 2 か所の組をすべて作り、角度の急なほうが、傾きも大きいかを数える。
# en: Of every pair of places: has the one with the steeper angle the larger slope as well?
first, second = np.triu_indices(len(places), k=1)
steeper = np.abs(angles)[first] > np.abs(angles)[second]
larger = np.abs(slopes)[first] > np.abs(slopes)[second]
agreeing = np.mean(steeper == larger)

level = np.abs(angles) < 0.5
steepest, highest = np.argmax(np.abs(angles)), np.argmax(mountain_height(places))

claim(
    "C1.1",
    "holds",
    [
        agreeing > 0.99,
        level.sum() > 0 and np.abs(slopes[level]).max() < 0.01,
        np.argmax(np.abs(slopes)) == steepest and abs(slopes[highest]) < 0.01,
    ],
    pairs=len(first),
    agreeing=100 * agreeing,
    level=level.sum(),
    level_slope=np.abs(slopes[level]).max(),
    steepest=places[steepest],
    steepest_angle=angles[steepest],
    steepest_slope=slopes[steepest],
    highest=places[highest],
    highest_slope=abs(slopes[highest]),
)

# %% [markdown] lang="ja"
# ### 玉は、勾配の指す向きに転がるか
#
# ここからは、お椀の玉です。少し込み入っていますが、絵を 1 枚ずつ見ていけば大丈夫です。
#
# 玉がどちらへ転がるかを、勾配を使わずに調べます。ある場所のまわりを 1 度ずつ、360 の向きにほんの少しだけ動いてみて、いちばん低くなった向きを選びます。
#
# 次の図では、青い矢印がこうして見つけた「いちばん下る向き」、朱色の矢印が勾配です。丸いお椀のほかに、細長い谷でも試します。灰色の点線は、底へまっすぐ向かう線です。
# %% [markdown] lang="en"
# ### Does the ball roll where the gradient points?
#
# Back to the ball in the bowl. It is a little involved; take it one picture at a time.
#
# Let us find out which way the ball rolls without asking the gradient. Around a place we try 360 directions, one degree apart, go a tiny bit each way, and keep the direction that led lowest.
#
# In the picture the blue arrows are the ways down found like this, the vermilion arrows are the gradients. We try it in a round bowl and in a long narrow valley. The dotted grey lines lead straight to the bottom.

# %% tags=["folded"]
# ja: いちばん下る向きを、360 の向きから探して絵にします。読まなくてもかまいません。Shift + Enter で実行します。
# en: Finds the steepest of 360 directions and draws it. No need to read it; run it with Shift + Enter.
from course_lib.claims.claim import course_seed
from course_lib.ground.landscapes import valley
from course_lib.plots.rolling import rolling_directions

round_bowl, narrow_valley = valley(condition=1), valley(condition=6)
angle = np.radians(np.arange(360))
directions = np.column_stack([np.cos(angle), np.sin(angle)])


def way_down(ground, place):
    # ja: 360 の向きのうち、ほんの少し（0.0001）動いていちばん低くなる向き
    # en: of 360 directions, the one that leads lowest within a tiny step of 0.0001
    heights = ground.f(place + 0.0001 * directions)
    return directions[np.argmin(heights)]


# ja: 底から 1.4 離れた輪の上の 12 か所
# en: 12 places on a ring at a distance of 1.4 from the bottom
ring = 1.4 * directions[15::30]
ways = [np.array([way_down(ground, place) for place in ring]) for ground in (round_bowl, narrow_valley)]
rolling_directions([round_bowl, narrow_valley], [ring, ring], ways)

# %% [markdown] lang="ja"
# - 朱色と青は、どこでも正反対です。**勾配は「いちばん急に登る向き」を指し、玉は「その反対」へ転がります。** だから勾配降下法では、勾配を引き算します（第4章）。
# - 細長い谷では、青い矢印は底へまっすぐ向いていません。足もとの傾きが教えるのは「**ここで**いちばん下る向き」で、「底のある向き」ではないのです。
#
# もう一つ、ビー玉との違いも見ておきましょう。ビー玉には勢いがあります。下るほど速くなり、底を通り過ぎて、反対側の壁を登ります。次のセルは、ビー玉の動きと、勾配降下法の玉の動きを、同じお椀で計算します。
# %% [markdown] lang="en"
# - Vermilion and blue are opposite everywhere. **The gradient points the steepest way up, and the ball rolls the other way.** That is why gradient descent subtracts the gradient (chapter 4).
# - In the narrow valley the blue arrows don't lead straight to the bottom. The slope underfoot tells the steepest way down **from here**, not where the bottom is.
#
# This ball also differs from a marble. A marble has momentum: it gets faster on its way down, runs past the bottom and up the wall on the other side. The next cell computes how a marble moves, and how the ball of gradient descent moves in the same bowl.

# %% tags=["folded"]
# ja: ビー玉と、勾配降下法の玉の動きを計算して絵にします。読まなくてもかまいません。Shift + Enter で実行します。
# en: Works out how the marble and the ball move. No need to read it; run it with Shift + Enter.
from course_lib.plots.rolling import marble_and_ball

tick = 0.02
times = np.arange(0, 20, tick)
marble, ball, speed = [-2.5], [-2.5], [0.0]
for _ in times[1:]:
    # ja: このお椀では、場所 x での傾きがちょうど x になる。
    # en: In this bowl the slope at the place x is just x.
    # ja: ビー玉：傾きは速さを変え、速さが場所を変える。速さの 0.2 倍の摩擦がはたらく。
    # en: The marble: the slope changes its speed, and the speed its place. Friction is 0.2 of the speed.
    speed.append(speed[-1] - tick * (marble[-1] + 0.2 * speed[-1]))
    marble.append(marble[-1] + tick * speed[-1])
    # ja: 勾配降下法の玉：傾きが、そのまま場所を変える。
    # en: The ball of gradient descent: the slope changes its place at once.
    ball.append(ball[-1] - tick * ball[-1])
marble, ball, speed = np.array(marble), np.array(ball), np.array(speed)
marble_and_ball(times, marble, ball)

# %% tags=["C1.2"]
rng = np.random.default_rng(course_seed())
turned, astray, lower, higher = [], [], [], []
for ground in (round_bowl, narrow_valley):
    for _ in range(1000):
        # ja: 底から 0.5〜2 離れた、ランダムに選んだ場所
        # en: a random place, between 0.5 and 2 from the bottom
        direction = rng.normal(size=2)
        place = rng.uniform(0.5, 2) * direction / np.linalg.norm(direction)
        uphill = ground.gradient(place) / np.linalg.norm(ground.gradient(place))
        down = way_down(ground, place)
        turned.append(np.degrees(np.arccos(np.clip(uphill @ down, -1, 1))))
        astray.append(np.degrees(np.arccos(np.clip(-place @ down / np.linalg.norm(place), -1, 1))))
        higher.append(ground.f(place + 0.01 * uphill) > ground.f(place))
        lower.append(ground.f(place - 0.01 * uphill) < ground.f(place))

marble_crossings = np.sum(marble[1:] * marble[:-1] < 0)
ball_crossings = np.sum(ball[1:] * ball[:-1] < 0)

claim(
    "C1.2",
    "misleading",
    [
        min(turned) > 179,
        all(higher) and all(lower),
        max(astray) > 30,
        marble_crossings >= 2 and ball_crossings == 0,
    ],
    places=len(turned),
    least=min(turned),
    higher=100 * np.mean(higher),
    lower=100 * np.mean(lower),
    astray=max(astray),
    marble_crossings=marble_crossings,
    ball_crossings=ball_crossings,
)

# %% [markdown] lang="ja"
# ### 転がる速さは、学習率か
#
# 一歩の長さは、どう決まるのでしょうか。さきほどのお椀を思い出しましょう。学習率 0.2 のとき、傾き 2.5 の場所では一歩が 0.5、傾き 2 の場所では 0.4 でした。どんな決まりがあるでしょうか。
# %% [markdown] lang="en"
# ### Is the speed of rolling the learning rate?
#
# What decides how long a step is? In the bowl above, at a learning rate of 0.2, the step was 0.5 long where the slope was 2.5, and 0.4 long where it was 2. What is the rule?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter01.quiz_step")

# %% [markdown] lang="ja"
# 決まりは、掛け算 1 つです。
#
# $$\text{一歩の長さ} = \text{学習率} \times \text{傾きの大きさ}$$
#
# 0.2 × 2.5 = 0.5、0.2 × 2 = 0.4。さきほどの数と合っています。
#
# 学習率を変えずに、玉を底まで転がしてみましょう。
# %% [markdown] lang="en"
# The rule is a single multiplication:
#
# $$\text{length of the step} = \text{learning rate} \times \text{size of the slope}$$
#
# 0.2 × 2.5 = 0.5, and 0.2 × 2 = 0.4: just what you saw.
#
# Keep the learning rate as it is, and let a ball roll to the bottom.

# %% tags=["folded"]
# ja: 学習率を変えずに玉を 12 歩転がし、絵にします。読まなくてもかまいません。Shift + Enter で実行します。
# en: Rolls a ball 12 steps at one rate and draws it. No need to read it; run it with Shift + Enter.
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.landscapes import bowl
from course_lib.plots.rolling import shrinking_steps

path = gradient_descent(bowl().gradient, x0=[-2.9], rate=0.2, max_steps=12)[:, 0]
shrinking_steps(path, rate=0.2)

# %% tags=["C1.3"]
def slope_felt(ground, place):
    # ja: 傾きの大きさを、勾配の式からではなく、東西と南北の高さの差から測る。
    # en: The size of the slope, measured from heights to both sides in two directions, not taken from the formula.
    felt = [rise_over_run(lambda way, axis=axis: ground.f(place + way * axis), -0.0001, 0.0002) for axis in np.eye(2)]
    return np.linalg.norm(felt)


rng = np.random.default_rng(course_seed())
rates, slopes_felt, steps, slowing = [], [], [], []
for ground in (round_bowl, narrow_valley):
    for _ in range(100):
        # ja: 学習率をランダムに決め、ランダムな場所から 20 歩転がす。転がる間、学習率は変えない。
        # en: A random learning rate, kept as it is for 20 steps from a random place.
        rate = rng.uniform(0.02, 0.2)
        places_visited = gradient_descent(ground.gradient, rng.uniform(-2, 2, size=2), rate, max_steps=20)
        lengths = np.linalg.norm(np.diff(places_visited, axis=0), axis=1)
        slowing.append(lengths[0] / lengths[-1])
        rates += [rate] * len(lengths)
        slopes_felt += [slope_felt(ground, place) for place in places_visited[:-1]]
        steps += list(lengths)

# ja: 2 つの歩の組を選び、学習率（または 学習率 × 傾き）の大きいほうが、長い歩かどうかを数える。
# en: Of two steps: is the one with the larger learning rate (or product) the longer one?
rates, slopes_felt, steps = np.array(rates), np.array(slopes_felt), np.array(steps)
one, other = rng.integers(len(steps), size=(2, 20_000))
one, other = one[one != other], other[one != other]
longer = steps[one] > steps[other]
told_by_rate = np.mean((rates[one] > rates[other]) == longer)
told_by_product = np.mean(((rates * slopes_felt)[one] > (rates * slopes_felt)[other]) == longer)
fastest = np.argmax(np.abs(speed))

claim(
    "C1.3",
    "misleading",
    [
        told_by_rate < 0.75,
        np.median(slowing) > 2,
        told_by_product > 0.99,
        abs(marble[fastest]) < 0.2 * abs(marble[0]) and np.argmax(np.abs(np.diff(ball))) == 0,
    ],
    pairs=len(one),
    by_rate=100 * told_by_rate,
    by_product=100 * told_by_product,
    runs=len(slowing),
    slowing=np.median(slowing),
    fastest=abs(marble[fastest]),
    begin=abs(marble[0]),
)

# %% [markdown] lang="ja"
# これで、いちばん難しいところは終わりです。あとは下りです。
#
# 学習率は、車でいえばアクセルの踏み方のようなもので、速度そのものではありません。同じ踏み方でも、坂が急なら速く、平らなら遅くなります。**一歩を決めるのは、学習率と勾配の掛け算**です。
#
# ## たとえの限界
#
# 山道もお椀も、よいたとえです。ただし、次の点は本物と違います。
#
# - **勾配は上りを指します。** 「勾配の向きに転がる」と言うときは、「勾配の反対へ」と頭の中で読みかえましょう。
# - **この玉には勢いがありません。** 一歩ごとに止まり、足もとを調べ直します。勢いのある方法は第7章で学びます。
# - **この玉は、転がるというより跳びます。** 学習率が大きいと、底を飛び越えることがあります（第4章）。
# - **わたしたちには全体の形が見えますが、AI には見えません。** 分かるのは足もとの傾きだけです。
# - **向きの数が違います。** 山道は 1 つ、お椀は 2 つの数で場所が決まります。本物のモデルでは何百万個もの数です。勾配も、その 1 つ 1 つに傾きがあります。
# - **底は 1 つとはかぎりません。** 本物の地面には、くぼみがたくさんあります（第4章）。
#
# ## まとめ
#
# おつかれさまでした。勾配について、いちばん大事なことは、もう全部手に入れました。
#
# - 勾配とは傾きのこと。急なら大きく、なだらかなら小さく、平らならゼロ。高さとは別のものです。
# - ディープラーニングの勾配は、パラメーターを少し変えたときの誤差の変わり方。どちらへ、どれくらい直すかを教えます。
# - 玉の位置は今の状態、お椀の底は誤差が最小の状態。玉は**勾配の反対**へ転がります。
# - 一歩の長さは **学習率 × 傾きの大きさ**。同じ学習率でも、急な壁では長く、底の近くでは短くなります。
# - 曲線、立体、等高線の地図は、同じものを別の角度から見た絵です。
#
# 最後に 1 問、確かめておきましょう。
# %% [markdown] lang="en"
# That was the hardest part; from here it goes downhill.
#
# The learning rate is less like a car's speed and more like your foot on the pedal: pressed the same, the car goes fast on a steep road down and slowly on the level. **It is the product of learning rate and gradient that makes the step.**
#
# ## Where the analogies break
#
# The mountain and the bowl are good pictures. In some points the real thing is different:
#
# - **The gradient points uphill.** When you hear that the ball “follows the gradient”, read: it goes against it.
# - **Our ball has no momentum.** After each step it stops and feels the ground anew. Chapter 7 has methods with momentum.
# - **Our ball jumps more than it rolls.** With a large learning rate it may jump across the bottom (chapter 4).
# - **You see the whole shape; AI does not.** All it has is the slope underfoot.
# - **There are more directions.** One number says where you are on the trail, 2 numbers in the bowl, and millions in a real model. Its gradient has a slope for each of them.
# - **There may be more than one bottom.** Real ground has many hollows (chapter 4).
#
# ## What you can say now
#
# Well done: what matters most about gradients is already yours.
#
# - A gradient is a slope: large where it is steep, small where it is gentle, zero where it is level. It is not the height.
# - In deep learning it is how the error changes when a parameter is changed a little. It tells which way to correct, and how far.
# - The ball's position is the present state, the bottom the state of least error. The ball rolls **against** the gradient.
# - The length of a step is **learning rate × size of the slope**: at the same rate long on a steep wall, short near the bottom.
# - The curve, the surface and the map with contour lines show the same thing from different angles.
#
# One last question to check yourself.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter01.quiz_map")

# %% [markdown] lang="ja"
# ## 次にすること
#
# - [練習問題　第1章](../../exercises/ja/01_what_is_a_gradient.ipynb)：傾きを計算し、絵から読み取ります。
# - [第2章　なぜディープラーニングに勾配が必要なのか](02_why_gradients.ipynb)：勾配がなかったら、どうなるでしょうか。
# - 言葉に迷ったら [用語集](99_glossary.ipynb) へ。
# %% [markdown] lang="en"
# ## What comes next
#
# - [Exercises for chapter 1](../../exercises/en/01_what_is_a_gradient.ipynb): work out slopes, and read them from pictures.
# - [Chapter 2: Why does deep learning need gradients?](02_why_gradients.ipynb): what if there were none?
# - Looking for a word? See the [glossary](99_glossary.ipynb).
