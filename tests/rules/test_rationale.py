"""Who explains a change, who approves it, who may disagree in public."""

import pytest

from drafts.rules.rationale import faults, faults_of_statement, may_approve, may_state, may_write, version
from forum.rules.permission import Identity, Office, Speaking

G, I = "government", "industry"


def rapporteur(participant: int = 1, group: str = G, office: str = "rapporteur") -> Identity:
    return Identity(participant, "r", "N", offices=(Office(office, group, 1, group),))


@pytest.mark.parametrize(
    "who, fate, published, may",
    [
        (rapporteur(), "adopted", False, True),
        (rapporteur(), "tabled", False, False),
        (rapporteur(), "adopted", True, False),
        (rapporteur(office="secretariat"), "adopted", False, False),
        (None, "adopted", False, False),
    ],
)
def test_who_writes(who, fate, published, may):
    assert bool(may_write(who, fate, published)) is may


@pytest.mark.parametrize(
    "who, author, group, published, may",
    [
        (rapporteur(2, I), 1, G, False, True),
        (rapporteur(2, G), 1, G, False, False),
        (rapporteur(1, I), 1, G, False, False),
        (rapporteur(2, I), 1, G, True, False),
        (rapporteur(2, I, "moderator"), 1, G, False, False),
        (None, 1, G, False, False),
    ],
)
def test_a_second_one_of_another_group_approves(who, author, group, published, may):
    assert bool(may_approve(who, author, group, published)) is may


def head(kind: str = "head") -> Identity:
    speaking = Speaking(1, kind, 1, "o", "O", G, 1, "Government", 1, True)
    return Identity(1, "r", "N", mandates=(speaking,), speaking=speaking)


@pytest.mark.parametrize(
    "who, against, favour, there, may",
    [
        (head(), 3, 1, False, True),
        (head(), 2, 2, False, False),
        (head(), 1, 3, False, False),
        (head(), 3, 1, True, False),
        (head("delegate"), 3, 1, False, False),
        (None, 3, 1, False, False),
    ],
)
def test_a_chamber_that_voted_no_may_state(who, against, favour, there, may):
    assert bool(may_state(who, against, favour, there)) is may


@pytest.mark.parametrize(
    "summary, why, fields",
    [
        ("word " * 100, "Because.", []),
        ("word " * 101, "Because.", ["summary"]),
        ("", "", ["summary", "why"]),
        ("Short.", "x" * 10_001, ["why"]),
    ],
)
def test_a_summary_has_a_hundred_words_at_most(summary, why, fields):
    assert sorted(faults(summary, why)) == fields


@pytest.mark.parametrize("body, good", [("Words.", True), ("", False), ("x" * 2_001, False)])
def test_a_statement_has_an_end(body, good):
    assert bool(faults_of_statement(body)) is not good


@pytest.mark.parametrize("other", [(2, "a", "b"), (1, "a", "c"), (1, "ab", ""), (1, "", "ab"), (1, "a\nb", "")])
def test_other_words_have_another_version(other):
    assert version(1, "a", "b") == version(1, "a", "b") != version(*other)
