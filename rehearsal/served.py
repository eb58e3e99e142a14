"""A folder served on this machine, as a static host serves it."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path
from typing import Any


class Served:
    """A folder served on this machine; another may take its place, as when a site is updated.

    Attributes:
        folder: what is served.
        address: where.
    """

    def __init__(self, folder: Path) -> None:
        """Serve a folder until `close` is called."""
        self.folder = folder
        served = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args: Any, **more: Any) -> None:
                super().__init__(*args, directory=str(served.folder), **more)

            def log_message(self, *_args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
