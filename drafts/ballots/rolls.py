"""The roll: which organisations are entitled to vote, with group and owner, as they are at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drafts.ballots.tables import RollEntry
from forum.clock import now
from forum.organisations.queries import owners
from forum.organisations.tables import Accreditation, StakeholderGroup
from forum.people.tables import Mandate
from forum.rules.permission import HEAD


@dataclass(frozen=True, slots=True)
class Entitled:
    """An accredited organisation. `owner`: slug of the organisation at the top of the ownership. `heads`: e-mail addresses."""

    organisation: int
    slug: str
    name: str
    group: str
    group_name: str
    group_position: int
    region: str
    owner: str
    heads: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return line(self.slug, self.name, self.group, self.region, self.owner, 1)


def line(slug: str, name: str, group: str, region: str, owner: str, weight: int) -> dict[str, Any]:
    """One line of the roll in a ballot's record."""
    return {"organisation": slug, "name": name, "group": group, "region": region, "owner": owner, "weight": weight}


async def entitled(*, of_ballot: int | None = None) -> tuple[Entitled, ...]:
    """By group and name. Every accredited organisation has one voice, whether or not it has a head of delegation now:
    otherwise who happens to hold a mandate would change what is needed. `of_ballot`: those on its roll, as it was."""
    if of_ballot is not None:
        return await _again(of_ballot)
    accredited = Accreditation.organisation
    rows = await Accreditation.select(
        accredited.id,
        accredited.slug,
        accredited.name,
        accredited.region,
        accredited.group.key,
        accredited.group.name,
        accredited.group.position,
    ).where(Accreditation.ended_at.is_null())
    counted, heads = await counted_owners(), await _heads()
    by_id = {row["organisation.id"]: row for row in rows}
    found = (
        Entitled(
            id,
            row["organisation.slug"],
            row["organisation.name"],
            row["organisation.group.key"],
            row["organisation.group.name"],
            row["organisation.group.position"],
            row["organisation.region"],
            counted[id],
            tuple(heads.get(id, ())),
        )
        for id, row in by_id.items()
    )
    return tuple(sorted(found, key=lambda each: (each.group_position, each.name, each.slug)))


async def _again(ballot: int) -> tuple[Entitled, ...]:
    rows = await RollEntry.select().where(RollEntry.ballot == ballot).order_by(RollEntry.id)
    groups = {row["key"]: row for row in await StakeholderGroup.select()}
    heads = await _heads()
    return tuple(
        Entitled(
            row["organisation"],
            row["slug"],
            row["name"],
            row["group"],
            groups[row["group"]]["name"],
            groups[row["group"]]["position"],
            row["region"],
            row["owner"],
            tuple(heads.get(row["organisation"], ())),
        )
        for row in rows
    )


async def counted_owners() -> dict[int, str]:
    """By organisation, the slug of who is counted as its owner. Only rolls count all of a bloc as one voice: that is what an
    investigation decides, about votes; whoever else asks for an owner asks for what was declared."""
    return {id: top.slug for id, top in (await owners(of_rolls=True)).items()}


async def _heads() -> dict[int, list[str]]:
    moment, found = now(), {}
    rows = (
        await Mandate.select(Mandate.organisation, Mandate.participant.email)
        .where(Mandate.kind == HEAD, Mandate.since <= moment, Mandate.until.is_null() | (Mandate.until > moment))
        .order_by(Mandate.id)
    )
    for row in rows:
        found.setdefault(row["organisation"], []).append(row["participant.email"])
    return found
