"""Pictures of the notebooks as files of their own, which a page loads as they come into view."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from pathlib import Path

from PIL import Image


class Pictures:
    """A folder of pictures, each stored once and called by what is in it.

    Attributes:
        folder: where they lie.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def store(self, content: bytes) -> tuple[str, int, int]:
        """Store a picture as WebP, which keeps every pixel in half the room; return its name, width and height."""
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.webp"
        with Image.open(io.BytesIO(content)) as picture:
            if not (self.folder / name).exists():
                if picture.format == "WEBP":
                    (self.folder / name).write_bytes(content)
                else:
                    picture.convert("RGB").save(self.folder / name, "webp", lossless=True)
            return name, picture.width, picture.height

    def tag(self, encoded: str, alt: str, root: str) -> str:
        """Return the HTML of a picture in base64; ``root`` leads from its page to the site's top."""
        name, width, height = self.store(base64.b64decode(encoded))
        size = f'width="{width}" height="{height}"'
        return f'<img src="{root}{self.folder.name}/{name}" alt="{html.escape(alt)}" {size} loading="lazy">'

    def unpack(self, markup: str, root: str, linked: bool = True) -> str:
        """Return HTML in which pictures that stood in it are files; touched, they open if ``linked``."""

        def replaced(found: re.Match[str]) -> str:
            picture = self.tag(found[2], html.unescape(found[1]), root)
            # On a phone a picture is small: alone, it can be made larger.
            return picture if not linked else f'<a class="picture" href="{picture.split(chr(34))[1]}">{picture}</a>'

        return re.sub(r'<img alt="([^"]*)" src="data:image/\w+;base64,([^"]+)">', replaced, markup)
