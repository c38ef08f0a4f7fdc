"""The rows that an act on an amendment starts from, read inside the act."""

from __future__ import annotations

from drafts.amendments.tables import Amendment, Question, Wording
from drafts.rules import permission
from forum.database import one, one_or_not_found
from forum.errors import NotFound
from forum.rules.permission import Identity


async def seen(who: Identity | None, amendment_id: int) -> Amendment:
    """The amendment's row. Raises NotFound also for a draft that `who` may not see."""
    row = await row_of(amendment_id)
    if not permission.may_read(who, row.fate, row.organisation):
        raise NotFound
    return row


async def row_of(amendment_id: int) -> Amendment:
    return await one_or_not_found(Amendment.objects().where(Amendment.id == amendment_id).first())


async def newest(amendment_id: int) -> Wording:
    return await one(
        Wording.objects().where(Wording.amendment == amendment_id).order_by(Wording.number, ascending=False).first()
    )


async def waiting(amendment_id: int) -> Question | None:
    """Its question, if there is one that its sponsors have not answered."""
    return await Question.objects().where(Question.amendment == amendment_id, Question.answer == "").first()
