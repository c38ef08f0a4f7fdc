"""What `comity verify` asks of closed ballots: that their published records say what the tables say, and come out the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.rules.lifecycle import WITHDRAWN
from drafts.rules.reading import Malformed
from drafts.rules.record import UNSTATED, parse_record
from drafts.rules.tally import recount


async def first_fault() -> str:
    """A sentence on the first closed ballot whose tally does not fit, or ""."""
    for ballot in await Ballot.select().where(Ballot.closed_at.is_not_null()).order_by(Ballot.id):
        if fault := _outcome_fault(ballot) or await _rows_fault(ballot):
            return f"Ballot {ballot['id']}: {fault}"
    return ""


def _outcome_fault(ballot: Mapping[str, Any]) -> str:
    try:
        record = parse_record(ballot["record"])
    except Malformed as malformed:
        return f"its record is malformed. {malformed}"
    expected = UNSTATED if ballot["outcome"] == WITHDRAWN else recount(record).outcome
    if record.stated != expected or ballot["outcome"] not in (expected, WITHDRAWN):
        return f"its record recounts to {expected}, not to {ballot['outcome']}."
    return ""


async def _rows_fault(ballot: Mapping[str, Any]) -> str:
    record = json.loads(ballot["record"])
    if record["method"] != json.loads(ballot["method"]):
        return "its record has another method than the ballot."
    roll = await RollEntry.select(RollEntry.slug, RollEntry.organisation, RollEntry.group, RollEntry.owner).where(
        RollEntry.ballot == ballot["id"]
    )
    slugs = {row["organisation"]: row["slug"] for row in roll}
    if {(row["slug"], row["group"], row["owner"]) for row in roll} != {
        (line["organisation"], line["group"], line["owner"]) for line in record["roll"]
    }:
        return "its record has another roll than the ballot."
    casts = await Cast.select(Cast.organisation, Cast.position, Cast.reason).where(Cast.ballot == ballot["id"])
    if {(slugs.get(row["organisation"]), row["position"], row["reason"]) for row in casts} != {
        (each["organisation"], each["position"], each["reason"]) for each in record["casts"]
    }:
        return "its record has other votes than the ballot."
    return ""
