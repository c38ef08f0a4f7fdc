"""POST: the whole request is one act. Who asks, whether they may, what is done and its entry in the record are read and
written in one transaction, and the answer leaves only after it is on the disk. An answer of 400 or above undoes it.

Before the act, at the door: the first lines are bounded, the body is whole and no longer than this visitor may send
here, and the form is read. Only then does the request stand in the line of acts, with the time at which it arrived. A
form that only looks (a preview, what a Word file would change) never stands there: reading is slow, and it changes
nothing."""

from __future__ import annotations

from litestar import Litestar
from litestar.types import HTTPResponseStartEvent, Receive, Scope, Send

from forum.clock import arriving, in_good_time, sure
from forum.database import atomic, reading
from forum.serving.bodies import Gone, Refusal, discard, read_form, replay, whole
from forum.serving.bounds import FILE, FORM, declared_length, in_words
from forum.serving.refusals import refusal
from forum.serving.routing import Routes
from forum.serving.safe import answer, deliver
from forum.serving.sessions import seen, who_is_there
from forum.web.visit import FORM_FIELD, header, visit_of

ON_THEIR_OWN = frozenset({"/sessions", "/trustee/passphrases", "/trustee/shares"})
"""They hash what was typed, which must not hold up everybody else's acts, and count a wrong try, which must not be
undone."""


class Undo(Exception):
    """Raised to leave the transaction without keeping it; the answer is already made."""

    def __init__(self, start: HTTPResponseStartEvent, body: bytes) -> None:
        self.start, self.body = start, body


class Acts:
    """Wraps the app for unsafe methods."""

    def __init__(self, app: Litestar) -> None:
        self.app, self.routes = app, Routes(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if foreign(scope):
            return await refusal(self.app, scope, send, 403, "This request came from another site and was refused.")
        try:
            limit = await self._room(scope)
            says = f"That is more than {in_words(limit)}. Nothing was saved. Go back: what you typed is still there."
            body = await whole(receive, limit, declared_length(scope), says)
            if len(body) > FORM and not begins_with_token(body, visit_of(scope).csrf):
                raise Refusal(403, "This form is out of date. Go back, reload the page and send it again.")
            await read_form(scope, body)
        except Gone:
            return None
        except Refusal as refused:
            await refusal(self.app, scope, send, refused.status, refused.says)
            return await discard(receive, 2 * FILE)
        with arriving():
            return await deliver(send, *await self._act(scope, replay(body)))

    async def _room(self, scope: Scope) -> int:
        """How many bytes this visitor may send here. A file only where one is asked for, and only in an open
        session."""
        multipart = header(scope, b"content-type").lower().startswith("multipart/form-data")
        if not (multipart and self.routes.takes_file(scope["path"])):
            return FORM
        visit = visit_of(scope)
        if visit.session_token:
            async with reading():
                await who_is_there(visit)
        return FILE if visit.identity else FORM

    async def _act(self, scope: Scope, receive: Receive) -> tuple[HTTPResponseStartEvent, bytes]:
        if scope["path"] in ON_THEIR_OWN:
            return await self._answer(scope, receive)
        if self.routes.only_looks(scope["path"], scope["state"]["typed"]):
            scope["state"]["looks"] = True
            async with reading():  # what a handler would write here, the database refuses
                return await self._answer(scope, receive)
        try:
            async with atomic():
                in_good_time()
                sure()  # before any rule asks whether it is too late
                start, body = await self._answer(scope, receive)
                if start["status"] >= 400:
                    raise Undo(start, body)
                in_good_time()
                await seen(visit_of(scope))
                return start, body
        except Undo as undo:
            return undo.start, undo.body

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[HTTPResponseStartEvent, bytes]:
        await who_is_there(visit_of(scope))
        return await answer(self.app, scope, receive)


def begins_with_token(body: bytes, token: str) -> bool:
    """Whether a form with a file is ours, seen before it is taken apart: every form of ours begins with its token."""
    return bool(token) and f'name="{FORM_FIELD}"\r\n\r\n{token}\r\n'.encode() in body[:4096]


def foreign(scope: Scope) -> bool:
    """Whether a browser says that another site made this request."""
    if site := header(scope, b"sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = header(scope, b"origin")
    return bool(origin) and origin.split("://", 1)[-1] != header(scope, b"host")
