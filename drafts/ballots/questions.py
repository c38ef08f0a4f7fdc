"""What ballots are about: the frozen wording of an amendment beside the words that it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drafts.amendments.tables import Amendment, Wording
from drafts.ballots.tables import Candidate
from drafts.ballots.values import BallotRow, ListedRow
from drafts.ballots.views import QuestionView
from drafts.exchange.render import plain
from drafts.instruments.queries import citations
from drafts.motions.queries import MotionView, motion, motions_of
from drafts.text.redline import redline
from forum.database import one_or_not_found

PLACED = {"insert": "after", "replace": "to", "repeal": "to", "move": "to"}


def title_of(amendment: int, kind: str, citation: str) -> str:
    return f"Amendment {amendment} {PLACED[kind]} {citation or 'a clause'}"


async def questions(ballot: BallotRow) -> tuple[QuestionView, ...]:
    """What a ballot asks: one question, or each of the rivals."""
    if ballot.motion:
        return (on_motion(await motion(ballot.motion)),)
    if not ballot.counting:
        return (await question(ballot.wording),)
    wordings = Candidate.select(Candidate.wording).where(Candidate.ballot == ballot.id).order_by(Candidate.position)
    return tuple([await question(each) for each in await wordings.output(as_list=True)])


def on_motion(view: MotionView) -> QuestionView:
    return QuestionView(
        title=view.title,
        path=view.path,
        kind="motion",
        fate=view.fate,
        reasons=view.reasons,
        instrument=view.about,
        instrument_path=view.about_path if view.instrument else "/rules/methods",
        asks=view.asks,
    )


async def question(wording_id: int | None) -> QuestionView:
    """What a ballot on this wording asks. Raises NotFound."""
    of, base = Wording.amendment, Wording.base
    row = await one_or_not_found(
        Wording.select(
            Wording.number,
            Wording.text,
            Wording.reasons,
            of.id.as_alias("amendment"),
            of.kind.as_alias("kind"),
            of.fate.as_alias("fate"),
            of.clause.as_alias("clause"),
            of.instrument.slug.as_alias("slug"),
            of.instrument.title.as_alias("instrument"),
            base.number.as_alias("base_number"),
            base.text.as_alias("base_text"),
            base.clause.key.as_alias("base_key"),
        )
        .where(Wording.id == wording_id)
        .first()
    )
    return _question(row, (await citations([row["clause"]])).get(row["clause"], ""))


def _question(row: Mapping[str, Any], cited: str) -> QuestionView:
    path, kind = f"/instruments/{row['slug']}", row["kind"]
    old, new = plain(row["base_text"]), plain(row["text"])
    return QuestionView(
        title=title_of(row["amendment"], kind, cited),
        path=f"/amendments/{row['amendment']}",
        kind=kind,
        fate=row["fate"],
        reasons=row["reasons"],
        instrument=row["instrument"],
        instrument_path=path,
        amendment=row["amendment"],
        number=row["number"],
        text=row["text"],
        base_text=row["base_text"],
        base_path=f"{path}/clauses/{row['base_key']}/revisions/{row['base_number']}",
        redline=redline("" if kind == "insert" else old, old if kind == "move" else new),
    )


async def titles(amendments: Iterable[int]) -> dict[int, str]:
    rows = await Amendment.select(Amendment.id, Amendment.kind, Amendment.clause).where(
        Amendment.id.is_in([*amendments] or [0])
    )
    cited = await citations([row["clause"] for row in rows])
    return {row["id"]: title_of(row["id"], row["kind"], cited.get(row["clause"], "")) for row in rows}


@dataclass(frozen=True, slots=True)
class Named:
    """What a ballot is on: the title of its question, and that of the text."""

    title: str
    instrument: str


async def titles_of(ballots: Iterable[ListedRow]) -> dict[int, Named]:
    """What each ballot is on, by its id."""
    rows = list(ballots)
    rivals = await _rivals([row.id for row in rows if row.counting])
    every = {row.amendment for row in rows if row.amendment} | {each for found in rivals.values() for each in found}
    named, moved = await titles(every), await motions_of({row.motion for row in rows if row.motion})
    texts = await _instruments(found[0] for found in rivals.values())

    def of(row: ListedRow) -> Named:
        if row.motion:
            return Named(moved[row.motion].title, moved[row.motion].about)
        if row.amendment:
            return Named(named[row.amendment], row.instrument or "")
        first, *others = rivals[row.id]
        return Named(f"{named[first]} or its rivals ({len(others) + 1})", texts[first])

    return {row.id: of(row) for row in rows}


async def _rivals(ballots: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = Candidate.select(Candidate.ballot, Candidate.amendment).where(Candidate.ballot.is_in(ballots or [0]))
    for row in await rows.order_by(Candidate.ballot, Candidate.position):
        found.setdefault(row["ballot"], []).append(row["amendment"])
    return found


async def _instruments(amendments: Iterable[int]) -> dict[int, str]:
    rows = await Amendment.select(Amendment.id, Amendment.instrument.title.as_alias("title")).where(
        Amendment.id.is_in([*amendments] or [0])
    )
    return {row["id"]: row["title"] for row in rows}
