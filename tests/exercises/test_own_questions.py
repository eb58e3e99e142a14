"""Questions asked anew for each learner: all variants are as hard, each mistake is named in each, none answers another."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache

import numpy as np
import pytest

from course_lib.exercises import checking
from course_lib.exercises.checking import check
from course_lib.exercises.judging import OTHERS_NUMBERS, judge
from course_lib.exercises.own_questions import (
    BALLS,
    CORNERS,
    HEIGHT,
    KINDS,
    MAPS,
    PATHS,
    STRETCHES,
    WIDTH,
    balls_of,
    path_of,
)
from course_lib.exercises.sheet import OwnNumbers, Sheet
from course_lib.exercises.sheets import find_exercise, load_sheet, sheet_names
from course_lib.exercises.stored import read_exercises
from course_lib.exercises.storing import store
from course_lib.exercises.submission import variants_in
from course_lib.grading.release.answer_search import answers_given_away
from course_lib.grading.release.own_sheets import own_sheet
from course_lib.plots import reading
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from tests.conftest import ROOT
from tests.controls.test_chapter01 import pixels

QUESTIONS = [
    (sheet, exercise) for sheet in map(load_sheet, sheet_names()) for exercise in sheet.exercises.values() if exercise.own
]
each_question = pytest.mark.parametrize("sheet, exercise", QUESTIONS, ids=[exercise.name for _, exercise in QUESTIONS])


@cache
def cases_of(name, variant, seed=0):
    _, exercise = find_exercise(name)
    return exercise.cases(seed, variant)


def rights(exercise):
    return {variant: cases_of(exercise.name, variant).expected for variant in range(exercise.variants + 1)}


def told(answers):
    """Return answers as values that can be compared: letters, or numbers rounded far more than the tolerance is."""
    return tuple(one.value if isinstance(one.value, str) else round(float(one.value), 4) for one in answers)


def test_the_questions_are_those_that_the_guide_lists():
    assert [exercise.name for _, exercise in QUESTIONS] == ["slope_at", "rolls_toward", "five_points", "cure"]
    guide = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
    for _, exercise in QUESTIONS:
        assert re.search(rf"`{exercise.name}`.*\b{exercise.variants}\b", guide), exercise.name


@each_question
def test_the_sheet_as_it_is_built_is_a_variant_like_the_others(sheet, exercise):
    for (mark,) in cases_of(exercise.name, 0).inputs:
        assert exercise.own.right(mark, variant=0) == exercise.reference(mark)
        for mistake in exercise.mistakes:
            assert mistake.own(mark, variant=0) == mistake.implementation(mark), mistake.name


@each_question
def test_in_each_variant_the_answer_is_right_and_each_mistake_is_named(sheet, exercise):
    for seed in (0, 1, 2):
        for variant in range(1, exercise.variants + 1):
            cases = exercise.cases(seed, variant)
            assert judge(exercise, cases, cases.expected).outcome == "right"
            for mistake in exercise.mistakes:
                verdict = judge(exercise, cases, cases.mistaken[mistake.name])
                assert (verdict.outcome, verdict.mistake) == ("wrong", mistake.name), f"variant {variant}"


@each_question
def test_what_is_right_in_one_variant_is_known_for_that_in_all_others(sheet, exercise):
    right = rights(exercise)
    assert len({told(answers) for answers in right.values()}) == len(right)
    for variant, step in itertools.product(right, (1, 2, exercise.variants)):
        other = (variant + step) % len(right)
        verdict = judge(exercise, cases_of(exercise.name, variant), right[other])
        assert verdict.outcome == "wrong"
        if variant:  # else nobody has a question of their own
            assert verdict.mistake == f"{OTHERS_NUMBERS}{other}"


@each_question
def test_no_mistake_leads_to_what_is_right_in_another_variant(sheet, exercise):
    right = {told(answers): variant for variant, answers in rights(exercise).items()}
    for variant in right.values():
        for name, answers in cases_of(exercise.name, variant).mistaken.items():
            assert told(answers) not in right, f"{name} in variant {variant}"


@each_question
def test_what_is_stored_for_learners_judges_as_the_sheet_with_its_answers(sheet, exercise):
    alone = Sheet("")
    alone.exercises = {exercise.name: exercise}
    stored = read_exercises(store(alone))[exercise.name]
    assert stored.variants == exercise.variants
    for variant in range(exercise.variants + 1):
        ours, theirs = cases_of(exercise.name, variant), stored.cases(0, variant)
        given = [ours.expected, *ours.mistaken.values(), *list(ours.others.values())[:2]]
        for answers in given:
            verdicts = [judge(one, cases, answers) for one, cases in ((exercise, ours), (stored, theirs))]
            assert verdicts[0] == verdicts[1]
        assert len(theirs.others) == len(ours.others)
    for bad in (-1, stored.variants + 1):
        for one in (exercise, stored):
            with pytest.raises(ValueError, match=f"none of the number {bad}"):
                one.cases(0, bad)


@each_question
def test_check_judges_by_the_number_in_the_sheet(sheet, exercise, monkeypatch):
    monkeypatch.setattr(checking, "record_solved", lambda name: None)
    answers = {mark: exercise.own.right(mark, variant=3) for (mark,) in cases_of(exercise.name, 3).inputs}

    def given(mark):
        return answers[mark]

    given.__name__ = exercise.name
    assert check(given, variant=3).text == words("check.right")
    assert check(given, variant=4).text == words("check.others_numbers")
    assert check(given).tone == "wrong"
    for nonsense in (-1, exercise.variants + 1, "3", None, 3.0):
        assert check(given, variant=nonsense).text == words("check.no_variant", name=exercise.name)


def test_an_exercise_without_variants_has_none():
    _, exercise = find_exercise("double")
    assert exercise.variants == 0
    with pytest.raises(ValueError, match="none of the number 1"):
        exercise.cases(0, 1)


def test_a_mistake_in_a_question_asked_anew_needs_its_form_there():
    sheet = Sheet("trial")

    def one():
        return 1

    sheet.exercise(one, points=1, inputs=lambda rng: [()], ja=["", "", ""], en=["", "", ""], own=OwnNumbers(1, one, str))
    with pytest.raises(ValueError, match="own="):
        sheet.mistake(one, ja="", en="")(lambda: 2)


# What is asked is of the same kind everywhere


@pytest.mark.parametrize("variant", range(PATHS + 1))
def test_each_path_has_one_stretch_of_each_kind_and_fits_on_the_paper(variant):
    corners = np.array(path_of(variant))
    stretches = [tuple(int(step) for step in stretch) for stretch in np.diff(corners, axis=0)]
    assert stretches[0] == (2, 2), "the worked example of the text"
    found = [[kind for kind, known in KINDS.items() if stretch in known] for stretch in stretches[1:]]
    assert variant == 0 or sorted(found) == sorted([kind] for kind in KINDS)
    for (width, height), (next_width, next_height) in itertools.pairwise(stretches if variant else []):
        assert not height < 0 < next_height or width + next_width >= 4, "two names in a narrow valley"
    assert len({up / right for right, up in stretches}) == len(STRETCHES), "two slopes are the same"
    assert corners.min() == 0 and corners[-1, 0] <= WIDTH and corners[:, 1].max() <= HEIGHT
    assert path_of(0) == CORNERS


def test_each_map_has_a_ball_in_each_kind_of_place():
    assert balls_of(0) == BALLS
    for variant in range(MAPS + 1):
        balls = balls_of(variant)
        assert sorted(balls) == list("ABCDEF")
        assert {balls[mark] for mark in "ABEF"} == {BALLS[mark] for mark in "ABEF"}
        for mark in "CD":  # off the axes, and the way down is not toward the star
            east, north = balls[mark]
            assert abs(1.2 * east) < 0.5 * abs(24 * north) and abs(east) > 2 * abs(north) > 0
    with pytest.raises(ValueError, match="none of the number"):
        balls_of(MAPS + 1)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("variant", [0, 1, 2, 3])
def test_pictures_show_what_is_asked_and_say_it(code, variant, speak):
    speak(code)
    paper, chart = reading.squared_paper(variant), reading.contour_map(variant)
    (path,) = paper.figure.axes[0].lines
    np.testing.assert_array_equal(np.transpose(path.get_data()), path_of(variant))
    right, up = np.subtract(path_of(variant)[2], path_of(variant)[1])
    assert words("reading.stretch_" + ("level" if up == 0 else "up" if up > 0 else "down"), name="A", right=right, up=abs(up)) in paper.alt
    drawn = [line.get_xydata()[0].tolist() for line in chart.figure.axes[0].lines[1:]]
    assert drawn == [list(place) for _, place in sorted(balls_of(variant).items())]
    assert all(re.search(rf"\b{mark}\b|{mark} は", chart.alt) for mark in "ABCDEF")
    assert pixels(paper.png()).shape[2] == pixels(chart.png()).shape[2] == 3


# Sheets of one's own


@cache
def built(sheet, language):
    return (ROOT / "exercises" / language / f"{sheet}.ipynb").read_text(encoding="utf-8")


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", dict.fromkeys(sheet.name for sheet, _ in QUESTIONS))
def test_a_sheet_of_ones_own_differs_in_its_questions_alone(name, language, tmp_path):
    sheet = load_sheet(name)
    variants = {exercise.name: 5 for one, exercise in QUESTIONS if one is sheet}
    before = json.loads(built(name, language))
    after = own_sheet(json.loads(built(name, language)), sheet, variants)
    assert len(before["cells"]) == len(after["cells"])
    changed = [(a, b) for a, b in zip(before["cells"], after["cells"], strict=True) if a != b]
    assert len(changed) == 2 * len(variants)
    for _, cell in changed:
        assert not cell.get("outputs"), "an output shows the question of the sheet as it is built"
    for exercise in variants:
        assert sum(f"\ncheck({exercise}, variant=5)" in source for source in sources(after)) == 1
    path = tmp_path / f"{name}.ipynb"
    path.write_text(json.dumps(after), encoding="utf-8")
    assert variants_in(path) == variants
    assert answers_given_away({f"exercises/{language}/{name}.ipynb": path.read_bytes()}) == []


def test_a_sheet_whose_question_is_not_found_is_no_sheet_of_ones_own():
    for there, instead in (("- a: call", "- a; call"), ("check(cure)", "check( cure)")):
        notebook = json.loads(built("11_pytorch", "en").replace(there, instead))
        with pytest.raises(ValueError, match="cure is not found"):
            own_sheet(notebook, load_sheet("11_pytorch"), {"cure": 2})


def choices(text, mark):
    """Return the answers that a text offers to a question, by letter."""
    (line,) = re.findall(rf"^- \*\*{mark}\*\*.*$", text, flags=re.MULTILINE)
    found = re.split(r"(?:(?<=\?)|;) ([a-c]): |　([a-c]) ", line)
    parts = [part for part in found if part is not None]
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_letters_stand_before_the_same_texts_in_every_order(language):
    (question,) = [text for text in sources(json.loads(built("10_summary", language))) if "- **A**" in text and "- **E**" in text]
    (cures,) = [text for text in sources(json.loads(built("11_pytorch", language))) if "- **F**" in text]
    _, five = find_exercise("five_points")
    _, cure = find_exercise("cure")
    for variant in range(five.variants + 1):
        again = five.own.reword(question, variant)
        for mark in "ABCDE":
            ours, theirs = choices(question, mark), choices(again, mark)
            assert list(theirs) == ["a", "b", "c"] and sorted(ours.values()) == sorted(theirs.values())
            assert theirs[five.own.right(mark, variant=variant)] == ours[five.reference(mark)]
            for mistake in five.mistakes:
                assert theirs[mistake.own(mark, variant=variant)] == ours[mistake.implementation(mark)]
        # Nothing else has changed, and the example is never right.
        assert sorted(again) == sorted(question) and five.own.right("A", variant=variant) != "c"
    for variant in range(cure.variants + 1):
        again = cure.own.reword(cures, variant)
        ours, theirs = (dict(re.findall(r"^- ([a-f])(?:: |　)(.*)$", text, flags=re.MULTILINE)) for text in (cures, again))
        assert list(theirs) == list("abcdef")
        assert all(theirs[cure.own.right(mark, variant=variant)] == ours[cure.reference(mark)] for mark in "ABCDEF")
        assert sorted(again) == sorted(cures) and cure.own.right("A", variant=variant) != "b"
