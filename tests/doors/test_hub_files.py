"""What doors/hub/ holds fits together; tests/doors/hub.py starts it."""

from __future__ import annotations

import json
import re

from tests.conftest import ROOT
from tests.course.test_environment import declared, pins_for

DOCKERFILE = (ROOT / "doors/hub/Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def stages():
    """Return the lines of each stage of the Dockerfile, as pairs of instruction and the rest."""
    found = []
    for line in DOCKERFILE.splitlines():
        if line and not line.startswith("#"):
            instruction, rest = line.split(maxsplit=1)
            if instruction == "FROM":
                found.append([])
            found[-1].append((instruction, rest))
    return found


def said(instruction):
    """Return what the last stage says once, as a list."""
    (words,) = [rest for name, rest in stages()[-1] if name == instruction]
    return json.loads(words)


def copied():
    """Return what comes from the course itself into the image, each with its place there."""
    found = []
    for instruction, rest in [*stages()[0], *stages()[-1]]:
        if instruction == "COPY" and not rest.startswith("--from"):
            *sources, target = rest.split()
            found += [(source, target + source.rpartition("/")[2]) for source in sources]
    return found


def test_all_that_is_copied_into_the_image_is_there():
    assert len(copied()) == 4
    for source, target in copied():
        assert (ROOT / source).is_file() and target.startswith("/srv/hub/")


def test_the_image_starts_with_what_was_copied_into_it():
    there = {target for _, target in copied()}
    named = [word for word in (*said("ENTRYPOINT"), *said("CMD")) if word.startswith("/srv/")]
    assert len(named) == 2 and set(named) <= there
    (pins,) = re.findall(r"--requirement (\S+)", DOCKERFILE)
    assert pins in there


def test_no_answer_gets_into_the_image():
    """The stage that the image is made of takes the wheel alone from the one that has the whole course."""
    assert [rest for name, rest in stages()[-1] if name == "COPY" and "--from" in rest] == ["--from=wheel /wheel /wheel"]
    assert all(source.startswith("doors/hub/") for source, _ in copied())


def test_the_pins_of_the_hub_are_those_of_the_course():
    own = pins_for("3.12", "linux", "doors/hub/constraints.txt")
    course = pins_for("3.12", "linux")
    assert {"authlib", "jupyterhub", "jupyterhub-ltiauthenticator", "nbgitpuller", *declared()["everybody"], *declared()["lab"]} <= own.keys()
    both = own.keys() & course.keys()
    assert {name: own[name] for name in both} == {name: course[name] for name in both}
