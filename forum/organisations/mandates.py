"""Mandates and offices in force, and a delegation's addresses.

They are rows of people; they are asked here, one room lower, because an organisation writes to its own delegation.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from piccolo.columns.combination import And

from forum.clock import now
from forum.people.tables import Mandate, Office
from forum.rules.permission import HEAD


def held(term: type[Mandate] | type[Office], moment: datetime | None = None) -> And:
    """The condition that a mandate or an office has begun and has not ended, now or at another moment."""
    at = moment or now()
    return (term.since <= at) & (term.until.is_null() | (term.until > at))


async def officers(office: str) -> frozenset[tuple[int, int | None]]:
    """(participant, id of the group) of those who hold the office now: what somebody decides together with others
    counts while the pair is here."""
    rows = await Office.select(Office.participant, Office.group).where(Office.office == office, held(Office))
    return frozenset((row["participant"], row["group"]) for row in rows)


async def speaking(people: Collection[int], organisations: Collection[int]) -> frozenset[int]:
    """Answers which of these people hold a mandate of one of these organisations now."""
    if not people or not organisations:
        return frozenset()
    query = Mandate.select(Mandate.participant).where(
        Mandate.participant.is_in(list(people)), Mandate.organisation.is_in(list(organisations)), held(Mandate)
    )
    return frozenset(await query.output(as_list=True))


async def addresses(organisation: int | None = None, kind: str = HEAD) -> dict[int, tuple[str, ...]]:
    """The e-mail addresses of those who hold a mandate of this kind, by organisation; of one organisation, or
    of all."""
    found: dict[int, list[str]] = {}
    query = Mandate.select(Mandate.organisation, Mandate.participant.email).where(Mandate.kind == kind, held(Mandate))
    query = query if organisation is None else query.where(Mandate.organisation == organisation)
    for row in await query.order_by(Mandate.id):
        found.setdefault(row["organisation"], []).append(row["participant.email"])
    return {each: tuple(emails) for each, emails in found.items()}
