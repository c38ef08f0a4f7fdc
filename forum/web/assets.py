"""Static files under names that hold their content's hash, so that they may be kept for ever. All stylesheets are
served as one file (layers first, print last), and so are all scripts of our own."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from litestar import Response, get
from litestar.params import FromPath

from forum.errors import NotFound
from forum.web.guards import public


def folder() -> Path:
    installed = Path(__file__).parent.parent / "static"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "static"


def _css_order(path: Path) -> tuple[int, str]:
    return ({"layers": 0, "print": 2}.get(path.stem, 1), path.name)


class Assets:
    def __init__(self, root: Path) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}
        self.css = self._add(
            "comity.css", b"\n".join(p.read_bytes() for p in sorted(root.glob("css/*.css"), key=_css_order))
        )
        self.js = self._add("comity.js", b"\n".join(p.read_bytes() for p in sorted(root.glob("js/*.js"))))
        self.htmx = self._add("htmx.js", (root / "vendor" / "htmx.min.js").read_bytes())
        self.favicon = self._add("favicon.svg", (root / "favicon.svg").read_bytes())

    def _add(self, name: str, data: bytes) -> str:
        stem, _, ending = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
        self.files[hashed] = (data, mimetypes.guess_type(name)[0] or "application/octet-stream")
        return f"/static/{hashed}"

    def handler(self):
        @get("/static/{name:str}", guards=[public], include_in_schema=False, sync_to_thread=False)
        def static(name: FromPath[str]) -> Response[bytes]:
            """One static file, to be kept for a year."""
            if name not in self.files:
                raise NotFound
            data, kind = self.files[name]
            return Response(
                data,
                media_type=f"{kind}; charset=utf-8",
                headers={"cache-control": "public, max-age=31536000, immutable"},
            )

        return static
