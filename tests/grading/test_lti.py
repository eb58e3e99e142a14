"""What a launch by LTI 1.3 opens, and whose score goes where; tests/doors/hub_lti.py has the real Hub and libraries."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
from datetime import UTC, datetime

import pytest

from course_lib.__main__ import main
from course_lib.grading.book.table import Row
from course_lib.grading.lti.launch import (
    CLAIM,
    LEARNER,
    SCORE_SCOPE,
    SERVICE,
    Launch,
    account,
    graded_launch,
    start_page,
)
from course_lib.grading.lti.launches import note_launch, note_sent, read_launches
from course_lib.grading.lti.platform import read_platform
from course_lib.grading.lti.scores import Score, as_sent, join, scores_address, timestamp
from course_lib.grading.lti.sending import known, send
from tests.grading.small_class import RIGHT, SHEET, UPHILL, folder_of, notebook

SETTINGS = {
    "hub": "https://hub.example.org",
    "issuer": "https://lms.example.org",
    "client_id": "abc",
    "authorize_url": "https://lms.example.org/auth",
    "keys_url": "https://lms.example.org/keys",
    "token_url": "https://lms.example.org/token",
}
COLUMN = "https://lms.example.org/columns/4?type_id=1"


def claims(sub="7", custom=None, locale="ja", roles=(LEARNER,), **more):
    said = {"sub": sub, "name": "山田 葵", f"{CLAIM}custom": custom or {}, f"{CLAIM}roles": list(roles)}
    said |= {f"{CLAIM}launch_presentation": {"locale": locale}, SERVICE: {"scope": [SCORE_SCOPE], "lineitem": COLUMN}}
    return said | more


def launch(student="aoi", sheet=SHEET, lineitem=COLUMN):
    return Launch(student, sheet, f"subject of {student}", "", lineitem)


def row(student, points, exercise="gradient_step", sheet=SHEET, **more):
    return Row(student, student, "", sheet, exercise, "wrong", points, 2, "", "The `sign` is\nwrong.", "a.ipynb", "en", **more)


def settings(folder, content=None, **changed):
    folder.mkdir(exist_ok=True)
    lines = [f'{name} = "{value}"' for name, value in (SETTINGS | changed).items() if value is not None]
    (folder / "lti.toml").write_text(content or "\n".join([*lines, 'deployments = ["1"]']))
    return folder


@pytest.mark.parametrize(
    "custom, locale, page",
    [
        ({"chapter": "04"}, "ja", "notebooks/ja/04_gradient_descent"),
        ({"chapter": "4"}, "ja-JP", "notebooks/ja/04_gradient_descent"),
        ({"sheet": " 04 "}, "en_US", "exercises/en/04_gradient_descent"),
        ({"chapter": "00b"}, "EN", "notebooks/en/00b_python"),
        ({"sheet": "04_gradient_descent", "language": "en"}, "ja", "exercises/en/04_gradient_descent"),
        ({"chapter": "04"}, "fr", "notebooks/ja/04_gradient_descent"),
        ({"chapter": "04", "language": "fr"}, "en", "notebooks/en/04_gradient_descent"),
        ({}, "en", "notebooks/en/00_welcome"),
    ],
)
def test_a_link_opens_its_chapter_in_the_learners_language(custom, locale, page):
    assert start_page(claims(custom=custom, locale=locale), "ja") == f"gradient-course/{page}.ipynb"


def test_without_any_custom_parameter_or_locale_the_default_speaks():
    assert start_page({"sub": "7"}, "en") == "gradient-course/notebooks/en/00_welcome.ipynb"


@pytest.mark.parametrize("said", ["44", "../../etc/passwd", "$Chapter", "99"])
def test_a_chapter_that_there_is_not_is_named_with_those_that_there_are(said):
    with pytest.raises(ValueError, match=r"chapter=.*00b.*11"):
        start_page(claims(custom={"chapter": said}), "ja")


def test_an_account_follows_from_the_subject_alone_and_is_a_name_that_linux_takes():
    assert account(claims()) == account(claims(name="other", email="x@y"))
    assert account(claims(sub="7")) != account(claims(sub="8")) and account(claims()).isalnum() and len(account(claims())) < 32


def test_a_learners_launch_says_where_the_score_goes():
    found = graded_launch(claims(custom={"chapter": "04"}))
    assert found == Launch(account(claims()), SHEET, "7", "山田 葵", COLUMN)


@pytest.mark.parametrize(
    "changed",
    [
        {"roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"]},
        {"custom": {}},
        {SERVICE: {"scope": [SCORE_SCOPE]}},
        {SERVICE: {"scope": [], "lineitem": COLUMN}},
        {SERVICE: None},
    ],
    ids=["teacher", "no chapter", "no column", "no right", "no service"],
)
def test_where_there_is_nobody_or_nothing_to_grade_nothing_is_kept(changed):
    assert graded_launch(claims(**({"custom": {"sheet": "04"}} | changed))) is None


def test_the_last_launch_counts_and_what_was_sent_belongs_to_its_column(tmp_path):
    note_launch(tmp_path, launch())
    note_launch(tmp_path, launch("ben"))
    note_sent(tmp_path, launch(), "this")
    note_launch(tmp_path, launch())
    assert read_launches(tmp_path) == {launch(): "this", launch("ben"): ""}
    note_launch(tmp_path, launch(lineitem="https://other"))
    assert read_launches(tmp_path)[launch(lineitem="https://other")] == ""
    note_sent(tmp_path, launch(), "late")  # an answer for the column of before
    assert read_launches(tmp_path)[launch(lineitem="https://other")] == ""
    assert stat.S_IMODE((tmp_path / "launches.sqlite").stat().st_mode) == 0o600


def test_a_file_that_is_none_of_ours_is_no_list_of_launches(tmp_path):
    with pytest.raises(ValueError, match="no learner has come"):
        read_launches(tmp_path)
    (tmp_path / "launches.sqlite").write_text("not a database, and long enough to be seen as none" * 5)
    with pytest.raises(OSError, match="can't be used"):
        read_launches(tmp_path)
    (tmp_path / "launches.sqlite").unlink()
    sqlite3.connect(tmp_path / "other.sqlite").close()
    (tmp_path / "launches.sqlite").symlink_to(tmp_path / "other.sqlite")
    with pytest.raises(OSError):
        note_launch(tmp_path, launch())


def test_each_score_goes_to_the_launch_of_the_same_learner_and_sheet():
    rows = [row("aoi", 1), row("aoi", 0.5, "exponential_decay"), row("aoi", 2, sheet="05_backpropagation"), row("ben", 2)]
    rows.append(row("cy", 0, sheet=""))  # a file that is no sheet
    scores, without = join(rows, [launch(), launch("ben", "05_backpropagation"), launch("dan")])
    comment = "gradient_step 1/2: The sign is wrong.\nexponential_decay 0.5/2: The sign is wrong."
    assert scores == [Score(launch(), 1.5, 4, comment)]
    assert without == [("aoi", "05_backpropagation"), ("ben", SHEET)]
    assert join(rows, [launch()], "05_backpropagation") == ([], [("aoi", "05_backpropagation")])
    with pytest.raises(ValueError, match=r"04_gradient_descent, 05_backpropagation"):
        join(rows, [], "06")


def test_a_score_has_the_fields_of_the_service():
    assert as_sent(Score(launch(), 1.5, 4, "so")) == {
        "userId": "subject of aoi",
        "scoreGiven": 1.5,
        "scoreMaximum": 4,
        "comment": "so",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    assert timestamp(datetime(2026, 5, 1, 9, 30, tzinfo=UTC)) == "2026-05-01T09:30:00.000000+00:00"


@pytest.mark.parametrize(
    "lineitem, address",
    [
        ("https://a/b/4", "https://a/b/4/scores"),
        ("https://a/b/4/", "https://a/b/4/scores"),
        ("https://a/b/4?type_id=1&x=/", "https://a/b/4/scores?type_id=1&x=/"),
    ],
)
def test_scores_are_sent_a_step_below_the_column(lineitem, address):
    assert scores_address(lineitem) == address


@pytest.mark.parametrize(
    "content, complaint",
    [
        ("issuer = ", "can't be read"),
        ('issuer = "https://x"', "Missing"),
        ("\n".join(f'{name} = "https://x"' for name in SETTINGS) + '\ndeployments = "1"', "list of texts"),
        ("\n".join(f'{name} = "https://x"' for name in SETTINGS) + '\ndeployments = ["1"]\nmore = 1', "more"),
    ],
)
def test_settings_that_are_not_right_are_named(tmp_path, content, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_platform(settings(tmp_path / "lti", content))


def test_addresses_are_https_but_on_this_machine(tmp_path):
    assert read_platform(settings(tmp_path / "lti")).deployments == ("1",)
    assert read_platform(settings(tmp_path / "lti", token_url="http://127.0.0.1:8/t")).token_url == "http://127.0.0.1:8/t"
    for address in ("http://lms.example.org", "http://127.0.0.1.example.org/", "lms.example.org"):
        with pytest.raises(ValueError, match="token_url must begin with https"):
            read_platform(settings(tmp_path / "lti", token_url=address))
    with pytest.raises(ValueError, match=r"no lti\.toml"):
        read_platform(tmp_path)


class Answers:
    """Stands for the session: gives the answers that it was made with, and keeps what was sent."""

    def __init__(self, *answers):
        self.answers, self.sent = list(answers), []

    def post(self, address, **what):
        self.sent.append((address, what))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return type("Answer", (), {"status_code": answer, "reason": "Said"})()


def test_what_fails_stops_nothing_else_and_what_was_taken_is_kept(tmp_path):
    scores = [Score(launch(name), 1, 2, "") for name in ("aoi", "ben", "cy", "dan")]
    for score in scores:
        note_launch(tmp_path, score.launch)
    session = Answers(200, 403, TimeoutError("https://secret"), 302)
    sent = send(scores, session, tmp_path)
    assert [problem for _, problem in sent] == ["", "refused (403 Said)", "not reached (TimeoutError)", "refused (302 Said)"]
    kept = read_launches(tmp_path)
    assert [kept[score.launch] for score in scores] == [known(scores[0]), "", "", ""]
    address, what = session.sent[0]
    assert address == "https://lms.example.org/columns/4/scores?type_id=1" and not what["allow_redirects"]
    assert what["headers"] == {"Content-Type": "application/vnd.ims.lis.v1.score+json"}
    times = [json.loads(one["data"])["timestamp"] for _, one in session.sent]
    assert times == sorted(times) and json.loads(what["data"]).keys() - {"timestamp"} == as_sent(scores[0]).keys()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    files = {f"aoi/{SHEET}.ipynb": notebook(RIGHT), f"ben/{SHEET}.ipynb": notebook(UPHILL)}
    command = ["grade", str(folder_of(folder / "class", files)), "--out", str(folder / "out"), "--trust-submissions"]
    assert main([*command, "--workers", "1"]) == 0
    return folder / "out"


def test_a_dry_run_says_whose_score_would_go_and_who_has_no_launch(graded, tmp_path, capsys):
    note_launch(settings(tmp_path / "lti"), Launch("aoi", SHEET, "secret 7", "山田\x1b 葵", COLUMN))
    assert main(["send", str(graded), "--lti", str(tmp_path / "lti"), "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert out == "would be sent: aoi (山田� 葵), 04_gradient_descent: 2 of 11 points\n"
    assert "not sent: ben, 04_gradient_descent: never came by a link" in err
    assert "secret" not in out + err and not (tmp_path / "lti/key.pem").exists()


def test_what_the_system_has_already_is_not_sent_again(graded, tmp_path, capsys, monkeypatch):
    note_launch(settings(tmp_path / "lti"), launch())
    session = Answers(200, 200)
    monkeypatch.setattr("course_lib.grading.lti.sending.open_session", lambda *_: session)
    command = ["send", str(graded), "--lti", str(tmp_path / "lti"), "--sheet", SHEET]
    assert main(command) == main(command) == 0 and len(session.sent) == 1
    assert "sent: aoi" in (out := capsys.readouterr().out) and "1 known from before" in out
    assert main([*command, "--again"]) == 0 and len(session.sent) == 2
    session.answers = [500]
    assert main([*command, "--again"]) == 1
    assert "not sent: aoi, 04_gradient_descent: 2 of 11 points: refused (500 Said)" in capsys.readouterr().err


def test_what_is_wrong_with_the_folders_is_said(graded, tmp_path, capsys):
    command = ["send", str(graded), "--lti", str(tmp_path)]
    assert main(command) == 2 and "no lti.toml" in capsys.readouterr().err
    settings(tmp_path)
    assert main(command) == 2 and "no learner has come" in capsys.readouterr().err
    note_launch(tmp_path, launch())
    assert main([*command, "--sheet", "05"]) == 2 and "Nothing was graded of the sheet" in capsys.readouterr().err


def test_without_the_library_it_says_where_that_is(graded, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "authlib", None)
    note_launch(settings(tmp_path / "lti"), launch())
    assert main(["send", str(graded), "--lti", str(tmp_path / "lti")]) == 2
    assert "Sending needs authlib" in capsys.readouterr().err
