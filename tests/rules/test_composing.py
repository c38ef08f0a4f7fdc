"""Methods in rows: there and back, what does not fit, and faults beside the field where they can be mended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.rules.composing import AT, COUNTED, KINDS, SOME, Draft, RuleRow, condition_of, draft_of, rule_of
from drafts.rules.conditions import OPERATORS
from drafts.rules.methods import PARTS, parse_method
from drafts.rules.row_faults import row_faults
from forum.errors import Unlawful
from tests.rules.ballot_records import methods, vectors

PRESETS = vectors("presets.json")
NESTED = {"fsc-ga", "gnso-supermajority", "gnso-initiate-pdp", "w3c-ac-appeal", "eu-qmv"}


@pytest.mark.parametrize("id", PRESETS)
def test_a_preset_goes_into_rows_and_back_unless_it_is_nested(id):
    method = parse_method(PRESETS[id])
    draft = draft_of(method)
    assert (draft is None) == (id in NESTED)
    if draft:
        assert parse_method({**rule_of(draft), "id": method.id}) == replace(method, title="", source="")
        assert not [row for row in draft.rows if row_faults(row)]


def test_each_row_of_the_balanced_rule_says_one_test():
    fifth, majority, mean, cleared = draft_of(parse_method(PRESETS["balanced"])).rows
    assert (fifth.where, fifth.number, fifth.of) == ("each", "1/5", frozenset(COUNTED))
    assert (majority.op, mean.kind, cleared.part, cleared.kind) == ("more_than", "mean", "clear_when", "fact")


@given(methods())
def test_rows_say_all_of_a_method_or_there_are_none(text):
    method = parse_method(text)
    if draft := draft_of(method):
        back = parse_method(rule_of(draft))
        assert (back.parts, back.chamber, back.voice, back.weight) == (
            method.parts,
            method.chamber,
            method.voice,
            method.weight,
        )


POSITIONS = st.frozensets(st.sampled_from(COUNTED))
ROWS = st.builds(
    RuleRow,
    part=st.sampled_from(PARTS),
    kind=st.sampled_from(list(KINDS)),
    counted=POSITIONS,
    of=POSITIONS,
    op=st.sampled_from(list(OPERATORS)),
    number=st.one_of(st.sampled_from(["2/3", "0", "1/2", "2/0", "0.66", "", "7", "-1", "٣"]), st.text(max_size=5)),
    where=st.sampled_from(["all", "each", SOME, f"{AT}industry", AT, "elsewhere"]),
    least=st.sampled_from(["", "1", "all", "2/3", "x", "1/0"]),
    by=st.sampled_from(["weight", "heads", "population", ""]),
    fact=st.sampled_from(["", "objections_without_disposition"]),
)


@given(ROWS)
def test_a_row_has_no_fault_exactly_if_the_method_it_makes_is_lawful(row):
    found = row_faults(row)
    assert set(found) <= set(RuleRow.__dataclass_fields__) and all(found.values())
    rule = {"adopted_when": condition_of(row)}
    if found:
        known = not {"part", "where", "by", "fact"} & set(found)  # what part A would take and the page does not offer
        if known and not (set(found) == {"least"} and row.where == SOME):
            with pytest.raises(Unlawful):
                parse_method(rule)
    else:
        assert parse_method(rule).parts["adopted_when"]


@pytest.mark.parametrize(
    "row,field,says",
    [
        (RuleRow(number="0.66"), "number", "exact fraction, such as 2/3"),
        (RuleRow(number="2/0"), "number", "“2/0” is none"),
        (RuleRow(number="1" * 5000), "number", "“111111111111…”"),
        (RuleRow(kind="count", number="1/2"), "number", "whole number"),
        (RuleRow(counted=frozenset(["no"])), "counted", "has to count In favour"),
        (RuleRow(op="at_most"), "counted", "may not count In favour"),
        (RuleRow(of=frozenset(["no"])), "of", "In favour has to be among"),
        (RuleRow(op="less_than", number="0", counted=frozenset(["no"])), "number", "choose “at most”"),
        (RuleRow(where=SOME, least="some"), "least", "how many chambers"),
        (RuleRow(kind="fact", number="0"), "fact", "Choose what is counted"),
        (RuleRow(op="about"), "op", "Choose one of the list"),
    ],
)
def test_a_fault_stands_beside_its_field(row, field, says):
    assert says in row_faults(row)[field]


def test_tests_of_one_part_are_joined_and_a_single_one_stands_alone():
    rule = rule_of(
        Draft("region", "owner", "group", (RuleRow(), RuleRow(part="valid_when"), RuleRow(where=SOME, least="2/3")))
    )
    assert rule["chamber"] == ["group", "region"] and rule["weight"] == {"equal": ["group"]}
    assert len(rule["adopted_when"]["all"]) == 2 and rule["adopted_when"]["all"][1]["chambers"] == "2/3"
    assert list(rule)[-2:] == ["valid_when", "adopted_when"] and "share" in rule["valid_when"]
