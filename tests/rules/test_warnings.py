"""What lawful methods are warned of, with the numbers; and the worked examples of each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.rules.examples import as_typed, on_this_roll, three
from drafts.rules.methods import parse_method
from drafts.rules.tally import recount
from drafts.rules.trying import adopted, fewest, for_and_against, imagined, in_turn, sample_roll
from drafts.rules.warnings import warnings_of
from tests.rules.ballot_records import methods, vectors

PRESETS = vectors("presets.json")
TURNOUT = {
    "ieee-sa",
    "ieee802-wg",
    "ansi",
    "astm-sub",
    "astm-main",
    "fsc-ga",
    "w3c-ac-appeal",
    "codex-rules",
    "rspo-ga-2011",
}
NAMES = {"government": "Government", "industry": "Industry", "civil-society": "Civil society"}


def roll(government: int, industry: int, civil: int) -> list[dict]:
    sizes = {"government": government, "industry": industry, "civil-society": civil}
    return [
        {"organisation": f"{group} {n}", "group": group, "region": "north"}
        for group, size in sizes.items()
        for n in range(size)
    ]


def says(text: dict, *words: str, **options) -> bool:
    return any(all(word in sentence for word in words) for sentence in warnings_of(text, **options))


def test_ieee_74_of_100_fail_and_one_more_vote_against_lets_them_pass():
    assert says(
        PRESETS["ieee-sa"],
        "turnout",
        "74 of 100 in favour and 26 not voting",
        "If one of these 26 votes against instead, it is",
    )


def test_ieee_30_abstentions_of_100_stop_70_in_favour():
    assert says(PRESETS["ieee-sa"], "Abstentions are limited", "70 of 100 in favour and 30 abstaining")


@pytest.mark.parametrize("id", PRESETS)
def test_turnout_quorums_and_only_they_are_warned_of(id):
    assert says(PRESETS[id], "A turnout is asked for") == (id in TURNOUT)


def test_silence_as_consent_is_something_from_nothing():
    assert [id for id, text in PRESETS.items() if says(text, "Something from nothing")] == ["ietf-wg", "un-oewg"]


def test_abstaining_works_as_a_no_where_the_share_is_of_all():
    assert says(
        PRESETS["gnso-default"],
        "Abstaining and not voting work like a vote against",
        "more than 1/2 of all on the roll",
    )
    assert says(PRESETS["ieee-sasb"], "Abstaining works like a vote against", "3/4 of those who voted")
    assert not says(PRESETS["unga-other"], "work")


def test_what_the_forum_does_not_have():
    letters = {"adopted_when": {"fact": "letters_received", "at_least": 3}}
    assert says(letters, "letters_received", "does not count") and not says(PRESETS["balanced"], "does not count")
    assert says(PRESETS["cabf"], "chamber issuers", roll=roll(2, 2, 2))
    assert not says(PRESETS["balanced"], "the roll does not have", roll=roll(9, 9, 9))


def test_a_small_group_with_a_veto():
    assert says(PRESETS["balanced"], "1 organisation of Civil society can stop", roll=roll(9, 9, 2), names=NAMES)
    assert says(PRESETS["un-oewg"], "Government, of Industry or of Civil society", roll=roll(9, 9, 9), names=NAMES)
    assert not says(PRESETS["balanced"], "can stop every text", roll=roll(9, 9, 9), names=NAMES)


def test_a_rule_that_nothing_can_meet():
    impossible = {"adopted_when": {"count": ["yes"], "at_least": 30}}
    assert says(impossible, "not even with everybody in favour", roll=roll(2, 2, 2))


def test_a_number_beyond_any_roll_is_tried_on_a_roll_of_some_size():
    text = {"chamber": ["group"], "adopted_when": {"count": ["yes"], "at_least": 10**9, "in": "each"}}
    assert len(sample_roll(parse_method(text))) == 600 and warnings_of(text) == ()


@given(methods())
@settings(max_examples=60, deadline=None)
def test_every_lawful_method_has_warnings_and_examples_without_a_fault(text):
    assert all(sentence[0].isupper() or sentence[0].isdigit() for sentence in warnings_of(text))
    record = imagined(text, sample_roll(parse_method(text)))
    assert all(example.title and isinstance(example.result.outcome, str) for example in three(record, {}))


@pytest.mark.parametrize("id", PRESETS)
def test_the_examples_of_a_preset_stand_on_both_sides_of_the_boundary(id):
    record = imagined(PRESETS[id], sample_roll(parse_method(PRESETS[id])))
    just, missed, silence = three(record, {})
    assert just.result.outcome == "adopted" and missed.result.outcome != "adopted" and missed.sentences
    assert (silence.result.outcome == "adopted") == (id in ("ietf-wg", "un-oewg"))


@given(methods())
@settings(max_examples=60, deadline=None)
def test_halving_finds_the_fewest_that_counting_up_finds(text):
    record = imagined(text, sample_roll(parse_method(text), 8, 3))
    order = in_turn(record)
    found = [n for n in range(len(order) + 1) if adopted(record, for_and_against(order, n))]
    assert fewest(record) == (found[0] if found else None)


def test_examples_on_the_present_roll():
    against, just, missed, away = on_this_roll(imagined(PRESETS["balanced"], roll(4, 4, 3)), NAMES)
    assert "but Civil society" in against.says and against.result.outcome == "rejected"
    assert (just.result.outcome, missed.result.outcome, away.result.outcome) == ("adopted", "rejected", "adopted")
    assert "6 of 11 vote" in away.says


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_typed_numbers_are_what_is_counted(numbers):
    record = imagined(PRESETS["unga-other"], roll(12, 0, 0))
    sums = as_typed(record, {"government": numbers}, {}).result.tally.places["all"]
    assert [sums.heads(each) for each in ("yes", "no", "bare_no", "abstain")] == numbers
    assert sums.heads("absent") == 12 - sum(numbers) and recount(record).tally.places["all"].heads("absent") == 12
