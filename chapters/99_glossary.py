# %% [markdown] lang="ja"
# # 用語集
#
# このコースに出てくる言葉を、1 文ずつで説明します。「章」は、その言葉をくわしく学ぶ章です。[第0章　ようこそ](00_welcome.ipynb)に戻ることもできます。
#
# ## 基本のことば
#
# | 日本語 | 英語 | 意味 | 章 |
# | --- | --- | --- | --- |
# | **傾き** | slope | 右へ 1 だけ進むと、高さがどれだけ変わるかを表す数です。 | 0、1 |
# | **勾配** | gradient | それぞれのパラメータを少し変えたとき、誤差がどれだけ変わるかを並べたもので、誤差がいちばん速く増える向きを指します。 | 1 |
# | **誤差** | error, loss | 予測が正解からどれだけ外れているかを 1 つの数で表したもので、小さいほどよい予測です。 | 1 |
# | **モデル** | model | 入力から予測を計算する式で、調整できる数（パラメータ）を持っています。 | 1 |
# | **パラメータ** | parameter | 学習によって変えていく、モデルの中の数です。 | 2 |
# | **ニューラルネットワーク** | neural network | 計算の層をいくつも重ねたモデルです。 | 2 |
# | **層** | layer | 前から数を受け取り、計算して次へ渡す、ネットワークの一段です。 | 5 |
# | **重み** | weight | 入力に掛けるパラメータで、大きいほどその入力が答えに強く効きます。 | 2 |
# | **バイアス** | bias | ニューロンが重み付きの和に足す数で、これもパラメータです。 | 5 |
# | **ニューロン** | neuron | 入力に重みを掛けて足し合わせ、バイアスを足し、活性化関数で曲げる、ネットワークの小さな単位です。 | 5 |
# | **画素** | pixel | 絵を作る小さな四角の一つ一つです。 | 2 |
# | **信頼度** | confidence | モデルがそれぞれの答えをどれだけ確かだと思うかの割合で、全部足すと 1 になりますが、正しさとは別のものです。 | 2 |
# | **ソフトマックス** | softmax | 点数を、足すと 1 になる信頼度に直す計算です。 | 2 |
# | **正解率** | accuracy | 正しく答えた割合です。 | 2 |
# | **交差エントロピー** | cross-entropy | 正解に与えた信頼度が小さいほど大きくなる誤差です。 | 5 |
# | **ノルム** | norm | 全部の数を 2 乗して足し、平方根をとったもので、矢印の長さにあたります。 | 6、8 |
#
# ## 勾配の計算
#
# | 日本語 | 英語 | 意味 | 章 |
# | --- | --- | --- | --- |
# | **微分** | derivative | ある点での変化の割合で、入力をほんの少し変えたときに出力がその何倍変わるかを表します。 | 3 |
# | **偏微分** | partial derivative | 入力がいくつもあるとき、1 つだけを動かし、ほかを止めておいて求める微分です。 | 3 |
# | **数値微分** | numerical differentiation | 入力を実際に少しだけ変えて出力の変化を測り、微分の近い値を求める方法です。 | 3 |
# | **順伝播** | forward pass | データを入力から出力へ順に流して、予測を計算することです。 | 5 |
# | **誤差逆伝播法** | backpropagation | 出力から入力へさかのぼりながら連鎖律を使い、すべての層の勾配を一度に求める方法です。 | 5 |
# | **連鎖律** | chain rule | いくつもの段階を通る計算の微分は、各段階の微分の掛け算になる、というきまりです。 | 5 |
# | **勾配チェック** | gradient check | プログラムで求めた勾配が正しいかどうかを、数値微分と比べて確かめることです。 | 9 |
# | **接線** | tangent | 1 つの点で曲線にぴったり沿う直線で、その傾きが、そこでの微分です。 | 1、3 |
# | **計算グラフ** | computation graph | 計算に出てくる数を箱で、影響のつながりを線で表した図です。 | 5 |
# | **全結合層** | dense layer | すべての入力がすべてのニューロンにつながる層で、X W + b を計算します。 | 5 |
# | **転置** | transpose | 表の行と列を入れかえることです。 | 5 |
# | **相対誤差** | relative error | 2 つの数の差を、大きいほうの大きさで割ったものです。 | 9 |
#
# ## 坂を下る
#
# | 日本語 | 英語 | 意味 | 章 |
# | --- | --- | --- | --- |
# | **勾配降下法** | gradient descent | 勾配と反対の向きに少し進むことをくり返して、誤差の小さいところを探す方法です。 | 4 |
# | **学習率** | learning rate | 一歩の長さを決めるために、勾配に掛ける数です。 | 4 |
# | **収束** | convergence | くり返すうちに値がほとんど変わらなくなり、ある値に落ち着くことです。 | 4 |
# | **発散** | divergence | くり返すうちに値が落ち着かず、際限なく大きくなっていくことです。 | 4 |
# | **局所最小値** | local minimum | すぐ近くのどこよりも低いけれど、全体でいちばん低いとはかぎらない点、またはその高さのことで、局所的な最小値ともいいます。 | 4 |
# | **鞍点** | saddle point | 傾きはゼロなのに、ある向きには上り、別の向きには下りになっている点です。 | 9 |
# | **ヘッセ行列** | Hessian | 2 階微分を並べた表で、地面がどの向きにどれだけ曲がっているかを表します。 | 4、9 |
# | **最適化手法** | optimizer | 勾配をもとに、パラメータをどう変えるかを決める手順です。 | 7 |
# | **運動量** | momentum | 過去の勾配の勢いを残して進む工夫で、坂を転がる玉に似ています。 | 7 |
# | **ミニバッチ** | mini-batch | 一度の勾配の計算に使う、データの小さなまとまりです。 | 7、9 |
# | **等高線** | contour line | 地図の上で同じ高さの場所を結んだ線で、間隔がせまいところほど急です。 | 1 |
# | **曲率** | curvature | 地面の曲がり具合、つまり傾きがどれくらいの速さで変わるかを表す数です。 | 4 |
# | **台地（プラトー）** | plateau | ほとんど平らで、底が遠いのに勾配がほぼ 0 になる場所です。 | 9 |
# | **ランダム探索** | random search | でたらめに選んだ場所を調べ、一番よかったものを取る方法です。 | 2 |
# | **格子探索** | grid search | それぞれの数の値をいくつか決めておき、すべての組み合わせを調べる方法です。 | 2 |
# | **エポック** | epoch | データをひととおり使い終えるまでの、学習のひと回りです。 | 7、9 |
# | **勾配上昇法** | gradient ascent | 勾配の向きに進むことをくり返して、報酬などを大きくする方法です。 | 9 |
# | **ニュートン法** | Newton's method | 勾配だけでなく曲率も使って、どこまで進むかを決める方法です。 | 9 |
# | **確率的勾配降下法（SGD）** | stochastic gradient descent (SGD) | データの一部だけから求めた勾配で進む勾配降下法です。 | 7 |
# | **速度** | velocity | Momentum が覚えている、過去の勾配を弱めながら足し合わせたものです。 | 7 |
# | **移動平均** | running mean | 古い値を少しずつ忘れながら更新していく平均です。 | 7 |
# | **条件数** | condition number | 最大の曲率と最小の曲率の比で、谷の細長さを表します。 | 3、7 |
#
# ## うまくいかないときと、その手当て
#
# | 日本語 | 英語 | 意味 | 章 |
# | --- | --- | --- | --- |
# | **活性化関数** | activation function | 層の計算の結果を曲げて、まっすぐな関係だけでは表せないものを表せるようにする関数です。 | 5、6 |
# | **勾配消失** | vanishing gradient | 層をさかのぼるうちに勾配が 0 に近づき、入力に近い層がほとんど学習できなくなることです。 | 6 |
# | **勾配爆発** | exploding gradient | 層をさかのぼるうちに勾配がふくらみ、学習が発散することです。 | 6 |
# | **残差接続** | residual connection | 層を飛びこえる近道で、層の出力にその入力を足し、勾配の通り道を作ります。 | 6 |
# | **正規化** | normalization | 層を通る値の平均とばらつきをそろえて、大きすぎたり小さすぎたりしないようにすることです。 | 6 |
# | **勾配クリッピング** | gradient clipping | 勾配が決めた大きさをこえたとき、その大きさまで縮めることです。 | 6 |
# | **重みの初期化** | weight initialization | 学習を始める前に、重み（入力に掛けるパラメータ）の最初の値をほどよい大きさに選ぶことです。 | 6 |
# | **シグモイド** | sigmoid | どんな数も 0 と 1 の間に収める、S 字の活性化関数です。 | 5、6 |
# | **tanh** | tanh | どんな数も −1 と 1 の間に収める、S 字の活性化関数です。 | 5、6 |
# | **ReLU** | ReLU | プラスの数はそのまま通し、マイナスの数は 0 にする活性化関数です。 | 5、6 |
# | **死んだ ReLU** | dead ReLU | どの入力に対しても 0 を返すようになり、勾配も 0 なので、手前の層が変わって目を覚まさないかぎり、学習できないニューロンです。 | 6、9 |
# | **飽和** | saturation | 活性化関数の出力が端に張りつき、傾きがほとんど 0 になることです。 | 6、8 |
# | **バッチ正規化** | batch normalization | 1 つのニューロンの値を、ミニバッチの中の例どうしでそろえる正規化です。 | 6 |
# | **層正規化** | layer normalization | 1 つの例の値を、同じ層のニューロンどうしでそろえる正規化です。 | 6 |
# | **重みの減衰** | weight decay | 一歩ごとに重みを少しだけ 0 に近づけることです。 | 7 |
# | **ヒストグラム** | histogram | 大きさごとに、いくつあるかを数えた棒の図です。 | 8 |
# | **更新 ÷ 重み** | update-to-weight ratio | 重みが一歩で動いた量を、もとの重みの大きさで割ったものです。 | 8 |
# | **TensorBoard** | TensorBoard | 学習の記録をブラウザーで見る道具です。 | 8 |
# %% [markdown] lang="en"
# # Glossary
#
# The words of this course, each in a sentence. “Chapter” is where you learn more about it. Back to [chapter 0: Welcome](00_welcome.ipynb).
#
# ## The first words
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | **slope** | 傾き | How much the height changes for each unit to the right. | 0, 1 |
# | **gradient** | 勾配 | For each parameter, how much the error changes when it is changed a little; together they point the way in which the error grows fastest. | 1 |
# | **error, loss** | 誤差 | One number that says how far the predictions are from the right answers: the smaller the better. | 1 |
# | **model** | モデル | A formula that turns an input into a prediction and has numbers that can be adjusted. | 1 |
# | **parameter** | パラメータ | A number inside the model that learning changes. | 2 |
# | **neural network** | ニューラルネットワーク | A model made of layers of calculation, one after the other. | 2 |
# | **layer** | 層 | One stage of a network: it takes numbers from the stage before, calculates, and passes them on. | 5 |
# | **weight** | 重み | A parameter that an input is multiplied by: the larger it is, the more that input counts. | 2 |
# | **bias** | バイアス | The number that a neuron adds to its weighted sum; a parameter too. | 5 |
# | **neuron** | ニューロン | The small unit of a network: it weighs its inputs, adds them up, adds a bias and bends the result. | 5 |
# | **pixel** | 画素 | One of the small squares that make up a picture. | 2 |
# | **confidence** | 信頼度 | How sure a model is of each answer, as shares that add up to 1; it is not correctness. | 2 |
# | **softmax** | ソフトマックス | A calculation that turns scores into confidence, shares that add up to 1. | 2 |
# | **accuracy** | 正解率 | The share of answers that are right. | 2 |
# | **cross-entropy** | 交差エントロピー | An error that is the larger, the lower the confidence in the right answer. | 5 |
# | **norm** | ノルム | The square root of the sum of all squares: the length of an arrow. | 6, 8 |
#
# ## Computing gradients
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | **derivative** | 微分 | The rate of change at a point: how many times as much the output changes as the input, for a tiny change. | 3 |
# | **partial derivative** | 偏微分 | The derivative when one of several inputs moves and the others are held still. | 3 |
# | **numerical differentiation** | 数値微分 | Finding a derivative approximately, by really changing the input a little and measuring the change of the output. | 3 |
# | **forward pass** | 順伝播 | Letting the data flow from input to output to compute the prediction. | 5 |
# | **backpropagation** | 誤差逆伝播法 | Going back from output to input with the chain rule, which gives the gradients of all layers in one sweep. | 5 |
# | **chain rule** | 連鎖律 | The rule that the derivative of a calculation in stages is the product of the derivatives of its stages. | 5 |
# | **gradient check** | 勾配チェック | Comparing the gradient that a program computes with numerical differentiation, to see whether it is right. | 9 |
# | **tangent** | 接線 | The straight line that hugs a curve at one point; its slope is the derivative there. | 1, 3 |
# | **computation graph** | 計算グラフ | A picture of a computation: a box for each number, a line for each influence. | 5 |
# | **dense layer** | 全結合層 | A layer in which every input reaches every neuron; it computes X W + b. | 5 |
# | **transpose** | 転置 | Swapping the rows and columns of a table. | 5 |
# | **relative error** | 相対誤差 | The difference between two numbers, divided by the size of the larger. | 9 |
#
# ## Going downhill
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | **gradient descent** | 勾配降下法 | Looking for a place of small error by taking small steps against the gradient, again and again. | 4 |
# | **learning rate** | 学習率 | The number by which the gradient is multiplied to give the step. | 4 |
# | **convergence** | 収束 | Settling down: with each repetition the values change less, until they hardly change at all. | 4 |
# | **divergence** | 発散 | Running away: with each repetition the values grow, without any limit. | 4 |
# | **local minimum** | 局所最小値 | A place lower than all places near it, though perhaps not the lowest of all. | 4 |
# | **saddle point** | 鞍点 | A point where the slope is zero, yet the ground rises one way and falls another, as on a mountain pass. | 9 |
# | **Hessian** | ヘッセ行列 | The table of second derivatives: it says how much the ground bends in each direction. | 4, 9 |
# | **optimizer** | 最適化手法 | A recipe that decides from the gradients how to change the parameters. | 7 |
# | **momentum** | 運動量 | Keeping some of the speed from earlier gradients, like a ball that rolls downhill. | 7 |
# | **mini-batch** | ミニバッチ | A small group of the data from which one gradient is computed. | 7, 9 |
# | **contour line** | 等高線 | A line on a map along which the height is the same; lines close together mean steep ground. | 1 |
# | **curvature** | 曲率 | How strongly the ground bends: how fast the slope changes. | 4 |
# | **plateau** | 台地（プラトー） | Almost level ground, where the gradient is nearly 0 though the bottom is far. | 9 |
# | **random search** | ランダム探索 | Looking at places chosen at random and keeping the best. | 2 |
# | **grid search** | 格子探索 | Trying every combination of some values of each number. | 2 |
# | **epoch** | エポック | One round of training through all the data. | 7, 9 |
# | **gradient ascent** | 勾配上昇法 | Going the way of the gradient again and again, to make something large, such as a reward. | 9 |
# | **Newton's method** | ニュートン法 | A method that uses the curvature besides the gradient to decide how far to go. | 9 |
# | **stochastic gradient descent (SGD)** | 確率的勾配降下法（SGD） | Gradient descent with gradients from only a part of the data. | 7 |
# | **velocity** | 速度 | What Momentum remembers: past gradients, added up and weakened at each step. | 7 |
# | **running mean** | 移動平均 | A mean that is renewed at each step and forgets old values bit by bit. | 7 |
# | **condition number** | 条件数 | The largest curvature divided by the smallest: how narrow a valley is. | 3, 7 |
#
# ## When it goes wrong, and the cures
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | **activation function** | 活性化関数 | A function that bends what a layer has computed, so that a network can do more than straight lines can. | 5, 6 |
# | **vanishing gradient** | 勾配消失 | The gradient shrinks towards 0 on its way back through the layers, so that layers near the input hardly learn. | 6 |
# | **exploding gradient** | 勾配爆発 | The gradient swells on its way back through the layers, and training diverges. | 6 |
# | **residual connection** | 残差接続 | A short cut round a layer: its input is added to its output, which gives the gradient a direct road. | 6 |
# | **normalization** | 正規化 | Giving the values that pass through a layer a common mean and spread, so that they grow neither too large nor too small. | 6 |
# | **gradient clipping** | 勾配クリッピング | Cutting a gradient down to a chosen size when it is larger. | 6 |
# | **weight initialization** | 重みの初期化 | Choosing well-sized first values for the weights, the parameters that inputs are multiplied by, before training starts. | 6 |
# | **sigmoid** | シグモイド | An activation function shaped like an S that brings any number between 0 and 1. | 5, 6 |
# | **tanh** | tanh | An activation function shaped like an S that brings any number between −1 and 1. | 5, 6 |
# | **ReLU** | ReLU | An activation function that lets positive numbers pass and turns negative ones into 0. | 5, 6 |
# | **dead ReLU** | 死んだ ReLU | A neuron that gives 0 for every input, so that its gradient is 0 too and it learns nothing, unless the layers before it change and wake it up. | 6, 9 |
# | **saturation** | 飽和 | The output of an activation function sticks to an end, where its slope is almost 0. | 6, 8 |
# | **batch normalization** | バッチ正規化 | Normalizing each neuron over the examples of a mini-batch. | 6 |
# | **layer normalization** | 層正規化 | Normalizing each example over the neurons of a layer. | 6 |
# | **weight decay** | 重みの減衰 | Shrinking the weights a little towards 0 at each step. | 7 |
# | **histogram** | ヒストグラム | A picture of bars that counts how many numbers there are of each size. | 8 |
# | **update-to-weight ratio** | 更新 ÷ 重み | How far the weights move in one step, divided by their size. | 8 |
# | **TensorBoard** | TensorBoard | A tool that shows records of training in a browser. | 8 |

# %% [markdown] lang="ja"
# ## どこに何があるか
#
# コードのある概念について、どこに何があるかをまとめました。章と節では説明を読めます。ファイルはこの教材のパッケージ `course_lib` の中にあり、計算の書き方を見られます。操作は、つまみなどを動かして確かめるところで、名前を選ぶとその章が開きます。練習問題は、自分で書く関数の名前です。「–」は、それだけのための操作や練習問題がないという印です。
# %% [markdown] lang="en"
# ## What is where
#
# For each concept that has code, this table says where things are. The chapter and section explain it. The file lies in the package of this course, `course_lib`, and shows how it is computed. The control is where you try it out by moving sliders and the like; its name opens the chapter. The exercise is the function that you write yourself. “–” means that there is no control or exercise for it alone.

# %%
from course_lib.exercises.concept_index import concept_index

concept_index()
