"""How much of what was said comes from how few: exact fractions. Formulas: Herfindahl and Hirschman; the effective
number of voices is its inverse (Laakso and Taagepera, 1979)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A share: `part` of `whole`, both counted."""

    part: int
    whole: int

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> int | None:
        """The share to the nearest whole number, for the eye only."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much comes from how few. `largest` is the key with the most, the first by name among equals, and "" where
    nothing was said. `herfindahl` is the sum of the squares of all shares and `voices` its inverse; both are None where
    nothing was said."""

    largest: str
    share: Share
    herfindahl: Fraction | None
    voices: Fraction | None

    @property
    def said_voices(self) -> str:
        """The effective number with one decimal place, for the eye only."""
        if self.voices is None:
            return "0"
        tenths = (20 * self.voices.numerator + self.voices.denominator) // (2 * self.voices.denominator)
        return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def concentration(amounts: Mapping[str, int]) -> Concentration:
    """Raises ValueError for an amount below 0."""
    if any(each < 0 for each in amounts.values()):
        raise ValueError("an amount below 0")
    whole = sum(amounts.values())
    if not whole:
        return Concentration("", Share(0, 0), None, None)
    largest = min(amounts, key=lambda key: (-amounts[key], key))
    herfindahl = Fraction(sum(each * each for each in amounts.values()), whole * whole)
    return Concentration(largest, Share(amounts[largest], whole), herfindahl, 1 / herfindahl)
