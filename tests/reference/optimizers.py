"""What PyTorch's optimizers, schedules and clipping do in 200 steps, and the script that stores it for where it is not.

Run with PyTorch installed, from the repository: python tests/reference/optimizers.py
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_suffix(".npz")
STEPS = 200
SHAPES = ((2, 2), (1,), (), (0, 3))

# Name of the run: our optimizer, our settings, PyTorch's optimizer, PyTorch's settings.
RUNS: dict[str, tuple[str, dict[str, float], str, dict[str, Any]]] = {
    "sgd": ("SGD", {"rate": 0.05}, "SGD", {"lr": 0.05}),
    "momentum": ("Momentum", {"rate": 0.02, "momentum": 0.9}, "SGD", {"lr": 0.02, "momentum": 0.9}),
    "momentum_0": ("Momentum", {"rate": 0.02, "momentum": 0}, "SGD", {"lr": 0.02, "momentum": 0}),
    "nag": ("NAG", {"rate": 0.02, "momentum": 0.8}, "SGD", {"lr": 0.02, "momentum": 0.8, "nesterov": True}),
    "adagrad": ("AdaGrad", {}, "Adagrad", {}),
    "adagrad_fast": ("AdaGrad", {"rate": 0.5, "epsilon": 0.01}, "Adagrad", {"lr": 0.5, "eps": 0.01}),
    "rmsprop": ("RMSProp", {}, "RMSprop", {}),
    "rmsprop_0.9": (
        "RMSProp",
        {"rate": 0.03, "beta": 0.9, "epsilon": 0.1},
        "RMSprop",
        {"lr": 0.03, "alpha": 0.9, "eps": 0.1},
    ),
    "adam": ("Adam", {}, "Adam", {}),
    "adam_fast": (
        "Adam",
        {"rate": 0.1, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.001},
        "Adam",
        {"lr": 0.1, "betas": (0.5, 0.9), "eps": 0.001},
    ),
    "adam_without_momentum": ("Adam", {"rate": 0.05, "beta1": 0}, "Adam", {"lr": 0.05, "betas": (0.0, 0.999)}),
    "adamw": ("AdamW", {}, "AdamW", {}),
    "adamw_strong": (
        "AdamW",
        {"rate": 0.05, "weight_decay": 0.5},
        "AdamW",
        {"lr": 0.05, "weight_decay": 0.5},
    ),
    "amsgrad": ("AMSGrad", {}, "Adam", {"amsgrad": True}),
    "amsgrad_fast": (
        "AMSGrad",
        {"rate": 0.1, "beta2": 0.9},
        "Adam",
        {"lr": 0.1, "betas": (0.9, 0.9), "amsgrad": True},
    ),
}

# Name: our function and its settings, PyTorch's schedule and its settings; the first rate is 0.3.
SCHEDULES: dict[str, tuple[str, dict[str, float], str, dict[str, float]]] = {
    "constant": ("constant", {}, "ConstantLR", {"factor": 1.0, "total_iters": 0}),
    "step": ("step_decay", {"every": 30, "factor": 0.5}, "StepLR", {"step_size": 30, "gamma": 0.5}),
    "step_1": ("step_decay", {"every": 1, "factor": 0.99}, "StepLR", {"step_size": 1, "gamma": 0.99}),
    "exponential": ("exponential_decay", {"decay": 0.97}, "ExponentialLR", {"gamma": 0.97}),
    "cosine": ("cosine_decay", {"steps": 200}, "CosineAnnealingLR", {"T_max": 200}),
    "cosine_lowest": (
        "cosine_decay",
        {"steps": 200, "lowest": 0.01},
        "CosineAnnealingLR",
        {"T_max": 200, "eta_min": 0.01},
    ),
}

# Name: our function, PyTorch's, and the limit; far below and about as large as the gradients of `gradients`.
CLIPPINGS: dict[str, tuple[str, str, float]] = {
    "clip_by_norm": ("clip_by_norm", "clip_grad_norm_", 3.0),
    "clip_by_norm_tight": ("clip_by_norm", "clip_grad_norm_", 0.01),
    "clip_by_value": ("clip_by_value", "clip_grad_value_", 1.0),
}


def start() -> list[np.ndarray]:
    """The parameters at the start."""
    rng = np.random.default_rng(2026)
    return [np.array(rng.uniform(-2, 2, size=shape)) for shape in SHAPES]


def gradients(arrays: list[np.ndarray], step: int) -> list[np.ndarray]:
    """The gradients of a bumpy bowl whose curvatures differ a thousandfold, with noise; now and then exactly 0."""
    rng = np.random.default_rng([7, step])
    result = []
    for x in arrays:
        curvature = 10.0 ** np.linspace(-2, 1, x.size).reshape(x.shape)
        g = curvature * x + 0.3 * np.sin(3 * x) + 0.5 * rng.standard_normal(x.shape)
        result.append(g * (step % 10 != 9))
    return result


def torch_run(name: str) -> np.ndarray:
    """All parameters after each step of PyTorch's optimizer, shape (200, 6)."""
    import torch

    _, _, optimizer_name, settings = RUNS[name]
    parameters = [torch.tensor(x, requires_grad=True) for x in start()]
    optimizer = getattr(torch.optim, optimizer_name)(parameters, **settings)
    return _follow(parameters, optimizer.step)


def torch_clipped_run(name: str) -> np.ndarray:
    """All parameters after each step of PyTorch's SGD at rate 0.05, its gradients clipped, shape (200, 6)."""
    import torch

    _, clipping, limit = CLIPPINGS[name]
    parameters = [torch.tensor(x, requires_grad=True) for x in start()]
    optimizer = torch.optim.SGD(parameters, lr=0.05)

    def clip_and_step() -> None:
        getattr(torch.nn.utils, clipping)(parameters, limit)
        optimizer.step()

    return _follow(parameters, clip_and_step)


def torch_rates(name: str) -> np.ndarray:
    """The rate of each step under PyTorch's schedule, shape (200,)."""
    import torch

    _, _, schedule_name, settings = SCHEDULES[name]
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.3)
    schedule = getattr(torch.optim.lr_scheduler, schedule_name)(optimizer, **settings)
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return np.array(rates)


def _follow(parameters: list[Any], step: Callable[[], Any]) -> np.ndarray:
    import torch

    path = []
    for number in range(STEPS):
        arrays = [p.detach().numpy().copy() for p in parameters]
        for p, g in zip(parameters, gradients(arrays, number), strict=True):
            p.grad = torch.tensor(g)
        step()
        path.append(np.concatenate([p.detach().numpy().ravel() for p in parameters]))
    return np.array(path)


def all_of_torch() -> dict[str, np.ndarray]:
    """Every run, clipped run and schedule, by name."""
    results = {f"run {name}": torch_run(name) for name in RUNS}
    results |= {f"clipping {name}": torch_clipped_run(name) for name in CLIPPINGS}
    return results | {f"schedule {name}": torch_rates(name) for name in SCHEDULES}


def main() -> None:
    """Store what the installed PyTorch does."""
    import torch

    np.savez_compressed(FILE, made_with=np.array(f"torch {torch.__version__}"), **all_of_torch())
    print(f"{FILE}: torch {torch.__version__}")


if __name__ == "__main__":
    main()
