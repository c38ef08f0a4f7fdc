"""Every alarm at, below and above its threshold, by hand and by properties."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.alarms import IN_FORCE, Thresholds, agreed, faults_of_view
from moderation.rules.newcomers import newcomers
from moderation.rules.onset import onset, tail
from moderation.rules.reporting import flags
from moderation.rules.together import occasions, together

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = {"government": "Government", "industry": "Industry", "civil-society": "Civil society"}


def test_the_tail_of_poisson_by_hand():
    """25 where 8 are expected: 1.2E-6 (shared rules, 4.5)."""
    assert f"{tail(25, Fraction(8)):.1E}" == "1.2E-6"
    assert (
        tail(0, Fraction(8)).quantize(Decimal("1e-12")) == 1 and tail(3, Fraction(0)) == 0 and tail(0, Fraction(0)) == 1
    )
    assert abs(tail(1, Fraction(1)) - (1 - Decimal(-1).exp())) < Decimal("1e-25")


@given(st.integers(0, 60), st.integers(1, 400))
def test_more_is_never_likelier(count, tenths):
    rate = Fraction(tenths, 10)
    assert 0 <= tail(count + 1, rate) <= tail(count, rate) <= Decimal("1.0000000001")


def raised(many: int, before: int):
    return onset("/instruments/code", "the Code", "industry", "Industry", "2026-03-02", many, before)


@pytest.mark.parametrize(
    "many,before,found",
    [(9, 0, False), (10, 0, True), (25, 112, False), (26, 112, True), (40, 560, False), (500, 14, True), (0, 0, False)],
)
def test_onset(many, before, found):
    """112 comments in 14 days are 8 a day: 25 come by chance 1.2 times in a million, 26 less than once."""
    assert bool(raised(many, before)) is found


def test_onset_says_what_was_counted():
    assert raised(26, 112).says == (
        "Industry made 26 comments on the Code within 24 hours; in the 14 days before it made 112. "
        "At that rate so many come by chance once in 2,800,000 times; the threshold is once in 1,000,000 times."
    )


def acts(*minutes: int, people: int = 3) -> list[tuple[int, datetime]]:
    return [(person, AT + timedelta(minutes=start + person)) for start in minutes for person in range(people)]


@pytest.mark.parametrize(
    "given,times",
    [
        (acts(0), 1),
        (acts(0, 60, 200), 3),
        (acts(0, 60, people=2), 0),
        ([(1, AT)] * 30, 0),
        (acts(0, 3), 1),
        (acts(0, 10), 2),
        ([(1, AT), (2, AT + timedelta(minutes=5)), (3, AT + timedelta(minutes=5, seconds=1))], 0),
        ([(1, AT), (2, AT), (3, AT + timedelta(minutes=5))], 1),
    ],
)
def test_occasions(given, times):
    assert occasions(given) == times


def test_together_needs_three_occasions():
    assert (
        not together("cobalt", "Cobalt", "2026-W10", acts(0, 60))
        and together("cobalt", "Cobalt", "2026-W10", acts(0, 60, 200)).figures["occasions"] == 3
    )


@given(st.lists(st.integers(0, 10_000), max_size=40))
def test_one_person_is_never_many(minutes):
    assert occasions([(1, AT + timedelta(minutes=each)) for each in minutes]) == 0


def new(many: int, owner: str = "") -> list[tuple[str, str]]:
    return [(f"New {n}", owner or f"New {n}") for n in range(many)]


@pytest.mark.parametrize(
    "those,whole,found",
    [
        (new(0), 20, 0),
        (new(1), 20, 0),
        (new(2), 20, 1),
        (new(2), 21, 0),
        (new(3, "Cobalt"), 100, 1),
        (new(2, "Cobalt"), 100, 0),
        (new(3, "Cobalt"), 20, 2),
    ],
)
def test_newcomers(those, whole, found):
    assert len(newcomers("industry", "Industry", "/ballots/1", those, whole, "")) == found


def test_newcomers_say_who_accredited_them_and_what_it_would_do():
    [one] = newcomers(
        "industry",
        "Industry",
        "/ballots/1",
        new(5, "Cobalt"),
        60,
        "Accredited by registrars of Industry and Government (5).",
    )
    assert one.says == (
        "5 organisations of one owner, Cobalt, were accredited within 30 days before a ballot: "
        "New 0, New 1, New 2, New 3, New 4. The threshold is 3. "
        "More than half of Industry were 28 of 55 organisations and are 31 of 60 with them. "
        "Accredited by registrars of Industry and Government (5)."
    )


@pytest.mark.parametrize(
    "given,found",
    [
        ({("industry", "government"): 4}, 0),
        ({("industry", "government"): 5}, 1),
        ({("industry", "industry"): 50}, 0),
        ({("industry", "government"): 8, ("industry", "civil-society"): 2}, 1),
        ({("industry", "government"): 7, ("industry", "civil-society"): 2}, 0),
        ({("industry", "government"): 9, ("government", "industry"): 9}, 2),
    ],
)
def test_flags(given, found):
    assert len(flags("2026-W10", given, NAMES)) == found


def test_two_groups_close_an_alarm_and_one_never_does():
    assert agreed([("a", "confirm"), ("a", "confirm")]) == "" == agreed([("a", "confirm"), ("b", "dismiss")])
    assert (
        agreed([("a", "confirm"), ("b", "dismiss"), ("c", "confirm")]) == "confirmed"
        and agreed([("a", "dismiss"), ("b", "dismiss")]) == "dismissed"
    )


@pytest.mark.parametrize(
    "view,reasons,fields",
    [
        ("confirm", "So.", []),
        ("", "So.", ["view"]),
        ("dismiss", "", ["reasons"]),
        ("dismiss", "x" * 2_001, ["reasons"]),
    ],
)
def test_what_a_view_needs(view, reasons, fields):
    assert list(faults_of_view(view, reasons)) == fields


@pytest.mark.parametrize("name", [each.name for each in fields(Thresholds)])
def test_every_threshold_is_in_its_sentence(name):
    value = getattr(IN_FORCE, name)
    other = value / 3 if isinstance(value, Fraction) else value + 40
    assert replace(IN_FORCE, **{name: other}).sentences != IN_FORCE.sentences and len(IN_FORCE.sentences) == 4
