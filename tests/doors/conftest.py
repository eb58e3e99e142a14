"""For the longer suite: the browser edition, built once from Pyodide's checked files, and served here."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading

import pytest

from doors.browser import build
from doors.pyodide import put_together
from rehearsal.served import Served
from tests.conftest import ROOT, need

OF_CHROMIUM = "CONNECT content-autofill.googleapis.com:443"
"""What Chromium asks of its own accord wherever a page has a field to write in; it is refused like all else."""


class Refusing(http.server.BaseHTTPRequestHandler):
    """Stands where the way to all other hosts begins: notes what is asked for, and lets nothing through."""

    asked: list[str]

    def refuse(self):
        if not self.requestline.startswith(OF_CHROMIUM):
            self.asked.append(self.requestline)
        self.send_error(403)

    do_GET = do_POST = do_PUT = do_HEAD = do_OPTIONS = do_CONNECT = refuse

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="session")
def release():
    """Pyodide's files, downloaded once and checked against its own list."""
    need(shutil.which("npm"), "This needs npm: on Debian and Ubuntu, apt-get install npm.")
    return put_together(ROOT / "build" / "pyodide")


@pytest.fixture(scope="session")
def built(release, tmp_path_factory):
    """The folder of the browser edition."""
    out = tmp_path_factory.mktemp("site") / "browser"
    build(out, release)
    return out


@pytest.fixture(scope="session")
def site(built):
    """The address of the browser edition."""
    served = Served(built)
    yield served.address
    served.close()


@pytest.fixture(scope="session")
def browser_kept_here(browser):
    """Return a function that gives a fresh profile whose way to every other host ends here; its `asked` is watched."""
    asked = []
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(type("Noting", (Refusing,), {"asked": asked}))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    way_out = {"server": f"http://127.0.0.1:{server.server_port}", "bypass": "127.0.0.1,localhost"}

    def fresh(language="ja", **more):
        locale = {"ja": "ja-JP", "en": "en-US"}[language]
        return browser.new_context(viewport={"width": 1300, "height": 900}, locale=locale, proxy=way_out, **more)

    fresh.asked = asked
    yield fresh
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["ja"])
def reader(browser_kept_here, request):
    """A reader's own browser, which reaches this machine alone."""
    context = browser_kept_here(request.param)
    page = context.new_page()
    yield page
    context.close()
    assert not browser_kept_here.asked, f"pages ask other hosts: {browser_kept_here.asked}"
