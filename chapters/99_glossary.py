# %% [markdown] lang="ja"
# # 用語集
#
# この教材に出てくる言葉を、1 文ずつで説明します。並べ方は五十音順です。「章」は、その言葉をくわしく学ぶ章です。言葉を探すときは、Ctrl + F（Mac では Command + F）を押して打ちこむか、もとの章でリンクをもう一度押します（用語集が閉じていたときの 1 度目は、先頭が開きます）。[第0章　ようこそ](00_welcome.ipynb)に戻ることもできます。
#
# ほかの本や試験と呼び方が違うことがあります。たとえば**誤差**は、教科書では多くの場合**損失**（損失関数）と呼ばれます。
#
# ## あ行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="rmsprop"></a>**RMSProp** | あーるえむえすぷろっぷ | RMSProp | 勾配の 2 乗の移動平均（の平方根）で割り、パラメーターごとに一歩の長さをそろえる最適化手法です。 | 7 |
# | <a id="adam"></a>**Adam** | あだむ | Adam | Momentum と RMSProp を合わせ、0 から始まる分を補正した最適化手法です。 | 7 |
# | <a id="adamw"></a>**AdamW** | あだむだぶりゅー | AdamW | 重みの減衰を、勾配とは別に行うようにした Adam です。 | 7 |
# | <a id="amsgrad"></a>**AMSGrad** | あむずぐらっど | AMSGrad | 割る数が小さくならないようにして、Adam が行き先を誤る例をなくした最適化手法です。 | 7 |
# | <a id="saddle-point"></a>**鞍点** | あんてん | saddle point | 峠のように、傾きはゼロなのに、ある向きには上り、別の向きには下りになっている点です。 | 9 |
# | <a id="running-mean"></a>**移動平均** | いどうへいきん | running mean | 古い値を少しずつ忘れながら更新していく平均です。 | 7 |
# | <a id="warm-up"></a>**ウォームアップ** | うぉーむあっぷ | warm-up | はじめのうちだけ学習率を小さくし、少しずつ上げていくスケジュールです。 | 7 |
# | <a id="truncation-error"></a>**打ち切り誤差** | うちきりごさ | truncation error | 入力をほんの少しではなく、目に見える幅だけ動かしたために生じる、数値微分のずれです。 | 3 |
# | <a id="momentum"></a>**運動量（Momentum）** | うんどうりょう（もーめんたむ） | momentum | 過去の勾配の勢いを残して進む工夫で、坂を転がる玉に似ています。 | 7 |
# | <a id="adagrad"></a>**AdaGrad** | えいだぐらっど | AdaGrad | これまでの勾配の 2 乗の合計（の平方根）で割り、大きな勾配を受けてきたパラメーターほど一歩を短くする最適化手法です。 | 7 |
# | <a id="nag"></a>**NAG** | えぬえーじー | NAG | ネステロフの加速法の略で、勢いで進んだ先の勾配を使う Momentum です。 | 7 |
# | <a id="epoch"></a>**エポック** | えぽっく | epoch | データをひととおり使い終えるまでの、学習のひと回りです。 | 7、9 |
# | <a id="autograd"></a>**autograd** | おーとぐらっど | autograd | 計算を記録し、逆向きにたどって勾配を求める、PyTorch の自動微分のしくみです。 | 11 |
# | <a id="weight"></a>**重み** | おもみ | weight | 入力に掛けるパラメーターで、大きいほどその入力が答えに強く効きます。 | 2 |
# | <a id="weight-decay"></a>**重みの減衰** | おもみのげんすい | weight decay | 一歩ごとに重みを少しだけ 0 に近づけることです。 | 7 |
# | <a id="weight-initialization"></a>**重みの初期化** | おもみのしょきか | weight initialization | 学習を始める前に、重み（入力に掛けるパラメーター）の最初の値をほどよい大きさに選ぶことです。 | 6 |
# | <a id="online-learning"></a>**オンライン学習** | おんらいんがくしゅう | online learning | データを 1 件見るたびに、勾配を求めて一歩進むやり方です。 | 7、9 |
#
# ## か行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="overfitting"></a>**過学習** | かがくしゅう | overfitting | 訓練データにだけよく合い、新しいデータではうまく答えられないことです。 | 2 |
# | <a id="training"></a>**学習** | がくしゅう | training | 誤差が小さくなるように、パラメーターを少しずつ変えていくことです。 | 1 |
# | <a id="learning-rate"></a>**学習率** | がくしゅうりつ | learning rate | 一歩の長さを決めるために、勾配に掛ける数です。 | 1、4 |
# | <a id="learning-rate-schedule"></a>**学習率のスケジュール** | がくしゅうりつのすけじゅーる | learning-rate schedule | 学習が進むにつれて、学習率をどう変えていくかの予定です。 | 4 |
# | <a id="stochastic-gradient-descent-sgd"></a>**確率的勾配降下法（SGD）** | かくりつてきこうばいこうかほう（えすじーでぃー） | stochastic gradient descent (SGD) | データの一部だけから求めた勾配で進む勾配降下法です。 | 7 |
# | <a id="pixel"></a>**画素** | がそ | pixel | 絵を作る小さな四角の一つ一つです。 | 2 |
# | <a id="slope"></a>**傾き** | かたむき | slope | 右へ 1 だけ進むと、高さがどれだけ変わるかを表す数です。 | 0、1 |
# | <a id="activation-function"></a>**活性化関数** | かっせいかかんすう | activation function | 層の計算の結果を曲げて、まっすぐな関係だけでは表せないものを表せるようにする関数です。 | 5、6 |
# | <a id="secant"></a>**割線** | かっせん | secant | 曲線の上の 2 点を通る直線で、その傾きが差分商です。 | 3 |
# | <a id="function"></a>**関数** | かんすう | function | 数などを受け取り、決まった計算をして、答えを返すものです。 | 0、3 |
# | <a id="reverse-mode"></a>**逆モード** | ぎゃくもーど | reverse mode | 出力から入力へさかのぼる自動微分で、誤差は 1 つ、パラメーターは多数というときに速く、誤差逆伝播法がこれにあたります。 | 5 |
# | <a id="reinforcement-learning"></a>**強化学習** | きょうかがくしゅう | reinforcement learning | 正解のかわりに報酬をたよりにして、よい行動を身につける学習です。 | 9 |
# | <a id="matrix"></a>**行列** | ぎょうれつ | matrix | 数を縦横に並べた表です。 | 5 |
# | <a id="local-minimum"></a>**局所最小値** | きょくしょさいしょうち | local minimum | すぐ近くのどこよりも低いけれど、全体でいちばん低いとはかぎらない点、またはその高さのことで、局所的な最小値ともいいます。 | 4 |
# | <a id="curvature"></a>**曲率** | きょくりつ | curvature | 地面の曲がり具合、つまり傾きがどれくらいの速さで変わるかを表す数です。 | 4 |
# | <a id="training-data"></a>**訓練データ** | くんれんでーた | training data | 学習に使うデータです。 | 2 |
# | <a id="computation-graph"></a>**計算グラフ** | けいさんぐらふ | computation graph | 計算に出てくる数を箱で、影響のつながりを線で表した図です。 | 5 |
# | <a id="cross-entropy"></a>**交差エントロピー** | こうさえんとろぴー | cross-entropy | 正解に与えた信頼度が小さいほど大きくなる誤差です。 | 2、5 |
# | <a id="grid-search"></a>**格子探索** | こうしたんさく | grid search | それぞれの数の値をいくつか決めておき、すべての組み合わせを調べる方法です。 | 2 |
# | <a id="update-to-weight-ratio"></a>**更新 ÷ 重み** | こうしん わる おもみ | update-to-weight ratio | 重みが一歩で動いた量を、もとの重みの大きさで割ったものです。 | 8 |
# | <a id="gradient"></a>**勾配** | こうばい | gradient | それぞれのパラメーターを少し変えたとき、誤差がどれだけ変わるかを並べたもので、誤差がいちばん速く増える向きを指します。 | 1 |
# | <a id="gradient-clipping"></a>**勾配クリッピング** | こうばいくりっぴんぐ | gradient clipping | 勾配が決めた大きさを超えたとき、その大きさまで縮めることです。 | 6 |
# | <a id="gradient-descent"></a>**勾配降下法** | こうばいこうかほう | gradient descent | 勾配と反対の向きに少し進むことをくり返して、誤差の小さいところを探す方法です。 | 4 |
# | <a id="vanishing-gradient"></a>**勾配消失** | こうばいしょうしつ | vanishing gradient | 層をさかのぼるうちに勾配が 0 に近づき、入力に近い層がほとんど学習できなくなることです。 | 6 |
# | <a id="gradient-ascent"></a>**勾配上昇法** | こうばいじょうしょうほう | gradient ascent | 勾配の向きに進むことをくり返して、報酬などを大きくする方法です。 | 9 |
# | <a id="gradient-check"></a>**勾配チェック** | こうばいちぇっく | gradient check | プログラムで求めた勾配が正しいかどうかを、数値微分と比べて確かめることです。 | 9 |
# | <a id="exploding-gradient"></a>**勾配爆発** | こうばいばくはつ | exploding gradient | 層をさかのぼるうちに勾配がふくらみ、学習が発散することです。 | 6 |
# | <a id="error"></a>**誤差** | ごさ | error | 予測が正解からどれだけ外れているかを、小さいほどよい 1 つの数で表したもので、第3章では「はずれ」の 2 乗とします。 | 1、3 |
# | <a id="backpropagation"></a>**誤差逆伝播法** | ごさぎゃくでんぱほう | backpropagation | 出力から入力へさかのぼりながら連鎖律を使い、すべての層の勾配を一度に求める方法です。 | 5 |
# | <a id="cost-function"></a>**コスト関数** | こすとかんすう | cost function | 損失関数の別の呼び名で、データ全体の平均を指すことが多い言葉です。 | 3 |
# | <a id="eigenvalue"></a>**固有値** | こゆうち | eigenvalue | 表（行列）が、向きを変えずに伸ばしたり縮めたりする特別な向きでの倍率で、ヘッセ行列では、その向きの曲率です。 | 4、9 |
#
# ## さ行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="steepest-descent"></a>**最急降下法** | さいきゅうこうかほう | steepest descent | 勾配降下法の別の呼び名で、足もとでいちばん急に下る向きへ進むことからついた名です。 | 4 |
# | <a id="least-squares"></a>**最小二乗法** | さいしょうにじょうほう | least squares | はずれの 2 乗の合計がいちばん小さくなるように、直線などを決める方法です。 | 4 |
# | <a id="optimizer"></a>**最適化手法** | さいてきかしゅほう | optimizer | 勾配をもとに、パラメーターをどう変えるかを決める手順です。 | 7 |
# | <a id="noise"></a>**雑音** | ざつおん | noise | ランダムに加わる、本来の値からのずれです。 | 2、9 |
# | <a id="xavier-initialization"></a>**Xavier の初期化** | ざびえるのしょきか | Xavier initialization | 前と次の層のニューロンの数から重みの散らばりを決める初期化で、tanh のように、0 の近くでほぼ値をそのまま通す活性化関数に合います。 | 6 |
# | <a id="difference-quotient"></a>**差分商** | さぶんしょう | difference quotient | 出力の変化を、入力の変化で割ったものです。 | 3 |
# | <a id="residual-connection"></a>**残差接続** | ざんさせつぞく | residual connection | 層を飛び越える近道で、層の出力にその入力を足し、勾配の通り道を作ります。 | 6 |
# | <a id="sigmoid"></a>**シグモイド** | しぐもいど | sigmoid | どんな数も 0 と 1 の間に収める、S 字の活性化関数です。 | 5、6 |
# | <a id="exponential-growth"></a>**指数的な増え方** | しすうてきなふえかた | exponential growth | 1 つ進むたびに同じ倍率が掛かる、とても速い増え方です。 | 2 |
# | <a id="automatic-differentiation"></a>**自動微分** | じどうびぶん | automatic differentiation | 計算の記録をたどり、連鎖律を使って、正確な微分をプログラムに求めさせる方法です。 | 5 |
# | <a id="convergence"></a>**収束** | しゅうそく | convergence | くり返すうちに値がほとんど変わらなくなり、ある値に落ち着くことです。 | 4 |
# | <a id="forward-pass"></a>**順伝播** | じゅんでんぱ | forward pass | データを入力から出力へ順に流して、予測を計算することです。 | 5 |
# | <a id="forward-mode"></a>**順モード** | じゅんもーど | forward mode | 入力から出力へ進む自動微分で、1 回に 1 つの入力についての微分が求まります。 | 5 |
# | <a id="condition-number"></a>**条件数** | じょうけんすう | condition number | 最大の曲率と最小の曲率の比で、谷の細長さを表します。 | 3、7 |
# | <a id="dead-relu"></a>**死んだ ReLU** | しんだれるー | dead ReLU | どの入力に対しても 0 を返すようになり、勾配も 0 なので、手前の層が変わって目を覚まさないかぎり、学習できないニューロンです。 | 6、9 |
# | <a id="confidence"></a>**信頼度** | しんらいど | confidence | モデルがそれぞれの答えをどれだけ確かだと思うかの割合で、全部足すと 1 になりますが、正しさとは別のものです。 | 2 |
# | <a id="numerical-differentiation"></a>**数値微分** | すうちびぶん | numerical differentiation | 入力を実際に少しだけ変えて出力の変化を測り、微分の近い値を求める方法です。 | 3 |
# | <a id="accuracy"></a>**正解率** | せいかいりつ | accuracy | 正しく答えた割合です。 | 2 |
# | <a id="normalization"></a>**正規化** | せいきか | normalization | 層を通る値の平均と散らばりをそろえて、大きすぎたり小さすぎたりしないようにすることです。 | 6 |
# | <a id="tangent"></a>**接線** | せっせん | tangent | 1 つの点で曲線にぴったり沿う直線で、その傾きが、そこでの微分です。 | 1、3 |
# | <a id="dense-layer"></a>**全結合層** | ぜんけつごうそう | dense layer | すべての入力がすべてのニューロンにつながる層で、X W + b を計算します。 | 5 |
# | <a id="layer"></a>**層** | そう | layer | 前から数を受け取り、計算して次へ渡す、ネットワークの一段です。 | 5 |
# | <a id="early-stopping"></a>**早期終了** | そうきしゅうりょう | early stopping | 学習に使わないデータでの誤差が増え始めたところで学習を止める方法で、この教材では扱いません。 | – |
# | <a id="layer-normalization"></a>**層正規化（LayerNorm）** | そうせいきか（れいやーのーむ） | layer normalization | 1 つの例の値を、同じ層のニューロンどうしでそろえる正規化です。 | 6 |
# | <a id="relative-error"></a>**相対誤差** | そうたいごさ | relative error | 2 つの数の差を、大きいほうの大きさで割ったものです。 | 9 |
# | <a id="velocity"></a>**速度** | そくど | velocity | Momentum が覚えている、過去の勾配を弱めながら足し合わせたものです。 | 7 |
# | <a id="softmax"></a>**ソフトマックス** | そふとまっくす | softmax | 点数を、足すと 1 になる信頼度に直す計算です。 | 2 |
# | <a id="loss-loss-function"></a>**損失（損失関数）** | そんしつ（そんしつかんすう） | loss (loss function) | 誤差の、教科書での呼び名で、パラメーターから誤差を計算する関数を損失関数といいます。 | 3 |
#
# ## た行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="logarithmic-scale"></a>**対数目盛り** | たいすうめもり | logarithmic scale | 1 目盛り進むごとに同じ倍率（たとえば 10 倍）が掛かる目盛りで、とても大きな数と小さな数を 1 つの絵に入れられます。 | 2、3 |
# | <a id="plateau"></a>**台地（プラトー）** | だいち（ぷらとー） | plateau | ほとんど平らで、底が遠いのに勾配がほぼ 0 になる場所です。 | 9 |
# | <a id="landscape"></a>**地形** | ちけい | landscape | パラメーターを場所、誤差を高さと見たときの、地面の形です。 | 2、4 |
# | <a id="median"></a>**中央値** | ちゅうおうち | median | 小さい順に並べたとき、真ん中に来る値です。 | 2 |
# | <a id="central-difference"></a>**中心差分** | ちゅうしんさぶん | central difference | その点の少し前と少し先の値から傾きを求める数値微分です。 | 3 |
# | <a id="test-data"></a>**テストデータ** | てすとでーた | test data | 学習には使わずに取っておき、新しいものにも答えられるかどうかを確かめるデータです。 | 2 |
# | <a id="tensor"></a>**テンソル** | てんそる | tensor | PyTorch での、数の並びや表の呼び名で、どう計算したかを覚えています。 | 11 |
# | <a id="tensorboard"></a>**TensorBoard** | てんそるぼーど | TensorBoard | 学習の記録をブラウザーで見る道具です。 | 8 |
# | <a id="transpose"></a>**転置** | てんち | transpose | 表の行と列を入れかえることです。 | 5 |
# | <a id="contour-line"></a>**等高線** | とうこうせん | contour line | 地図の上で同じ高さの場所を結んだ線で、間隔がせまいところほど急です。 | 1 |
# | <a id="dropout"></a>**ドロップアウト** | どろっぷあうと | dropout | 学習の間、ニューロンをランダムに休ませて過学習を防ぐ方法で、この教材では扱いません。 | – |
#
# ## な行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="newton-s-method"></a>**ニュートン法** | にゅーとんほう | Newton's method | 勾配だけでなく曲率も使って、どこまで進むかを決める方法です。 | 9 |
# | <a id="neural-network"></a>**ニューラルネットワーク** | にゅーらるねっとわーく | neural network | 計算の層をいくつも重ねたモデルです。 | 2 |
# | <a id="neuron"></a>**ニューロン** | にゅーろん | neuron | 入力に重みを掛けて足し合わせ、バイアスを足し、活性化関数で曲げる、ネットワークの小さな単位です。 | 5 |
# | <a id="norm"></a>**ノルム** | のるむ | norm | 全部の数を 2 乗して足し、平方根をとったもので、矢印の長さにあたります。 | 6、8 |
#
# ## は行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="bias"></a>**バイアス** | ばいあす | bias | ニューロンが重み付きの和に足す数で、これもパラメーターです。 | 5 |
# | <a id="hyperparameter"></a>**ハイパーパラメーター** | はいぱーぱらめーたー | hyperparameter | 学習率や層の数のように、学習で変わるのではなく、人が前もって決める数です。 | 4、7 |
# | <a id="tanh"></a>**tanh** | はいぱぼりっくたんじぇんと | tanh | ハイパボリック・タンジェントの略で、どんな数も −1 と 1 の間に収める、S 字の活性化関数です。 | 5、6 |
# | <a id="factor"></a>**倍率** | ばいりつ | factor | 手前を少し変えたとき、その先が何倍変わるかを表す数です。 | 5 |
# | <a id="array"></a>**配列** | はいれつ | array | NumPy の、丸ごと計算できる数の列や表です。 | 00b |
# | <a id="miss"></a>**はずれ** | はずれ | miss | 予測から正解を引いたもので、行きすぎなら＋、足りなければ − の数です。 | 3 |
# | <a id="divergence"></a>**発散** | はっさん | divergence | くり返すうちに値が落ち着かず、際限なく大きくなっていくことです。 | 4 |
# | <a id="border-of-stability"></a>**発散の境目** | はっさんのさかいめ | border of stability | お椀の形の地面で、これより大きいと一歩ごとに底から離れていく、という学習率の境目で、2 を最大の曲率で割ったものです。 | 4 |
# | <a id="batch-learning"></a>**バッチ学習** | ばっちがくしゅう | batch learning | データを全部使って勾配を求め、それから一歩進むやり方です。 | 7、9 |
# | <a id="batch-normalization"></a>**バッチ正規化（BatchNorm）** | ばっちせいきか（ばっちのーむ） | batch normalization | 1 つのニューロンの値を、ミニバッチの中の例どうしでそろえる正規化です。 | 6 |
# | <a id="parameter"></a>**パラメーター** | ぱらめーたー | parameter | 学習によって変えていく、モデルの中の数です。 | 1 |
# | <a id="he-initialization"></a>**He の初期化** | ひーのしょきか | He initialization | 前の層のニューロンの数から重みの散らばりを決める初期化で、ReLU に合います。 | 6 |
# | <a id="histogram"></a>**ヒストグラム** | ひすとぐらむ | histogram | 大きさごとに、いくつあるかを数えた棒の図です。 | 8 |
# | <a id="derivative"></a>**微分** | びぶん | derivative | ある点での変化の割合で、入力をほんの少し変えたときに出力がその何倍変わるかを表します。 | 3 |
# | <a id="standardization"></a>**標準化** | ひょうじゅんか | standardization | 平均を引いて標準偏差で割り、平均を 0、散らばりを 1 にそろえることです。 | 3 |
# | <a id="standard-deviation"></a>**標準偏差** | ひょうじゅんへんさ | standard deviation | 値が平均からふつうどれくらい離れているかを表す数で、分散の平方根です。 | 3 |
# | <a id="variance"></a>**分散** | ぶんさん | variance | 平均からの離れ方を 2 乗して平均したもので、散らばりの大きさを表します。 | 6 |
# | <a id="mean-squared-error"></a>**平均二乗誤差** | へいきんにじょうごさ | mean squared error | はずれを 2 乗して平均したものです。 | 4 |
# | <a id="hessian"></a>**ヘッセ行列** | へっせぎょうれつ | Hessian | 2 階微分を並べた表で、地面がどの向きにどれだけ曲がっているかを表します。 | 4、9 |
# | <a id="partial-derivative"></a>**偏微分** | へんびぶん | partial derivative | 入力がいくつもあるとき、1 つだけを動かし、ほかを止めておいて求める微分です。 | 3 |
# | <a id="policy-gradient"></a>**方策勾配** | ほうさくこうばい | policy gradient | 報酬が増えるように、行動の選び方（方策）を直す向きを教える勾配です。 | 9 |
# | <a id="saturation"></a>**飽和** | ほうわ | saturation | 活性化関数の出力が端に張りつき、傾きがほとんど 0 になることです。 | 6、8 |
#
# ## ま行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="rounding"></a>**丸め** | まるめ | rounding | コンピューターが、決まった桁数に収まらない端数を捨てたり切り上げたりすることです。 | 3 |
# | <a id="mini-batch"></a>**ミニバッチ** | みにばっち | mini-batch | 一度の勾配の計算に使う、データの小さなまとまりです。 | 7、9 |
# | <a id="objective-function"></a>**目的関数** | もくてきかんすう | objective function | できるだけ小さく（または大きく）したい値を計算する関数のことで、損失関数はその 1 つです。 | 3 |
# | <a id="model"></a>**モデル** | もでる | model | 入力から予測を計算する式で、調整できる数（パラメーター）を持っています。 | 1 |
#
# ## ら行
#
# | 日本語 | 読み | 英語 | 意味 | 章 |
# | --- | --- | --- | --- | --- |
# | <a id="random-number"></a>**乱数** | らんすう | random number | ランダムに選ばれた数です。 | 2、3 |
# | <a id="random"></a>**ランダム** | らんだむ | random | さいころのように、どれが出るか前もって決まっていないことです。 | 2 |
# | <a id="random-search"></a>**ランダム探索** | らんだむたんさく | random search | ランダムに選んだ場所を調べ、いちばんよかったものを取る方法です。 | 2 |
# | <a id="leaky-relu"></a>**Leaky ReLU** | りーきーれるー | leaky ReLU | マイナスの数を 0 にするかわりに、少しだけ通す ReLU です。 | 6 |
# | <a id="relu"></a>**ReLU** | れるー | ReLU | プラスの数はそのまま通し、マイナスの数は 0 にする活性化関数です。 | 5、6 |
# | <a id="chain-rule"></a>**連鎖律** | れんさりつ | chain rule | いくつもの段階を通る計算の微分は、各段階の微分の掛け算になる、というきまりです。 | 5 |
# | <a id="logit"></a>**ロジット** | ろじっと | logit | ソフトマックスに入れる前の点数の、PyTorch での呼び名です。 | 11 |
# %% [markdown] lang="en"
# # Glossary
#
# The words of this course, each in a sentence, in alphabetical order. “Chapter” is where you learn more about it. To find a word, press Ctrl + F (Command + F on a Mac) and type it, or click the link in the chapter once more (the first click, while the glossary is closed, opens it at its top). Back to [chapter 0: Welcome](00_welcome.ipynb).
#
# Other books may use other names. What is called the **error** here, for instance, is mostly called the **loss** there.
#
# ## A
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="accuracy"></a>**accuracy** | 正解率 | The share of answers that are right. | 2 |
# | <a id="activation-function"></a>**activation function** | 活性化関数 | A function that bends what a layer has computed, so that a network can do more than straight lines can. | 5, 6 |
# | <a id="adagrad"></a>**AdaGrad** | AdaGrad | An optimizer that divides by (the square root of) the summed squares of past gradients, so that parameters which have had large gradients take shorter steps. | 7 |
# | <a id="adam"></a>**Adam** | Adam | An optimizer that joins Momentum and RMSProp and makes up for their start at 0. | 7 |
# | <a id="adamw"></a>**AdamW** | AdamW | Adam with weight decay done apart from the gradient. | 7 |
# | <a id="amsgrad"></a>**AMSGrad** | AMSGrad | Adam whose divisor never shrinks, which rules out cases in which Adam goes astray. | 7 |
# | <a id="array"></a>**array** | 配列 | A row or a table of numbers in NumPy with which one computes all at once. | 00b |
# | <a id="autograd"></a>**autograd** | autograd | PyTorch's automatic differentiation: it records what is computed and walks back along the record to find gradients. | 11 |
# | <a id="automatic-differentiation"></a>**automatic differentiation** | 自動微分 | Having a program find exact derivatives by following the record of a calculation with the chain rule. | 5 |
#
# ## B
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="backpropagation"></a>**backpropagation** | 誤差逆伝播法 | Going back from output to input with the chain rule, which gives the gradients of all layers in one sweep. | 5 |
# | <a id="batch-learning"></a>**batch learning** | バッチ学習 | Computing the gradient from all the data before each step. | 7, 9 |
# | <a id="batch-normalization"></a>**batch normalization** | バッチ正規化（BatchNorm） | Normalizing each neuron over the examples of a mini-batch. | 6 |
# | <a id="bias"></a>**bias** | バイアス | The number that a neuron adds to its weighted sum; a parameter too. | 5 |
# | <a id="border-of-stability"></a>**border of stability** | 発散の境目 | In a bowl, the learning rate above which each step leads farther from the bottom: 2 divided by the largest curvature. | 4 |
#
# ## C
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="central-difference"></a>**central difference** | 中心差分 | Numerical differentiation with one value a little before the point and one a little after it. | 3 |
# | <a id="chain-rule"></a>**chain rule** | 連鎖律 | The rule that the derivative of a calculation in stages is the product of the derivatives of its stages. | 5 |
# | <a id="computation-graph"></a>**computation graph** | 計算グラフ | A picture of a computation: a box for each number, a line for each influence. | 5 |
# | <a id="condition-number"></a>**condition number** | 条件数 | The largest curvature divided by the smallest: how narrow a valley is. | 3, 7 |
# | <a id="confidence"></a>**confidence** | 信頼度 | How sure a model is of each answer, as shares that add up to 1; it is not correctness. | 2 |
# | <a id="contour-line"></a>**contour line** | 等高線 | A line on a map along which the height is the same; lines close together mean steep ground. | 1 |
# | <a id="convergence"></a>**convergence** | 収束 | Settling down: with each repetition the values change less, until they hardly change at all. | 4 |
# | <a id="cost-function"></a>**cost function** | コスト関数 | Another name for the loss function, mostly for its mean over all the data. | 3 |
# | <a id="cross-entropy"></a>**cross-entropy** | 交差エントロピー | An error that is the larger, the lower the confidence in the right answer. | 2, 5 |
# | <a id="curvature"></a>**curvature** | 曲率 | How strongly the ground bends: how fast the slope changes. | 4 |
#
# ## D
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="dead-relu"></a>**dead ReLU** | 死んだ ReLU | A neuron that gives 0 for every input, so that its gradient is 0 too and it learns nothing, unless the layers before it change and wake it up. | 6, 9 |
# | <a id="dense-layer"></a>**dense layer** | 全結合層 | A layer in which every input reaches every neuron; it computes X W + b. | 5 |
# | <a id="derivative"></a>**derivative** | 微分 | The rate of change at a point: how many times as much the output changes as the input, for a tiny change. | 3 |
# | <a id="difference-quotient"></a>**difference quotient** | 差分商 | The change of the output divided by the change of the input. | 3 |
# | <a id="divergence"></a>**divergence** | 発散 | Running away: with each repetition the values grow, without any limit. | 4 |
# | <a id="dropout"></a>**dropout** | ドロップアウト | Letting random neurons rest during training, against overfitting; this course does not treat it. | – |
#
# ## E
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="early-stopping"></a>**early stopping** | 早期終了 | Ending training when the error on data kept apart begins to grow; this course does not treat it. | – |
# | <a id="eigenvalue"></a>**eigenvalue** | 固有値 | The factor by which a matrix stretches one of the special directions that it does not turn; for the Hessian it is the curvature in that direction. | 4, 9 |
# | <a id="epoch"></a>**epoch** | エポック | One round of training through all the data. | 7, 9 |
# | <a id="error"></a>**error** | 誤差 | One number, the smaller the better, that says how far predictions are from the right answers; in chapter 3 it is the square of the miss. | 1, 3 |
# | <a id="exploding-gradient"></a>**exploding gradient** | 勾配爆発 | The gradient swells on its way back through the layers, and training diverges. | 6 |
# | <a id="exponential-growth"></a>**exponential growth** | 指数的な増え方 | Growing by the same factor at each step, which soon is very fast. | 2 |
#
# ## F
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="factor"></a>**factor** | 倍率 | How many times as much the next value changes as the one before it. | 5 |
# | <a id="forward-mode"></a>**forward mode** | 順モード | Automatic differentiation from an input on to the outputs; one pass gives the derivatives for one input. | 5 |
# | <a id="forward-pass"></a>**forward pass** | 順伝播 | Letting the data flow from input to output to compute the prediction. | 5 |
# | <a id="function"></a>**function** | 関数 | Something that takes numbers, or other values, calculates, and gives back an answer. | 0, 3 |
#
# ## G
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="gradient"></a>**gradient** | 勾配 | For each parameter, how much the error changes when it is changed a little; together they point the way in which the error grows fastest. | 1 |
# | <a id="gradient-ascent"></a>**gradient ascent** | 勾配上昇法 | Going the way of the gradient again and again, to make something large, such as a reward. | 9 |
# | <a id="gradient-check"></a>**gradient check** | 勾配チェック | Comparing the gradient that a program computes with numerical differentiation, to see whether it is right. | 9 |
# | <a id="gradient-clipping"></a>**gradient clipping** | 勾配クリッピング | Cutting a gradient down to a chosen size when it is larger. | 6 |
# | <a id="gradient-descent"></a>**gradient descent** | 勾配降下法 | Looking for a place of small error by taking small steps against the gradient, again and again. | 4 |
# | <a id="grid-search"></a>**grid search** | 格子探索 | Trying every combination of some values of each number. | 2 |
#
# ## H
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="he-initialization"></a>**He initialization** | He の初期化 | Choosing the spread of the weights from the number of neurons before, which suits ReLU. | 6 |
# | <a id="hessian"></a>**Hessian** | ヘッセ行列 | The table of second derivatives: it says how much the ground bends in each direction. | 4, 9 |
# | <a id="histogram"></a>**histogram** | ヒストグラム | A picture of bars that counts how many numbers there are of each size. | 8 |
# | <a id="hyperparameter"></a>**hyperparameter** | ハイパーパラメーター | A number that people choose beforehand and learning does not change, such as the learning rate or the number of layers. | 4, 7 |
#
# ## L
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="landscape"></a>**landscape** | 地形 | The shape of the ground when parameters are places and the error is the height. | 2, 4 |
# | <a id="layer"></a>**layer** | 層 | One stage of a network: it takes numbers from the stage before, calculates, and passes them on. | 5 |
# | <a id="layer-normalization"></a>**layer normalization** | 層正規化（LayerNorm） | Normalizing each example over the neurons of a layer. | 6 |
# | <a id="leaky-relu"></a>**leaky ReLU** | Leaky ReLU | A ReLU that lets a little of negative numbers pass and does not make them 0. | 6 |
# | <a id="learning-rate"></a>**learning rate** | 学習率 | The number by which the gradient is multiplied to give the step. | 1, 4 |
# | <a id="learning-rate-schedule"></a>**learning-rate schedule** | 学習率のスケジュール | A plan of how the learning rate changes as training goes on. | 4 |
# | <a id="least-squares"></a>**least squares** | 最小二乗法 | Choosing a line, or another formula, so that the squares of the misses have the least sum. | 4 |
# | <a id="local-minimum"></a>**local minimum** | 局所最小値 | A place lower than all places near it, though perhaps not the lowest of all. | 4 |
# | <a id="logarithmic-scale"></a>**logarithmic scale** | 対数目盛り | A scale on which each mark is the same factor (10, for instance) times the one before, so that very large and very small numbers fit in one picture. | 2, 3 |
# | <a id="logit"></a>**logit** | ロジット | PyTorch's name for a score before the softmax. | 11 |
# | <a id="loss-loss-function"></a>**loss (loss function)** | 損失（損失関数） | What textbooks call the error; the function that computes it from the parameters is the loss function. | 3 |
#
# ## M
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="matrix"></a>**matrix** | 行列 | A table of numbers in rows and columns. | 5 |
# | <a id="mean-squared-error"></a>**mean squared error** | 平均二乗誤差 | The mean of the squares of the misses. | 4 |
# | <a id="median"></a>**median** | 中央値 | The value in the middle when all are put in order. | 2 |
# | <a id="mini-batch"></a>**mini-batch** | ミニバッチ | A small group of the data from which one gradient is computed. | 7, 9 |
# | <a id="miss"></a>**miss** | はずれ | The prediction minus the right answer: positive if it is too large, negative if it is too small. | 3 |
# | <a id="model"></a>**model** | モデル | A formula that turns an input into a prediction and has numbers that can be adjusted. | 1 |
# | <a id="momentum"></a>**momentum** | 運動量（Momentum） | Keeping some of the speed from earlier gradients, like a ball that rolls downhill. | 7 |
#
# ## N
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="nag"></a>**NAG** | NAG | Short for Nesterov's accelerated gradient: Momentum that uses the gradient where its speed is about to carry it. | 7 |
# | <a id="neural-network"></a>**neural network** | ニューラルネットワーク | A model made of layers of calculation, one after the other. | 2 |
# | <a id="neuron"></a>**neuron** | ニューロン | The small unit of a network: it weighs its inputs, adds them up, adds a bias and bends the result. | 5 |
# | <a id="newton-s-method"></a>**Newton's method** | ニュートン法 | A method that uses the curvature besides the gradient to decide how far to go. | 9 |
# | <a id="noise"></a>**noise** | 雑音 | Random deviations from what a value should be. | 2, 9 |
# | <a id="norm"></a>**norm** | ノルム | The square root of the sum of all squares: the length of an arrow. | 6, 8 |
# | <a id="normalization"></a>**normalization** | 正規化 | Giving the values that pass through a layer a common mean and spread, so that they grow neither too large nor too small. | 6 |
# | <a id="numerical-differentiation"></a>**numerical differentiation** | 数値微分 | Finding a derivative approximately, by really changing the input a little and measuring the change of the output. | 3 |
#
# ## O
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="objective-function"></a>**objective function** | 目的関数 | The function whose value one wants as small, or as large, as possible; a loss function is one of them. | 3 |
# | <a id="online-learning"></a>**online learning** | オンライン学習 | Taking a step after every single example. | 7, 9 |
# | <a id="optimizer"></a>**optimizer** | 最適化手法 | A recipe that decides from the gradients how to change the parameters. | 7 |
# | <a id="overfitting"></a>**overfitting** | 過学習 | Fitting the training data well and failing on new data. | 2 |
#
# ## P
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="parameter"></a>**parameter** | パラメーター | A number inside the model that learning changes. | 1 |
# | <a id="partial-derivative"></a>**partial derivative** | 偏微分 | The derivative when one of several inputs moves and the others are held still. | 3 |
# | <a id="pixel"></a>**pixel** | 画素 | One of the small squares that make up a picture. | 2 |
# | <a id="plateau"></a>**plateau** | 台地（プラトー） | Almost level ground, where the gradient is nearly 0 though the bottom is far. | 9 |
# | <a id="policy-gradient"></a>**policy gradient** | 方策勾配 | The gradient that says how to change the way actions are chosen, so that the reward grows. | 9 |
#
# ## R
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="random"></a>**random** | ランダム | Not decided beforehand, as with dice. | 2 |
# | <a id="random-number"></a>**random number** | 乱数 | A number chosen at random. | 2, 3 |
# | <a id="random-search"></a>**random search** | ランダム探索 | Looking at places chosen at random and keeping the best. | 2 |
# | <a id="reinforcement-learning"></a>**reinforcement learning** | 強化学習 | Learning how to act from rewards, where there are no right answers. | 9 |
# | <a id="relative-error"></a>**relative error** | 相対誤差 | The difference between two numbers, divided by the size of the larger. | 9 |
# | <a id="relu"></a>**ReLU** | ReLU | An activation function that lets positive numbers pass and turns negative ones into 0. | 5, 6 |
# | <a id="residual-connection"></a>**residual connection** | 残差接続 | A short cut round a layer: its input is added to its output, which gives the gradient a direct road. | 6 |
# | <a id="reverse-mode"></a>**reverse mode** | 逆モード | Automatic differentiation from the output back to the inputs, fast where there is one error and many parameters; backpropagation is this. | 5 |
# | <a id="rmsprop"></a>**RMSProp** | RMSProp | An optimizer that divides by (the square root of) the running mean of squared gradients, so that steps are alike for all parameters. | 7 |
# | <a id="rounding"></a>**rounding** | 丸め | Dropping or raising the last digits because a computer keeps only so many of them. | 3 |
# | <a id="running-mean"></a>**running mean** | 移動平均 | A mean that is renewed at each step and forgets old values bit by bit. | 7 |
#
# ## S
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="saddle-point"></a>**saddle point** | 鞍点 | A point where the slope is zero, yet the ground rises one way and falls another, as on a mountain pass. | 9 |
# | <a id="saturation"></a>**saturation** | 飽和 | The output of an activation function sticks to an end, where its slope is almost 0. | 6, 8 |
# | <a id="secant"></a>**secant** | 割線 | The straight line through two points of a curve; its slope is the difference quotient. | 3 |
# | <a id="sigmoid"></a>**sigmoid** | シグモイド | An activation function shaped like an S that brings any number between 0 and 1. | 5, 6 |
# | <a id="slope"></a>**slope** | 傾き | How much the height changes for each unit to the right. | 0, 1 |
# | <a id="softmax"></a>**softmax** | ソフトマックス | A calculation that turns scores into confidence, shares that add up to 1. | 2 |
# | <a id="standard-deviation"></a>**standard deviation** | 標準偏差 | How far values usually lie from their mean: the square root of the variance. | 3 |
# | <a id="standardization"></a>**standardization** | 標準化 | Taking away the mean and dividing by the standard deviation, so that the mean is 0 and the spread 1. | 3 |
# | <a id="steepest-descent"></a>**steepest descent** | 最急降下法 | Another name for gradient descent, after the direction it takes: the steepest way down from where it stands. | 4 |
# | <a id="stochastic-gradient-descent-sgd"></a>**stochastic gradient descent (SGD)** | 確率的勾配降下法（SGD） | Gradient descent with gradients from only a part of the data. | 7 |
#
# ## T
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="tangent"></a>**tangent** | 接線 | The straight line that hugs a curve at one point; its slope is the derivative there. | 1, 3 |
# | <a id="tanh"></a>**tanh** | tanh | Short for hyperbolic tangent: an activation function shaped like an S that brings any number between −1 and 1. | 5, 6 |
# | <a id="tensor"></a>**tensor** | テンソル | PyTorch's name for an array of numbers, which remembers how it was computed. | 11 |
# | <a id="tensorboard"></a>**TensorBoard** | TensorBoard | A tool that shows records of training in a browser. | 8 |
# | <a id="test-data"></a>**test data** | テストデータ | Data kept apart from learning, to see whether the model can answer what is new. | 2 |
# | <a id="training"></a>**training** | 学習 | Changing the parameters bit by bit so that the error gets smaller. | 1 |
# | <a id="training-data"></a>**training data** | 訓練データ | The data that a model learns from. | 2 |
# | <a id="transpose"></a>**transpose** | 転置 | Swapping the rows and columns of a table. | 5 |
# | <a id="truncation-error"></a>**truncation error** | 打ち切り誤差 | The part by which numerical differentiation is off because the input moves by a real distance and not a tiny one. | 3 |
#
# ## U
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="update-to-weight-ratio"></a>**update-to-weight ratio** | 更新 ÷ 重み | How far the weights move in one step, divided by their size. | 8 |
#
# ## V
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="vanishing-gradient"></a>**vanishing gradient** | 勾配消失 | The gradient shrinks towards 0 on its way back through the layers, so that layers near the input hardly learn. | 6 |
# | <a id="variance"></a>**variance** | 分散 | The mean of the squared distances from the mean: how widely values are spread. | 6 |
# | <a id="velocity"></a>**velocity** | 速度 | What Momentum remembers: past gradients, added up and weakened at each step. | 7 |
#
# ## W
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="warm-up"></a>**warm-up** | ウォームアップ | A schedule that begins with a small learning rate and raises it bit by bit. | 7 |
# | <a id="weight"></a>**weight** | 重み | A parameter that an input is multiplied by: the larger it is, the more that input counts. | 2 |
# | <a id="weight-decay"></a>**weight decay** | 重みの減衰 | Shrinking the weights a little towards 0 at each step. | 7 |
# | <a id="weight-initialization"></a>**weight initialization** | 重みの初期化 | Choosing well-sized first values for the weights, the parameters that inputs are multiplied by, before training starts. | 6 |
#
# ## X
#
# | English | Japanese | Meaning | Chapter |
# | --- | --- | --- | --- |
# | <a id="xavier-initialization"></a>**Xavier initialization** | Xavier の初期化 | Choosing the spread of the weights from the numbers of neurons before and after, which suits activation functions that let values near 0 pass almost unchanged, such as tanh. | 6 |

# %% [markdown] lang="ja"
# ## どこに何があるか
#
# コードのある概念について、どこに何があるかをまとめました。章と節では説明を読めます。ファイルはこの教材のパッケージ `course_lib` の中にあり、計算の書き方を見られます。操作は、スライダーなどを動かして確かめるところで、名前を選ぶとその章が開きます。練習問題は、自分で書く関数の名前です。「–」は、それだけのための操作や練習問題がないという印です。
# %% [markdown] lang="en"
# ## What is where
#
# For each concept that has code, this table says where things are. The chapter and section explain it. The file lies in the package of this course, `course_lib`, and shows how it is computed. The control is where you try it out by moving sliders and the like; its name opens the chapter. The exercise is the function that you write yourself. “–” means that there is no control or exercise for it alone.

# %%
from course_lib.exercises.concept_index import concept_index

concept_index()
