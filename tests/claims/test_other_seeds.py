"""``make claims`` says which verdicts fell on which seed, and its exit code tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from authoring import __main__ as command
from authoring import claims

HELD = {"C1.1": {1: True, 2: True, 3: True}, "C1.2": {1: True, 2: True, 3: True}}


@pytest.fixture
def ends_with(monkeypatch):
    """Return what the command ends with where each claim holds, or doesn't, on each seed, and a notebook may stop."""

    def ends(held, stops_on=None):
        def execute(notebook, folder, settings):
            seed = int(settings["GRADIENT_COURSE_SEED"])
            lines = [json.dumps({"claim": name, "held": by_seed[seed]}) for name, by_seed in held.items()]
            Path(settings["GRADIENT_COURSE_CLAIMS"]).write_text("\n".join(lines), encoding="utf-8")
            if seed == stops_on:
                raise ValueError("no such file")

        monkeypatch.setattr(claims, "execute", execute)
        monkeypatch.setattr("sys.argv", ["authoring", "claims", "--seeds", "3", "--only", "01"])
        return command.main()

    return ends


def test_all_is_well_where_every_verdict_holds(ends_with, capsys):
    assert ends_with(HELD) == 0
    out = capsys.readouterr().out
    assert "C1.2   held on 3 of 3 seeds" in out and "did not" not in out


def test_a_verdict_that_fell_is_named_with_its_seeds(ends_with, capsys):
    assert ends_with(HELD | {"C1.2": {1: False, 2: True, 3: False}}) == 1
    out = capsys.readouterr().out
    assert "C1.2   held on 1 of 3 seeds" in out and "C1.2 did not hold with seed 1, 3" in out
    assert "C1.1 did not" not in out


def test_a_notebook_that_stopped_is_named(ends_with, capsys):
    assert ends_with(HELD, stops_on=2) == 1
    assert "chapters/01_what_is_a_gradient.py with seed 2 stopped: no such file" in capsys.readouterr().out
