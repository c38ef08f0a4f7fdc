"""Who may annul a ballot, and when: a table of cases."""

from __future__ import annotations

from itertools import product

import pytest

from drafts.rules.annulling import Proposed, Standing, faults, may_be_annulled, may_confirm, may_propose
from forum.rules.permission import MODERATOR, SECRETARIAT, Identity, Office, Speaking


def person(number: int, *offices: tuple[str, str], group: str = "") -> Identity:
    held = tuple(Office(office, group) for office, group in offices)
    mandate = Speaking(1, "head", 1, "x", "X", group, 1, group, 1, True)
    return Identity(number, f"p{number}", f"P{number}", (mandate,) if group else (), None, held)


SECRETARY = person(1, (SECRETARIAT, ""))
SECRETARY_OF_INDUSTRY = person(2, (SECRETARIAT, ""), group="industry")
OF_INDUSTRY = person(3, (MODERATOR, "industry"))
OF_STATES = person(4, (MODERATOR, "government"))
BOTH = person(5, (SECRETARIAT, ""), (MODERATOR, "industry"))
READER = person(6)


@pytest.mark.parametrize("closed,over,voted,chosen", product((False, True), repeat=4))
def test_only_a_running_ballot_without_votes_that_somebody_opened(closed, over, voted, chosen):
    standing = Standing(closed=closed, over=over, voted=voted, chosen=chosen)
    assert bool(may_be_annulled(standing)) == (not (closed or over or voted) and chosen)


def by(office: str, number: int = 1, groups=(), holds: bool = True) -> Proposed:
    return Proposed(participant=number, office=office, groups=groups, holds=holds)


@pytest.mark.parametrize(
    "who,before,proposes,confirms",
    [
        (None, by(SECRETARIAT), False, False),
        (READER, by(SECRETARIAT), False, False),
        (SECRETARY, None, True, None),
        (OF_STATES, None, True, None),
        (SECRETARY, by(SECRETARIAT), False, False),
        (OF_STATES, by(SECRETARIAT), False, True),
        (OF_STATES, by(SECRETARIAT, holds=False), True, False),
        (OF_STATES, by(MODERATOR, 3, {"industry"}), False, False),  # two moderators are not the two offices
        (SECRETARY, by(MODERATOR, 3, {"industry"}), False, True),
        (SECRETARY_OF_INDUSTRY, by(MODERATOR, 3, {"industry"}), False, False),
        (OF_INDUSTRY, by(SECRETARIAT, 2, {"industry"}), False, False),
        (OF_STATES, by(SECRETARIAT, 2, {"industry"}), False, True),
        (BOTH, by(SECRETARIAT, 5, {"industry"}), False, False),  # nobody alone
        (BOTH, by(SECRETARIAT, 1), False, True),
    ],
)
def test_one_proposes_and_another_confirms(who, before, proposes, confirms):
    assert bool(may_propose(who, before)) == proposes
    assert confirms is None or bool(may_confirm(who, before)) == confirms


@pytest.mark.parametrize("reason,wrong", [("", True), (" \n", True), ("The year is wrong.", False), ("x" * 1001, True)])
def test_it_has_reasons(reason, wrong):
    assert bool(faults(reason)) == wrong
