"""A consolidation: the same words in the same order, with numbers that run without gaps, and a map from old to new."""

from __future__ import annotations

from drafts.instruments.bringing import insert_all
from drafts.instruments.numbers import Renamed, renamed, renumbered
from drafts.instruments.publishing import rows_of
from drafts.instruments.queries import edition as edition_of
from drafts.instruments.queries import instrument as instrument_of
from drafts.instruments.tables import Edition
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Unlawful, demand
from forum.record.actions import append
from forum.rules.permission import SECRETARIAT, Identity, holds

NOTE = "Consolidation: provisions are renumbered. No word changed."


async def planned(slug: str) -> tuple[Renamed, ...]:
    """What a consolidation would rename now."""
    entries = (await edition_of((await instrument_of(slug)).id)).entries
    return renamed(entries, renumbered(entries))


async def renumber(who: Identity, slug: str, seen: int) -> int:
    """Answers the number of the new edition. `seen` is the number of the edition whose map was read. Raises NotAllowed,
    Conflict, or Unlawful if every number fits already."""
    async with atomic():
        demand(holds(who, SECRETARIAT))
        instrument = await instrument_of(slug)
        before = await edition_of(instrument.id)
        if before.number != seen:
            raise Conflict(f"Edition {before.number} has come out since you opened this page. Read its map first.")
        after = renumbered(before.entries)
        if not (changed := renamed(before.entries, after)):
            raise Unlawful("Every provision carries the number that it would get.")
        edition = Edition(instrument=instrument.id, number=before.number + 1, note=NOTE, published_at=now())
        await edition.save()
        entries = rows_of(edition.id, list(after))
        await insert_all(entries)
        path = f"{instrument.path}/editions/{edition.number}/numbers"
        count = f"{len(changed)} provision{'' if len(changed) == 1 else 's'}"
        says = f"Edition {edition.number} of {instrument.title} numbers {count} anew. No word changed."
        await append("edition.renumbered", path, says, edition, *entries, who=who)
        return edition.number
