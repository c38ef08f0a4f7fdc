"""What changed between two token lists, as places of the old one. By fast-diff-match-patch where there is a wheel, else
by diff-match-patch: both compute Myers' difference, here over tokens that stand as single characters."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

try:
    from fast_diff_match_patch import diff as _fast
except ImportError:  # Python without a wheel: the same result, slower
    _fast = None
from diff_match_patch import diff_match_patch

LIMIT = 24_000  # tokens of both texts together; above it whole lines are compared, then whole texts


@dataclass(frozen=True, slots=True)
class Hunk:
    """Tokens `start` to `end` of the old list became `tokens`; an insertion has start == end."""

    start: int
    end: int
    tokens: tuple[str, ...]


def hunks(old: Sequence[str], new: Sequence[str]) -> tuple[Hunk, ...]:
    """In order, none touching the next."""
    head, tail = _common(old, new)
    middle_old, middle_new = old[head:len(old) - tail], new[head:len(new) - tail]
    if not middle_old and not middle_new:
        return ()
    if len(middle_old) + len(middle_new) > LIMIT:
        return (Hunk(head, len(old) - tail, tuple(middle_new)),)
    return tuple(Hunk(head + each.start, head + each.end, each.tokens) for each in _hunks(middle_old, middle_new))


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    return head, tail


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    found: list[Hunk] = []
    at, there, start = 0, 0, None
    for sign, length in _steps(*_as_characters(old, new)):
        if sign == "=":
            if start is not None:
                found.append(Hunk(start[0], at, tuple(new[start[1]:there])))
                start = None
            at, there = at + length, there + length
            continue
        start = start or (at, there)
        at, there = at + length * (sign == "-"), there + length * (sign == "+")
    if start is not None:
        found.append(Hunk(start[0], at, tuple(new[start[1]:there])))
    return found


def _as_characters(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Each different token as one character; the surrogates and NUL are left out."""
    known: dict[str, str] = {}
    for token in (*old, *new):
        if token not in known:
            number = len(known) + 1
            known[token] = chr(number if number < 0xD800 else number + 0x800)
    return "".join(known[token] for token in old), "".join(known[token] for token in new)


def _steps(old: str, new: str) -> list[tuple[str, int]]:
    if _fast:
        return _fast(old, new, timelimit=0, checklines=False, cleanup="Semantic", counts_only=True)
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    steps = engine.diff_main(old, new, False)
    engine.diff_cleanupSemantic(steps)
    return [({-1: "-", 0: "=", 1: "+"}[sign], len(text)) for sign, text in steps]
