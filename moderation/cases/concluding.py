"""A panel's views are all there: the case closes with what its kind says follows."""

from __future__ import annotations

from collections.abc import Sequence

from forum.record.actions import append
from moderation.cases import comments
from moderation.cases.closing import close
from moderation.cases.kinds import Follow, kind_of
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import path_of
from moderation.panels.queries import seats_of
from moderation.rules import panels
from moderation.rules.questions import Question, answered


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
    kind = kind_of(case)
    if kind.question and kind.concluded:
        await _answered(case, given, kind.question, kind.concluded)
    else:
        await comments.conclude(case, given)
    return True


async def _answered(case: Case, given: Sequence[Opinion], question: Question, follow: Follow) -> None:
    answer = answered(question, [each.view for each in given])
    await close(case, answer, "", "\n\n".join(each.reasons for each in given if each.view == answer))
    done = await follow(case, answer, given)
    await append(
        "case.decided",
        path_of(case.id),
        done.says,
        case,
        *done.rows,
        detail={"case": case.id, "kind": case.kind, "outcome": answer},
    )
