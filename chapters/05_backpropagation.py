# %% [markdown] lang="ja"
# # 第5章　誤差逆伝播法
#
# この章の本道は 35 分ほどです。前半（5.1 と 5.2）は料理をたとえにして進むので、順に読めば分かります。険しいのは 5.4 の「表の掛け算」ですが、2 行 2 列の小さな表を使って、数で確かめながら進みます。
# %% [markdown] lang="en"
# # Chapter 5: Backpropagation
#
# The main road of this chapter takes about 35 minutes. The first half (5.1 and 5.2) goes by the example of a dish and can be followed step by step. The steep part is the “product of tables” in 5.4, where we go by numbers, with small tables of 2 rows and 2 columns.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("05")

# %% [markdown] lang="ja"
# ## 🍲　お吸い物がしょっぱい
#
# 作ったお吸い物がしょっぱすぎました。レシピのどこを、どれだけ直せばよいでしょうか。
#
# 下の図は、その料理を計算として描いたものです（**計算グラフ**といいます）。左の「レシピの指示」から「調味料の量」「味」が決まり、右端の「まずさ E」が出ます。いまは E = 4。これを小さくしたいのです。
#
# - お吸い物がおいしい塩加減は 0.8 % だとします。まずさ E は、そこからのはずれを 2 乗したものです。
# - 塩は小さじ 1 杯で 6 g、醤油は大さじ 1 杯で塩 2.6 g 分だとします。
# - 塩加減は「塩の量 ÷ 汁の量」です（汁 1 ml を 1 g とみなします）。
#
# 図を見て予想を選び、それから「1 ステップ進む」で最後まで進めてみましょう。
# %% [markdown] lang="en"
# ## 🍲 The soup is too salty
#
# The soup you made is too salty. Which line of the recipe should you change, and by how much?
#
# The picture below shows that dish as a computation (it is called a **computation graph**). From the recipe's lines on the left come the amount of seasoning and the taste, and at the far right the badness E. It is 4 now, and you want it small.
#
# - Let us say that soup tastes best at 0.8 % of salt. The badness E is the miss from that, squared.
# - A teaspoon of salt is 6 g; a tablespoon of soy sauce holds 2.6 g of salt.
# - The saltiness is salt ÷ soup (1 ml of soup counted as 1 g).
#
# Look at the picture and choose a prediction. Then walk to the end with “One step”.

# %% tags=["W5.1"]
from course_lib.controls.graph_walk import GraphWalkControl
from course_lib.controls.prediction import predict
from course_lib.engine.expressions import dish

dish_control = GraphWalkControl([dish()])
predict("chapter05.predict_recipe", dish_control, look_first=True)

# %% [markdown] lang="ja"
# **図の読み方**　クリーム色の箱は与えられた数、青い箱は計算で出た数です。箱の 1 行目は名前、2 行目は値、3 行目の ∂ は勾配です。線の × は**倍率**で、「左が 1 増えると、右はその何倍増えるか」を表します。
#
# 「はじめに戻る」を押してから、1 ステップずつ進めてみましょう。
#
# 1. **行き**（青い枠）：左から右へ値を計算します。塩は 6 × 1 + 2.6 × 2 = 11.2 g、塩加減は 11.2 g ÷ 400 ml で 2.8 %、まずさは (2.8 − 0.8)² = 4。
# 2. **折り返し**：E が 1 変われば、E は 1 変わります。帰りは、この 1 から始まります。
# 3. **帰り**（朱色の枠）：右から左へ、「自分の勾配 × 倍率」を手渡していきます。塩加減は 1 × 4 = 4、塩の量は 4 × 0.25 = 1、塩の小さじは 1 × 6 = **6**。
#
# 倍率も、自分で確かめられます。塩が 1 g 増えると、400 ml の汁では塩加減が 1 ÷ 400、つまり 0.25 % 増えます。まずさの倍率は、第3章の「$x^2$ の微分は $2x$」から 2 × (2.8 − 0.8) = 4 です。汁が 1 ml 増えると、塩加減は 11.2 ÷ 400 から 11.2 ÷ 401 へ、0.007 % ほど減ります。だから、汁の量には 4 × (−0.007) = −0.028 が届きます。
#
# 着いた数が、レシピの各行の勾配です。
#
# - **塩** 6、**醤油** 2.6：増やすと、まずくなります。だから減らします。よく効くのは塩です。
# - **汁の量** −0.028：マイナスなので、増やすとまずさが減ります。1 ml では少しですが、100 ml 足せば効いてきます。
#
# これで「どの行を、どちらへ、どれくらい」が分かりました。**結果から原因へ、影響の倍率を掛けながらさかのぼる。** これが誤差逆伝播法の考え方です。
# %% [markdown] lang="en"
# **How to read the picture.** Cream boxes hold numbers that are given, blue boxes numbers that are computed. A box has a name, its value, and after ∂ its gradient. The × on a line is a **factor**: if what is on the left grows by 1, what is on the right grows by so many times that.
#
# Press “Back to the start” and go one step at a time.
#
# 1. **Forward** (blue frame): values are computed from left to right. Salt is 6 × 1 + 2.6 × 2 = 11.2 g; saltiness is 11.2 g in 400 ml, or 2.8 %; the badness is (2.8 − 0.8)² = 4.
# 2. **Turning round**: if E changes by 1, then E changes by 1. The way back starts with this 1.
# 3. **Backward** (vermilion frame): from right to left each box hands on its own gradient × the factor. Saltiness gets 1 × 4 = 4, the salt gets 4 × 0.25 = 1, and the teaspoons of salt get 1 × 6 = **6**.
#
# You can check the factors yourself. In 400 ml of soup 1 more gram of salt raises the saltiness by 1 ÷ 400, which is 0.25 %. The factor of the badness comes from chapter 3, where the derivative of $x^2$ was $2x$: 2 × (2.8 − 0.8) = 4. With 1 more ml of soup the saltiness goes from 11.2 ÷ 400 to 11.2 ÷ 401, about 0.007 % less. So the soup gets 4 × (−0.007) = −0.028.
#
# What arrives is the gradient of each line of the recipe:
#
# - **salt** 6, **soy sauce** 2.6: more of it makes the soup worse. So use less; salt matters most.
# - **soup** −0.028: negative, so more of it makes the soup less bad. A single ml does little, but 100 ml will be felt.
#
# Now you know which line to change, which way and how much. **Go back from the result to the causes, multiplying by the factors as you go.** That is the idea of backpropagation.

# %% [markdown] lang="ja"
# ## 5.1　なぜ「逆」伝播なのか
#
# ニューラルネットワークも、料理と同じように段階を踏んで計算します。
#
# | 入力層 | → 隠れ層1 | → 隠れ層2 | → 出力層 |
# | --- | --- | --- | --- |
# | データ | 処理1 | 処理2 | 予測結果 |
#
# 入力層と出力層の間の層は、外からは見えないので**隠れ層**といいます。
#
# - **順伝播**（フォワード）：データが入力から出力へ流れて、予測が出ます。
# - **逆伝播**（バックワード）：誤差が出力から入力へ流れて、各層の勾配が出ます。
#
# **層**の中には**ニューロン**が並んでいます。ニューロンがすることは 2 つだけです。
#
# 1. 入ってきた数に**重み**を掛けて足し合わせ、**バイアス**という数を足す。
# 2. その結果を、**活性化関数**で曲げる。
#
# ここでは tanh（ハイパボリック・タンジェント）で曲げます。どんな数も −1 と 1 の間に収める、なだらかな S 字の関数です。
#
# $$h_1 = \tanh(w_1 x_1 + w_2 x_2 + b_1)$$
#
# **例**：入力が 1 と 2、重みが 0.5 と 0.25、バイアスが 0 なら、足した結果は 0.5 × 1 + 0.25 × 2 + 0 = 1 です。tanh で曲げると、およそ 0.76 になります。
#
# 重みとバイアスが、学習で直すパラメーターです。つまり、レシピの各行にあたります。
#
# 下の図は、入力が 2 つ、隠れ層が 2 つあるネットワークです。箱がたくさんありますが、全部を読む必要はありません。まず、$x$ から $E$ までの大きな流れだけを見てください。
#
# - $x$ が入力、$h$ が隠れ層1、$k$ が隠れ層2、$y$ が予測です。
# - $t$ が正解、$E = (y - t)^2$ が誤差です。
# - 残りのクリーム色の箱は、どれもパラメーターです（$w, v, u$ が重み、$b, c, d$ がバイアス）。
# %% [markdown] lang="en"
# ## 5.1 Why “back”?
#
# A neural network computes in stages too, just like the dish.
#
# | input layer | → hidden layer 1 | → hidden layer 2 | → output layer |
# | --- | --- | --- | --- |
# | data | processing 1 | processing 2 | prediction |
#
# The layers between input and output are called **hidden layers**: they can't be seen from outside.
#
# - **Forward pass**: the data flow from the input to the output and give the prediction.
# - **Backward pass**: the error flows from the output to the input and gives the gradient of every layer.
#
# A **layer** is a row of **neurons**. A neuron does two things.
#
# 1. It multiplies what comes in by **weights**, adds it all up, and adds a number called the **bias**.
# 2. It bends the sum with an **activation function**.
#
# Here the sum is bent by tanh (the hyperbolic tangent), a smooth S that brings any number between −1 and 1.
#
# $$h_1 = \tanh(w_1 x_1 + w_2 x_2 + b_1)$$
#
# **Example**: with inputs 1 and 2, weights 0.5 and 0.25 and a bias of 0, the sum is 0.5 × 1 + 0.25 × 2 + 0 = 1. Bent by tanh, it becomes about 0.76.
#
# Weights and biases are the parameters that learning changes: they are the lines of the recipe.
#
# The picture below is a network with 2 inputs and 2 hidden layers. It has many boxes, and you need not read them all. Look at the broad stream from $x$ to $E$ first.
#
# - $x$ are the inputs, $h$ is hidden layer 1, $k$ hidden layer 2, $y$ the prediction.
# - $t$ is the right answer, and $E = (y - t)^2$ the error.
# - The other cream boxes are all parameters ($w, v, u$ are weights, $b, c, d$ biases).

# %% tags=["W5.1"]
from course_lib.controls.graph_walk import GraphWalkControl
from course_lib.engine.expressions import one_neuron, two_hidden_layers, used_twice

network_control = GraphWalkControl([two_hidden_layers(), one_neuron(), used_twice()], step=10)
network_control

# %% [markdown] lang="ja"
# いまは帰り道の途中で、$k_2$ が手前へ勾配を渡したところです。次のことを確かめてみましょう。
#
# 1. 「はじめに戻る」から順伝播の終わりまで進めます。値は左から右へ埋まり、**倍率も同時に分かります**。だから順伝播が先なのです。
# 2. そのまま最後まで進めます。勾配は右から左へ、層の順番の**逆**に埋まっていきます。「逆」伝播という名前のわけです。
# 3. $h_1$ の勾配は、2 回に分けて届きます。$h_1$ は $k_1$ と $k_2$ の**両方**に使われているからです。届いた分は**足し合わせます**。
# 4. 上の「計算」を「ニューロン 1 個」に変えると、同じことが足し算や掛け算 1 つずつの細かさで見えます。
# 5. 「tanh(a × b + a)」に変えて、$a$ の勾配が 2 回に分けて届くところを見ましょう。
#
# 規則は、この 2 つだけです。**道に沿って掛ける。道が合流したら足す。** これだけ覚えておけば、この章の残りは、その言い換えです。
# %% [markdown] lang="en"
# This is part of the way back: $k_2$ has just handed its gradient on. See for yourself:
#
# 1. Go back to the start and walk to the end of the forward pass. The values fill in from left to right, and **the factors become known along with them**. That is why forward comes first.
# 2. Walk on to the end. The gradients fill in from right to left, the layers in **reverse** order. Hence the name backpropagation.
# 3. The gradient of $h_1$ arrives in 2 parts, for $h_1$ is used by **both** $k_1$ and $k_2$. What arrives is **added up**.
# 4. Choose “One neuron” as the computation to see the same thing in finer detail, a single addition or multiplication at a time.
# 5. Choose “tanh(a × b + a)” and watch the gradient of $a$ arrive in 2 parts.
#
# There are just two rules. **Multiply along a way. Add where ways meet.** Keep these in mind: the rest of the chapter says them again in other words.

# %% [markdown] lang="ja"
# ## 5.2　連鎖律：倍率の掛け算
#
# 「道に沿って掛ける」という規則を**連鎖律**といいます。複雑な関数の微分を、簡単な微分の掛け算で求めるきまりです。料理の例なら
#
# $$\frac{\partial E}{\partial \text{小さじ}} = \frac{\partial E}{\partial \text{塩加減}} \times \frac{\partial \text{塩加減}}{\partial \text{塩の量}} \times \frac{\partial \text{塩の量}}{\partial \text{小さじ}} = 4 \times 0.25 \times 6 = 6$$
#
# 分数の約分のように、間の項が消えて両端が残る形をしています。∂ は第3章で出てきた「ほかを止めて、これだけを少し動かしたときの変化の割合」でした。
#
# 掛け算になるわけは、倍率という言葉で考えると分かります。小さじが 1 増えると塩はその 6 倍、つまり 6 g 増え、塩が 1 g 増えると塩加減は 0.25 増える。だから小さじが 1 増えると、塩加減は 6 × 0.25 = 1.5 増えます。
#
# では、倍率は**どこで**求めればよいのでしょうか。
# %% [markdown] lang="en"
# ## 5.2 The chain rule: multiplying factors
#
# “Multiply along a way” is called the **chain rule**: the derivative of a complicated function is a product of simple derivatives. For the dish,
#
# $$\frac{\partial E}{\partial \text{spoons}} = \frac{\partial E}{\partial \text{saltiness}} \times \frac{\partial \text{saltiness}}{\partial \text{salt}} \times \frac{\partial \text{salt}}{\partial \text{spoons}} = 4 \times 0.25 \times 6 = 6$$
#
# It looks like fractions in which the middle terms cancel and the two ends remain. You met ∂ in chapter 3: the rate of change when only this one moves a little and all else stays still.
#
# Why is it a product? Think of the factors. One more spoon makes 6 more grams of salt, and one more gram makes 0.25 more saltiness. So one more spoon makes 6 × 0.25 = 1.5 more saltiness.
#
# But **where** should the factors be taken?

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter05.quiz_place")

# %% [markdown] lang="ja"
# 確かめましょう。まず、手で 1 つ。「3 倍して、2 乗する」という 2 段の鎖に、2 を入れます。
#
# - **行き**：2 → 3 倍して 6 → 2 乗して 36。
# - **倍率**：「3 倍」は 3。「2 乗」は、6 のところで 2 × 6 = 12。掛けると 3 × 12 = **36** です。
# - **少し動かす**：2.01 を入れると 6.03² ≈ 36.36 で、0.36 ほど増えます。動かした 0.01 の約 36 倍です。合っています。
#
# 今度は、コンピューターに任せます。いろいろな関数を 2〜6 個つないだ「鎖」をランダムに（くじを引くように選んで）500 本作り、掛け算の答えを、第3章の中心差分（少し動かして調べる方法）と比べます。
# %% [markdown] lang="en"
# Let us test it, one chain by hand first. Put 2 into “times 3, then square”.
#
# - **Forward**: 2 → times 3 is 6 → squared is 36.
# - **Factors**: “times 3” has 3. “Square” has, at 6, 2 × 6 = 12. The product is 3 × 12 = **36**.
# - **A small move**: 2.01 gives 6.03² ≈ 36.36, about 0.36 more. That is about 36 times the 0.01. It agrees.
#
# Now we leave it to the computer. We make 500 random chains of 2 to 6 functions and compare the product with the central difference of chapter 3, which moves the input a little and looks.

# %% tags=["folded"]
# ja: 関数の鎖を作り、傾きを掛け合わせるコードです。読まなくてもかまいません。
# en: Makes chains of functions and multiplies their slopes. You need not read it.
import numpy as np

from course_lib import claim, course_seed
from course_lib.slopes.differentiation import central_difference
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

# ja: 鎖の部品。それぞれ（関数, その微分）の組
# en: what chains are made of: pairs (function, its derivative)
pieces = [
    (np.sin, np.cos),
    (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    (lambda x: x**2 / 2, lambda x: x),
    (lambda x: 1 / (1 + np.exp(-x)), lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    (lambda x: 2 * x + 1, lambda x: 2.0),
    (lambda x: np.exp(-(x**2)), lambda x: -2 * x * np.exp(-(x**2))),
]


def follow(chain, x):
    for function, _ in chain:
        x = function(x)
    return x


def product_of_slopes(chain, x):
    product = 1.0
    for function, derivative in chain:
        # ja: いま着いている場所での傾きを掛けてから、次の場所へ進む
        # en: multiply by the slope at the place reached, then go on to the next place
        product = product * derivative(x)
        x = function(x)
    return product


def product_at_the_start(chain, x):
    return np.prod([derivative(x) for _, derivative in chain])


def unlike(found, chain, x):
    numerical = central_difference(lambda x: follow(chain, x), x)
    return abs(found - numerical) / max(1, abs(numerical))


# %% tags=["C5.1"]
def badness(spoons):
    salt = 6 * spoons + 2.6 * 2
    taste = 100 * salt / 400
    return (taste - 0.8) ** 2


nudged = central_difference(badness, 1.0)
product = 2 * (2.8 - 0.8) * (100 / 400) * 6

rng = np.random.default_rng(course_seed())
differences, at_the_start = [], []
for _ in range(500):
    chain = [pieces[number] for number in rng.integers(len(pieces), size=rng.integers(2, 7))]
    x = rng.uniform(-2, 2)
    differences.append(unlike(product_of_slopes(chain, x), chain, x))
    at_the_start.append(unlike(product_at_the_start(chain, x), chain, x))
bound = 1e-6
wrong = 100 * np.mean(np.array(at_the_start) > 1e-3)

claim(
    "C5.1", "holds",
    [abs(product - nudged) < 1e-6, max(differences) < bound, wrong > 75],
    product=product, nudged=nudged, chains=len(differences), bound=spoken(bound, digits=1), wrong=wrong,
)

# %% [markdown] lang="ja"
# ### 入力や重みを動かして、すべての勾配を見る
#
# 勾配は「いまの場所での」傾きなので、どこか 1 か所が動くと、**すべての**勾配が変わります。「動かす入力」を選び、スライダーを動かしてください。図の下の文は、勾配による見積もりと、本当に 0.01 動かした結果とを比べています。
#
# **予想**：
#
# 1. ネットワークで $t$（正解）を予測 $y$ に近づけると、勾配はどうなるでしょうか。
# 2. 「ニューロン 1 個」で $b$ を 3 まで上げると、tanh の値は 1 に近づきます。勾配はどうなるでしょうか。
# 3. 料理で「汁の量」を 1,400 ml にすると、どうなるでしょうか。
# %% [markdown] lang="en"
# ### Move an input or a weight and see every gradient
#
# A gradient is a slope at the present place, so when one number moves, **all** the gradients change. Choose an input and drag the slider. The sentence below the picture compares what the gradient foretells with what a real move of 0.01 does.
#
# **Predict**:
#
# 1. In the network, what happens to the gradients as you bring $t$, the right answer, close to the prediction $y$?
# 2. With one neuron, raise $b$ to 3, and tanh comes close to 1. What happens to the gradients?
# 3. For the dish, what happens if there are 1,400 ml of soup?

# %% tags=["W5.2"]
from course_lib.controls.graph_play import GraphPlayControl

GraphPlayControl()

# %% [markdown] lang="ja"
# 1. $y$ と $t$ が同じになると、誤差の傾きは 0。そこに掛けていくので、**すべての勾配が 0** になります。直すところがない、ということです。
# 2. tanh は 1 の近くで平らになります。倍率が 0 に近くなり、その先の勾配も小さくなります。倍率の小さい層が何段も続くと何が起こるか。それが第6章の主題です。
# 3. 塩加減がちょうど 0.8 % になり、まずさも勾配も 0 になります。
#
# ### たとえの限界
#
# 1. **倍率は一定ではありません。** 「小さじ 1 杯で 6 増える」は、いまの場所での割合です。本当に 1 杯減らすと、まずさは 4 から 0.25 へ 3.75 減ります。6 ではありません。勾配が約束してくれるのは、**少しだけ**動かしたときの変化です。
# 2. **料理の道はほとんど 1 本ですが、ネットワークには無数の道があります。** 1 つの重みから誤差へは、後ろの層のあらゆるニューロンを通る道があり、道ごとの掛け算を**足し合わせます**。
# 3. **勾配は「犯人」を教えてはくれません。** 塩の勾配が大きいのは、塩が悪いからではなく、いま少し変えるとよく効くからです。
# 4. **料理人は味を見て原因を推理しますが、逆伝播は推理しません。** 掛け算と足し算だけで、すべての行について同時に答えを出します。
# %% [markdown] lang="en"
# 1. When $y$ and $t$ are the same, the slope of the error is 0. Everything is multiplied by it, so **all gradients are 0**: there is nothing to correct.
# 2. Near 1 tanh is level. Its factor comes close to 0, and all gradients beyond it become small. What happens when many layers of small factors follow one another is the subject of chapter 6.
# 3. The saltiness is just 0.8 %, and both the badness and its gradients are 0.
#
# ### Where the analogy breaks
#
# 1. **The factors are not constant.** “6 more for each teaspoon” is a rate at the present place. Really taking 1 teaspoon out brings the badness from 4 to 0.25, which is 3.75 less, not 6. A gradient only speaks of **small** moves.
# 2. **The dish has hardly more than one way; a network has very many.** From one weight, ways lead to the error through every neuron of the layers behind, and the products along all these ways are **added up**.
# 3. **A gradient does not find the culprit.** Salt has a large gradient not because salt is at fault, but because a small change of it matters most right now.
# 4. **A cook tastes and reasons about causes; backpropagation does not reason.** It only multiplies and adds, and has the answer for all lines at once.

# %% [markdown] lang="ja"
# ## 5.3　計算してくれるプログラム：エンジン
#
# 「順伝播のときに倍率を覚えておき、帰りに掛けて足す」。これをするプログラムを**エンジン**と呼びましょう。覚えておくことは 3 つだけです。
#
# **1. 計算の種類ごとの倍率。** どんな長い式も、足し算や掛け算などの小さな計算に分けられます。
#
# | 計算 | 倍率 | わけ |
# | --- | --- | --- |
# | 足し算 a + b | a へ 1、b へ 1 | どちらが 1 増えても、和は 1 増える |
# | 掛け算 a × b | a へ b、b へ a | a が 1 増えると、積は b だけ増える（**相手の値**） |
# | tanh | 1 − (結果)² | 結果が −1 や 1 に近いほど、倍率は 0 に近い |
#
# **2. 順番。** ある数の勾配を手前へ渡してよいのは、その数に届く分が**すべて届いてから**です。途中で渡すと、あとから届いた分が伝わりません。だから、計算した順番の**逆**にたどります（この並べ方を**トポロジカル順**といいます）。
#
# **3. 帰り道。** 後ろから順に「自分の勾配 × 倍率」を、もとになった数へ**足して**いきます。
#
# この教材のエンジンでは、数を `Value(…)` に入れて、ふつうに式を書くだけです。最後に `.backward()` と書くと、すべての数の `.grad` に勾配が入ります。お吸い物で試しましょう。
# %% [markdown] lang="en"
# ## 5.3 A program that does it: the engine
#
# “Remember the factors on the way forward; multiply and add on the way back.” Let us call a program that does this an **engine**. It has 3 things to know.
#
# **1. The factors of each kind of calculation.** However long a formula, it is made of small calculations such as sums and products.
#
# | calculation | factor | why |
# | --- | --- | --- |
# | sum a + b | 1 to a, 1 to b | if either grows by 1, so does the sum |
# | product a × b | b to a, a to b | if a grows by 1, the product grows by b (**the value of the other one**) |
# | tanh | 1 − (result)² | the closer the result is to −1 or 1, the closer the factor is to 0 |
#
# **2. An order.** A number may hand its gradient on only **when all the parts of it have arrived**; otherwise parts that come later would be lost. So go through the numbers in the **reverse** of the order in which they were computed (a **topological order**).
#
# **3. The way back.** From the end, **add** “own gradient × factor” to each number that a number was made from.
#
# With this course's engine you put numbers into `Value(…)` and write formulas as usual. Write `.backward()` at the end, and the gradient of every number stands in its `.grad`. Let us try the soup.

# %%
from course_lib.engine.value import Value

salt_spoons, soy_spoons, water = Value(1), Value(2), Value(400)
salt = 6 * salt_spoons + 2.6 * soy_spoons
taste = 100 * salt / water
error = (taste - 0.8) ** 2

error.backward()

# %% tags=["folded"]
# ja: 4 つの数の値（data）と勾配（grad）を、1 行ずつ印字します。
# en: Prints the value (data) and the gradient (grad) of 4 numbers, a line each.
for name, value in [("salt_spoons", salt_spoons), ("soy_spoons", soy_spoons), ("water", water), ("taste", taste)]:
    print(words("chapter05.gradient_of", name=words(f"graph.names.{name}"), value=spoken(value.data), gradient=spoken(value.grad)))

# %% [markdown] lang="ja"
# 図で見た 6、2.6、−0.028 が出ました。第4章の一歩を、このレシピで進めてみましょう。勾配と反対へ、学習率（0.05）× 勾配だけ動かします。
# %% [markdown] lang="en"
# There are the 6, 2.6 and −0.028 of the picture. Now take the step of chapter 4 with this recipe: move against the gradient, by learning rate (0.05) × gradient.

# %% tags=["folded"]
# ja: レシピを 5 歩直し、一歩ごとに書き出すコードです。読まなくてもかまいません。
# en: Takes 5 steps with the recipe and writes out each. You need not read it.
recipe = {"salt_spoons": 1.0, "soy_spoons": 2.0, "water": 400.0}
for step in range(6):
    graph = dish().graph(recipe)
    gradients = {node.name: node.grad for node in graph.nodes}
    print(words("chapter05.recipe", step=step, error=graph.nodes[-1].data, **recipe))
    recipe = {name: amount - 0.05 * gradients[name] for name, amount in recipe.items()}

# %% [markdown] lang="ja"
# 塩は大きく減り、醤油も少し減りますが、汁の量は**ほとんど変わりません**。1 ml あたりの勾配が小さいからです。単位が違うと勾配の大きさも違う、という第3章の話が、ここにも顔を出しています。
#
# **自分の式で試しましょう。** 下の `lambda` のあとを好きな式に書きかえてください。`+ - * / **` と `.tanh() .exp() .sigmoid() .relu()` が使えます（`exp` は 2.718…（e）の何乗かを求めます。`sigmoid` と `relu` は、第6章で出てくる活性化関数です）。
# %% [markdown] lang="en"
# Salt falls a lot and soy sauce a little, but the amount of soup **hardly changes**, since the gradient for 1 ml is so small. It is the story of chapter 3 again: other units, other sizes of gradients.
#
# **Try a formula of your own.** Change what stands after `lambda` below. You may use `+ - * / **` and `.tanh() .exp() .sigmoid() .relu()` (`exp` raises 2.718…, called e, to a power; `sigmoid` and `relu` are activation functions that you meet in chapter 6).

# %%
from course_lib.engine.expressions import expression_of

mine = expression_of(lambda a, b: (a * b - 1) ** 2 + b.exp(), a=2.0, b=-0.5)
GraphWalkControl([mine])

# %% [markdown] lang="ja"
# ## 5.4　数をまとめて：表の掛け算
#
# 数を 1 つずつ扱うと、仕組みはよく見えますが、遅くなります。本物のネットワークでは、何百万個もの数を**表**（配列）にまとめて一度に計算します。規則は同じです。
#
# 小さな例で見ましょう。データが 2 件、入力が 2 つ、ニューロンが 2 つです。
#
# - $X$ は入力の表です。1 行が 1 件のデータです。
# - $W$ は重みの表です。行が入力、列がニューロンです。
# - $X W$ は**表の掛け算**（行列の積）です。Python では `X @ W` と書きます。$X$ の 1 行と $W$ の 1 列を、順に掛けて足すと、答えの表の数が 1 つできます。
# %% [markdown] lang="en"
# ## 5.4 Many numbers together: the product of tables
#
# One number at a time shows well how it works, but it is slow. Real networks handle millions of numbers together, in **tables** (arrays). The rules are the same.
#
# Here is a small example: 2 rows of data, 2 inputs, 2 neurons.
#
# - $X$ is the table of inputs. Each row is 1 example.
# - $W$ is the table of weights. A row for each input, a column for each neuron.
# - $X W$ is the **product of the tables** (the matrix product). In Python it is written `X @ W`. Multiply 1 row of $X$ with 1 column of $W$, number by number, and add up: that gives 1 number of the answer.

# %%
from course_lib.plots.table_product import table_product

X = np.array([[1, 2], [3, 4]])
W = np.array([[5, 0], [1, 2]])
table_product(X, W)

# %% [markdown] lang="ja"
# 左上の 7 は、1 件目のデータ (1, 2) と、1 つ目のニューロンの重み (5, 1) から 1 × 5 + 2 × 1 = 7 とできました。ニューロンがする「重みを掛けて足す」そのものです。
#
# **予想**：右下の 8 は、どの行とどの列から、どうやってできたでしょうか。
#
# 答えは 2 行目の (3, 4) と 2 列目の (0, 2) で、3 × 0 + 4 × 2 = 8 です。4 つとも確かめられたら、行列の積はもう分かっています。
#
# これに、どの行にも同じようにバイアス $b$ を足したものが、**全結合層**（dense layer）です。
#
# $$Y = X W + b$$
# %% [markdown] lang="en"
# The 7 at the top left comes from the first example (1, 2) and the weights of the first neuron (5, 1): 1 × 5 + 2 × 1 = 7. It is just what a neuron does: multiply by weights and add up.
#
# **Predict**: which row and which column made the 8 at the bottom right, and how?
#
# It was row 2, (3, 4), and column 2, (0, 2): 3 × 0 + 4 × 2 = 8. Once you have checked all 4, you know the matrix product.
#
# Add the biases $b$, to every row alike, and you have a **dense layer**:
#
# $$Y = X W + b$$

# %%
b = np.array([1, -1])
Y = X @ W + b
print(Y)

# %% [markdown] lang="ja"
# 帰り道を、同じ数で歩きましょう。後ろの層から、$Y$ の 4 つの数それぞれの勾配が届いたとします。$Y$ と同じ形の表なので、$G$ と書きます。
#
# | $G$（届いた勾配） | 1 つ目のニューロン | 2 つ目のニューロン |
# | --- | --- | --- |
# | 1 件目 | 1 | 2 |
# | 2 件目 | 0 | 1 |
#
# - **入力の勾配**：1 件目の 1 つ目の入力は、重み 5 で 1 つ目のニューロンへ、重み 0 で 2 つ目のニューロンへ伝わりました。道に沿って掛け、合流で足すと 1 × 5 + 2 × 0 = **5**。
# - **重みの勾配**：左上の重みは、1 件目では入力 1、2 件目では入力 3 に掛けられました。どちらの道も足して 1 × 1 + 3 × 0 = **1**。
# - **バイアスの勾配**：バイアスは、どの行にもそのまま足されました。倍率は 1 なので、縦に足すだけです。1 つ目は 1 + 0 = **1**、2 つ目は 2 + 1 = **3**。
#
# 表の掛け算で書くと、3 行になります。
#
# | 求めるもの | 式 | 倍率は |
# | --- | --- | --- |
# | 入力 $X$ の勾配 | $G\,W^{\mathsf T}$ | 重み |
# | 重み $W$ の勾配 | $X^{\mathsf T} G$ | 入力 |
# | バイアス $b$ の勾配 | $G$ を縦に足す | 1 |
#
# ${}^{\mathsf T}$（転置）は、表の行と列を入れかえることです。横の並びが縦になります。$W$ の 1 行目 (5, 0)、2 行目 (1, 2) は、$W^{\mathsf T}$ では 1 **列**目、2 **列**目になります。Python では `W.T` と書きます。
# %% [markdown] lang="en"
# Walk the way back with the same numbers. Suppose that from the layer behind a gradient has arrived for each of the 4 numbers of $Y$. It is a table of the same shape as $Y$; call it $G$.
#
# | $G$ (what has arrived) | neuron 1 | neuron 2 |
# | --- | --- | --- |
# | example 1 | 1 | 2 |
# | example 2 | 0 | 1 |
#
# - **Gradient of the inputs**: input 1 of example 1 went with weight 5 to neuron 1 and with weight 0 to neuron 2. Multiply along the ways, add where they meet: 1 × 5 + 2 × 0 = **5**.
# - **Gradient of the weights**: the weight at the top left was multiplied by the input 1 in example 1, and by 3 in example 2. Both ways are added: 1 × 1 + 3 × 0 = **1**.
# - **Gradient of the biases**: a bias is added as it is, in every row. The factor is 1, so just add up the columns: 1 + 0 = **1** for the first, 2 + 1 = **3** for the second.
#
# As products of tables that is 3 lines:
#
# | wanted | formula | the factors are |
# | --- | --- | --- |
# | gradient of the inputs $X$ | $G\,W^{\mathsf T}$ | the weights |
# | gradient of the weights $W$ | $X^{\mathsf T} G$ | the inputs |
# | gradient of the biases $b$ | columns of $G$ added up | 1 |
#
# ${}^{\mathsf T}$ (transposed) swaps rows and columns. Rows 1 and 2 of $W$, (5, 0) and (1, 2), become **columns** 1 and 2 of $W^{\mathsf T}$. In Python it is written `W.T`.

# %%
G = np.array([[1, 2], [0, 1]])
print(words("chapter05.of_inputs"), G @ W.T, sep="\n")
print(words("chapter05.of_weights"), X.T @ G, sep="\n")
print(words("chapter05.of_biases"), G.sum(axis=0), sep="\n")

# %% [markdown] lang="ja"
# 5 と 1、それに (1, 3) が、手で計算したとおりの場所にありますね。ここが、この章でいちばん険しいところでした。
#
# 式を忘れたら**形を見る**のが近道です。表の掛け算ができるのは、**左の列の数と右の行の数が同じ**ときだけです。たとえば、データが 5 件、入力が 3 つ、ニューロンが 2 つだとします。
#
# - $X$ は 5 行 3 列、$G$ は 5 行 2 列です。$X G$ は、3 と 5 が違うので掛けられません。
# - $X^{\mathsf T}$ は 3 行 5 列なので、$X^{\mathsf T} G$ なら掛けられて、3 行 2 列になります。$W$ と同じ形です。
#
# ただし、上の例のように行と列が同じ数のときは、転置を忘れても形は合ってしまいます。そのときは、数値微分と比べて確かめます（第9章）。
#
# ## 5.5　いくらかかるのか
#
# 第3章の数値微分でも、勾配は求められました。パラメーターを 1 つずつ少し動かして、そのたびに順伝播をやり直す方法です。なぜ、わざわざ帰り道を作るのでしょうか。予想してください。
# %% [markdown] lang="en"
# There are the 5, the 1 and the (1, 3), just where we worked them out by hand. This was the steepest part of the chapter.
#
# If you forget the formulas, **look at the shapes**. Tables can be multiplied only where **the left one has as many columns as the right one has rows**. Say there are 5 examples, 3 inputs and 2 neurons.
#
# - $X$ has 5 rows and 3 columns, $G$ has 5 and 2. $X G$ is impossible, for 3 is not 5.
# - $X^{\mathsf T}$ has 3 rows and 5 columns, so $X^{\mathsf T} G$ is possible: 3 rows and 2 columns, the shape of $W$.
#
# But where rows and columns are as many, as above, the shapes fit even if you forget the transpose; then only a comparison with numerical differentiation tells (chapter 9).
#
# ## 5.5 What does it cost?
#
# The numerical differentiation of chapter 3 finds gradients too: move each parameter a little, one after the other, and do the forward pass anew each time. Why then build a way back? Make a guess.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter05.quiz_cost")

# %% [markdown] lang="ja"
# 大きさの違うネットワークで、**順伝播を何回したか**を実際に数えます。数値微分は、本当にその回数だけ順伝播を実行します。
# %% [markdown] lang="en"
# With networks of different sizes we count **how often the network is really run**. Numerical differentiation does run it that many times.

# %% tags=["folded"]
# ja: 大きさの違うネットワークで、順伝播の回数を数えて描くコードです。読まなくてもかまいません。
# en: Counts the forward passes of networks of different sizes and draws them. You need not read it.
from course_lib.engine.tensor import apply, no_grad
from course_lib.networks import initializers
from course_lib.networks.layers import Dense, Layer, Sequential, Tanh
from course_lib.networks.losses import mean_squared_error
from course_lib.plots.passes_by_parameters import passes_by_parameters
from course_lib.slopes.differentiation import numerical_gradient


class Counter(Layer):
    # ja: 何も変えずに通し、行きと帰りに何回通ったかを数える層
    # en: a layer that changes nothing and counts how often it is passed, forward and backward
    forward = backward = 0

    def __call__(self, x):
        def passed(numbers):
            self.forward += 1
            return numbers.copy(), (self.passed_back,)

        return apply(passed, x)

    def passed_back(self, gradient):
        self.backward += 1
        return gradient


class CountedNetwork:
    def __init__(self, width, rng, samples=8):
        xavier = initializers.xavier
        self.counter = Counter()
        self.layers = Sequential(
            Dense(2, width, rng, xavier), self.counter, Tanh(), Dense(width, width, rng, xavier), Tanh(),
            Dense(width, 1, rng, xavier),
        )
        self.x, self.targets = rng.normal(size=(samples, 2)), rng.normal(size=(samples, 1))
        self.parameters = self.layers.parameters()
        self.start = np.concatenate([parameter.data.ravel() for parameter in self.parameters])

    def forward(self):
        return mean_squared_error(self.layers(self.x), self.targets)

    def error_at(self, numbers):
        # ja: パラメーターをこの値にして、順伝播だけをする
        # en: give the parameters these values and do a forward pass, nothing more
        place = 0
        for parameter in self.parameters:
            parameter.data = numbers[place : place + parameter.size].reshape(parameter.shape)
            place += parameter.size
        with no_grad():
            return self.forward().item()

    def one_sided(self):
        here = self.error_at(self.start)
        steps = 1e-6 * np.eye(len(self.start))
        return np.array([(self.error_at(self.start + step) - here) / 1e-6 for step in steps])

    def central(self):
        return numerical_gradient(self.error_at, self.start)

    def backpropagation(self):
        self.forward().backward()
        return np.concatenate([parameter.grad.ravel() for parameter in self.parameters])


def passes_of(network, method):
    counter = network.counter
    counter.forward = counter.backward = 0
    gradient = method()
    return (counter.forward, counter.backward), gradient


rng = np.random.default_rng(course_seed())
networks = [CountedNetwork(width, rng) for width in (1, 2, 4, 8, 16, 32)]
sizes = [len(network.start) for network in networks]
back = [passes_of(network, network.backpropagation) for network in networks]
one = [passes_of(network, network.one_sided) for network in networks]
central = [passes_of(network, network.central) for network in networks]
# ja: 行きの回数に、帰りの回数を足して描く
# en: passes back are added to passes forward
passes_by_parameters(sizes, *([sum(passes) for passes, _ in counted] for counted in (central, one, back)))

# %% [markdown] lang="ja"
# （縦も横も、1 目盛りごとに 10 倍や 2 倍になる**対数目盛り**です。）
#
# 数値微分の回数は、パラメーターの数に比例して増えます。パラメーターが $p$ 個なら、片側の差分で $p + 1$ 回、中心差分で $2p$ 回。100 万個のネットワークなら、**1 回の更新のために** 200 万回の順伝播が必要です。
# 誤差逆伝播法は、いつでも行きと帰りの 1 回ずつです。
#
# では、帰りの 1 回は、行きの 1 回に比べてどれくらい重いのでしょうか。帰りは、行きと同じ線を逆に通り、線 1 本につき掛け算 1 回と足し算 1 回をするだけです。だから、**行きの数倍で済むはず**です。
#
# 全結合層なら、数えられます。行きは表の掛け算が 1 回（$XW$）、帰りは 2 回（$G\,W^{\mathsf T}$ と $X^{\mathsf T} G$）。合わせて 3 回分です。第2章の競走の料金も、この 3 回分でした。本当にそれくらいで済むのか、時間を計って確かめます。
# %% [markdown] lang="en"
# (On both axes each mark is a factor, of 10 or of 2: **logarithmic axes**.)
#
# Numerical differentiation needs more passes in proportion to the number of parameters: for $p$ of them, $p + 1$ with one-sided and $2p$ with central differences. A network of 1 million would need 2 million forward passes **for a single update**.
# Backpropagation always takes 1 pass forward and 1 backward.
#
# How heavy is that 1 pass backward, compared with 1 forward? Each line of the graph costs a multiplication and an addition. They are the same lines as on the way forward, so it should be **a few times as much**. For the tables of a dense layer it is 1 product on the way forward and 2 on the way back (for the inputs and for the weights), 3 in all. That was the price in the race of chapter 2. Does it really come to so little? We measure the time.

# %% tags=["C5.2"]
import time


def seconds(actions, times):
    # ja: 休みをはさんで代わる代わる計り、いちばん速かった回の時間を取る。ほかの仕事に邪魔された回の影響を受けない
    # en: measured in turn, with rests; of each the fastest run, which nothing else on the computer has disturbed
    fastest = [np.inf] * len(actions)
    for _ in range(times):
        for number, action in enumerate(actions):
            # ja: ブラウザーの時計は目盛りが粗いので、1 ミリ秒を超えるまでくり返し、1 回分に直す
            # en: the clock of a browser has coarse marks: repeated until 1 millisecond is over, and divided
            start, done, taken = time.perf_counter(), 0, 0.0
            while taken < 0.001:
                action()
                done, taken = done + 1, time.perf_counter() - start
            fastest[number] = min(fastest[number], taken / done)
        time.sleep(0.005)
    return fastest


timed = [CountedNetwork(width, rng, samples=256) for width in (2, 32, 128)]
times = [seconds([network.forward, network.backpropagation], 200) for network in timed]
ratios = [both / forward for forward, both in times]
numerical_ratio = seconds([timed[1].central], 1)[0] / times[1][0]

agree = [
    # ja: どの方法でも同じ勾配
    # en: the same gradient by any of the methods
    np.allclose(by_back, by_central, atol=1e-8) and np.allclose(by_back, by_one, atol=1e-4)
    for (_, by_back), (_, by_one), (_, by_central) in zip(back, one, central, strict=True)
]
as_foretold = [
    (b, o, c) == ((1, 1), (p + 1, 0), (2 * p, 0))
    for (b, _), (o, _), (c, _), p in zip(back, one, central, sizes, strict=True)
]

claim(
    "C5.2", "holds",
    [all(agree), all(as_foretold), max(ratios) < 4, numerical_ratio > 300],
    parameters=sizes[-1], central=central[-1][0][0], one_sided=one[-1][0][0], networks=len(sizes), small=len(timed[0].start),
    large=len(timed[-1].start), few=4, many=300,
)

# %% [markdown] lang="ja"
# 数回分の手間で、何個のパラメーターの勾配でも求まる。ネットワークがこれほど大きくなれた理由の 1 つです。
#
# ## まとめ
#
# - **順伝播**では、データが入力から出力へ流れて予測が出ます。**逆伝播**では、誤差が出力から入力へ流れて各層の勾配が出ます。
# - **連鎖律**：複雑な関数の微分は、簡単な微分の掛け算です。道に沿って掛け、道が合流したら足します。
# - 倍率は、順伝播で着いた場所で求めます。だから、行きの値を覚えておきます。
# - 誤差逆伝播法は、パラメーターが何個でも行きと帰りの 1 回ずつ。数値微分は、パラメーターの数に比例した回数がかかります。
# - 全結合層の帰り道は 3 行です。迷ったら、形を手がかりにします。
#
# ## 次にすること
#
# おつかれさまでした。誤差逆伝播法は、ディープラーニングを学ぶ人の多くがつまずくところです。そこを、あなたはお吸い物 1 杯で越えました。
#
# - [練習問題　第5章](../../exercises/ja/05_backpropagation.ipynb)：帰り道の部品を書き、最後に**自分のエンジンで**小さなネットワークを学習させます。
# - [第6章　勾配がおかしくなるとき](06_when_gradients_go_wrong.ipynb)：小さな倍率、大きな倍率を何十回も掛けると、何が起こるでしょうか。
# - 言葉に迷ったら [用語集](99_glossary.ipynb) へ。
#
# この下の「もっと知りたい人へ」は、読まなくても先へ進めます。
# %% [markdown] lang="en"
# For the price of a few passes you have the gradients of any number of parameters. It is one of the reasons why networks could grow so large.
#
# ## What you can say now
#
# - In the **forward pass** data flow from the input to the output and give the prediction. In the **backward pass** the error flows from the output to the input and gives the gradients of all layers.
# - The **chain rule**: the derivative of a complicated function is a product of simple derivatives. Multiply along a way; add where ways meet.
# - Factors are taken at the places that the forward pass has reached. That is why its values are remembered.
# - However many parameters there are, backpropagation takes 1 pass forward and 1 backward. Numerical differentiation takes a number of passes in proportion to the parameters.
# - The way back through a dense layer is 3 lines. Let the shapes guide you.
#
# ## What comes next
#
# Well done. Backpropagation is where many who learn deep learning stumble, and you got across it with 1 bowl of soup.
#
# - [Exercises for chapter 5](../../exercises/en/05_backpropagation.ipynb): write the parts of the way back and, at the end, train a small network **with your own engine**.
# - [Chapter 6: When gradients go wrong](06_when_gradients_go_wrong.ipynb): what comes of multiplying dozens of small factors, or of large ones?
# - Looking for a word? See the [glossary](99_glossary.ipynb).
#
# What follows below, “If you want to know more”, is not needed to go on.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：エンジンの中を読む
#
# `course_lib/engine/value.py` の本物のコードです。計算のたびに、結果の値と一緒に「何から作ったか」（`inputs`）と「それぞれの倍率」（`slopes`）を残します。足し算と掛け算と tanh を見てみましょう。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: reading the engine
#
# Here is the real code of `course_lib/engine/value.py`. With each result it keeps what the result was made from (`inputs`) and the factor for each of these (`slopes`). Look at addition, multiplication and tanh.

# %%
import inspect

for operation in (Value.__add__, Value.__mul__, Value.tanh):
    print(inspect.getsource(operation))

# %% [markdown] lang="ja"
# どの関数にも `Value(…)` を返す行があり、そこに値と倍率が並んで書かれています（`if` は、相手がふつうの数かどうかを見分けるためのものです）。上の表の倍率が、そのまま見つかりますか。
#
# 次は、帰り道です。
# %% [markdown] lang="en"
# In each function there is a line that returns `Value(…)`, with the value and its factors side by side (the `if` only tells apart whether the partner is a plain number). Do you find the factors of the table above?
#
# And here is the way back.

# %%
print(inspect.getsource(Value.backward))

# %% [markdown] lang="ja"
# 最後の 3 行が、誤差逆伝播法の心臓部です。`=` ではなく `+=` なのは、道が合流するところで**足す**ためです。
#
# 表（配列）のエンジンでは、全結合層の帰り道の 3 行が、1 行に並んでいます。
# %% [markdown] lang="en"
# The last 3 lines are the heart of backpropagation. It says `+=` and not `=`, so that ways that meet are **added up**.
#
# In the engine for tables (arrays) the 3 lines of the way back through a dense layer stand side by side in 1 line.

# %%
from course_lib.engine import network_operations

print(inspect.getsource(network_operations.dense))

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：エンジンは正しいか
#
# この教材には、エンジンが 2 つあります。数を 1 つずつ計算する**スカラーのエンジン**（`Value`。スカラーとは、1 つの数のことです）と、この先の章で使う**配列のエンジン**（`Tensor`）です。2 つが同じ答えを出すか、確かめましょう。
# 入力 3、隠れ層 4 と 3、出力 3 のネットワークを、この 2 つのエンジンと、上の表の 3 行を使って**手で書いた帰り道**とで計算します。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: is the engine right?
#
# This course has 2 engines: the **scalar engine** (`Value`; a scalar is a single number), which computes one number at a time, and the **array engine** (`Tensor`), which the chapters to come will use. Do the 2 give the same answers?
# We compute a network with 3 inputs, hidden layers of 4 and 3 neurons and 3 outputs with both of them, and with the **way back written out by hand**, by the 3 lines of the table above.

# %% tags=["folded"]
# ja: 同じネットワークの勾配を、3 つの方法で計算するコードです。読まなくてもかまいません。
# en: Computes the gradients of one network in 3 ways. You need not read it.
from course_lib.engine.tensor import Tensor
from course_lib.data.torch_gradients import torch_gradients
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.engine.value_network import layer_by_layer

known = torch_gradients()

# ja: 1. 配列のエンジン
# en: 1. the array engine
W1, b1, W2, b2, W3, b3 = tensors = [Tensor(parameter) for parameter in known.parameters]
hidden1 = (known.x @ W1 + b1).tanh()
hidden2 = (hidden1 @ W2 + b2).tanh()
loss = softmax_cross_entropy(hidden2 @ W3 + b3, known.labels)
loss.backward()
array_gradients = [tensor.grad for tensor in tensors]

# ja: 2. スカラーのエンジン
# en: 2. the scalar engine
values = [[Value(number) for number in parameter.ravel()] for parameter in known.parameters]
tables = [np.array(row).reshape(parameter.shape) for row, parameter in zip(values, known.parameters, strict=True)]
total = Value(0)
for row, label in zip(known.x, known.labels, strict=True):
    scores = layer_by_layer(list(row), [table.T.tolist() for table in tables[::2]], [table.tolist() for table in tables[1::2]])[-1]
    total = total + sum(score.exp() for score in scores).log() - scores[label]
scalar_loss = total / len(known.x)
scalar_loss.backward()
scalar_gradients = [np.reshape([value.grad for value in row], parameter.shape) for row, parameter in zip(values, known.parameters, strict=True)]

# ja: 3. 手で書いた帰り道。G は、いまいる層の出力の勾配
# en: 3. the way back by hand; G is the gradient of the present layer's output
shares = np.exp(hidden2.data @ W3.data + b3.data)
shares /= shares.sum(axis=1, keepdims=True)
G = (shares - np.eye(3)[known.labels]) / len(known.x)
by_hand = []
for x, W, bent in [(hidden2.data, W3.data, None), (hidden1.data, W2.data, hidden2.data), (known.x, W1.data, hidden1.data)]:
    if bent is not None:
        G = G * (1 - bent**2)  # tanh
    by_hand = [x.T @ G, G.sum(axis=0), *by_hand]
    G = G @ W.T

print(words("chapter05.losses", one=loss.item(), other=scalar_loss.data))
for name, ours in (("arrays", array_gradients), ("scalars", scalar_gradients), ("by_hand", by_hand)):
    numbers = "  ".join(f"{gradient:+.8f}".replace("-", "−") for gradient in ours[1])
    print(words(f"chapter05.{name}", numbers=numbers))

# %% [markdown] lang="ja"
# 3 つとも一致しました。`softmax_cross_entropy`（ソフトマックスと交差エントロピー）は、出力（点数）を確率（第2章の信頼度）に直して、正解にどれだけの確率を与えたかで誤差を測る関数です。その勾配は「確率 − 正解（1 か 0）」をデータの件数で割るだけになります。
#
# 勾配のプログラムの間違いは、気づきにくいものです。少し間違った勾配でも、誤差は何となく下がってしまうからです。そこで、世界中で使われている **PyTorch** を審判にします。
# PyTorch が入っていなくても読めるように、同じ問題への PyTorch の答えを保存してあります（入っていれば、その場でもう一度計算させて、保存した答えとも比べます）。
# %% [markdown] lang="en"
# All 3 agree. (`softmax_cross_entropy` turns the outputs, called scores, into probabilities (the confidence of chapter 2), and measures the error by how much probability the right answer got. Its gradient turns out to be just “probability − right answer (1 or 0)”, divided by the number of examples.)
#
# Mistakes in a gradient are easy to miss: even with a slightly wrong gradient the error somehow falls. So let **PyTorch**, used all over the world, be the judge.
# Its answers to this very problem are kept with the course, so that you need not have it. (Where it is installed, it is asked anew, and that answer must be the same.)

# %% tags=["C5.3"]
import importlib.util


def ask_pytorch():
    import torch

    W1, b1, W2, b2, W3, b3 = given = [torch.tensor(parameter, requires_grad=True) for parameter in known.parameters]
    hidden = torch.tanh(torch.tanh(torch.tensor(known.x) @ W1 + b1) @ W2 + b2)
    torch_loss = torch.nn.functional.cross_entropy(hidden @ W3 + b3, torch.tensor(known.labels))
    torch_loss.backward()
    return torch_loss.item(), [parameter.grad.numpy() for parameter in given]


def farthest(ours, theirs):
    return max(np.abs(a - b).max() for a, b in zip(ours, theirs, strict=True))


answers = [(known.loss, known.gradients)]
if importlib.util.find_spec("torch"):
    answers.append(ask_pytorch())
bound = 1e-10
claim(
    "C5.3", "holds",
    [
        all(abs(loss.item() - their_loss) < bound and farthest(array_gradients, theirs) < bound for their_loss, theirs in answers),
        farthest(array_gradients, scalar_gradients) < bound and farthest(array_gradients, by_hand) < bound,
    ],
    count=sum(gradient.size for gradient in known.gradients), version=known.version, bound=spoken(bound, digits=1),
)

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：なぜ「行き」ではなく「帰り」なのか
#
# 倍率の掛け算は、行きながらでもできます。入力を 1 つ選び、「この入力が 1 増えたら、いまの数はどれだけ増えるか」を、値と一緒に手渡していけばよいのです。これを**順モードの自動微分**といい、この章の方法を**逆モードの自動微分**といいます（`course_lib/engine/dual.py` は順モードのエンジンです）。
#
# 答えは同じです。違うのは、1 回通って何が分かるかです。
#
# - **順モード**：**入力 1 つ**についての、すべての出力の傾き。
# - **逆モード**：**出力 1 つ**についての、すべての入力の傾き。
#
# **予想**：入力が 60 個で出力が 1 個の計算と、入力が 1 個で出力が 60 個の計算では、それぞれどちらが得でしょうか。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: why back, and not forward?
#
# Factors can be multiplied on the way forward too. Choose 1 input and hand on, beside each value, “how much this value grows if that input grows by 1”. This is called **forward-mode automatic differentiation**, and what this chapter does, **reverse mode** (`course_lib/engine/dual.py` is a forward-mode engine).
#
# The answers are the same. What differs is what 1 pass tells you:
#
# - **Forward mode**: the slopes of all outputs with respect to **1 input**.
# - **Reverse mode**: the slopes of **1 output** with respect to all inputs.
#
# **Predict**: which is cheaper for a computation of 60 inputs and 1 output, and which for 1 input and 60 outputs?

# %% tags=["C5.4"]
from itertools import pairwise

from course_lib.engine.dual import Dual


def computed(x, tables):
    # ja: 12 個の tanh が並ぶ層を重ねる。数は Value でも Dual でもよい
    # en: layers of 12 times tanh, one after the other; the numbers may be of either engine
    for table in tables:
        x = [sum(w * number for w, number in zip(row, x, strict=True)).tanh() for row in table]
    return x


def forward_mode(x, tables):
    columns = []
    for chosen in range(len(x)):
        duals = [Dual(number, float(place == chosen)) for place, number in enumerate(x)]
        columns.append([result.slope for result in computed(duals, tables)])
    return np.transpose(columns)


def reverse_mode(x, tables):
    values = [Value(number) for number in x]
    rows = []
    for result in computed(values, tables):
        result.backward()
        rows.append([value.grad for value in values])
    return np.array(rows)


def by_formula(x, tables):
    slopes = np.eye(len(x))
    for table in tables:
        x = np.tanh(table @ x)
        slopes = (1 - x**2)[:, np.newaxis] * (table @ slopes)
    return slopes


def compared(inputs, outputs):
    widths = [inputs, 12, 12, 12, outputs]
    tables = [rng.normal(size=(high, low)) / np.sqrt(low) for low, high in pairwise(widths)]
    x = rng.normal(size=inputs)
    case = x.tolist(), [table.tolist() for table in tables]
    right = by_formula(x, tables)
    times = seconds([lambda: forward_mode(*case), lambda: reverse_mode(*case)], 3)
    return max(np.abs(mode(*case) - right).max() for mode in (forward_mode, reverse_mode)), times


many_to_one, one_to_many = compared(60, 1), compared(1, 60)
claim(
    "C5.4", "holds",
    [
        max(many_to_one[0], one_to_many[0]) < 1e-10,
        many_to_one[1][0] > 5 * many_to_one[1][1],
        one_to_many[1][1] > 5 * one_to_many[1][0],
    ],
    bound=spoken(1e-10, digits=1), many=5,
)

# %% [markdown] lang="ja"
# ネットワークの学習では、入力にあたるのが何百万個ものパラメーターで、出力は誤差 **1 つ**です。だから、逆モード、つまり誤差逆伝播法なのです。
#
# 「どんな計算でも、1 つの結果のすべての偏微分は、もとの計算の手間の、決まった倍数以内で求められる」ことは、Baur と Strassen（1983 年）が証明しました。
# 計算の図を逆にたどる方法は Linnainmaa（1976 年）の論文にあり、Rumelhart、Hinton、Williams（1986 年）の論文から、ニューラルネットワークの学習に広まりました。
# %% [markdown] lang="en"
# In training a network, what counts as inputs are millions of parameters, and the output is the error, just **1** number. That is why it is reverse mode, backpropagation.
#
# That for any computation all partial derivatives of a single result can be had for at most a fixed number of times the work of the computation itself was proved by Baur and Strassen (1983).
# Walking back through the graph is found in Linnainmaa (1976); it spread to the training of neural networks with Rumelhart, Hinton and Williams (1986).

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：メモリーという代金
#
# 代金は時間だけではありません。**帰り道のために、行きの値を覚えておく**必要があります。大きなネットワークの学習でメモリーが足りなくなるのは、多くはこのためです。
#
# 全部を覚えなくてもすむ方法があります。値の一部（チェックポイント）だけを覚えておき、残りは帰り道でもう一度計算するのです（**チェックポインティング**）。メモリーを、計算の時間で買うわけです。100 段つないだ計算で、何個の値を同時に覚え、何回計算したかを数えてみましょう。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: the price in memory
#
# Time is not the whole price. **For the way back, the values of the way forward must be remembered.** When training a large network runs out of memory, this is often why.
#
# There is a way not to remember all of them: keep only some values (checkpoints), and compute the others once more on the way back (**checkpointing**). Memory is bought with time. Here is a chain of 100 stages: how many values are remembered at once, and how often is a stage computed?

# %% tags=["folded"]
# ja: 100 段の鎖を、値をすべて覚えて、または一部だけ覚えて微分するコードです。読まなくてもかまいません。
# en: Differentiates a chain of 100 stages, remembering all values or only some. You need not read it.
weights = np.random.default_rng(course_seed()).uniform(0.8, 1.4, size=100)


def chain_gradient(x, every):
    """Return the slope of the whole chain, the most values held at once, and how many stages were computed."""
    kept, computed_stages = {}, 0
    for stage, w in enumerate(weights):
        if stage % every == 0:
            kept[stage] = x
        x, computed_stages = np.tanh(w * x), computed_stages + 1
    gradient, most = 1.0, len(kept)
    for start in sorted(kept, reverse=True):
        piece = weights[start : start + every]
        inside = [kept.pop(start)]
        for w in piece[:-1]:
            inside.append(np.tanh(w * inside[-1]))
            computed_stages += 1
        most = max(most, len(kept) + len(inside))
        for w, before in zip(piece[::-1], inside[::-1], strict=True):
            gradient *= w * (1 - np.tanh(w * before) ** 2)
    return gradient, most, computed_stages


results = {every: chain_gradient(0.5, every) for every in (1, 10, 50)}
for every, (_, most, stages) in results.items():
    print(words("chapter05.checkpoints", every=every, most=most, stages=stages))
assert np.allclose([gradient for gradient, _, _ in results.values()], results[1][0], rtol=1e-12)

# %% [markdown] lang="ja"
# どれも同じ勾配が出ます。10 段ごとに覚えると、覚える値はおよそ 5 分の 1、計算は 2 倍足らずです。n 段なら、およそ √n 段（2 乗すると n になる数）ごとに覚えるのがちょうどよいことが知られています。
# %% [markdown] lang="en"
# All give the same gradient. Remembering every 10th value takes about 1/5 of the memory and not quite 2 times the computing. For n stages it is known to be best to keep about every √n-th (the number whose square is n).
