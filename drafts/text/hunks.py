"""What changed between two token lists, as places of the old one. By fast-diff-match-patch where there is a wheel, else
by diff-match-patch: both compute Myers' difference, here over tokens that stand as single characters."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any

try:
    from fast_diff_match_patch import diff as _fast
except ImportError:  # Python without a wheel: the same result, slower
    _fast = None
from diff_match_patch import diff_match_patch

from drafts.text.tokens import is_word

# Tokens of both texts together; above it sentences are compared first, then words inside those that differ. Work grows
# with the square, so all such insides together may cost what one pair of LIMIT tokens costs: a count, not a clock,
# because the same texts must always give the same redline.
LIMIT = 10_000
_ENDS = frozenset(".;:!?\n。！？؟।")


@dataclass(frozen=True, slots=True)
class Hunk:
    """Tokens `start` to `end` of the old list became `tokens`; an insertion has start == end."""

    start: int
    end: int
    tokens: tuple[str, ...]


def hunks(old: Sequence[str], new: Sequence[str], smooth: bool = True) -> tuple[Hunk, ...]:
    """The changes in order, none touching the next: smooth, so that lone words that two changes have in common by
    chance belong to the change, or else the smallest difference."""
    head, tail = _common(old, new)
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not middle_old and not middle_new:
        return ()
    found = _bounded(middle_old, middle_new, smooth)
    return tuple(Hunk(head + each.start, head + each.end, each.tokens) for each in found)


def joined(old: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Changes with nothing but white space or one sign between them read as one phrase."""
    phrases: list[Hunk] = []
    for hunk in found:
        between = tuple(old[phrases[-1].end : hunk.start]) if phrases else ()
        if phrases and len(between) <= 2 and not any(is_word(token) for token in between):
            last = phrases.pop()
            phrases.append(Hunk(last.start, hunk.end, (*last.tokens, *between, *hunk.tokens)))
        else:
            phrases.append(hunk)
    return phrases


def _bounded(old: Sequence[str], new: Sequence[str], smooth: bool) -> list[Hunk]:
    if len(old) + len(new) <= LIMIT:
        return differences(old, new, smooth)
    before, after = _pieces(old), _pieces(new)
    if len(before) + len(after) > LIMIT:
        return [Hunk(0, len(old), tuple(new))]
    edges = [0, *accumulate(map(len, before))]
    found: list[Hunk] = []
    left = LIMIT * LIMIT
    for hunk in differences(before, after):
        low, high, words = edges[hunk.start], edges[hunk.end], tuple(chain.from_iterable(hunk.tokens))
        cost = (high - low + len(words)) ** 2
        found += _inside(old, low, high, words, smooth) if cost <= left else [Hunk(low, high, words)]
        left -= cost if cost <= left else 0
    return found


def _inside(old: Sequence[str], low: int, high: int, new: tuple[str, ...], smooth: bool) -> list[Hunk]:
    return [Hunk(low + each.start, low + each.end, each.tokens) for each in differences(old[low:high], new, smooth)]


def _pieces(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Sentences and lines, roughly: each ends with its sign."""
    ends = [at + 1 for at, word in enumerate(words) if word in _ENDS]
    return [tuple(words[low:high]) for low, high in pairwise(dict.fromkeys([0, *ends, len(words)]))]


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    return head, tail


def differences(old: Sequence[Any], new: Sequence[Any], smooth: bool = False) -> list[Hunk]:
    """What changed between any two lists, however long; `hunks` is for tokens."""
    found: list[Hunk] = []
    at, there, start = 0, 0, None
    for sign, length in _steps(*_as_characters(old, new), smooth):
        if sign == "=":
            if start is not None:
                found.append(Hunk(start[0], at, tuple(new[start[1] : there])))
                start = None
            at, there = at + length, there + length
            continue
        start = start or (at, there)
        at, there = at + length * (sign == "-"), there + length * (sign == "+")
    if start is not None:
        found.append(Hunk(start[0], at, tuple(new[start[1] : there])))
    return found


def _as_characters(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[str, str]:
    """Each different token as one letter, from U+3400 on: the semantic clean-up looks at what kind of sign stands at an
    edge, and here all have to count alike. There is room for `LIMIT` of them."""
    known: dict[Hashable, str] = {}
    for token in (*old, *new):
        known.setdefault(token, chr(0x3400 + len(known)))
    return "".join(known[token] for token in old), "".join(known[token] for token in new)


def _steps(old: str, new: str, smooth: bool) -> list[tuple[str, int]]:
    if _fast:
        cleanup = "Semantic" if smooth else "No"
        found: list[tuple[str, int]] = _fast(old, new, timelimit=0, checklines=False, cleanup=cleanup, counts_only=True)
        return found
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    steps = engine.diff_main(old, new, False)
    if smooth:
        engine.diff_cleanupSemantic(steps)
    return [({-1: "-", 0: "=", 1: "+"}[sign], len(text)) for sign, text in steps]
