"""Chapter 10: the pieces of the capstone, whose they are, and the network that they make."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.data.digits import digits
from course_lib.exercises.judging import judge
from course_lib.exercises.own_functions import own_functions
from course_lib.exercises.progress import record_solved
from course_lib.exercises.sheets import find_exercise
from course_lib.experiments.capstone import (
    COURSE_PIECES,
    accuracy,
    adam_update,
    backward,
    clip_by_norm,
    forward,
    start_network,
    train_network,
)
from course_lib.experiments.capstone_torch import STORED_SHARES, pytorch_is_here, pytorch_share
from course_lib.sandbox.answers import answer
from course_lib.slopes.differentiation import numerical_gradient
from rehearsal.learner import empty_sheet, fill, right_answers, save, wrong_answers


@pytest.mark.parametrize("name", COURSE_PIECES)
def test_each_piece_of_the_course_passes_its_own_exercise(name):
    _, exercise = find_exercise(name)
    cases = exercise.cases(0)
    verdict = judge(exercise, cases, [answer(COURSE_PIECES[name], inputs) for inputs in cases.inputs])
    assert verdict.outcome == "right", verdict


def test_gradient_of_the_whole_network_is_the_numerical_one():
    rng = np.random.default_rng(0)
    parameters = start_network([5, 4, 3], COURSE_PIECES, rng)
    images, labels = rng.normal(size=(6, 5)), rng.integers(3, size=6)
    gradients = backward(parameters, images, labels, COURSE_PIECES)
    for place, parameter in enumerate(parameters):

        def error(value, place=place):
            _, _, scores = forward([*parameters[:place], value, *parameters[place + 1 :]], images, COURSE_PIECES)
            return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(6), labels]))

        assert gradients[place] == pytest.approx(numerical_gradient(error, parameter, 1e-6), abs=1e-7)


def test_training_learns_and_leaves_the_start_as_it_was():
    images, labels = digits()
    pixels, rng = images.reshape(-1, 64)[:600], np.random.default_rng(0)
    start = start_network([64, 16, 10], COURSE_PIECES, rng)
    before = [parameter.copy() for parameter in start]
    trained = train_network(start, pixels[:400], labels[:400], COURSE_PIECES, 15, rng)
    assert all(np.array_equal(a, b) for a, b in zip(start, before, strict=True))
    assert accuracy(trained, pixels[400:], labels[400:600]) > 0.8 > 0.3 > accuracy(start, pixels[400:], labels[400:600])


def test_pieces_change_nothing_that_they_are_given():
    x, m, v, g = (np.arange(3) for _ in range(4))
    new_x, new_m, _ = adam_update(x, g, m, v, 1, 0.1, 0.9, 0.999, 1e-8)
    clip_by_norm([g], 0.1)
    assert x.tolist() == m.tolist() == v.tolist() == g.tolist() == [0, 1, 2]
    assert new_x.dtype == new_m.dtype == float


@pytest.fixture
def progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "progress.json"))


def sheets_with(tmp_path, answers):
    for name in ("05_backpropagation", "07_optimizers"):
        save(fill(empty_sheet(name, "en"), answers(name)), tmp_path / f"{name}.ipynb")
    return tmp_path


def test_solved_functions_are_the_learner_s_own(tmp_path, progress, speak):
    speak("en")
    folder = sheets_with(tmp_path, right_answers)
    for name in ("dense_forward", "adam_update", "he_std"):
        record_solved(name)
    pieces = own_functions(COURSE_PIECES, folder)
    assert pieces.yours == ["dense_forward", "adam_update"]
    assert pieces["dense_forward"] is not COURSE_PIECES["dense_forward"]
    assert pieces.whose["dense_backward"] == "not_solved" and pieces.whose["he_std"] == "not_found"
    assert pieces["dense_backward"] is COURSE_PIECES["dense_backward"]
    assert "2 of the 12 functions are yours" in repr(pieces) and "exercises for chapter 5" in pieces._repr_html_()
    rng = np.random.default_rng(0)
    assert len(train_network(start_network([4, 3, 2], pieces, rng), np.ones((8, 4)), np.zeros(8, int), pieces, 1, rng)) == 4


def test_a_function_that_is_right_no_longer_is_not_used(tmp_path, progress):
    folder = sheets_with(tmp_path, lambda name: wrong_answers(name, 0))
    record_solved("dense_forward")
    pieces = own_functions(COURSE_PIECES, folder)
    assert pieces.whose["dense_forward"] == "not_right" and not pieces.yours
    assert pieces["dense_forward"] is COURSE_PIECES["dense_forward"]


def test_damaged_sheets_give_nothing_and_unknown_names_are_refused(tmp_path, progress):
    (tmp_path / "05_backpropagation.ipynb").write_text("{ not a notebook")
    record_solved("dense_forward")
    assert own_functions(COURSE_PIECES, tmp_path).whose["dense_forward"] == "not_found"
    with pytest.raises(KeyError, match="no_such_thing"):
        own_functions({"no_such_thing": print}, tmp_path)


def test_pytorch_does_as_the_stored_shares_say():
    assert len(STORED_SHARES) == 5 and min(STORED_SHARES) > 0.9
    if not pytorch_is_here():
        pytest.skip("PyTorch is not installed: the stored shares stand in for it")
    assert pytorch_share(seed=1) == pytest.approx(STORED_SHARES[1], abs=0.01)
