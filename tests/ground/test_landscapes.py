"""Every landscape against finite differences: its gradient, Hessian and minima are what they claim to be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.landscapes import LANDSCAPES, Landscape, bowl, cliff, noisy, rosenbrock, valley
from course_lib.slopes.differentiation import numerical_gradient
from course_lib.words.catalogue import catalogue
from course_lib.words.language import LANGUAGES

every_landscape = pytest.mark.parametrize("name", LANDSCAPES)
fractions = st.lists(st.floats(0, 1), min_size=2, max_size=2)


def place(landscape: Landscape, fraction: list[float]) -> np.ndarray:
    """A point of the region, given by how far it lies along each axis."""
    low, high = landscape.region.T
    return low + np.array(fraction[: landscape.dimension]) * (high - low)


@every_landscape
@given(fraction=fractions)
def test_gradient_is_the_slope_of_the_height(name: str, fraction: list[float]) -> None:
    landscape = LANDSCAPES[name]()
    x = place(landscape, fraction)
    expected = numerical_gradient(lambda p: float(landscape.f(p)), x, h=1e-6)
    scale = 1 + np.abs(landscape.gradient(x)).max() + abs(float(landscape.f(x)))
    np.testing.assert_allclose(landscape.gradient(x), expected, rtol=0, atol=1e-7 * scale)


@every_landscape
@given(fraction=fractions)
def test_hessian_is_the_slope_of_the_gradient(name: str, fraction: list[float]) -> None:
    landscape = LANDSCAPES[name]()
    x = place(landscape, fraction)
    rows = [numerical_gradient(lambda p, i=i: float(landscape.gradient(p)[i]), x, h=1e-6) for i in range(len(x))]
    hessian = landscape.hessian(x)
    assert hessian.shape == (len(x), len(x))
    np.testing.assert_array_equal(hessian, hessian.T)
    scale = 1 + np.abs(hessian).max() + np.abs(landscape.gradient(x)).max()
    np.testing.assert_allclose(hessian, rows, rtol=0, atol=1e-7 * scale)


@every_landscape
def test_minima_are_level_curve_upward_and_come_lowest_first(name: str) -> None:
    landscape = LANDSCAPES[name]()
    assert landscape.minima.shape[1] == landscape.dimension
    for minimum in landscape.minima:
        np.testing.assert_allclose(landscape.gradient(minimum), 0, atol=1e-12)
        assert np.linalg.eigvalsh(landscape.hessian(minimum))[0] > 0
        assert ((landscape.region[:, 0] < minimum) & (minimum < landscape.region[:, 1])).all()
    assert (np.diff(landscape.f(landscape.minima)) >= -1e-12).all()


@every_landscape
def test_no_minimum_of_the_region_is_missing(name: str) -> None:
    """Small steps downhill from a grid of starts end at a listed minimum, or leave the region, or are still going."""
    landscape = LANDSCAPES[name]()
    axes = [np.linspace(low, high, 9) for low, high in landscape.region]
    p = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, landscape.dimension)
    for _ in range(3000):
        slope = landscape.gradient(p)
        p = p - 0.001 * slope / (1 + 0.05 * np.linalg.norm(slope, axis=-1, keepdims=True))
    # Newton's steps finish what the slow descent began: only at a minimum do they stay where they are.
    for point in p:
        hessian = landscape.hessian(point)
        if np.linalg.eigvalsh(hessian)[0] <= 0.05:
            continue
        end = point
        for _ in range(30):
            end = end - np.linalg.solve(landscape.hessian(end), landscape.gradient(end))
        if np.linalg.norm(end - point) < 0.3:
            assert np.linalg.norm(landscape.minima - end, axis=-1).min() < 1e-6, end


@every_landscape
def test_a_grid_of_points_is_one_call(name: str) -> None:
    landscape = LANDSCAPES[name]()
    low, high = landscape.region.T
    grid = np.random.default_rng(0).uniform(low, high, size=(4, 5, landscape.dimension))
    heights, slopes = landscape.f(grid), landscape.gradient(grid)
    assert heights.shape == (4, 5) and slopes.shape == grid.shape
    for i in np.ndindex(4, 5):
        np.testing.assert_allclose(heights[i], landscape.f(grid[i]), rtol=1e-12)
        np.testing.assert_allclose(slopes[i], landscape.gradient(grid[i]), rtol=1e-12)


@every_landscape
def test_integers_in_floats_out(name: str) -> None:
    landscape = LANDSCAPES[name]()
    x = np.ones(landscape.dimension, dtype=int)
    for value, expected in (
        (landscape.f(x), landscape.f(x.astype(float))),
        (landscape.gradient(x), landscape.gradient(x.astype(float))),
        (landscape.hessian(x), landscape.hessian(x.astype(float))),
    ):
        assert np.asarray(value).dtype == float
        np.testing.assert_array_equal(value, expected)


@every_landscape
def test_start_lies_in_the_region_and_the_name_is_its_own(name: str) -> None:
    landscape = LANDSCAPES[name]()
    assert landscape.name == name
    assert landscape.start.shape == (landscape.dimension,)
    assert ((landscape.region[:, 0] <= landscape.start) & (landscape.start <= landscape.region[:, 1])).all()


@every_landscape
def test_what_is_handed_out_is_not_shared(name: str) -> None:
    landscape = LANDSCAPES[name]()
    landscape.hessian(landscape.start)[:] = 7
    fresh = LANDSCAPES[name]()
    np.testing.assert_array_equal(landscape.hessian(landscape.start), fresh.hessian(fresh.start))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", [*LANDSCAPES, "noisy"])
def test_every_landscape_has_a_title_and_a_sentence(name: str, code: str) -> None:
    assert catalogue(code)[f"landscapes.{name}.title"]
    assert catalogue(code)[f"landscapes.{name}.sentence"]


def test_known_heights() -> None:
    """Values that can be worked out by hand from the formulas."""
    heights = {
        "bowl": (2.0, [2.0]),
        "round_bowl": (2.5, [2.0, 1.0]),
        "double_well": (9.5, [2.0]),
        "double_well_2d": (18.5, [2.0, 3.0]),
        "rosenbrock": (101.0, [0.0, 1.0]),
        "beale": (14.203125, [0.0, 0.0]),
        "himmelblau": (170.0, [0.0, 0.0]),
        "saddle": (-2.5, [2.0, 3.0]),
        "plateau": (1 - np.exp(-12.5), [3.0, 4.0]),
        "cliff": (5.0 + 4 / 8, [2.0, 0.0]),
    }
    for name, (height, point) in heights.items():
        assert float(LANDSCAPES[name]().f(np.array(point))) == pytest.approx(height, rel=1e-12), name


@given(condition=st.floats(1, 1e4), angle=st.floats(-4, 4))
def test_valley_has_the_condition_number_and_the_direction_asked_for(condition: float, angle: float) -> None:
    hessian = valley(condition, angle).hessian(np.zeros(2))
    curvatures = np.linalg.eigvalsh(hessian)
    assert curvatures[1] / curvatures[0] == pytest.approx(condition, rel=1e-6)
    along = np.array([np.cos(angle), np.sin(angle)])
    np.testing.assert_allclose(hessian @ along, along / condition, atol=1e-12)


def test_saddle_has_no_minimum_and_a_start_beside_the_ridge() -> None:
    saddle = LANDSCAPES["saddle"]()
    assert saddle.minima.shape == (0, 2)
    assert np.sign(np.linalg.eigvalsh(saddle.hessian(np.zeros(2)))).tolist() == [-1, 1]
    path = gradient_descent(saddle.gradient, saddle.start, rate=0.1, max_steps=120)
    assert np.linalg.norm(path, axis=1).min() < 0.3 and abs(path[-1, 1]) > 2.5


def test_plateau_is_level_far_from_its_bottom() -> None:
    plateau = LANDSCAPES["plateau"]()
    assert np.linalg.norm(plateau.gradient(np.array([5.0, 4.0]))) < 1e-7
    assert plateau.f(np.array([5.0, 4.0])) > 0.99


def test_one_step_off_the_cliff_throws_the_ball_out_of_the_region() -> None:
    landscape = cliff()
    path = gradient_descent(landscape.gradient, landscape.start, rate=0.5, max_steps=10)
    assert path[:, 0].min() < 2 * landscape.region[0, 0]
    assert landscape.gradient(np.array([2.0, 0.0]))[0] == pytest.approx(0.5 + 10 * 20 / 4)


@given(height=st.floats(0, 20), steepness=st.floats(20, 200))
def test_cliff_keeps_its_bottom_at_the_middle(height: float, steepness: float) -> None:
    landscape = cliff(height, steepness)
    np.testing.assert_allclose(landscape.gradient(np.zeros(2)), 0, atol=1e-12)
    far = np.array([1e6, -1e6])
    assert np.isfinite(landscape.f(far)) and np.isfinite(landscape.gradient(far)).all()


def test_noise_has_the_deviation_asked_for_and_comes_from_the_rng() -> None:
    exact = rosenbrock()
    points = np.broadcast_to(exact.start, (100_000, 2))
    noise = noisy(exact, 0.5, np.random.default_rng(1)).gradient(points) - exact.gradient(points)
    np.testing.assert_allclose(noise.mean(axis=0), 0, atol=0.01)
    np.testing.assert_allclose(noise.std(axis=0), 0.5, atol=0.01)
    again = noisy(exact, 0.5, np.random.default_rng(1))
    np.testing.assert_array_equal(again.gradient(points) - exact.gradient(points), noise)
    assert not np.array_equal(again.gradient(exact.start), again.gradient(exact.start))
    assert again.f is exact.f and again.name == "noisy"


def test_impossible_landscapes_are_refused() -> None:
    with pytest.raises(ValueError, match="positive, not 0"):
        bowl(0)
    with pytest.raises(ValueError, match=r"at least 1, not 0\.5"):
        valley(0.5)
    with pytest.raises(ValueError, match="steepness"):
        cliff(steepness=5)
    with pytest.raises(ValueError, match="height"):
        cliff(height=-1)


def test_a_bowl_of_whole_numbers_has_a_gradient_of_floats():
    ground = bowl(2)
    assert ground.gradient(np.array([3])).dtype == ground.hessian(np.array([3])).dtype == np.float64
