"""Nobody posts more than a bucket holds and time brings, by however many accounts and subsidiaries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.budgets import BASE, ONE, PER_ITEM, Limit, level, of_organisation, of_owner, says, wait

AT = datetime(2026, 3, 1, tzinfo=UTC)
LIMITS = st.integers(1, 200).map(Limit)


@given(LIMITS, st.lists(st.integers(0, 600_000), max_size=300))
def test_no_sequence_gets_more_than_capacity_and_refill(limit, gaps):
    left, then, sent, at = limit.full, AT, 0, AT
    for gap in gaps:
        at += timedelta(milliseconds=gap)
        left, then = level(left, then, at, limit), at
        assert 0 <= left <= limit.full
        if not wait(left, limit):
            left, sent = left - ONE, sent + 1
    assert sent * ONE <= limit.full + limit.full * ((at - AT) // timedelta(milliseconds=1)) // 3_600_000


@given(LIMITS, st.integers(0, 200_000), st.integers(0, 10_000_000))
def test_after_the_wait_one_can_be_sent_and_not_before(limit, left, passed):
    left = level(min(left, limit.full), AT, AT + timedelta(milliseconds=passed), limit)
    pause = wait(left, limit)
    assert not wait(level(left, AT, AT + pause, limit), limit)
    if pause > timedelta(milliseconds=1):
        assert wait(level(left, AT, AT + pause - timedelta(milliseconds=2), limit), limit)


@pytest.mark.parametrize("items,organisation,owner", [(0, 20, 30), (1, 22, 33), (10, 40, 60)])
def test_they_grow_with_what_is_open_and_an_owner_gains_little(items, organisation, owner):
    assert (of_organisation(items).comments, of_owner(items).comments) == (organisation, owner)
    assert organisation == BASE + PER_ITEM * items


def test_a_clock_that_goes_back_gives_nothing():
    assert level(500, AT, AT - timedelta(hours=1), Limit(20)) == 500


def test_the_refusal_says_who_how_many_and_when():
    assert says("Cobalt Cloud", Limit(20), timedelta(seconds=61)).startswith(
        "Cobalt Cloud sent the 20 comments that fit into an hour. The next can be sent in 2 minutes;"
    )
