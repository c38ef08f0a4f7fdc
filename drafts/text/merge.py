"""Several changes of one text made into one, word by word, or the exact words about which they disagree. Nothing is
ever applied by likeness: a change lands on the very words it was made against, or it collides."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from drafts.text.hunks import Hunk, hunks
from drafts.text.tokens import is_word, tokens

NEAR = 3  # words: closer changes are about one phrase, and their makers have to talk


@dataclass(frozen=True, slots=True)
class Touch:
    """Characters `start` to `end` of the base that two changes both need; `words` is what stands there, or, where both
    only insert, what each would insert; where only white space is at stake, the words around it."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Merged:
    text: str


@dataclass(frozen=True, slots=True)
class Collision:
    touches: tuple[Touch, ...]


def merge(base: str, *texts: str) -> Merged | Collision:
    """All changes of all texts, in any order. Identical changes agree."""
    words = tokens(base)
    changes = [hunks(words, tokens(text)) for text in texts]
    clashes = tuple(touch for one, other in combinations(changes, 2) for touch in _touches(words, one, other))
    if clashes:
        return Collision(tuple(dict.fromkeys(sorted(clashes, key=lambda touch: (touch.start, touch.end, touch.words)))))
    return Merged(_applied(words, {hunk for change in changes for hunk in change}))


def touches(base: str, a: str, b: str) -> tuple[Touch, ...]:
    """Where both change the same words, or words at most `NEAR` apart. Empty: they may stand together."""
    words = tokens(base)
    return _touches(words, hunks(words, tokens(a)), hunks(words, tokens(b)))


def rebase(old_base: str, text: str, new_base: str) -> Merged | Collision:
    """What `text` proposed against `old_base`, proposed against `new_base`."""
    return merge(old_base, text, new_base)


def _touches(words: Sequence[str], one: Sequence[Hunk], other: Sequence[Hunk]) -> tuple[Touch, ...]:
    """What both change alike is no quarrel, with whatever it stands near."""
    return tuple(_touch(words, a, b) for a in one if a not in other for b in other if b not in one and _near(words, a, b))


def _near(words: Sequence[str], a: Hunk, b: Hunk) -> bool:
    first, second = sorted((a, b), key=lambda hunk: (hunk.start, hunk.end))
    between = sum(is_word(token) for token in words[first.end:second.start])
    return second.start <= first.end or between <= NEAR


def _touch(words: Sequence[str], a: Hunk, b: Hunk) -> Touch:
    low, high = min(a.start, b.start), max(a.end, b.end)
    start = sum(map(len, words[:low]))
    there = "".join(words[low:high])
    return Touch(start, start + len(there), there.strip() or _proposed(a, b) or _beside(words, low, high))


def _proposed(a: Hunk, b: Hunk) -> str:
    return " / ".join(each for each in sorted("".join(hunk.tokens).strip() for hunk in (a, b)) if each)


def _beside(words: Sequence[str], low: int, high: int) -> str:
    """Where only white space is at stake: the nearest words on either side of it."""
    before = next((at for at in range(low - 1, -1, -1) if is_word(words[at])), low)
    after = next((at for at in range(high, len(words)) if is_word(words[at])), high - 1)
    return "".join(words[before:after + 1]).strip()


def _applied(words: Sequence[str], changes: set[Hunk]) -> str:
    text: list[str] = []
    at = 0
    for hunk in sorted(changes, key=lambda hunk: (hunk.start, hunk.end)):
        text += [*words[at:hunk.start], *hunk.tokens]
        at = hunk.end
    return "".join([*text, *words[at:]])
