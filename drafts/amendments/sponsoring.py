"""Support: of an organisation, for one wording. New words ask for it again."""
from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.fates import demand, loaded
from drafts.amendments.tables import Amendment, Sponsor, Wording
from drafts.rules import lifecycle, permission
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Unlawful
from forum.record.actions import append
from forum.rules.permission import Identity


async def sponsor(who: Identity, amendment_id: int) -> None:
    """Supports the words as they are now; renews support for older ones. Raises NotAllowed, Unlawful or Conflict."""
    async with atomic():
        amendment = await loaded(amendment_id)
        demand(permission.may_support(who, amendment.organisation))
        demand(lifecycle.may_be_supported(amendment.fate), Unlawful)
        wording = await newest(amendment_id)
        rows = await _support(who.participant, who.speaking.organisation, amendment_id, wording)
        if not rows:
            raise Conflict(f"{who.speaking.organisation_name} supports it already.")
        await _record(who, amendment, rows, "supports")


async def withdraw_support(who: Identity, amendment_id: int) -> None:
    async with atomic():
        amendment = await loaded(amendment_id)
        demand(permission.may_support(who, amendment.organisation))
        demand(lifecycle.may_be_supported(amendment.fate), Unlawful)
        rows = await _end(amendment_id, who.speaking.organisation)
        if not rows:
            raise Conflict(f"{who.speaking.organisation_name} does not support it at present.")
        await _record(who, amendment, rows, "no longer supports")


async def _record(who: Identity, amendment: Amendment, rows: tuple[Table, ...], verb: str) -> None:
    if amendment.fate not in lifecycle.UNTABLED:
        kind = "amendment.sponsored" if verb == "supports" else "amendment.unsponsored"
        await append(kind, f"/amendments/{amendment.id}", f"{who.speaking.organisation_name} {verb} amendment {amendment.id}.", *rows, who=who,
                     detail={"organisation": who.speaking.organisation_slug})


async def newest(amendment_id: int) -> Wording:
    return await Wording.objects().where(Wording.amendment == amendment_id).order_by(Wording.number, ascending=False).first()


async def renew_own(who: Identity | None, amendment: Amendment, wording: Wording) -> tuple[Table, ...]:
    """Whoever proposes words supports them."""
    return await _support(who.participant if who else amendment.drafted_by, amendment.organisation, amendment.id, wording)


async def _support(participant: int, organisation: int, amendment_id: int, wording: Wording) -> tuple[Table, ...]:
    """The rows that changed: the support that ended and the new one; none if it stands already."""
    held = await Sponsor.objects().where(Sponsor.amendment == amendment_id, Sponsor.organisation == organisation, Sponsor.until.is_null()).first()
    if held and held.wording == wording.id:
        return ()
    ended = await _end(amendment_id, organisation)
    row = Sponsor(amendment=amendment_id, organisation=organisation, participant=participant, wording=wording.id, since=now())
    await row.save()
    return *ended, row


async def _end(amendment_id: int, organisation: int) -> tuple[Table, ...]:
    held = await Sponsor.objects().where(Sponsor.amendment == amendment_id, Sponsor.organisation == organisation, Sponsor.until.is_null()).first()
    if not held:
        return ()
    held.until = now()
    await held.save([Sponsor.until])
    return (held,)


async def end_support(amendment_id: int, *, but: int) -> None:
    """Of all organisations but one. Only for drafts, whose support stands in no record."""
    await Sponsor.update({Sponsor.until: now()}).where(Sponsor.amendment == amendment_id, Sponsor.organisation != but, Sponsor.until.is_null())
