"""Ballots on rival amendments to one clause, with the words in force among them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from drafts.ballots.questions import titles
from drafts.ballots.tables import Candidate
from drafts.ballots.views import RivalsView
from drafts.rules import rivals

Json = Mapping[str, Any]
STAYS = "The words in force"


async def candidates_of(ballot_id: int) -> dict[str, str]:
    """Titles by id, in the order of the ballot; the words in force last."""
    rows = Candidate.select(Candidate.amendment).where(Candidate.ballot == ballot_id).order_by(Candidate.position)
    ids = await rows.output(as_list=True)
    named = await titles(ids)
    return {**{str(each): named[each] for each in ids}, rivals.STATUS_QUO: STAYS}


def chosen_words(among: Json, names: Mapping[str, str]) -> str:
    """What somebody chose, in words; "" for who chose nothing."""
    if "approved" in among:
        return "Approves " + (", ".join(names[each] for each in among["approved"]) or "none of them")
    if "ranked" in among:
        return "; then ".join(" and ".join(names[each] for each in place) for place in among["ranked"])
    return ""


async def rivals_view(row: Json) -> RivalsView | None:
    """Of a closed ballot on rivals."""
    if not row["counting"] or not row["record"]:
        return None
    names, question = await candidates_of(row["id"]), json.loads(row["record"])["question"]
    head = tuple(names.get(each, each) for each in question["count"]["head"])
    rows = tuple((names.get(one, one), *cells) for one, *cells in question["count"]["rows"])
    return RivalsView(head, rows, _sentences(question, names))


def _sentences(question: Json, names: Mapping[str, str]) -> tuple[str, ...]:
    preferred = question["preferred"].rpartition("/")[2]
    if not preferred:
        return ("No single amendment was preferred to all others, so the words in force stay.",)
    return (
        f"{names[preferred]} was preferred. Whether it is adopted was then decided against the words in force, by the method.",
    )
