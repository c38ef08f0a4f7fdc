"""Casting: one position for one organisation, changed as often as it likes until the close."""

from __future__ import annotations

from drafts.ballots.queries import CastView, cast_of
from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.rules import casting
from drafts.text.plain import clean
from forum.clock import now
from forum.database import atomic
from forum.errors import Invalid, NotAllowed, NotFound, Unlawful
from forum.record.actions import append
from forum.rules.permission import Identity


async def cast(who: Identity, ballot_id: int, position: str, reason: str = "") -> CastView:
    """Raises NotAllowed, Unlawful after the close, or Invalid with `position` and `reason`. The record says that the
    organisation cast, and commits to the row; what it cast stands nowhere in it."""
    reason = clean(reason).strip()
    async with atomic():
        ballot = (
            await Ballot.select(Ballot.id, Ballot.closes_at, Ballot.amendment.fate)
            .where(Ballot.id == ballot_id)
            .first()
        )
        if not ballot:
            raise NotFound
        organisation = who.speaking.organisation if who.speaking else 0
        entry = (
            await RollEntry.select(RollEntry.slug, RollEntry.name)
            .where(RollEntry.ballot == ballot_id, RollEntry.organisation == organisation)
            .first()
        )
        if not (verdict := casting.may_cast(who, bool(entry))):
            raise NotAllowed(*verdict.reasons)
        moment = now()
        if not (verdict := casting.in_time(moment, ballot["closes_at"], ballot["amendment.fate"])):
            raise Unlawful(*verdict.reasons)
        if faults := casting.faults_of_cast(position, reason):
            raise Invalid(faults)
        row = await Cast.objects().where(Cast.ballot == ballot_id, Cast.organisation == organisation).first() or Cast(
            ballot=ballot_id, organisation=organisation, participant=who.participant
        )
        row.participant, row.position, row.reason, row.cast_at = who.participant, position, reason, moment
        await row.save()
        await append(
            "ballot.cast",
            f"/ballots/{ballot_id}",
            f"{entry['name']} cast its vote in ballot {ballot_id}.",
            row,
            who=who,
            at=moment,
            detail={"organisation": entry["slug"]},
        )
        return await cast_of(ballot_id, organisation)
