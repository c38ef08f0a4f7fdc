"""Answers that are files, to be saved."""

from __future__ import annotations

import hashlib

from litestar import Request, Response

TYPES = {
    "pdf": "application/pdf",
    "akn": "application/akn+xml",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ENDINGS = {"pdf": "pdf", "akn": "xml", "md": "md", "docx": "docx"}


def address(request: Request) -> str:
    """Says where this forum is reached, for links in files that leave it."""
    return request.app.state.settings.origin.rstrip("/")


def file(request: Request, data: bytes, name: str, format: str) -> Response[bytes]:
    """The answer asks to be saved, not shown: browsers show no PDF that is not allowed to run anything. It is a 304 for
    whoever has the file already."""
    tag = f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    headers = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "content-disposition": f'attachment; filename="{name}.{ENDINGS[format]}"',
    }
    if tag in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
        return Response(b"", status_code=304, headers=headers)
    return Response(data, media_type=TYPES[format], headers=headers)
