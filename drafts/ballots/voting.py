"""Casting: one position for one organisation, changed as often as it likes until the close."""

from __future__ import annotations

from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.ballots.views import CastView
from drafts.rules import casting
from drafts.text.plain import clean
from forum.clock import now
from forum.database import atomic
from forum.engines.prepared import Prepared
from forum.errors import Invalid, NotAllowed, NotFound, Unlawful
from forum.record.actions import append
from forum.rules.permission import Identity

_BALLOT = Prepared(lambda ballot: Ballot.select(Ballot.closes_at, Ballot.amendment.fate.as_alias("fate")).where(Ballot.id == ballot))
_ON_ROLL = Prepared(lambda ballot, organisation: RollEntry.select(RollEntry.slug, RollEntry.name).where(
    RollEntry.ballot == ballot, RollEntry.organisation == organisation))
_EARLIER = Prepared(lambda ballot, organisation: Cast.select(Cast.id).where(Cast.ballot == ballot, Cast.organisation == organisation))


async def cast(who: Identity, ballot_id: int, position: str, reason: str = "") -> CastView:
    """Raises NotAllowed, Unlawful after the close, or Invalid with `position` and `reason`. The record says that the
    organisation cast, and commits to the row; what it cast stands nowhere in it."""
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
        if not (verdict := casting.in_time(moment, ballot["closes_at"], ballot["fate"])):
            raise Unlawful(*verdict.reasons)
        if faults := casting.faults_of_cast(position, reason):
            raise Invalid(faults)
        row = Cast(ballot=ballot_id, organisation=organisation, participant=who.participant, position=position, reason=reason, cast_at=moment)
        for earlier in await _EARLIER(ballot_id, organisation):
            row.id, row._exists_in_db = earlier["id"], True
        await row.save()
        receipt = await append(
            "ballot.cast",
            f"/ballots/{ballot_id}",
            f"{entry['name']} cast its vote in ballot {ballot_id}.",
            row,
            who=who,
            at=moment,
            detail={"organisation": entry["slug"]},
        )
        return CastView(position, reason, moment, receipt.seq)
