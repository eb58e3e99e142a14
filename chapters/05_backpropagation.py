# %% [markdown] lang="ja"
# # 第5章　誤差逆伝播法
#
# 作った汁がしょっぱすぎました。レシピのどこを、どれだけ直せばよいでしょうか。
#
# 下の図は、その料理を計算として描いたものです。左の「レシピの指示」から「調味料の量」「味」が決まり、右端の「まずさ E」が出ます。いまは E = 4。これを小さくしたいのです。
#
# - 汁がおいしい塩加減は 0.8 % だとします。まずさは、そこからのずれを 2 乗したものです。
# - 塩は小さじ 1 杯で 6 g、醤油は大さじ 1 杯で塩 2.6 g 分だとします。
#
# **予想**：「1 ステップ進む」を押す前に、下のクイズで予想してください。それから最後まで進めてみましょう。
# %% [markdown] lang="en"
# # Chapter 5: Backpropagation
#
# The soup you made is too salty. Which line of the recipe should you change, and by how much?
#
# The picture below shows that dish as a computation. From the recipe's lines on the left come the amount of seasoning and the taste, and at the far right the badness E. It is 4 now, and you want it small.
#
# - Let us say that soup tastes best at 0.8 % of salt. The badness is the difference from that, squared.
# - A teaspoon of salt is 6 g; a tablespoon of soy sauce holds 2.6 g of salt.
#
# **Predict**: answer the question below the picture before you press "One step". Then walk to the end.

# %% tags=["W5.1"]
from course_lib.controls.graph_walk import GraphWalkControl
from course_lib.engine.expressions import dish

dish_control = GraphWalkControl([dish()])
dish_control

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter05.quiz_recipe")

# %% [markdown] lang="ja"
# **図の読み方**　箱の 1 行目は名前、2 行目は値、3 行目の ∂ は勾配です。線の × は**倍率**で、「左が 1 増えると、右はその何倍増えるか」を表します。
#
# 「はじめに戻る」を押してから、1 ステップずつ進めてみましょう。
#
# 1. **行き**（青い枠）：左から右へ値を計算します。塩は 6 × 1 + 2.6 × 2 = 11.2 g、塩加減は 11.2 g ÷ 400 ml で 2.8 %、まずさは (2.8 − 0.8)² = 4。
# 2. **折り返し**：E が 1 変われば、E は 1 変わります。当たり前ですが、帰りはこの 1 から始まります。
# 3. **帰り**（赤い枠）：右から左へ、「自分の勾配 × 倍率」を手渡していきます。塩加減は 1 × 4 = 4、塩の量は 4 × 0.25 = 1、塩の小さじは 1 × 6 = **6**。
#
# 着いた数が、レシピの各行の勾配です。
#
# - **塩** 6、**醤油** 2.6：増やすと、まずくなります。だから減らします。よく効くのは塩です。
# - **汁の量** −0.028：マイナスなので、増やすとまずさが減ります。1 ml では少しですが、100 ml 足せば効いてきます。
#
# これで「どの行を、どちらへ、どれくらい」が分かりました。**結果から原因へ、影響の倍率を掛けながらさかのぼる。** これが誤差逆伝播法のすべてです。
# %% [markdown] lang="en"
# **How to read the picture.** A box has a name, its value, and after ∂ its gradient. The × on a line is a **factor**: if what is on the left grows by 1, what is on the right grows by so many times that.
#
# Press "Back to the start" and go one step at a time.
#
# 1. **Forward** (blue frame): values are computed from left to right. Salt is 6 × 1 + 2.6 × 2 = 11.2 g; saltiness is 11.2 g in 400 ml, or 2.8 %; the badness is (2.8 − 0.8)² = 4.
# 2. **Turning round**: if E changes by 1, then E changes by 1. That says little, but the way back starts with this 1.
# 3. **Backward** (red frame): from right to left each box hands on its own gradient × the factor. Saltiness gets 1 × 4 = 4, the salt gets 4 × 0.25 = 1, and the teaspoons of salt get 1 × 6 = **6**.
#
# What arrives is the gradient of each line of the recipe:
#
# - **salt** 6, **soy sauce** 2.6: more of it makes the soup worse. So use less; salt matters most.
# - **soup** −0.028: negative, so more of it makes the soup less bad. A single ml does little, but 100 ml will be felt.
#
# Now you know which line to change, which way and how much. **Go back from the result to the causes, multiplying by the factors as you go.** That is all there is to backpropagation.

# %% [markdown] lang="ja"
# ## 5.1　なぜ「逆」伝播なのか
#
# ニューラルネットワークも、料理と同じように段階を踏んで計算します。
#
# | 入力層 | → 隠れ層1 | → 隠れ層2 | → 出力層 |
# | --- | --- | --- | --- |
# | データ | 処理1 | 処理2 | 予測結果 |
#
# - **順伝播**（フォワード）：データが入力から出力へ流れて、予測が出ます。
# - **逆伝播**（バックワード）：誤差が出力から入力へ流れて、各層の勾配が出ます。
#
# **層**の中には**ニューロン**が並んでいます。ニューロンがすることは二つだけです。入ってきた数に**重み**を掛けて足し合わせ、**バイアス**という数を足す。それを**活性化関数**で曲げる。ここでは tanh（タンジェント・ハイパボリック）を使います。どんな数も −1 と 1 の間に収める、なだらかな S 字の関数です。
#
# $$h_1 = \tanh(w_1 x_1 + w_2 x_2 + b_1)$$
#
# 重みとバイアスが、学習で直すパラメータです。つまり、レシピの各行にあたります。
#
# 下の図は、入力が 2 つ、隠れ層が 2 つあるネットワークです。$x$ が入力、$h$ が隠れ層1、$k$ が隠れ層2、$y$ が予測、$t$ が正解、$E = (y - t)^2$ が誤差です。残りの $w, v, u, b, c, d$ は、どれもパラメータです。
# %% [markdown] lang="en"
# ## 5.1 Why "back"?
#
# A neural network computes in stages too, just like the dish.
#
# | input layer | → hidden layer 1 | → hidden layer 2 | → output layer |
# | --- | --- | --- | --- |
# | data | processing 1 | processing 2 | prediction |
#
# - **Forward pass**: the data flow from the input to the output and give the prediction.
# - **Backward pass**: the error flows from the output to the input and gives the gradient of every layer.
#
# A **layer** is a row of **neurons**. A neuron does two things. It multiplies what comes in by **weights**, adds it all up, and adds a number called the **bias**. Then it bends the sum with an **activation function**. Here that is tanh (the hyperbolic tangent), a smooth S that brings any number between −1 and 1.
#
# $$h_1 = \tanh(w_1 x_1 + w_2 x_2 + b_1)$$
#
# Weights and biases are the parameters that learning changes: they are the lines of the recipe.
#
# The picture below is a network with 2 inputs and 2 hidden layers. Here $x$ are the inputs, $h$ is hidden layer 1, $k$ hidden layer 2, $y$ the prediction, $t$ the right answer and $E = (y - t)^2$ the error. All the rest, $w, v, u, b, c, d$, are parameters.

# %% tags=["W5.1"]
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
# 規則は、この二つだけです。**道に沿って掛ける。道が合流したら足す。**
# %% [markdown] lang="en"
# This is part of the way back: $k_2$ has just handed its gradient on. See for yourself:
#
# 1. Go back to the start and walk to the end of the forward pass. The values fill in from left to right, and **the factors become known along with them**. That is why forward comes first.
# 2. Walk on to the end. The gradients fill in from right to left, the layers in **reverse** order. Hence the name backpropagation.
# 3. The gradient of $h_1$ arrives in 2 parts, for $h_1$ is used by **both** $k_1$ and $k_2$. What arrives is **added up**.
# 4. Choose "One neuron" as the computation to see the same thing in finer detail, a single addition or multiplication at a time.
# 5. Choose "tanh(a × b + a)" and watch the gradient of $a$ arrive in 2 parts.
#
# There are just two rules. **Multiply along a way. Add where ways meet.**

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
# "Multiply along a way" is called the **chain rule**: the derivative of a complicated function is a product of simple derivatives. For the dish,
#
# $$\frac{\partial E}{\partial \text{spoons}} = \frac{\partial E}{\partial \text{saltiness}} \times \frac{\partial \text{saltiness}}{\partial \text{salt}} \times \frac{\partial \text{salt}}{\partial \text{spoons}} = 4 \times 0.25 \times 6 = 6$$
#
# It looks like fractions in which the middle terms cancel and the two ends remain. You met ∂ in chapter 3: the rate of change when only this one moves a little and all else stays still.
#
# Why is it a product? Think of the factors. One more spoon makes 6 more grams of salt, and one more gram makes 0.25 more saltiness. So one more spoon makes 6 × 0.25 = 1.5 more saltiness.
#
# But **where** should the factors be taken?

# %%
Quiz("chapter05.quiz_place")

# %% [markdown] lang="ja"
# 確かめましょう。いろいろな関数を 2〜6 個つないだ「鎖」をでたらめに 500 本作り、掛け算の答えを、第3章の中心差分（少し動かして調べる方法）と比べます。
# %% [markdown] lang="en"
# Let us test it. We make 500 random chains of 2 to 6 functions and compare the product with the central difference of chapter 3, which moves the input a little and looks.

# %%
import numpy as np

from course_lib import claim, course_seed
from course_lib.slopes.differentiation import central_difference

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
    product=product, nudged=nudged, chains=len(differences), bound=bound, wrong=wrong,
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
# ### たとえが通じなくなるところ
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
# 1. **The factors are not constant.** "6 more for each teaspoon" is a rate at the present place. Really taking 1 teaspoon out brings the badness from 4 to 0.25, which is 3.75 less, not 6. A gradient only speaks of **small** moves.
# 2. **The dish has hardly more than one way; a network has very many.** From one weight, ways lead to the error through every neuron of the layers behind, and the products along all these ways are **added up**.
# 3. **A gradient does not find the culprit.** Salt has a large gradient not because salt is at fault, but because a small change of it matters most right now.
# 4. **A cook tastes and reasons about causes; backpropagation does not reason.** It only multiplies and adds, and has the answer for all lines at once.

# %% [markdown] lang="ja"
# ## エンジンを組み立てる（1）：数を 1 つずつ
#
# 「順伝播のときに倍率を覚えておき、帰りに掛けて足す」。これをするプログラムを**エンジン**と呼びましょう。材料は三つです。
#
# **材料 1：数と、その作られ方を覚えておく。** 計算のたびに、結果の値と一緒に「何から作ったか」（`inputs`）と「それぞれの倍率」（`slopes`）を残します。足し算と掛け算と tanh を見てみましょう。下に表示されるのは、`course_lib/engine/value.py` の本物のコードです。
# %% [markdown] lang="en"
# ## Building the engine (1): one number at a time
#
# "Remember the factors on the way forward; multiply and add on the way back." Let us call a program that does this an **engine**. It takes three ingredients.
#
# **Ingredient 1: numbers that remember how they were made.** With each result it keeps what the result was made from (`inputs`) and the factor for each of these (`slopes`). Here are addition, multiplication and tanh, the real code of `course_lib/engine/value.py`.

# %%
import inspect

from course_lib.engine.value import Value

for operation in (Value.__add__, Value.__mul__, Value.tanh):
    print(inspect.getsource(operation))

# %% [markdown] lang="ja"
# それぞれ 1 行目か 2 行目に、値と倍率が並んで書かれています（`if` は、相手がふつうの数かどうかを見分けるためのものです）。
#
# - **足し算** `a + b`：どちらが 1 増えても、和は 1 増えます。倍率は 1.0 と 1.0。
# - **掛け算** `a × b`：a が 1 増えると、積は b だけ増えます。倍率は**相手の値**です。
# - **tanh**：倍率は 1 − (結果)²。結果が ±1 に近いほど、倍率は 0 に近くなります。
#
# **材料 2：順番。** ある数の勾配を手前へ渡してよいのは、その数に届く分が**すべて届いてから**です。途中で渡すと、あとから届いた分が伝わりません。そこで「どの数も、それを使う数より前に来る」ように並べ、**後ろから**たどります。この並べ方を**トポロジカル順**といいます。
#
# **材料 3：帰り道。** あとは、後ろから順に「自分の勾配 × 倍率」を、もとになった数へ足していくだけです。
# %% [markdown] lang="en"
# Value and factors stand side by side in each (the `if` only tells apart whether the partner is a plain number).
#
# - **Addition** `a + b`: if either grows by 1, so does the sum. The factors are 1.0 and 1.0.
# - **Multiplication** `a × b`: if a grows by 1, the product grows by b. The factor is **the value of the other one**.
# - **tanh**: the factor is 1 − (result)². The closer the result is to ±1, the closer the factor is to 0.
#
# **Ingredient 2: an order.** A number may hand its gradient on only **when all the parts of it have arrived**; otherwise parts that come later would be lost. So put the numbers in an order in which each comes before those that use it, and go through it **from the end**. This is called a **topological order**.
#
# **Ingredient 3: the way back.** What remains is to add "own gradient × factor" to each number it was made from.

# %%
print(inspect.getsource(Value.backward))

# %% [markdown] lang="ja"
# 最後の 3 行が、誤差逆伝播法の心臓部です。`=` ではなく `+=` なのは、道が合流するところで**足す**ためです。
#
# 料理の計算を、このエンジンで動かしてみます。ふつうに式を書くだけで、勾配まで出ます。
# %% [markdown] lang="en"
# The last 3 lines are the heart of backpropagation. It says `+=` and not `=`, so that ways that meet are **added up**.
#
# Let the engine run the dish. You write the formula as usual and get the gradients as well.

# %%
salt_spoons, soy_spoons, water = Value(1), Value(2), Value(400)
salt = 6 * salt_spoons + 2.6 * soy_spoons
taste = 100 * salt / water
error = (taste - 0.8) ** 2

error.backward()
for name, value in [("salt (tsp)", salt_spoons), ("soy sauce (tbsp)", soy_spoons), ("soup (ml)", water), ("saltiness (%)", taste)]:
    print(f"{name:17} value {value.data:7.3f}   gradient {value.grad:+.3f}")

# %% [markdown] lang="ja"
# 第4章の一歩を、この料理で進めてみましょう。勾配と反対へ、学習率 × 勾配だけ動かします。
# %% [markdown] lang="en"
# Now take the step of chapter 4 with this dish: move against the gradient, by learning rate × gradient.

# %%
recipe = {"salt_spoons": 1.0, "soy_spoons": 2.0, "water": 400.0}
for step in range(6):
    graph = dish().graph(recipe)
    gradients = {node.name: node.grad for node in graph.nodes}
    print(f"{step}: salt {recipe['salt_spoons']:.3f} tsp   soy sauce {recipe['soy_spoons']:.3f} tbsp   soup {recipe['water']:.2f} ml   E = {graph.nodes[-1].data:.4f}")
    recipe = {name: amount - 0.05 * gradients[name] for name, amount in recipe.items()}

# %% [markdown] lang="ja"
# 塩は大きく減り、醤油も少し減りますが、汁の量は**ほとんど変わりません**。1 ml あたりの勾配が小さいからです。単位が違うと勾配の大きさも違う、という第3章の話が、ここにも顔を出しています。
#
# **自分の式で試しましょう。** 下の `lambda` の中を好きな式に書きかえてください。`+ - * / **` と `.tanh() .exp() .sigmoid() .relu()` が使えます。
# %% [markdown] lang="en"
# Salt falls a lot and soy sauce a little, but the amount of soup **hardly changes**, since the gradient for one ml is so small. It is the story of chapter 3 again: other units, other sizes of gradients.
#
# **Try a formula of your own.** Change what stands in the `lambda` below. You may use `+ - * / **` and `.tanh() .exp() .sigmoid() .relu()`.

# %%
from course_lib.engine.expressions import expression_of

mine = expression_of(lambda a, b: (a * b - 1) ** 2 + b.exp(), a=2.0, b=-0.5)
GraphWalkControl([mine])

# %% [markdown] lang="ja"
# ## エンジンを組み立てる（2）：数をまとめて
#
# 数を 1 つずつ扱うと、仕組みはよく見えますが、遅くなります。本物のネットワークでは、何百万個もの数を**配列**にまとめて一度に計算します。規則は同じです。
#
# **全結合層**（dense layer）は、「すべての入力に重みを掛けて足し、バイアスを足す」を、層のすべてのニューロンと、データのすべての行についてまとめて行います。
#
# $$Y = X W + b$$
#
# $X$ は 1 行が 1 件のデータの表、$W$ は重みの表（行が入力、列がニューロン）です。帰り道では、$Y$ の勾配 $G$（$Y$ と同じ形の表）から、三つの勾配を求めます。
#
# | 求めるもの | 式 | 意味 |
# | --- | --- | --- |
# | $X$ の勾配 | $G\,W^{\mathsf T}$ | 手前の層へ渡す分。倍率は重み |
# | $W$ の勾配 | $X^{\mathsf T} G$ | 重みを直すための分。倍率は入力 |
# | $b$ の勾配 | $G$ を縦に足す | バイアスはすべての行で使われるので、足し合わせる |
#
# ${}^{\mathsf T}$（転置）は、表の行と列を入れかえることです。行の数と列の数がどれも違うときは、形が合う並べ方はこれだけです。迷ったら**形を見る**のが近道です。ただし、行と列が同じ数の重みでは、転置を忘れても形は合ってしまいます。そのときは、数値微分と比べて確かめます（第9章）。`course_lib/engine/network_operations.py` の本物のコードでも、3 行がそのまま並んでいます。
# %% [markdown] lang="en"
# ## Building the engine (2): many numbers together
#
# One number at a time shows well how it works, but it is slow. Real networks handle millions of numbers together, in **arrays**. The rules are the same.
#
# A **dense layer** multiplies all inputs by weights, adds them up and adds a bias, for all neurons of the layer and for all rows of the data at once:
#
# $$Y = X W + b$$
#
# $X$ is a table with one row for each example, and $W$ the table of weights (a row for each input, a column for each neuron). On the way back, three gradients are worked out from $G$, the gradient of $Y$, which is a table of the same shape as $Y$.
#
# | wanted | formula | meaning |
# | --- | --- | --- |
# | gradient of $X$ | $G\,W^{\mathsf T}$ | for the layer before; the factors are the weights |
# | gradient of $W$ | $X^{\mathsf T} G$ | for correcting the weights; the factors are the inputs |
# | gradient of $b$ | columns of $G$ added up | every row uses the same biases, so their parts are added |
#
# ${}^{\mathsf T}$ (transposed) swaps rows and columns. Where all sizes differ, there is no other way to put these together so that the shapes fit: when in doubt, **look at the shapes**. But with as many rows as columns of weights, the shapes fit even if you forget the transpose; then only a comparison with numerical differentiation tells (chapter 9). In the real code of `course_lib/engine/network_operations.py` you find the same three lines.

# %%
from course_lib.engine import network_operations

print(inspect.getsource(network_operations.dense))

# %% [markdown] lang="ja"
# 二つのエンジンが同じ答えを出すか、確かめましょう。入力 3、隠れ層 4 と 3、出力 3 のネットワークを、三つの方法で計算します。
#
# 1. **配列のエンジン**（`Tensor`）。この先の章で使うものです。
# 2. **スカラーのエンジン**（`Value`）。数を 1 つずつ計算します。スカラーとは、1 つの数のことです。
# 3. **手で書いた帰り道**。上の表の 3 行を、出力から入力へ順に使います。
# %% [markdown] lang="en"
# Do the two engines give the same answers? We compute a network with 3 inputs, hidden layers of 4 and 3 neurons and 3 outputs in three ways:
#
# 1. with the **array engine** (`Tensor`), which the chapters to come will use;
# 2. with the **scalar engine** (`Value`), one number at a time;
# 3. with the **way back written out by hand**: the three lines of the table, from the output to the input.

# %%
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

print(f"loss: {loss.item():.10f}   {scalar_loss.data:.10f}")
for ours in (array_gradients, scalar_gradients, by_hand):
    print("gradients of b1:", *(f"{gradient:+.8f}" for gradient in ours[1]))

# %% [markdown] lang="ja"
# 三つとも一致しました。`softmax_cross_entropy` は、出力（点数）を確率に直して、正解にどれだけの確率を与えたかで誤差を測る関数です。その勾配は「確率 − 正解（1 か 0）」をデータの件数で割るだけになります。
#
# ## 実際に使われているエンジンと比べる
#
# 勾配のプログラムの間違いは、気づきにくいものです。少し間違った勾配でも、誤差は何となく下がってしまうからです。そこで、世界中で使われている **PyTorch** を審判にします。
# PyTorch が入っていなくても読めるように、同じ問題への PyTorch の答えを保存してあります（入っていれば、その場でもう一度計算させて、保存した答えとも比べます）。
# %% [markdown] lang="en"
# All three agree. (`softmax_cross_entropy` turns the outputs, called scores, into probabilities, and measures the error by how much probability the right answer got. Its gradient turns out to be just "probability − right answer (1 or 0)", divided by the number of examples.)
#
# ## Compared with an engine that the world uses
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
    count=sum(gradient.size for gradient in known.gradients), version=known.version, bound=bound,
)

# %% [markdown] lang="ja"
# ## いくらかかるのか
#
# 第3章の数値微分でも、勾配は求められました。パラメータを 1 つずつ少し動かして、そのたびに順伝播をやり直す方法です。なぜ、わざわざ帰り道を作るのでしょうか。予想してください。
# %% [markdown] lang="en"
# ## What does it cost?
#
# The numerical differentiation of chapter 3 finds gradients too: move each parameter a little, one after the other, and do the forward pass anew each time. Why then build a way back? Make a guess.

# %%
Quiz("chapter05.quiz_cost")

# %% [markdown] lang="ja"
# 大きさの違うネットワークで、**順伝播や逆伝播を何回したか**を実際に数えます。数値微分は、本当にその回数だけ順伝播を実行します。
# %% [markdown] lang="en"
# With networks of different sizes we count **how often the network is really run**. Numerical differentiation does run it that many times.

# %%
from course_lib.networks import initializers
from course_lib.engine.tensor import no_grad
from course_lib.slopes.differentiation import numerical_gradient
from course_lib.networks.layers import Dense, Sequential, Tanh
from course_lib.networks.losses import mean_squared_error
from course_lib.plots.passes_by_parameters import passes_by_parameters


class CountedNetwork:
    def __init__(self, width, rng, samples=8):
        xavier = initializers.xavier
        self.layers = Sequential(
            Dense(2, width, rng, xavier), Tanh(), Dense(width, width, rng, xavier), Tanh(), Dense(width, 1, rng, xavier)
        )
        self.x, self.targets = rng.normal(size=(samples, 2)), rng.normal(size=(samples, 1))
        self.parameters = self.layers.parameters()
        self.start = np.concatenate([parameter.data.ravel() for parameter in self.parameters])
        self.passes = 0

    def forward(self):
        self.passes += 1
        return mean_squared_error(self.layers(self.x), self.targets)

    def error_at(self, numbers):
        # ja: パラメータをこの値にして、順伝播だけをする
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
        self.passes += 1
        return np.concatenate([parameter.grad.ravel() for parameter in self.parameters])


def passes_of(network, method):
    network.passes = 0
    gradient = method()
    return network.passes, gradient


rng = np.random.default_rng(course_seed())
networks = [CountedNetwork(width, rng) for width in (1, 2, 4, 8, 16, 32)]
sizes = [len(network.start) for network in networks]
back = [passes_of(network, network.backpropagation) for network in networks]
one = [passes_of(network, network.one_sided) for network in networks]
central = [passes_of(network, network.central) for network in networks]
passes_by_parameters(sizes, *([passes for passes, _ in counted] for counted in (central, one, back)))

# %% [markdown] lang="ja"
# 数値微分の回数は、パラメータの数に比例して増えます。パラメータが $p$ 個なら、片側の差分で $p + 1$ 回、中心差分で $2p$ 回。1,000,000 個のネットワークなら、**1 回の更新のために** 2,000,000 回の順伝播が必要です。
# 誤差逆伝播法は、いつでも行きと帰りの 1 回ずつです。
#
# では、帰りの 1 回は、行きの 1 回に比べてどれくらい重いのでしょうか。計算の図の線 1 本につき、掛け算 1 回と足し算 1 回。行きと同じ線を通るだけなので、**行きの数倍で済むはず**です。掛け算の数と、かかった時間で確かめます（時間はコンピューターの調子で変わるので、何度も計ったうちの真ん中の値を使い、余裕をもたせた境目と比べます）。
# %% [markdown] lang="en"
# Numerical differentiation needs more passes in proportion to the number of parameters: for $p$ of them, $p + 1$ with one-sided and $2p$ with central differences. A network of 1,000,000 would need 2,000,000 forward passes **for a single update**.
# Backpropagation always takes one pass forward and one backward.
#
# How heavy is that one pass backward, compared with one forward? Each line of the graph costs a multiplication and an addition. They are the same lines as on the way forward, so it should be **a few times as much**. We check it by the number of multiplications and by the time taken. (Times vary with what else the computer is doing, so we take the middle of many, and compare it with a generous bound.)

# %% tags=["C5.2"]
import time
from itertools import pairwise


def multiplications(width):
    # ja: スカラーのエンジンのグラフで数える：行きはニューロンの重みの数、帰りは線の数
    # en: counted in the scalar engine's graph: weights of the neurons forward, lines backward
    sizes = [2, width, width, 1]
    weights = [[[Value(0.1)] * inputs for _ in range(outputs)] for inputs, outputs in pairwise(sizes)]
    biases = [[Value(0.0)] * outputs for outputs in sizes[1:]]
    (y,) = layer_by_layer([Value(1.0), Value(-1.0)], weights, biases)[-1]
    nodes = y.topological_order()
    return sum((len(node.inputs) + 1) // 2 for node in nodes), sum(len(node.inputs) for node in nodes)


def seconds(action, times):
    measured = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        measured.append(time.perf_counter() - start)
    return np.median(measured)


timed = CountedNetwork(32, rng, samples=256)
forward_seconds = seconds(timed.forward, 60)
both_seconds = seconds(timed.backpropagation, 60)
numerical_seconds = seconds(timed.central, 1)
counts = [multiplications(width) for width in (2, 32)]

agree = [
    # ja: どの方法でも同じ勾配
    # en: the same gradient by any of the methods
    np.allclose(by_back, by_central, atol=1e-8) and np.allclose(by_back, by_one, atol=1e-4)
    for (_, by_back), (_, by_one), (_, by_central) in zip(back, one, central, strict=True)
]
as_foretold = [
    (b, o, c) == (2, p + 1, 2 * p) for (b, _), (o, _), (c, _), p in zip(back, one, central, sizes, strict=True)
]

claim(
    "C5.2", "holds",
    [
        all(agree) and all(as_foretold),
        all(backward / forward < 3 for forward, backward in counts),
        both_seconds / forward_seconds < 10,
        numerical_seconds / forward_seconds > 300,
    ],
    parameters=sizes[-1], central=central[-1][0], one_sided=one[-1][0], small=sizes[1], factor=3, few=10, many=300,
)

# %% [markdown] lang="ja"
# 「どんな計算でも、すべての偏微分は、もとの計算の手間の、決まった倍数以内で求められる」ことは、Baur と Strassen（1983, *The complexity of partial derivatives*）が証明しました。
# 計算の図を逆にたどる方法は Linnainmaa（1976, *Taylor expansion of the accumulated rounding error*）の論文にあり、Rumelhart、Hinton、Williams（1986, *Learning representations by back-propagating errors*）の論文から、ニューラルネットワークの学習に広まりました。
#
# ただし、代金は時間だけではありません。**帰り道のために、行きの値を覚えておく**必要があります。大きなネットワークの学習でメモリが足りなくなるのは、多くはこのためです。値の一部だけを覚えておき、残りは帰り道でもう一度計算する方法もあります（チェックポインティング）。メモリを、計算の時間で買うわけです。
# %% [markdown] lang="en"
# That for any computation all partial derivatives can be had for at most a fixed number of times the work of the computation itself was proved by Baur and Strassen (1983, *The complexity of partial derivatives*).
# Walking back through the graph is found in Linnainmaa (1976, *Taylor expansion of the accumulated rounding error*); it spread to the training of neural networks with Rumelhart, Hinton and Williams (1986, *Learning representations by back-propagating errors*).
#
# But time is not the whole price. **For the way back, the values of the way forward must be remembered.** When training a large network runs out of memory, this is often why. One can also remember only some of them and compute the others once more on the way back (checkpointing): memory bought with time.

# %% [markdown] lang="ja"
# ## まとめ：今なら言えること
#
# - **順伝播**では、データが入力から出力へ流れて予測が出ます。**逆伝播**では、誤差が出力から入力へ流れて各層の勾配が出ます。
# - **連鎖律**：複雑な関数の微分は、簡単な微分の掛け算です。道に沿って掛け、道が合わされば足します。
# - 倍率は、順伝播で着いた場所で求めます。だから、行きの値を覚えておきます。
# - 誤差逆伝播法は、パラメータが何個でも行きと帰りの 1 回ずつ。数値微分は、パラメータの数に比例した回数がかかります。
# - 全結合層の帰り道は 3 行です。迷ったら、形を手がかりにします。
#
# **次は**
#
# - [練習問題　第5章](../../exercises/ja/05_backpropagation.ipynb)：帰り道の部品を書き、最後に**自分のエンジンで**小さなネットワークを学習させます。
# - [第6章　勾配がうまくいかないとき](06_when_gradients_go_wrong.ipynb)：小さな倍率、大きな倍率を何十回も掛けると、何が起こるでしょうか。
# - 言葉に迷ったら [用語集](99_glossary.ipynb) へ。
# %% [markdown] lang="en"
# ## What you can say now
#
# - In the **forward pass** data flow from the input to the output and give the prediction. In the **backward pass** the error flows from the output to the input and gives the gradients of all layers.
# - The **chain rule**: the derivative of a complicated function is a product of simple derivatives. Multiply along a way; add where ways meet.
# - Factors are taken at the places that the forward pass has reached. That is why its values are remembered.
# - However many parameters there are, backpropagation takes one pass forward and one backward. Numerical differentiation takes a number of passes in proportion to the parameters.
# - The way back through a dense layer is 3 lines. Let the shapes guide you.
#
# **Next**
#
# - [Exercises for chapter 5](../../exercises/en/05_backpropagation.ipynb): write the parts of the way back and, at the end, train a small network **with your own engine**.
# - [Chapter 6: When gradients go wrong](06_when_gradients_go_wrong.ipynb): what comes of multiplying dozens of small factors, or of large ones?
# - Looking for a word? See the [glossary](99_glossary.ipynb).
