"""What the web knows of one request: who is there, with which tokens. Kept in the ASGI scope."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from litestar.types import Scope

from forum.rules.entries import HeadView
from forum.rules.permission import Identity

SESSION_COOKIE = "__Host-comity"
FORM_COOKIE = "__Host-comity-form"
THEME_COOKIE = "__Host-comity-theme"
FORM_FIELD = "_csrf"
ONCE_FIELD = "_once"
MANDATE_FIELD = "_for"
NAMELESS = "/confidential"  # pages on which nobody is anybody: the session's cookie is not looked at
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Carried:
    """What the forms of a page carry, called `csrf` in templates: the token that proves them ours, and the mandate that
    spoke when the page was made, with the name of its organisation. Forms that act for no organisation carry the token
    `alone`."""

    token: str
    mandate: int | None = None
    voice: str = ""
    says: bool = False  # whether the mandate goes along, if only to say that there is none

    def __str__(self) -> str:
        return self.token

    def __bool__(self) -> bool:
        return bool(self.token)

    @property
    def made_for(self) -> str:
        return f"{self.mandate} {self.voice}" if self.mandate else ""

    @property
    def alone(self) -> Carried:
        return Carried(self.token)


@dataclass(slots=True)
class Visit:
    cookies: dict[str, str]
    identity: Identity | None = None
    session: int | None = None
    csrf: str = ""
    seen_at: datetime | None = None  # of the session, before this request
    head: HeadView | None = None  # how far the record had come when the page was read
    form_is_ours: bool = False  # an unsafe request without a session carried the token of our own form
    set_cookies: list[str] = field(default_factory=list)

    @property
    def theme(self) -> str:
        return self.cookies.get(THEME_COOKIE, "") if self.cookies.get(THEME_COOKIE) in ("light", "dark") else ""

    @property
    def session_token(self) -> str:
        return self.cookies.get(SESSION_COOKIE, "")

    @property
    def own_session(self) -> int:
        """The session, behind a guard that lets only people pass who are signed in."""
        if self.session is None:
            raise LookupError("nobody is signed in: name a guard")
        return self.session

    def form_token(self) -> str:
        """The token for a form of this visitor. Without a session: a cookie that the form must repeat."""
        if self.csrf:
            return self.csrf
        if not self.cookies.get(FORM_COOKIE):
            self.cookies[FORM_COOKIE] = secrets.token_urlsafe(24)
            self.set_cookie(FORM_COOKIE, self.cookies[FORM_COOKIE])
        return self.cookies[FORM_COOKIE]

    def carried(self, token: str) -> Carried:
        if self.identity is None:
            return Carried(token)
        if speaking := self.identity.speaking:
            return Carried(token, speaking.mandate, speaking.organisation_name, says=True)
        return Carried(token, says=True)

    def set_cookie(self, name: str, value: str, *, days: int | None = None) -> None:
        age = "" if days is None else f"; Max-Age={days * 86400}"
        self.set_cookies.append(f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}")

    def forget_cookie(self, name: str) -> None:
        self.set_cookie(name, "", days=0)


@dataclass(frozen=True, slots=True)
class Typed(Mapping[str, str]):
    """The form that was sent, as text. As a mapping it answers the last value of a name; `pairs` are all of them in
    their order, several of one name included; `files` are the names of files, whose contents nobody keeps."""

    pairs: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        for each, value in reversed(self.pairs):
            if each == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.pairs))

    def __len__(self) -> int:
        return len(dict(self.pairs))


def visit_of(scope: Scope) -> Visit:
    if "visit" not in scope.setdefault("state", {}):
        cookies = cookies_of(scope)
        if f"{scope['path']}/".startswith(f"{NAMELESS}/"):
            cookies.pop(SESSION_COOKIE, None)
        scope["state"]["visit"] = Visit(cookies)
    visit: Visit = scope["state"]["visit"]
    return visit


def cookies_of(scope: Scope) -> dict[str, str]:
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    jar: dict[str, str] = {}
    for part in raw.split(";"):
        name, _, value = part.strip().partition("=")
        if name:
            jar.setdefault(name, value)
    return jar


def readable(value: str) -> str:
    """A field of a form: plain line ends, and none of the control characters that nobody types; PostgreSQL stores no
    NUL."""
    return UNREADABLE.sub("", value.replace("\r\n", "\n"))


def header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
