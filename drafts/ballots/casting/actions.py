"""Casting: one position for one organisation, changed as often as it likes until the close."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from drafts.ballots.casting.choices import check_choice, sealed
from drafts.ballots.tables import Ballot, Candidate, Cast, RollEntry
from drafts.ballots.values import Choice
from drafts.ballots.views import CastView
from drafts.rules import casting
from drafts.rules.annulling import ANNULLED
from drafts.rules.lifecycle import IN_BALLOT
from drafts.text.plain import clean
from forum.clock import arrived
from forum.database import atomic
from forum.engines.prepared import Prepared
from forum.errors import Invalid, NotFound, Unlawful, demand
from forum.record.actions import append
from forum.rules.permission import Identity, Speaking

_BALLOT = Prepared(
    lambda ballot: Ballot.select(
        Ballot.id,
        Ballot.closes_at,
        Ballot.closed_at,
        Ballot.outcome,
        Ballot.counting,
        Ballot.sealed_to,
        Ballot.amendment.fate.as_alias("amendment_fate"),
        Ballot.motion.fate.as_alias("motion_fate"),
    ).where(Ballot.id == ballot)
)
_ON_ROLL = Prepared(
    lambda ballot, organisation: RollEntry.select(RollEntry.slug, RollEntry.name).where(
        RollEntry.ballot == ballot, RollEntry.organisation == organisation
    )
)
_EARLIER = Prepared(
    lambda ballot, organisation: Cast.select(Cast.id).where(Cast.ballot == ballot, Cast.organisation == organisation)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The ballot, as far as a vote needs to know it."""

    id: int
    closes_at: datetime
    closed_at: datetime | None
    outcome: str
    counting: str
    sealed_to: str
    amendment_fate: str | None
    motion_fate: str | None

    @property
    def fate(self) -> str:
        """The fate of the question. One of several rivals that is withdrawn does not end the ballot on the others."""
        if self.closed_at:
            return ANNULLED if self.outcome == ANNULLED else "closed"
        return self.amendment_fate or self.motion_fate or IN_BALLOT


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRoll:
    """An organisation on the roll."""

    slug: str
    name: str


async def cast(who: Identity, ballot_id: int, choice: Choice) -> CastView:
    """Raises NotAllowed, Unlawful after the close, or Invalid with `position` and `reason`. The record says that the
    organisation cast, and commits to the row; what it cast stands nowhere in it."""
    choice = replace(choice, reason=clean(choice.reason).strip())
    async with atomic():
        box = await _box(ballot_id)
        voter = await _voter(ballot_id, who.speaking)
        demand(casting.may_cast(who, voter is not None))
        if not who.speaking or not voter:  # the rule has just said no to both
            raise NotFound
        moment = arrived()  # not when the line of acts had come to it
        demand(casting.in_time(moment, box.closes_at, box.fate), Unlawful)
        await _check(box, choice)
        return await _write(who, who.speaking, box, voter, choice, moment)


async def _box(ballot_id: int) -> Box:
    for row in await _BALLOT(ballot_id):
        return Box(**row)
    raise NotFound


async def _voter(ballot_id: int, speaking: Speaking | None) -> OnRoll | None:
    rows = await _ON_ROLL(ballot_id, speaking.organisation if speaking else 0)
    return OnRoll(**rows[0]) if rows else None


async def _check(box: Box, choice: Choice) -> None:
    if not box.counting:
        if faults := casting.faults_of_cast(choice.position, choice.reason):
            raise Invalid(faults)
        return
    rivals = await Candidate.select(Candidate.amendment).where(Candidate.ballot == box.id).output(as_list=True)
    check_choice(box.counting, choice, [str(each) for each in rivals])


async def _write(
    who: Identity, speaking: Speaking, box: Box, voter: OnRoll, choice: Choice, moment: datetime
) -> CastView:
    row = Cast(ballot=box.id, organisation=speaking.organisation, participant=who.participant, cast_at=moment)
    if box.sealed_to:
        row.sealed = sealed(box.sealed_to, choice)
    else:
        row.position, row.reason = choice.position, choice.reason
    for earlier in await _EARLIER(box.id, speaking.organisation):
        row.id = earlier["id"]
        row._exists_in_db = True  # noqa: SLF001 - Piccolo has no other word for "save over the row with this id"
    await row.save()
    says, detail = f"{voter.name} cast its vote in ballot {box.id}.", {"organisation": voter.slug}
    receipt = await append("ballot.cast", f"/ballots/{box.id}", says, row, who=who, detail=detail)
    return CastView(position=choice.position, reason=choice.reason, cast_at=moment, entry=receipt.seq)
