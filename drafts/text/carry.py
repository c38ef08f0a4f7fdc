"""What becomes of quotes when a text becomes its next revision: computed once for all of them, from the known
difference."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Literal

from drafts.text.anchor import sentences
from drafts.text.hunks import Hunk, hunks, joined
from drafts.text.tokens import is_word, tokens
from drafts.text.weight import turns

ALGORITHM = "comity-carry/1"  # stored with each fate, so that a better one never moves yesterday's quote
Fate = Literal["unchanged", "moved", "changed", "orphaned"]
FATES: tuple[Fate, ...] = ("unchanged", "moved", "changed", "orphaned")  # from best to worst


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a quote. `start` and `end` count characters of the new text, and are None exactly if the quote is
    orphaned. Where it is changed, they are the place whose words differ from the quote's, or whose sentence says
    something else."""

    fate: Fate
    start: int | None = None
    end: int | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        return None if self.start is None or self.end is None else (self.start, self.end)


ORPHANED = Carried("orphaned")


@dataclass(frozen=True, slots=True)
class _Move:
    """Characters `low` to `high` of the old text became `new_low` to `new_high` of the new one."""

    low: int
    high: int
    new_low: int
    new_high: int


class Carrying:
    """Carries quotes from `old` to `new`, and never by likeness: `unchanged` and `moved` need every character, in a
    row, and a sentence around them in which no negation, modal, quantity, condition or date has changed."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        before, after = tokens(old), tokens(new)
        self._edges, self._new_edges = _edges(before), _edges(after)
        self._moves = _moves(self._edges, joined(before, hunks(before, after, smooth=False)))
        self._lows = [move.low for move in self._moves]
        self._highs = [move.high for move in self._moves]
        self._turned: dict[tuple[str, str], bool] = {}
        self._found: dict[str, int | None] = {}

    def carry(self, start: int, end: int) -> Carried:
        """What becomes of `old[start:end]`. Raises ValueError if that is no place in the old text."""
        if not 0 <= start < end <= len(self.old):
            raise ValueError("there is no such place")
        fate: Fate = "unchanged"
        if (there := self._kept(start, end)) is None:
            fate = "moved"
            there = self._elsewhere(start, end)
        if there is None:
            return self._place(start, end)
        if self._another(start, end, there, there + end - start):
            fate = "changed"
        return Carried(fate, there, there + end - start)

    def _kept(self, start: int, end: int) -> int | None:
        """Finds by the difference where the quote's characters stand, all of them in a row; None where it cuts into
        them."""
        first = bisect_right(self._highs, start)
        if first < len(self._moves) and self._moves[first].low < end:
            return None
        return start + self._shift(first)

    def _shift(self, count: int) -> int:
        """Answers by how many characters the words behind the first `count` changes have moved on."""
        return self._moves[count - 1].new_high - self._moves[count - 1].high if count else 0

    def _place(self, start: int, end: int) -> Carried:
        """The place where the quote stood, if any words stand there."""
        first = bisect_right(self._highs, start)  # the first change that ends behind the start
        last = bisect_left(self._lows, end) - 1  # the last one that begins before the end
        low = self._moves[first].new_low if self._moves[first].low <= start else start + self._shift(first)
        high = self._moves[last].new_high if self._moves[last].high >= end else end + self._shift(last + 1)
        words = self.new[low:high]
        if not any(map(is_word, tokens(words))):
            return ORPHANED
        return Carried("changed", low + len(words) - len(words.lstrip()), high - len(words) + len(words.rstrip()))

    def _elsewhere(self, start: int, end: int) -> int | None:
        """Finds where else the same whole words stand: if they, or else the sentence that they are from, stand once in
        the old text and once in the new. "right" is not in "rights"."""
        low = self._edges[bisect_right(self._edges, start) - 1]
        high = self._edges[bisect_left(self._edges, end)]
        if (place := self._only(low, high)) is not None:
            return place + start - low
        around = self._sentences.touching(start, end)
        if around and (place := self._only(around[0][0], around[-1][1])) is not None:
            there = place + start - around[0][0]
            return there if self.new[there : there + end - start] == self.old[start:end] else None
        return None

    def _only(self, low: int, high: int) -> int | None:
        words = self.old[low:high]
        if words not in self._found:
            place = self.new.find(words)
            once = (
                place >= 0
                and self.new.find(words, place + 1) < 0
                and self.old.find(words, self.old.find(words) + 1) < 0
            )
            self._found[words] = place if once and self._whole(place, place + len(words)) else None
        return self._found[words]

    def _whole(self, low: int, high: int) -> bool:
        edges = self._new_edges
        return edges[bisect_left(edges, low)] == low and edges[bisect_left(edges, high)] == high

    def _another(self, start: int, end: int, there: int, until: int) -> bool:
        """Whether the sentences that the quote touches demand something else now."""
        before = _joined(self.old, self._sentences.touching(start, end))
        after = _joined(self.new, self._new_sentences.touching(there, until))
        if before == after:
            return False
        if (before, after) not in self._turned:
            self._turned[before, after] = turns(before, after)
        return self._turned[before, after]

    @cached_property
    def _sentences(self) -> _Sentences:
        return _Sentences(self.old)

    @cached_property
    def _new_sentences(self) -> _Sentences:
        return _Sentences(self.new)


class _Sentences:
    def __init__(self, text: str) -> None:
        self._places = sentences(text)
        self._starts = [start for start, _ in self._places]
        self._ends = [end for _, end in self._places]

    def touching(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        return self._places[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def carry(old: str, new: str, places: Iterable[tuple[int, int]]) -> tuple[Carried, ...]:
    """What becomes of many quotes, in their order. Raises ValueError if one of them is no place in the old text."""
    carrying = Carrying(old, new)
    return tuple(carrying.carry(start, end) for start, end in places)


def carry_through(texts: Sequence[str], start: int, end: int) -> Carried:
    """What becomes of a quote over several revisions: it never has a better fate than in any step, and is lost once it
    is lost."""
    worst, place = 0, (start, end)
    for old, new in pairwise(texts):
        found = Carrying(old, new).carry(*place)
        if found.place is None:
            return ORPHANED
        worst, place = max(worst, FATES.index(found.fate)), found.place
    return Carried(FATES[worst], *place)


def _moves(edges: Sequence[int], found: Iterable[Hunk]) -> list[_Move]:
    moves: list[_Move] = []
    shift = 0
    for hunk in found:
        low, high, grows = edges[hunk.start], edges[hunk.end], sum(map(len, hunk.tokens))
        moves.append(_Move(low, high, low + shift, low + shift + grows))
        shift += grows - (high - low)
    return moves


def _edges(cut: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, cut))]


def _joined(text: str, places: Iterable[tuple[int, int]]) -> str:
    return "\n".join(text[low:high] for low, high in places)
