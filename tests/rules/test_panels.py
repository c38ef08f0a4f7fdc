"""The lottery: who can sit, in which order, and that anybody gets the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.panels import BELOW, INTEREST, PARTY, Lot, complete, next_in_draw, order, seats

SEED = "ab" * 32
GROUPS = ("government", "industry", "civil-society", "academia", "technical")


def people(counts: dict[str, int], excluded: Mapping[str, str] = MappingProxyType({})) -> list[Lot]:
    return [
        Lot(f"{group}{n}", group, excluded.get(f"{group}{n}", ""))
        for group, many in counts.items()
        for n in range(many)
    ]


CANDIDATES = st.lists(
    st.builds(
        Lot,
        st.text("abcdef0123456789", min_size=8, max_size=8),
        st.sampled_from(GROUPS),
        st.sampled_from(["", "", "", PARTY, INTEREST, BELOW]),
    ),
    max_size=40,
    unique_by=lambda each: each.ref,
)
SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(SEEDS, CANDIDATES, st.integers(1, 5))
def test_no_two_of_one_group_and_nobody_who_is_excluded(seed, candidates, size):
    drawn = seats(order(seed, "/moderation/cases/1", candidates), size)
    assert len({each.group for each in drawn}) == len(drawn) <= size
    assert not any(each.excluded for each in drawn)
    assert len(drawn) == min(size, len({each.group for each in candidates if not each.excluded}))


@given(SEEDS, CANDIDATES, st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_panel_however_the_list_is_sorted(seed, candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert order(seed, "/moderation/cases/1", shuffled) == order(seed, "/moderation/cases/1", candidates)


@given(SEEDS, CANDIDATES, st.integers(1, 30))
def test_how_many_moderators_a_group_has_does_not_change_which_groups_sit(seed, candidates, more):
    added = [
        *candidates,
        *(
            replace(each, ref=f"{each.ref}-{n}")
            for n in range(more)
            for each in candidates
            if each.group == "industry" and not each.excluded
        ),
    ]
    drawn, again = (seats(order(seed, "/moderation/cases/7", each)) for each in (candidates, added))
    assert {each.group for each in drawn} == {each.group for each in again}


def test_every_group_is_drawn_about_as_often_whatever_its_size():
    crowd = people({"government": 2, "industry": 50, "civil-society": 2, "academia": 1})
    found = dict.fromkeys(("government", "industry", "civil-society", "academia"), 0)
    for n in range(2_000):
        for each in seats(order(f"{n:064x}", "/moderation/cases/1", crowd)):
            found[each.group] += 1
    assert all(abs(times - 1_500) < 100 for times in found.values()), found


def test_within_a_group_everybody_has_the_same_chance():
    crowd, found = people({"government": 4, "industry": 1, "civil-society": 1}), {}
    for n in range(2_000):
        first = next(
            each for each in seats(order(f"{n:064x}", "/moderation/cases/1", crowd)) if each.group == "government"
        )
        found[first.ref] = found.get(first.ref, 0) + 1
    assert len(found) == 4 and all(abs(times - 500) < 100 for times in found.values()), found


def test_another_case_or_another_seed_is_another_draw():
    crowd = people(dict.fromkeys(GROUPS, 9))
    assert len({seats(order(SEED, f"/moderation/cases/{n}", crowd)) for n in range(20)}) > 10
    assert len({seats(order(f"{n:064x}", "/moderation/cases/1", crowd)) for n in range(20)}) > 10


def test_a_draw_by_hand():
    """Worked with sha256sum: groups by the hash of "<seed> <case> group <key>", people with "<reference>"."""
    from hashlib import sha256

    crowd = people({"government": 2, "industry": 2, "civil-society": 2}, {"industry0": PARTY})
    keys = sorted(
        {each.group for each in crowd},
        key=lambda group: sha256(f"{SEED} /moderation/cases/3 group {group}".encode()).hexdigest(),
    )
    by_hand = [
        min(
            (each for each in crowd if each.group == group and not each.excluded),
            key=lambda each: sha256(f"{SEED} /moderation/cases/3 {each.ref}".encode()).hexdigest(),
        )
        for group in keys
    ]
    assert list(seats(order(SEED, "/moderation/cases/3", crowd))) == by_hand


def test_who_leaves_is_followed_by_the_next_of_the_group_and_else_of_a_group_without_a_seat():
    ordered = order(
        SEED, "/moderation/cases/1", people({"government": 2, "industry": 1, "civil-society": 1, "academia": 1})
    )
    drawn = seats(ordered)
    out = drawn[0]
    taken = {each.group for each in drawn[1:]}
    found = next_in_draw(ordered, {each.ref for each in drawn}, taken, out.group)
    assert found and found.ref not in {each.ref for each in drawn} and found.group not in taken
    second = next_in_draw(
        ordered,
        {each.ref for each in ordered if each.group == "government"},
        {"industry", "civil-society"},
        "government",
    )
    assert second and second.group == "academia"
    assert next_in_draw(ordered, {each.ref for each in ordered}, set(), "government") is None


@given(SEEDS, CANDIDATES)
def test_whoever_follows_never_sat_and_brings_no_group_twice(seed, candidates):
    ordered = order(seed, "/moderation/cases/1", candidates)
    drawn = seats(ordered)
    sat, sitting = {each.ref for each in drawn}, {each.group: each for each in drawn}
    for out in drawn:
        found = next_in_draw(ordered, sat, set(sitting) - {out.group}, out.group)
        if found:
            assert found.ref not in sat and not found.excluded and found.group not in set(sitting) - {out.group}


def test_a_panel_is_complete_when_all_who_sit_have_given_a_view_and_two_sit():
    assert [complete(*each) for each in ((3, 3), (3, 2), (2, 2), (1, 1), (0, 0))] == [True, False, True, False, False]
