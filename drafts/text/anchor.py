"""Quotes: where exact words stand in a text, and what becomes of them in the next."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from drafts.text.hunks import hunks
from drafts.text.tokens import tokens
from drafts.text.weight import turns

CONTEXT = 32  # characters before and after, as in the W3C TextQuoteSelector
Fate = Literal["unchanged", "moved", "changed", "orphaned"]
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“«(\[]*[^\W\da-z_])|[。！？]|(?<![:;,\n])\n{2,}|[؟۔।](?=\s)")
_ABBREVIATION = re.compile(  # "No.", "e.g.", an initial: no end of a sentence, whatever follows
    r"(?:^|[\s(\[“\"])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|arts?|nos?|paras?|secs?|chs?|cf|vs|etc|dr|mrs?|ms|st|resp|incl|approx)\.$",
    re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """`text[start:end] == exact`, in characters."""

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str


def quote(text: str, start: int, end: int) -> Quote:
    """Raises ValueError if there are no words there."""
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise ValueError("there are no words at that place")
    return Quote(text[start:end], start, end, text[max(0, start - CONTEXT):start], text[end:end + CONTEXT])


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Places of the sentences, without the white space around them."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)
            if not _ABBREVIATION.search(text, max(0, match.start() - 12), match.end())]
    places = []
    for low, high in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = text[low:high]
        if piece.strip():
            places.append((low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())))
    return tuple(places)


def fate(old: str, new: str, start: int, end: int) -> Fate:
    """What becomes of `old[start:end]` in `new`. Never by likeness: `unchanged` and `moved` need every character, and no
    change of a negation, a modal, a quantity or a date in the sentence around it."""
    length = len(quote(old, start, end).exact)
    carried, survives = _carried(old, new, start, end)
    there = carried if carried is not None else _elsewhere(old, new, start, end)
    if there is None:
        return "changed" if survives else "orphaned"
    if turns(_around(old, start, end), _around(new, there, there + length)):
        return "changed"
    return "moved" if carried is None else "unchanged"


def _carried(old: str, new: str, start: int, end: int) -> tuple[int | None, bool]:
    """Where the quote's characters stand in `new`, all of them in a row, or None; and whether its place survives at all."""
    before = tokens(old)
    edges = _edges(before)
    shift = 0
    for hunk in hunks(before, tokens(new)):
        low, high, grows = edges[hunk.start], edges[hunk.end], sum(map(len, hunk.tokens))
        if high <= start:
            shift += grows - (high - low)
        elif low < end:
            return None, bool(hunk.tokens) or low > start or high < end
    return start + shift, True


def _elsewhere(old: str, new: str, start: int, end: int) -> int | None:
    """Where else the same whole words stand, if they stand once in the old text and once in the new: "right" is not in "rights"."""
    edges, there = _edges(tokens(old)), set(_edges(tokens(new)))
    low = max(edge for edge in edges if edge <= start)
    high = min(edge for edge in edges if edge >= end)
    words = old[low:high]
    place = new.find(words)
    unique = place >= 0 and new.find(words, place + 1) < 0 and old.find(words) == low and old.find(words, low + 1) < 0
    return place + start - low if unique and {place, place + len(words)} <= there else None


def _edges(cut: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, cut))]


def _around(text: str, start: int, end: int) -> str:
    """The sentences that the place touches, in full."""
    return "\n".join(text[low:high] for low, high in sentences(text) if low < end and start < high)
