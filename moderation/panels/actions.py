"""Moderators declare interests, before a draw asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, NotFound, demand
from forum.organisations.queries import organisation
from forum.record.actions import append
from forum.rules.permission import MODERATOR, Identity, holds
from moderation.panels.tables import Interest


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestView:
    id: int
    organisation: str
    path: str
    declared_at: datetime


async def declare(who: Identity, slug: str) -> None:
    """From now on this moderator sits on no case about the organisation or its owner's others. Raises NotAllowed, NotFound, Conflict."""
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
    async with atomic():
        row = (
            await Interest.objects()
            .where(Interest.id == id, Interest.participant == who.participant, Interest.ended_at.is_null())
            .first()
        )
        if not row:
            raise NotFound
        row.ended_at = now()
        await row.save()
        await append(
            "interest.ended",
            "/moderation/interests",
            "A moderator no longer has an interest that had been declared.",
            row,
            who=who,
        )


async def mine(who: Identity) -> tuple[InterestView, ...]:
    of = Interest.organisation
    rows = (
        await Interest.select(Interest.id, of.name.as_alias("name"), of.slug.as_alias("slug"), Interest.declared_at)
        .where(Interest.participant == who.participant, Interest.ended_at.is_null())
        .order_by(Interest.id)
    )
    return tuple(
        InterestView(
            id=row["id"], organisation=row["name"], path=f"/organisations/{row['slug']}", declared_at=row["declared_at"]
        )
        for row in rows
    )
