"""The text: in force, and as it was in each edition."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.params import FromPath

from drafts.front.margin import notes_on
from drafts.instruments import queries
from drafts.instruments.book import book, contents
from drafts.text.brackets import left
from forum.rules.permission import SECRETARIAT, holds
from forum.web.guards import Anybody, public
from forum.web.pages import page
from forum.web.params import Id


@get("/instruments", guards=[public], include_in_schema=False)
async def instruments_page(request: Request, identity: Anybody) -> Response[str]:
    return page(
        request,
        "drafts/instruments/instruments.html",
        instruments=await queries.instruments(),
        may_bring=bool(holds(identity, SECRETARIAT)),
    )


@get("/instruments/{slug:str}", guards=[public], include_in_schema=False)
async def instrument_page(request: Request, slug: FromPath[str]) -> Response[str]:
    instrument = await queries.instrument(slug)
    edition = await queries.edition(instrument.id)
    notes = await notes_on(instrument, edition)
    lines = book(instrument, edition, notes)
    return page(
        request,
        "drafts/instruments/instrument.html",
        instrument=instrument,
        edition=edition,
        lines=lines,
        contents=contents(lines),
        clauses=sum(line.kind == "clause" for line in lines),
        amendments=sum(each.amendments for each in notes.values()),
        comments=sum(each.comments for each in notes.values()),
        brackets_left=sum(left(entry.text) for entry in edition.entries),
    )


@get("/instruments/{slug:str}/editions", guards=[public], include_in_schema=False)
async def editions_page(request: Request, slug: FromPath[str]) -> Response[str]:
    instrument = await queries.instrument(slug)
    return page(
        request,
        "drafts/instruments/editions.html",
        instrument=instrument,
        editions=await queries.editions(instrument.id),
    )


@get("/instruments/{slug:str}/editions/{number:int}", guards=[public], include_in_schema=False)
async def edition_page(request: Request, slug: FromPath[str], number: Id) -> Response[str]:
    instrument = await queries.instrument(slug)
    edition = await queries.edition(instrument.id, number)
    lines = book(instrument, edition, {})
    return page(
        request,
        "drafts/instruments/edition.html",
        instrument=instrument,
        edition=edition,
        lines=lines,
        contents=contents(lines),
    )


INSTRUMENTS = [instruments_page, instrument_page, editions_page, edition_page]
