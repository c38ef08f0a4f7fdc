"""Statements of groups that voted against, by rationale."""

from __future__ import annotations

from collections.abc import Iterable

from drafts.rationales.tables import Statement
from drafts.rationales.views import StatementView


async def statements_of(rationales: Iterable[int]) -> dict[int, tuple[StatementView, ...]]:
    """Reads statements in the order in which they were made. A rationale without any is not in the mapping."""
    rows = (
        await Statement.select(
            Statement.rationale,
            Statement.organisation.name,
            Statement.group.key,
            Statement.group.name,
            Statement.group.position,
            Statement.body,
            Statement.made_at,
        )
        .where(Statement.rationale.is_in([*rationales] or [0]))
        .order_by(Statement.id)
    )
    found: dict[int, tuple[StatementView, ...]] = {}
    for row in rows:
        found[row["rationale"]] = (*found.get(row["rationale"], ()), _view(row))
    return found


def _view(row: dict) -> StatementView:
    return StatementView(
        organisation=row["organisation.name"],
        group=row["group.key"],
        group_name=row["group.name"],
        group_position=row["group.position"],
        body=row["body"],
        made_at=row["made_at"],
    )
