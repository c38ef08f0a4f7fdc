"""The presets say in words what their conditions say, and decide as the vectors of their bodies do."""

from __future__ import annotations

import json

import pytest

from drafts.rules.explain import rule_in_words
from drafts.rules.presets import preset, presets, read_preset
from drafts.rules.reading import Malformed
from forum.errors import Unlawful
from tests.rules.ballot_records import vectors

DECIDES = ("chamber", "voice", "weight", "valid_when", "adopted_when", "clear_when")


@pytest.mark.parametrize("each", presets(), ids=lambda each: each.id)
def test_presets_decide_as_the_vectors_do(each):
    expected = vectors("presets.json").get(each.id)
    assert expected, f"tests/vectors/presets.json has no conditions for {each.id}"
    assert canonical(json.loads(each.text)) == canonical(expected)


def canonical(method: dict) -> dict:
    """Without words, and without regard to the order of members."""
    return json.loads(json.dumps({name: method[name] for name in DECIDES if name in method}, sort_keys=True))


@pytest.mark.parametrize("each", presets(), ids=lambda each: each.id)
def test_presets_explain_themselves(each):
    assert all((each.title, each.rule, each.source, each.sureness, each.left_out)) and each.minimum_hours >= 0


def test_the_two_presets_are_there():
    assert {"balanced", "iso-dis"} <= {each.id for each in presets()}


def test_an_unknown_preset_names_those_that_there_are():
    with pytest.raises(Unlawful, match="balanced"):
        preset("nothing")


def test_a_rule_in_words_is_made_from_the_rule():
    words = dict(rule_in_words(preset("balanced").method))
    assert "more than 1/2 of those in favour or against are in favour" in words["adopted_when"]
    assert "every objection has an answer" in words["clear_when"]


GOOD = json.loads(preset("iso-dis").text)


@pytest.mark.parametrize(
    "change,says",
    [
        ({"minimum_hour": 3}, "minimum_hour"),
        ({"rule": " "}, "rule"),
        ({"source": 3}, "source"),
        ({"minimum_hours": "3"}, "minimum_hours"),
        ({"minimum_hours": 10**6}, "minimum_hours"),
        ({"recirculation": "yes"}, "recirculation"),
        ({"readings": {"number": 1, "days": 2}}, "readings.number"),
        ({"readings": {"number": 2}}, "days"),
        ({"second_call": {"days": 0, "method": {}}}, "second_call"),
        ({"second_call": {"days": 14, "method": {"adopted_when": {"count": ["no"], "at_least": 1}}}}, "support"),
        ({"reaffirm_years": 0}, "reaffirm_years"),
        ({"group_limit": "0.5"}, "group_limit"),
        ({"process": {"lunch": "At noon."}}, "lunch"),
        ({"process": {"review": 3}}, "process.review"),
    ],
)
def test_a_preset_that_is_written_wrong_is_refused(change, says):
    with pytest.raises(Malformed, match=says):
        read_preset(json.dumps({**GOOD, **change}), "iso-dis.json")
