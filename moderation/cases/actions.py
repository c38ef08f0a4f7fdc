"""A member of a panel gives a view, or says that somebody else should sit."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, NotAllowed
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.threads.queries import words_of
from forum.threads.tables import Comment
from moderation.cases.comments import ceiling_of
from moderation.cases.concluding import conclude_if_complete
from moderation.cases.kinds import barred, kind_of, parties_of
from moderation.cases.leaving import leave_seat
from moderation.cases.opening import flag, hide_for_a_day
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import path_of, successor
from moderation.panels.parties import excluded
from moderation.panels.queries import seat_of, seats_of
from moderation.panels.tables import Panel, Seat
from moderation.rules import measures, panels
from moderation.rules.questions import faults_of_answer

__all__ = ["flag", "give_view", "hide_for_a_day", "step_down"]
LATE = "The panel has decided in the meantime: see what it decided."
NOBODY = "Nobody is left in the draw, and too few would sit. Ask the secretariat for more moderators of your group."


async def give_view(who: Identity, case_id: int, choice: str, rule: str, reasons: str, days: int | None = None) -> bool:
    """Gives a member's view; the answer is whether the panel has decided with it. Raises NotFound, NotAllowed for
    somebody who has no seat, Invalid by field, or Conflict if the case is closed or this member has given a view."""
    reasons = reasons.strip()
    async with atomic():
        case, seat = await _seated(who, case_id)
        if who.participant in await excluded(await parties_of(case), [who.participant]):
            raise NotAllowed(
                "You are too close to this case by now. Step down: the next moderator drawn takes your place."
            )
        if await Opinion.exists().where(Opinion.case == case_id, Opinion.participant == who.participant):
            raise Conflict("You have given your view on this case.")
        if faults := await _faults(case, choice, rule, reasons, days):
            raise Invalid(faults)
        named = choice if choice in measures.BY_NAME and choice != measures.KEEP else ""
        row = Opinion(
            case=case_id,
            participant=who.participant,
            group=seat.group,
            view=choice,
            rule=rule if named else "",
            reasons=reasons,
            given_at=now(),
            days=(days or 0) if named else 0,
        )
        await row.save()
        await append(
            "case.view",
            path_of(case_id),
            f"A member of the panel on case {case_id} gave a view.",
            row,
            who=who,
            detail={"case": case_id},
        )
        return await conclude_if_complete(case)


async def step_down(who: Identity, case_id: int) -> None:
    """The next in the draw sits instead. Raises as give_view, and Conflict where nobody is left."""
    async with atomic():
        case, seat = await _seated(who, case_id)
        if await Opinion.exists().where(Opinion.case == case_id, Opinion.participant == who.participant):
            raise Conflict("You have given your view on this case.")
        panel = await one(Panel.objects().where(Panel.id == seat.panel).first())
        near = tuple(await barred(case))
        if len(await seats_of(case_id)) <= panels.LEAST and not await successor(panel, seat, near):
            raise Conflict(NOBODY)
        await leave_seat(panel, case, seat, panels.INTEREST, near)


async def _seated(who: Identity, case_id: int) -> tuple[Case, Seat]:
    """Whoever was drawn keeps the seat for this case, also when the office ends: nobody takes a judge away by that."""
    case = await one_or_not_found(Case.objects().where(Case.id == case_id).first())
    if case.closed_at:
        raise Conflict(LATE)
    seat = await seat_of(who, case_id)
    if not seat:
        raise NotAllowed("You do not sit on the panel that decides this case.")
    return case, seat


async def _faults(case: Case, choice: str, rule: str, reasons: str, days: int | None) -> dict[str, str]:
    if question := kind_of(case).question:
        return faults_of_answer(question, choice, reasons, measures.REASONS_LIMIT)
    names = Comment.select(Comment.participant.name.as_alias("name")).where(Comment.id == case.comment)
    author = await one(names.first())
    said = "\n".join(await words_of(case.comment))
    return measures.faults_of_view(choice, rule, reasons, days, said, [author["name"]], await ceiling_of(case))
