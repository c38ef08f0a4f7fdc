"""Reads of ballots. Before the close nothing here selects a position, but that of the reader's own organisation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from piccolo.query.functions.aggregate import Count

from drafts.ballots.questions import question, titles
from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.ballots.views import CLOSED, COUNTING, RUNNING, BallotLine, BallotView, CastView, GroupReturns, Voter
from drafts.rules import casting
from drafts.rules.explain import rule_in_words
from drafts.rules.lifecycle import WITHDRAWN
from drafts.rules.methods import Method, parse_method
from drafts.rules.record import parse_record
from drafts.rules.tally import recount
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
    asked, method, words = await question(row["wording"]), parse_method(row["method"]), json.loads(row["method"])
    closed = row["closed_at"] is not None
    groups, names = await _groups(ballot_id, await _casts(ballot_id, closed))
    organisation = who.speaking.organisation if who and who.speaking else 0
    on_roll = await RollEntry.exists().where(RollEntry.ballot == ballot_id, RollEntry.organisation == organisation)
    return BallotView(
        ballot_id,
        asked,
        method,
        row["method_id"],
        words.get("rule", ""),
        _ways(method, names),
        row["opened_at"],
        row["closes_at"],
        row["closed_at"],
        row["outcome"],
        _state(row),
        groups,
        _may_cast(row, asked.fate, who, on_roll),
        await cast_of(ballot_id, organisation) if on_roll else None,
        who.speaking.organisation_name if on_roll else "",
        recount(parse_record(row["record"])) if closed and row["outcome"] != WITHDRAWN else None,
        names,
    )


def _ways(method: Method, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    titles = {"valid_when": "Valid if", "adopted_when": "Adopted if", "clear_when": "Held unless"}
    return tuple(
        (titles[part], f"{sentence[:1].upper()}{sentence[1:]}.") for part, sentence in rule_in_words(method, names)
    )


def _state(row: Mapping[str, Any]) -> str:
    if row["closed_at"]:
        return CLOSED
    return RUNNING if now() < row["closes_at"] else COUNTING


def _may_cast(row: Mapping[str, Any], fate: str, who: Identity | None, on_roll: bool) -> Verdict:
    timely = no("The ballot is closed.") if row["closed_at"] else casting.in_time(now(), row["closes_at"], fate)
    return timely and casting.may_cast(who, on_roll)


async def cast_of(ballot_id: int, organisation: int) -> CastView | None:
    """One organisation's vote, also before the close: for the organisation's own people, delegates and observers too."""
    row = (
        await Cast.select(Cast.id, Cast.position, Cast.reason, Cast.cast_at)
        .where(Cast.ballot == ballot_id, Cast.organisation == organisation)
        .first()
    )
    return row and _cast(row, await _entries([row["id"]]))


def _cast(row: Mapping[str, Any], entries: Mapping[int, int]) -> CastView:
    return CastView(row["position"], row["reason"], row["cast_at"], entries[row["id"]])


async def _entries(casts: Sequence[int]) -> dict[int, int]:
    """Which entry of the record vouches for each cast now."""
    rows = await Witness.select(Witness.row, Witness.seq).where(
        Witness.row.is_in([f"cast/{id}" for id in casts] or [""])
    )
    return {int(row["row"].partition("/")[2]): row["seq"] for row in rows}


async def _casts(ballot_id: int, closed: bool) -> dict[int, CastView | None]:
    """By organisation. Before the close: only that there is one."""
    if not closed:
        voted = await Cast.select(Cast.organisation).where(Cast.ballot == ballot_id).output(as_list=True)
        return dict.fromkeys(voted)
    rows = await Cast.select(Cast.id, Cast.organisation, Cast.position, Cast.reason, Cast.cast_at).where(
        Cast.ballot == ballot_id
    )
    entries = await _entries([row["id"] for row in rows])
    return {row["organisation"]: _cast(row, entries) for row in rows}


async def _groups(
    ballot_id: int, casts: Mapping[int, CastView | None]
) -> tuple[tuple[GroupReturns, ...], dict[str, str]]:
    rows = await RollEntry.select().where(RollEntry.ballot == ballot_id).order_by(RollEntry.id)
    known = {
        row["key"]: row
        for row in await StakeholderGroup.select(StakeholderGroup.key, StakeholderGroup.name, StakeholderGroup.position)
    }
    members: dict[str, list[Voter]] = {}
    for row in rows:
        members.setdefault(row["group"], []).append(
            Voter(
                row["slug"],
                row["name"],
                row["region"],
                row["owner"],
                row["weight"],
                row["organisation"] in casts,
                casts.get(row["organisation"]),
            )
        )
    groups = (
        GroupReturns(key, known[key]["name"], known[key]["position"], tuple(voters)) for key, voters in members.items()
    )
    return tuple(sorted(groups, key=lambda group: group.position)), {key: row["name"] for key, row in known.items()}


async def record(ballot_id: int) -> str:
    """The published record, comity-ballot/1. Raises NotFound until the ballot is closed."""
    row = await Ballot.select(Ballot.record).where(Ballot.id == ballot_id, Ballot.closed_at.is_not_null()).first()
    if not row:
        raise NotFound
    return row["record"]


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
    return await _lines(await _select().where(Ballot.amendment == amendment_id).order_by(Ballot.id))


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
        Ballot.amendment.instrument.title,
        Ballot.method,
        Ballot.opened_at,
        Ballot.closes_at,
        Ballot.closed_at,
        Ballot.outcome,
    )


async def _lines(rows: Sequence[Mapping[str, Any]]) -> tuple[BallotLine, ...]:
    ids = [row["id"] for row in rows]
    named, cast, entitled = (
        await titles({row["amendment"] for row in rows}),
        await _counted(Cast, ids),
        await _counted(RollEntry, ids),
    )
    return tuple(
        BallotLine(
            row["id"],
            named[row["amendment"]],
            row["amendment"],
            row["amendment.instrument.title"],
            json.loads(row["method"]).get("title", ""),
            row["opened_at"],
            row["closes_at"],
            row["closed_at"],
            row["outcome"],
            cast.get(row["id"], 0),
            entitled.get(row["id"], 0),
        )
        for row in rows
    )


async def _counted(table: type[Cast] | type[RollEntry], ballots: Sequence[int]) -> dict[int, int]:
    rows = await table.select(table.ballot, Count()).where(table.ballot.is_in([*ballots] or [0])).group_by(table.ballot)
    return {row["ballot"]: row["count"] for row in rows}
