"""Asking other people to decide again."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath

from forum.errors import Conflict, Invalid, NotFound
from forum.organisations.queries import organisation as organisation_of
from forum.rules.pace import REPORTS
from forum.rules.permission import Identity
from forum.web.forms import key_of
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go, page
from moderation.appeals import accreditation, actions, statement_routes
from moderation.appeals.forms import AppealForm
from moderation.appeals.queries import may_ask
from moderation.measures.queries import statement as statement_of


@get("/moderation/statements/{ref:str}/appeals/new", guards=[signed_in], include_in_schema=False)
async def appeal_page(request: Request, ref: FromPath[str], identity: SignedIn) -> Response[str]:
    return await _page(request, ref, identity, AppealForm())


async def _page(request: Request, ref: str, who: Identity, form: AppealForm, status: int = 200) -> Response[str]:
    statement, may = await statement_of(ref), await may_ask(who, ref)
    if may is None:
        raise NotFound
    return page(
        request,
        "moderation/appeals/appeal.html",
        status=status,
        statement=statement,
        may=may,
        form=form,
        key=key_of(request),
    )


@post(
    "/moderation/statements/{ref:str}/appeals",
    guards=[signed_in],
    pace=REPORTS,
    include_in_schema=False,
    form=AppealForm,
)
async def appealed(request: Request, ref: FromPath[str], identity: SignedIn) -> Response:
    form = await AppealForm.of(request)
    try:
        await actions.appeal(identity, ref, form.reasons.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _page(request, ref, identity, form, 422)
    except Conflict as late:
        form.form_errors = list(late.reasons)
        return await _page(request, ref, identity, form, 409)
    return go(f"/moderation/statements/{ref}")


@get("/organisations/{slug:str}/accreditation/appeals/new", guards=[signed_in], include_in_schema=False)
async def accreditation_page(request: Request, slug: FromPath[str]) -> Response[str]:
    return await _accreditation(request, slug, AppealForm())


async def _accreditation(request: Request, slug: str, form: AppealForm, status: int = 200) -> Response[str]:
    return page(
        request,
        "moderation/appeals/accreditation.html",
        status=status,
        organisation=await organisation_of(slug),
        form=form,
        key=key_of(request),
    )


@post(
    "/organisations/{slug:str}/accreditation/appeals",
    guards=[signed_in],
    pace=REPORTS,
    include_in_schema=False,
    form=AppealForm,
)
async def accreditation_appealed(request: Request, slug: FromPath[str], identity: SignedIn) -> Response:
    form = await AppealForm.of(request)
    try:
        await accreditation.appeal(identity, slug, form.reasons.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _accreditation(request, slug, form, 422)
    except Conflict as late:
        form.form_errors = list(late.reasons)
        return await _accreditation(request, slug, form, 409)
    return go(f"/organisations/{slug}/accreditation")


ROUTES = [*statement_routes.ROUTES, appeal_page, appealed, accreditation_page, accreditation_appealed]
