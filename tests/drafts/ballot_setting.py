"""A text with tabled amendments, written straight into the tables, so that ballots are tested by themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from drafts.amendments.tables import Amendment, Sponsor, Step, Wording
from drafts.ballots import queries
from drafts.ballots.actions import answer, close_due, open_ballot
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.values import Choice
from drafts.instruments.tables import Clause, Edition, EditionEntry, Instrument, Revision
from drafts.motions.actions import set_method
from forum import clock
from forum.database import atomic
from forum.record.actions import append
from forum.record.rows import name_of, values_of
from forum.record.tables import Witness
from forum.rules.entries import commitment
from tests.cast import Cast

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CLOSE = START + timedelta(days=8)
HEADS = ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater")


class Time:
    """The forum's clock, in a test's hand."""

    def __init__(self, monkeypatch) -> None:
        self.now = START
        monkeypatch.setattr(clock, "source", lambda: self.now)


async def text_with(cast: Cast, *texts: str, clauses: int = 1) -> list[int]:
    """Ids of tabled amendments with these texts, on clause after clause."""
    async with atomic():
        instrument = Instrument(slug="code", title="Code of conduct", about="What we promise.", brought_at=START)
        await instrument.save()
        edition = Edition(instrument=instrument.id, number=1, published_at=START)
        await edition.save()
        rows, bases = [instrument, edition], []
        for n in range(clauses):
            clause = Clause(instrument=instrument.id, key=f"k{n}", made_at=START)
            await clause.save()
            revision = Revision(clause=clause.id, number=1, text="States report harm.", made_at=START)
            await revision.save()
            entry = EditionEntry(
                edition=edition.id,
                position=n,
                kind="clause",
                citation=f"Article {n + 1}",
                clause=clause.id,
                revision=revision.id,
            )
            await entry.save()
            rows += [clause, revision, entry]
            bases.append((clause, revision))
        amendments = [
            await _amendment(cast, instrument, *bases[n % clauses], text, rows) for n, text in enumerate(texts)
        ]
        await append("instrument.brought", "/instruments/code", "A text was brought.", *rows)
    return amendments


async def _amendment(
    cast: Cast, instrument: Instrument, clause: Clause, revision: Revision, text: str, rows: list
) -> int:
    amendment = Amendment(
        instrument=instrument.id,
        clause=clause.id,
        kind="replace",
        fate="tabled",
        drafted_by=cast.people["norland"],
        organisation=cast.organisations["norland"],
        drafted_at=START,
    )
    await amendment.save()
    wording = Wording(
        amendment=amendment.id,
        number=1,
        base=revision.id,
        text=text,
        reasons="It is clearer.",
        written_by=cast.people["norland"],
        written_at=START,
    )
    await wording.save()
    step = Step(amendment=amendment.id, fate="tabled", taken_by=cast.people["norland"], taken_at=START)
    await step.save()
    rows += [amendment, wording, step, *[await _sponsor(cast, wording, each) for each in ("norland", "cobalt")]]
    return amendment.id


async def _sponsor(cast: Cast, wording: Wording, slug: str) -> Sponsor:
    sponsor = Sponsor(
        amendment=wording.amendment,
        organisation=cast.organisations[slug],
        participant=cast.people[slug],
        wording=wording.id,
        since=START,
    )
    await sponsor.save()
    return sponsor


async def in_force(method: dict, amendment: int, part: str = "clauses") -> None:
    """Decides the text of this amendment by this method from now on, as a motion would."""
    row = await Amendment.select(Amendment.instrument).where(Amendment.id == amendment).first()
    async with atomic():
        entry = await set_method(row["instrument"], part, method.get("id", "own"), json.dumps(method))
        await append("motion.tabled", "/motions/1", "A method was set.", entry)


async def opened(
    cast: Cast, method: dict | None = None, closes_at: datetime = CLOSE, amendment: int | None = None, course: str = ""
) -> int:
    """A ballot on a new amendment, or on this one, by the method in force or by this one."""
    amendment = amendment or (await text_with(cast, "States report serious harm within a day."))[0]
    if method:
        await in_force(method, amendment)
    return await open_ballot(await cast.who("secretariat"), amendment, closes_at, course=course)


async def answered(cast: Cast, ballot: int) -> None:
    """Every objection that was voted gets its answer."""
    for voter in (await queries.ballot(ballot)).unanswered:
        await answer(await cast.who("secretariat"), ballot, voter.slug, "noted", "The costs are known by now.")


async def vote(
    cast: Cast, ballot: int, yes: Sequence[str] = (), no: Sequence[str] = (), abstain: Sequence[str] = ()
) -> None:
    for position, heads in (("yes", yes), ("no", no), ("abstain", abstain)):
        for head in heads:
            choice = Choice(position, "The costs are not known." if position == "no" else "")
            await cast_vote(await cast.who(head), ballot, choice)


async def let_it_close(time: Time, settings) -> int:
    time.now = CLOSE
    return await close_due(settings)


async def vouched(*rows) -> bool:
    """Whether the record's commitment to each row opens with the row as the database has it."""
    for row in rows:
        witness = await Witness.objects().where(Witness.row == name_of(row)).first()
        if not witness or witness.digest != commitment(bytes.fromhex(witness.nonce), values_of(row)):
            return False
    return True
