"""The secretariat's page that mends what was entered about an organisation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar import Request, Response, get, post
from litestar.params import FromPath

from forum.errors import Invalid, Refused
from forum.organisations import mending, queries
from forum.organisations.forms import MergeForm, RegroupForm, RemoveForm, RenameForm
from forum.web.forms import Form, key_of
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go, page

FORMS: dict[str, type[Form]] = {
    "rename": RenameForm,
    "regroup": RegroupForm,
    "merge": MergeForm,
    "remove": RemoveForm,
}


async def _page(request: Request, slug: str, sent: Form | None = None, status: int = 200) -> Response[str]:
    organisation = await queries.organisation(slug)
    given = {"name": organisation.name, "slug": organisation.slug, "group": organisation.group.key}
    forms = {name: sent if isinstance(sent, kind) else kind(data=given) for name, kind in FORMS.items()}
    await _offer(forms["regroup"], organisation.id)
    await _offer(forms["merge"], organisation.id)
    return page(
        request,
        "forum/organisations/mending.html",
        status=status,
        organisation=organisation,
        forms=forms,
        form=sent or forms["rename"],
        which=next((name for name, kind in FORMS.items() if isinstance(sent, kind)), ""),
        never_acted=await mending.never_acted(organisation.id),
        may_leave=await mending.may_leave(organisation.id),
        key=key_of(request),
    )


async def _offer(form: Form, organisation: int) -> None:
    if isinstance(form, RegroupForm):
        form.offer(await queries.groups())
    if isinstance(form, MergeForm):
        form.offer([each for each in await queries.organisations() if each.id != organisation])


async def _done(request: Request, slug: str, form: Form, act: Callable[[], Awaitable[str]]) -> Response:
    await _offer(form, (await queries.organisation(slug)).id)
    try:
        form.check()
        return go(await act())
    except (Invalid, Refused) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid({"": error.reasons}))
        return await _page(request, slug, form, 422)


@get("/organisations/{slug:str}/mending", guards=[secretariat], include_in_schema=False)
async def mending_page(request: Request, slug: FromPath[str]) -> Response[str]:
    return await _page(request, slug)


@post("/organisations/{slug:str}/name", guards=[secretariat], include_in_schema=False)
async def renamed(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await RenameForm.of(request)

    async def act() -> str:
        typed = form.name.data, form.why.data
        new = await mending.rename(identity, slug, *typed, new_slug=form.slug.data, though=form.though.data)
        return f"/organisations/{new}"

    return await _done(request, slug, form, act)


@post("/organisations/{slug:str}/group", guards=[secretariat], include_in_schema=False)
async def regrouped(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await RegroupForm.of(request)

    async def act() -> str:
        await mending.regroup(identity, slug, form.group.data, form.why.data)
        return f"/organisations/{slug}"

    return await _done(request, slug, form, act)


@post("/organisations/{slug:str}/merger", guards=[secretariat], include_in_schema=False)
async def merged(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await MergeForm.of(request)
    return await _done(request, slug, form, lambda: mending.remove(identity, slug, form.why.data, into=form.into.data))


@post("/organisations/{slug:str}/removal", guards=[secretariat], include_in_schema=False)
async def removed(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    form = await RemoveForm.of(request)
    return await _done(request, slug, form, lambda: mending.remove(identity, slug, form.why.data))


MENDING = [mending_page, renamed, regrouped, merged, removed]
