"""What is set on a workbench: its fields depend on which amendments there are and where they collide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from drafts.text.plain import clean
from drafts.workbench.bench import Choices
from forum.web.forms import Form, KeptAs

_ID = re.compile(r"[1-9][0-9]{0,8}")
_PLACE = re.compile(r"0|[1-9][0-9]{0,6}")
OWN_LIMIT = 5_000  # characters


class BenchForm(Form):
    """Its fields are read by `choices_of`; this says what they are called where they are kept."""

    kept_as: ClassVar[KeptAs] = {
        "include": ("Amendments in the text", "Amendment {}"),
        "why-": ("Why amendment {} is left out", "{}"),
        "choice-": (
            "Collision at character {}",
            {"base": "Keep the words in force", "own": "Other words", "": "Amendment {}"},
        ),
        "own-": ("Other words at character {}", "{}"),
    }


def choices_of(typed: Mapping[str, str], included: list[str]) -> Choices:
    """Reads what was chosen. `typed` holds names and values as they were sent; what is no field of a workbench is left
    aside."""
    return Choices(
        frozenset(int(value) for value in included if _ID.fullmatch(value)),
        {
            at: value
            for at, value in _named(typed, "choice", _PLACE)
            if value == "base" or value == "own" or _ID.fullmatch(value)
        },
        {at: clean(value)[:OWN_LIMIT] for at, value in _named(typed, "own", _PLACE)},
        {id: clean(value) for id, value in _named(typed, "why", _ID)},
    )


def _named(typed: Mapping[str, str], name: str, number: re.Pattern[str]) -> list[tuple[int, str]]:
    parts = ((key.partition("-"), value) for key, value in typed.items())
    return [(int(rest), value) for (head, _, rest), value in parts if head == name and number.fullmatch(rest)]
