"""Moving a control for long fills neither the kernel nor the page.

Part of the longer suite, three minutes: ``pytest tests/browser/memory.py``.
"""

from __future__ import annotations

import pytest

from benchmarks.interaction import CLOCK, MOVES, Sliders, memory
from rehearsal.lab import page_of_cells, running_lab

pytestmark = pytest.mark.browser

CODE = "from course_lib.controls.learning_rate import LearningRateControl\nLearningRateControl()"


def test_a_thousand_moves_leave_memory_as_it_was(tmp_path, browser):
    with running_lab(tmp_path) as lab, page_of_cells(browser, lab, [CODE]) as page:
        page.evaluate(CLOCK)
        used = memory(page, Sliders(page, page.locator(".jp-CodeCell"), 0))
    assert used["moves"] == MOVES == 1_000
    assert used["kernel_ratio"] < 1.1 and used["page_ratio"] < 1.1, used
