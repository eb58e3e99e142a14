"""The Hub's own key: it signs the request for the right to send scores, and the system has its public half."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course_lib.lab.whole_file import write_whole

FILE = "key.pem"
BITS = 2048


def own_key(folder: Path) -> Any:
    """Return the key, made at the first call and kept in ``folder`` for its owner alone."""
    from joserfc.jwk import RSAKey

    path = folder / FILE
    if not path.is_file():
        write_whole(path, RSAKey.generate_key(BITS).as_pem(private=True), private=True)
    key = RSAKey.import_key(path.read_bytes(), {"alg": "RS256", "use": "sig"})
    key.ensure_kid()
    return key


def public_keys(folder: Path) -> dict[str, Any]:
    """Return the public half, as a JSON Web Key Set."""
    return {"keys": [own_key(folder).as_dict(private=False)]}
