# %% [markdown] lang="ja"
# # 第4章　勾配降下法
#
# 目かくしをして山の中腹に立っているところを思い浮かべてください。足もとの傾きだけは分かります。谷底へ行くには、どうしますか。
# 下っているほうへ一歩進み、また足もとを確かめる。それをくり返すだけです。これが**勾配降下法**です。
#
# まず、さわってみましょう。説明はそのあとです。
#
# **予想**：下の「学習率」を右へ動かすと、赤い玉の一歩は長くなるでしょうか、短くなるでしょうか。ずっと右まで動かすと、何が起こるでしょうか。
# %% [markdown] lang="en"
# # Chapter 4: Gradient descent
#
# Imagine standing blindfolded halfway up a mountain. All you can feel is the slope under your feet. How would you get to the valley?
# Take one step the way the ground falls, feel the slope again, and repeat. That is **gradient descent**.
#
# Touch it first; the explanation comes after.
#
# **Predict**: if you move "Learning rate" below to the right, does each step of the red ball get longer or shorter? And what happens far to the right?

# %% tags=["W4.1"]
from course_lib.controls.learning_rate import LearningRateControl

control = LearningRateControl()
control
