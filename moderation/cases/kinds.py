"""A kind of case is one value: what a panel is asked, whom it concerns, what follows, and what its members read.

The roof hands them over, since the rooms that bring them stand above this one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from piccolo.table import Table

from forum.handed import parts
from moderation.cases.tables import Case, Opinion
from moderation.panels.parties import Parties, candidates, excluded
from moderation.rules.questions import Question

REPORT, APPEAL = "", "appeal"  # a comment was reported; it is asked again about what was decided about a comment


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a panel's answer led to. `says` is one public sentence; `rows` are what was written."""

    says: str
    rows: Sequence[Table] = field(default_factory=tuple)


Follow = Callable[[Case, str, Sequence[Opinion]], Awaitable[Concluded]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """A kind of case. `parties` tells who is too close to decide it, `concluded` does what the answer asks for, and
    `details` are headings and texts of what those who sit read. Where a case is about a comment, the other three are
    None: there a panel chooses a measure."""

    parties: Callable[[Case], Awaitable[Parties]]
    question: Question | None = None
    concluded: Follow | None = None
    details: Callable[[Case], Awaitable[Mapping[str, str]]] | None = None


def kind_of(case: Case) -> CaseKind:
    kind: CaseKind = parts().kinds_of_case[case.kind]
    return kind


async def barred(case: Case) -> dict[int, str]:
    """Moderators who are too close to it by now, whatever the draw said, with why."""
    parties = await parties_of(case)
    return await excluded(parties, [each.participant for each in await candidates(parties)])


async def parties_of(case: Case) -> Parties:
    return await kind_of(case).parties(case)
