"""A case begins: somebody reports a comment, or a moderator hides it for a day and asks for a panel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, demand
from forum.record.actions import Receipt, append
from forum.rules.permission import MODERATOR, Identity, holds, signed_in
from forum.threads import restricting
from forum.threads.queries import comment as comment_of
from forum.threads.tables import Hiding
from forum.threads.views import CommentView
from moderation.cases.leaving import replace_parties
from moderation.cases.parties import of_comment
from moderation.cases.tables import Case, Flag
from moderation.panels.drawing import drawn_if_possible
from moderation.panels.parties import excluded
from moderation.panels.queries import seat_of
from moderation.rules import measures
from moderation.rules.published import titles

REPORTED = "You have reported this comment. A panel of different groups looks at it."
DECIDED = "You reported this comment before, and it was decided about. Its statement of reasons says how to ask again."
SEATED = "You sit on the panel that decides about this comment."
TOO_CLOSE = (
    "You or an organisation of yours wrote or reported it, or talk in this discussion. "
    "Another moderator decides whether it can wait."
)


async def flag(who: Identity, comment_id: int, rule: str, note: str = "", quote: str = "") -> int:
    """Reports a comment, and answers the id of the case; all reports of one comment are one. The record names nobody
    who reports. Raises NotAllowed, Invalid, NotFound, or Conflict if the comment is hidden or this person has reported
    it."""
    note, quote = note.strip(), quote.strip()
    async with atomic():
        demand(signed_in(who))
        comment = await _standing(comment_id)
        await _not_twice(who, comment_id)
        if faults := measures.faults_of_flag(rule, note, quote, f"{comment.body} {comment.resolution}"):
            raise Invalid(faults)
        case = await _open_case(comment_id)
        if case and await seat_of(who, case.id):
            raise NotAllowed(SEATED)
        return await _flagged(who, case, comment, Reported(rule, note, quote))


async def hide_for_a_day(who: Identity, comment_id: int, rule: str, note: str) -> datetime:
    """One moderator hides what cannot wait, such as somebody's address; the answer is until when, unless a panel
    confirms it. Raises NotAllowed for a party or a member of its panel, Invalid, NotFound, or Conflict if it is hidden
    or has been for a day before."""
    note = note.strip()
    async with atomic():
        demand(holds(who, MODERATOR))
        comment = await _standing(comment_id)
        case = await _open_case(comment_id)
        await _may_hide(who, case, comment)
        if faults := measures.faults_of_flag(rule, note, "", "") | (
            {} if note else {"note": "Say why it cannot wait."}
        ):
            raise Invalid(faults)
        until = now() + measures.EMERGENCY
        hiding = await restricting.hide(comment_id, titles(rule), "", kind=restricting.EMERGENCY, until=until)
        await _flagged(who, case, comment, Reported(rule, note), hiding)
        return until


async def _may_hide(who: Identity, case: Case | None, comment: CommentView) -> None:
    if case and await seat_of(who, case.id):
        raise NotAllowed(SEATED)
    if who.participant in await excluded(await of_comment(case, comment), [who.participant]):
        raise NotAllowed(TOO_CLOSE)
    await _not_twice(who, comment.id)
    if await restricting.was_hidden_for_a_day(comment.id, comment.rewritten_at):
        raise Conflict("A moderator hid it for a day already. Only a panel can hide it for longer.")


async def _standing(comment_id: int) -> CommentView:
    comment = await comment_of(comment_id)
    if comment.hidden:
        raise Conflict("This comment is hidden already.")
    return comment


async def _not_twice(who: Identity, comment_id: int) -> None:
    before = (
        await Flag.select(Flag.case.closed_at.as_alias("closed_at"))
        .where(Flag.case.comment == comment_id, Flag.participant == who.participant)
        .first()
    )
    if before:
        raise Conflict(DECIDED if before["closed_at"] else REPORTED)


async def _open_case(comment_id: int) -> Case | None:
    return await Case.objects().where(Case.comment == comment_id, Case.closed_at.is_null()).first()


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody says against a comment; `quote` are the words that were marked."""

    rule: str
    note: str
    quote: str = ""


async def _flagged(
    who: Identity, before: Case | None, comment: CommentView, said: Reported, hiding: Hiding | None = None
) -> int:
    case = before or Case(comment=comment.id, opened_at=hiding.hidden_at if hiding else now())
    if not before:
        await case.save()
    row = Flag(
        case=case.id, participant=who.participant, flagged_at=now(), rule=said.rule, note=said.note, quote=said.quote
    )
    await row.save()
    receipt = await _entered(who, case, comment, row, hiding)
    parties = await of_comment(case, comment)
    if before:
        await replace_parties(case, parties)
    else:
        await drawn_if_possible(case, receipt, parties)
    return case.id


async def _entered(who: Identity, case: Case, comment: CommentView, row: Flag, hiding: Hiding | None) -> Receipt:
    detail = {"comment": comment.id, "case": case.id, "rule": row.rule}
    if not hiding:
        return await append(
            "comment.reported", comment.subject, f"Comment {comment.id} was reported.", case, row, detail=detail
        )
    group = who.held(MODERATOR).group_name
    says = f"A moderator of {group} hid comment {comment.id} for at most 24 hours, until a panel decides."
    return await append("comment.hidden-for-a-day", comment.subject, says, case, row, hiding, who=who, detail=detail)
