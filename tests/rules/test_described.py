"""Changes in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.described import described
from drafts.text.redline import redline


@pytest.mark.parametrize(
    "old, new, sentences",
    [
        (
            "Each Party shall answer the request.",
            "Each Party should answer the request.",
            ("“shall” becomes “should”.",),
        ),
        ("The State shall help.", "The State shall not help.", ("“not” is added after “The State shall”.",)),
        ("Help them at once, please.", "Help them, please.", ("“at once” is taken out.",)),
        ("The  State helps all who ask.", "The State helps all who ask.", ()),
        ("", "New words.", ("“New words.” is added at the beginning.",)),
        ("Old words.", "", ("“Old words.” is taken out.",)),
        ("same", "same", ()),
    ],
)
def test_sentences(old, new, sentences):
    assert described(redline(old, new)) == sentences


@given(st.text(max_size=60), st.text(max_size=60))
def test_something_is_said_exactly_where_words_differ(old, new):
    spans = redline(old, new)
    if old.split() == new.split() and "".join(old.split()) == "".join(new.split()):
        return
    changed = "".join("".join(span.text.split()) for span in spans if span.kind != "same")
    assert bool(described(spans)) == bool(changed)
