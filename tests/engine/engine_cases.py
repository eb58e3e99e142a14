"""What the engines are asked to compute, once in the course's words and once in PyTorch's.

A case has shapes that are always tried (edges among them: a single number, length 1, nothing at all) and a way to draw
others. Its numbers are drawn from a generator; where a kink is worth meeting exactly, some are put on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.engine.tensor import Tensor, concatenate, where
from course_lib.engine.value import Value
from course_lib.networks import losses
from course_lib.networks.layers import Dense, ReLU, Residual, Sequential, Sigmoid, Tanh
from course_lib.networks.normalization import BatchNorm, LayerNorm

Shape = tuple[int, ...]
Choose = Callable[[int, int], int]
Draw = Callable[[np.random.Generator, Shape], np.ndarray]


@dataclass(frozen=True)
class Shapes:
    fixed: list[tuple[Shape, ...]]
    random: Callable[[Choose], tuple[Shape, ...]]


@dataclass(frozen=True)
class Case:
    """One computation; ``operation`` names the rule that it puts on trial, empty where it is made of several."""

    name: str
    operation: str
    ours: Callable[..., Any]
    theirs: Callable[..., Any]
    shapes: Shapes
    draw: Draw
    smooth: Draw
    kind: type = Tensor


# --- shapes ---------------------------------------------------------------------------------------------------------


def any_shape(choose: Choose, shortest: int = 0) -> Shape:
    return tuple(choose(shortest, 4) for _ in range(choose(0, 3)))


def stretching_pair(choose: Choose) -> tuple[Shape, Shape]:
    whole = any_shape(choose)
    part = tuple(1 if choose(0, 2) == 0 else length for length in whole[choose(0, len(whole)) :])
    return (whole, part) if choose(0, 1) else (part, whole)


def matrices(choose: Choose) -> tuple[Shape, Shape]:
    stack_a, stack_b = stretching_pair(choose)
    rows, middle, columns = choose(0, 3), choose(0, 3), choose(0, 3)
    a = (middle,) if choose(0, 4) == 0 else (*stack_a, rows, middle)
    b = (middle,) if choose(0, 4) == 0 else (*stack_b, middle, columns)
    return a, b


NUMBER = Shapes([((),)] * 3, lambda choose: ((),))
TWO_NUMBERS = Shapes([((), ())] * 3, lambda choose: ((), ()))
ONE = Shapes([((3, 4),), ((),), ((1,),), ((0, 3),), ((2, 1, 3),)], lambda choose: (any_shape(choose),))
TWO = Shapes(
    [
        ((3, 4), (3, 4)),
        ((3, 4), (4,)),
        ((3, 1), (1, 4)),
        ((), (2, 3)),
        ((1, 1), (1,)),
        ((0, 3), (3,)),
        ((1,), (0,)),
        ((3, 1), (2, 3, 1)),
    ],
    stretching_pair,
)
MATRICES = Shapes(
    [
        ((2, 3), (3, 4)),
        ((3,), (3,)),
        ((3,), (3, 2)),
        ((2, 3), (3,)),
        ((2, 2, 3), (2, 3, 2)),
        ((2, 3), (4, 3, 1)),
        ((2, 1, 2, 3), (3, 3, 2)),
        ((3,), (2, 3, 2)),
        ((2, 2, 3), (3,)),
        ((0, 3), (3, 2)),
        ((2, 0), (0, 3)),
        ((1, 1), (1, 1)),
    ],
    matrices,
)
CUBE = Shapes(
    [((2, 3, 4),), ((1, 1, 1),), ((0, 3, 4),), ((3, 1, 2),)],
    lambda choose: ((choose(0, 4), choose(1, 4), choose(1, 4)),),
)
FULL_CUBE = Shapes(
    [((2, 3, 4),), ((1, 1, 1),), ((3, 1, 2),)], lambda choose: ((choose(1, 4), choose(1, 4), choose(1, 4)),)
)
PARTS = Shapes(
    [((2, 3), (1, 3), (4, 3)), ((0, 2), (3, 2), (1, 2)), ((1,), (1,), (1,))],
    lambda choose: (lambda rest: tuple((choose(0, 3), *rest) for _ in range(3)))(any_shape(choose)),
)


def batch_size(choose: Choose) -> tuple[int, int]:
    return choose(2, 5), choose(1, 4)


SAMPLES = Shapes([((4, 3),), ((1, 1),), ((1, 5),), ((6, 1),)], lambda choose: ((choose(1, 5), choose(1, 4)),))
LAYER = Shapes(
    [
        ((4, 3), (3, 2), (2,)),
        ((3,), (3, 2), (2,)),
        ((2, 2, 3), (3, 1), (1,)),
        ((0, 2), (2, 3), (3,)),
        ((1, 1), (1, 1), (1,)),
    ],
    lambda choose: (lambda i, o: ((*any_shape(choose), i), (i, o), (o,)))(choose(1, 3), choose(1, 3)),
)
NORMED = Shapes(
    [((4, 3), (3,), (3,)), ((2, 1), (1,), (1,)), ((2, 4), (4,), (4,))],
    lambda choose: (lambda n, f: ((n, f), (f,), (f,)))(*batch_size(choose)),
)
NORMED_EACH = Shapes(
    [((4, 3), (3,), (3,)), ((1, 2), (2,), (2,)), ((2, 1), (1,), (1,)), ((5,), (5,), (5,)), ((2, 2, 3), (3,), (3,))],
    lambda choose: (lambda f: ((*any_shape(choose), f), (f,), (f,)))(choose(1, 4)),
)
NETWORK = Shapes(
    [((4, 3), (3, 5), (5,), (5, 5), (5,), (5, 2), (2,))],
    lambda choose: (lambda n, i, h, o: ((n, i), (i, h), (h,), (h, h), (h,), (h, o), (o,)))(
        choose(1, 4), choose(1, 4), choose(1, 4), choose(1, 4)
    ),
)


# --- numbers --------------------------------------------------------------------------------------------------------


def real(rng, shape):
    return rng.normal(size=shape)


def positive(rng, shape):
    return rng.uniform(0.2, 3, shape)


def far_from_zero(rng, shape):
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 3, shape)


def with_zeros(rng, shape):
    return rng.normal(size=shape) * (rng.random(shape) < 0.7)


def with_ties(rng, shape):
    return rng.integers(-1, 2, shape).astype(float)


def no_ties(rng, shape):
    return rng.permutation(int(np.prod(shape))).reshape(shape) * 0.5


def large(rng, shape):
    return rng.choice([-1000.0, -40.0, 0.0, 40.0, 1000.0], shape) + rng.normal(size=shape)


# --- computations that are longer than a line, also in the words of PyTorch -----------------------------------------


def labels_for(scores: Any) -> np.ndarray:
    return np.arange(scores.shape[0]) * 7 % scores.shape[1]


def checkerboard(a: Any, b: Any) -> np.ndarray:
    return np.indices(np.broadcast_shapes(tuple(a.shape), tuple(b.shape))).sum(axis=0) % 2 == 0


def signs_for(scores: Any) -> np.ndarray:
    return np.where(np.arange(int(np.prod(scores.shape))) % 2, 1.0, -1.0).reshape(tuple(scores.shape))


def dense(x, weights, biases):
    layer = Dense(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    return layer(x)


def normed(layer, x, scale, shift):
    layer.scale, layer.shift = scale, shift
    return layer(x)


def earlier_batches(shape: Shape) -> list[np.ndarray]:
    """Two batches to learn running averages from."""
    count = np.arange(int(np.prod(shape))).reshape(shape)
    return [np.sin(count), 2 + np.cos(count)]


def batch_norm_eval(x, scale, shift):
    layer = BatchNorm(x.shape[1])
    for batch in earlier_batches(x.shape):
        layer(batch)
    layer.eval()
    return normed(layer, x, scale, shift)


def batch_norm_eval_torch(torch, x, scale, shift):
    mean, variance = torch.zeros(x.shape[1], dtype=x.dtype), torch.ones(x.shape[1], dtype=x.dtype)
    for batch in earlier_batches(tuple(x.shape)):
        torch.nn.functional.batch_norm(torch.tensor(batch), mean, variance, training=True)
    return torch.nn.functional.batch_norm(x, mean, variance, scale, shift)


def network(x, w1, b1, w2, b2, w3, b3):
    first, second, third = (Dense(*w.shape, np.random.default_rng(0)) for w in (w1, w2, w3))
    for layer, w, b in ((first, w1, b1), (second, w2, b2), (third, w3, b3)):
        layer.weights, layer.biases = w, b
    return Sequential(first, Tanh(), Residual(Sequential(second, ReLU())), third, Sigmoid())(x)


def network_torch(torch, x, w1, b1, w2, b2, w3, b3):
    hidden = torch.tanh(x @ w1 + b1)
    hidden = hidden + torch.relu(hidden @ w2 + b2)
    return torch.sigmoid(hidden @ w3 + b3)


def reused(a, b):
    c = a * b + a
    return c * c + a.tanh() * c + b


def reused_torch(torch, a, b):
    c = a * b + a
    return c * c + a.tanh() * c + b


# --- the cases ------------------------------------------------------------------------------------------------------


def case(name, operation, ours, theirs, shapes, draw=real, smooth=None, kind=Tensor):
    return Case(name, operation, ours, theirs, shapes, draw, smooth or draw, kind)


def axes(name, operation, call, torch_call, shapes, draw=real, smooth=None):
    """A gathering along one axis, along two, along all, with the axes kept or not."""
    return [
        case(f"{name} axis={axis} keepdims={keep}", operation, lambda a, x=axis, k=keep: call(a, x, k),
             lambda torch, a, x=axis, k=keep: torch_call(torch, a, (0, 1, 2) if x is None else x, k),
             shapes, draw, smooth)
        for axis in (None, 1, -1, (1, 2))
        for keep in (False, True)
    ]  # fmt: skip


INDICES: dict[str, Any] = {
    "number": 0,
    "stretch": (slice(None), slice(0, 2)),
    "new axis": (..., None, 0),
    "twice": [0, 0, -1],
    "twice in two axes": ([0, 0, 0], [0, 0, -1]),
}

ARRAY_CASES = [
    case("add", "add", lambda a, b: a + b, lambda torch, a, b: a + b, TWO),
    case("subtract", "subtract", lambda a, b: a - b, lambda torch, a, b: a - b, TWO),
    case("multiply", "multiply", lambda a, b: a * b, lambda torch, a, b: a * b, TWO),
    case("divide", "divide", lambda a, b: a / b, lambda torch, a, b: a / b, TWO, far_from_zero),
    case("power", "power", lambda a, b: a**b, lambda torch, a, b: a**b, TWO, positive),
    case("number + array", "add", lambda a: 2 + a, lambda torch, a: 2 + a, ONE),
    case("number − array", "subtract", lambda a: 2 - a, lambda torch, a: 2 - a, ONE),
    case("number × array", "multiply", lambda a: 2 * a, lambda torch, a: 2 * a, ONE),
    case("number ÷ array", "divide", lambda a: 2 / a, lambda torch, a: 2 / a, ONE, far_from_zero),
    case("number to the array", "power", lambda a: 2**a, lambda torch, a: 2**a, ONE),
    case("square", "power", lambda a: a**2, lambda torch, a: a**2, ONE, with_zeros),
    case("cube", "power", lambda a: a**3, lambda torch, a: a**3, ONE),
    case("to the 0", "power", lambda a: a**0, lambda torch, a: a**0, ONE, with_zeros),
    case("to the 1", "power", lambda a: a**1, lambda torch, a: a**1, ONE, with_zeros),
    case("0 to the array", "power", lambda a: 0.0**a, lambda torch, a: 0.0**a, ONE, positive),
    case("one over", "power", lambda a: a**-1, lambda torch, a: a**-1, ONE, far_from_zero),
    case("array over itself", "divide", lambda a: a / a, lambda torch, a: a / a, ONE, far_from_zero),
    case("negate", "negate", lambda a: -a, lambda torch, a: -a, ONE),
    case("exp", "exp", lambda a: a.exp(), lambda torch, a: a.exp(), ONE),
    case("log", "log", lambda a: a.log(), lambda torch, a: a.log(), ONE, positive),
    case("sqrt", "sqrt", lambda a: a.sqrt(), lambda torch, a: a.sqrt(), ONE, positive),
    case("tanh", "tanh", lambda a: a.tanh(), lambda torch, a: a.tanh(), ONE),
    case("sigmoid", "sigmoid", lambda a: a.sigmoid(), lambda torch, a: a.sigmoid(), ONE),
    case("sigmoid of large", "sigmoid", lambda a: a.sigmoid(), lambda torch, a: a.sigmoid(), ONE, large),
    case("relu", "relu", lambda a: a.relu(), lambda torch, a: a.relu(), ONE, with_zeros, far_from_zero),
    case("where", "where", lambda a, b: where(checkerboard(a, b), a, b),
         lambda torch, a, b: torch.where(torch.tensor(checkerboard(a, b)), a, b), TWO),
    case("concatenate", "concatenate", lambda *parts: concatenate(parts),
         lambda torch, *parts: torch.cat(parts), PARTS),
    case("concatenate last", "concatenate", lambda a: concatenate([a, a, 2 * a], axis=-1),
         lambda torch, a: torch.cat([a, a, 2 * a], dim=-1), CUBE),
    *axes("sum", "sum", lambda a, axis, keep: a.sum(axis, keepdims=keep),
          lambda torch, a, axis, keep: a.sum(axis, keepdim=keep), CUBE),
    *axes("mean", "mean", lambda a, axis, keep: a.mean(axis, keepdims=keep),
          lambda torch, a, axis, keep: a.mean(axis, keepdim=keep), FULL_CUBE),
    *axes("max", "max", lambda a, axis, keep: a.max(axis, keepdims=keep),
          lambda torch, a, axis, keep: a.amax(axis, keepdim=keep), FULL_CUBE, with_ties, no_ties),
    case("sum of any shape", "sum", lambda a: a.sum(), lambda torch, a: a.sum(), ONE),
    case("mean of none", "mean", lambda a: a.mean(axis=-1), lambda torch, a: a.mean(-1), CUBE),
    case("reshape", "reshape", lambda a: a.reshape(-1, 1), lambda torch, a: a.reshape(a.numel(), 1), ONE),
    case("reshape to the same", "reshape", lambda a: a.reshape(*a.shape), lambda torch, a: a.reshape(a.shape), ONE),
    case("transpose", "transpose", lambda a: a.transpose(), lambda torch, a: a.permute(2, 1, 0), CUBE),
    case("transpose round", "transpose", lambda a: a.transpose(1, 2, 0), lambda torch, a: a.permute(1, 2, 0), CUBE),
    *(
        case(f"index {name}", "index", lambda a, p=place: a[p], lambda torch, a, p=place: a[p], FULL_CUBE)
        for name, place in INDICES.items()
    ),
    case("index mask", "index", lambda a: a[a.data > 0], lambda torch, a: a[a > 0], ONE),
    case("matmul", "matmul", lambda a, b: a @ b, lambda torch, a, b: a @ b, MATRICES),
    case("dense", "dense", dense, lambda torch, x, w, b: x @ w + b, LAYER),
    *(
        case(f"{name} axis={axis}{note}", name, lambda a, n=name, x=axis: getattr(a, n)(x),
             lambda torch, a, n=name, x=axis: getattr(torch, n)(a, x), CUBE, draw)
        for name in ("softmax", "log_softmax")
        for axis, draw, note in ((-1, real, ""), (1, real, ""), (-1, large, " of large"))
    ),
    case("softmax cross-entropy", "softmax_cross_entropy", lambda s: losses.softmax_cross_entropy(s, labels_for(s)),
         lambda torch, s: torch.nn.functional.cross_entropy(s, torch.tensor(labels_for(s))), SAMPLES),
    case("softmax cross-entropy of large", "softmax_cross_entropy",
         lambda s: losses.softmax_cross_entropy(s, labels_for(s)),
         lambda torch, s: torch.nn.functional.cross_entropy(s, torch.tensor(labels_for(s))), SAMPLES, large),
    case("binary cross-entropy", "binary_cross_entropy", lambda s, t: losses.binary_cross_entropy(s, t.sigmoid()),
         lambda torch, s, t: torch.nn.functional.binary_cross_entropy_with_logits(s, t.sigmoid()),
         Shapes([((3, 4), (3, 4)), ((), ()), ((1,), (1,))], lambda choose: (any_shape(choose, 1),) * 2)),
    case("binary cross-entropy of large", "binary_cross_entropy",
         lambda s: losses.binary_cross_entropy(s, (signs_for(s) + 1) / 2),
         lambda torch, s: torch.nn.functional.binary_cross_entropy_with_logits(
             s, torch.tensor((signs_for(s) + 1) / 2)), SAMPLES, large),
    case("mean squared error", "", losses.mean_squared_error,
         lambda torch, p, t: torch.nn.functional.mse_loss(p, t),
         Shapes([((3, 4), (3, 4)), ((), ()), ((1,), (1,))], lambda choose: (any_shape(choose, 1),) * 2)),
    case("batch norm in training", "standardize", lambda x, a, b: normed(BatchNorm(x.shape[1]), x, a, b),
         lambda torch, x, a, b: torch.nn.functional.batch_norm(x, None, None, a, b, training=True), NORMED),
    case("batch norm in evaluation", "", batch_norm_eval, batch_norm_eval_torch, NORMED),
    case("layer norm", "standardize", lambda x, a, b: normed(LayerNorm(x.shape[-1]), x, a, b),
         lambda torch, x, a, b: torch.nn.functional.layer_norm(x, a.shape, a, b), NORMED_EACH),
    case("network", "", network, network_torch, NETWORK),
    case("used several times", "", reused, reused_torch, TWO),
]  # fmt: skip


def scalar(name, ours, theirs, shapes=NUMBER, draw=real, smooth=None):
    return case(f"scalar {name}", "", ours, theirs, shapes, draw, smooth, Value)


SCALAR_CASES = [
    scalar("+", lambda a, b: a + b, lambda torch, a, b: a + b, TWO_NUMBERS),
    scalar("−", lambda a, b: a - b, lambda torch, a, b: a - b, TWO_NUMBERS),
    scalar("×", lambda a, b: a * b, lambda torch, a, b: a * b, TWO_NUMBERS),
    scalar("÷", lambda a, b: a / b, lambda torch, a, b: a / b, TWO_NUMBERS, far_from_zero),
    scalar("power", lambda a, b: a**b, lambda torch, a, b: a**b, TWO_NUMBERS, positive),
    scalar("+ number", lambda a: a + 3, lambda torch, a: a + 3),
    scalar("number +", lambda a: 3 + a, lambda torch, a: 3 + a),
    scalar("− number", lambda a: a - 3, lambda torch, a: a - 3),
    scalar("number −", lambda a: 3 - a, lambda torch, a: 3 - a),
    scalar("× number", lambda a: a * 3, lambda torch, a: a * 3),
    scalar("number ×", lambda a: 3 * a, lambda torch, a: 3 * a),
    scalar("÷ number", lambda a: a / 4, lambda torch, a: a / 4),
    scalar("number ÷", lambda a: 4 / a, lambda torch, a: 4 / a, draw=far_from_zero),
    scalar("numpy's number ×", lambda a: np.float64(3) * a, lambda torch, a: 3 * a),
    *(
        scalar(f"to the {n}", lambda a, n=n: a**n, lambda torch, a, n=n: a**n, draw=draw)
        for n, draw in ((2, real), (3, real), (-1, far_from_zero), (0, real), (1, real), (0.5, positive))
    ),
    *(
        scalar(f"0 to the {n}", lambda a, n=n: (a * 0) ** n, lambda torch, a, n=n: (a * 0) ** n, smooth=real)
        for n in (0, 1, 2)
    ),
    scalar("number to the", lambda a: 2**a, lambda torch, a: 2**a),
    scalar("negate", lambda a: -a, lambda torch, a: -a),
    scalar("exp", lambda a: a.exp(), lambda torch, a: a.exp()),
    scalar("log", lambda a: a.log(), lambda torch, a: a.log(), draw=positive),
    scalar("tanh", lambda a: a.tanh(), lambda torch, a: a.tanh()),
    scalar("sigmoid", lambda a: a.sigmoid(), lambda torch, a: a.sigmoid()),
    scalar("sigmoid of large", lambda a: a.sigmoid(), lambda torch, a: a.sigmoid(), draw=large),
    scalar("relu", lambda a: a.relu(), lambda torch, a: a.relu(), draw=far_from_zero),
    scalar("relu at the kink", lambda a: a.relu(), lambda torch, a: a.relu(), draw=lambda rng, shape: np.zeros(shape),
           smooth=far_from_zero),
    scalar("used several times", reused, reused_torch, TWO_NUMBERS),
]  # fmt: skip

CASES = ARRAY_CASES + SCALAR_CASES
