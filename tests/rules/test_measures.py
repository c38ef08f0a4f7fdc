"""What follows from the views of a panel; what may not be written; how long anything lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.measures import (
    BY_NAME,
    KEEP,
    LEVEL,
    MEASURES,
    PAUSE,
    View,
    decided,
    faults_of_flag,
    faults_of_view,
)

NAMES = [each.key for each in MEASURES]
AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


def view(choice: str, days: int = 10, rule: str = "person") -> View:
    return View(
        "",
        choice,
        "" if choice == KEEP else rule,
        f"{choice}, because.",
        0 if choice == KEEP else min(days, BY_NAME[choice].longest),
    )


VIEWS = st.lists(st.builds(view, st.sampled_from(NAMES), st.integers(1, 800)), min_size=2, max_size=7)


@pytest.mark.parametrize(
    "choices,measure,dissent",
    [
        (("keep", "keep", "keep"), "keep", 0),
        (("keep", "keep", "hide"), "keep", 1),
        (("keep", "hide", "hide"), "hide", 1),
        (("keep", "note", "hide"), "note", 2),
        (("fold", "return", "pause"), "return", 2),
        (("hide", "pause", "pause"), "pause", 1),
        (("keep", "hide"), "keep", 1),
        (("hide", "pause"), "hide", 1),
        (("fold", "fold"), "fold", 0),
        (("keep", "keep", "hide", "hide"), "keep", 2),
    ],
)
def test_the_gravest_measure_that_more_than_half_want_or_would_exceed(choices, measure, dissent):
    for each in permutations(choices):
        found = decided([view(choice) for choice in each])
        assert (found.measure, found.dissent) == (measure, dissent)


def test_every_panel_of_three_by_its_crosstable():
    for choices in product(NAMES, repeat=3):
        assert decided([view(each) for each in choices]).measure == sorted(choices, key=LEVEL.get)[1]


@given(VIEWS)
def test_a_measure_is_never_graver_than_what_more_than_half_would_accept(views):
    found = decided(views)
    assert 2 * sum(LEVEL[each.choice] >= LEVEL[found.measure] for each in views) > len(views)
    graver = MEASURES[min(LEVEL[found.measure] + 1, len(MEASURES) - 1)].key
    assert graver == found.measure or 2 * sum(LEVEL[each.choice] >= LEVEL[graver] for each in views) <= len(views)


@given(VIEWS, st.data())
def test_nobody_makes_it_graver_by_wanting_less(views, data):
    n = data.draw(st.integers(0, len(views) - 1))
    milder = data.draw(st.sampled_from(NAMES[: LEVEL[views[n].choice] + 1]))
    assert LEVEL[decided([*views[:n], view(milder), *views[n + 1 :]]).measure] <= LEVEL[decided(views).measure]


@given(VIEWS)
def test_every_measure_ends(views):
    found = decided(views)
    until = found.until(AT)
    if found.measure == KEEP:
        assert until is None and not found.rules
    else:
        assert AT < until <= AT + timedelta(days=BY_NAME[found.measure].longest) and found.rules and found.reasons


@given(VIEWS, st.sampled_from(NAMES))
def test_who_asks_again_risks_nothing(views, ceiling):
    assert LEVEL[decided(views, ceiling).measure] <= LEVEL[ceiling]


def test_the_shortest_time_that_those_behind_it_named():
    found = decided([view("hide", 30), view("hide", 700), view("keep")])
    assert (found.measure, found.days) == ("hide", 30)
    assert decided([view("pause", 14), view("fold", 100), view("keep")]).days == 14


COMMENT = "You are all fools and your mothers know that you are paid for it"


@pytest.mark.parametrize(
    "choice,rule,reasons,days,field",
    [
        ("", "person", "So.", 3, "choice"),
        ("burn", "person", "So.", 3, "choice"),
        ("hide", "", "So.", 3, "rule"),
        ("hide", "nonsense", "So.", 3, "rule"),
        ("hide", "person", "", 3, "reasons"),
        ("hide", "person", "x" * 2_001, 3, "reasons"),
        ("hide", "person", "So.", None, "days"),
        ("hide", "person", "So.", 0, "days"),
        ("pause", "person", "So.", 15, "days"),
        ("hide", "person", "It says: your mothers know that you are paid.", 3, "reasons"),
        ("hide", "person", "What Astrid Hallgren wrote is an insult.", 3, "reasons"),
    ],
)
def test_what_a_view_may_not_be(choice, rule, reasons, days, field):
    assert list(faults_of_view(choice, rule, reasons, days, COMMENT, ["Astrid Hallgren"])) == [field]


@pytest.mark.parametrize(
    "choice,rule,days", [("keep", "", None), ("hide", "person", 730), ("note", "threat", 1), ("pause", "person", 14)]
)
def test_what_a_view_may_be(choice, rule, days):
    assert not faults_of_view(
        choice, rule, "It speaks of persons and their mothers.", days, COMMENT, ["Astrid Hallgren"]
    )


def test_a_graver_measure_than_the_ceiling_cannot_be_chosen():
    assert "choice" in faults_of_view("pause", "person", "So.", 3, COMMENT, ceiling="hide")
    assert not faults_of_view("hide", "person", "So.", 3, COMMENT, ceiling="hide")


@pytest.mark.parametrize(
    "rule,note,quote,fields",
    [
        ("person", "", "", []),
        ("", "", "", ["rule"]),
        ("person", "x" * 1_001, "", ["note"]),
        ("person", "", "all  fools", []),
        ("person", "", "all cowards", ["quote"]),
    ],
)
def test_what_a_report_needs(rule, note, quote, fields):
    assert list(faults_of_flag(rule, note, quote, COMMENT)) == fields


def test_pause_is_the_gravest_and_touches_days_only():
    assert MEASURES[-1].key == PAUSE and all(each.longest for each in MEASURES[1:]) and not MEASURES[0].longest
