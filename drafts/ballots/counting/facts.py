"""What the forum itself counts for a method's conditions on facts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from drafts.amendments.tables import Amendment
from drafts.ballots.tables import Answer, Ballot
from drafts.rules import casting, rounds
from drafts.rules.record import is_blank, parse_record
from forum.organisations.tables import Organisation
from forum.threads.tables import Comment, Disposition, Hiding

Row = Mapping[str, Any]


async def facts_of(ballot: Row, casts: Sequence[Row], roll: Sequence[Row]) -> dict[str, int]:
    """Every number of casting.FACTS. `ballot`: its row; `casts` and `roll` as in its record."""
    comments, votes = await _comments(ballot), await _votes(ballot, casts)
    groups = {line["organisation"]: line["group"] for line in roll}
    favour = [each["organisation"] for each in casts if each["position"] == "yes"]
    fresh = [each for each in casts if each["position"] == "no" and not each.get("stands_from")]
    proposer = await _proposer(ballot)
    return {
        casting.OBJECTIONS: len(comments) + len(votes),
        "negatives_without_disposition": len(votes),
        "negatives_without_tc_decision": len(votes),
        "issues_not_addressed": len(comments) + len(votes),
        "formal_objections_open": len(comments),
        "formal_objections_upheld": await _upheld(ballot),
        "unresolved_objections_not_recirculated": sum(1 for each in fresh if not is_blank(each.get("reason") or "")),
        "unrecirculated_negative_comments": sum(1 for each in fresh if not is_blank(each.get("reason") or "")),
        "unrecirculated_changes": 0,  # the words of a ballot are frozen; changed ones are another ballot
        "stakeholder_groups_with_a_yes": len({groups[each] for each in favour if each in groups}),
        "supporters_besides_authors": sum(1 for each in favour if each != proposer),
        rounds.READINGS: await _readings(ballot),
    }


async def unanswered(ballot: Row) -> int:
    """Objections and reasoned votes against that have no disposition; `ballot` is closed."""
    return len(await _comments(ballot)) + len(await _votes(ballot, json.loads(ballot["record"])["casts"]))


async def _comments(ballot: Row) -> set[int]:
    """Objections to the question that are not hidden and have no answer."""
    objections = await _objections(ballot)
    answered = Disposition.select(Disposition.comment).where(Disposition.comment.is_in(objections or [0]))
    hidden = Hiding.select(Hiding.comment).where(Hiding.comment.is_in(objections or [0]), Hiding.lifted_at.is_null())
    return {*objections} - {*await answered.output(as_list=True)} - {*await hidden.output(as_list=True)}


async def _objections(ballot: Row) -> list[int]:
    if not ballot["amendment"]:
        return []
    here = Comment.subject == f"/amendments/{ballot['amendment']}"
    return await Comment.select(Comment.id).where(here, Comment.stance == "objection").output(as_list=True)


async def _upheld(ballot: Row) -> int:
    """Objections to the words as they are voted on that were accepted: then the words should have changed."""
    objections = await _objections(ballot)
    rows = (
        await Disposition.select(Disposition.comment, Disposition.kind)
        .where(Disposition.comment.is_in(objections or [0]))
        .order_by(Disposition.id)
    )
    newest = {row["comment"]: row["kind"] for row in rows}
    return sum(1 for kind in newest.values() if kind == "accepted")


async def _votes(ballot: Row, casts: Sequence[Row]) -> set[str]:
    """Organisations whose reasoned vote against has no answer, here or in the ballot from which it stands."""
    answered = {
        (row["ballot"], row["organisation.slug"])
        for row in await Answer.select(Answer.ballot, Answer.organisation.slug).where(
            Answer.ballot.is_in([ballot["id"], *_earlier(casts)])
        )
    }
    return {
        each["organisation"]
        for each in casts
        if each["position"] == "no"
        and not is_blank(each.get("reason") or "")
        and (_ballot_of(each, ballot["id"]), each["organisation"]) not in answered
    }


def _earlier(casts: Sequence[Row]) -> set[int]:
    return {_ballot_of(each, 0) for each in casts if each.get("stands_from")}


def _ballot_of(cast: Row, here: int) -> int:
    return int(cast["stands_from"].rpartition("/")[2]) if cast.get("stands_from") else here


async def _proposer(ballot: Row) -> str:
    if not ballot["amendment"]:
        return ""
    row = await Amendment.select(Amendment.organisation).where(Amendment.id == ballot["amendment"]).first()
    return (await Organisation.select(Organisation.slug).where(Organisation.id == row["organisation"]).first())["slug"]


async def _readings(ballot: Row) -> int:
    """This one, and the earlier ones in a row that passed."""
    number, earlier = 1, ballot["earlier"] if ballot["course"] == rounds.SECOND_READING else None
    while earlier:
        row = await Ballot.select(Ballot.earlier, Ballot.course, Ballot.record).where(Ballot.id == earlier).first()
        number += rounds.passed_reading(parse_record(row["record"]))
        earlier = row["earlier"] if row["course"] == rounds.SECOND_READING else None
    return number
