"""What changed lately and why: for the front page and for the feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from drafts.exchange.render import plain
from drafts.instruments.queries import clauses_by_id, revision_in
from drafts.instruments.tables import Revision
from drafts.instruments.views import ClauseView, RevisionView
from drafts.rationales.statements import statements_of
from drafts.rationales.tables import Rationale
from drafts.rationales.views import ChangeLine, StatementView
from drafts.text.redline import redline

VERBS = {"replace": "{} was changed", "insert": "{} came in", "repeal": "{} was repealed", "move": "{} was moved"}
REVISION = ("id", "clause", "number", "text", "form", "made_at")


async def latest(limit: int = 6) -> tuple[ChangeLine, ...]:
    """Published revisions with their reasons, newest first. Five queries, however many there are."""
    rows = await _published(limit)
    changed = [row["revision.clause"] for row in rows]
    clauses, revisions = await clauses_by_id(changed), await _revisions(changed)
    statements = await statements_of(row["id"] for row in rows)
    lines = []
    for row in rows:
        new = revision_in(row, "revision.")
        old = revisions.get((new.clause_id, new.number - 1))
        lines.append(_line(row, clauses[new.clause_id], old, new, statements.get(row["id"], ())))
    return tuple(lines)


async def _published(limit: int) -> list[dict[str, Any]]:
    return (
        await Rationale.select(
            Rationale.id,
            Rationale.summary,
            Rationale.why,
            Rationale.figures,
            Rationale.published_at,
            Rationale.amendment.kind,
            Rationale.amendment.instrument.title,
            *(getattr(Rationale.revision, name) for name in REVISION),
        )
        .where(Rationale.published_at.is_not_null())
        .order_by(Rationale.published_at, Rationale.revision, ascending=False)
        .limit(limit)
    )


async def _revisions(clauses: Iterable[int]) -> dict[tuple[int, int], RevisionView]:
    """All of these clauses, by clause and number."""
    columns = [getattr(Revision, name) for name in REVISION]
    rows = await Revision.select(*columns).where(Revision.clause.is_in([*clauses] or [0]))
    return {(row["clause"], row["number"]): revision_in(row) for row in rows}


def _line(
    row: Mapping[str, Any],
    clause: ClauseView,
    old: RevisionView | None,
    new: RevisionView,
    statements: tuple[StatementView, ...],
) -> ChangeLine:
    return ChangeLine(
        id=row["id"],
        path=clause.revision_path(new.number),
        title=VERBS[row["amendment.kind"]].format(clause.citation),
        summary=row["summary"],
        why=row["why"],
        instrument_title=row["amendment.instrument.title"],
        published_at=row["published_at"],
        updated_at=max((row["published_at"], *(each.made_at for each in statements))),
        old=old,
        new=new,
        spans=redline(plain(old.text) if old else "", plain(new.text)),
        figures=json.loads(row["figures"]),
        statements=statements,
    )
