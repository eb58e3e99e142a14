"""A file is written whole or not at all, and never where a link leads."""

from __future__ import annotations

import os
import stat

import pytest

from course_lib.lab.whole_file import write_whole


@pytest.mark.parametrize("content", ["名前\n", b"\x00\xff"])
@pytest.mark.parametrize("private, rights", [(True, 0o600), (False, 0o640)])
def test_what_is_written_is_there_with_the_rights_it_should_have(tmp_path, content, private, rights):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "x", content, private=private)
    finally:
        os.umask(before)
    assert (tmp_path / "x").read_bytes() == (content if isinstance(content, bytes) else content.encode())
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == rights or os.name == "nt"


@pytest.mark.parametrize("when", ["write", "move"])
def test_what_goes_wrong_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch, when):
    (tmp_path / "x").write_text("old")
    if when == "move":
        monkeypatch.setattr("pathlib.Path.replace", lambda draft, path: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OSError if when == "move" else AttributeError):
        write_whole(tmp_path / "x", "new" if when == "move" else 3)
    assert (tmp_path / "x").read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["x"]


def test_no_link_is_followed_and_no_name_of_a_draft_can_be_foreseen(tmp_path, monkeypatch):
    (tmp_path / "x").symlink_to(tmp_path / "precious")
    drafts = set()
    opened = os.open
    monkeypatch.setattr(os, "open", lambda name, *rest: drafts.add(str(name)) or opened(name, *rest))
    for _ in range(3):
        write_whole(tmp_path / "x", "new")
    assert not (tmp_path / "precious").exists() and (tmp_path / "x").read_text() == "new"
    assert len(drafts) == 3
    monkeypatch.setattr("secrets.token_hex", lambda size: "seen")
    (tmp_path / ".draft-seen").symlink_to(tmp_path / "precious")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "x", "newer")
    assert not (tmp_path / "precious").exists()
