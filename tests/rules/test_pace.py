"""How often one may act: buckets that fill up again, kept as one moment each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.pace import DAY, HOUR, MINUTES, OWNER, PACES, Pace, full_again, says, sentences, wait

START = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
FIVE = Pace("five", "tests", 5, timedelta(minutes=5))


def taken(pace: Pace, moments: list[datetime], times: int = 1) -> list[bool]:
    was, answers = None, []
    for moment in moments:
        until = full_again(was, moment, pace, times)
        answers.append(until is not None)
        was = until or was
    return answers


@pytest.mark.parametrize(
    "seconds,expected",
    [
        ([0] * 6, [True] * 5 + [False]),  # so many at once
        ([0] * 5 + [59, 60, 61], [True] * 5 + [False, True, False]),  # one comes back a minute
        ([0] * 5 + [300] * 6, [True] * 10 + [False]),  # all after the whole time, and no more
        ([0] * 5 + [-7200], [True] * 6),  # a clock that was set back locks nobody out
    ],
)
def test_a_bucket(seconds, expected):
    assert taken(FIVE, [START + timedelta(seconds=each) for each in seconds]) == expected


@given(st.lists(st.integers(0, 3600), max_size=60), st.integers(1, 3))
def test_no_time_holds_more_than_twice_the_number(seconds, times):
    moments = [START + timedelta(seconds=each) for each in sorted(seconds)]
    done = [each for each, yes in zip(moments, taken(FIVE, moments, times), strict=True) if yes]
    for each in done:
        assert sum(each <= other < each + FIVE.time for other in done) <= 2 * FIVE.many * times


@given(st.integers(0, 600))
def test_it_can_be_sent_when_it_was_said(later):
    was = START + timedelta(seconds=later)
    left = wait(was, START, FIVE)
    if full_again(was, START, FIVE) is None and was <= START + FIVE.time:
        assert left > timedelta() and full_again(was, START + left, FIVE)
        assert full_again(was, START + left - timedelta(microseconds=1), FIVE) is None


def test_what_is_said():
    assert "at most 15 in 5 minutes" in says(FIVE, "You", OWNER, timedelta(seconds=61))[0]
    assert "again in 61 seconds" in says(FIVE, "You", 1, timedelta(seconds=60.2))[1]
    assert "again in 1 second." in says(FIVE, "You", 1, timedelta())[1]
    assert "again in 3 minutes" in says(FIVE, "You", 1, timedelta(seconds=150))[1]


def test_each_limit_is_a_sentence_and_none_is_absurd():
    assert len(sentences(PACES.values())) == len(PACES)
    for key, each in PACES.items():
        assert key == each.key and each.many >= 10 and each.time in (MINUTES, HOUR, DAY)
