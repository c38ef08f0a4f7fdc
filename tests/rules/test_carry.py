"""Quotes through revisions: laws for any text, and that many of them cost little more than one difference."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.text.carry import FATES, ORPHANED, Carrying, carry, carry_through
from drafts.text.tokens import is_word, tokens

SENTENCES = (
    "Each Party shall protect hospitals from harm.",
    "It shall report within 72 hours.",
    "No Party may sell what it finds.",
    "Companies help those who ask for it.",
    "تلتزم الدول بحماية المستشفيات.",
    "各国不得攻击医院。",
    "A cafe\u0301 is a place too.",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=5).map(" ".join)
EDITS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "not", "other", "24 hours", "each"])), max_size=4)


def edited(text: str, edits) -> str:
    words = text.split(" ")
    for at, word in edits:
        words[at % len(words)] = word
    return " ".join(words)


def places(text: str) -> list[tuple[int, int]]:
    """Every run of one to three tokens that has a word in it."""
    cut = tokens(text)
    edges = [0]
    for token in cut:
        edges.append(edges[-1] + len(token))
    ends = [(low, min(low + length, len(cut))) for low in range(len(cut)) for length in (1, 2, 3)]
    return [(edges[a], edges[b]) for a, b in dict.fromkeys(ends) if any(map(is_word, cut[a:b]))]


@given(TEXTS)
def test_nothing_changes_nothing(text):
    assert all(
        each.fate == "unchanged" and each.place == place
        for each, place in zip(carry(text, text, places(text)), places(text), strict=True)
    )


@settings(deadline=None)
@given(TEXTS, EDITS, TEXTS)
def test_the_same_words_or_another_fate(text, edits, other):
    for new in (edited(text, edits), other):
        for (start, end), found in zip(places(text), carry(text, new, places(text)), strict=True):
            if found.fate in ("unchanged", "moved"):
                assert new[found.start : found.end] == text[start:end]
            if found.fate == "orphaned":
                assert found == ORPHANED and found.place is None
            else:
                assert 0 <= found.start < found.end <= len(new) and any(
                    map(is_word, tokens(new[found.start : found.end]))
                )


@settings(deadline=None)
@given(TEXTS, EDITS, EDITS)
def test_steps_add_up_and_never_get_better(text, first, second):
    middle = edited(text, first)
    last = edited(middle, second)
    for start, end in places(text):
        one, both = Carrying(text, middle).carry(start, end), carry_through((text, middle, last), start, end)
        assert FATES.index(both.fate) >= FATES.index(one.fate)
        if one.place:
            assert FATES.index(both.fate) >= FATES.index(Carrying(middle, last).carry(*one.place).fate)


@given(TEXTS, st.sampled_from(["Quite another thing is said here.", "Before all this:"]))
def test_what_comes_before_a_text_moves_nothing_but_the_place(text, before):
    new = f"{before} {text}"
    for (start, end), found in zip(places(text), carry(text, new, places(text)), strict=True):
        assert new[found.start : found.end] == text[start:end] and found.fate in ("unchanged", "changed")


@given(TEXTS.filter(bool))
def test_where_all_words_go_all_quotes_are_orphans(text):
    assert {each.fate for each in carry(text, "", places(text))} == {"orphaned"}


def test_a_sentence_that_moves_takes_its_quotes_along():
    """Even those whose words stand more than once."""
    old = "All help hospitals at night. All help schools by day. Nobody else is named in this clause of the code."
    new = "Nobody else is named in this clause of the code. All help schools by day. All help hospitals at night."
    start = old.index("help")
    found = Carrying(old, new).carry(start, start + 4)
    assert found.fate in ("moved", "unchanged") and new[found.start : found.start + 14] == "help hospitals"


def test_a_sentence_of_which_little_is_left_is_another_one():
    old, new = "Delegates meet in the old harbour hall.", "Farmers in their green fields sing."
    found = Carrying(old, new).carry(old.index("in"), old.index("in") + 2)
    assert found.fate == "changed"


def test_a_changed_place_is_where_the_new_words_stand():
    old = "A Party shall answer without undue delay and help."
    new = old.replace("without undue delay", "within 24 hours")
    for exact in ("without undue delay", "undue", "delay"):
        found = Carrying(old, new).carry(old.index(exact), old.index(exact) + len(exact))
        assert found.fate == "changed" and new[found.start : found.end] == "within 24 hours"
    found = Carrying(old, new).carry(old.index("answer without"), old.index("answer without") + 14)
    assert new[found.start : found.end] == "answer within 24 hours"


def test_an_addition_at_the_edge_of_a_quote_is_not_in_it():
    old, new = "help the team now", "quickly help the team of experts now"
    assert Carrying(old, new).carry(0, 13).place == (8, 21)
