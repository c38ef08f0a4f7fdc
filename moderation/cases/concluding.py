"""A panel's views, and what follows when all are there: for comments a measure with its statement of reasons, for other
cases what the roof names for their kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from piccolo.table import Table

from forum.clock import now
from forum.organisations.tables import StakeholderGroup
from forum.record.actions import append
from forum.threads import restricting
from forum.threads.queries import comment as comment_of
from forum.threads.views import CommentView
from moderation.appeals.tables import Appeal
from moderation.cases.parties import reporters_of
from moderation.cases.tables import Case, Flag, Opinion
from moderation.measures import letters
from moderation.measures.actions import do, end, state
from moderation.measures.queries import reasons_of
from moderation.measures.tables import MeasureStatement
from moderation.panels.drawing import path_of
from moderation.panels.parties import chain
from moderation.panels.queries import seats_of
from moderation.rules import appeals, measures, panels, statements
from moderation.rules.questions import QUESTIONS, answered


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a case of another kind led to. `says`: one public sentence."""

    says: str
    rows: Sequence[Table] = field(default_factory=tuple)


CONCLUDING: dict[
    str, Callable[[Case, str, Sequence[Opinion]], Awaitable[Concluded]]
] = {}  # by kind, filled by the roof


async def ceiling_of(case: Case) -> str:
    """The gravest measure that this panel can take."""
    appeal = (
        await Appeal.select(Appeal.role, Appeal.statement.measure.as_alias("measure"))
        .where(Appeal.case == case.id)
        .first()
    )
    return appeals.ceiling(appeal["role"], appeal["measure"]) if appeal and appeal["measure"] else measures.PAUSE


async def conclude_if_complete(case: Case) -> bool:
    """Whether the panel has decided; inside the act that may have made it complete."""
    sitting = [each.participant for each in await seats_of(case.id)]
    given = (
        await Opinion.objects()
        .where(Opinion.case == case.id, Opinion.participant.is_in(sitting or [0]))
        .order_by(Opinion.id)
    )
    if not panels.complete(len(sitting), len(given)):
        return False
    await (_question(case, given) if case.kind in QUESTIONS else _comment(case, given))
    return True


async def _keys(given: Sequence[Opinion]) -> list[str]:
    """Of the groups that sat, in their order."""
    wanted = [each.group for each in given]
    return (
        await StakeholderGroup.select(StakeholderGroup.key)
        .where(StakeholderGroup.id.is_in(wanted))
        .order_by(StakeholderGroup.position)
        .output(as_list=True)
    )


async def _close(case: Case, outcome: str, rule: str, because: str) -> Case:
    case.closed_at, case.outcome, case.rule, case.because = now(), outcome, rule, because
    await case.save()
    return case


async def _question(case: Case, given: Sequence[Opinion]) -> None:
    answer = answered(QUESTIONS[case.kind], [each.view for each in given])
    await _close(case, answer, "", "\n\n".join(each.reasons for each in given if each.view == answer))
    done = await CONCLUDING[case.kind](case, answer, given)
    await append(
        "case.decided",
        path_of(case.id),
        done.says,
        case,
        *done.rows,
        detail={"case": case.id, "kind": case.kind, "outcome": answer},
    )


async def _comment(case: Case, given: Sequence[Opinion]) -> None:
    comment, keys = await comment_of(case.comment), await _keys(given)
    decision = measures.decided(
        [measures.View("", each.view, each.rule, each.reasons, each.days) for each in given], await ceiling_of(case)
    )
    before = await MeasureStatement.objects().where(MeasureStatement.case == case.below).first() if case.below else None
    became = appeals.outcome(before.measure, decision.measure) if before else ""
    until = before.until if became == appeals.UPHELD else decision.until(now())
    statement = await state(case, comment, decision, await _found(case), keys, until)
    rows = [
        await _close(case, decision.measure, statement.rule, statement.facts),
        statement,
        *await restricting.end_emergency(comment.id),
    ]
    if became != appeals.UPHELD:  # what was upheld goes on under its own statement, to its own end
        rows += [*(await end(before, became) if before else ()), *await do(statement, comment)]
    said = await _told(case, comment, statement)
    says = f"A panel of {', '.join(said.panel)} decided about comment {comment.id}: {measures.done(decision.measure).lower()}."
    await append(
        "case.decided",
        comment.subject,
        says,
        *rows,
        detail={
            "case": case.id,
            "comment": comment.id,
            "outcome": decision.measure,
            "rule": statement.rule,
            "statement": statement.ref,
        },
    )


async def _told(case: Case, comment: CommentView, statement: MeasureStatement) -> statements.Reasons:
    """The statement of reasons, complete, sent to the author and to who reported."""
    names = {
        row["key"]: row["name"] for row in await StakeholderGroup.select(StakeholderGroup.key, StakeholderGroup.name)
    }
    said = reasons_of(statement.to_dict(), names)
    if wanting := statements.missing(said):
        raise ValueError(f"a statement of reasons without: {', '.join(wanting)}")
    await letters.tell(statement, said, comment.participant, await reporters_of(await chain(case)))
    return said


async def _found(case: Case) -> str:
    """A case that a moderator began by hiding the comment for a day has that moderator's as its only report."""
    if case.below:
        return statements.APPEAL
    alone = await Flag.count().where(Flag.case == case.id) == 1
    return (
        statements.OWN
        if alone and await restricting.was_hidden_for_a_day(case.comment, case.opened_at)
        else statements.REPORT
    )
