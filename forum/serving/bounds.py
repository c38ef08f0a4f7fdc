"""How large a request may be. It is decided from the request's first lines, before a byte of its body is read."""

from __future__ import annotations

from litestar.types import Scope

from forum.web.visit import header

PATH, QUERY, HEADERS = 2_000, 12_000, 24_000  # bytes; a receipt is checked by its address, so that it can be kept
FORM = 512 * 1024  # bytes of a form without a file
FIELDS = 2_000  # of a form
PARTS = 500  # of a form with a file
FILE = 12 * 1024 * 1024  # bytes of a form with a file, on the few routes that take one
SLOWEST = 30  # seconds in which a body has to be whole


def excess(scope: Scope) -> tuple[int, str] | None:
    """(status, sentence) if the first lines of a request are larger than anybody needs."""
    if len(scope.get("raw_path") or scope["path"].encode()) > PATH:
        return 414, f"No address here is longer than {PATH:,} characters."
    if len(scope["query_string"]) > QUERY:
        return 414, f"No query here is longer than {QUERY:,} characters."
    if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS:
        return 431, f"The lines that your browser sent before the form are longer than {HEADERS:,} characters."
    return None


def declared_length(scope: Scope) -> int | None:
    """Bytes of the body, as the request says; None where it does not say (chunks)."""
    said = header(scope, b"content-length")
    return int(said) if said.isascii() and said.isdigit() else None


def in_words(size: int) -> str:
    return f"{size // (1024 * 1024)} MB" if size >= 1024 * 1024 else f"{size // 1024} kB"
