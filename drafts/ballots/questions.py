"""What ballots are about: the frozen wording of an amendment beside the words that it would change."""

from __future__ import annotations

from collections.abc import Iterable

from drafts.amendments.tables import Amendment, Wording
from drafts.ballots.views import QuestionView
from drafts.exchange.render import plain
from drafts.instruments.tables import EditionEntry
from drafts.text.redline import redline
from forum.errors import NotFound

PLACED = {"insert": "after", "replace": "to", "repeal": "to", "move": "to"}


async def citations(clauses: Iterable[int]) -> dict[int, str]:
    """How the newest edition that has it cites each clause."""
    rows = (
        await EditionEntry.select(EditionEntry.clause, EditionEntry.citation)
        .where(EditionEntry.clause.is_in([*clauses] or [0]))
        .order_by(EditionEntry.edition, EditionEntry.id)
    )
    return {row["clause"]: row["citation"] for row in rows}


def title_of(amendment: int, kind: str, citation: str) -> str:
    return f"Amendment {amendment} {PLACED[kind]} {citation or 'a clause'}"


async def question(wording_id: int) -> QuestionView:
    of, base = Wording.amendment, Wording.base
    row = (
        await Wording.select(
            Wording.number,
            Wording.text,
            Wording.reasons,
            of.id,
            of.kind,
            of.fate,
            of.clause,
            of.instrument.slug,
            of.instrument.title,
            base.number,
            base.text,
            base.clause.id,
            base.clause.key,
        )
        .where(Wording.id == wording_id)
        .first()
    )
    if not row:
        raise NotFound
    instrument, clause = f"/instruments/{row['amendment.instrument.slug']}", row["amendment.clause"]
    cited = (await citations([clause])).get(clause, "")
    kind, text, old, new = row["amendment.kind"], row["text"], plain(row["base.text"]), plain(row["text"])
    return QuestionView(
        row["amendment.id"],
        title_of(row["amendment.id"], kind, cited),
        kind,
        row["amendment.fate"],
        row["number"],
        text,
        row["reasons"],
        row["base.text"],
        f"{instrument}/clauses/{row['base.clause.key']}/revisions/{row['base.number']}",
        row["amendment.instrument.title"],
        instrument,
        redline("" if kind == "insert" else old, old if kind == "move" else new),
    )


async def titles(amendments: Iterable[int]) -> dict[int, str]:
    rows = await Amendment.select(Amendment.id, Amendment.kind, Amendment.clause).where(
        Amendment.id.is_in([*amendments] or [0])
    )
    cited = await citations(row["clause"] for row in rows)
    return {row["id"]: title_of(row["id"], row["kind"], cited.get(row["clause"], "")) for row in rows}
