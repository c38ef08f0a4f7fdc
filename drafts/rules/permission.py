"""Who may do what with amendments: named predicates over a plain identity."""

from __future__ import annotations

from collections.abc import Collection

from drafts.rules import lifecycle
from forum.rules.permission import DELEGATE, HEAD, SECRETARIAT, Identity, holds, organisation_of, speaks_as_delegate
from forum.rules.verdict import Verdict, Yes, no, require


def may_draft(who: Identity | None) -> Verdict:
    return speaks_as_delegate(who)


def may_read(who: Identity | None, fate: str, organisation: int) -> Verdict:
    """Everybody reads what is tabled; before that the delegation that drafts it does, and, once it is circulated, every
    delegate."""
    if fate not in lifecycle.UNTABLED:
        return Yes()
    ours = bool(who and any(held.organisation == organisation for held in who.mandates))
    circulated = fate == lifecycle.CIRCULATED and bool(speaks_as_delegate(who))
    return require(ours or circulated, "Only the delegation that drafts it can see it.")


def may_change(who: Identity | None, organisation: int) -> Verdict:
    """Delegates of the organisation that drafted it may, while they speak for that organisation."""
    verdict = speaks_as_delegate(who)
    return verdict and require(
        organisation_of(who) == organisation,
        "Only the delegation that drafted it may do this. You speak for another organisation.",
    )


def may_support(who: Identity | None, organisation: int) -> Verdict:
    verdict = speaks_as_delegate(who)
    return verdict and require(
        organisation_of(who) != organisation, "Your own organisation proposes it, and supports it by that."
    )


def may_take_over(who: Identity | None, organisation: int, sponsors: Collection[int]) -> Verdict:
    """Says whether this person may go on with it in its proposer's place. `sponsors` are the ids of the organisations
    that support the words as they are now."""
    verdict = speaks_as_delegate(who)
    return verdict and require(
        organisation_of(who) != organisation and organisation_of(who) in sponsors,
        "Only an organisation that supports the words as they are now can go on with it.",
    )


def may_discard(who: Identity | None, organisation: int) -> Verdict:
    """A draft that the public never saw is its delegation's own, also when its accreditation has ended."""
    speaking = who.speaking if who else None
    return require(
        speaking is not None and speaking.organisation == organisation and speaking.kind in (HEAD, DELEGATE),
        "Only the delegation that drafted it may do this.",
    )


def may_take(who: Identity | None, organisation: int, fate: str, then: str) -> Verdict:
    """Whether a person may take an amendment of `organisation` from `fate` to `then`."""
    by = lifecycle.FOLLOWS.get(fate, {}).get(then)
    if by is None:
        return lifecycle.may_follow(fate, then)
    if then == lifecycle.DISCARDED:
        return may_discard(who, organisation)
    if by == lifecycle.PROPOSER:
        return may_change(who, organisation)
    if by == lifecycle.SECRETARIAT:
        return holds(who, SECRETARIAT)
    return no(f"Nobody decides this: it follows from {by}.")
