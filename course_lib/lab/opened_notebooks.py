"""Opening and saving a notebook of the course as JupyterLab's server does it, so that opening changes nothing."""

from __future__ import annotations

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

LIVE_VIEW = "application/vnd.jupyter.widget-view+json"


class OpenedNotebooks(AsyncLargeFileManager):
    """JupyterLab's own manager of files, but for notebooks of the course.

    JupyterLab writes into each notebook which Python its kernel is, and counts it as changed at once. Here it finds
    that written already, and where it saves, the version is left out: the file stays as it was.

    What a control showed is saved with it as a picture. JupyterLab prefers the live view, of which nothing is left as
    soon as the kernel is gone, and would show an error instead of the picture.
    """

    async def get(self, path: str, content: bool = True, *others: Any, **settings: Any) -> dict[str, Any]:
        """Return a file; see `jupyter_server.services.contents.manager.AsyncContentsManager.get`."""
        model: dict[str, Any] = await super().get(path, content, *others, **settings)  # type: ignore[no-untyped-call]
        if content and model["type"] == "notebook" and _is_ours(model["content"]):
            model["content"]["metadata"]["language_info"] = dict(IPythonKernel.language_info)
            if not await self._has_kernel(path.strip("/")):
                without_live_views(model["content"])
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Save a file; see `jupyter_server.services.contents.manager.AsyncContentsManager.save`."""
        if model.get("type") == "notebook" and _is_ours(model.get("content")):
            model["content"]["metadata"]["language_info"] = {"name": "python"}
        saved: dict[str, Any] = await super().save(model, path)  # type: ignore[no-untyped-call]
        return saved

    async def _has_kernel(self, path: str) -> bool:
        """Tell whether the notebook's kernel runs: then its controls still live."""
        sessions = getattr(self.parent, "session_manager", None)
        return sessions is not None and bool(await sessions.session_exists(path))


def without_live_views(notebook: dict[str, Any]) -> None:
    """Take the live views out of a notebook, in place, where there is something else to be shown."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            if LIVE_VIEW in shown and len(shown) > 1:
                del shown[LIVE_VIEW]


def _is_ours(notebook: Any) -> bool:
    return isinstance(notebook, dict) and "course" in notebook.get("metadata", {})
