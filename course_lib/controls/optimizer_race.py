"""W7.1: a race of optimizers, up to eight, on one landscape, each with its own settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import ipywidgets as widgets
import numpy as np

from course_lib.controls.control import Control, Outcome, button, choice, log_slider, slider, whole_slider
from course_lib.controls.shown_sliders import with_number
from course_lib.ground.landscapes import LANDSCAPES, Landscape, valley
from course_lib.optimizers.base import Optimizer, optimizer_path
from course_lib.optimizers.rates import best_run, paths_by_rate
from course_lib.optimizers.rules import OPTIMIZERS
from course_lib.plots.optimizer_race import LONGEST_RACE, OptimizerRace
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

NAMES: dict[str, Any] = {optimizer.__name__: optimizer for optimizer in OPTIMIZERS}
RATES = np.geomspace(1e-4, 10, 51)


class OptimizerRaceControl(Control[OptimizerRace]):
    """Choose who runs and where; turn the settings of one optimizer at a time.

    Attributes:
        runs: for each optimizer's name the box that lets it run.
        settings: for each optimizer's name its sliders by the setting's name; those of `settings_of` are shown.
    """

    lines = 4

    def __init__(
        self,
        landscapes: list[Landscape] | None = None,
        steps: int = 60,
        names: Sequence[str] = tuple(NAMES),
        first_look: bool = False,
    ) -> None:
        """Start with each at its best rate on the first landscape.

        Args:
            landscapes: of two dimensions; a narrow valley and those of the course with a minimum where not given.
            steps: how many steps are shown at first.
            names: who may run: all eight where not given.
            first_look: show the slider of the steps and nothing else to turn.
        """
        others = ("round_bowl", "rosenbrock", "beale", "himmelblau", "double_well_2d", "plateau", "cliff")
        landscapes = landscapes or [valley(condition=50), *(LANDSCAPES[name]() for name in others)]
        titles = [(words(f"landscapes.{landscape.name}.title"), landscape) for landscape in landscapes]
        self.landscape = choice(words("common.landscape"), titles, landscapes[0])
        self.steps = whole_slider(words("common.steps"), 0, LONGEST_RACE, steps)
        self.runs = {
            name: widgets.Checkbox(True, description=name, indent=False, layout={"width": "105px"}) for name in names
        }
        chosen = [(name, name) for name in names]
        self.settings_of = choice(words("optimizer_race.settings_of"), chosen, names[0], "300px")
        self.settings = {name: _sliders(NAMES[name]()) for name in names}
        # Room for the most sliders that an optimizer has.
        self._box = widgets.HBox(layout={"flex_flow": "row wrap", "align_content": "flex-start", "min_height": "96px"})
        self.tune_all = button(words("optimizer_race.tune"), self.tune)
        self.usual = button(words("optimizer_race.usual"), self.reset)
        self._walked: dict[str, tuple[str, np.ndarray]] = {}
        self.picture = OptimizerRace(landscapes[0], names)
        self._set_best_rates()
        for sliders in self.settings.values():
            for widget in sliders.values():
                widget.observe(self._changed, "value")
        if first_look:
            self.follow([self.steps])
            return
        self.follow(
            [self.landscape, self.steps],
            [*self.runs.values()],
            [self.settings_of, self.tune_all, self.usual],
            [self._box],
        )

    def update(self) -> None:
        """Let those run that are chosen, with the settings that their sliders say."""
        landscape = self.landscape.value
        if self.picture.landscape is not landscape:
            self.picture = OptimizerRace(landscape, tuple(self.runs))
        chosen = self.settings_of.value
        shown = tuple(part for widget in self.settings[chosen].values() for part in with_number(widget))
        if self._box.children != shown:
            self._box.children = shown
        paths = {name: self._path(name)[: self.steps.value + 1] for name, box in self.runs.items() if box.value}
        self.picture.show(paths, chosen)

    def predict_race(self) -> Outcome:
        """Which of the two has the smaller error at the end of the race? Within a factor of 2 they count as alike."""
        ground = self.landscape.value
        ends = [
            float(ground.f(optimizer_path(self.optimizer(name), ground.gradient, ground.start, 100)[-1]))
            for name in ("SGD", "Momentum")
        ]
        number = 3 if 0.5 < ends[0] / ends[1] < 2 else int(np.argmin(ends)) + 1
        return number, {"sgd": spoken(ends[0]), "momentum": spoken(ends[1])}

    def tune(self) -> None:
        """Give each optimizer the rate that leads to the lowest error after the steps shown."""
        with self.draw_once():
            self._set_best_rates()

    def reset(self) -> None:
        """Give each optimizer its usual settings."""
        with self.draw_once():
            for name, sliders in self.settings.items():
                for setting, widget in sliders.items():
                    widget.value = getattr(NAMES[name](), setting)

    def inputs(self) -> dict[str, Any]:
        """Return the widgets that can be turned, the sliders of all optimizers among them; see `Control`."""
        shown = super().inputs()
        if "settings_of" not in shown:
            return shown
        sliders = {f"{name}.{key}": made for name, all_ in self.settings.items() for key, made in all_.items()}
        return {**shown, **sliders}

    def optimizer(self, name: str) -> Optimizer:
        """Return an optimizer as its sliders say."""
        return NAMES[name](**{setting: widget.value for setting, widget in self.settings[name].items()})

    def _path(self, name: str) -> np.ndarray:
        """Return the longest path of an optimizer; it is walked again only when something of it has changed."""
        landscape, optimizer = self.landscape.value, self.optimizer(name)
        key = f"{landscape.name} {optimizer!r}"
        if self._walked.get(name, ("", None))[0] != key:
            self._walked[name] = key, optimizer_path(optimizer, landscape.gradient, landscape.start, LONGEST_RACE)
        return self._walked[name][1]

    def _set_best_rates(self) -> None:
        landscape: Landscape = self.landscape.value
        for name in self.settings:
            paths = paths_by_rate(
                self.optimizer(name), landscape.gradient, landscape.start, RATES, max(1, self.steps.value)
            )
            with np.errstate(all="ignore"):
                errors = landscape.f(paths)
            self.settings[name]["rate"].value = RATES[best_run(errors)]


def _sliders(optimizer: Optimizer) -> dict[str, Any]:
    """Return a slider for each setting of an optimizer, at its usual value."""
    made = {}
    for setting in (field.name for field in fields(optimizer) if field.init):
        label, value = words(f"optimizer_race.setting.{setting}"), getattr(optimizer, setting)
        if setting == "rate":
            made[setting] = log_slider(label, -4, 1, value)
        elif setting == "epsilon":
            made[setting] = log_slider(label, -12, 0, value, steps_per_decade=5, form=".1e", tiny=True)
        elif setting == "weight_decay":
            made[setting] = slider(label, 0, 1, value)
        else:
            made[setting] = slider(label, 0, 0.999, value, 0.001, ".3f")
    return made
