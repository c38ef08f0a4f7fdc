"""The record of a ballot as it is counted: question, method, roll, casts and facts, in the words of comity-ballot/1."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from drafts.amendments.tables import Wording
from drafts.ballots.casting.choices import Choice, opened
from drafts.ballots.counting.facts import facts_of
from drafts.ballots.rolls import line
from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.motions.queries import motion
from drafts.rules import casting, rounds
from drafts.rules.conditions import Fact, leaves
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from drafts.rules.prospects import UNDECIDED, prospect
from drafts.rules.record import FORMAT, Record, parse_record
from drafts.rules.tally import Result, recount

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """`more`: "second-reading" or "second-call" if one is due; `certain`: no vote still to come could change the outcome."""

    record: Json
    result: Result
    more: str = ""
    certain: bool = False


async def counted(ballot: Json, secret: str | None, moment: datetime) -> Counted:
    """`ballot`: its row."""
    record = await record_of(ballot, secret, moment)
    record = _without(ballot, record)
    read = parse_record(record)
    return Counted(record, recount(read), _more(ballot, record, read), _certain(ballot, record))


async def record_of(ballot: Json, secret: str | None, moment: datetime) -> dict[str, Any]:
    roll, casts = await lines_of(ballot["id"]), await casts_of(ballot["id"], secret)
    if ballot["course"] == rounds.RECIRCULATION:
        earlier = await Ballot.select(Ballot.record).where(Ballot.id == ballot["earlier"]).first()
        casts = rounds.standing(json.loads(earlier["record"])["casts"], casts, f"/ballots/{ballot['earlier']}")
    return {
        "format": FORMAT,
        "question": await question_of(ballot, moment),
        "method": json.loads(ballot["method"]),
        "roll": roll,
        "casts": casts,
        "facts": await facts_asked(ballot, casts, roll),
    }


async def lines_of(ballot_id: int) -> list[dict[str, Any]]:
    rows = await RollEntry.select().where(RollEntry.ballot == ballot_id).order_by(RollEntry.id)
    return [line(row["slug"], row["name"], row["group"], row["region"], row["owner"], row["weight"]) for row in rows]


async def casts_of(ballot_id: int, secret: str | None) -> list[dict[str, Any]]:
    """In the order in which organisations first cast."""
    return [
        {"organisation": slug, "position": choice.position, "reason": choice.reason, "cast_at": at.isoformat()}
        for slug, choice, at in await choices_of(ballot_id, secret)
    ]


async def choices_of(ballot_id: int, secret: str | None) -> list[tuple[str, Choice, datetime]]:
    slugs = {
        row["organisation"]: row["slug"]
        for row in await RollEntry.select(RollEntry.organisation, RollEntry.slug).where(RollEntry.ballot == ballot_id)
    }
    rows = await Cast.select().where(Cast.ballot == ballot_id).order_by(Cast.id)
    return [(slugs[row["organisation"]], opened(secret, row), row["cast_at"]) for row in rows]


async def facts_asked(ballot: Json, casts: Sequence[Json], roll: Sequence[Json]) -> dict[str, int]:
    """Those that the method asks for, and the objections without an answer always."""
    parts = parse_method(ballot["method"]).parts.values()
    asked = {leaf.name for part in parts for leaf in leaves(part) if isinstance(leaf, Fact)}
    facts = await facts_of(ballot, casts, roll)
    return {name: number for name, number in facts.items() if name in {casting.OBJECTIONS, *asked}}


def _without(ballot: Json, record: dict[str, Any]) -> dict[str, Any]:
    """A second call from which the same group stayed away again is decided by the others, at the stricter method."""
    group, call = ballot["without"], process_of(record["method"]).second_call
    if not group or call is None or group not in rounds.away(parse_record(record)):
        return record
    left = {each["organisation"] for each in record["roll"] if each["group"] == group}
    question = {
        **record["question"],
        "without": group,
        "first_method": record["method"],
        "left_out": [each for each in record["roll"] if each["organisation"] in left],
        "not_counted": [each for each in record["casts"] if each["organisation"] in left],
    }
    return {
        **record,
        "question": question,
        "method": call.json,
        "roll": [each for each in record["roll"] if each["organisation"] not in left],
        "casts": [each for each in record["casts"] if each["organisation"] not in left],
    }


def more_of(ballot: Json, record: Json) -> str:
    """What is due next on the question of a closed ballot: second-reading, second-call, or ""."""
    return _more(ballot, record, parse_record(record))


def _more(ballot: Json, record: Json, read: Record) -> str:
    outcome, process = recount(read).outcome, process_of(record["method"])
    if rounds.passed_reading(read):
        return rounds.SECOND_READING
    if (
        process.second_call
        and process.readings is None
        and ballot["course"] != rounds.SECOND_CALL
        and not ballot["motion"]
    ):
        return rounds.SECOND_CALL if rounds.missing_group(read, outcome) else ""
    return ""


def _certain(ballot: Json, record: Json) -> bool:
    """Asked only for ballots that close early; revealed to nobody but by the close."""
    if not ballot["closes_early"]:
        return False
    return prospect(record["method"], record["roll"], record["casts"], record["facts"]) != UNDECIDED


async def question_of(ballot: Json, moment: datetime) -> dict[str, Any]:
    course = {"course": ballot["course"], "earlier": f"/ballots/{ballot['earlier']}"} if ballot["course"] else {}
    words = await _motion(ballot["motion"]) if ballot["motion"] else await wording_of(ballot["wording"])
    return {**times_of(ballot, moment), **words, **course}


def times_of(ballot: Json, moment: datetime) -> dict[str, Any]:
    return {
        "ballot": f"/ballots/{ballot['id']}",
        "opened_at": ballot["opened_at"].isoformat(),
        "closes_at": ballot["closes_at"].isoformat(),
        "closed_at": moment.isoformat(),
    }


async def _motion(motion_id: int) -> dict[str, Any]:
    view = await motion(motion_id)
    detail = json.dumps(view.detail, ensure_ascii=False, sort_keys=True)
    return {"motion": view.path, "asks": view.asks, "detail_sha256": digest(detail)}


async def wording_of(wording_id: int | None) -> dict[str, Any]:
    wording = (
        await Wording.select(
            Wording.number,
            Wording.text,
            Wording.amendment,
            Wording.amendment.kind.as_alias("kind"),
            Wording.base.number.as_alias("base_number"),
            Wording.base.text.as_alias("base_text"),
            Wording.base.clause.key.as_alias("key"),
        )
        .where(Wording.id == wording_id)
        .first()
    )
    return {
        "amendment": f"/amendments/{wording['amendment']}",
        "kind": wording["kind"],
        "wording": wording["number"],
        "wording_sha256": digest(wording["text"]),
        "clause": wording["key"],
        "base_revision": wording["base_number"],
        "base_sha256": digest(wording["base_text"]),
    }


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
