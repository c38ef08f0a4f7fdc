"""Keeps panels at work: draws those that had to wait, reminds, and puts the next in the draw into the seat of who is late, left office or became a party."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic
from forum.mail import actions as mail
from forum.people.tables import Office, Participant
from forum.record.actions import append
from forum.rules.permission import MODERATOR
from forum.settings import Settings
from moderation.cases.concluding import conclude_if_complete
from moderation.cases.kinds import parties_of
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import can_be_drawn, drawn_if_possible, leave, path_of, successor
from moderation.panels.parties import Parties, candidates, excluded
from moderation.panels.queries import seats_of, unpanelled
from moderation.panels.tables import Panel, Seat
from moderation.rules import panels


async def replace_parties(case: Case, parties: Parties) -> None:
    """Whoever sits and has become a party leaves."""
    panel = await Panel.objects().where(Panel.case == case.id).first()
    seats = await seats_of(case.id)
    near = await excluded(parties, [each.participant for each in seats])
    for seat in seats:
        if panel and seat.participant in near:
            await leave_seat(panel, case, seat, panels.INTEREST, tuple(near))


async def leave_seat(panel: Panel, case: Case, seat: Seat, why: str, barred: tuple[int, ...] = ()) -> None:
    """Inside an act, which it records. Where nobody is left in the draw, who is only late keeps the seat, unless the others can decide."""
    next_one = await successor(panel, seat, barred)
    if not next_one and why == panels.LATE and not await _others_can_decide(case, seat):
        return
    rows = await leave(case.id, seat, why, next_one)
    then = "the next in the draw sits there" if next_one else "nobody is left in the draw for it"
    await append(
        "panel.changed",
        path_of(case.id),
        f"A member left the panel on case {case.id} ({panels.LEFT[why]}); {then}.",
        *rows,
        detail={"case": case.id, "why": why},
    )
    await conclude_if_complete(case)


async def _others_can_decide(case: Case, seat: Seat) -> bool:
    others = [each.participant for each in await seats_of(case.id) if each.id != seat.id]
    given = set(await Opinion.select(Opinion.participant).where(Opinion.case == case.id).output(as_list=True))
    return panels.complete(len(others), len(given & set(others)))


async def tend(settings: Settings) -> None:
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
    """Seats that are late, to be reminded of, or held by who left office."""
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
    office = set(
        await Office.select(Office.participant)
        .where(Office.office == MODERATOR, Office.since <= moment, Office.until.is_null() | (Office.until > moment))
        .output(as_list=True)
    )
    return [
        row["id"]
        for row in waiting
        if (row["case"], row["participant"]) not in given
        and (
            row["due_at"] <= moment
            or row["participant"] not in office
            or (row["reminded_at"] is None and row["seated_at"] + panels.REMINDED <= moment)
        )
    ]


async def _tend(seat_id: int) -> None:
    seat = await Seat.objects().where(Seat.id == seat_id, Seat.left_at.is_null()).first()
    panel = await Panel.objects().where(Panel.id == seat.panel).first() if seat else None
    case = await Case.objects().where(Case.id == panel.case, Case.closed_at.is_null()).first() if panel else None
    if not case or await Opinion.exists().where(Opinion.case == case.id, Opinion.participant == seat.participant):
        return
    moment = now()
    in_office = await Office.exists().where(
        Office.participant == seat.participant,
        Office.office == MODERATOR,
        Office.since <= moment,
        Office.until.is_null() | (Office.until > moment),
    )
    if not in_office or seat.due_at <= moment:
        await leave_seat(panel, case, seat, panels.LATE if in_office else panels.OFFICE, tuple(await _barred(case)))
    elif seat.reminded_at is None:
        await _remind(seat, case)


async def _barred(case: Case) -> dict[int, str]:
    """Who is too close by now, whatever the draw said."""
    parties = await parties_of(case)
    return await excluded(parties, [each.participant for each in await candidates(parties)])


async def _remind(seat: Seat, case: Case) -> None:
    seat.reminded_at = now()
    await seat.save()
    person = await Participant.select(Participant.email).where(Participant.id == seat.participant).first()
    await mail.write(
        person["email"],
        f"Your view on case {case.id} is due",
        f"It is due by {seat.due_at:%-d %B %Y, %H:%M} UTC. Then the next in the draw sits.\n\n{path_of(case.id)}\n",
    )
    await append(
        "panel.reminded",
        path_of(case.id),
        f"A member of the panel on case {case.id} was reminded.",
        seat,
        detail={"case": case.id},
    )


TICKS = (tend,)
