"""Measures of balance: worked values, and what must not change them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.balance import MEASURES, balance
from moderation.rules.concentration import concentration
from moderation.rules.voices import Masked, Voice

GROUPS, REGIONS = ("government", "industry", "civil-society"), ("north", "south", "")
amounts = st.integers(0, 50)


@st.composite
def forums(draw) -> tuple[Voice, ...]:
    count = draw(st.integers(0, 12))
    return tuple(
        Voice(
            f"o{n}",
            f"Organisation {n}",
            draw(st.sampled_from(GROUPS)),
            draw(st.sampled_from(REGIONS)),
            f"o{draw(st.integers(0, n))}",
            draw(st.booleans()),
            comments := draw(amounts),
            comments * draw(st.integers(1, 30)),
            draw(st.integers(0, 3)),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for n in range(count)
    )


@pytest.mark.parametrize(
    "shares, herfindahl, voices",
    [
        ((1, 1, 1, 1), Fraction(1, 4), "4"),
        ((7, 1, 1, 1), Fraction(52, 100), "1.9"),
        ((4, 3, 2, 1), Fraction(3, 10), "3.3"),
        ((1, 0, 0, 0), Fraction(1), "1"),
    ],
)
def test_concentration_of_known_shares(shares, herfindahl, voices):
    found = concentration({f"o{n}": each for n, each in enumerate(shares)})
    assert (found.herfindahl, found.said_voices, found.largest) == (herfindahl, voices, "o0")


def test_concentration_of_nothing_and_of_less_than_nothing():
    assert concentration({"a": 0}).voices is None and concentration({}).largest == ""
    with pytest.raises(ValueError):
        concentration({"a": -1, "b": 2})


@given(forums())
def test_shares_add_up_and_the_heard_are_eligible(voices):
    found = balance(voices, groups=GROUPS)
    for rows in (found.groups, found.regions, found.owners):
        for name in MEASURES:
            whole = sum(getattr(each, name) for each in voices)
            assert sum(getattr(row, name).part for row in rows) == whole
            assert all(getattr(row, name).whole == whole for row in rows)
        assert sum(row.eligible for row in rows) == sum(each.eligible for each in voices)
        assert all(row.heard <= row.eligible for row in rows)


@given(forums(), st.integers(1, 40), st.sampled_from(GROUPS))
def test_more_accounts_at_equal_opinions_change_nothing_that_counts_organisations(voices, times, group):
    flooded = tuple(
        replace(each, comments=each.comments * times, words=each.words * times) if each.group == group else each
        for each in voices
    )
    before, after = balance(voices, groups=GROUPS), balance(flooded, groups=GROUPS)
    assert [(row.eligible, row.heard, row.amendments) for row in before.groups] == [
        (row.eligible, row.heard, row.amendments) for row in after.groups
    ]
    assert before.by_organisation["amendments"] == after.by_organisation["amendments"]


@given(forums())
def test_relabelling_changes_nothing(voices):
    renamed = tuple(
        replace(
            each,
            organisation=f"x{each.organisation}",
            group=f"x{each.group}",
            region=f"x{each.region}",
            owner=f"x{each.owner}",
        )
        for each in voices
    )
    before, after = balance(voices), balance(renamed)
    for name in ("groups", "regions", "owners"):
        assert [replace(row, key=f"x{row.key}") for row in getattr(before, name)] == list(getattr(after, name))
    for name in MEASURES:
        assert before.by_owner[name].herfindahl == after.by_owner[name].herfindahl


@given(forums())
def test_owners_are_never_less_concentrated_than_their_organisations(voices):
    found = balance(voices)
    for name in MEASURES:
        if found.by_owner[name].voices is not None:
            assert found.by_owner[name].voices <= found.by_organisation[name].voices


@given(forums(), st.integers(1, 9), st.integers(1, 30))
def test_what_few_people_said_who_are_shown_by_group_only_is_left_out_everywhere(voices, people, words):
    masked = Masked("industry", people, people, words)
    found, without = balance(voices, (masked,), GROUPS), balance(voices, (), GROUPS)
    row = found.group("industry")
    assert row.suppressed == (people < 5) and found.suppressed == (("industry",) if people < 5 else ())
    assert row.words.part == without.group("industry").words.part + (0 if people < 5 else words)
    assert found.regions == without.regions and found.owners == without.owners
