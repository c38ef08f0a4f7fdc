"""POST: the whole request is one act. Who asks, whether they may, what is done and its entry in the record are read and
written in one transaction, and the answer leaves only after it is on the disk. An answer of 400 or above undoes it."""

from __future__ import annotations

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from forum.database import atomic
from forum.serving.safe import answer, deliver
from forum.serving.sessions import seen, who_is_there
from forum.web.visit import header, visit_of

MAX_BODY = 12 * 1024 * 1024  # bytes; above it the request is refused unread
ON_THEIR_OWN = frozenset(
    {"/sessions", "/trustee/passphrases", "/trustee/shares"}
)  # they hash what was typed, which must not
# hold up everybody else's acts, and count a wrong try, which must not be undone


class Undo(Exception):
    """Raised to leave the transaction without keeping it; the answer is already made."""


class TooLarge(Exception):
    pass


class Acts:
    """Wraps the app for unsafe methods."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if foreign(scope):
            return await plain(send, 403, "This request came from another site and was refused.")
        try:
            receive = replay(await whole_body(receive))
        except TooLarge:
            return await plain(
                send, 413, "That is more than 12 MB. Nothing was saved. Go back: what you typed is still there."
            )
        if scope["path"] in ON_THEIR_OWN:
            return await deliver(send, *await self._answer(scope, receive))
        start, body = await self._act(scope, receive)
        await deliver(send, start, body)

    async def _act(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        result: tuple[Message, bytes] | None = None
        try:
            async with atomic():
                result = await self._answer(scope, receive)
                if result[0]["status"] >= 400:
                    raise Undo
                await seen(visit_of(scope))
        except Undo:
            pass
        return result

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        await who_is_there(visit_of(scope))
        return await answer(self.app, scope, receive)


def foreign(scope: Scope) -> bool:
    """Whether a browser says that another site made this request."""
    if site := header(scope, b"sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = header(scope, b"origin")
    return bool(origin) and origin.split("://", 1)[-1] != header(scope, b"host")


async def whole_body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if len(body) > MAX_BODY:
            raise TooLarge
        if not message.get("more_body"):
            return bytes(body)


def replay(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def plain(send: Send, status: int, says: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await deliver(send, {"type": "http.response.start", "status": status, "headers": headers}, says.encode())
