"""Climbing to the owner: whatever was declared, it ends, and everybody of one ownership finds the same one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forum.rules.ownership import closes_circle, counted_as, owner, owners

MANY = 12
anything = some.dictionaries(
    some.integers(1, MANY), some.none() | some.integers(1, MANY), min_size=1, max_size=MANY
).map(lambda parents: {each: above if above in parents else None for each, above in parents.items()})


@given(anything)
def test_the_owner_is_known_and_owns_itself(parents):
    for top in owners(parents).values():
        assert top in parents
        assert owner(parents, top) == top


@given(anything)
def test_an_organisation_has_the_owner_of_its_owner(parents):
    found = owners(parents)
    assert all(found[each] == found[above] for each, above in parents.items() if above is not None)


@given(anything)
def test_without_a_circle_nobody_owns_the_owner(parents):
    for each in parents:
        climbed, at = [each], parents[each]
        while at is not None and at not in climbed:
            climbed.append(at)
            at = parents[at]
        if at is None:
            assert owner(parents, each) == climbed[-1]


@given(some.permutations(range(1, MANY + 1)), some.integers(1, MANY))
def test_of_a_circle_the_lowest_owns_all_who_lead_into_it(order, long):
    circle, tail = order[:long], order[long:]
    parents = dict(zip(circle, [*circle[1:], circle[0]], strict=True))
    parents |= dict(zip(tail, [circle[0], *tail], strict=False))
    assert set(owners(parents).values()) == {min(circle)}


def test_a_deep_chain_is_climbed():
    parents = {each: each + 1 for each in range(20_000)} | {20_000: None}
    assert owner(parents, 0) == 20_000


def test_who_is_not_known_owns_itself():
    assert owner({}, 7) == 7


@given(anything, some.lists(some.sets(some.integers(1, MANY), min_size=2), max_size=3))
def test_a_bloc_counts_as_one_and_leaves_the_others_alone(parents, drawn):
    blocs: dict[int, tuple[int, ...]] = {}
    for members in drawn:
        if here := tuple(sorted(each for each in members if each in parents and each not in blocs)):
            blocs |= dict.fromkeys(here, here)
    counted, plain = counted_as(parents, blocs), owners(parents)
    for each in parents:
        assert counted[each] == plain[blocs[each][0] if each in blocs else each]


@given(anything, some.integers(1, MANY), some.none() | some.integers(1, MANY))
def test_a_declaration_that_is_let_through_closes_no_circle(parents, organisation, above):
    if closes_circle(parents, organisation, above):
        assert above is not None
    elif organisation in parents and (above is None or above in parents):
        declared = {**parents, organisation: above}
        assert owner(declared, organisation) == (organisation if above is None else owner(declared, above))
        climbed = above
        for _ in declared:
            assert climbed != organisation
            climbed = declared.get(climbed) if climbed is not None else None


@pytest.mark.parametrize(
    ("parents", "organisation", "above", "found"),
    [
        ({1: None, 2: None}, 1, 2, False),
        ({1: None, 2: 1}, 1, 2, True),
        ({1: None, 2: 1, 3: 2}, 1, 3, True),
        ({1: None}, 1, 1, True),
        ({1: 2, 2: None}, 1, None, False),
        ({}, 1, 1, True),
        ({3: 2}, 1, 3, False),
        ({1: None, 2: 3, 3: 2}, 1, 2, False),  # a circle that is there already is climbed once
    ],
)
def test_circles(parents, organisation, above, found):
    assert closes_circle(parents, organisation, above) is found
