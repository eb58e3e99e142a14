"""Landscapes to descend: functions of one or two numbers whose gradient, Hessian and minima are known exactly.

A point is an array whose last axis is the landscape's dimension, so that a whole grid of points is one call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Landscape:
    """A function with everything that can be known of it.

    Attributes:
        name: its name in the catalogue of words (``landscapes.NAME``).
        f: height; points of shape (..., n) to heights of shape (...).
        gradient: points of shape (..., n) to gradients of shape (..., n).
        hessian: one point of shape (n,) to a matrix of shape (n, n).
        minima: all local minima, shape (m, n), the lowest first; m = 0 where there is none.
        region: the part worth looking at, (low, high) for each axis, shape (n, 2).
        start: a good place to start from, shape (n,).
    """

    name: str
    f: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    hessian: Callable[[np.ndarray], np.ndarray]
    minima: np.ndarray
    region: np.ndarray
    start: np.ndarray

    @property
    def dimension(self) -> int:
        """How many numbers a point has: 1 or 2."""
        return len(self.region)


def bowl(curvature: float = 1.0) -> Landscape:
    """Return f(x) = curvature × x² / 2, a bowl in one dimension with its bottom at 0.

    Raises:
        ValueError: if ``curvature`` is not positive: then it holds no water.
    """
    if curvature <= 0:
        raise ValueError(f"A bowl curves upward: its curvature must be positive, not {curvature}.")
    curvature = float(curvature)
    return Landscape(
        name="bowl",
        f=lambda x: curvature * x[..., 0] ** 2 / 2,
        gradient=lambda x: curvature * x,
        hessian=lambda x: np.array([[curvature]]),
        minima=np.array([[0.0]]),
        region=np.array([[-3.0, 3.0]]),
        start=np.array([-2.5]),
    )


def double_well() -> Landscape:
    """Return f(x) = (x² − 1)² + x / 4: two valleys, the left one deeper."""

    def f(x: np.ndarray) -> np.ndarray:
        return (x[..., 0] ** 2 - 1) ** 2 + x[..., 0] / 4

    # Where the derivative 4x³ − 4x + 1/4 is 0; the middle root is the hill between the valleys.
    left, _, right = np.sort(np.roots([4, 0, -4, 1 / 4]).real)
    return Landscape(
        name="double_well",
        f=f,
        gradient=lambda x: 4 * x**3 - 4 * x + 1 / 4,
        hessian=lambda x: np.array([[12 * x[0] ** 2 - 4.0]]),
        minima=np.array([[left], [right]]),
        region=np.array([[-1.8, 1.8]]),
        start=np.array([1.7]),
    )


def valley(condition: float = 10.0, angle: float = np.pi / 6) -> Landscape:
    """Return a bowl in two dimensions: curvature 1 across and 1 / condition along a valley turned by ``angle``.

    Args:
        condition: how many times more the ground curves across the valley than along it; 1 is a round bowl.
        angle: direction of the valley's floor, in radians from the first axis.

    Raises:
        ValueError: if ``condition`` is below 1.
    """
    if condition < 1:
        raise ValueError(f"The condition number is largest / smallest curvature, so at least 1, not {condition}.")
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-np.sin(angle), np.cos(angle)])
    curvature = np.outer(across, across) + np.outer(along, along) / condition
    return Landscape(
        name="round_bowl" if condition == 1 else "valley",
        f=lambda x: np.einsum("...i,ij,...j->...", x, curvature, x) / 2,
        gradient=lambda x: x @ curvature,
        hessian=lambda x: curvature.copy(),
        minima=np.array([[0.0, 0.0]]),
        region=np.array([[-3.0, 3.0], [-2.0, 2.0]]),
        start=np.array([-2.6, -0.4]),
    )


def _coordinates(p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    p = np.asarray(p, dtype=float)
    return p[..., 0], p[..., 1]


def double_well_2d() -> Landscape:
    """Return f(x, y) = (x² − 1)² + x / 4 + y²: the double well with a floor; a saddle lies between its valleys."""
    along = double_well()
    return Landscape(
        name="double_well_2d",
        f=lambda p: along.f(p[..., :1]) + p[..., 1] ** 2,
        gradient=lambda p: np.concatenate([along.gradient(p[..., :1]), 2 * p[..., 1:]], axis=-1),
        hessian=lambda p: np.diag([along.hessian(p[:1])[0, 0], 2.0]),
        minima=np.column_stack([along.minima, [0.0, 0.0]]),
        region=np.array([[-1.8, 1.8], [-1.4, 1.4]]),
        start=np.array([1.7, 1.1]),
    )


def rosenbrock() -> Landscape:
    """Return f(x, y) = (1 − x)² + 100 (y − x²)²: a bent valley, easy to find and hard to follow.

    Source: Rosenbrock, The Computer Journal 3 (1960).
    """

    def f(p: np.ndarray) -> np.ndarray:
        x, y = _coordinates(p)
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    def gradient(p: np.ndarray) -> np.ndarray:
        x, y = _coordinates(p)
        return np.stack([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)], axis=-1)

    def hessian(p: np.ndarray) -> np.ndarray:
        x, y = p
        return np.array([[2 - 400 * (y - 3 * x**2), -400 * x], [-400 * x, 200.0]])

    return Landscape(
        name="rosenbrock",
        f=f,
        gradient=gradient,
        hessian=hessian,
        minima=np.array([[1.0, 1.0]]),
        region=np.array([[-2.0, 2.0], [-1.0, 3.0]]),
        start=np.array([-1.2, 1.0]),
    )


def beale() -> Landscape:
    """Return f(x, y) = Σ (cₖ − x + x yᵏ)² for k = 1, 2, 3: a flat floor between steep corners.

    The constants c are 1.5, 2.25 and 2.625.

    Source: Beale (1958), as problem 5 in Moré, Garbow and Hillstrom, ACM TOMS 7 (1981).
    """
    c, k = np.array([1.5, 2.25, 2.625]), np.array([1, 2, 3])

    def parts(p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return what is squared, and its derivatives by x and by y; each of shape (..., 3)."""
        x, y = p[..., :1], p[..., 1:]
        return c - x + x * y**k, y**k - 1, k * x * y ** (k - 1)

    def gradient(p: np.ndarray) -> np.ndarray:
        r, by_x, by_y = parts(p)
        return np.stack([np.sum(2 * r * by_x, axis=-1), np.sum(2 * r * by_y, axis=-1)], axis=-1)

    def hessian(p: np.ndarray) -> np.ndarray:
        r, by_x, by_y = parts(p)
        x, y = p
        by_xy = k * y ** (k - 1)
        by_yy = x * np.array([0, 2, 6 * y])
        xy = np.sum(by_x * by_y + r * by_xy)
        return 2 * np.array([[np.sum(by_x**2), xy], [xy, np.sum(by_y**2 + r * by_yy)]])

    return Landscape(
        name="beale",
        f=lambda p: np.sum(parts(p)[0] ** 2, axis=-1),
        gradient=gradient,
        hessian=hessian,
        minima=np.array([[3.0, 0.5]]),
        region=np.array([[-4.5, 4.5], [-4.5, 4.5]]),
        start=np.array([1.0, 1.0]),
    )


def himmelblau() -> Landscape:
    """Return f(x, y) = (x² + y − 11)² + (x + y² − 7)²: four minima, all of height 0.

    Source: Himmelblau, Applied Nonlinear Programming (1972).
    """

    def f(p: np.ndarray) -> np.ndarray:
        x, y = _coordinates(p)
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    def gradient(p: np.ndarray) -> np.ndarray:
        x, y = _coordinates(p)
        u, v = x**2 + y - 11, x + y**2 - 7
        return np.stack([4 * x * u + 2 * v, 2 * u + 4 * y * v], axis=-1)

    def hessian(p: np.ndarray) -> np.ndarray:
        x, y = p
        return np.array([[12 * x**2 + 4 * y - 42.0, 4 * (x + y)], [4 * (x + y), 12 * y**2 + 4 * x - 26]])

    return Landscape(
        name="himmelblau",
        f=f,
        gradient=gradient,
        hessian=hessian,
        minima=np.array(
            [
                [3.0, 2.0],
                [-2.805118086952745, 3.131312518250573],
                [-3.779310253377747, -3.2831859912861696],
                [3.5844283403304917, -1.8481265269644036],
            ]
        ),
        region=np.array([[-5.0, 5.0], [-5.0, 5.0]]),
        start=np.array([0.0, 4.0]),
    )


def saddle() -> Landscape:
    """Return f(x, y) = (x² − y²) / 2: at the middle the slope is 0, but it is no minimum; there is none."""
    curvature = np.diag([1.0, -1.0])
    return Landscape(
        name="saddle",
        f=lambda p: (p[..., 0] ** 2 - p[..., 1] ** 2) / 2,
        gradient=lambda p: p @ curvature,
        hessian=lambda p: curvature.copy(),
        minima=np.empty((0, 2)),
        region=np.array([[-2.5, 2.5], [-2.5, 2.5]]),
        start=np.array([-2.2, 0.01]),
    )


def plateau() -> Landscape:
    """Return f(x, y) = 1 − exp(−(x² + y²) / 2): a hole in a plain.

    On the plain the slope is almost 0 though the bottom is far.
    """

    def depth(p: np.ndarray) -> np.ndarray:
        x, y = _coordinates(p)
        return np.exp(-(x**2 + y**2) / 2)

    return Landscape(
        name="plateau",
        f=lambda p: 1 - depth(p),
        gradient=lambda p: depth(p)[..., np.newaxis] * p,
        hessian=lambda p: depth(p) * (np.eye(2) - np.outer(p, p)),
        minima=np.array([[0.0, 0.0]]),
        region=np.array([[-5.0, 5.0], [-4.0, 4.0]]),
        start=np.array([-3.6, 1.2]),
    )


def cliff(height: float = 10.0, steepness: float = 20.0) -> Landscape:
    """Return a wide bowl with a cliff across: f(x, y) = (x² + y²) / 8 + height × sigmoid(steepness × (x − 2)).

    At the cliff the gradient is tens of times what it is beside it, so that one step can throw the ball far away.

    Args:
        height: how much lower the ground is at the foot of the cliff, 0 or more.
        steepness: how suddenly it falls, 20 or more; the slope at the edge is height × steepness / 4.

    Raises:
        ValueError: for a ``height`` below 0 or a ``steepness`` below 20: the bottom would no longer be at (0, 0).

    Source: the cliffs of Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013),
    section 2.
    """
    if height < 0 or steepness < 20:
        raise ValueError(f"A cliff needs height ≥ 0 and steepness ≥ 20, not {height} and {steepness}.")

    def sigmoid(p: np.ndarray) -> np.ndarray:
        return (1 + np.tanh(steepness * (p[..., 0] - 2) / 2)) / 2

    def gradient(p: np.ndarray) -> np.ndarray:
        s = sigmoid(p)
        wall = height * steepness * s * (1 - s)
        return np.stack([p[..., 0] / 4 + wall, p[..., 1] / 4], axis=-1)

    def hessian(p: np.ndarray) -> np.ndarray:
        s = sigmoid(p)
        wall = height * steepness**2 * s * (1 - s) * (1 - 2 * s)
        return np.diag([1 / 4 + wall, 1 / 4])

    return Landscape(
        name="cliff",
        f=lambda p: np.sum(p**2, axis=-1) / 8 + height * sigmoid(p),
        gradient=gradient,
        hessian=hessian,
        minima=np.array([[0.0, 0.0]]),
        region=np.array([[-4.0, 4.0], [-2.5, 2.5]]),
        start=np.array([3.6, 1.6]),
    )


def noisy(landscape: Landscape, deviation: float, rng: np.random.Generator) -> Landscape:
    """Return the landscape as a mini-batch sees it: every look at the gradient is off by fresh random noise.

    Args:
        landscape: any landscape; its height, Hessian and minima are kept exact.
        deviation: standard deviation of the noise in each number of the gradient, 0 or more.
        rng: where the noise is drawn from.
    """

    def gradient(p: np.ndarray) -> np.ndarray:
        exact = landscape.gradient(p)
        return exact + deviation * rng.standard_normal(exact.shape)

    return replace(landscape, name="noisy", gradient=gradient)


# Every landscape that needs no choice, by its name in the catalogue of words.
LANDSCAPES: dict[str, Callable[[], Landscape]] = {
    "bowl": bowl,
    "double_well": double_well,
    "round_bowl": lambda: valley(condition=1),
    "valley": valley,
    "double_well_2d": double_well_2d,
    "rosenbrock": rosenbrock,
    "beale": beale,
    "himmelblau": himmelblau,
    "saddle": saddle,
    "plateau": plateau,
    "cliff": cliff,
}
