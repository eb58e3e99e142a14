"""Where everything is: for each concept its chapter, its file in this package, its control and its exercise."""

from __future__ import annotations

import html
from dataclasses import dataclass

from course_lib.words.catalogue import words
from course_lib.words.language import language

NOTEBOOKS = (
    "01_what_is_a_gradient",
    "02_why_gradients",
    "03_computing_a_gradient",
    "04_gradient_descent",
    "05_backpropagation",
    "06_when_gradients_go_wrong",
    "07_optimizers",
    "08_seeing_gradients",
    "09_questions",
)
"""The chapters' notebooks; a chapter's sheet of exercises has the same name."""


@dataclass(frozen=True)
class Concept:
    """One concept and where it is found; its name and the heading of its section are in the catalogue of words.

    Attributes:
        key: its name in the catalogue, such as ``"learning_rate"``.
        chapter: number of the chapter, ``"04"``.
        file: its code, from the folder of this package.
        control: name of a control to play with it, ``"W4.1"``; empty where there is none.
        exercise: name of the function to write, in the chapter's own sheet; empty where there is none.
    """

    key: str
    chapter: str
    file: str
    control: str
    exercise: str

    @property
    def name(self) -> str:
        """What the reader calls it."""
        return words(f"concept_index.{self.key}.name")

    @property
    def section(self) -> str:
        """The heading under which the chapter explains it."""
        return words(f"concept_index.{self.key}.section")

    @property
    def notebook(self) -> str:
        """File name of the chapter's notebook, and of its sheet of exercises, without the ending."""
        return notebook_of(self.chapter)

    @property
    def control_notebook(self) -> str:
        """File name of the notebook in which the control is, without the ending; empty where there is no control."""
        return notebook_of(f"{int(self.control[1:].split('.')[0]):02d}") if self.control else ""


CONCEPTS = (
    Concept("slope", "01", "slopes/differentiation.py", "W1.1", "rise_over_run"),
    Concept("gradient", "01", "ground/landscapes.py", "W1.2", "rolls_toward"),
    Concept("softmax", "02", "engine/network_operations.py", "W2.1", "confidence"),
    Concept("random_search", "02", "descent/search.py", "W2.2", "random_search"),
    Concept("error", "03", "ground/regression.py", "W3.2", "squared_error"),
    Concept("numerical_differentiation", "03", "slopes/differentiation.py", "W3.1", "central_difference"),
    Concept("gradient_descent", "04", "descent/gradient_descent.py", "W4.1", "gradient_descent"),
    Concept("learning_rate", "04", "descent/gradient_descent.py", "W4.1", "gradient_step"),
    Concept("stability_border", "04", "descent/stability_border.py", "W4.2", "largest_stable_rate"),
    Concept("local_minimum", "04", "descent/basins.py", "W4.1", ""),
    Concept("schedule", "04", "descent/schedules.py", "W4.3", "exponential_decay"),
    Concept("backpropagation", "05", "engine/tape.py", "W5.2", "backward"),
    Concept("computation_graph", "05", "engine/graph.py", "W5.1", "topological_order"),
    Concept("chain_rule", "05", "engine/value.py", "W5.1", "chain"),
    Concept("vanishing_gradient", "06", "networks/deep_signals.py", "W6.1", "sigmoid_gradient"),
    Concept("residual_connection", "06", "networks/layers.py", "W6.1", "residual_backward"),
    Concept("normalization", "06", "networks/normalization.py", "W6.1", "batch_norm"),
    Concept("exploding_gradient", "06", "networks/deep_signals.py", "W6.1", ""),
    Concept("gradient_clipping", "06", "networks/clipping.py", "W6.2", "clip_by_norm"),
    Concept("weight_initialization", "06", "networks/initializers.py", "W6.1", "he_std"),
    Concept("sgd", "07", "optimizers/rules.py", "W7.1", "sgd_update"),
    Concept("momentum", "07", "optimizers/rules.py", "W7.1", "momentum_update"),
    Concept("rmsprop", "07", "optimizers/rules.py", "W7.1", "rmsprop_update"),
    Concept("adam", "07", "optimizers/rules.py", "W7.2", "adam_update"),
    Concept("update_ratio", "08", "monitor/gradient_monitor.py", "W8.1", "update_ratio"),
    Concept("saddle_point", "09", "ground/critical_points.py", "W9.1", "critical_point_kind"),
    Concept("policy_gradient", "09", "experiments/bandit.py", "", "policy_gradient"),
    Concept("mini_batch", "09", "networks/minibatches.py", "W9.2", "minibatch_gradient"),
    Concept("gradient_check", "09", "slopes/gradient_check.py", "", "gradient_check"),
    Concept("hessian", "09", "slopes/hessian.py", "", ""),
    Concept("newton", "09", "slopes/newton.py", "", "newton_step"),
)


def notebook_of(chapter: str) -> str:
    """Return the file name of a chapter's notebook without its ending.

    Raises:
        ValueError: if no chapter with concepts has this number.
    """
    found = [name for name in NOTEBOOKS if name.startswith(f"{chapter}_")]
    if not found:
        raise ValueError(f"No chapter {chapter!r} has concepts in the index: there are {', '.join(NOTEBOOKS)}.")
    return found[0]


@dataclass(frozen=True)
class ConceptIndex:
    """The concepts that have code, in the order in which the course explains them."""

    concepts: tuple[Concept, ...]

    def __repr__(self) -> str:
        rows = [
            f"{concept.name}: {concept.notebook}.ipynb, course_lib/{concept.file}, "
            f"{concept.control or _NONE}, {concept.exercise or _NONE}"
            for concept in self.concepts
        ]
        return "\n".join([self._heading(), *rows])

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{html.escape(words(f'concept_index.heads.{head}'))}</th>" for head in _HEADS)
        rows = "".join(_html_row(concept) for concept in self.concepts)
        return f"<p>{html.escape(self._heading())}</p><table><tr>{heads}</tr>{rows}</table>"

    def _heading(self) -> str:
        return words("concept_index.heading", concepts=len(self.concepts))


_HEADS = ("concept", "section", "file", "control", "exercise")
_NONE = "–"


def concept_index() -> ConceptIndex:
    """Return where each concept of the course that has code is found."""
    return ConceptIndex(CONCEPTS)


def _html_row(concept: Concept) -> str:
    chapter = words("concept_index.chapter", chapter=int(concept.chapter), section=concept.section)
    control = f"{concept.control} {words(f'concept_index.controls.{concept.control}')}" if concept.control else ""
    columns = (
        html.escape(concept.name),
        _link(f"{concept.notebook}.ipynb", html.escape(chapter)),
        f"<code>{concept.file}</code>",
        _link(f"{concept.control_notebook}.ipynb", html.escape(control)) if control else _NONE,
        _link(f"../../exercises/{language()}/{concept.notebook}.ipynb", f"<code>{concept.exercise}</code>")
        if concept.exercise
        else _NONE,
    )
    return "<tr>" + "".join(f"<td style='text-align:left'>{column}</td>" for column in columns) + "</tr>"


def _link(target: str, shown: str) -> str:
    return f"<a href='{target}'>{shown}</a>"
