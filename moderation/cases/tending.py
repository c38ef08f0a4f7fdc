"""Keeps panels at work by the forum's clock: draws those that had to wait, and reminds or replaces members."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic, one
from forum.mail import actions as mail
from forum.people.tables import Participant
from forum.record.actions import append
from forum.settings import Settings
from moderation.cases.kinds import barred, parties_of
from moderation.cases.leaving import leave_seat
from moderation.cases.tables import Case, Opinion
from moderation.panels import letters
from moderation.panels.drawing import can_be_drawn, drawn_if_possible, path_of
from moderation.panels.queries import unpanelled
from moderation.panels.tables import Panel, Seat
from moderation.rules import panels


async def tend(settings: Settings) -> None:
    """Looks at every open case and at every seat that presses."""
    for case in await unpanelled():
        async with atomic():
            if not await Panel.exists().where(Panel.case == case.id):
                await _draw_late(case)
    for seat in await _pressing():
        async with atomic():
            await _tend(seat)


async def _draw_late(case: Case) -> None:
    parties = await parties_of(case)
    if await can_be_drawn(parties):
        says = f"Enough moderators are there for a panel on case {case.id}."
        await drawn_if_possible(case, await append("panel.asked", path_of(case.id), says), parties)


async def _pressing() -> list[int]:
    """Seats that are late, or of which somebody is to be reminded."""
    moment = now()
    waiting = await Seat.select(
        Seat.id, Seat.participant, Seat.seated_at, Seat.due_at, Seat.reminded_at, Seat.panel.case.as_alias("case")
    ).where(Seat.left_at.is_null(), Seat.panel.case.closed_at.is_null())
    given = {
        (row["case"], row["participant"])
        for row in await Opinion.select(Opinion.case, Opinion.participant).where(
            Opinion.case.is_in([row["case"] for row in waiting] or [0])
        )
    }
    return [
        row["id"]
        for row in waiting
        if (row["case"], row["participant"]) not in given
        and (row["due_at"] <= moment or (row["reminded_at"] is None and row["seated_at"] + panels.REMINDED <= moment))
    ]


async def _tend(seat_id: int) -> None:
    seat = await Seat.objects().where(Seat.id == seat_id, Seat.left_at.is_null()).first()
    if not seat:
        return
    panel = await one(Panel.objects().where(Panel.id == seat.panel).first())
    case = await one(Case.objects().where(Case.id == panel.case).first())
    given = await Opinion.exists().where(Opinion.case == case.id, Opinion.participant == seat.participant)
    if not case.closed_at and not given:
        await _replace_or_remind(panel, case, seat)


async def _replace_or_remind(panel: Panel, case: Case, seat: Seat) -> None:
    if seat.due_at <= now():
        await leave_seat(panel, case, seat, panels.LATE, tuple(await barred(case)))
    elif seat.reminded_at is None:
        await _remind(seat, case)


async def _remind(seat: Seat, case: Case) -> None:
    seat.reminded_at = now()
    await seat.save()
    person = await one(Participant.select(Participant.email).where(Participant.id == seat.participant).first())
    await mail.write(person["email"], *letters.reminded(case.id, seat.due_at))
    await append(
        "panel.reminded",
        path_of(case.id),
        f"A member of the panel on case {case.id} was reminded.",
        seat,
        detail={"case": case.id},
    )


TICKS = (tend,)
