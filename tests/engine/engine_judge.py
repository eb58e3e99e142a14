"""The judge of the engines: PyTorch where it is installed, its stored answers and finite differences everywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from course_lib.engine.tensor import Tensor
from course_lib.engine.value import Value
from course_lib.slopes.differentiation import numerical_gradient
from tests.engine.engine_cases import Case

try:
    import torch
except ImportError:
    torch = None

STORED = Path(__file__).parents[1] / "reference" / "engines.npz"
EXACT = {"rtol": 1e-10, "atol": 1e-12}


@dataclass(frozen=True)
class Question:
    """Inputs of a case, and the gradient to start the way back from."""

    inputs: list[np.ndarray]
    start: np.ndarray


@dataclass(frozen=True)
class Answer:
    """A case's result, and the gradients of Σ start × result with respect to its inputs."""

    result: np.ndarray
    gradients: list[np.ndarray]


def ask(case: Case, shapes: tuple[tuple[int, ...], ...], rng: np.random.Generator, smooth: bool = False) -> Question:
    """Draw a question; ``smooth`` keeps away from kinks, where finite differences have no answer."""
    draw = case.smooth if smooth else case.draw
    inputs = [draw(rng, shape) for shape in shapes]
    if case.kind is Value:
        return Question(inputs, np.ones(()))
    return Question(inputs, rng.normal(size=case.ours(*map(Tensor, inputs)).shape))


def our_answer(case: Case, question: Question) -> Answer:
    """Answer with the course's engine, and see to it that nothing shares memory with anything or changes it."""
    if case.kind is Value:
        values = [Value(float(x)) for x in question.inputs]
        result = case.ours(*values)
        result.backward()
        return Answer(np.array(result.data), [np.array(v.grad) for v in values])
    before = [x.copy() for x in question.inputs]
    tensors = [Tensor(x) for x in question.inputs]
    start = question.start.copy()
    result = case.ours(*tensors)
    data = result.data.copy()
    result.backward(start)
    gradients = [t.grad for t in tensors]
    for x, t, gradient, old in zip(question.inputs, tensors, gradients, before, strict=True):
        assert type(gradient) is np.ndarray and gradient.dtype == np.float64
        assert gradient.shape == t.data.shape == x.shape
        np.testing.assert_array_equal(x, old, "an operation changed what it was given")
        np.testing.assert_array_equal(t.data, old, "an operation changed its input")
    np.testing.assert_array_equal(result.data, data, "backward changed the result")
    np.testing.assert_array_equal(start, question.start, "backward changed the gradient it was given")
    arrays = [result.data, start, *gradients, *question.inputs, *(t.data for t in tensors)]
    for one, other in combinations(arrays, 2):
        assert not np.shares_memory(one, other), "two arrays share memory"
    return Answer(data, gradients)


def torch_answer(case: Case, question: Question) -> Answer:
    """Answer with PyTorch in double precision."""
    tensors = [torch.tensor(x, requires_grad=True) for x in question.inputs]
    result = case.theirs(torch, *tensors)
    gradients = torch.autograd.grad(result, tensors, torch.tensor(question.start), allow_unused=True)
    return Answer(
        result.detach().numpy(),
        [np.zeros(x.shape) if g is None else g.numpy() for x, g in zip(question.inputs, gradients, strict=True)],
    )


def estimated_gradients(case: Case, question: Question) -> list[np.ndarray]:
    """Estimate the gradients with finite differences of the course's own results."""

    def height(place: int, moved: np.ndarray) -> float:
        inputs = [moved if i == place else x for i, x in enumerate(question.inputs)]
        if case.kind is Value:
            return float(case.ours(*(Value(float(x)) for x in inputs)).data)
        return float((case.ours(*map(Tensor, inputs)).data * question.start).sum())

    return [numerical_gradient(lambda x, i=i: height(i, x), x) for i, x in enumerate(question.inputs)]


def compare(ours: Answer, theirs: Answer) -> None:
    """Fail unless both answers agree to 1e-10."""
    assert ours.result.shape == theirs.result.shape
    np.testing.assert_allclose(ours.result, theirs.result, **EXACT)
    for mine, other in zip(ours.gradients, theirs.gradients, strict=True):
        np.testing.assert_allclose(mine, other, **EXACT)


def stored_answers() -> dict[str, list[tuple[Question, Answer]]]:
    """Read the questions and PyTorch's answers, by the name of the case."""
    with np.load(STORED) as file:
        numbers, index = file["numbers"], json.loads(str(file["index"]))
    place = 0

    def take(shape: list[int]) -> np.ndarray:
        nonlocal place
        size = int(np.prod(shape))
        place += size
        return numbers[place - size : place].reshape(shape)

    return {
        name: [
            (
                Question([take(s) for s in entry["inputs"]], take(entry["result"])),
                Answer(take(entry["result"]), [take(s) for s in entry["inputs"]]),
            )
            for entry in entries
        ]
        for name, entries in index.items()
    }


def store_answers(answers: dict[str, list[tuple[Question, Answer]]]) -> None:
    """Write questions and answers in the order in which `stored_answers` reads them."""
    pairs = [pair for entries in answers.values() for pair in entries]
    arrays = [a for q, answer in pairs for a in (*q.inputs, q.start, answer.result, *answer.gradients)]
    index = {
        name: [{"inputs": [x.shape for x in q.inputs], "result": answer.result.shape} for q, answer in entries]
        for name, entries in answers.items()
    }
    np.savez_compressed(STORED, numbers=np.concatenate([a.ravel() for a in arrays]), index=json.dumps(index))
