"""Who is too close to a case to decide it."""

from __future__ import annotations

from dataclasses import dataclass, field

from forum.organisations.mandates import held
from forum.organisations.tables import Organisation
from forum.people.tables import Mandate, Office
from forum.rules import ownership
from forum.rules.permission import MODERATOR
from moderation.cases.tables import Case, Opinion
from moderation.panels.tables import Interest, Seat
from moderation.rules.panels import BELOW, INTEREST, PARTY, Lot


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Whom a case concerns.

    `people` and `organisations` are ids of those whom it is about or who brought it, `apart` is the key of a group that
    has no seat, and `below` are the ids of cases that this one asks again about.
    """

    people: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    apart: str = ""
    below: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LotHolder:
    """Who holds the office of moderator: a lot in the draw, with the ids that rows need."""

    participant: int
    group: int
    lot: Lot = field(compare=False)


async def candidates(parties: Parties) -> tuple[LotHolder, ...]:
    """Every moderator in office, with the reason where somebody is excluded; nobody of a group that stands apart."""
    rows = (
        await Office.select(
            Office.participant,
            Office.participant.ref.as_alias("ref"),
            Office.group,
            Office.group.key.as_alias("group_key"),
        )
        .where(Office.office == MODERATOR, held(Office))
        .order_by(Office.id)
    )
    first = {
        row["participant"]: row for row in reversed(rows) if row["group_key"] and row["group_key"] != parties.apart
    }
    why = await excluded(parties, list(first))
    return tuple(
        LotHolder(id, row["group"], Lot(row["ref"], row["group_key"], why.get(id, "")))
        for id, row in sorted(first.items())
    )


async def excluded(parties: Parties, people: list[int]) -> dict[int, str]:
    """Why those who are too close to it may not decide, by participant."""
    near = await _near(parties)
    found = dict.fromkeys(await _sat(parties.below), BELOW)
    found |= dict.fromkeys(await _interested(near, people), INTEREST)
    found |= dict.fromkeys(await _speaking(near, people), PARTY)
    return found | dict.fromkeys(parties.people, PARTY)


async def close_to(organisation: int, people: list[int]) -> dict[int, str]:
    """Answers which of these people may decide nothing about an organisation, and why."""
    return await excluded(Parties(organisations=frozenset({organisation})), people)


async def _near(parties: Parties) -> list[int]:
    """The organisations, those of the same owners, and all of the group that stands apart."""
    rows = await Organisation.select(
        Organisation.id, Organisation.slug, Organisation.parent, Organisation.group.key.as_alias("group_key")
    )
    tops = ownership.owners({row["id"]: row["parent"] for row in rows})
    near = {tops[each] for each in parties.organisations}
    return [
        row["id"] for row in rows if tops[row["id"]] in near or (parties.apart and row["group_key"] == parties.apart)
    ] or [0]


async def _speaking(near: list[int], people: list[int]) -> list[int]:
    return (
        await Mandate.select(Mandate.participant)
        .where(
            Mandate.organisation.is_in(near),
            Mandate.participant.is_in(people or [0]),
            held(Mandate),
        )
        .output(as_list=True)
    )


async def _interested(near: list[int], people: list[int]) -> list[int]:
    return (
        await Interest.select(Interest.participant)
        .where(
            Interest.organisation.is_in(near), Interest.participant.is_in(people or [0]), Interest.ended_at.is_null()
        )
        .output(as_list=True)
    )


async def _sat(cases: tuple[int, ...]) -> set[int]:
    if not cases:
        return set()
    return {
        *await Seat.select(Seat.participant).where(Seat.panel.case.is_in(list(cases))).output(as_list=True),
        *await Opinion.select(Opinion.participant).where(Opinion.case.is_in(list(cases))).output(as_list=True),
    }


async def chain(case: Case | int | None) -> tuple[int, ...]:
    """The ids of a case and of all below it."""
    found: list[int] = []
    id = case.id if isinstance(case, Case) else case
    while id is not None and id not in found:
        found.append(id)
        row = await Case.select(Case.below).where(Case.id == id).first()
        id = row["below"] if row else None
    return tuple(found)
