"""The course's command line: ``gradient-course`` or ``python -m course_lib``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from course_lib.grading.commands import add_commands

# What the commands import besides what everybody has, and the extra that brings it.
EXTRAS = {"jinja2": "grading", "pyseccomp": "grading", "tqdm": "grading"}
REMEDY = "This command needs {package}, which comes with an extra of the course: install gradient-course[{extra}]."


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
    except ModuleNotFoundError as missing:
        extra = EXTRAS.get(str(missing.name).partition(".")[0])
        if extra is None:
            raise
        print(f"gradient-course: {REMEDY.format(package=missing.name, extra=extra)}", file=sys.stderr)
        return 2
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
    lab.add_argument("folder", nargs="?", type=Path, help="where to work: notebooks are put there, or updated")
    lab.add_argument("--copy-only", action="store_true", help="put the notebooks there and open nothing")
    lab.set_defaults(run=_lab)

    add_commands(commands)

    check = commands.add_parser("check", help="check one notebook, in your terminal")
    check.add_argument("notebook", type=Path)
    check.set_defaults(run=_check)

    cards = commands.add_parser("cards", help="write the warm-up questions as cards for Anki")
    cards.add_argument("file", type=Path, help="the text file to write, which Anki imports")
    cards.add_argument("--language", choices=["ja", "en"], help="else the locale decides")
    cards.set_defaults(run=_cards)
    return parser


def _lab(options: argparse.Namespace) -> int:
    from course_lib.lab.jupyter import open_lab

    return open_lab(options.language, options.port, options.ip, options.folder, options.copy_only)


def _check(options: argparse.Namespace) -> int:
    from course_lib.exercises.checking import NOTEBOOK_SEED
    from course_lib.exercises.draws import Draw
    from course_lib.exercises.submission import variants_in
    from course_lib.grading.confining.availability import NoSandbox
    from course_lib.grading.confining.pool import require_sandbox
    from course_lib.grading.job import Job, grade
    from course_lib.words.catalogue import words
    from course_lib.words.language import locale_language

    trusted = False
    try:
        require_sandbox()
    except NoSandbox:
        # It is the learner's own code, which has run here before.
        trusted = True
        print(words("grading.runs_here", locale_language()), file=sys.stderr)
    draw = Draw(NOTEBOOK_SEED, variants_in(options.notebook))
    graded = grade(Job(str(options.notebook), NOTEBOOK_SEED, trusted=trusted, draw=draw))
    for row in graded.grades:
        print(f"{row.exercise}: {row.outcome}. {row.sentence}")
    return 0 if all(row.outcome == "right" for row in graded.grades) else 1


def _cards(options: argparse.Namespace) -> int:
    from course_lib.warmups.cards import cards
    from course_lib.words.catalogue import words
    from course_lib.words.language import locale_language

    code = options.language or locale_language()
    text = cards(code)
    try:
        with options.file.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise ValueError(words("cards.there_already", code, file=options.file)) from None
    number = sum(not line.startswith("#") for line in text.splitlines())
    print(words("cards.written", code, cards=number, file=options.file))
    return 0


if __name__ == "__main__":
    sys.exit(main())
