"""Ideas of chapter 5: factors multiply along a way and add up over ways; what the way back costs."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, either_sign, one_of


def chain(rng: np.random.Generator) -> Drawn:
    """The slope of a chain is the product of its slopes."""
    first, second = (int(value) for value in rng.choice(np.arange(3, 8), size=2, replace=False))
    return drawn(first=first, second=second, right=first * second, total=first + second, larger=max(first, second))


def two_ways(rng: np.random.Generator) -> Drawn:
    """Where two ways lead to the error, what comes back on each is added."""
    one, other = (int(value) for value in rng.choice(np.arange(3, 9), size=2, replace=False))
    return drawn(one=one, other=other, right=one + other, product=one * other, last=other)


def product_factor(rng: np.random.Generator) -> Drawn:
    """The slope of a × b by a is b."""
    a, b = (int(value) for value in rng.choice(np.arange(2, 10), size=2, replace=False))
    return drawn(a=a, b=b, product=a * b)


def place_of_the_slope(rng: np.random.Generator) -> Drawn:
    """The slope of (s − target)² is taken at the s that the forward pass has found: 2 (s − target)."""
    target, miss = int(rng.integers(1, 4)), int(rng.integers(3, 7))
    return drawn(target=target, found=target + miss, miss=miss, right=2 * miss, at_zero=-2 * target, value=miss**2)


def relu_gate(rng: np.random.Generator) -> Drawn:
    """ReLU lets the gradient through where its input was positive, and stops it where it was negative."""
    value, gradient = either_sign(rng, int(rng.integers(2, 6))), int(rng.integers(6, 10))
    return drawn("open" if value > 0 else "closed", value=value, gradient=gradient, product=value * gradient)


def price(rng: np.random.Generator) -> Drawn:
    """Backpropagation finds all gradients for the price of a few forward passes."""
    return drawn(parameters=one_of(rng, 1000, 20_000, 50_000))


IDEAS = (
    Idea("chain_products.chain", "05", chain, exercises=("chain", "backward", "tanh"), quizzes=("05.predict_recipe",)),
    Idea("chain_products.two_ways", "05", two_ways, exercises=("add", "backward.overwritten", "dense_backward")),
    Idea("chain_products.product_factor", "05", product_factor, exercises=("multiply", "dense_forward")),
    Idea("chain_products.place_of_the_slope", "05", place_of_the_slope,
         exercises=("chain.outer_at_the_wrong_place", "sigmoid_backward"), quizzes=("05.quiz_place",)),
    Idea("chain_products.relu_gate", "05", relu_gate, exercises=("relu_backward", "relu_gradient")),
    Idea("chain_products.price", "05", price, exercises=("topological_order",), quizzes=("05.quiz_cost",)),
)  # fmt: skip
