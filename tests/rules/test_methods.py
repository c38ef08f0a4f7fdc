"""Methods and records that are refused, each with a sentence that names the place."""

from __future__ import annotations

import pytest
from hypothesis import given

from drafts.rules.methods import parse_method
from drafts.rules.reading import Malformed
from drafts.rules.record import is_blank, parse_record
from forum.errors import Unlawful
from tests.rules.ballot_records import methods, vectors

YES_OF_VOTED = {"share": ["yes"], "of": ["yes", "no"], "at_least": "1/2"}


@given(methods())
def test_lawful_methods_are_taken(method):
    assert parse_method(method).parts["adopted_when"]


@pytest.mark.parametrize("id,method", vectors("presets.json").items())
def test_rules_of_real_bodies_are_taken(id, method):
    assert parse_method(method).id == id


@pytest.mark.parametrize(
    "condition",
    [
        {"share": ["no"], "of": ["yes", "no"], "at_least": "1/2"},
        {"share": ["yes"], "of": ["no"], "at_least": "1/2"},
        {"share": ["yes"], "of": ["yes", "no"], "at_most": "1/2"},
        {"share": ["no"], "of": ["no", "abstain"], "at_most": "1/2"},
        {"share": ["no"], "of": ["yes", "no"], "less_than": "0"},
        {"count": ["absent"], "more_than": 1},
        {"count": ["yes", "no"], "less_than": 9},
        {"mean": {"share": ["no"], "of": ["yes", "no"]}, "at_least": "1/2"},
        {"chambers": 1, "where": {"any": [{"all": [{"count": ["no"], "at_least": 1}]}]}},
    ],
)
def test_punishing_support_is_refused(condition):
    with pytest.raises(Unlawful, match="support"):
        parse_method({"adopted_when": {"all": [YES_OF_VOTED, condition]}})


@pytest.mark.parametrize(
    "condition,place",
    [
        ({}, "adopted_when"),
        ({"share": ["yes"], "count": ["yes"], "at_least": 1}, "exactly one"),
        ({**YES_OF_VOTED, "on": "each"}, "'on'|\"on\""),
        ({**YES_OF_VOTED, "more_than": "1/2"}, "exactly one"),
        ({"share": ["yes"], "of": ["yes"]}, "exactly one"),
        ({"share": ["yes"], "at_least": "1/2"}, "'of' is missing"),
        ({**YES_OF_VOTED, "at_least": 0.5}, "fraction"),
        ({**YES_OF_VOTED, "at_least": "1/0"}, "fraction"),
        ({**YES_OF_VOTED, "at_least": "-1/2"}, "fraction"),
        ({**YES_OF_VOTED, "at_least": "1/2\n"}, "fraction"),
        ({**YES_OF_VOTED, "at_least": "١/٢"}, "fraction"),
        ({**YES_OF_VOTED, "at_least": "1" * 5000}, "too many digits"),
        ({**YES_OF_VOTED, "in": []}, "empty list"),
        ({**YES_OF_VOTED, "in": 3}, "list"),
        ({"share": ["yes", "maybe"], "of": ["yes"], "at_least": "1"}, r"share\[1\]"),
        ({"share": "yes", "of": ["yes"], "at_least": "1"}, "list"),
        ({"count": ["yes"], "at_least": True}, "whole number"),
        ({"count": ["yes"], "at_least": "2"}, "whole number"),
        ({"count": ["yes"], "at_least": -1}, "whole number"),
        ({"count": ["yes"], "at_least": 1, "of": ["yes"]}, "no member"),
        ({"fact": 3, "at_most": 0}, "string"),
        ({"fact": "f", "at_most": 0, "in": "all"}, "no member"),
        ({"mean": {"share": ["yes"], "of": ["yes"], "in": "all"}, "at_least": "1"}, "no member"),
        ({"all": YES_OF_VOTED}, "list"),
        ({"all": [], "at_least": "1"}, "no member"),
        ({"chambers": 1}, "'where' is missing"),
        ({"chambers": "most", "where": YES_OF_VOTED}, "whole number"),
        ({"chambers": 1.5, "where": YES_OF_VOTED}, "whole number"),
        ({"chambers": 1, "where": {**YES_OF_VOTED, "in": "all"}}, "inside"),
        ({"chambers": 1, "where": {"chambers": 1, "where": YES_OF_VOTED}}, "inside"),
        ({"chambers": 1, "where": {"all": [{"mean": {"share": ["yes"], "of": ["yes"]}, "at_least": "1"}]}}, "inside"),
    ],
)
def test_malformed_conditions_are_refused(condition, place):
    with pytest.raises(Unlawful, match=place):
        parse_method({"adopted_when": condition})


@pytest.mark.parametrize(
    "changed",
    [
        {"chamber": "group"},
        {"chamber": [1]},
        {"voice": "person"},
        {"weight": "two"},
        {"weight": {"equal": "group"}},
        {"weight": {"shares": {"class": {}}}},
        {"weight": {"equal": [], "share": {}}},
        {"weight": {"equal": [], "shares": {}}},
        {"weight": {"equal": [], "shares": {"class": {"org": 0.9}}}},
        {"valid_when": None},
        {"id": 3},
        {"adopted_when": None},
    ],
)
def test_malformed_methods_are_refused(changed):
    with pytest.raises(Unlawful, match="method"):
        parse_method({"adopted_when": YES_OF_VOTED, **changed})


def test_methods_ignore_words_that_they_do_not_know():
    assert parse_method({"adopted_when": YES_OF_VOTED, "rule": "half", "minimum_hours": 3}).weight == "one"


def test_text_is_read_strictly():
    for text in (
        "{",
        '{"adopted_when": {"any": []}, "adopted_when": {"all": []}}',
        '{"adopted_when": NaN}',
        "[" * 100_000,
    ):
        with pytest.raises(Unlawful):
            parse_method(text)


RECORD = {
    "format": "comity-ballot/1",
    "method": {"chamber": ["group"], "adopted_when": {"all": []}},
    "roll": [{"organisation": "a", "group": "g"}],
}


@pytest.mark.parametrize(
    "changed,place",
    [
        ({"format": "comity-ballot/2"}, "format"),
        ({"roll": {}}, "roll"),
        ({"roll": [{"organisation": "a"}]}, r"roll\[0\].*group"),
        ({"roll": [{"organisation": "a", "group": "g"}] * 2}, "twice"),
        ({"roll": [{"organisation": "a", "group": 3}]}, "group"),
        ({"roll": [{"organisation": "a", "group": "all"}]}, "chamber"),
        ({"roll": [{"organisation": "a", "group": "each"}]}, "chamber"),
        ({"roll": [{"organisation": "a", "group": "g", "weight": 0}]}, "weight"),
        ({"roll": [{"organisation": "a", "group": "g", "owner": None}]}, "owner"),
        ({"casts": [{"organisation": "b", "position": "yes"}]}, "not on the roll"),
        ({"casts": [{"organisation": "a", "position": "yes"}] * 2}, "twice"),
        ({"casts": [{"organisation": "a", "position": "absent"}]}, "position"),
        ({"casts": [{"organisation": "a", "position": "no", "reason": 3}]}, "reason"),
        ({"casts": None}, "casts"),
        ({"facts": {"f": -1}}, r"facts\.f"),
        ({"facts": {"f": 1.0}}, r"facts\.f"),
        ({"method": {"chamber": ["region"], "adopted_when": {"all": []}}}, "region"),
        (
            {
                "method": {"chamber": ["group", "owner"], "adopted_when": {"all": []}},
                "roll": [{"organisation": "a", "group": "g/h"}],
            },
            "/",
        ),
        ({"method": {"adopted_when": {**YES_OF_VOTED, "by": "population"}}}, "population"),
        (
            {"method": {"weight": {"equal": [], "shares": {"group": {"h": "1"}}}, "adopted_when": {"all": []}}},
            "sum to 0",
        ),
    ],
)
def test_malformed_records_are_refused(changed, place):
    with pytest.raises(Malformed, match=place):
        parse_record({**RECORD, **changed})


@pytest.mark.parametrize("missing", ["format", "method", "roll"])
def test_records_need_their_members(missing):
    with pytest.raises(Malformed, match=missing):
        parse_record({name: value for name, value in RECORD.items() if name != missing})


@pytest.mark.parametrize(
    "words,blank", [("", True), (" \t\n\u3000\u2028", True), ("\u200b", False), ("\x1c", False), ("x", False)]
)
def test_blank_is_white_space_and_nothing_else(words, blank):
    assert is_blank(words) == blank
