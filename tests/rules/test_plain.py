"""One spelling for pasted text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.plain import clean, unwrapped, words


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("  x \n y  ", "x\n y"),
        ("e\u0301", "é"),
        ("a\x00b\x07", "ab"),
        ("\u202eabc", "abc"),
        ("abc\u2069", "abc"),
        ("\u2067abc\u2069", "\u2067abc\u2069"),
        ("\u202aabc\u202c", "\u202aabc\u202c"),
        ("\ufeffx", "x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean(typed, kept):
    assert clean(typed) == kept


@given(st.text())
def test_clean_twice_is_clean(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text, count", [("", 0), ("two words", 2), ("a – b", 2), ("1,000 hours", 2), ("don’t", 1)])
def test_words(text, count):
    assert words(text) == count


@given(st.text(alphabet="ab \n", max_size=40))
def test_unwrapping_moves_no_character(text):
    assert len(unwrapped(text)) == len(text) and unwrapped(text).count("\n\n") == text.count("\n\n")
    assert unwrapped(unwrapped(text)) == unwrapped(text)
