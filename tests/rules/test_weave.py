"""Changes laid over each other: everything is there, nothing twice, and every version of what collides is named."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.text.carry import Carrying
from drafts.text.weave import NEAR, Clash, Settled, clashes, settle, weave, woven
from drafts.text.windows import SHORT

WORDS = [f"w{n}" for n in range(60)]
EDITS = st.lists(st.tuples(st.integers(0, 59), st.sampled_from(["", "new", "two words"])), max_size=4)


def edited(edits, words=WORDS) -> str:
    changed = list(words)
    for at, text in edits:
        changed[at] = text
    return " ".join(word for word in changed if word)


def version_of(pieces, name: str) -> str:
    """The text that somebody proposed, put together again: where it is not named, the base stands."""
    return "".join(
        piece.versions.get(name, piece.base)
        if isinstance(piece, Clash)
        else piece.text
        if name in piece.by
        else piece.base
        for piece in pieces
    )


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcd"), EDITS, max_size=4))
def test_every_text_can_be_had_back(edits):
    base, texts = edited([]), {name: edited(each) for name, each in edits.items()}
    pieces = weave(base, texts)
    assert "".join(piece.base for piece in pieces) == base
    for name, text in texts.items():
        assert version_of(pieces, name) == text
    for clash in clashes(pieces):
        assert len(clash.by) > 1 and base[clash.start :].startswith(clash.base)
        assert len({*clash.versions.values(), clash.base}) > 1


@settings(deadline=None)
@given(st.lists(EDITS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_order_is_irrelevant(edits, random):
    texts = {str(n): edited(each) for n, each in enumerate(edits)}
    names = list(texts)
    random.shuffle(names)
    one, other = weave(edited([]), texts), weave(edited([]), {name: texts[name] for name in names})
    assert woven(one) == woven(other) and [c.versions for c in clashes(one)] == [c.versions for c in clashes(other)]


@given(st.integers(0, 50), st.integers(1, 9))
def test_words_between(at, gap):
    """Up to three words between two changes, and their makers have to talk."""
    if at + gap + 1 > 59:
        return
    pieces = weave(edited([]), {"a": edited([(at, "one")]), "b": edited([(at + gap + 1, "other")])})
    assert bool(clashes(pieces)) == (gap <= NEAR)


LONG = ". ".join(" ".join(f"s{n}w{m}" for m in range(12)).capitalize() for n in range(120)) + "."
LONG_EDITS = st.lists(st.tuples(st.integers(0, 1439), st.sampled_from(["", "new", "two words"])), max_size=6)


@settings(deadline=None, max_examples=60)
@given(LONG_EDITS, LONG_EDITS)
def test_a_long_text_is_woven_like_a_short_one(one, other):
    """Cut into windows: nothing is lost between them, and what collides does so as if there were none."""
    words = LONG.split(" ")
    assert len(LONG) > SHORT
    a, b = edited(one, words), edited(other, words)
    pieces = weave(LONG, {"a": a, "b": b})
    assert "".join(piece.base for piece in pieces) == LONG
    assert version_of(pieces, "a") == a and version_of(pieces, "b") == b
    near = any(x != y and abs(x[0] - y[0]) <= NEAR + 1 for x in one for y in other)
    if not near:
        assert not clashes(pieces)


@settings(deadline=None)
@given(st.text(alphabet="ab .\n。\u0301", max_size=60), st.text(alphabet="ab .\n。\u0301", max_size=60))
def test_windows_begin_and_end_between_tokens(a, b):
    """Whatever stands at a sentence's end, also marks that belong to the sign before them."""
    filler = "Nothing is said here that matters. " * 120
    base = filler + a + filler
    pieces = weave(base, {"a": filler + b + filler, "b": base + " More."})
    assert version_of(pieces, "a") == filler + b + filler


def test_a_choice_settles_a_clash():
    base = "A Party shall answer without undue delay."
    pieces = weave(
        base, {"a": base.replace("without undue delay", "within 24 hours"), "b": base.replace("undue delay", "delay")}
    )
    [clash] = clashes(pieces)
    assert clash.by == ("a", "b") and woven(pieces) == base
    settled = settle(pieces, {clash.start: clash.versions["a"], 3: "never used"})
    assert not clashes(settled) and woven(settled) == "A Party shall answer within 24 hours."


def test_an_edit_inside_what_another_takes_out():
    base = "One two three four five six seven eight nine ten eleven twelve."
    pieces = weave(base, {"out": "One two.", "in": base.replace("seven", "7")})
    [clash] = clashes(pieces)
    assert clash.versions["in"].count("7") == 1 and Settled("One two", "One two") in pieces


@pytest.mark.parametrize("unit", ["a", "a. b. ", "ab ", "a\n", "各", "[x] ", "1 km ", "\u0301"])
def test_hostile_texts_answer_in_time(unit):
    """100,000 characters a side, of one thing again and again or in any order: the work is bounded by a count."""
    random = Random(3)
    base = (unit * 100_000)[:100_000]
    shuffled = "".join(random.choices(base[:2000] + "xyz. \n", k=100_000))
    pieces = weave(base, {"a": shuffled, "b": base[::-1] + "end"})
    assert "".join(piece.base for piece in pieces) == base and version_of(pieces, "a") == shuffled
    Carrying(base, shuffled).carry(10, 60)
