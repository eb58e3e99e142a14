"""Every claim is decided by the cells that it needs, run alone and with nothing planted.

In the longer suite, ``pytest tests/claims/without_faults.py``: the notebooks, which are run whole, show nearly the same.
"""

from __future__ import annotations

import re

import pytest

from authoring.editions import ROOT
from rehearsal.claim_cells import run_claim

CHAPTERS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "chapters").glob("*.py"))]
CLAIMS = [name for text in CHAPTERS for name in re.findall(r"^ *claim\(\s*\"(C\d+\.\d+)\"", text, flags=re.MULTILINE)]


def test_no_claim_is_missed():
    assert len(CLAIMS) == len(set(CLAIMS)) > 40


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_is_decided(name):
    assert run_claim(name).name == name
