"""What follows a comment: other organisations agree with it, its author puts other words in its place when it was
returned."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic, one_or_not_found
from forum.errors import Conflict, Invalid, NotAllowed, Unlawful, demand
from forum.record.actions import append
from forum.rules import commenting
from forum.rules.permission import Identity, speaks_as_delegate
from forum.threads import floor_guards
from forum.threads.restricting import RETURNED, end_of, hiding_of
from forum.threads.tables import Agreement, Comment, Rewriting


async def agree(who: Identity, comment_id: int) -> str:
    """The organisation that speaks agrees with the comment. Returns the comment's subject. Raises NotAllowed,
    NotFound, or Conflict if it agrees already, the comment is its own, or it is hidden."""
    async with atomic():
        comment = await _may_answer(who, comment_id)
        if comment.organisation == who.mandate.organisation:
            raise Conflict("It is your own organisation's comment.")
        if await hiding_of(comment_id):
            raise Conflict("This comment is hidden.")
        if over := await floor_guards.ended(comment.subject):
            raise Unlawful(over.says)
        if await _agreement(who, comment_id):
            raise Conflict("Your organisation agrees already.")
        row = Agreement(
            comment=comment_id, organisation=who.mandate.organisation, participant=who.participant, since=now()
        )
        await row.save()
        await append(
            "comment.agreed",
            comment.subject,
            f"{who.mandate.organisation_name} agrees with comment {comment_id}.",
            row,
            who=who,
            detail={"comment": comment_id, "organisation": who.mandate.organisation_slug},
        )
        return comment.subject


async def agree_no_more(who: Identity, comment_id: int) -> str:
    """The organisation that speaks withdraws its agreement. Returns the comment's subject. Raises NotAllowed,
    NotFound, or Conflict if it does not agree."""
    async with atomic():
        comment = await _may_answer(who, comment_id)
        row = await _agreement(who, comment_id)
        if not row:
            raise Conflict("Your organisation does not say that it agrees.")
        row.until = now()
        await row.save()
        await append(
            "comment.agreed-no-more",
            comment.subject,
            f"{who.mandate.organisation_name} no longer says that it agrees with comment {comment_id}.",
            row,
            who=who,
            detail={"comment": comment_id, "organisation": who.mandate.organisation_slug},
        )
        return comment.subject


async def rewrite(who: Identity, comment_id: int, body: str, resolution: str) -> tuple[str, str]:
    """Other words take the place of what was returned, and the returning ends. Answers the comment's subject and the
    reference of the statement by which it had been returned. Raises NotFound, NotAllowed, Invalid, or Conflict if it
    is not returned. The caller records nothing; what belongs to the statement is its own act."""
    body, resolution = body.strip(), resolution.strip()
    async with atomic():
        comment = await one_or_not_found(Comment.objects().where(Comment.id == comment_id).first())
        if not who or comment.participant != who.participant:
            raise NotAllowed("Only its author puts other words in its place.")
        hiding = await hiding_of(comment_id)
        if not hiding or hiding.kind != RETURNED:
            raise Conflict("This comment is not returned for rewriting.")
        if faults := commenting.faults(comment.stance, body, resolution, comment.parent is not None) | _same(
            comment, body
        ):
            raise Invalid(faults)
        statement, words = hiding.statement, commenting.words(body, resolution)
        row = Rewriting(comment=comment_id, body=body, resolution=resolution, rewritten_at=now(), words=words)
        await row.save()
        await Comment.update({Comment.words: words}).where(Comment.id == comment_id)  # derived: no entry commits to it
        await append(
            "comment.rewritten",
            comment.subject,
            f"The author of comment {comment_id} put other words in its place.",
            row,
            *await end_of(statement),
            who=who,
            detail={"comment": comment_id, "statement": statement},
        )
        return comment.subject, statement


def _same(comment: Comment, body: str) -> dict[str, str]:
    return (
        {"body": "These are the words that were returned. Write it in a way that the rule permits."}
        if body == comment.body.strip()
        else {}
    )


async def _may_answer(who: Identity, comment_id: int) -> Comment:
    demand(speaks_as_delegate(who))
    return await one_or_not_found(Comment.objects().where(Comment.id == comment_id).first())


async def _agreement(who: Identity, comment_id: int) -> Agreement | None:
    return (
        await Agreement.objects()
        .where(
            Agreement.comment == comment_id,
            Agreement.organisation == who.mandate.organisation,
            Agreement.until.is_null(),
        )
        .first()
    )
