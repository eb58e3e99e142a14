"""Optimizers: step by step as PyTorch's over 200 steps, and what the shared part promises."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.descent.gradient_descent import gradient_descent
from course_lib.descent.schedules import exponential_decay
from course_lib.engine.tensor import Tensor
from course_lib.ground.landscapes import bowl, rosenbrock, valley
from course_lib.optimizers import rules as optimizers
from course_lib.optimizers.base import BLOCK, Optimizer, optimizer_path
from course_lib.optimizers.rules import NAG, OPTIMIZERS, SGD, AdaGrad, Adam, AdamW, AMSGrad, Momentum, RMSProp
from tests.reference import optimizers as reference

every_optimizer = pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.__name__)


@dataclass
class Parameter:
    data: np.ndarray
    grad: np.ndarray | None = None

    def in_place(self) -> np.ndarray:
        return self.data


def our_run(name: str) -> np.ndarray:
    """All parameters after each step of our optimizer, shape (200, 6)."""
    kind, settings, _, _ = reference.RUNS[name]
    optimizer = getattr(optimizers, kind)(**settings)
    arrays = reference.start()
    path = []
    for step in range(reference.STEPS):
        optimizer.update(arrays, reference.gradients(arrays, step))
        path.append(np.concatenate([x.ravel() for x in arrays]))
    return np.array(path)


@pytest.mark.parametrize("name", reference.RUNS)
def test_every_step_is_that_of_the_stored_torch_run(name: str) -> None:
    with np.load(reference.FILE) as stored:
        np.testing.assert_allclose(our_run(name), stored[f"run {name}"], rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", reference.RUNS)
def test_every_step_is_that_of_the_installed_torch(name: str) -> None:
    pytest.importorskip("torch")
    np.testing.assert_allclose(our_run(name), reference.torch_run(name), rtol=1e-10, atol=1e-10)


def test_what_is_stored_is_what_the_installed_torch_does() -> None:
    pytest.importorskip("torch")
    fresh = reference.all_of_torch()
    with np.load(reference.FILE) as stored:
        assert {*fresh} == {*stored.files} - {"made_with"}
        for name, values in fresh.items():
            np.testing.assert_allclose(values, stored[name], rtol=1e-12, atol=1e-12, err_msg=name)


def test_the_runs_cover_every_optimizer_and_are_no_two_alike() -> None:
    assert {kind for kind, *_ in reference.RUNS.values()} == {kind.__name__ for kind in OPTIMIZERS}
    runs = {name: our_run(name)[-1] for name in reference.RUNS if name != "momentum_0"}
    for name, end in runs.items():
        assert not any(np.allclose(end, other, rtol=1e-6) for key, other in runs.items() if key != name), name


# The formulas by hand


def test_first_steps_by_hand() -> None:
    """Two steps with gradients 2 and −1 from 1, worked out on paper from the published formulas."""
    root = math.sqrt
    expected = [
        (SGD(rate=0.1), (0.8, 0.9)),
        (Momentum(rate=0.1, momentum=0.5), (0.8, 0.8)),
        (NAG(rate=0.1, momentum=0.5), (1 - 0.1 * 3, 0.7 - 0.1 * (-1 + 0.5 * 0))),
        (AdaGrad(rate=0.1, epsilon=0), (0.9, 0.9 + 0.1 / root(5))),
        (RMSProp(rate=0.1, beta=0.5, epsilon=0), (1 - 0.2 / root(2), 1 - 0.2 / root(2) + 0.1 / root(1.5))),
        (Adam(rate=0.1, beta1=0.5, beta2=0.5, epsilon=0), (0.9, 0.9)),
        (AMSGrad(rate=0.1, beta1=0.5, beta2=0.5, epsilon=0), (0.9, 0.9)),
    ]
    for optimizer, points in expected:
        x = np.array([1.0])
        for gradient, point in zip((2.0, -1.0), points, strict=True):
            optimizer.update([x], [np.array([gradient])])
            assert x[0] == pytest.approx(point, rel=1e-14), optimizer


def test_the_settings_of_the_article_are_adams_defaults() -> None:
    assert Adam() == Adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8)


@given(scale=st.floats(-8, 8).map(lambda e: 10**e), sign=st.sampled_from([-1, 1]))
def test_adams_first_step_is_the_rate_whatever_the_gradients_size(scale: float, sign: int) -> None:
    x = np.zeros(1)
    Adam(rate=0.01, epsilon=1e-16).update([x], [np.array([sign * scale])])
    assert x[0] == pytest.approx(-sign * 0.01, rel=1e-6)


def test_adam_without_momentum_is_rmsprop_with_the_correction_for_the_start() -> None:
    landscape = rosenbrock()
    adam = optimizer_path(Adam(rate=0.01, beta1=0, epsilon=0), landscape.gradient, landscape.start, 100)
    rmsprop = optimizer_path(
        RMSProp(rate=0.01, beta=0.999, epsilon=0),
        landscape.gradient,
        landscape.start,
        100,
        schedule=lambda step: 0.01 * math.sqrt(1 - 0.999 ** (step + 1)),
    )
    np.testing.assert_allclose(adam, rmsprop, rtol=1e-8)


def test_momentum_0_is_plain_descent_and_so_is_nag() -> None:
    landscape = valley()
    plain = gradient_descent(landscape.gradient, landscape.start, 0.5, 50)
    for optimizer in (SGD(rate=0.5), Momentum(rate=0.5, momentum=0), NAG(rate=0.5, momentum=0)):
        np.testing.assert_allclose(optimizer_path(optimizer, landscape.gradient, landscape.start, 50), plain)


def test_amsgrad_takes_no_longer_steps_after_a_gradient_that_was_once_large() -> None:
    def last_step(optimizer: Optimizer) -> float:
        x = np.zeros(1)
        for gradient in [10.0] + [0.1] * 100:
            before = x[0]
            optimizer.update([x], [np.array([gradient])])
        return float(before - x[0])

    settings = {"rate": 0.01, "beta1": 0.0, "beta2": 0.9}
    assert last_step(Adam(**settings)) == pytest.approx(0.01, rel=0.1)
    assert last_step(AMSGrad(**settings)) < 0.001


def test_adamw_shrinks_weights_that_have_no_gradient() -> None:
    x = np.array([2.0])
    AdamW(rate=0.1, weight_decay=0.5).update([x], [np.zeros(1)])
    assert x[0] == pytest.approx(2 * 0.95)


# What all share


@every_optimizer
def test_it_reaches_the_bottom_of_a_bowl(kind: type[Optimizer]) -> None:
    path = optimizer_path(kind(), bowl().gradient, [1.0], 5000)
    assert abs(path[-1, 0]) < 0.25 * abs(path[0, 0])
    settled = optimizer_path(kind(rate=0.1), bowl().gradient, [1.0], 2000, lambda t: exponential_decay(0.1, t, 0.998))
    assert abs(settled[-1, 0]) < 0.01


@every_optimizer
@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])
def test_large_arrays_move_as_their_parts_would(kind: type[Optimizer], size: int) -> None:
    rng = np.random.default_rng(0)
    whole = rng.standard_normal(size)
    parts = [part.copy() for part in np.array_split(whole, 7)]
    of_whole, of_parts = kind(rate=0.1), kind(rate=0.1)
    for _ in range(3):
        gradient = rng.standard_normal(size)
        of_whole.update([whole], [gradient])
        of_parts.update(parts, np.array_split(gradient, 7))
    np.testing.assert_array_equal(whole, np.concatenate(parts))


@every_optimizer
def test_arrays_of_any_layout_are_moved_where_they_are(kind: type[Optimizer]) -> None:
    """A transposed array, every second column, one of no axes and one of no numbers, larger than a block too."""
    rng = np.random.default_rng(0)
    base = rng.standard_normal((150, 260))
    views = [base.T, base[:, ::2], np.array(1.5), np.empty((0, 2)), np.asfortranarray(base)]
    for view in views:
        expected, gradient = view.copy(order="C"), rng.standard_normal(view.shape)
        before = np.array(view)
        kind(rate=0.1).update([expected], [gradient.copy()])
        kind(rate=0.1).update([view], [np.array(gradient, order="F")])
        np.testing.assert_array_equal(view, expected)
        assert view.size == 0 or not np.array_equal(view, before)


@every_optimizer
def test_gradients_are_left_as_they_were(kind: type[Optimizer]) -> None:
    x, gradient = np.ones(3), np.array([1.0, -2.0, 0.5])
    optimizer = kind()
    for _ in range(3):
        optimizer.update([x], [gradient])
    np.testing.assert_array_equal(gradient, [1, -2, 0.5])
    assert not any(np.shares_memory(gradient, array) for memory in optimizer.memory for array in memory.arrays)


@every_optimizer
def test_a_parameter_without_gradient_stays_and_its_clock_too(kind: type[Optimizer]) -> None:
    """A parameter that joins later moves as one that is new: its first step is step 1."""
    late, fresh = Parameter(np.ones(2)), Parameter(np.ones(2), np.array([1.0, 2.0]))
    busy = Parameter(np.ones(2), np.ones(2))
    optimizer, other = kind(rate=0.1), kind(rate=0.1)
    optimizer.step([busy, late])
    optimizer.step([busy, late])
    np.testing.assert_array_equal(late.data, [1, 1])
    late.grad = np.array([1.0, 2.0])
    optimizer.step([busy, late])
    other.step([fresh])
    np.testing.assert_array_equal(late.data, fresh.data)


@every_optimizer
def test_step_on_parameters_is_update_on_their_arrays(kind: type[Optimizer]) -> None:
    rng = np.random.default_rng(0)
    arrays = [rng.standard_normal((2, 3)), rng.standard_normal(3)]
    parameters = [Parameter(x.copy()) for x in arrays]
    own = [p.data for p in parameters]
    by_step, by_update = kind(), kind()
    for _ in range(4):
        gradients = [rng.standard_normal(x.shape) for x in arrays]
        for p, g in zip(parameters, gradients, strict=True):
            p.grad = g
        by_step.step(p for p in parameters)
        by_update.update(arrays, gradients)
    for p, x, before in zip(parameters, arrays, own, strict=True):
        np.testing.assert_array_equal(p.data, x)
        assert p.data is before


def test_a_result_from_before_a_step_notices_it() -> None:
    parameter = Tensor([3.0, 4.0], name="weights")
    loss, late = (parameter * parameter).sum(), parameter.sum()
    numbers = parameter.data
    loss.backward()
    SGD(rate=0.5).step([parameter])
    assert np.shares_memory(parameter.data, numbers)
    np.testing.assert_array_equal(parameter.data, [0, 0])
    with pytest.raises(RuntimeError, match=r"weights .* was changed"):
        late.backward()


def test_the_rate_may_change_between_steps() -> None:
    x, optimizer = np.zeros(1), SGD(rate=1)
    optimizer.update([x], [np.ones(1)])
    optimizer.rate = 0.1
    optimizer.update([x], [np.ones(1)])
    assert x[0] == pytest.approx(-1.1)


def test_integers_other_arrays_and_other_shapes_are_refused() -> None:
    with pytest.raises(TypeError, match=r"int64: use x\.astype\(float\)"):
        SGD().update([np.array([1, 2])], [np.ones(2)])
    optimizer = Adam()
    optimizer.update([np.ones(2)], [np.ones(2)])
    with pytest.raises(ValueError, match="Expected 1 arrays"):
        optimizer.update([np.ones(2), np.ones(2)], [np.ones(2), np.ones(2)])
    with pytest.raises(ValueError, match="got 1 arrays and 0 gradients"):
        optimizer.update([np.ones(2)], [])
    with pytest.raises(ValueError, match=r"shape \(2,\) can't be moved by a gradient of shape \(3, 2\)"):
        SGD().update([np.ones(2)], [np.ones((3, 2))])
    with pytest.raises(ValueError, match=r"\(1, 2\) can't be moved by a gradient of shape \(2,\)"):
        SGD().update([np.ones((1, 2))], [np.ones(2)])


@pytest.mark.parametrize("share", [-0.1, 1.0, 1.5, math.nan])
def test_shares_kept_of_the_old_lie_between_0_and_1(share: float) -> None:
    for kind, name in ((Momentum, "momentum"), (RMSProp, "beta"), (Adam, "beta1"), (AMSGrad, "beta2")):
        with pytest.raises(ValueError, match=f"{name} is the share"):
            kind(**{name: share})


def test_the_formula_is_each_optimizers_own() -> None:
    with pytest.raises(NotImplementedError):
        Optimizer(rate=1).update([np.ones(1)], [np.ones(1)])


# Paths over landscapes


def test_a_path_begins_afresh_and_leaves_the_optimizer_as_it_was() -> None:
    optimizer, landscape = Adam(rate=0.1), valley()
    x = np.ones(2)
    optimizer.update([x], [np.ones(2)])
    paths = [optimizer_path(optimizer, landscape.gradient, landscape.start, 20) for _ in range(2)]
    np.testing.assert_array_equal(*paths)
    np.testing.assert_array_equal(paths[0], optimizer_path(Adam(rate=0.1), landscape.gradient, landscape.start, 20))
    assert optimizer.memory[0].steps == 1 and optimizer.rate == 0.1
    np.testing.assert_array_equal(landscape.start, valley().start)


def test_a_path_has_the_starts_shape_and_takes_integers() -> None:
    for start in (3, [1, 2], np.ones((2, 2), dtype=int)):
        path = optimizer_path(SGD(rate=0.5), lambda x: x, start, 4)
        assert path.shape == (5, *np.shape(start)) and path.dtype == float
        np.testing.assert_array_equal(path[-1], np.asarray(start) / 16)


def test_a_path_follows_its_schedule() -> None:
    path = optimizer_path(SGD(rate=9), lambda x: np.ones(1), [0.0], 3, schedule=lambda t: 0.5**t)
    np.testing.assert_allclose(path[:, 0], [0, -1, -1.5, -1.75])


def test_a_diverging_path_ends_with_its_first_point_that_is_not_finite() -> None:
    path = optimizer_path(SGD(rate=1.0), lambda x: x**3, [10.0], 1000)
    assert 2 < len(path) < 20
    assert not np.isfinite(path[-1]).all() and np.isfinite(path[:-1]).all()
