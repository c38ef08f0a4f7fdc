"""Several changes of one text made into one, word by word, or the exact words about which they disagree. Nothing is
ever applied by likeness: a change lands on the very words it was made against, or it collides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from drafts.text.weave import Clash, clashes, weave, woven

_BEFORE, _BEHIND = re.compile(r"\S*\s*$"), re.compile(r"^\s*\S*")


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
    """The answer where texts collide. `clashes` are the same places with every version of their words, by the place of
    each text in the call: "0", "1"…"""

    touches: tuple[Touch, ...]
    clashes: tuple[Clash, ...] = field(default=(), compare=False)


def merge(base: str, *texts: str) -> Merged | Collision:
    """All changes of all texts, in any order. Identical changes agree."""
    pieces = weave(base, {str(n): text for n, text in enumerate(texts)})
    if not (found := clashes(pieces)):
        return Merged(woven(pieces))
    return Collision(tuple(touch_of(base, clash) for clash in found), found)


def touches(base: str, a: str, b: str) -> tuple[Touch, ...]:
    """Finds where both change the same words, or words near each other (weave.NEAR). If there are none, they may stand
    together."""
    found = merge(base, a, b)
    return found.touches if isinstance(found, Collision) else ()


def rebase(old_base: str, text: str, new_base: str) -> Merged | Collision:
    """What `text` proposed against `old_base`, proposed against `new_base`."""
    return merge(old_base, text, new_base)


def touch_of(base: str, clash: Clash) -> Touch:
    end = clash.start + len(clash.base)
    proposed = " / ".join(sorted({each.strip() for each in clash.versions.values() if each.strip()}))
    beside = _found(_BEFORE, base[: clash.start]) + clash.base + _found(_BEHIND, base[end:])
    return Touch(clash.start, end, clash.base.strip() or proposed or beside.strip())


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
