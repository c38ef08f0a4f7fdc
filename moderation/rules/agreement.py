"""When a case is decided. Nobody moderates alone: it takes two moderators of different stakeholder groups (law 6 of the house)."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forum.rules.permission import MODERATOR, Identity, holds
from forum.rules.verdict import Verdict, every, require
from moderation.rules.published import BY_KEY

HIDE, KEEP = "hide", "keep"
VIEWS = {HIDE: "Hide it", KEEP: "Keep it"}
OUTCOMES = {HIDE: "hidden", KEEP: "kept"}
REASONS_LIMIT, NOTE_LIMIT = 2_000, 1_000  # characters


@dataclass(frozen=True, slots=True)
class View:
    """What a moderator thinks, in the order in which views were given. `rule`: key; "" for one who would keep it."""

    group: str
    view: str
    rule: str = ""
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    outcome: str  # hidden | kept
    rules: tuple[str, ...]  # keys, as the two groups named them
    reasons: tuple[str, ...]


def agreement(views: Iterable[View]) -> Agreement | None:
    """As soon as two different groups agree. What was agreed first stands."""
    alike: dict[str, list[View]] = {HIDE: [], KEEP: []}
    rules: dict[str, dict[str, str]] = {HIDE: {}, KEEP: {}}  # by group, the first that it named
    for each in views:
        alike[each.view].append(each)
        rules[each.view].setdefault(each.group, each.rule)
        if len(named := rules[each.view]) == 2:
            return Agreement(OUTCOMES[each.view], tuple(dict.fromkeys(filter(None, named.values()))), tuple(one.reasons for one in alike[each.view]))
    return None


def may_give_opinion(who: Identity | None, *, author: int, organisation: int | None, reported: bool, given: Sequence[int], closed: bool) -> Verdict:
    """`author`, `organisation`: who made the comment, for whom. `reported`: `who` has flagged it. `given`: participants whose view is there."""
    verdict = holds(who, MODERATOR)
    return verdict and every(
        require(not closed, "This case is closed."),
        require(who.participant != author, "It is your own comment. Somebody else decides."),
        require(organisation not in {held.organisation for held in who.mandates}, "The comment comes from an organisation for which you speak. Somebody else decides."),
        require(not reported, "You reported this comment yourself. Somebody else decides."),
        require(who.participant not in given, "You have given your view on this case."))


def faults_of_flag(rule: str, note: str) -> dict[str, str]:
    found = {} if rule in BY_KEY else {"rule": "Choose the rule that you think it breaks."}
    if len(note) > NOTE_LIMIT:
        found["note"] = f"At most {NOTE_LIMIT:,} characters; this is {len(note):,}."
    return found


def faults_of_opinion(view: str, rule: str, reasons: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if view not in VIEWS:
        found["view"] = "Choose whether to hide or to keep it."
    if view == HIDE and rule not in BY_KEY:
        found["rule"] = "Name the rule that it breaks."
    if not reasons:
        found["reasons"] = "Give your reasons: the author and the public read them."
    if len(reasons) > REASONS_LIMIT:
        found["reasons"] = f"At most {REASONS_LIMIT:,} characters; this is {len(reasons):,}."
    return found
