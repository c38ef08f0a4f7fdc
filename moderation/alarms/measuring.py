"""Reads what alarms look at: a bounded number of queries, in bounded windows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from piccolo.query.functions.aggregate import Count

from drafts.amendments.tables import Amendment
from drafts.ballots.tables import Ballot
from drafts.instruments.tables import Instrument
from drafts.rules.lifecycle import TABLED
from forum.clock import now
from forum.organisations.mandates import held
from forum.organisations.queries import group_names, owners
from forum.organisations.tables import Accreditation, Ground, Organisation
from forum.organisations.views import Top
from forum.people.tables import Mandate
from forum.threads.tables import Agreement, Comment
from moderation.cases.tables import Flag
from moderation.rules.alarms import IN_FORCE, Raised
from moderation.rules.newcomers import newcomers
from moderation.rules.onset import onset
from moderation.rules.reporting import flags
from moderation.rules.together import together


async def everything() -> list[Raised]:
    """Everything that is above a threshold now."""
    moment = now()
    names = await group_names()
    rows = {
        row["id"]: row
        for row in await Organisation.select(
            Organisation.id,
            Organisation.name,
            Organisation.group.key.as_alias("group_key"),
        )
    }
    tops = await owners()
    return [
        *await _onsets(moment, names),
        *await _together(moment, tops),
        *await _newcomers(moment, rows, tops, names),
        *await _flags(moment, names),
    ]


async def _onsets(moment: datetime, names: Mapping[str, str]) -> Iterable[Raised]:
    since = moment - timedelta(hours=IN_FORCE.onset_hours)
    now_many = await _comments(since, moment)
    before = await _comments(since - timedelta(days=IN_FORCE.onset_before), since) if now_many else {}
    titles = (
        {
            f"/instruments/{row['slug']}": row["title"]
            for row in await Instrument.select(Instrument.slug, Instrument.title)
        }
        if now_many
        else {}
    )
    found = (
        onset(
            where,
            titles.get(where, where),
            group,
            names[group],
            f"{moment:%Y-%m-%d}",
            many,
            before.get((where, group), 0),
        )
        for (where, group), many in now_many.items()
    )
    return [each for each in found if each]


async def _comments(since: datetime, until: datetime) -> dict[tuple[str, str], int]:
    """How many comments were made, by container and group."""
    rows = (
        await Comment.select(Comment.container, Comment.group.key.as_alias("group_key"), Count())
        .where(Comment.made_at >= since, Comment.made_at < until, Comment.group.is_not_null())
        .group_by(Comment.container, Comment.group.key)
    )
    return {(row["container"], row["group_key"]): row["count"] for row in rows}


async def _together(moment: datetime, tops: Mapping[int, Top]) -> Iterable[Raised]:
    since = moment - timedelta(days=7)
    acts: dict[str, list[tuple[int, datetime]]] = {}
    said = await Comment.select(Comment.participant, Comment.organisation, Comment.made_at.as_alias("at")).where(
        Comment.made_at >= since, Comment.organisation.is_not_null()
    )
    agreed = await Agreement.select(
        Agreement.participant, Agreement.organisation, Agreement.since.as_alias("at")
    ).where(Agreement.since >= since)
    for each in [*said, *agreed]:
        acts.setdefault(tops[each["organisation"]].slug, []).append((each["participant"], each["at"]))
    names, week = {top.slug: top.name for top in tops.values()}, f"{moment:%G-W%V}"
    found = (together(owner, names[owner], week, those) for owner, those in acts.items())
    return [each for each in found if each]


async def _newcomers(
    moment: datetime, rows: Mapping[int, Mapping[str, Any]], tops: Mapping[int, Top], names: Mapping[str, str]
) -> Iterable[Raised]:
    """New organisations before a ballot that runs, counted from its opening, and before ballots that may open next,
    counted from now."""
    open_ballots = await Ballot.select(Ballot.id, Ballot.opened_at).where(Ballot.closed_at.is_null())
    due = [(f"/ballots/{row['id']}", row["opened_at"]) for row in open_ballots]
    if await Amendment.exists().where(Amendment.fate == TABLED):
        due.append((f"/organisations?before={moment:%Y-%m}", moment))
    accredited = await Accreditation.select(
        Accreditation.organisation, Accreditation.accredited_at, Accreditation.application
    ).where(Accreditation.ended_at.is_null())
    registrars = await _registrars([row["application"] for row in accredited if row["application"]])
    return [
        each
        for ballot, opens in due
        for group in names
        for each in _before(ballot, opens, group, names[group], accredited, rows, tops, registrars)
    ]


def _before(
    ballot: str,
    opens: datetime,
    group: str,
    name: str,
    accredited: list[dict],
    rows: Mapping[int, Mapping[str, Any]],
    tops: Mapping[int, Top],
    registrars: Mapping[int, str],
) -> tuple[Raised, ...]:
    own = [
        each
        for each in accredited
        if rows[each["organisation"]]["group_key"] == group and each["accredited_at"] <= opens
    ]
    new = [each for each in own if each["accredited_at"] >= opens - timedelta(days=IN_FORCE.newcomers_days)]
    if len(new) == len(own):  # a forum that has just begun: everybody is new
        return ()
    who = Counter(registrars.get(each["application"] or 0, "the operator") for each in new)
    by_whom = f"Accredited by {'; '.join(f'{each} ({many})' for each, many in who.items())}." if who else ""
    return newcomers(
        group,
        name,
        ballot,
        [(rows[each["organisation"]]["name"], tops[each["organisation"]].name) for each in new],
        len(own),
        by_whom,
    )


async def _registrars(applications: list[int]) -> dict[int, str]:
    """The groups whose registrars accredited, in words, by application."""
    given = (
        await Ground.select(Ground.application, Ground.group.name.as_alias("name"))
        .where(Ground.application.is_in(applications or [0]), Ground.view == "accredit")
        .order_by(Ground.id)
    )
    found: dict[int, list[str]] = {}
    for row in given:
        found.setdefault(row["application"], []).append(row["name"])
    return {key: f"registrars of {' and '.join(those)}" for key, those in found.items()}


async def _flags(moment: datetime, names: Mapping[str, str]) -> Iterable[Raised]:
    since = moment - timedelta(days=7)
    rows = await Flag.select(Flag.participant, Flag.case.comment.group.key.as_alias("about")).where(
        Flag.flagged_at >= since, Flag.case.comment.is_not_null()
    )
    mandates = (
        await Mandate.select(Mandate.participant, Mandate.organisation.group.key.as_alias("key"))
        .where(
            Mandate.participant.is_in(list({row["participant"] for row in rows}) or [0]),
            held(Mandate, moment),
        )
        .order_by(Mandate.id)
    )
    groups = {row["participant"]: row["key"] for row in reversed(mandates)}
    given = Counter(
        (groups[row["participant"]], row["about"]) for row in rows if row["participant"] in groups and row["about"]
    )
    return flags(f"{moment:%G-W%V}", given, names)
