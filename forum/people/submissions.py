"""The same form twice acts once: what a form led to is remembered under its person and its own key."""

from __future__ import annotations

from forum.clock import now
from forum.engines.prepared import Prepared
from forum.people.tables import Submission

_EARLIER = Prepared(lambda key: Submission.select(Submission.location).where(Submission.key == key))
_REMEMBER = Prepared(lambda key, location, at: Submission.insert(Submission(key=key, location=location, at=at)))


async def earlier_result(key: str) -> str:
    """Says where the form led the first time, or ""."""
    rows = await _EARLIER(key)
    return rows[0]["location"] if rows else ""


async def remember_result(key: str, location: str) -> None:
    await _REMEMBER(key, location, now())
