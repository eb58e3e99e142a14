"""W8.2: the gradient clinic: sick runs, shown only by their panels, to name and to cure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
from traitlets import TraitError

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, button, choice, spoken, whole_slider
from course_lib.controls.state_code import CodeError
from course_lib.experiments.clinic import STEPS, run
from course_lib.experiments.clinic_patients import ILLNESSES, PATIENTS, try_treatment
from course_lib.plots.gradient_panels import GradientPanels
from course_lib.words.catalogue import words
from course_lib.words.message import Message, Tone

EVERY = 5

# What the medicine cupboard holds: for each setting the values to choose from.
CUPBOARD: dict[str, tuple[Any, ...]] = {
    "rate": (0.0001, 0.001, 0.01, 0.05, 0.2, 1.0, 10.0),
    "direction": ("descent", "ascent"),
    "reset_gradient": (True, False),
    "clip_norm": (0.0, 0.0001, 0.01, 1.0, 100.0),
    "optimizer": ("sgd", "momentum", "adam"),
    "momentum": (0.0, 0.5, 0.9, 0.99, 0.999),
    "bias_correction": (True, False),
    "activation": ("relu", "tanh", "sigmoid"),
    "initializer": ("he", "xavier", "zeros"),
    "gain": (0.1, 0.3, 1.0, 3.0, 30.0),
    "first_bias": (-1.0, -0.1, 0.0, 0.1, 1.0),
    "normalization": ("none", "batch", "layer"),
    "input_scale": (0.01, 1.0, 16.0, 255.0),
    "batch_size": (1, 2, 8, 64, 256),
}


class ClinicControl(Control[GradientPanels]):
    """Choose a patient, read the panels, name the illness, change one setting, and run it anew."""

    lines = 5
    remembered = (("treated", 0, 20),)
    _treated: list[int]

    def __init__(self, case: int = 1) -> None:
        """Start with a patient's run, untreated.

        Args:
            case: number of the patient, from 1 to 12.
        """
        numbers = [(words("clinic.case", number=number), number) for number in PATIENTS]
        illnesses = sorted((words(f"clinic.illness.{name}"), name) for name in ILLNESSES)
        settings = [(words(f"clinic.setting.{name}"), name) for name in CUPBOARD]
        self.case = choice(words("clinic.patient"), numbers, case, width="260px")
        self.step = whole_slider(words("common.step"), 0, STEPS - EVERY, 100, step=EVERY)
        self.diagnosis = choice(words("clinic.diagnosis"), [(words("clinic.choose"), ""), *illnesses], "")
        self.setting = choice(words("clinic.medicine"), settings, "rate")
        self.value = choice(words("clinic.dose"), _doses("rate"), CUPBOARD["rate"][0], width="200px")
        self.treat_button = button(words("clinic.treat"), self.treat)
        self.verdict = widgets.HTML(spoken(""), layout={"max_width": "900px", "min_height": "80px"})
        self.setting.observe(self._fill_doses, "value")
        self._shown = 0
        self.follow(
            [self.case, self.step], [self.diagnosis], [self.setting, self.value, self.treat_button],
            below=[self.verdict],
        )  # fmt: skip

    def update(self) -> None:
        """Show the patient, untreated where it was not seen before, at the chosen step."""
        if self._shown != self.case.value:
            self._shown = self.case.value
            self.verdict.value = spoken("")
            sick = run(PATIENTS[self._shown].settings, course_seed(), EVERY)
            self.picture = GradientPanels(sick.measurements, sick.losses, sick.broke_at, band=True)
            self._untreated, self._treated = sick.losses, []
        self.picture.show(self.step.value)

    @property
    def treatment(self) -> dict[str, Any]:
        """What is chosen, in the form in which the exercise sheet asks for it."""
        return {"diagnosis": self.diagnosis.value, self.setting.value: self.value.value}

    @property
    def treated(self) -> list[int]:
        """The treatment that is shown: which setting was changed and to which value, by their places; or nothing."""
        return list(self._treated)

    @treated.setter
    def treated(self, places: list[float]) -> None:
        chosen = self.setting.index, self.value.index
        self._shown = 0
        self.update()
        if not places:
            return
        try:
            self.setting.index, self.value.index = map(round, places)
            self.treat()
        except (ValueError, TraitError):
            raise CodeError(words("sharing.damaged")) from None
        finally:
            self.setting.index, self.value.index = chosen

    def treat(self) -> None:
        """Change the setting, run the patient anew and say what came of it."""
        settings = replace(PATIENTS[self.case.value].settings, **{self.setting.value: self.value.value})
        treated = run(settings, course_seed(), EVERY)
        self._treated = [self.setting.index, self.value.index]
        self.picture = GradientPanels(
            treated.measurements, treated.losses, treated.broke_at, untreated=self._untreated, band=True
        )
        # Seeds that the sheet's own check does not use.
        outcome = try_treatment(self.case.value, self.treatment, course_seed() + 1_000_000)
        tone: Tone = "right" if outcome == "" else "wrong"
        entry = {"": "cured", "not_a_treatment": "no_diagnosis"}.get(outcome, outcome)
        text = words(f"clinic.outcome.{entry}", accuracy=100 * treated.accuracy, line=repr(self.treatment))
        self.verdict.value = spoken(Message(tone, text)._repr_html_())
        self.refresh()

    def _fill_doses(self, change: object) -> None:
        self.value.options = _doses(self.setting.value)


def _doses(setting: str) -> list[tuple[str, Any]]:
    return [(f"{value:g}" if isinstance(value, float) else str(value), value) for value in CUPBOARD[setting]]
