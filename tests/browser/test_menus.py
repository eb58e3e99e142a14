"""JupyterLab's own menus speak the language of the edition."""

from __future__ import annotations

import pytest

from rehearsal.lab import running_lab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "menus"), [("ja", ["ファイル", "編集", "表示"]), ("en", ["File", "Edit", "View"])])
def test_the_menus_are_in_the_readers_language(tmp_path, page, language, menus):
    with running_lab(tmp_path, language) as lab:
        page.goto(f"{lab.address}/lab?token={lab.token}&reset")
        page.locator(".lm-MenuBar-itemLabel", has_text=menus[0]).wait_for(timeout=60_000)
        shown = page.locator("#jp-menu-panel .lm-MenuBar-itemLabel").all_text_contents()
    assert [name.split("(")[0].strip() for name in shown[:3]] == menus
