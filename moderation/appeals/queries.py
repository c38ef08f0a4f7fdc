"""Reads of appeals: that somebody asked again, never who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.database import one_or_not_found
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from moderation.appeals.actions import may
from moderation.appeals.tables import Appeal
from moderation.measures.tables import MeasureStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainView:
    """Says that somebody asked again. `statement` is the reference of the second decision, "" while it is open; `role`
    is author or reporter."""

    case: int
    role: str
    made_at: datetime
    statement: str


async def asked_again(ref: str) -> tuple[AgainView, ...]:
    """Everything that was asked again about this statement, oldest first."""
    rows = (
        await Appeal.select(Appeal.case, Appeal.role, Appeal.made_at)
        .where(Appeal.statement.ref == ref)
        .order_by(Appeal.id)
    )
    decided = {
        row["case"]: row["ref"]
        for row in await MeasureStatement.select(MeasureStatement.case, MeasureStatement.ref).where(
            MeasureStatement.case.is_in([row["case"] for row in rows] or [0])
        )
    }
    return tuple(
        AgainView(case=row["case"], role=row["role"], made_at=row["made_at"], statement=decided.get(row["case"], ""))
        for row in rows
    )


async def may_ask(who: Identity | None, ref: str) -> Verdict | None:
    """Whether somebody may ask again; None for somebody whom the statement does not concern. Raises NotFound."""
    statement = await one_or_not_found(MeasureStatement.objects().where(MeasureStatement.ref == ref).first())
    if not who:
        return None
    role, verdict = await may(who, statement)
    return verdict if role else None
