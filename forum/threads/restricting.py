"""What those who decided it do to a comment or to who wrote it, and the end of that. Each is called inside their act,
which records the rows."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from piccolo.table import Table

from forum.clock import now
from forum.errors import Conflict, NotFound
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, Yes, no
from forum.threads.tables import Comment, Hiding, Mark, Pause

Lifted = TypeVar("Lifted", bound=Hiding | Mark | Pause)
RETURNED, EMERGENCY = "returned", "emergency"


async def hide(
    comment_id: int, rule: str, because: str, *, kind: str = "", until: datetime | None = None, statement: str = ""
) -> Hiding:
    """Raises NotFound, or Conflict if it is hidden already."""
    if not await Comment.exists().where(Comment.id == comment_id):
        raise NotFound
    if await hiding_of(comment_id):
        raise Conflict("This comment is hidden already.")
    row = Hiding(
        comment=comment_id, rule=rule, because=because, hidden_at=now(), kind=kind, until=until, statement=statement
    )
    await row.save()
    return row


async def lift(comment_id: int) -> Hiding:
    """Shows it again. Raises Conflict if it is not hidden."""
    row = await hiding_of(comment_id)
    if not row:
        raise Conflict("This comment is not hidden.")
    return await _lifted(row)


async def mark(comment_id: int, kind: str, rule: str, because: str, until: datetime, statement: str) -> list[Table]:
    """A note, or the fold of a comment; an earlier one of that kind ends."""
    before = await Mark.objects().where(Mark.comment == comment_id, Mark.kind == kind, Mark.lifted_at.is_null())
    row = Mark(
        comment=comment_id, kind=kind, rule=rule, because=because, until=until, statement=statement, set_at=now()
    )
    ended = [await _lifted(each) for each in before]
    await row.save()
    return [*ended, row]


async def pause(participant: int, until: datetime, statement: str) -> Pause:
    row = Pause(participant=participant, statement=statement, since=now(), until=until)
    await row.save()
    return row


async def end_of(statement: str) -> list[Table]:
    """Ends whatever was done under this statement of reasons and still stands."""
    standing: list[Hiding | Mark | Pause] = []
    for table in (Hiding, Mark, Pause):
        standing += await table.objects().where(table.statement == statement, table.lifted_at.is_null())
    return [await _lifted(each) for each in standing]


async def may_write(who: Identity) -> Verdict:
    row = (
        await Pause.select(Pause.until, Pause.statement)
        .where(Pause.participant == who.participant, Pause.lifted_at.is_null(), Pause.until > now())
        .first()
    )
    if not row:
        return Yes()
    return no(
        f"Your comments are paused until {row['until']:%-d %B %Y, %H:%M} UTC. Your votes are not. "
        f"Reasons: /moderation/statements/{row['statement']}"
    )


async def hiding_of(comment_id: int) -> Hiding | None:
    return await Hiding.objects().where(Hiding.comment == comment_id, Hiding.lifted_at.is_null()).first()


async def _lifted(row: Lifted) -> Lifted:
    row.lifted_at = now()
    await row.save()
    return row


async def was_hidden_for_a_day(comment_id: int, since: datetime | None = None) -> bool:
    """Whether a moderator has hidden it alone. `since` is from when on that counts; None means ever."""
    where = [Hiding.hidden_at >= since] if since else []
    return await Hiding.exists().where(Hiding.comment == comment_id, Hiding.kind == EMERGENCY, *where)


async def end_emergency(comment_id: int) -> list[Table]:
    """A hiding for a day ends with the panel's decision, whatever it is."""
    row = await hiding_of(comment_id)
    return [await _lifted(row)] if row and row.kind == EMERGENCY else []
