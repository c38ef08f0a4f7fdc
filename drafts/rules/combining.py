"""Combining amendments on the workbench: who may, which may stand in one text, and what a combination still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafts.rules import lifecycle
from forum.rules.permission import RAPPORTEUR, SECRETARIAT, Identity
from forum.rules.verdict import Verdict, every, no, require

WHY_LIMIT = 600  # characters
ALONE = {
    lifecycle.INSERT: "It adds a clause, and stands by itself.",
    lifecycle.MOVE: "It moves the clause, and stands by itself.",
    lifecycle.REPEAL: "It takes the clause out, and is decided by itself or against its rivals.",
}


def may_combine(who: Identity | None) -> Verdict:
    """Drafting is work of the offices; proposing what was drafted is for an organisation that votes."""
    return require(
        who and (who.office(SECRETARIAT) or who.office(RAPPORTEUR)),
        "Only the secretariat and rapporteurs combine amendments.",
    )


def may_be_in(kind: str, fate: str, on_words_in_force: bool, asked: bool) -> Verdict:
    """Whether an open amendment's words can stand in a consolidated text."""
    if kind != lifecycle.REPLACE:
        return no(ALONE[kind])
    if fate == lifecycle.IN_BALLOT:
        return no("It is in a ballot.")
    return every(
        require(not asked, "Its sponsors have been asked what becomes of its words."),
        require(on_words_in_force, "It is about older words."),
    )


def faults(chosen: Sequence[int], left_out: Mapping[int, str], public: bool) -> dict[str, str]:
    """Says what is wrong with a combination that is to be shown: what is shown says why each amendment is not in it.
    `left_out` holds these reasons by amendment."""
    found = {f"why-{id}": f"At most {WHY_LIMIT} characters." for id, why in left_out.items() if len(why) > WHY_LIMIT}
    if public:
        found |= {
            f"why-{id}": f"Say why amendment {id} is left out." for id, why in left_out.items() if not why.strip()
        }
    if not chosen:
        found["include"] = "Choose at least one amendment."
    return found


def may_be_proposed(public: bool, clashes: int, differs: bool, current: bool) -> Verdict:
    """Whether a combination can become an amendment. `clashes` counts the places at which nobody has chosen yet;
    `current` says that it is about the words in force."""
    return every(
        require(public, "It is a draft that only the secretariat and rapporteurs see."),
        require(current, "The clause has changed since. It has to be combined again."),
        require(
            not clashes,
            (
                f"{clashes} place{'' if clashes == 1 else 's'} at which amendments collide "
                f"{'waits' if clashes == 1 else 'wait'} for a choice."
            ),
        ),
        require(differs, "It says what the words in force say already."),
    )
