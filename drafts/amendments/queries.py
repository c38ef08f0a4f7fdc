"""Reads of amendments: a fixed number of queries, however many there are."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from piccolo.query.functions.aggregate import Count
from piccolo.table import Table

from drafts.amendments.tables import Amendment, Question, Sponsor, Step, Wording
from drafts.amendments.views import AmendmentView, QuestionView, SponsorView, StepView, WordingView
from drafts.instruments.queries import clauses_by_id
from drafts.instruments.views import RevisionView
from drafts.rules import lifecycle, permission
from forum.errors import NotFound
from forum.rules.permission import Identity

_COLUMNS = (
    Amendment.id, Amendment.kind, Amendment.fate, Amendment.clause, Amendment.after, Amendment.drafted_by, Amendment.drafted_at,
    Amendment.organisation, Amendment.organisation.slug, Amendment.organisation.name, Amendment.organisation.group.key,
    Amendment.organisation.group.name, Amendment.organisation.group.position)


async def amendment(amendment_id: int, who: Identity | None = None) -> AmendmentView:
    """Raises NotFound also for a draft that `who` may not see."""
    found = await _views(Amendment.id == amendment_id)
    if not found or not permission.may_read(who, found[0].fate, found[0].organisation):
        raise NotFound
    return found[0]


async def open_on(clause_id: int) -> tuple[AmendmentView, ...]:
    """Tabled or in ballot, oldest first."""
    return await _views(Amendment.clause == clause_id, Amendment.fate.is_in(list(lifecycle.OPEN)))


async def ended_on(clause_id: int) -> tuple[AmendmentView, ...]:
    return await _views(Amendment.clause == clause_id, Amendment.fate.is_in(list(lifecycle.ENDED)))


async def of_instrument(instrument_id: int) -> tuple[AmendmentView, ...]:
    return await _views(Amendment.instrument == instrument_id, Amendment.fate.not_in(list(lifecycle.UNTABLED)))


async def listed(fate: str = "", *, before: int = 2**31 - 1, limit: int = 50) -> tuple[AmendmentView, ...]:
    """Public ones, newest first, below the id `before`; only those of one fate, if given."""
    public = [fate] if fate in (*lifecycle.OPEN, *lifecycle.ENDED) else [*lifecycle.OPEN, *lifecycle.ENDED]
    ids = await Amendment.select(Amendment.id).where(Amendment.fate.is_in(public), Amendment.id < before).order_by(
        Amendment.id, ascending=False).limit(limit).output(as_list=True)
    return (await _views(Amendment.id.is_in(ids)))[::-1] if ids else ()


async def lately(limit: int = 6) -> tuple[AmendmentView, ...]:
    """Those tabled last, newest first."""
    newest = await Amendment.select(Amendment.id).where(Amendment.fate.not_in(list(lifecycle.UNTABLED))).order_by(
        Amendment.id, ascending=False).limit(limit).output(as_list=True)
    return (await _views(Amendment.id.is_in(newest)))[::-1] if newest else ()


async def drafts_of(who: Identity) -> tuple[AmendmentView, ...]:
    """Untabled drafts of the organisation for which `who` speaks."""
    if not who.speaking:
        return ()
    return await _views(Amendment.organisation == who.speaking.organisation, Amendment.fate.is_in([lifecycle.DRAFT, lifecycle.CIRCULATED]))


async def looking_for_sponsors(who: Identity) -> tuple[AmendmentView, ...]:
    """Drafts of others that are circulated among delegates."""
    if not permission.may_draft(who):
        return ()
    return await _views(Amendment.fate == lifecycle.CIRCULATED, Amendment.organisation != who.speaking.organisation)


async def asked(who: Identity) -> tuple[AmendmentView, ...]:
    """Amendments of this organisation whose words collide with what has come into force."""
    if not who.speaking:
        return ()
    ids = await Question.select(Question.amendment).where(
        Question.answer == "", Question.amendment.organisation == who.speaking.organisation).output(as_list=True)
    return await _views(Amendment.id.is_in(ids)) if ids else ()


async def open_counts(instrument_id: int) -> dict[int, int]:
    """Open amendments by clause."""
    rows = await Amendment.select(Amendment.clause, Count()).where(
        Amendment.instrument == instrument_id, Amendment.fate.is_in(list(lifecycle.OPEN))).group_by(Amendment.clause)
    return {row["clause"]: row["count"] for row in rows}


async def open_by_instrument() -> dict[int, int]:
    rows = await Amendment.select(Amendment.instrument, Count()).where(Amendment.fate.is_in(list(lifecycle.OPEN))).group_by(Amendment.instrument)
    return {row["instrument"]: row["count"] for row in rows}


async def is_asked(amendment_id: int) -> bool:
    """Whether a question to its sponsors waits."""
    return await Question.exists().where(Question.amendment == amendment_id, Question.answer == "")


async def rows_of(amendment_id: int) -> tuple[Table, ...]:
    """All wordings and sponsors as rows, for the record: at the tabling they become public."""
    return (*await Wording.objects().where(Wording.amendment == amendment_id), *await Sponsor.objects().where(Sponsor.amendment == amendment_id))


async def _views(*where) -> tuple[AmendmentView, ...]:
    rows = await Amendment.select(*_COLUMNS).where(*where).order_by(Amendment.id)
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    clauses = await clauses_by_id([row[name] for row in rows for name in ("clause", "after") if row[name]])
    wordings, sponsors, steps, questions = await _wordings(ids), await _sponsors(ids), await _steps(ids), await _questions(ids)
    return tuple(AmendmentView(
        row["id"], row["kind"], row["fate"], clauses[row["clause"]], clauses.get(row["after"]), wordings[row["id"]], tuple(sponsors.get(row["id"], ())),
        tuple(steps.get(row["id"], ())), questions.get(row["id"]), row["drafted_by"], row["organisation"], row["organisation.slug"],
        row["organisation.name"], row["organisation.group.key"], row["organisation.group.name"], row["organisation.group.position"], row["drafted_at"])
        for row in rows)


def _revision(row: dict[str, Any], of: str) -> RevisionView:
    return RevisionView(*(row[f"{of}.{name}"] for name in ("id", "clause", "number", "text", "form", "made_at")))


def _revision_columns(of) -> tuple:
    return of.id, of.clause, of.number, of.text, of.form, of.made_at


async def _wordings(ids: Sequence[int]) -> dict[int, WordingView]:
    """The newest of each."""
    rows = await Wording.select(
        Wording.id, Wording.amendment, Wording.number, Wording.text, Wording.reasons, Wording.because, Wording.written_at,
        *_revision_columns(Wording.base)).where(Wording.amendment.is_in(list(ids))).order_by(Wording.number)
    return {row["amendment"]: WordingView(row["id"], row["number"], row["text"], row["reasons"], row["because"], _revision(row, "base"), row["written_at"])
            for row in rows}


async def wordings(amendment_id: int) -> tuple[WordingView, ...]:
    """All of one amendment, oldest first."""
    rows = await Wording.select(
        Wording.id, Wording.number, Wording.text, Wording.reasons, Wording.because, Wording.written_at, *_revision_columns(Wording.base),
    ).where(Wording.amendment == amendment_id).order_by(Wording.number)
    return tuple(WordingView(row["id"], row["number"], row["text"], row["reasons"], row["because"], _revision(row, "base"), row["written_at"]) for row in rows)


async def _sponsors(ids: Sequence[int]) -> dict[int, list[SponsorView]]:
    of = Sponsor.organisation
    rows = await Sponsor.select(
        Sponsor.amendment, of.id, of.slug, of.name, of.group.key, of.group.name, of.group.position, Sponsor.wording.number, Sponsor.since,
    ).where(Sponsor.amendment.is_in(list(ids)), Sponsor.until.is_null()).order_by(Sponsor.id)
    found: dict[int, list[SponsorView]] = {}
    for row in rows:
        found.setdefault(row["amendment"], []).append(SponsorView(
            row["organisation.id"], row["organisation.slug"], row["organisation.name"], row["organisation.group.key"], row["organisation.group.name"],
            row["organisation.group.position"], row["wording.number"], row["since"]))
    return found


async def _steps(ids: Sequence[int]) -> dict[int, list[StepView]]:
    found: dict[int, list[StepView]] = {}
    for row in await Step.select(Step.amendment, Step.fate, Step.why, Step.taken_at).where(Step.amendment.is_in(list(ids))).order_by(Step.id):
        found.setdefault(row["amendment"], []).append(StepView(row["fate"], row["why"], row["taken_at"]))
    return found


async def _questions(ids: Sequence[int]) -> dict[int, QuestionView]:
    rows = await Question.select(Question.id, Question.amendment, Question.asked_at, *_revision_columns(Question.revision)).where(
        Question.amendment.is_in(list(ids)), Question.answer == "").order_by(Question.id)
    return {row["amendment"]: QuestionView(row["id"], _revision(row, "revision"), row["asked_at"]) for row in rows}
