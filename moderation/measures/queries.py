"""Reads of statements of reasons, for everybody: no value holds a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.errors import NotFound
from forum.organisations.queries import group_names
from moderation.measures.tables import MeasureStatement
from moderation.rules.measures import done
from moderation.rules.published import BY_KEY
from moderation.rules.statements import Reasons, fields

ENDED = {
    "expired": "It ended by itself",
    "rewritten": "It ended because the author rewrote the comment",
    "reversed": "A second panel reversed it",
    "changed": "A second panel put another measure in its place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsView:
    """One statement. `ended` says in words how, and is "" while it stands; `below` is the case that this one asks again
    about."""

    ref: str
    case: int
    comment: int
    subject: str
    measure: str
    rules: tuple[tuple[str, str], ...]
    facts: str
    groups: tuple[str, ...]
    decided_at: datetime
    until: datetime | None
    appeal_until: datetime
    ended_at: datetime | None
    ended: str
    below: int | None
    reasons: Reasons

    @property
    def path(self) -> str:
        return f"/moderation/statements/{self.ref}"

    @property
    def done(self) -> str:
        return done(self.measure)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        return fields(self.reasons)


_COLUMNS = (
    MeasureStatement.ref,
    MeasureStatement.case,
    MeasureStatement.comment,
    MeasureStatement.comment.subject.as_alias("subject"),
    MeasureStatement.measure,
    MeasureStatement.rule,
    MeasureStatement.rules,
    MeasureStatement.facts,
    MeasureStatement.found,
    MeasureStatement.groups,
    MeasureStatement.dissent,
    MeasureStatement.decided_at,
    MeasureStatement.until,
    MeasureStatement.appeal_until,
    MeasureStatement.ended_at,
    MeasureStatement.ended,
    MeasureStatement.case.below.as_alias("below"),
)


async def statement(ref: str) -> ReasonsView:
    """Raises NotFound."""
    rows = await MeasureStatement.select(*_COLUMNS).where(MeasureStatement.ref == ref)
    if not rows:
        raise NotFound
    return (await _views(rows))[0]


async def of_case(case: int) -> ReasonsView | None:
    found = await _views(await MeasureStatement.select(*_COLUMNS).where(MeasureStatement.case == case))
    return found[0] if found else None


async def newest(limit: int = 100, before: int | None = None) -> tuple[ReasonsView, ...]:
    """The newest first; only those of cases before `before`, if it is given."""
    query = MeasureStatement.select(*_COLUMNS)
    query = query.where(MeasureStatement.case < before) if before else query
    return await _views(await query.order_by(MeasureStatement.case, ascending=False).limit(limit))


async def _views(rows: Sequence[dict[str, Any]]) -> tuple[ReasonsView, ...]:
    names = await group_names()
    return tuple(_view(row, names) for row in rows)


def _view(row: dict[str, Any], names: dict[str, str]) -> ReasonsView:
    said = reasons_of(row, names)
    return ReasonsView(
        ref=row["ref"],
        case=row["case"],
        comment=row["comment"],
        subject=row["subject"],
        measure=row["measure"],
        rules=said.rules,
        facts=row["facts"],
        groups=said.panel,
        decided_at=row["decided_at"],
        until=row["until"],
        appeal_until=row["appeal_until"],
        ended_at=row["ended_at"],
        ended=ENDED.get(row["ended"], ""),
        below=row["below"],
        reasons=said,
    )


def reasons_of(row: Any, names: dict[str, str]) -> Reasons:
    """The statement as a rule knows it, from a row by column and the names of groups by key."""
    return Reasons(
        ref=row["ref"],
        about=f"Comment {row['comment']}",
        measure=row["measure"],
        rules=rules_of(row["rule"].split(), row["rules"]),
        facts=(row["facts"],),
        found=row["found"],
        panel=tuple(names.get(key, key) for key in row["groups"].split()),
        dissent=row["dissent"],
        decided_at=row["decided_at"],
        until=row["until"],
        appeal_until=row["appeal_until"],
    )


def rules_of(keys: Iterable[str], version: int) -> tuple[tuple[str, str], ...]:
    """Title and address of each rule, in that version."""
    return tuple((BY_KEY[key].title, f"/rules/conduct/{version}#{key}") for key in keys)
