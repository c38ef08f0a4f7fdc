"""What can be done with comments: make one, answer it on the record."""

from __future__ import annotations

from typing import Any

from forum.clock import now
from forum.database import atomic, one_or_not_found
from forum.errors import Invalid, NotFound, demand
from forum.record.actions import append
from forum.rules import commenting
from forum.rules.permission import Identity, may_comment
from forum.threads import floor_guards
from forum.threads.restricting import hiding_of, may_write
from forum.threads.tables import Comment, Disposition

CONTEXT = 32  # characters kept before and after a quote


async def make_comment(
    who: Identity,
    *,
    container: str,
    subject: str,
    wording: str,
    text: str,
    stance: str,
    body: str,
    resolution: str = "",
    quote: tuple[int, int] | None = None,
    parent: int | None = None,
) -> int:
    """The new comment's id. `wording`: path of the exact words it is about; `text`: those words as readers see them, of
    which `quote` names a range. Raises NotAllowed; NotFound for a parent elsewhere; Invalid with stance, body,
    resolution, quote, or "" for a parent that is
    hidden or a subject that has ended."""
    body, resolution = body.strip(), resolution.strip()
    async with atomic():
        demand(may_comment(who) and await may_write(who))
        if over := await floor_guards.ended(subject):
            raise Invalid({"": over.says})
        is_reply = parent is not None
        if faults := commenting.faults(stance, body, resolution, is_reply) | await _faults_of_parent(parent, subject):
            raise Invalid(faults)
        quoted = _quoted(text, quote)
        if refused := await floor_guards.refusals(who, container, subject):
            raise Invalid(refused)
        row = Comment(
            container=container,
            subject=subject,
            wording=wording,
            parent=parent,
            participant=who.participant,
            organisation=who.mandate.organisation,
            group=who.mandate.group_id,
            stance=stance,
            body=body,
            resolution=resolution,
            made_at=now(),
            words=commenting.words(body, resolution),
            **quoted,
        )
        await row.save()
        await _record(who, row)
        return row.id


async def _record(who: Identity, row: Comment) -> None:
    await append(
        "comment.made",
        row.subject,
        f"{who.mandate.organisation_name} commented ({row.stance}).",
        row,
        *await floor_guards.after(row),
        who=who,
        detail={"comment": row.id, "stance": row.stance, "organisation": who.mandate.organisation_slug},
    )


async def _faults_of_parent(parent: int | None, subject: str) -> dict[str, str]:
    if parent is None:
        return {}
    if not await Comment.exists().where(Comment.id == parent, Comment.subject == subject):
        raise NotFound
    return {"": "The comment that you reply to was hidden in the meantime."} if await hiding_of(parent) else {}


def _quoted(text: str, quote: tuple[int, int] | None) -> dict[str, Any]:
    if quote is None:
        return {}
    start, end = quote
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Invalid(
            {"quote": "These words are not in the text. Choose them again, or send your comment on the whole."}
        )
    words = text[
        start:end
    ]  # a selection often takes in the space behind a word, which is none of the words it is about
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return {
        "quote": text[start:end],
        "quote_start": start,
        "quote_end": end,
        "quote_before": text[max(0, start - CONTEXT) : start],
        "quote_after": text[end : end + CONTEXT],
    }


async def dispose(who: Identity, comment_id: int, kind: str, reason: str) -> None:
    """Answers on the record. A later answer stands in place of an earlier one; both are kept. Raises NotAllowed,
    Invalid, NotFound."""
    reason = reason.strip()
    async with atomic():
        demand(commenting.may_dispose(who))
        comment = await _comment(comment_id)
        if faults := commenting.faults_of_disposition(kind, reason):
            raise Invalid(faults)
        row = Disposition(comment=comment_id, kind=kind, reason=reason, given_by=who.participant, given_at=now())
        await row.save()
        await append(
            "comment.answered",
            comment.subject,
            f"Comment {comment_id} was answered: {commenting.DISPOSITIONS[kind].lower()}.",
            row,
            who=who,
            detail={"comment": comment_id, "disposition": kind},
        )


async def _comment(comment_id: int) -> Comment:
    return await one_or_not_found(Comment.objects().where(Comment.id == comment_id).first())
