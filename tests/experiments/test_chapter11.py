"""Chapter 11: the code of the course beside PyTorch's, with PyTorch where it is and with its kept answers where it isn't."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from course_lib.exercises.sheets import load_sheet
from course_lib.experiments.capstone_torch import pytorch_is_here
from course_lib.experiments.pytorch_answers import FILE, in_pytorch
from course_lib.plots.reset_forgotten import reset_forgotten
from course_lib.sandbox.answers import answer
from course_lib.words.language import LANGUAGES
from tests.reference.make_pytorch_answers import answers, code_cells

KEPT = json.loads(FILE.read_text(encoding="utf-8"))["answers"]


@pytest.fixture
def no_pytorch(monkeypatch):
    """Make PyTorch look as if it were not installed, wherever it is."""
    for name in [name for name in sys.modules if name.startswith("torch.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)


def run(change=lambda code: code):
    """Run the cells in order, in which the course's numbers are compared with PyTorch's to a millionth."""
    namespace = {}
    for code in code_cells():
        exec(change(code), namespace)  # the course's own cells
    return namespace


def test_the_kept_answers_are_those_of_pytorch():
    pytest.importorskip("torch", reason="PyTorch is not installed: its kept answers stand as they are")
    found = answers()
    assert found.keys() == KEPT.keys()
    for name, numbers in found.items():
        np.testing.assert_allclose(numbers, KEPT[name], rtol=1e-10, atol=1e-12, err_msg=name)


def test_pytorch_can_be_hidden(no_pytorch):
    assert not pytorch_is_here()
    with pytest.raises(ImportError):
        import torch  # noqa: F401


def test_the_chapter_runs_without_pytorch(no_pytorch, capsys, speak):
    speak("en")
    run()
    lines = capsys.readouterr().out.splitlines()
    # Each line has both answers, written alike.
    beside = [line.partition("course")[2].split("   PyTorch") for line in lines if "   PyTorch" in line]
    assert len(beside) == 12 and all(ours == theirs for ours, theirs in beside)


FAULTS = {
    "the rate of the steps": ("w.data = w.data - 0.1 * w.grad\n    ours", "w.data = w.data - 0.1001 * w.grad\n    ours"),
    "a setting of an optimizer": ("RMSProp(0.1)", "RMSProp(0.1, beta=0.9)"),
    "two optimizers exchanged": ("Momentum(0.02), NAG(0.02)", "NAG(0.02), Momentum(0.02)"),
    "AMSGrad for Adam": ("AMSGrad(0.1)", "Adam(0.1)"),
    "no clipping": ("for parameter in parameters], 1.0)", "for parameter in parameters], 1e9)"),
    "the initialization": ("he_std(64)", "he_std(65)"),
    "the gradient": ("return w.grad", "return 2 * w.grad"),
    "softmax once": ("Tensor(scores).softmax()", "Tensor(scores)"),
}


@pytest.mark.parametrize("old, new", FAULTS.values(), ids=FAULTS)
def test_a_difference_is_noticed(old, new, no_pytorch):
    assert sum(old in code for code in code_cells()) == 1
    with pytest.raises(AssertionError):
        run(lambda code: code.replace(old, new))


def test_a_function_whose_answer_was_not_kept_is_named(no_pytorch):
    def never_asked():
        raise NotImplementedError

    with pytest.raises(KeyError, match="never_asked"):
        in_pytorch(never_asked)


def in_torch(name, *inputs):
    """What PyTorch itself does in an exercise: the function that the sheet's stand-in stands for."""
    import torch

    tensors = [torch.tensor(np.asarray(one, dtype=float)) if isinstance(one, np.ndarray) else one for one in inputs]
    if name == "score_error":
        return torch.nn.CrossEntropyLoss()(*tensors[:1], torch.tensor(inputs[1])).item()
    if name == "normalized":
        batch, mean, spread, training = tensors
        layer = torch.nn.BatchNorm1d(1, eps=1e-14, affine=False).double().train(training)
        layer.running_mean[:], layer.running_var[:] = mean, spread**2
        return layer(batch[:, None])[:, 0].numpy()
    x, y, rate, steps = tensors
    parameters = [torch.zeros((), dtype=torch.float64, requires_grad=True) for _ in range(1 if name == "learn_slope" else 2)]
    optimizer = torch.optim.SGD(parameters, lr=rate)
    for _ in range(steps):
        optimizer.zero_grad()
        ((parameters[0] * x + sum(parameters[1:]) - y) ** 2).mean().backward()
        optimizer.step()
    found = tuple(parameter.item() for parameter in parameters)
    return found if len(found) > 1 else found[0]


@pytest.mark.parametrize("name", ["learn_slope", "learn_line", "score_error", "normalized"])
def test_the_stand_ins_of_the_sheet_do_as_pytorch_does(name):
    pytest.importorskip("torch", reason="PyTorch is not installed: nothing to compare the stand-ins with")
    exercise = load_sheet("11_pytorch").exercises[name]
    for inputs in exercise.cases(0).inputs:
        np.testing.assert_allclose(answer(exercise.reference, inputs).value, in_torch(name, *inputs), rtol=1e-10, atol=1e-10)


def test_pytorch_without_the_reset_does_as_the_sheet_s_broken_script():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    exercise = load_sheet("11_pytorch").exercises["learn_slope"]
    x, y, rate, steps = exercise.cases(0).inputs[0]
    w = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=rate)
    for _ in range(steps):
        ((w * torch.tensor(x) - torch.tensor(y)) ** 2).mean().backward()
        optimizer.step()
    assert exercise.shipped(x, y, rate, steps) == pytest.approx(w.item())


def test_what_the_chapter_says_of_linear_and_of_whole_numbers_is_so():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    spread = torch.nn.Linear(64, 4096).weight.std().item()
    assert spread == pytest.approx(1 / np.sqrt(3 * 64), rel=0.02)
    with pytest.raises(RuntimeError, match="floating point"):
        torch.tensor(3, requires_grad=True)
    w = torch.tensor(0.0, requires_grad=True)
    (w * 2).backward()
    with pytest.raises(RuntimeError, match="leaf Variable"):
        w -= 0.1 * w.grad
    moved = w - 0.1 * w.grad
    (moved * 2).backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert moved.grad is None
    error = w * w
    error.backward()
    with pytest.raises(RuntimeError, match="second time"):
        error.backward()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_where_both_trainings_go(language, speak):
    speak(language)
    picture = reset_forgotten([0.0, 1.0, 1.5], [0.0, 2.5, -1.25], bottom=2.0)
    assert all(number in picture.alt for number in ("1.50", "2.50", "−1.25")) and "{" not in picture.alt
    drawn = [list(line.get_ydata()) for line in picture.figure.axes[0].lines]
    assert [0.0, 1.0, 1.5] in drawn and [0.0, 2.5, -1.25] in drawn


def test_forgetting_the_reset_is_momentum_that_keeps_all_of_its_velocity(no_pytorch, speak):
    speak("en")
    path = run()["path"](forgotten=True)
    w, velocity, places = 0.0, 0.0, [0.0]
    for _ in range(len(path) - 1):
        velocity = 1.0 * velocity + np.mean(2 * (w * np.array([1.0, 2.0]) - np.array([2.0, 4.0])) * np.array([1.0, 2.0]))
        w -= 0.1 * velocity
        places.append(w)
    np.testing.assert_allclose(path, places, atol=1e-12)
