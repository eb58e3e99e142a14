"""Plain data as JSON text: what crosses the border of a sandbox, in both directions.

Numbers, texts, truth values, None, lists, tuples, dictionaries and arrays of numbers; towards the sandbox also `Code`.
Reading builds such data and nothing else, so that a hostile text can't run anything.
"""

from __future__ import annotations

import json
import math
from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from .standins import StandIn

# What a text that anybody may have written can hold. Right answers have 5,000 characters, 1,000 values and a depth of 5
# at most; the bounds keep reading and comparing short whatever is written.
DEEPEST = 20
LONGEST = 2**20  # characters
MOST_VALUES = 2**16
MOST_KEYS = 1000  # of all dictionaries together: keys can be chosen so that each collides with all before it
NUMBERS = {bool, int, float}
LEAVES = {*NUMBERS, str, type(None)}
KINDS_OF_NUMBERS = "biuf"  # numpy's letters for truth values, integers, unsigned integers and floats


class NotPlain(ValueError):
    """Something that is not plain data: its type is the message."""


class TooMuch(ValueError):
    """A text that holds more than any answer does."""


@dataclass(frozen=True)
class Code:
    """An input that is no plain data, such as a function, given by the Python expression that makes it.

    The expression may use ``np`` and ``math``.
    """

    source: str

    def make(self) -> Any:
        """Return what the expression makes, anew at each call."""
        return eval(self.source, {"np": np, "math": math})

    def __repr__(self) -> str:
        return self.source


def write(value: object) -> str:
    """Return plain data as one line of JSON text.

    Raises:
        NotPlain: for anything else; the message names the type.
    """
    return json.dumps(_encode(value))


def read(text: str) -> Any:
    """Return the plain data that `write` wrote.

    Raises:
        ValueError: for any text that `write` could not have written.
    """
    return _read(text, with_code=True)


def read_untrusted(text: str) -> Any:
    """Return the plain data in a text that anybody may have written: no `Code`, and nothing large or deep.

    Raises:
        TooMuch: for more of it than `DEEPEST`, `LONGEST`, `MOST_VALUES` and `MOST_KEYS` allow.
        ValueError: for anything else.
    """
    if len(text) > LONGEST:
        raise TooMuch("too long")
    return _read(text, with_code=False)


def _read(text: str, with_code: bool) -> Any:
    try:
        data = json.loads(text)
        if not with_code:
            _require_little(data)
        return _decode(data, with_code)
    except (KeyError, TypeError, RecursionError, OverflowError, MemoryError) as error:
        raise ValueError(f"not plain data: {error!r}") from error


def make(value: object) -> Any:
    """Return a copy of plain data that shares nothing with it, every `Code` in it replaced by what it makes."""
    if isinstance(value, Code):
        return value.make()
    if isinstance(value, list | tuple):
        return type(value)(make(item) for item in value)
    if isinstance(value, dict):
        return {key: make(item) for key, item in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value


def plain_copy(value: Any) -> Any:
    """Return a copy of plain data that shares nothing with it, in Python's own kinds where numpy or a library has more.

    Raises:
        NotPlain: for anything else; the message names the type.
        ModuleNotFoundError: for what a stand-in gave in place of a library.
    """
    kind = type(value)
    if value is None or kind in (float, int, bool, str):
        return value
    if kind in (list, tuple):
        return kind([plain_copy(item) for item in value])
    if kind is dict:
        return {plain_copy(key): plain_copy(item) for key, item in value.items()}
    if kind is np.ndarray and value.dtype.kind in KINDS_OF_NUMBERS:
        return value.astype(float) if value.dtype == np.longdouble else value.copy()
    if isinstance(value, np.generic) and value.dtype.kind in KINDS_OF_NUMBERS:
        return _number(value)
    if kind in (np.str_, Fraction):
        return str(value) if kind is np.str_ else float(value)
    if kind in (OrderedDict, defaultdict, Counter):
        return plain_copy(dict(value))
    if isinstance(value, tuple) and "_fields" in vars(kind):  # a tuple whose places have names
        return plain_copy(tuple(value))
    if isinstance(value, StandIn):
        value.missing()
    raise NotPlain(kind.__name__)


def _encode(value: object) -> object:
    # Exact types: a subclass could carry more than its data, and would not come back as what it was.
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return {"float": float.hex(value)} if not math.isfinite(value) else value  # type: ignore[arg-type]
    if kind is list:
        return [_encode(item) for item in value]  # type: ignore[attr-defined]
    if kind is tuple:
        return {"tuple": [_encode(item) for item in value]}  # type: ignore[attr-defined]
    if kind is dict:
        return {"dict": [[_encode(key), _encode(item)] for key, item in value.items()]}  # type: ignore[attr-defined]
    if isinstance(value, np.generic) and value.dtype.kind in KINDS_OF_NUMBERS:
        return _encode(_number(value))
    if kind is np.ndarray and value.dtype.kind in KINDS_OF_NUMBERS:  # type: ignore[attr-defined]
        exact: Any = value.astype(float) if value.dtype == np.longdouble else value  # type: ignore[attr-defined]
        numbers = exact.ravel().tolist()
        return {
            "array": numbers if np.isfinite(value).all() else [_encode(number) for number in numbers],  # type: ignore[call-overload]
            "shape": list(value.shape),  # type: ignore[attr-defined]
            "kind": value.dtype.kind,  # type: ignore[attr-defined]
        }
    if kind is Code:
        return {"code": value.source}  # type: ignore[attr-defined]
    raise NotPlain(kind.__name__)


def _require_little(data: object) -> None:
    """Raise ValueError where data from JSON is more than an untrusted text may hold."""
    values, keys, level = 0, 0, [data]
    for _ in range(DEEPEST):
        below: list[object] = []
        for one in level:
            if isinstance(one, list):
                below += one
            elif isinstance(one, dict):
                below += one.values()
                keys += len(one["dict"]) if isinstance(one.get("dict"), list) else 0
        values += len(below)
        if values > MOST_VALUES or keys > MOST_KEYS:
            raise TooMuch("too many values or keys")
        if not below:
            return
        level = below
    raise TooMuch("nested too deeply")


def _number(value: Any) -> Any:
    # numpy's longest floats have no counterpart in Python.
    return float(value) if value.dtype == np.longdouble else value.item()


def _decode(data: object, with_code: bool) -> Any:
    if not isinstance(data, list | dict):
        return data
    if isinstance(data, list):
        return [item if type(item) in LEAVES else _decode(item, with_code) for item in data]
    if "float" in data:
        return float.fromhex(data["float"])
    if "tuple" in data:
        return tuple(_decode(data["tuple"], with_code))
    if "dict" in data:
        return dict([_decode(pair, with_code) for pair in data["dict"]])
    if "array" in data:
        types = {"b": bool, "i": np.int64, "u": np.uint64, "f": float}
        numbers = [_decode(item, with_code) if type(item) is dict else item for item in data["array"]]
        if not NUMBERS.issuperset(map(type, numbers)):
            raise ValueError("an array of something else than numbers")
        return np.array(numbers, types[data["kind"]]).reshape(data["shape"])
    if "code" in data and with_code:
        return Code(data["code"])
    raise ValueError(f"not plain data: a dictionary with {sorted(data)[:3]}")
