"""What ballots are about: the frozen wording of an amendment beside the words that it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drafts.amendments.tables import Amendment, Wording
from drafts.ballots.tables import Candidate
from drafts.ballots.views import QuestionView
from drafts.exchange.render import plain
from drafts.instruments.queries import citations
from drafts.motions.queries import MotionView, motion, motions_of
from drafts.text.redline import redline
from forum.errors import NotFound

PLACED = {"insert": "after", "replace": "to", "repeal": "to", "move": "to"}


def title_of(amendment: int, kind: str, citation: str) -> str:
    return f"Amendment {amendment} {PLACED[kind]} {citation or 'a clause'}"


async def questions(ballot: Mapping[str, Any]) -> tuple[QuestionView, ...]:
    """Of a ballot's row: one, or each of the rivals."""
    if ballot["motion"]:
        return (on_motion(await motion(ballot["motion"])),)
    if not ballot["counting"]:
        return (await question(ballot["wording"]),)
    wordings = Candidate.select(Candidate.wording).where(Candidate.ballot == ballot["id"]).order_by(Candidate.position)
    return tuple([await question(each) for each in await wordings.output(as_list=True)])


def on_motion(view: MotionView) -> QuestionView:
    path = view.about_path if view.instrument else "/rules/methods"
    return QuestionView(view.title, view.path, "motion", view.fate, view.reasons, view.about, path, asks=view.asks)


async def question(wording_id: int) -> QuestionView:
    of, base = Wording.amendment, Wording.base
    row = (
        await Wording.select(
            Wording.number,
            Wording.text,
            Wording.reasons,
            of.id,
            of.kind,
            of.fate,
            of.clause,
            of.instrument.slug,
            of.instrument.title,
            base.number,
            base.text,
            base.clause.id,
            base.clause.key,
        )
        .where(Wording.id == wording_id)
        .first()
    )
    if not row:
        raise NotFound
    instrument, clause, amendment = (
        f"/instruments/{row['amendment.instrument.slug']}",
        row["amendment.clause"],
        row["amendment.id"],
    )
    cited = (await citations([clause])).get(clause, "")
    kind, text, old, new = row["amendment.kind"], row["text"], plain(row["base.text"]), plain(row["text"])
    return QuestionView(
        title_of(amendment, kind, cited),
        f"/amendments/{amendment}",
        kind,
        row["amendment.fate"],
        row["reasons"],
        row["amendment.instrument.title"],
        instrument,
        amendment,
        row["number"],
        text,
        row["base.text"],
        f"{instrument}/clauses/{row['base.clause.key']}/revisions/{row['base.number']}",
        redline("" if kind == "insert" else old, old if kind == "move" else new),
    )


async def titles(amendments: Iterable[int]) -> dict[int, str]:
    rows = await Amendment.select(Amendment.id, Amendment.kind, Amendment.clause).where(
        Amendment.id.is_in([*amendments] or [0])
    )
    cited = await citations([row["clause"] for row in rows])
    return {row["id"]: title_of(row["id"], row["kind"], cited.get(row["clause"], "")) for row in rows}


@dataclass(frozen=True, slots=True)
class Named:
    title: str
    instrument: str


async def titles_of(ballots: Iterable[Mapping[str, Any]]) -> dict[int, Named]:
    """By ballot; rows with id, amendment, motion, counting, instrument and about."""
    rows = list(ballots)
    rivals = await _rivals([row["id"] for row in rows if row["counting"]])
    every = {row["amendment"] for row in rows if row["amendment"]} | {
        each for found in rivals.values() for each in found
    }
    named, moved = await titles(every), await motions_of({row["motion"] for row in rows if row["motion"]})
    texts = await _instruments(found[0] for found in rivals.values())
    return {row["id"]: _named(row, named, moved, rivals, texts) for row in rows}


def _named(row: Mapping[str, Any], named: Mapping, moved: Mapping, rivals: Mapping, texts: Mapping) -> Named:
    if row["motion"]:
        return Named(moved[row["motion"]].title, moved[row["motion"]].about)
    if row["counting"]:
        first, *others = rivals[row["id"]]
        return Named(f"{named[first]} or its rivals ({len(others) + 1})", texts[first])
    return Named(named[row["amendment"]], row["instrument"])


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
