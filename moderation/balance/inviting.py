"""Moderators invite the organisations of a group that are silent on a text."""

from __future__ import annotations

from datetime import timedelta

from drafts.ballots.rolls import entitled
from drafts.instruments.queries import instrument as instrument_of
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, demand
from forum.mail.actions import write_all
from forum.organisations.queries import group as group_of
from forum.record.actions import append
from forum.record.tables import RecordEntry
from forum.rules.permission import MODERATOR, Identity, holds
from moderation.balance import letters
from moderation.balance.measuring import measured
from moderation.balance.scopes import of_instrument

AGAIN = timedelta(days=7)
KIND = "balance.invited"


async def invite(who: Identity, slug: str, group: str) -> int:
    """Writes to the heads of delegation of the group's organisations that were not heard; the answer is how many
    organisations. Raises NotAllowed, NotFound, or Conflict if there is nobody to invite or it was done within a
    week."""
    async with atomic():
        demand(holds(who, MODERATOR))
        instrument, named = await instrument_of(slug), await group_of(group)
        subject = f"{instrument.path}/balance"
        if await _invited_lately(subject, group):
            raise Conflict(f"{named.name} was invited within the last {AGAIN.days} days.")
        heard = {each.organisation for each in (await measured(of_instrument(instrument))).voices if each.heard}
        silent = [each for each in await entitled() if each.group == group and each.slug not in heard]
        if not silent:
            raise Conflict(f"Every organisation of {named.name} has been heard.")
        await write_all(
            [
                (head, *letters.invited(each.name, instrument.title, instrument.path))
                for each in silent
                for head in each.heads
            ]
        )
        whom = f"{len(silent)} organisations of {named.name}"
        says = f"Moderators invited {whom} that had not been heard on {instrument.title}."
        await append(KIND, subject, says, who=who, detail={"group": group, "organisations": len(silent)})
        return len(silent)


async def _invited_lately(subject: str, group: str) -> bool:
    """Whether the record remembers an invitation."""
    lately = (
        await RecordEntry.select(RecordEntry.bytes)
        .where(RecordEntry.kind == KIND, RecordEntry.subject == subject, RecordEntry.at > now() - AGAIN)
        .output(as_list=True)
    )
    return any(f'"group":"{group}"' in each for each in lately)
