"""Layers, normalization and initial weights: what they own, what they remember, what they refuse."""

from __future__ import annotations

import math

import numpy as np
import pytest

from course_lib.engine.tensor import Tensor, no_grad
from course_lib.networks import initializers
from course_lib.networks.layers import Dense, Layer, ReLU, Residual, Sequential, Sigmoid, Tanh
from course_lib.networks.losses import mean_squared_error
from course_lib.networks.normalization import BatchNorm, LayerNorm


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_parameters_come_in_order_with_names_that_say_where_they_are(rng):
    model = Sequential(
        Dense(3, 4, rng), BatchNorm(4), ReLU(), Residual(Sequential(Dense(4, 4, rng), Tanh())), LayerNorm(4), Sigmoid()
    )
    names = [name for name, _ in model.named_parameters()]
    assert names == [
        "1.Dense.weights",
        "1.Dense.biases",
        "2.BatchNorm.scale",
        "2.BatchNorm.shift",
        "4.Residual.inner.1.Dense.weights",
        "4.Residual.inner.1.Dense.biases",
        "5.LayerNorm.scale",
        "5.LayerNorm.shift",
    ]
    assert [p.shape for p in model.parameters()] == [(3, 4), (4,), (4,), (4,), (4, 4), (4,), (4,), (4,)]


def test_a_shared_layer_is_counted_once_and_learns_from_both_uses(rng):
    shared = Dense(2, 2, rng)
    model = Sequential(shared, Tanh(), shared)
    assert len(model.parameters()) == 2
    model(rng.normal(size=(3, 2))).sum().backward()
    both = shared.biases.grad
    hidden = shared(np.zeros((3, 2)))
    hidden.sum().backward()
    assert not np.allclose(both, shared.biases.grad)


def test_every_parameter_gets_a_gradient_of_its_shape(rng):
    model = Sequential(
        Dense(3, 4, rng), BatchNorm(4), ReLU(), Residual(Dense(4, 4, rng)), LayerNorm(4), Dense(4, 2, rng)
    )
    mean_squared_error(model(rng.normal(size=(5, 3))), np.zeros((5, 2))).backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None and parameter.grad.shape == parameter.shape, name


def test_a_network_learns_what_no_line_can(rng):
    model = Sequential(Dense(2, 8, rng, initializers.xavier), Tanh(), Dense(8, 1, rng, initializers.xavier))
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    target = np.array([[0], [1], [1], [0]])
    for _ in range(500):
        loss = mean_squared_error(model(x), target)
        loss.backward()
        for parameter in model.parameters():
            parameter.data = parameter.data - 0.3 * parameter.grad
    assert loss.item() < 0.01


def test_a_wrong_input_is_answered_with_the_shapes(rng):
    with pytest.raises(ValueError, match=r"dense .*\(5, 2\) and \(3, 4\)"):
        Dense(3, 4, rng)(np.ones((5, 2)))
    with pytest.raises(ValueError, match=r"\(5, 4\) of \(5, 3\)"):
        Residual(Dense(3, 4, rng))(np.ones((5, 3)))
    with pytest.raises(ValueError, match=r"\(samples, 3\), not \(5, 2\)"):
        BatchNorm(3)(np.ones((5, 2)))
    with pytest.raises(ValueError, match=r"\(samples, 3\), not \(3,\)"):
        BatchNorm(3)(np.ones(3))
    with pytest.raises(ValueError, match=r"\(\.\.\., 3\), not \(5, 2\)"):
        LayerNorm(3)(np.ones((5, 2)))
    with pytest.raises(NotImplementedError, match="Layer does not say"):
        Layer()(np.ones(3))


def test_residual_leaves_the_input_a_direct_road():
    x = Tensor([[1.0, -2.0]])
    blocked = Dense(2, 2, np.random.default_rng(0), initializers.zeros)
    Residual(blocked)(x).sum().backward()
    assert x.grad.tolist() == [[1, 1]]


# --- normalization --------------------------------------------------------------------------------------------------


def test_training_and_evaluation_reach_every_layer_inside(rng):
    inner = BatchNorm(2)
    model = Sequential(Residual(Sequential(Dense(2, 2, rng), inner)))
    assert inner.training
    model.eval()
    assert not inner.training and not model.training
    model.train()
    assert inner.training and model.training


def test_batch_norm_gives_each_feature_mean_0_and_variance_1_in_training(rng):
    out = BatchNorm(3, epsilon=1e-12)(5 + 10 * rng.normal(size=(50, 3))).data
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(out.var(axis=0), 1, rtol=1e-9)


def test_batch_norm_in_evaluation_does_not_look_at_the_other_samples(rng):
    layer = BatchNorm(3)
    for _ in range(200):
        layer(5 + 10 * rng.normal(size=(100, 3)))
    np.testing.assert_allclose(layer.running_mean, 5, atol=1.5)
    np.testing.assert_allclose(layer.running_variance, 100, rtol=0.15)
    layer.eval()
    x = rng.normal(size=(4, 3))
    np.testing.assert_allclose(layer(x).data[1:2], layer(x[1:2]).data, rtol=1e-14)
    before = layer.running_mean
    layer(x)
    assert layer.running_mean is before


def test_batch_norm_remembers_nothing_of_the_way_its_averages_came_about(rng):
    layer = BatchNorm(2)
    x = Tensor(rng.normal(size=(4, 2)))
    layer(x)
    layer.eval()
    layer(x).sum().backward()
    np.testing.assert_allclose(x.grad, np.broadcast_to(1 / np.sqrt(layer.running_variance + layer.epsilon), (4, 2)))


def test_batch_norm_in_training_needs_two_samples():
    with pytest.raises(ValueError, match="at least 2 samples to compare, not 1"):
        BatchNorm(2)(np.ones((1, 2)))


def test_layer_norm_is_the_same_in_training_and_evaluation(rng):
    layer = LayerNorm(4)
    x = rng.normal(size=(1, 4))
    trained = layer(x).data
    layer.eval()
    np.testing.assert_array_equal(layer(x).data, trained)
    assert abs(trained.mean()) < 1e-12


# --- initial weights ------------------------------------------------------------------------------------------------


def test_the_spread_of_initial_weights(rng):
    inputs, outputs = 300, 200
    for draw, spread in (
        (initializers.normal(0.05), 0.05),
        (initializers.xavier, math.sqrt(2 / 500)),
        (initializers.he, math.sqrt(2 / 300)),
    ):
        weights = draw(inputs, outputs, rng)
        assert weights.shape == (inputs, outputs)
        # The standard deviation of 60,000 draws is known to 0.3 %.
        assert weights.std() == pytest.approx(spread, rel=0.015)
        assert abs(weights.mean()) < 5 * spread / math.sqrt(weights.size)
    assert not initializers.zeros(inputs, outputs, rng).any()


def test_initial_weights_follow_the_generator_alone():
    first, again = (initializers.he(3, 2, np.random.default_rng(1)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_zeros_keep_all_neurons_alike(rng):
    model = Sequential(Dense(2, 3, rng, initializers.zeros), Tanh(), Dense(3, 1, rng))
    model(np.ones((1, 2))).sum().backward()
    weights = model.parameters()[0]
    assert weights.grad.any()
    alike = Sequential(Dense(2, 3, rng, initializers.zeros), Tanh(), Dense(3, 1, rng, initializers.zeros))
    alike(np.ones((1, 2))).sum().backward()
    assert not alike.parameters()[0].grad.any()


@pytest.mark.parametrize("call", [lambda: initializers.he_std(0), lambda: initializers.xavier_std(0, 0)])
def test_a_layer_without_inputs_is_refused(call):
    with pytest.raises(ValueError, match="at least one input"):
        call()


def test_a_negative_spread_is_refused():
    with pytest.raises(ValueError, match="0 or more, not -1"):
        initializers.normal(-1)


def test_layers_compute_the_same_without_remembering(rng):
    model = Sequential(Dense(2, 3, rng), ReLU(), Dense(3, 1, rng))
    x = rng.normal(size=(4, 2))
    with no_grad():
        silent = model(x)
    assert silent.constant
    np.testing.assert_array_equal(silent.data, model(x).data)
