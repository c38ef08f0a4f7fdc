"""Whom a case about a comment concerns: none of them decides it."""

from __future__ import annotations

from forum.organisations.mandates import held
from forum.people.tables import Mandate
from forum.threads.tables import Comment
from forum.threads.views import CommentView
from moderation.cases.tables import Case, Flag
from moderation.panels.parties import Parties, chain


async def of_comment(case: Case | None, comment: CommentView, also: int | None = None) -> Parties:
    """The author, everybody who reported the comment in this case or in one below, everybody else in the discussion,
    and the organisations for which author and reporters speak. `also` is somebody who asks again."""
    below = await chain(case.below) if case else ()
    reporters = set(
        await Flag.select(Flag.participant)
        .where(Flag.case.is_in([case.id if case else 0, *below]))
        .output(as_list=True)
    )
    talking = set(
        await Comment.select(Comment.participant).where(Comment.subject == comment.subject).output(as_list=True)
    )
    (organisation,) = await Comment.select(Comment.organisation).where(Comment.id == comment.id).output(as_list=True)
    asking = {also} if also else set()
    speaking = (
        await Mandate.select(Mandate.organisation)
        .where(Mandate.participant.is_in([*(reporters | asking)] or [0]), held(Mandate))
        .output(as_list=True)
    )
    organisations = {*speaking, *([organisation] if organisation else [])}
    return Parties(
        people=frozenset({comment.participant, *reporters, *talking, *asking}),
        organisations=frozenset(organisations),
        below=below,
    )


async def reporters_of(cases: tuple[int, ...]) -> frozenset[int]:
    """The participants who reported in one of these cases."""
    return frozenset(
        await Flag.select(Flag.participant).where(Flag.case.is_in(list(cases) or [0])).output(as_list=True)
    )
