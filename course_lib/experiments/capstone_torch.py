"""The capstone's network trained by PyTorch, to compare with: same sizes, data, initialization, clipping and Adam."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np

from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test

# Shares of held-back digits told rightly, for the seeds 0 to 4, by PyTorch 2.13.0: `pytorch_share` gave them.
STORED_SHARES: tuple[float, ...] = (0.9688, 0.9666, 0.9621, 0.9688, 0.9755)


def pytorch_is_here() -> bool:
    """Tell whether PyTorch is installed; the course does not need it."""
    return importlib.util.find_spec("torch") is not None


def pytorch_share(seed: int, epochs: int = 20) -> float:
    """Return the share of held-back digits that PyTorch's network tells rightly.

    Args:
        seed: of the split, the first weights and the order of the examples.
        epochs: how often to go through the data.

    Raises:
        ImportError: if PyTorch is not installed.
    """
    import torch

    images, labels = digits()
    rng = np.random.default_rng(seed)
    train, test = train_and_test(len(images), 0.25, rng)
    x, y = torch.tensor(images.reshape(-1, 64)), torch.tensor(labels)
    model: Any = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10)).double()
    with torch.no_grad():
        for layer in (model[0], model[2]):
            layer.weight[:] = torch.tensor(np.sqrt(2 / layer.in_features) * rng.normal(size=layer.weight.shape))
            layer.bias.zero_()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    steps = epochs * -(-len(train) // 32)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, eta_min=0.0001)
    for _ in range(epochs):
        for batch in torch.tensor(rng.permutation(train)).split(32):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    with torch.no_grad():
        return float((model(x[test]).argmax(dim=1) == y[test]).double().mean())
