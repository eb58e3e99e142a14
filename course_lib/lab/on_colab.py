"""Controls on Colab, whose page draws a live control only where the output names what is to draw it."""

from __future__ import annotations

import importlib
from typing import Any

from IPython import get_ipython
from IPython.display import display

LIVE = {
    "concept_test": "ConceptTest", "control": "Control", "line_puzzle": "LinePuzzle", "prediction": "Prediction",
    "quiz": "Quiz", "tensorboard_view": "TensorBoardView", "warm_up": "WarmUp",
}  # fmt: skip
"""What has a live view, by its module."""


def install() -> None:
    """Show controls, from now on in this notebook, so that Colab draws them.

    Colab names the drawing program in what is displayed, but not in what a cell's last line returns. So here controls
    are displayed, also from the last line.
    """
    importlib.import_module("google.colab.output").enable_custom_widget_manager()
    formatter = get_ipython().display_formatter.ipython_display_formatter
    for module, name in LIVE.items():
        formatter.for_type_by_name(f"course_lib.controls.{module}", name, _show)


def _show(control: Any) -> None:
    shown = control._repr_mimebundle_()
    data, metadata = shown if isinstance(shown, tuple) else (shown, {})
    display(data, metadata=metadata, raw=True)
