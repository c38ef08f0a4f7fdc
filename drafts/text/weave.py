"""Any number of changes of one text laid over each other: what they agree on or leave to each other is woven in, and
where they collide every version of the words stands beside the others, for people to choose. Nothing is applied by
likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from drafts.text.hunks import Hunk, hunks
from drafts.text.tokens import is_word, tokens
from drafts.text.windows import windows

NEAR = 3  # words: closer changes are about one phrase, and their makers have to talk. Windows leave more between them.


@dataclass(frozen=True, slots=True)
class Settled:
    """Words that are settled: `base` became `text`, by those who asked for it; by nobody, where the words stay."""

    base: str
    text: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """A place where changes collide. `start` is where `base` stands in the old text, in characters. `versions` hold
    what each of those who change these words makes of them; at least two of them differ."""

    start: int
    base: str
    versions: Mapping[str, str]

    @property
    def by(self) -> tuple[str, ...]:
        return tuple(self.versions)


Piece = Settled | Clash


@dataclass(frozen=True, slots=True)
class _Change:
    """One hunk and everybody who asks for it, in exactly these words."""

    hunk: Hunk
    by: frozenset[str]


def weave(base: str, texts: Mapping[str, str]) -> tuple[Piece, ...]:
    """The base from its beginning to its end, in pieces. The order of `texts` decides nothing but the order of
    names."""
    pieces: list[Piece] = []
    at = 0
    for window in windows(base, tuple(texts.values())):
        if window.start > at:
            pieces.append(Settled(same := base[at : window.start], same))
        here = base[window.start : window.end]
        changed = {name: text for name, text in zip(texts, window.texts, strict=True) if text != here}
        found = _weave(here, changed) if len(set(changed.values())) > 1 else _alone(here, changed)
        pieces += (
            replace(each, start=each.start + window.start) if isinstance(each, Clash) else each for each in found
        )
        at = window.end
    if at < len(base):
        pieces.append(Settled(same := base[at:], same))
    return tuple(pieces)


def _alone(base: str, texts: Mapping[str, str]) -> tuple[Piece, ...]:
    """All who change anything here want the same."""
    return (Settled(base, next(iter(texts.values()), base), tuple(texts)),)


def _weave(base: str, texts: Mapping[str, str]) -> tuple[Piece, ...]:
    words = tokens(base)
    asked = {name: hunks(words, tokens(text)) for name, text in texts.items()}
    changes = _changes(asked)
    regions = _regions(words, changes)
    edges = [0, *accumulate(map(len, words))]
    pieces: list[Piece] = []
    at = 0
    for start, end, clashing in [*regions, (len(words), len(words), None)]:
        if start > at:
            pieces.append(Settled(same := "".join(words[at:start]), same))
        if clashing is not None:
            pieces.append(_piece(words, edges, start, end, clashing, asked))
        at = end
    return tuple(pieces)


def woven(pieces: Iterable[Piece]) -> str:
    """The text so far; where there is a clash, the base stands."""
    return "".join(piece.text if isinstance(piece, Settled) else piece.base for piece in pieces)


def clashes(pieces: Iterable[Piece]) -> tuple[Clash, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, Clash))


def settle(pieces: Sequence[Piece], choices: Mapping[int, str]) -> tuple[Piece, ...]:
    """Settles the clashes about which somebody has chosen. `choices` are words by the `start` of a clash. Choices for
    places where nothing collides are left aside."""
    return tuple(
        Settled(piece.base, choices[piece.start]) if isinstance(piece, Clash) and piece.start in choices else piece
        for piece in pieces
    )


def _changes(asked: Mapping[str, Sequence[Hunk]]) -> list[_Change]:
    by: dict[Hunk, set[str]] = {}
    for name, found in asked.items():
        for hunk in found:
            by.setdefault(hunk, set()).add(name)
    ordered = sorted(by, key=lambda hunk: (hunk.start, hunk.end, hunk.tokens))
    return [_Change(hunk, frozenset(by[hunk])) for hunk in ordered]


Region = tuple[int, int, list[_Change]]


def _regions(words: Sequence[str], changes: Sequence[_Change]) -> list[Region]:
    """Gives in order, none overlapping, each change by itself and together those that collide, with all that stands
    between."""
    counted = [0, *accumulate(map(is_word, words))]
    reach = _reach(counted, changes)
    regions: list[Region] = []
    at = 0
    while at < len(changes):
        last, until = at, reach[at]
        while last < until or (last + 1 < len(changes) and _overlap(changes[at : last + 1], changes[last + 1])):
            last += 1
            until = max(until, reach[last])
        group = list(changes[at : last + 1])
        regions.append((group[0].hunk.start, max(each.hunk.end for each in group), group))
        at = last + 1
    return regions


def _overlap(group: Sequence[_Change], following: _Change) -> bool:
    """Whether a change begins inside what the group replaces."""
    return following.hunk.start < max(each.hunk.end for each in group)


def _reach(counted: Sequence[int], changes: Sequence[_Change]) -> list[int]:
    """Finds for each change the last of those behind it with which it collides; itself, if there is none."""
    reach = list(range(len(changes)))
    for n, one in enumerate(changes):
        for m in range(n + 1, len(changes)):
            other = changes[m]
            apart = other.hunk.start > one.hunk.end
            if apart and counted[other.hunk.start] - counted[one.hunk.end] > NEAR:
                break
            if one.by - other.by and other.by - one.by:  # what both change alike is no quarrel
                reach[n] = m
    return reach


def _piece(
    words: Sequence[str],
    edges: Sequence[int],
    start: int,
    end: int,
    changes: Sequence[_Change],
    asked: Mapping[str, Sequence[Hunk]],
) -> Piece:
    base = "".join(words[start:end])
    if len(changes) == 1:
        only = changes[0]
        return Settled(base, "".join(only.hunk.tokens), tuple(name for name in asked if name in only.by))
    names = [name for name in asked if any(name in change.by for change in changes)]
    versions = {name: _version(words, start, end, asked[name]) for name in names}
    if len(set(versions.values())) == 1:  # they cut it otherwise, and mean the same
        return Settled(base, versions[names[0]], tuple(names))
    return Clash(edges[start], base, versions)


def _version(words: Sequence[str], start: int, end: int, found: Sequence[Hunk]) -> str:
    text: list[str] = []
    at = start
    first = bisect_left(found, start, key=lambda hunk: hunk.start)
    for hunk in found[first:]:
        if hunk.start > end or hunk.end > end:
            break
        text += [*words[at : hunk.start], *hunk.tokens]
        at = hunk.end
    return "".join([*text, *words[at:end]])
