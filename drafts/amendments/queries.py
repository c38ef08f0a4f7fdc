"""Reads of amendments: a fixed number of queries, however many there are."""

from __future__ import annotations

from piccolo.query.functions.aggregate import Count
from piccolo.table import Table

from drafts.amendments.assembly import views
from drafts.amendments.tables import Amendment, Question, Sponsor, Step, Takeover, Wording
from drafts.amendments.views import AmendmentView, TakeoverView
from drafts.rules import lifecycle, permission
from forum.errors import NotFound
from forum.rules.permission import Identity


async def amendment(amendment_id: int, who: Identity | None = None) -> AmendmentView:
    """One amendment. Raises NotFound also for a draft that `who` may not see."""
    found = await views(Amendment.id == amendment_id)
    if not found or not permission.may_read(who, found[0].fate, found[0].organisation):
        raise NotFound
    return found[0]


async def open_on(clause_id: int) -> tuple[AmendmentView, ...]:
    """Amendments to a clause that are tabled or in a ballot, the oldest first."""
    return await views(Amendment.clause == clause_id, Amendment.fate.is_in(list(lifecycle.OPEN)))


async def ended_on(clause_id: int) -> tuple[AmendmentView, ...]:
    return await views(Amendment.clause == clause_id, Amendment.fate.is_in(list(lifecycle.ENDED)))


async def of_instrument(instrument_id: int) -> tuple[AmendmentView, ...]:
    return await views(Amendment.instrument == instrument_id, Amendment.fate.not_in(list(lifecycle.UNTABLED)))


async def listed(fate: str = "", *, before: int = 2**31 - 1, limit: int = 50) -> tuple[AmendmentView, ...]:
    """Public amendments, the newest first, below the id `before`; only those of one fate, if one is given."""
    public = [fate] if fate in (*lifecycle.OPEN, *lifecycle.ENDED) else [*lifecycle.OPEN, *lifecycle.ENDED]
    ids = (
        await Amendment.select(Amendment.id)
        .where(Amendment.fate.is_in(public), Amendment.id < before)
        .order_by(Amendment.id, ascending=False)
        .limit(limit)
        .output(as_list=True)
    )
    return (await views(Amendment.id.is_in(ids)))[::-1] if ids else ()


async def lately(limit: int = 6) -> tuple[AmendmentView, ...]:
    """The amendments tabled last, the newest first; each stands there once, also if a ballot sent it back."""
    steps = (
        await Step.select(Step.amendment)
        .where(Step.fate == lifecycle.TABLED)
        .order_by(Step.id, ascending=False)
        .limit(limit * 4)
        .output(as_list=True)
    )
    newest = list(dict.fromkeys(steps))[:limit]
    found = {each.id: each for each in await views(Amendment.id.is_in(newest))} if newest else {}
    return tuple(found[each] for each in newest)


async def drafts_of(who: Identity) -> tuple[AmendmentView, ...]:
    """Untabled drafts of the organisation for which `who` speaks."""
    if not who.speaking:
        return ()
    return await views(
        Amendment.organisation == who.speaking.organisation,
        Amendment.fate.is_in([lifecycle.DRAFT, lifecycle.CIRCULATED]),
    )


async def looking_for_sponsors(who: Identity) -> tuple[AmendmentView, ...]:
    """Drafts of others that are circulated among delegates."""
    if not permission.may_draft(who):
        return ()
    return await views(Amendment.fate == lifecycle.CIRCULATED, Amendment.organisation != who.mandate.organisation)


async def asked(who: Identity) -> tuple[AmendmentView, ...]:
    """Amendments of this organisation whose words collide with what has come into force."""
    if not who.speaking:
        return ()
    ids = (
        await Question.select(Question.amendment)
        .where(Question.answer == "", Question.amendment.organisation == who.speaking.organisation)
        .output(as_list=True)
    )
    return await views(Amendment.id.is_in(ids)) if ids else ()


async def open_counts(instrument_id: int) -> dict[int, int]:
    """Open amendments by clause."""
    rows = (
        await Amendment.select(Amendment.clause, Count())
        .where(Amendment.instrument == instrument_id, Amendment.fate.is_in(list(lifecycle.OPEN)))
        .group_by(Amendment.clause)
    )
    return {row["clause"]: row["count"] for row in rows}


async def open_by_instrument() -> dict[int, int]:
    rows = (
        await Amendment.select(Amendment.instrument, Count())
        .where(Amendment.fate.is_in(list(lifecycle.OPEN)))
        .group_by(Amendment.instrument)
    )
    return {row["instrument"]: row["count"] for row in rows}


async def rows_of(amendment_id: int) -> tuple[Table, ...]:
    """All wordings and sponsors as rows, for the record: at the tabling they become public."""
    return (
        *await Wording.objects().where(Wording.amendment == amendment_id),
        *await Sponsor.objects().where(Sponsor.amendment == amendment_id),
    )


async def takeovers(amendment_id: int) -> tuple[TakeoverView, ...]:
    """Answers who took the amendment over from whom, the oldest first."""
    rows = (
        await Takeover.select(
            Takeover.organisation.name.as_alias("by"),
            Takeover.before.name.as_alias("before"),
            Takeover.why,
            Takeover.taken_at.as_alias("at"),
        )
        .where(Takeover.amendment == amendment_id)
        .order_by(Takeover.id)
    )
    return tuple(TakeoverView(**row) for row in rows)


async def addresses_behind(amendment_id: int, but: int | None = None) -> tuple[str, ...]:
    """The address of each person who drafted it or gave an organisation's support. `but`: a person who is left out."""
    supporters = await Sponsor.select(
        Sponsor.participant.as_alias("id"), Sponsor.participant.email.as_alias("email")
    ).where(Sponsor.amendment == amendment_id, Sponsor.until.is_null())
    drafter = await Amendment.select(
        Amendment.drafted_by.as_alias("id"), Amendment.drafted_by.email.as_alias("email")
    ).where(Amendment.id == amendment_id)
    return tuple(dict.fromkeys(each["email"] for each in (*drafter, *supporters) if each["id"] != but))
