"""The rows that an act on an amendment starts from, read inside the act."""

from __future__ import annotations

from drafts.amendments.tables import Amendment, Question, Wording
from drafts.rules import permission
from forum.errors import NotFound
from forum.rules.permission import Identity


async def seen(who: Identity | None, amendment_id: int) -> Amendment:
    """Raises NotFound also for a draft that `who` may not see."""
    row = await row_of(amendment_id)
    if not permission.may_read(who, row.fate, row.organisation):
        raise NotFound
    return row


async def row_of(amendment_id: int) -> Amendment:
    row = await Amendment.objects().where(Amendment.id == amendment_id).first()
    if not row:
        raise NotFound
    return row


async def newest(amendment_id: int) -> Wording:
    return (
        await Wording.objects()
        .where(Wording.amendment == amendment_id)
        .order_by(Wording.number, ascending=False)
        .first()
    )


async def waiting(amendment_id: int) -> Question | None:
    """The question to its sponsors that nobody has answered."""
    return await Question.objects().where(Question.amendment == amendment_id, Question.answer == "").first()
