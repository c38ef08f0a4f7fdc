"""One clause: as it reads, what is proposed and said about it, how it read, and what changed between any two revisions."""
from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from drafts.amendments import queries as amendments
from drafts.exchange.render import render_inline
from drafts.instruments import queries
from drafts.instruments.beside import beside
from drafts.instruments.comparing import VIEWS, chosen_view, compare
from drafts.instruments.surroundings import surroundings
from drafts.instruments.views import ClauseView, RevisionView
from forum.errors import NotFound
from forum.web.guards import public
from forum.web.pages import page
from forum.web.params import Id

CLAUSE = "/instruments/{slug:str}/clauses/{key:str}"


@get(CLAUSE, guards=[public], include_in_schema=False)
async def clause_page(request: Request, slug: FromPath[str], key: FromPath[str]) -> Response[str]:
    clause = await queries.clause(slug, key)
    return page(request, "drafts/instruments/clause.html", form=None, **await clause_context(clause))


async def clause_context(clause: ClauseView) -> dict[str, Any]:
    edition = await queries.edition(clause.instrument_id)
    return {"clause": clause, "words": render_inline(clause.current.text), "revisions": await queries.revisions(clause.id),
            "around": surroundings(edition, clause.id), "render_inline": render_inline,
            "amendments": beside(await amendments.open_on(clause.id)), "ended": await amendments.ended_on(clause.id)}


@get(CLAUSE + "/revisions/{number:int}", guards=[public], include_in_schema=False)
async def revision_page(request: Request, slug: FromPath[str], key: FromPath[str], number: Id) -> Response[str]:
    clause = await queries.clause(slug, key)
    revisions = await queries.revisions(clause.id)
    revision = numbered(revisions, number)
    comparison = compare(numbered(revisions, number - 1), revision) if number > 1 else None
    return page(request, "drafts/instruments/revision.html", clause=clause, revision=revision, revisions=revisions, comparison=comparison,
                words=render_inline(revision.text))


@get(CLAUSE + "/compare/{first:int}/{second:int}", guards=[public], include_in_schema=False)
async def compare_page(request: Request, slug: FromPath[str], key: FromPath[str], first: Id, second: Id, view: FromQuery[str | None] = None) -> Response[str]:
    clause = await queries.clause(slug, key)
    revisions = await queries.revisions(clause.id)
    old, new, shown = numbered(revisions, first), numbered(revisions, second), chosen_view(view)
    choices = [(name, f"{clause.path}/compare/{first}/{second}?view={value}", value == shown) for value, name in VIEWS]
    return page(request, "drafts/instruments/compare.html", clause=clause, old=old, new=new, view=shown, choices=choices, comparison=compare(old, new))


def numbered(revisions: tuple[RevisionView, ...], number: int) -> RevisionView:
    found = next((revision for revision in revisions if revision.number == number), None)
    if not found:
        raise NotFound
    return found


CLAUSES = [clause_page, revision_page, compare_page]
