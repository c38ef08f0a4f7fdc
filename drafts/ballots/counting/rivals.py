"""Counting a ballot on rival amendments to one clause, and settling what becomes of each of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.ballots.counting.record import Counted, choices_of, facts_asked, lines_of, times_of, wording_of
from drafts.ballots.tables import Candidate
from drafts.rules import casting, rivals
from drafts.rules.lifecycle import ADOPTED, IN_BALLOT, REJECTED
from drafts.rules.record import FORMAT, parse_record
from drafts.rules.tally import recount

Json = Mapping[str, Any]


async def count_rivals(ballot: Json, secret: str | None, moment: datetime) -> Counted:
    """The record is that of the preferred rival against the words in force; what everybody chose stands in its question.
    Without a preferred rival, everybody who chose one stands against whatever is left."""
    roll, choices, names = (
        await lines_of(ballot["id"]),
        await _choices(ballot["id"], secret),
        await _in_question(ballot["id"]),
    )
    method = json.loads(ballot["method"])
    found = rivals.count(ballot["counting"], method, roll, choices, list(names))
    preferred = int(found.preferred) if found.preferred else None
    casts = [dict(each) for each in found.casts]
    record = {
        "format": FORMAT,
        "question": {
            **times_of(ballot, moment),
            "counting": ballot["counting"],
            "candidates": [await wording_of(each) for each in names.values()],
            "preferred": f"/amendments/{preferred}" if preferred else "",
            "choices": {each["organisation"]: _bare(each) for each in choices},
            "count": {"head": found.head, "rows": found.rows},
        },
        "method": method,
        "roll": roll,
        "casts": casts,
        "facts": await facts_asked({**ballot, "amendment": preferred}, casts, roll),
    }
    return Counted(record, recount(parse_record(record)))


async def _choices(ballot_id: int, secret: str | None) -> list[dict[str, Any]]:
    return [
        {
            "organisation": slug,
            "position": choice.position,
            "reason": choice.reason,
            "cast_at": at.isoformat(),
            **choice.among,
        }
        for slug, choice, at in await choices_of(ballot_id, secret)
    ]


def _bare(choice: Json) -> Json:
    return {name: value for name, value in choice.items() if name in ("position", "approved", "ranked")}


async def _in_question(ballot_id: int) -> dict[str, int]:
    """Wordings by amendment; one that was withdrawn meanwhile is no candidate any more."""
    rows = (
        await Candidate.select(Candidate.amendment, Candidate.wording)
        .where(Candidate.ballot == ballot_id, Candidate.amendment.fate == IN_BALLOT)
        .order_by(Candidate.position)
    )
    return {str(row["amendment"]): row["wording"] for row in rows}


async def settle_rivals(ballot: Json, count: Counted, outcome: str) -> tuple[Table, ...]:
    """The preferred one is adopted or not; the others are rejected with it, unless all is put off."""
    preferred = count.record["question"]["preferred"]
    rows: list[Table] = []
    for amendment in map(int, await _in_question(ballot["id"])):
        chosen = preferred == f"/amendments/{amendment}"
        fate = casting.FATES[outcome] if chosen or outcome != ADOPTED else REJECTED
        rows += await amendments.move(amendment, fate, _why(ballot["id"], outcome, chosen, preferred))
    return tuple(rows)


def _why(ballot: int, outcome: str, chosen: bool, preferred: str) -> str:
    if outcome == ADOPTED:
        return f"Preferred and adopted in ballot {ballot}." if chosen else f"Another was preferred in ballot {ballot}."
    if not preferred:
        return f"No single amendment was preferred in ballot {ballot}; the words in force stay."
    return f"Ballot {ballot}: {outcome}. {'It was preferred, but did not meet the method.' if chosen else 'Another was preferred.'}"
