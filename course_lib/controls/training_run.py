"""W8.1: scrub through a training run: histograms, norms and updates of every layer at each step."""

from __future__ import annotations

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, Outcome, choice, whole_slider
from course_lib.experiments.clinic import STEPS, Settings, run
from course_lib.plots.gradient_panels import GradientPanels
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

EVERY = 5
RUNS = {
    "healthy": Settings(hidden_layers=5, rate=0.1),
    "vanishing": Settings(hidden_layers=5, activation="sigmoid", initializer="xavier", rate=0.1),
    "exploding": Settings(hidden_layers=5, gain=2.0, rate=0.1),
}


class TrainingRunControl(Control[GradientPanels]):
    """Choose a run on handwritten digits and go to and fro in it."""

    lines = 4

    def __init__(self, step: int = 50, norms_only: bool = False) -> None:
        """Start with the healthy run.

        Args:
            step: where in the run, from 0 to 195.
            norms_only: whether to show the panel of the norms alone.
        """
        self.norms_only = norms_only
        titles = [(words(f"training_run.{name}"), name) for name in RUNS]
        self.run = choice(words("training_run.run"), titles, "healthy")
        self.step = whole_slider(words("common.step"), 0, STEPS - EVERY, step, step=EVERY)
        self._shown = ""
        self.follow([self.run, self.step])

    def update(self) -> None:
        """Show the chosen run at the chosen step."""
        if self._shown != self.run.value:
            self._shown = self.run.value
            trained = run(RUNS[self._shown], course_seed(), EVERY)
            self._losses = trained.losses
            self.picture = GradientPanels(
                trained.measurements, trained.losses, trained.broke_at, norms_only=self.norms_only
            )
        self.picture.show(self.step.value)

    def predict_layers(self) -> Outcome:
        """Where gradients vanish, which layer's is smallest? Choices: at the input, at the output, all alike."""
        layers = run(RUNS["vanishing"], course_seed(), EVERY).measurements[0].layers.values()
        norms = [layer.norm for layer in layers]
        ratio = norms[0] / norms[-1]
        return 1 if ratio < 0.1 else 2 if ratio > 10 else 3, {"ratio": spoken(1 / ratio, 1)}

    def error(self) -> float:
        """Return the error at this step; that of the last one where the run has broken off before."""
        return self._losses[min(self.step.value, len(self._losses) - 1)]
