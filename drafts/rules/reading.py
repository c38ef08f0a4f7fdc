"""Strict reading of JSON: each helper takes a value and the place where it stands, and raises Malformed, in a sentence
that names that place, rather than guess what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

import msgspec

from drafts.rules.once import each_once

POSITIONS = ("yes", "no", "bare_no", "abstain", "absent", "recuse")
FRACTION = re.compile(r"[0-9]+(/[1-9][0-9]*)?")
Value = TypeVar("Value")
Otherwise = TypeVar("Otherwise")


class Malformed(ValueError):
    """What was read is not what the format says; `sentences` name the places."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def strictly(text: str | bytes) -> Any:
    """Parsed JSON. A member that stands twice is refused: two readers could take two different ones."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    try:
        found = msgspec.json.decode(content)
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return _slowly(text)
    return found if each_once(content, found) else _slowly(text)


def _slowly(text: str | bytes) -> Any:
    """Reads the text again, looking at every object, and names what is wrong."""
    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_constant)
    except Malformed:
        raise
    except RecursionError:
        raise Malformed("The text is nested too deeply to be read.") from None
    except ValueError as error:
        raise Malformed(f"The text is not JSON: {error}.") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name in found if sum(name == other for other, _ in pairs) > 1)
        raise Malformed(f"The text is not clear: the member {twice!r} stands twice in one object.")
    return found


def _no_constant(name: str) -> None:
    raise Malformed(f"The text is not JSON: {name} is no number.")


def quoted(value: object) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"


def mapping(value: object, where: str) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _refuse(value, where, "an object")


def sequence(value: object, where: str) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else _refuse(value, where, "a list")


def string(value: object, where: str) -> str:
    return value if isinstance(value, str) else _refuse(value, where, "a string")


def integer(value: object, where: str, least: int = 0) -> int:
    if type(value) is not int or value < least:  # a bool is an int to Python, and none here
        _refuse(value, where, f"a whole number, at least {least},")
    return value


def fraction(value: object, where: str) -> Fraction:
    """ "2/3" or "1": digits only, never negative, never a float."""
    if not isinstance(value, str) or not FRACTION.fullmatch(value):
        _refuse(value, where, 'a fraction such as "2/3"')
    try:
        return Fraction(value)
    except ValueError:
        raise Malformed(f"{where}: the fraction has too many digits.") from None


def positions(value: object, where: str) -> frozenset[str]:
    return frozenset(one_of(each, POSITIONS, f"{where}[{n}]") for n, each in enumerate(sequence(value, where)))


def one_of(value: object, allowed: Sequence[str], where: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        _refuse(value, where, f"one of {', '.join(allowed)}")
    return value


def required(found: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in found:
        raise Malformed(f"{where}: the member {name!r} is missing.")
    return found[name]


def optional(
    found: Mapping[str, Any], name: str, where: str, read: Callable[[Any, str], Value], default: Otherwise
) -> Value | Otherwise:
    return read(found[name], f"{where}.{name}" if where else name) if name in found else default


def _refuse(value: object, where: str, wanted: str) -> NoReturn:
    raise Malformed(f"{where}: {wanted} is wanted, not {quoted(value)}.")
