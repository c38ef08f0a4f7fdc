"""Moderators declare interests before any draw, and end them."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic, one_or_not_found
from forum.errors import Conflict, demand
from forum.organisations.queries import organisation
from forum.record.actions import append
from forum.rules.permission import MODERATOR, Identity, holds
from moderation.panels.tables import Interest


async def declare(who: Identity, slug: str) -> None:
    """Declares an interest: from now on this moderator sits on no case about the organisation or others of its owner.
    Raises NotAllowed, NotFound, Conflict."""
    async with atomic():
        demand(holds(who, MODERATOR))
        about = await organisation(slug)
        if await Interest.exists().where(
            Interest.participant == who.participant, Interest.organisation == about.id, Interest.ended_at.is_null()
        ):
            raise Conflict("You have declared this interest.")
        row = Interest(participant=who.participant, organisation=about.id, declared_at=now())
        await row.save()
        await append(
            "interest.declared",
            about.path,
            f"A moderator declared an interest in {about.name}.",
            row,
            who=who,
            detail={"organisation": slug},
        )


async def end(who: Identity, id: int) -> None:
    """Raises NotFound for an interest that this moderator does not have."""
    async with atomic():
        mine = Interest.objects().where(Interest.id == id, Interest.participant == who.participant)
        row = await one_or_not_found(mine.where(Interest.ended_at.is_null()).first())
        row.ended_at = now()
        await row.save()
        await append(
            "interest.ended",
            "/moderation/interests",
            "A moderator no longer has an interest that had been declared.",
            row,
            who=who,
        )
