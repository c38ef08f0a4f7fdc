"""Reads of trustees: who was named, who has set a passphrase, who would hold a share now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drafts.rules.sealing import holders_of, may_divide
from drafts.sealing.tables import Trustee, TrusteeKey
from drafts.sealing.views import Standing, TrusteeView
from forum.organisations.mandates import held
from forum.organisations.queries import owners
from forum.organisations.tables import Accreditation, Organisation
from forum.organisations.views import GroupView, Top
from forum.people.tables import Mandate
from forum.rules.roles import MANDATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """Who may be named: a mandate in force of an accredited organisation."""

    mandate: int
    participant: int
    name: str
    kind: str  # in words
    organisation: int
    organisation_name: str
    group: str  # name
    owner: str  # slug


async def standing(*, names: bool = False) -> Standing:
    """Reads who the trustees are and who would hold a share now. `names` asks for all names, for the secretariat;
    otherwise each person is named as they chose."""
    trustees = await _trustees(names)
    ready = {each.holder: each for each in trustees if each.key and each.mandated}
    holders = holders_of(ready)
    return Standing(trustees=trustees, holders=tuple(ready[each] for each in holders), verdict=may_divide(holders))


async def _trustees(names: bool) -> tuple[TrusteeView, ...]:
    of, who = Trustee.organisation, Trustee.participant
    rows = (
        await Trustee.select(
            Trustee.id,
            Trustee.since,
            who.id,
            who.name,
            of.id,
            of.slug,
            of.name,
            of.group.id,
            of.group.key,
            of.group.name,
            of.group.position,
        )
        .where(Trustee.until.is_null())
        .order_by(Trustee.id)
    )
    if not rows:
        return ()
    people = {row["participant.id"] for row in rows}
    seats = {(each["participant"], each["organisation"]): each["named"] for each in await _mandates(people)}
    tops, keys = await owners(), await _keys()
    return tuple(_view(row, names, seats, tops, keys.get(row["id"], {})) for row in rows)


def _view(
    row: Mapping[str, Any],
    names: bool,
    seats: Mapping[tuple[int, int], bool],
    tops: Mapping[int, Top],
    key: Mapping[str, Any],
) -> TrusteeView:
    seat = (row["participant.id"], row["organisation.id"])
    return TrusteeView(
        id=row["id"],
        participant=row["participant.id"],
        name=row["participant.name"] if names or seats.get(seat) else "",
        organisation=row["organisation.name"],
        organisation_path=f"/organisations/{row['organisation.slug']}",
        group=GroupView(*(row[f"organisation.group.{column}"] for column in ("id", "key", "name", "position"))),
        owner=tops[row["organisation.id"]].slug,
        since=row["since"],
        mandated=seat in seats,
        key=key.get("id"),
        public_key=key.get("public_key", ""),
        keyed_at=key.get("set_at"),
    )


async def _keys() -> dict[int, dict[str, Any]]:
    """Answers the latest key of each trustee."""
    return {row["trustee"]: row for row in await TrusteeKey.select().order_by(TrusteeKey.id)}


async def _mandates(people: Iterable[int] | None = None) -> list[dict[str, Any]]:
    """Mandates that are in force, of accredited organisations."""
    accredited = (
        await Accreditation.select(Accreditation.organisation)
        .where(Accreditation.ended_at.is_null())
        .output(as_list=True)
    )
    query = Mandate.select(
        Mandate.id,
        Mandate.participant,
        Mandate.participant.name.as_alias("name"),
        Mandate.organisation,
        Mandate.kind,
        Mandate.named,
    ).where(held(Mandate))
    rows = await (query if people is None else query.where(Mandate.participant.is_in([*people])))
    return [row for row in rows if row["organisation"] in accredited]


async def publicly_named(people: Iterable[int]) -> set[tuple[int, int]]:
    """(participant, organisation) of those who want to stand on that organisation's page by name."""
    wanted = [*people]
    return (
        {(row["participant"], row["organisation"]) for row in await _mandates(wanted) if row["named"]}
        if wanted
        else set()
    )


async def nominees() -> tuple[Nominee, ...]:
    """Everybody who may be named now, by organisation and name."""
    taken = await Trustee.select(Trustee.participant).where(Trustee.until.is_null()).output(as_list=True)
    rows = [row for row in await _mandates() if row["participant"] not in taken]
    of = Organisation.select(Organisation.id, Organisation.name, Organisation.group.name.as_alias("group"))
    known, tops = {row["id"]: row for row in await of}, await owners()
    found = (
        Nominee(
            mandate=row["id"],
            participant=row["participant"],
            name=row["name"],
            kind=MANDATES[row["kind"]].name,
            organisation=row["organisation"],
            organisation_name=known[row["organisation"]]["name"],
            group=known[row["organisation"]]["group"],
            owner=tops[row["organisation"]].slug,
        )
        for row in rows
    )
    return tuple(
        sorted(found, key=lambda each: (each.organisation_name.casefold(), each.name.casefold(), each.mandate))
    )
