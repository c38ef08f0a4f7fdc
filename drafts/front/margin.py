"""What stands in the margin of the text in force: gathered for the whole instrument at once."""

from __future__ import annotations

from drafts.amendments import queries as amendments
from drafts.front.queries import running_ballots
from drafts.instruments.book import Notes
from drafts.instruments.views import EditionView, InstrumentView
from forum.threads import queries as threads


async def notes_on(instrument: InstrumentView, edition: EditionView) -> dict[int, Notes]:
    """The notes by clause; clauses about which there is nothing to say are left out."""
    counts, tabled, ballots = (
        await threads.counts(instrument.path),
        await amendments.open_counts(instrument.id),
        await running_ballots(instrument.id),
    )
    notes = {}
    for entry in edition.entries:
        said = counts.get(f"{instrument.path}/clauses/{entry.key}")
        if entry.clause_id and (said or entry.clause_id in tabled or entry.clause_id in ballots):
            notes[entry.clause_id] = Notes(
                comments=said.total if said else 0,
                groups=len(said.by_group) if said else 0,
                objections=said.objections_open if said else 0,
                amendments=tabled.get(entry.clause_id, 0),
                ballot=ballots.get(entry.clause_id, ""),
            )
    return notes
