"""Which of a learner's submissions of a sheet counts, and with how much of its points: the instructor's rule."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Repeated = Literal["best", "last"]


@dataclass(frozen=True)
class Rule:
    """How late and repeated submissions count.

    Attributes:
        repeated: ``best``, the submission with the most points counts (of equal ones the last); or ``last``, the last
            in which anything was tried: an untouched copy, or a file that can't be read, takes no attempt's place.
        due: seconds since 1970 until which files are in time; infinite where only Canvas's mark tells. Canvas's files
            tell no time of their own, so that for them its mark alone decides.
        late_share: share of its points that a late submission keeps, from 0 to 1.
    """

    repeated: Repeated = "best"
    due: float = math.inf
    late_share: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.late_share <= 1:
            raise ValueError(f"--late-share must be from 0 to 1, not {self.late_share}.")

    def is_late(self, marked: bool, upload: int, time: float) -> bool:
        """Tell whether a submission is late.

        Args:
            marked: whether Canvas marked it as late.
            upload: Canvas's number of the upload, 0 for others.
            time: when the file was last changed, seconds since 1970.
        """
        return marked if upload else marked or time > self.due

    def counting(self, attempts: list[Attempt]) -> Attempt:
        """Return the one of a learner's submissions of a sheet that counts."""
        attempts = [attempt for attempt in attempts if attempt.tried] or attempts
        if self.repeated == "last":
            return max(attempts, key=lambda attempt: attempt.order)
        return max(attempts, key=lambda attempt: (attempt.points * self.share(attempt.late), attempt.order))

    def share(self, late: bool) -> float:
        """Return the share of its points that a submission keeps."""
        return self.late_share if late else 1.0


@dataclass(frozen=True)
class Attempt:
    """One submission of a sheet, as far as the rule asks.

    Attributes:
        digest: tells it from the learner's others.
        points: earned, before anything is taken off.
        late: whether it came late.
        order: grows from earlier to later: Canvas's number of the upload, the number of the copy, the file's time.
        tried: whether anything in it was tried, right or wrong.
    """

    digest: str
    points: float
    late: bool
    order: tuple[int, int, float, str]
    tried: bool = True


def read_due(text: str) -> float:
    """Return the seconds since 1970 of a date such as ``2026-05-01T23:59``, in local time unless it names another.

    A day alone lasts until its end.

    Raises:
        ValueError: if it is no date.
    """
    try:
        day_alone = len(text) == len("2026-05-01") and datetime.combine(date.fromisoformat(text), time.max)
        return (day_alone or datetime.fromisoformat(text)).astimezone().timestamp()
    except ValueError:
        raise ValueError(
            "--due must be a date such as 2026-05-01T23:59 or 2026-05-01T23:59Z, or a day such as 2026-05-01, until "
            f"its end, not {text}."
        ) from None
