"""Notebooks and replies that nobody thought of: whatever comes, the grader does not fall over.

In CI a thousand cases each; ten thousand with ``python -m pytest tests/grading/test_fuzz.py --hypothesis-profile=thorough``.
"""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from course_lib.exercises.judging import judge, sentence
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.exercises.submission import Submission, Unreadable, read_submission
from course_lib.grading.confining.confinement import Stopped, parse_reply
from course_lib.sandbox.answers import Answer
from course_lib.sandbox.plain import NotPlain, read_untrusted, write
from rehearsal.learner import empty_sheet, fill, right_answers
from tests.grading.test_class import SHEET

fuzzed = settings(
    max_examples=max(1000, settings().max_examples), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate, Phase.shrink]
)  # fmt: skip

# Text with what breaks readers: half characters, ends of text and of lines, signs of the catalogue's places.
TEXTS = st.text(st.characters() | st.sampled_from("\ud800\udfff\x00\n\r{}%\\\"'\u2028"), max_size=12)
NUMBERS = st.one_of(
    st.integers(), st.integers(-(10**400), 10**400), st.floats(), st.booleans(), st.none(), st.sampled_from([0, 1, 2**63, 2**64, -(2**63)])
)
WORDS = st.sampled_from(["value", "blank", "error", "strange", "tuple", "dict", "array", "code", "float", "shape", "kind", "f", "i", "u", "b", "number", "nan", "inf", "0x1p9999", "MemoryError"])  # fmt: skip
JSON = st.recursive(
    NUMBERS | TEXTS | WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS | WORDS, inner, max_size=4), max_leaves=8
)


def dumps(data: object) -> str:
    return json.dumps(data, ensure_ascii=True)


# Notebooks

RIGHT = json.loads(json.dumps(fill(empty_sheet(SHEET, "en"), right_answers(SHEET))))
RIGHT["cells"] = RIGHT["cells"][:6]


def places(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the way to each part of some data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


PLACES = places(RIGHT)


@st.composite
def notebooks(draw: st.DrawFn) -> bytes:
    """A right notebook in which some parts are replaced, taken out or doubled; then perhaps some bytes."""
    notebook = copy.deepcopy(RIGHT)
    for path in draw(st.lists(st.sampled_from(PLACES), max_size=3)):
        replacement = draw(JSON)
        if not path:
            notebook = replacement
            continue
        try:
            part = notebook
            for key in path[:-1]:
                part = part[key]
            if draw(st.booleans()):
                part[path[-1]] = replacement
            elif draw(st.booleans()) and isinstance(part, list):
                part.append(part[path[-1]])
            else:
                del part[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
    data = bytearray(dumps(notebook).encode())
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 20))] = draw(st.binary(max_size=4))
    return bytes(data[: draw(st.integers(0, len(data)) | st.just(len(data)))])


@fuzzed
@given(data=notebooks())
def test_any_notebook_is_read_or_refused_with_a_reason(data, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "fuzzed.ipynb"
    path.write_bytes(data)
    try:
        found = read_submission(path)
    except Unreadable as reason:
        assert str(reason) in ("not_a_notebook", "unknown_sheet")
    else:
        assert isinstance(found, Submission) and found.sheet in sheet_names() and found.language in ("ja", "en")
        assert all(type(text) is str for text in found.cells + found.texts)
        # What is sent into the sandbox can be written.
        write([*found.cells]).encode()


# Replies

FIELDS = {"number": 1, "kind": "value", "value": 2.8, "error": "", "message": "", "line": "", "changed": {"tuple": []}}
EXERCISE = load_sheet(SHEET).exercises["gradient_step"]
DRAWN = EXERCISE.cases(1)


@st.composite
def replies(draw: st.DrawFn) -> bytes:
    """A reply in which some fields are replaced, or something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=60) | JSON.map(lambda data: dumps(data).encode()))
    fields = FIELDS | {"value": draw(JSON | VALUES)}
    for name in draw(st.lists(st.sampled_from(list(FIELDS)), max_size=2)):
        fields[name] = draw(JSON | WORDS)
    if draw(st.booleans()):
        fields["kind"] = draw(st.sampled_from(["value", "error", "blank", "strange"]))
    data = dumps({"dict": [[key, value] for key, value in fields.items()]}).encode()
    return data if draw(st.booleans()) else data[: draw(st.integers(0, len(data)))]


# Near to what is right: arrays and tuples of all kinds, the shape not always theirs.
ARRAYS = st.builds(
    lambda numbers, shape, kind: {"array": numbers, "shape": shape, "kind": kind},
    st.lists(NUMBERS | WORDS, max_size=4),
    st.lists(st.integers(-1, 4) | st.just(2**62), max_size=3) | NUMBERS,
    st.sampled_from("biufOSx"),
)
FLOATS = st.sampled_from([{"float": "nan"}, {"float": "inf"}, {"float": "0x1p99999"}, {"float": 3}])
VALUES = st.recursive(
    ARRAYS | FLOATS | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.builds(lambda parts: {"tuple": parts}, st.lists(inner, max_size=3)) | st.builds(lambda pairs: {"dict": pairs}, st.lists(st.lists(inner, min_size=2, max_size=2), max_size=2)),
    max_leaves=6,
)  # fmt: skip


@fuzzed
@given(lines=st.lists(replies(), min_size=1, max_size=3))
def test_any_reply_is_refused_or_judged_with_a_sentence(lines):
    answers = list(DRAWN.expected)
    for place, line in enumerate(lines):
        try:
            answers[place] = parse_reply(line, 1)
        except Stopped:
            return
        assert isinstance(answers[place], Answer)
    verdict = judge(EXERCISE, DRAWN, answers)
    for language in ("ja", "en"):
        sentence(verdict, EXERCISE, language).encode("utf-8")
    if verdict.outcome == "right":
        assert all(type(given.value) in (float, int) or given.value.dtype.kind in "iuf" for given in answers)


@fuzzed
@given(text=JSON.map(dumps) | VALUES.map(dumps) | st.text(max_size=40))
def test_what_is_read_can_be_written_and_read_again(text):
    try:
        value = read_untrusted(text)
    except ValueError:
        return
    try:
        again = write(value)
    except NotPlain:
        pytest.fail("What was read is no plain data.")
    assert write(read_untrusted(again)) == again
