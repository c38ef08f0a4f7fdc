"""Editions for tests: one with everything in it, and random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from drafts.exchange.edition import Printed, PrintedLine
from drafts.exchange.markdown import read_markdown
from drafts.exchange.outline import Outline
from drafts.instruments.labels import citations

SOURCE = """# Code of Test & Trial

Opening *words* for the reader.

## Part I. Duties

### Article 1. Peace

1. Keep it, **always**, as [the other one](https://example.org/a?b=1&c=2) says. {entrenched}
2. Each Party shall:
   1. give `all`;
   2. take, ~~never~~\\
      and rest:
      1. here;
      2. there.
3. End <of> it & `a < b`.

### Article 2. Form

| a | b |
|---|--:|
| 1 | **2** \\| 3 |

> Quoted words.
>
> - one
> - two

```
a  line
   of code
```

## Annex A. Arabic

- تُقدَّم المساعدة خلال 24 ساعة من الطلب.
- 缔约方应当提供协助。
"""


def edition(outline: Outline, number: int = 1, slug: str = "code-of-test") -> Printed:
    keys = [f"k{n}" if node.kind == "clause" else "" for n, node in enumerate(outline.nodes)]
    lines = tuple(
        PrintedLine(
            node.kind,
            node.depth,
            node.label,
            node.title,
            citation,
            key,
            1 if key else 0,
            node.text,
            node.form,
            node.entrenched,
        )
        for node, key, citation in zip(outline.nodes, keys, citations(outline.nodes), strict=True)
    )
    return Printed(
        outline.title, slug, number, datetime(2026, 1, number, 12, tzinfo=UTC), "https://forum.example.org", lines
    )


def sample() -> Printed:
    return edition(read_markdown(SOURCE))


def changed(before: Printed, **texts: str) -> Printed:
    """The next edition, in which these clauses (by key) have these words."""
    lines = tuple(
        replace(line, text=texts[line.key], revision=2) if line.key in texts else line for line in before.lines
    )
    return replace(
        before, number=before.number + 1, published_at=before.published_at.replace(day=before.number + 1), lines=lines
    )


def key_of(printed: Printed, citation: str) -> str:
    return next(line.key for line in printed.lines if line.citation == citation)


WORDS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co"),
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    min_size=1,
    max_size=60,
)
LABELS = st.sampled_from(["", "1.", "2.", "(a)", "(ii)", "–", "§ 5", "5a."])
HEADINGS = st.builds(
    lambda depth, label, title: (("part", "article")[depth == 4], depth, label, title),
    st.integers(1, 4),
    st.sampled_from(["", "Part I", "Article 7", "Annex B", "3.1", "4", "§ 4"]),
    WORDS,
)
CLAUSES = st.builds(lambda depth, label, text: ("clause", depth, label, text), st.integers(0, 4), LABELS, WORDS)


@st.composite
def editions(draw: st.DrawFn) -> Printed:
    """Any order of headings and provisions, with any words."""
    lines = [PrintedLine("clause", 0, "1.", "", "First", "k", 1, "First words.")]
    for n, (kind, depth, label, drawn) in enumerate(draw(st.lists(HEADINGS | CLAUSES, max_size=12))):
        words = " ".join(drawn.split()) or "x"
        is_clause = kind == "clause"
        lines.append(
            PrintedLine(
                kind,
                depth,
                label,
                "" if is_clause else words,
                f"c{n}",
                f"k{n}" if is_clause else "",
                int(is_clause),
                words if is_clause else "",
                entrenched=is_clause and draw(st.booleans()),
            )
        )
    return Printed("Title", "slug", 1, datetime(2026, 1, 1, tzinfo=UTC), "https://forum.example.org", tuple(lines))
