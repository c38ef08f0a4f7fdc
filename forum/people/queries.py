"""Who somebody is, and what they may do now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.columns import Column, ForeignKey

from forum.clock import now
from forum.engines.prepared import Prepared
from forum.organisations.mandates import held
from forum.organisations.tables import Accreditation
from forum.people.tables import LoginSession, Mandate, Office, Participant
from forum.rules import permission
from forum.rules.permission import Identity, Speaking


@dataclass(frozen=True, slots=True)
class Recognised:
    identity: Identity
    session: int
    csrf: str
    seen_at: datetime


def fingerprint(token: str) -> str:
    """How a secret token is stored: tokens are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


_SESSION = Prepared(
    lambda token_hash: LoginSession.select(
        LoginSession.id,
        LoginSession.csrf,
        LoginSession.expires_at,
        LoginSession.mandate,
        LoginSession.seen_at,
        *_person(LoginSession.participant),
    ).where(LoginSession.token_hash == token_hash)
)
_PERSON = Prepared(lambda participant: Participant.select(*_person(Participant)).where(Participant.id == participant))
_MANDATES = Prepared(
    lambda participant, moment: (
        Mandate.select(
            Mandate.id,
            Mandate.kind,
            Mandate.organisation.id,
            Mandate.organisation.slug,
            Mandate.organisation.name,
            Mandate.organisation.group.id,
            Mandate.organisation.group.key,
            Mandate.organisation.group.name,
            Mandate.organisation.group.position,
        )
        .where(Mandate.participant == participant, held(Mandate, moment))
        .order_by(Mandate.id)
    )
)
_ACCREDITED = Prepared(
    lambda participant: Accreditation.raw(
        "SELECT organisation FROM accreditation WHERE ended_at IS NULL "
        "AND organisation IN (SELECT organisation FROM mandate WHERE participant = {})",
        participant,
    )
)
_OFFICES = Prepared(
    lambda participant, moment: (
        Office.select(Office.office, Office.group.id, Office.group.key, Office.group.name)
        .where(Office.participant == participant, held(Office, moment))
        .order_by(Office.id)
    )
)


def _person(of: type[Participant] | ForeignKey) -> tuple[Column, ...]:
    return of.id.as_alias("participant"), of.ref.as_alias("ref"), of.name.as_alias("name")


async def recognise(token: str) -> Recognised | None:
    """The person behind a session cookie, if the session is still open."""
    rows = await _SESSION(fingerprint(token))
    if not rows or rows[0]["expires_at"] <= now():
        return None
    row = rows[0]
    return Recognised(await _identity(row, row["mandate"]), row["id"], row["csrf"], row["seen_at"])


async def identity_of(participant: int, mandate: int | None = None) -> Identity:
    """Who somebody is, with what is in force now. `mandate` says which one speaks; without it, the first does."""
    return await _identity((await _PERSON(participant))[0], mandate)


async def _identity(person: Mapping[str, Any], mandate: int | None) -> Identity:
    moment = now()
    held = await _mandates(person["participant"], moment)
    speaking = next((each for each in held if each.mandate == mandate), held[0] if held else None)
    return Identity(
        person["participant"],
        person["ref"],
        person["name"],
        held,
        speaking,
        await _offices(person["participant"], moment),
    )


async def is_demonstration() -> bool:
    return await Participant.exists().where(Participant.demonstrates != "")


async def demonstrators() -> tuple[tuple[str, str], ...]:
    """Name and role of each person in whose place a visitor may act; none but in the demonstration."""
    rows = (
        await Participant.select(Participant.name, Participant.demonstrates)
        .where(Participant.demonstrates != "")
        .order_by(Participant.id)
    )
    return tuple((row["name"], row["demonstrates"]) for row in rows)


async def _mandates(participant: int, moment: datetime) -> tuple[Speaking, ...]:
    rows = await _MANDATES(participant, moment)
    accredited = {row["organisation"] for row in await _ACCREDITED(participant)} if rows else set()
    return tuple(
        Speaking(
            mandate=row["id"],
            kind=row["kind"],
            organisation=row["organisation.id"],
            organisation_slug=row["organisation.slug"],
            organisation_name=row["organisation.name"],
            group=row["organisation.group.key"],
            group_id=row["organisation.group.id"],
            group_name=row["organisation.group.name"],
            group_position=row["organisation.group.position"],
            accredited=row["organisation.id"] in accredited,
        )
        for row in rows
    )


async def _offices(participant: int, moment: datetime) -> tuple[permission.Office, ...]:
    return tuple(
        permission.Office(row["office"], row["group.key"] or "", row["group.id"], row["group.name"] or "")
        for row in await _OFFICES(participant, moment)
    )


async def secretariat_addresses() -> tuple[str, ...]:
    return await addresses_of(permission.SECRETARIAT)


async def addresses_of(office: str) -> tuple[str, ...]:
    """E-mail addresses of those who hold the office now."""
    rows = await Office.select(Office.participant.email.as_alias("email")).where(Office.office == office, held(Office))
    return tuple(dict.fromkeys(row["email"] for row in rows))
