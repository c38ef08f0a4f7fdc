"""The longest time of a ballot: what a method may set, and the dates of review that have to live with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.rules import casting, procedure
from drafts.rules.process import LONGEST_HOURS, process_of
from drafts.rules.process_typed import faults_of, members_of, typed_of
from drafts.rules.reading import Malformed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MAJORITY = {"adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}}


@pytest.mark.parametrize(
    "closes_in,least,most,says",
    [
        (timedelta(hours=48), 24, 72, ""),
        (timedelta(hours=72), 24, 72, ""),
        (timedelta(hours=72, minutes=1), 24, 72, "This method keeps a ballot open for at most 3 days"),
        (timedelta(days=366), 24, LONGEST_HOURS, ""),
        (timedelta(days=367), 24, LONGEST_HOURS, "A ballot stays open for at most 366 days"),
    ],
)
def test_a_ballot_closes_in_time(closes_in, least, most, says):
    verdict = casting.closes_in_time(NOW, NOW + closes_in, least, most)
    assert bool(verdict) == (not says) and says in " ".join(verdict.reasons)


@pytest.mark.parametrize(
    "members",
    [
        {"minimum_hours": 48, "maximum_hours": 48},
        {"minimum_hours": 48, "maximum_hours": 24},
        {"maximum_hours": LONGEST_HOURS + 1},
        {"maximum_hours": "a week"},
        {"maximum_hours": 24, "second_call": {"days": 7, "method": MAJORITY}},
    ],
)
def test_a_longest_time_that_leaves_none_is_malformed(members):
    with pytest.raises(Malformed, match="maximum_hours"):
        process_of(members)


hours = st.integers(0, 2000)


@given(hours, hours)
def test_a_review_opens_a_ballot_that_its_method_permits(least, more):
    most, due = least + more + 1, NOW + timedelta(days=365)
    opens = procedure.review_opens(due, least, most)
    closes = max(due - procedure.MARGIN, opens + procedure.at_least(least))
    assert casting.closes_in_time(opens, closes, least, most) and closes < due


@given(hours, st.one_of(st.just(0), st.integers(1, 2000)))
def test_what_is_typed_says_what_the_process_says(least, more):
    members = {"minimum_hours": least, **({"maximum_hours": least + more} if more else {})}
    process = process_of(members)
    assert not faults_of(typed_of(process)) and members_of(typed_of(process)) == members


@pytest.mark.parametrize(
    "away,says",
    [
        (timedelta(minutes=20), "less than an hour"),
        (timedelta(hours=5), "5 hours"),
        (timedelta(days=7, hours=1), "7 days and 1 hour (169 hours)"),
        (timedelta(days=364), "364 days (8,736 hours)"),
    ],
)
def test_how_far_off_a_moment_is(away, says):
    assert casting.away(NOW, NOW + away) == says
