"""Merging: what may stand together does, in any order; what may not is named by its words."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.merge import Collision, Merged, merge, rebase, touches

BASE = "A State that is asked for help shall acknowledge the request without undue delay and shall say what it can do for those who asked."
FIRST = BASE.replace("A State that", "A State or company that")
LAST = BASE.replace("those who asked", "the State that asked")
DELAY = BASE.replace("without undue delay", "within 24 hours")


@pytest.mark.parametrize("texts, expected", [
    ((), BASE), ((BASE,), BASE), ((FIRST,), FIRST), ((FIRST, FIRST), FIRST),
    ((FIRST, LAST), FIRST.replace("those who asked", "the State that asked")),
    ((FIRST, DELAY, LAST), FIRST.replace("without undue delay", "within 24 hours").replace("those who asked", "the State that asked")),
])
def test_stands_together(texts, expected):
    assert merge(BASE, *texts) == Merged(expected) == merge(BASE, *reversed(texts))


@pytest.mark.parametrize("a, b, words", [
    (DELAY, BASE.replace("without undue delay", "at once"), "without undue delay"),
    (DELAY, "", BASE),  # an edit against a repeal
    (BASE.replace("shall acknowledge", "should acknowledge"), BASE.replace("the request", "each request"), "shall acknowledge the"),  # near
    (BASE.replace("undue ", "any undue "), BASE.replace("undue ", "wholly undue "), "any / wholly"),  # two insertions at one place
])
def test_collides_and_names_the_words(a, b, words):
    found = merge(BASE, a, b)
    assert isinstance(found, Collision)
    assert [touch.words for touch in found.touches] == [words]
    assert touches(BASE, a, b) == found.touches
    assert all(BASE[touch.start:touch.end].strip() in (touch.words, "") for touch in found.touches)


def test_rebase_carries_a_change_to_new_words():
    assert rebase(BASE, LAST, DELAY) == merge(BASE, LAST, DELAY)
    assert isinstance(rebase(BASE, DELAY, BASE.replace("without undue delay", "promptly")), Collision)


EDITS = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", "new", "two words"])), max_size=4)


def edited(edits) -> str:
    words = [f"w{n}" for n in range(60)]
    for at, text in edits:
        words[min(at, 59)] = text
    return " ".join(word for word in words if word)


@given(EDITS, EDITS)
def test_order_never_matters(one, other):
    base, a, b = edited([]), edited(one), edited(other)
    assert merge(base, a, b) == merge(base, b, a)
    assert merge(base, a, base) == Merged(a)
    assert merge(base, a, a) == Merged(a)
    if isinstance(found := merge(base, a, b), Collision):
        assert found.touches
