"""The first start: a link for whoever runs the forum, so that no password is ever a default one."""

from __future__ import annotations

import secrets

from forum.clock import now
from forum.database import atomic
from forum.people.invitations import FOR_A_KEY, secretariat_is_held
from forum.people.queries import fingerprint, is_demonstration
from forum.people.tables import Invitation
from forum.rules.permission import SECRETARIAT


async def first_link(origin: str) -> str | None:
    """Makes a new one-time link at each start until somebody holds the office; earlier ones stop working. There is
    none on a demonstration."""
    async with atomic():
        if await is_demonstration() or await secretariat_is_held():
            return None
        token, moment = secrets.token_urlsafe(32), now()
        await Invitation.update({Invitation.expires_at: moment}).where(
            Invitation.office == SECRETARIAT, Invitation.invited_by.is_null(), Invitation.accepted_at.is_null()
        )
        await Invitation(
            token_hash=fingerprint(token),
            email="",
            office=SECRETARIAT,
            invited_at=moment,
            expires_at=moment + FOR_A_KEY,
        ).save()
    return f"{origin.rstrip('/')}/invitations/{token}"
