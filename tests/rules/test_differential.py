"""The product and the naive implementation agree on thousands of random records, and refuse the same ones.

COMITY_DIFFERENTIAL sets how many records of each sort are tried."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from drafts.rules import reading
from drafts.rules.record import parse_record
from drafts.rules.tally import recount
from tests.rules.naive import Malformed, naive_recount
from tests.rules.random_records import damaged, every_damage, random_record

RECORDS = int(os.environ.get("COMITY_DIFFERENTIAL", "1500"))
BATCHES = 5
GROUPS: dict[str, Any] = {
    "format": "comity-ballot/1",
    "method": {
        "chamber": ["group"],
        "voice": "owner",
        "weight": "listed",
        "valid_when": {
            "chambers": "1/2",
            "where": {"any": [{"count": ["yes"], "at_least": 1}, {"fact": "f", "at_most": 2}]},
        },
        "adopted_when": {
            "all": [
                {"share": ["yes"], "of": ["yes", "no"], "by": "seats", "in": ["gov", "ind"], "more_than": "1/2"},
                {"mean": {"share": ["no"], "of": ["no", "yes"], "by": "heads"}, "less_than": "1/3"},
            ]
        },
    },
    "roll": [
        {"organisation": "a", "group": "gov", "seats": 2, "owner": "x", "weight": 3},
        {"organisation": "b", "group": "ind", "seats": 1},
    ],
    "casts": [{"organisation": "a", "position": "no", "reason": "because"}, {"organisation": "b", "position": "yes"}],
    "facts": {"f": 1},
}
SHARES: dict[str, Any] = {
    "format": "comity-ballot/1",
    "method": {
        "chamber": ["group", "region"],
        "weight": {"equal": ["group"], "shares": {"class": {"org": "9/10", "person": "1"}}},
        "adopted_when": {"chambers": 1, "where": {"share": ["yes"], "of": ["yes", "no"], "at_least": "1/2"}},
        "clear_when": {"count": ["no"], "at_most": 0, "in": "each"},
    },
    "roll": [
        {"organisation": "a", "group": "gov", "region": "north", "class": "org"},
        {"organisation": "b", "group": "gov", "region": "south", "class": "person"},
    ],
    "casts": [{"organisation": "a", "position": "recuse"}],
}


def of_product(record: dict[str, Any]) -> dict[str, Any] | None:
    """What the product prints, as far as the contract words it; None if it refuses."""
    try:
        found = recount(parse_record(record)).as_json()
    except reading.Malformed:
        return None
    conditions = [said(row) for row in found["conditions"]]
    return {"outcome": found["outcome"], "tally": found["tally"], "conditions": conditions}


def of_naive(record: dict[str, Any]) -> dict[str, Any] | None:
    try:
        found = naive_recount(record)
    except Malformed:
        return None
    return {**found, "conditions": [said(row) for row in found["conditions"]]}


def said(row: dict[str, Any]) -> tuple[Any, ...]:
    """`have` and `need` by their value: "58/100" is 29/50. A chamber named twice in a list is summed once."""
    op, bound = row["need"].rsplit(" ", 1)
    have = None if row["have"] is None else Fraction(row["have"])
    place = row["in"] if isinstance(row["in"], str) else list(dict.fromkeys(row["in"]))
    return row["part"], row["met"], have, op, Fraction(bound), place


@pytest.mark.parametrize("seed", range(BATCHES))
def test_random_records(seed):
    random, taken = Random(seed), 0
    for _ in range(RECORDS // BATCHES):
        record = random_record(random, wild=random.random() < 0.1)
        expected = of_naive(record)
        taken += expected is not None
        assert of_product(record) == expected, json.dumps(record)
    assert taken > RECORDS // BATCHES // 2


@pytest.mark.parametrize("seed", range(BATCHES, 2 * BATCHES))
def test_damaged_records(seed):
    random, refused = Random(seed), 0
    for _ in range(RECORDS // BATCHES):
        record = random_record(random, largest=5)
        for _ in range(random.randint(1, 2)):
            record = damaged(random, record)
        expected = of_naive(record)
        refused += expected is None
        assert of_product(record) == expected, json.dumps(record)
    assert refused > RECORDS // BATCHES // 4


@pytest.mark.parametrize("record", [GROUPS, SHARES], ids=["groups", "shares"])
def test_one_thing_wrong(record):
    """Everything wrong that can stand in each single place."""
    assert of_naive(record) is not None
    for wrong in every_damage(record):
        assert of_product(wrong) == of_naive(wrong), json.dumps(wrong)
