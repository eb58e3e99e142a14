"""W7.2: Adam taken apart, parameter by parameter."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
import numpy as np

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, choice, log_slider, slider
from course_lib.optimizers.adam_parts import adam_parts
from course_lib.plots.adam_parts import AdamPartsPicture
from course_lib.words.catalogue import words

STEPS = 120
RATE = 0.02


def signals() -> dict[str, Callable[[int, np.ndarray], np.ndarray]]:
    """Return by name what the gradients of both parameters may look like, before they are given their size."""
    noise = np.random.default_rng(course_seed()).standard_normal((STEPS + 1, 2))
    return {
        "steady": lambda t, x: np.ones(2),
        "zigzag": lambda t, x: np.full(2, 0.3 + (-1.0) ** t),
        "noisy": lambda t, x: 0.5 + 0.7 * noise[t],
        "rare": lambda t, x: np.full(2, 2.0 if t % 25 == 1 else 0.0),
        "bowl": lambda t, x: 2 * x,
    }


class AdamPartsControl(Control[AdamPartsPicture]):
    """Choose what the gradients look like and Adam's settings; see m, v and the step of two parameters."""

    def __init__(self) -> None:
        """Start with gradients that stay the same, the second parameter's a thousandth of the first's."""
        made = signals()
        titles = [(words(f"adam_parts.signal.{name}"), signal) for name, signal in made.items()]
        self.signals = [choice(words(f"adam_parts.parameter{n}"), titles, made["steady"]) for n in (1, 2)]
        self.size = log_slider(words("adam_parts.size"), -10, 4, 1e-3, steps_per_decade=2, form=".1e", tiny=True)
        self.beta1 = slider(words("optimizer_race.setting.beta1"), 0, 0.99, 0.9)
        self.beta2 = slider(words("optimizer_race.setting.beta2"), 0, 0.999, 0.999, 0.001, ".3f")
        self.corrected = widgets.Checkbox(
            True, description=words("adam_parts.corrected"), indent=False, layout={"width": "420px"}
        )
        self.picture = AdamPartsPicture(STEPS)
        self.follow([*self.signals], [self.size, self.corrected], [self.beta1, self.beta2])

    def update(self) -> None:
        """Run Adam as the sliders say."""
        units = np.array([1.0, self.size.value])
        first, second = (signal.value for signal in self.signals)
        parts = adam_parts(
            lambda t, x: units * np.array([first(t, x)[0], second(t, x)[1]]),
            np.ones(2),
            STEPS,
            RATE,
            self.beta1.value,
            self.beta2.value,
            corrected=self.corrected.value,
        )
        self.picture.show(parts, units, RATE)
