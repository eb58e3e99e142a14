"""Chapter 00: the ball on the hill, the map of the way, and the glossary."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from course_lib.controls.ball_on_hill import BallOnHillControl
from course_lib.controls.quiz import Quiz
from course_lib.plots.ball_on_hill import LEFT, RIGHT, TOP, BallOnHill, height, slope
from course_lib.plots.progress_map import progress_map
from course_lib.plots.style import GREEN, YELLOW
from course_lib.words.catalogue import word_list, words
from course_lib.words.language import LANGUAGES
from rehearsal.readings import gojuon, row_of

ROOT = Path(__file__).parents[2]
BOTTOM = TOP + 4
CODES = sorted(path.stem.partition("_")[0] for path in (ROOT / "solutions").glob("[0-9]*.py"))
SHEETS = [f"{code}_topic" for code in CODES]


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
    return request.param


# The ball on the hill


def test_the_slope_is_that_of_the_ground():
    x, h = np.linspace(LEFT, RIGHT, 81), 1e-6
    np.testing.assert_allclose(slope(x), (height(x + h) - height(x - h)) / (2 * h), atol=1e-8)


@pytest.mark.parametrize(
    ("place", "side"),
    [
        (LEFT, "rises"),
        (TOP, "level"),
        (4.0, "falls"),
        (5.0, "falls"),
        (BOTTOM, "level"),
        (7.1, "rises"),
        (RIGHT, "rises"),
    ],
)
def test_the_sentence_says_which_way_the_ground_tilts(code, place, side):
    control = BallOnHillControl()
    control.place.value = place
    how = words("chapter00.hill.steep" if abs(slope(place)) >= 0.6 else "chapter00.hill.gentle")
    expected = words(f"chapter00.hill.alt_{side}", place=place, slope=round(float(slope(place)), 2), how=how)
    assert control.picture.alt == expected
    assert expected.split("(")[0] in control.stage.alt
    assert "-0.00" not in control.picture.alt


@pytest.fixture(scope="module")
def drawn() -> BallOnHill:
    return BallOnHill()


@pytest.mark.parametrize("place", np.linspace(LEFT, RIGHT, 41))
def test_the_arrow_points_downhill_and_stays_in_the_picture(drawn, place):
    drawn.show(place)
    start, end = drawn.arrow._posA_posB
    if abs(slope(place)) < 0.005:
        assert not drawn.arrow.get_visible()
        return
    assert drawn.arrow.get_visible()
    assert np.sign(end[0] - start[0]) == -np.sign(slope(place))
    assert end[1] < start[1]
    ax = drawn.figure.axes[0]
    assert ax.get_xlim()[0] < end[0] < ax.get_xlim()[1]
    assert height(end[0]) < end[1], "the arrow must not dive into the ground"


def test_the_arrow_is_longer_where_it_is_steeper(drawn):
    def length(place: float) -> float:
        drawn.show(place)
        start, end = np.array(drawn.arrow._posA_posB)
        return float(np.hypot(*(end - start)))

    assert length(3.2) < length(4.0) < length(5.0)


def test_dragging_changes_the_picture_and_dragging_back_restores_it(code):
    control = BallOnHillControl()
    first = control.picture.png()
    control.place.value = RIGHT
    assert control.picture.png() != first
    assert np.asarray(Image.open(io.BytesIO(control.picture.png()))).shape == (450, 900, 3)
    control.place.value = 4.0
    assert control.picture.png() == first


def test_readers_without_a_kernel_see_a_ball_that_rolls():
    control = BallOnHillControl()
    data, metadata = control._repr_mimebundle_()
    assert data["image/png"] == control.picture.png()
    assert metadata["image/png"]["alt"] == data["text/plain"] == control.picture.alt
    assert abs(slope(control.place.value)) > 0.5


def test_the_text_names_the_level_places():
    text = (ROOT / "chapters/00_welcome.py").read_text(encoding="utf-8")
    assert f"place {TOP:.0f}, the top" in text and f"place {BOTTOM:.0f}, the bottom" in text
    level = [x for x in np.arange(LEFT, RIGHT + 0.05, 0.1) if abs(slope(x)) < 0.005]
    np.testing.assert_allclose(level, [TOP, BOTTOM], atol=1e-9)
    assert "vanishes at 2 places" in text and "2 か所" in text


# The question of the throws


def test_the_prediction_called_right_is_what_happens(code):
    throw, misses = 8.0, []
    for _ in range(6):
        misses.append(throw - 5.0)
        throw = throw - 2.1 * misses[-1]
    assert all(before * after < 0 and abs(after) > abs(before) for before, after in itertools.pairwise(misses))
    quiz = Quiz("chapter00.quiz_correction")
    quiz.answer.value = 2
    assert "✓" in quiz.feedback.value
    assert f"{2.1 * 3:.1f}" in word_list("chapter00.quiz_correction.feedback")[0]


# The map


def marks(picture, number):
    """Return the face colours of the marks drawn at a station, and its label."""
    ax = picture.figure.axes[0]
    colours = [line.get_markerfacecolor() for line in ax.lines if list(line.get_xdata()) == [number]]
    (label,) = [text.get_text() for text in ax.texts if getattr(text, "xy", (None,))[0] == number]
    return colours, label


def test_each_station_shows_its_share(code):
    picture = progress_map({SHEETS[0]: 1.0, SHEETS[1]: 0.0, SHEETS[2]: 0.299, SHEETS[3]: 0.999})
    assert marks(picture, 0)[0][-1] == GREEN and "✓ 100 %" in marks(picture, 0)[1]
    assert marks(picture, 1)[0] == ["white"] and "0 %" in marks(picture, 1)[1]
    assert marks(picture, 2)[0][-1] == YELLOW and "29 %" in marks(picture, 2)[1]
    assert marks(picture, 3)[0][-1] == YELLOW and "99 %" in marks(picture, 3)[1]


def test_a_chapter_without_a_sheet_is_still_to_come_and_not_at_nothing(code):
    picture = progress_map({SHEETS[0]: 0.5})
    for number in range(1, len(CODES)):
        label = marks(picture, number)[1]
        assert words("progress_map.to_come") in label and "%" not in label
    assert picture.alt.count("%") == 1


def test_the_slice_is_as_large_as_the_share():
    (wedge,) = [
        line.get_marker()
        for line in progress_map({SHEETS[4]: 0.25}).figure.axes[0].lines
        if line.get_markerfacecolor() == YELLOW
    ]
    corners = wedge.vertices
    # A quarter, clockwise from the top: up and to the right, nothing below or to the left.
    assert corners.min() > -1e-9
    np.testing.assert_allclose(corners.max(axis=0), [1, 1])


def test_only_full_chapters_count_as_complete(code):
    picture = progress_map({name: share for name, share in zip(SHEETS, [1.0, 1.0, 0.999, 0.0], strict=False)})
    assert picture.figure.axes[0].get_title() == words("progress_map.title", complete=2, total=len(CODES))


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="04_topic"):
        progress_map({"04_topic": share})


@pytest.mark.parametrize("share", [None, 0.0, 0.5, 1.0])
def test_no_label_covers_another_or_is_cut_off(code, share):
    picture = progress_map({} if share is None else dict.fromkeys(SHEETS, share))
    picture.png()  # a missing glyph warns here, and a warning is an error
    renderer = FigureCanvasAgg(picture.figure).get_renderer()
    ax = picture.figure.axes[0]
    boxes = [text.get_window_extent(renderer) for text in ax.texts if hasattr(text, "xy")]
    assert len(boxes) == len(CODES)
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    # Nor does a label touch a disc.
    discs = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert len(discs) == len(CODES)
    for disc in discs:
        (x, y), radius = ax.transData.transform(np.ravel(disc.get_xydata())), disc.get_markersize() / 2 * 100 / 72
        for box in boxes:
            assert np.hypot(max(box.x0 - x, 0, x - box.x1), max(box.y0 - y, 0, y - box.y1)) > radius
    width, height_ = picture.figure.canvas.get_width_height()
    for box in boxes:
        assert min(box.x0, box.y0) >= 0 and box.x1 <= width and box.y1 <= height_


def test_the_map_in_words_names_every_chapter_in_order(code):
    alt = progress_map(dict.fromkeys(SHEETS, 0.5)).alt
    assert "\n" not in alt
    places = [alt.index(f"{code} ") for code in CODES]
    assert places == sorted(places)
    assert alt.count("50 %") == len(CODES) > 10


# The glossary

TERMS = """勾配 gradient · 勾配降下法 gradient descent · 学習率 learning rate · 誤差 error · 微分 derivative ·
偏微分 partial derivative · 数値微分 numerical differentiation · 連鎖律 chain rule · 誤差逆伝播法 backpropagation ·
順伝播 forward pass · 勾配消失 vanishing gradient · 勾配爆発 exploding gradient · 残差接続 residual connection ·
正規化 normalization · 勾配クリッピング gradient clipping · 重みの初期化 weight initialization ·
運動量（Momentum） momentum · ミニバッチ mini-batch · 勾配チェック gradient check · ヘッセ行列 Hessian ·
鞍点 saddle point · 局所最小値 local minimum · Adam Adam · RMSProp RMSProp · AdaGrad AdaGrad · NAG NAG ·
AMSGrad AMSGrad · Xavier の初期化 Xavier initialization · He の初期化 He initialization · 標準化 standardization ·
標準偏差 standard deviation · 分散 variance · 中心差分 central difference · 差分商 difference quotient ·
割線 secant · 固有値 eigenvalue · 対数目盛り logarithmic scale · 雑音 noise · 学習率のスケジュール learning-rate schedule · 配列 array ·
倍率 factor · 地形 landscape · 中央値 median · 平均二乗誤差 mean squared error · 最小二乗法 least squares ·
強化学習 reinforcement learning · 方策勾配 policy gradient · 自動微分 automatic differentiation · 丸め rounding ·
損失（損失関数） loss (loss function) · 目的関数 objective function · コスト関数 cost function ·
最急降下法 steepest descent · ハイパーパラメーター hyperparameter · バッチ学習 batch learning ·
オンライン学習 online learning · 逆モード reverse mode · 順モード forward mode · ドロップアウト dropout ·
早期終了 early stopping · Leaky ReLU leaky ReLU · ウォームアップ warm-up · 過学習 overfitting ·
訓練データ training data · テストデータ test data"""

ROW = re.compile(r'^# \| <a id="(.+?)"></a>\*\*(.+?)\*\* \| (.+) \|$', flags=re.MULTILINE)


def glossary_rows(language: str) -> list[tuple[str, str, list[str]]]:
    """Each row of the glossary in its order: the anchor, the term, what stands beside it."""
    text = (ROOT / "chapters/99_glossary.py").read_text(encoding="utf-8")
    japanese, english = text.split('# %% [markdown] lang="en"', 1)
    rows = ROW.findall(japanese if language == "ja" else english)
    return [(anchor, term, [part.strip() for part in rest.split("|")]) for anchor, term, rest in rows]


def glossary(language: str) -> dict[str, list[str]]:
    """For each term the other language's, the sentence, the chapters."""
    rows = glossary_rows(language)
    entries = {term: rest[-3:] for _, term, rest in rows}
    assert len(entries) == len(rows), "a term stands twice"
    return entries


def test_the_glossary_has_every_term_in_both_languages():
    japanese, english = glossary("ja"), glossary("en")
    for pair in TERMS.replace("\n", " ").split("·"):
        found = [term for term, entry in japanese.items() if f"{term} {entry[0]}" == pair.strip()]
        assert found, pair
        assert english[japanese[found[0]][0]][0] == found[0]
    assert {entry[0] for entry in japanese.values()} == set(english)
    assert {entry[0] for entry in english.values()} == set(japanese)


def test_terms_stand_in_the_order_of_dictionaries_each_with_its_reading():
    readings = [rest[0] for _, _, rest in glossary_rows("ja")]
    assert all(re.fullmatch(r"[ぁ-んー（） ]+", reading) for reading in readings)
    assert readings == sorted(readings, key=gojuon)
    english = [term for _, term, _ in glossary_rows("en")]
    assert english == sorted(english, key=str.lower)


def test_links_into_the_glossary_lead_to_a_term():
    anchors = {anchor for anchor, _, _ in glossary_rows("en")}
    links = [
        link
        for path in (*(ROOT / "notebooks" / "en").glob("*.ipynb"), *(ROOT / "exercises" / "en").glob("*.ipynb"))
        for link in re.findall(r"99_glossary\.ipynb#([^)]+)", path.read_text(encoding="utf-8"))
    ]
    assert len(links) >= 8 and not set(links) - anchors


def test_each_heading_of_the_glossary_stands_over_its_own_terms():
    text = (ROOT / "chapters/99_glossary.py").read_text(encoding="utf-8").split("# %%")
    for cell, first_of in ((text[1], lambda row: row_of(row[3].split(" | ")[0])), (text[2], lambda row: row[2][0].upper())):
        sections = re.split(r"^# ## (.+)$", cell, flags=re.MULTILINE)[1:]
        for heading, rows in zip(sections[::2], sections[1::2], strict=True):
            found = list(ROW.finditer(rows))
            assert found and {first_of(row) for row in found} == {heading}


def test_a_term_has_one_anchor_the_same_in_both_languages():
    anchors = {term: anchor for anchor, term, _ in glossary_rows("en")}
    assert len(set(anchors.values())) == len(anchors)
    assert {rest[1]: anchor for anchor, _, rest in glossary_rows("ja")} == anchors


@pytest.mark.parametrize(
    "before, after", [("かくりつ", "がそ"), ("がくしゅう", "がくしゅうりつ"), ("はっさん", "ばっち"), ("ごさ", "こすと")]
)
def test_readings_are_ordered_without_regard_to_voicing(before, after):
    assert gojuon(before) < gojuon(after)


def test_a_long_mark_is_ordered_as_its_vowel():
    assert gojuon("ばー")[0] == "はあ" and gojuon("もーど")[0] == "もおと" and row_of("ぎゃく") == "か行"


def test_each_term_has_one_sentence_and_its_chapters():
    for entries, end in [(glossary("ja"), "。"), (glossary("en"), ".")]:
        for term, (_, sentence, chapters) in entries.items():
            assert sentence.endswith(end) and sentence.count(end) == 1, term
            assert chapters == "–" or all(number.strip().zfill(3 if number.strip().endswith("b") else 2) in CODES for number in re.split("[、,]", chapters)), term
    for ja, (en, _, chapters) in glossary("ja").items():
        assert chapters.replace("、", ", ") == glossary("en")[en][2], ja
