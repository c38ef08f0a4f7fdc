"""The naive implementation gives the published answers, and refuses what the contract refuses; so it can be a judge."""

from __future__ import annotations

import pytest

from tests.rules.ballot_records import vectors
from tests.rules.naive import Malformed, naive_recount
from tests.rules.naive_capture import naive_capture
from tests.rules.test_tally import of_body

FORMAT = "comity-ballot/1"
HALF = {"share": ["yes"], "of": ["yes", "no"], "at_least": "1/2"}


@pytest.mark.parametrize("vector", vectors("recount.jsonl"), ids=lambda vector: vector["record"]["method"]["id"])
def test_recounts(vector):
    found = naive_recount(vector["record"])
    assert (found["outcome"], found["tally"]) == (vector["outcome"], vector["tally"])


@pytest.mark.parametrize("case", vectors("bodies.json"), ids=lambda case: case["id"])
def test_bodies(case):
    assert naive_recount(of_body(case))["outcome"] == case["outcome"]


@pytest.mark.parametrize("vector", vectors("capture.jsonl"), ids=lambda vector: vector["record"]["method"]["id"])
def test_captures(vector):
    found = naive_capture(vector["record"])
    assert {name: value for name, value in found.items() if name != "price"} == {
        name: value for name, value in vector.items() if name != "record"
    }


def ballot(adopted_when: dict, *groups: str, **members) -> dict:
    roll = [{"organisation": f"o{n}", "group": group, "region": "north"} for n, group in enumerate(groups)]
    method = {"adopted_when": adopted_when, **members.pop("method", {})}
    return {"format": FORMAT, "method": method, "roll": roll, **members}


@pytest.mark.parametrize(
    "record",
    [
        ballot({**HALF, "at_least": "0.66"}, "gov"),
        ballot({**HALF, "at_least": "2/0"}, "gov"),
        ballot({**HALF, "of": ["no"]}, "gov"),
        ballot({**HALF, "by": "population"}, "gov"),
        ballot({**HALF, "on": "each"}, "gov"),
        ballot({"count": ["yes"], "at_least": True}, "gov"),
        ballot({"chambers": 1, "where": {**HALF, "in": "all"}}, "gov"),
        ballot(HALF, "all", method={"chamber": ["group"]}),
        ballot(HALF, "a/b", method={"chamber": ["group", "region"]}),
        ballot(HALF, "gov", method={"weight": {"equal": [], "shares": {"group": {"gov": "0"}}}}),
        ballot(HALF, "gov", casts=[{"organisation": "o0", "position": "bare_no"}]),
        ballot(HALF, "gov", casts=[{"organisation": "o1", "position": "yes"}]),
        ballot(HALF, "gov", facts={"f": 1.0}),
    ],
)
def test_malformed(record):
    with pytest.raises(Malformed):
        naive_recount(record)


def test_a_price_is_counted_newcomer_by_newcomer():
    """Two thirds against two opponents need four votes; nothing passes where nothing is enough."""
    record = ballot({"share": ["yes"], "of": ["yes", "no"], "at_least": "2/3"}, "gov", "ind", "ind")
    assert naive_capture(record, cap=5)["price"] == {"gov": 3, "ind": 0}
    assert naive_capture(record, cap=2)["price"] == {"gov": None, "ind": 0}
