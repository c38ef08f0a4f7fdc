"""Writes into a case what was decided."""

from __future__ import annotations

from forum.clock import now
from moderation.cases.tables import Case


async def close(case: Case, outcome: str, rule: str, because: str) -> Case:
    case.closed_at, case.outcome, case.rule, case.because = now(), outcome, rule, because
    await case.save()
    return case
