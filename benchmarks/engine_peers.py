"""The same training steps in the words of each engine.

A maker returns ``step``, which trains for one step and returns the loss before it. All start from the same numbers, so
that their loss curves must agree.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

Step = Callable[[], float]
Arrays = list[np.ndarray]

SIZES = (64, 128, 64, 10)
BATCH = 64
WIDTH = 32


# --- the moons demo of micrograd: 100 points, a network 2-16-16-1, one number at a time ---


def moons() -> tuple[list[tuple[float, float]], list[int]]:
    """Two interleaved half circles, with some noise."""
    rng = random.Random(0)
    points, labels = [], []
    for i in range(100):
        angle = math.pi * rng.random()
        x, y = math.cos(angle), math.sin(angle)
        if i % 2:
            x, y = 1 - x, 0.5 - y
        points.append((x + rng.gauss(0, 0.1), y + rng.gauss(0, 0.1)))
        labels.append(2 * (i % 2) - 1)
    return points, labels


def one_by_one(weights: list[Any], inputs: list[Any], bias: Any) -> Any:
    return sum((w * x for w, x in zip(weights, inputs, strict=True)), bias)


def moons_step(value: type, weighted_sum: Callable[..., Any] = one_by_one) -> Step:
    """The demo's network and loss, for any class of scalars with micrograd's operations."""
    rng = random.Random(1)
    sizes = [(2, 16), (16, 16), (16, 1)]
    layers = [
        [([value(rng.uniform(-1, 1)) for _ in range(inputs)], value(0.0)) for _ in range(outputs)]
        for inputs, outputs in sizes
    ]
    parameters = [p for layer in layers for weights, bias in layer for p in (*weights, bias)]
    points, labels = moons()
    steps = 0

    def neuron(weights: list[Any], bias: Any, inputs: list[Any], last: bool) -> Any:
        total = weighted_sum(weights, inputs, bias)
        return total if last else total.relu()

    def score(point: tuple[float, float]) -> Any:
        signals = [value(x) for x in point]
        for number, layer in enumerate(layers, start=1):
            signals = [neuron(weights, bias, signals, number == len(layers)) for weights, bias in layer]
        return signals[0]

    def step() -> float:
        nonlocal steps
        losses = [(1 + -label * score(point)).relu() for point, label in zip(points, labels, strict=True)]
        loss = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in parameters)
        for p in parameters:
            p.grad = 0
        loss.backward()
        rate = 1.0 - 0.9 * steps / 100
        for p in parameters:
            p.data -= rate * p.grad
        steps += 1
        return loss.data

    return step


def moons_course() -> Step:
    from course_lib.engine.value import Value, weighted_sum

    return moons_step(Value, weighted_sum)


def moons_course_one_by_one() -> Step:
    from course_lib.engine.value import Value

    return moons_step(Value)


def moons_micrograd() -> Step:
    from micrograd.engine import Value

    return moons_step(Value)


# --- a network 64-128-64-10 with ReLU and softmax cross-entropy, batch 64 ---


def mlp_start() -> tuple[Arrays, Arrays, np.ndarray, np.ndarray]:
    """Return weights, biases, inputs and labels."""
    rng = np.random.default_rng(0)
    pairs = list(pairwise(SIZES))
    weights = [rng.normal(0, math.sqrt(2 / i), (i, o)) for i, o in pairs]
    return (
        weights,
        [np.zeros(o) for _, o in pairs],
        rng.normal(size=(BATCH, SIZES[0])),
        rng.integers(0, SIZES[-1], BATCH),
    )


def numpy_optimizer(kind: str, parameters: Arrays) -> Callable[[Arrays], None]:
    """The formulas by hand, for engines that bring no optimizers."""
    first, second = [np.zeros_like(p) for p in parameters], [np.zeros_like(p) for p in parameters]
    steps = 0

    def sgd(gradients: Arrays) -> None:
        for p, g in zip(parameters, gradients, strict=True):
            p -= 0.1 * g

    def momentum(gradients: Arrays) -> None:
        for p, g, v in zip(parameters, gradients, first, strict=True):
            v *= 0.9
            v += g
            p -= 0.1 * v

    def adam(gradients: Arrays) -> None:
        nonlocal steps
        steps += 1
        for p, g, m, v in zip(parameters, gradients, first, second, strict=True):
            m *= 0.9
            m += 0.1 * g
            v *= 0.999
            v += 0.001 * g**2
            p -= 0.001 / (1 - 0.9**steps) * m / (np.sqrt(v / (1 - 0.999**steps)) + 1e-8)

    return {"SGD": sgd, "Momentum": momentum, "Adam": adam}[kind]


def mlp_numpy(kind: str) -> Step:
    (w1, w2, w3), (b1, b2, b3), x, labels = mlp_start()
    rows = np.arange(BATCH)
    update = numpy_optimizer(kind, [w1, b1, w2, b2, w3, b3])

    def step() -> float:
        a1 = x @ w1 + b1
        h1 = np.maximum(a1, 0)
        a2 = h1 @ w2 + b2
        h2 = np.maximum(a2, 0)
        scores = h2 @ w3 + b3
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        loss = -np.log(shares[rows, labels]).mean()
        g = shares.copy()
        g[rows, labels] -= 1
        g /= BATCH
        gw3, gb3 = h2.T @ g, g.sum(axis=0)
        g = g @ w3.T * (a2 > 0)
        gw2, gb2 = h1.T @ g, g.sum(axis=0)
        g = g @ w2.T * (a1 > 0)
        gw1, gb1 = x.T @ g, g.sum(axis=0)
        update([gw1, gb1, gw2, gb2, gw3, gb3])
        return float(loss)

    return step


def mlp_course(kind: str) -> Step:
    from course_lib.engine.tensor import Tensor
    from course_lib.networks.layers import Dense, ReLU, Sequential
    from course_lib.networks.losses import softmax_cross_entropy
    from course_lib.optimizers.rules import SGD, Adam, Momentum

    weights, biases, x, labels = mlp_start()
    rng = np.random.default_rng(0)
    first, second, third = (Dense(*w.shape, rng) for w in weights)
    for layer, w, b in zip((first, second, third), weights, biases, strict=True):
        layer.weights.data, layer.biases.data = w, b
    model = Sequential(first, ReLU(), second, ReLU(), third)
    parameters, inputs = model.parameters(), Tensor(x, constant=True)
    optimizer = {"SGD": SGD(rate=0.1), "Momentum": Momentum(rate=0.1), "Adam": Adam(rate=0.001)}[kind]

    def step() -> float:
        for parameter in parameters:  # as the training loop does: their memory is free for the new ones
            parameter.grad = None
        loss = softmax_cross_entropy(model(inputs), labels)
        loss.backward()
        optimizer.step(parameters)
        return loss.item()

    return step


def mlp_course_operations(kind: str) -> Step:
    """The course's operations and backward rules, called by hand: what the tape and the layers add is the rest."""
    from course_lib.engine.elementwise import relu
    from course_lib.engine.network_operations import dense, softmax_cross_entropy

    (w1, w2, w3), (b1, b2, b3), x, labels = mlp_start()
    update = numpy_optimizer(kind, [w1, b1, w2, b2, w3, b3])

    def step() -> float:
        a1, (_, back_w1, back_b1) = dense(x, w1, b1)
        h1, (back_a1,) = relu(a1)
        a2, (back_h1, back_w2, back_b2) = dense(h1, w2, b2)
        h2, (back_a2,) = relu(a2)
        scores, (back_h2, back_w3, back_b3) = dense(h2, w3, b3)
        loss, (back_scores,) = softmax_cross_entropy(scores, labels=labels)
        g3 = back_scores(np.array(1.0))
        g2 = back_a2(back_h2(g3))
        g1 = back_a1(back_h1(g2))
        update([back_w1(g1), back_b1(g1), back_w2(g2), back_b2(g2), back_w3(g3), back_b3(g3)])
        return float(loss)

    return step


def mlp_torch(kind: str) -> Step:
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    weights, biases, x, labels = mlp_start()
    layers = [torch.nn.Linear(*w.shape) for w in weights]
    for layer, w, b in zip(layers, weights, biases, strict=True):
        layer.weight.data, layer.bias.data = torch.tensor(w.T.copy()), torch.tensor(b)
    model = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])
    optimizer = {
        "SGD": lambda p: torch.optim.SGD(p, lr=0.1),
        "Momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        "Adam": lambda p: torch.optim.Adam(p, lr=0.001),
    }[kind](model.parameters())
    inputs, targets = torch.tensor(x), torch.tensor(labels)

    def step() -> float:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(inputs), targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def mlp_autograd(kind: str) -> Step:
    import autograd.numpy as anp
    from autograd import value_and_grad

    weights, biases, x, labels = mlp_start()
    parameters = [p for pair in zip(weights, biases, strict=True) for p in pair]
    rows = np.arange(BATCH)
    update = numpy_optimizer(kind, parameters)

    def loss_of(parameters: list[Any]) -> Any:
        w1, b1, w2, b2, w3, b3 = parameters
        hidden = anp.maximum(x @ w1 + b1, 0)
        hidden = anp.maximum(hidden @ w2 + b2, 0)
        scores = hidden @ w3 + b3
        shifted = scores - scores.max(axis=1, keepdims=True)
        return -(shifted - anp.log(anp.sum(anp.exp(shifted), axis=1, keepdims=True)))[rows, labels].mean()

    both = value_and_grad(loss_of)

    def step() -> float:
        loss, gradients = both(parameters)
        update(gradients)
        return float(loss)

    return step


def mlp_mygrad(kind: str) -> Step:
    import mygrad as mg
    from mygrad.nnet.losses import softmax_crossentropy

    mg.turn_memory_guarding_off()
    weights, biases, x, labels = mlp_start()
    tensors = [mg.tensor(p) for pair in zip(weights, biases, strict=True) for p in pair]
    w1, b1, w2, b2, w3, b3 = tensors
    update = numpy_optimizer(kind, [t.data for t in tensors])

    def step() -> float:
        hidden = mg.nnet.relu(x @ w1 + b1)
        hidden = mg.nnet.relu(hidden @ w2 + b2)
        loss = softmax_crossentropy(hidden @ w3 + b3, labels)
        loss.backward()
        update([t.grad for t in tensors])
        return float(loss.item())

    return step


def mlp_dezero(kind: str) -> Step:
    np.int = int  # a name that numpy dropped since dezero's last release
    import dezero
    import dezero.functions as F
    import dezero.layers as L
    from dezero import optimizers

    weights, biases, x, labels = mlp_start()

    class Network(dezero.Model):
        def __init__(self) -> None:
            super().__init__()
            self.l1, self.l2, self.l3 = (L.Linear(w.shape[1], in_size=w.shape[0], dtype=np.float64) for w in weights)
            for layer, w, b in zip((self.l1, self.l2, self.l3), weights, biases, strict=True):
                layer.W.data, layer.b.data = w, b

        def forward(self, x: Any) -> Any:
            return self.l3(F.relu(self.l2(F.relu(self.l1(x)))))

    model = Network()
    optimizer = {
        "SGD": lambda: optimizers.SGD(0.1),
        "Momentum": lambda: optimizers.MomentumSGD(0.1, 0.9),
        # It adds epsilon before correcting for the start: so much smaller, it weighs as much as the others' in step 1.
        "Adam": lambda: optimizers.Adam(0.001, eps=1e-8 * math.sqrt(0.001)),
    }[kind]().setup(model)

    def step() -> float:
        loss = F.softmax_cross_entropy(model(x), labels)
        model.cleargrads()
        loss.backward()
        optimizer.update()
        return float(loss.data)

    return step


def mlp_tinygrad(kind: str) -> Step:
    import os

    os.environ.setdefault("OPTIM_DTYPE", "float64")
    from tinygrad import Tensor, dtypes
    from tinygrad.nn import optim

    dtypes.default_float = dtypes.float64
    Tensor.training = True
    weights, biases, x, labels = mlp_start()
    tensors = [Tensor(p, requires_grad=True).realize() for pair in zip(weights, biases, strict=True) for p in pair]
    w1, b1, w2, b2, w3, b3 = tensors
    inputs, targets = Tensor(x).realize(), Tensor(labels).realize()
    optimizer = {
        "SGD": lambda: optim.SGD(tensors, lr=0.1),
        "Momentum": lambda: optim.SGD(tensors, lr=0.1, momentum=0.9),
        # 1e-8 itself it writes to LLVM without a point, which LLVM takes for a whole number.
        "Adam": lambda: optim.Adam(tensors, lr=0.001, eps=1.00000001e-8),
    }[kind]()
    if kind == "Adam":  # its memory is in single precision, which it then refuses to mix with our doubles
        for name in ("m", "v"):
            setattr(optimizer, name, [Tensor(np.zeros(t.shape)).realize() for t in tensors])

    def step() -> float:
        optimizer.zero_grad()
        hidden = (inputs @ w1 + b1).relu()
        hidden = (hidden @ w2 + b2).relu()
        loss = (hidden @ w3 + b3).sparse_categorical_crossentropy(targets).backward()
        optimizer.step()
        return float(loss.item())

    return step


# --- depth: layers of width 32 with tanh, batch 32, forward and backward ---


def depth_start(layers: int) -> tuple[Arrays, np.ndarray]:
    rng = np.random.default_rng(0)
    weights = [rng.normal(0, math.sqrt(1 / WIDTH), (WIDTH, WIDTH)) for _ in range(layers)]
    return weights, rng.normal(size=(WIDTH, WIDTH))


def depth_numpy(layers: int) -> Step:
    weights, x = depth_start(layers)

    def step() -> float:
        signals = [x]
        for w in weights:
            signals.append(np.tanh(signals[-1] @ w))
        loss = (signals[-1] ** 2).mean()
        g = 2 * signals[-1] / x.size
        gradients = []
        for w in reversed(weights):
            out = signals.pop()
            g = g * (1 - out**2)
            gradients.append(signals[-1].T @ g)
            g = g @ w.T
        return float(loss)

    return step


def depth_course(layers: int) -> Step:
    from course_lib.engine.tensor import Tensor, as_tensor

    weights, x = depth_start(layers)
    parameters = [Tensor(w) for w in weights]

    def step() -> float:
        hidden = as_tensor(x)
        for w in parameters:
            hidden = (hidden @ w).tanh()
        loss = (hidden * hidden).mean()
        del hidden
        loss.backward()
        return loss.item()

    return step


def depth_torch(layers: int) -> Step:
    import torch

    torch.set_num_threads(1)
    weights, x = depth_start(layers)
    parameters = [torch.tensor(w, requires_grad=True) for w in weights]
    inputs = torch.tensor(x)

    def step() -> float:
        for p in parameters:
            p.grad = None
        hidden = inputs
        for w in parameters:
            hidden = (hidden @ w).tanh()
        loss = (hidden * hidden).mean()
        del hidden
        loss.backward()
        return loss.item()

    return step


MAKERS: dict[str, dict[str, Callable[..., Step]]] = {
    "moons": {
        "course": moons_course,
        "course, × and + one by one": moons_course_one_by_one,
        "micrograd": moons_micrograd,
    },
    "mlp": {
        "numpy by hand": mlp_numpy,
        "course": mlp_course,
        "course, operations without the tape": mlp_course_operations,
        "torch": mlp_torch,
        "autograd": mlp_autograd,
        "mygrad": mlp_mygrad,
        "dezero": mlp_dezero,
        "tinygrad": mlp_tinygrad,
    },
    "depth": {"numpy by hand": depth_numpy, "course": depth_course, "torch": depth_torch},
}
