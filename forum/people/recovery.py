"""A forgotten password: the secretariat sends a link to the address that it knows, and never sees the password."""

from __future__ import annotations

from forum.database import one_or_not_found
from forum.people.invitations import invite
from forum.people.letters import From
from forum.people.tables import Participant
from forum.rules.permission import Identity


async def send_new_password(who: Identity, letter: From, participant: int) -> None:
    """Raises NotFound, NotAllowed."""
    person = await one_or_not_found(
        Participant.select(Participant.name, Participant.email).where(Participant.id == participant).first()
    )
    await invite(who, letter, name=person["name"], email=person["email"])
