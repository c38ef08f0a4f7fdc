"""Reads of comments: a fixed number of queries, however many there are. What is hidden never leaves here with its
words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from piccolo.custom_types import Combinable
from piccolo.query.functions.aggregate import Count

from forum.database import one_or_not_found
from forum.errors import NotFound
from forum.organisations.queries import groups
from forum.rules.floor_order import BRIDGING, TIME, by_bridging, fair
from forum.rules.stances import OBJECTION
from forum.threads import folds
from forum.threads.around import Around, around
from forum.threads.nesting import nested
from forum.threads.tables import Comment, Disposition, Hiding, Rewriting
from forum.threads.views import CommentView, Counts, Heard, QuoteView

_COLUMNS = (
    Comment.id,
    Comment.container,
    Comment.subject,
    Comment.wording,
    Comment.parent,
    Comment.participant,
    Comment.participant.name,
    Comment.organisation.name,
    Comment.organisation.slug,
    Comment.group.key,
    Comment.group.name,
    Comment.group.position,
    Comment.stance,
    Comment.body,
    Comment.resolution,
    Comment.quote,
    Comment.quote_start,
    Comment.quote_end,
    Comment.quote_before,
    Comment.quote_after,
    Comment.made_at,
)


async def comments_on(subject: str, order: str = TIME) -> tuple[CommentView, ...]:
    """Threads in the order in which they began; with FAIR each group in turn; with BRIDGING those first with which
    several groups agree. Each with its replies, oldest first. What is folded into a campaign stands behind its first
    comment."""
    threads = nested(await _views(Comment.subject == subject, *folds.beside(subject)))
    notes = await folds.notes(subject)
    threads = tuple(replace(each, campaign=notes[each.id]) if each.id in notes else each for each in threads)
    if order == TIME:
        return threads
    turns = fair(threads, lambda each: each.group, lambda each: each.organisation_slug)
    return tuple(by_bridging(turns, _behind, _heard_of(threads)) if order == BRIDGING else turns)


def _behind(view: CommentView) -> set[tuple[str, str]]:
    """(group, organisation) of those who say or support it."""
    return {(view.group, view.organisation_slug), *((each.group, each.slug) for each in view.counted)}


def _heard_of(threads: Sequence[CommentView]) -> set[tuple[str, str]]:
    return {pair for each in threads for pair in _behind(each) | _heard_of(each.replies)}


async def comment(comment_id: int) -> CommentView:
    """One, without its replies. Raises NotFound."""
    found = await _views(Comment.id == comment_id)
    if not found:
        raise NotFound
    return found[0]


async def place(comment_id: int) -> str:
    """The address at which a comment can be read now, wherever that is. Raises NotFound."""
    row = await one_or_not_found(Comment.select(Comment.subject).where(Comment.id == comment_id).first())
    return await folds.place(comment_id) or f"{row['subject']}#comment-{comment_id}"


async def words_of(comment_id: int) -> tuple[str, str]:
    """Answers (body, resolution) as they are now, whether or not they are hidden: for those who decide about it, and
    its author."""
    row = await one_or_not_found(
        Comment.select(Comment.body, Comment.resolution).where(Comment.id == comment_id).first()
    )
    later = (
        await Rewriting.select(Rewriting.body, Rewriting.resolution)
        .where(Rewriting.comment == comment_id)
        .order_by(Rewriting.id, ascending=False)
        .first()
    )
    return (later or row)["body"], (later or row)["resolution"]


async def objections(subjects: Sequence[str]) -> tuple[CommentView, ...]:
    """All objections to these subjects, with the answers that they got."""
    return await _views(Comment.subject.is_in(list(subjects)), Comment.stance == OBJECTION) if subjects else ()


async def counts(container: str) -> dict[str, Counts]:
    """Counts the comments of each subject."""
    rows = (
        await Comment.select(Comment.subject, Comment.group.key.as_alias("group_key"), Count())
        .where(Comment.container == container)
        .group_by(Comment.subject, Comment.group.key)
    )
    unanswered = await _open_objections(container)
    by_subject: dict[str, dict[str, int]] = {}
    for row in rows:
        by_subject.setdefault(row["subject"], {})[row["group_key"] or ""] = row["count"]
    return {
        subject: Counts(sum(groups.values()), groups, unanswered.get(subject, 0))
        for subject, groups in by_subject.items()
    }


async def _open_objections(container: str) -> dict[str, int]:
    answered = Disposition.select(Disposition.comment).where(Disposition.comment.container == container)
    done = set(await answered.output(as_list=True)) | set(
        await Hiding.select(Hiding.comment)
        .where(Hiding.comment.container == container, Hiding.lifted_at.is_null())
        .output(as_list=True)
    )
    found: dict[str, int] = {}
    for row in await Comment.select(Comment.id, Comment.subject).where(
        Comment.container == container, Comment.stance == OBJECTION
    ):
        if row["id"] not in done:
            found[row["subject"]] = found.get(row["subject"], 0) + 1
    return found


async def totals() -> dict[str, int]:
    """Comments by container."""
    return {
        row["container"]: row["count"]
        for row in await Comment.select(Comment.container, Count()).group_by(Comment.container)
    }


async def heard(subjects: Sequence[str]) -> tuple[Heard, ...]:
    """Every stakeholder group, also those from which nobody spoke, with how many of its organisations commented on
    these subjects."""
    rows = (
        await Comment.select(Comment.group, Comment.organisation, Count())
        .where(Comment.subject.is_in(list(subjects) or [""]))
        .group_by(Comment.group, Comment.organisation)
    )
    return tuple(
        Heard(
            group.key,
            group.name,
            group.position,
            sum(row["group"] == group.id for row in rows),
            sum(row["count"] for row in rows if row["group"] == group.id),
        )
        for group in await groups()
    )


async def _views(*where: Combinable) -> tuple[CommentView, ...]:
    rows = await Comment.select(*_COLUMNS).where(*where).order_by(Comment.id)
    beside = await around([row["id"] for row in rows])
    return tuple(_view(row, beside) for row in rows)


def _view(row: Mapping[str, Any], beside: Around) -> CommentView:
    id = row["id"]
    hidden, rewritten = beside.hidden.get(id), beside.rewritten.get(id)
    body, resolution, rewritten_at = rewritten or (row["body"], row["resolution"], None)
    quote = (
        QuoteView(row["quote"], row["quote_start"], row["quote_end"], row["quote_before"], row["quote_after"])
        if row["quote"]
        else None
    )
    return CommentView(
        id=id,
        container=row["container"],
        subject=row["subject"],
        wording=row["wording"],
        parent=row["parent"],
        participant=row["participant"],
        author=row["participant.name"],
        organisation=row["organisation.name"] or "",
        organisation_slug=row["organisation.slug"] or "",
        group=row["group.key"] or "",
        group_name=row["group.name"] or "",
        group_position=row["group.position"] or 0,
        stance=row["stance"],
        body="" if hidden else body,
        resolution="" if hidden else resolution,
        quote=None if hidden else quote,
        made_at=row["made_at"],
        hidden=hidden,
        disposition=beside.answered.get(id),
        marks=tuple(beside.marks.get(id, ())),
        agreeing=tuple(beside.agreeing.get(id, ())),
        rewritten_at=rewritten_at,
    )
