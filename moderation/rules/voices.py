"""What organisations did, one line each: the input of every measure of balance. Accounts do not occur in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MASK = 5  # people: fewer of one group who chose to be shown by group only could be told apart


@dataclass(frozen=True, slots=True)
class Voice:
    """One organisation. `owner` is the slug of the one at the top of the ownership. It is `eligible` if it is
    accredited now; it has `backed` if it sponsors an amendment, `cast` if it voted in a ballot that has closed, and
    `passed` if it said "no comment"."""

    organisation: str
    name: str
    group: str
    region: str
    owner: str
    eligible: bool = True
    comments: int = 0
    words: int = 0
    amendments: int = 0
    backed: bool = False
    cast: bool = False
    passed: bool = False

    @property
    def heard(self) -> bool:
        return bool(self.comments or self.amendments or self.backed or self.cast or self.passed)


@dataclass(frozen=True, slots=True)
class Masked:
    """What people of one group said who are shown by group only."""

    group: str
    people: int
    comments: int
    words: int

    @property
    def suppressed(self) -> bool:
        """Whether its figures would unmask somebody: everybody else's are public, so these could be found by
        subtraction."""
        return 0 < self.people < MASK


def parts(voices: Iterable[Voice], key: Callable[[Voice], str]) -> dict[str, list[Voice]]:
    """The voices by key, in the order in which the keys first occur."""
    found: dict[str, list[Voice]] = {}
    for each in voices:
        found.setdefault(key(each), []).append(each)
    return found
