"""A cookie leads here to a person, once a request."""

from __future__ import annotations

from forum.people.queries import recognise
from forum.people.sessions import touch
from forum.web.visit import SESSION_COOKIE, Visit


async def who_is_there(visit: Visit) -> None:
    """Asked again inside an act, since a session may have ended while the form was read."""
    known = await recognise(visit.session_token) if visit.cookies.get(SESSION_COOKIE) else None
    visit.identity, visit.session = (known.identity, known.session) if known else (None, None)
    visit.csrf, visit.seen_at = (known.csrf, known.seen_at) if known else ("", None)


async def seen(visit: Visit) -> None:
    """An act was done in this session; reading a page writes nothing."""
    if visit.session:
        await touch(visit.session, visit.seen_at)
