"""Quotes and their fate in the next revision."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.anchor import fate, quote, sentences

OLD = "A Party shall not harm a hospital. It shall report within 72 hours to the team. Other duties stay as they are."


@pytest.mark.parametrize("exact, new, expected", [
    ("harm a hospital", OLD, "unchanged"),
    ("harm a hospital", OLD.replace("Other duties stay", "Other rights stay"), "unchanged"),
    ("harm a hospital", "Preface first. " + OLD, "unchanged"),
    ("harm a hospital", OLD.replace("shall not harm", "shall harm"), "changed"),
    ("report", OLD.replace("72", "24"), "changed"),
    ("harm a hospital", OLD.replace("A Party shall not", "A Party should not"), "changed"),
    ("It shall report within 72 hours to the team.", "It shall report within 72 hours to the team. Now A Party shall not harm a hospital for any of the reasons named. Other duties stay as they are.", "moved"),
    ("Other duties stay as they are.", OLD.replace(" Other duties stay as they are.", ""), "orphaned"),
    ("harm a hospital", "", "orphaned"),
    ("Other duties stay", OLD.replace("Other duties stay", "Further duties remain"), "changed"),
])
def test_fate(exact, new, expected):
    start = OLD.index(exact)
    assert fate(OLD, new, start, start + len(exact)) == expected


def test_a_quote_knows_its_surroundings():
    found = quote(OLD, 8, 17)
    assert (found.exact, found.prefix, OLD[found.end:].startswith(found.suffix)) == ("shall not", "A Party ", True)


@pytest.mark.parametrize("start, end", [(-1, 3), (3, 3), (5, 2), (0, 10_000), (7, 8)])
def test_no_words_no_quote(start, end):
    with pytest.raises(ValueError):
        quote(OLD, start, end)


@pytest.mark.parametrize("text, expected", [
    (OLD, ["A Party shall not harm a hospital.", "It shall report within 72 hours to the team.", "Other duties stay as they are."]),
    ("See para. 3 of it. Then “go.” Now.", ["See para. 3 of it.", "Then “go.”", "Now."]),
    ("各国不得攻击。应当报告。", ["各国不得攻击。", "应当报告。"]), ("هل تلتزم الدول؟ نعم تلتزم.", ["هل تلتزم الدول؟", "نعم تلتزم."]), ("  ", []), ("no end", ["no end"]),
])
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 20), st.text(max_size=80))
def test_fate_always_answers_and_unchanged_means_unchanged(old, start, length, new):
    try:
        exact = quote(old, start, start + length).exact
    except ValueError:
        return
    if fate(old, new, start, start + length) in ("unchanged", "moved"):
        assert exact in new
    assert fate(old, old, start, start + length) == "unchanged"
