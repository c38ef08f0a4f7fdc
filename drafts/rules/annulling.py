"""Annulling a ballot in which nobody has voted: the secretariat and a moderator do it together, one proposes it, the
other confirms it. It is a way back from a wrong opening, not from a vote: the first vote ends the possibility."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from forum.rules.permission import MODERATOR, SECRETARIAT, Identity
from forum.rules.verdict import Verdict, every, no, require

ANNULLED = "annulled"
OFFICES = (SECRETARIAT, MODERATOR)
LIMIT = 1_000  # characters of the reasons
NEEDS = {SECRETARIAT: "a moderator", MODERATOR: "the secretariat"}  # who confirms, by the office that proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """This is what annulling asks of a ballot. `chosen` means that somebody opened it and chose its time, not the
    procedure; `over` means that its time is."""

    closed: bool = False
    over: bool = False
    voted: bool = False
    chosen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Who proposed it, by which office, and whether they still hold that office. `groups`: keys of the groups for which
    this person holds a mandate or the office."""

    participant: int
    office: str
    groups: Collection[str]
    holds: bool = True


def may_be_annulled(ballot: Standing) -> Verdict:
    if ballot.closed:
        return no("The ballot is closed.")
    return every(
        require(not ballot.voted, "Somebody has voted. From the first vote on, a ballot cannot be annulled."),
        require(not ballot.over, "Its time is over, so it is counted."),
        require(ballot.chosen, "The procedure opened it at its time, so nobody chose wrongly."),
    )


def may_propose(who: Identity | None, before: Proposed | None) -> Verdict:
    """Says whether this person may propose to annul the ballot. `before` is the proposal that waits, if there is
    one."""
    if not office_of(who):
        return no("Only the secretariat and moderators annul a ballot, one of each together.")
    return require(
        not before or not before.holds,
        f"It has been proposed already, and waits for {NEEDS[before.office] if before else ''} to confirm it.",
    )


def may_confirm(who: Identity | None, before: Proposed) -> Verdict:
    other = MODERATOR if before.office == SECRETARIAT else SECRETARIAT
    if not who or not who.office(other):
        return no(f"It waits for {NEEDS[before.office]} to confirm it.")
    return every(
        require(who.participant != before.participant, "Somebody else confirms what you propose."),
        require(
            not set(before.groups) & groups_of(who),
            "Who proposed it is of your stakeholder group: somebody of another group confirms it.",
        ),
        require(before.holds, "Who proposed it does not hold that office any more: it has to be proposed again."),
    )


def office_of(who: Identity | None) -> str:
    """The office by which a person would propose it, or ""."""
    return next((each for each in OFFICES if who and who.office(each)), "")


def groups_of(who: Identity) -> set[str]:
    """Keys of the groups for which a person holds a mandate, or the office of moderator."""
    held = who.office(MODERATOR)
    return {each.group for each in who.mandates} | ({held.group} if held and held.group else set())


def faults(reason: str) -> dict[str, str]:
    if not reason.strip():
        return {"reason": "Say why. Everybody will read it, and the heads of delegation get it by letter."}
    return {"reason": f"At most {LIMIT:,} characters; this is {len(reason):,}."} if len(reason) > LIMIT else {}
