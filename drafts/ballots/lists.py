"""Lists of ballots: those that run, those that closed lately, those on one question, and those that wait for a vote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from piccolo.query.functions.aggregate import Count

from drafts.ballots.questions import titles_of
from drafts.ballots.tables import Ballot, Candidate, Cast, Clearance, RollEntry
from drafts.ballots.values import ListedRow
from drafts.ballots.views import BallotLine
from forum.rules.permission import Identity


async def running() -> tuple[BallotLine, ...]:
    """Open ballots, the first to close first."""
    return await _lines(await _select().where(Ballot.closed_at.is_null()).order_by(Ballot.closes_at, Ballot.id))


async def lately(limit: int = 20) -> tuple[BallotLine, ...]:
    """Closed ballots, the last first."""
    return await _lines(
        await _select()
        .where(Ballot.closed_at.is_not_null())
        .order_by(Ballot.closed_at, Ballot.id, ascending=False)
        .limit(limit)
    )


async def of_amendment(amendment_id: int) -> tuple[BallotLine, ...]:
    """All ballots on it, oldest first."""
    rivals = await Candidate.select(Candidate.ballot).where(Candidate.amendment == amendment_id).output(as_list=True)
    here = (Ballot.amendment == amendment_id) | Ballot.id.is_in(rivals or [0])
    return await _lines(await _select().where(here).order_by(Ballot.id))


async def of_motion(motion_id: int) -> tuple[BallotLine, ...]:
    """All ballots on it, oldest first."""
    return await _lines(await _select().where(Ballot.motion == motion_id).order_by(Ballot.id))


async def owed(who: Identity) -> tuple[BallotLine, ...]:
    """Open ballots in which the organisation for which `who` speaks is on the roll and has not voted."""
    if not who.speaking:
        return ()
    here = who.speaking.organisation
    entitled = (
        await RollEntry.select(RollEntry.ballot)
        .where(RollEntry.organisation == here, RollEntry.ballot.closed_at.is_null())
        .output(as_list=True)
    )
    voted = await Cast.select(Cast.ballot).where(Cast.organisation == here).output(as_list=True)
    return tuple(line for line in await running() if line.id in set(entitled) - set(voted))


def _select() -> Any:
    return Ballot.select(
        Ballot.id,
        Ballot.amendment,
        Ballot.motion,
        Ballot.counting,
        Ballot.amendment.instrument.title.as_alias("instrument"),
        Ballot.motion.instrument.title.as_alias("about"),
        Ballot.method,
        Ballot.opened_at,
        Ballot.closes_at,
        Ballot.closed_at,
        Ballot.outcome,
    )


async def _lines(found: Sequence[dict[str, Any]]) -> tuple[BallotLine, ...]:
    rows = [ListedRow(**each) for each in found]
    ids = [row.id for row in rows]
    named, cleared = await titles_of(rows), await _cleared(ids)
    cast, entitled = await _counted(Cast, ids), await _counted(RollEntry, ids)
    return tuple(
        BallotLine(
            id=row.id,
            title=named[row.id].title,
            amendment=row.amendment,
            instrument=named[row.id].instrument,
            method=json.loads(row.method).get("title", ""),
            opened_at=row.opened_at,
            closes_at=row.closes_at,
            closed_at=row.closed_at,
            outcome=cleared.get(row.id, row.outcome),
            cast=cast.get(row.id, 0),
            entitled=entitled.get(row.id, 0),
        )
        for row in rows
    )


async def _cleared(ballots: Sequence[int]) -> dict[int, str]:
    rows = await Clearance.select(Clearance.ballot, Clearance.outcome).where(Clearance.ballot.is_in([*ballots] or [0]))
    return {row["ballot"]: row["outcome"] for row in rows}


async def _counted(table: type[Cast] | type[RollEntry], ballots: Sequence[int]) -> dict[int, int]:
    rows = await table.select(table.ballot, Count()).where(table.ballot.is_in([*ballots] or [0])).group_by(table.ballot)
    return {row["ballot"]: row["count"] for row in rows}
