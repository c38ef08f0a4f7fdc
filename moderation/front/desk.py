"""The moderators' desk: one queue of what waits for one person, oldest due first, of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from forum.rules.permission import Identity
from moderation.alarms import queries as alarms
from moderation.balance import tasks as balance
from moderation.cases import queries as cases
from moderation.cases.views import Task
from moderation.panels.claims import claims

FAR = timedelta(days=3650)  # what nothing presses stands after what is due


async def tasks(who: Identity) -> list[Task]:
    """What waits for this person in every room, with the name of who else has taken it."""
    found = [*await cases.tasks(who), *await alarms.tasks(who), *await balance.tasks(who)]
    taken = await claims(who)
    found = [replace(each, taken=taken.get(each.path, "")) for each in found]
    return sorted(found, key=lambda each: (each.due or each.since + FAR, each.since))
