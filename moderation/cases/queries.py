"""Reads of cases, for moderators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from piccolo.query.functions.aggregate import Count

from forum.database import one_or_not_found
from forum.errors import NotFound, demand
from forum.rules.permission import MODERATOR, Identity, holds
from forum.rules.verdict import Verdict, every, require
from forum.threads.queries import comment, words_of
from moderation.appeals.tables import Appeal
from moderation.cases.comments import ceiling_of
from moderation.cases.kinds import kind_of
from moderation.cases.reporters import by_group
from moderation.cases.tables import Case, Flag, Opinion
from moderation.cases.views import CaseLine, CaseView, OpinionView, ReportView, Task
from moderation.measures.queries import of_case
from moderation.panels.queries import seat_of, seats_of, waiting_for
from moderation.panels.tables import Panel, Seat
from moderation.rules.measures import BY_NAME, LEVEL, MEASURES, done
from moderation.rules.published import BY_KEY, titles
from moderation.rules.questions import CONFIDENTIAL


def title_of(case: Case) -> str:
    if question := kind_of(case).question:
        return question.title
    return f"Comment {case.comment}, asked again" if case.below else f"Comment {case.comment}"


async def tasks(who: Identity) -> list[Task]:
    """Cases that wait for this person's view."""
    due = await waiting_for(who)
    rows = await Case.objects().where(Case.id.is_in([*due] or [0]))
    return [
        Task(
            kind="Your view on a case",
            title=title_of(each),
            path=f"/moderation/cases/{each.id}",
            since=each.opened_at,
            due=due[each.id],
        )
        for each in rows
    ]


async def open_cases() -> tuple[CaseLine, ...]:
    """All open cases, oldest first."""
    rows = await Case.objects().where(Case.closed_at.is_null()).order_by(Case.id)
    ids = [row.id for row in rows]
    reports, views = await _counted(Flag, ids), await _counted(Opinion, ids)
    seats: dict[int, int] = {}
    for each in await Seat.select(Seat.panel.case.as_alias("case")).where(
        Seat.panel.case.is_in(ids or [0]), Seat.left_at.is_null()
    ):
        seats[each["case"]] = seats.get(each["case"], 0) + 1
    return tuple(
        CaseLine(
            id=row.id,
            title=title_of(row),
            opened_at=row.opened_at,
            reports=reports.get(row.id, 0),
            views=views.get(row.id, 0),
            seats=seats.get(row.id, 0),
        )
        for row in rows
    )


async def case(case_id: int, who: Identity) -> CaseView:
    """Raises NotFound, also for a confidential one in which this person has no seat, or NotAllowed for who is neither
    seated nor a moderator."""
    seat = await seat_of(who, case_id)
    if not seat:
        demand(holds(who, MODERATOR))
    row = await one_or_not_found(Case.objects().where(Case.id == case_id).first())
    if row.kind == CONFIDENTIAL and not seat:
        raise NotFound
    kind, opinions, reports = kind_of(row), await _opinions(case_id), await _reports(case_id)
    about = await comment(row.comment) if row.comment else None
    statement, again = await of_case(case_id), await Appeal.select(Appeal.reasons).where(Appeal.case == case_id).first()
    mine = any(each["participant"] == who.participant for each in opinions)
    return CaseView(
        id=row.id,
        kind=row.kind,
        title=title_of(row),
        comment=about,
        words=await words_of(row.comment) if about else ("", ""),
        answers=await comment(about.parent) if about and about.parent else None,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        outcome=_outcome(row),
        rule=titles(row.rule),
        because=row.because,
        reporters=await by_group(reports),
        reports=tuple(_report(each) for each in reports),
        opinions=tuple(_opinion(each, row) for each in opinions) if row.closed_at else (),
        given=len(opinions),
        seats=len(await seats_of(case_id)),
        drawn=await Panel.exists().where(Panel.case == case_id),
        seated=bool(seat),
        due=seat.due_at if seat else None,
        may=_may(row, bool(seat), mine),
        choices=await _choices(row),
        is_about_words=kind.question is None,
        statement=statement.ref if statement else "",
        below=row.below,
        again=again["reasons"] if again else "",
        details=await kind.details(row) if kind.details else None,
    )


async def _reports(case_id: int) -> list[dict[str, Any]]:
    return (
        await Flag.select(Flag.participant, Flag.rule, Flag.note, Flag.quote, Flag.flagged_at)
        .where(Flag.case == case_id)
        .order_by(Flag.id)
    )


def _report(each: Mapping[str, Any]) -> ReportView:
    rule = BY_KEY[each["rule"]].title
    return ReportView(rule=rule, note=each["note"], quote=each["quote"], flagged_at=each["flagged_at"])


def _may(row: Case, seated: bool, mine: bool) -> Verdict:
    return every(
        require(not row.closed_at, "This case is decided."),
        require(seated, "You do not sit on the panel that decides it."),
        require(not mine, "You have given your view. All are shown when the last one is there."),
    )


def _outcome(row: Case) -> str:
    if not row.outcome:
        return ""
    question = kind_of(row).question
    return question.answers[row.outcome] if question else done(row.outcome)


async def _choices(row: Case) -> tuple[tuple[str, str, str], ...]:
    if question := kind_of(row).question:
        return tuple((key, words, "") for key, words in question.answers.items())
    most = LEVEL[await ceiling_of(row)]
    return tuple(
        (each.key, each.title, f"{each.says} At most {each.longest} days." if each.longest else each.says)
        for each in MEASURES[: most + 1]
    )


async def _opinions(case_id: int) -> list[dict[str, Any]]:
    return (
        await Opinion.select(
            Opinion.participant,
            Opinion.group.key.as_alias("group_key"),
            Opinion.group.name.as_alias("group_name"),
            Opinion.group.position.as_alias("position"),
            Opinion.view,
            Opinion.rule,
            Opinion.reasons,
            Opinion.days,
        )
        .where(Opinion.case == case_id)
        .order_by(Opinion.id)
    )


def _opinion(each: Mapping[str, Any], row: Case) -> OpinionView:
    question = kind_of(row).question
    words = question.answers[each["view"]] if question else BY_NAME[each["view"]].title
    return OpinionView(
        group=each["group_key"],
        group_name=each["group_name"],
        group_position=each["position"],
        choice=words,
        rule=titles(each["rule"]),
        reasons=each["reasons"],
        days=each["days"],
    )


async def _counted(table: type[Flag] | type[Opinion], cases: Sequence[int]) -> dict[int, int]:
    rows = await table.select(table.case, Count()).where(table.case.is_in([*cases] or [0])).group_by(table.case)
    return {row["case"]: row["count"] for row in rows}
