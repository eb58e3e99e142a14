"""What a launch says: the system has signed who comes by which link, and where that learner's score is to go.

Names of claims: 1EdTech, LTI Core Specification 1.3 and Assignment and Grade Services 2.0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course_lib.exercises.sheets import sheet_names
from course_lib.words.language import LANGUAGES, Language

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
SERVICE = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
WELCOME = "00_welcome"

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Launch:
    """Where the score of a learner's sheet is to go.

    Attributes:
        account: of the learner on the Hub; submissions are graded under this name.
        sheet: that the link was for.
        subject: what the system calls the learner; the same for good.
        name: of the learner, where the system tells it, else "".
        lineitem: address of the column in the system's gradebook.
    """

    account: str
    sheet: str
    subject: str
    name: str
    lineitem: str


def account(claims: Claims) -> str:
    """Return the name of a learner's account, which follows from what no learner can choose or change.

    An address or a name could be somebody else's tomorrow; the subject stays, and is nobody else's in that system.
    """
    return f"u{hashlib.sha256(claims['sub'].encode()).hexdigest()[:20]}"


def start_page(claims: Claims, default: Language) -> str:
    """Return the notebook that a launch opens, as a path in a learner's home.

    Args:
        claims: of the launch.
        default: language where neither the link nor the system says one that the course has.

    Raises:
        ValueError: if the link names a chapter that there is not; it says which there are.
    """
    folder = "exercises" if "sheet" in _custom(claims) else "notebooks"
    return f"gradient-course/{folder}/{_language(claims, default)}/{_chapter(claims) or WELCOME}.ipynb"


def graded_launch(claims: Claims) -> Launch | None:
    """Return where a score is to go, None where there is nobody or nothing to grade.

    That is so for teachers, for links that name no chapter, and where the system has no column or takes no scores.
    """
    sheet, service = _chapter(claims), claims.get(SERVICE) or {}
    graded = LEARNER in claims.get(f"{CLAIM}roles", ()) and SCORE_SCOPE in service.get("scope", ())
    if not (sheet and graded and service.get("lineitem")):
        return None
    return Launch(account(claims), sheet, claims["sub"], str(claims.get("name") or ""), service["lineitem"])


def _custom(claims: Claims) -> Claims:
    return claims.get(f"{CLAIM}custom") or {}


def _chapter(claims: Claims) -> str:
    """Return the chapter that the link names, by its number or its whole name; "" where it names none."""
    said = str(_custom(claims).get("sheet") or _custom(claims).get("chapter") or "").strip()
    if not said:
        return ""
    for name in sheet_names():
        if said == name or said.zfill(2) == name.partition("_")[0]:
            return name
    numbers = ", ".join(name.partition("_")[0] for name in sheet_names())
    raise ValueError(
        f"This link names the chapter {said!r}, which there is not. Its custom parameter must be chapter=… or sheet=… "
        f"with one of {numbers}."
    )


def _language(claims: Claims, default: Language) -> Language:
    locale = (claims.get(f"{CLAIM}launch_presentation") or {}).get("locale")
    for said in (_custom(claims).get("language"), locale):
        for language in LANGUAGES:
            if str(said).lower().replace("_", "-").partition("-")[0] == language:
                return language
    return default
