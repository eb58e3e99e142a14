"""Running a submission until each exercise has its verdict, whatever its code does to itself.

1. In order, as in the notebook: the cells one after the other, and each answer called as it stood when the last cell
   that defines it had run. A statement that fails ends no more than itself. Where something ends the process, a new one
   goes on without it.
2. Where a statement failed and something is not right: once more, with each cell ending at its first error, as it does
   in a notebook. What is right so is right.
3. What then makes one of the known mistakes on every input makes it by itself. Each other answer that is not right runs
   once more alone, in a fresh process with its own cells, and of the others only what defines something: so one answer
   can't cost another its points. Where there are several of these, one process tells first for which that is hopeless:
   those that answer the same wrong thing where nothing but definitions has run.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from typing import Literal

from course_lib.exercises.comparing import agree
from course_lib.exercises.draws import Draw
from course_lib.exercises.judging import Outcome, Verdict, judge
from course_lib.exercises.sheet import Cases, Exercise
from course_lib.exercises.sheets import load_sheet
from course_lib.exercises.star_import import STAR, shadowed_in, with_star_named
from course_lib.exercises.submission import Submission
from course_lib.grading.confining.confinement import Confined, Limits, Stopped
from course_lib.grading.confining.notebook_lines import as_python, may_be_for_notebooks
from course_lib.grading.confining.pool import worker
from course_lib.sandbox.answers import REFUSALS, Answer
from course_lib.sandbox.serving import Part
from course_lib.sandbox.standins import SHOWING

NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
NOT_YET = "check.raised.NameError"  # perhaps of what a cell further down defines
CELL_ERRORS = ("grading.cell_error", "grading.cell_refused")
NAMES_TRIED = 3  # other functions tried where one is missing
QUOTED = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"", flags=re.DOTALL)
IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([\w., \t]+))", flags=re.MULTILINE)
NAMES = re.compile(r"(?:^|,)\s*(\w+)")
MOST_LIBRARIES = 50  # looked for; no notebook of a learner's imports more
TRANSLATING = 5.0  # seconds for all lines of a notebook that are no Python


class Run:
    """The run of one submission."""

    def __init__(self, submission: Submission, draw: Draw, limits: Limits, trusted: bool, longest: float) -> None:
        """Prepare it.

        Args:
            submission: what was handed in.
            draw: of the inputs.
            limits: what it may use.
            trusted: run it without a sandbox.
            longest: seconds for all exercises together.
        """
        self.submission = submission
        self.exercises = load_sheet(submission.sheet).exercises
        self._draw = draw
        self._limits = limits
        self._trusted = trusted
        self._longest = longest
        self._cells = list(submission.cells)  # as they run
        self._translation: Literal["not needed", "needed", "done"] = "not needed"
        self._lent = _libraries_of_learners(submission.cells)
        self._defining = _defining(submission.cells, self.exercises)
        self._found: dict[str, Verdict] = {}
        self._first_answers: dict[str, Answer] = {}  # what each exercise answered to its first input
        self._bad_cells: dict[int, Verdict] = {}  # what a cell that raised, or stopped the process, says of itself
        self._skipped: set[int] = set()
        self._star: bool | None = None  # whether all of NumPy is imported, once that is known
        self._one_by_one = False  # whether cells are told of one by one: once one has stopped the process

    def verdicts(self) -> dict[str, Verdict]:
        """Return a verdict for each exercise.

        Raises:
            NoSandbox: if there is no sandbox here.
            WorkerLost: if the sandbox ends from outside.
        """
        deadline = self._deadline = time.monotonic() + self._longest
        while len(self._found) < len(self.exercises) and time.monotonic() < deadline:
            # Each round but one settles one more cell or exercise, so that there is an end.
            with self._process() as confined:
                self._call_all_in_order(confined, deadline)
            if self._translation == "needed":
                self._translate()
        for name in self.exercises.keys() - self._found.keys():
            self._found[name] = _stopped(name, "time limit")
        if time.monotonic() < deadline:
            self._call_where_cells_end_at_an_error()
        unsettled = [name for name, verdict in self._found.items() if not self._is_settled(name, verdict)]
        hopeless = self._find_hopeless([name for name in unsettled if name in self._first_answers])
        for name in unsettled:
            if name not in hopeless:
                self._found[name] = self._call_with_definitions_alone(name, self._found[name])
        return self._found

    @contextmanager
    def _process(self) -> Iterator[Confined]:
        """Offer a fresh process for one run of the notebook; where nothing better can be had, a sandbox of its own."""
        place = nullcontext() if self._trusted else worker(self._limits.scratch)
        with place as sandbox, Confined(self._limits, sandbox, self._lent) as confined:
            yield confined

    def _is_settled(self, name: str, verdict: Verdict) -> bool:
        """Tell whether no other run could show an answer to be better than this verdict."""
        exercise = self.exercises[name]
        # What is tried out may fail in a known way for any reason; what is compared does so only by that very mistake.
        known = {mistake.name for mistake in exercise.mistakes} if exercise.trial is None else set()
        return verdict.outcome == "right" or verdict.mistake in known

    def _call_all_in_order(self, confined: Confined, deadline: float) -> None:
        """Run the cells in order, and call each exercise without a verdict when the last cell that defines it has run.

        It ends early where something stopped the process, or where cells are to be translated: the next round goes on.
        """
        end, begun, early = len(self._cells), 0, []
        due = self._due([name for name in self.exercises if name not in self._found])
        for place in sorted(due):
            if not self._run_cells(confined, range(begun, place)):
                return
            begun = place
            for name in due[place]:
                if time.monotonic() > deadline or not self._call(confined, name):
                    return
                if self._found[name].sentence == NOT_YET:
                    early.append(name)
        if early and begun < end and self._run_cells(confined, range(begun, end)):
            for name in early:
                before = self._found[name]
                if not self._call(confined, name):
                    self._found[name] = before
                    return
                if self._found[name].outcome != "right":
                    self._found[name] = before

    def _due(self, names: Sequence[str]) -> dict[int, list[str]]:
        """Return after how many cells each exercise is called: when the last one that defines it has run."""
        due: dict[int, list[str]] = defaultdict(list)
        for name in names:
            ran = [number for number in self._defining[name] if number not in self._skipped]
            due[ran[-1] + 1 if ran else len(self._cells)].append(name)
        return due

    def _call_where_cells_end_at_an_error(self) -> None:
        """Take as right also what is right where a cell ends at its first error, as it does in a notebook."""
        names = [name for name, verdict in self._found.items() if verdict.outcome not in ("right", "not attempted")]
        if not names or all(bad.sentence not in CELL_ERRORS for bad in self._bad_cells.values()):
            return
        begun = 0
        with suppress(Stopped), self._process() as confined:
            for place, called in sorted(self._due(names).items()):
                numbers = [number for number in range(begun, place) if number not in self._skipped]
                list(confined.run_cells([("until it fails", self._cells[number]) for number in numbers]))
                begun = place
                for name in called:
                    cases = self._draw.cases(self.submission.sheet, name)
                    verdict = judge(self.exercises[name], cases, _answers(confined, name, cases))
                    if verdict.outcome == "right":
                        self._found[name] = verdict

    def _run_cells(self, confined: Confined, cells: Sequence[int]) -> bool:
        """Run some cells; tell whether to go on."""
        numbers = [number for number in cells if number not in self._skipped]
        answers = confined.run_cells([("whole", self._cells[number]) for number in numbers], self._one_by_one)
        for number in numbers:
            try:
                answer = next(answers)
            except Stopped as stop:
                if self._one_by_one:  # else it may be any of those not told of yet: the next round will tell
                    self._bad_cells[number] = _stopped("", stop.ending)
                    self._skipped.add(number)
                self._one_by_one = True
                return False
            if answer.error in NO_PYTHON and self._translation != "done" and may_be_for_notebooks(self._cells[number]):
                self._translation = "needed"
                return False
            if answer.kind == "error":
                self._bad_cells[number] = _cell_error(answer)
        return True

    def _translate(self) -> None:
        """Make Python of the cells that are none but would be in a notebook."""
        self._translation, self._star = "done", None
        deadline = time.monotonic() + TRANSLATING
        # Which these are is told by a process in which no student code has run.
        with suppress(Stopped), self._process() as fresh:
            told = list(fresh.run_cells([("nothing", source) for source in self._cells]))
            for number, answer in enumerate(told):
                if answer.error in NO_PYTHON and time.monotonic() < deadline:
                    self._cells[number] = as_python(self._cells[number])

    def _call(self, confined: Confined, name: str) -> bool:
        """Find the verdict on an exercise; tell whether to go on."""
        try:
            cases = self._draw.cases(self.submission.sheet, name)
            answers = _answers(confined, name, cases)
            if answers[0].error == "overwritten" and self._forget_assignment(name):
                return False
            self._found[name] = self._judged(self.exercises[name], cases, answers)
            if self._found[name].outcome != "not attempted":
                self._first_answers[name] = answers[0]
        except Stopped as stop:
            self._found[name] = _stopped(name, stop.ending)
            return False
        return True

    def _forget_assignment(self, name: str) -> bool:
        """Let the last cell that gives the name of a function to something count no longer; tell whether others do."""
        kept = self._defining[name][:-1]
        self._defining[name] = kept or self._defining[name]
        return bool(kept)

    def _judged(self, exercise: Exercise, cases: Cases, answers: list[Answer]) -> Verdict:
        if answers[0].error == "missing":
            return self._why_missing(exercise.name)
        verdict = judge(exercise, cases, answers)
        if verdict.outcome != "right" and self._imports_all():
            own = [self._cells[number] for number in self._defining[exercise.name]]
            verdict = with_star_named(verdict, shadowed_in(own))
        name = re.search(r"'(\w+)'", verdict.places.get("message", "")) if verdict.sentence == NOT_YET else None
        for number, bad in self._bad_cells.items() if name else ():
            # The name was to come from a library, or a file of the learner's own, that is not there, or from what a
            # cell makes with it.
            made = name and (name[1] in bad.places.get("line", "") or _defines(self._cells[number], name[1]))
            why = "refused" if bad.sentence == "grading.cell_refused" else bad.places.get("error")
            if why in ("refused", "ModuleNotFoundError") and made:
                return replace(verdict, sentence=f"check.raised.{why}", places=verdict.places | bad.places)
        return verdict

    def _imports_all(self) -> bool:
        """Tell whether a cell says ``from numpy import *``; looked for once, as cells may be long."""
        if self._star is None:
            self._star = any(map(STAR.search, self._cells))
        return self._star

    def _find_hopeless(self, names: list[str]) -> set[str]:
        """Return which of several exercises answer the same wrong thing where nothing but definitions has run.

        What other cells do besides is no excuse for these.
        """
        if len(names) < 2:
            return set()
        numbers = [number for number in range(len(self._cells)) if number not in self._skipped]
        wrong = set()
        with suppress(Stopped), self._process() as confined:
            list(confined.run_cells([("definitions", self._cells[number]) for number in numbers]))
            # The other way round: what the call of one leaves behind does not strike the same others as before.
            for name in reversed(names):
                exercise, first = self.exercises[name], self._first_case(name)
                answers = _answers(confined, name, first)
                verdict = self._judged(exercise, first, answers)
                if self._answers_as_before(name, answers[0]) and verdict.outcome != "right":
                    wrong.add(name)
        return wrong

    def _answers_as_before(self, name: str, now: Answer) -> bool:
        before = self._first_answers[name]
        if now.error == "NameError":  # perhaps of what the answer's own cell makes by more than a definition
            return False
        same_error = (before.message, before.line) == (now.message, now.line)
        return same_error and before.changed == now.changed and agree(before, now, self.exercises[name].tolerance)

    def _first_case(self, name: str) -> Cases:
        cases = self._draw.cases(self.submission.sheet, name)
        first = replace(cases, inputs=cases.inputs[:1], expected=cases.expected[:1], slips=[], reference=None)
        return replace(first, mistaken={}, shipped=None, others={})

    def _call_with_definitions_alone(self, name: str, together: Verdict) -> Verdict:
        """Return the verdict on an exercise run alone where that is better, else the one given."""
        defining = self._defining[name]
        own = [number for number in defining if number not in self._skipped]
        untouched = together.outcome == "not attempted"
        if untouched:
            # A blank copy of a cell takes no answer away. That copy aside, the last one counts, as in a notebook.
            own = [number for number in own if not _is_blank(self.submission.cells[number])]
        if not own:
            return self._under_another_name(name) or together
        before: list[tuple[Part, str]] = []
        after: list[tuple[Part, str]] = []
        for number, source in enumerate(self._cells):
            cells = before if number <= own[-1] else after
            if number in own:
                cells.append(("whole", source))
            elif number not in self._skipped and number not in defining:
                cells.append(("definitions", source))
        exercise = self.exercises[name]
        with suppress(Stopped), self._process() as confined:

            def judged(cases: Cases) -> Verdict:
                return self._judged(exercise, cases, _answers(confined, name, cases))

            list(confined.run_cells(before))
            # Most answers are as wrong alone: then one input is enough to see it.
            first = judged(self._first_case(name))
            if first.sentence == NOT_YET and (untouched or together.sentence == NOT_YET):
                list(confined.run_cells(after))
                first = judged(self._first_case(name))
            if untouched or first.outcome == "right":
                alone = judged(self._draw.cases(self.submission.sheet, name))
                return alone if untouched or alone.outcome == "right" else together
        return together

    def _under_another_name(self, name: str) -> Verdict | None:
        """Return the verdict that names a function which is right but for its name; None where there is none."""
        if time.monotonic() > self._deadline:  # it earns no points, and what is slow has had its time
            return None
        defined = re.findall(r"^(?:def +(\w+)|(\w+) *= *lambda\b)", "\n".join(self.submission.cells), re.MULTILINE)
        others = [other for other in dict.fromkeys(map("".join, defined)) if other not in self.exercises]
        cells: list[tuple[Part, str]] = [("definitions", source) for source in self._cells]
        for other in get_close_matches(name, others, NAMES_TRIED, cutoff=0.0):
            with suppress(Stopped), self._process() as confined:
                list(confined.run_cells(cells))
                for cases in (self._first_case(name), self._draw.cases(self.submission.sheet, name)):
                    verdict = judge(self.exercises[name], cases, _answers(confined, other, cases))
                    if verdict.outcome != "right":
                        break
                else:
                    return Verdict(name, "not attempted", sentence="grading.other_name", places={"other": other})
        return None

    def _why_missing(self, name: str) -> Verdict:
        """Say why a function is not there: its cell went wrong, is no code, or nobody wrote it."""
        for number in self._defining[name]:
            if number in self._bad_cells:
                return self._bad_cells[number]
        if any(_defines(text, name) for text in self.submission.texts):
            return Verdict(name, "not attempted", sentence="grading.text_cell")
        return Verdict(name, "not attempted", sentence="check.raised.missing")


def _answers(confined: Confined, name: str, cases: Cases) -> list[Answer]:
    return list(confined.call_all(name, cases.inputs_text, len(cases.inputs)))


def _defines(source: str, name: str) -> bool:
    """Tell whether a cell defines a function for all to see, or gives its name to something: in no other function."""
    definition = rf"^(?:def +{name}\b|{name} *(:[^=\n]*)?=[^=])"
    return re.search(definition, _outside(source), flags=re.MULTILINE) is not None


@lru_cache(2)
def _outside(source: str) -> str:
    """Return the lines of a cell that stand in no class and in no function, without the spaces in front."""
    outside = []
    within: list[int] = []  # how far in the classes and functions begin in which a line stands
    for line in source.splitlines():
        text = line.lstrip(" \t")
        if not text or text[0] == "#":
            continue
        indent = len(line) - len(text)
        while within and indent <= within[-1]:
            within.pop()
        if not within:
            outside.append(text)
        if text[0] in "cda" and text.startswith(("class ", "def ", "async def ")):
            within.append(indent)
    return "\n".join(outside)


def _defining(cells: Sequence[str], names: Iterable[str]) -> dict[str, list[int]]:
    """Return the numbers of the cells that define each function."""
    found: dict[str, list[int]] = {name: [] for name in names}
    quoted: dict[str, list[int]] = {name: [] for name in found}
    for number, source in enumerate(cells):
        named = [name for name in found if name in source]
        code = QUOTED.sub("''", source) if named else ""
        for name in named:
            if _defines(code, name):
                found[name].append(number)
        for name in named:
            if number not in found[name][-1:] and _defines(source, name):
                quoted[name].append(number)
    # A definition between triple quotes is none, if there is another one.
    return {name: found[name] or quoted[name] for name in found}


def _libraries_of_learners(cells: Sequence[str]) -> list[str]:
    """Return the libraries that cells import, that learners have, and that grading has not."""
    imports = (found for source in cells for found in IMPORTED.finditer(source))
    names = (name for found in imports for name in NAMES.findall(found[1] or found[2]))
    return [name for name in islice(dict.fromkeys(names), MOST_LIBRARIES) if _is_for_learners_only(name)]


def _is_for_learners_only(library: str) -> bool:
    if library in sys.stdlib_module_names or library in SHOWING or library == "numpy":
        return False
    try:
        return find_spec(library) is not None
    except ValueError:  # the name of a module that was not made from a file
        return False


def _is_blank(source: str) -> bool:
    return re.search(r"(^|[\s=:])\.\.\.\s*(#.*)?$", source, flags=re.MULTILINE) is not None


def _cell_error(answer: Answer) -> Verdict:
    if answer.error == "MemoryError":
        return Verdict("", "memory limit", sentence="grading.cell_memory")
    if answer.error in NO_PYTHON:
        places = {"message": answer.message, "line": answer.line}
        if found := re.match(r"invalid .*character .*U\+([0-9A-F]{4,5})\b", answer.message):
            character = chr(int(found[1], 16))
            # Not itself where it can't be seen, such as the space of Japanese.
            places |= {"code": f"U+{found[1]}", "character": character if character.isprintable() else " "}
            return Verdict("", "error", sentence="grading.cell_character", places=places)
        return Verdict("", "error", sentence="grading.cell_syntax", places=places)
    places = {"error": answer.error, "message": answer.message, "line": answer.line}
    entry = "grading.cell_refused" if re.match(REFUSALS, f"{answer.error}: {answer.message}") else "grading.cell_error"
    return Verdict("", "error", sentence=entry, places=places)


def _stopped(name: str, ending: str) -> Verdict:
    outcome: Outcome = "time limit" if ending == "time limit" else "error"
    return Verdict(name, outcome, sentence=f"check.stopped.{ending.replace(' ', '_')}")
