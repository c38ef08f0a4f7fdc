"""Changes that came in a Word document, a line for each: as they were understood, and as somebody decided on them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from drafts.exchange.render import plain
from drafts.exchange.word import WordChange, read_changes
from drafts.instruments import queries
from drafts.instruments.printing import printed
from drafts.instruments.views import EntryView, InstrumentView
from drafts.rules import lifecycle
from drafts.text.redline import Span, redline
from forum.errors import NotFound
from forum.rules.digits import digits

MOST = 200  # changes in one document
SAYS = {
    lifecycle.REPLACE: "Other words for {}",
    lifecycle.INSERT: "A new clause after {}",
    lifecycle.REPEAL: "Repeal of {}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """One change as it stands on the page: what was understood, and what was made of it there. `error` says why it is
    refused."""

    kind: str
    key: str
    citation: str
    revision: int
    text: str
    reasons: str
    taken: bool
    spans: tuple[Span, ...] = ()
    notices: tuple[str, ...] = ()
    error: str = ""

    @property
    def title(self) -> str:
        return SAYS[self.kind].format(self.citation)


async def understood(
    data: bytes, instrument: InstrumentView, number: int, reasons: str
) -> tuple[list[WordLine], list[str]]:
    """The changes to the edition with this number that the document holds, and what was not taken from it."""
    edition = await printed(instrument.slug, number)
    found, notices = await asyncio.to_thread(read_changes, data, edition), []  # others are served meanwhile
    now = await _entries(instrument)
    revisions = {line.key: line.revision for line in edition.lines if line.key}
    lines = []
    for change in found.changes[:MOST]:
        entry = now.get(change.key)
        if entry and (entry.revision_number == revisions[change.key] or change.kind == lifecycle.INSERT):
            lines.append(_line(change, entry, reasons))
        else:
            notices.append(
                f"{change.citation} has changed since edition {number}. Propose this by hand: “{change.new[:200]}”"
            )
    if len(found.changes) > MOST:
        notices.append(f"Only the first {MOST} changes of {len(found.changes)} are shown.")
    return lines, [*notices, *found.notices]


async def _entries(instrument: InstrumentView) -> dict[str, EntryView]:
    """The clauses in force, by key."""
    return {entry.key: entry for entry in (await queries.edition(instrument.id)).entries if entry.clause_id}


def _line(change: WordChange, entry: EntryView, reasons: str) -> WordLine:
    return WordLine(
        kind=change.kind,
        key=change.key,
        citation=entry.citation,
        revision=entry.revision_number,
        text=change.text,
        reasons=reasons,
        taken=True,
        spans=redline(change.old, change.new),
        notices=(*(f"By {by}." for by in change.by), *change.notices),
    )


async def typed_lines(instrument: InstrumentView, typed: Mapping[str, str]) -> list[WordLine]:
    """What the page with the lines sent back. Raises NotFound for a line that no page of ours holds."""
    entries = await _entries(instrument)
    return [_typed(n, typed, entries) for n in range(min(digits(typed.get("count")) or 0, MOST))]


def _typed(n: int, typed: Mapping[str, str], entries: Mapping[str, EntryView]) -> WordLine:
    kind, key = typed.get(f"kind-{n}", ""), typed.get(f"key-{n}", "")
    if kind not in SAYS or key not in entries:
        raise NotFound
    text, base = typed.get(f"text-{n}", ""), entries[key].text if kind != lifecycle.INSERT else ""
    return WordLine(
        kind=kind,
        key=key,
        citation=entries[key].citation,
        revision=digits(typed.get(f"revision-{n}")) or 0,
        text=text,
        reasons=typed.get(f"reasons-{n}", ""),
        taken=f"take-{n}" in typed,
        spans=redline(plain(base), plain(text)),
    )


def refused(lines: list[WordLine], errors: Mapping[int, str]) -> list[WordLine]:
    return [replace(line, error=errors.get(n, "")) for n, line in enumerate(lines)]
