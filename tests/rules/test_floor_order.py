"""Orders of a discussion: every group has its turn, whoever floods."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from forum.rules.floor_order import bridging, by_bridging, chosen_order, fair

said = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=60).map(
    lambda pairs: [(n, *each) for n, each in enumerate(pairs)]
)


def ordered(items):
    return fair(items, lambda each: each[1], lambda each: each[2])


@given(said)
def test_at_every_prefix_each_group_with_something_to_say_has_had_its_turn(items):
    found = ordered(items)
    assert sorted(found) == sorted(items)
    whole, seen = Counter(each[1] for each in items), Counter()
    for each in found:
        seen[each[1]] += 1
        assert all(seen[other] + 1 >= seen[each[1]] for other in whole if seen[other] < whole[other])


@given(said)
def test_within_a_group_each_organisation_has_its_turn_and_keeps_its_order(items):
    found = ordered(items)
    for group in "abc":
        own = [each for each in found if each[1] == group]
        whole, seen = Counter(each[2] for each in own), Counter()
        for each in own:
            seen[each[2]] += 1
            assert all(seen[other] + 1 >= seen[each[2]] for other in whole if seen[other] < whole[other])
        for organisation in whole:
            times = [each[0] for each in own if each[2] == organisation]
            assert times == sorted(times)


@given(said, st.integers(1, 50))
def test_a_flood_of_one_group_does_not_move_the_others_further_than_their_turn(items, flood):
    flooded = [*((-n, "a", 9) for n in range(flood, 0, -1)), *items]
    before, after = ordered(items), ordered(flooded)
    for each in (one for one in before if one[1] != "a"):
        assert after.index(each) <= 3 * (before.index(each) + 1)


def test_500_of_one_do_not_bury_5_of_another():
    items = [*((n, "a", n % 7) for n in range(500)), *((500 + n, "b", 0) for n in range(5))]
    assert {each[1] for each in ordered(items)[1:10:2]} == {"b"}


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 20), min_size=1), st.data())
def test_one_more_that_supports_never_lowers_and_accounts_never_move_the_score(heard, data):
    support = {key: data.draw(st.integers(0, number)) for key, number in heard.items()}
    score = bridging(support, heard)
    assert 0 < score < 1
    key = data.draw(st.sampled_from(sorted(heard)))
    if support[key] < heard[key]:
        assert bridging({**support, key: support[key] + 1}, heard) > score


def test_what_two_groups_support_comes_before_what_one_shouts():
    everybody = [("a", n) for n in range(10)] + [("b", n) for n in range(3)]
    backed = {
        "shouted": [("a", n) for n in range(10)] * 20,
        "bridging": [("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 0), ("b", 1)],
    }
    assert by_bridging(["shouted", "bridging"], lambda each: backed[each], everybody) == ["bridging", "shouted"]
    assert bridging({"a": 10}, {"a": 10, "b": 3}) == Fraction(11, 12) * Fraction(1, 5)


def test_an_unknown_order_is_the_fair_one():
    assert [chosen_order(each) for each in (None, "x", "time", "fair")] == ["fair", "fair", "time", "fair"]
