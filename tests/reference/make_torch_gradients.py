"""Write course_lib/data/torch_gradients.json anew: ``python -m tests.reference.make_torch_gradients``. Needs PyTorch."""

from __future__ import annotations

import json
from importlib.metadata import version
from itertools import pairwise

import numpy as np

from course_lib.data.torch_gradients import FILE

SIZES = (3, 4, 3, 3)


def answer(x: np.ndarray, labels: np.ndarray, parameters: list[np.ndarray]) -> tuple[float, list[np.ndarray]]:
    """Return the loss and all gradients, as PyTorch finds them."""
    import torch

    given = [torch.tensor(parameter, requires_grad=True) for parameter in parameters]
    out = torch.tensor(x)
    for layer in range(0, len(given), 2):
        out = out @ given[layer] + given[layer + 1]
        if layer + 2 < len(given):
            out = torch.tanh(out)
    loss = torch.nn.functional.cross_entropy(out, torch.tensor(labels))
    loss.backward()
    return loss.item(), [parameter.grad.numpy() for parameter in given]


def main() -> None:
    rng = np.random.default_rng(5)
    x, labels = rng.normal(size=(5, SIZES[0])), rng.integers(0, SIZES[-1], size=5)
    parameters = []
    for inputs, outputs in pairwise(SIZES):
        parameters += [rng.normal(size=(inputs, outputs)), rng.normal(size=outputs)]
    loss, gradients = answer(x, labels, parameters)
    kept = {
        "x": x.tolist(),
        "labels": labels.tolist(),
        "parameters": [parameter.tolist() for parameter in parameters],
        "version": version("torch").partition("+")[0],
        "loss": loss,
        "gradients": [gradient.tolist() for gradient in gradients],
    }
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
