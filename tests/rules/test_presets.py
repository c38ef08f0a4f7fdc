"""The presets say in words what their conditions say, and decide as the vectors of their bodies do."""

from __future__ import annotations

import json

import pytest

from drafts.rules.explain import rule_in_words
from drafts.rules.presets import preset, presets
from forum.errors import Unlawful
from tests.rules.ballot_records import vectors

DECIDES = ("chamber", "voice", "weight", "valid_when", "adopted_when", "clear_when")


@pytest.mark.parametrize("each", presets(), ids=lambda each: each.id)
def test_presets_decide_as_the_vectors_do(each):
    expected = vectors("presets.json")[each.id]
    assert {name: value for name, value in canonical(json.loads(each.text)).items()} == canonical(expected)


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
    assert "objections without disposition: at most 0" in words["clear_when"]
