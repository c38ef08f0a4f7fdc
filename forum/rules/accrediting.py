"""Accreditation: two registrars of different stakeholder groups decide, with public grounds. Neither the secretariat
nor one group lets anybody in, or keeps anybody out, alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from forum.rules.permission import REGISTRAR, Identity, holds
from forum.rules.verdict import Verdict, every, require

ACCREDIT, REFUSE = "accredit", "refuse"
VIEWS = {ACCREDIT: "Accredit it", REFUSE: "Do not accredit it"}
OUTCOMES = {ACCREDIT: "accredited", REFUSE: "refused"}
LIMIT = 5_000  # characters


def outcome(views: Iterable[tuple[str, str]]) -> str:
    """What was decided by these (group, view), one a group and in the order given: the first view that two share, and
    "" while no two agree."""
    seen: dict[str, set[str]] = {ACCREDIT: set(), REFUSE: set()}
    for group, view in views:
        seen[view].add(group)
        if len(seen[view]) == 2:
            return OUTCOMES[view]
    return ""


def may_give_grounds(who: Identity | None, *, near: Collection[int], given: Collection[str], closed: bool) -> Verdict:
    """Whether a registrar may take part in the decision. `near` holds the ids of the organisation and of all others of
    its owner, `given` the keys of the groups whose registrars have given grounds."""
    office = who.office(REGISTRAR) if who else None
    if who is None or office is None:
        return holds(who, REGISTRAR)
    return every(
        require(not closed, "Two registrars have decided in the meantime: see what they decided."),
        require(
            not {held.organisation for held in who.mandates} & set(near),
            "You speak for this organisation or for another of its owner. Other registrars decide.",
        ),
        require(office.group not in given, "A registrar of your group has given grounds already."),
    )


def faults_of_grounds(view: str, grounds: str) -> dict[str, str]:
    found = {} if view in VIEWS else {"view": "Choose whether to accredit it."}
    return found | faults_of_words("grounds", grounds)


def faults_of_words(name: str, words: str) -> dict[str, str]:
    if not words:
        return {name: "Say why: everybody may read it."}
    return {name: f"At most {LIMIT:,} characters; this is {len(words):,}."} if len(words) > LIMIT else {}
