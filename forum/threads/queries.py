"""Reads of comments: a fixed number of queries, however many there are. What is hidden never leaves here with its words."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from piccolo.query.functions.aggregate import Count

from forum.errors import NotFound
from forum.organisations.tables import StakeholderGroup
from forum.rules.commenting import OBJECTION
from forum.rules.floor_order import FAIR, TIME, fair
from forum.threads.nesting import nested
from forum.threads.tables import Comment, Disposition, Hiding
from forum.threads.views import CommentView, Counts, DispositionView, Heard, HiddenView, QuoteView

_COLUMNS = (
    Comment.id, Comment.container, Comment.subject, Comment.wording, Comment.parent, Comment.participant, Comment.participant.name,
    Comment.organisation.name, Comment.organisation.slug, Comment.group.key, Comment.group.name, Comment.group.position, Comment.stance, Comment.body,
    Comment.resolution, Comment.quote, Comment.quote_start, Comment.quote_end, Comment.quote_before, Comment.quote_after, Comment.made_at)


async def comments_on(subject: str, order: str = TIME) -> tuple[CommentView, ...]:
    """Threads in the order in which they began or, with FAIR, each group in turn; each with its replies, oldest first."""
    threads = nested(await _views(Comment.subject == subject))
    if order != FAIR:
        return threads
    return tuple(fair(threads, lambda each: each.group, lambda each: each.organisation_slug))


async def comment(comment_id: int) -> CommentView:
    """One, without its replies. Raises NotFound."""
    found = await _views(Comment.id == comment_id)
    if not found:
        raise NotFound
    return found[0]


async def objections(subjects: Sequence[str]) -> tuple[CommentView, ...]:
    """All objections to these subjects, with the answers that they got."""
    return await _views(Comment.subject.is_in(list(subjects)), Comment.stance == OBJECTION) if subjects else ()


async def counts(container: str) -> dict[str, Counts]:
    """By subject."""
    rows = await Comment.select(Comment.subject, Comment.group.key.as_alias("group_key"), Count()).where(
        Comment.container == container).group_by(Comment.subject, Comment.group.key)
    unanswered = await _open_objections(container)
    by_subject: dict[str, dict[str, int]] = {}
    for row in rows:
        by_subject.setdefault(row["subject"], {})[row["group_key"] or ""] = row["count"]
    return {subject: Counts(sum(groups.values()), groups, unanswered.get(subject, 0)) for subject, groups in by_subject.items()}


async def _open_objections(container: str) -> dict[str, int]:
    answered = Disposition.select(Disposition.comment).where(Disposition.comment.container == container)
    done = set(await answered.output(as_list=True)) | set(await Hiding.select(Hiding.comment).where(
        Hiding.comment.container == container, Hiding.lifted_at.is_null()).output(as_list=True))
    found: dict[str, int] = {}
    for row in await Comment.select(Comment.id, Comment.subject).where(Comment.container == container, Comment.stance == OBJECTION):
        if row["id"] not in done:
            found[row["subject"]] = found.get(row["subject"], 0) + 1
    return found


async def totals() -> dict[str, int]:
    """Comments by container."""
    return {row["container"]: row["count"] for row in await Comment.select(Comment.container, Count()).group_by(Comment.container)}


async def heard(subjects: Sequence[str]) -> tuple[Heard, ...]:
    """Every stakeholder group, also those from which nobody spoke, with how many of its organisations commented on these subjects."""
    groups = await StakeholderGroup.select(StakeholderGroup.id, StakeholderGroup.key, StakeholderGroup.name, StakeholderGroup.position).order_by(
        StakeholderGroup.position)
    rows = await Comment.select(Comment.group, Comment.organisation, Count()).where(
        Comment.subject.is_in(list(subjects) or [""])).group_by(Comment.group, Comment.organisation)
    return tuple(Heard(group["key"], group["name"], group["position"], sum(row["group"] == group["id"] for row in rows),
                       sum(row["count"] for row in rows if row["group"] == group["id"])) for group in groups)


async def _views(*where) -> tuple[CommentView, ...]:
    rows = await Comment.select(*_COLUMNS).where(*where).order_by(Comment.id)
    ids = [row["id"] for row in rows]
    hidden, answered = await _hidden(ids), await _answered(ids)
    return tuple(_view(row, hidden.get(row["id"]), answered.get(row["id"])) for row in rows)


def _view(row: Mapping[str, Any], hidden: HiddenView | None, answered: DispositionView | None) -> CommentView:
    quote = QuoteView(row["quote"], row["quote_start"], row["quote_end"], row["quote_before"], row["quote_after"]) if row["quote"] else None
    return CommentView(
        row["id"], row["container"], row["subject"], row["wording"], row["parent"], row["participant"], row["participant.name"],
        row["organisation.name"] or "", row["organisation.slug"] or "", row["group.key"] or "", row["group.name"] or "", row["group.position"] or 0,
        row["stance"], "" if hidden else row["body"], "" if hidden else row["resolution"], None if hidden else quote, row["made_at"], hidden, answered)


async def _hidden(ids: Iterable[int]) -> dict[int, HiddenView]:
    rows = await Hiding.select(Hiding.comment, Hiding.rule, Hiding.because, Hiding.hidden_at).where(
        Hiding.comment.is_in([*ids] or [0]), Hiding.lifted_at.is_null())
    return {row["comment"]: HiddenView(row["rule"], row["because"], row["hidden_at"]) for row in rows}


async def _answered(ids: Iterable[int]) -> dict[int, DispositionView]:
    """The last answer of each."""
    rows = await Disposition.select(
        Disposition.comment, Disposition.kind, Disposition.reason, Disposition.given_by.name.as_alias("given_by"), Disposition.given_at,
    ).where(Disposition.comment.is_in([*ids] or [0])).order_by(Disposition.id)
    return {row["comment"]: DispositionView(row["kind"], row["reason"], row["given_by"], row["given_at"]) for row in rows}
