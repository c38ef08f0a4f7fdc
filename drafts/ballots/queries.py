"""Reads of ballots. Before the close nothing here selects a position, but that of the reader's own organisation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from piccolo.query.functions.aggregate import Count

from drafts.ballots.candidates import candidates_of, chosen_words, rivals_view
from drafts.ballots.casting.choices import opened
from drafts.ballots.counting.record import more_of
from drafts.ballots.opening.capture import captured
from drafts.ballots.questions import questions, titles_of
from drafts.ballots.tables import Answer, Ballot, Candidate, Cast, Clearance, RollEntry
from drafts.ballots.views import (
    CLOSED,
    COUNTING,
    RUNNING,
    AnswerView,
    BallotLine,
    BallotView,
    CastView,
    GroupReturns,
    QuestionView,
    RoundView,
    Voter,
)
from drafts.rules import casting
from drafts.rules.explain import ways_of
from drafts.rules.lifecycle import IN_BALLOT, WITHDRAWN
from drafts.rules.methods import parse_method
from drafts.rules.record import parse_record
from drafts.rules.tally import Result, recount
from drafts.sealing.queries import secret as secret_of
from drafts.sealing.queries import state as seal_state
from forum.clock import now
from forum.errors import NotFound
from forum.organisations.tables import StakeholderGroup
from forum.record.tables import Witness
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, no


async def ballot(ballot_id: int, who: Identity | None = None) -> BallotView:
    """As `who` may see it. Raises NotFound."""
    row = await Ballot.select().where(Ballot.id == ballot_id).first()
    if not row:
        raise NotFound
    asked, method, words = await questions(row), parse_method(row["method"]), json.loads(row["method"])
    closed = row["closed_at"] is not None
    groups, names = await _groups(ballot_id, await _casts(row, closed))
    organisation = who.speaking.organisation if who and who.speaking else 0
    voting = await RollEntry.exists().where(RollEntry.ballot == ballot_id, RollEntry.organisation == organisation)
    standing = await round_of(row)
    return BallotView(
        ballot_id,
        asked,
        method,
        row["method_id"],
        words.get("rule", ""),
        ways_of(method, names),
        row["opened_at"],
        row["closes_at"],
        row["closed_at"],
        row["outcome"],
        _state(row),
        groups,
        _may_cast(row, _fate(row, asked), who, voting),
        await cast_of(row, organisation) if voting else None,
        who.speaking.organisation_name if voting else "",
        await _result(row, standing) if closed and row["outcome"] != WITHDRAWN else None,
        names,
        standing,
        await seal_state(ballot_id),
        captured(row["capture"], names, {group.key: group.position for group in groups}),
        row["counting"],
        await rivals_view(row),
    )


async def _result(row: Mapping[str, Any], standing: RoundView) -> Result:
    if not standing.cleared:
        return recount(parse_record(row["record"]))
    cleared = await Clearance.select(Clearance.record).where(Clearance.ballot == row["id"]).first()
    return recount(parse_record(cleared["record"]))


def _fate(row: Mapping[str, Any], asked: Sequence[QuestionView]) -> str:
    return IN_BALLOT if row["counting"] else asked[0].fate


def _state(row: Mapping[str, Any]) -> str:
    if row["closed_at"]:
        return CLOSED
    return RUNNING if now() < row["closes_at"] else COUNTING


def _may_cast(row: Mapping[str, Any], fate: str, who: Identity | None, on_roll: bool) -> Verdict:
    timely = no("The ballot is closed.") if row["closed_at"] else casting.in_time(now(), row["closes_at"], fate)
    return timely and casting.may_cast(who, on_roll)


async def cast_of(ballot: Mapping[str, Any], organisation: int) -> CastView | None:
    """One organisation's vote, also before the close: for the organisation's own people, delegates and observers too. While
    trustees hold the ballot's key, not even they can read it."""
    row = await Cast.select().where(Cast.ballot == ballot["id"], Cast.organisation == organisation).first()
    if not row:
        return None
    entry = (await _entries([row["id"]]))[row["id"]]
    secret = await secret_of(ballot["id"]) if row["sealed"] else None
    if row["sealed"] and not secret:
        return CastView("", "", row["cast_at"], entry)
    choice = opened(secret, row)
    names = await candidates_of(ballot["id"]) if choice.among else {}
    return CastView(choice.position, choice.reason, row["cast_at"], entry, chosen_words(choice.among, names))


async def _entries(casts: Sequence[int]) -> dict[int, int]:
    """Which entry of the record vouches for each cast now."""
    rows = await Witness.select(Witness.row, Witness.seq).where(
        Witness.row.is_in([f"cast/{id}" for id in casts] or [""])
    )
    return {int(row["row"].partition("/")[2]): row["seq"] for row in rows}


async def _casts(ballot: Mapping[str, Any], closed: bool) -> dict[str, CastView | None]:
    """By slug. Before the close: only that there is one."""
    rows = await Cast.select(Cast.id, Cast.organisation, Cast.cast_at).where(Cast.ballot == ballot["id"])
    slugs = {
        row["organisation"]: row["slug"]
        for row in await RollEntry.select(RollEntry.organisation, RollEntry.slug).where(
            RollEntry.ballot == ballot["id"]
        )
    }
    if not closed:
        return dict.fromkeys(slugs[row["organisation"]] for row in rows)
    entries = await _entries([row["id"] for row in rows])
    here = {slugs[row["organisation"]]: entries[row["id"]] for row in rows}
    record = json.loads(ballot["record"])
    published = [*record["casts"], *record["question"].get("not_counted", ())]
    chosen, names = (
        record["question"].get("choices", {}),
        await candidates_of(ballot["id"]) if ballot["counting"] else {},
    )
    return {
        each["organisation"]: _published(
            each, here.get(each["organisation"]), chosen_words(chosen.get(each["organisation"], {}), names)
        )
        for each in published
    }


def _published(cast: Mapping[str, Any], entry: int | None, chosen: str) -> CastView:
    moment, stands = datetime.fromisoformat(cast["cast_at"]), cast.get("stands_from", "")
    return CastView(cast["position"], cast["reason"], moment, entry, chosen, stands)


async def on_roll(ballot_id: int, slug: str) -> Mapping[str, Any]:
    """The line of the roll. Raises NotFound."""
    row = await RollEntry.select().where(RollEntry.ballot == ballot_id, RollEntry.slug == slug).first()
    if not row:
        raise NotFound
    return row


async def _answers(ballot_id: int) -> dict[int, AnswerView]:
    rows = await Answer.select().where(Answer.ballot == ballot_id)
    return {row["organisation"]: AnswerView(row["kind"], row["reason"], row["answered_at"]) for row in rows}


async def round_of(row: Mapping[str, Any]) -> RoundView:
    """Where this ballot stands among others on the same question."""
    later = await Ballot.select(Ballot.id).where(Ballot.earlier == row["id"]).first()
    cleared = (
        await Clearance.select(Clearance.outcome, Clearance.cleared_at).where(Clearance.ballot == row["id"]).first()
    )
    record = json.loads(row["record"]) if row["record"] and row["outcome"] != WITHDRAWN else None
    return RoundView(
        row["course"],
        row["earlier"],
        later["id"] if later else None,
        row["without"],
        bool(record and record["question"].get("without")),
        cleared["outcome"] if cleared else "",
        cleared["cleared_at"] if cleared else None,
        more_of(row, record) if record and not row["counting"] else "",
    )


async def _groups(
    ballot_id: int, casts: Mapping[str, CastView | None]
) -> tuple[tuple[GroupReturns, ...], dict[str, str]]:
    rows = await RollEntry.select().where(RollEntry.ballot == ballot_id).order_by(RollEntry.id)
    known = {
        row["key"]: row
        for row in await StakeholderGroup.select(StakeholderGroup.key, StakeholderGroup.name, StakeholderGroup.position)
    }
    members: dict[str, list[Voter]] = {}
    answers = await _answers(ballot_id)
    for row in rows:
        members.setdefault(row["group"], []).append(
            Voter(
                row["slug"],
                row["name"],
                row["region"],
                row["owner"],
                row["weight"],
                row["slug"] in casts,
                casts.get(row["slug"]),
                answers.get(row["organisation"]),
            )
        )
    groups = (
        GroupReturns(key, known[key]["name"], known[key]["position"], tuple(voters)) for key, voters in members.items()
    )
    return tuple(sorted(groups, key=lambda group: group.position)), {key: row["name"] for key, row in known.items()}


async def record(ballot_id: int) -> str:
    """The published record, comity-ballot/1: of a held ballot that was cleared, as it was cleared. Raises NotFound until the
    ballot is closed."""
    cleared = await Clearance.select(Clearance.record).where(Clearance.ballot == ballot_id).first()
    row = cleared or await _closed(ballot_id)
    if not row:
        raise NotFound
    return row["record"]


async def _closed(ballot_id: int) -> Mapping[str, Any] | None:
    return await Ballot.select(Ballot.record).where(Ballot.id == ballot_id, Ballot.closed_at.is_not_null()).first()


async def running() -> tuple[BallotLine, ...]:
    """Open ballots, the first to close first."""
    return await _lines(await _select().where(Ballot.closed_at.is_null()).order_by(Ballot.closes_at, Ballot.id))


async def lately(limit: int = 20) -> tuple[BallotLine, ...]:
    """Closed ballots, the last first."""
    return await _lines(
        await _select()
        .where(Ballot.closed_at.is_not_null())
        .order_by(Ballot.closed_at, Ballot.id, ascending=False)
        .limit(limit)
    )


async def of_amendment(amendment_id: int) -> tuple[BallotLine, ...]:
    """All ballots on it, oldest first."""
    rivals = await Candidate.select(Candidate.ballot).where(Candidate.amendment == amendment_id).output(as_list=True)
    here = (Ballot.amendment == amendment_id) | Ballot.id.is_in(rivals or [0])
    return await _lines(await _select().where(here).order_by(Ballot.id))


async def of_motion(motion_id: int) -> tuple[BallotLine, ...]:
    return await _lines(await _select().where(Ballot.motion == motion_id).order_by(Ballot.id))


async def owed(who: Identity) -> tuple[BallotLine, ...]:
    """Open ballots in which the organisation for which `who` speaks is on the roll and has not voted."""
    if not who.speaking:
        return ()
    here = who.speaking.organisation
    entitled = (
        await RollEntry.select(RollEntry.ballot)
        .where(RollEntry.organisation == here, RollEntry.ballot.closed_at.is_null())
        .output(as_list=True)
    )
    voted = await Cast.select(Cast.ballot).where(Cast.organisation == here).output(as_list=True)
    return tuple(line for line in await running() if line.id in set(entitled) - set(voted))


def _select():
    return Ballot.select(
        Ballot.id,
        Ballot.amendment,
        Ballot.motion,
        Ballot.counting,
        Ballot.amendment.instrument.title.as_alias("instrument"),
        Ballot.motion.instrument.title.as_alias("about"),
        Ballot.method,
        Ballot.opened_at,
        Ballot.closes_at,
        Ballot.closed_at,
        Ballot.outcome,
    )


async def _lines(rows: Sequence[Mapping[str, Any]]) -> tuple[BallotLine, ...]:
    ids = [row["id"] for row in rows]
    named, cleared = await titles_of(rows), await _cleared(ids)
    cast, entitled = await _counted(Cast, ids), await _counted(RollEntry, ids)
    return tuple(
        BallotLine(
            row["id"],
            named[row["id"]].title,
            row["amendment"],
            named[row["id"]].instrument,
            json.loads(row["method"]).get("title", ""),
            row["opened_at"],
            row["closes_at"],
            row["closed_at"],
            cleared.get(row["id"], row["outcome"]),
            cast.get(row["id"], 0),
            entitled.get(row["id"], 0),
        )
        for row in rows
    )


async def _cleared(ballots: Sequence[int]) -> dict[int, str]:
    rows = await Clearance.select(Clearance.ballot, Clearance.outcome).where(Clearance.ballot.is_in([*ballots] or [0]))
    return {row["ballot"]: row["outcome"] for row in rows}


async def _counted(table: type[Cast] | type[RollEntry], ballots: Sequence[int]) -> dict[int, int]:
    rows = await table.select(table.ballot, Count()).where(table.ballot.is_in([*ballots] or [0])).group_by(table.ballot)
    return {row["ballot"]: row["count"] for row in rows}
