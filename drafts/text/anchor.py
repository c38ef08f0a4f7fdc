"""Quotes: where exact words stand in a text, and in which sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

CONTEXT = 32  # characters before and after, as in the W3C TextQuoteSelector
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“«(\[]*[^\W\da-z_])|[。！？]|(?<![:;,\n])\n{2,}|[؟۔।](?=\s)")
_ABBREVIATION = re.compile(  # "No.", "e.g.", an initial: no end of a sentence, whatever follows
    r"(?:^|[\s(\[“\"])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|arts?|nos?|paras?|secs?|chs?|cf|vs|etc|dr|mrs?|ms|st|resp|incl|approx)\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words and where they stand: `text[start:end] == exact`, in characters."""

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str


def quote(text: str, start: int, end: int) -> Quote:
    """Raises ValueError if there are no words there."""
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise ValueError("there are no words at that place")
    return Quote(text[start:end], start, end, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Places of the sentences, without the white space around them."""
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text, max(0, match.start() - 12), match.end())
    ]
    places = []
    for low, high in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = text[low:high]
        if piece.strip():
            places.append((low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())))
    return tuple(places)
