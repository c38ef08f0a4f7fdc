"""What may still become of an open ballot, against every completion of it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.rules.prospects import CERTAIN, IMPOSSIBLE, OTHERS, UNDECIDED, prospect
from drafts.rules.reading import Malformed
from drafts.rules.record import FORMAT, parse_record
from drafts.rules.tally import recount
from tests.rules.ballot_records import records

HALF = {"adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}}
RETURN = {
    **HALF,
    "valid_when": {
        "share": ["yes", "no", "bare_no", "abstain"],
        "of": ["yes", "no", "bare_no", "abstain", "absent"],
        "at_least": "3/4",
    },
}


def roll(number: int) -> list[dict]:
    return [{"organisation": f"o{n}", "group": "g"} for n in range(number)]


def casts(*positions: str) -> list[dict]:
    return [{"organisation": f"o{n}", "position": position, "reason": "x"} for n, position in enumerate(positions)]


@pytest.mark.parametrize(
    "method,cast,found",
    [
        (HALF, [], UNDECIDED),
        (HALF, ["yes"] * 3, CERTAIN),
        (HALF, ["yes"] * 2, UNDECIDED),
        (HALF, ["no"] * 3, IMPOSSIBLE),
        (HALF, ["no"] * 2, UNDECIDED),
        (HALF, ["yes"] * 2 + ["abstain"] * 2, CERTAIN),
        (HALF, ["yes", "no", "abstain", "abstain", "abstain"], IMPOSSIBLE),
        (RETURN, ["yes"] * 3, UNDECIDED),  # two that stay away still make it invalid
        (RETURN, ["yes"] * 4, CERTAIN),
        (HALF, ["recuse"] * 5, IMPOSSIBLE),
    ],
)
def test_of_five(method, cast, found):
    assert prospect(method, roll(5), casts(*cast), {}) == found


def test_what_waits_to_be_cleared_is_left_aside():
    held = {**HALF, "clear_when": {"fact": "f", "at_most": 0}}
    assert prospect(held, roll(5), casts(*["yes"] * 3), {"f": 4}) == CERTAIN


def test_nothing_is_claimed_of_a_large_roll_that_is_not_plain():
    assert prospect(HALF, roll(60), casts(*["yes"] * 20), {}) == UNDECIDED


def outcomes(record: dict) -> set[str]:
    """Of every completion, counted one by one."""
    cast = {each["organisation"] for each in record.get("casts", ())}
    missing = [each["organisation"] for each in record["roll"] if each["organisation"] not in cast]
    found = set()
    for positions in product(("yes", *OTHERS), repeat=len(missing)):
        added = [
            _cast(name, position) for name, position in zip(missing, positions, strict=True) if position != "absent"
        ]
        whole = {**record, "casts": [*record.get("casts", ()), *added]}
        found.add(recount(parse_record(whole)).outcome in ("adopted", "held"))
    return found


def _cast(name: str, position: str) -> dict:
    return {
        "organisation": name,
        "position": "no" if position == "bare_no" else position,
        "reason": "x" if position == "no" else "",
    }


@settings(max_examples=150, deadline=None)
@given(records(), st.data())
def test_against_every_completion(record, data):
    record = {**record, "format": FORMAT, "roll": record["roll"][:4]}
    names = {each["organisation"] for each in record["roll"]}
    record["casts"] = [each for each in record.get("casts", ()) if each["organisation"] in names]
    facts = record.get("facts", {})
    try:
        found = prospect(record["method"], record["roll"], record["casts"], facts)
        reached = outcomes(record)
    except Malformed:
        return
    if found == CERTAIN:
        assert reached == {True}
    elif found == IMPOSSIBLE:
        assert reached == {False}
    else:
        assert reached != {True}
