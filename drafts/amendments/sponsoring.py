"""Support: of an organisation, for one wording. New words ask for it again."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.loading import newest, seen
from drafts.amendments.private import append_fitting
from drafts.amendments.tables import Amendment, Sponsor, Wording
from drafts.rules import lifecycle, permission
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Unlawful, demand
from forum.rules.permission import Identity


async def sponsor(who: Identity, amendment_id: int, number: int | None = None) -> None:
    """Supports the words as they are now, in place of older ones. `number`: the wording that the person read. Raises
    NotAllowed, Unlawful, or Conflict if there are newer words or the support stands already."""
    async with atomic():
        amendment = await _open(who, amendment_id)
        wording = await newest(amendment_id)
        if number not in (None, wording.number):
            raise Conflict(
                f"The words have changed since you read them: wording {wording.number} took the place of wording "
                f"{number}. Read it first."
            )
        rows = await support(who.participant, who.mandate.organisation, amendment_id, wording)
        if not rows:
            raise Conflict(f"{who.mandate.organisation_name} supports it already.")
        await append_fitting(
            "amendment.sponsored",
            amendment,
            f"{who.mandate.organisation_name} supports amendment {amendment_id}.",
            *rows,
            who=who,
        )


async def withdraw_support(who: Identity, amendment_id: int) -> None:
    async with atomic():
        amendment = await _open(who, amendment_id)
        rows = await _end(amendment_id, who.mandate.organisation)
        if not rows:
            raise Conflict(f"{who.mandate.organisation_name} does not support it at present.")
        await append_fitting(
            "amendment.unsponsored",
            amendment,
            f"{who.mandate.organisation_name} no longer supports amendment {amendment_id}.",
            *rows,
            who=who,
        )


async def _open(who: Identity, amendment_id: int) -> Amendment:
    amendment = await seen(who, amendment_id)
    demand(permission.may_support(who, amendment.organisation))
    demand(lifecycle.may_be_supported(amendment.fate), Unlawful)
    return amendment


async def support(participant: int, organisation: int, amendment_id: int, wording: Wording) -> tuple[Table, ...]:
    """Answers the rows that changed: the support that ended and the new one; none if it stands already."""
    held = await _held(amendment_id, organisation)
    if held and held.wording == wording.id:
        return ()
    ended = await _end(amendment_id, organisation)
    row = Sponsor(
        amendment=amendment_id, organisation=organisation, participant=participant, wording=wording.id, since=now()
    )
    await row.save()
    return *ended, row


async def _held(amendment_id: int, organisation: int) -> Sponsor | None:
    return (
        await Sponsor.objects()
        .where(Sponsor.amendment == amendment_id, Sponsor.organisation == organisation, Sponsor.until.is_null())
        .first()
    )


async def _end(amendment_id: int, organisation: int) -> tuple[Table, ...]:
    held = await _held(amendment_id, organisation)
    if not held:
        return ()
    held.until = now()
    await held.save([Sponsor.until])
    return (held,)
