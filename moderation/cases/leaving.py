"""A member leaves a panel, and the next in the draw sits."""

from __future__ import annotations

from forum.record.actions import append
from moderation.cases.concluding import conclude_if_complete
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import leave, path_of, successor
from moderation.panels.parties import Parties, excluded
from moderation.panels.queries import seats_of
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
    """Records inside an act that a member leaves. Where nobody is left in the draw, a member who is only late keeps the
    seat, unless the others can decide."""
    next_one = await successor(panel, seat, barred)
    if not next_one and why == panels.LATE and not await _others_can_decide(case, seat):
        return
    rows = await leave(case.id, seat, why, next_one)
    then = "the next moderator drawn takes the seat" if next_one else "nobody is left in the draw for it"
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
