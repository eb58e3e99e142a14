"""Running TensorBoard for this machine alone, for as long as the one who started it lives.

``python -m course_lib.monitor.tensorboard_server FOLDER`` is the process that shows the event files in a folder. It
writes its address on its first line, and ends as soon as its standard input does: so it never outlives a notebook's
kernel.

TensorBoard asks nobody for a password, and every user of a machine reaches what listens there. So it answers only below
a path that nobody can guess, and the address with that path goes to the notebook alone.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from course_lib.words.catalogue import words

LOOPBACK = "127.0.0.1"


class TensorBoardServer:
    """A running TensorBoard; use it in a ``with`` block, or call `stop`.

    Attributes:
        address: where a browser on this machine finds it; who does not know it sees nothing.
    """

    def __init__(self, folder: Path | str) -> None:
        """Start it, and return when it answers.

        Args:
            folder: holds event files, or folders of them.

        Raises:
            RuntimeError: if TensorBoard is not installed or does not start; it says why.
        """
        if importlib.util.find_spec("tensorboard") is None:
            raise RuntimeError(words("tensorboard_view.missing"))
        command = [sys.executable, "-m", "course_lib.monitor.tensorboard_server", str(folder)]
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115  (closed by stop)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        if not self.address:
            self.stop()
            raise RuntimeError(words("tensorboard_view.not_started", why=self._said))

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Stop it; a second call does nothing."""
        if self._log.closed:
            return
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.seek(0)
        self._said = self._log.read()[-1000:]
        self._log.close()

    def __enter__(self) -> TensorBoardServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def main(folder: str) -> None:
    """Show a folder's event files until standard input ends."""
    from tensorboard import program

    board = program.TensorBoard()
    where = (f"--host={LOOPBACK}", "--port=0", f"--path_prefix=/{secrets.token_urlsafe(24)}")
    # Its faster reader of files is a program of its own, which answers on a port of its own without that path.
    board.configure(argv=["tensorboard", f"--logdir={folder}", *where, "--reload_interval=5", "--load_fast=false"])
    print(board.launch(), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
