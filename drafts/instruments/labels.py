"""How provisions are cited, and what an insertion is called. Adopted numbers stay: after 5 comes 5a, never a new 6."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from drafts.exchange.outline import BULLET
from drafts.exchange.printed import letters

MAX_CITATION, MAX_HEADING = 200, 60
LAST_NUMERAL = re.compile(r"(\w+)(\W*)$")
INSERTED = re.compile(r"(.*\d)([a-z]+)")


class Numbered(Protocol):
    """A heading or a provision, wherever it comes from."""

    @property
    def kind(self) -> str: ...
    @property
    def depth(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def title(self) -> str: ...


class Cited(Numbered, Protocol):
    @property
    def citation(self) -> str: ...


def citations(lines: Sequence[Numbered]) -> tuple[str, ...]:
    """Each heading and provision gets one of its own, such as "Article 7" or "Article 7, paragraph 2 (a)"."""
    cited: list[str] = []
    taken: set[str] = set()
    headings: list[tuple[int, str]] = []
    trail: list[tuple[int, str]] = []
    counts: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.kind != "clause":
            headings = [each for each in headings if each[0] < line.depth]
            headings.append((line.depth, _heading(line, headings)))
            trail, counts = [], {}
            words = headings[-1][1]
        else:
            trail = [each for each in trail if each[0] < line.depth]
            where = "".join(piece for _, piece in trail)
            trail.append((line.depth, _piece(line, where, counts)))
            words = (f"{headings[-1][1]}, " if headings else "") + (where + trail[-1][1]).strip(", ")
        cited.append(_alone(words[: MAX_CITATION - 8], taken))
    return tuple(cited)


def _heading(line: Numbered, above: list[tuple[int, str]]) -> str:
    """A heading with a label is known by it; another by its words and those above it."""
    if line.label and not line.label[0].isdigit():
        return line.label
    own = line.label or (line.title if len(line.title) <= MAX_HEADING else line.title[: MAX_HEADING - 1].rstrip() + "…")
    if line.label:
        return f"Section {own}"
    unlabelled = [words for _, words in above][-1:]
    return f"{unlabelled[0]}, {own}" if unlabelled else own


def _piece(line: Numbered, where: str, counts: dict[tuple[str, str], int]) -> str:
    """A provision under what it belongs to: ", paragraph 2", " (a)", ", point 3" or, without a label, counted."""
    if line.label and line.label != BULLET:
        bare = line.label.strip("().")
        return f" ({bare})" if where or line.label.startswith("(") else f", paragraph {bare}"
    kind = "point" if line.label else "paragraph" if not where else "text"
    counts[where, kind] = counts.get((where, kind), 0) + 1
    return f", {kind} {counts[where, kind]}"


def _alone(words: str, taken: set[str]) -> str:
    number, alone = 1, words
    while alone in taken:
        number += 1
        alone = f"{words} [{number}]"
    taken.add(alone)
    return alone


def place_after(lines: Sequence[Cited], anchor: int) -> int:
    """The place of a new provision that comes after line `anchor`: behind what belongs to that line (its sub-items, and
    what was inserted after it before)."""
    end = _end_of(lines, anchor)
    family = _family(lines[anchor].label)
    while (
        family
        and end < len(lines)
        and _is_sibling(lines[end], lines[anchor])
        and family.fullmatch(lines[end].label.strip("()."))
    ):
        end = _end_of(lines, end)
    return end


def _end_of(lines: Sequence[Cited], start: int) -> int:
    """The line after `start` and everything that stands deeper under it."""
    depth, end = lines[start].depth, start + 1
    while end < len(lines) and lines[end].kind == "clause" and lines[end].depth > depth:
        end += 1
    return end


def _is_sibling(line: Cited, anchor: Cited) -> bool:
    return line.kind == "clause" and line.depth == anchor.depth


def _family(label: str) -> re.Pattern[str] | None:
    bare = label.strip("().")
    if not bare or label == BULLET:
        return None
    return re.compile(re.escape(bare) + (r"[a-z]+\d*" if bare[-1].isdigit() else r"\d+"))


def name_after(lines: Sequence[Cited], anchor: int) -> tuple[str, str]:
    """(label, citation) of a provision inserted behind the provision at `anchor`; neither is in use in these lines."""
    at, taken = lines[anchor], {line.citation for line in lines}
    for suffix in _suffixes(at):
        citation = _renamed(at.citation, suffix)
        if citation not in taken:
            return (at.label if at.label in ("", BULLET) else _renamed(at.label, suffix)), citation
    raise ValueError("no label is left")


def _renamed(words: str, suffix: str) -> str:
    """Writes the label with `suffix` in place of the last numeral."""
    return LAST_NUMERAL.sub(lambda found: suffix + found[2], words, count=1)


def _suffixes(at: Cited) -> Iterator[str]:
    """The names that may follow this one's last numeral: 5 → 5a, 5b …; 5a → 5b …, 5z, 5aa; a → a1, a2 …"""
    found = LAST_NUMERAL.search(at.citation)
    if found is None:
        return
    numeral = found[1]
    inserted = INSERTED.fullmatch(numeral)
    stem = inserted[1] if inserted else numeral
    if numeral[-1].isdigit() and re.search(r"[a-z]\d+$", numeral):
        stem = numeral.rstrip("0123456789")
        yield from (f"{stem}{n}" for n in range(int(numeral[len(stem) :]) + 1, 1000))
    elif inserted or numeral[-1].isdigit():
        start = _value(inserted[2]) + 1 if inserted else 1
        yield from (f"{stem}{letters(n)}" for n in range(start, 1000))
    else:
        yield from (f"{stem}{n}" for n in range(1, 1000))


def _value(spelt: str) -> int:
    """The inverse of `letters`."""
    number = 0
    for letter in spelt:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number
