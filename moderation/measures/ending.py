"""The end of measures and of emergency hidings, kept by the forum's clock."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic, one
from forum.record.actions import append
from forum.settings import Settings
from forum.threads import restricting
from forum.threads.tables import Comment, Hiding
from moderation.measures.actions import end
from moderation.measures.tables import MeasureStatement


async def end_measures(settings: Settings) -> None:
    """Ends measures whose time is over."""
    due = (
        await MeasureStatement.select(MeasureStatement.id)
        .where(
            MeasureStatement.ended_at.is_null(), MeasureStatement.until.is_not_null(), MeasureStatement.until <= now()
        )
        .output(as_list=True)
    )
    for id in due:
        async with atomic():
            row = (
                await MeasureStatement.objects()
                .where(MeasureStatement.id == id, MeasureStatement.ended_at.is_null())
                .first()
            )
            if row:
                rows = await end(row, "expired")
                await append(
                    "measure.ended",
                    f"/comments/{row.comment}",
                    f"The measure of statement {row.ref} ended by itself.",
                    *rows,
                    detail={"statement": row.ref},
                )


async def end_emergencies(settings: Settings) -> None:
    """Shows again what one moderator hid and no panel confirmed in time."""
    of = Hiding
    due = (
        await of.select(of.comment)
        .where(of.kind == restricting.EMERGENCY, of.lifted_at.is_null(), of.until <= now())
        .output(as_list=True)
    )
    for comment in due:
        async with atomic():
            row = await restricting.hiding_of(comment)
            if row and row.kind == restricting.EMERGENCY and row.until <= now():
                found = await one(Comment.select(Comment.subject).where(Comment.id == comment).first())
                says = (
                    f"Comment {comment} stands again: one moderator had hidden it, and no panel confirmed that in time."
                )
                await append(
                    "emergency.ended",
                    found["subject"],
                    says,
                    await restricting.lift(comment),
                    detail={"comment": comment},
                )


TICKS = (end_measures, end_emergencies)
