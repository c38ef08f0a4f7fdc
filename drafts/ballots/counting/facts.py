"""What the forum itself counts for a method's conditions on facts."""

from __future__ import annotations

from collections.abc import Sequence

from drafts.amendments.tables import Amendment
from drafts.ballots.published import Published
from drafts.ballots.rows import ballot_row
from drafts.ballots.tables import Answer
from drafts.ballots.values import BallotRow, CastLine, RollLine
from drafts.rules import casting, rounds
from drafts.rules.conditions import Fact, leaves
from drafts.rules.methods import parse_method
from drafts.rules.record import parse_record
from forum.rules.stances import OBJECTION
from forum.threads.tables import Comment, Disposition, Hiding


async def facts_asked(ballot: BallotRow, casts: Sequence[CastLine], roll: Sequence[RollLine]) -> dict[str, int]:
    """Answers the facts that the method asks for, and always how many objections have no answer."""
    parts = parse_method(ballot.method).parts.values()
    asked = {leaf.name for part in parts for leaf in leaves(part) if isinstance(leaf, Fact)}
    facts = await facts_of(ballot, casts, roll)
    return {name: number for name, number in facts.items() if name in {casting.OBJECTIONS, *asked}}


async def facts_of(ballot: BallotRow, casts: Sequence[CastLine], roll: Sequence[RollLine]) -> dict[str, int]:
    """Answers a number for each of casting.FACTS."""
    comments, votes = await _comments(ballot), await _votes(ballot, casts)
    groups = {line.slug: line.group for line in roll}
    favour = [each.organisation for each in casts if each.position == "yes"]
    fresh = sum(1 for each in casts if each.objects and not each.stands_from)
    proposer = await _proposer(ballot)
    return {
        casting.OBJECTIONS: len(comments) + len(votes),
        "negatives_without_disposition": len(votes),
        "negatives_without_tc_decision": len(votes),
        "issues_not_addressed": len(comments) + len(votes),
        "formal_objections_open": len(comments),
        "formal_objections_upheld": await _upheld(ballot),
        "unresolved_objections_not_recirculated": fresh,
        "unrecirculated_negative_comments": fresh,
        "unrecirculated_changes": 0,  # the words of a ballot are frozen; changed ones are another ballot
        "stakeholder_groups_with_a_yes": len({groups[each] for each in favour if each in groups}),
        "supporters_besides_authors": sum(1 for each in favour if each != proposer),
        rounds.READINGS: await _readings(ballot),
    }


async def unanswered(ballot: BallotRow) -> int:
    """How many objections and reasoned votes against have no disposition; the ballot is closed."""
    return len(await _comments(ballot)) + len(await _votes(ballot, Published.of(ballot.record).casts))


async def _comments(ballot: BallotRow) -> set[int]:
    """Objections to the question that are not hidden and have no answer."""
    objections = await _objections(ballot)
    answered = Disposition.select(Disposition.comment).where(Disposition.comment.is_in(objections or [0]))
    hidden = Hiding.select(Hiding.comment).where(Hiding.comment.is_in(objections or [0]), Hiding.lifted_at.is_null())
    return {*objections} - {*await answered.output(as_list=True)} - {*await hidden.output(as_list=True)}


async def _objections(ballot: BallotRow) -> list[int]:
    if not ballot.amendment:
        return []
    here = Comment.subject == f"/amendments/{ballot.amendment}"
    return await Comment.select(Comment.id).where(here, Comment.stance == OBJECTION).output(as_list=True)


async def _upheld(ballot: BallotRow) -> int:
    """Objections to the words as they are voted on that were accepted: then the words should have changed."""
    objections = await _objections(ballot)
    rows = (
        await Disposition.select(Disposition.comment, Disposition.kind)
        .where(Disposition.comment.is_in(objections or [0]))
        .order_by(Disposition.id)
    )
    newest = {row["comment"]: row["kind"] for row in rows}
    return sum(1 for kind in newest.values() if kind == "accepted")


async def _votes(ballot: BallotRow, casts: Sequence[CastLine]) -> set[str]:
    """Organisations whose reasoned vote against has no answer, here or in the ballot from which it stands."""
    where = {ballot.id} | {each.earlier for each in casts if each.earlier is not None}
    answers = Answer.select(Answer.ballot, Answer.organisation.slug.as_alias("slug"))
    answered = {(row["ballot"], row["slug"]) for row in await answers.where(Answer.ballot.is_in([*where]))}
    return {
        each.organisation
        for each in casts
        if each.objects and (each.earlier or ballot.id, each.organisation) not in answered
    }


async def _proposer(ballot: BallotRow) -> str:
    """Slug of the organisation that proposed the amendment, or ""."""
    slug = Amendment.select(Amendment.organisation.slug).where(Amendment.id == (ballot.amendment or 0))
    return next(iter(await slug.output(as_list=True)), "")


async def _readings(ballot: BallotRow) -> int:
    """This one, and the earlier ones in a row that passed."""
    number = 1
    while ballot.earlier and ballot.course == rounds.SECOND_READING:
        ballot = await ballot_row(ballot.earlier)
        number += rounds.passed_reading(parse_record(ballot.record))
    return number
