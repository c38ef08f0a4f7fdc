"""Reporting a comment, and deciding what becomes of it."""
from __future__ import annotations

from piccolo.table import Table

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.mail import actions as mail
from forum.people.tables import Participant
from forum.record.actions import append
from forum.rules.permission import MODERATOR, Identity, signed_in
from forum.threads import actions as threads
from forum.threads.queries import comment as comment_of
from forum.threads.views import CommentView
from moderation.cases.eligibility import may_give_opinion
from moderation.cases.tables import Case, Flag, Opinion
from moderation.rules import agreement
from moderation.rules.published import titles

REPORTED = "You have reported this comment. Two moderators of different groups look at it."
DECIDED = "You reported this comment before, and two moderators of different groups decided about it."


async def flag(who: Identity, comment_id: int, rule: str, note: str = "") -> int:
    """The case's id: all reports of one comment are one case. The record names nobody who reports. Raises Invalid, NotFound,
    Conflict if the comment is hidden or this person has reported it."""
    note = note.strip()
    async with atomic():
        if not (verdict := signed_in(who)):
            raise NotAllowed(*verdict.reasons)
        comment = await comment_of(comment_id)
        if comment.hidden:
            raise Conflict("This comment is hidden already.")
        before = await Flag.select(Flag.case.closed_at.as_alias("closed_at")).where(Flag.case.comment == comment_id, Flag.participant == who.participant).first()
        if before:
            raise Conflict(DECIDED if before["closed_at"] else REPORTED)
        if faults := agreement.faults_of_flag(rule, note):
            raise Invalid(faults)
        case = await Case.objects().where(Case.comment == comment_id, Case.closed_at.is_null()).first()
        if not case:
            case = Case(comment=comment_id, opened_at=now())
            await case.save()
        row = Flag(case=case.id, participant=who.participant, rule=rule, note=note, flagged_at=now())
        await row.save()
        await append("comment.reported", comment.subject, f"Comment {comment_id} was reported.", case, row, detail={"comment": comment_id, "rule": rule})
        return case.id


async def give_opinion(who: Identity, case_id: int, view: str, rule: str, reasons: str) -> str:
    """The outcome, or "" while another moderator is needed. Raises NotAllowed, Invalid, NotFound, or Conflict if two others
    have decided meanwhile."""
    reasons = reasons.strip()
    async with atomic():
        case = await Case.objects().where(Case.id == case_id).first()
        if not case:
            raise NotFound
        if case.closed_at:
            raise Conflict("Two other moderators have decided this case meanwhile.")
        comment = await comment_of(case.comment)
        if not (verdict := await may_give_opinion(who, case, comment)):
            raise NotAllowed(*verdict.reasons)
        if faults := agreement.faults_of_opinion(view, rule, reasons):
            raise Invalid(faults)
        row = Opinion(case=case_id, participant=who.participant, group=who.office(MODERATOR).group_id, view=view,
                      rule=rule if view == agreement.HIDE else "", reasons=reasons, given_at=now())
        await row.save()
        return await _recorded(who, case, comment, row)


async def _recorded(who: Identity, case: Case, comment: CommentView, opinion: Opinion) -> str:
    given = await Opinion.select(Opinion.group.key.as_alias("group_key"), Opinion.view, Opinion.rule, Opinion.reasons).where(Opinion.case == case.id).order_by(Opinion.id)
    agreed = agreement.agreement(agreement.View(each["group_key"], each["view"], each["rule"], each["reasons"]) for each in given)
    if not agreed:
        await append("case.opinion", comment.subject, f"A moderator gave a view on comment {comment.id}.", opinion, who=who, detail={"comment": comment.id})
        return ""
    case.closed_at, case.outcome, case.rule, case.because = now(), agreed.outcome, " ".join(agreed.rules), " ".join(agreed.reasons)
    await case.save()
    rows: list[Table] = [opinion, case]
    if agreed.outcome == agreement.OUTCOMES[agreement.HIDE]:
        rows.append(await threads.hide(comment.id, titles(case.rule), case.because))
        await _tell_author(comment, case)
    await append("case.decided", comment.subject, f"Two moderators of different groups decided on comment {comment.id}: {agreed.outcome}.", *rows, who=who,
                 detail={"comment": comment.id, "outcome": agreed.outcome, "rule": case.rule})
    return agreed.outcome


async def _tell_author(comment: CommentView, case: Case) -> None:
    author = await Participant.select(Participant.email).where(Participant.id == comment.participant).first()
    await mail.write(author["email"], "A comment of yours was hidden",
                     f"Two moderators of different stakeholder groups hid your comment of {comment.made_at:%-d %B %Y}.\n\nRule: {titles(case.rule)}\n"
                     f"Reasons: {case.because}\n\nYour words were:\n\n{comment.body}\n\nYou may say the same thing again in a way that the rule permits. "
                     "If you think the decision wrong, answer this letter; the secretariat brings it before other moderators.\n")
