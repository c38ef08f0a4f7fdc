"""Sets floors, passes without comment, and waives a floor."""

from __future__ import annotations

from fractions import Fraction

from piccolo.table import Table

from drafts.amendments.loading import seen
from drafts.amendments.tables import Amendment
from drafts.instruments.queries import instrument as instrument_of
from drafts.rules.lifecycle import TABLED, UNTABLED, said
from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.organisations.queries import group as group_of
from forum.record.actions import append
from forum.rules.permission import MODERATOR, SECRETARIAT, Identity, holds, speaks_as_delegate
from forum.rules.verdict import require
from moderation.balance.floors import AmendmentFloors, standing, versions
from moderation.balance.tables import Floor, Pass, Waiver, Waiving
from moderation.panels.parties import close_to
from moderation.rules import gates, waivers


async def set_floors(
    who: Identity, slug: str, heard: Fraction | None, words: Fraction | None, days: int, reasons: str
) -> int:
    """Sets them, and answers the number of the new version, which holds for amendments that are tabled from now on.
    Raises NotAllowed, NotFound, Invalid by field, or Conflict if these are the floors in force."""
    reasons = reasons.strip()
    async with atomic():
        demand(holds(who, SECRETARIAT))
        instrument = await instrument_of(slug)
        if faults := gates.faults_of_floors(heard, words, days, reasons):
            raise Invalid(faults)
        before, floors = await versions(instrument.id), gates.Floors(heard, words, days)
        demand(
            require(
                floors != (before[0].floors if before else gates.Floors()), "These are the floors in force already."
            ),
            Conflict,
        )
        number = len(before) + 1
        row = Floor(
            instrument=instrument.id,
            number=number,
            heard=_text(heard),
            words=_text(words),
            days=days,
            reasons=reasons,
            set_by=who.participant,
            set_at=now(),
        )
        await row.save()
        says = " ".join(floors.sentences) or "None."
        await append(
            "floors.set",
            f"{instrument.path}/balance",
            f"The secretariat set the floors of participation. {says}",
            row,
            who=who,
            detail={"version": number},
        )
        return number


def _text(part: Fraction | None) -> str:
    return str(part) if part is not None else ""


async def pass_without_comment(who: Identity, amendment_id: int) -> None:
    """Says that the organisation that speaks has no comment; it counts as heard. Raises NotAllowed, NotFound, or
    Conflict if it has been said or the amendment is not tabled."""
    async with atomic():
        demand(speaks_as_delegate(who))
        amendment = await seen(who, amendment_id)
        if amendment.fate in UNTABLED:
            raise NotFound
        demand(
            require(amendment.fate == TABLED, f"It is {said(amendment.fate)}: nobody is asked for comments any more."),
            Conflict,
        )
        if await Pass.exists().where(Pass.amendment == amendment_id, Pass.organisation == who.mandate.organisation):
            raise Conflict("Your organisation has said that it has no comment.")
        row = Pass(
            amendment=amendment_id,
            organisation=who.mandate.organisation,
            participant=who.participant,
            passed_at=now(),
        )
        await row.save()
        await append(
            "amendment.passed-on",
            f"/amendments/{amendment_id}",
            f"{who.mandate.organisation_name} said that it has no comment on amendment {amendment_id}.",
            row,
            who=who,
            detail={"organisation": who.mandate.organisation_slug},
        )


async def waive(who: Identity, amendment_id: int, kind: str, about: str, reasons: str) -> tuple[str, ...]:
    """Keys of the groups whose moderators have still to give reasons; empty when the floor is waived. `about`: key of
    the group that the floor is about. Raises NotAllowed, NotFound, Invalid with `reasons`, or Conflict if it is not
    missing."""
    reasons = reasons.strip()
    async with atomic():
        found = await standing(amendment_id)
        if not found or found.fate in UNTABLED:
            raise NotFound
        if not any((each.kind, each.group) == (kind, about) for each in found.missing) or not about:
            raise Conflict("Nothing is missing there any more, or it has been waived in the meantime.")
        given = tuple(each.group for each in found.reasons_for(kind, about))
        demand(waivers.may_waive(who, about, given, extended=found.extended, until=found.until, now=found.at))
        of = await one(Amendment.select(Amendment.organisation).where(Amendment.id == amendment_id).first())
        near = await close_to(of["organisation"], [who.participant])
        demand(
            require(
                who.participant not in near,
                "You are close to the organisation that proposed it. Another moderator of your group gives reasons.",
            )
        )
        if faults := waivers.faults_of_reasons(reasons):
            raise Invalid(faults)
        return await _given(who, found, kind, about, reasons)


async def _given(who: Identity, found: AmendmentFloors, kind: str, about: str, reasons: str) -> tuple[str, ...]:
    office, group = who.held(MODERATOR), await group_of(about)
    row = Waiving(
        amendment=found.amendment,
        kind=kind,
        about=group.id,
        group=office.group_id,
        participant=who.participant,
        reasons=reasons,
        given_at=now(),
    )
    await row.save()
    given = (*(each.group for each in found.reasons_for(kind, about)), office.group)
    left = waivers.still_needed(_present(found), about, given)
    path, rows = f"/amendments/{found.amendment}", list[Table]([row])
    what = f"the floor “{gates.KINDS[kind]}” for {group.name} on amendment {found.amendment}"
    if not left:
        waiver = Waiver(amendment=found.amendment, kind=kind, about=group.id, waived_at=now())
        await waiver.save()
        rows.append(waiver)
    says = f"A moderator of {office.group_name} gave reasons to waive {what}." + (
        "" if left else " All other groups have: it is waived."
    )
    await append(
        "floor.waived" if not left else "floor.reasons",
        path,
        says,
        *rows,
        who=who,
        detail={"floor": kind, "about": about, "group": office.group},
    )
    return left


def _present(found: AmendmentFloors) -> tuple[str, ...]:
    """The groups that have an accredited organisation."""
    return tuple(row.key for row in found.measured.balance.groups if row.eligible)
