"""Bodies of requests: whole or not at all, and read into pairs before anybody waits for them."""

from __future__ import annotations

import asyncio
from io import BytesIO
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.types import HTTPRequestEvent, Receive, ReceiveMessage, Scope
from multipart import MultipartError, MultipartParser, parse_options_header

from forum.serving.bounds import FIELDS, FILE, PARTS, SLOWEST
from forum.web.visit import Typed, header, readable

MANY = f"That form has more than {FIELDS:,} fields. Nothing was saved."
UNREADABLE = "Part of the form was not text that can be read (UTF-8). Nothing was saved."


class Gone(Exception):
    """The connection ended before the body was whole: half a request is no request, and nobody waits for an answer."""


class Refusal(Exception):
    """The request is answered with this status and sentence instead of being acted on."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status, self.says = status, says


async def whole(receive: Receive, limit: int, declared: int | None, says: str) -> bytes:
    """The body. Raises Gone, and Refusal: with 413 and the sentence `says` above `limit` bytes, with 408 if it comes
    too slowly, with 400 if it is not as long as was said."""
    if declared is not None and declared > limit:
        raise Refusal(413, says)
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Gone
                body.extend(message.get("body", b""))
                if len(body) > limit:
                    raise Refusal(413, says)
                if not message.get("more_body"):
                    break
    except TimeoutError:
        raise Refusal(
            408, "The form arrived too slowly to be taken. Nothing was saved. Go back: what you typed is still there."
        ) from None
    if declared is not None and declared != len(body):
        raise Refusal(400, "The form is shorter than its sender said. Nothing was saved.")
    return bytes(body)


async def discard(receive: Receive, most: int) -> None:
    """Takes what is still being sent, so that the answer reaches whoever is sending; at most so many bytes and
    seconds."""
    taken = 0
    try:
        async with asyncio.timeout(5):
            while taken < most:
                message = await receive()
                if message["type"] != "http.request":
                    return
                taken += len(message.get("body", b""))
                if not message.get("more_body"):
                    return
    except TimeoutError:
        return


def replay(body: bytes) -> Receive:
    async def receive() -> ReceiveMessage:
        return HTTPRequestEvent(type="http.request", body=body, more_body=False)

    return receive


async def read_form(scope: Scope, body: bytes) -> None:
    """Reads the form once: as `form` it waits in the scope's state for `PostedRequest.form()`, and its text as `typed`.
    Raises Refusal if it cannot be read."""
    kind, options = parse_options_header(header(scope, b"content-type"))
    form = FormMultiDict([])
    try:
        if kind == "application/x-www-form-urlencoded":
            form = FormMultiDict(urlencoded(body))
        elif kind == "multipart/form-data":
            form = FormMultiDict(await asyncio.to_thread(multipart, body, options.get("boundary", "")))
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise Refusal(400, UNREADABLE) from None
    except MultipartError:
        raise Refusal(400, "Part of the form could not be read. Nothing was saved.") from None
    items = list(form.items())  # in the order of the form, several of one name included; `multi_items()` keeps no order
    scope["state"]["form"] = form
    scope["state"]["typed"] = Typed(
        tuple((name, readable(value)) for name, value in items if isinstance(value, str)),
        tuple(value.filename for _, value in items if not isinstance(value, str)),
    )


def urlencoded(body: bytes) -> list[tuple[str, str]]:
    """Not by Litestar's parser, which remembers the last thousand bodies, passwords included."""
    if body.count(b"&") >= FIELDS:
        raise Refusal(413, MANY)
    return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")


def multipart(body: bytes, boundary: str) -> list[tuple[str, str | UploadFile]]:
    """Fields are UTF-8, whatever they say of themselves. Raises MultipartError for what is not a form, or too many
    parts."""
    parser = MultipartParser(
        BytesIO(body), boundary, strict=True, part_limit=PARTS, memory_limit=FILE, spool_limit=FILE
    )
    found: list[tuple[str, str | UploadFile]] = []
    for part in parser:
        if part.filename:  # an empty one is a field in which no file was chosen
            found.append((part.name, UploadFile(part.content_type, part.filename, part.raw)))
        else:
            found.append((part.name, part.raw.decode()))
    if not found:
        raise MultipartError("no part")
    return found


class PostedRequest(Request):
    """What handlers get. The form was read at the door, before the act that the handler runs in."""

    async def form(self) -> FormMultiDict:
        return self.scope["state"].get("form") or FormMultiDict([])
