"""The gradient monitor measures what it says, on the steps it says, and leaves the training as it was."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.monitor.gradient_monitor import (
    BAR_EDGES,
    HIGHEST,
    LOWEST,
    GradientMonitor,
    measure_layer,
    parameters_by_layer,
    size_histogram,
)
from course_lib.networks.clipping import clip_by_norm
from course_lib.networks.layers import Dense, ReLU, Residual, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.normalization import BatchNorm
from course_lib.networks.training import train
from course_lib.optimizers.rules import SGD, Adam


def small_network(seed=0):
    rng = np.random.default_rng(seed)
    return Sequential(Dense(4, 6, rng), BatchNorm(6), ReLU(), Dense(6, 3, rng))


def small_data(n=60):
    rng = np.random.default_rng(1)
    return rng.normal(size=(n, 4)), rng.integers(3, size=n)


def trained(every, optimizer, callbacks=(), clip=None):
    network = small_network()
    monitor = GradientMonitor(network, every) if every else None
    x, y = small_data()
    history = train(
        network, softmax_cross_entropy, x, y, optimizer, epochs=3, batch_size=10, rng=np.random.default_rng(2), clip=clip,
        callbacks=[*callbacks, *([monitor] if monitor else [])],
    )  # fmt: skip
    return monitor, history, network


@pytest.mark.parametrize("every", [1, 2, 5, 7, 100])
def test_each_measurement_is_what_happened_in_that_step(every):
    """A second look at every step, made by hand, agrees with the monitor's."""
    seen = {}
    before = {}

    def look(moment):
        now = {name: np.copy(p.data) for name, p in moment.model.named_parameters()}
        seen[moment.step] = (moment.loss, {name: np.copy(p.grad) for name, p in moment.model.named_parameters()}, before.copy(), now)
        before.update(now)

    before.update({name: np.copy(p.data) for name, p in small_network().named_parameters()})
    monitor, history, _ = trained(every, Adam(0.01), [look])
    assert [m.step for m in monitor.measurements] == list(range(0, 18, every))
    for measurement in monitor.measurements:
        loss, gradients, old, new = seen[measurement.step]
        assert measurement.loss == loss == history.losses[measurement.step]
        assert list(measurement.layers) == ["1.Dense", "2.BatchNorm", "4.Dense"]
        for layer, measured in measurement.layers.items():
            names = [name for name in gradients if name.startswith(layer)]
            assert len(names) == 2
            g, w, v = (np.concatenate([np.ravel(found[name]) for name in names]) for found in (gradients, old, new))
            assert measured.norm == pytest.approx(np.linalg.norm(g), rel=1e-12)
            assert measured.update == pytest.approx(np.linalg.norm(v - w), rel=1e-12)
            assert measured.ratio == pytest.approx(np.linalg.norm(v - w) / np.linalg.norm(w), rel=1e-12)
            assert measured.near_zero == np.mean(np.abs(g) < 1e-6)
            assert measured.histogram.sum() == len(g)
            weights = [np.ravel(gradients[name]) for name in names if gradients[name].ndim > 1]
            biases = np.concatenate([np.ravel(gradients[name]) for name in names if gradients[name].ndim == 1])
            assert measured.biases == pytest.approx(np.sqrt(np.mean(biases**2)), rel=1e-12)
            if weights:
                assert measured.weights == pytest.approx(np.sqrt(np.mean(weights[0] ** 2)), rel=1e-12)
            else:
                assert math.isnan(measured.weights)


def test_the_monitor_changes_nothing():
    _, with_monitor, network = trained(1, SGD(0.1))
    _, without, same = trained(0, SGD(0.1))
    assert with_monitor.losses == without.losses
    for ours, theirs in zip(network.parameters(), same.parameters(), strict=True):
        np.testing.assert_array_equal(ours.data, theirs.data)


def test_what_was_measured_does_not_change_when_training_goes_on():
    monitor, _, network = trained(1, SGD(0.1))
    first = monitor.measurements[0]
    copies = {name: (layer.histogram.copy(), layer.update) for name, layer in first.layers.items()}
    for parameter in network.parameters():
        parameter.data = parameter.data + 1.0
        parameter.grad[...] = 7.0
    for name, (histogram, update) in copies.items():
        np.testing.assert_array_equal(first.layers[name].histogram, histogram)
        assert first.layers[name].update == update


def test_it_sees_gradients_as_the_step_used_them():
    monitor, _, _ = trained(1, SGD(0.1), clip=lambda gradients: clip_by_norm(gradients, 0.01))
    for measurement in monitor.measurements:
        total = math.sqrt(sum(layer.norm**2 for layer in measurement.layers.values()))
        assert total == pytest.approx(0.01, rel=1e-3)


def test_a_layer_without_gradient_or_without_weights():
    zero = measure_layer(np.zeros(3), np.zeros(3), np.ones(3), 1e-6)
    assert zero.near_zero == 1 and zero.norm == 0 and math.isnan(zero.ratio)
    network = small_network()
    monitor = GradientMonitor(network, 1)
    from course_lib.networks.training import Moment

    monitor(Moment(0, 0, 1.0, 0.1, network, SGD(0.1)))
    assert monitor.measurements[0].layers["1.Dense"].norm == 0


def test_names_of_layers():
    rng = np.random.default_rng(0)
    assert list(parameters_by_layer(Dense(2, 3, rng))) == ["Dense"]
    assert list(parameters_by_layer(Sequential(Dense(2, 2, rng), Residual(Dense(2, 2, rng))))) == ["1.Dense", "2.Residual.inner"]


def test_every_must_be_at_least_1():
    with pytest.raises(ValueError, match="not of every 0"):
        GradientMonitor(small_network(), every=0)


@given(arrays(float, st.integers(1, 40), elements=st.floats(-1e30, 1e30) | st.sampled_from([0.0, 1.0, 0.5, 2.0**-41])))
def test_the_histogram_counts_each_number_in_the_bar_of_its_size(g):
    histogram = size_histogram(g)
    assert histogram.shape == (2, HIGHEST - LOWEST + 1) and histogram.sum() == len(g)
    edges = BAR_EDGES.copy()
    edges[0], edges[-1] = 0.0, np.inf
    for row, values in enumerate([g[~np.signbit(g)], -g[np.signbit(g)]]):
        np.testing.assert_array_equal(histogram[row], [np.sum((low <= values) & (values < high)) for low, high in pairwise(edges)])


def test_the_histogram_of_a_strided_array_and_of_whole_numbers():
    np.testing.assert_array_equal(size_histogram(np.arange(10.0)[::3]), size_histogram(np.array([0, 3, 6, 9])))
