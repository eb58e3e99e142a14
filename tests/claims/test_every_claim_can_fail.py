"""For each claim of the chapters a fault is planted, here or in the longer suite, that it must notice."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.claims.planted_at_length import FAULTS
from tests.claims.without_faults import CLAIMS

PLANTED = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_planted_*.py"))]


def claims_with_a_fault(source):
    """Return the claims that stand by name in the tests of a file which want a fault noticed, or in lists these use."""
    body = ast.parse(source).body
    lists = {ast.unparse(node.targets[0]): node.value for node in body if isinstance(node, ast.Assign)}
    lists |= {ast.unparse(node.target): node.value for node in body if isinstance(node, ast.AnnAssign)}
    noticing = [
        node for node in body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        and re.search(r"pytest\.raises\(ClaimError|\bnoticed\(", ast.unparse(node))
    ]
    used = [lists[n.id] for node in noticing for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in lists]
    return {
        str(constant.value)
        for node in (*noticing, *used)
        for constant in ast.walk(node)
        if isinstance(constant, ast.Constant) and re.fullmatch(r"C\d+\.\d+", str(constant.value))
    }


def test_each_claim_has_a_planted_fault():
    planted = {name for name, _ in FAULTS}.union(*map(claims_with_a_fault, PLANTED))
    assert planted == set(CLAIMS)


def test_a_claim_that_is_only_seen_to_hold_has_no_fault():
    source = (
        'FAULTS = [("C1.1", {})]\nOTHERS: list = ["C1.2"]\nUNUSED = ["C1.3"]\n'
        '@pytest.mark.parametrize("name, fault", FAULTS)\ndef test_a(name, fault):\n    noticed(name, fault)\n'
        'def test_b():\n    for name in OTHERS:\n        with pytest.raises(ClaimError):\n            run_claim(name)\n'
        'def test_c():\n    run_claim("C1.4")\n'
    )
    assert claims_with_a_fault(source) == {"C1.1", "C1.2"}
