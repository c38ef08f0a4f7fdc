"""The capture report against every coalition tried one by one, and against published and computed cases.

COMITY_CAPTURE sets how many small rolls are tried with each seed."""

from __future__ import annotations

import json
import os
from functools import cache
from random import Random
from typing import Any

import pytest

from drafts.rules.capture import capture_of
from drafts.rules.reading import Malformed
from tests.rules import naive
from tests.rules.ballot_records import vectors
from tests.rules.naive_capture import Game, naive_capture
from tests.rules.random_records import random_record
from tests.rules.transformed_records import Json, relabelled, renamed

FORMAT = "comity-ballot/1"
WAYS = ("pass", "block", "boycott")
CAP = 4
ROUNDS = int(os.environ.get("COMITY_CAPTURE", "12"))
RULES = vectors("presets.json")
MAJORITY = {"share": ["yes"], "of": ["yes", "no"], "more_than": "1/2"}


def report(record: Json) -> Json | None:
    """Without sentences, and without prices above CAP, which the judge does not look for; None if refused."""
    try:
        found = json.loads(json.dumps(capture_of(record).as_json()))
    except Malformed:
        return None
    assert found["power"].pop("exact") is True and found.pop("sentences")
    found["price"] = {group: None if price is None or price > CAP else price for group, price in found["price"].items()}
    return found


def judge(record: Json) -> Json | None:
    try:
        return naive_capture(record, CAP)
    except naive.Malformed:
        return None


def small_record(random: Random, largest: int) -> Json:
    """Eight in ten are games that can be won and lost; the others are kept as they come."""
    record = random_record(random, largest)
    while random.random() < 0.97 and not is_game(record):
        record = random_record(random, largest)
    return record


def is_game(record: Json) -> bool:
    try:
        game = Game(record)
    except naive.Malformed:
        return False
    passes = game.test("pass")
    return passes(game.names) and not passes([])


@pytest.mark.parametrize("vector", vectors("capture.jsonl"), ids=lambda vector: vector["record"]["method"]["id"])
def test_vectors(vector):
    found = report(vector["record"])
    del found["price"]
    assert found == {name: value for name, value in vector.items() if name != "record"}


@pytest.mark.parametrize("seed", range(8))
def test_small_rolls(seed):
    random = Random(seed)
    for _ in range(ROUNDS):
        record = small_record(random, 6)
        assert report(record) == judge(record), json.dumps(record)


@pytest.mark.parametrize("seed", range(100, 106))
def test_larger_rolls(seed):
    random = Random(seed)
    record: Json = {"roll": []}
    while len(record["roll"]) < 9 or not is_game(record):
        record = random_record(random, 10)
    assert report(record) == judge(record), json.dumps(record)


@pytest.mark.parametrize("id", RULES)
def test_real_rules_on_small_rolls(id):
    """Nine organisations in the chambers that the rule names, of seven owners."""
    names = {"iso-dis": "PO", "cabf": ["issuers", "consumers"]}.get(id, ["CPH", "NCPH"])
    roll = [
        {
            "organisation": f"o{n}",
            "group": names[n % 3 % 2],
            "region": "north" if n < 6 else "south",
            "class": "ind" if n % 4 == 1 else "org",
            "population": 1 + n * n,
            "owner": f"w{n % 7}",
        }
        for n in range(9)
    ]
    record = {"format": FORMAT, "method": RULES[id], "roll": roll}
    assert report(record) == judge(record)


TYPICAL = [
    ("iso-dis", {"P": 30, "O": 60}, 68, 11, 30),
    ("ieee-sa", {"g": 100}, 75, 26, 26),
    ("ieee802-wg", {"g": 100}, 75, 26, 50),
    ("ansi", {"g": 83}, 56, 28, 42),
    ("astm-sub", {"g": 100}, 67, 34, 41),
    ("astm-main", {"g": 100}, 90, 11, 41),
    ("gnso-default", {"CPH": 7, "NCPH": 13}, 11, 4, 4),
    ("gnso-supermajority", {"CPH": 7, "NCPH": 13}, 13, 4, 4),
    ("gnso-initiate-pdp", {"CPH": 7, "NCPH": 13}, 5, 10, 10),
    ("iesg-std", {"g": 14}, 10, 5, 5),
    ("iesg-alternate", {"g": 14}, 12, 3, 5),
    ("w3c-ac-appeal", {"g": 400}, 201, 200, 381),
    ("unga-important", {"g": 193}, 129, 65, 193),
    ("codex-standard", {"g": 189}, 95, 95, 189),
    ("oasis-special", {"g": 20}, 15, 6, 7),
    ("rspo-ga-2011", {"g": 549}, 275, 275, 275),
    ("cabf", {"issuers": 31, "consumers": 7}, 25, 4, 7),
    ("balanced", dict.fromkeys("abcd", 20), 54, 10, 17),
    ("entrenched", dict.fromkeys("abcd", 20), 60, 6, 13),
]


@pytest.mark.parametrize("id,sizes,passes,blocks,boycotts", TYPICAL, ids=[each[0] for each in TYPICAL])
def test_typical_electorates(id, sizes, passes, blocks, boycotts):
    """What real bodies' rules come to at the size of the bodies; exact, because their members are alike."""
    roll = [{"organisation": f"{group}{n}", "group": group} for group, size in sizes.items() for n in range(size)]
    found = capture_of({"format": FORMAT, "method": RULES[id], "roll": roll}).as_json()
    assert [found[way]["organisations"] for way in WAYS] == [passes, blocks, boycotts]
    assert found["power"]["exact"] is True


def weighted(need: str, weights: list[int]) -> Json:
    roll = [{"organisation": f"o{n}", "group": "g", "weight": weight} for n, weight in enumerate(weights)]
    test = {"share": ["yes"], "of": ["yes", "no"], "at_least": need}
    return {"format": FORMAT, "method": {"weight": "listed", "adopted_when": test}, "roll": roll}


PUBLISHED = [
    ("51/100", [50, 49, 1], ["3/4", "1/4", "1/4"], ["2/3", "1/6", "1/6"]),
    ("12/17", [4, 4, 4, 2, 2, 1], ["5/16"] * 3 + ["3/16"] * 2 + ["0"], ["7/30"] * 3 + ["3/20"] * 2 + ["0"]),
    ("39/45", [7] * 5 + [1] * 10, ["53/1024"] * 5 + ["21/4096"] * 10, ["421/2145"] * 5 + ["4/2145"] * 10),
]


@pytest.mark.parametrize("need,weights,banzhaf,shapley", PUBLISHED, ids=["three", "EEC of 1958", "Security Council"])
def test_published_power(need, weights, banzhaf, shapley):
    power = capture_of(weighted(need, weights)).as_json()["power"]
    assert power["exact"] is True
    assert list(power["banzhaf"].values()) == banzhaf and list(power["shapley_shubik"].values()) == shapley


def test_the_smaller_house_of_two_has_no_less_power():
    """Seven seats and thirteen, a majority of each: 20 x 4096 swings of a seat in the one, 924 x 64 in the other."""
    roll = [{"organisation": f"o{n}", "group": "CPH" if n < 7 else "NCPH"} for n in range(20)]
    power = capture_of({"format": FORMAT, "method": RULES["gnso-default"], "roll": roll}).as_json()["power"]
    assert power["banzhaf"] == {f"o{n}": "5/32" if n < 7 else "231/2048" for n in range(20)}


def test_names_are_irrelevant():
    random = Random(7)
    for _ in range(10):
        record = small_record(random, 7)
        found, after = report(record), report(relabelled(record))
        if found is None:
            assert after is None
            continue
        for way in WAYS:
            assert after[way] == found[way]
            assert after["alone"][way] == {kind: sorted(map(renamed, of)) for kind, of in found["alone"][way].items()}
        for index in found["power"]:
            assert after["power"][index] == {renamed(name): share for name, share in found["power"][index].items()}
        assert after["price"] == {renamed(group): price for group, price in found["price"].items()}


@cache
def of_one_owner(voice: str) -> Json:
    roll = [{"organisation": f"o{n}", "group": "gov", "owner": "holding"} for n in range(5)]
    return {"format": FORMAT, "method": {"voice": voice, "adopted_when": MAJORITY}, "roll": roll}


@pytest.mark.parametrize("voice", ["organisation", "owner"])
def test_all_of_one_owner(voice):
    """The owner needs nobody else; its organisations are needed in number, whether or not they speak once."""
    found = report(of_one_owner(voice))
    assert found["pass"] == found["block"] == {"organisations": 3, "owners": 1, "groups": 1}
    assert found["boycott"] == {"organisations": 5, "owners": 1, "groups": 1}
    assert all(found["alone"][way] == {"groups": ["gov"], "owners": ["holding"]} for way in WAYS)
    assert found["power"]["shapley_shubik"] == dict.fromkeys([f"o{n}" for n in range(5)], "1/5")
    assert found["power"]["banzhaf"] == dict.fromkeys([f"o{n}" for n in range(5)], "3/8")


NOBODY = [({"all": []}, 0, None), ({"any": []}, None, 0), (MAJORITY, None, 0)]


@pytest.mark.parametrize("condition,passing,blocking", NOBODY, ids=["always", "never", "majority"])
def test_a_roll_of_nobody(condition, passing, blocking):
    found = report({"format": FORMAT, "method": {"adopted_when": condition}, "roll": []})
    assert set(found["pass"].values()) == {passing} and set(found["block"].values()) == {blocking}
    assert found["boycott"] == found["block"] and found["power"] == {"banzhaf": {}, "shapley_shubik": {}}
    assert found["price"] == {} and all(found["alone"][way] == {"groups": [], "owners": []} for way in WAYS)


@pytest.mark.parametrize("others,needed", [(1, 1), (100, 100), (10_000, 10_000), (10_001, None)])
def test_a_price_is_the_smallest_number(others: int, needed: int | None):
    """One organisation wants more than half against so many; there is an end to asking at 10,000."""
    roll: list[Any] = [{"organisation": "lone", "group": "gov"}]
    roll += [{"organisation": f"o{n}", "group": "ind"} for n in range(others)]
    found = capture_of({"format": FORMAT, "method": {"adopted_when": MAJORITY}, "roll": roll}).as_json()
    assert found["price"] == {"gov": needed, "ind": 1 if others == 1 else 0}


def test_what_was_cast_is_ignored():
    """Casts, facts and outcome, even malformed ones, are no part of the game; text is read as objects are."""
    record = of_one_owner("organisation")
    strange = {**record, "casts": [{"organisation": "nobody"}], "facts": {"f": -1}, "outcome": "adopted"}
    plain = capture_of(record).as_json()
    assert capture_of(strange).as_json() == plain
    assert capture_of(json.dumps(record)).as_json() == capture_of(json.dumps(record).encode()).as_json() == plain


def test_a_method_that_punishes_support_has_no_report():
    method = {"adopted_when": {"share": ["no"], "of": ["yes", "no"], "at_least": "1/2"}}
    with pytest.raises(Malformed):
        capture_of({**of_one_owner("owner"), "method": method})
