"""Merging: what may stand together does, in any order; what may not is named by its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.merge import Collision, Merged, merge, rebase, touches

BASE = (
    "A State that is asked for help shall acknowledge the request without undue delay "
    "and shall say what it can do for those who asked."
)
FIRST = BASE.replace("A State that", "A State or company that")
LAST = BASE.replace("those who asked", "the State that asked")
DELAY = BASE.replace("without undue delay", "within 24 hours")


@pytest.mark.parametrize(
    "texts, expected",
    [
        ((), BASE),
        ((BASE,), BASE),
        ((FIRST,), FIRST),
        ((FIRST, FIRST), FIRST),
        ((FIRST, LAST), FIRST.replace("those who asked", "the State that asked")),
        (
            (FIRST, DELAY, LAST),
            FIRST.replace("without undue delay", "within 24 hours").replace("those who asked", "the State that asked"),
        ),
    ],
)
def test_stands_together(texts, expected):
    assert merge(BASE, *texts) == Merged(expected) == merge(BASE, *reversed(texts))


@pytest.mark.parametrize(
    "a, b, words",
    [
        (DELAY, BASE.replace("without undue delay", "at once"), "without undue delay"),
        (DELAY, "", BASE),  # an edit against a repeal
        (
            BASE.replace("shall acknowledge", "should acknowledge"),
            BASE.replace("the request", "each request"),
            "shall acknowledge the",
        ),  # near
        (
            BASE.replace("undue ", "any undue "),
            BASE.replace("undue ", "wholly undue "),
            "any / wholly",
        ),  # two insertions at one place
        (
            BASE.replace("without undue delay", ""),
            BASE.replace("undue ", "any undue "),
            "without undue delay ",
        ),  # an edit against a deletion
        (BASE.replace("for help", "for  help"), BASE.replace("for help", "for\nhelp"), "for help"),  # white space only
        (
            BASE.replace("acknowledge", "confirm"),
            BASE.replace("undue", "any"),
            "acknowledge the request without undue",
        ),  # three words between
    ],
)
def test_collides_and_names_the_words(a, b, words):
    found = merge(BASE, a, b)
    assert isinstance(found, Collision)
    assert [touch.words.strip() for touch in found.touches] == [words.strip()]
    assert touches(BASE, a, b) == found.touches
    assert all(BASE[touch.start : touch.end].strip() in (touch.words, "") for touch in found.touches)


def test_four_words_between_stand_together():
    merged = merge(BASE, BASE.replace("acknowledge", "confirm"), BASE.replace("delay", "pause"))
    assert merged == Merged(BASE.replace("acknowledge", "confirm").replace("delay", "pause"))


@pytest.mark.parametrize(
    "base, a, b, expected",
    [
        (
            "تلتزم الدول بحماية المستشفيات والمدارس في كل وقت ومكان",
            "تلتزم الشركات بحماية المستشفيات والمدارس في كل وقت ومكان",
            "تلتزم الدول بحماية المستشفيات والمدارس في كل وقت وحال",
            "تلتزم الشركات بحماية المستشفيات والمدارس في كل وقت وحال",
        ),
        ("各国不得攻击医院和学校", "各国不应攻击医院和学校", "各国不得攻击医院和大学", "各国不应攻击医院和大学"),
        (
            "मदद जल्दी और पूरी तरह से देना ज़रूरी है",
            "मदद तुरंत और पूरी तरह से देना ज़रूरी है",
            "मदद जल्दी और पूरी तरह से देना अनिवार्य है",
            "मदद तुरंत और पूरी तरह से देना अनिवार्य है",
        ),
    ],
)
def test_other_scripts(base, a, b, expected):
    assert merge(base, a, b) == Merged(expected)


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


@given(st.permutations([5, 20, 35, 50]), st.lists(st.sampled_from(["", "new", "two words"]), min_size=4, max_size=4))
def test_far_apart_any_number_stands_together(places, words):
    each = list(zip(places, words, strict=True))
    assert merge(edited([]), *(edited([one]) for one in each)) == Merged(edited(each))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_laws_for_any_text(base, a, b):
    assert merge(base, base, a) == Merged(a) == merge(base, a, a)
    assert merge(base, a, b) == merge(base, b, a)
    assert touches(base, a, b) == touches(base, b, a)
    assert rebase(base, a, base) == Merged(a)
