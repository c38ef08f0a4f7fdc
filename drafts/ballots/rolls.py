"""The roll: which organisations are entitled to vote, with group and owner, as they are at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafts.ballots.tables import RollEntry
from forum.clock import now
from forum.organisations.blocs import in_force
from forum.organisations.tables import Accreditation, Organisation, StakeholderGroup
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
    owners, heads = await counted_owners(), await _heads()
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
            owners[id],
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
    """By organisation, the slug of who is counted as its owner: at the top of the ownership, or for all of a bloc the owner of
    its first member."""
    rows = await Organisation.select(Organisation.id, Organisation.slug, Organisation.parent)
    by_id, blocs = {row["id"]: row for row in rows}, await in_force()
    return {id: top(by_id, blocs.get(id, (id,))[0])["slug"] for id in by_id}


def top(by_id: Mapping[int, Mapping[str, Any]], id: int) -> Mapping[str, Any]:
    """Follows `parent` upward; in a circle, which should not be, the one with the lowest id is the owner of all."""
    seen: list[int] = []
    while (parent := by_id[id]["parent"]) is not None and id not in seen:
        seen.append(id)
        id = parent
    return by_id[min(seen[seen.index(id) :])] if id in seen else by_id[id]


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
