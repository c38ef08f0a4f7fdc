"""How provisions are cited, and what insertions are called."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.exchange.markdown import read_markdown
from drafts.instruments.labels import citations, name_after, place_after

SOURCE = """# T

Opening words.

## Preamble

One.

Two.

## Part I. Duties

### Article 7. Hospitals

1. First.
2. Second:
   1. sub a
   2. sub b
3. Third.

### Scope

- x
- y

### 1.2 Terms

Words.
"""


@dataclass
class Line:
    kind: str
    depth: int
    label: str
    title: str = ""
    citation: str = ""


def lines(*labels: str | tuple[int, str], heading: str = "Article 1") -> list[Line]:
    made = [Line("article", 1, heading)] + [
        Line("clause", *(label if isinstance(label, tuple) else (0, label))) for label in labels
    ]
    for line, cited in zip(made, citations(made), strict=True):
        line.citation = cited
    return made


def insert(made: list[Line], anchor: str) -> list[Line]:
    at = next(n for n, line in enumerate(made) if line.label == anchor)
    label, citation = name_after(made, at)
    position = place_after(made, at)
    return [*made[:position], Line("clause", made[at].depth, label, citation=citation), *made[position:]]


def labels(made: list[Line]) -> list[str]:
    return [line.label for line in made if line.kind == "clause"]


def test_citations():
    assert citations(read_markdown(SOURCE).nodes) == (
        "paragraph 1",
        "Preamble",
        "Preamble, paragraph 1",
        "Preamble, paragraph 2",
        "Part I",
        "Article 7",
        "Article 7, paragraph 1",
        "Article 7, paragraph 2",
        "Article 7, paragraph 2 (a)",
        "Article 7, paragraph 2 (b)",
        "Article 7, paragraph 3",
        "Part I, Scope",
        "Part I, Scope, point 1",
        "Part I, Scope, point 2",
        "Section 1.2",
        "Section 1.2, paragraph 1",
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "1.", "2.", "(a)", "–", "x" * 60])), max_size=12))
def test_citations_are_all_different_and_fit(shape):
    made = lines(*shape, heading="A" * 60)
    assert len({line.citation for line in made}) == len(made) and all(len(line.citation) <= 200 for line in made)


@pytest.mark.parametrize(
    "before,anchors,after",
    [
        (["5.", "6."], ["5."], ["5.", "5a.", "6."]),
        (["5.", "6."], ["5.", "5."], ["5.", "5a.", "5b.", "6."]),
        (["5.", "6."], ["5.", "5a."], ["5.", "5a.", "5b.", "6."]),
        (["5.", (1, "(a)"), (1, "(b)"), "6."], ["5."], ["5.", "(a)", "(b)", "5a.", "6."]),
        (["5.", (1, "(a)"), (1, "(b)")], ["(a)", "(a)"], ["5.", "(a)", "(a1)", "(a2)", "(b)"]),
        ([""], [""], ["", ""]),
        (["–", "–"], ["–"], ["–", "–", "–"]),
    ],
)
def test_insertions(before, anchors, after):
    made = lines(*before)
    for anchor in anchors:
        made = insert(made, anchor)
    assert labels(made) == after
    assert len({line.citation for line in made}) == len(made)


def test_after_5z_comes_5aa():
    made = lines("5.", "6.")
    for _ in range(28):
        made = insert(made, "5.")
    assert labels(made)[26:] == ["5z.", "5aa.", "5ab.", "6."]


def test_an_unnumbered_paragraph_is_cited_with_a_letter():
    made = insert(lines("", "", heading="Preamble"), "")
    assert [line.citation for line in made] == [
        "Preamble",
        "Preamble, paragraph 1",
        "Preamble, paragraph 1a",
        "Preamble, paragraph 2",
    ]
