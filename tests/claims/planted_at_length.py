"""Claims that train for long notice a fault in the mathematics or in the settings too.

In the longer suite, ``pytest tests/claims/planted_at_length.py``: half a minute a fault.
"""

from __future__ import annotations

import pytest

from course_lib.claims.claim import ClaimError
from rehearsal.claim_cells import run_claim
from tests.claims import test_planted_chapter06 as chapter06
from tests.claims import test_planted_chapter07 as chapter07

FAULTS = chapter06.LONG_FAULTS + chapter07.LONG_FAULTS


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)])
def test_the_fault_is_noticed(name, fault):
    with pytest.raises(ClaimError):
        run_claim(name, **fault)
