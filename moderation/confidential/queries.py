"""What everybody reads of confidential reports: that there was one, about which group, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.columns import id_of
from forum.rules.verdict import Verdict
from moderation.confidential.actions import additions, of_code, since_answer
from moderation.confidential.sealing import fingerprint, opened
from moderation.confidential.tables import Confidential, Waiting
from moderation.panels.tables import Panel
from moderation.rules.confidential import code_of, may_add
from moderation.rules.questions import CONFIDENTIAL, QUESTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFate:
    """What became of a report. `outcome` is in words, and "" while it is open."""

    case: int
    about: str
    received: datetime
    outcome: str
    because: str
    closed_at: datetime | None
    drawn: bool


@dataclass(frozen=True, slots=True)
class OwnView:
    """A report for whoever holds its code. `said` has, in order, whether the panel wrote it, and the words."""

    fate: ReportFate
    body: str
    said: tuple[tuple[bool, str], ...]
    may_add: Verdict


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A report that waits for its turn. `before`: how many are taken first."""

    about: str
    body: str
    before: int


async def waiting(code: str) -> WaitingView | None:
    """The report with this code, if it waits."""
    read = code_of(code)
    row = await Waiting.objects(Waiting.about).where(Waiting.code == fingerprint(read)).first() if read else None
    if not row:
        return None
    before = await Waiting.count().where(Waiting.id < id_of(row))
    return WaitingView(row.about.name, opened(row.sealed, row.code), before)


async def fates(cases: list[int] | None = None) -> tuple[ReportFate, ...]:
    """What became of all reports or of these cases, the newest first."""
    of = Confidential.case
    query = Confidential.select(
        of.as_alias("case"),
        Confidential.about.name.as_alias("about"),
        of.opened_at.as_alias("received"),
        of.outcome.as_alias("outcome"),
        of.because.as_alias("because"),
        of.closed_at.as_alias("closed_at"),
    ).order_by(Confidential.id, ascending=False)
    rows = await (query.where(of.is_in(cases)) if cases is not None else query.limit(500))
    drawn = set(
        await Panel.select(Panel.case)
        .where(Panel.case.is_in([row["case"] for row in rows] or [0]))
        .output(as_list=True)
    )
    answers = QUESTIONS[CONFIDENTIAL].answers
    return tuple(
        ReportFate(
            case=row["case"],
            about=row["about"],
            received=row["received"],
            outcome=answers.get(row["outcome"], ""),
            because=row["because"],
            closed_at=row["closed_at"],
            drawn=row["case"] in drawn,
        )
        for row in rows
    )


async def own(code: str) -> OwnView:
    """The report with this code. Raises NotFound."""
    row = await of_code(code)
    (fate,), said = await fates([row.case]), await additions(row)
    return OwnView(
        fate,
        opened(row.sealed, row.code),
        tuple((bool(each.by_panel), opened(each.sealed, row.code)) for each in said),
        may_add(since_answer(said)),
    )
