"""What was saved on workbenches, and what became there of an amendment."""

from __future__ import annotations

from drafts.rules.lifecycle import UNTABLED
from drafts.workbench.bench import Choices, choices_from
from drafts.workbench.tables import Consolidated, Consolidation, ConsolidationPart
from drafts.workbench.views import Mention, Saved


async def newest(clause_id: int, *, public: bool = False) -> Saved | None:
    """The last that was saved; with `public`, the last of those that everybody may read."""
    shown = Consolidation.is_public.eq(True) if public else Consolidation.id.is_not_null()
    row = (
        await Consolidation.select(*Consolidation.all_columns(), Consolidation.saved_by.name.as_alias("name"))
        .where(Consolidation.clause == clause_id, shown)
        .order_by(Consolidation.number, ascending=False)
        .first()
    )
    if not row:
        return None
    parts = await ConsolidationPart.select().where(ConsolidationPart.consolidation == row["id"])
    chosen, own = choices_from(row["choices"])
    choices = Choices(
        frozenset(part["amendment"] for part in parts if part["part"] == "in"),
        chosen,
        own,
        {part["amendment"]: part["why"] for part in parts if part["part"] == "out"},
    )
    return Saved(
        id=row["id"],
        clause=clause_id,
        number=row["number"],
        base=row["base"],
        text=row["text"],
        open_clashes=row["open_clashes"],
        is_public=row["is_public"],
        saved_by=row["name"],
        saved_at=row["saved_at"],
        choices=choices,
    )


async def mentions(amendment_id: int) -> Mention | None:
    """What the newest public text that says anything of an amendment says of it."""
    part = ConsolidationPart
    row = (
        await part.select(
            part.part,
            part.why,
            part.consolidation.id.as_alias("consolidation"),
            part.consolidation.number.as_alias("number"),
            part.consolidation.saved_at.as_alias("saved_at"),
            part.consolidation.clause.key.as_alias("key"),
            part.consolidation.clause.instrument.slug.as_alias("slug"),
        )
        .where(part.amendment == amendment_id, part.consolidation.is_public.eq(True))
        .order_by(part.id, ascending=False)
        .first()
    )
    if not row:
        return None
    path = f"/instruments/{row['slug']}/clauses/{row['key']}/workbench"
    return Mention(
        row["number"], row["part"] == "in", row["why"], row["saved_at"], path, await proposal_of(row["consolidation"])
    )


async def proposal_of(consolidation_id: int) -> int | None:
    """The tabled amendment that proposes it, if there is one."""
    found = (
        await Consolidated.select(Consolidated.amendment)
        .where(Consolidated.consolidation == consolidation_id, Consolidated.amendment.fate.not_in(list(UNTABLED)))
        .order_by(Consolidated.id)
        .first()
    )
    return found["amendment"] if found else None
