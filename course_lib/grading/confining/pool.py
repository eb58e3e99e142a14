"""The sandboxes of this process: the way in which they are had, found once, and one for each thread."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass, field

from course_lib.grading.confining.availability import find_way
from course_lib.grading.confining.worker import Way, Worker

SLOWER = (
    "Note: there are no namespaces within namespaces here ({why}), so that bubblewrap and Python start anew for each "
    "run of a submission. That is just as tight, but several times slower."
)


@dataclass
class Pool:
    """Who has which sandbox.

    Attributes:
        way: how they are had; None as long as nobody has looked.
        tried: the one in which the way was tried, for the first thread that needs one.
        own: that of each thread, since bubblewrap ends with the thread that started it and leaves nothing behind.
    """

    way: Way | None = None
    tried: Worker | None = None
    own: threading.local = field(default_factory=threading.local)

    def require(self) -> Way:
        """Find the way; where it is only to be had at a price, say so. See `require_sandbox`."""
        found = find_way()
        self.way, self.tried = found.way, found.tried
        if not found.way.warm:
            print(SLOWER.format(why=found.trouble), file=sys.stderr)
        return found.way

    def worker(self, scratch: int) -> Worker:
        """Return this thread's sandbox. See `worker`."""
        way = self.way or self.require()

        def fits(one: Worker | None) -> bool:
            return one is not None and one.usable and not one.lost and (one.way, one.scratch) == (way, scratch)

        running: Worker | None = getattr(self.own, "worker", None)
        if not fits(running):
            running, self.tried = self.tried, None
        if running is None or not fits(running):
            running = Worker(way, scratch)
        self.own.worker = running
        return running


POOL = Pool()


def require_sandbox() -> None:
    """Make sure that the sandbox is here and works. Where it is only to be had at a price, say so.

    Raises:
        NoSandbox: if there is none; the message says what is missing and how to get it.
    """
    POOL.require()


def worker(scratch: int) -> Worker:
    """Return the sandbox of this thread, started where there is none yet.

    Args:
        scratch: bytes in the writable folder of each submission.

    Raises:
        NoSandbox: if there is no sandbox here.
    """
    return POOL.worker(scratch)
