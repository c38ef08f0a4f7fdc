"""Static files under names that hold their content's hash, so that they may be kept for ever. All stylesheets are
served as one file, in the order of their names (layers first, print last), and so are all scripts of our own."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from forum.errors import NotFound
from forum.web.guards import public

HTMX = "vendor/htmx.min.js"


def folder() -> Path:
    installed = Path(__file__).parent.parent / "static"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "static"


def not_built(root: Path) -> str:
    """One sentence if the files that are not ours were not fetched, as in a clone with a borrowed environment;
    or ""."""
    if (root / HTMX).is_file():
        return ""
    return f"{root / 'vendor'} has to be built: run `python -m pip install -e .` in this folder once (`make run` does)."


def joined(root: Path, pattern: str) -> bytes:
    """The files in the order of their names, whose numbers say which comes first."""
    return b"\n".join(path.read_bytes() for path in sorted(root.glob(pattern), key=lambda path: path.name))


class Assets:
    def __init__(self, root: Path) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}
        if fault := not_built(root):
            raise RuntimeError(fault)
        self.css = self._add("comity.css", joined(root, "css/*.css"))
        self.js = self._add("comity.js", joined(root, "js/*.js"))
        self.htmx = self._add("htmx.js", (root / HTMX).read_bytes())
        self.favicon = self._add("favicon.svg", (root / "favicon.svg").read_bytes())

    def _add(self, name: str, data: bytes) -> str:
        stem, _, ending = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
        self.files[hashed] = (data, mimetypes.guess_type(name)[0] or "application/octet-stream")
        return f"/static/{hashed}"

    def handler(self) -> HTTPRouteHandler:
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
