"""A network's error as a function of one long vector, in which all its parameters stand one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from course_lib.engine.tensor import Tensor


def flat_parameters(parameters: Sequence[Tensor]) -> np.ndarray:
    """Return the numbers of all parameters one after the other, shape (n,)."""
    return np.concatenate([parameter.data.ravel() for parameter in parameters])


def flat_gradient(loss: Callable[[], Tensor], parameters: Sequence[Tensor]) -> Callable[[np.ndarray], np.ndarray]:
    """Return the gradient of an error as a function of all parameters in one vector, as `slopes.hessian` wants it.

    Args:
        loss: computes the error anew at each call.
        parameters: of the network; each call of the function returned sets them to what it was given.
    """

    def gradient(x: np.ndarray) -> np.ndarray:
        start = 0
        for parameter in parameters:
            parameter.data = x[start : start + parameter.size].reshape(parameter.shape)
            parameter.grad = None
            start += parameter.size
        loss().backward()
        return np.concatenate([np.zeros(p.size) if p.grad is None else p.grad.ravel() for p in parameters])

    return gradient
