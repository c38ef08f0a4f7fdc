"""What is frozen when a ballot opens: the wording, the method and the roll, in one act with the key and the letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Wording
from drafts.ballots.opening.courses import Course
from drafts.ballots.opening.letters import tell
from drafts.ballots.opening.subjects import Subject
from drafts.ballots.rolls import Entitled
from drafts.ballots.tables import Ballot, Candidate, RollEntry
from drafts.motions import actions as motions
from drafts.rules import casting, procedure, rounds
from drafts.rules.lifecycle import IN_BALLOT
from drafts.sealing import actions as sealing
from forum.clock import now
from forum.database import one_or_not_found
from forum.record.actions import append
from forum.rules.permission import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How it is opened: `course` with the earlier ballot that it follows, if any; `origin` begins links in letters."""

    closes_at: datetime
    early: bool = False
    origin: str = ""
    course: Course = field(default_factory=Course)


async def freeze(who: Identity | None, subject: Subject, terms: Terms, roll: Sequence[Entitled], report: str) -> int:
    """The new ballot's id. Call it in the act that opens the ballot, when all is checked."""
    wordings = [(each, await newest(each)) for each in subject.amendments]
    ballot = await _ballot(who, subject, terms, wordings, report)
    sealed = await sealing.begin(ballot.id)
    ballot.sealed_to = sealed.public_key
    await ballot.save(columns=[Ballot.sealed_to])
    lines = [_line(ballot.id, each) for each in roll]
    await RollEntry.insert(*lines)
    rows: list[Table] = [ballot, *sealed.rows, *lines]
    if subject.counting:
        rows += await _candidates(ballot.id, wordings)
    rows += await _put(who, subject, ballot)
    await tell(f"/ballots/{ballot.id}", subject.named, roll, terms.closes_at, terms.origin)
    await _record(who, subject, terms, ballot, rows, len(roll))
    return ballot.id


async def newest(amendment_id: int) -> int:
    """Id of the newest wording. Raises NotFound."""
    query = Wording.select(Wording.id).where(Wording.amendment == amendment_id)
    row = await one_or_not_found(query.order_by(Wording.number, ascending=False).first())
    return row["id"]


async def _ballot(
    who: Identity | None, subject: Subject, terms: Terms, wordings: Sequence[tuple[int, int]], report: str
) -> Ballot:
    ballot = Ballot(
        method=subject.law.method_text,
        method_id=subject.law.method_id,
        opened_at=now(),
        closes_at=terms.closes_at,
        counting=subject.counting,
        course=terms.course.name,
        without=terms.course.without,
        closes_early=terms.early,
        capture=report,
    )
    ballot.opened_by, ballot.earlier, ballot.motion = who and who.participant, terms.course.earlier, subject.motion
    if wordings and not subject.counting:
        [(ballot.amendment, ballot.wording)] = wordings
    await ballot.save()
    return ballot


def _line(ballot_id: int, each: Entitled) -> RollEntry:
    line = RollEntry(
        ballot=ballot_id,
        organisation=each.organisation,
        slug=each.slug,
        name=each.name,
        group=each.group,
        owner=each.owner,
    )
    line.region, line.weight = each.region, 1
    return line


async def _candidates(ballot_id: int, wordings: Sequence[tuple[int, int]]) -> list[Candidate]:
    rows = [
        Candidate(ballot=ballot_id, amendment=amendment, wording=wording, position=n)
        for n, (amendment, wording) in enumerate(wordings, 1)
    ]
    await Candidate.insert(*rows)
    return rows


async def _put(who: Identity | None, subject: Subject, ballot: Ballot) -> list[Table]:
    """The question is in a ballot from now on."""
    if subject.motion:
        return [*await motions.move_to(subject.motion, procedure.IN_BALLOT)]
    why = f"Ballot {ballot.id} opened. It closes on {casting.in_utc(ballot.closes_at)}."
    return [row for each in subject.amendments for row in await amendments.move(each, IN_BALLOT, why, who)]


async def _record(
    who: Identity | None, subject: Subject, terms: Terms, ballot: Ballot, rows: Sequence[Table], entitled: int
) -> None:
    by, kind = "The secretariat" if who else "The procedure", rounds.COURSES.get(terms.course.name, "")
    says = (
        f"{by} opened ballot {ballot.id} on {subject.named}{f' ({kind.lower()})' if kind else ''}; "
        f"{entitled} organisations are on the roll. It closes on {casting.in_utc(terms.closes_at)}."
    )
    detail = {"subject": subject.path, "method": ballot.method_id, "closes_at": terms.closes_at}
    await append("ballot.opened", f"/ballots/{ballot.id}", says, *rows, who=who, at=ballot.opened_at, detail=detail)
