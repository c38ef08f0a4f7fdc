"""What `comity verify` asks of closed ballots: that their published records say what the tables say, and come out the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from drafts.ballots.counting.record import choices_of, lines_of
from drafts.ballots.tables import Ballot, Clearance
from drafts.rules.lifecycle import WITHDRAWN
from drafts.rules.reading import Malformed
from drafts.rules.record import UNSTATED, parse_record
from drafts.rules.tally import recount
from drafts.sealing.queries import state as seal_state
from forum.errors import Unlawful

Json = Mapping[str, Any]


async def first_fault() -> str:
    """A sentence on the first closed ballot whose tally does not fit, or ""."""
    for ballot in await Ballot.select().where(Ballot.closed_at.is_not_null()).order_by(Ballot.id):
        if fault := _outcome_fault(ballot) or await _rows_fault(ballot) or await _clearance_fault(ballot):
            return f"Ballot {ballot['id']}: {fault}"
    return ""


def _outcome_fault(ballot: Json) -> str:
    try:
        record = parse_record(ballot["record"])
    except Malformed as malformed:
        return f"its record is malformed. {malformed}"
    expected = UNSTATED if ballot["outcome"] == WITHDRAWN else recount(record).outcome
    if record.stated != expected or ballot["outcome"] not in (expected, WITHDRAWN):
        return f"its record recounts to {expected}, not to {ballot['outcome']}."
    return ""


async def _rows_fault(ballot: Json) -> str:
    record = json.loads(ballot["record"])
    question = record["question"]
    if question.get("first_method", record["method"]) != json.loads(ballot["method"]):
        return "its record has another method than the ballot."
    if _lines(await lines_of(ballot["id"])) != _lines([*record["roll"], *question.get("left_out", ())]):
        return "its record has another roll than the ballot."
    return await _casts_fault(ballot, record)


def _lines(roll: list[Json]) -> set[tuple[str, str, str]]:
    return {(line["organisation"], line["group"], line["owner"]) for line in roll}


async def _casts_fault(ballot: Json, record: Json) -> str:
    """Sealed votes are opened with the key that the close released, as anybody can."""
    seal = await seal_state(ballot["id"]) if ballot["sealed_to"] else None
    try:
        cast = await choices_of(ballot["id"], seal.published if seal else None)
    except Unlawful:
        return "a sealed vote does not open with the key that was released."
    published = [*record["casts"], *record["question"].get("not_counted", ())]
    here = {_said(each) for each in published if not each.get("stands_from")}
    if ballot["counting"]:
        chosen = record["question"]["choices"]
        return (
            ""
            if chosen == {slug: _among(choice) for slug, choice, _ in cast}
            else "its record has other votes than the ballot."
        )
    if here != {(slug, choice.position, choice.reason) for slug, choice, _ in cast}:
        return "its record has other votes than the ballot."
    return await _standing_fault(published)


def _said(each: Json) -> tuple[str, str, str]:
    return each["organisation"], each["position"], each["reason"]


def _among(choice: Any) -> Any:
    return {"position": choice.position, **choice.among}


async def _standing_fault(published: list[Json]) -> str:
    """What stands from an earlier ballot was cast there."""
    for each in published:
        if stands := each.get("stands_from"):
            earlier = await Ballot.select(Ballot.record).where(Ballot.id == int(stands.rpartition("/")[2])).first()
            if not earlier or _said(each) not in {_said(cast) for cast in json.loads(earlier["record"])["casts"]}:
                return f"the vote of {each['organisation']}, which stands from {stands}, was not cast there."
    return ""


async def _clearance_fault(ballot: Json) -> str:
    cleared = await Clearance.select().where(Clearance.ballot == ballot["id"]).first()
    if not cleared:
        return ""
    before, after = json.loads(ballot["record"]), json.loads(cleared["record"])
    if {**after, "facts": 0, "outcome": 0} != {**before, "facts": 0, "outcome": 0}:
        return "what it was cleared by differs from its record in more than the facts."
    if recount(parse_record(after)).outcome != cleared["outcome"] or after["outcome"] != cleared["outcome"]:
        return f"what it was cleared by does not recount to {cleared['outcome']}."
    return ""
