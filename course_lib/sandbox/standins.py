"""What stands in the sandbox for libraries that only show things, and for what a notebook offers besides Python.

A stand-in does nothing, whatever is asked of it, so that a line that draws costs nobody an answer. Nothing can be
computed with it: whoever tries is told which library is not there.
"""

from __future__ import annotations

import builtins
import concurrent.futures
import sys
import types
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from opcode import opmap
from types import ModuleType
from typing import Any, NoReturn

# The course itself, and libraries that draw, show or report progress: not those whose results one computes with.
SHOWING = {
    "course_lib", "IPython", "ipywidgets", "japanize_matplotlib", "matplotlib", "matplotlib_fontja", "mpl_toolkits",
    "plotly", "seaborn", "tqdm",
}  # fmt: skip
UNPACK = opmap["UNPACK_SEQUENCE"]


class StandIn:
    """Something of a library that is not there: it can be called, entered, indexed and unpacked, and does nothing."""

    def __init__(self, library: str, name: str = "") -> None:
        self.__dict__.update(_library=library, _name=name)

    def missing(self, *arguments: object) -> NoReturn:
        """Say that the library is not there, as Python does.

        Raises:
            ModuleNotFoundError: always.
        """
        raise ModuleNotFoundError(f"No module named {self._library!r}", name=self._library)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # Python and numpy ask in this way what a thing can do
            raise AttributeError(name)
        return StandIn(self._library, name)

    def __setattr__(self, name: str, value: object) -> None:
        pass

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Do nothing, or what a bar of progress and a decorator do."""
        if self._library == "tqdm":
            return Bar(range(*arguments) if self._name == "trange" else (*arguments, options.get("iterable"))[0])
        if self._library != "course_lib" and len(arguments) == 1 and isinstance(arguments[0], types.FunctionType):
            return arguments[0]  # as a decorator, such as that of ipywidgets, does
        return StandIn(self._library)

    def __getitem__(self, key: object) -> StandIn:
        return StandIn(self._library)

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __delitem__(self, key: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        # As many as are asked for by `fig, (left, right) = ...`; else none, so that a loop ends.
        frame = sys._getframe(1)
        instruction, count = frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 2]
        if instruction == UNPACK:
            return iter([StandIn(self._library)] * count)
        return self.missing() if self._library == "course_lib" else iter(())

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()

    def __instancecheck__(self, thing: object) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self)


OPERATORS = [
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor",
    "or",
]  # fmt: skip
OTHERS = [
    "neg", "pos", "abs", "invert", "round", "int", "float", "complex", "index", "len", "bool", "array",
    "eq", "ne", "lt", "le", "gt", "ge",
]  # fmt: skip
for _name in (*OPERATORS, *(f"r{name}" for name in OPERATORS), *OTHERS):
    setattr(StandIn, f"__{_name}__", lambda self, *arguments, **options: self.missing())


class Bar(StandIn):
    """A bar of progress: one can go through what it was given."""

    def __init__(self, items: Any) -> None:
        super().__init__("tqdm")
        self.__dict__.update(_items=items if hasattr(items, "__iter__") else ())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __bool__(self) -> bool:
        return True


class Lent(StandIn):
    """Stands for a library that learners have and grading has not, and for what came of it.

    So a cell ends where it ended in the notebook, and names mean what they meant there. Answers do without.
    """

    __path__: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") and name not in ("__name__", "__version__", "__file__"):
            raise AttributeError(name)
        return Lent(self._library)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "__spec__":  # by which Python knows its modules
            self.__dict__[name] = value

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Do nothing."""
        return Lent(self._library)


class SilentModule(ModuleType):
    """Stands for a module of a library that is not there."""

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return ""
        if name.startswith("__"):
            raise AttributeError(name)
        if (self.__name__, name) in (("course_lib", "check"), ("course_lib", "hint")):
            return _nothing
        return StandIn(self.__name__.partition(".")[0], name)


class Finder(MetaPathFinder, Loader):
    """Makes a `SilentModule` of each module of the libraries in `SHOWING`."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return how to make such a module, None for every other module."""
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in SHOWING else None

    def create_module(self, spec: ModuleSpec) -> Any:
        """Make it."""
        return SilentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in it."""


class Lender(Finder):
    """Makes a `Lent` of each module of some libraries, where no such module is found; once for each import."""

    def __init__(self, libraries: Collection[str]) -> None:
        self.libraries = libraries

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return how to make such a module, None for every other module."""
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in self.libraries else None

    def create_module(self, spec: ModuleSpec) -> Any:
        """Make it."""
        return Lent(spec.name.partition(".")[0])

    def __enter__(self) -> Lender:
        sys.meta_path.append(self)
        return self

    def __exit__(self, *exception: object) -> None:
        sys.meta_path.remove(self)
        modules: dict[str, object] = sys.modules  # type: ignore[assignment]
        for name in [name for name, module in modules.items() if type(module) is Lent]:
            del sys.modules[name]


class Shell(StandIn):
    """Stands for what ``get_ipython()`` gives: its commands do nothing, but ``%time`` runs what stands behind it."""

    def __init__(self, run: Callable[[str], object]) -> None:
        super().__init__("IPython")
        self.__dict__.update(_run=run)

    def run_line_magic(self, name: str, line: str, *arguments: object) -> Any:
        """Pass over a line such as ``%matplotlib inline``."""
        if name == "time":
            self._run(line)
            return None
        return StandIn("IPython")


class AtOnce(concurrent.futures.Executor):
    """A pool in place of one of threads, which are refused here: it does each task when it is handed in."""

    def __init__(self, *arguments: object, **options: object) -> None:
        pass

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **options: Any) -> concurrent.futures.Future[Any]:
        """Do a task and return its result as a future."""
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()
        try:
            future.set_result(fn(*arguments, **options))
        except Exception as error:
            future.set_exception(error)
        return future


def put_in_place() -> None:
    """Let imports find the stand-ins."""
    sys.meta_path.insert(0, Finder())
    concurrent.futures.ThreadPoolExecutor = AtOnce  # type: ignore[misc, assignment]


def offer_what_notebooks_have(run: Callable[[str], object]) -> list[str]:
    """Offer silent ``display``, ``help``, ``input`` and ``get_ipython`` without an import, as a notebook does.

    So with what a notebook remembers: ``In``, ``Out``, ``_`` and their like. No result is remembered here.

    Args:
        run: runs a line of Python as a cell.

    Returns:
        ``In``, to which each cell that runs is to be added.
    """
    cells, results = [""], dict[int, Any]()
    silent = {"display": _nothing, "help": _nothing, "input": lambda prompt="": "", "get_ipython": lambda: Shell(run)}
    nothing = dict.fromkeys(["_", "__", "___", "_i", "_ii", "_iii"], "")
    vars(builtins).update(silent | nothing | {"In": cells, "_ih": cells, "Out": results, "_oh": results})
    return cells


def _nothing(*arguments: object, **options: object) -> None:
    """Do nothing."""
