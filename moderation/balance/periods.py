"""The end of comment periods, kept by the forum's clock: where something is missing, one is extended once, and the
silent are asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from drafts.amendments.tables import Amendment
from drafts.ballots.rolls import Entitled, entitled
from drafts.rules.lifecycle import TABLED
from forum.clock import now
from forum.database import atomic
from forum.mail.actions import write
from forum.record.actions import append
from forum.settings import Settings
from moderation.balance import letters
from moderation.balance.floors import AmendmentFloors, standing
from moderation.balance.tables import Floor, PeriodEnd
from moderation.rules.gates import HEARD


async def end_periods(settings: Settings) -> None:
    """Looks at every period that has run out and was not looked at yet."""
    for amendment in await _due():
        async with atomic():
            if not await PeriodEnd.exists().where(PeriodEnd.amendment == amendment):
                await _end(amendment, settings.origin)


async def _due() -> list[int]:
    instruments = (
        await Floor.select(Floor.instrument).where(Floor.days > 0).group_by(Floor.instrument).output(as_list=True)
    )
    if not instruments:
        return []
    return (
        await Amendment.select(Amendment.id)
        .where(
            Amendment.instrument.is_in(instruments),
            Amendment.fate == TABLED,
            Amendment.id.not_in(PeriodEnd.select(PeriodEnd.amendment)),
        )
        .order_by(Amendment.id)
        .output(as_list=True)
    )


async def _end(amendment: int, origin: str) -> None:
    found = await standing(amendment)
    if not found or not found.floors.days or not found.over:
        return
    until = now() + timedelta(days=found.floors.days) if found.missing else None
    row = PeriodEnd(amendment=amendment, ended_at=now(), until=until)
    await row.save()
    if until:
        await _invite(found, until, origin)
    says = f"The comment period on amendment {amendment} ended. " + (
        f"It is extended once, until {until:%-d %B %Y}: {' '.join(each.sentence for each in found.missing)}"
        if until
        else "Every floor is met."
    )
    await append("comments.extended" if until else "comments.ended", f"/amendments/{amendment}", says, row)


async def _invite(found: AmendmentFloors, until: datetime, origin: str) -> None:
    """Writes one letter to each head of delegation whose organisations, of a silent group, were not heard."""
    silent = {each.group for each in found.missing if each.kind == HEARD}
    heard = {each.organisation for each in found.measured.voices if each.heard}
    addresses: dict[str, list[str]] = {}
    for each in await entitled():
        if _to_invite(each, silent, heard):
            for head in each.heads:
                addresses.setdefault(head, []).append(each.name)
    for address, names in addresses.items():
        link = f"{origin}/amendments/{found.amendment}"
        await write(address, *letters.extended(names, found.amendment, until, link))


def _to_invite(each: Entitled, silent: set[str], heard: set[str]) -> bool:
    return each.group in silent and each.slug not in heard


TICKS = (end_periods,)
