"""The school's system as a Hub knows it: one file, ``lti.toml``, in a folder that nobody but the Hub may read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

SETTINGS = "lti.toml"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Platform:
    """What the system shows when a tool is registered there.

    Attributes:
        hub: address of the Hub itself.
        issuer: the system's own name, an address (Moodle: Platform ID).
        client_id: the Hub's name there.
        deployments: where in the system the Hub may be opened from.
        authorize_url: where a launch is asked for (Moodle: Authentication request URL).
        keys_url: the system's public keys (Moodle: Public keyset URL).
        token_url: where the right to send scores is asked for (Moodle: Access token URL).
    """

    hub: str
    issuer: str
    client_id: str
    deployments: tuple[str, ...]
    authorize_url: str
    keys_url: str
    token_url: str


def read_platform(folder: Path) -> Platform:
    """Return what ``lti.toml`` says.

    Raises:
        ValueError: if it is not there, can't be read, or lacks something; it says what.
    """
    path = folder / SETTINGS
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ValueError(f"There is no {SETTINGS} in {folder}: docs/doors.md says what it holds.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"{path} can't be read: {problem}.") from None
    names = [field.name for field in fields(Platform)]
    unknown, missing = sorted(said.keys() - set(names)), [name for name in names if not said.get(name)]
    if unknown or missing:
        raise ValueError(f"{path} must say {', '.join(names)}. Missing: {missing}; unknown: {unknown}.")
    deployments = said.pop("deployments")
    if not isinstance(deployments, list) or not all(isinstance(one, str) for one in deployments):
        raise ValueError(f'{path}: deployments must be a list of texts, such as ["1"].')
    for name, value in said.items():
        if not isinstance(value, str):
            raise ValueError(f"{path}: {name} must be a text, between quotation marks.")
        address = urlsplit(value)
        if name != "client_id" and not (address.scheme == "https" or _on_this_machine(value)):
            raise ValueError(f"{path}: {name} must begin with https://; {value!r} does not.")
    return Platform(deployments=tuple(deployments), **said)


def _on_this_machine(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in LOOPBACK
