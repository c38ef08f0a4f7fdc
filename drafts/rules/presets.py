"""The decision rules that come with Comity, one JSON file each: a method of part A with words about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from drafts.rules.methods import Method, parse_method
from drafts.rules.reading import strictly
from forum.errors import Unlawful


@dataclass(frozen=True, slots=True)
class Preset:
    """`rule` in one plain sentence; `sureness` of the source; `left_out`: what the body does that the method does not say;
    `minimum_hours` that a ballot stays open; `text` the file."""

    id: str
    title: str
    rule: str
    source: str
    sureness: str
    left_out: str
    minimum_hours: int
    text: str
    method: Method


@cache
def presets() -> tuple[Preset, ...]:
    """All, in the order of their ids."""
    found = (
        _preset(each.read_text("utf-8"))
        for each in files("drafts.rules").joinpath("presets").iterdir()
        if each.name.endswith(".json")
    )
    return tuple(sorted(found, key=lambda preset: preset.id))


def preset(id: str) -> Preset:
    """Raises Unlawful if there is none of this name."""
    found = next((each for each in presets() if each.id == id), None)
    if not found:
        raise Unlawful(f"There is no method {id!r}. There are: {', '.join(each.id for each in presets())}.")
    return found


def _preset(text: str) -> Preset:
    words: Mapping[str, Any] = strictly(text)
    return Preset(
        words["id"],
        words["title"],
        words["rule"],
        words["source"],
        words["sureness"],
        words["left_out"],
        words["minimum_hours"],
        text,
        parse_method(words),
    )
