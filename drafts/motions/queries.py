"""Reads of motions, and of the methods in force."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drafts.instruments.queries import citations
from drafts.motions.tables import Motion, Procedure, Term
from drafts.rules import procedure
from drafts.rules.presets import preset
from drafts.rules.reading import strictly
from forum.errors import NotFound


@dataclass(frozen=True, slots=True)
class InForce:
    """A method in force. `instrument_title` is "" for the forum's own; `since` is None if nothing was decided yet."""

    part: str
    method_id: str
    method_text: str
    since: datetime | None = None
    instrument_title: str = ""
    instrument_path: str = ""
    motion: int | None = None

    @property
    def words(self) -> Mapping[str, Any]:
        return strictly(self.method_text)

    @property
    def title(self) -> str:
        return self.words.get("title") or self.method_id

    @property
    def part_words(self) -> str:
        return procedure.PARTS[self.part]


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionView:
    """A motion. `about` is the title of the text, or "the forum"; `citation` is that of the clause, "" if it is about
    none; `asks` is what it asks for, in one sentence, and `detail` the same as data."""

    id: int
    kind: str
    fate: str
    reasons: str
    moved_at: datetime
    instrument: int | None
    about: str
    about_path: str
    clause: int | None
    citation: str
    entrenched: bool
    detail: Mapping[str, Any]

    @property
    def path(self) -> str:
        return f"/motions/{self.id}"

    @property
    def title(self) -> str:
        return f"Motion {self.id}: {self.asks[:1].lower()}{self.asks[1:].rstrip('.')}"

    @property
    def part(self) -> str:
        """Whose method decides it."""
        return procedure.decided_under(self.kind, self.detail.get("part", ""), self.entrenched)

    @property
    def asks(self) -> str:
        where = f"{self.citation} of {self.about}" if self.citation else self.about
        match self.kind:
            case procedure.METHOD:
                method = self.detail["method"]
                name = method.get("title") or method.get("id") or "another method"
                return f"Decide {procedure.PARTS[self.detail['part']]} of {self.about} by “{name}”."
            case procedure.ENTRENCH:
                return f"Entrench {where}."
            case procedure.RELEASE:
                return f"Make {where} an ordinary clause again."
            case procedure.TERM:
                day = datetime.fromisoformat(self.detail["due_at"])
                return f"Have {where} reaffirmed by {day:%-d %B %Y}."
            case _:
                return f"Reaffirm {where}."


async def method_for(instrument: int | None, part: str) -> InForce:
    """The method in force: the text's own, else the forum's, else the preset that every forum begins with."""
    for whose in (instrument, None) if instrument is not None else (None,):
        here = Procedure.instrument == whose if whose is not None else Procedure.instrument.is_null()
        row = await _procedures().where(here, Procedure.part == part).order_by(Procedure.id, ascending=False).first()
        if row:
            return _in_force(row)
    return default(part)


def default(part: str) -> InForce:
    found = preset(procedure.DEFAULTS[part])
    return InForce(part, found.id, found.text)


async def in_force() -> tuple[InForce, ...]:
    """The methods of the forum, then those of every text that has one of its own."""
    rows = await _procedures().order_by(Procedure.id)
    newest = {(row["instrument"], row["part"]): row for row in rows}
    forum = [newest.pop((None, part), None) for part in procedure.PARTS]
    found = [_in_force(row) if row else default(part) for part, row in zip(procedure.PARTS, forum, strict=True)]
    return (*found, *(_in_force(newest[key]) for key in sorted(newest, key=str)))


def _procedures() -> Any:
    return Procedure.select(
        Procedure.instrument,
        Procedure.part,
        Procedure.method_id,
        Procedure.method,
        Procedure.since,
        Procedure.motion,
        Procedure.instrument.title.as_alias("title"),
        Procedure.instrument.slug.as_alias("slug"),
    )


def _in_force(row: Mapping[str, Any]) -> InForce:
    path = f"/instruments/{row['slug']}" if row["slug"] else ""
    title = row["title"] or ""
    return InForce(
        part=row["part"],
        method_id=row["method_id"],
        method_text=row["method"],
        since=row["since"],
        instrument_title=title,
        instrument_path=path,
        motion=row["motion"],
    )


async def motion(motion_id: int) -> MotionView:
    """Raises NotFound."""
    found = await _motions(Motion.id == motion_id)
    if not found:
        raise NotFound
    return found[0]


async def motions(limit: int = 100) -> tuple[MotionView, ...]:
    """Answers motions, the newest first."""
    return await _motions(Motion.id > 0, limit=limit)


async def motions_of(ids: Iterable[int]) -> dict[int, MotionView]:
    return {each.id: each for each in await _motions(Motion.id.is_in([*ids] or [0]))}


async def open_motions(instrument: int | None) -> tuple[MotionView, ...]:
    """Tabled or in a ballot, about this text."""
    here = Motion.instrument == instrument if instrument is not None else Motion.instrument.is_null()
    return await _motions(here & Motion.fate.is_in([procedure.TABLED, procedure.IN_BALLOT]))


async def _motions(where: Any, limit: int = 100) -> tuple[MotionView, ...]:
    rows = (
        await Motion.select(
            Motion.id,
            Motion.kind,
            Motion.fate,
            Motion.reasons,
            Motion.moved_at,
            Motion.instrument,
            Motion.instrument.title.as_alias("title"),
            Motion.instrument.slug.as_alias("slug"),
            Motion.clause,
            Motion.clause.key.as_alias("key"),
            Motion.clause.entrenched.as_alias("entrenched"),
            Motion.detail,
        )
        .where(where)
        .order_by(Motion.id, ascending=False)
        .limit(limit)
    )
    cited = await citations([row["clause"] for row in rows if row["clause"]])
    return tuple(_view(row, cited) for row in rows)


def _view(row: Mapping[str, Any], cited: Mapping[int, str]) -> MotionView:
    path = f"/instruments/{row['slug']}" if row["slug"] else "/rules/methods"
    return MotionView(
        id=row["id"],
        kind=row["kind"],
        fate=row["fate"],
        reasons=row["reasons"],
        moved_at=row["moved_at"],
        instrument=row["instrument"],
        about=row["title"] or "the forum",
        about_path=f"{path}/clauses/{row['key']}" if row["key"] else path,
        clause=row["clause"],
        citation=cited.get(row["clause"], "") if row["clause"] else "",
        entrenched=bool(row["entrenched"]),
        detail=json.loads(row["detail"]),
    )


@dataclass(frozen=True, slots=True)
class TermView:
    """A date of review. `about` is the citation of the clause, or "the whole text"."""

    id: int
    about: str
    clause: int | None
    due_at: datetime
    consequence: str
    outcome: str
    ended_at: datetime | None


async def terms(instrument: int) -> tuple[TermView, ...]:
    """Dates of review of a text that still count: those to come, and what lapsed or was not reaffirmed."""
    rows = (
        await Term.select(Term.id, Term.clause, Term.due_at, Term.consequence, Term.outcome, Term.ended_at)
        .where(Term.instrument == instrument, Term.outcome.not_in(["reaffirmed", "replaced"]))
        .order_by(Term.due_at, Term.id)
    )
    cited = await citations([row["clause"] for row in rows if row["clause"]])
    return tuple(
        TermView(
            row["id"],
            cited.get(row["clause"], "a clause") if row["clause"] else "The whole text",
            row["clause"],
            row["due_at"],
            row["consequence"],
            row["outcome"],
            row["ended_at"],
        )
        for row in rows
    )
