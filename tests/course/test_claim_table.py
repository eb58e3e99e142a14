"""The table of all claims is made from what the notebooks show, and knows every claim of the syllabus."""

from __future__ import annotations

import json

import pytest

from course_lib.claims.claim import VERDICT_DATA, claim
from course_lib.claims.table import claim_table
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from tests.course.test_editions import SYLLABUS

CLAIMS = sorted(tag for tags in SYLLABUS.values() for tag in tags if tag.startswith("C"))


def notebook(folder, name, tag, output):
    outputs = [] if output is None else [{"output_type": "execute_result", "data": output}]
    cell = {"cell_type": "code", "metadata": {"tags": [tag]}, "source": "", "outputs": outputs}
    (folder / name).write_text(json.dumps({"cells": [cell]}), encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_of_the_syllabus_has_its_verdict(language, speak):
    speak(language)
    table = claim_table()
    assert sorted(row.name for row in table.rows) == CLAIMS
    assert sum(table.count(verdict) for verdict in ("holds", "caveat", "misleading")) == len(CLAIMS)
    assert next(row for row in table.rows if row.name == "C6.2").verdict == "misleading"
    assert str(len(CLAIMS)) in repr(table) and "06_when_gradients_go_wrong.ipynb" in table._repr_html_()


def test_a_row_is_what_the_claim_s_cell_prints(tmp_path, speak):
    speak("en")
    numbers = {name: 1.0 for name in ("bottom", "a", "b", "exact_a", "exact_b", "best", "stop", "reached")}
    notebook(tmp_path, "04_x.ipynb", "C4.1", claim("C4.1", "holds", [True] * 3, **numbers)._repr_mimebundle_())
    (row,) = claim_table(tmp_path).rows
    assert (row.name, row.notebook, row.verdict, row.evidence) == ("C4.1", "04_x", "holds", 3)
    assert row.statement == words("chapter04.C4_1.statement", "en")


@pytest.mark.parametrize("output", [None, {}, {"text/plain": "C4.1"}, {VERDICT_DATA: {"claim": "C4.1", "verdict": "who knows"}}, {VERDICT_DATA: {"claim": "C4.2", "verdict": "holds"}}])
def test_a_claim_without_a_verdict_is_an_error_that_says_what_to_do(output, tmp_path):
    notebook(tmp_path, "04_x.ipynb", "C4.1", output)
    with pytest.raises(ValueError, match=r"04_x.ipynb shows no verdict on C4.1: open it"):
        claim_table(tmp_path)


def test_claims_are_in_the_order_of_their_numbers(speak):
    speak("ja")
    names = [row.name for row in claim_table().rows]
    assert names.index("C6.9") + 1 == names.index("C6.10")
