"""The training loop: forward, error, backward, step, and again, over mini-batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec

import numpy as np

from course_lib.engine.tensor import Tensor
from course_lib.networks.finiteness import require_finite, where_it_broke
from course_lib.networks.layers import Layer
from course_lib.networks.minibatches import minibatches
from course_lib.optimizers.base import Optimizer
from course_lib.words.catalogue import words


@dataclass(frozen=True)
class Moment:
    """What a callback gets to see after each step: parameters as they are now, gradients as the step used them.

    Attributes:
        step: number of the step, from 0.
        epoch: number of the epoch, from 0.
        loss: error of this step's mini-batch, before the step.
        rate: learning rate of this step.
        model: the network.
        optimizer: with its memory.
    """

    step: int
    epoch: int
    loss: float
    rate: float
    model: Layer
    optimizer: Optimizer


Callback = Callable[[Moment], object]


@dataclass
class History:
    """What happened in training.

    Attributes:
        losses: error of the mini-batch in each step, before the step.
        epoch_losses: their mean over each complete epoch, every example counting alike.
        rates: learning rate of each step.
    """

    losses: list[float] = field(default_factory=list)
    epoch_losses: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)


def train(
    model: Layer,
    loss: Callable[[Tensor, np.ndarray], Tensor],
    x: np.ndarray,
    y: np.ndarray,
    optimizer: Optimizer,
    *,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    schedule: Callable[[int], float] | None = None,
    clip: Callable[[Sequence[np.ndarray]], Sequence[np.ndarray]] | None = None,
    callbacks: Sequence[Callback] = (),
    progress: bool = False,
) -> History:
    """Train a network and return what happened.

    Args:
        model: the network; its parameters are changed in place.
        loss: takes the network's output and the targets, gives one number.
        x: inputs, shape (n, ...), n ≥ 1.
        y: targets, shape (n, ...).
        optimizer: makes the steps.
        epochs: how often to go through all examples.
        batch_size: examples in a mini-batch.
        rng: decides the order of the examples.
        schedule: learning rate as a function of the step's number 0, 1, 2, ...; without it the optimizer's stays.
        clip: takes all gradients and returns them clipped, such as ``partial(clip_by_norm, limit=1.0)``.
        callbacks: each is called after every step with a `Moment`; if one returns True, training ends.
        progress: whether to show a progress bar.

    Raises:
        ValueError: if there are no examples, or not as many targets as inputs.
        NotFiniteError: as soon as an output, the error, a gradient or a parameter is infinite or not a number.

    Source: article, "Gradient descent", the four steps, on mini-batches.
    """
    if len(x) != len(y) or not len(x):
        raise ValueError(f"Every input needs its target, and at least one is needed: got {len(x)} and {len(y)}.")
    named = list(model.named_parameters())
    parameters = [parameter for _, parameter in named]
    history = History()
    step = 0
    # Numbers that overflow are looked for at each step, with a message that says where.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for epoch in _shown(epochs, progress):
            epoch_loss = 0.0
            for batch in minibatches(len(x), batch_size, rng):
                if schedule is not None:
                    optimizer.rate = schedule(step)
                for parameter in parameters:
                    parameter.grad = None
                error = loss(model(x[batch]), y[batch])
                if not np.isfinite(error.data):
                    raise where_it_broke(step, model, x[batch])
                error.backward()
                require_finite(step, "gradient", [(name, p.grad) for name, p in reversed(named)])
                if clip is not None:
                    _clip(parameters, clip)
                optimizer.step(parameters)
                require_finite(step, "parameter", [(name, p.data) for name, p in named])

                history.losses.append(error.item())
                history.rates.append(optimizer.rate)
                epoch_loss += error.item() * len(batch) / len(x)
                moment = Moment(step, epoch, error.item(), optimizer.rate, model, optimizer)
                # A list, so that every callback sees the last step even if one before it ends the training.
                if any([callback(moment) is True for callback in callbacks]):
                    return history
                step += 1
            history.epoch_losses.append(epoch_loss)
    return history


def _shown(epochs: int, progress: bool) -> Iterator[int]:
    if progress and find_spec("tqdm"):  # without it there is no bar, and all else is the same
        from tqdm.auto import tqdm

        yield from tqdm(range(epochs), desc=words("training.progress"))
    else:
        yield from range(epochs)


def _clip(parameters: Sequence[Tensor], clip: Callable[[Sequence[np.ndarray]], Sequence[np.ndarray]]) -> None:
    reached = [(p, p.grad) for p in parameters if p.grad is not None]
    for (parameter, _), clipped in zip(reached, clip([g for _, g in reached]), strict=True):
        parameter.grad = clipped
