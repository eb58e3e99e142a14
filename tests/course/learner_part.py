"""Run by the tests in another Python, with a learner's packages: import what learners use, run a chapter, do a sheet.

Standard input is JSON: the modules to block, a folder, a chapter's code cells, and answers to a sheet.
"""

import importlib
import json
import os
import pkgutil
import sys


class Blocked:
    """A finder that finds nothing of what is blocked, as where it is not installed."""

    def __init__(self, names):
        self.names = set(names)

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r} (blocked)", name=name)


def import_all(instructors):
    """Import each module of the course but those of some rooms; return their names."""
    import course_lib

    names = [found.name for found in pkgutil.walk_packages(course_lib.__path__, "course_lib.")]
    names = [name for name in names if not name.startswith(tuple(instructors)) and not name.endswith(".__main__")]
    for name in [*names, "course_lib.__main__"]:
        importlib.import_module(name)
    return names


def run_chapter(cells):
    """Run code cells as a kernel would."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    for cell in cells:
        shell.run_cell(cell).raise_error()


def check_sheet(answers):
    """Return what `check` says about each answer, given as lists of sources by exercise."""
    from course_lib import check

    said = {}
    for name, sources in answers.items():
        for source in sources:
            space = {"np": importlib.import_module("numpy")}
            exec(source, space)
            said.setdefault(name, []).append(repr(check(space[name])))
    return said


if __name__ == "__main__":
    task = json.load(sys.stdin)
    sys.meta_path.insert(0, Blocked(task["blocked"]))
    for loaded in task["blocked"]:
        sys.modules.pop(loaded, None)
    import course_lib

    done = {"package": course_lib.__file__, "version": course_lib.__version__, "modules": import_all(task["instructors"])}
    os.chdir(task["folder"])
    run_chapter(task["cells"])
    done["said"] = check_sheet(task["answers"])
    print(json.dumps(done))
