"""When two moderators agree, and who may not be one of them."""
import pytest

from forum.rules.permission import Identity, Office, Speaking
from moderation.rules.agreement import faults_of_flag, faults_of_opinion, may_give_opinion, outcome

G, I, C = "government", "industry", "civil-society"


@pytest.mark.parametrize("opinions, expected", [
    ([], ""), ([(G, "hide")], ""), ([(G, "hide"), (G, "hide")], ""), ([(G, "hide"), (I, "hide")], "hidden"), ([(G, "keep"), (I, "keep")], "kept"),
    ([(G, "hide"), (I, "keep")], ""), ([(G, "hide"), (I, "keep"), (C, "hide")], "hidden"), ([(G, "hide"), (I, "keep"), (C, "keep")], "kept"),
    ([(C, "hide")] * 20, ""), ([(G, "keep"), (I, "keep"), (C, "hide"), (G, "hide")], "kept"),
])
def test_two_groups_must_agree(opinions, expected):
    assert outcome(opinions) == expected


def moderator(organisation: int | None = None, office: str = "moderator") -> Identity:
    held = (Speaking(1, "delegate", organisation, "o", "O", G, 1, "Government", 1, True),) if organisation else ()
    return Identity(7, "r", "N", mandates=held, offices=(Office(office, G, 1, "Government"),))


@pytest.mark.parametrize("who, reported, given, closed, may", [
    (moderator(), False, [], False, True), (moderator(), False, [8, 9], False, True), (moderator(3), False, [], False, True),
    (moderator(5), False, [], False, False), (moderator(), True, [], False, False), (moderator(), False, [7], False, False),
    (moderator(), False, [], True, False), (moderator(office="rapporteur"), False, [], False, False), (None, False, [], False, False),
])
def test_who_may_give_a_view(who, reported, given, closed, may):
    assert bool(may_give_opinion(who, organisation=5, reported=reported, given=given, closed=closed)) is may


def test_faults():
    assert list(faults_of_flag("", "")) == ["rule"] and not faults_of_flag("person", "")
    assert sorted(faults_of_opinion("hide", "", "")) == ["reasons", "rule"] and not faults_of_opinion("keep", "", "Fine.")
    assert list(faults_of_opinion("burn", "person", "x")) == ["view"]
