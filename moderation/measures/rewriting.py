"""The author puts other words in the place of a comment that was returned: the measure ends."""

from __future__ import annotations

from forum.database import atomic, one
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.threads.answering import rewrite
from moderation.measures.actions import end
from moderation.measures.tables import MeasureStatement


async def rewritten(who: Identity, comment: int, body: str, resolution: str) -> str:
    """Ends the measure, and answers the comment's subject. Raises as forum.threads.answering.rewrite."""
    async with atomic():
        subject, ref = await rewrite(who, comment, body, resolution)
        row = await one(MeasureStatement.objects().where(MeasureStatement.ref == ref).first())
        await append(
            "measure.ended",
            f"/comments/{comment}",
            f"The measure of statement {ref} ended: the comment was rewritten.",
            *await end(row, "rewritten"),
            detail={"statement": ref},
        )
        return subject
