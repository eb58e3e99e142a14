"""The course's command line: ``gradient-course`` or ``python -m course_lib``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the command line names.

    Args:
        arguments: the words after the program's name; the real command line where not given.

    Returns:
        Exit code: 0 when all went well, 1 when something was found wrong, 2 when the command could not be carried out.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (OSError, ValueError) as problem:
        print(f"gradient-course: {problem}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gradient-course", description="The gradient: a course in two languages.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    lab = commands.add_parser("lab", help="open JupyterLab at the welcome notebook")
    lab.add_argument("--language", choices=["ja", "en"], help="else the locale decides")
    lab.add_argument("--port", type=int, help="else 8888, or the next free one")
    lab.add_argument("--ip", help="address to listen on; 0.0.0.0 where a container's port is published")
    lab.set_defaults(run=_lab)

    grade = commands.add_parser("grade", help="grade a class")
    grade.add_argument("submissions", type=Path, help="folder with a folder for each student")
    grade.add_argument("--out", type=Path, required=True, help="folder for gradebook, table, feedback and report")
    grade.add_argument("--workers", type=int, help="submissions graded at once; else one a processor")
    grade.add_argument("--seed", type=int, default=1, help="draws the inputs (1)")
    grade.add_argument(
        "--trust-submissions", action="store_true", help="run submissions with no sandbox around them, as your own user"
    )
    grade.set_defaults(run=_grade)

    report = commands.add_parser("report", help="write the table, feedback and report of a gradebook anew")
    report.add_argument("folder", type=Path, help="the folder that grade wrote")
    report.set_defaults(run=_report)

    check = commands.add_parser("check", help="check one notebook, in your terminal")
    check.add_argument("notebook", type=Path)
    check.set_defaults(run=_check)
    return parser


def _lab(options: argparse.Namespace) -> int:
    from course_lib.lab import open_lab

    return open_lab(options.language, options.port, options.ip)


def _grade(options: argparse.Namespace) -> int:
    from course_lib.grading.classroom import grade_class

    rows = grade_class(
        options.submissions, options.out, options.workers, options.seed, trusted=options.trust_submissions
    )
    outcomes = Counter(row.outcome for row in rows)
    print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print(f"{options.out / 'report.html'}, {options.out / 'grades.csv'}, {options.out / 'feedback'}")
    return 0


def _report(options: argparse.Namespace) -> int:
    from course_lib.grading.classroom import write_results
    from course_lib.grading.gradebook import open_gradebook

    if not (options.folder / "gradebook.sqlite").is_file():
        raise ValueError(f"There is no gradebook in {options.folder}: give the folder that was --out of grade.")
    with open_gradebook(options.folder) as gradebook:
        write_results(gradebook.rows(), options.folder)
    print(options.folder / "report.html")
    return 0


def _check(options: argparse.Namespace) -> int:
    from course_lib.grading.checking import NOTEBOOK_SEED
    from course_lib.grading.confinement import require_sandbox
    from course_lib.grading.job import Job, grade

    require_sandbox()
    graded = grade(Job("", str(options.notebook), "", NOTEBOOK_SEED))
    for row in graded.grades:
        print(f"{row.exercise}: {row.outcome}. {row.sentence}")
    return 0 if all(row.outcome == "right" for row in graded.grades) else 1


if __name__ == "__main__":
    sys.exit(main())
