"""Motions: moving, withdrawing, and what an adopted one changes. Ballots on them are opened where ballots are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from piccolo.table import Table

from drafts.instruments.queries import instrument as instrument_of
from drafts.instruments.tables import Clause
from drafts.motions.queries import motion
from drafts.motions.tables import Motion, Procedure, Term
from drafts.rules import procedure
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from drafts.rules.reading import Malformed
from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, Unlawful, demand
from forum.record.actions import append
from forum.rules.permission import Identity


async def propose_method(
    who: Identity, instrument: str | None, method: Mapping[str, Any], reasons: str, part: str = procedure.CLAUSES
) -> int:
    """The id of a motion to decide a part of a text by this method. `instrument`: slug; None for the forum. Raises
    Unlawful if the method is not lawful, Invalid for the reasons."""
    parse_method(method)
    try:
        process_of(method)
    except Malformed as malformed:
        raise Unlawful(*malformed.sentences) from None
    if part not in procedure.PARTS:
        raise Invalid({"part": "Choose what the method is to decide."})
    return await move(who, procedure.METHOD, instrument, None, {"part": part, "method": method}, reasons)


async def move(
    who: Identity, kind: str, instrument: str | None, clause: str | None, detail: Mapping[str, Any], reasons: str
) -> int:
    """Tables a motion. `instrument` is a slug, `clause` a key. Raises NotAllowed, Unlawful, or Invalid by field."""
    async with atomic():
        demand(procedure.may_move(who))
        text = await instrument_of(instrument) if instrument is not None else None
        about = await _clause(text.id, clause) if text and clause else None
        demand(procedure.makes_sense(kind, about.entrenched if about else None), Unlawful)
        if faults := procedure.faults_of_reasons(reasons):
            raise Invalid(faults)
        return await _write(
            who,
            kind,
            instrument=text.id if text else None,
            clause=about.id if about else None,
            detail=detail,
            reasons=reasons,
        )


async def propose_term(
    who: Identity,
    instrument: str,
    clause: str | None,
    due_at: datetime | None,
    consequence: str,
    years: int,
    reasons: str,
) -> int:
    faults = procedure.faults_of_term(due_at, consequence, years, now()) | procedure.faults_of_reasons(reasons)
    if faults or due_at is None:
        raise Invalid(faults)
    detail = {"due_at": due_at.isoformat(), "consequence": consequence, "years": years}
    return await move(who, procedure.TERM, instrument, clause, detail, reasons)


async def move_by_procedure(kind: str, instrument: int, clause: int | None, reasons: str) -> int:
    """What the rules of procedure move at their time, by nobody."""
    return await _write(None, kind, instrument=instrument, clause=clause, detail={}, reasons=reasons)


async def entrenched(clause: int) -> bool:
    return await Clause.exists().where(Clause.id == clause, Clause.entrenched.eq(True))


async def _clause(instrument: int, key: str) -> Clause:
    here = (Clause.instrument == instrument) & (Clause.key == key)
    return await one_or_not_found(Clause.objects().where(here).first())


async def _write(
    who: Identity | None,
    kind: str,
    *,
    instrument: int | None,
    clause: int | None,
    detail: Mapping[str, Any],
    reasons: str,
) -> int:
    row = Motion(kind=kind, detail=json.dumps(detail, ensure_ascii=False), reasons=reasons.strip(), moved_at=now())
    row.instrument, row.clause = instrument, clause
    row.moved_by = who and who.participant
    await row.save()
    view, by = await motion(row.id), "The secretariat" if who else "The procedure"
    await append("motion.tabled", view.path, f"{by} moved: {view.asks}", row, who=who)
    return row.id


async def withdraw(who: Identity, motion_id: int) -> None:
    async with atomic():
        demand(procedure.may_move(who))
        row = await row_of(motion_id)
        demand(procedure.may_be_withdrawn(row.fate), Conflict)
        row.fate = procedure.WITHDRAWN
        await row.save()
        await append("motion.withdrawn", f"/motions/{motion_id}", f"Motion {motion_id} was withdrawn.", row, who=who)


async def row_of(motion_id: int) -> Motion:
    """Raises NotFound."""
    return await one_or_not_found(Motion.objects().where(Motion.id == motion_id).first())


async def move_to(motion_id: int, fate: str) -> tuple[Table, ...]:
    """The rows that changed, for the entry of the act that decided. An adopted motion takes effect at once."""
    row = await row_of(motion_id)
    row.fate = fate
    await row.save()
    changed = await EFFECTS[row.kind](row, json.loads(row.detail)) if fate == procedure.ADOPTED else ()
    return row, *changed


async def _method(row: Motion, detail: Mapping[str, Any]) -> tuple[Table, ...]:
    method = detail["method"]
    return (
        await set_method(
            row.instrument, detail["part"], method.get("id") or "own", json.dumps(method, ensure_ascii=False), row.id
        ),
    )


async def set_method(
    instrument: int | None, part: str, method_id: str, text: str, motion_id: int | None = None
) -> Procedure:
    """Writes the method in force; the act that sets it records the row."""
    entry = Procedure(part=part, method_id=method_id[:60], method=text, since=now())
    entry.instrument, entry.motion = instrument, motion_id
    await entry.save()
    return entry


async def _entrench(row: Motion, _: Mapping[str, Any]) -> tuple[Table, ...]:
    clause = await one(Clause.objects().where(Clause.id == row.clause).first())
    clause.entrenched = row.kind == procedure.ENTRENCH
    await clause.save()
    return (clause,)


async def _term(row: Motion, detail: Mapping[str, Any]) -> tuple[Table, ...]:
    due_at = datetime.fromisoformat(detail["due_at"])
    return (*await _ended(row, "replaced"), await _new_term(row, due_at, detail["consequence"], detail["years"]))


async def _new_term(row: Motion, due_at: datetime, consequence: str, years: int) -> Term:
    term = Term(instrument=row.instrument, due_at=due_at, consequence=consequence, years=years, set_at=now())
    term.clause, term.motion = row.clause, row.id
    await term.save()
    return term


async def _ended(row: Motion, outcome: str) -> tuple[Term, ...]:
    """Terms of the same text and clause that are still to come."""
    about = Term.clause == row.clause if row.clause is not None else Term.clause.is_null()
    terms = await Term.objects().where(Term.instrument == row.instrument, about, Term.ended_at.is_null())
    for term in terms:
        term.ended_at, term.outcome = now(), outcome
        await term.save()
    return tuple(terms)


async def _reaffirm(row: Motion, _: Mapping[str, Any]) -> tuple[Table, ...]:
    ended = await _ended(row, "reaffirmed")
    begun = [await _new_term(row, _years_on(term.due_at, term.years), term.consequence, term.years) for term in ended]
    return *ended, *begun


def _years_on(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # 29 February
        return moment + timedelta(days=365 * years)


EFFECTS = {
    procedure.METHOD: _method,
    procedure.ENTRENCH: _entrench,
    procedure.RELEASE: _entrench,
    procedure.TERM: _term,
    procedure.REAFFIRM: _reaffirm,
}
