"""Who looks at a task of the desk just now, so that no two begin the same one."""

from __future__ import annotations

from datetime import timedelta

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict
from forum.rules.permission import Identity
from moderation.panels.tables import Claim

CLAIMED_FOR = timedelta(hours=1)


async def claim(who: Identity, path: str) -> None:
    """The task at this path is this person's for an hour. Raises Conflict if somebody else has it."""
    async with atomic():
        row = await Claim.objects().where(Claim.task == path).first()
        if row and row.until > now() and row.participant != who.participant:
            raise Conflict("Somebody else took this a moment ago. Take another one, or look again in an hour.")
        row = row or Claim(task=path, participant=who.participant, until=now())
        row.participant, row.until = who.participant, now() + CLAIMED_FOR
        await row.save()


async def claims(who: Identity) -> dict[str, str]:
    """Who has taken each task, by its path: a name, or "You" for oneself."""
    rows = await Claim.select(Claim.task, Claim.participant, Claim.participant.name.as_alias("name")).where(
        Claim.until > now()
    )
    return {row["task"]: "You" if row["participant"] == who.participant else row["name"] for row in rows}
