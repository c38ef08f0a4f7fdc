"""Reads of ballots. Before the close nothing here selects a position, but that of the reader's own organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from drafts.ballots.annulling.queries import annulment_of, step_for
from drafts.ballots.candidates import candidates_of, chosen_words, rivals_view
from drafts.ballots.capture import captured
from drafts.ballots.casting.choices import opened
from drafts.ballots.counting.record import more_of
from drafts.ballots.published import Published
from drafts.ballots.questions import questions
from drafts.ballots.rows import ballot_row, cast_row, roll_of
from drafts.ballots.tables import Answer, Ballot, Cast, Clearance
from drafts.ballots.values import BallotRow, CastLine, RollRow
from drafts.ballots.views import (
    CLOSED,
    COUNTING,
    RUNNING,
    AnswerView,
    BallotView,
    CastView,
    GroupReturns,
    QuestionView,
    RoundView,
    Voter,
)
from drafts.rules import casting
from drafts.rules.annulling import ANNULLED
from drafts.rules.casting import UNCOUNTED
from drafts.rules.explain import ways_of
from drafts.rules.lifecycle import IN_BALLOT
from drafts.rules.methods import parse_method
from drafts.rules.record import parse_record
from drafts.rules.tally import Result, recount
from drafts.sealing.queries import secret as secret_of
from drafts.sealing.queries import state as seal_state
from forum.clock import now
from forum.errors import NotFound
from forum.organisations.queries import groups as known_groups
from forum.organisations.views import GroupView
from forum.record.tables import Witness
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, no


async def ballot(ballot_id: int, who: Identity | None = None) -> BallotView:
    """The ballot as `who` may see it. Raises NotFound."""
    row = await ballot_row(ballot_id)
    asked, method, roll, known = (
        await questions(row),
        parse_method(row.method),
        await roll_of(row.id),
        await known_groups(),
    )
    groups = _groups(roll, known, await _casts(row, roll), await _answers(row.id))
    names = {group.key: group.name for group in known}
    speaking = who.speaking if who else None
    voting = speaking if speaking and any(line.organisation == speaking.organisation for line in roll) else None
    standing = await round_of(row)
    return BallotView(
        id=row.id,
        questions=asked,
        method=method,
        method_id=row.method_id,
        rule=row.law.get("rule", ""),
        ways=ways_of(method, names),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        state=_state(row),
        groups=groups,
        may_cast=_may_cast(row, asked, who, voting is not None),
        mine=await cast_of(row, voting.organisation) if voting else None,
        voice=voting.organisation_name if voting else "",
        result=await _result(row, standing) if row.closed_at and row.outcome not in UNCOUNTED else None,
        names=names,
        round=standing,
        seal=await seal_state(row.id),
        report=captured(row.capture, names, {group.key: group.position for group in groups}),
        counting=row.counting,
        rivals=await rivals_view(row),
        annulment=await annulment_of(row.id),
        annul=await step_for(who, row),
    )


async def counting_of(ballot_id: int) -> str:
    """How rivals are counted in a ballot on rivals. Raises NotFound for any other."""
    found = await Ballot.select(Ballot.counting).where(Ballot.id == ballot_id).output(as_list=True)
    if not any(found):
        raise NotFound
    return found[0]


async def _result(row: BallotRow, standing: RoundView) -> Result:
    return recount(parse_record(await _cleared_record(row.id) if standing.cleared else row.record))


def _state(row: BallotRow) -> str:
    if row.closed_at:
        return CLOSED
    return RUNNING if now() < row.closes_at else COUNTING


def _may_cast(row: BallotRow, asked: Sequence[QuestionView], who: Identity | None, on_roll: bool) -> Verdict:
    fate = IN_BALLOT if row.counting else asked[0].fate
    timely = no("The ballot is closed.") if row.closed_at else casting.in_time(now(), row.closes_at, fate)
    return timely and casting.may_cast(who, on_roll)


async def cast_of(ballot: BallotRow, organisation: int) -> CastView | None:
    """One organisation's vote, also before the close: for the organisation's own people, delegates and observers too.
    While trustees hold the ballot's key, not even they can read it."""
    row = await cast_row(ballot.id, organisation)
    if not row:
        return None
    entry = (await _entries([row.id]))[row.id]
    secret = await secret_of(ballot.id) if row.sealed else None
    if row.sealed and not secret:
        return CastView(position="", reason="", cast_at=row.cast_at, entry=entry)
    choice = opened(secret, row)
    names = await candidates_of(ballot.id) if choice.among else {}
    return CastView(
        position=choice.position,
        reason=choice.reason,
        cast_at=row.cast_at,
        entry=entry,
        choice=chosen_words(choice, names),
    )


async def _entries(casts: Sequence[int]) -> dict[int, int]:
    """Which entry of the record vouches for each cast now."""
    rows = await Witness.select(Witness.row, Witness.seq).where(
        Witness.row.is_in([f"cast/{id}" for id in casts] or [""])
    )
    return {int(row["row"].partition("/")[2]): row["seq"] for row in rows}


async def _casts(ballot: BallotRow, roll: Sequence[RollRow]) -> dict[str, CastView | None]:
    """The casts by slug; before the close, only that there is one."""
    slugs = {line.organisation: line.slug for line in roll}
    rows = await Cast.select(Cast.id, Cast.organisation).where(Cast.ballot == ballot.id)
    here = {slugs[row["organisation"]]: row["id"] for row in rows}
    if not ballot.closed_at:
        return dict.fromkeys(here)
    entries, found = await _entries([*here.values()]), Published.of(ballot.record)
    chosen, names = found.choices, await candidates_of(ballot.id) if ballot.counting else {}
    return {
        each.organisation: _published(
            each,
            entries[here[each.organisation]] if each.organisation in here else None,
            chosen_words(chosen.get(each.organisation), names),
        )
        for each in found.everything_cast
    }


def _published(cast: CastLine, entry: int | None, chosen: str) -> CastView:
    return CastView(
        position=cast.position,
        reason=cast.reason,
        cast_at=datetime.fromisoformat(cast.cast_at),
        entry=entry,
        choice=chosen,
        stands_from=cast.stands_from,
    )


async def _answers(ballot_id: int) -> dict[int, AnswerView]:
    """The answers to objections, by organisation."""
    rows = await Answer.select(Answer.organisation, Answer.kind, Answer.reason, Answer.answered_at).where(
        Answer.ballot == ballot_id
    )
    return {row.pop("organisation"): AnswerView(**row) for row in rows}


async def round_of(row: BallotRow) -> RoundView:
    """Says where this ballot stands among others on the same question."""
    after = Ballot.select(Ballot.id).where(Ballot.earlier == row.id, Ballot.outcome != ANNULLED)
    later = await after.output(as_list=True)
    found = await Clearance.select(Clearance.outcome, Clearance.cleared_at).where(Clearance.ballot == row.id).first()
    counted = bool(row.record) and row.outcome not in UNCOUNTED
    return RoundView(
        course=row.course,
        earlier=row.earlier,
        later=next(iter(later), None),
        without=row.without,
        left_out=counted and bool(Published.of(row.record).without),
        cleared=found["outcome"] if found else "",
        cleared_at=found["cleared_at"] if found else None,
        more=more_of(row) if counted and not row.counting else "",
    )


def _groups(
    roll: Sequence[RollRow],
    known: Sequence[GroupView],
    casts: Mapping[str, CastView | None],
    answers: Mapping[int, AnswerView],
) -> tuple[GroupReturns, ...]:
    """Answers the groups that have an organisation on the roll, in their order."""
    members: dict[str, list[Voter]] = {}
    for line in roll:
        voter = Voter(
            slug=line.slug,
            name=line.name,
            region=line.region,
            owner=line.owner,
            weight=line.weight,
            voted=line.slug in casts,
            cast=casts.get(line.slug),
            answer=answers.get(line.organisation),
        )
        members.setdefault(line.group, []).append(voter)
    return tuple(
        GroupReturns(key=group.key, name=group.name, position=group.position, voters=tuple(members[group.key]))
        for group in known
        if group.key in members
    )


async def record(ballot_id: int) -> str:
    """The published record, comity-ballot/1; of a held ballot that was cleared, as it was cleared. Raises NotFound
    until the ballot is closed."""
    if cleared := await _cleared_record(ballot_id):
        return cleared
    query = Ballot.select(Ballot.record).where(Ballot.id == ballot_id, Ballot.closed_at.is_not_null())
    for text in await query.output(as_list=True):
        return text
    raise NotFound


async def _cleared_record(ballot_id: int) -> str:
    query = Clearance.select(Clearance.record).where(Clearance.ballot == ballot_id)
    return next(iter(await query.output(as_list=True)), "")
