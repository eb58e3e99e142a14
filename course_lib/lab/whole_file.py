"""Writing a file whole or not at all: beside the old one first, then moved into its place."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file so that an interruption or a full disk leaves the old one as it was.

    The draft has a name that nobody can foresee and lay a link at. Where ``path`` itself is a link, the link is
    replaced, and what it leads to stays as it is.

    Args:
        path: the file; its folder is there.
        content: of the file; a text goes out in UTF-8, what is no character as a question mark.
        private: let its owner alone read it.

    Raises:
        OSError: if it can't be written.
    """
    rights = 0o600 if private else 0o666  # from which the system takes what the user's umask says
    draft = path.with_name(f".draft-{secrets.token_hex(8)}")
    try:
        # "x": a file that is there already, or a link, is never written to.
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, rights)) as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
