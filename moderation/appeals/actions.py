"""Asking again: a different panel decides afresh."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from forum.threads.queries import comment as comment_of
from moderation.appeals.tables import Appeal
from moderation.cases.kinds import APPEAL
from moderation.cases.parties import of_comment, reporters_of
from moderation.cases.tables import Case
from moderation.measures.tables import MeasureStatement
from moderation.panels.drawing import drawn_if_possible
from moderation.panels.parties import Parties, chain
from moderation.rules import appeals


async def appeal(who: Identity, ref: str, reasons: str) -> int:
    """The new case's id. Raises NotFound, NotAllowed, Invalid."""
    reasons = reasons.strip()
    async with atomic():
        statement = await MeasureStatement.objects().where(MeasureStatement.ref == ref).first()
        if not statement:
            raise NotFound
        role, verdict = await may(who, statement)
        demand(verdict)
        if faults := appeals.faults_of_appeal(reasons):
            raise Invalid(faults)
        if await Case.exists().where(Case.comment == statement.comment, Case.closed_at.is_null()):
            raise Conflict(
                "A panel is looking at this comment again just now. Its decision can be asked about in turn."
            )
        comment = await comment_of(statement.comment)
        case = Case(comment=statement.comment, opened_at=now(), kind=APPEAL, below=statement.case)
        await case.save()
        row = Appeal(
            case=case.id, statement=statement.id, participant=who.participant, role=role, reasons=reasons, made_at=now()
        )
        await row.save()
        says = f"Somebody whom statement {ref} concerns asked again; other people decide."
        seed = await append(
            "case.appealed", comment.subject, says, case, row, detail={"case": case.id, "statement": ref, "role": role}
        )
        await drawn_if_possible(case, seed, await of_comment(case, comment, who.participant))
        return case.id


async def may(who: Identity | None, statement: MeasureStatement) -> tuple[str, Verdict]:
    """As what this person may ask again (author or reporter), and whether."""
    comment = await comment_of(statement.comment)
    below = await chain(statement.case)
    role = appeals.role(who, comment.participant, await reporters_of(below))
    already = bool(who) and await Appeal.exists().where(
        Appeal.statement == statement.id, Appeal.participant == who.participant
    )
    own = bool(who) and await Appeal.exists().where(
        Appeal.case == statement.case, Appeal.participant == who.participant
    )
    return role, appeals.may_appeal(
        role, statement.measure, until=statement.appeal_until, now=now(), already=already, own=own
    )


async def parties(case: Case) -> Parties:
    """Of a case that asks again about a comment."""
    row = await Appeal.select(Appeal.participant).where(Appeal.case == case.id).first()
    return await of_comment(case, await comment_of(case.comment), row and row["participant"])
