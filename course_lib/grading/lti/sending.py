"""Sending scores to the school's system, each to its learner's own column."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from course_lib.grading.lti.keys import own_key
from course_lib.grading.lti.launch import SCORE_SCOPE
from course_lib.grading.lti.launches import note_sent
from course_lib.grading.lti.platform import Platform
from course_lib.grading.lti.scores import Score, as_sent, scores_address, timestamp

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
SECONDS = 30  # to wait for an answer


class Sent(NamedTuple):
    """What came of a score; ``problem`` is "" where the system took it."""

    score: Score
    problem: str


def open_session(platform: Platform, folder: Path) -> Any:
    """Return a session that the system has given the right to send scores.

    Raises:
        ValueError: if Authlib is not installed.
        OSError: if the system can't be reached or refuses; the message holds nothing secret.
    """
    try:
        from authlib.common.errors import AuthlibBaseError
        from authlib.integrations.requests_client import OAuth2Session
        from authlib.oauth2.rfc7523 import PrivateKeyJWT
    except ModuleNotFoundError as missing:
        raise ValueError(
            f"Sending needs {missing.name}: run this command in the Hub's image, or say pip install authlib requests."
        ) from missing

    key = own_key(folder)
    session = OAuth2Session(
        platform.client_id,
        key,
        token_endpoint_auth_method=PrivateKeyJWT.name,
        token_endpoint=platform.token_url,
        grant_type="client_credentials",  # kept, so that a right that has run out is asked for anew
        scope=SCORE_SCOPE,
        default_timeout=SECONDS,
    )
    session.register_client_auth_method(PrivateKeyJWT(platform.token_url, headers={"kid": key.kid}))
    try:
        session.fetch_token()
    except (AuthlibBaseError, OSError, ValueError) as problem:
        raise OSError(
            f"{platform.token_url} gives no right to send scores ({_kind(problem)}). Look whether it can be reached, "
            "whether the system has the Hub's address of keys, and whether it lets this tool send scores."
        ) from problem
    return session


def send(scores: Iterable[Score], session: Any, folder: Path) -> list[Sent]:
    """Send scores one by one; one that fails stops no other. What was taken is kept with its launch.

    Args:
        scores: to be sent.
        session: of `open_session`.
        folder: with the launches.
    """
    return [Sent(score, _send(score, session, folder)) for score in scores]


def known(score: Score) -> str:
    """Return a score as it is kept, so that the same one is not sent twice."""
    return json.dumps(as_sent(score), sort_keys=True)


def _send(score: Score, session: Any, folder: Path) -> str:
    content = json.dumps(as_sent(score) | {"timestamp": timestamp()})
    try:
        answer = session.post(
            scores_address(score.launch.lineitem),
            data=content.encode(),
            headers={"Content-Type": SCORE_TYPE},
            allow_redirects=False,
        )
    except (OSError, ValueError) as problem:
        return f"not reached ({_kind(problem)})"
    if not 200 <= answer.status_code < 300:
        return f"refused ({answer.status_code} {answer.reason})"
    note_sent(folder, score.launch, known(score))
    return ""


def _kind(problem: Exception) -> str:
    """Return what kind of problem it is; its own words may hold what is private."""
    return str(getattr(problem, "error", "") or type(problem).__name__)
