"""The secretariat enters organisations and names groups."""

from __future__ import annotations

from litestar import Request, Response, get, post

from forum.errors import Invalid
from forum.organisations import queries
from forum.organisations.actions import enter_organisation, name_group
from forum.organisations.forms import GroupForm, OrganisationForm
from forum.web.forms import key_of
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go, page


@get("/secretariat/organisations", guards=[secretariat], include_in_schema=False)
async def entering_page(request: Request) -> Response[str]:
    return await entering(request, OrganisationForm())


@post("/secretariat/organisations", guards=[secretariat], include_in_schema=False, form=OrganisationForm)
async def new_organisation(request: Request, identity: SignedIn) -> Response:
    form = await OrganisationForm.of(request)
    form.offer(await queries.groups(), await queries.organisations())
    try:
        form.check()
        slug = await enter_organisation(
            identity,
            form.name.data,
            form.group.data,
            slug=form.slug.data,
            parent=form.parent.data or "",
            region=form.region.data,
            about=form.about.data,
            though=form.though.data,
        )
    except Invalid as error:
        form.refuse(error)
        return await entering(request, form, 422)
    return go(f"/organisations/{slug}")


async def entering(request: Request, form: OrganisationForm, status: int = 200) -> Response[str]:
    every = await queries.organisations()
    form.offer(await queries.groups(), every)
    return page(
        request,
        "forum/secretariat/organisations.html",
        status=status,
        form=form,
        key=key_of(request),
        organisations=every,
    )


@get("/secretariat/groups", guards=[secretariat], include_in_schema=False)
async def groups_page(request: Request) -> Response[str]:
    return await naming(request, GroupForm())


@post("/secretariat/groups", guards=[secretariat], include_in_schema=False, form=GroupForm)
async def new_group(request: Request, identity: SignedIn) -> Response:
    form = await GroupForm.of(request)
    try:
        form.check()
        await name_group(identity, form.name.data)
    except Invalid as error:
        form.refuse(error)
        return await naming(request, form, 422)
    return go("/secretariat/groups")


async def naming(request: Request, form: GroupForm, status: int = 200) -> Response[str]:
    return page(
        request,
        "forum/secretariat/groups.html",
        status=status,
        form=form,
        key=key_of(request),
        groups=await queries.groups(),
    )


SECRETARIAT = [entering_page, new_organisation, groups_page, new_group]
