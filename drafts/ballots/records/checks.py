"""What `comity verify` asks of closed ballots: that their published records say what the tables say, and recount to the
same outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafts.ballots.casting.choices import votes_in
from drafts.ballots.published import Published
from drafts.ballots.rows import ballot_rows, roll_of
from drafts.ballots.tables import Annulment, Ballot, Cast, Clearance
from drafts.ballots.values import BallotRow, CastLine, RollLine
from drafts.rules.annulling import ANNULLED
from drafts.rules.casting import UNCOUNTED
from drafts.rules.reading import Malformed
from drafts.rules.record import UNSTATED, parse_record
from drafts.rules.tally import recount
from drafts.sealing.queries import state as seal_state
from forum.errors import Unlawful

OTHER_VOTES = "its record has other votes than the ballot."


async def first_fault() -> str:
    """A sentence on the first closed ballot whose tally does not fit, or ""."""
    for ballot in await ballot_rows(Ballot.closed_at.is_not_null()):
        if fault := _outcome_fault(ballot) or await _rows_fault(ballot) or await _clearance_fault(ballot):
            return f"Ballot {ballot.id}: {fault}"
    return ""


def _outcome_fault(ballot: BallotRow) -> str:
    try:
        record = parse_record(ballot.record)
    except Malformed as malformed:
        return f"its record is malformed. {malformed}"
    expected = UNSTATED if ballot.outcome in UNCOUNTED else recount(record).outcome
    if record.stated != expected or ballot.outcome not in (expected, *UNCOUNTED):
        return f"its record recounts to {expected}, not to {ballot.outcome}."
    return ""


async def _rows_fault(ballot: BallotRow) -> str:
    record = Published.of(ballot.record)
    if record.first_law != ballot.law:
        return "its record has another method than the ballot."
    if _lines(await roll_of(ballot.id)) != _lines(record.whole_roll):
        return "its record has another roll than the ballot."
    if ballot.outcome == ANNULLED and (fault := await _annulment_fault(ballot)):
        return fault
    return await _casts_fault(ballot, record)


async def _annulment_fault(ballot: BallotRow) -> str:
    here = Annulment.ballot == ballot.id
    if not await Annulment.exists().where(here, Annulment.confirmed_at == ballot.closed_at):
        return "it was annulled, and nobody confirmed it."
    return "it was annulled, and somebody voted in it." if await Cast.exists().where(Cast.ballot == ballot.id) else ""


def _lines(roll: Iterable[RollLine]) -> set[tuple[str, str, str]]:
    return {(line.slug, line.group, line.owner) for line in roll}


async def _casts_fault(ballot: BallotRow, record: Published) -> str:
    """Sealed votes are opened with the key that the close released, as anybody can."""
    seal = await seal_state(ballot.id) if ballot.sealed_to else None
    try:
        votes = await votes_in(ballot.id, seal.published if seal else None)
    except Unlawful:
        return "a sealed vote does not open with the key that was released."
    if ballot.counting:
        chosen = {slug: (choice.position, choice.among) for slug, choice in record.choices.items()}
        here = {each.organisation: (each.choice.position, each.choice.among) for each in votes}
        return "" if chosen == here else OTHER_VOTES
    said = {_said(each) for each in record.everything_cast if not each.stands_from}
    if said != {(each.organisation, each.choice.position, each.choice.reason) for each in votes}:
        return OTHER_VOTES
    return await _standing_fault(record.everything_cast)


def _said(each: CastLine) -> tuple[str, str, str]:
    return each.organisation, each.position, each.reason


async def _standing_fault(published: Sequence[CastLine]) -> str:
    """What stands from an earlier ballot was cast there."""
    for each in published:
        if each.earlier is None:
            continue
        before = [Published.of(ballot.record) for ballot in await ballot_rows(Ballot.id == each.earlier)]
        if not any(_said(each) == _said(cast) for record in before for cast in record.casts):
            return f"the vote of {each.organisation}, which stands from {each.stands_from}, was not cast there."
    return ""


async def _clearance_fault(ballot: BallotRow) -> str:
    columns = Clearance.outcome, Clearance.record
    found = await Clearance.select(*columns).where(Clearance.ballot == ballot.id).first()
    if not found:
        return ""
    outcome, before, after = found["outcome"], Published.of(ballot.record).json, Published.of(found["record"]).json
    if {**after, "facts": 0, "outcome": 0} != {**before, "facts": 0, "outcome": 0}:
        return "what it was cleared by differs from its record in more than the facts."
    if recount(parse_record(after)).outcome != outcome or after["outcome"] != outcome:
        return f"what it was cleared by does not recount to {outcome}."
    return ""
