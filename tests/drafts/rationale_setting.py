"""Amendments that were adopted, and the steps from there to a published revision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from drafts.amendments import actions as amendments
from drafts.amendments.actions import Proposal
from drafts.ballots import actions as ballots
from drafts.rationales import actions
from tests.cast import Cast
from tests.drafts.ballot_setting import HEADS, Time, in_force, vote
from tests.drafts.setting import clause

SUMMARY = "States now answer within 24 hours."
WHY = "Because hours matter.\n\nOne company objected, and was answered."
MAJORITY = {"adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}}


async def adopt(cast: Cast, time: Time, amendment: int, against: Sequence[str] = ()) -> int:
    """The ballot that adopts it; eight days pass. With votes against, a plain majority decides, without chambers."""
    who, closes_at = await cast.who("secretariat"), time.now + timedelta(days=8)
    if against:
        await in_force(MAJORITY, amendment)
    ballot = await ballots.open_ballot(who, amendment, closes_at)
    await vote(cast, ballot, [head for head in HEADS if head not in against], against)
    time.now = closes_at + timedelta(minutes=1)
    assert await ballots.close(ballot) == "adopted"
    return ballot


async def written(cast: Cast, amendment: int) -> int:
    return await actions.write(await cast.who("rapporteur.industry"), amendment, SUMMARY, WHY)


async def published(cast: Cast, amendment: int) -> str:
    """The path of the new revision."""
    return await actions.approve(await cast.who("rapporteur.government"), await written(cast, amendment))


async def tabled_as(cast: Cast, kind: str, text: str = "", after: int | None = None) -> int:
    """A tabled amendment of any kind to the first clause, or after it."""
    at, who = await clause(cast), await cast.who("norland")
    amendment = await amendments.draft(who, at.id, Proposal(kind, text, "It is time.", after), at.current.number)
    await amendments.circulate(who, amendment)
    await amendments.sponsor(await cast.who("cobalt"), amendment)
    await amendments.table(who, amendment)
    return amendment
