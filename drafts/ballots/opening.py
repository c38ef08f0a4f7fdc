"""Opening a ballot: the method, the wording and the roll are frozen, and everybody on it is told, once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from drafts.amendments import actions as amendments
from drafts.amendments.backing import backers
from drafts.amendments.queries import amendment as view_of
from drafts.amendments.tables import Amendment, Question, Wording
from drafts.ballots.letters import tell
from drafts.ballots.rolls import Entitled, entitled
from drafts.ballots.tables import Ballot, RollEntry
from drafts.rationales.tables import Rationale
from drafts.rules import casting
from drafts.rules.lifecycle import ADOPTED, IN_BALLOT, TABLED, UNTABLED, is_backed
from drafts.rules.methods import Method, parse_method
from drafts.rules.presets import preset
from drafts.rules.reading import strictly
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.people.queries import is_demonstration
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.rules.verdict import every


async def open_ballot(
    who: Identity,
    amendment_id: int,
    method_id: str,
    closes_at: datetime,
    *,
    method: str | Mapping[str, Any] | None = None,
    origin: str = "",
) -> int:
    """The new ballot's id. `method`: a decision rule as JSON, in place of the preset `method_id`. `origin` begins the link
    in the letters. Raises NotAllowed, Conflict, Unlawful, or Invalid for the closing time."""
    async with atomic():
        if not (verdict := casting.may_open(who)):
            raise NotAllowed(*verdict.reasons)
        amendment = await Amendment.select().where(Amendment.id == amendment_id).first()
        if not amendment or amendment["fate"] in UNTABLED:
            raise NotFound
        if not (verdict := await ready(amendment)):
            raise Conflict(*verdict.reasons)
        text = _text(method_id, method)
        rule, roll, closes_at = parse_method(text), await entitled(), _to_milliseconds(closes_at)
        await _check(rule, text, roll, closes_at)
        return await _write(who, amendment, method_id or rule.id, text, roll, closes_at, origin)


async def ready(amendment: Mapping[str, Any]) -> casting.Verdict:
    """Whether this amendment (a row) can be put to a ballot now. An insertion is on the clause after which it goes."""
    rivals = await Amendment.select(Amendment.id, Amendment.fate).where(
        Amendment.clause == amendment["clause"],
        Amendment.id != amendment["id"],
        Amendment.fate.is_in([IN_BALLOT, ADOPTED]),
    )
    published = (
        await Rationale.select(Rationale.amendment)
        .where(Rationale.amendment.is_in([row["id"] for row in rivals] or [0]), Rationale.published_at.is_not_null())
        .output(as_list=True)
    )
    running = next((f"Amendment {row['id']}" for row in rivals if row["fate"] == IN_BALLOT), "")
    waiting = next(
        (f"Amendment {row['id']}" for row in rivals if row["fate"] == ADOPTED and row["id"] not in published), ""
    )
    asked = await Question.exists().where(Question.amendment == amendment["id"], Question.answer == "")
    free = casting.may_be_balloted(amendment["fate"], asked, running, waiting)
    return every(free, is_backed(await backers(await view_of(amendment["id"])))) if amendment["fate"] == TABLED else free


def _text(method_id: str, method: str | Mapping[str, Any] | None) -> str:
    if method is None:
        return preset(method_id).text
    return method if isinstance(method, str) else json.dumps(method, ensure_ascii=False)


def _to_milliseconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


async def _check(rule: Method, text: str, roll: Sequence[Entitled], closes_at: datetime) -> None:
    words = strictly(text)
    if not (verdict := casting.fits(rule, words, [each.as_json() for each in roll])):
        raise Unlawful(*verdict.reasons)
    asked = words.get("minimum_hours", 0)
    hours = 0 if await is_demonstration() or type(asked) is not int else asked
    if not (verdict := casting.closes_in_time(now(), closes_at, hours)):
        raise Invalid({"closes_at": verdict.reasons})


async def _write(
    who: Identity,
    amendment: Mapping[str, Any],
    method_id: str,
    text: str,
    roll: Sequence[Entitled],
    closes_at: datetime,
    origin: str,
) -> int:
    moment, subject = now(), amendment["id"]
    wording = (
        await Wording.objects().where(Wording.amendment == subject).order_by(Wording.number, ascending=False).first()
    )
    ballot = Ballot(
        amendment=subject, wording=wording.id, method=text, method_id=method_id, opened_at=moment, closes_at=closes_at
    )
    ballot.opened_by = who.participant
    await ballot.save()
    lines = [_line(ballot.id, each) for each in roll]
    await RollEntry.insert(*lines)
    path, until = f"/ballots/{ballot.id}", f"It closes on {casting.shown(closes_at)}."
    steps = await amendments.move(subject, IN_BALLOT, f"Ballot {ballot.id} opened. {until}", who)
    await tell(path, subject, roll, closes_at, origin)
    says = f"The secretariat opened ballot {ballot.id} on amendment {subject}; {len(roll)} organisations are on the roll. {until}"
    detail = {
        "amendment": f"/amendments/{subject}",
        "wording": wording.number,
        "method": method_id,
        "closes_at": closes_at,
    }
    await append("ballot.opened", path, says, ballot, *lines, *steps, who=who, at=moment, detail=detail)
    return ballot.id


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
