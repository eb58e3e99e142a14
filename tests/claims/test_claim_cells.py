"""Running a claim's cell with a fault planted: which cells are run, and what is replaced."""

from __future__ import annotations

import pytest

from course_lib.claims.claim import ClaimError
from course_lib.slopes.differentiation import forward_difference
from rehearsal.claim_cells import cells_for, run_claim


def test_only_what_the_claim_needs_is_run():
    cells = [
        ("import numpy as np", []),
        ("picture = draw()\npicture", []),
        ("a = np.ones(2)\nshow(a)", []),
        ("b = a + 1", ["C1.1"]),
        ("c = 3", ["C1.2"]),
        ("claim('C1.2', b, c)", ["C1.2"]),
        ("c = 4", []),
    ]
    needed = ["import numpy as np", "a = np.ones(2)", "b = a + 1", "c = 3", "claim('C1.2', b, c)"]
    assert cells_for("C1.2", cells) == needed
    with pytest.raises(ValueError, match="C9"):
        cells_for("C9.9", cells)


def test_a_claim_that_is_left_alone_holds():
    assert run_claim("C3.1").name == "C3.1"


def test_a_fault_in_the_package_reaches_the_cells_and_is_taken_out_again():
    with pytest.raises(ClaimError):
        run_claim("C3.1", replaced={"course_lib.slopes.differentiation.central_difference": forward_difference})
    assert run_claim("C3.1").name == "C3.1"


def test_a_fault_in_the_cells_is_noticed_and_a_change_that_changes_nothing_is_refused():
    with pytest.raises(ClaimError):
        run_claim("C3.1", change=lambda code: code.replace("np.cos(x)", "np.sin(x)"))
    with pytest.raises(ValueError, match="changed nothing"):
        run_claim("C3.1", change=lambda code: code)
