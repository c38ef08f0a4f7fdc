"""Text in which a member stands twice is refused, whatever it looks like; and bad text has one clear answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.rules import once
from drafts.rules.once import each_once
from drafts.rules.reading import Malformed, strictly

WORDS = st.sampled_from(["a", "b", ":", '"', '":', 'a":', '" :', "{", " :", "\\", "\n:", "\u003a", "ß"])
SPACE = st.sampled_from(["", " ", "\n", "\t ", "\r\n"])


def written(words: str, escaped: bool) -> str:
    codes = "".join(rf"\u{ord(each):04x}" for each in words)
    return f'"{codes}"' if escaped else json.dumps(words, ensure_ascii=False)


@st.composite
def objects(draw, inner: st.SearchStrategy[str]) -> str:
    members = draw(st.lists(st.tuples(WORDS, st.booleans(), SPACE, SPACE, inner), max_size=4))
    return "{" + ",".join(f"{written(name, escaped)}{a}:{b}{value}" for name, escaped, a, b, value in members) + "}"


TEXTS = st.recursive(
    st.builds(written, WORDS, st.booleans()) | st.sampled_from(["1", "null", "-2.5", "[]"]),
    lambda inner: objects(inner) | st.lists(inner, max_size=4).map(lambda each: "[" + ", ".join(each) + "]"),
    max_leaves=12,
)


def twice(text: str) -> bool:
    """Told by looking at every object."""
    found = []
    json.loads(text, object_pairs_hook=lambda pairs: found.append(len(dict(pairs)) < len(pairs)))
    return any(found)


@given(TEXTS)
def test_no_member_stands_twice(text):
    if twice(text):
        assert not each_once(text.encode(), json.loads(text))
        with pytest.raises(Malformed, match="stands twice"):
            strictly(text)
    else:
        assert strictly(text) == strictly(text.encode()) == json.loads(text)


@given(st.lists(objects(TEXTS), min_size=1, max_size=6))
def test_long_lists_are_no_exception(lines):
    text = "[" + ",".join(lines) + "]"
    whole = once.LONG
    once.LONG = 1
    try:
        assert not (each_once(text.encode(), json.loads(text)) and twice(text))
    finally:
        once.LONG = whole


def test_a_long_list_with_one_repeat():
    lines = ['{"organisation": "o", "reason": "so: because"}'] * 2_000
    assert len(strictly(f"[{','.join(lines)}]")) == 2_000
    lines[1_777] = '{"organisation": "o", "reason" : "x", "reason": "y"}'
    with pytest.raises(Malformed, match="'reason' stands twice"):
        strictly(f"[{','.join(lines)}]")


@pytest.mark.parametrize(
    "text,said",
    [
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b"9" * 1_000_000, "not JSON"),
        (b'"' + b"x" * 50_000_000, "not JSON"),
        (b"\0" * 1_000_000, "not JSON"),
        (b"\xff\xfe\xfd", "not JSON"),
        (b"", "not JSON"),
        (b"[NaN]", "NaN is no number"),
        (b"[-Infinity]", "-Infinity is no number"),
        (b"[1] []", "not JSON"),
    ],
)
def test_bad_text_has_one_line(text, said):
    with pytest.raises(Malformed, match=said) as refused:
        strictly(text)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 300


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_codings_of_text_are_read(coding):
    assert strictly('{"a": "ß"}'.encode(coding)) == {"a": "ß"}


@pytest.mark.parametrize("text", ["12345678901234567890123", "1e2", "-0", '"\\ud800"', "1e400"])
def test_numbers_and_words_are_read_as_the_standard_library_reads_them(text):
    found, expected = strictly(text), json.loads(text)
    assert found == expected and type(found) is type(expected)
