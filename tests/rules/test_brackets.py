"""Square brackets of negotiating text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.text.brackets import brackets, every_bracket, left, resolved, unbalanced

PARTS = st.sampled_from(
    ["[", "]", "shall", " ", "/", "[may]", "72 hours", "(", ")", "\\", "الدول", "不得", "`", "!", "x", "\n"]
)
TEXTS = st.lists(PARTS, max_size=25).map("".join)


@pytest.mark.parametrize(
    "text, choices",
    [
        ("A Party [shall][should] act.", [("shall", "should")]),
        ("A Party [shall/should] act.", [("shall", "should")]),
        ("Answer [within 72 hours].", [("within 72 hours", "")]),
        ("[shall] [within 72 hours]", [("shall", ""), ("within 72 hours", "")]),
        ("[answer [within 72 hours]][help] them", [("answer [within 72 hours]", "help"), ("within 72 hours", "")]),
        ("الدول [تلتزم][ينبغي] بالحماية", [("تلتزم", "ينبغي")]),
        ("各国[不得][不应]攻击", [("不得", "不应")]),
        ("see [the text](https://example.org), ![a](b), [^1] and \\[this\\], `[code]`", []),
        ("- [ ] to do\n- [x] done", []),
        ("[](x) [] [  ]", []),
        ("[open and [closed]", [("closed", "")]),
        ("[and / or]", [("and / or", "")]),
        ("[https://example.org/a]", [("https://example.org/a", "")]),
        ("[label]: https://example.org", []),
    ],
)
def test_what_is_a_bracket(text, choices):
    assert [each.choices for each in every_bracket(text)] == choices and left(text) == len(choices)


@pytest.mark.parametrize(
    "text, chosen, expected",
    [
        ("A Party [shall][should] act [within 72 hours].", {8: 1, 28: 1}, "A Party should act."),
        ("A Party [shall][should] act [within 72 hours].", {8: 0}, "A Party shall act [within 72 hours]."),
        ("A Party [shall][should] act [within 72 hours].", {28: 0}, "A Party [shall][should] act within 72 hours."),
        ("[answer [at once]][help] them", {0: 0}, "answer [at once] them"),
        ("[answer [at once]][help] them", {0: 0, 8: 1}, "answer them"),
        ("[answer [at once]][help] them", {8: 0}, "[answer at once][help] them"),
        ("[shall/should] go [, unless asked,] now", {0: 1, 18: 1}, "should go now"),
        ("[a/a] b", {0: 1}, "a b"),
        ("Words [here]", {6: 1}, "Words"),
        ("no brackets", {3: 1}, "no brackets"),
    ],
)
def test_closing(text, chosen, expected):
    assert resolved(text, chosen) == expected


@given(TEXTS)
def test_laws(text):
    assert resolved(text, {}) == text
    for each in every_bracket(text):
        assert text[each.start] == "[" and text[each.end - 1] == "]"
        assert all(option.words in text[option.start : option.end] for option in each.options)
    starts = [each.start for each in brackets(text)]
    assert starts == sorted(set(starts))
    assert all(text[at] in "[]" for at in unbalanced(text))


@given(TEXTS, st.integers(0, 3))
def test_every_closing_leaves_fewer(text, choice):
    """Closing the outermost brackets one by one comes to an end."""
    for each in brackets(text):
        after = resolved(text, {each.start: min(choice, len(each.choices) - 1)})
        assert len(after) < len(text)
