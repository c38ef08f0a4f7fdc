"""What a ballot can be opened on, under which method, and whether it can be now."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.amendments.backing import backers
from drafts.amendments.queries import amendment as view_of
from drafts.amendments.tables import Amendment, Question
from drafts.ballots.gates import may_open
from drafts.motions.queries import InForce, method_for
from drafts.motions.tables import Motion
from drafts.rationales.tables import Rationale
from drafts.rules import casting, procedure
from drafts.rules.lifecycle import ADOPTED, IN_BALLOT, INSERT, TABLED, UNTABLED, is_backed
from forum.database import one_or_not_found
from forum.errors import NotFound
from forum.rules.verdict import Verdict, every


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a ballot is on: `named` in sentences, `path` its page; `law` the method in force for it."""

    named: str
    path: str
    law: InForce
    amendments: tuple[int, ...] = ()
    motion: int | None = None
    counting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An amendment that may be put to a ballot; `clause`: of an insertion, the one after which it goes."""

    id: int
    clause: int
    fate: str
    instrument: int
    instrument_slug: str
    instrument_title: str
    entrenched: bool

    @property
    def path(self) -> str:
        return f"/amendments/{self.id}"


async def proposed(amendment_id: int) -> Proposed:
    """Raises NotFound for a draft that is not tabled yet."""
    row = (
        await Amendment.select(
            Amendment.id,
            Amendment.clause,
            Amendment.fate,
            Amendment.kind,
            Amendment.instrument,
            Amendment.instrument.slug.as_alias("instrument_slug"),
            Amendment.instrument.title.as_alias("instrument_title"),
            Amendment.clause.entrenched.as_alias("entrenched"),
        )
        .where(Amendment.id == amendment_id)
        .first()
    )
    if not row or row["fate"] in UNTABLED:
        raise NotFound
    entrenched = bool(row["entrenched"]) and row.pop("kind") != INSERT
    row.pop("kind", None)
    return Proposed(**{**row, "entrenched": entrenched})


async def law_for(amendment: Proposed) -> InForce:
    """The method in force: that of entrenched clauses, if it would change one."""
    part = procedure.ENTRENCHED if amendment.entrenched else procedure.CLAUSES
    return await method_for(amendment.instrument, part)


async def ready(amendment: Proposed) -> Verdict:
    """Whether it can be put to a ballot now."""
    verdict = await _free(amendment)
    if amendment.fate != TABLED:
        return verdict
    return every(verdict, is_backed(await backers(await view_of(amendment.id))), await may_open(amendment.id))


async def free(amendment_id: int) -> bool:
    """Whether nothing else is about to change the clause, and the words still fit it."""
    return bool(await _free(await proposed(amendment_id)))


async def _free(amendment: Proposed) -> Verdict:
    asked = await Question.exists().where(Question.amendment == amendment.id, Question.answer == "")
    return casting.may_be_balloted(amendment.fate, asked, *await _rivals(amendment))


async def _rivals(amendment: Proposed) -> tuple[str, str]:
    """Amendments to the same clause: one that is in a ballot, and one that was adopted and waits for its rationale."""
    rivals = await Amendment.select(Amendment.id, Amendment.fate).where(
        Amendment.clause == amendment.clause,
        Amendment.id != amendment.id,
        Amendment.fate.is_in([IN_BALLOT, ADOPTED]),
    )
    published = (
        await Rationale.select(Rationale.amendment)
        .where(Rationale.amendment.is_in([row["id"] for row in rivals] or [0]), Rationale.published_at.is_not_null())
        .output(as_list=True)
    )
    running = (f"Amendment {row['id']}" for row in rivals if row["fate"] == IN_BALLOT)
    waiting = (f"Amendment {row['id']}" for row in rivals if row["fate"] == ADOPTED and row["id"] not in published)
    return next(running, ""), next(waiting, "")


async def rival_motion(motion_id: int) -> str:
    """A motion of the same kind about the same thing that is in a ballot, or ""."""
    row = await one_or_not_found(
        Motion.select(Motion.instrument, Motion.clause, Motion.kind).where(Motion.id == motion_id).first()
    )
    same = (
        Motion.instrument.is_null() if row["instrument"] is None else Motion.instrument == row["instrument"],
        Motion.clause.is_null() if row["clause"] is None else Motion.clause == row["clause"],
    )
    rivals = Motion.select(Motion.id).where(
        *same, Motion.kind == row["kind"], Motion.id != motion_id, Motion.fate == procedure.IN_BALLOT
    )
    return next((f"Motion {each}" for each in await rivals.output(as_list=True)), "")
