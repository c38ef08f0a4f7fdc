"""Appeals: a different panel decides afresh."""

from __future__ import annotations

from forum.clock import now
from forum.database import atomic, one_or_not_found
from forum.errors import Conflict, Invalid, demand
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
    """Asks a new panel, and answers the new case's id. Raises NotFound, NotAllowed, Invalid, Conflict."""
    reasons = reasons.strip()
    async with atomic():
        statement = await one_or_not_found(MeasureStatement.objects().where(MeasureStatement.ref == ref).first())
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
    """The role in which this person could ask again (author or reporter), and whether it may be done."""
    comment = await comment_of(statement.comment)
    below = await chain(statement.case)
    role = appeals.role(who, comment.participant, await reporters_of(below))
    own = Appeal.participant == (who.participant if who else 0)
    already = await Appeal.exists().where(Appeal.statement == statement.id, own)
    asked = await Appeal.exists().where(Appeal.case == statement.case, own)
    return role, appeals.may_appeal(
        role, statement.measure, until=statement.appeal_until, now=now(), already=already, own=asked
    )


async def parties(case: Case) -> Parties:
    """Whom a case concerns that asks again about a comment: whoever asked, too."""
    row = await Appeal.select(Appeal.participant).where(Appeal.case == case.id).first()
    return await of_comment(case, await comment_of(case.comment), row["participant"] if row else None)
