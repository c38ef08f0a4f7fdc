"""Organisations that count as one voice, after an investigation found that one interest dominates. The panel that
found so calls this inside its act, which records the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from piccolo.table import Table

from forum.clock import now
from forum.database import one
from forum.organisations.tables import Bloc, BlocMember


@dataclass(frozen=True, slots=True)
class BlocView:
    name: str
    report: str
    since: datetime


async def count_as_one(name: str, organisations: Sequence[int], report: str) -> tuple[int, list[Table]]:
    """Answers the bloc's id and its rows. `report` is the path of the published finding."""
    row = Bloc(name=name, report=report, since=now())
    await row.save()
    members = [BlocMember(bloc=row.id, organisation=each) for each in organisations]
    for each in members:
        await each.save()
    return row.id, [row, *members]


async def end_bloc(id: int, why: str) -> Bloc:
    row = await one(Bloc.objects().where(Bloc.id == id).first())
    row.until, row.why_ended = now(), why
    await row.save()
    return row


async def in_force() -> dict[int, tuple[int, ...]]:
    """Lists for each organisation in a bloc the members of it, the first entered first."""
    rows = (
        await BlocMember.select(BlocMember.bloc, BlocMember.organisation)
        .where(BlocMember.bloc.until.is_null())
        .order_by(BlocMember.organisation)
    )
    blocs: dict[int, list[int]] = {}
    for row in rows:
        blocs.setdefault(row["bloc"], []).append(row["organisation"])
    return {each: tuple(members) for members in blocs.values() for each in members}


async def of(organisation: int) -> BlocView | None:
    row = (
        await BlocMember.select(
            BlocMember.bloc.name.as_alias("name"),
            BlocMember.bloc.report.as_alias("report"),
            BlocMember.bloc.since.as_alias("since"),
        )
        .where(BlocMember.organisation == organisation, BlocMember.bloc.until.is_null())
        .first()
    )
    return BlocView(row["name"], row["report"], row["since"]) if row else None
