"""Who somebody is, and what they may do now."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.organisations.tables import Accreditation
from forum.people.tables import LoginSession, Mandate, Office, Participant
from forum.rules import permission
from forum.rules.permission import Identity, Speaking


@dataclass(frozen=True, slots=True)
class Recognised:
    identity: Identity
    session: int
    csrf: str


def fingerprint(token: str) -> str:
    """How a secret token is stored: tokens are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


async def recognise(token: str) -> Recognised | None:
    """The person behind a session cookie, if the session is still open."""
    row = await LoginSession.select(
        LoginSession.id, LoginSession.csrf, LoginSession.expires_at, LoginSession.mandate, LoginSession.participant
    ).where(LoginSession.token_hash == fingerprint(token)).first()
    if not row or row["expires_at"] <= now():
        return None
    identity = await identity_of(row["participant"], row["mandate"])
    return Recognised(identity, row["id"], row["csrf"])


async def identity_of(participant: int, mandate: int | None = None) -> Identity:
    """With what is in force now. `mandate` says which one speaks; without it, the first."""
    moment = now()
    person = await Participant.select(Participant.id, Participant.ref, Participant.name).where(Participant.id == participant).first()
    held = await _mandates(participant, moment)
    speaking = next((each for each in held if each.mandate == mandate), held[0] if held else None)
    return Identity(person["id"], person["ref"], person["name"], held, speaking, await _offices(participant, moment))


async def is_demonstration() -> bool:
    return await Participant.exists().where(Participant.demonstrates != "")


async def _mandates(participant: int, moment: datetime) -> tuple[Speaking, ...]:
    rows = await Mandate.select(
        Mandate.id, Mandate.kind, Mandate.organisation.id, Mandate.organisation.slug, Mandate.organisation.name,
        Mandate.organisation.group.id, Mandate.organisation.group.key, Mandate.organisation.group.name, Mandate.organisation.group.position,
    ).where(Mandate.participant == participant, Mandate.since <= moment, _open(Mandate.until, moment)).order_by(Mandate.id)
    accredited = await _accredited([row["organisation.id"] for row in rows])
    return tuple(
        Speaking(row["id"], row["kind"], row["organisation.id"], row["organisation.slug"], row["organisation.name"], row["organisation.group.key"],
                 row["organisation.group.id"], row["organisation.group.name"], row["organisation.group.position"], row["organisation.id"] in accredited)
        for row in rows)


async def _accredited(organisations: list[int]) -> set[int]:
    if not organisations:
        return set()
    return set(await Accreditation.select(Accreditation.organisation).where(
        Accreditation.organisation.is_in(organisations), Accreditation.ended_at.is_null()).output(as_list=True))


async def _offices(participant: int, moment: datetime) -> tuple[permission.Office, ...]:
    rows = await Office.select(Office.office, Office.group.id, Office.group.key, Office.group.name).where(
        Office.participant == participant, Office.since <= moment, _open(Office.until, moment)).order_by(Office.id)
    return tuple(permission.Office(row["office"], row["group.key"] or "", row["group.id"], row["group.name"] or "") for row in rows)


def _open(until, moment: datetime):
    return until.is_null() | (until > moment)
