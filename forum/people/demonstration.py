"""Whom a visitor of the demonstration can be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forum.database import reading
from forum.organisations.mandates import held
from forum.people.tables import Mandate, Office, Participant
from forum.rules.roles import ROLES, Role

OTHERS = Role(key="", name="Other", plural="Others", says="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person of the demonstration. `role` is "" for somebody without a mandate or office; `position` is 0 where there
    is no group."""

    id: int
    name: str
    says: str
    role: str = ""
    organisation: str = ""
    group: str = ""
    group_name: str = ""
    position: int = 0


async def everybody() -> tuple[tuple[str, tuple[Someone, ...]], ...]:
    """Lists those with a button, under the heading of their role, in the order of groups."""
    async with reading():
        people = (
            await Participant.select(Participant.id, Participant.name, Participant.demonstrates)
            .where(Participant.demonstrates != "")
            .order_by(Participant.id)
        )
        ids = [person["id"] for person in people]
        roles = {**await _offices(ids), **await _mandates(ids)} if ids else {}
    shown = sorted(
        (
            Someone(id=each["id"], name=each["name"], says=each["demonstrates"], **roles.get(each["id"], {}))
            for each in people
        ),
        key=_order,
    )
    return tuple(
        (ROLES.get(role, OTHERS).plural, tuple(those)) for role, those in groupby(shown, key=lambda each: each.role)
    )


def _order(someone: Someone) -> tuple:
    return [*ROLES, ""].index(someone.role), someone.position, someone.organisation.casefold(), someone.id


async def _mandates(ids: list[int]) -> dict[int, dict[str, Any]]:
    of = Mandate.organisation
    rows = (
        await Mandate.select(Mandate.participant, Mandate.kind, of.name, of.group.key, of.group.name, of.group.position)
        .where(Mandate.participant.is_in(ids), held(Mandate))
        .order_by(Mandate.id, ascending=False)
    )
    return {
        row["participant"]: {
            "role": row["kind"],
            "organisation": row["organisation.name"],
            "group": row["organisation.group.key"],
            "group_name": row["organisation.group.name"],
            "position": row["organisation.group.position"],
        }
        for row in rows
    }


async def _offices(ids: list[int]) -> dict[int, dict[str, Any]]:
    rows = (
        await Office.select(
            Office.participant, Office.office, Office.group.key, Office.group.name, Office.group.position
        )
        .where(Office.participant.is_in(ids), held(Office))
        .order_by(Office.id, ascending=False)
    )
    return {
        row["participant"]: {
            "role": row["office"],
            "group": row["group.key"] or "",
            "group_name": row["group.name"] or "",
            "position": row["group.position"] or 0,
        }
        for row in rows
    }
