"""Appeals, and statements of reasons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forum.rules.permission import Identity
from moderation.rules import appeals, statements
from moderation.rules.measures import BY_NAME
from moderation.rules.statements import Reasons

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
UNTIL = AT + appeals.OPEN_FOR
AUTHOR, REPORTER, OTHER = (Identity(n, f"r{n}", f"N{n}") for n in (1, 2, 3))


@pytest.mark.parametrize("who,role", [(AUTHOR, "author"), (REPORTER, "reporter"), (OTHER, ""), (None, "")])
def test_as_what_somebody_asks(who, role):
    assert appeals.role(who, 1, frozenset({2})) == role


def test_the_time_is_at_least_six_months_from_any_day():
    for day in range(366):
        at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=day)
        months = at.month + 6
        assert at + appeals.OPEN_FOR >= datetime(
            at.year + (months > 12), (months - 1) % 12 + 1, min(at.day, 28), tzinfo=UTC
        )


@pytest.mark.parametrize(
    "role,measure,now,already,own,may",
    [
        ("author", "hide", AT, False, False, True),
        ("reporter", "keep", AT, False, False, True),
        ("author", "keep", AT, False, False, False),
        ("", "hide", AT, False, False, False),
        ("author", "hide", UNTIL, False, False, False),
        ("author", "hide", UNTIL - timedelta(seconds=1), False, False, True),
        ("author", "hide", AT, True, False, False),
        ("reporter", "hide", AT, False, True, False),
    ],
)
def test_who_may_ask_again(role, measure, now, already, own, may):
    assert bool(appeals.may_appeal(role, measure, until=UNTIL, now=now, already=already, own=own)) is may


@pytest.mark.parametrize(
    "before,after,became",
    [
        ("hide", "hide", "upheld"),
        ("hide", "keep", "reversed"),
        ("hide", "note", "changed"),
        ("keep", "keep", "upheld"),
        ("keep", "hide", "reversed"),
        ("fold", "hide", "changed"),
    ],
)
def test_what_becomes_of_the_first_decision(before, after, became):
    assert appeals.outcome(before, after) == became


def test_only_the_author_is_safe_from_worse():
    assert appeals.ceiling("author", "fold") == "fold" and appeals.ceiling("reporter", "fold") == "pause"


def reasons(**changes) -> Reasons:
    said = {
        "ref": "2026-1",
        "about": "Comment 7",
        "measure": "hide",
        "rules": (("Do not threaten", "/rules/conduct/1#threat"),),
        "facts": ("It threatens.",),
        "found": "report",
        "panel": ("Government", "Industry", "Civil society"),
        "dissent": 1,
        "decided_at": AT,
        "until": AT + timedelta(days=9),
        "appeal_until": UNTIL,
    }
    return Reasons(**{**said, **changes})


@pytest.mark.parametrize("measure", BY_NAME)
def test_a_statement_has_every_field_of_the_article(measure):
    said = dict(statements.fields(reasons(measure=measure)))
    assert set(said) >= {
        "What was decided",
        "Where it holds",
        "From",
        "Until",
        "Ground",
        "Facts and reasons",
        "How it was found",
        "Automated means",
        "Who decided",
        "Appeals",
    }
    assert all(said.values())


@pytest.mark.parametrize(
    "changes,missing",
    [
        ({}, ()),
        ({"rules": ()}, ("Ground",)),
        ({"rules": (), "measure": "keep"}, ()),
        ({"facts": (" ",)}, ("Facts and reasons",)),
        ({"panel": ("Industry",)}, ("Who decided",)),
    ],
)
def test_what_an_incomplete_one_lacks(changes, missing):
    assert statements.missing(reasons(**changes)) == missing
