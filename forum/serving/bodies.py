"""Bodies of requests: whole or not at all, and read into pairs before anybody waits for them."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException
from litestar.types import Message, Receive, Scope

from forum.serving.bounds import FIELDS, SLOWEST
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
    """The body. Raises Gone, and Refusal: with 413 and the sentence `says` above `limit` bytes, with 408 if it comes too
    slowly, with 400 if it is not as long as was said."""
    if declared is not None and declared > limit:
        raise Refusal(413, says)
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
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
    """Takes what is still being sent, so that the answer reaches whoever is sending; at most so many bytes and seconds."""
    taken = 0
    try:
        async with asyncio.timeout(5):
            while taken < most:
                message = await receive()
                taken += len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
    except TimeoutError:
        return


def replay(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def read_form(scope: Scope, body: bytes) -> None:
    """Reads the form once: as `form` it waits in the scope's state for `PostedRequest.form()`, and its text as `typed`.
    Raises Refusal if it cannot be read."""
    kind = header(scope, b"content-type").partition(";")[0].strip().lower()
    form = FormMultiDict([])
    try:
        if kind == "application/x-www-form-urlencoded":
            form = FormMultiDict(urlencoded(body))
        elif kind == "multipart/form-data":
            form = await Request(scope, replay(body)).form()  # Litestar takes a thousand parts at most
    except (UnicodeDecodeError, LookupError) as error:
        if isinstance(error, KeyError):
            raise  # a fault of ours; LookupError itself is an encoding that nobody knows
        raise Refusal(400, UNREADABLE) from None
    except ClientException:
        raise Refusal(400, "Part of the form could not be read. Nothing was saved.") from None
    items = form.multi_items()
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


class PostedRequest(Request):
    """What handlers get. The form was read at the door, before the act that the handler runs in."""

    async def form(self) -> FormMultiDict:
        return self.scope["state"].get("form") or FormMultiDict([])
