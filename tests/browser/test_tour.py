"""Two stops of the tour with the ordinary tests: a chapter and a sheet. All of it: ``pytest tests/browser/tour.py``."""

from __future__ import annotations

import pytest

from tests.browser.tour import walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("notebook", ["notebooks/ja/01_what_is_a_gradient.ipynb", "exercises/en/04_gradient_descent.ipynb"])
def test_a_stop_of_the_tour(page, lab, notebook):
    found, touched = walk(page, lab, notebook)
    assert found == [] and touched
