"""Ballots, rolls and casts are read here from the tables into values."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.ballots.values import BallotRow, CastRow, RollRow
from drafts.rules.annulling import ANNULLED
from forum.database import one_or_not_found
from forum.errors import NotFound

BALLOT = [getattr(Ballot, each.name) for each in fields(BallotRow)]
ROLL = [getattr(RollEntry, each.name) for each in fields(RollRow)]
CAST = [getattr(Cast, each.name) for each in fields(CastRow)]


async def ballot_row(ballot_id: int) -> BallotRow:
    """Raises NotFound."""
    for row in await ballot_rows(Ballot.id == ballot_id):
        return row
    raise NotFound


async def ballot_rows(*where: Any) -> tuple[BallotRow, ...]:
    """Answers ballots, the oldest first."""
    rows = await Ballot.select(*BALLOT).where(*where).order_by(Ballot.id)
    return tuple(BallotRow(**row) for row in rows)


async def last_ballot(amendment_id: int) -> BallotRow | None:
    """The last one on an amendment, rivals left aside, and those that were annulled as if they had not been."""
    query = Ballot.select(*BALLOT).where(Ballot.amendment == amendment_id, Ballot.outcome != ANNULLED)
    row = await query.order_by(Ballot.id, ascending=False).first()
    return BallotRow(**row) if row else None


async def last_about(instrument: int | None) -> BallotRow | None:
    """The last one about a text that was not annulled; of None, about the forum's own rules."""
    about = Ballot.amendment.instrument == instrument if instrument else Ballot.motion.instrument.is_null()
    row = (
        await Ballot.select(*BALLOT)
        .where(about, Ballot.outcome != ANNULLED)
        .order_by(Ballot.id, ascending=False)
        .first()
    )
    return BallotRow(**row) if row else None


async def roll_of(ballot_id: int) -> tuple[RollRow, ...]:
    rows = await RollEntry.select(*ROLL).where(RollEntry.ballot == ballot_id).order_by(RollEntry.id)
    return tuple(RollRow(**row) for row in rows)


async def on_roll(ballot_id: int, slug: str) -> RollRow:
    """The line of one organisation. Raises NotFound."""
    row = await one_or_not_found(
        RollEntry.select(*ROLL).where(RollEntry.ballot == ballot_id, RollEntry.slug == slug).first()
    )
    return RollRow(**row)


async def cast_rows(ballot_id: int) -> tuple[CastRow, ...]:
    """The casts, in the order in which organisations first cast."""
    rows = await Cast.select(*CAST).where(Cast.ballot == ballot_id).order_by(Cast.id)
    return tuple(CastRow(**row) for row in rows)


async def cast_row(ballot_id: int, organisation: int) -> CastRow | None:
    """The cast of one organisation, if it has cast."""
    row = await Cast.select(*CAST).where(Cast.ballot == ballot_id, Cast.organisation == organisation).first()
    return CastRow(**row) if row else None
