"""The moderators' desk: one queue of what waits for one person, oldest due first, of every kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict
from forum.rules.permission import Identity
from moderation.cases.queries import title_of
from moderation.cases.tables import Case
from moderation.cases.views import Task
from moderation.panels.queries import waiting_for
from moderation.panels.tables import Claim

OTHERS: list[Callable[[Identity], Awaitable[list[Task]]]] = []  # tasks of other rooms, filled by the roof
CLAIMED_FOR = timedelta(hours=1)


async def tasks(who: Identity) -> list[Task]:
    due = await waiting_for(who)
    cases = await Case.objects().where(Case.id.is_in([*due] or [0]))
    found = [
        Task("Your view on a case", title_of(each), f"/moderation/cases/{each.id}", each.opened_at, due[each.id])
        for each in cases
    ]
    for others in OTHERS:
        found += await others(who)
    taken = await _claims(who)
    found = [
        Task(each.kind, each.title, each.path, each.since, each.due, taken.get(each.path, ""), each.claimable)
        for each in found
    ]
    return sorted(found, key=lambda each: (each.due or each.since + timedelta(days=3650), each.since))


async def claim(who: Identity, path: str) -> None:
    """For an hour, so that no two begin the same task. Raises Conflict if somebody else has it."""
    async with atomic():
        row = await Claim.objects().where(Claim.task == path).first()
        if row and row.until > now() and row.participant != who.participant:
            raise Conflict("Somebody else took this a moment ago. Take another one, or look again in an hour.")
        row = row or Claim(task=path, participant=who.participant, until=now())
        row.participant, row.until = who.participant, now() + CLAIMED_FOR
        await row.save()


async def _claims(who: Identity) -> dict[str, str]:
    """By path, the name of who else has taken it; "You" for oneself."""
    rows = await Claim.select(Claim.task, Claim.participant, Claim.participant.name.as_alias("name")).where(
        Claim.until > now()
    )
    return {row["task"]: "You" if row["participant"] == who.participant else row["name"] for row in rows}
