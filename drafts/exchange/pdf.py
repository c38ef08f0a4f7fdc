"""PDF for a meeting room: line numbers in the margin, insertions underlined, deletions struck. Set by Typst, which is
given data only: it reads no file and no address that a document names. The output is PDF/A-2a where every sign has a
typeface."""

from __future__ import annotations

import json
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import fontpkg_amiri
import typst

from drafts.exchange.applied import amended
from drafts.exchange.compared import around, compared, unchanged
from drafts.exchange.edition import Printed, Proposed
from drafts.exchange.sheet import Data, lines_of, paragraphs, run

TEMPLATE = Path(__file__).with_name("sheet.typ")
EVERY = 5  # lines, counted through the whole document
STANDARD: Literal["a-2a"] = "a-2a"  # archives take it, and screen readers find headings and tables in it
MISSING = "could not be displayed"  # Typst's words for a sign that no typeface has
SAYS_MISSING = (
    "This machine has no typeface for some signs of this text; they are shown as boxes. Read them at the address below."
)


def write_pdf(edition: Printed, before: Printed | None = None) -> bytes:
    """Sets an edition as PDF; with `before`, what changed since that edition."""
    notes = [f"Edition {edition.number} of {day(edition)}."]
    if before:
        notes.append(
            f"Compared with edition {before.number} of {day(before)}: "
            "what is new is underlined, what is gone is struck through."
        )
    rows = compared(before, edition) if before else unchanged(edition)
    return _set(_sheet(edition, edition.title, notes, lines_of(rows), edition.path), edition)


def write_amendment_pdf(edition: Printed, proposed: Proposed) -> bytes:
    """The articles that it touches, and its reasons. Raises KeyError if a clause that it names is not in the
    edition."""
    by = f"Proposed by {', '.join(proposed.sponsors)}. " if proposed.sponsors else ""
    notes = [
        f"{by}To edition {edition.number} of {day(edition)}: "
        "what would be new is underlined, what would go is struck through."
    ]
    lines = lines_of(around(compared(edition, amended(edition, proposed))))
    if proposed.reasons.strip():
        heading = {"kind": "heading", "depth": 1, "label": [], "runs": [run("Reasons")], "rtl": False}
        lines += [heading, *paragraphs(proposed.reasons)]
    title = f"Amendment {proposed.number} to {edition.title}"
    return _set(_sheet(edition, title, notes, lines, f"/amendments/{proposed.number}"), edition)


def _sheet(edition: Printed, title: str, notes: list[str], lines: list[Data], path: str) -> Data:
    short = title if len(title) <= 60 else title[:59].rstrip() + "…"
    return {
        "title": title,
        "forum": urlsplit(edition.address).netloc,
        "head": f"{short} · edition {edition.number} · {day(edition)}",
        "foot": edition.address + path,
        "every": EVERY,
        "notes": [[run(note)] for note in notes],
        "lines": lines,
    }


def _set(sheet: Data, edition: Printed) -> bytes:
    try:
        return _compiled(sheet, edition, STANDARD)
    except typst.TypstError as error:
        if not error.message.startswith("PDF/A"):
            raise
        missing = MISSING in error.message
    notes = [*sheet["notes"], *([[run(SAYS_MISSING, b=1)]] if missing else [])]
    return _compiled({**sheet, "notes": notes}, edition, None)


def _compiled(sheet: Data, edition: Printed, standard: Literal["a-2a"] | None) -> bytes:
    compiler = typst.Compiler(TEMPLATE.read_bytes(), root=TEMPLATE.parent, font_paths=_faces())
    made = compiler.compile(
        format="pdf",
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards=standard,
        timestamp=int(edition.published_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _faces() -> typst.Fonts:
    """Typst's own, Amiri for Arabic, and those of the machine for what these two lack."""
    return typst.Fonts(font_paths=[fontpkg_amiri.ROOT / "files"])


def day(edition: Printed) -> str:
    at = edition.published_at.astimezone(UTC)
    return f"{at.day} {at:%B %Y}"
