"""Calling a function on an input and noting what came back, whatever it does."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from .plain import make, plain_copy, write

LOCKED = re.compile(r"read-?only", re.IGNORECASE)  # what numpy says of an array that can't be written to
# What Python says where the sandbox refuses a thread, a process, an event loop or the network, as an error's name and
# message; of a file that is missing, or may not be touched, it says which one.
REFUSALS = (
    r"RuntimeError: (can't start new thread|no (running|current) event loop)|PermissionError: \[Errno 1\] [\w ]+\Z"
    r"|FileNotFoundError: \[Errno 2\] [\w ]+(: '/(dev/shm|psm_\w+)')?\Z"
    r"|(gaierror: |URLError: <urlopen error )\[Errno -\d\]"
)
Kind = Literal["value", "blank", "error", "strange"]


@dataclass(frozen=True)
class Answer:
    """What a function gave for one input.

    Attributes:
        kind: ``value`` (plain data), ``blank`` (the ``...`` of an untouched sheet), ``error`` (it raised),
            ``strange`` (something that is no plain data).
        value: the plain data, for ``value``.
        error: type of the exception or of the strange thing, for ``error`` and ``strange``.
        message: the exception's message, for ``error``; for ``blank``, the name that is still ``...`` where one of
            several blanks was left, so that the function raised.
        line: the line of the student's code that raised, for ``error``, where known.
        changed: places (from 0) of the arguments that the function changed.
    """

    kind: Kind
    value: Any = None
    error: str = ""
    message: str = ""
    line: str = ""
    changed: tuple[int, ...] = ()


def answer(function: Callable[..., Any], inputs: tuple[Any, ...]) -> Answer:
    """Call ``function`` on a fresh copy of ``inputs`` and return what it gave.

    Exceptions and exits are noted, not raised; only an interrupt passes. Arrays are handed over such that they can't be
    written to; a function that tries has changed them, also where it would have put everything back, and is called
    once more with arrays that can.
    """
    arguments = make(inputs)
    locked = tuple(place for place, argument in enumerate(arguments) if _lock(argument))
    if locked:
        given = _call(function, arguments)
        if given.error != "ValueError" or not LOCKED.search(given.message):
            return given
        given = _call(function, make(inputs))
        return replace(given, changed=given.changed or locked)
    return _call(function, arguments)


def _call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    before = [_record(argument) if _can_change(argument) else None for argument in arguments]
    try:
        # Overflow and division by zero are seen in the numbers; a warning would only startle.
        with np.errstate(all="ignore"):
            value = function(*arguments)
    except (Exception, SystemExit) as error:
        blank = _blank_left(error)
        if blank:
            return Answer("blank", message=blank)
        return Answer("error", error=type(error).__name__, message=_message(error), line=_last_line(error))
    changed = tuple(
        place
        for place, (was, now) in enumerate(zip(before, arguments, strict=True))
        if was is not None and was != _record(now)
    )
    if value is ...:
        return Answer("blank", changed=changed)
    try:
        return Answer("value", value=plain_copy(value), changed=changed)
    except ModuleNotFoundError as error:  # something of a library that has only a stand-in here
        return Answer("error", error=type(error).__name__, message=_message(error))
    except Exception:  # no plain data, a list that holds itself, an object that pretends to be another
        return Answer("strange", error=type(value).__name__, changed=changed)


def _lock(argument: object) -> bool:
    """Let no array in this be written to; tell whether there is one."""
    if isinstance(argument, np.ndarray):
        argument.flags.writeable = False
        return True
    if isinstance(argument, dict):
        argument = list(argument.values())
    return isinstance(argument, list | tuple) and any([_lock(one) for one in argument])


def _can_change(argument: object) -> bool:
    """Tell whether a function could change this in place."""
    if isinstance(argument, tuple):
        return any(map(_can_change, argument))
    return isinstance(argument, list | dict | np.ndarray)


def _record(value: object) -> object:
    """Return what differs when a value has been changed in place."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, value.tobytes()
    try:
        return write(value)
    except Exception:  # no plain data, such as a function
        return None


def _message(error: BaseException) -> str:
    try:
        text = str(error)[:500]
    except Exception:  # exceptions may be written by students too
        return ""
    return text.encode("utf-8", "replace").decode("utf-8")


def _blank_left(error: BaseException) -> str:
    """Return the first name in the function that raised that is still ``...``, or ``""`` where there is none."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename != __file__)
    called = next(frames, None)
    return next((name for name, value in called.f_locals.items() if value is ...), "") if called else ""


def _last_line(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return (error.text or "").strip()[:500]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    own = [frame for frame in frames if "<cell" in frame.filename or "ipykernel" in frame.filename]
    return ((own or frames)[-1].line or "")[:500] if frames else ""
