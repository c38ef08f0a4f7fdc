"""Renumbering: what a consolidation calls each provision, after years in which 5a, 5b and 5aa came in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drafts.exchange.outline import BULLET
from drafts.exchange.printed import letters, roman
from drafts.instruments.labels import citations
from drafts.instruments.views import EntryView

_LABEL = re.compile(r"([^\w]*)(\w+)([^\w]*)")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A clause whose number changes. `old` and `new` are citations."""

    key: str
    old: str
    new: str


def renumbered(entries: Sequence[EntryView]) -> tuple[EntryView, ...]:
    """The same lines in the same order. Clauses that stand side by side count on from the first of them, in its style;
    a repealed one keeps a number. Headings, bullets and what has no label stay as they are."""
    labels = [entry.label for entry in entries]
    for family in _families(entries):
        for at, label in zip(family, _counted([labels[at] for at in family]), strict=True):
            labels[at] = label
    relabelled = [replace(entry, label=label) for entry, label in zip(entries, labels, strict=True)]
    return tuple(
        replace(entry, citation=citation) for entry, citation in zip(relabelled, citations(relabelled), strict=True)
    )


def renamed(before: Sequence[EntryView], after: Sequence[EntryView]) -> tuple[Renamed, ...]:
    """Which clauses are cited otherwise than before, in the order of `after`."""
    cited = {entry.key: entry.citation for entry in before if entry.clause_id}
    return tuple(
        Renamed(entry.key, cited[entry.key], entry.citation)
        for entry in after
        if entry.clause_id and entry.key in cited and cited[entry.key] != entry.citation
    )


def _families(entries: Sequence[EntryView]) -> list[list[int]]:
    """Places of clauses at one depth under one line, that carry numbers of one style."""
    families: list[list[int]] = []
    open_at: dict[int, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry.kind != "clause":
            open_at = {}
            continue
        open_at = {depth: family for depth, family in open_at.items() if depth <= entry.depth}
        if entry.label == BULLET or not _parts(entry.label):
            open_at.pop(entry.depth, None)
            continue
        family = open_at.get(entry.depth)
        if family is None or _around(entries[family[0]].label) != _around(entry.label):
            family = open_at[entry.depth] = []
            families.append(family)
        family.append(at)
    return families


def _parts(label: str) -> tuple[str, str, str] | None:
    """("(", "a", ")") of "(a)"; None for what has no numeral."""
    found = _LABEL.fullmatch(label)
    return (found[1], found[2], found[3]) if found else None


def _around(label: str) -> tuple[str, str]:
    before, _, after = _parts(label) or ("", "", "")
    return before, after


def _counted(labels: Sequence[str]) -> list[str]:
    """Every label of a family has a numeral."""
    before, first, after = _parts(labels[0]) or ("", "", "")
    spelt, start = _style(first, [parts[1] for label in labels[1:2] if (parts := _parts(label))])
    return [f"{before}{spelt(start + n)}{after}" for n in range(len(labels))] if spelt else list(labels)


Spelling = Callable[[int], str]


def _style(first: str, second: Sequence[str]) -> tuple[Spelling | None, int]:
    if found := re.match(r"\d+", first):
        return str, int(found[0])
    small = first.lower()
    case = str.upper if first.isupper() else str
    if small in ("i", "v", "x") and (not second or second[0].lower() != letters(_letters_value(small) + 1)):
        return (lambda number: case(roman(number))), {"i": 1, "v": 5, "x": 10}[small]
    if found := re.match(r"[a-z]+", small):
        return (lambda number: case(letters(number))), _letters_value(found[0])
    return None, 0


def _letters_value(spelt: str) -> int:
    number = 0
    for letter in spelt:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number
