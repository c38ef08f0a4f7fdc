"""Redlines: the two laws for any pair of texts, and how some pairs must read."""
from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.redline import changed_share, is_quiet, redline
from drafts.text.tokens import tokens

WORDS = st.lists(st.sampled_from(["shall", "may", "not", "within", "72 hours", "each", "Party", "né", "e\u0301", "👩🏽‍⚕️", "الدول", "不得", ",", ".", " "]), max_size=30).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=60))


def shown(spans) -> str:
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return "".join(marks[span.kind].format(span.text) for span in spans)


@given(TEXTS, TEXTS)
def test_laws(old, new):
    spans = redline(old, new)
    assert "".join(span.text for span in spans if span.kind != "deleted") == new
    assert "".join(span.text for span in spans if span.kind != "inserted") == old
    assert all(span.text for span in spans)


@given(TEXTS)
def test_tokens_are_the_text(text):
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize("old, new, expected", [
    ("Each Party shall answer the request.", "Each Party should answer the request.", "Each Party [-shall-][+should+] answer the request."),
    ("Answer within 24 hours, and help.", "Answer within 72 hours, and help.", "Answer within [-24-][+72+] hours, and help."),
    ("The State shall help.", "The State shall not help.", "The State shall [+not +]help."),
    ("It may reach 2.5 km at most here.", "It may reach 3.5 km at most here.", "It may reach [-2.5 km-][+3.5 km+] at most here."),
    ("whoever’s fault it is, we mend it", "whoever’s duty it is, we mend it", "whoever’s [-fault-][+duty+] it is, we mend it"),
    ("تلتزم الدول بحماية المستشفيات دائما", "تلتزم الشركات بحماية المستشفيات دائما", "تلتزم [-الدول-][+الشركات+] بحماية المستشفيات دائما"),
    ("各国不得攻击医院和学校", "各国不应攻击医院和学校", "各国不[-得-][+应+]攻击医院和学校"),
    ("a", "", "[-a-]"), ("", "b", "[+b+]"), ("", "", ""), ("same words", "same words", "same words"),
    ("One two three four.", "Quite another sentence stands here.", "[-One two three four.-][+Quite another sentence stands here.+]"),
])
def test_reads_as_people_write(old, new, expected):
    assert shown(redline(old, new)) == expected


@pytest.mark.parametrize("cluster", ["e\u0301", "👩🏽‍⚕️", "नि", "1,000.50", "99 %", "co-operate"])
def test_a_cluster_is_never_split(cluster):
    assert cluster in tokens(f"x {cluster} y")


def test_white_space_is_quiet():
    assert is_quiet(redline("a  b c", "a b c")) and not is_quiet(redline("a b", "a c"))
    assert changed_share(redline("a  b", "a b")) == 0


def test_a_hostile_pair_ends_in_time():
    started = time.monotonic()
    spans = redline("ab " * 33_000, "ba " * 33_000)
    assert "".join(span.text for span in spans if span.kind != "deleted") == "ba " * 33_000
    assert time.monotonic() - started < 20
