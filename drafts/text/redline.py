"""The difference between two texts as a reader wants it: whole words, whole phrases, and blocks where little is
left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from drafts.text.hunks import Hunk, hunks, joined
from drafts.text.segments import has_han, is_japanese, segmented
from drafts.text.tokens import is_space, is_word, tokens

FIRST, ALGORITHM = "comity-redline/1", "comity-redline/2"  # stored with what it made, so that a better one never moves
# yesterday's redline: the first cuts Chinese and Japanese sign by sign, the second into words
BLOCK = Fraction(3, 5)  # changed share above which old and new stand as two blocks


@dataclass(frozen=True, slots=True)
class Span:
    kind: Literal["same", "deleted", "inserted"]
    text: str


def redline(old: str, new: str, algorithm: str = ALGORITHM) -> tuple[Span, ...]:
    """Laws: without the deleted spans it is `new` exactly, without the inserted ones `old` exactly. Whatever
    `algorithm` is not the first is the newest."""
    if old == new:
        return (Span("same", old),) if old else ()
    before, after = tokens(old), tokens(new)
    if algorithm != FIRST and (has_han(old) or has_han(new)):
        japanese = is_japanese(old) or is_japanese(new)
        before, after = segmented(before, japanese), segmented(after, japanese)
    found = joined(before, hunks(before, after))
    words = sum(map(is_word, before)) + sum(map(is_word, after))
    changed = sum(is_word(token) for hunk in found for token in (*before[hunk.start : hunk.end], *hunk.tokens))
    return _blocks(old, new) if changed > BLOCK * words else _spans(before, found)


def _blocks(old: str, new: str) -> tuple[Span, ...]:
    return tuple(span for span in (Span("deleted", old), Span("inserted", new)) if span.text)


def _spans(old: Sequence[str], found: Sequence[Hunk]) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = 0
    for hunk in found:
        spans += [
            Span("same", "".join(old[at : hunk.start])),
            Span("deleted", "".join(old[hunk.start : hunk.end])),
            Span("inserted", "".join(hunk.tokens)),
        ]
        at = hunk.end
    spans.append(Span("same", "".join(old[at:])))
    return tuple(span for span in spans if span.text)


def changed_share(spans: Sequence[Span]) -> Fraction:
    """Words deleted or inserted, of all words in the redline; 0 where only white space or signs changed."""
    counts = {"same": 0, "deleted": 0, "inserted": 0}
    for span in spans:
        counts[span.kind] += sum(is_word(token) for token in tokens(span.text))
    changed = counts["deleted"] + counts["inserted"]
    return Fraction(changed, changed + 2 * counts["same"]) if changed else Fraction(0)


def is_quiet(spans: Sequence[Span]) -> bool:
    """Nothing but white space changed: a page need not show it."""
    return all(span.kind == "same" or all(is_space(token) for token in tokens(span.text)) for span in spans)
