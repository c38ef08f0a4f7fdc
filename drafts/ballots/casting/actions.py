"""Casting: one position for one organisation, changed as often as it likes until the close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drafts.ballots.casting.choices import Choice, choice_of, sealed
from drafts.ballots.tables import Ballot, Candidate, Cast, RollEntry
from drafts.ballots.views import CastView
from drafts.rules import casting
from drafts.rules.lifecycle import IN_BALLOT
from drafts.text.plain import clean
from forum.clock import now
from forum.database import atomic
from forum.engines.prepared import Prepared
from forum.errors import Invalid, NotAllowed, NotFound, Unlawful
from forum.record.actions import append
from forum.rules.permission import Identity

_BALLOT = Prepared(
    lambda ballot: Ballot.select(
        Ballot.id,
        Ballot.closes_at,
        Ballot.closed_at,
        Ballot.counting,
        Ballot.sealed_to,
        Ballot.amendment.fate.as_alias("fate"),
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


async def cast(who: Identity, ballot_id: int, position: str, reason: str = "") -> CastView:
    """`position`: yes, no or abstain; among rivals, recuse stays out too, and a vote is what choices.choice_of reads. Raises
    NotAllowed, Unlawful after the close, or Invalid with `position` and `reason`. The record says that the organisation
    cast, and commits to the row; what it cast stands nowhere in it."""
    reason = clean(reason).strip()
    async with atomic():
        ballots = await _BALLOT(ballot_id)
        if not ballots:
            raise NotFound
        ballot, organisation = ballots[0], who.speaking.organisation if who.speaking else 0
        entry = next(iter(await _ON_ROLL(ballot_id, organisation)), None)
        if not (verdict := casting.may_cast(who, bool(entry))):
            raise NotAllowed(*verdict.reasons)
        moment = now()
        if not (verdict := casting.in_time(moment, ballot["closes_at"], fate_of(ballot))):
            raise Unlawful(*verdict.reasons)
        choice = await _choice(ballot, position, reason)
        return await _write(who, ballot, entry, choice, moment)


def fate_of(ballot: Mapping[str, Any]) -> str:
    """Of the question. One of several rivals that is withdrawn does not end the ballot on the others."""
    if ballot["closed_at"]:
        return "closed"
    return ballot["fate"] or ballot["motion_fate"] or IN_BALLOT


async def _choice(ballot: Mapping[str, Any], position: str, reason: str) -> Choice:
    if not ballot["counting"]:
        if faults := casting.faults_of_cast(position, reason):
            raise Invalid(faults)
        return Choice(position, reason)
    rivals = await Candidate.select(Candidate.amendment).where(Candidate.ballot == ballot["id"]).output(as_list=True)
    return choice_of(ballot["counting"], position, reason, [str(each) for each in rivals])


async def _write(
    who: Identity, ballot: Mapping[str, Any], entry: Mapping[str, Any], choice: Choice, moment: datetime
) -> CastView:
    organisation, path = who.speaking.organisation, f"/ballots/{ballot['id']}"
    row = Cast(ballot=ballot["id"], organisation=organisation, participant=who.participant, cast_at=moment)
    if ballot["sealed_to"]:
        row.sealed = sealed(ballot["sealed_to"], choice)
    else:
        row.position, row.reason = choice.position, choice.reason
    for earlier in await _EARLIER(ballot["id"], organisation):
        row.id, row._exists_in_db = earlier["id"], True
    await row.save()
    says = f"{entry['name']} cast its vote in ballot {ballot['id']}."
    detail = {"organisation": entry["slug"]}
    receipt = await append("ballot.cast", path, says, row, who=who, at=moment, detail=detail)
    return CastView(choice.position, choice.reason, moment, receipt.seq)
