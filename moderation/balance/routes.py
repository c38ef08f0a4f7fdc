"""Balance of participation, in public; floors, set by the secretariat; no comment; and waivers."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from drafts.amendments.queries import amendment as amendment_of
from drafts.instruments import queries as instruments
from forum.errors import Conflict, Invalid
from forum.rules.pace import TOGGLES
from forum.rules.permission import SECRETARIAT, Identity, holds
from forum.web.forms import key_of
from forum.web.guards import Anybody, SignedIn, moderator, public, secretariat, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.balance import actions, floors, scopes
from moderation.balance.desk_routes import DESK
from moderation.balance.forms import FloorsForm
from moderation.balance.measuring import measured
from moderation.balance.scopes import Scope
from moderation.balance.views import view_of

TOLD = "moderation/balance/balance.html"


@get("/instruments/{slug:str}/balance", guards=[public], include_in_schema=False)
async def instrument_balance(
    request: Request,
    slug: FromPath[str],
    identity: Anybody,
    period: FromQuery[str | None] = None,
) -> Response[str]:
    instrument = await instruments.instrument(slug)
    versions = await floors.versions(instrument.id)
    crumbs = [("Norms", "/"), (instrument.title, instrument.path)]
    return await _balance(
        request,
        scopes.of_instrument(instrument),
        instrument.title,
        instrument.path,
        crumbs,
        period,
        versions=versions,
        floors_path=f"/secretariat{instrument.path}/floors" if holds(identity, SECRETARIAT) else "",
    )


@get("/instruments/{slug:str}/clauses/{key:str}/balance", guards=[public], include_in_schema=False)
async def clause_balance(
    request: Request, slug: FromPath[str], key: FromPath[str], period: FromQuery[str | None] = None
) -> Response[str]:
    clause = await instruments.clause(slug, key)
    crumbs = [("Norms", "/"), (clause.title, clause.instrument_path), (clause.citation, clause.path)]
    return await _balance(request, await scopes.of_clause(clause), clause.citation, clause.path, crumbs, period)


async def _balance(
    request: Request,
    scope: Scope,
    title: str,
    path: str,
    crumbs: list[tuple[str, str]],
    period: str | None,
    *,
    versions: tuple[floors.Version, ...] = (),
    floors_path: str = "",
) -> Response[str]:
    chosen = period if period in scopes.PERIODS else scopes.ALL
    scope = scopes.in_period(scope, chosen)
    choices = [
        (name, f"{path}/balance" + ("" if value == scopes.ALL else f"?period={value}"), value == chosen)
        for value, name in scopes.PERIODS.items()
    ]
    answer = page(
        request,
        TOLD,
        title=title,
        crumbs=crumbs,
        choices=choices,
        since=scope.since,
        told=view_of(await measured(scope)),
        versions=versions,
        floors_path=floors_path,
    )
    if scope.since:
        answer.headers["cache-control"] = "no-cache"  # it changes with the day, not only with an act
    return answer


@get("/secretariat/instruments/{slug:str}/floors", guards=[secretariat], include_in_schema=False)
async def floors_page(request: Request, slug: FromPath[str]) -> Response[str]:
    return await _floors(request, slug)


async def _floors(request: Request, slug: str, form: FloorsForm | None = None, status: int = 200) -> Response[str]:
    instrument = await instruments.instrument(slug)
    versions = await floors.versions(instrument.id)
    if form is None and versions:
        now = versions[0].floors
        form = FloorsForm(
            data={"heard": str(now.heard or ""), "words": str(now.words or ""), "days": str(now.days or "")}
        )
    return page(
        request,
        "moderation/balance/floors.html",
        status=status,
        form=form or FloorsForm(),
        key=key_of(request),
        instrument=instrument,
        versions=versions,
    )


@post("/secretariat/instruments/{slug:str}/floors", guards=[secretariat], include_in_schema=False, form=FloorsForm)
async def floors_set(request: Request, slug: FromPath[str], identity: SignedIn) -> Response:
    form = await FloorsForm.of(request)
    try:
        asked = form.floors()
        await actions.set_floors(identity, slug, asked.heard, asked.words, asked.days, form.reasons.data)
    except (Invalid, Conflict) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        return await _floors(request, slug, form, 422 if isinstance(refused, Invalid) else 409)
    return go(f"/instruments/{slug}/balance#floors")


@post("/amendments/{amendment:int}/passes", guards=[signed_in], pace=TOGGLES, include_in_schema=False, acts_for=True)
async def passed(amendment: Id, identity: SignedIn) -> Response:
    await actions.pass_without_comment(identity, amendment)
    return go(f"/amendments/{amendment}#missing")


@get("/amendments/{amendment:int}/waivers/{kind:str}/{about:str}", guards=[moderator], include_in_schema=False)
async def waiver_page(
    request: Request, amendment: Id, kind: FromPath[str], about: FromPath[str], identity: SignedIn
) -> Response[str]:
    return await _waiver(request, identity, amendment, kind, about)


async def _waiver(
    request: Request, who: Identity, amendment: int, kind: str, about: str, refused: Invalid | None = None
) -> Response[str]:
    return page(
        request,
        "moderation/balance/waiver.html",
        status=422 if refused else 200,
        form=True,
        key=key_of(request),
        kind=kind,
        about=about,
        amendment=await amendment_of(amendment, who),
        standing=await floors.standing(amendment),
        typed=request.scope["state"].get("typed", {}).get("reasons", ""),
        faults=refused.fields.get("reasons", ()) if refused else (),
    )


@post("/amendments/{amendment:int}/waivers/{kind:str}/{about:str}", guards=[moderator], include_in_schema=False)
async def waived(
    request: Request, amendment: Id, kind: FromPath[str], about: FromPath[str], identity: SignedIn
) -> Response:
    try:
        await actions.waive(identity, amendment, kind, about, request.scope["state"]["typed"].get("reasons", ""))
    except Invalid as refused:
        return await _waiver(request, identity, amendment, kind, about, refused)
    return go(f"/amendments/{amendment}#missing")


ROUTES = [*DESK, instrument_balance, clause_balance, floors_page, floors_set, passed, waiver_page, waived]
