"""What everybody may read of amendments."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from drafts.amendments import queries
from drafts.amendments.assembly import wordings
from drafts.amendments.beside import beside
from drafts.amendments.changes import changes, place_of
from drafts.amendments.history import public_wordings
from drafts.exchange.render import render_inline
from drafts.front.amendment_page import VERBS, amendment_page
from drafts.instruments.queries import clause as clause_of
from drafts.rules import lifecycle
from drafts.rules.fates import FATES
from forum.errors import NotFound
from forum.rules.digits import digits
from forum.threads.forms import READS
from forum.web.guards import Anybody, public
from forum.web.pages import page
from forum.web.params import Id

PER_PAGE = 50
CHOICES = (("", "All"), *((fate, FATES[fate].name) for fate in (*lifecycle.OPEN, *lifecycle.ENDED)))


@get("/amendments", guards=[public], include_in_schema=False)
async def amendments(
    request: Request,
    identity: Anybody,
    fate: FromQuery[str | None] = None,
    before: FromQuery[str | None] = None,
) -> Response[str]:
    """Shows the amendments of one fate; an unknown fate shows all."""
    fate = fate if fate in (*lifecycle.OPEN, *lifecycle.ENDED) else ""
    found = await queries.listed(fate, before=digits(before) or 2**31 - 1, limit=PER_PAGE + 1)
    older = f"/amendments?fate={fate}&before={found[PER_PAGE - 1].id}" if len(found) > PER_PAGE else ""
    private = (
        [
            ("Your delegation’s drafts", await queries.drafts_of(identity)),
            ("Looking for sponsors", await queries.looking_for_sponsors(identity)),
        ]
        if identity
        else []
    )
    return page(
        request,
        "drafts/amendments/list.html",
        amendments=found[:PER_PAGE],
        older=older,
        private=private,
        verbs=VERBS,
        choices=[
            (name, f"/amendments?fate={value}" if value else "/amendments", value == fate) for value, name in CHOICES
        ],
    )


@get("/amendments/{amendment:int}", guards=[public], include_in_schema=False, reads=(*READS, "view"))
async def amendment_itself(request: Request, amendment: Id, identity: Anybody) -> Response[str]:
    return await amendment_page(request, identity, await queries.amendment(amendment, identity))


@get("/amendments/{amendment:int}/wordings/{number:int}", guards=[public], include_in_schema=False)
async def wording(request: Request, amendment: Id, number: Id, identity: Anybody) -> Response[str]:
    """One wording, for ever: comments and support lead to the exact words that they were about."""
    view = await queries.amendment(amendment, identity)
    chosen = next((each for each in public_wordings(view, await wordings(amendment)) if each.number == number), None)
    if not chosen:
        raise NotFound
    return page(
        request,
        "drafts/amendments/wording.html",
        amendment=view,
        wording=chosen,
        changes=changes(view.kind, chosen.base.text, chosen.text, place_of(view)),
    )


@get("/instruments/{slug:str}/clauses/{key:str}/amendments", guards=[public], include_in_schema=False)
async def amendments_beside_each_other(request: Request, slug: FromPath[str], key: FromPath[str]) -> Response[str]:
    clause = await clause_of(slug, key)
    return page(
        request,
        "drafts/amendments/beside.html",
        clause=clause,
        words=render_inline(clause.current.text),
        amendments=beside(await queries.open_on(clause.id)),
        ended=await queries.ended_on(clause.id),
    )


AMENDMENTS = [amendments, amendment_itself, wording, amendments_beside_each_other]
