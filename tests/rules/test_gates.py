"""Floors: what is missing, and that nothing is missing exactly when the gate is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.permission import Identity, Office
from moderation.rules.balance import balance
from moderation.rules.gates import Floors, Names, faults_of_floors, missing, what_is_missing
from moderation.rules.sentences import days_left, part_of
from moderation.rules.voices import Voice
from moderation.rules.waivers import may_waive, still_needed
from tests.rules.test_balance import GROUPS, forums

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
fractions = st.none() | st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=20)


def names(voices) -> Names:
    return Names(
        {key: key.replace("-", " ").capitalize() for key in GROUPS},
        {each.organisation: each.name for each in voices},
        {each.organisation: each.group for each in voices},
    )


def test_the_sentence_of_a_silent_group():
    voices = [
        Voice(f"o{n}", f"O{n}", "civil-society", "", f"o{n}", comments=int(n < 3), words=5 * (n < 3)) for n in range(20)
    ]
    found = what_is_missing(
        Floors(heard=Fraction(1, 3), days=30), balance(voices, (), GROUPS), names(voices), NOW + timedelta(days=12), NOW
    )
    assert found == (
        "Civil society: 3 of 20 heard; 7 needed; 12 days left.",
        "Comments are taken until 13 May 2026, 12:00 UTC; 12 days left.",
    )


@given(forums(), fractions, fractions, st.integers(0, 40), st.integers(-5, 5))
def test_nothing_is_missing_exactly_when_the_gate_is_open(voices, heard, words, days, left):
    floors, until, found = Floors(heard, words, days), NOW + timedelta(days=left), balance(voices, (), GROUPS)
    whole = sum(each.words for each in voices)
    met = all(
        Fraction(sum(each.heard for each in own), len(own)) >= heard
        for group in GROUPS
        if heard and (own := [each for each in voices if each.group == group and each.eligible])
    )
    fitting = not words or not whole or all(Fraction(each.words, whole) <= words for each in voices)
    ended = not days or left <= 0
    assert (not what_is_missing(floors, found, names(voices), until, NOW)) == (met and fitting and ended)


@given(forums(), fractions, st.integers(1, 30), st.sampled_from(GROUPS))
def test_more_accounts_of_one_group_do_not_move_the_gate(voices, heard, times, group):
    flooded = tuple(replace(each, comments=each.comments * times) if each.group == group else each for each in voices)
    asked = [
        what_is_missing(Floors(heard), balance(each, (), GROUPS), names(voices), NOW, NOW) for each in (voices, flooded)
    ]
    assert asked[0] == asked[1]


@given(forums(), fractions, fractions)
def test_a_waiver_takes_away_its_own_floor_and_no_other(voices, heard, words):
    floors, found = Floors(heard, words), balance(voices, (), GROUPS)
    everything = missing(floors, found, names(voices), NOW, NOW)
    for each in everything:
        left = missing(floors, found, names(voices), NOW, NOW, {(each.kind, each.group)})
        assert left == tuple(one for one in everything if one != each)


def test_time_cannot_be_waived():
    assert missing(Floors(days=3), balance(()), names(()), NOW + timedelta(days=1), NOW, {("", "")})[
        0
    ].sentence.endswith("1 day left.")


@pytest.mark.parametrize(
    "office, given_by, extended, end, answer",
    [
        ("industry", (), True, -1, True),
        ("civil-society", (), True, -1, False),
        ("industry", ("industry",), True, -1, False),
        ("industry", (), False, -1, False),
        ("industry", (), True, 1, False),
    ],
)
def test_who_may_waive_the_floor_of_civil_society(office, given_by, extended, end, answer):
    who = Identity(1, "r", "M", offices=(Office("moderator", office),))
    until = NOW + timedelta(days=end)
    assert bool(may_waive(who, "civil-society", given_by, extended=extended, until=until, now=NOW)) is answer
    assert not may_waive(Identity(1, "r", "M"), "civil-society", (), extended=True, until=NOW, now=NOW)


def test_a_floor_is_waived_by_all_other_groups():
    assert still_needed(GROUPS, "industry", ("government",)) == ("civil-society",)
    assert still_needed(GROUPS, "industry", ("government", "civil-society")) == ()


def test_faults_and_words():
    assert set(faults_of_floors(Fraction(2), Fraction(1), 0, "")) == {"heard", "words", "days", "reasons"}
    assert faults_of_floors(None, None, 0, "No floor is needed.") == {} and "days" in faults_of_floors(
        None, None, 400, "x"
    )
    assert [part_of(Fraction(each)) for each in ("1/3", "2/3", "1/2", "1/8", "1", "7/12")] == [
        "a third",
        "two thirds",
        "half",
        "an eighth",
        "all",
        "7/12",
    ]
    assert days_left(NOW, NOW) == "the time is over" and days_left(NOW + timedelta(hours=1), NOW) == "1 day left"
