"""The same form twice acts once: what a form led to is remembered under its person and its own key."""
from __future__ import annotations

from forum.people.tables import Submission


async def earlier_result(key: str) -> str:
    """Where the form led the first time, or ""."""
    row = await Submission.select(Submission.location).where(Submission.key == key).first()
    return row["location"] if row else ""


async def remember_result(key: str, location: str) -> None:
    await Submission.insert(Submission(key=key, location=location))
