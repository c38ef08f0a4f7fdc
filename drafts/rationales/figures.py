"""The figures of a rationale, computed by the system and frozen with it: who was heard, what was objected and answered,
how each chamber voted. No person stands in them."""
from __future__ import annotations

from typing import Any

from drafts.amendments.views import AmendmentView
from drafts.ballots import queries as ballots
from drafts.ballots.arithmetic import chamber_rows
from drafts.ballots.views import BallotView
from drafts.text.redline import ALGORITHM
from forum.threads import queries as threads

FORMAT = "comity-rationale/1"


async def figures_of(amendment: AmendmentView) -> dict[str, Any]:
    """JSON. Comments on the amendment and on its clause are counted."""
    subjects = [amendment.path, amendment.clause.path]
    ballot = await deciding_ballot(amendment.id)
    return {
        "format": FORMAT, "amendment": amendment.path, "redline": ALGORITHM,
        "heard": [{"group": each.group_key, "name": each.group_name, "position": each.position, "organisations": each.organisations, "comments": each.comments}
                  for each in await threads.heard(subjects)],
        "objections": [{"comment": f"/comments/{each.id}", "organisation": each.organisation, "group": each.group,
                        "answer": each.disposition.kind if each.disposition else "", "reason": each.disposition.reason if each.disposition else ""}
                       for each in await threads.objections(subjects)],
        "ballot": _votes(ballot) if ballot else None}


async def deciding_ballot(amendment_id: int) -> BallotView | None:
    """The one that adopted it."""
    lines = [line for line in await ballots.of_amendment(amendment_id) if line.outcome == "adopted"]
    return await ballots.ballot(lines[-1].id) if lines else None


def _votes(ballot: BallotView) -> dict[str, Any]:
    rows = chamber_rows(ballot.result, ballot.groups, ballot.names)
    return {"path": ballot.path, "record": f"{ballot.path}.json", "outcome": ballot.outcome, "rule": ballot.rule, "closed_at": ballot.closed_at.isoformat(),
            "chambers": [{"key": row.key, "name": row.name, "position": row.position, "favour": row.favour, "against": row.against, "abstain": row.abstain,
                          "silent": row.silent, "needed": row.needed, "met": row.met} for row in rows]}
