"""The workbench of a clause: for those who combine, the tools; for everybody, what they have shown."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath

from drafts.amendments import queries as amendments
from drafts.exchange.render import plain, render_inline
from drafts.instruments.queries import clause as clause_of
from drafts.instruments.queries import revision_by_id
from drafts.instruments.views import ClauseView
from drafts.rules import combining
from drafts.text.redline import redline
from drafts.workbench import actions, queries
from drafts.workbench.bench import Choices, bench
from drafts.workbench.forms import BenchForm, choices_of
from drafts.workbench.views import Saved
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.rules.digits import digits
from forum.rules.pace import WORDINGS
from forum.rules.permission import Identity, speaks_as_delegate
from forum.web.forms import key_of
from forum.web.guards import Anybody, SignedIn, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id

BENCH = "/instruments/{slug:str}/clauses/{key:str}/workbench"


@get(BENCH, guards=[public], include_in_schema=False)
async def workbench_page(request: Request, slug: FromPath[str], key: FromPath[str], identity: Anybody) -> Response[str]:
    clause = await clause_of(slug, key)
    if not combining.may_combine(identity):
        return await public_bench(request, clause, identity)
    saved = await queries.newest(clause.id)
    choices = saved.choices if saved and saved.base == clause.current.id else Choices()
    return await working(request, clause, identity, choices, saved)


@post(BENCH, guards=[signed_in], pace=WORDINGS, include_in_schema=False, looks=("", "check"), form=BenchForm)
async def workbench_set(request: Request, slug: FromPath[str], key: FromPath[str], identity: SignedIn) -> Response:
    clause, typed = await clause_of(slug, key), request.scope["state"]["typed"]
    demand(combining.may_combine(identity))
    included = [value for value in (await request.form()).getall("include", []) if isinstance(value, str)]
    choices, saved = choices_of(typed, included), await queries.newest(clause.id)
    if typed.get("act") not in ("save", "show"):
        return await working(request, clause, identity, choices, saved, typed=typed)
    try:
        await actions.save(
            identity,
            clause.id,
            choices,
            seen=digits(typed.get("number")) or 0,
            revision=digits(typed.get("revision")) or 0,
            public=typed["act"] == "show",
        )
    except (Invalid, Conflict) as refused:
        return await working(request, clause, identity, choices, saved, typed=typed, refused=refused)
    return go(f"{clause.path}/workbench#saved")


@post(BENCH + "/{number:int}/proposals", guards=[signed_in], pace=WORDINGS, include_in_schema=False, acts_for=True)
async def proposed(slug: FromPath[str], key: FromPath[str], number: Id, identity: SignedIn) -> Response:
    clause = await clause_of(slug, key)
    return go(f"/amendments/{await actions.propose(identity, clause.id, number)}")


async def working(
    request: Request,
    clause: ClauseView,
    who: Identity | None,
    choices: Choices,
    saved: Saved | None,
    *,
    typed: dict[str, str] | None = None,
    refused: Invalid | Conflict | None = None,
) -> Response[str]:
    """The page on which one combines. `typed` is what was sent. What stood on that page stays what it is saved against,
    so that nothing newer is lost."""
    made = bench(clause, await amendments.open_on(clause.id), choices)
    errors = {name: " ".join(says) for name, says in refused.fields.items()} if isinstance(refused, Invalid) else {}
    return page(
        request,
        "drafts/workbench/bench.html",
        fragment="result",
        status=200 if not refused else 409 if isinstance(refused, Conflict) else 422,
        form=True,
        key=key_of(request),
        bench=made,
        clause=clause,
        words=render_inline(clause.current.text),
        saved=saved,
        number=digits(typed.get("number")) or 0 if typed else saved.number if saved else 0,
        revision=digits(typed.get("revision")) or 0 if typed else clause.current.number,
        errors=errors,
        refused=refused.reasons if isinstance(refused, Conflict) else (),
        lacks=combining.may_be_proposed(True, made.open, made.differs, True),
        outdated=bool(saved and saved.base != clause.current.id),
        may_propose=bool(speaks_as_delegate(who)),
    )


async def public_bench(request: Request, clause: ClauseView, who: Identity | None) -> Response[str]:
    """What everybody may read: the newest text that was shown."""
    saved = await queries.newest(clause.id, public=True)
    if not saved:
        raise NotFound
    made = bench(clause, await amendments.open_on(clause.id), saved.choices)
    current = saved.base == clause.current.id
    return page(
        request,
        "drafts/workbench/shown.html",
        form=bool(who),
        key=key_of(request),
        bench=made,
        clause=clause,
        saved=saved,
        current=current,
        spans=redline(plain((await revision_by_id(saved.base)).text), plain(saved.text)),
        proposal=await queries.proposal_of(saved.id),
        lacks=combining.may_be_proposed(True, saved.open_clashes, saved.text != clause.current.text, current),
        may_propose=bool(speaks_as_delegate(who)),
    )


ROUTES = [workbench_page, workbench_set, proposed]
