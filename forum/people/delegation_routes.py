"""An organisation's delegation, for its head and the secretariat."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath

from forum.errors import Invalid, NotFound, Refused, demand
from forum.organisations import queries
from forum.organisations.views import OrganisationView
from forum.people.actions import end_mandate, give_mandate
from forum.people.delegations import by_email, seats
from forum.people.forms import MandateForm
from forum.people.invitation_routes import sender
from forum.people.invitations import invite, waiting, withdraw
from forum.rules.pace import LETTERS
from forum.rules.permission import DELEGATE, OBSERVER, Identity, may_administer, may_give_mandate
from forum.rules.roles import MANDATES
from forum.web.forms import key_of
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go, page
from forum.web.params import Id


async def _organisation(identity: Identity, slug: str) -> OrganisationView:
    organisation = await queries.organisation(slug)
    demand(may_give_mandate(identity, organisation.id, DELEGATE))
    return organisation


def kinds(identity: Identity) -> tuple[str, ...]:
    return tuple(MANDATES) if may_administer(identity) else (DELEGATE, OBSERVER)


async def _page(
    request: Request, identity: Identity, organisation: OrganisationView, form: MandateForm, status: int = 200
) -> Response[str]:
    form.offer(kinds(identity))
    return page(
        request,
        "forum/organisations/mandates.html",
        status=status,
        form=form,
        key=key_of(request),
        organisation=organisation,
        seats=await seats(organisation.id, names=True),
        invitations=await waiting(organisation.id),
        administers=bool(may_administer(identity)),
    )


@get("/organisations/{slug:str}/mandates", guards=[signed_in], include_in_schema=False)
async def delegation_page(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response[str]:
    return await _page(request, identity, await _organisation(identity, slug), MandateForm())


@post("/organisations/{slug:str}/mandates", guards=[signed_in], pace=LETTERS, include_in_schema=False, form=MandateForm)
async def new_mandate(request: Request, identity: SignedIn, slug: FromPath[str]) -> Response:
    organisation, form = await _organisation(identity, slug), await MandateForm.of(request)
    form.offer(kinds(identity))
    try:
        form.check()
        await _give(request, identity, organisation, form)
    except (Invalid, Refused) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid({"": error.reasons}))
        return await _page(request, identity, organisation, form, 422)
    return go(f"{organisation.path}/mandates")


async def _give(request: Request, identity: Identity, organisation: OrganisationView, form: MandateForm) -> None:
    """The secretariat gives it at once to who takes part already. A head always invites, and so does not learn who
    does."""
    person = await by_email(form.email.data) if may_administer(identity) else None
    if person:
        await give_mandate(identity, person, organisation.slug, form.kind.data, until=form.ends())
    else:
        await invite(
            identity,
            sender(request),
            name=form.name.data,
            email=form.email.data,
            kind=form.kind.data,
            organisation=organisation.slug,
            until=form.ends(),
        )


@post("/organisations/{slug:str}/mandates/{number:int}/end", guards=[signed_in], include_in_schema=False)
async def end_of_mandate(identity: SignedIn, slug: FromPath[str], number: Id) -> Response:
    organisation = await _organisation(identity, slug)
    if number not in {seat.id for seat in await seats(organisation.id, names=True)}:
        raise NotFound
    await end_mandate(identity, number)
    return go(f"{organisation.path}/mandates")


@post("/organisations/{slug:str}/invitations/{number:int}/withdrawal", guards=[signed_in], include_in_schema=False)
async def withdraw_seat(identity: SignedIn, slug: FromPath[str], number: Id) -> Response:
    organisation = await _organisation(identity, slug)
    if number not in {each.id for each in await waiting(organisation.id)}:
        raise NotFound
    await withdraw(identity, number)
    return go(f"{organisation.path}/mandates")


DELEGATION = [delegation_page, new_mandate, end_of_mandate, withdraw_seat]
