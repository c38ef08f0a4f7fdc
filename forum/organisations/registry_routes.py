"""Registrars decide who is accredited; organisations declare who owns them; everybody reads both."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from forum.errors import Conflict, Invalid, NotFound, demand
from forum.organisations import accrediting, applications, ownership, queries
from forum.organisations.forms import GroundsForm, OwnerForm
from forum.rules.pace import DECLARATIONS
from forum.rules.permission import Identity, heads
from forum.web.forms import key_of
from forum.web.guards import Anybody, SignedIn, public, registrar, secretariat, signed_in
from forum.web.pages import go, page


@get("/registry", guards=[registrar], include_in_schema=False)
async def registry(request: Request) -> Response[str]:
    return page(request, "forum/organisations/registry.html", waiting=await applications.waiting())


@post("/organisations/{slug:str}/applications", guards=[secretariat], include_in_schema=False)
async def put_forward(identity: SignedIn, slug: FromPath[str]) -> Response:
    await accrediting.put_forward(identity, slug)
    return go(f"/organisations/{slug}/accreditation")


@get("/organisations/{slug:str}/accreditation", guards=[public], include_in_schema=False)
async def accreditation(request: Request, identity: Anybody, slug: FromPath[str]) -> Response[str]:
    return await _accreditation(request, identity, slug, GroundsForm())


async def _accreditation(
    request: Request, who: Identity | None, slug: str, form: GroundsForm, status: int = 200
) -> Response[str]:
    view = await applications.application(slug, who)
    appeals = view.outcome == "refused" and heads(who, view.organisation.id)
    return page(
        request,
        "forum/organisations/accreditation.html",
        status=status,
        application=view,
        appeals=appeals,
        form=form if view.may or status != 200 else False,
        key=key_of(request),
    )


@post("/organisations/{slug:str}/grounds", guards=[registrar], include_in_schema=False, form=GroundsForm)
async def grounds_given(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await GroundsForm.of(request)
    try:
        await accrediting.give_grounds(identity, slug, form.view.data or "", form.grounds.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _accreditation(request, identity, slug, form, 422)
    except Conflict as late:
        form.form_errors = list(late.reasons)
        return await _accreditation(request, identity, slug, form, 409)
    return go(f"/organisations/{slug}/accreditation")


@get("/organisations/owners", guards=[public], include_in_schema=False)
async def owners_page(request: Request, q: FromQuery[str | None] = None) -> Response[str]:
    sought = (q or "").strip()[:200]
    return page(request, "forum/organisations/owners.html", owners=await ownership.owners(sought), sought=sought)


@get("/organisations/{slug:str}/ownership", guards=[signed_in], include_in_schema=False)
async def ownership_page(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response[str]:
    organisation = await queries.organisation(slug)
    return await _ownership(request, identity, slug, OwnerForm(data={"owner": organisation.parent}))


async def _ownership(request: Request, who: Identity, slug: str, form: OwnerForm, status: int = 200) -> Response[str]:
    organisation = await queries.organisation(slug)
    demand(ownership.may_declare(who, organisation.id))
    form.offer([each for each in await queries.organisations() if each.id != organisation.id])
    return page(
        request,
        "forum/organisations/ownership.html",
        status=status,
        organisation=organisation,
        form=form,
        key=key_of(request),
    )


@post(
    "/organisations/{slug:str}/ownership",
    guards=[signed_in],
    pace=DECLARATIONS,
    include_in_schema=False,
    form=OwnerForm,
)
async def owner_declared(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await OwnerForm.of(request)
    try:
        await ownership.declare(identity, slug, form.owner.data or "", form.grounds.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _ownership(request, identity, slug, form, 422)
    except (Conflict, NotFound) as same:
        form.form_errors = list(getattr(same, "reasons", ())) or ["Choose an organisation of the list."]
        return await _ownership(request, identity, slug, form, 409)
    return go(f"/organisations/{slug}#ownership")


REGISTRY = [registry, put_forward, accreditation, grounds_given, owners_page, ownership_page, owner_declared]
