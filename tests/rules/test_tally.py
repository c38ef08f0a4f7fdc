"""Recounting: against an independent implementation, real ballots, and laws that hold for every lawful method."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.rules.record import parse_record
from drafts.rules.tally import recount
from tests.rules.ballot_records import records, vectors

PRESETS = vectors("presets.json")


@pytest.mark.parametrize("vector", vectors("recount.jsonl"), ids=lambda vector: vector["record"]["method"]["id"])
def test_vectors(vector):
    found = recount(parse_record(vector["record"])).as_json()
    assert (found["outcome"], found["tally"]) == (vector["outcome"], vector["tally"])


def of_body(case: dict) -> dict:
    """A record from the counts of a real ballot; `population` is a sum, given to the first of each position."""
    roll, casts, left = [], [], dict(case.get("population", {}))
    for group, counts in case["counts"].items():
        for position, number in counts.items():
            for n in range(number):
                entry = {"organisation": f"{group}-{position}-{n}", "group": group}
                if position in left:
                    entry["population"] = left[position] - number + 1 if n == 0 else 1
                roll.append(entry)
                if position != "absent":
                    word = "no" if position == "bare_no" else position
                    casts.append(
                        {
                            "organisation": entry["organisation"],
                            "position": word,
                            **({"reason": "because"} if position == "no" else {}),
                        }
                    )
    return {
        "format": "comity-ballot/1",
        "method": PRESETS[case["method"]],
        "roll": roll,
        "casts": casts,
        "facts": case["facts"],
    }


@pytest.mark.parametrize("case", vectors("bodies.json"), ids=lambda case: case["id"])
def test_bodies(case):
    assert recount(parse_record(of_body(case))).outcome == case["outcome"]


@given(records(), st.randoms(use_true_random=False))
def test_order_never_matters(record, random):
    shuffled = {
        **record,
        "roll": random.sample(record["roll"], len(record["roll"])),
        "casts": random.sample(record["casts"], len(record["casts"])),
    }
    one, other = recount(parse_record(record)).as_json(), recount(parse_record(shuffled)).as_json()
    assert (one["outcome"], one["tally"]) == (other["outcome"], other["tally"])


@given(records(), st.data())
def test_more_support_never_undoes_adoption(record, data):
    """What makes a method lawful: no, bare no, abstain or absent becomes yes, and adopted stays adopted."""
    counted = {cast["organisation"]: cast["position"] for cast in record["casts"]}
    movable = [
        entry["organisation"] for entry in record["roll"] if counted.get(entry["organisation"]) not in ("yes", "recuse")
    ]
    if not movable or recount(parse_record(record)).outcome != "adopted":
        return
    moved = data.draw(st.sampled_from(movable))
    casts = [cast for cast in record["casts"] if cast["organisation"] != moved] + [
        {"organisation": moved, "position": "yes"}
    ]
    assert recount(parse_record({**record, "casts": casts})).outcome == "adopted"


@given(records())
def test_nothing_is_missing_exactly_when_adopted(record):
    result = recount(parse_record(record))
    assert bool(result.missing()) == (result.outcome != "adopted")


@given(records())
def test_sums_add_up(record):
    """Chambers add up to all, heads to the roll, equal weights to 1; whoever is recused weighs nothing."""
    parsed = parse_record(record)
    tally = recount(parsed).as_json()["tally"]
    everybody = tally["all"]
    assert sum(sums["heads"] for sums in everybody.values()) == len(record["roll"])
    for position, sums in everybody.items():
        if record["method"]["chamber"]:
            assert sums["heads"] == sum(tally[chamber][position]["heads"] for chamber in parsed.chambers)
    assert everybody["recuse"]["weight"] == "0"
    if isinstance(record["method"]["weight"], dict) and len(record["roll"]) > everybody["recuse"]["heads"]:
        assert sum(Fraction(sums["weight"]) for sums in everybody.values()) == 1


@given(records())
def test_what_is_printed_is_json(record):
    assert json.loads(json.dumps(recount(parse_record(record)).as_json()))


def ballot(method: dict, *positions: str, group: str = "civil-society") -> dict:
    roll = [{"organisation": f"o{n}", "group": group} for n in range(len(positions))]
    casts = [
        {"organisation": f"o{n}", "position": position, "reason": "because"}
        for n, position in enumerate(positions)
        if position != "absent"
    ]
    return recount(
        parse_record({"format": "comity-ballot/1", "method": method, "roll": roll, "casts": casts})
    ).as_json()


def test_a_share_says_what_there_was_and_what_was_needed():
    method = {
        "chamber": ["group"],
        "adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2", "in": "each"},
    }
    found = ballot(method, *["yes"] * 8, *["no"] * 10)
    assert found["conditions"] == [
        {
            "part": "adopted_when",
            "met": False,
            "have": "8/18",
            "need": "more than 1/2",
            "in": "civil-society",
            "text": "Civil society: 8 of 18 in favour; 10 needed (more than 1/2 of those in favour or against).",
        }
    ]
    assert found["missing"] == [found["conditions"][0]["text"]]


@pytest.mark.parametrize(
    "op,bound,of,needed",
    [("at_least", "2/3", 100, "67 needed"), ("more_than", "1/2", 4, "3 needed"), ("at_least", "2/3", 7, "5 needed")],
)
def test_rounding_is_exact(op, bound, of, needed):
    """Faults of published ballot sheets: 2/3 of 7 is 5, of 100 is 67."""
    found = ballot({"adopted_when": {"share": ["yes"], "of": ["yes", "no"], op: bound}}, *["no"] * of)
    assert needed in found["missing"][0]


def test_a_ceiling_says_what_is_allowed():
    found = ballot({"adopted_when": {"share": ["no"], "of": ["yes", "no"], "at_most": "1/4"}}, "no", "no", "yes")
    assert "at most 0 allowed" in found["missing"][0]


@pytest.mark.parametrize(
    "method,met,outcome",
    [
        ({"adopted_when": {"share": ["yes"], "of": ["yes"], "at_least": "0"}}, False, "rejected"),
        ({"adopted_when": {"share": [], "of": ["yes"], "at_most": "0"}}, True, "adopted"),
        (
            {"chamber": ["group"], "adopted_when": {"share": ["yes"], "of": ["yes"], "at_least": "1", "in": "each"}},
            True,
            "adopted",
        ),
        (
            {"chamber": ["group"], "adopted_when": {"mean": {"share": ["yes"], "of": ["yes"]}, "at_least": "0"}},
            False,
            "rejected",
        ),
        (
            {"chamber": ["group"], "adopted_when": {"chambers": "0", "where": {"count": ["yes"], "at_least": 0}}},
            False,
            "rejected",
        ),
        (
            {"chamber": ["group"], "adopted_when": {"chambers": "all", "where": {"count": ["yes"], "at_least": 1}}},
            True,
            "adopted",
        ),
        ({"chamber": ["group"], "adopted_when": {"count": ["no"], "at_most": 9, "in": ["gone"]}}, False, "rejected"),
    ],
)
def test_an_empty_roll(method, met, outcome):
    found = ballot(method)
    assert found["outcome"] == outcome and bool(found["missing"]) != met
