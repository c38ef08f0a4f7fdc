"""What stands beside comments: whether they are hidden, marked or rewritten, what they were answered, who agrees. One
query each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.organisations.queries import unaccredited
from forum.threads.tables import Agreement, Disposition, Hiding, Mark, Rewriting
from forum.threads.views import AgreeingView, DispositionView, HiddenView, MarkView


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around comments, by comment. `rewritten` holds body, resolution and when, of the last time."""

    hidden: dict[int, HiddenView]
    marks: dict[int, list[MarkView]]
    rewritten: dict[int, tuple[str, str, datetime]]
    answered: dict[int, DispositionView]
    agreeing: dict[int, list[AgreeingView]]


async def around(ids: Sequence[int]) -> Around:
    wanted = list(ids) or [0]
    return Around(
        await _hidden(wanted),
        await _marks(wanted),
        await _rewritten(wanted),
        await _answered(wanted),
        await _agreeing(wanted),
    )


async def _hidden(ids: list[int]) -> dict[int, HiddenView]:
    rows = await Hiding.select().where(
        Hiding.comment.is_in(ids), Hiding.lifted_at.is_null(), Hiding.until.is_null() | (Hiding.until > now())
    )
    return {
        row["comment"]: HiddenView(
            row["rule"], row["because"], row["hidden_at"], row["kind"], row["until"], row["statement"]
        )
        for row in rows
    }


async def _marks(ids: list[int]) -> dict[int, list[MarkView]]:
    found: dict[int, list[MarkView]] = {}
    for row in (
        await Mark.select()
        .where(Mark.comment.is_in(ids), Mark.lifted_at.is_null(), Mark.until > now())
        .order_by(Mark.id)
    ):
        found.setdefault(row["comment"], []).append(
            MarkView(row["kind"], row["rule"], row["because"], row["until"], row["statement"])
        )
    return found


async def _rewritten(ids: list[int]) -> dict[int, tuple[str, str, datetime]]:
    rows = await Rewriting.select().where(Rewriting.comment.is_in(ids)).order_by(Rewriting.id)
    return {row["comment"]: (row["body"], row["resolution"], row["rewritten_at"]) for row in rows}


async def _answered(ids: list[int]) -> dict[int, DispositionView]:
    """Answers the last disposition of each comment."""
    rows = (
        await Disposition.select(
            Disposition.comment,
            Disposition.kind,
            Disposition.reason,
            Disposition.given_by.name.as_alias("given_by"),
            Disposition.given_at,
        )
        .where(Disposition.comment.is_in(ids))
        .order_by(Disposition.id)
    )
    return {
        row["comment"]: DispositionView(row["kind"], row["reason"], row["given_by"], row["given_at"]) for row in rows
    }


async def _agreeing(ids: list[int]) -> dict[int, list[AgreeingView]]:
    of = Agreement.organisation
    rows = (
        await Agreement.select(
            Agreement.comment,
            of.id.as_alias("organisation"),
            of.slug.as_alias("slug"),
            of.name.as_alias("name"),
            of.group.key.as_alias("group_key"),
            of.group.name.as_alias("group_name"),
            of.group.position.as_alias("position"),
        )
        .where(Agreement.comment.is_in(ids), Agreement.until.is_null())
        .order_by(Agreement.id)
    )
    lost = await unaccredited(row["organisation"] for row in rows)
    found: dict[int, list[AgreeingView]] = {}
    for row in rows:
        gone = row["organisation"] in lost
        found.setdefault(row["comment"], []).append(
            AgreeingView(row["slug"], row["name"], row["group_key"], row["group_name"], row["position"], gone)
        )
    return found
