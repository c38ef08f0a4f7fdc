"""This file finds where in a long text anything changes at all, by whole sentences, so that words need to be compared
only there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from drafts.text.hunks import LIMIT, Hunk, differences

SHORT = 4_000  # characters: a shorter text is one window, and every word may find its like anywhere in it
MARGIN = 60  # characters, more than a few words, that a window has on either side of a change if there are so many
_END = re.compile(r"[.;:!?] (?=\w)|[。！？\n](?=\w)")  # between two tokens, whatever stands around it


@dataclass(frozen=True, slots=True)
class Window:
    """Characters `start` to `end` of the base, and what each text has in their place."""

    start: int
    end: int
    texts: tuple[str, ...]


def windows(base: str, texts: Sequence[str]) -> tuple[Window, ...]:
    """The windows in order, with words between them that no text changes."""
    if len(base) <= SHORT:
        return (Window(0, len(base), tuple(texts)),) if any(text != base for text in texts) else ()
    if not texts:
        return ()
    edges = _edges(base)
    old = [base[low:high] for low, high in pairwise(edges)]
    cuts = [_edges(text) for text in texts]
    if max(len(edges) + len(cut) for cut in cuts) > LIMIT:  # no prose: what follows bounds its work by itself
        return (Window(0, len(base), tuple(texts)),)
    changed = [
        differences(old, [text[low:high] for low, high in pairwise(cut)]) for text, cut in zip(texts, cuts, strict=True)
    ]
    spans = _spans(edges, [(hunk.start, hunk.end) for found in changed for hunk in found])
    shifts = [_Shifts(edges, found) for found in changed]
    return tuple(
        Window(
            edges[low],
            edges[high],
            tuple(
                text[edges[low] + shift.before(low) : edges[high] + shift.until(high)]
                for text, shift in zip(texts, shifts, strict=True)
            ),
        )
        for low, high in spans
    )


class _Shifts:
    """Knows by how much one text has grown before a sentence of the base."""

    def __init__(self, edges: Sequence[int], found: Sequence[Hunk]) -> None:
        self._ends = [each.end for each in found]
        self._grown = [
            0,
            *accumulate(sum(map(len, each.tokens)) - (edges[each.end] - edges[each.start]) for each in found),
        ]

    def before(self, sentence: int) -> int:
        return self._grown[bisect_right(self._ends, sentence)] if sentence else 0

    def until(self, sentence: int) -> int:
        return self._grown[bisect_right(self._ends, sentence)]


def _edges(text: str) -> list[int]:
    return list(dict.fromkeys([0, *(found.end() for found in _END.finditer(text)), len(text)]))


def _spans(edges: Sequence[int], changed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of sentences: every change with its margins, those that touch each other as one."""
    spans: list[tuple[int, int]] = []
    for low, high in sorted(changed):
        start, end = _back(edges, low), _on(edges, high)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _back(edges: Sequence[int], at: int) -> int:
    start = at
    while start > 0 and edges[at] - edges[start] < MARGIN:
        start -= 1
    return start


def _on(edges: Sequence[int], at: int) -> int:
    end = at
    while end < len(edges) - 1 and edges[end] - edges[at] < MARGIN:
        end += 1
    return end
