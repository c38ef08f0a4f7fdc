"""The candidates of a ballot on rivals, with the words in force among them, and what was chosen, in words."""

from __future__ import annotations

from collections.abc import Mapping

from drafts.ballots.published import Published
from drafts.ballots.questions import titles
from drafts.ballots.tables import Candidate
from drafts.ballots.values import BallotRow, Choice
from drafts.ballots.views import RivalsView
from drafts.rules import rivals
from drafts.rules.casting import UNCOUNTED

STAYS = "The words in force"


async def candidates_of(ballot_id: int) -> dict[str, str]:
    """Titles by id, in the order of the ballot; the words in force last."""
    rows = Candidate.select(Candidate.amendment).where(Candidate.ballot == ballot_id).order_by(Candidate.position)
    ids = await rows.output(as_list=True)
    named = await titles(ids)
    return {**{str(each): named[each] for each in ids}, rivals.STATUS_QUO: STAYS}


def chosen_words(choice: Choice | None, names: Mapping[str, str]) -> str:
    """What somebody chose, in words; "" for who chose nothing."""
    if choice and choice.approved is not None:
        return "Approves " + (", ".join(names[each] for each in choice.approved) or "none of them")
    if choice and choice.ranked is not None:
        return "; then ".join(" and ".join(names[each] for each in place) for place in choice.ranked)
    return ""


async def rivals_view(ballot: BallotRow) -> RivalsView | None:
    """How the rivals of a closed ballot were counted; None for any other ballot."""
    if not ballot.counting or not ballot.record or ballot.outcome in UNCOUNTED:
        return None
    names, found = await candidates_of(ballot.id), Published.of(ballot.record)
    return RivalsView(
        head=tuple(names.get(each, each) for each in found.head),
        rows=tuple((names.get(one, one), *cells) for one, *cells in found.rows),
        sentences=_sentences(found.preferred, names),
    )


def _sentences(preferred: str, names: Mapping[str, str]) -> tuple[str, ...]:
    if not preferred:
        return ("No single amendment was preferred to all others, so the words in force stay.",)
    return (
        f"{names[preferred]} was preferred. "
        "Whether it is adopted was then decided against the words in force, by the method.",
    )
