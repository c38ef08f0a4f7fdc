"""Quotes and their fate in the next revision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.anchor import quote, sentences
from drafts.text.carry import Carrying


def fate(old: str, new: str, start: int, end: int) -> str:
    return Carrying(old, new).carry(start, end).fate


OLD = "A Party shall not harm a hospital. It shall report within 72 hours to the team. Other duties stay as they are."


@pytest.mark.parametrize(
    "exact, new, expected",
    [
        ("harm a hospital", OLD, "unchanged"),
        ("harm a hospital", OLD.replace("Other duties stay", "Other rights stay"), "unchanged"),
        ("harm a hospital", "Preface first. " + OLD, "unchanged"),
        ("harm a hospital", OLD.replace("shall not harm", "shall harm"), "changed"),
        ("report", OLD.replace("72", "24"), "changed"),
        ("harm a hospital", OLD.replace("A Party shall not", "A Party should not"), "changed"),
        (
            "It shall report within 72 hours to the team.",
            "It shall report within 72 hours to the team. Now A Party shall not harm a hospital for any "
            "of the reasons named. Other duties stay as they are.",
            "moved",
        ),
        ("Other duties stay as they are.", OLD.replace(" Other duties stay as they are.", ""), "orphaned"),
        ("harm a hospital", "", "orphaned"),
        ("Other duties stay", OLD.replace("Other duties stay", "Further duties remain"), "changed"),
    ],
)
def test_fate(exact, new, expected):
    start = OLD.index(exact)
    assert fate(OLD, new, start, start + len(exact)) == expected


@pytest.mark.parametrize(
    "old, new, exact, expected",
    [
        # a negation wanders from one half of the sentence to the other; the same words are all still there
        (
            "States shall not attack hospitals and shall protect schools.",
            "States shall attack hospitals and shall not protect schools.",
            "hospitals",
            "changed",
        ),
        ("We don't harm hospitals here.", "We do harm hospitals here.", "hospitals", "changed"),
        ("States would help.", "States could help.", "help", "changed"),
        ("A non-binding rule stands here.", "A binding rule stands here.", "rule stands", "changed"),
        ("It ends on Monday for hospitals.", "It ends on Friday for hospitals.", "hospitals", "changed"),
        ("Twelve States must agree.", "Twenty States must agree.", "agree", "changed"),
        ("Pay $5 to the fund.", "Pay $6 to the fund.", "the fund", "changed"),
        ("See clause 5a for hospitals.", "See clause 5b for hospitals.", "hospitals", "changed"),
        # an abbreviation and a list's head end no sentence
        (
            "Parties shall not attack, e.g. Hospitals or schools.",
            "Parties shall attack, e.g. Hospitals or schools.",
            "schools",
            "changed",
        ),
        (
            "Parties shall not:\n\n- harm hospitals;\n\n- harm schools.",
            "Parties shall:\n\n- harm hospitals;\n\n- harm schools.",
            "harm schools",
            "changed",
        ),
        # the full stop goes, and a condition comes in
        ("All help the team. It acts.", "All help the team unless it acts.", "help the team", "changed"),
        ("All help. It acts.", "All help. It never acts.", "All help", "unchanged"),  # a negation in the next sentence
        ("各国不得攻击医院。", "各国可攻击医院。", "攻击医院", "changed"),
        ("各国不得攻击医院。", "第一。各国不得攻击医院。", "攻击医院", "unchanged"),
        ("لا يجوز مهاجمة المستشفيات.", "يجوز مهاجمة المستشفيات.", "المستشفيات", "changed"),
        ("ولا يجوز الهجوم.", "ويجوز الهجوم.", "الهجوم", "changed"),
        ("אין לתקוף בתי חולים.", "יש לתקוף בתי חולים.", "לתקוף", "changed"),
        # the words stand in a longer word, or with a mark more: other words
        ("Protect the right.", "We keep rights.", "right", "changed"),
        ("a cafe here", "a cafe\u0301 here", "cafe", "changed"),
        ("Each rule binds. Every rule binds.", "Every rule binds.", "Each", "orphaned"),
        ("Help the  team now.", "Help the team now.", "the  team", "changed"),  # one space less is not every character
        ("x y x", "x y", "y", "unchanged"),
        ("ana", "banana ana", "ana", "unchanged"),
    ],
)
def test_a_careful_lawyers_answer(old, new, exact, expected):
    start = old.index(exact)
    assert fate(old, new, start, start + len(exact)) == expected


@given(
    st.sampled_from(
        ["not", "never", "should", "may", "all", "any", "72 hours", "3 May 2027", "only", "each", "unless asked"]
    ),
    st.integers(0, 6),
)
def test_a_weighty_word_put_anywhere_into_the_sentence_changes_every_quote(word, place):
    plain = "Companies help hospitals keep their doors open".split()
    old = f"Before it. {' '.join(plain)}. After it."
    new = f"Before it. {' '.join([*plain[: place + 1], word, *plain[place + 1 :]])}. After it."
    for each in plain:
        assert fate(old, new, old.index(each), old.index(each) + len(each)) == "changed"
        assert fate(new, old, new.index(each), new.index(each) + len(each)) == "changed"


def test_a_quote_knows_its_surroundings():
    found = quote(OLD, 8, 17)
    assert (found.exact, found.prefix, OLD[found.end :].startswith(found.suffix)) == ("shall not", "A Party ", True)


@pytest.mark.parametrize("start, end", [(-1, 3), (3, 3), (5, 2), (0, 10_000), (7, 8)])
def test_no_words_no_quote(start, end):
    with pytest.raises(ValueError):
        quote(OLD, start, end)


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            OLD,
            [
                "A Party shall not harm a hospital.",
                "It shall report within 72 hours to the team.",
                "Other duties stay as they are.",
            ],
        ),
        ("See para. 3 of it. Then “go.” Now.", ["See para. 3 of it.", "Then “go.”", "Now."]),
        ("各国不得攻击。应当报告。", ["各国不得攻击。", "应当报告。"]),
        ("هل تلتزم الدول؟ نعم تلتزم.", ["هل تلتزم الدول؟", "نعم تلتزم."]),
        ("  ", []),
        ("no end", ["no end"]),
        (
            "Help, e.g. States, i.e. Parties of Art. IV. Then stop.",
            ["Help, e.g. States, i.e. Parties of Art. IV.", "Then stop."],
        ),
        ("Both:\n\na;\n\nb\n\nc", ["Both:\n\na;\n\nb", "c"]),
    ],
)
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
