"""The one reading of a number that somebody typed, or that stands in an address."""

from __future__ import annotations


def digits(typed: str | None, longest: int = 9) -> int | None:
    """The number, where `typed` is nothing but decimal digits, of any script, and no longer than a column holds;
    otherwise None."""
    return int(typed) if typed and typed.isdecimal() and len(typed) <= longest else None
