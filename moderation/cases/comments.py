"""What follows when a panel's views about a comment are all there: a measure, with its statement of reasons."""

from __future__ import annotations

from collections.abc import Sequence

from forum.clock import now
from forum.organisations.queries import group_names, groups
from forum.record.actions import append
from forum.threads import restricting
from forum.threads.queries import comment as comment_of
from forum.threads.views import CommentView
from moderation.appeals.tables import Appeal
from moderation.cases.closing import close
from moderation.cases.parties import reporters_of
from moderation.cases.tables import Case, Flag, Opinion
from moderation.measures.actions import do, end, state
from moderation.measures.informing import inform
from moderation.measures.queries import reasons_of
from moderation.measures.tables import MeasureStatement
from moderation.panels.parties import chain
from moderation.rules import appeals, measures, statements


async def ceiling_of(case: Case) -> str:
    """The gravest measure that this panel can take."""
    appeal = (
        await Appeal.select(Appeal.role, Appeal.statement.measure.as_alias("measure"))
        .where(Appeal.case == case.id)
        .first()
    )
    return appeals.ceiling(appeal["role"], appeal["measure"]) if appeal and appeal["measure"] else measures.PAUSE


async def conclude(case: Case, given: Sequence[Opinion]) -> None:
    comment, keys = await comment_of(case.comment), await _keys(given)
    decision = measures.decided(
        [measures.View("", each.view, each.rule, each.reasons, each.days) for each in given], await ceiling_of(case)
    )
    before = await MeasureStatement.objects().where(MeasureStatement.case == case.below).first() if case.below else None
    became = appeals.outcome(before.measure, decision.measure) if before else ""
    until = before.until if before and became == appeals.UPHELD else decision.until(now())
    statement = await state(case, comment, decision, await _found(case), keys, until)
    rows = [
        await close(case, decision.measure, statement.rule, statement.facts),
        statement,
        *await restricting.end_emergency(comment.id),
    ]
    if became != appeals.UPHELD:  # what was upheld goes on under its own statement, to its own end
        rows += [*(await end(before, became) if before else ()), *await do(statement, comment)]
    said = await _told(case, comment, statement)
    done = measures.done(decision.measure).lower()
    says = f"A panel of {', '.join(said.panel)} decided about comment {comment.id}: {done}."
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
    """Sends the complete statement of reasons to the author and to those who reported."""
    names = await group_names()
    said = reasons_of(statement.to_dict(), names)
    if wanting := statements.missing(said):
        raise ValueError(f"a statement of reasons without: {', '.join(wanting)}")
    await inform(said, comment.id, comment.participant, await reporters_of(await chain(case)))
    return said


async def _found(case: Case) -> str:
    """Whether others brought it up. A case that a moderator began by hiding the comment for a day has one report only,
    that moderator's."""
    if case.below:
        return statements.APPEAL
    alone = await Flag.count().where(Flag.case == case.id) == 1
    return (
        statements.OWN
        if alone and await restricting.was_hidden_for_a_day(case.comment, case.opened_at)
        else statements.REPORT
    )


async def _keys(given: Sequence[Opinion]) -> list[str]:
    """The keys of the groups that sat, in the order of groups."""
    sat = {each.group for each in given}
    return [each.key for each in await groups() if each.id in sat]
