"""Signing in. The same answer, after the same time, for an e-mail that nobody has and for a wrong password."""

from __future__ import annotations

from forum.database import atomic, reading
from forum.errors import Invalid, NotFound
from forum.people import pace, throttle
from forum.people.actions import keep_password
from forum.people.passwords import fits, hashed, outdated
from forum.people.sessions import keep_newest, open_session
from forum.people.tables import Participant
from forum.rules.addresses import known_as

DEMONSTRATING = 200  # open sessions of each person of the demonstration: anybody opens them, by one button
WRONG = "The e-mail address and the password do not belong together."


async def sign_in(email: str, password: str, *, network: str, agent: str, instead_of: str = "") -> str:
    """Returns the new session's token. Raises Invalid, TooOften. Call it outside a transaction: it hashes in
    between."""
    made = await throttle.attempt(email, network)
    person = await _person(email)
    if not await fits(person["password"], password):
        raise Invalid({"": WRONG})
    newer = await hashed(password) if outdated(person["password"]) else ""
    async with atomic():
        if not await _still(person):  # it was changed while this one was being checked
            raise Invalid({"": WRONG})
        if newer:
            says = "A password is kept in a stronger form from here on."
            await keep_password(person["id"], newer, "password.strengthened", says)
        await throttle.forgive(email, network, made)
        await pace.tidy()
        return await open_session(person["id"], agent, instead_of=instead_of)


async def _person(email: str) -> dict:
    async with reading():
        row = (
            await Participant.select(Participant.id, Participant.password, exclude_secrets=False)
            .where(Participant.email.is_in(list(known_as(email))))
            .order_by(Participant.id)
            .first()
        )
    return row or {"id": 0, "password": ""}


async def _still(person: dict) -> bool:
    return await Participant.exists().where(Participant.id == person["id"], Participant.password == person["password"])


async def step_into(participant: int, *, agent: str, instead_of: str = "") -> str:
    """Signs in by the demonstration's button. Raises NotFound for everybody who is not there to be tried out."""
    async with atomic():
        if not await Participant.exists().where(Participant.id == participant, Participant.demonstrates != ""):
            raise NotFound
        await keep_newest(participant, DEMONSTRATING - 1)
        return await open_session(participant, agent, instead_of=instead_of)
