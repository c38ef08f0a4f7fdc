"""What became of each clause between two editions, as textual modifications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

from drafts.exchange.akn.elements import element
from drafts.exchange.edition import Printed, PrintedLine

Kind = Literal["insertion", "substitution", "repeal", "renumbering"]  # AKN's words; it has no other for a move


@dataclass(frozen=True, slots=True)
class Changed:
    kind: Kind
    key: str


def changes(before: Printed, after: Printed) -> tuple[Changed, ...]:
    """What became of each clause, in the order of the newer edition; clauses that are gone altogether come last."""
    old, new = _clauses(before), _clauses(after)
    moved = _moved(list(old), list(new))
    found = [Changed(kind, key) for key, line in new.items() if (kind := _kind(old.get(key), line, key in moved))]
    return (*found, *(Changed("repeal", key) for key in old if key not in new))


def _clauses(edition: Printed) -> dict[str, PrintedLine]:
    return {line.key: line for line in edition.lines if line.key}


def _kind(old: PrintedLine | None, new: PrintedLine, moved: bool) -> Kind | None:
    if old is None or (new.text and not old.text):
        return "insertion"
    if old.text != new.text:
        return "substitution" if new.text else "repeal"
    return "renumbering" if moved or old.label != new.label else None


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Clauses that no longer stand in the order in which they stood."""
    both = set(old) & set(new)
    here, there = [key for key in old if key in both], [key for key in new if key in both]
    if here == there:
        return set()
    kept = {
        key
        for run in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        for key in here[run.a : run.a + run.size]
    }
    return both - kept


def modifications(
    found: Iterable[Changed], places: dict[str, str], old_places: dict[str, str], source: str, previous: str
) -> list[etree._Element]:
    """Lists what was changed. `source` is the address of what changed it; `previous` is the IRI of the edition in which
    it stood."""
    return [
        _modification(n, each, places.get(each.key, ""), old_places.get(each.key, ""), source, previous)
        for n, each in enumerate(found, 1)
    ]


def _modification(n: int, each: Changed, place: str, old: str, source: str, previous: str) -> etree._Element:
    made = element(
        "textualMod",
        element("source", href=source),
        element("destination", href=f"#{place}" if place else f"{previous}#{old}"),
        type=each.kind,
        eId=f"pmod_{n}",
    )
    if old:
        made.append(element("previous", href=f"{previous}#{old}"))
    return made
