"""Who acts for an organisation, who holds an office, who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.database import one_or_not_found
from forum.mail.queries import Undelivered, last_undelivered
from forum.organisations.mandates import held
from forum.organisations.views import Seat
from forum.people.tables import Mandate, Office, Participant
from forum.rules.addresses import known_as
from forum.rules.folding import folded
from forum.rules.permission import HEAD
from forum.rules.roles import MANDATES

LIMIT = 50


@dataclass(frozen=True, slots=True)
class OfficeView:
    id: int
    participant: int
    name: str
    office: str
    group: str
    group_name: str
    position: int
    since: datetime


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person on a page. `does` are words such as "Delegate, Norland"."""

    id: int
    name: str
    email: str
    joined_at: datetime
    does: tuple[str, ...]
    undelivered: Undelivered | None  # the newest letter to this person, if it did not arrive


async def seats(organisation_id: int, *, names: bool = False) -> tuple[Seat, ...]:
    """Mandates in force or to come, heads first. With `names` every name stands there, for those who give mandates;
    otherwise it is as each person chose."""
    rows = await Mandate.select(
        Mandate.id,
        Mandate.participant.id,
        Mandate.participant.name,
        Mandate.kind,
        Mandate.since,
        Mandate.until,
        Mandate.named,
    ).where(Mandate.organisation == organisation_id, held(Mandate))
    views = [
        Seat(
            row["id"],
            row["participant.id"],
            row["kind"],
            row["participant.name"] if names or row["named"] else "",
            row["since"],
            row["until"],
            row["named"],
        )
        for row in rows
        if names or row["since"] <= now()
    ]
    return tuple(sorted(views, key=lambda each: (list(MANDATES).index(each.kind), each.since, each.id)))


async def own_seats(participant: int) -> dict[int, Seat]:
    """A person's own mandates, in force or to come, by id."""
    rows = await Mandate.select(Mandate.id, Mandate.kind, Mandate.since, Mandate.until, Mandate.named).where(
        Mandate.participant == participant, held(Mandate)
    )
    return {
        row["id"]: Seat(row["id"], participant, row["kind"], "", row["since"], row["until"], row["named"])
        for row in rows
    }


async def offices() -> tuple[OfficeView, ...]:
    """Lists the offices in force, the secretariat's first, then by office and group."""
    rows = await Office.select(
        Office.id,
        Office.participant.id,
        Office.participant.name,
        Office.office,
        Office.since,
        Office.group.key,
        Office.group.name,
        Office.group.position,
    ).where(held(Office))
    views = [
        OfficeView(
            id=row["id"],
            participant=row["participant.id"],
            name=row["participant.name"],
            office=row["office"],
            group=row["group.key"] or "",
            group_name=row["group.name"] or "",
            position=row["group.position"] or 0,
            since=row["since"],
        )
        for row in rows
    ]
    return tuple(sorted(views, key=lambda each: (each.office != "secretariat", each.office, each.position, each.id)))


async def led() -> set[int]:
    """Ids of organisations that have a head of delegation."""
    return set(
        await Mandate.select(Mandate.organisation).where(Mandate.kind == HEAD, held(Mandate)).output(as_list=True)
    )


async def by_email(email: str) -> int | None:
    spellings = list(known_as(email))
    row = await Participant.select(Participant.id).where(Participant.email.is_in(spellings)).first()
    return row["id"] if row else None


async def people(words: str = "") -> tuple[PersonView, ...]:
    """The first 50 by name whose name or e-mail holds these words. Compared here, in one read: what `folded` makes the
    same, neither database does."""
    known = await Participant.select(Participant.id, Participant.name, Participant.email, Participant.joined_at)
    wanted, spellings = folded(words), known_as(words)
    found = [
        row
        for row in known
        if wanted in folded(row["name"]) or any(each in row["email"] for each in (words.strip().lower(), *spellings))
    ]
    rows = sorted(found, key=lambda row: (folded(row["name"]), row["id"]))[:LIMIT]
    does = await _does([row["id"] for row in rows]) if rows else {}
    lost = await last_undelivered([row["email"] for row in rows])
    return tuple(
        PersonView(
            row["id"],
            row["name"],
            row["email"],
            row["joined_at"],
            tuple(does.get(row["id"], ())),
            lost.get(row["email"]),
        )
        for row in rows
    )


async def name_of(participant: int) -> str:
    """Raises NotFound."""
    row = await one_or_not_found(Participant.select(Participant.name).where(Participant.id == participant).first())
    return str(row["name"])


async def _does(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in (
        await Mandate.select(Mandate.participant, Mandate.kind, Mandate.organisation.name)
        .where(Mandate.participant.is_in(ids), held(Mandate))
        .order_by(Mandate.id)
    ):
        found.setdefault(row["participant"], []).append(f"{MANDATES[row['kind']].name}, {row['organisation.name']}")
    for row in (
        await Office.select(Office.participant, Office.office, Office.group.name)
        .where(Office.participant.is_in(ids), held(Office))
        .order_by(Office.id)
    ):
        found.setdefault(row["participant"], []).append(
            row["office"].capitalize() + (f", {row['group.name']}" if row["group.name"] else "")
        )
    return found
