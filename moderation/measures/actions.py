"""Does what a panel decided about a comment, states the reasons, and ends it again. All of it inside the act of the
decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from piccolo.table import Table

from forum.clock import now
from forum.threads import restricting
from forum.threads.views import CommentView
from moderation.cases.tables import Case
from moderation.measures.tables import MeasureStatement
from moderation.rules import appeals
from moderation.rules.measures import FOLD, HIDE, NOTE, PAUSE, RETURN, Decision
from moderation.rules.published import VERSION, titles_in


async def state(
    case: Case, comment: CommentView, decision: Decision, found: str, groups: Sequence[str], until: datetime | None
) -> MeasureStatement:
    """Saves the statement of reasons. `groups` are keys of those that sat; `until` is when the measure ends by
    itself."""
    moment = now()
    row = MeasureStatement(
        ref=await _next_ref(moment.year),
        case=case.id,
        comment=comment.id,
        measure=decision.measure,
        rule=" ".join(decision.rules),
        rules=VERSION,
        facts="\n\n".join(decision.reasons),
        found=found,
        groups=" ".join(groups),
        dissent=decision.dissent,
        days=decision.days,
        decided_at=moment,
        until=until,
        appeal_until=moment + appeals.OPEN_FOR,
    )
    await row.save()
    return row


async def _next_ref(year: int) -> str:
    return f"{year}-{1 + await MeasureStatement.count().where(MeasureStatement.ref.like(f'{year}-%'))}"


async def do(statement: MeasureStatement, comment: CommentView) -> list[Table]:
    """Does the measure, and answers the rows that it made."""
    rows: list[Table] = []
    rule, because, until, ref = titles_in(statement.rule, 120), statement.facts, statement.until, statement.ref
    if statement.measure in (NOTE, FOLD):
        rows += await restricting.mark(comment.id, statement.measure, rule, because, until, ref)
    if statement.measure in (RETURN, HIDE):
        rows.append(
            await restricting.hide(
                comment.id,
                rule,
                because,
                kind=restricting.RETURNED if statement.measure == RETURN else "",
                until=until,
                statement=ref,
            )
        )
    if statement.measure == PAUSE:
        rows.append(await restricting.hide(comment.id, rule, because, until=until, statement=ref))
        rows.append(await restricting.pause(comment.participant, until, ref))
    return rows


async def end(statement: MeasureStatement, why: str) -> list[Table]:
    """Ends a measure, and answers the rows that changed. One that had ended already keeps its day, and now says why it
    no longer counts."""
    rows = await restricting.end_of(statement.ref)
    statement.ended_at, statement.ended = statement.ended_at or now(), why
    await statement.save()
    return [*rows, statement]
