"""The figures of a rationale, computed by the system and frozen with it: who was heard, what was objected and answered,
how each chamber voted. No person stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from drafts.amendments.views import AmendmentView
from drafts.ballots import queries as ballots
from drafts.ballots.arithmetic import ChamberRow, chamber_rows
from drafts.ballots.lists import of_amendment
from drafts.ballots.views import BallotView, GroupReturns
from drafts.rationales.shapes import ChamberFigure, Figures, GroupFigure, HeardFigure, ObjectionFigure, VoteFigure
from drafts.text.redline import ALGORITHM
from forum.rules.commenting import DISPOSITIONS
from forum.threads import queries as threads
from forum.threads.views import CommentView, Heard

FORMAT = "comity-rationale/1"
UNANSWERED = "none"


async def figures_of(amendment: AmendmentView) -> Figures:
    """Reads the figures as they are now. Comments on the amendment and on its clause are counted."""
    subjects = [amendment.path, amendment.clause.path]
    base = amendment.clause.revision_path(amendment.wording.base.number)
    objections = [_objection(each, base) for each in await threads.objections(subjects)]
    ballot = await deciding_ballot(amendment.id)
    return {
        "format": FORMAT,
        "amendment": amendment.path,
        "clause": amendment.clause.path,
        "redline": ALGORITHM,
        "heard": [_heard(each) for each in await threads.heard(subjects)],
        "objections": objections,
        "answers": _answers(objections),
        "ballot": _votes(ballot) if ballot else None,
    }


async def deciding_ballot(amendment_id: int) -> BallotView | None:
    """The one that adopted it."""
    lines = [line for line in await of_amendment(amendment_id) if line.outcome == "adopted"]
    return await ballots.ballot(lines[-1].id) if lines else None


def _heard(each: Heard) -> HeardFigure:
    return {
        "group": each.group_key,
        "name": each.group_name,
        "position": each.position,
        "organisations": each.organisations,
        "comments": each.comments,
    }


def _objection(each: CommentView, base: str) -> ObjectionFigure:
    return {
        "comment": f"/comments/{each.id}",
        "organisation": each.organisation,
        "group": each.group,
        "older": "/revisions/" in each.wording and each.about_older(base),
        "hidden": each.hidden is not None,
        "answer": each.disposition.kind if each.disposition else "",
        "reason": each.disposition.reason if each.disposition else "",
    }


def _answers(objections: Sequence[ObjectionFigure]) -> dict[str, int]:
    counted = Counter(each["answer"] or UNANSWERED for each in objections)
    return {kind: counted[kind] for kind in (*DISPOSITIONS, UNANSWERED)}


def _votes(ballot: BallotView) -> VoteFigure:
    if not ballot.result or not ballot.closed_at:
        raise LookupError("a ballot that decided has closed, with a result")
    rows = chamber_rows(ballot.result, ballot.groups, ballot.names)
    return {
        "path": ballot.path,
        "record": f"{ballot.path}.json",
        "outcome": ballot.outcome,
        "rule": ballot.rule,
        "closed_at": ballot.closed_at.isoformat(),
        "chambers": [_chamber(row) for row in rows],
        "groups": [_group(group) for group in ballot.groups],
    }


def _chamber(row: ChamberRow) -> ChamberFigure:
    return {
        "key": row.key,
        "name": row.name,
        "position": row.position,
        "favour": row.favour,
        "against": row.against,
        "abstain": row.abstain,
        "silent": row.silent,
        "needed": row.needed,
        "met": row.met,
    }


def _group(group: GroupReturns) -> GroupFigure:
    cast = Counter(voter.cast.position for voter in group.voters if voter.cast)
    return {"key": group.key, "name": group.name, "favour": cast["yes"], "against": cast["no"]}
