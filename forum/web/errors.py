"""What HTTP makes of each error: a page that says what happened, what was kept and what to do, or JSON for the JSON
routes."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Redirect

from forum.clock import Untrusted
from forum.database import is_away
from forum.errors import (
    Conflict,
    Invalid,
    Moved,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refused,
    Removed,
    TooOften,
    Unlawful,
)
from forum.rules.permission import Identity
from forum.web.kept import said
from forum.web.pages import page
from forum.web.visit import FORM_FIELD, MANDATE_FIELD, ONCE_FIELD, Typed, visit_of

TITLES = {
    400: "That request could not be read",
    403: "You may not do this",
    404: "There is no such page",
    405: "That is not possible here",
    408: "That took too long",
    409: "Somebody was there first",
    410: "That was removed",
    413: "That is too large",
    414: "That address is too long",
    422: "This cannot be done now",
    429: "Too many attempts",
    431: "That request is too large",
    500: "Something went wrong",
    503: "The forum cannot do this at the moment",
}
FORM = "form"  # option of a handler: the class of the form that it takes
log = logging.getLogger("comity")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the JSON routes answer instead of what was asked for."""

    error: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class MadeFor:
    """For whom a form was made, as far as it says, and whether its sender may still speak by that mandate."""

    text: str | None  # None: the form does not say
    name: str = ""
    mandate: int | None = None  # if it is the sender's, and in force
    speaks: bool = False  # it is the one that speaks now


REFUSALS = {
    400: ResponseSpec(Refusal, description="Part of the address was not what is expected there."),
    404: ResponseSpec(Refusal, description="There is no such thing, or not yet."),
}


def refused(request: Request, status: int, *reasons: str) -> Response:
    if request.scope["path"].endswith(".json"):
        return Response({"error": TITLES.get(status, "Error"), "reasons": list(reasons)}, status_code=status)
    return page(
        request, "forum/error.html", status=status, title=TITLES.get(status, "Error"), reasons=reasons, fragment=""
    )


def not_found(request: Request, error: NotFound) -> Response:
    if isinstance(error, Moved) and request.method in ("GET", "HEAD") and error.old in request.scope["path"]:
        query = request.scope["query_string"].decode("latin-1")
        there = quote(request.scope["path"].replace(error.old, error.new, 1)) + (f"?{query}" if query else "")
        return Redirect(there, status_code=301)
    if isinstance(error, Removed):
        return refused(request, 410, *error.reasons)
    return refused(
        request,
        404,
        "The address may be mistyped, or the thing may never have existed. Published texts are never removed.",
    )


def not_signed_in(request: Request, _: NotSignedIn) -> Response:
    """A page asks to sign in and comes back; a form shows what was typed, and nothing of it is lost."""
    if request.method != "POST":
        query = request.scope["query_string"].decode("latin-1")
        there = quote(request.scope["path"]) + (f"?{query}" if query else "")
        return Redirect(f"/sessions/new?next={quote(there, safe='/')}", status_code=303)
    return kept_page(request, 401 if visit_of(request.scope).identity is None else 403)


def made_for_another(request: Request) -> Response:
    """The form was made for another organisation than the one that speaks now."""
    return kept_page(request, 409, another=True)


def made_for(typed: Typed, who: Identity | None) -> MadeFor:
    text = typed.get(MANDATE_FIELD)
    number, _, name = (text or "").partition(" ")
    held = next((each for each in who.mandates if str(each.mandate) == number), None) if who else None
    if who is None or held is None:
        return MadeFor(text, name)
    return MadeFor(text, held.organisation_name, held.mandate, held == who.speaking)


def kept_page(request: Request, status: int, *reasons: str, another: bool = False) -> Response:
    """What was typed, to be sent again: every value of every name. `reasons`: why it was not taken, where that is not
    the end of a session; `another`: because it was made for another organisation."""
    typed = typed_in(request)
    kept = [
        (name, value)
        for name, value in typed.pairs
        if name not in (FORM_FIELD, MANDATE_FIELD) and not name.startswith(("passphrase", "password"))
    ]
    handler = request.scope.get("route_handler")
    shown = said(handler.opt.get(FORM) if handler else None, [pair for pair in kept if pair[0] != ONCE_FIELD])
    return page(
        request,
        "forum/kept.html",
        status=status,
        form=True,
        path=request.scope["path"],
        kept=kept,
        shown=shown,
        files=[name for name in typed.files if name],
        reasons=reasons,
        another=another,
        made_for=made_for(typed, visit_of(request.scope).identity),
        multipart=bool(typed.files),
    )


def typed_in(request: Request) -> Typed:
    return request.scope.get("state", {}).get("typed") or Typed()


def away(request: Request, error: Exception) -> Response:
    """The database cannot be reached, or cannot write. What was typed stands on the page."""
    log.warning("503 at %s %s: %r", request.method, request.scope["path"], error)
    return not_now(
        request, "The forum is too busy at the moment, or its database does not answer or cannot write.", wait=10
    )


def untrusted(request: Request, error: Untrusted) -> Response:
    """The clock is wrong, and nobody but the operator can help that. What was typed stands on the page."""
    log.error("503 at %s %s: %s", request.method, request.scope["path"], error)
    return not_now(request, str(error), wait=300)


def not_now(request: Request, why: str, *, wait: int) -> Response:
    """Answers that it cannot be done for `wait` seconds, and gives back what was typed."""
    if request.method == "POST" and typed_in(request).pairs and not request.scope["path"].endswith(".json"):
        answered = kept_page(request, 503, why, "Nothing was saved. Wait a little, then send it again.")
    else:
        answered = refused(request, 503, why, "Nothing is lost. Try again in a little while.")
    answered.headers["retry-after"] = str(wait)
    return answered


def failed(request: Request, error: Exception) -> Response:
    if is_away(error):
        return away(request, error)
    if isinstance(error, Untrusted):
        return untrusted(request, error)
    number = secrets.token_hex(4)
    log.error("error %s at %s %s", number, request.method, request.scope["path"], exc_info=error)
    return refused(
        request,
        500,
        "The forum made a mistake. Nothing was saved. Go back: what you typed is still in the form.",
        f"If it happens again, tell the secretariat this number: {number}.",
    )


def http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 400:
        return refused(request, 400, "Part of the address or of the form was not what this page expects.")
    if error.status_code == 404:
        return not_found(request, NotFound())
    answered = refused(request, error.status_code, *([] if error.status_code >= 500 else [str(error.detail)]))
    answered.headers.update(error.headers or {})  # which methods are allowed, after a 405
    return answered


def answer(status: int) -> Callable[[Request, Refused], Response]:
    def handler(request: Request, error: Refused) -> Response:
        return refused(request, status, *error.reasons)

    return handler


def too_often(request: Request, error: TooOften) -> Response:
    """What was typed stands on the page, to be sent when there is time again."""
    answered = kept_page(request, 429, *error.reasons)
    answered.headers["retry-after"] = str(error.seconds)
    return answered


def invalid(request: Request, error: Invalid) -> Response:
    return refused(request, 422, *(sentence for sentences in error.fields.values() for sentence in sentences))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Response]] = {
    NotFound: not_found,
    NotSignedIn: not_signed_in,
    NotAllowed: answer(403),
    Conflict: answer(409),
    Unlawful: answer(422),
    TooOften: too_often,
    Invalid: invalid,
    HTTPException: http,
    Exception: failed,
}
