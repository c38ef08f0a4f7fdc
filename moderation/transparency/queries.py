"""Reads the cases of a year as facts: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from piccolo.query.functions.aggregate import Count

from forum.clock import now
from forum.organisations.mandates import held
from forum.organisations.queries import groups
from forum.people.tables import Mandate
from forum.threads.tables import Hiding
from moderation.cases.tables import Case, Flag, Opinion
from moderation.measures.tables import MeasureStatement
from moderation.rules.appeals import outcome
from moderation.rules.questions import CONFIDENTIAL
from moderation.rules.transparency import Facts, Figures, figures
from moderation.rules.voices import MASK


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The figures of one year. `names` are those of groups by key; `small` are keys of groups too small to be counted
    apart."""

    year: int
    years: tuple[int, ...]
    facts: tuple[Facts, ...]
    figures: Figures
    names: Mapping[str, str]
    small: tuple[str, ...]
    emergencies: int
    confidential: Mapping[str, int]


async def year(number: int) -> YearView:
    start, end = datetime(number, 1, 1, tzinfo=UTC), datetime(number + 1, 1, 1, tzinfo=UTC)
    names = {each.key: each.name for each in await groups()}
    facts, small = await _facts(start, end), await _small(names)
    kept = (
        await Case.select(Case.outcome, Count())
        .where(Case.kind == CONFIDENTIAL, Case.opened_at >= start, Case.opened_at < end)
        .group_by(Case.outcome)
    )
    return YearView(
        year=number,
        years=await _years(),
        facts=facts,
        figures=figures(facts, tuple(names), small),
        names=names,
        small=small,
        emergencies=await Hiding.count().where(
            Hiding.kind == "emergency", Hiding.hidden_at >= start, Hiding.hidden_at < end
        ),
        confidential={row["outcome"] or "open": row["count"] for row in kept},
    )


async def _years() -> tuple[int, ...]:
    """All years from the first case to now, the last first."""
    first = await Case.select(Case.opened_at).order_by(Case.id).first()
    return tuple(range(now().year, (first["opened_at"].year if first else now().year) - 1, -1))


async def _small(names: Mapping[str, str]) -> tuple[str, ...]:
    rows = (
        await Mandate.select(
            Mandate.organisation.group.key.as_alias("key"), Count(distinct=[Mandate.participant], alias="people")
        )
        .where(held(Mandate))
        .group_by(Mandate.organisation.group.key)
    )
    people = {row["key"]: row["people"] for row in rows}
    return tuple(key for key in names if people.get(key, 0) < MASK)


async def _facts(start: datetime, end: datetime) -> tuple[Facts, ...]:
    within = [Case.opened_at >= start, Case.opened_at < end, Case.comment.is_not_null()]
    rows = (
        await Case.select(
            Case.id, Case.opened_at, Case.closed_at, Case.below, Case.comment.group.key.as_alias("author")
        )
        .where(*within)
        .order_by(Case.id)
    )
    stated = {
        row["case"]: row
        for row in await MeasureStatement.select(
            MeasureStatement.case, MeasureStatement.ref, MeasureStatement.measure, MeasureStatement.rule
        ).where(MeasureStatement.case.opened_at >= start, MeasureStatement.case.opened_at < end)
    }
    reports, views = await _reports(start, end), await _views(start, end)
    above = {row["below"]: row["id"] for row in rows if row["below"] and row["id"] in stated}
    return tuple(
        _fact(row, stated, reports, views, above) for row in rows if row["closed_at"] is None or row["id"] in stated
    )


def _fact(
    row: dict[str, Any],
    stated: Mapping[int, dict],
    reports: Mapping[int, list[str]],
    views: Mapping[int, list[tuple[str, str]]],
    above: Mapping[int, int],
) -> Facts:
    said, again = stated.get(row["id"]), stated.get(above.get(row["id"], 0))
    became = outcome(said["measure"], again["measure"]) if said and again else ""
    return Facts(
        case=row["id"],
        opened_at=row["opened_at"],
        author=row["author"] or "",
        reporters=tuple(reports.get(row["id"], ())),
        decided_at=row["closed_at"],
        measure=said["measure"] if said else "",
        rules=tuple(said["rule"].split()) if said else (),
        views=tuple(views.get(row["id"], ())),
        statement=said["ref"] if said else "",
        below=row["below"],
        became=became,
    )


async def _reports(start: datetime, end: datetime) -> dict[int, list[str]]:
    """One group's key for each report, by case; whoever speaks for several groups counts once, for the first."""
    flags = (
        await Flag.select(Flag.case, Flag.participant, Flag.flagged_at)
        .where(Flag.case.opened_at >= start, Flag.case.opened_at < end)
        .order_by(Flag.id)
    )
    held = (
        await Mandate.select(
            Mandate.participant, Mandate.since, Mandate.until, Mandate.organisation.group.key.as_alias("key")
        )
        .where(Mandate.participant.is_in(list({each["participant"] for each in flags}) or [0]))
        .order_by(Mandate.id)
    )
    of: dict[int, list[dict[str, Any]]] = {}
    for each in held:
        of.setdefault(each["participant"], []).append(each)
    found: dict[int, list[str]] = {}
    for flag in flags:
        at = flag["flagged_at"]
        key = next(
            (
                each["key"]
                for each in of.get(flag["participant"], ())
                if each["since"] <= at and (each["until"] is None or at < each["until"])
            ),
            "",
        )
        found.setdefault(flag["case"], []).append(key)
    return found


async def _views(start: datetime, end: datetime) -> dict[int, list[tuple[str, str]]]:
    rows = (
        await Opinion.select(Opinion.case, Opinion.group.key.as_alias("key"), Opinion.view)
        .where(Opinion.case.opened_at >= start, Opinion.case.opened_at < end)
        .order_by(Opinion.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["case"], []).append((row["key"], row["view"]))
    return found
