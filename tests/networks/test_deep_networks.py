"""Deep networks, what travels through them, dead neurons, and the cliff of a recurrent network."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.engine.tensor import Tensor, no_grad
from course_lib.ground.recurrent_cliff import recurrent_cliff
from course_lib.networks.clipping import total_norm
from course_lib.networks.dead_units import count_silent, dead_units
from course_lib.networks.deep_networks import deep_network
from course_lib.networks.deep_signals import layer_signals
from course_lib.networks.initializers import he, normal, xavier
from course_lib.networks.layers import Dense, ReLU, Residual, Sequential, Sigmoid, Tanh
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.normalization import BatchNorm, LayerNorm
from course_lib.slopes.differentiation import numerical_gradient


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def network(rng, depth=3, **settings):
    return deep_network(4, 4, depth, 3, rng, **settings)


@pytest.mark.parametrize("normalization", [None, BatchNorm, LayerNorm])
@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("activation", [Sigmoid, Tanh, ReLU])
def test_a_hidden_layer_is_dense_then_normalization_then_activation(rng, activation, residual, normalization):
    model = network(rng, activation=activation, residual=residual, normalization=normalization)
    *hidden, last = model.layers
    assert len(hidden) == 3 and isinstance(last, Dense)
    for layer in hidden:
        assert isinstance(layer, Residual) is residual
        parts = [type(part) for part in (layer.inner if residual else layer).layers]
        assert parts == [Dense, *([] if normalization is None else [normalization]), activation]
    assert model(np.ones((5, 4))).shape == (5, 3)


def test_what_comes_in_is_added_only_where_the_widths_agree(rng):
    first, second, _ = deep_network(4, 6, 2, 3, rng, residual=True).layers
    assert isinstance(first, Sequential) and isinstance(second, Residual)
    with pytest.raises(ValueError, match="at least 1"):
        network(rng, depth=0)


def test_weights_come_from_the_initializer_and_the_generator(rng):
    same = [network(np.random.default_rng(7), initializer=normal(0.5)).parameters()[0].data for _ in range(2)]
    np.testing.assert_array_equal(*same)
    wide = deep_network(200, 200, 1, 3, rng, initializer=normal(0.5)).parameters()[0].data
    assert wide.std() == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize("settings", [{}, {"residual": True}, {"normalization": LayerNorm, "activation": Tanh}])
def test_signals_are_those_that_a_change_of_each_output_makes(rng, settings):
    model, x, y = network(rng, **settings), rng.normal(size=(5, 4)), np.array([0, 1, 2, 0, 1])
    for parameter in model.parameters():  # away from the kinks, where no change of an output tells the slope
        parameter.data = parameter.data + rng.normal(size=parameter.shape) / 4
    seen = layer_signals(model, softmax_cross_entropy, x, y)
    assert len(seen.outputs) == len(seen.gradients) == len(seen.weight_norms) == 3
    out = x
    for number, layer in enumerate(model.layers[:-1]):
        out = layer(out).data
        np.testing.assert_array_equal(seen.outputs[number], out)

        rest = Sequential(*model.layers[number + 1 :])

        def error_from_here(output, rest=rest):
            with no_grad():
                return softmax_cross_entropy(rest(output), y).item()

        np.testing.assert_allclose(seen.gradients[number], numerical_gradient(error_from_here, out), atol=1e-8)
    assert seen.loss == pytest.approx(softmax_cross_entropy(model(x), y).item(), rel=1e-12)
    np.testing.assert_allclose(seen.gradient_norms, [np.linalg.norm(g) for g in seen.gradients])
    np.testing.assert_allclose(seen.output_spreads, [o.std() for o in seen.outputs])


def test_weight_norms_are_those_of_all_parameters_of_a_layer(rng):
    model, x, y = network(rng, normalization=LayerNorm), rng.normal(size=(5, 4)), np.zeros(5, int)
    seen = layer_signals(model, softmax_cross_entropy, x, y)
    softmax_cross_entropy(model(Tensor(x, constant=True)), y).backward()
    for norm, layer in zip(seen.weight_norms, model.layers[:-1], strict=True):
        assert len(layer.parameters()) == 4
        assert norm == pytest.approx(total_norm([p.grad for p in layer.parameters()]), rel=1e-12)


def test_known_factors_of_each_layer(rng):
    """He keeps the mean of the squared gradient; half of the weights halve it at each layer."""
    x, y = rng.normal(size=(32, 100)), rng.integers(10, size=32)

    def factor(initializer, activation):
        model = deep_network(100, 100, 20, 10, rng, initializer=initializer, activation=activation)
        norms = layer_signals(model, softmax_cross_entropy, x, y).gradient_norms
        return (norms[0] / norms[-1]) ** (1 / 19)

    assert factor(he, ReLU) == pytest.approx(1, abs=0.06)
    assert factor(xavier, ReLU) == pytest.approx(np.sqrt(1 / 2), abs=0.05)
    assert factor(normal(np.sqrt(2 / 100) / 2), ReLU) == pytest.approx(1 / 2, abs=0.04)
    assert factor(xavier, Sigmoid) < 0.26


def test_a_network_that_explodes_can_be_looked_at(rng):
    model = deep_network(4, 64, 50, 3, rng, initializer=normal(1e8))
    seen = layer_signals(model, softmax_cross_entropy, np.ones((2, 4)), np.array([0, 1]))
    assert len(seen.gradients) == 50 and not np.isfinite(seen.loss)


def test_dead_units_are_those_that_are_silent_for_every_example(rng):
    model = network(rng, depth=2)
    x = rng.normal(size=(50, 4))
    before = dead_units(model, x)
    first = model.layers[0].layers[0]
    first.biases.data = np.array([-1e6, 0.0, -1e6, 0.0])
    after = dead_units(model, x)
    assert before.shape == (2,) and after[0] == before[0] + 2
    # One example that wakes a neuron up is enough.
    waking = np.vstack([x, 1e8 * np.sign(first.weights.data[:, 0])])
    assert dead_units(model, waking)[0] <= after[0] - 1
    assert count_silent(np.array([[0.0, 0, 1], [0, 2, 0]])) == 1


@pytest.mark.parametrize("place", [(5.5, -2.2), (4.2, -2.6), (6.5, -3.2), (4.0, -2.0)])
def test_gradient_of_the_recurrent_cliff(place):
    ground = recurrent_cliff()
    expected = numerical_gradient(lambda p: float(ground.f(p)), np.array(place), h=1e-7)
    np.testing.assert_allclose(ground.gradient(np.array(place)), expected, rtol=1e-4, atol=1e-8)


def test_the_recurrent_cliff_is_that_of_the_formula_and_is_steep():
    ground = recurrent_cliff()
    w, b, x = 5.0, -2.6, 0.5
    for _ in range(50):
        x = w / (1 + np.exp(-x)) + b
    assert ground.f(np.array([w, b])) == pytest.approx((1 / (1 + np.exp(-x)) - 0.7) ** 2, rel=1e-9)
    w, b = np.meshgrid(np.linspace(*ground.region[0], 200), np.linspace(*ground.region[1], 200))
    slopes = np.linalg.norm(ground.gradient(np.stack([w, b], axis=-1)), axis=-1)
    assert slopes.shape == (200, 200) and slopes.max() > 200 * np.median(slopes)
    hessian = ground.hessian(np.array([5.5, -2.2]))
    assert hessian.shape == (2, 2) and np.isfinite(hessian).all()
    with pytest.raises(ValueError, match="at least 1"):
        recurrent_cliff(0)
