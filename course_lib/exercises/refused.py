"""What of Python's own is refused when a sheet is graded: what starts something else, or asks another computer."""

from __future__ import annotations

import ast
import dis
import sys
from types import CodeType, ModuleType
from typing import Any

# What needs a thread, a process, asyncio's loop of events or the network. Not `os.system`, which does nothing there.
REFUSED = {
    "threading": ("Thread", "Timer"),
    "_thread": ("start_new_thread",),
    "multiprocessing": (
        "Array", "Barrier", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock", "Manager", "Pool",
        "Process", "Queue", "RLock", "Semaphore", "SimpleQueue", "Value", "get_context",
    ),
    "multiprocessing.pool": ("Pool", "ThreadPool"),
    "multiprocessing.dummy": ("Pool", "Process"),
    "multiprocessing.managers": ("BaseManager",),
    "multiprocessing.queues": ("Queue", "SimpleQueue"),
    "multiprocessing.synchronize": ("Barrier", "Condition", "Event", "SemLock"),
    "multiprocessing.shared_memory": ("SharedMemory", "ShareableList"),
    "concurrent.futures": ("ProcessPoolExecutor",),
    "subprocess": (
        "CompletedProcess", "Popen", "call", "check_call", "check_output", "getoutput", "getstatusoutput", "run",
    ),
    "os": ("fork", "forkpty", "popen", "posix_spawn", "posix_spawnp"),
    "asyncio": (
        "create_task", "gather", "get_event_loop", "get_running_loop", "new_event_loop", "run", "to_thread", "wait",
        "wait_for", "BaseEventLoop", "Runner",
    ),
    "socket": ("create_connection", "create_server", "getaddrinfo", "gethostbyname", "socket", "socketpair"),
    "urllib.request": ("urlopen", "urlretrieve"),
}  # fmt: skip
PASSED_OVER = ("SWAP", "POP_TOP", "PUSH_NULL", "ROT_TWO", "NOP", "COPY_FREE_VARS", "CACHE")


def refused_in(code: CodeType, known: dict[str, Any]) -> str:
    """Return the first thing that code reads and grading refuses, as it is written there; ``""`` where there is none.

    Args:
        code: of a function, without those within it.
        known: what names mean around it; what they mean within it is written there.
    """
    known.update(dict.fromkeys(code.co_varnames))  # its own, whatever is called so elsewhere
    name, value, module = "", None, None
    for step in dis.get_instructions(code):
        operation, said = step.opname, step.argval
        names = said if isinstance(said, tuple) else (said,)
        if operation == "IMPORT_NAME":
            module, value = sys.modules.get(said), sys.modules.get(said.partition(".")[0])
        elif operation == "IMPORT_FROM":
            value = getattr(module, said, module)
        elif operation.startswith("STORE_") and operation not in ("STORE_ATTR", "STORE_SUBSCR"):
            known[names[0]] = value
            name, value = names[-1], known.get(names[-1]) if "LOAD" in operation else None
        elif operation in ("LOAD_ATTR", "LOAD_METHOD"):
            name, value = f"{name}.{said}", _part(value, said)
        elif operation.startswith("LOAD_") and operation != "LOAD_CONST":
            name, value = names[-1], known.get(names[-1])
        elif operation not in PASSED_OVER:
            value = None
        if operation.startswith("LOAD_") and _is_refused(value):
            return name
    return ""


def refuses(statement: ast.AST, known: dict[str, Any]) -> bool:
    """Tell whether a statement reads something that grading refuses.

    Args:
        statement: of a cell.
        known: what names mean in the notebook.
    """
    return any(_is_refused(_meaning(node, known)) for node in ast.walk(statement))


def _meaning(node: ast.AST, known: dict[str, Any]) -> Any:
    if isinstance(node, ast.Attribute):
        return _part(_meaning(node.value, known), node.attr)
    return known.get(node.id) if isinstance(node, ast.Name) else None


def _part(value: Any, name: str) -> Any:
    return getattr(value, name, None) if isinstance(value, ModuleType) else None


def _is_refused(value: Any) -> bool:
    """Tell whether this is one of those things, a class that follows one, or made by one."""
    if value is None:
        return False
    kinds = (value, *(value if isinstance(value, type) else type(value)).__mro__)
    modules = ((sys.modules.get(module), names) for module, names in REFUSED.items())
    things = [vars(module).get(name) for module, names in modules if module for name in names]
    return any(thing is not None and thing is kind for thing in things for kind in kinds)
