"""Redlines: the two laws for any pair of texts, and how some pairs must read."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text import hunks as hunks_module
from drafts.text.redline import changed_share, is_quiet, redline
from drafts.text.tokens import tokens

WORDS = st.lists(
    st.sampled_from(
        [
            "shall",
            "may",
            "not",
            "within",
            "72 hours",
            "each",
            "Party",
            "né",
            "e\u0301",
            "👩🏽‍⚕️",
            "الدول",
            "不得",
            ",",
            ".",
            " ",
        ]
    ),
    max_size=30,
).map(" ".join)
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


@pytest.mark.parametrize(
    "old, new, expected",
    [
        (
            "Each Party shall answer the request.",
            "Each Party should answer the request.",
            "Each Party [-shall-][+should+] answer the request.",
        ),
        (
            "Answer within 24 hours, and help.",
            "Answer within 72 hours, and help.",
            "Answer within [-24-][+72+] hours, and help.",
        ),
        ("The State shall help.", "The State shall not help.", "The State shall [+not +]help."),
        (
            "It may reach 2.5 km at most here.",
            "It may reach 3.5 km at most here.",
            "It may reach [-2.5 km-][+3.5 km+] at most here.",
        ),
        (
            "whoever’s fault it is, we mend it",
            "whoever’s duty it is, we mend it",
            "whoever’s [-fault-][+duty+] it is, we mend it",
        ),
        (
            "تلتزم الدول بحماية المستشفيات دائما",
            "تلتزم الشركات بحماية المستشفيات دائما",
            "تلتزم [-الدول-][+الشركات+] بحماية المستشفيات دائما",
        ),
        ("各国不得攻击医院和学校", "各国不应攻击医院和学校", "各国[-不得-][+不应+]攻击医院和学校"),
        (
            "各国は病院を攻撃してはならない。",
            "各国は学校を攻撃してはならない。",
            "各国は[-病院を-][+学校を+]攻撃してはならない。",
        ),
        ("a", "", "[-a-]"),
        ("", "b", "[+b+]"),
        ("", "", ""),
        ("same words", "same words", "same words"),
        (
            "One two three four.",
            "Quite another sentence stands here.",
            "[-One two three four.-][+Quite another sentence stands here.+]",
        ),
    ],
)
def test_reads_as_people_write(old, new, expected):
    assert shown(redline(old, new)) == expected


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301",
        "👩🏽‍⚕️",
        "नि",
        "1,000.50",
        "99 %",
        "co-operate",
        "ne\u0301gocier",
        "हिन्दी",
        "בְּרֵאשִׁית",
        "المُسْتَشْفى",
        "5a",
        "3rd",
        "h2o",
        "$1,000",
        "-5 °C",
        "20 per cent",
        "5 million",
        "🇫🇷",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\r\n",
        "\u1112\u1161\u11ab",
        "می\u200cخواهم",
        "due\u00addiligence",
        "whoever’s",
        "U.S",
    ],
)
def test_a_cluster_is_never_split(cluster):
    assert cluster in tokens(f"x {cluster} y")


@pytest.mark.parametrize(
    "text, cut",
    [
        ("UN各国不得", ["UN", "各", "国", "不", "得"]),
        ("🇫🇷🇩🇪", ["🇫🇷", "🇩🇪"]),
        ("\u2067abc\u2069", ["\u2067", "abc", "\u2069"]),
        ("1-5", ["1", "-", "5"]),
    ],
)
def test_tokens(text, cut):
    assert tokens(text) == cut


def test_white_space_is_quiet():
    assert is_quiet(redline("a  b c", "a b c")) and not is_quiet(redline("a b", "a c"))
    assert changed_share(redline("a  b", "a b")) == 0


def shuffled(words: int, seed: int, ends: str) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(words)}{chance.choice(ends)}" for _ in range(words)).replace("_", "")


@pytest.mark.parametrize(
    "old, new",
    [
        ("ab " * 33_000, "ba " * 33_000),
        (shuffled(14_000, 1, "_"), shuffled(14_000, 2, "_")),
        (shuffled(14_000, 1, "____."), shuffled(14_000, 2, "____.")),
        ("a\u0301" * 50_000, "\u0301a" * 50_000),
        (".\n" * 50_000, "\n." * 50_000),
        ("各国不得" * 25_000, "不得各国" * 25_000),
    ],
)
def test_a_hostile_pair_ends_in_time(old, new):
    started = time.process_time()
    spans = redline(old, new)
    assert "".join(span.text for span in spans if span.kind != "deleted") == new
    assert "".join(span.text for span in spans if span.kind != "inserted") == old
    assert time.process_time() - started < 10


def test_a_long_text_with_few_changes_still_reads_word_by_word():
    old = shuffled(14_000, 1, "____.")
    new = re.sub(r"w(\d*)77\b", r"changed\1", old)
    inserted = " ".join(span.text for span in redline(old, new) if span.kind == "inserted").split()
    assert len(inserted) == new.count("changed") > 50
    assert all(word.startswith("changed") for word in inserted)


@given(
    st.lists(st.sampled_from(["a", "b", "c", " ", ".", "\n"]), max_size=40),
    st.lists(st.sampled_from(["a", "b", "d", " ", ".", "\n"]), max_size=40),
    st.booleans(),
)
def test_both_engines_find_the_same(old, new, smooth):
    with pytest.MonkeyPatch.context() as patch:
        usual = hunks_module.hunks(old, new, smooth)
        patch.setattr(hunks_module, "_fast", None)
        assert hunks_module.hunks(old, new, smooth) == usual


@given(TEXTS, TEXTS, st.sampled_from([0, 3, 9]))
def test_the_cap_breaks_no_law(old, new, limit):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hunks_module, "LIMIT", limit)
        spans = redline(old, new)
    assert "".join(span.text for span in spans if span.kind != "deleted") == new
    assert "".join(span.text for span in spans if span.kind != "inserted") == old


def test_an_older_algorithm_is_still_there():
    """What was published with its redline reads as it did."""
    old, new = "各国不得攻击医院和学校", "各国不应攻击医院和学校"
    assert shown(redline(old, new, "comity-redline/1")) == "各国不[-得-][+应+]攻击医院和学校"


@given(
    st.text(alphabet="各国不得攻击医院和学校。、は病院をしてはならない\u3099\ufe00a 1", max_size=40),
    st.text(alphabet="各国不得攻击医院は病院を。a 1\u3099", max_size=40),
)
def test_laws_without_spaces(old, new):
    spans = redline(old, new)
    assert "".join(span.text for span in spans if span.kind != "deleted") == new
    assert "".join(span.text for span in spans if span.kind != "inserted") == old
