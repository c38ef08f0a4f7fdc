"""The ground of an attack: a clause of the demonstration's norm, people for an organisation, who holds which office."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.instruments import queries as instruments
from drafts.instruments.tables import Instrument
from drafts.instruments.views import ClauseView
from forum.database import one
from forum.organisations.mandates import held
from forum.people.actions import enter_person, give_mandate
from forum.people.tables import Mandate, Office
from forum.rules.permission import DELEGATE, HEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an attack. `cost` is the attacker's; `naive` says what a forum would have done that counts
    accounts, shows the newest first and hides what enough accounts report; `comity` says what happened; `held`: it
    failed."""

    attack: str
    cost: str
    naive: str
    comity: str
    held: bool


async def clause_of(number: int) -> ClauseView:
    """The clause of the norm with this number, counted from 0."""
    row = await one(Instrument.select(Instrument.slug).order_by(Instrument.id).first())
    instrument = await instruments.instrument(row["slug"])
    ids = [each.clause_id for each in (await instruments.edition(instrument.id)).entries if each.clause_id]
    return await instruments.clause_by_id(ids[number])


async def hired(slug: str, many: int, prefix: str) -> list[int]:
    """Enters new delegates of an organisation."""
    found = []
    for n in range(many):
        person = await enter_person(
            f"{prefix} {n + 1}", f"{prefix.lower().replace(' ', '-')}-{n + 1}@{slug}.example.org"
        )
        await give_mandate(None, person, slug, DELEGATE)
        found.append(person)
    return found


async def heads(group: str) -> list[int]:
    """Heads of delegation of a group's organisations."""
    return (
        await Mandate.select(Mandate.participant)
        .where(Mandate.organisation.group.key == group, Mandate.kind == HEAD, held(Mandate))
        .order_by(Mandate.id)
        .output(as_list=True)
    )


async def head_of(slug: str) -> int:
    heads = Mandate.select(Mandate.participant).where(Mandate.organisation.slug == slug, Mandate.kind == HEAD)
    return (await one(heads.where(held(Mandate)).first()))["participant"]


async def officers(office: str, group: str = "") -> list[int]:
    query = Office.select(Office.participant).where(Office.office == office, held(Office)).order_by(Office.id)
    return await (query.where(Office.group.key == group) if group else query).output(as_list=True)


def comment(clause: ClauseView, body: str, stance: str = "support") -> dict[str, str]:
    """The fields of the form to comment on a clause."""
    return {
        "stance": stance,
        "body": body,
        "wording": clause.wording_path,
        "start": "",
        "end": "",
        "parent": "",
        "resolution": "Take it out." if stance == "objection" else "",
    }


def share(part: int, whole: int) -> str:
    return f"{part} of {whole}"
