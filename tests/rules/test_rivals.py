"""Rival amendments in one ballot: approval, and Schulze's method with the words in force as a candidate."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from votelib.evaluate.condorcet import Schulze

from drafts.rules.rivals import STATUS_QUO, count, duels_of, faults, place_of, strongest_paths

HALF = {"adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}}
GROUPED = {**HALF, "chamber": ["group"], "weight": {"equal": ["group"]}}
SCHULZE_45 = {  # Schulze 2011, section 3.1 (Wikipedia's first example): E is preferred
    "ACBED": 5,
    "ADECB": 5,
    "BEDAC": 8,
    "CABED": 3,
    "CAEBD": 7,
    "CBADE": 2,
    "DCEBA": 7,
    "EBADC": 8,
}
WEAK = st.permutations(["a", "b", "c", STATUS_QUO]).flatmap(
    lambda order: st.lists(st.booleans(), min_size=3, max_size=3).map(lambda cuts: _places(order, cuts))
)


def _places(order: list[str], cuts: list[bool]) -> list[list[str]]:
    places = [[order[0]]]
    for each, cut in zip(order[1:], cuts, strict=True):
        if cut:
            places.append([each])
        else:
            places[-1].append(each)
    return places


def roll(number: int, groups: int = 1) -> list[dict]:
    return [{"organisation": f"o{n}", "group": f"g{n % groups}"} for n in range(number)]


def ranked(*rankings: list[list[str]]) -> list[dict]:
    return [
        {"organisation": f"o{n}", "position": "chose", "reason": "", "ranked": each} for n, each in enumerate(rankings)
    ]


def approved(*sets: tuple[str, ...]) -> list[dict]:
    return [
        {"organisation": f"o{n}", "position": "chose", "reason": "", "approved": [*each]} for n, each in enumerate(sets)
    ]


def test_schulzes_own_example():
    rankings = [[[each] for each in order] for order, number in SCHULZE_45.items() for _ in range(number)]
    choices, weights = ranked(*rankings), {f"o{n}": Fraction(1) for n in range(45)}
    paths = strongest_paths(duels_of(weights, choices, "ABCDE"), "ABCDE")
    assert (paths["E", "A"], paths["A", "E"], paths["A", "B"], paths["B", "A"], paths["C", "D"]) == (25, 24, 28, 25, 29)
    assert count("ranked", HALF, roll(45), choices, [*"ABCDE"]).preferred == "E"


@given(st.lists(WEAK, max_size=9))
def test_the_same_as_a_library(rankings):
    choices, weights = ranked(*rankings), {f"o{n}": Fraction(1) for n in range(len(rankings))}
    candidates = ("a", "b", "c", STATUS_QUO)
    duels = duels_of(weights, choices, candidates)
    theirs = Schulze.widest_paths(dict(duels))
    assert {pair: won for pair, won in strongest_paths(duels, candidates).items() if won} == {
        pair: won for pair, won in theirs.items() if won
    }


@given(st.lists(WEAK, min_size=1, max_size=9))
def test_who_wins_every_duel_is_preferred(rankings):
    choices, weights = ranked(*rankings), {f"o{n}": Fraction(1) for n in range(len(rankings))}
    candidates = ("a", "b", "c", STATUS_QUO)
    duels = duels_of(weights, choices, candidates)
    first = [
        one for one in candidates if all(duels[one, other] > duels[other, one] for other in candidates if other != one)
    ]
    found = count("ranked", HALF, roll(len(rankings)), choices, ["a", "b", "c"]).preferred
    if first:
        assert found == ("" if first == [STATUS_QUO] else first[0])


@given(st.lists(WEAK, min_size=1, max_size=7), st.randoms())
def test_neither_the_order_of_votes_nor_that_of_candidates_matters(rankings, random):
    shuffled = random.sample(rankings, len(rankings))
    size = len(rankings)
    assert (
        count("ranked", HALF, roll(size), ranked(*rankings), ["a", "b", "c"]).preferred
        == count("ranked", HALF, roll(size), ranked(*shuffled), ["c", "a", "b"]).preferred
    )


@pytest.mark.parametrize(
    "sets,preferred",
    [
        ([("a",), ("a", "b"), ("c",)], "a"),
        ([("a",), ("b",)], ""),  # level: the words in force stay
        ([(), ()], ""),
        ([], ""),
        ([("a", "b"), ("b",), ("b", "a")], "b"),
    ],
)
def test_approval(sets, preferred):
    assert count("approval", HALF, roll(3), approved(*sets), ["a", "b", "c"]).preferred == preferred


@given(st.lists(st.lists(st.sampled_from("abc"), unique=True).map(tuple), max_size=6), st.integers(0, 5))
def test_more_approval_never_hurts(sets, which):
    before = count("approval", HALF, roll(6), approved(*sets), ["a", "b", "c"]).preferred
    if before and which < len(sets):
        more = [(*each, before) if n == which and before not in each else each for n, each in enumerate(sets)]
        assert count("approval", HALF, roll(6), approved(*more), ["a", "b", "c"]).preferred == before


def test_weights_are_those_of_the_method():
    """Two of one group weigh as much as the one of the other."""
    lines = [
        {"organisation": "o0", "group": "x"},
        {"organisation": "o1", "group": "y"},
        {"organisation": "o2", "group": "y"},
    ]
    found = count("approval", GROUPED, lines, approved(("a",), ("b",), ("b",)), ["a", "b"])
    assert (found.preferred, found.rows) == ("", (("a", "1/2"), ("b", "1/2")))


def test_what_it_becomes_against_the_words_in_force():
    choices = [
        *ranked([["a"], [STATUS_QUO]], [["b"], [STATUS_QUO], ["a"]], [["a", STATUS_QUO]], [["a"]], [["a"], ["b"]]),
        {"organisation": "o5", "position": "abstain", "reason": ""},
        {"organisation": "o6", "position": "recuse", "reason": ""},
    ]
    found = count("ranked", HALF, roll(7), choices, ["a", "b"])
    assert found.preferred == "a"
    assert [each["position"] for each in found.casts] == ["yes", "no", "abstain", "yes", "yes", "abstain", "recuse"]


@pytest.mark.parametrize(
    "counting,among",
    [
        ("approval", None),
        ("approval", {"approved": "a"}),
        ("approval", {"approved": ["x"]}),
        ("approval", {"approved": ["a", "a"]}),
        ("approval", {"approved": [STATUS_QUO]}),
        ("approval", {"ranked": [["a"]]}),
        ("ranked", {"ranked": []}),
        ("ranked", {"ranked": [[]]}),
        ("ranked", {"ranked": [["a"], ["a"]]}),
        ("ranked", {"ranked": [["x"]]}),
        ("ranked", {"ranked": ["a"]}),
        ("ranked", {"ranked": [[3]]}),
    ],
)
def test_choices_that_are_none(counting, among):
    assert set(faults(counting, among, ["a", "b"])) == {"position"}


@pytest.mark.parametrize(
    "counting,among",
    [
        ("approval", {"approved": []}),
        ("approval", {"approved": ["b", "a"]}),
        ("ranked", {"ranked": [["a", STATUS_QUO]]}),
    ],
)
def test_choices_that_are(counting, among):
    assert not faults(counting, among, ["a", "b"])


def test_places():
    choice = {"ranked": [["a"], ["b", "c"]]}
    assert [place_of(choice, each) for each in ("a", "b", "c", "d", STATUS_QUO)] == [0, 1, 1, 2, 2]
