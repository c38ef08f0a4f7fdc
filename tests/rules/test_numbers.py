"""Renumbering: without gaps, in each list's own style, and nothing but numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.instruments.labels import citations
from drafts.instruments.numbers import renamed, renumbered
from drafts.instruments.views import EntryView


def entry(kind: str, depth: int, label: str, title: str = "", citation: str = "", **more) -> EntryView:
    return EntryView(kind=kind, depth=depth, label=label, title=title, citation=citation, **more)


def entries(*labels: str) -> tuple[EntryView, ...]:
    """A heading, and clauses under it; a label with a leading > stands one deeper for each."""
    lines = [entry("article", 1, "Article 1", "Help", "Article 1")]
    for n, label in enumerate(labels, 1):
        bare = label.lstrip(">")
        lines.append(entry("clause", len(label) - len(bare), bare, clause_id=n, key=f"k{n}", text="Words."))
    return tuple(replace(e, citation=c) for e, c in zip(lines, citations(lines), strict=True))


@pytest.mark.parametrize(
    "labels, expected",
    [
        (("1.", "2.", "2a.", "2b.", "3."), ("1.", "2.", "3.", "4.", "5.")),
        (("1.", ">(a)", ">(a1)", ">(b)", "2."), ("1.", ">(a)", ">(b)", ">(c)", "2.")),
        (("(i)", "(ii)", "(ii1)", "(iii)"), ("(i)", "(ii)", "(iii)", "(iv)")),
        (("(h)", "(i)", "(i1)", "(j)"), ("(h)", "(i)", "(j)", "(k)")),
        (("A.", "B.", "D."), ("A.", "B.", "C.")),
        (("3.", "5."), ("3.", "4.")),
        (("–", "–", ""), ("–", "–", "")),
        (("1.", "", "2."), ("1.", "", "2.")),
        (("1.", ">1)", ">2)", "2.", ">1)", ">1a)"), ("1.", ">1)", ">2)", "2.", ">1)", ">2)")),
        (("第一", "第三"), ("第一", "第三")),
    ],
)
def test_labels(labels, expected):
    found = renumbered(entries(*labels))[1:]
    assert tuple(">" * each.depth + each.label for each in found) == expected


@given(st.lists(st.sampled_from(["1.", "2.", "2a.", ">(a)", ">(b)", ">(b1)", ">>(i)", ">>(ii)", "–", ""]), max_size=14))
def test_laws(labels):
    before = entries(*labels)
    after = renumbered(before)
    assert [(e.key, e.depth, e.text) for e in before] == [(e.key, e.depth, e.text) for e in after]
    assert len({e.citation for e in after}) == len(after)
    assert renumbered(after) == after
    assert {each.key for each in renamed(before, after)} == {
        b.key for b, a in zip(before, after, strict=True) if b.citation != a.citation
    }
