"""Clipping: as PyTorch's, over 200 steps and on random shapes, and what it promises for the direction."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.ground.landscapes import cliff
from course_lib.networks import clipping
from course_lib.networks.clipping import clip_by_norm, clip_by_value, total_norm
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.rules import SGD
from tests.reference import optimizers as reference

limits = st.floats(1e-3, 100)


@st.composite
def gradient_lists(draw: st.DrawFn) -> list[np.ndarray]:
    """Arrays of random shapes, scalars and empty ones among them, of sizes from 0 over tiny to large."""
    shapes = draw(st.lists(st.lists(st.integers(0, 3), max_size=3), min_size=1, max_size=4))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    scale = draw(st.sampled_from([0.0, 1e-12, 1.0, 1e6]))
    return [np.array(scale * rng.standard_normal(shape)) for shape in shapes]


def our_clipped_run(name: str) -> np.ndarray:
    function, _, limit = reference.CLIPPINGS[name]
    optimizer, arrays, path = SGD(rate=0.05), reference.start(), []
    for step in range(reference.STEPS):
        optimizer.update(arrays, getattr(clipping, function)(reference.gradients(arrays, step), limit))
        path.append(np.concatenate([x.ravel() for x in arrays]))
    return np.array(path)


@pytest.mark.parametrize("name", reference.CLIPPINGS)
def test_every_step_is_that_of_the_stored_torch_run(name: str) -> None:
    with np.load(reference.FILE) as stored:
        np.testing.assert_allclose(our_clipped_run(name), stored[f"clipping {name}"], rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", reference.CLIPPINGS)
def test_every_step_is_that_of_the_installed_torch(name: str) -> None:
    pytest.importorskip("torch")
    np.testing.assert_allclose(our_clipped_run(name), reference.torch_clipped_run(name), rtol=1e-10, atol=1e-10)


@given(gradients=gradient_lists(), limit=limits)
def test_random_shapes_are_clipped_as_the_installed_torch_does(gradients: list[np.ndarray], limit: float) -> None:
    torch = pytest.importorskip("torch")
    for ours, theirs in ((clip_by_norm, "clip_grad_norm_"), (clip_by_value, "clip_grad_value_")):
        parameters = [torch.zeros(g.shape, dtype=torch.float64, requires_grad=True) for g in gradients]
        for p, g in zip(parameters, gradients, strict=True):
            p.grad = torch.tensor(g)
        getattr(torch.nn.utils, theirs)(parameters, limit)
        for mine, p in zip(ours(gradients, limit), parameters, strict=True):
            np.testing.assert_allclose(mine, p.grad.numpy(), rtol=1e-10, atol=1e-10)


def test_some_steps_of_the_runs_are_clipped_and_some_are_not() -> None:
    arrays = reference.start()
    norms = np.array([total_norm(reference.gradients(arrays, step)) for step in range(reference.STEPS)])
    assert (norms > 3).any() and (norms < 3).any()


@given(gradients=gradient_lists())
def test_the_total_norm_is_that_of_one_long_vector(gradients: list[np.ndarray]) -> None:
    long = np.concatenate([g.ravel() for g in gradients])
    assert total_norm(gradients) == pytest.approx(np.linalg.norm(long), rel=1e-12)


def test_norms_by_hand() -> None:
    assert total_norm([np.array([3.0]), np.array([[4.0]])]) == 5
    assert total_norm([]) == 0
    assert total_norm([np.array([100, 200], dtype=np.uint8)]) == pytest.approx(math.sqrt(50_000))
    first, second = clip_by_norm([np.array([3.0]), np.array([[4.0]])], 1.0)
    assert first == pytest.approx(0.6, rel=1e-6) and second == pytest.approx(0.8, rel=1e-6)


@given(gradients=gradient_lists(), limit=limits)
def test_by_norm_keeps_the_direction_and_stays_below_the_limit(gradients: list[np.ndarray], limit: float) -> None:
    before = [g.copy() for g in gradients]
    clipped = clip_by_norm(gradients, limit)
    norm = total_norm(gradients)
    assert total_norm(clipped) <= limit
    factor = 1.0 if norm <= limit * (1 - 1e-3) - 1e-5 else total_norm(clipped) / norm if norm else 1.0
    for g, c, b in zip(gradients, clipped, before, strict=True):
        np.testing.assert_allclose(c, factor * g, rtol=1e-9, atol=1e-18)
        np.testing.assert_array_equal(g, b)
        assert c.shape == g.shape and not np.shares_memory(c, g)
    if norm > limit:
        assert total_norm(clipped) == pytest.approx(limit, rel=1e-6 / limit + 1e-9)


@given(gradients=gradient_lists(), limit=limits)
def test_by_value_cuts_every_number_by_itself(gradients: list[np.ndarray], limit: float) -> None:
    for g, c in zip(gradients, clip_by_value(gradients, limit), strict=True):
        assert c.shape == g.shape and not np.shares_memory(c, g)
        assert (np.abs(c) <= limit).all()
        np.testing.assert_array_equal(c, np.where(np.abs(g) <= limit, g, np.sign(g) * limit))


def test_by_value_turns_the_direction_and_by_norm_does_not() -> None:
    gradient = [np.array([10.0, 0.1])]
    (by_value,), (by_norm,) = clip_by_value(gradient, 1.0), clip_by_norm(gradient, 1.0)
    assert by_value[1] / by_value[0] == pytest.approx(0.1)
    assert by_norm[1] / by_norm[0] == pytest.approx(0.01)


def test_integers_become_floats_and_a_limit_of_0_leaves_nothing() -> None:
    for clip in (clip_by_norm, clip_by_value):
        (clipped,) = clip([np.array([1, 2])], 100)
        assert clipped.dtype == float
        np.testing.assert_array_equal(clipped, [1, 2])
        np.testing.assert_array_equal(clip([np.array([1.0, -2.0])], 0)[0], [0, 0])


@pytest.mark.parametrize("limit", [-1, math.nan])
def test_negative_limits_are_refused(limit: float) -> None:
    for clip in (clip_by_norm, clip_by_value):
        with pytest.raises(ValueError, match="0 or more"):
            clip([np.ones(1)], limit)


def test_clipping_keeps_a_run_on_the_cliff_in_the_picture() -> None:
    landscape = cliff()
    free = optimizer_path(SGD(rate=0.5), landscape.gradient, landscape.start, 50)
    held = optimizer_path(SGD(rate=0.5), lambda x: clip_by_norm([landscape.gradient(x)], 1.0)[0], landscape.start, 50)
    low, high = landscape.region.T
    assert not ((free >= low) & (free <= high)).all()
    assert ((held >= low) & (held <= high)).all()
    assert np.linalg.norm(held[-1]) < 0.1
