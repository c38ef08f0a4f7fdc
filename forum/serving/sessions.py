"""From a cookie to a person, once a request."""

from __future__ import annotations

from forum.people.queries import recognise
from forum.people.sessions import touch
from forum.web.visit import SESSION_COOKIE, Visit


async def who_is_there(visit: Visit) -> None:
    if not visit.cookies.get(SESSION_COOKIE):
        return
    if known := await recognise(visit.session_token):
        visit.identity, visit.session, visit.csrf, visit.seen_at = (
            known.identity,
            known.session,
            known.csrf,
            known.seen_at,
        )


async def seen(visit: Visit) -> None:
    """An act was done in this session; reading a page writes nothing."""
    if visit.session:
        await touch(visit.session, visit.seen_at)
