"""What stands in the margin of the text in force: gathered for the whole instrument at once."""
from __future__ import annotations

from drafts.instruments.book import Notes
from drafts.instruments.views import EditionView, InstrumentView


async def notes_on(instrument: InstrumentView, edition: EditionView) -> dict[int, Notes]:
    return {}
