# %% [markdown] lang="ja"
# # 第2章　なぜディープラーニングに勾配が必要なのか
#
# この章の本道は 35 分ほどです。2.1 は猫の絵の物語で、やさしい計算だけです。2.2 は探し方の競走です。図と、枠の中の「→」で始まる太字の結論だけを読んで進んでかまいません。
# %% [markdown] lang="en"
# # Chapter 2: Why does deep learning need gradients?
#
# The main road of this chapter takes about 35 minutes. 2.1 is the story of a picture of a cat, with easy sums only. 2.2 is a race of ways to search, where you may read no more than the pictures, and in each box the verdict in bold after “→”.

# %%
from course_lib.controls.warm_up import WarmUp

WarmUp("02")

# %% [markdown] lang="ja"
# ## 🐱　猫を「犬」と答えたコンピューター
#
# コンピューターに 1 枚の絵を見せました。猫の絵です。ところが答えは「犬、信頼度は約 80 %」。自信たっぷりに間違えています。
#
# ここから学習が始まります。「1 回学習する」を押すたびに、コンピューターは絵を 1 枚見て、間違えた分だけ**重み**という数を少し変えます。
#
# 予想を選び、「1 回学習する」を 1 度だけ押してから比べましょう。
# %% [markdown] lang="en"
# ## 🐱 The computer that called a cat a dog
#
# A computer was shown a picture of a cat. Its answer: “a dog”, with about 80 % confidence. It is quite sure, and it is wrong.
#
# Now it begins to learn. Each time you press “Learn 1 round”, it looks at one picture and changes some numbers, its **weights**, a little, by how wrong it was.
#
# Choose a prediction, press “Learn 1 round” once, and compare.

# %% tags=["W2.1"]
from course_lib.controls.cat_story import CatStoryControl
from course_lib.controls.prediction import predict

cat_control = CatStoryControl()
predict("chapter02.predict_pixels", cat_control, look_first=True)

# %% [markdown] lang="ja"
# **図の読み方**
#
# - **きれいに描くと**、**渡した絵**：もとの猫の顔と、コンピューターに渡した絵です。渡した絵は 20 × 20 のます目しかなく、雑音（くじ引きで決めたような濃淡）も混ざっているので、人の目にも見分けにくくなっています。
# - **信頼度**：この絵が犬だと思う度合いと、猫だと思う度合いです。合わせて 100 % になります。
# - **猫の点数の重み**：画素ごとの重みです。青い画素にインクがあると「猫」の点数が増え、朱色の画素にインクがあると減ります。実線は猫の耳がふつうある場所、点線は犬の耳がふつうある場所です。
# - **この回の変化**：いま学習した 1 回で、重みがどう変わったかを示します。図の中の ± の数は、いちばん濃い色の大きさです。
# - **下の 2 つの図**：横の目盛りは、1、10、100、1,000 と、1 つ進むごとに 10 倍になります。こういう目盛りを**対数目盛り**といいます。はじめの数回も、何千回もあとも、1 枚の図で見るためです。
#
# 次のことも試してみましょう。
#
# 1. 1 回学習したところで、答えは「猫」に変わりましたか。信頼度は何 % ですか。
# 2. もう 1 回、もう 1 回と押します。ほかの絵を学ぶたびに、この絵への答えは揺れ動きます。
# 3. 「100 回学習する」を押し、最後まで進めます。重みの絵に、耳の形が浮かび上がってきませんか。
# %% [markdown] lang="en"
# **How to read the picture**
#
# - **Drawn cleanly**, and **what it gets**: the cat's face as it was drawn, and the picture that the computer gets. That one has no more than 20 × 20 squares and random noise on them, so that it is hard to make out even for you.
# - **Confidence**: how sure the computer is that this is a dog, and that it is a cat. Together they make 100 %.
# - **Weights for “cat”**: one weight for each pixel. Ink on a blue pixel adds to the points for “cat”, ink on a vermilion pixel takes points away. The solid outline is where a cat usually has its ears, the dotted one where a dog has them.
# - **Change this round**: how the weights changed in this one round. The number after ± is the size of the strongest colour.
# - **The 2 pictures below**: to the right the marks go 1, 10, 100, 1,000, each 10 times the last. That is a **logarithmic axis**. It lets you see the first few rounds and the thousands after them in one picture.
#
# Try these as well:
#
# 1. After 1 round, has the answer become “cat”? With how much confidence?
# 2. Press again, and again. Each time it learns from another picture, and the answer to ours goes up and down.
# 3. Press “Learn 100 rounds”, then go to the end. Do you see ears appear among the weights?

# %% [markdown] lang="ja"
# ## 2.1　目標：予測の精度を上げること
#
# いま見た話は、4 つの場面でできています。
#
# 1. **最初の予測**：「犬です」。正解は「猫」なので、エラー（誤差）は大きくなります。
# 2. **勾配を計算**：どのパラメーターをどう変えれば、猫と分かるようになるかを求めます。
# 3. **パラメーターを更新**：勾配に従って、少しずつ直します。次の予測は「猫です」。
# 4. **くり返し**：何千回もくり返すと、猫を正確に見分けられるようになります。
#
# **パラメーター**とは、学習で変えていく数のことです。ここでは重みがパラメーターです。1 つずつ、中をのぞいてみましょう。作り話ではなく、すべて本当に計算した数です。
#
# ### 場面 1：最初の予測
#
# 絵を見て、犬か猫かに分ける仕組みを**分類器**といいます。ここで使うのは、いちばん簡単な分類器です。絵は 20 × 20 = 400 個の**画素**でできています。それぞれの画素について、インクの濃さ（0 が白、1 が黒）に重みを掛け、全部足すと、**点数**になります。
# 犬の点数用に 400 個、猫の点数用に 400 個、合わせて 800 個の重みがあります。
#
# 点数は、**ソフトマックス**という計算で信頼度に直します。点数が高いほうの信頼度が大きくなり、全部足すとちょうど 100 % になります。いまは、これだけ知っていれば十分です（式は、章の終わりの「もっと知りたい人へ」にあります）。
# %% [markdown] lang="en"
# ## 2.1 The aim: better predictions
#
# What you saw has four scenes:
#
# 1. **The first guess** is “dog”. The right answer is “cat”, so the error is large.
# 2. **Compute the gradient**: which parameters should change, and how, so that it is seen to be a cat?
# 3. **Update the parameters** a little, as the gradient says. The next guess is “cat”.
# 4. **Repeat**: after thousands of rounds it recognizes cats reliably.
#
# **Parameters** are the numbers that learning changes. Here they are the weights. Let us look inside, scene by scene. Nothing is made up: all numbers are really computed.
#
# ### Scene 1: the first guess
#
# What sorts pictures into dogs and cats is called a **classifier**. This one is as plain as can be. The picture has 20 × 20 = 400 **pixels**. For each of them the ink (0 is white, 1 is black) is multiplied by a weight; all of it added up gives the **score**, its points.
# There are 400 weights for the points of “dog” and 400 for those of “cat”: 800 in all.
#
# The scores are turned into confidence by a calculation called **softmax**. The higher score gets the greater confidence, and together they make exactly 100 %. For now that is enough to know (the formula stands under “If you want to know more”, at the end of the chapter).

# %% tags=["folded"]
# ja: 物語の出発点の点数と信頼度を計算するコードです。読まなくてもかまいません。
# en: Works out the scores and the confidence at the story's start. You need not read it.
import numpy as np

from course_lib import claim, course_seed
from course_lib.experiments.cat_classifier import confidence, error, error_gradient, scores
from course_lib.experiments.cat_story import RATE, accuracies, cat_confidences, cat_story, one_round
from course_lib.data.faces import CAT, DOG, ear_mask
from course_lib.words.catalogue import words

story = cat_story(course_seed())
before = story.weights[0]
points = scores(before, story.cat)
sure = confidence(points)
for name, kind in (("dog", DOG), ("cat", CAT)):
    score = f"{points[kind]:+.2f}".replace("-", "−")
    print(words("chapter02.scored", kind=words(f"cat_story.{name}"), score=score, confidence=100 * sure[kind]))
assert 0.79 < sure[DOG] < 0.81

# %% [markdown] lang="ja"
# **なぜ「犬」と答えたのでしょうか。** 重みを手で打ちこんだわけではありません。はじめに**犬の絵だけを 3 枚**学習させたのです。犬しか知らないので、何を見ても「犬」と答えます（くわしい作り方は、章の終わりの「もっと知りたい人へ」にあります）。
#
# 間違いの大きさは、**誤差**という 1 つの数で表します。ここでは、正解の信頼度から次のように決めます。正解に 100 % なら 0、信頼度が低いほど大きくなります。
#
# （次のセルのように、灰色の 1 行しか見えないセルは、長いプログラムを畳んだものです。この章のプログラムは、どれも読まなくてもかまいません。Shift + Enter で実行して、出てきた数や図を見てください。）
# %% [markdown] lang="en"
# **Why did it say “dog”?** No weights were typed in. It began with learning from **3 pictures, all of them dogs**. Knowing dogs only, it takes everything for a dog (how exactly is told under “If you want to know more”, at the end of the chapter).
#
# How wrong an answer is, is said by one number, the **error**. Here it is worked out from the confidence in the right answer: it is 0 at 100 %, and the larger the lower the confidence.
#
# (A cell of which you see one grey line, like the next one, holds a longer program, folded. You need not read any program in this chapter. Run it with Shift + Enter, and look at the numbers and the pictures.)

# %% tags=["folded"]
# ja: 信頼度から誤差を計算して書き出すコードです。読まなくてもかまいません。
# en: Works out the error for some confidences. You need not read it.
for confidence_in_right in (0.2, 0.6, 0.95, 1.0):
    print(words("chapter02.error_of", confidence=100 * confidence_in_right, error=abs(np.log(confidence_in_right))))

# %% [markdown] lang="ja"
# ### 場面 2：勾配を計算する
#
# **勾配**は、重みの一つ一つについて、「この重みを増やすと、誤差がどれだけ増えるか」を教える数です。重みが 800 個あれば、勾配も 800 個の数です。
# 求め方は次の章で学びます。いまは、**どちらへ動かせばよいかを教える矢印**だと思ってください。この分類器では、とても簡単な式になります。
#
# $$\text{勾配} = (\text{信頼度} - \text{正解}) \times \text{インクの濃さ}$$
#
# 正解は、猫なら「猫」が 1、「犬」が 0 です。「猫」の信頼度は約 20 % なので、かっこの中は 0.2 − 1 = −0.8。マイナスは「足りない、もっと増やせ」という意味です。
#
# ### 場面 3：パラメーターを少し動かす
#
# 勾配は誤差が**増える**向きを教えるので、その反対へ動かします。動かす量は、勾配に小さな数（**学習率**、ここでは 0.035）を掛けたものです。3 つの画素で、重みごとに見てみましょう（表示は丸めてあるので、手で計算すると、最後の桁が少し違うことがあります）。
# %% [markdown] lang="en"
# ### Scene 2: compute the gradient
#
# The **gradient** says for every single weight how much the error would grow if that weight grew. With 800 weights it is 800 numbers.
# How to find it comes in the next chapter. Think of it as **an arrow that tells which way to move**. For this classifier its form is short:
#
# $$\text{gradient} = (\text{confidence} - \text{answer}) \times \text{ink}$$
#
# The right answer for a cat is 1 for “cat” and 0 for “dog”. The confidence in “cat” is about 20 %, so the bracket is 0.2 − 1 = −0.8. The minus says: more of this.
#
# ### Scene 3: move the parameters a little
#
# The gradient tells which way the error **grows**, so we move the opposite way: by the gradient times a small number, the **learning rate**, here 0.035. Here are the weights of three pixels, one by one (rounded: by hand the last digit may differ).

# %% tags=["folded"]
# ja: 3 つの画素を選び、重みが 1 回の学習でどう変わるかを計算するコードです。読まなくてもかまいません。
# en: Chooses 3 pixels and works out how 1 round changes their weights. You need not read it.
gradient = error_gradient(before, story.cat[np.newaxis], np.array([CAT]))
after = before - RATE * gradient
assert RATE == 0.035 and np.array_equal(after, story.weights[1])

on_ears = ear_mask("cat")
places = {
    "pixel_ear": np.argmax(np.where(on_ears, story.cat, 0)),
    "pixel_face": np.argmax(np.where(on_ears, 0, story.cat)),
    "pixel_paper": np.argmin(story.cat),
}
rows = []
for name, place in places.items():
    row, column = np.unravel_index(place, story.cat.shape)
    old, slope, new = before[CAT, row, column], gradient[CAT, row, column], after[CAT, row, column]
    rows.append(words(f"chapter02.{name}", row=row + 1, column=column + 1))
    line = words("chapter02.pixel_step", ink=story.cat[row, column], slope=slope + 0.0, old=old, new=new)
    rows.append("    " + line.replace("-", "−"))
print(*rows, sep="\n")

# %% [markdown] lang="ja"
# 濃い画素の重みは大きく増え、白い画素の重みは変わりません。白い画素は、いくら重みを変えても点数に効かないからです。
#
# これを 400 個の画素すべてについて行います。耳とそのほかに分けて、まとめてみましょう。
# %% [markdown] lang="en"
# The weights of dark pixels grow a lot, that of a white pixel not at all: whatever its weight, a white pixel adds nothing to the score.
#
# The same is done for all 400 pixels. Here they are put together, ears and everything else.

# %% tags=["folded"]
# ja: 重みの変化を、耳とそのほかに分けてまとめるコードです。読まなくてもかまいません。
# en: Puts the changes together, ears and everything else. You need not read it.
regions = {"region_cat_ears": on_ears, "region_dog_ears": ear_mask("dog") & ~on_ears}
regions["region_rest"] = ~(regions["region_cat_ears"] | regions["region_dog_ears"])
change = (after - before)[CAT]
gained = change * story.cat
rows = [
    words(
        "chapter02.region", name=words(f"chapter02.{name}"), pixels=region.sum(), before=before[CAT][region].mean(),
        change=change[region].mean(), after=after[CAT][region].mean(), share=100 * gained[region].sum() / gained.sum(),
    ).replace("-", "−")
    for name, region in regions.items()
]
print(*rows, sep="\n")
assert before[CAT][on_ears].mean() < 0 < after[CAT][on_ears].mean()
assert gained[on_ears].sum() / gained.sum() > 2 * on_ears.mean()

sure = confidence(scores(after, story.cat))
print(words("chapter02.both", dog=100 * sure[DOG], cat=100 * sure[CAT]))
assert 0.53 < sure[CAT] < 0.7

# %% [markdown] lang="ja"
# 猫の耳の重みは、マイナスからプラスに変わりました。耳は 400 画素のうちの 30 画素で、10 分の 1 もありません。それなのに、猫の点数が増えた分では、ずっと大きな割合を受け持っています。**「耳の形をもっと重く見る」とは、こういうことです。**
#
# こうして、次の予測は「猫、約 60 %」になりました。
#
# 「約 60 %」になったのは、学習率を 0.035 にしたからです。大きくすれば、1 回でもっと自信を持ちます。けれども、それがよいこととは限りません。初めて見る絵 1,000 枚の**正解率**（正しく答えた割合）も、一緒に見てください。
# %% [markdown] lang="en"
# The weights on the cat's ears went from minus to plus. Ears are 30 of the 400 pixels, less than 1 in 10, but their share of what “cat” has gained is far larger. **This is what it means to “weigh the shape of the ears more”.**
#
# And so the next guess is “cat”, with about 60 %.
#
# It is about 60 % because the learning rate was 0.035. With a larger one, a single round would make it surer. That need not be a good thing: look also at its **accuracy** on 1,000 new pictures, the share that it gets right.

# %% tags=["folded"]
# ja: 学習率を 4 通りに変えて、1 回だけ学習させるコードです。読まなくてもかまいません。
# en: Learns a single round at 4 learning rates. You need not read it.
from course_lib.experiments.cat_classifier import accuracy

rows = []
for rate in (0.01, 0.035, 0.1, 0.3):
    weights = one_round(before, story.cat, CAT, rate)
    sure, right = confidence(scores(weights, story.cat)), accuracy(weights, story.images, story.labels)
    rows.append(words("chapter02.by_rate", rate=rate, cat=100 * sure[CAT], right=100 * right))
    assert right < 0.75
assert sure[CAT] > 0.99
print(*rows, sep="\n")

# %% [markdown] lang="ja"
# この絵に 100 % 近い自信を持っても、初めて見る絵は半分ほどしか当たりません。「犬しか知らない」が「何でも猫」に変わっただけだからです。**1 枚の絵を覚えることと、猫を見分けられることは、違います。** だから、場面 4 が必要です。
#
# 言葉も 3 つ覚えましょう。学習に使うデータが**訓練データ**、使わずに取っておいて、確かめるのに使うデータ（ここでは、初めて見る絵 1,000 枚）が**テストデータ**です。訓練データにだけよく合って、テストデータではうまく答えられないことを、**過学習**といいます。
#
# ### 場面 4：何千回もくり返す
#
# 同じことを、猫や犬のいろいろな絵で、1 枚ずつ 3,000 回くり返します。1 枚ごとに、勾配を計算し直します。
# %% [markdown] lang="en"
# Even when it is almost 100 % sure of this picture, only about half of the new ones are right. It has only gone from “knows nothing but dogs” to “everything is a cat”. **To remember one picture is not to know cats.** That is what scene 4 is for.
#
# Learn three words as well. The data used to learn from are the **training data**; data kept apart, to see what was learnt (here the 1,000 new pictures), are the **test data**; and to fit the training data well, but not the test data, is called **overfitting**.
#
# ### Scene 4: thousands of rounds
#
# The same is done again with other pictures of cats and dogs, one by one, 3,000 times. For each the gradient is computed anew.

# %% tags=["folded"]
# ja: 3,000 回学習させ、途中の成績を書き出すコードです。読まなくてもかまいません。
# en: Learns 3,000 rounds and writes out how well it does on the way. You need not read it.
sure_by_round, right_by_round = cat_confidences(story), accuracies(story)
rows = [
    words("chapter02.by_round", round=n, cat=100 * sure_by_round[n], right=100 * right_by_round[n])
    for n in (0, 1, 10, 100, 1000, 3000)
]
print(*rows, sep="\n")
assert right_by_round[1] < 0.7 and (right_by_round[1000:] > 0.95).all() and sure_by_round[-1] > 0.95

# %% tags=["folded"]
# ja: 学習が終わったところの図を描くコードです。読まなくてもかまいません。
# en: Draws what has been learnt in the end. You need not read it.
from course_lib.plots.cat_story import CatStoryPicture

finished = CatStoryPicture(story)
finished.show(3000)
finished

# %% [markdown] lang="ja"
# 初めて見る絵でも、95 % 以上が当たるようになりました。
#
# - **左下**：はじめのうちは、ぎざぎざです。猫の絵を見れば「何でも猫」へ、犬の絵を見れば「何でも犬」へ引っぱられるからです。回を重ねると、顔のように**どちらにもあるもの**の重みは打ち消し合い、耳のように**違うところ**の重みだけが育ちます。
# - **右下**：猫の耳のところの重みはプラスへ、犬の耳のところの重みはマイナスへ育ちました。「耳を見なさい」と教えた人はいません。勾配が見つけたのです。
#
# ### たとえの限界
#
# - **信頼度は、正しさではありません。** はじめの分類器は、約 80 % の自信を持って間違えました。
# - **この絵はやさしい問題です。** どの絵も正面を向いた顔で、ずれと雑音があるだけです。本物の写真では、もっと深いネットワーク（第5章）と、もっとたくさんの絵が要ります。
# - **分類器は「耳」という言葉を知りません。** 耳に見えるのは、わたしたちです。いちばん重く見ているのも、実は猫の耳ではなく、犬のたれた耳のほうです（右下の朱色の線のほうが、0 から遠い）。
# %% [markdown] lang="en"
# It now gets more than 95 % of the new pictures right.
#
# - **Bottom left**: at first it zigzags. A cat pulls it towards “everything is a cat”, a dog towards “everything is a dog”. Over many rounds the weights on **what both have**, such as the face, cancel out, and only those on **what differs**, such as the ears, go on growing.
# - **Bottom right**: the weights where a cat has its ears grew upward, those where a dog has them downward. Nobody said “look at the ears”. The gradient found them.
#
# ### Where the story breaks
#
# - **Confidence is not correctness.** At the start it was about 80 % sure, and wrong.
# - **These pictures are easy.** All are faces seen from the front, a little shifted and noisy. Real photographs need deeper networks (chapter 5) and many more pictures.
# - **The classifier has no word for “ear”.** It is we who see ears. And what it weighs most are not the cat's ears but the dog's hanging ones (the vermilion line at the bottom right is farther from 0).

# %% tags=["folded"]
# ja: 猫の耳と犬の耳の重みを比べるコードです。読まなくてもかまいません。
# en: Compares the weights on the ears of cats and of dogs. You need not read it.
on_cat_ears, on_dog_ears = (story.weights[-1, CAT][regions[name]].mean() for name in ("region_cat_ears", "region_dog_ears"))
print(words("chapter02.ears", cat=on_cat_ears, dog=on_dog_ears).replace("-", "−"))
assert 0 < on_cat_ears < -on_dog_ears

# %% [markdown] lang="ja"
# ## 2.2　勾配がないと、どうなる？
#
# 勾配を使わなくても、重みを変えてみることはできます。
#
# - **ランダムに修正する**：さいころを振るように変えてみて、よくなったら残します。前もって分からない、くじ引きのような選び方を**ランダム**といいます。
# - **全パターンを試す**：あらゆる組み合わせを調べて、いちばんよいものを選びます。
# - **経験則で修正する**：1 つずつ増やしたり減らしたりして、よくなったら残します。
#
# 猫の分類器を離れて、もっと見通しのよい**地形**の上で比べましょう。場所は調整する数の組、高さは誤差を表します。いちばん低いところ（底）が、いちばんよい組です。数が 2 個なら、地図に描けます。
#
# ### ランダムに修正する
#
# ランダムな一歩は、誤差を減らすでしょうか。公平になるように、**勾配の一歩と同じ長さ**にそろえます。
# %% [markdown] lang="en"
# ## 2.2 What if there were no gradients?
#
# Weights can be changed without gradients, too:
#
# - **Random changes**: change something at random, and keep it if it helps.
# - **All patterns**: try every combination, and take the best.
# - **Rules of thumb**: turn one number after the other up or down, and keep what helps.
#
# Let us leave the cat and compare them on **ground** that is easier to survey. A place is a set of numbers to adjust; its height is the error. The lowest place, the bottom, is the best set. With 2 numbers it can be drawn as a map.
#
# ### Random changes
#
# Does a random step lower the error? To be fair, it is made **as long as the gradient's step**.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter02.quiz_random")

# %% tags=["folded"]
# ja: ランダムな一歩を 10,000 回試し、図にするコードです。読まなくてもかまいません。
# en: Tries 10,000 random steps and draws what came of them. You need not read it.
from course_lib.ground.paired_valleys import hidden_bottoms
from course_lib.plots.random_steps import random_steps
from course_lib.experiments.random_directions import random_step_changes

rng = np.random.default_rng(course_seed())
# ja: 20 の地形で 500 回ずつ、合わせて 10,000 回
# en: 500 steps on each of 20 grounds: 10,000 steps
changes = {n: random_step_changes(hidden_bottoms(20, n, rng), 500, rng) for n in (2, 10, 100, 1000)}
random_steps(changes)

# %% [markdown] lang="ja"
# 青が改善、オレンジが悪化です。緑の破線は、勾配の一歩の成績です。
#
# 数が 2 個なら、半分近くが改善です。ところが数が増えると、青い部分が消えていきます。勾配の一歩ほどの長さで下れる向きは、たくさんの向きの中のほんの一部だからです。
#
# 「では、一歩をもっと短くすれば？」よい考えです。それも測りましょう。
# %% [markdown] lang="en"
# Blue is better, orange is worse. The green dashed line is what the gradient's step achieves.
#
# With 2 numbers nearly half of the steps help. The more numbers, the less blue: of all the ways there are, only a tiny part leads down that far.
#
# “Why not make the steps shorter?” A good idea. Let us measure that too.

# %% tags=["C2.1"]
tiny = {n: random_step_changes(hidden_bottoms(20, n, rng), 500, rng, share=0.01) for n in (2, 1000)}


def percent_better(changes):
    return 100 * np.mean(changes < 0)


def percent_saved(changes):
    return -100 * np.mean(changes[changes < 0])


claim(
    "C2.1", "holds",
    [
        percent_better(changes[2]) > 30 > 20 > percent_better(changes[100]) and percent_better(changes[1000]) < 0.1,
        changes[1000].min() > -0.05,
        percent_better(tiny[1000]) > 40 and percent_saved(tiny[1000]) < 5 < 40 < percent_saved(tiny[2]),
    ],
    few=percent_better(changes[2]), ten=percent_better(changes[10]), hundred=percent_better(changes[100]),
    thousand=percent_better(changes[1000]), best=100 * changes[1000].min(), tiny=percent_better(tiny[1000]),
    tiny_gain=percent_saved(tiny[1000]), tiny_gain_few=percent_saved(tiny[2]),
)

# %% [markdown] lang="ja"
# とても短い一歩なら、半分は当たります（上り坂の反対は下り坂ですから）。でも、減る量がわずかです。数が多いと、ランダムな向きは、坂をほとんど真横に横切るばかりになります。
#
# ### 全パターンを試す
#
# 1 つの数につき 10 通りの値を試すとします。数が 2 個なら 10 × 10 = 100 通り。3 個なら 1,000 通り。では、20 個なら？
# %% [markdown] lang="en"
# A very short step helps half of the time: where one way is uphill, the opposite way is downhill. But it saves very little. With many numbers a random direction goes almost level across the slope.
#
# ### All patterns
#
# Suppose 10 values of each number are tried. With 2 numbers that makes 10 × 10 = 100 patterns, with 3 numbers 1,000. And with 20?

# %% tags=["folded"]
# ja: 組み合わせの数と、調べるのにかかる時間を計算するコードです。読まなくてもかまいません。
# en: Works out how many patterns there are and how long they take. You need not read it.
from course_lib.descent.evaluations import evaluations_needed, numerical_cost
from course_lib.descent.search import gradient_steps, grid_evaluations, grid_search, one_at_a_time, random_changes
from course_lib.words.numbers import spoken

rows = [words("chapter02.times")]
year = 365.25 * 24 * 3600
for n in (1, 2, 3, 4, 5, 10, 20):
    patterns = grid_evaluations(10, n)
    seconds = patterns / 10**6
    if seconds < 3600:
        time = words("chapter02.seconds", number=spoken(seconds))
    elif seconds < year:
        time = words("chapter02.hours", number=seconds / 3600)
    else:
        time = words("chapter02.years", number=spoken(seconds / year))
    rows.append(words("chapter02.patterns", n=n, patterns=f"{patterns:,}", time=time))
print(*rows, sep="\n")

# %% [markdown] lang="ja"
# 数が 1 個増えるたびに、10 倍になります。この増え方を**指数的**といいます。24 個なら、宇宙の年齢（およそ 138 億年）より長くかかります。
#
# 「でも、運がよければ早く見つかるのでは？」そこで、実際に格子の点を端から調べて（**格子探索**といいます）、誤差が 10 分の 1 になるまでの回数を数えてみます（底の場所を変えて 40 回）。
# %% [markdown] lang="en"
# With each further number it takes 10 times as long. Growth of this kind is called **exponential**. With 24 numbers it takes longer than the universe is old, about 13.8 billion years.
#
# “But with some luck, isn't it found early?” Let us really try the points of a grid, one after the other (a **grid search**), and count how many it takes until the error is 1/10 of what it was (40 times, with the bottom somewhere else each time).

# %% tags=["C2.2"]
def tried_until_a_tenth(n, runs=40):
    ground, start = hidden_bottoms(runs, n, np.random.default_rng(course_seed())), np.zeros((runs, n))
    goal = ground.f(start) / 10
    by_grid = evaluations_needed(grid_search(ground.f, start), goal, most=60_000)
    by_gradient = evaluations_needed(gradient_steps(ground.f, ground.gradient, start), goal, most=60_000)
    return np.median(by_grid), np.median(by_gradient)


tried = {n: tried_until_a_tenth(n) for n in (2, 4, 6)}
growth = np.sqrt(tried[6][0] / tried[2][0])
# ja: 6 個から 60 個へ、あと 27 組
# en: from 6 numbers to 60 there are 27 pairs more
years = tried[6][0] * growth**27 / 10**6 / year

claim(
    "C2.2", "holds",
    [
        tried[4][0] > 3 * tried[2][0] and tried[6][0] > 3 * tried[4][0],
        max(by_gradient for _, by_gradient in tried.values()) < 25,
        years > 1000,
    ],
    two=tried[2][0], four=tried[4][0], six=tried[6][0], growth=growth,
    gradient=max(by_gradient for _, by_gradient in tried.values()), many=60, years=spoken(years),
)

# %% [markdown] lang="ja"
# ### 経験則で修正する
#
# シャワーの温度を合わせるとき、お湯と水の蛇口を 1 つずつ、少し回しては様子を見ます。うまくいったら、同じ向きにもう少し大きく回します。だめなら、逆向きに小さく回します。よくある経験則です。
#
# **予想**：次の図は、細長い谷を上から見た地図です。色が濃いほど低いところです。左の谷は軸に沿い、右の谷は斜めです。蛇口を 40 回だけ回してみると、どちらが底に着くでしょうか。
# %% [markdown] lang="en"
# ### Rules of thumb
#
# To set the temperature of a shower you turn the hot tap a bit, then the cold one, and see. If it helps, go on the same way and by a little more; if not, turn back, by less. That is a common rule of thumb.
#
# **Predict**: here are two narrow valleys seen from above, the darker the lower. On the left the valley lies along an axis, on the right it lies aslant. With 40 turns of the taps, which one gets to the bottom?

# %% tags=["folded"]
# ja: 2 つの谷で、1 つずつ調整したときの道を描くコードです。読まなくてもかまいません。
# en: Draws how one at a time fares in the 2 valleys. You need not read it.
from course_lib.plots.knob_by_knob import knob_by_knob

knob_by_knob(start=(-1.0, -0.6))

# %% [markdown] lang="ja"
# 斜めの谷では、谷すじで身動きが取れなくなります。どちらか 1 つだけを動かすと、谷の壁を上ってしまうからです。**2 つを一緒に**動かせば、谷に沿って下れるのに、1 つずつではそれができません。
#
# 本物のネットワークでも、パラメーターはたいてい互いに影響し合っています。つまり、谷は斜めなのがふつうです。
# %% [markdown] lang="en"
# In the slanted valley it gets stuck on the valley floor: to move either number alone is to climb the wall. Moving **both together** would lead down along the valley, and that is what one at a time cannot do.
#
# In a real network, too, parameters mostly affect one another. In other words, slanted valleys are the rule.

# %% [markdown] lang="ja"
# ### 競走させてみる
#
# では、全員を同じ地形で競走させましょう。「当てずっぽう」（毎回、どこか新しい場所をランダムに調べる）も加わります。**決まりは 3 つ**です。
#
# 1. 使えるのは「**誤差を調べる回数**」だけ。全員、同じ回数までです。
# 2. 全員が同じ場所から、この地形に合った同じ長さの一歩（勾配なら学習率 0.5）で出発します。そのあとの長さは、うまくいけば伸ばし、だめなら縮めます。底は、競走のたびに違う場所に隠します。20 回競走して、中央値（真ん中の成績）を線で示します。縦も横も対数目盛りです。
# 3. **勾配は、ただではありません。** 求め方によって、料金が違います。
#    - **誤差逆伝播法**（第5章）なら、一歩につき、誤差を調べる **3 回分**。数がいくつあっても変わりません（Griewank と Walther、2008 年。第5章では時間を計り、4 回分もかからないことを確かめます）。
#    - **数値微分**（第3章）なら、数を 1 つずつ少し動かして調べるので、「**数の個数 + 1**」回分です。
#
# **予想**：数が 2 個のとき、だれが勝つでしょうか。1,000 個なら、どうでしょうか。
# %% [markdown] lang="en"
# ### A race
#
# Now let all of them race on the same ground, “guessing” too (it looks at a new place at random each time). There are **3 rules**:
#
# 1. All that can be spent are **evaluations of the error**, and everyone may spend the same number.
# 2. All start at the same place, with steps of the same length, which suits this ground (for the gradient: a rate of 0.5), then longer after a success, shorter after a failure. The bottom is hidden at another place in each race. There are 20 races, and the lines show the median (the middle result). Both axes are logarithmic.
# 3. **Gradients are not free.** What one costs depends on how it is found:
#    - By **backpropagation** (chapter 5) a step costs as much as **3 evaluations**, however many numbers there are (Griewank and Walther, 2008; chapter 5 takes the time, and finds less than that of 4).
#    - By **numerical differentiation** (chapter 3) each number is nudged in turn: **as many evaluations as there are numbers, plus 1**.
#
# **Predict**: who wins with 2 numbers? And with 1,000?

# %% tags=["W2.2"]
from course_lib.controls.search_race import SearchRaceControl

race_control = SearchRaceControl()
race_control

# %% [markdown] lang="ja"
# 次の順に試してみましょう（1,000 個にすると、計算に数秒かかります）。
#
# 1. 「調整する数の個数」を 2、10、100、1,000 と増やします。順位はどう変わりますか。
# 2. 「地図に示す探し方」を変えて、それぞれがどこを調べたかを見ます。選んだ探し方の線は太くなります。色の帯は、20 回の成績のうち、上下の端を除いた 80 % が入る幅です。
# 3. 数を 2 個に戻し、地形を「細長い谷（細長さ 100）」にします。今度は、だれが勝ちますか。
#
# 3 番の結果に驚きませんでしたか。数が 2 個で谷がとても細長いと、**勾配はいちばんではありません**。ランダムな修正に負けています。（数が 2 個なら 2 + 1 = 3 回分なので、2 つの勾配の線はぴったり重なります。）
#
# 勾配が本当に必要になるのは、数が多いときです。1 枚にまとめると、次のようになります。
# %% [markdown] lang="en"
# Try this (with 1,000 numbers the computing takes some seconds):
#
# 1. Set “Numbers to adjust” to 2, 10, 100 and 1,000. How does the order change?
# 2. Choose another entry for “On the map” to see where each of them looked. Its line is drawn thicker, with a coloured band that holds 80 % of its 20 results (without the extremes).
# 3. Go back to 2 numbers and choose “a narrow valley (narrowness 100)”. Who wins now?
#
# Did the third surprise you? With 2 numbers and a very narrow valley **the gradient is not the best**: random changes beat it. (With 2 numbers a numerical gradient costs 2 + 1 = 3 evaluations, so the lines of both gradients coincide.)
#
# It is with many numbers that gradients are really needed. All of it in one picture:

# %% tags=["folded"]
# ja: 数の個数を変えて競走させ、1 枚の図にまとめるコードです。読まなくてもかまいません。
# en: Holds the race with more and more numbers and draws the results. You need not read it.
from course_lib.plots.search_race import race_by_dimension
from course_lib.experiments.search_race import METHODS, RUNS, race

narrow = {name: np.median(left[-1]) for name, left in race(2, 100.0, course_seed()).left.items()}
assert narrow["random_changes"] < narrow["gradient"]

races = {n: race(n, seed=course_seed()) for n in (2, 10, 100, 1000)}
race_by_dimension(list(races.values()))

# %% [markdown] lang="ja"
# 右へ行くほど、数が多くなります。印は 20 回の競走の中央値、縦の線は 80 % が入る幅です。青い線（誤差逆伝播法の勾配）だけが、下に残っています。
#
# まず、経験則についての主張を測りましょう。
# %% [markdown] lang="en"
# Further to the right there are more numbers. The marks are the medians of 20 races, the upright strokes hold 80 % of them. Only the blue line, the gradient by backpropagation, stays at the bottom.
#
# First, the claim about rules of thumb.

# %% tags=["C2.3"]
from course_lib.ground.paired_valleys import PairedValleys


def evaluations(method, condition, angle, n=2, runs=20):
    # ja: 誤差が 10,000 分の 1 になるまでに調べた回数の中央値
    # en: the median of how many evaluations it takes until the error is 1/10,000 of what it was
    bottoms = np.random.default_rng(course_seed()).uniform(-1, 1, size=(runs, n))
    ground, start = PairedValleys(bottoms, condition, angle), np.zeros((runs, n))
    trials = one_at_a_time(ground.f, start) if method == "thumb" else gradient_steps(ground.f, ground.gradient, start)
    return np.median(evaluations_needed(trials, ground.f(start) / 10_000, most=100_000))


slant = np.pi / 4
straight = [evaluations("thumb", condition, angle=0) for condition in (10, 100, 1000)]
slanted, narrow = (evaluations("thumb", condition, slant) for condition in (100, 1000))
gradient_few = evaluations("gradient", 100, slant)
many = evaluations("thumb", 100, slant, n=100, runs=3)
gradient_many = evaluations("gradient", 100, slant, n=100, runs=3)

claim(
    "C2.3", "caveat",
    [
        max(straight) < 60 and slanted > 3 * max(straight) and narrow > 3 * slanted,
        many > 20 * gradient_many,
        gradient_few > 0.8 * slanted,
    ],
    straight_most=max(straight), slanted=slanted, narrow=narrow, many=many, gradient_many=gradient_many,
    ratio=many / gradient_many, gradient_few=gradient_few,
)

# %% [markdown] lang="ja"
# 3 つ目の結果が、大切な注意点です。細長い谷では、勾配も苦労します（第7章で、手当てを学びます）。勾配が経験則に大差をつけるのは、**数が多いとき**です。
#
# ### 勾配があると
#
# では、数が増えると、調べる回数はどれだけ増えるのでしょうか。誤差を 10 分の 1 にするまでの回数を測ります。
# %% [markdown] lang="en"
# The third result is an important caveat: in a narrow valley the gradient, too, has a hard time (chapter 7 has cures). What sets it apart from the rule of thumb is **many numbers**.
#
# ### With gradients
#
# How does the number of evaluations grow with how many numbers there are? Let us count them until the error is 1/10 of what it was.

# %% tags=["folded"]
# ja: 誤差を 10 分の 1 にするまでの回数を、4 つの探し方で数えるコードです。読まなくてもかまいません。
# en: Counts for 4 ways to search how long it takes to bring the error to 1/10. You need not read it.
def to_a_tenth(n, rate=0.5):
    runs = 10 if n < 1000 else 3
    ground, start = hidden_bottoms(runs, n, np.random.default_rng(course_seed())), np.zeros((runs, n))
    searches = {
        "random_changes": random_changes(ground.f, start, np.random.default_rng(course_seed())),
        "one_at_a_time": one_at_a_time(ground.f, start),
        "numerical_gradient": gradient_steps(ground.f, ground.gradient, start, numerical_cost(n)),
        "gradient": gradient_steps(ground.f, ground.gradient, start, rate=rate),
    }
    goal = ground.f(start) / 10
    return {name: np.median(evaluations_needed(trials, goal, most=50_000)) for name, trials in searches.items()}


needed = {n: to_a_tenth(n) for n in (2, 10, 100, 1000)}
for name in needed[2]:
    counts = dict(zip(("two", "ten", "hundred", "thousand"), (f"{needed[n][name]:,.0f}" for n in needed), strict=True))
    print(words("chapter02.needed", name=words(f"search_race.{name}"), **counts))

# %% tags=["C2.4"]
def times_as_many(name):
    # ja: 数が 10 倍になるごとに、回数が何倍になるか（10 個から 1,000 個まで）
    # en: how many times as many evaluations, each time there are 10 times as many numbers (from 10 to 1,000)
    return np.sqrt(needed[1000][name] / needed[10][name])


left = {name: 100 * races[1000].left[name][-1] for name in METHODS}
best_other = min(left[name].min() for name in METHODS if "gradient" not in name)
unsuited = to_a_tenth(1000, rate=0.0005)["gradient"]

claim(
    "C2.4", "caveat",
    [
        max(needed[n]["gradient"] for n in needed) < 30,
        7 < times_as_many("random_changes") < 14 and 7 < times_as_many("one_at_a_time") < 14,
        left["gradient"].max() < 0.0001 and best_other > 20,
        5 * max(needed[n]["gradient"] for n in needed) < unsuited < needed[1000]["one_at_a_time"] / 5,
        needed[1000]["numerical_gradient"] > 0.7 * needed[1000]["one_at_a_time"],
    ],
    gradient_most=max(needed[n]["gradient"] for n in needed), runs=RUNS, best_other=best_other, unsuited=unsuited,
    changes_few=needed[10]["random_changes"], changes_many=needed[1000]["random_changes"],
    changes_times=times_as_many("random_changes"), thumb_few=needed[10]["one_at_a_time"],
    thumb_many=needed[1000]["one_at_a_time"], thumb_times=times_as_many("one_at_a_time"),
    numerical=needed[1000]["numerical_gradient"],
)

# %% [markdown] lang="ja"
# 勾配を使わない方法でも、いつかは着きます。ただし、数が 10 倍になれば、回数も約 10 倍です。この割合がその先も続くなら、100 万個のパラメーターを持つネットワークでは、1,000 個のときのさらに 1,000 倍になります。
#
# 勾配（誤差逆伝播法）なら、**一歩の料金は、数がいくつあっても同じ 3 回分**です。では歩数はというと、このような谷では、数の多さではなく、**谷の細長さ**で決まります。この競走では、数が増えても細長さは 10 のままだったので、回数も増えませんでした（細長くなるとどうなるかは、章の終わりの「もっと知りたい人へ」で測ります）。
#
# **一歩の料金が、数の多さによらないこと。これが、ディープラーニングに勾配が必要な理由です。** ここまで来たら、この章の難しいところは終わりです。
#
# ### 「数学的に正しい方向」とは
#
# 「勾配の反対へ進むのが、いちばん速く下る向きだ」といわれます。本当でしょうか。反例を探しましょう。いろいろな向きへ本当に少しだけ動いてみて、勾配の反対よりも誤差が減る向きがないかを調べます。
# %% [markdown] lang="en"
# The ways without gradients get there too, some day. But 10 times as many numbers take them about 10 times as many evaluations. If it goes on like that, a network of 1 million parameters takes another 1,000 times what 1,000 numbers take.
#
# With gradients (by backpropagation) **the price of a step is the same 3 evaluations, however many numbers there are**. And how many steps? In valleys like these that depends not on how many numbers there are, but on **how narrow the valley is**. In this race it had the same narrowness, 10, with many numbers as with few, and so the count did not grow. (What narrowness does is measured under “If you want to know more”, at the end of the chapter.)
#
# **That the price of a step does not depend on how many numbers there are: this is why deep learning needs gradients.** The hard part of this chapter is behind you.
#
# ### “The mathematically right direction”
#
# It is said that going against the gradient is the fastest way down. Is it? Let us look for a counter-example: really move a little in many directions, and see whether the error falls more in any of them than against the gradient.

# %%
from course_lib.controls.quiz import Quiz

Quiz("chapter02.quiz_straight")

# %% tags=["folded"]
# ja: いろいろな向きの傾きを測って図にするコードです。読まなくてもかまいません。
# en: Measures the slope in many directions and draws it. You need not read it.
from dataclasses import replace

from course_lib.ground.landscapes import valley
from course_lib.plots.steepest import steepest
from course_lib.experiments.random_directions import unit_directions

steepest(replace(valley(), start=np.array([-2.0, 0.5])), unit_directions(10_000, 2, rng))

# %% tags=["C2.5"]
pictures, labels = story.shown[:100], story.shown_labels[:100]
against = -error_gradient(before, pictures, labels)
against /= np.linalg.norm(against)
little = 0.0001


def cat_falls(directions):
    # ja: 800 個の重みをこの向きへ本当に動かしてみて、誤差がどれだけ減るか
    # en: really move the 800 weights that way: how much does the error fall?
    here = error(before, pictures, labels)
    return np.array([here - error(before + little * way.reshape(before.shape), pictures, labels) for way in directions])


# ja: ランダムな向き 5,000 通りと、勾配の反対から少しだけそれた向き 5,000 通り
# en: 5,000 directions at random, and 5,000 that turn a little away from the one against the gradient
anywhere = unit_directions(5000, against.size, rng)
nearby = against.ravel() + 0.05 * unit_directions(5000, against.size, rng)
nearby /= np.linalg.norm(nearby, axis=1, keepdims=True)
cat_best, anywhere_falls, nearby_falls = cat_falls([against])[0], cat_falls(anywhere), cat_falls(nearby)

ground = hidden_bottoms(1000, 2, rng)
here = np.zeros_like(ground.bottom)
downhill, to_bottom = -ground.gradient(here), ground.bottom
unit = downhill / np.linalg.norm(downhill, axis=1, keepdims=True)
falls = ground.f(here) - ground.f(here + little * unit)
others = np.array([ground.f(here) - ground.f(here + little * way) for way in unit_directions(1000, 2, rng)])
# ja: 一歩が短くても、地面の曲がりの分だけはずれる。それより大きく上回ったものを数える
# en: however short the step, the ground bends a little; what beats it by more than that is counted
bend = little**2 / 2
beaten = int(np.sum(others > falls + bend))

apart = np.degrees(np.arccos(np.sum(unit * to_bottom, axis=1) / np.linalg.norm(to_bottom, axis=1)))
luckier = 100 * np.mean(changes[2] < -1)

claim(
    "C2.5", "caveat",
    [
        anywhere_falls.max() < cat_best and nearby_falls.max() < cat_best,
        beaten == 0 and (others.max(axis=0) / falls).min() > 0.99,
        apart.mean() > 20 and apart.max() > 45,
        luckier > 0,
    ],
    number=len(anywhere) + len(nearby), cat_faster=int(np.sum(np.append(anywhere_falls, nearby_falls) > cat_best)),
    anywhere=100 * anywhere_falls.max() / cat_best, nearby=100 * nearby_falls.max() / cat_best,
    places=len(falls), faster=beaten, angle=apart.mean(), widest=apart.max(), luckier=luckier,
)

# %% [markdown] lang="ja"
# 上の図の右側の曲線は、向きごとの傾きです。青い丸（勾配の反対の向き）は、曲線のいちばん低いところにぴったり乗っています。これより急な下りはありません。朱色のひし形（底へまっすぐの向き）は、それよりゆるやかな下りです。
#
# ただし、「正しい」のは、**いまここでの、ごく短い一歩**についてです。底への近道を教えてくれるわけではありません。だから、少し進んでは勾配を計算し直します。第4章でくわしく学びます。
#
# ## まとめ
#
# - 「犬、約 80 %」と間違えた分類器が、勾配の一歩で「猫、約 60 %」に変わり、何千回もくり返すと、初めて見る絵でも 95 % 以上当たるようになりました。
# - 勾配は、800 個の重みの一つ一つについて、どちらへどれだけ動かすかを教えます。耳の重みが育ったのは、そこに違いがあったからです。
# - ランダムな修正は、数が多いとほとんど改善しません。全パターンの数は、指数的に増えます。1 つずつの調整は、数が多く、影響し合っていると、時間がかかりすぎます。
# - 勾配を安く求められれば（誤差逆伝播法）、数が増えても一歩の料金は増えません。この章のような谷では、歩数は細長さで決まります。数が 2、3 個なら、ほかの方法でも困りません。
# - 勾配の反対は、いまここでいちばん急な下りです。底へまっすぐの道とは限りません。
#
# ## 次にすること
#
# おつかれさまでした。学習とは何をすることなのか、その骨組みはもう見えています。
#
# - [練習問題　第2章](../../exercises/ja/02_why_gradients.ipynb)：信頼度、全パターンの数、ランダム探索、重みの一歩を自分で書きます。
# - [第3章　勾配を計算する](03_computing_a_gradient.ipynb)：この章では、勾配を「矢印」として使いました。次は、自分で計算します。
# - 言葉に迷ったら [用語集](99_glossary.ipynb) へ。
#
# この下の「もっと知りたい人へ」は、読まなくても先へ進めます。
# %% [markdown] lang="en"
# The curve on the right of the picture above is the slope in each direction. The blue dot, against the gradient, sits exactly at its lowest point: no way down is steeper. The vermilion diamond, straight to the bottom, is a gentler way down.
#
# But what is “right” is **a very short step, here and now**. It is no short cut to the bottom. That is why one goes a little way and computes the gradient anew. Chapter 4 is about this.
#
# ## What you can say now
#
# - A classifier that was wrong, “dog, about 80 %”, said “cat, about 60 %” after one step along the gradient, and after thousands of rounds got more than 95 % of new pictures right.
# - The gradient says for each of 800 weights which way to move it, and how far. The weights on the ears grew because that is where the difference lies.
# - With many numbers random changes hardly ever help. The number of all patterns grows exponentially. One at a time takes too long where there are many numbers that affect one another.
# - With a cheap way to find the gradient (backpropagation), the price of a step does not grow with how many numbers there are. In valleys like ours, how many steps it takes depends on how narrow they are. With 2 or 3 numbers the other ways will do.
# - Against the gradient is the steepest way down here and now. It need not lead straight to the bottom.
#
# ## What comes next
#
# Well done. You have seen what learning is, in outline.
#
# - [Exercises for chapter 2](../../exercises/en/02_why_gradients.ipynb): write the confidence, the number of patterns, a random search and a step of the weights yourself.
# - [Chapter 3: Computing a gradient](03_computing_a_gradient.ipynb): here the gradient was used as an arrow. Next you compute it yourself.
# - Looking for a word? See the [glossary](99_glossary.ipynb).
#
# What follows below, “If you want to know more”, is not needed to go on.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：物語の出発点の作り方
#
# 次の決まりに従って計算しました（`course_lib/experiments/cat_story.py`）。
#
# - 重みを全部 0 にします。このとき、どの絵にも 50 % ずつと答えます。
# - **犬の絵だけを 3 枚**見せて、1 枚につき 1 回学習させます。犬しか知らないので、何を見ても「犬」と答えるようになります。
# - 猫の絵を 200 枚描き、「犬」の信頼度がいちばん 80 % に近い 1 枚を選びます。これが「この絵」です。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: how the start of the story was made
#
# It was computed by these rules (`course_lib/experiments/cat_story.py`):
#
# - All weights are set to 0. Then the answer to every picture is 50 % for each.
# - The computer is shown **3 pictures, all of them dogs**, and learns one round from each. Knowing dogs only, it takes everything for a dog.
# - 200 pictures of cats are drawn, and the one for which the confidence in “dog” is nearest to 80 % is chosen. That is our picture.

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：ソフトマックスと、誤差の式
#
# 点数を信頼度に直す**ソフトマックス**は、次の式です。
#
# $$\text{猫の信頼度} = \frac{e^{\text{猫の点数}}}{e^{\text{犬の点数}} + e^{\text{猫の点数}}}$$
#
# $e$ は約 2.718 という数です。$e^{\text{点数}}$ は、$e$ を点数の回数だけ掛けた数です（点数が 1.5 のような半端な数やマイナスでも、なめらかにつながるように決められています）。点数が 1 増えるたびに約 2.7 倍になるので、点数の高いほうが大きな割合を取ります。
#
# 誤差は、正解の信頼度の**対数**にマイナスを付けたものです（−log(信頼度)）。対数は「$e$ を何回掛けるとその数になるか」を答える計算で、信頼度 100 %（1）なら 0、0.2 なら −1.61 です。マイナスを付けて 1.61 にします。この誤差は**交差エントロピー**と呼ばれ、信頼度が 0 に近づくと、どこまでも大きくなります。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: softmax, and the formula of the error
#
# **Softmax**, which turns scores into confidence, is this formula:
#
# $$\text{confidence in cat} = \frac{e^{\text{score of cat}}}{e^{\text{score of dog}} + e^{\text{score of cat}}}$$
#
# $e$ is a number, about 2.718. $e^{\text{score}}$ is $e$ multiplied by itself as many times as the score says (and so defined that it goes on smoothly for scores such as 1.5, and for negative ones). With each further 1 of the score it becomes about 2.7 times as large, so that the higher score takes the larger share.
#
# The error is the **logarithm** of the confidence in the right answer, with a minus: −log(confidence). The logarithm tells how many factors of $e$ make a number. For a confidence of 100 % (1) it is 0, for 0.2 it is −1.61, and the minus makes that 1.61. This error is called **cross-entropy**. As the confidence nears 0, it grows beyond all bounds.

# %% tags=["folded"]
# ja: ソフトマックスを、はじめの点数で計算するコードです。読まなくてもかまいません。
# en: Works out softmax for the first scores. You need not read it.
powers = np.exp(points)
print(words("chapter02.softmax", dog=powers[DOG], cat=powers[CAT], share=100 * powers[DOG] / powers.sum()))

# %% [markdown] lang="ja" tags=["side"]
# ### もっと知りたい人へ：歩数を決めるのは、谷の細長さ
#
# 競走の地形では、数がいくつあっても谷の細長さは 10 でした。細長さ（**条件数**。いちばん急な向きの曲がり方が、いちばんゆるい向きの何倍か）を変えたらどうなるでしょうか。
#
# **予想**：数を 100 個のままにして、細長さを 10 から 100、1,000 へ変えると、勾配で調べる回数はどうなるでしょうか。
# %% [markdown] lang="en" tags=["side"]
# ### If you want to know more: it is narrowness that decides how many steps it takes
#
# On the ground of the race the valleys had a narrowness of 10, however many numbers there were. What if the narrowness changes (the **condition number**: how many times more the ground bends in its steepest direction than in its gentlest)?
#
# **Predict**: with 100 numbers, what happens to the gradient's evaluations as the narrowness goes from 10 to 100 and 1,000?

# %% tags=["C2.6"]
by_number = [evaluations("gradient", 10, slant, n, runs=10) for n in (2, 10, 100, 1000)]
by_narrowness = [evaluations("gradient", narrowness, slant, 100, runs=10) for narrowness in (10, 100, 1000)]
both = [evaluations("gradient", n, slant, n, runs=10) for n in (10, 100, 1000)]

claim(
    "C2.6", "caveat",
    [
        max(by_number) < 1.5 * min(by_number),
        by_narrowness[1] > 3 * by_narrowness[0] and by_narrowness[2] > 3 * by_narrowness[1],
        both[2] > 9 * both[0],
    ],
    least=min(by_number), most=max(by_number), ten=by_narrowness[0], hundred=by_narrowness[1], thousand=by_narrowness[2],
    few=both[0], many=both[2],
)

# %% [markdown] lang="ja"
# 数が 2 個でも 1,000 個でも回数は変わらず、細長さが 10 倍になると、回数は 5 倍ほどになりました。本物のネットワークでは、数が増えると谷も細長くなることが多いので、「数がいくつでも同じ回数で着く」とまでは言えません。変わらないのは、**一歩の料金**です。
# 細長い谷を速く進む工夫は、第7章で学びます。
# %% [markdown] lang="en"
# With 2 numbers and with 1,000 the count was the same; with 10 times the narrowness it was about 5 times as large. In real networks more numbers often come with narrower valleys, so one can't say that any network arrives in the same number of steps. What stays the same is the **price of a step**.
# Chapter 7 is about getting along a narrow valley faster.
