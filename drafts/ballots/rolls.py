"""The roll: which organisations are entitled to vote, with group and owner, as they are at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drafts.ballots.rows import roll_of
from drafts.ballots.values import RollLine, RollRow
from forum.organisations.mandates import addresses
from forum.organisations.queries import groups as known_groups
from forum.organisations.queries import owners
from forum.organisations.tables import Accreditation


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitled:
    """An accredited organisation. `owner`: slug of the organisation at the top of the ownership. `heads`: e-mail
    addresses."""

    organisation: int
    slug: str
    name: str
    group: str
    group_name: str
    group_position: int
    region: str
    owner: str
    heads: tuple[str, ...]

    @property
    def line(self) -> RollLine:
        return RollLine(slug=self.slug, name=self.name, group=self.group, region=self.region, owner=self.owner)

    def as_json(self) -> dict[str, Any]:
        """Its line in the record of a ballot."""
        return self.line.as_json()


async def entitled(*, of_ballot: int | None = None) -> tuple[Entitled, ...]:
    """Lists who is entitled, by group and name. Every accredited organisation has one voice, whether or not it has a
    head of delegation now: otherwise who happens to hold a mandate would change what is needed. `of_ballot`: those on
    its roll, as it was."""
    groups, heads = {each.key: each for each in await known_groups()}, await addresses()
    lines = await (_accredited() if of_ballot is None else roll_of(of_ballot))
    found = tuple(
        Entitled(
            organisation=each.organisation,
            slug=each.slug,
            name=each.name,
            group=each.group,
            group_name=groups[each.group].name,
            group_position=groups[each.group].position,
            region=each.region,
            owner=each.owner,
            heads=heads.get(each.organisation, ()),
        )
        for each in lines
    )
    if of_ballot is not None:
        return found
    return tuple(sorted(found, key=lambda each: (each.group_position, each.name, each.slug)))


async def _accredited() -> tuple[RollRow, ...]:
    """The accredited organisations as they are now, each once."""
    of = Accreditation.organisation
    rows = await Accreditation.select(
        of.id.as_alias("organisation"),
        of.slug.as_alias("slug"),
        of.name.as_alias("name"),
        of.region.as_alias("region"),
        of.group.key.as_alias("group"),
    ).where(Accreditation.ended_at.is_null())
    counted = await counted_owners()
    once = {row["organisation"]: row for row in rows}
    return tuple(RollRow(**row, owner=counted[id]) for id, row in once.items())


async def counted_owners() -> dict[int, str]:
    """The slug of who is counted as its owner, by organisation. Only rolls count all of a bloc as one voice: that is
    what an investigation decides, about votes; whoever else asks for an owner asks for what was declared."""
    return {id: top.slug for id, top in (await owners(of_rolls=True)).items()}
