"""What everybody reads of an investigation: who it is about, what panels found and why, objections, and when the remedy
ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.database import one_or_not_found
from forum.organisations.tables import Bloc
from moderation.alarms.investigating import chain_up
from moderation.alarms.tables import Investigation, InvestigationObjection, Party
from moderation.cases.tables import Case
from moderation.panels.tables import Panel
from moderation.rules.questions import DOMINANCE, QUESTIONS


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    slug: str
    group_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What one panel decided. `outcome` is in words, and "" while the case is open."""

    case: int
    title: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    because: str
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationView:
    """An investigation in public. `counted` is since when the organisations count as one; None if they do not, or no
    more."""

    id: int
    name: str
    question: str
    exit: str
    alarm: int | None
    organisations: tuple[Member, ...]
    steps: tuple[FindingView, ...]
    objections: tuple[tuple[str, str], ...]
    objections_until: datetime | None
    objecting: bool
    counted: datetime | None

    @property
    def path(self) -> str:
        return f"/investigations/{self.id}"


async def report(id: int) -> InvestigationView:
    """Raises NotFound."""
    row = await one_or_not_found(Investigation.objects().where(Investigation.id == id).first())
    of = Party.organisation
    members = (
        await Party.select(of.name.as_alias("name"), of.slug.as_alias("slug"), of.group.name.as_alias("group_name"))
        .where(Party.investigation == id)
        .order_by(Party.id)
    )
    objections = (
        await InvestigationObjection.select(
            InvestigationObjection.organisation.name.as_alias("name"), InvestigationObjection.body
        )
        .where(InvestigationObjection.investigation == id)
        .order_by(InvestigationObjection.id)
    )
    bloc = await Bloc.select(Bloc.since).where(Bloc.id == row.bloc, Bloc.until.is_null()).first() if row.bloc else None
    until = row.objections_until
    return InvestigationView(
        id=id,
        name=row.name,
        question=row.question,
        exit=row.exit,
        alarm=row.alarm,
        organisations=tuple(Member(**each) for each in members),
        steps=await _steps(await chain_up(row.case)),
        objections=tuple((each["name"], each["body"]) for each in objections),
        objections_until=until,
        objecting=bool(until and now() < until),
        counted=bloc["since"] if bloc else None,
    )


async def _steps(cases: list[int]) -> tuple[FindingView, ...]:
    rows = await Case.objects().where(Case.id.is_in(cases)).order_by(Case.id)
    drawn = set(await Panel.select(Panel.case).where(Panel.case.is_in(cases)).output(as_list=True))
    return tuple(
        FindingView(
            case=row.id,
            title=QUESTIONS[row.kind].title,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            outcome=QUESTIONS[row.kind].answers.get(row.outcome, ""),
            because=row.because,
            drawn=row.id in drawn,
        )
        for row in rows
    )


async def all_of_them() -> tuple[tuple[int, str, datetime], ...]:
    """Id, name and beginning of each investigation, newest first."""
    rows = (
        await Investigation.select(Investigation.id, Investigation.name, Investigation.case.opened_at.as_alias("at"))
        .where(Investigation.case.kind == DOMINANCE)
        .order_by(Investigation.id, ascending=False)
    )
    return tuple((row["id"], row["name"], row["at"]) for row in rows)
