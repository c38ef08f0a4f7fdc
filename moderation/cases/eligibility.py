"""What the rule needs to know of who wants to decide a case."""
from __future__ import annotations

from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from forum.threads.tables import Comment
from forum.threads.views import CommentView
from moderation.cases.tables import Case, Flag, Opinion
from moderation.rules import agreement


async def may_give_opinion(who: Identity | None, case: Case, comment: CommentView) -> Verdict:
    reported = bool(who) and await Flag.exists().where(Flag.case == case.id, Flag.participant == who.participant)
    given = await Opinion.select(Opinion.participant).where(Opinion.case == case.id).output(as_list=True)
    organisation, = await Comment.select(Comment.organisation).where(Comment.id == comment.id).output(as_list=True)
    return agreement.may_give_opinion(who, author=comment.participant, organisation=organisation, reported=reported, given=given, closed=bool(case.closed_at))
