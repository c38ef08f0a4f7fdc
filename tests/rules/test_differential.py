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
from tests.rules.random_records import damaged, random_record

RECORDS = int(os.environ.get("COMITY_DIFFERENTIAL", "1500"))
BATCHES = 5


def of_product(record: dict[str, Any]) -> dict[str, Any] | None:
    """What the product prints, as far as the contract words it; None if it refuses."""
    try:
        found = recount(parse_record(record)).as_json()
    except reading.Malformed:
        return None
    return {"outcome": found["outcome"], "tally": found["tally"], "conditions": [said(row) for row in found["conditions"]]}


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
