"""What pages put together that no single room knows."""

from __future__ import annotations

from dataclasses import dataclass

from piccolo.query.functions.aggregate import Count

from drafts.ballots.tables import Ballot
from forum.organisations.queries import groups
from forum.organisations.tables import Accreditation


@dataclass(frozen=True, slots=True)
class GroupSize:
    key: str
    name: str
    position: int
    accredited: int


async def group_sizes() -> tuple[GroupSize, ...]:
    """Every group with the number of its accredited organisations, in the forum's order."""
    counted = (
        await Accreditation.select(Accreditation.organisation.group.as_alias("group"), Count())
        .where(Accreditation.ended_at.is_null())
        .group_by(Accreditation.organisation.group)
    )
    sizes = {row["group"]: row["count"] for row in counted}
    return tuple(GroupSize(each.key, each.name, each.position, sizes.get(each.id, 0)) for each in await groups())


async def running_ballots(instrument_id: int) -> dict[int, str]:
    """The path of the ballot that runs on an amendment to each clause, by clause."""
    rows = await Ballot.select(Ballot.id, Ballot.amendment.clause.as_alias("clause")).where(
        Ballot.closed_at.is_null(), Ballot.amendment.instrument == instrument_id
    )
    return {row["clause"]: f"/ballots/{row['id']}" for row in rows}
