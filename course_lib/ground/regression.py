"""A straight line through data, weight = a × height + b, its error and the gradient of its error."""

from __future__ import annotations

import numpy as np


def predict_weight(a: float, b: float, height: float | np.ndarray) -> float | np.ndarray:
    """Return a × height + b.

    Args:
        a: slope, in kg per cm.
        b: intercept, in kg.
        height: one height in cm, or an array of heights.

    Returns:
        Weight in kg, of the shape of ``height``.

    Source: article, "A simple example: the gradient of a linear function".
    """
    return a * height + b


def squared_error(prediction: float | np.ndarray, target: float | np.ndarray) -> float | np.ndarray:
    """Return E = (prediction − target)², in kg² for weights.

    Source: article, "Differentiation" (the error function).
    """
    return (prediction - target) ** 2


def squared_error_gradient(a: float, b: float, height: float, weight: float) -> tuple[float, float]:
    """Return (∂E/∂a, ∂E/∂b) of the squared error of one person.

    With the error e = a × height + b − weight:  ∂E/∂a = 2 e × height,  ∂E/∂b = 2 e.

    Args:
        a: slope, in kg per cm.
        b: intercept, in kg.
        height: in cm.
        weight: the true weight, in kg.

    Source: article, "Differentiation", by the chain rule.
    """
    error = predict_weight(a, b, height) - weight
    return float(2 * error * height), float(2 * error)


def mean_squared_error(a: float, b: float, heights: np.ndarray, weights: np.ndarray) -> float:
    """Return the mean of the squared errors of n people.

    Args:
        a: slope.
        b: intercept.
        heights: shape (n,), n ≥ 1.
        weights: shape (n,).

    Raises:
        ValueError: if the arrays are empty or of different shape.
    """
    heights, weights = _pairs(heights, weights)
    return float(np.mean(squared_error(predict_weight(a, b, heights), weights)))


def mean_squared_error_gradient(a: float, b: float, heights: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return (∂E/∂a, ∂E/∂b) of the mean squared error of n people: the mean of the single gradients.

    Args:
        a: slope.
        b: intercept.
        heights: shape (n,), n ≥ 1.
        weights: shape (n,).

    Raises:
        ValueError: if the arrays are empty or of different shape.
    """
    heights, weights = _pairs(heights, weights)
    errors = predict_weight(a, b, heights) - weights
    return float(np.mean(2 * errors * heights)), float(np.mean(2 * errors))


def mean_squared_error_hessian(heights: np.ndarray) -> np.ndarray:
    """Return the Hessian of the mean squared error in (a, b); it is the same everywhere.

    Args:
        heights: shape (n,), n ≥ 1.

    Returns:
        2 × [[mean h², mean h], [mean h, 1]], shape (2, 2).

    Raises:
        ValueError: if ``heights`` is empty.
    """
    heights, _ = _pairs(heights, heights)
    off = heights.mean()
    return 2 * np.array([[np.mean(heights**2), off], [off, 1.0]])


def least_squares(heights: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the (a, b) of least mean squared error, exactly.

    Args:
        heights: shape (n,), with at least two different values.
        weights: shape (n,).

    Raises:
        ValueError: if the arrays are empty, of different shape, or all heights are equal: then many lines fit alike.

    Source: the normal equations; Gauss (1809).
    """
    heights, weights = _pairs(heights, weights)
    if (heights == heights[0]).all():
        raise ValueError("All heights are equal, so that no single line fits best: give at least two heights.")
    spread = heights - heights.mean()
    a = float(spread @ weights / (spread @ spread))
    return a, float(weights.mean() - a * heights.mean())


def standardize(values: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Return the values shifted to mean 0 and scaled to standard deviation 1, with that mean and deviation.

    Args:
        values: shape (n,), with at least two different values.

    Returns:
        ((values − mean) / deviation, mean, deviation).

    Raises:
        ValueError: if all values are equal.
    """
    values = np.asarray(values, dtype=float)
    if (values == values[:1]).all():
        raise ValueError("All values are equal: their standard deviation is 0 and they can't be scaled.")
    mean, deviation = float(values.mean()), float(values.std())
    return (values - mean) / deviation, mean, deviation


def condition_number(hessian: np.ndarray) -> float:
    """Return largest / smallest curvature of a bowl: 1 is round, large is a narrow valley.

    Args:
        hessian: symmetric, positive definite, shape (n, n).

    Raises:
        ValueError: if a curvature is not positive: then it is no bowl.
    """
    curvatures = np.linalg.eigvalsh(hessian)
    if curvatures[0] <= 0:
        raise ValueError(f"Not a bowl: its smallest curvature is {curvatures[0]:g}, not positive.")
    return float(curvatures[-1] / curvatures[0])


def _pairs(heights: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    heights, weights = np.asarray(heights, dtype=float), np.asarray(weights, dtype=float)
    if heights.shape != weights.shape or heights.ndim != 1 or not heights.size:
        raise ValueError(
            f"Heights and weights must be two lists of the same length, at least 1; got shapes {heights.shape} and "
            f"{weights.shape}."
        )
    return heights, weights
