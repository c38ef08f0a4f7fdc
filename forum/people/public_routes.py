"""Who takes part, for everybody; and the secretariat's form there that ends an accreditation."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from litestar import Request, Response, get, post
from litestar.params import FromPath

from forum.errors import Invalid
from forum.organisations import blocs, queries
from forum.organisations.actions import end_accreditation
from forum.organisations.applications import applied
from forum.organisations.forms import EndForm
from forum.organisations.ownership import declarations, may_declare
from forum.people.delegations import offices, seats
from forum.rules.permission import DELEGATE, Identity, may_administer, may_give_mandate
from forum.web.guards import Anybody, SignedIn, public, secretariat
from forum.web.pages import go, page


@get("/organisations", guards=[public], include_in_schema=False)
async def organisations_page(request: Request) -> Response[str]:
    every = await queries.organisations()
    members = {key: list(those) for key, those in groupby(every, key=lambda each: each.group.key)}
    held = Counter((each.office, each.group_name) for each in await offices())
    return page(
        request,
        "forum/organisations/list.html",
        groups=await queries.groups(),
        members=members,
        offices=held,
        accredited=sum(bool(each.accredited_at) for each in every),
    )


@get("/organisations/{slug:str}", guards=[public], include_in_schema=False)
async def organisation_page(request: Request, identity: Anybody, slug: FromPath[str]) -> Response[str]:
    return await organisation_view(request, identity, slug)


async def organisation_view(
    request: Request, identity: Identity | None, slug: str, form: EndForm | None = None, status: int = 200
) -> Response[str]:
    organisation = await queries.organisation(slug)
    administers = bool(may_administer(identity))
    return page(
        request,
        "forum/organisations/show.html",
        status=status,
        form=(form or EndForm()) if administers else False,
        organisation=organisation,
        owns=await queries.owned_by(organisation.id),
        declared=await declarations(organisation.id),
        bloc=await blocs.of(organisation.id),
        declares=bool(may_declare(identity, organisation.id)),
        applied=await applied(organisation.id),
        corrected=await queries.corrections(organisation.id),
        accreditations=await queries.accreditations(organisation.id),
        seats=await seats(organisation.id),
        administers=administers,
        gives=bool(may_give_mandate(identity, organisation.id, DELEGATE)),
    )


@post("/organisations/{slug:str}/accreditation/end", guards=[secretariat], include_in_schema=False, form=EndForm)
async def end_of_accreditation(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await EndForm.of(request)
    try:
        form.check()
        await end_accreditation(identity, slug, form.why.data)
    except Invalid as error:
        form.refuse(error)
        return await organisation_view(request, identity, slug, form, 422)
    return go(f"/organisations/{slug}")


PUBLIC = [organisations_page, organisation_page, end_of_accreditation]
