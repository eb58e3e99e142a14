"""Every operation, layer and loss before its judges, and the judges before planted errors."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import elementwise, network_operations, shapes
from tests.engine import engine_judge as judge
from tests.engine.engine_cases import CASES, Case

MODULES = (elementwise, network_operations, shapes)
STORED = judge.stored_answers()
SEEDS = st.integers(0, 2**32 - 1)

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
needs_torch = pytest.mark.skipif(judge.torch is None, reason="PyTorch is not installed: stored answers judge instead")


def stored(case: Case) -> None:
    for question, answer in STORED[case.name]:
        judge.compare(judge.our_answer(case, question), answer)


@every_case
def test_agrees_with_pytorchs_stored_answers(case):
    stored(case)


@needs_torch
@every_case
def test_stored_answers_are_those_of_pytorch(case):
    assert [tuple(x.shape for x in question.inputs) for question, _ in STORED[case.name]] == case.shapes.fixed
    for question, answer in STORED[case.name]:
        judge.compare(answer, judge.torch_answer(case, question))


def test_no_stored_answer_is_left_over():
    assert set(STORED) == {case.name for case in CASES}
    assert len(STORED) == len(CASES)


@needs_torch
@every_case
@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_agrees_with_pytorch_on_random_shapes(case, data):
    shapes = case.shapes.random(lambda low, high: data.draw(st.integers(low, high)))
    question = judge.ask(case, shapes, np.random.default_rng(data.draw(SEEDS)))
    judge.compare(judge.our_answer(case, question), judge.torch_answer(case, question))


@every_case
@settings(max_examples=3, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_gradients_are_those_of_finite_differences(case, data):
    shapes = case.shapes.random(lambda low, high: data.draw(st.integers(low, high)))
    question = judge.ask(case, shapes, np.random.default_rng(data.draw(SEEDS)), smooth=True)
    estimates = judge.estimated_gradients(case, question)
    for ours, estimate in zip(judge.our_answer(case, question).gradients, estimates, strict=True):
        np.testing.assert_allclose(ours, estimate, rtol=1e-6, atol=1e-7)


@every_case
def test_layout_in_memory_makes_no_difference(case):
    def scatter(x: np.ndarray) -> np.ndarray:
        """The same numbers, not one beside the other and in the other order of axes."""
        roomy = np.zeros([2 * n for n in x.T.shape])
        window = roomy[(*(slice(None, None, 2) for _ in x.shape), ...)].T
        window[...] = x
        return window

    for question, answer in STORED[case.name]:
        scattered = judge.Question([scatter(x) for x in question.inputs], scatter(question.start))
        judge.compare(judge.our_answer(case, scattered), answer)


RULES = [
    (module, name)
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


def spoilt(operation, place, harm):
    """Return the operation with one backward rule spoilt; ``place`` counts from the end, as parts may be many."""

    def planted(*arrays, **options):
        result, rules = operation(*arrays, **options)
        rules = list(rules)
        rule = rules[place]
        rules[place] = lambda g: harm(rule(g))
        return result, tuple(rules)

    planted.__name__ = operation.__name__
    return planted


@pytest.mark.parametrize(("module", "name"), RULES, ids=[name for _, name in RULES])
@pytest.mark.parametrize(
    "harm", [lambda g: 1.01 * g, lambda g: 0 * g, lambda g: -g], ids=["a hundredth more", "forgotten", "sign turned"]
)
def test_a_planted_error_in_any_backward_rule_is_noticed(monkeypatch, module, name, harm):
    operation = getattr(module, name)
    on_trial = [case for case in CASES if case.operation == name]
    assert on_trial, f"no case puts {name} on trial"
    parameters = inspect.signature(operation).parameters.values()
    inputs = sum(p.kind is p.POSITIONAL_OR_KEYWORD for p in parameters) or 3
    for place in range(inputs):
        with monkeypatch.context() as planted:
            planted.setattr(module, name, spoilt(operation, place, harm))
            assert any(is_noticed(case) for case in on_trial), f"rule {place} of {name}"


def is_noticed(case: Case) -> bool:
    try:
        stored(case)
    except AssertionError:
        return True
    return False


def test_the_judge_notices_shared_memory(monkeypatch):
    """Two gradients that are one array would change together."""
    monkeypatch.setattr(elementwise, "multiply", lambda a, b: (a * b, (lambda g: a, lambda g: a)))
    case = next(case for case in CASES if case.name == "multiply")
    with pytest.raises(AssertionError, match="share memory"):
        stored(case)
