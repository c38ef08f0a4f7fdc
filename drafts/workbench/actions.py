"""Saving what was combined, showing it, and proposing it for an organisation."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments import queries as amendments
from drafts.amendments.actions import Proposal, draft
from drafts.amendments.private import append_private
from drafts.instruments.queries import clause_by_id
from drafts.rules import combining, lifecycle
from drafts.workbench import queries
from drafts.workbench.bench import Bench, Choices, bench
from drafts.workbench.letters import tell_of
from drafts.workbench.tables import Consolidated, Consolidation, ConsolidationPart
from drafts.workbench.views import Saved
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotFound, Unlawful, demand
from forum.record.actions import append
from forum.rules.permission import Identity

OVERTAKEN = (
    "Somebody has saved this workbench since: open it again in another window to see it. What you set is still here."
)


async def save(who: Identity, clause_id: int, choices: Choices, *, seen: int, revision: int, public: bool) -> int:
    """Answers the number of the saved text. `seen` is the number of the one that stood on the page, 0 for none;
    `revision` that of the words in force there. Raises NotAllowed, Invalid, or Conflict if somebody saved or the clause
    moved on meanwhile."""
    async with atomic():
        demand(combining.may_combine(who))
        clause, last = await clause_by_id(clause_id), await queries.newest(clause_id)
        if (last.number if last else 0) != seen:
            raise Conflict(OVERTAKEN)
        if clause.current.number != revision:
            raise Conflict(
                f"The clause has changed since you opened this page: revision {clause.current.number} is in force."
            )
        made = bench(clause, await amendments.open_on(clause_id), choices)
        why = {each.view.id: each.why for each in made.left_out}
        if faults := combining.faults([each.view.id for each in made.included], why, public):
            raise Invalid(faults)
        rows = await _write(who, made, choices, seen + 1, public)
        await _record(who, made, seen + 1, public, rows)
        return seen + 1


async def _write(who: Identity, made: Bench, choices: Choices, number: int, public: bool) -> tuple[Table, ...]:
    saved = Consolidation(
        clause=made.clause.id,
        number=number,
        base=made.clause.current.id,
        choices=choices.as_json([each.start for each in made.questions]),
        text=made.text,
        open_clashes=made.open,
        is_public=public,
        saved_by=who.participant,
        saved_at=now(),
    )
    await saved.save()
    parts = [
        ConsolidationPart(
            consolidation=saved.id,
            amendment=each.view.id,
            wording=each.view.wording.id,
            part="in" if each.included else "out",
            why="" if each.included else each.why.strip(),
        )
        for each in made.sources
    ]
    for part in parts:
        await part.save()
    return saved, *parts


async def _record(who: Identity, made: Bench, number: int, public: bool, rows: tuple[Table, ...]) -> None:
    if not public:
        says = "Somebody worked on a consolidated text that is not shown yet."
        await append("workbench.saved", "/amendments", says, *rows)
        return
    await tell_of(made)
    within, without = (_named([each.view.id for each in some]) for some in (made.included, made.left_out))
    await append(
        "workbench.shown",
        f"{made.clause.path}/workbench",
        f"Consolidated text {number} of amendments to {made.clause.citation} was shown: {within} in it, {without} not.",
        *rows,
        who=who,
    )


def _named(ids: list[int]) -> str:
    return f"amendment{'' if len(ids) == 1 else 's'} {', '.join(map(str, ids))}" if ids else "none"


async def propose(who: Identity, clause_id: int, number: int) -> int:
    """Drafts an amendment of the organisation for which `who` speaks, with the words of consolidated text `number`.
    Raises NotAllowed, NotFound, Unlawful with what is missing, or Conflict if it is not the newest."""
    async with atomic():
        clause, saved = await clause_by_id(clause_id), await queries.newest(clause_id, public=True)
        if not saved:
            raise NotFound
        if saved.number != number:
            raise Conflict(
                f"Consolidated text {saved.number} has taken the place of the one that you read. Read it first."
            )
        demand(
            combining.may_be_proposed(
                saved.is_public, saved.open_clashes, saved.text != clause.current.text, saved.base == clause.current.id
            ),
            Unlawful,
        )
        proposal = Proposal(lifecycle.REPLACE, saved.text, reasons_of(saved))
        amendment = await draft(who, clause_id, proposal, clause.current.number)
        row = Consolidated(amendment=amendment, consolidation=saved.id)
        await row.save()
        await append_private(row)
        return amendment


def reasons_of(saved: Saved) -> str:
    """The reasons to begin with; the proposer may write others."""
    lines = [
        f"This brings together {_named(sorted(saved.choices.included))}, as consolidated text {saved.number} has it."
    ]
    lines += [f"Amendment {id} is left out: {why}" for id, why in sorted(saved.choices.why.items()) if why]
    return "\n\n".join(lines)[: lifecycle.REASONS_LIMIT]
