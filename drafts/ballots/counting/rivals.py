"""Counting a ballot on rival amendments to one clause, and settling what becomes of each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.ballots.casting.choices import votes_in
from drafts.ballots.counting.facts import facts_asked
from drafts.ballots.counting.record import Counted, Draft
from drafts.ballots.counting.words import times_of, wording_of
from drafts.ballots.rows import roll_of
from drafts.ballots.tables import Candidate
from drafts.ballots.values import BallotRow, CastLine, Vote
from drafts.rules import casting, rivals
from drafts.rules.lifecycle import ADOPTED, IN_BALLOT, REJECTED
from drafts.rules.rivals import RivalResult
from drafts.rules.tally import recount


async def count_rivals(ballot: BallotRow, secret: str | None, moment: datetime) -> Counted:
    """The record is that of the preferred rival against the words in force; what everybody chose stands in its
    question. Without a preferred rival, everybody who chose one stands against whatever is left."""
    roll, votes, names = await roll_of(ballot.id), await votes_in(ballot.id, secret), await _in_question(ballot.id)
    choices, lines = [_choice(each) for each in votes], [each.as_json() for each in roll]
    found = rivals.count(ballot.counting, ballot.law, lines, choices, list(names))
    casts = tuple(map(CastLine.of, found.casts))
    put = replace(ballot, amendment=int(found.preferred) if found.preferred else None)
    draft = Draft(
        question={
            **times_of(ballot, moment),
            "counting": ballot.counting,
            "candidates": [await wording_of(each) for each in names.values()],
            **_found(found, votes),
        },
        law=ballot.law,
        roll=roll,
        casts=casts,
        facts=await facts_asked(put, casts, roll),
    )
    return Counted(draft=draft, result=recount(draft.parsed()), preferred=put.amendment)


def _choice(vote: Vote) -> Mapping[str, Any]:
    """A vote in the words in which the rule counts it."""
    words = {"position": vote.choice.position, "reason": vote.choice.reason, "cast_at": vote.cast_at.isoformat()}
    return {"organisation": vote.organisation, **words, **vote.choice.among}


def _found(found: RivalResult, votes: Sequence[Vote]) -> Mapping[str, Any]:
    return {
        "preferred": f"/amendments/{found.preferred}" if found.preferred else "",
        "choices": {each.organisation: {"position": each.choice.position, **each.choice.among} for each in votes},
        "count": {"head": found.head, "rows": found.rows},
    }


async def _in_question(ballot_id: int) -> dict[str, int]:
    """Wordings by amendment; one that was withdrawn meanwhile is no candidate any more."""
    rows = (
        await Candidate.select(Candidate.amendment, Candidate.wording)
        .where(Candidate.ballot == ballot_id, Candidate.amendment.fate == IN_BALLOT)
        .order_by(Candidate.position)
    )
    return {str(row["amendment"]): row["wording"] for row in rows}


async def settle_rivals(ballot_id: int, preferred: int | None, outcome: str) -> tuple[Table, ...]:
    """The preferred one is adopted or not; the others are rejected with it, unless all is put off."""
    rows: list[Table] = []
    for amendment in map(int, await _in_question(ballot_id)):
        chosen = amendment == preferred
        fate = casting.FATES[outcome] if chosen or outcome != ADOPTED else REJECTED
        rows += await amendments.move(amendment, fate, _why(ballot_id, outcome, chosen, preferred))
    return tuple(rows)


def _why(ballot: int, outcome: str, chosen: bool, preferred: int | None) -> str:
    if outcome == ADOPTED:
        return f"Preferred and adopted in ballot {ballot}." if chosen else f"Another was preferred in ballot {ballot}."
    if not preferred:
        return f"No single amendment was preferred in ballot {ballot}; the words in force stay."
    why = "It was preferred, but did not meet the method." if chosen else "Another was preferred."
    return f"Ballot {ballot}: {outcome}. {why}"
