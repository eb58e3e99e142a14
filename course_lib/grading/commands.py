"""The instructor's commands: release, grade, report, gain, adjust, export and others. See ``docs/grading.md``."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course_lib.grading.book.gradebook import Gradebook
    from course_lib.grading.classroom import Grading

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")  # as Gradescope calls them
LONGEST_FILE = 200  # characters of a file's path, where it is printed
PROGRESS = "my-progress.json"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the instructor's commands to the command line."""
    _add_grade(commands)

    report = commands.add_parser("report", help="write the table, feedback and report of a gradebook anew")
    report.add_argument("folder", type=Path, help="the folder that grade wrote")
    report.add_argument("more", nargs="*", type=Path, help="more such folders: one report on all, in the first")
    report.add_argument("--language", choices=["ja", "en"], help="of the report; else the locale decides")
    report.set_defaults(run=_report)

    adjust = commands.add_parser("adjust", help="set points by hand, with the reason; kept when grading again")
    adjust.add_argument("folder", type=Path, help="the folder that grade wrote")
    adjust.add_argument("student", nargs="?", help="as in grades.csv; left out, all adjustments are listed")
    adjust.add_argument("exercise", nargs="?", help="name of the function")
    adjust.add_argument("--points", type=float, help="what it is to be worth")
    adjust.add_argument("--undo", action="store_true", help="let the program's grade stand again")
    adjust.add_argument("--reason", default="", help="why; the student reads it")
    adjust.set_defaults(run=_adjust)

    history = commands.add_parser("history", help="print as a table the grades that were replaced or withdrawn")
    history.add_argument("folder", type=Path, help="the folder that grade wrote")
    history.set_defaults(run=_history)

    export = commands.add_parser("export", help="write the grades as a school's system takes them in")
    export.add_argument("folder", type=Path, help="the folder that grade wrote")
    form = export.add_mutually_exclusive_group(required=True)
    form.add_argument(
        "--format", choices=["canvas", "moodle", "feedback"],
        help="a table for Canvas or Moodle, or a zip of feedback pages that they take back",
    )  # fmt: skip
    form.add_argument("--fill", type=Path, metavar="LIST", help="the list that your system gave, to be filled in")
    export.add_argument("--out", type=Path, required=True, help="the file to write")
    export.add_argument("--sheet", help="the sheet whose points go out, as its file is called")
    export.add_argument("--overwrite", action="store_true", help="--fill: also where there are points already")
    export.add_argument("--points", metavar="HEADING", help="--fill: the column for points, where it is not found")
    export.add_argument("--comments", metavar="HEADING", help="--fill: the column for comments, where it is not found")
    export.add_argument("--worksheet", type=Path, help="Moodle: the grading worksheet downloaded from the assignment")
    export.add_argument(
        "--assignment", action="append", default=[], metavar="SHEET=TITLE",
        help="Canvas: the title of a sheet's assignment, with its number as Canvas exports it, e.g. 'Week 3 (8841)'",
    )  # fmt: skip
    export.set_defaults(run=_export)

    gain = commands.add_parser("gain", help="tell what a class gained from before to after the course")
    gain.add_argument("submissions", type=Path, help=f"folder or zip with each learner's {PROGRESS}, as for grade")
    gain.add_argument("--out", type=Path, help="the folder that grade wrote: its report shows the gain from then on")
    gain.add_argument("--by-name", action="store_true", help="let names alone tell learners apart where they do")
    gain.add_argument("--names", metavar="HOW", help="how files are named, as for grade")
    gain.add_argument("--language", choices=["ja", "en"], help="else the locale decides")
    gain.set_defaults(run=_gain)

    questions = commands.add_parser("questions", help="write the tests before and after as questions for Moodle")
    questions.add_argument("file", type=Path, help="the XML to write")
    questions.add_argument("--language", choices=["ja", "en"], default="en", help="of the questions (en)")
    questions.set_defaults(run=_questions)

    send = commands.add_parser("send", help="send the points to the system from which learners came (LTI 1.3)")
    send.add_argument("folder", type=Path, help="the folder that grade wrote")
    send.add_argument("--lti", type=Path, required=True, help="the Hub's folder with lti.toml, key and launches")
    send.add_argument("--sheet", help="the sheet whose points go out, as its file is called; else all")
    send.add_argument("--again", action="store_true", help="also what the system has already taken")
    send.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")
    send.set_defaults(run=_send)

    release = commands.add_parser("release", help="make the learners' edition, without answers")
    release.add_argument("zip", type=Path, help="the zip to write")
    release.add_argument("--format", choices=["course", "nbgrader", "gradescope"], default="course", help="(course)")
    release.add_argument("--language", choices=["ja", "en"], default="en", help="nbgrader: of the sheets (en)")
    release.add_argument("--seed", type=int, default=1, help="nbgrader, gradescope: draws the hidden inputs (1)")
    release.add_argument(
        "--class", dest="roster", type=Path, metavar="LIST",
        help="course: also write ZIP-own-sheets.zip, sheets with numbers of their own for each learner in a list",
    )  # fmt: skip
    release.add_argument("--class-key", type=Path, metavar="FILE", help="--class: the key that decides whose numbers")
    release.add_argument(
        "--trust-submissions", action="store_true",
        help="gradescope: where their container has no sandbox, run submissions with nothing around them",
    )  # fmt: skip
    release.add_argument(
        "--with-puzzles", action="store_true",
        help="course: give out the lines of longer answers, shuffled, to be put in order",
    )  # fmt: skip
    release.add_argument(
        "--with-solutions", action="store_true",
        help="course: give out the answers, shown once an exercise is solved or its three hints are read",
    )  # fmt: skip
    release.set_defaults(run=_release)

    class_key = commands.add_parser("class-key", help="make the key by which each learner gets own numbers; keep it")
    class_key.add_argument("file", type=Path, help="the file to write")
    class_key.set_defaults(run=_class_key)


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grade = commands.add_parser("grade", help="grade a class")
    grade.add_argument(
        "submissions", type=Path, help="folder with a folder for each student, what your system gave, or a zip"
    )
    grade.add_argument("--out", type=Path, required=True, help="folder for gradebook, table, feedback and report")
    grade.add_argument("--workers", type=int, help="submissions graded at once; else one a processor")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="grade on a Dask scheduler's workers, e.g. tcp://host:8786")
    draws = grade.add_mutually_exclusive_group()
    draws.add_argument("--seed", type=int, default=1, help="draws the inputs (1)")
    draws.add_argument("--class-key", type=Path, metavar="FILE", help="decides each learner's own inputs and questions")
    grade.add_argument(
        "--due", metavar="DATE",
        help="files changed later are late, e.g. 2026-05-01T23:59; a day alone lasts until its end",
    )  # fmt: skip
    grade.add_argument("--late-share", type=float, help="share of its points that a late submission keeps (1)")
    grade.add_argument("--repeated", choices=["best", "last"], help="which submission of a sheet counts (best)")
    grade.add_argument("--by-name", action="store_true", help="let names alone tell learners apart where they do")
    grade.add_argument(
        "--names", metavar="HOW",
        help="how files are named: webclass, classroom, scombz, or a pattern such as '{student}_{any}'",
    )  # fmt: skip
    grade.add_argument(
        "--results", type=Path, metavar="FILE", help="of one learner alone: also write Gradescope's results.json"
    )
    grade.add_argument(
        "--visibility", choices=VISIBILITIES, default=VISIBILITIES[0], help="--results: when learners see it (visible)"
    )
    grade.add_argument("--language", choices=["ja", "en"], help="of the class report; else the locale decides")
    grade.add_argument("--json", action="store_true", help="print what came of it as JSON, and no progress bar")
    grade.add_argument(
        "--trust-submissions", action="store_true", help="run submissions with no sandbox around them, as your own user"
    )
    grade.set_defaults(run=_grade)


def _grade(options: argparse.Namespace) -> int:
    try:
        return _grade_to_the_end(options)
    except KeyboardInterrupt:
        from course_lib.grading.executors import end_at_once

        print("\nStopped. What was graded is kept: the same command goes on from there.", file=sys.stderr, flush=True)
        end_at_once(130)


def _grade_to_the_end(options: argparse.Namespace) -> int:
    from course_lib.grading.book.rules import Rule, read_due
    from course_lib.grading.class_key import read_class_key
    from course_lib.grading.classroom import NothingToGrade, grade_class
    from course_lib.grading.confining.availability import require_out_of_sight
    from course_lib.grading.executors import dask_workers, this_machine
    from course_lib.grading.pages.gradescope import write_gradescope

    given = {
        "repeated": options.repeated,
        "late_share": options.late_share,
        "due": read_due(options.due) if options.due else None,
    }
    said = {name: value for name, value in given.items() if value is not None}
    if given["due"] is not None:
        due = datetime.fromtimestamp(given["due"])
        print(f"Late is what was changed after {due:%Y-%m-%d %H:%M:%S}.", file=sys.stderr)
    trusted = options.trust_submissions
    class_key = read_class_key(options.class_key) if options.class_key else None
    if class_key and not trusted:
        require_out_of_sight(options.class_key)
    own = nullcontext(this_machine(options.workers))
    with dask_workers(options.scheduler, trusted) if options.scheduler else own as workforce:
        try:
            grading = grade_class(
                options.submissions,
                options.out,
                workforce,
                options.seed,
                trusted,
                rule=Rule(**said) if said else None,
                by_name=options.by_name,
                language=options.language,
                progress=not options.json,
                names=options.names,
                class_key=class_key,
            )
        except NothingToGrade:
            if options.results:
                write_gradescope([], options.results, options.visibility)
            raise
    if options.results:
        write_gradescope(grading.rows, options.results, options.visibility)
    if options.json:
        print(_safe_json(_as_json(grading, options.out)))
    else:
        _tell(grading, options.out)
    return 1 if grading.failed else 0


def _as_json(grading: Grading, out: Path) -> dict[str, object]:
    points: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    for row in grading.rows:
        points[row.student] += row.points  # type: ignore[assignment]
        possible[row.student] += row.possible  # type: ignore[assignment]
    return {
        "graded": grading.graded,
        "known": grading.known,
        "failed": [one._asdict() for one in grading.failed],
        "left_out": [one._asdict() for one in grading.left_out],
        "withdrawn": [one._asdict() for one in grading.withdrawn],
        "as_built": grading.as_built,
        "outcomes": dict(Counter(row.outcome for row in grading.rows)),
        "students": [{"student": name, "points": points[name], "possible": possible[name]} for name in possible],
        "grades": [asdict(row) for row in grading.rows],
        "out": str(out),
    }


def _safe_json(told: dict[str, object]) -> str:
    """Return JSON text in which no sign that a terminal would obey stands as itself."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return "".join(
        sign if sign == "\n" or sign.isprintable() or ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}" for sign in text
    )


def _tell(grading: Grading, out: Path) -> None:
    from course_lib.grading.book.harmless import printable

    outcomes = Counter(row.outcome for row in grading.rows)
    print(f"{grading.graded} graded, {grading.known} known from before.")
    print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    for student, file in grading.withdrawn:
        print(printable(f"withdrawn (its grades are in the history): {student}, {file}"))
    for student in grading.as_built:
        print(printable(f"no sheets of their own, graded on those of the course: {student}"), file=sys.stderr)
    for file, reason in grading.left_out:
        print(printable(f"left out: {_shortened(file)}: {reason}"), file=sys.stderr)
    for student, file, reason in grading.failed:
        told = f"not graded, run the same command again: {student}, {_shortened(file)}: {reason}"
        print(printable(told), file=sys.stderr)
    print(f"{out / 'report.html'}, {out / 'grades.csv'}, {out / 'feedback'}")


def _shortened(file: str) -> str:
    return file if len(file) <= LONGEST_FILE else f"{file[: LONGEST_FILE // 2]} … {file[-LONGEST_FILE // 2 :]}"


def _report(options: argparse.Namespace) -> int:
    from course_lib.grading.classroom import counted, write_joint_report, write_results

    for folder in (options.folder, *options.more):
        _require_gradebook(folder)
    if options.more:
        write_joint_report([options.folder, *options.more], options.language)
    else:
        with _opened(options.folder) as gradebook:
            write_results(gradebook, counted(gradebook), options.folder, options.language)
    print(options.folder / "report.html")
    return 0


def _gain(options: argparse.Namespace) -> int:
    from course_lib.grading.book.harmless import printable
    from course_lib.grading.incoming.concept_answers import read_class
    from course_lib.grading.pages.class_gain import ClassGain, gain_table, keep_answers
    from course_lib.words.language import locale_language

    found = read_class(options.submissions, options.by_name, options.names)
    for file, reason in found.left_out:
        print(printable(f"left out: {_shortened(file)}: {reason}"), file=sys.stderr)
    if not found.takers:
        raise ValueError(f"No answers of the tests in {options.submissions}: it should hold each learner's {PROGRESS}.")
    print(gain_table(ClassGain(found.takers), options.language or locale_language()))
    if options.out:
        _require_gradebook(options.out)
        keep_answers(found.takers, options.out)
        options.folder, options.more = options.out, []
        return _report(options)
    return 0


def _questions(options: argparse.Namespace) -> int:
    from course_lib.grading.release.moodle_questions import moodle_questions
    from course_lib.lab.whole_file import write_whole

    write_whole(options.file, moodle_questions(options.language))
    print(options.file)
    return 0


def _adjust(options: argparse.Namespace) -> int:
    from course_lib.grading.book.adjusting import adjustment, find_student
    from course_lib.grading.book.harmless import printable
    from course_lib.grading.classroom import counted, write_results

    with _opened(options.folder) as gradebook:
        if options.student is None:
            for at, one in gradebook.adjustments():
                points = "taken back" if one.points is None else f"{one.points:g}"
                print(printable(f"{at}  {one.student}  {one.exercise}  {points}  {one.reason}"))
            return 0
        if options.exercise is None or (options.points is None) is not options.undo:
            raise ValueError("Name a student, an exercise, and either --points or --undo.")
        student = find_student(options.student, {row.student for row in gradebook.stored()})
        gradebook.adjust(adjustment(student, options.exercise, options.points, options.reason))
        rows = counted(gradebook)
        write_results(gradebook, rows, options.folder)
    for row in rows:
        if (row.student, row.exercise) == (student, options.exercise):
            print(printable(f"{row.student}, {row.exercise}: {row.points} of {row.possible} points"))
    return 0


def _history(options: argparse.Namespace) -> int:
    from course_lib.grading.book.gradebook import HISTORY_COLUMNS
    from course_lib.grading.book.harmless import harmless

    table = csv.writer(sys.stdout)
    with _opened(options.folder) as gradebook:
        table.writerow(HISTORY_COLUMNS)
        table.writerows([harmless(value) for value in row] for row in gradebook.history())
    return 0


def _export(options: argparse.Namespace) -> int:
    from course_lib.grading.book.harmless import printable
    from course_lib.grading.classroom import counted
    from course_lib.grading.pages.exporting import export_canvas, export_moodle
    from course_lib.grading.pages.filling import fill
    from course_lib.grading.pages.returning import export_feedback

    with _opened(options.folder) as gradebook:
        rows = counted(gradebook)
    if options.fill:
        headings = {"points": options.points, "comments": options.comments}
        told = fill(rows, options.fill, options.out, options.sheet, options.overwrite, **headings)
    elif options.format == "feedback":
        told = export_feedback(rows, options.out, options.sheet)
    elif options.format == "canvas":
        titles = dict(text.split("=", 1) for text in options.assignment if "=" in text)
        told = export_canvas(rows, options.out, titles)
    else:
        told = export_moodle(rows, options.out, options.sheet, options.worksheet)
    print(printable(told))
    return 0


def _send(options: argparse.Namespace) -> int:
    from course_lib.grading.book.harmless import printable
    from course_lib.grading.classroom import counted
    from course_lib.grading.lti.launches import read_launches
    from course_lib.grading.lti.platform import read_platform
    from course_lib.grading.lti.scores import join
    from course_lib.grading.lti.sending import known, open_session, send

    platform, launches = read_platform(options.lti), read_launches(options.lti)
    with _opened(options.folder) as gradebook:
        scores, without_launch = join(counted(gradebook), launches, options.sheet)
    new = [score for score in scores if options.again or launches[score.launch] != known(score)]
    for student, sheet in without_launch:
        told = f"not sent: {student}, {sheet}: never came by a link for it that takes scores"
        print(printable(told), file=sys.stderr)
    if len(new) < len(scores):
        print(f"{len(scores) - len(new)} known from before (--again sends them too).")
    if options.dry_run or not new:
        for score in new:
            print(printable(f"would be sent: {score}"))
        return 0
    sent = send(new, open_session(platform, options.lti), options.lti)
    for score, problem in sent:
        if problem:
            print(printable(f"not sent: {score}: {problem}"), file=sys.stderr)
        else:
            print(printable(f"sent: {score}"))
    return 1 if any(problem for _, problem in sent) else 0


def _release(options: argparse.Namespace) -> int:
    from course_lib.grading.release.releasing import release

    given_out = (options.with_puzzles, options.with_solutions)
    if any(given_out) and options.format != "course":
        raise ValueError("--with-puzzles and --with-solutions are for --format course: other forms hold neither.")
    if (options.roster is None) is not (options.class_key is None):
        raise ValueError("--class and --class-key go together: the list says who, the key decides whose numbers.")
    if options.roster and options.format != "course":
        raise ValueError(f"Sheets of their own go with --format course, not with {options.format}.")
    if options.format == "nbgrader":
        from course_lib.grading.release.nbgrader_form import release_for_nbgrader

        release_for_nbgrader(options.zip, options.language, options.seed)
    elif options.format == "gradescope":
        from course_lib.grading.release.gradescope_form import release_for_gradescope

        release_for_gradescope(options.zip, options.seed, options.trust_submissions)
    else:
        release(options.zip, *given_out)
    print(options.zip)
    if options.with_puzzles:
        print("It holds the lines of the answers, shuffled: puzzle() shows them.")
    if options.with_solutions:
        print("It holds the answers: solution() shows them, and whoever looks into its files finds them at once.")
    if options.roster:
        from course_lib.grading.release.own_sheets import release_own_sheets

        print(release_own_sheets(options.zip, options.roster, options.class_key))
    return 0


def _class_key(options: argparse.Namespace) -> int:
    from course_lib.grading.class_key import make_class_key

    make_class_key(options.file)
    print(f"{options.file}: keep it to yourself, and keep a copy: without it nothing can be graded again.")
    return 0


def _opened(folder: Path) -> AbstractContextManager[Gradebook]:
    from course_lib.grading.book.gradebook import open_gradebook

    _require_gradebook(folder)
    return open_gradebook(folder)


def _require_gradebook(folder: Path) -> None:
    if not (folder / "gradebook.sqlite").is_file():
        raise ValueError(f"There is no gradebook in {folder}: give the folder that was --out of grade.")
