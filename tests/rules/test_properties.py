"""Laws that hold for every preset, every rule of a real body and every random lawful method."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.rules.methods import parse_method
from drafts.rules.presets import presets
from drafts.rules.reading import Malformed
from drafts.rules.record import parse_record
from drafts.rules.tally import recount
from forum.errors import Unlawful
from tests.rules.ballot_records import vectors
from tests.rules.naive_reading import leaves
from tests.rules.random_records import random_record
from tests.rules.transformed_records import Json, all_leaves, ballot, multiplied, relabelled, renamed, shuffled, split

RULES = vectors("presets.json") | {each.id: json.loads(each.text) for each in presets()}
RANDOMS = st.integers(0, 2**63).map(Random)
many = settings(max_examples=300, deadline=None)
TURNED = {"at_least": "at_most", "more_than": "less_than", "at_most": "at_least", "less_than": "more_than"}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def judged(record: Json) -> Json | None:
    """The recount; None if the weights of a random method come to nothing."""
    try:
        return recount(parse_record(record)).as_json()
    except Malformed:
        return None


def outcome(record: Json) -> str:
    return recount(parse_record(record)).outcome


def with_yes(record: Json, name: str) -> Json:
    others = [cast for cast in record.get("casts", []) if cast["organisation"] != name]
    return {**record, "casts": [*others, {"organisation": name, "position": "yes"}]}


def movable(record: Json) -> list[str]:
    """Who could still be won over: neither in favour nor recused."""
    cast = {cast["organisation"]: cast["position"] for cast in record.get("casts", [])}
    return [e["organisation"] for e in record["roll"] if cast.get(e["organisation"]) not in ("yes", "recuse")]


def never_hurt_by_support(record: Json) -> None:
    """From any outcome, votes won over one by one: once adopted, adopted for good."""
    adopted = outcome(record) == "adopted"
    for name in movable(record):
        if adopted:
            assert outcome(with_yes(record, name)) == "adopted", (name, json.dumps(record))
        record = with_yes(record, name)
        adopted = outcome(record) == "adopted"


@every_rule
def test_support_never_hurts_under_a_real_rule(rule):
    random = Random(rule["id"])
    for _ in range(15):
        never_hurt_by_support(ballot(random, rule))


@many
@given(RANDOMS)
def test_support_never_hurts_under_any_lawful_method(random):
    record = random_record(random)
    if judged(record):
        never_hurt_by_support(record)


def refused_when_turned(method: Json) -> None:
    """Each comparison but those of facts, turned round, punishes support."""
    for n, leaf in enumerate(all_leaves(method)):
        if "fact" not in leaf:
            mirrored = deepcopy(method)
            one = all_leaves(mirrored)[n]
            op = next(op for op in TURNED if op in one)
            one[TURNED[op]] = one.pop(op)
            with pytest.raises(Unlawful, match="support"):
                parse_method(mirrored)


@every_rule
def test_a_real_rule_turned_round_is_refused(rule):
    refused_when_turned(rule)


@many
@given(RANDOMS)
def test_a_lawful_method_turned_round_is_refused(random):
    refused_when_turned(random_record(random)["method"])


def said(found: Json) -> Counter[tuple[Any, ...]]:
    """What was found of every condition, whatever the order, and whichever of equally near chambers was named."""
    return Counter((row["part"], row["met"], row["need"], value(row)) for row in found["conditions"])


def value(row: Json) -> Fraction | None:
    """1/2 is 2/4."""
    return None if row["have"] is None else Fraction(row["have"])


@many
@given(RANDOMS)
def test_order_is_irrelevant(random):
    record = random_record(random)
    conditions = {name: value for name, value in record["method"].items() if name.endswith("_when")}
    other = {
        **record,
        "method": {**record["method"], **shuffled(random, conditions)},
        "casts": shuffled(random, record.get("casts", [])),
    }
    found = judged(record)
    if found:
        again = judged(other)
        assert (again["outcome"], again["tally"], said(again)) == (found["outcome"], found["tally"], said(found))


def values(found: Json) -> list[Any]:
    """What was found of every condition, in order."""
    return [(row["met"], row["in"], value(row)) for row in found["conditions"]]


@many
@given(RANDOMS, st.integers(2, 4))
def test_an_owner_gains_nothing_by_splitting(random, times):
    record = random_record(random, weights_only=True)
    record["method"]["voice"] = "owner"
    found = judged(record)
    for entry in record["roll"] if found else []:
        after = judged(split(record, entry.get("owner", entry["organisation"]), times))
        assert (after["outcome"], values(after)) == (found["outcome"], values(found)), json.dumps(record)


@pytest.mark.parametrize(
    "rule",
    [r for r in RULES.values() if not any("count" in leaf for leaf in all_leaves(r))],
    ids=lambda rule: rule["id"],
)
def test_only_proportions_matter_where_nothing_is_counted(rule):
    random = Random(rule["id"])
    for _ in range(12):
        record = ballot(random, rule)
        assert outcome(multiplied(record, random.choice([2, 3, 5]))) == outcome(record), json.dumps(record)


@many
@given(RANDOMS, st.integers(2, 4))
def test_only_proportions_matter_to_weights(random, times):
    record = random_record(random, weights_only=True)
    found = judged(record)
    if found and record["method"].get("chamber") != ["owner"]:
        after = judged(multiplied(record, times))
        assert (after["outcome"], values(after)) == (found["outcome"], values(found)), json.dumps(record)


@many
@given(RANDOMS)
def test_names_are_irrelevant(random):
    record = random_record(random)
    found, after = judged(record), judged(relabelled(record))
    assert (found is None) == (after is None)
    if found:
        assert after["outcome"] == found["outcome"]
        assert after["tally"] == {renamed(place): sums for place, sums in found["tally"].items()}
        assert said(after) == said(found)


def test_nothing_comes_of_nothing_but_consent_by_silence():
    """Nobody casts and no fact is there: only the rule of silence adopts."""
    empty = {id: {**ballot(Random(id), rule), "casts": [], "facts": {}} for id, rule in RULES.items()}
    assert {id for id, record in empty.items() if outcome(record) == "adopted"} == {"un-oewg"}


@every_rule
def test_nobody_in_favour_never_carries_a_vote_of_all(rule):
    """With everybody against, and reasons, nothing is adopted that asks anybody; facts alone may decide."""
    record = ballot(Random(rule["id"]), rule)
    against = [{"organisation": e["organisation"], "position": "no", "reason": "because"} for e in record["roll"]]
    asks = any("fact" not in leaf for leaf in leaves(rule["adopted_when"]))
    assert not asks or outcome({**record, "casts": against}) != "adopted"


@many
@given(RANDOMS)
def test_counting_again_changes_nothing(random):
    record = random_record(random)
    before, found = deepcopy(record), judged(record)
    assert record == before
    if found:
        assert judged(json.loads(json.dumps(record))) == found
        assert judged({**record, "outcome": found["outcome"], "question": {"again": True}}) == found


@many
@given(RANDOMS)
def test_who_recuses_is_as_if_not_on_the_roll(random):
    """Where the chamber has others: nobody's sums but the recused organisation's own are different without it."""
    record = random_record(random)
    found = judged(record)
    recused = {cast["organisation"] for cast in record.get("casts", []) if cast["position"] == "recuse"}
    without = {
        **record,
        **{
            name: [row for row in record.get(name, []) if row["organisation"] not in recused]
            for name in ("roll", "casts")
        },
    }
    after = judged(without)
    if found and after and set(found["tally"]) == set(after["tally"]):
        unrecused = {place: {**sums, "recuse": {"heads": 0, "weight": "0"}} for place, sums in found["tally"].items()}
        assert (after["outcome"], after["tally"], said(after)) == (found["outcome"], unrecused, said(found))


@many
@given(RANDOMS, st.sampled_from(["1/20", "1/4", "1"]))
def test_a_higher_bar_adopts_no_more(random, more):
    """Each floor raised, each ceiling lowered by so much."""
    record = random_record(random)
    higher = deepcopy(record)
    for leaf in all_leaves(higher["method"]):
        op = next(op for op in TURNED if op in leaf)
        step = Fraction(more) if isinstance(leaf[op], str) else 1
        raised = Fraction(leaf[op]) + (step if op in ("at_least", "more_than") else -min(step, Fraction(leaf[op]) / 2))
        leaf[op] = str(raised) if isinstance(leaf[op], str) else int(raised)
    if judged(record) and outcome(higher) == "adopted":
        assert outcome(record) == "adopted"
