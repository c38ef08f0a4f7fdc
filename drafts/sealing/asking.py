"""Once voting in a ballot has ended, its trustees are asked, once, to release their shares."""

from __future__ import annotations

from typing import Any

from drafts.rules.sealing import TRUSTEES
from drafts.sealing import letters
from drafts.sealing.tables import Seal, Share
from forum.clock import now
from forum.database import atomic, one
from forum.mail.actions import write
from forum.record.actions import append
from forum.settings import Settings


async def ask_when_due(settings: Settings) -> int:
    """How many ballots' trustees this process asked."""
    return sum([await _ask(seal) for seal in await _waiting()])


async def _waiting(*also: Any) -> list[int]:
    over = (Seal.ballot.closes_at <= now()) & Seal.ballot.closed_at.is_null()
    query = Seal.select(Seal.id).where(Seal.held_by == TRUSTEES, Seal.asked_at.is_null(), over, *also)
    return await query.output(as_list=True)


async def _ask(seal_id: int) -> int:
    async with atomic():
        if not await _waiting(Seal.id == seal_id):  # another process was first
            return 0
        row = await one(Seal.objects(Seal.ballot).where(Seal.id == seal_id).first())
        ballot, row.ballot, row.asked_at = row.ballot, row.ballot.id, now()
        await row.save(columns=[Seal.asked_at])
        letter = letters.asked(ballot.id, ballot.closes_at, row.threshold)
        for address in (
            await Share.select(Share.trustee.participant.email).where(Share.seal == seal_id).output(as_list=True)
        ):
            await write(address, *letter)
        says = f"Voting in ballot {ballot.id} ended, and its trustees were asked for their shares."
        await append("trustees.asked", f"/ballots/{ballot.id}", says, row)
    return 1


TICKS = (ask_when_due,)
