"""When two moderators agree, and who may not be one of them."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.permission import Identity, Office, Speaking
from moderation.rules.agreement import View, agreement, faults_of_flag, faults_of_opinion, may_give_opinion
from moderation.rules.published import RULES, titles

G, I, C = "government", "industry", "civil-society"


@pytest.mark.parametrize("opinions, expected", [
    ([], ""), ([(G, "hide")], ""), ([(G, "hide"), (G, "hide")], ""), ([(G, "hide"), (I, "hide")], "hidden"), ([(G, "keep"), (I, "keep")], "kept"),
    ([(G, "hide"), (I, "keep")], ""), ([(G, "hide"), (I, "keep"), (C, "hide")], "hidden"), ([(G, "hide"), (I, "keep"), (C, "keep")], "kept"),
    ([(C, "hide")] * 20, ""), ([(G, "keep"), (I, "keep"), (C, "hide"), (G, "hide")], "kept"),
])
def test_two_groups_must_agree(opinions, expected):
    agreed = agreement(View(*each) for each in opinions)
    assert (agreed.outcome if agreed else "") == expected


@given(st.lists(st.tuples(st.sampled_from([G, I, C]), st.sampled_from(["hide", "keep"]))))
def test_one_group_decides_nothing_however_many_it_sends(opinions):
    agreed = agreement(View(*each) for each in opinions)
    assert bool(agreed) == any(len({group for group, view in opinions if view == one}) > 1 for one in ("hide", "keep"))
    assert not agreement(View(G, view) for _, view in opinions)


def test_what_is_said_in_public_is_what_the_two_groups_said():
    agreed = agreement([View(G, "hide", "person", "A."), View(I, "keep", "", "B."), View(G, "hide", "threat", "C."), View(I, "hide", "private", "D.")])
    assert (agreed.rules, agreed.reasons) == (("person", "private"), ("A.", "C.", "D."))
    assert agreement([View(G, "hide", "person"), View(I, "hide", "person")]).rules == ("person",)
    assert agreement([View(G, "keep"), View(I, "keep")]).rules == ()


def test_two_rules_fit_beside_a_tombstone():
    longest = sorted((len(rule.title) for rule in RULES), reverse=True)
    assert sum(longest[:2]) + 2 <= 120 and titles("person private") == f"{RULES[0].title}; {RULES[1].title}" and titles("") == ""


def moderator(organisation: int | None = None, office: str = "moderator") -> Identity:
    held = (Speaking(1, "delegate", organisation, "o", "O", G, 1, "Government", 1, True),) if organisation else ()
    return Identity(7, "r", "N", mandates=held, offices=(Office(office, G, 1, "Government"),))


@pytest.mark.parametrize("who, reported, given, closed, may", [
    (moderator(), False, [], False, True), (moderator(), False, [8, 9], False, True), (moderator(3), False, [], False, True),
    (moderator(5), False, [], False, False), (moderator(), True, [], False, False), (moderator(), False, [7], False, False),
    (moderator(), False, [], True, False), (moderator(office="rapporteur"), False, [], False, False), (None, False, [], False, False),
])
def test_who_may_give_a_view(who, reported, given, closed, may):
    assert bool(may_give_opinion(who, author=1, organisation=5, reported=reported, given=given, closed=closed)) is may


def test_nobody_decides_about_the_own_comment_also_when_the_mandate_has_ended():
    assert not may_give_opinion(moderator(), author=7, organisation=5, reported=False, given=[], closed=False)


def test_faults():
    assert list(faults_of_flag("", "")) == ["rule"] and not faults_of_flag("person", "")
    assert sorted(faults_of_opinion("hide", "", "")) == ["reasons", "rule"] and not faults_of_opinion("keep", "", "Fine.")
    assert list(faults_of_opinion("burn", "person", "x")) == ["view"]
