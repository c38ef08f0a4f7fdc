"""Quotes: where exact words stand in a text, and what becomes of them in the next."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from drafts.text.hunks import hunks
from drafts.text.tokens import tokens

CONTEXT = 32  # characters before and after, as in the W3C TextQuoteSelector
Fate = Literal["unchanged", "moved", "changed", "orphaned"]
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“«(\[]*[^\W\da-z_])|[。！？]|\n{2,}|[؟۔](?=\s)")
_WEIGHTY = frozenset(
    "not no never none nor neither without cannot unless except only shall should may must will can might need ought "
    "all any each every both either some most least more less fewer few many half at one two three four five six seven "
    "eight nine ten hundred thousand million january february march april june july august september october november "
    "december day days week weeks month months year years hour hours".split())


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
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    places = []
    for low, high in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = text[low:high]
        if piece.strip():
            places.append((low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())))
    return tuple(places)


def fate(old: str, new: str, start: int, end: int) -> Fate:
    """What becomes of `old[start:end]` in `new`. Never by likeness: `unchanged` and `moved` need every character, and no
    change of a negation, a modal, a quantity or a date in the sentence around it."""
    exact = quote(old, start, end).exact
    place, survivors = _carried(old, new, start, end)
    if place is not None:
        return "unchanged" if _weight(old, start, end) == _weight(new, place, place + len(exact)) else "changed"
    if old.count(exact) == new.count(exact) == 1:
        there = new.index(exact)
        return "moved" if _weight(old, start, end) == _weight(new, there, there + len(exact)) else "changed"
    return "changed" if survivors else "orphaned"


def _carried(old: str, new: str, start: int, end: int) -> tuple[int | None, bool]:
    """Where the quote's characters stand in `new`, all of them in a row, or None; and whether its place survives at all."""
    before = tokens(old)
    edges = [0]
    for token in before:
        edges.append(edges[-1] + len(token))
    shift, survives = 0, True
    for hunk in hunks(before, tokens(new)):
        low, high, grows = edges[hunk.start], edges[hunk.end], sum(map(len, hunk.tokens))
        if high <= start:
            shift += grows - (high - low)
        elif low < end:
            survives = bool(hunk.tokens) or low > start or high < end
            return None, survives
    return start + shift, survives


def _weight(text: str, start: int, end: int) -> Counter[str]:
    """The words that decide what a sentence demands, in the sentences that the place touches."""
    around = [text[low:high] for low, high in sentences(text) if low < end and start < high]
    return Counter(token.casefold() for piece in around for token in tokens(piece) if token.casefold() in _WEIGHTY or token[0].isdigit())
