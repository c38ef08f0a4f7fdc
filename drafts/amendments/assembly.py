"""How the rows of amendments become values: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drafts.amendments.tables import Amendment, Question, Sponsor, Step, Wording
from drafts.amendments.views import AmendmentView, QuestionView, SponsorView, StepView, WordingView
from drafts.instruments.queries import clauses_by_id
from drafts.instruments.views import RevisionView

_COLUMNS = (
    Amendment.id,
    Amendment.kind,
    Amendment.fate,
    Amendment.clause,
    Amendment.after,
    Amendment.drafted_by,
    Amendment.drafted_at,
    Amendment.organisation,
    Amendment.organisation.slug,
    Amendment.organisation.name,
    Amendment.organisation.group.key,
    Amendment.organisation.group.name,
    Amendment.organisation.group.position,
)


async def views(*where) -> tuple[AmendmentView, ...]:
    """The proposer stands first among the sponsors."""
    rows = await Amendment.select(*_COLUMNS).where(*where).order_by(Amendment.id)
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    clauses = await clauses_by_id([row[name] for row in rows for name in ("clause", "after") if row[name]])
    wordings, sponsors, steps, questions = (
        await _wordings(ids),
        await _sponsors(ids),
        await _steps(ids),
        await _questions(ids),
    )
    return tuple(
        AmendmentView(
            row["id"],
            row["kind"],
            row["fate"],
            clauses[row["clause"]],
            clauses.get(row["after"]),
            wordings[row["id"]],
            tuple(sorted(sponsors.get(row["id"], ()), key=lambda each: each.organisation != row["organisation"])),
            tuple(steps.get(row["id"], ())),
            questions.get(row["id"]),
            row["drafted_by"],
            row["organisation"],
            row["organisation.slug"],
            row["organisation.name"],
            row["organisation.group.key"],
            row["organisation.group.name"],
            row["organisation.group.position"],
            row["drafted_at"],
        )
        for row in rows
    )


def _revision(row: dict[str, Any], of: str) -> RevisionView:
    return RevisionView(*(row[f"{of}.{name}"] for name in ("id", "clause", "number", "text", "form", "made_at")))


def _revision_columns(of) -> tuple:
    return of.id, of.clause, of.number, of.text, of.form, of.made_at


async def _wordings(ids: Sequence[int]) -> dict[int, WordingView]:
    """The newest of each."""
    rows = (
        await Wording.select(
            Wording.id,
            Wording.amendment,
            Wording.number,
            Wording.text,
            Wording.reasons,
            Wording.because,
            Wording.written_at,
            *_revision_columns(Wording.base),
        )
        .where(Wording.amendment.is_in(list(ids)))
        .order_by(Wording.number)
    )
    return {
        row["amendment"]: WordingView(
            row["id"],
            row["number"],
            row["text"],
            row["reasons"],
            row["because"],
            _revision(row, "base"),
            row["written_at"],
        )
        for row in rows
    }


async def wordings(amendment_id: int) -> tuple[WordingView, ...]:
    """All of one amendment, oldest first."""
    rows = (
        await Wording.select(
            Wording.id,
            Wording.number,
            Wording.text,
            Wording.reasons,
            Wording.because,
            Wording.written_at,
            *_revision_columns(Wording.base),
        )
        .where(Wording.amendment == amendment_id)
        .order_by(Wording.number)
    )
    return tuple(
        WordingView(
            row["id"],
            row["number"],
            row["text"],
            row["reasons"],
            row["because"],
            _revision(row, "base"),
            row["written_at"],
        )
        for row in rows
    )


async def _sponsors(ids: Sequence[int]) -> dict[int, list[SponsorView]]:
    of = Sponsor.organisation
    rows = (
        await Sponsor.select(
            Sponsor.amendment,
            of.id,
            of.slug,
            of.name,
            of.group.key,
            of.group.name,
            of.group.position,
            Sponsor.wording.number,
            Sponsor.since,
        )
        .where(Sponsor.amendment.is_in(list(ids)), Sponsor.until.is_null())
        .order_by(Sponsor.id)
    )
    found: dict[int, list[SponsorView]] = {}
    for row in rows:
        found.setdefault(row["amendment"], []).append(
            SponsorView(
                row["organisation.id"],
                row["organisation.slug"],
                row["organisation.name"],
                row["organisation.group.key"],
                row["organisation.group.name"],
                row["organisation.group.position"],
                row["wording.number"],
                row["since"],
            )
        )
    return found


async def _steps(ids: Sequence[int]) -> dict[int, list[StepView]]:
    found: dict[int, list[StepView]] = {}
    for row in (
        await Step.select(Step.amendment, Step.fate, Step.why, Step.taken_at)
        .where(Step.amendment.is_in(list(ids)))
        .order_by(Step.id)
    ):
        found.setdefault(row["amendment"], []).append(StepView(row["fate"], row["why"], row["taken_at"]))
    return found


async def _questions(ids: Sequence[int]) -> dict[int, QuestionView]:
    rows = (
        await Question.select(Question.id, Question.amendment, Question.asked_at, *_revision_columns(Question.revision))
        .where(Question.amendment.is_in(list(ids)), Question.answer == "")
        .order_by(Question.id)
    )
    return {row["amendment"]: QuestionView(row["id"], _revision(row, "revision"), row["asked_at"]) for row in rows}
