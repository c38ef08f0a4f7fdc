"""What somebody typed, checked, and made the next wording of an amendment."""

from __future__ import annotations

from dataclasses import dataclass

from piccolo.table import Table

from drafts.amendments.sponsoring import support
from drafts.amendments.tables import Amendment, Wording
from drafts.instruments.queries import edition
from drafts.instruments.views import ClauseView
from drafts.rules import lifecycle
from drafts.text.plain import clean
from forum.clock import now
from forum.errors import Invalid
from forum.rules.permission import Identity


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody typed. `after`: id of a clause, for a move."""

    kind: str
    text: str = ""
    reasons: str = ""
    after: int | None = None


async def check(proposal: Proposal, clause: ClauseView) -> tuple[str, str]:
    """Answers the cleaned text ("" for a repeal or a move) and reasons. Raises Invalid by field."""
    text, reasons = clean(proposal.text) if proposal.kind in lifecycle.WORDED else "", clean(proposal.reasons)
    places = set(await places_for(clause)) if proposal.kind == lifecycle.MOVE else set()
    if faults := lifecycle.faults(proposal.kind, text, reasons, clause.current.text, places, proposal.after):
        raise Invalid(faults)
    return text, reasons


async def places_for(clause: ClauseView) -> dict[int, str]:
    """The clauses after which it could be moved, in order, with their citations: not after itself, nor after what
    stands under it, nor where it stands."""
    entries = (await edition(clause.instrument_id)).entries
    at = next(n for n, entry in enumerate(entries) if entry.clause_id == clause.id)
    end = next(
        (
            n
            for n in range(at + 1, len(entries))
            if entries[n].kind != "clause" or entries[n].depth <= entries[at].depth
        ),
        len(entries),
    )
    before = (
        next((entry.clause_id for entry in entries[at - 1 :: -1] if entry.clause_id), None)
        if at and entries[at - 1].kind == "clause"
        else None
    )
    return {
        entry.clause_id: entry.citation
        for n, entry in enumerate(entries)
        if entry.clause_id and not at <= n < end and entry.clause_id != before
    }


async def next_wording(
    who: Identity | None, amendment: Amendment, last: Wording, *, text: str, reasons: str, base: int, because: str
) -> tuple[Table, ...]:
    """Writes a new row after `last`; whoever proposes words supports them. Returns the rows for the record. `who` is
    None for words that are carried over."""
    wording = Wording(
        amendment=amendment.id,
        number=last.number + 1,
        base=base,
        text=text,
        reasons=reasons,
        because=because,
        written_by=who.participant if who else None,
        written_at=now(),
    )
    await wording.save()
    return wording, *await support(
        who.participant if who else amendment.drafted_by, amendment.organisation, amendment.id, wording
    )
