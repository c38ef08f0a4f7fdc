"""How the rows of amendments become values: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from piccolo.columns import Column, ForeignKey

from drafts.amendments.tables import Amendment, Question, Sponsor, Step, Wording
from drafts.amendments.views import AmendmentView, CollisionView, SponsorView, StepView, WordingView
from drafts.instruments.queries import clauses_by_id, revision_in
from drafts.rules import lifecycle
from forum.organisations.queries import unaccredited

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


async def views(*where: Any) -> tuple[AmendmentView, ...]:
    """Amendments as values; the proposer stands first among the sponsors."""
    rows = await Amendment.select(*_COLUMNS).where(*where).order_by(Amendment.id)
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    clauses = await clauses_by_id([row[name] for row in rows for name in ("clause", "after") if row[name]])
    wordings, sponsors, steps, questions = (
        await _wordings(ids),
        await _sponsors({row["id"]: row["fate"] for row in rows}),
        await _steps(ids),
        await _questions(ids),
    )
    return tuple(
        AmendmentView(
            id=row["id"],
            kind=row["kind"],
            fate=row["fate"],
            clause=clauses[row["clause"]],
            after=clauses.get(row["after"]),
            wording=wordings[row["id"]],
            sponsors=_proposer_first(sponsors.get(row["id"], ()), row["organisation"]),
            steps=tuple(steps.get(row["id"], ())),
            question=questions.get(row["id"]),
            drafted_by=row["drafted_by"],
            organisation=row["organisation"],
            organisation_slug=row["organisation.slug"],
            organisation_name=row["organisation.name"],
            group=row["organisation.group.key"],
            group_name=row["organisation.group.name"],
            group_position=row["organisation.group.position"],
            drafted_at=row["drafted_at"],
        )
        for row in rows
    )


def _proposer_first(sponsors: Iterable[SponsorView], proposer: int) -> tuple[SponsorView, ...]:
    return tuple(sorted(sponsors, key=lambda each: each.organisation != proposer))


def _revision_columns(of: ForeignKey) -> tuple[Column, ...]:
    """What `revision_in` reads."""
    return tuple(getattr(of, name) for name in ("id", "clause", "number", "text", "form", "made_at"))


async def _wordings(ids: Sequence[int]) -> dict[int, WordingView]:
    """The newest wording of each amendment."""
    rows = await _wording_rows(Wording.amendment.is_in(list(ids)))
    return {row["amendment"]: _wording(row) for row in rows}


async def wordings(amendment_id: int) -> tuple[WordingView, ...]:
    """All wordings of one amendment, the oldest first."""
    return tuple(_wording(row) for row in await _wording_rows(Wording.amendment == amendment_id))


async def _wording_rows(where: Any) -> list[dict[str, Any]]:
    """The rows of wordings, the oldest first."""
    return (
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
        .where(where)
        .order_by(Wording.number)
    )


def _wording(row: dict[str, Any]) -> WordingView:
    return WordingView(
        id=row["id"],
        number=row["number"],
        text=row["text"],
        reasons=row["reasons"],
        because=row["because"],
        base=revision_in(row, "base."),
        written_at=row["written_at"],
    )


async def _sponsors(fates: Mapping[int, str]) -> dict[int, list[SponsorView]]:
    """Answers who supports each amendment. Where support is still to be used, whoever is not accredited any more is
    marked."""
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
        .where(Sponsor.amendment.is_in(list(fates)), Sponsor.until.is_null())
        .order_by(Sponsor.id)
    )
    used = {id for id, fate in fates.items() if lifecycle.support_is_used(fate)}
    lost = await unaccredited(row["organisation.id"] for row in rows if row["amendment"] in used)
    found: dict[int, list[SponsorView]] = {}
    for row in rows:
        found.setdefault(row["amendment"], []).append(
            SponsorView(
                organisation=row["organisation.id"],
                slug=row["organisation.slug"],
                name=row["organisation.name"],
                group=row["organisation.group.key"],
                group_name=row["organisation.group.name"],
                group_position=row["organisation.group.position"],
                wording=row["wording.number"],
                since=row["since"],
                lost=row["amendment"] in used and row["organisation.id"] in lost,
                lost_at=lost.get(row["organisation.id"]),
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
        found.setdefault(row["amendment"], []).append(StepView(fate=row["fate"], why=row["why"], at=row["taken_at"]))
    return found


async def _questions(ids: Sequence[int]) -> dict[int, CollisionView]:
    rows = (
        await Question.select(Question.id, Question.amendment, Question.asked_at, *_revision_columns(Question.revision))
        .where(Question.amendment.is_in(list(ids)), Question.answer == "")
        .order_by(Question.id)
    )
    return {
        row["amendment"]: CollisionView(id=row["id"], revision=revision_in(row, "revision."), asked_at=row["asked_at"])
        for row in rows
    }
