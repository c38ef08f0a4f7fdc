"""Brackets: of an instrument, how many are left; of a clause, which options there are and who holds them."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath

from drafts.amendments import queries as amendments
from drafts.brackets import actions, queries
from drafts.exchange.render import render_inline
from drafts.instruments import queries as instruments
from drafts.instruments.views import ClauseView
from forum.errors import Conflict, Invalid, NotFound
from forum.rules.digits import digits
from forum.rules.pace import TOGGLES
from forum.rules.permission import Identity, organisation_of, speaks_as_delegate
from forum.web.guards import Anybody, SignedIn, public, signed_in
from forum.web.pages import go, page

BRACKETS = "/instruments/{slug:str}/clauses/{key:str}/brackets"


@get("/instruments/{slug:str}/brackets", guards=[public], include_in_schema=False)
async def instrument_brackets(request: Request, slug: FromPath[str]) -> Response[str]:
    instrument = await instruments.instrument(slug)
    edition = await instruments.edition(instrument.id)
    return page(
        request,
        "drafts/brackets/instrument.html",
        instrument=instrument,
        clauses=queries.bracketed(edition),
        left=queries.left_in(edition),
        progress=await queries.progress(instrument.id),
    )


@get(BRACKETS, guards=[public], include_in_schema=False)
async def clause_brackets(
    request: Request, slug: FromPath[str], key: FromPath[str], identity: Anybody
) -> Response[str]:
    return await brackets_of(request, await instruments.clause(slug, key), identity)


@post(BRACKETS, guards=[signed_in], pace=TOGGLES, include_in_schema=False, acts_for=True)
async def stand_taken(request: Request, slug: FromPath[str], key: FromPath[str], identity: SignedIn) -> Response:
    clause, typed = await instruments.clause(slug, key), request.scope["state"]["typed"]
    place, given_up = typed.get("place", ""), typed.get("act") == "give-up"
    choice = typed.get("choice", "")
    if place != str(digits(place) or 0):
        raise NotFound
    chosen = None if given_up else digits(choice) or 0 if choice == str(digits(choice) or 0) else -1
    try:
        await actions.hold(identity, clause.id, digits(typed.get("revision")) or 0, int(place), chosen)
    except (Conflict, Invalid) as refused:
        reasons = (
            refused.reasons
            if isinstance(refused, Conflict)
            else tuple(says for each in refused.fields.values() for says in each)
        )
        return await brackets_of(
            request,
            clause,
            identity,
            refused=(int(place), reasons),
            status=409 if isinstance(refused, Conflict) else 422,
        )
    return go(f"{clause.path}/brackets#bracket-{place}")


async def brackets_of(
    request: Request,
    clause: ClauseView,
    who: Identity | None,
    *,
    refused: tuple[int, tuple[str, ...]] | None = None,
    status: int = 200,
) -> Response[str]:
    """The page of a clause's brackets. `refused` is the place at which something was not taken, and why."""
    may_hold = bool(speaks_as_delegate(who))
    return page(
        request,
        "drafts/brackets/clause.html",
        status=status,
        form=may_hold,
        clause=clause,
        words=render_inline(clause.current.text),
        places=await queries.places(clause),
        closing=queries.closing(clause, await amendments.open_on(clause.id)),
        may_hold=may_hold,
        organisation=organisation_of(who) if may_hold else 0,
        refused=refused,
    )


ROUTES = [instrument_brackets, clause_brackets, stand_taken]
