"""Closing a ballot: at its time, by itself, once. The result is computed from the record that is published."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Amendment, Wording
from drafts.ballots.rolls import line
from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.rules import casting
from drafts.rules.lifecycle import WITHDRAWN
from drafts.rules.record import FORMAT, parse_record
from drafts.rules.tally import Result, recount
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, NotFound, Unlawful
from forum.record.actions import append, checkpoint
from forum.settings import Settings
from forum.threads.tables import Comment, Disposition, Hiding

WHY = {
    "adopted": "Adopted in ballot {id}. It becomes a revision with its rationale.",
    "rejected": "Rejected in ballot {id}. {missing}",
    "invalid": "Ballot {id} was invalid. {missing} The amendment is tabled again.",
    "held": "Ballot {id} was held: the votes suffice, but not all is cleared. {missing} The amendment is tabled again.",
}


async def close_due(settings: Settings) -> int:
    """Closes every ballot whose time has come or whose amendment was withdrawn. Returns how many this process closed:
    of two processes that look at once, one closes and the other finds it done."""
    due = (
        await Ballot.select(Ballot.id)
        .where(Ballot.closed_at.is_null(), (Ballot.closes_at <= now()) | (Ballot.amendment.fate == WITHDRAWN))
        .order_by(Ballot.closes_at)
        .output(as_list=True)
    )
    closed, failed = 0, []
    for ballot in due:
        try:
            closed += await _close_once(ballot)
        except Exception as error:  # one that cannot be closed does not keep the others open; it is told below
            failed.append(error)
    if failed:
        raise ExceptionGroup("ballots that could not be closed", failed)
    return closed


async def _close_once(ballot_id: int) -> int:
    try:
        await close(ballot_id)
    except Conflict:
        return 0
    return 1


async def close(ballot_id: int) -> str:
    """The outcome. Nobody can close early: raises Unlawful before the time, Conflict if it is closed already."""
    async with atomic():
        ballot = await Ballot.objects().where(Ballot.id == ballot_id).first()
        if not ballot:
            raise NotFound
        if ballot.closed_at:
            raise Conflict(f"Ballot {ballot_id} is closed already.")
        withdrawn = await Amendment.exists().where(Amendment.id == ballot.amendment, Amendment.fate == WITHDRAWN)
        if now() < ballot.closes_at and not withdrawn:
            raise Unlawful(f"Ballot {ballot_id} closes on {casting.shown(ballot.closes_at)}, not earlier.")
        return await _count(ballot, withdrawn)


async def _count(ballot: Ballot, withdrawn: bool) -> str:
    moment = now()
    record = await record_of(ballot, moment)
    result = recount(parse_record(record))
    outcome = WITHDRAWN if withdrawn else result.outcome
    if not withdrawn:
        record["outcome"] = outcome
    text = json.dumps(record, ensure_ascii=False, indent=1, default=str)
    await Ballot.update({Ballot.closed_at: moment, Ballot.outcome: outcome, Ballot.record: text}).where(
        Ballot.id == ballot.id
    )
    ballot.closed_at, ballot.outcome, ballot.record = moment, outcome, text
    steps = (
        () if withdrawn else await amendments.move(ballot.amendment, casting.FATES[outcome], _why(ballot.id, result))
    )
    await append(
        "ballot.closed",
        f"/ballots/{ballot.id}",
        f"Ballot {ballot.id} closed: {outcome}.",
        ballot,
        *steps,
        at=moment,
        detail={"outcome": outcome, "record_sha256": sha256(text.encode()).hexdigest()},
    )
    await checkpoint()
    return outcome


def _why(ballot_id: int, result: Result) -> str:
    return WHY[result.outcome].format(id=ballot_id, missing=" ".join(result.missing())).strip()


async def record_of(ballot: Ballot, moment: object) -> dict[str, Any]:
    """The ballot as `comity-ballot/1`, without its outcome; no person stands in it."""
    roll = await RollEntry.select().where(RollEntry.ballot == ballot.id).order_by(RollEntry.id)
    slugs = {row["organisation"]: row["slug"] for row in roll}
    casts = (
        await Cast.select(Cast.organisation, Cast.position, Cast.reason, Cast.cast_at)
        .where(Cast.ballot == ballot.id)
        .order_by(Cast.id)
    )
    return {
        "format": FORMAT,
        "question": await _question(ballot, moment),
        "method": json.loads(ballot.method),
        "roll": [line(*(row[name] for name in ("slug", "name", "group", "region", "owner", "weight"))) for row in roll],
        "casts": [
            {
                "organisation": slugs[row["organisation"]],
                "position": row["position"],
                "reason": row["reason"],
                "cast_at": row["cast_at"].isoformat(),
            }
            for row in casts
        ],
        "facts": await facts_of(ballot.amendment),
    }


async def _question(ballot: Ballot, moment: object) -> dict[str, Any]:
    wording = (
        await Wording.select(
            Wording.number,
            Wording.text,
            Wording.amendment.kind,
            Wording.base.number,
            Wording.base.text,
            Wording.base.clause.key,
        )
        .where(Wording.id == ballot.wording)
        .first()
    )
    return {
        "ballot": f"/ballots/{ballot.id}",
        "amendment": f"/amendments/{ballot.amendment}",
        "kind": wording["amendment.kind"],
        "wording": wording["number"],
        "wording_sha256": _digest(wording["text"]),
        "clause": wording["base.clause.key"],
        "base_revision": wording["base.number"],
        "base_sha256": _digest(wording["base.text"]),
        "opened_at": ballot.opened_at.isoformat(),
        "closes_at": ballot.closes_at.isoformat(),
        "closed_at": moment.isoformat(),
    }


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


async def facts_of(amendment_id: int) -> dict[str, int]:
    """What the forum counts at the close: objections to the amendment that are not hidden and have no answer."""
    here = Comment.select(Comment.id).where(
        Comment.subject == f"/amendments/{amendment_id}", Comment.stance == "objection"
    )
    objections = await here.output(as_list=True) or [0]
    settled = {
        *await Disposition.select(Disposition.comment)
        .where(Disposition.comment.is_in(objections))
        .output(as_list=True),
        *await Hiding.select(Hiding.comment)
        .where(Hiding.comment.is_in(objections), Hiding.lifted_at.is_null())
        .output(as_list=True),
    }
    return {casting.OBJECTIONS: len(set(objections) - settled - {0})}


TICKS = (close_due,)
