# %% [markdown] lang="ja"
# # 練習問題　第8章　勾配を目で見る
#
# はじめに、勾配の診療所の 12 人の患者を治します。そのあとで、勾配モニターの測定器を自分で書きます。
#
# `...` のところに答えを書いて、セルを実行します。すぐ下の `check` のセルを実行すると、正しいかどうか、間違いなら**どんな間違いか**が分かります。何度でも試せます。
# %% [markdown] lang="en"
# # Exercises for chapter 8: Seeing gradients
#
# First you cure the 12 patients of the gradient clinic. Then you write instruments of the gradient monitor yourself.
#
# Write your answer in place of `...` and run the cell. Then run the `check` cell right below it: it tells you whether the answer is right and, if not, **which mistake it is**. Try as often as you like.

# %%
import numpy as np

from course_lib import check, hint, puzzle, solution

# %% tags=["grading"]
from course_lib.exercises.sheet import Sheet, Trial

sheet = Sheet("08_seeing_gradients")

# %% [markdown] lang="ja" tags=["E8"]
# ## 問題 1〜12　診療所の 12 人
#
# 12 人の患者を診断し、治してください。下の診療所で試しながら進めましょう。
#
# 答えは辞書です。`"diagnosis"` に病名、そして**変える設定を一つだけ**書きます。たとえば、こうです。
#
# `return {"diagnosis": "stale_momentum", "momentum": 0.5}`
#
# 書きかえるのは、病名（`"stale_momentum"`）、設定の名前（`"momentum"`）、値（`0.5`）の 3 か所です。まず診療所で治し、治った設定を下の表から書き写しましょう。
#
# `check` でも成績をつけるときでも、診療所とは**別の、決まった 3 つの乱数の種で** 200 歩ずつ学習し直します。そのうち 2 回以上で、学習に使っていない数字の 80 % 以上を読めれば回復です。病名も合っていれば満点、どちらか片方だけなら半分です。回復するなら、ほかの設定でも、どんな値でもかまいません。よくなっても 80 % に届かなければ、治ったことにはなりません。
#
# 設定の名前と、書ける値は次のとおりです。
#
# | 設定 | 値 |
# | --- | --- |
# | `rate` 学習率 | プラスの数 |
# | `direction` 進む向き | `"descent"`（下る）、`"ascent"`（登る） |
# | `reset_gradient` 毎回、勾配を消す | `True`、`False` |
# | `clip_norm` 勾配のノルムの上限 | 0 以上の数（0 は上限なし） |
# | `optimizer` 最適化手法 | `"sgd"`、`"momentum"`、`"adam"` |
# | `momentum` 運動量（速度を残す割合） | 0 以上 1 未満の数 |
# | `bias_correction` Adam の補正 | `True`、`False` |
# | `activation` 活性化関数 | `"relu"`、`"tanh"`、`"sigmoid"` |
# | `initializer` 重みの初期化 | `"he"`、`"xavier"`、`"zeros"` |
# | `gain` はじめの重みに掛ける数 | 0 以上の数 |
# | `first_bias` はじめのバイアス | 数 |
# | `normalization` 正規化 | `"none"`、`"batch"`、`"layer"` |
# | `input_scale` 入力（0〜1）に掛ける数 | 0 以上の数 |
# | `batch_size` ミニバッチの大きさ | 1 から 256 までの整数 |
#
# 病名は、診療所の「診断」に並んでいる英語の名前です。
# %% [markdown] lang="en" tags=["E8"]
# ## Exercises 1 to 12: The 12 patients of the clinic
#
# Diagnose and cure 12 patients. Try things out in the clinic below as you go.
#
# An answer is a dictionary: under `"diagnosis"` the name of the illness, and **one setting to change**. For instance:
#
# `return {"diagnosis": "stale_momentum", "momentum": 0.5}`
#
# Three places change: the illness (`"stale_momentum"`), the name of the setting (`"momentum"`) and its value (`0.5`). Cure the patient in the clinic first, then copy the setting that did it from the table below.
#
# `check` and the grade alike train the network anew, 200 steps each, **from 3 fixed random seeds**, other ones than the clinic's. It has recovered if at least 2 of them read at least 80 % of digits never seen before. With the right illness named as well you get all points, with one of the two half of them. Any setting and any value will do that makes it recover; what helps but does not reach 80 % is no cure.
#
# These are the settings and what they can be:
#
# | Setting | Value |
# | --- | --- |
# | `rate` learning rate | a positive number |
# | `direction` which way the steps go | `"descent"`, `"ascent"` |
# | `reset_gradient` forget the gradient each time | `True`, `False` |
# | `clip_norm` ceiling on the norm of the gradient | a number from 0 (0 is no ceiling) |
# | `optimizer` | `"sgd"`, `"momentum"`, `"adam"` |
# | `momentum` share of the velocity kept | a number from 0 and below 1 |
# | `bias_correction` of Adam | `True`, `False` |
# | `activation` activation function | `"relu"`, `"tanh"`, `"sigmoid"` |
# | `initializer` initial weights | `"he"`, `"xavier"`, `"zeros"` |
# | `gain` what the first weights are multiplied by | a number from 0 |
# | `first_bias` the biases at the start | a number |
# | `normalization` | `"none"`, `"batch"`, `"layer"` |
# | `input_scale` what the inputs, 0 to 1, are multiplied by | a number from 0 |
# | `batch_size` size of a mini-batch | a whole number from 1 to 256 |
#
# The illnesses are the names listed under “Diagnosis” in the clinic.

# %%
from course_lib.controls.clinic import ClinicControl

ClinicControl()

# %% tags=["grading"]
NOT_A_TREATMENT = dict(
    ja="これは治療になっていません。`\"diagnosis\"` に病名を入れた辞書を返してください。病名は、診療所の「診断」に並んでいる英語の名前のどれかです。",
    en="This is no treatment. Return a dictionary with the illness under `\"diagnosis\"`: one of the names listed under “Diagnosis” in the clinic.",
)
NOT_ONE_SETTING = dict(
    ja="病名のほかに書く設定は、**ちょうど一つ**です。悪いのは一つだけなので、薬も一つで治ります。",
    en="Besides the illness give **exactly one** setting. Only one thing is wrong, and one medicine cures it.",
)
NO_SUCH_SETTING = dict(
    ja="そのような設定がないか、その設定にはその値を書けません。上の表で、名前のつづりと、書ける値を確かめましょう。",
    en="There is no such setting, or it can't have that value. Compare the spelling and the possible values with the table above.",
)
ONLY_NAMED = dict(
    ja="診断は正解です。けれども、決まった 3 つの種で学習し直すと、回復しませんでした（2 回以上で 80 % 以上を読めれば回復です）。設定が違うか、値がまだ合っていません。",
    en="The diagnosis is right. But trained from the 3 fixed seeds it did not recover (that takes 80 % or more in 2 of them): it is the wrong setting, or the value does not suit yet.",
)
ONLY_CURED = dict(
    ja="学習は回復しました。けれども、病名が違います。どの図のどの線が、健康な学習と違っていたのでしょうか。",
    en="The run recovered, but the illness has another name. Which line in which panel differed from a healthy run?",
)
NEITHER = dict(
    ja="回復せず、病名も違います。診療所でこの患者の図をもう一度見て、健康な学習と違うところを探しましょう。",
    en="It did not recover, and the illness is a different one. Look at this patient's panels in the clinic once more, and find where they differ from a healthy run.",
)


def treatment_exercise(reference, number, why, ja, en):
    trial = Trial("course_lib.experiments.clinic_patients.judge_treatment", number)
    sheet.exercise(reference, points=2, inputs=lambda rng: [()], why=why, ja=ja, en=en, trial=trial)

    def not_a_treatment():
        return {"rate": 0.2}

    def not_one_setting():
        return {"diagnosis": "rate_too_large", "rate": 0.1, "activation": "tanh"}

    def no_such_setting():
        return {"diagnosis": "rate_too_large", "learning_rate": 0.1}

    sheet.mistake(reference, **NOT_A_TREATMENT)(not_a_treatment)
    sheet.mistake(reference, **NOT_ONE_SETTING)(not_one_setting)
    sheet.mistake(reference, **NO_SUCH_SETTING)(no_such_setting)

# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 1 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 1

# %% tags=["answer"]
def treatment_of_case_1():
    return {"diagnosis": "rate_too_small", "rate": 0.2}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_1,
    1,
    why={
        "ja": "勾配は健康なのに、更新だけが**どの層でも同じ割合で**短すぎました。勾配から一歩を作るとき、すべての層に掛かる数は学習率だけです。",
        "en": "The gradients were healthy and the updates too short, **in all layers by the same share**. On the way from gradient to step, the one number that multiplies all layers is the learning rate.",
    },
    ja=[
        "誤差がまったく動きません。勾配がないのでしょうか、それとも、あるのに重みが動いていないのでしょうか。",
        "左下の図では、どの層のノルムも健康な学習と同じくらいです。右下の図では、どの層も緑の帯のはるか下にあります。",
        "勾配はふつうなのに、一歩だけが短すぎます。どの層も同じ割合で短いので、全部の層に掛かる数が小さすぎるのです。1,000 倍くらいにしてみましょう。",
    ],
    en=[
        "The error does not move at all. Is there no gradient, or is there one and the weights don't move?",
        "At the bottom left the norms of all layers are those of a healthy run. At the bottom right all layers lie far below the green band.",
        "The gradient is normal, the steps alone are too short, and in all layers alike: the one number that all are multiplied by is too small. Make it about 1,000 times as large.",
    ],
)


@sheet.mistake(treatment_of_case_1, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "rate_too_small", "rate": 0.002}


@sheet.mistake(treatment_of_case_1, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "clipped_to_nothing", "rate": 0.2}


@sheet.mistake(treatment_of_case_1, **NEITHER)
def neither():
    return {"diagnosis": "saturated_sigmoid", "activation": "relu"}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 2 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 2

# %% tags=["answer"]
def treatment_of_case_2():
    return {"diagnosis": "reversed_sign", "direction": "descent"}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_2,
    2,
    why={
        "ja": "誤差が歩くたびに増えていき、しかも勾配に異常はありませんでした。歩幅を変えても登る向きのままなので、変えるのは向きです。",
        "en": "The error rose step after step while the gradients were sound. With any rate it would still climb, so it is the direction that has to change.",
    },
    ja=[
        "誤差が、はじめからずっと上がり続けています。ぎざぎざに暴れているのとは違います。",
        "歩数 0 では、ノルムも更新の大きさも健康です。長さは合っているのに、進むほど悪くなるのはなぜでしょう。",
        "山を下るはずが、登っています。向きを決める設定を変えましょう。",
    ],
    en=[
        "From the very start the error rises and rises. It is not tossed up and down.",
        "At step 0 both the norms and the updates are those of a healthy run. The length of the steps is right, and yet each makes it worse. Why?",
        "It should go down the mountain, but it climbs. Change the setting that decides the direction.",
    ],
)


@sheet.mistake(treatment_of_case_2, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "reversed_sign", "rate": 0.02}


@sheet.mistake(treatment_of_case_2, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "rate_too_large", "direction": "descent"}


@sheet.mistake(treatment_of_case_2, **NEITHER)
def neither():
    return {"diagnosis": "rate_too_large", "rate": 0.02}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 3 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 3

# %% tags=["answer"]
def treatment_of_case_3():
    return {"diagnosis": "unscaled_inputs", "input_scale": 1.0}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_3,
    3,
    why={
        "ja": "入力が大きすぎると、最初の層の勾配も同じだけ大きくなります。1.0 を掛ける、つまり元の大きさに戻せば、学習率に手をつけずに治ります。",
        "en": "Inputs that are too large make the gradients of the first layer too large with them. A scale of 1.0 leaves the inputs as they are, and the rate need not be touched.",
    },
    ja=[
        "一つの層だけが、ほかの層と違う動きをしています。どの層でしょうか。",
        "全結合層 1 の勾配は、歩数 0 ではほかの層の 10 倍も大きく、あとでは激しく上下します。全結合層 1 に入ってくるのは何でしょうか。",
        "重みの勾配は、入ってくる数に比例します。入力が大きすぎるのです。0〜1 のまま使うには、いくつを掛ければよいでしょうか。",
    ],
    en=[
        "One layer behaves unlike the others. Which?",
        "At step 0 the gradient of dense layer 1 is 10 times that of the others, and later it jumps wildly up and down. What is it that comes into dense layer 1?",
        "The gradient of a weight is proportional to what comes in, and the inputs are too large. What must they be multiplied by to stay at 0 to 1?",
    ],
)


@sheet.mistake(treatment_of_case_3, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "unscaled_inputs", "rate": 0.001}


@sheet.mistake(treatment_of_case_3, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "saturated_sigmoid", "normalization": "batch"}


@sheet.mistake(treatment_of_case_3, **NEITHER)
def neither():
    return {"diagnosis": "rate_too_large", "rate": 0.001}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 4 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 4

# %% tags=["answer"]
def treatment_of_case_4():
    return {"diagnosis": "dead_relu", "first_bias": 0.0}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_4,
    4,
    why={
        "ja": "最初の層のバイアスがとても小さいと、どの入力でも ReLU の手前がマイナスになり、傾きが 0 のまま動けません。0 から始めれば、およそ半分の数が生きています。",
        "en": "With first biases far below 0 all that comes to the ReLU is negative: the slope is 0 and nothing can move. Starting at 0, about half of them are alive.",
    },
    ja=[
        "出力の層のほかは、勾配がちょうど 0 です。道がどこかで断たれています。",
        "右下の図には、0 のところに線があります。つまり、重みはちゃんとあります。重みがあるのに勾配がちょうど 0 になる活性化関数は、どれでしょうか。",
        "ReLU は、入ってくる数がマイナスだと 0 を出し、勾配も 0 になります。どの画像でもマイナスになるのは、はじめに足される数が低すぎるからです。",
    ],
    en=[
        "In all layers but the last the gradient is exactly 0. The road is cut somewhere.",
        "At the bottom right there is a line at 0, so the weights are there. With which activation function can the gradient be exactly 0 all the same?",
        "Where a negative number comes in, a ReLU gives 0 and its gradient is 0. If that happens with every image, the number that is added at the start is too low.",
    ],
)


@sheet.mistake(treatment_of_case_4, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "dead_relu", "optimizer": "adam"}


@sheet.mistake(treatment_of_case_4, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "zero_start", "first_bias": 0.0}


@sheet.mistake(treatment_of_case_4, **NEITHER)
def neither():
    return {"diagnosis": "zero_start", "initializer": "xavier"}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 5 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 5

# %% tags=["answer"]
def treatment_of_case_5():
    return {"diagnosis": "clipped_to_nothing", "clip_norm": 1.0}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_5,
    5,
    why={
        "ja": "クリッピングは、爆発を抑えるための天井です。低すぎる天井は、ふつうの勾配まで押しつぶします。1.0 なら、ふつうの勾配をほとんどそのまま通します。",
        "en": "Clipping is a ceiling against explosions. One that is too low flattens ordinary gradients as well; at 1.0 it lets them pass nearly as they are.",
    },
    ja=[
        "誤差が動かず、更新も小さすぎます。1 番の患者に似ていますが、左下の図が違います。",
        "ノルムがどの層でも小さく、しかも 200 歩の間、ほとんど一定です。自然な勾配は、もっと揺れるものです。",
        "何かが、勾配を毎回、同じ長さに切りつめています。上限が低すぎるのです。",
    ],
    en=[
        "The error does not move and the updates are too small. It looks like patient 1, but the panel at the bottom left differs.",
        "The norms are small in all layers, and for 200 steps almost constant. A natural gradient fluctuates more.",
        "Something cuts the gradient to the same length each time. The ceiling is too low.",
    ],
)


@sheet.mistake(treatment_of_case_5, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "clipped_to_nothing", "clip_norm": 0.001}


@sheet.mistake(treatment_of_case_5, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "rate_too_small", "clip_norm": 1.0}


@sheet.mistake(treatment_of_case_5, **NEITHER)
def neither():
    return {"diagnosis": "rate_too_small", "rate": 20.0}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 6 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 6

# %% tags=["answer"]
def treatment_of_case_6():
    return {"diagnosis": "rate_too_large", "rate": 0.2}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_6,
    6,
    why={
        "ja": "更新の割合が緑の帯のはるか上にあり、谷を飛び越え続けていました。向きは正しいので、歩幅だけを縮めれば落ち着きます。",
        "en": "The updates lay far above the green band, and each step leapt over the valley. The direction was right, so shorter steps are all it takes.",
    },
    ja=[
        "歩数を 0 に戻して、右下の図を見ましょう。",
        "最初の一歩で、重みは自分自身の大きさを超えて動いています。歩数 0 のノルムのほうは、ふつうです。",
        "勾配はふつうなのに、一歩が 100 倍も長いのです。100 分の 1 にしてみましょう。",
    ],
    en=[
        "Go back to step 0 and look at the panel at the bottom right.",
        "In the first step the weights move by more than they measure themselves. The norms at step 0 are normal.",
        "The gradient is normal, and the step 100 times too long. Try 1/100.",
    ],
)


@sheet.mistake(treatment_of_case_6, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "rate_too_large", "rate": 2.0}


@sheet.mistake(treatment_of_case_6, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "reversed_sign", "rate": 0.2}


@sheet.mistake(treatment_of_case_6, **NEITHER)
def neither():
    return {"diagnosis": "saturated_sigmoid", "normalization": "batch"}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 7 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 7

# %% tags=["answer"]
def treatment_of_case_7():
    return {"diagnosis": "gradients_pile_up", "reset_gradient": True}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_7,
    7,
    why={
        "ja": "勾配の長さが、歩くたびに積み重なって増えていました。毎回リセットしないと、昔の場所の勾配まで足したまま進むことになります。",
        "en": "The norms grew by what was piled up step after step. Without a reset each step also follows the gradients of places left long ago.",
    },
    ja=[
        "誤差は、いったん下がってから、また上がります。左下の図で、ノルムはどう変わっていきますか。",
        "ノルムが、どの層でも、歩くほど大きくなっていきます。健康な学習では、学ぶほど小さくなるはずです。",
        "一歩ごとに、前の勾配の上に新しい勾配が積み重なっています。PyTorch で `zero_grad()` を忘れたときと同じです。",
    ],
    en=[
        "The error first falls, then rises again. How do the norms at the bottom left change?",
        "In all layers the norms grow with every step. In a healthy run they should shrink as it learns.",
        "At each step the new gradient is piled on top of the old ones. In PyTorch this is what a forgotten `zero_grad()` does.",
    ],
)


@sheet.mistake(treatment_of_case_7, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "gradients_pile_up", "optimizer": "adam"}


@sheet.mistake(treatment_of_case_7, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "stale_momentum", "reset_gradient": True}


@sheet.mistake(treatment_of_case_7, **NEITHER)
def neither():
    return {"diagnosis": "stale_momentum", "momentum": 0.5}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 8 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 8

# %% tags=["answer"]
def treatment_of_case_8():
    return {"diagnosis": "zero_start", "initializer": "he"}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_8,
    8,
    why={
        "ja": "重みがすべて 0 だと、同じ層のニューロンはどれも同じ計算をし、後ろの層の重みも 0 なので、手前の層に勾配が届きません。乱数で始めると、ニューロンどうしの違いが生まれます。",
        "en": "With all weights 0 the neurons of a layer compute the same, and since the later weights are 0 too, no gradient reaches the earlier layers. Random weights make the neurons differ.",
    },
    ja=[
        "4 番の患者に似ています。右下の図を見比べましょう。",
        "右下の図に、線が 1 本しかありません。ほかの層では、割り算ができないのです。何で割ろうとしたのでしょうか。",
        "重みがすべて 0 だと、どのニューロンも同じことしかできず、勾配も 0 になります。はじめの重みを決める設定を変えましょう。",
    ],
    en=[
        "It looks like patient 4. Compare the panels at the bottom right.",
        "At the bottom right there is only 1 line. In the other layers there is nothing to divide by. What is it that one divides by?",
        "If all weights are 0, all neurons do the same and the gradients are 0. Change the setting that decides the first weights.",
    ],
)


@sheet.mistake(treatment_of_case_8, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "zero_start", "activation": "tanh"}


@sheet.mistake(treatment_of_case_8, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "dead_relu", "initializer": "he"}


@sheet.mistake(treatment_of_case_8, **NEITHER)
def neither():
    return {"diagnosis": "dead_relu", "first_bias": 0.1}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 9 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 9

# %% tags=["answer"]
def treatment_of_case_9():
    return {"diagnosis": "stale_momentum", "momentum": 0.9}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_9,
    9,
    why={
        "ja": "速度を残す割合が 1 に近すぎると、とうに通り過ぎた坂の速度が残り、何度も行き過ぎます。0.9 なら、覚えているのは最近の 10 歩ほどです。",
        "en": "With a share too near to 1 the velocity of slopes passed long ago still pushes, and it overshoots again and again. At 0.9 it remembers about the last 10 steps.",
    },
    ja=[
        "7 番の患者に似ていますが、はじめの 50 歩の左下の図を見比べましょう。",
        "7 番と違って、ノルムは積もりません。それなのに、誤差はいったん下がってから、また上がります。勾配を一歩に変えるところに、原因があります。",
        "玉の勢いが、いつまでも衰えません。底に着いても、昔の勾配に押されて通り過ぎてしまいます。勢いを残す割合を下げましょう。",
    ],
    en=[
        "It looks like patient 7. Compare the first 50 steps at the bottom left.",
        "Unlike in patient 7 the norms don't pile up. And yet the error falls first and then rises. The cause lies where the gradient is turned into a step.",
        "The ball never loses its momentum: at the bottom it is still pushed on by old gradients. Lower the share of the velocity that is kept.",
    ],
)


@sheet.mistake(treatment_of_case_9, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "stale_momentum", "momentum": 0.995}


@sheet.mistake(treatment_of_case_9, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "rate_too_large", "rate": 0.01}


@sheet.mistake(treatment_of_case_9, **NEITHER)
def neither():
    return {"diagnosis": "gradients_pile_up", "reset_gradient": True}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 10 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 10

# %% tags=["answer"]
def treatment_of_case_10():
    return {"diagnosis": "saturated_sigmoid", "gain": 1.0}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_10,
    10,
    why={
        "ja": "最初の重みが大きすぎると、シグモイドは 0 か 1 に張りつき、そこでは傾きがほとんど 0 です。倍率を 1.0 に戻すと、傾きのある真ん中のあたりから始められます。",
        "en": "First weights that are too large press the sigmoids against 0 or 1, where the slope is nearly 0. With a gain of 1.0 they start in the middle, where there is a slope.",
    },
    ja=[
        "歩数 0 の誤差が、とても大きいところから始まっています。10 種類の数字を当てずっぽうに答えれば、誤差は 2.3 くらいのはずです。",
        "右下の図では、終わりに近づくと、どの層も緑の帯の下にあります。更新が小さいのではなく、重みのほうが大きすぎるのです。分布も、左へ長く尾を引いています。",
        "シグモイドに大きすぎる数が入ると、0 か 1 に張りつき、勾配が消えます。はじめの重みに掛ける数を戻しましょう。",
    ],
    en=[
        "At step 0 the error begins very high. Answers at random among 10 digits would give an error of about 2.3.",
        "Towards the end all layers at the bottom right lie below the green band. It is not that the updates are small: the weights are too large. The histograms have long tails to the left, too.",
        "If the numbers that come into a sigmoid are too large, it sticks at 0 or 1 and its gradient dies. Put back what the first weights are multiplied by.",
    ],
)


@sheet.mistake(treatment_of_case_10, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "saturated_sigmoid", "activation": "tanh"}


@sheet.mistake(treatment_of_case_10, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "unscaled_inputs", "gain": 1.0}


@sheet.mistake(treatment_of_case_10, **NEITHER)
def neither():
    return {"diagnosis": "unscaled_inputs", "input_scale": 0.5}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 11 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 11

# %% tags=["answer"]
def treatment_of_case_11():
    return {"diagnosis": "adam_uncorrected", "bias_correction": True}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_11,
    11,
    why={
        "ja": "Adam の `m` と `v` は 0 から始まり、特に `v` が本当の大きさに育つには時間がかかります。補正がないと、小さすぎる `v` で割るので、はじめの歩幅が大きくなりすぎます。",
        "en": "Adam's `m` and `v` start at 0, and `v` takes longest to grow to its true size. Uncorrected, the first steps are divided by a `v` that is far too small, and so are far too long.",
    },
    ja=[
        "歩数 0 の右下の図を見ましょう。それから、更新がどのように小さくなっていくかを見ます。",
        "勾配がほとんど 0 になったあとも、更新は急には止まらず、まっすぐな坂のように減っていきます。過去を覚えている最適化手法です。はじめの何歩かが、とても大きいのはなぜでしょう。",
        "Adam の 2 つの記憶は 0 から始まるので、はじめのうちは小さすぎます。それを補う割り算が抜けると、はじめの何歩かが、何倍もの長さになります。",
    ],
    en=[
        "Look at step 0 at the bottom right, and then at how the updates get smaller.",
        "When the gradients are almost 0 the updates don't stop at once; they fall like a straight slope. It is an optimizer that remembers the past. Why are its first few steps so large?",
        "Adam's 2 memories start at 0 and are too small at first. Without the division that makes up for it, the first steps are several times too long.",
    ],
)


@sheet.mistake(treatment_of_case_11, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "adam_uncorrected", "clip_norm": 1.0}


@sheet.mistake(treatment_of_case_11, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "rate_too_large", "rate": 0.005}


@sheet.mistake(treatment_of_case_11, **NEITHER)
def neither():
    return {"diagnosis": "rate_too_large", "clip_norm": 1.0}


# %% [markdown] lang="ja" tags=["E8"]
# ### 患者 12 番
# %% [markdown] lang="en" tags=["E8"]
# ### Patient 12

# %% tags=["answer"]
def treatment_of_case_12():
    return {"diagnosis": "batch_of_one", "batch_size": 64}

# %% tags=["grading"]
treatment_exercise(
    treatment_of_case_12,
    12,
    why={
        "ja": "データ 1 件だけの勾配は、向きが毎回ばらばらです。64 件を平均すると、散らばりは 8 分の 1 ほどになり、同じ学習率でも落ち着きます。",
        "en": "The gradient of a single example points another way each time. Averaged over 64 the scatter is about 1/8, and the same rate serves.",
    },
    ja=[
        "層の名前を見ましょう。この患者には、ほかの患者にはない層があります。",
        "勾配が届いているのは、最後の全結合層 4 と BatchNorm 層 3 だけです。正規化の層が、そこで信号を消しています。",
        "1 個しかないものから、その平均を引くと、いつも 0 になります。バッチ正規化には、見比べる仲間が必要です。",
    ],
    en=[
        "Look at the names of the layers. This patient has layers that the others don't have.",
        "Gradients reach only dense layer 4, the last, and BatchNorm layer 3. A layer of normalization wipes out the signal there.",
        "Where there is only 1, taking off the mean always leaves 0. Batch normalization needs companions to compare with.",
    ],
)


@sheet.mistake(treatment_of_case_12, **ONLY_NAMED, worth=0.5)
def only_named():
    return {"diagnosis": "batch_of_one", "normalization": "none"}


@sheet.mistake(treatment_of_case_12, **ONLY_CURED, worth=0.5)
def only_cured():
    return {"diagnosis": "dead_relu", "batch_size": 64}


@sheet.mistake(treatment_of_case_12, **NEITHER)
def neither():
    return {"diagnosis": "dead_relu", "first_bias": 0.1}


# %% [markdown] lang="ja" tags=["E8"]
# ## 問題 13　0 の近くにある割合
#
# `gradients` は配列のリスト、`threshold` はプラスの数です。大きさ（絶対値）が `threshold` **より小さい**勾配の割合を、0 から 1 までの数で返す関数を書きましょう。配列を全部合わせて、1 つの割合にします。
#
# 表 `A` を 1 本の列に直すのは `A.ravel()`、何本かの列を 1 本につなぐのは `np.concatenate` です。たとえば `np.concatenate([np.array([1, 2]), np.array([3])])` は `[1, 2, 3]` です。
#
# 例：`fraction_near_zero([np.array([0.0, 0.5, -0.001]), np.array([2.0])], 0.01)` は `0.5` です。4 個のうち、0.01 より小さいのは 0.0 と −0.001 の 2 個だからです。
# %% [markdown] lang="en" tags=["E8"]
# ## Exercise 13: The share near zero
#
# `gradients` is a list of arrays, `threshold` a positive number. Return the share of gradients whose size (absolute value) is **smaller than** `threshold`, as a number from 0 to 1. All arrays together give one share.
#
# `A.ravel()` makes one row of a table `A`, and `np.concatenate` joins several rows into one: `np.concatenate([np.array([1, 2]), np.array([3])])` is `[1, 2, 3]`.
#
# Example: `fraction_near_zero([np.array([0.0, 0.5, -0.001]), np.array([2.0])], 0.01)` is `0.5`: of 4 numbers 2 are smaller than 0.01, namely 0.0 and −0.001.

# %% tags=["answer"]
def fraction_near_zero(gradients, threshold):
    sizes = np.concatenate([np.abs(g).ravel() for g in gradients])
    return np.mean(sizes < threshold)

# %% tags=["grading"]
sheet.exercise(
    fraction_near_zero,
    points=2,
    inputs=lambda rng: [
        ([np.array([0.0, 0.5, -0.001]), np.array([2.0])], 0.01),
        ([np.array([[0.5, -0.5], [0.25, 0.0]]), np.array([1.0])], 0.5),
        ([np.array([-3, 0, 1, 2]), np.array([0, 0])], 2),
        ([np.zeros((2, 3))], 1e-6),
        ([np.array([4.0, -5.0])], 1.0),
        ([rng.normal(size=(6, 5)), rng.normal(size=7)], float(rng.uniform(0.3, 1.2))),
        ([1e-6 * rng.normal(size=(4, 4)), 1e-6 * rng.normal(size=3)], 1e-6),
        ([rng.normal(size=20), np.zeros(3)], 0.4),
    ],
    why={
        "ja": "配列ごとに割合を出して平均すると、小さい配列も大きい配列と同じだけ数えられてしまいます。全部を 1 列につないでから、True の割合を平均で求めます。",
        "en": "A mean of shares would count small arrays as much as large ones. So all are joined to one row first; the mean of True and False is then the share of True.",
    },
    ja=[
        "マイナスの勾配もあります。大きさを比べるには、`np.abs(g)` を使います。",
        "配列ごとに割合を求めて平均すると、小さな配列が重く数えられてしまいます。先に全部を 1 本の列につなぎます。",
        "`np.concatenate` でつないだ列を `sizes` とすると、`sizes < threshold` は `True` と `False` が並んだ列になります。`True` は 1、`False` は 0 と数えるので、その平均が割合です。",
    ],
    en=[
        "Some gradients are negative. To compare sizes use `np.abs(g)`.",
        "Taking a share for each array, and then the mean, counts small arrays too heavily. Join all arrays into one row first.",
        "If `sizes` is the row made by `np.concatenate`, then `sizes < threshold` is a row of `True` and `False`. They count as 1 and 0, so the mean is the share.",
    ],
)


@sheet.mistake(
    fraction_near_zero,
    ja="絶対値を取っていません。−3 のような大きなマイナスの勾配まで「0 の近く」に数えられています。",
    en="The absolute value is missing. Large negative gradients such as −3 are counted as near zero.",
)
def sign_kept(gradients, threshold):
    sizes = np.concatenate([g.ravel() for g in gradients])
    return np.mean(sizes < threshold)


@sheet.mistake(
    fraction_near_zero,
    ja="配列ごとの割合を平均しています。大きさの違う配列では、全部を合わせた割合と違ってしまいます。",
    en="You take the mean of each array's share. With arrays of different sizes that is not the share of all of them together.",
)
def each_array_alike(gradients, threshold):
    return float(np.mean([np.mean(np.abs(g) < threshold) for g in gradients]))


@sheet.mistake(
    fraction_near_zero,
    ja="返しているのは個数です。全体の個数で割って、割合にしましょう。",
    en="You return how many there are. Divide by the number of all of them to get a share.",
)
def count_for_share(gradients, threshold):
    return float(sum(np.sum(np.abs(g) < threshold) for g in gradients))


@sheet.mistake(
    fraction_near_zero,
    ja="ちょうど 0 のものだけを数えています。「0 の近く」とは、大きさが `threshold` より小さいことです。",
    en="Only those that are exactly 0 are counted. Near zero means smaller in size than `threshold`.",
)
def exactly_zero(gradients, threshold):
    values = np.concatenate([g.ravel() for g in gradients])
    return float(np.mean(values == 0))


@sheet.mistake(
    fraction_near_zero,
    ja="ちょうど `threshold` と等しいものも数えています。数えるのは `threshold` **より小さい**ものだけです。",
    en="Those that equal `threshold` exactly are counted too. Count only what is **smaller**.",
)
def border_included(gradients, threshold):
    sizes = np.concatenate([np.abs(g).ravel() for g in gradients])
    return float(np.mean(sizes <= threshold))


@sheet.mistake(
    fraction_near_zero,
    ja="逆の割合、つまり 0 から**遠い**ものの割合になっています。不等号の向きを確かめましょう。",
    en="That is the other share, of those **far** from zero. Check which way round you compare.",
)
def share_far_away(gradients, threshold):
    sizes = np.concatenate([np.abs(g).ravel() for g in gradients])
    return float(np.mean(sizes >= threshold))


@sheet.mistake(
    fraction_near_zero,
    ja="パーセントになっています。求めたいのは 0 から 1 までの数です。",
    en="That is a percentage. We want a number from 0 to 1.",
)
def in_percent(gradients, threshold):
    sizes = np.concatenate([np.abs(g).ravel() for g in gradients])
    return 100 * float(np.mean(sizes < threshold))


@sheet.mistake(
    fraction_near_zero,
    ja="割る数が、配列の個数になっています。割合の分母は、すべての配列に入っている数の個数です。",
    en="You divide by the number of arrays. A share is of all the numbers in them: divide by how many these are.",
)
def divided_by_arrays(gradients, threshold):
    return sum(np.sum(np.abs(g) < threshold) for g in gradients) / len(gradients)


# %% [markdown] lang="ja" tags=["E8"]
# ## 問題 14　層ごとのノルム
#
# `gradients` は辞書です。層の名前から、その層の勾配の配列のリスト（重みの分、バイアスの分）が引けます。層の名前から**ノルム**が引ける辞書を返す関数を書きましょう。
#
# ノルムは、**その層のすべての勾配を 1 本の長い列と考えて**、2 乗して全部足し、平方根を取ったものです。平方根は `np.sqrt` です。
#
# 例：`gradient_norms({"1.Dense": [np.array([[1.0, 2.0]]), np.array([-2.0])]})` は `{"1.Dense": 3.0}` です（1 + 4 + 4 = 9、その平方根は 3）。
# %% [markdown] lang="en" tags=["E8"]
# ## Exercise 14: The norm of each layer
#
# `gradients` is a dictionary: from the name of a layer it gives a list of that layer's gradient arrays (one for the weights, one for the biases). Return a dictionary that gives, from the name of a layer, its **norm**.
#
# For the norm, **think of all gradients of the layer as one long row**: square them, add them all up, take the square root, which is `np.sqrt`.
#
# Example: `gradient_norms({"1.Dense": [np.array([[1.0, 2.0]]), np.array([-2.0])]})` is `{"1.Dense": 3.0}` (1 + 4 + 4 = 9, and its square root is 3).

# %% tags=["answer"]
def gradient_norms(gradients):
    norms = {}
    for name, arrays in gradients.items():
        total = sum(np.sum(g**2) for g in arrays)
        norms[name] = np.sqrt(total)
    return norms

# %% tags=["grading"]
def layers_of(rng, sizes, scale=1.0):
    names = [f"{2 * i + 1}.Dense" for i in range(len(sizes))]
    return {
        name: [scale * rng.normal(size=(rows, columns)), scale * rng.normal(size=columns)]
        for name, (rows, columns) in zip(names, sizes, strict=True)
    }


sheet.exercise(
    gradient_norms,
    points=2,
    inputs=lambda rng: [
        ({"1.Dense": [np.array([[1.0, 2.0]]), np.array([-2.0])]},),
        ({"1.Dense": [np.array([[3, 0], [0, 4]]), np.array([0, 12])], "3.Dense": [np.zeros((2, 2)), np.zeros(2)]},),
        ({"only": [np.array([-5.0])]},),
        (layers_of(rng, [(3, 2), (2, 4)]),),
        (layers_of(rng, [(5, 3), (3, 3), (3, 2)], 1e-8),),
        (layers_of(rng, [(2, 6)], 1e6),),
        ({"2.BatchNorm": [rng.normal(size=3), rng.normal(size=3)], "3.Dense": [rng.normal(size=(3, 1))]},),
    ],
    why={
        "ja": "層のなかのすべての数を 2 乗して足し、平方根は**最後に一度だけ**取ります。配列ごとに長さを出して足すと、1 本の長い矢印の長さではなくなってしまいます。",
        "en": "All numbers of a layer are squared and added, and the root is taken **once, at the end**. Norms of single arrays don't add up to the length of the one long arrow.",
    },
    ja=[
        "層を 1 つずつ `for name, arrays in gradients.items():` で取り出します。`arrays` は配列のリストです。",
        "配列ごとに平方根を取ってはいけません。まず、どの配列の分も 2 乗して全部足し、平方根は最後に 1 回だけ取ります。",
        "`np.sum(g**2)` が 1 つの配列の 2 乗の和です。それを `arrays` の全部について足し、`np.sqrt` に渡して、`norms[name]` に入れます。",
    ],
    en=[
        "Take the layers one by one with `for name, arrays in gradients.items():`; `arrays` is a list of arrays.",
        "Don't take a root for each array. First square and add up the numbers of all the arrays; the square root comes last, and only once.",
        "`np.sum(g**2)` is the sum of squares of one array. Add these up over all of `arrays`, give the total to `np.sqrt`, and put the result into `norms[name]`.",
    ],
)


@sheet.mistake(
    gradient_norms,
    ja="2 乗の**平均**の平方根になっています。ノルムは、割らずに全部**足した**ものの平方根です。平均は、層の勾配の「1 個あたりの大きさ」を表す別の数です（大きさの違う層を比べるのには向いています）。ここで求めるのは全体の長さです。",
    en="That is the root of the **mean** of the squares. For the norm they are **added up** and not divided: a mean is another number, the size of a layer's gradients one by one (and suits comparing layers of different size). Asked for is the length of the whole.",
)
def mean_for_norm(gradients):
    norms = {}
    for name, arrays in gradients.items():
        everything = np.concatenate([g.ravel() for g in arrays])
        norms[name] = float(np.sqrt(np.mean(everything**2)))
    return norms


@sheet.mistake(
    gradient_norms,
    ja="配列ごとにノルムを求めて、それを足しています。平方根を取ってから足すと、大きくなりすぎます。層の全部の勾配を 1 本の列と考えて、平方根は最後に 1 回だけ取ります。",
    en="You take the norm of each array and add these. Adding after the root gives too much: think of all the layer's gradients as one row, and take one root at the very end.",
)
def norm_of_each_array(gradients):
    norms = {}
    for name, arrays in gradients.items():
        norms[name] = float(sum(np.sqrt(np.sum(g**2)) for g in arrays))
    return norms


@sheet.mistake(
    gradient_norms,
    ja="平方根を取り忘れています。2 乗の和のままでは、勾配が 10 倍になると 100 倍になってしまいます。",
    en="The square root is missing. Without it, gradients 10 times as large give 100 times as much.",
)
def root_forgotten(gradients):
    norms = {}
    for name, arrays in gradients.items():
        total = sum(np.sum(g**2) for g in arrays)
        norms[name] = float(total)
    return norms


@sheet.mistake(
    gradient_norms,
    ja="絶対値を足しています（これもノルムの一種ですが、ここで使うものとは違います）。2 乗して足し、平方根を取りましょう。",
    en="You add up absolute values (that is a norm too, but another one). Square, add up, and take the square root.",
)
def absolute_values(gradients):
    return {name: float(sum(np.sum(np.abs(g)) for g in arrays)) for name, arrays in gradients.items()}


@sheet.mistake(
    gradient_norms,
    ja="リストの最初の配列（重み）しか使われていません。バイアスの勾配も、その層の勾配です。",
    en="Only the first array of the list (the weights) is used. The gradients of the biases belong to the layer too.",
)
def weights_only(gradients):
    return {name: float(np.sqrt(np.sum(arrays[0] ** 2))) for name, arrays in gradients.items()}


@sheet.mistake(
    gradient_norms,
    ja="2 乗せずに足しています。プラスとマイナスが打ち消し合って、大きな勾配があっても 0 に近くなることがあります。",
    en="They are added up and never squared. Plus and minus cancel, and large gradients may come out as nearly 0.",
)
def not_squared(gradients):
    return {name: float(abs(sum(np.sum(g) for g in arrays))) for name, arrays in gradients.items()}


@sheet.mistake(
    gradient_norms,
    ja="全部の層を合わせた、1 つの数を返しています。求めたいのは**層ごと**のノルムです。どの層が悪いのかを知るためです。",
    en="You return a single number for all layers together. We want the norm of **each layer**, so that one can tell which one is to blame.",
)
def one_for_all(gradients):
    return float(np.sqrt(sum(np.sum(g**2) for arrays in gradients.values() for g in arrays)))


@sheet.mistake(
    gradient_norms,
    ja="返しているのが、辞書ではなくノルムのリストです。どの層のノルムかが分かるように、層の名前から引ける辞書にしましょう。",
    en="You return a list of norms, not a dictionary. Make it a dictionary from the names of the layers, so that one can tell which norm is whose.",
)
def list_for_dictionary(gradients):
    return [float(np.sqrt(sum(np.sum(g**2) for g in arrays))) for arrays in gradients.values()]


# %% [markdown] lang="ja" tags=["E8", "side"]
# ## 問題 15　更新 ÷ 重み
#
# ある層の、一歩の前の重み `before`、一歩のあとの重み `after`、その一歩で使われた勾配 `gradients`（どれも、同じ形の配列のリスト）があります。最適化には SGD、Momentum、Adam のどれが使われたか分かりません。
#
# 「**実際に動いた分**のノルム ÷ **前の重み**のノルム」を返す関数を書きましょう。ノルムは、問題 14 と同じく、リストの全部の配列を 1 本の列と考えて求めます。渡されたものが全部必要とは限りません。
#
# 例：`update_ratio([np.array([3.0, 4.0])], [np.array([3.0, 4.5])], [np.array([0.0, -7.0])])` は `0.1` です（動いた分のノルム 0.5、前の重みのノルム 5）。
# %% [markdown] lang="en" tags=["E8", "side"]
# ## Exercise 15: Update ÷ weights
#
# Of one layer you are given the weights `before` a step, the weights `after` it, and the `gradients` that the step used (each a list of arrays of the same shapes). You don't know whether SGD, momentum or Adam made the step.
#
# Return the norm of **what really moved**, divided by the norm of the **weights before**. As in exercise 14 a norm takes all arrays of a list as one row. You may not need everything that is given.
#
# Example: `update_ratio([np.array([3.0, 4.0])], [np.array([3.0, 4.5])], [np.array([0.0, -7.0])])` is `0.1` (the norm of what moved is 0.5, that of the weights before is 5).

# %% tags=["answer"]
def update_ratio(before, after, gradients):
    moved = np.sqrt(sum(np.sum((new - old) ** 2) for old, new in zip(before, after, strict=True)))
    size = np.sqrt(sum(np.sum(old**2) for old in before))
    return float(moved / size)

# %% tags=["grading"]
def one_step(rng, shapes, rate, kind):
    before = [rng.normal(size=shape) for shape in shapes]
    gradients = [rng.normal(size=shape) for shape in shapes]
    moves = [np.sign(g) for g in gradients] if kind == "adam" else gradients
    return before, [old - rate * move for old, move in zip(before, moves, strict=True)], gradients


sheet.exercise(
    update_ratio,
    points=2,
    inputs=lambda rng: [
        ([np.array([3.0, 4.0])], [np.array([3.0, 4.5])], [np.array([0.0, -7.0])]),
        ([np.array([[1, 2], [2, 4]]), np.array([0, 0])], [np.array([[1, 2], [2, 4]]), np.array([3, 4])], [np.ones((2, 2)), np.ones(2)]),
        ([np.array([1.0, -2.0]), np.array([2.0])], [np.array([1.0, -2.0]), np.array([2.0])], [np.array([5.0, 5.0]), np.array([5.0])]),
        one_step(rng, [(4, 3), (3,)], 0.01, "sgd"),
        one_step(rng, [(5, 2), (2,)], 0.001, "adam"),
        one_step(rng, [(3, 3), (3,)], 0.7, "sgd"),
        one_step(rng, [(6,)], 1e-6, "adam"),
    ],
    why={
        "ja": "動いた長さを、もとの重みの長さで割ります。割合にするのは、大きな重みの層と小さな重みの層を、同じものさしで比べるためです。",
        "en": "The length moved is divided by the length of the weights before. As a share, layers with large and with small weights can be held to one measure.",
    },
    ja=[
        "Adam の一歩は、学習率 × 勾配ではありません。本当に動いた分は、前とあとの重みから分かります。",
        "動いた分は、配列ごとに `new - old` です。`zip(before, after)` で 2 つのリストを一緒にたどれます。",
        "2 つのノルムを求めます。`new - old` を全部合わせたノルムと、`before` を全部合わせたノルムです。前者を後者で割ります。",
    ],
    en=[
        "A step of Adam is not learning rate × gradient. What really moved is seen from the weights before and after.",
        "What moved is `new - old`, array by array; `zip(before, after)` walks through both lists together.",
        "Take two norms: that of all `new - old` together, and that of all of `before` together. Divide the former by the latter.",
    ],
)


@sheet.mistake(
    update_ratio,
    ja="勾配を使っています。勾配は、最適化手法が一歩の長さに直す**前**のものです。本当に動いた分、`after` と `before` の差を使いましょう。",
    en="You use the gradient: that is what there was **before** the optimizer scaled it into a step. Use what really moved, the difference between `after` and `before`.",
)
def gradient_for_update(before, after, gradients):
    moved = np.sqrt(sum(np.sum(g**2) for g in gradients))
    return float(moved / np.sqrt(sum(np.sum(old**2) for old in before)))


@sheet.mistake(
    update_ratio,
    ja="一歩の**あと**の重みで割っています。比べる相手は、動く前の大きさです。",
    en="You divide by the weights **after** the step. Compare with the size before it.",
)
def divided_by_after(before, after, gradients):
    moved = np.sqrt(sum(np.sum((new - old) ** 2) for old, new in zip(before, after, strict=True)))
    return float(moved / np.sqrt(sum(np.sum(new**2) for new in after)))


@sheet.mistake(
    update_ratio,
    ja="割り算が逆さまです。更新が上、重みが下です。",
    en="The division is upside down: the update goes on top, the weights below.",
)
def upside_down(before, after, gradients):
    moved = np.sqrt(sum(np.sum((new - old) ** 2) for old, new in zip(before, after, strict=True)))
    return float(np.sqrt(sum(np.sum(old**2) for old in before)) / moved) if moved else float("inf")


@sheet.mistake(
    update_ratio,
    ja="ノルムどうしの差になっています。向きだけが変わった一歩は、長さが同じなので見えなくなります。先に引き算をして、その結果のノルムを求めましょう。",
    en="That is the difference of two norms. A step that turns the weights without changing their length would not be seen. Subtract first, then take the norm of the result.",
)
def difference_of_norms(before, after, gradients):
    lengths = [np.sqrt(sum(np.sum(w**2) for w in arrays)) for arrays in (before, after)]
    return float(abs(lengths[1] - lengths[0]) / lengths[0])


@sheet.mistake(
    update_ratio,
    ja="最初の配列だけを使っています。バイアスも動いています。リストの全部の配列を合わせましょう。",
    en="Only the first array is used. The biases move too: take all arrays of the lists together.",
)
def first_array_only(before, after, gradients):
    return float(np.linalg.norm(after[0] - before[0]) / np.linalg.norm(before[0]))


@sheet.mistake(
    update_ratio,
    ja="平方根を取り忘れています。2 乗の和どうしの割り算になっています。",
    en="The square roots are missing: you divide one sum of squares by another.",
)
def roots_forgotten(before, after, gradients):
    moved = sum(np.sum((new - old) ** 2) for old, new in zip(before, after, strict=True))
    return float(moved / sum(np.sum(old**2) for old in before))


@sheet.mistake(
    update_ratio,
    ja="動いた分のノルムを返していますが、重みの大きさで割っていません。もとの大きさと比べて、はじめて大きいか小さいかが言えます。",
    en="You return the norm of what moved, without dividing by the size of the weights. Only compared with these is it large or small.",
)
def not_divided(before, after, gradients):
    return float(np.sqrt(sum(np.sum((new - old) ** 2) for old, new in zip(before, after, strict=True))))


@sheet.mistake(
    update_ratio,
    ja="配列ごとに割り算をして、その平均を取っています。ノルムは、リストの全部の配列を 1 本の列と考えて求めます。",
    en="You divide array by array and take the mean. A norm takes all arrays of a list as one row.",
)
def each_array_alone(before, after, gradients):
    with np.errstate(all="ignore"):
        shares = [np.linalg.norm(new - old) / np.linalg.norm(old) for old, new in zip(before, after, strict=True)]
    return float(np.mean(shares))


# %% [markdown] lang="ja" tags=["E8", "side"]
# ## 問題 16　診断する
#
# `history` は辞書で、2 つの表（2 次元の配列）が入っています。行が測った歩（上から順に）、列が層（左が入力側、右が出力側）です。
#
# - `history["norms"]`：勾配のノルム
# - `history["ratios"]`：更新 ÷ 重み
#
# 次の規則を**上から順に**調べ、最初に当てはまったものを文字列で返す関数を書きましょう。
#
# 1. `"exploding"`：ノルムの表の**どこか**に、有限でない数（無限大や nan）か、100 より大きい数がある。
# 2. `"vanishing"`：**最後の行**で、いちばん左の層のノルムが、いちばん右の層のノルムの 0.01 倍より小さい。
# 3. `"stalled"`：**最後の行**で、更新 ÷ 重み が**どの層でも** 0.00001（`1e-5`）より小さい。
# 4. `"healthy"`：どれにも当てはまらない。
#
# 例：`diagnose({"norms": np.array([[0.5, 0.4], [0.001, 0.4]]), "ratios": np.array([[0.01, 0.01], [0.00002, 0.01]])})` は `"vanishing"` です（0.001 は 0.4 × 0.01 = 0.004 より小さい）。
# %% [markdown] lang="en" tags=["E8", "side"]
# ## Exercise 16: Diagnose
#
# `history` is a dictionary of two tables (arrays of two dimensions). Rows are the steps measured, in order; columns are the layers, from the input on the left to the output on the right.
#
# - `history["norms"]`: the norms of the gradients
# - `history["ratios"]`: update ÷ weights
#
# Go through these rules **from the top** and return the first one that applies, as text:
#
# 1. `"exploding"`: **anywhere** in the table of norms there is a number that is not finite (infinity or nan), or one larger than 100.
# 2. `"vanishing"`: in the **last row** the norm of the leftmost layer is smaller than 0.01 times that of the rightmost.
# 3. `"stalled"`: in the **last row** update ÷ weights is smaller than 0.00001 (`1e-5`) in **every** layer.
# 4. `"healthy"`: none of these.
#
# Example: `diagnose({"norms": np.array([[0.5, 0.4], [0.001, 0.4]]), "ratios": np.array([[0.01, 0.01], [0.00002, 0.01]])})` is `"vanishing"` (0.001 is smaller than 0.4 × 0.01 = 0.004).

# %% tags=["answer"]
def diagnose(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1, -1]:
        return "vanishing"
    if (ratios[-1] < 1e-5).all():
        return "stalled"
    return "healthy"

# %% tags=["grading"]
def a_history(rng, rows, layers, norms=None, ratios=None):
    """A healthy history in which some rows are put in place of what is there: {row: numbers}."""
    table = rng.uniform(0.2, 2.0, size=(rows, layers)), rng.uniform(0.001, 0.02, size=(rows, layers))
    for array, changes in zip(table, (norms, ratios), strict=True):
        for row, numbers in (changes or {}).items():
            array[row] = numbers
    return {"norms": table[0], "ratios": table[1]}


sheet.exercise(
    diagnose,
    points=3,
    inputs=lambda rng: [
        ({"norms": np.array([[0.5, 0.4], [0.001, 0.4]]), "ratios": np.array([[0.01, 0.01], [0.00002, 0.01]])},),
        (a_history(rng, 4, 3),),
        (a_history(rng, 4, 3, norms={1: [150.0, 3.0, 2.0]}),),
        (a_history(rng, 3, 2, norms={2: [1.0, 400.0]}),),
        (a_history(rng, 3, 3, norms={1: [np.nan, 1.0, 1.0]}),),
        (a_history(rng, 3, 3, norms={2: [np.inf, np.nan, np.nan]}, ratios={2: [np.nan, np.nan, np.nan]}),),
        (a_history(rng, 5, 4, norms={4: [1e-5, 0.01, 0.1, 1.0]}),),
        (a_history(rng, 3, 3, norms={0: [1e-5, 0.1, 1.0]}),),
        (a_history(rng, 3, 3, norms={2: [1.0, 0.1, 1e-4]}),),
        (a_history(rng, 3, 3, norms={2: [0.004, 0.004, 0.005]}),),
        (a_history(rng, 4, 3, ratios={3: [1e-7, 1e-6, 2e-6]}),),
        (a_history(rng, 4, 3, ratios={3: [1e-7, 0.01, 0.01]}),),
        (a_history(rng, 4, 3, ratios={0: [1e-7, 1e-6, 2e-6]}),),
        (a_history(rng, 4, 3, norms={3: [1e-6, 0.1, 1.0]}, ratios={3: [1e-9, 1e-8, 1e-7]}),),
        (a_history(rng, 2, 3, norms={1: [0.0, 0.0, 0.0]}, ratios={1: [0.0, 0.0, 0.0]}),),
        (a_history(rng, 1, 1),),
        (a_history(rng, 3, 3, norms={2: [60.0, 70.0, 80.0]}),),
        # On the borders, and close by on either side.
        (a_history(rng, 2, 3, norms={0: [99.5, 1.0, 1.0]}),),
        (a_history(rng, 2, 3, norms={0: [100.0, 1.0, 1.0]}),),
        (a_history(rng, 2, 3, norms={0: [100.5, 1.0, 1.0]}),),
        (a_history(rng, 2, 3, norms={1: [0.0095, 0.5, 1.0]}),),
        (a_history(rng, 2, 3, norms={1: [0.01, 0.5, 1.0]}),),
        (a_history(rng, 2, 3, norms={1: [0.012, 5.0, 1.0]}),),
        (a_history(rng, 2, 3, norms={1: [1.0, 0.001, 1.0]}),),
        (a_history(rng, 2, 3, ratios={1: [9.5e-6, 9e-6, 8e-6]}),),
        (a_history(rng, 2, 3, ratios={1: [1e-5, 1e-5, 1e-5]}),),
        (a_history(rng, 2, 3, ratios={1: [1.2e-5, 1e-6, 1e-6]}),),
    ],
    why={
        "ja": "深刻なものから順に調べます。爆発した学習では、ほかの数もあてにならないからです。`np.isfinite` を先に見るのは、NaN との比較がいつも False になり、見逃されるためです。",
        "en": "The gravest comes first, since in a run that explodes no other number can be trusted. `np.isfinite` is asked because a comparison with NaN is always False, so that NaN would slip through.",
    },
    ja=[
        "規則の順番どおりに `if` を並べ、当てはまったらすぐ `return` します。最後の `return \"healthy\"` には `if` がいりません。",
        "`np.isfinite(norms).all()` は、全部が有限なら真です。最後の行は `norms[-1]`、そのいちばん左は `norms[-1, 0]`、いちばん右は `norms[-1, -1]` です。",
        "1 つ目は表全体に `.any()`、3 つ目は最後の行に `.all()` を使います。2 つ目は、左の数と「0.01 × 右の数」を比べるだけです。",
    ],
    en=[
        "Write one `if` after the other, in the order of the rules, and `return` at once where one applies. The last `return \"healthy\"` needs no `if`.",
        "`np.isfinite(norms).all()` is true if all are finite. The last row is `norms[-1]`, its leftmost number `norms[-1, 0]`, its rightmost `norms[-1, -1]`.",
        "The 1st rule uses `.any()` on the whole table, the 3rd `.all()` on the last row. The 2nd only compares the left number with 0.01 × the right one.",
    ],
)


@sheet.mistake(
    diagnose,
    ja="爆発を最後の行でしか調べていません。途中で爆発して、そのあと 0 になる学習もあります。表の全体を調べましょう。",
    en="You look for an explosion in the last row only. A run may explode on the way and be at 0 afterwards: look through the whole table.",
)
def explosion_at_the_end_only(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms[-1]).all() or (norms[-1] > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1, -1]:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="nan を見逃しています。nan はどんな数と比べても「より大きい」になりません。`np.isfinite` で調べましょう。",
    en="You overlook nan. Compared with any number, nan is never larger: look for it with `np.isfinite`.",
)
def nan_overlooked(history):
    norms, ratios = history["norms"], history["ratios"]
    if (norms > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1, -1]:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="層の左右が逆です。勾配消失で小さくなるのは、**入力側**（左）の層です。",
    en="The layers are the wrong way round. Vanishing starves the layers next to the **input**, on the left.",
)
def layers_turned_round(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1, -1] < 0.01 * norms[-1, 0]:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="いちばん左の層のノルムを、0.01 という数そのものと比べています。全体が小さいだけの学習まで「消失」になります。いちばん右の層の 0.01 **倍**と比べましょう。",
    en="You compare the leftmost norm with the number 0.01 itself, so that a run where all is small is called vanishing. Compare it with 0.01 **times** the rightmost.",
)
def compared_with_a_number(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="最初の行を見ています。今の状態は、**最後の行**（`[-1]`）にあります。",
    en="You look at the first row. The present state is in the **last row**, `[-1]`.",
)
def first_row(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[0, 0] < 0.01 * norms[0, -1]:
        return "vanishing"
    return "stalled" if (ratios[0] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="1 つの層でも動いていなければ「停止」としています。停止と言えるのは、**どの層も**動いていないときです。",
    en="You call it stalled when a single layer does not move. It is stalled only when **every** layer is at rest.",
)
def one_layer_is_enough(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1, -1]:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).any() else "healthy"


@sheet.mistake(
    diagnose,
    ja="規則の順番が違います。「停止」を「消失」より先に調べているので、消失が原因で止まった学習の、原因が隠れてしまいます。",
    en="The rules are in another order. With `\"stalled\"` before `\"vanishing\"`, a run that stands still because its gradients vanish hides the cause.",
)
def stalled_first(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if (ratios[-1] < 1e-5).all():
        return "stalled"
    return "vanishing" if norms[-1, 0] < 0.01 * norms[-1, -1] else "healthy"


@sheet.mistake(
    diagnose,
    ja="ちょうど 100 のノルムも「爆発」と数えています。規則は「100 **より大きい**」です（`>=` ではなく `>`）。",
    en="A norm of just 100 counts as exploding with you. The rule says **larger than** 100 (`>`, not `>=`).",
)
def hundred_explodes(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms >= 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1, -1]:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="いちばん左のノルムを、その行の**いちばん大きい**ノルムと比べています。比べる相手は、いちばん**右**の層です。",
    en="You compare the leftmost norm with the **largest** of the row. Compare it with the one of the **rightmost** layer.",
)
def largest_for_rightmost(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1].max():
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="行の中でいちばん小さいノルムを見ています。見るのは、いちばん**左**の層です。途中の層だけが小さいのは、勾配消失ではありません。",
    en="You look at the smallest norm of the row. Look at the **leftmost** layer: where only a layer in the middle is small, nothing has vanished.",
)
def smallest_for_leftmost(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1].min() < 0.01 * norms[-1, -1]:
        return "vanishing"
    return "stalled" if (ratios[-1] < 1e-5).all() else "healthy"


@sheet.mistake(
    diagnose,
    ja="ちょうど 0.00001 の層も「止まっている」と数えています。規則は「0.00001 **より小さい**」です（`<=` ではなく `<`）。",
    en="A layer at just 0.00001 counts as at rest with you. The rule says **smaller than** 0.00001 (`<`, not `<=`).",
)
def border_is_at_rest(history):
    norms, ratios = history["norms"], history["ratios"]
    if not np.isfinite(norms).all() or (norms > 100).any():
        return "exploding"
    if norms[-1, 0] < 0.01 * norms[-1, -1]:
        return "vanishing"
    return "stalled" if (ratios[-1] <= 1e-5).all() else "healthy"


# %% [markdown] lang="ja"
# ## 終わったら
#
# 12 人とも治せましたか。どの図が、どの病気をよく教えてくれたでしょうか。分からなくなったら、[第8章](../../notebooks/ja/08_seeing_gradients.ipynb)に戻って、健康な学習の図を見直してください。
#
# 次は[第9章　よくある質問](../../notebooks/ja/09_questions.ipynb)です。
# %% [markdown] lang="en"
# ## When you are done
#
# Did you cure all 12? Which panel told you most about which illness? If you lose your way, go back to [chapter 8](../../notebooks/en/08_seeing_gradients.ipynb) and look at the panels of a healthy run.
#
# Next comes [chapter 9, Questions and answers](../../notebooks/en/09_questions.ipynb).
