"""Sheets of their own for the learners of a class: where the answers are few, each is asked something else.

Only sheets with such questions are written. What makes the picture or the order of a question stands in the sheet as a
number, so that `check` knows it; whose number is which is decided by the class key, and grading goes by that alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from course_lib.exercises.sheet import Sheet
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.grading.class_key import ClassKey, Learner, read_class_key, write_class_key
from course_lib.grading.pages.reports import page_name
from course_lib.grading.release.belonging import ROOT
from course_lib.grading.release.releasing import write_zip
from course_lib.grading.rosters.columns import find_columns, plain, read_file, read_roster
from course_lib.words.language import LANGUAGES

# Moodle numbers a learner anew in each assignment: that number tells nobody apart.
OF_ONE_ASSIGNMENT = "identifier"
LONGEST_FOLDER = 120  # bytes of its name


def release_own_sheets(beside: Path, roster: Path, key_file: Path) -> str:
    """Write a zip with a folder for each learner of a list, and note in the class key who they are.

    Args:
        beside: the zip of the course; the new one is called after it.
        roster: the list that a system gave, or any with a column of numbers or names.
        key_file: the class key.

    Returns:
        What to tell the instructor.

    Raises:
        ValueError: if the key or the list can't be read, or it is not certain who somebody is.
        OSError: if a file can't be written.
    """
    learners = learners_in(roster)
    known = read_class_key(key_file)
    key = known.with_learners(learners)
    path = beside.with_name(f"{beside.stem}-own-sheets.zip")
    whose = {one.id: key.find(one.id, one.name, one.numbers[0] if one.numbers else "") or one for one in learners}
    contents = {}
    folders = _folders(dict.fromkeys(one.id for one in whose.values()))
    for learner in dict.fromkeys(whose.values()):
        folder = folders[learner.id]
        for name, text in sheets_of(learner, key):
            contents[f"{folder}/{name}"] = text.encode()
    if key != known:  # before the sheets are out: a sheet whose learner is not in the key would be graded as another
        write_class_key(key_file, key)
    write_zip(path, contents, private=True)
    return f"{path}: a folder for each of {len(set(whose.values()))} learners; {key_file} now knows them."


def learners_in(roster: Path) -> list[Learner]:
    """Return the learners in a list.

    Raises:
        ValueError: if it can't be read, or has nobody in it.
    """
    table = read_roster(read_file(roster), roster.name)
    columns = find_columns(table, roster.name)
    headings = table.rows[columns.first - 1]
    numbers = [column for column in columns.numbers if plain(headings[column]) != OF_ONE_ASSIGNMENT]
    found: dict[Learner, None] = {}
    for cells in table.rows[columns.first : columns.end]:
        texts = [cell.strip() for cell in cells]
        own = tuple(dict.fromkeys(texts[column] for column in numbers if column < len(texts) and texts[column]))
        name = next((texts[column] for column in columns.names if column < len(texts) and texts[column]), "")
        if own or name:
            found[Learner(own[0] if own else name, own, name)] = None
    if not found:
        raise ValueError(f"{roster.name} has no learner in it.")
    return list(found)


def sheets_of(learner: Learner, key: ClassKey) -> Iterator[tuple[str, str]]:
    """Yield name and text of each sheet that has something else for each learner, in both languages.

    Raises:
        ValueError: if a sheet is not built.
    """
    draw = key.draw_of(learner)
    for name in sheet_names():
        sheet = load_sheet(name)
        variants = {one.name: draw.of(one)[1] for one in sheet.exercises.values() if one.variants}
        if variants:
            for language in LANGUAGES:
                built = ROOT / "exercises" / language / f"{name}.ipynb"
                if not built.is_file():
                    raise ValueError(f"The sheet {name} is not built in {language}: make build.")
                own = own_sheet(json.loads(built.read_text(encoding="utf-8")), sheet, variants)
                yield f"{language}/{name}.ipynb", json.dumps(own, ensure_ascii=False, indent=1) + "\n"


def _folders(ids: Iterable[str]) -> dict[str, str]:
    """Return a folder for each learner: called as the list calls the learner, where that can be a folder's name."""
    plainly = {one: re.sub(r"[^\w.@-]", "_", one) for one in ids}
    count = Counter(name.casefold() for name in plainly.values())
    return {
        one: page_name(one).removesuffix(".html")
        if count[name.casefold()] > 1 or name.startswith(".") or len(name.encode()) > LONGEST_FOLDER
        else name
        for one, name in plainly.items()
    }


def own_sheet(notebook: dict[str, Any], sheet: Sheet, variants: dict[str, int]) -> dict[str, Any]:
    """Return a sheet's notebook with questions of a learner's own.

    Args:
        notebook: the sheet as it is built.
        sheet: its exercises.
        variants: of each question, by the exercise's name.

    Raises:
        ValueError: if nothing of a question or of its check is found in the notebook.
    """
    cells = []
    changed = dict.fromkeys(variants, 0)
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        for name, variant in variants.items():
            own = sheet.exercises[name].own
            assert own is not None
            again = own.reword(source, variant).replace(f"\ncheck({name})", f"\ncheck({name}, variant={variant})")
            changed[name] += again != source
            source = again
        if source != "".join(cell["source"]):
            # What an output shows is what the sheet as it is built asks.
            cell = cell | {"source": source} | ({"outputs": []} if cell["cell_type"] == "code" else {})
        cells.append(cell)
    if missing := [name for name, count in changed.items() if count != 2]:
        raise ValueError(f"{sheet.name}: the question or the check of {', '.join(missing)} is not found. make build.")
    return notebook | {"cells": cells}
