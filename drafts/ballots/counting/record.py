"""The record of a ballot as it is counted: question, method, roll, casts and facts, in the words of comity-ballot/1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from drafts.ballots.casting.choices import votes_in
from drafts.ballots.counting.facts import facts_asked
from drafts.ballots.counting.words import question_of, times_of, wording_of
from drafts.ballots.published import Published
from drafts.ballots.rows import ballot_row, roll_of
from drafts.ballots.values import BallotRow, CastLine, RollLine
from drafts.rules import rounds
from drafts.rules.process import process_of
from drafts.rules.prospects import UNDECIDED, prospect
from drafts.rules.record import FORMAT, Record, parse_record
from drafts.rules.tally import Result, recount


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record that is being made. `question` and `law`: as JSON; `law` is the method."""

    question: Mapping[str, Any]
    law: Mapping[str, Any]
    roll: Sequence[RollLine]
    casts: Sequence[CastLine]
    facts: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "question": self.question,
            "method": self.law,
            "roll": [each.as_json() for each in self.roll],
            "casts": [each.as_json() for each in self.casts],
            "facts": self.facts,
        }

    def parsed(self) -> Record:
        return parse_record(self.as_json())


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A record has been made and counted. `more` is "second-reading" or "second-call" if one is due; `certain` says
    that no vote still to come could change the outcome; `preferred` is the one of rival amendments that was put against
    the words in force."""

    draft: Draft
    result: Result
    more: str = ""
    certain: bool = False
    preferred: int | None = None


async def counted(ballot: BallotRow, secret: str | None, moment: datetime) -> Counted:
    """Makes the record and counts it, as of the `moment` of the close."""
    draft = _without(ballot.without, await _draft(ballot, secret, moment))
    read = draft.parsed()
    more = _more(ballot, draft.law, read)
    return Counted(draft=draft, result=recount(read), more=more, certain=ballot.closes_early and _certain(draft))


async def unvoted(ballot: BallotRow, moment: datetime, rivals: Sequence[int] = ()) -> Draft:
    """The record of a ballot that ends before anybody votes: nothing stands in it that was cast, also not in an earlier
    ballot. `rivals`: wordings."""
    roll = await roll_of(ballot.id)
    question = (
        {
            **times_of(ballot, moment),
            "counting": ballot.counting,
            "candidates": [await wording_of(each) for each in rivals],
        }
        if ballot.counting
        else await question_of(ballot, moment)
    )
    return Draft(question=question, law=ballot.law, roll=roll, casts=(), facts={})


async def _draft(ballot: BallotRow, secret: str | None, moment: datetime) -> Draft:
    roll, casts = await roll_of(ballot.id), await _casts(ballot, secret)
    return Draft(
        question=await question_of(ballot, moment),
        law=ballot.law,
        roll=roll,
        casts=casts,
        facts=await facts_asked(ballot, casts, roll),
    )


async def _casts(ballot: BallotRow, secret: str | None) -> tuple[CastLine, ...]:
    """Answers what was cast. In a recirculation, what stands from the earlier ballot follows."""
    casts = tuple(
        CastLine(
            organisation=each.organisation,
            position=each.choice.position,
            reason=each.choice.reason,
            cast_at=each.cast_at.isoformat(),
        )
        for each in await votes_in(ballot.id, secret)
    )
    if ballot.course != rounds.RECIRCULATION or ballot.earlier is None:
        return casts
    earlier = await ballot_row(ballot.earlier)
    before, now = Published.of(earlier.record).json["casts"], [each.as_json() for each in casts]
    return tuple(map(CastLine.of, rounds.standing(before, now, earlier.path)))


def _without(group: str, draft: Draft) -> Draft:
    """A second call from which the same group stayed away again is decided by the others, at the stricter method."""
    call = process_of(draft.law).second_call
    if not group or call is None or group not in rounds.away(draft.parsed()):
        return draft
    left = {each.slug for each in draft.roll if each.group == group}
    question = {
        **draft.question,
        "without": group,
        "first_method": draft.law,
        "left_out": [each.as_json() for each in draft.roll if each.slug in left],
        "not_counted": [each.as_json() for each in draft.casts if each.organisation in left],
    }
    return replace(
        draft,
        question=question,
        law=call.json,
        roll=[each for each in draft.roll if each.slug not in left],
        casts=[each for each in draft.casts if each.organisation not in left],
    )


def more_of(ballot: BallotRow) -> str:
    """What is due next on the question of a closed ballot: second-reading, second-call, or ""."""
    return _more(ballot, Published.of(ballot.record).law, parse_record(ballot.record))


def _more(ballot: BallotRow, law: Mapping[str, Any], read: Record) -> str:
    process = process_of(law)
    if rounds.passed_reading(read):
        return rounds.SECOND_READING
    once = ballot.course != rounds.SECOND_CALL and not ballot.motion
    if not process.second_call or process.readings is not None or not once:
        return ""
    return rounds.SECOND_CALL if rounds.missing_group(read, recount(read).outcome) else ""


def _certain(draft: Draft) -> bool:
    """No vote still to come could change the outcome. Only the close of a ballot that may close early reveals it."""
    found = draft.as_json()
    return prospect(draft.law, found["roll"], found["casts"], draft.facts) != UNDECIDED
