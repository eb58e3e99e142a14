"""The key of a class: it decides whose numbers are which, and nobody without it can tell.

With a key each learner is graded on inputs of their own, and a question with few answers is asked anew for each learner
who got a sheet of their own. The key is a file that the instructor alone can read: it is in no release, no submission
and no sandbox, and what is sent to whoever grades is one learner's draw.
"""

from __future__ import annotations

import hmac
import json
import secrets
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from course_lib.exercises.draws import Draw
from course_lib.exercises.sheet import Exercise
from course_lib.grading.rosters.columns import same
from course_lib.lab.whole_file import write_whole

BYTES = 32
# Sets of inputs an exercise has in a class: each learner gets one of them, and each is worked out once.
POOL = 4
LARGEST_FILE = 2**24
WHAT = "The key of a class, for the instructor alone. Without it what was graded with it can't be graded again."


@dataclass(frozen=True)
class Learner:
    """Somebody who got sheets of their own.

    Attributes:
        id: what the learner's numbers are drawn from, the first number or else the name.
        numbers: what lists call the learner: numbers, addresses.
        name: of the learner, ``""`` where the list had none.
    """

    id: str
    numbers: tuple[str, ...]
    name: str


class Index:
    """Finds learners by their numbers and by their names, as lists write them."""

    def __init__(self, learners: Iterable[Learner]) -> None:
        """Begin with some learners."""
        self._numbers: dict[str, set[Learner]] = defaultdict(set)
        self._names: dict[str, set[Learner]] = defaultdict(set)
        for learner in learners:
            self.add(learner)

    def add(self, learner: Learner) -> None:
        """Add a learner."""
        for number in learner.numbers:
            self._numbers[same(number)].add(learner)
        if learner.name:
            self._names[same(learner.name, blanks=False)].add(learner)

    def by_numbers(self, numbers: Iterable[str]) -> set[Learner]:
        """Return who has one of these numbers."""
        return set().union(*(self._numbers.get(same(number), ()) for number in numbers))

    def by_name(self, name: str) -> set[Learner]:
        """Return who has this name."""
        return set(self._names.get(same(name, blanks=False), ()))


@dataclass(frozen=True)
class OwnDraw(Draw):
    """A learner's own inputs and questions; the key can't be computed from it.

    Attributes:
        pool: draws the inputs of the class.
        learner: decides which of them are this learner's.
        asked_anew: whether the learner got sheets of their own.
    """

    pool: bytes = b""
    learner: bytes = b""
    asked_anew: bool = False

    def of(self, exercise: Exercise) -> tuple[int, int]:
        """Return the seed and the variant of an exercise.

        What is tried out, and not compared, has no right answer to be passed on: there the class has one seed.
        """
        place = 0 if exercise.trial else _number(self.learner, "inputs", exercise.name) % POOL
        variant = 1 + _number(self.learner, "question", exercise.name) % exercise.variants if exercise.variants else 0
        return 1 + _number(self.pool, exercise.name, place), variant if self.asked_anew else 0


@dataclass(frozen=True)
class ClassKey:
    """A class's key, and who got sheets of their own.

    Attributes:
        secret: the key itself.
        learners: who got sheets of their own.
    """

    secret: bytes
    learners: tuple[Learner, ...] = ()

    @property
    def mark(self) -> str:
        """What a gradebook knows the key by, and can't be turned back into it."""
        return _digest(self.secret, "mark").hex()[:16]

    def draw(self, student: str, name: str = "", number: str = "") -> Draw:
        """Return what a learner is graded on.

        Args:
            student: as the gradebook knows the learner.
            name: what the learner is called.
            number: the system's number of the learner, ``""`` where there is none.
        """
        found = self.find(student, name, number)
        return self.draw_of(found) if found else self._draw(student)

    def draw_of(self, learner: Learner) -> Draw:
        """Return what somebody with sheets of their own is graded on."""
        return self._draw(learner.id, asked_anew=True)

    def find(self, student: str, name: str = "", number: str = "") -> Learner | None:
        """Return who of those with sheets of their own this is; None where it is nobody, or not certain who.

        A number tells, and only where there is none of it the name.
        """
        numbers = [number] if number else [student, *student.split("@")]
        found = self._index.by_numbers(numbers) or self._index.by_name(name or student)
        return next(iter(found)) if len(found) == 1 else None

    def with_learners(self, more: Iterable[Learner]) -> ClassKey:
        """Return the key with more learners; who is known already stays as known, so that their numbers stay.

        Raises:
            ValueError: if it is not certain whether somebody is known.
        """
        known, index = [*self.learners], Index(self.learners)
        for one in more:
            # Of two with one name and a number each, neither is the other.
            found = index.by_numbers(one.numbers) or {
                other for other in index.by_name(one.name) if not (other.numbers and one.numbers)
            }
            if len(found) > 1:
                who = ", ".join(sorted(other.id for other in found))
                raise ValueError(f"It is not certain who {one.id} is: the class key's list has {who}.")
            if not found:
                known.append(one)
                index.add(one)
        return ClassKey(self.secret, tuple(known))

    @cached_property
    def _index(self) -> Index:
        return Index(self.learners)

    def _draw(self, learner: str, asked_anew: bool = False) -> OwnDraw:
        whose = unicodedata.normalize("NFC", learner)
        pool = _digest(self.secret, "inputs")
        return OwnDraw(0, pool=pool, learner=_digest(self.secret, "learner", whose), asked_anew=asked_anew)


def make_class_key(path: Path) -> None:
    """Make a new key and write it where its owner alone can read it.

    Raises:
        ValueError: if there is a file already: a key that is replaced is lost.
        OSError: if it can't be written.
    """
    if path.exists() or path.is_symlink():
        raise ValueError(f"There is a file {path} already, and it stays as it is: name another for a new key.")
    write_class_key(path, ClassKey(secrets.token_bytes(BYTES)))


def write_class_key(path: Path, key: ClassKey) -> None:
    """Write a key whole or not at all, for its owner alone.

    Raises:
        OSError: if it can't be written.
    """
    told = {"what": WHAT, "key": key.secret.hex(), "learners": [asdict(learner) for learner in key.learners]}
    write_whole(path, json.dumps(told, indent=1) + "\n", private=True)


def read_class_key(path: Path) -> ClassKey:
    """Return the key in a file.

    Raises:
        ValueError: if there is none, others can read it, or it is damaged; the message says what to do.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_FILE:
            raise ValueError(f"{path} is no class key: name the file that gradient-course class-key made.")
        if status.st_mode & 0o077:
            raise ValueError(f"Others can read the class key {path}: chmod 600 {path}, or make a new one if they have.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise ValueError(f"There is no class key {path}: make it once with gradient-course class-key {path}.") from None
    except OSError as problem:
        raise ValueError(f"The class key {path} can't be read: {problem.strerror}.") from problem
    try:
        return _key_in(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(f"{path} is no class key, or it is damaged: take it from where you keep a copy.") from None


def _key_in(content: bytes) -> ClassKey:
    told = json.loads(content)
    secret = bytes.fromhex(told["key"])
    learners = tuple(Learner(one["id"], tuple(one["numbers"]), one["name"]) for one in told["learners"])
    texts = [text for one in learners for text in (one.id, *one.numbers, one.name)]
    if len(secret) != BYTES or not all(isinstance(text, str) for text in texts):
        raise TypeError("no key")
    return ClassKey(secret, learners)


def _digest(secret: bytes, *about: object) -> bytes:
    # As JSON, so that no two lists of texts are one.
    return hmac.digest(secret, json.dumps(about).encode(), "sha256")


def _number(secret: bytes, *about: object) -> int:
    """Return a whole number from 0 to 2⁵³ - 1."""
    return int.from_bytes(_digest(secret, *about)) >> (8 * BYTES - 53)
