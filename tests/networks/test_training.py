"""The training loop and mini-batches: the steps that the formulas say, each example once an epoch, what it tells."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.data.digits import digits
from course_lib.data.faces import faces
from course_lib.data.splitting import train_and_test
from course_lib.descent.schedules import step_decay
from course_lib.engine.tensor import Operand, Tensor, as_tensor
from course_lib.networks.clipping import clip_by_norm, total_norm
from course_lib.networks.finiteness import NotFiniteError
from course_lib.networks.layers import Dense, Layer, ReLU, Sequential
from course_lib.networks.losses import mean_squared_error, softmax_cross_entropy
from course_lib.networks.minibatches import minibatches
from course_lib.networks.training import History, Moment, train
from course_lib.optimizers.rules import SGD, Adam
from course_lib.words.language import LANGUAGES


def line_data(n: int = 20) -> tuple[np.ndarray, np.ndarray]:
    x = np.random.default_rng(1).uniform(-1, 1, size=(n, 1))
    return x, 2 * x + 0.5


def line(seed: int = 0) -> Dense:
    return Dense(1, 1, np.random.default_rng(seed))


def train_line(model: Layer, **settings) -> History:
    x, y = line_data()
    standard = {"optimizer": SGD(rate=0.1), "epochs": 3, "batch_size": 8, "rng": np.random.default_rng(0)}
    return train(model, mean_squared_error, x, y, **{**standard, **settings})


# Mini-batches


@given(n=st.integers(0, 200), size=st.integers(1, 250), seed=st.integers(0, 99))
def test_an_epoch_holds_each_example_once(n: int, size: int, seed: int) -> None:
    batches = list(minibatches(n, size, np.random.default_rng(seed)))
    assert sorted(np.concatenate([*batches, np.empty(0, int)])) == list(range(n))
    assert all(len(batch) == size for batch in batches[:-1])
    assert len(batches) == -(-n // size)


def test_the_order_is_random_repeatable_and_new_in_each_epoch() -> None:
    rng = np.random.default_rng(0)
    first, second = (np.concatenate([*minibatches(100, 10, rng)]) for _ in range(2))
    again = np.concatenate([*minibatches(100, 10, np.random.default_rng(0))])
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, second) and not np.array_equal(first, np.arange(100))


def test_a_mini_batch_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 example, not 0"):
        list(minibatches(10, 0, np.random.default_rng(0)))


# The loop


def test_it_takes_the_steps_that_the_formulas_say() -> None:
    """Gradient descent by hand on the line's mean squared error, over the same mini-batches."""
    x, y = line_data()
    model = line()
    a, b = model.weights.data.item(), model.biases.data.item()
    losses = []
    rng = np.random.default_rng(0)
    for _ in range(3):
        for batch in minibatches(20, 8, rng):
            error = a * x[batch] + b - y[batch]
            losses.append(np.mean(error**2))
            a, b = a - 0.1 * np.mean(2 * error * x[batch]), b - 0.1 * np.mean(2 * error)
    history = train_line(model)
    np.testing.assert_allclose(history.losses, losses, rtol=1e-12)
    assert model.weights.data.item() == pytest.approx(a) and model.biases.data.item() == pytest.approx(b)
    means = [np.average(losses[3 * epoch : 3 * epoch + 3], weights=[8, 8, 4]) for epoch in range(3)]
    np.testing.assert_allclose(history.epoch_losses, means)
    assert history.rates == [0.1] * 9


def test_it_learns_the_line() -> None:
    model = line()
    history = train_line(model, epochs=200)
    assert model.weights.data.item() == pytest.approx(2, abs=1e-3)
    assert model.biases.data.item() == pytest.approx(0.5, abs=1e-3)
    assert history.losses[-1] < 1e-5 < history.losses[0]


def test_the_same_seed_gives_the_same_training() -> None:
    first, again, other = (
        train_line(line(), rng=np.random.default_rng(seed), optimizer=Adam(rate=0.1)) for seed in (4, 4, 5)
    )
    assert first == again != other


def test_a_schedule_sets_the_rate_of_each_step() -> None:
    history = train_line(line(), schedule=lambda step: step_decay(0.1, step, every=4))
    np.testing.assert_allclose(history.rates, [0.1] * 4 + [0.05] * 4 + [0.025])


def test_all_gradients_are_clipped_together_before_the_step() -> None:
    norms = []

    def look(moment: Moment) -> None:
        norms.append(total_norm([p.grad for p in moment.model.parameters()]))

    model = line()
    before = [p.data.copy() for p in model.parameters()]
    train_line(model, clip=partial(clip_by_norm, limit=0.01), callbacks=[look], epochs=1, batch_size=20)
    moved = total_norm([p.data - b for p, b in zip(model.parameters(), before, strict=True)])
    assert norms == [pytest.approx(0.01, rel=1e-3)]
    assert moved == pytest.approx(0.1 * 0.01, rel=1e-3)


def test_callbacks_see_every_step_with_its_gradients() -> None:
    seen: list[Moment] = []
    model, optimizer = line(), SGD(rate=0.1)
    weights = [model.weights.data.item()]

    def look(moment: Moment) -> None:
        seen.append(moment)
        weights.append(moment.model.weights.data.item())
        assert weights[-1] == pytest.approx(weights[-2] - 0.1 * moment.model.weights.grad.item())

    history = train_line(model, optimizer=optimizer, callbacks=[look])
    assert [moment.step for moment in seen] == list(range(9))
    assert [moment.epoch for moment in seen] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [moment.loss for moment in seen] == history.losses
    assert all(moment.model is model and moment.optimizer is optimizer and moment.rate == 0.1 for moment in seen)


def test_a_callback_that_returns_true_ends_the_training_and_the_others_still_see_that_step() -> None:
    seen = []
    history = train_line(line(), callbacks=[lambda moment: moment.step == 4, lambda moment: seen.append(moment.step)])
    assert len(history.losses) == 5 and seen == [0, 1, 2, 3, 4]
    assert len(history.epoch_losses) == 1
    assert len(train_line(line(), callbacks=[lambda moment: moment.loss]).losses) == 9


def test_a_parameter_that_is_not_used_keeps_no_stale_gradient() -> None:
    class Halves(Layer):
        """Uses its second half in the first step only."""

        def __init__(self) -> None:
            self.first, self.second = line(0), line(1)
            self.calls = 0

        def __call__(self, x: Operand) -> Tensor:
            self.calls += 1
            out = self.first(x)
            return out + self.second(x) if self.calls == 1 else out

    model = Halves()
    after = []
    train_line(model, callbacks=[lambda moment: after.append(model.second.weights.data.item())])
    assert len(set(after)) == 1 and after[0] != line(1).weights.data.item()


def test_no_epochs_no_training() -> None:
    model = line()
    assert train_line(model, epochs=0) == History()
    np.testing.assert_array_equal(model.weights.data, line().weights.data)


@pytest.mark.parametrize(("inputs", "targets"), [(3, 2), (0, 0), (0, 3)])
def test_inputs_and_targets_that_do_not_pair_are_refused(inputs: int, targets: int) -> None:
    with pytest.raises(ValueError, match=f"got {inputs} and {targets}"):
        train(
            line(),
            mean_squared_error,
            np.ones((inputs, 1)),
            np.ones((targets, 1)),
            SGD(),
            epochs=1,
            batch_size=2,
            rng=np.random.default_rng(0),
        )


def test_the_progress_bar_shows_the_epochs(capsys) -> None:
    history = train_line(line(), progress=True)
    assert "3/3" in capsys.readouterr().err
    assert history == train_line(line())
    assert capsys.readouterr().err == ""


# Numbers that stop being finite


class Broken(Layer):
    """Passes numbers on until a certain call, from which on they are infinite."""

    def __init__(self, call: int) -> None:
        self.call = call

    def __call__(self, x: Operand) -> Tensor:
        self.call -= 1
        return as_tensor(x) * (np.inf if self.call < 0 else 1.0)


def test_the_layer_whose_output_broke_is_named_with_the_step() -> None:
    rng = np.random.default_rng(0)
    model = Sequential(Dense(1, 3, rng), ReLU(), Broken(call=4), Dense(3, 1, rng))
    with pytest.raises(NotFiniteError) as caught:
        train_line(model)
    assert (caught.value.step, caught.value.kind, caught.value.layer) == (4, "output", "3.Broken")
    assert "4" in str(caught.value) and "3.Broken" in str(caught.value)


def test_a_model_that_is_one_layer_is_named_by_its_kind() -> None:
    with pytest.raises(NotFiniteError) as caught:
        train_line(Broken(call=0))
    assert (caught.value.step, caught.value.kind, caught.value.layer) == (0, "output", "Broken")


def test_a_rate_that_is_far_too_large_ends_with_the_error_and_without_warnings() -> None:
    rng = np.random.default_rng(0)
    model = Sequential(Dense(1, 3, rng), ReLU(), Dense(3, 1, rng))
    with pytest.raises(NotFiniteError) as caught:
        train_line(model, optimizer=SGD(rate=1e80), epochs=50)
    assert 0 < caught.value.step < 10
    assert caught.value.kind in ("output", "loss", "gradient", "parameter")


def test_a_gradient_that_broke_is_named_nearest_to_the_output() -> None:
    """√ has an infinite slope at 0, so that the error is finite and its gradient is not."""
    rng = np.random.default_rng(0)
    model = Sequential(Dense(1, 2, rng), Dense(2, 1, rng))

    def loss(prediction: Tensor, target: np.ndarray) -> Tensor:
        return (prediction - prediction.data).sqrt().sum()

    x, y = line_data()
    with pytest.raises(NotFiniteError) as caught:
        train(model, loss, x, y, SGD(), epochs=1, batch_size=20, rng=rng)
    assert (caught.value.step, caught.value.kind, caught.value.layer) == (0, "gradient", "2.Dense.biases")


def test_a_parameter_that_broke_in_the_step_is_named() -> None:
    with pytest.raises(NotFiniteError) as caught:
        train_line(line(), optimizer=SGD(rate=np.inf))
    assert (caught.value.step, caught.value.kind, caught.value.layer) == (0, "parameter", "weights")


def test_a_loss_that_broke_by_itself_and_data_that_were_broken_are_told_apart() -> None:
    x, y = line_data()
    settings = {"epochs": 1, "batch_size": 20, "rng": np.random.default_rng(0)}
    with pytest.raises(NotFiniteError) as caught:
        train(line(), lambda p, t: mean_squared_error(p, t) * np.nan, x, y, SGD(), **settings)
    assert (caught.value.step, caught.value.kind, caught.value.layer) == (0, "loss", "")
    x[7] = np.nan
    with pytest.raises(NotFiniteError) as caught:
        train(line(), mean_squared_error, x, y, SGD(), **settings)
    assert caught.value.kind == "data"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["data", "output", "loss", "gradient", "parameter"])
def test_every_kind_has_its_sentence_with_step_and_layer(kind: str, code: str, speak) -> None:
    speak(code)
    message = str(NotFiniteError(12, kind, "2.Dense.weights"))
    assert "12" in message
    assert ("2.Dense.weights" in message) == (kind not in ("data", "loss"))
    assert len(message.splitlines()) == 2
    assert ("np.isfinite(x)" in message) == (kind == "data")  # the advice on data; on the rest it is to train gently


# What the course does with it


def test_a_small_network_reads_digits_it_has_not_seen() -> None:
    images, labels = digits()
    x = images.reshape(len(images), -1)
    rng = np.random.default_rng(0)
    learn, test = train_and_test(len(x), 0.25, rng)
    model = Sequential(Dense(64, 32, rng), ReLU(), Dense(32, 10, rng))
    train(model, softmax_cross_entropy, x[learn], labels[learn], Adam(rate=0.005), epochs=15, batch_size=32, rng=rng)
    assert (model(x[test]).data.argmax(axis=1) == labels[test]).mean() > 0.95


def test_one_layer_tells_cats_from_dogs() -> None:
    images, labels = faces(600, np.random.default_rng(0))
    x = images.reshape(len(images), -1)
    rng = np.random.default_rng(0)
    model = Dense(400, 2, rng)
    train(model, softmax_cross_entropy, x[:400], labels[:400], SGD(rate=0.1), epochs=20, batch_size=32, rng=rng)
    assert (model(x[400:]).data.argmax(axis=1) == labels[400:]).mean() >= 0.95
