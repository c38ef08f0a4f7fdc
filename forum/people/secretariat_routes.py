"""The secretariat's desk: what waits, offices, people."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.params import FromQuery

from forum.errors import Invalid, Refused
from forum.organisations import queries as organisations
from forum.people import delegations
from forum.people.actions import appoint, correct_name, end_office
from forum.people.forms import OfficeForm, PersonNameForm, group_for
from forum.people.invitation_routes import sender
from forum.people.invitations import waiting
from forum.people.recovery import send_new_password
from forum.rules.pace import LETTERS
from forum.web.forms import key_of
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go, page
from forum.web.params import Id


@get("/secretariat", guards=[secretariat], include_in_schema=False)
async def desk(request: Request) -> Response[str]:
    every, led = await organisations.organisations(), await delegations.led()
    return page(
        request,
        "forum/secretariat/desk.html",
        groups=await organisations.groups(),
        organisations=every,
        invitations=await waiting(),
        offices=await delegations.offices(),
        to_accredit=[each for each in every if not each.accredited_at],
        headless=[each for each in every if each.accredited_at and each.id not in led],
    )


@get("/secretariat/offices", guards=[secretariat], include_in_schema=False)
async def offices_page(request: Request) -> Response[str]:
    return await appointing(request, OfficeForm())


@post("/secretariat/offices", guards=[secretariat], include_in_schema=False, form=OfficeForm)
async def give_office(request: Request, identity: SignedIn) -> Response:
    form = await OfficeForm.of(request)
    form.offer(await organisations.groups())
    try:
        form.check()
        if not (person := await delegations.by_email(form.email.data)):
            raise Invalid({"email": "Nobody who takes part has this e-mail address. Send an invitation instead."})
        await appoint(identity, person, form.office.data, group_for(form.office.data, form.group.data))
    except (Invalid, Refused) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid({"": error.reasons}))
        return await appointing(request, form, 422)
    return go("/secretariat/offices")


async def appointing(request: Request, form: OfficeForm, status: int = 200) -> Response[str]:
    form.offer(await organisations.groups())
    return page(
        request,
        "forum/secretariat/offices.html",
        status=status,
        form=form,
        key=key_of(request),
        offices=await delegations.offices(),
    )


@post("/secretariat/offices/{number:int}/end", guards=[secretariat], include_in_schema=False)
async def take_office(identity: SignedIn, number: Id) -> Response:
    await end_office(identity, number)
    return go("/secretariat/offices")


@get("/secretariat/people", guards=[secretariat], include_in_schema=False)
async def people_page(request: Request, q: FromQuery[str] = "", sent: FromQuery[str] = "") -> Response[str]:
    return page(
        request,
        "forum/secretariat/people.html",
        people=await delegations.people(q),
        words=q,
        limit=delegations.LIMIT,
        sent=bool(sent),
    )


@post("/secretariat/people/{number:int}/password", guards=[secretariat], pace=LETTERS, include_in_schema=False)
async def new_password(request: Request, identity: SignedIn, number: Id) -> Response:
    """Sends a letter to the address that the forum has."""
    await send_new_password(identity, sender(request), number)
    return go("/secretariat/people?sent=1")


@get("/secretariat/people/{number:int}/name", guards=[secretariat], include_in_schema=False)
async def person_name_page(request: Request, number: Id) -> Response[str]:
    name = await delegations.name_of(number)
    return _person_name(request, number, name, PersonNameForm(data={"name": name}))


def _person_name(request: Request, number: int, name: str, form: PersonNameForm, status: int = 200) -> Response[str]:
    return page(
        request,
        "forum/secretariat/person_name.html",
        status=status,
        form=form,
        key=key_of(request),
        number=number,
        name=name,
    )


@post("/secretariat/people/{number:int}/name", guards=[secretariat], include_in_schema=False)
async def person_renamed(request: Request, identity: SignedIn, number: Id) -> Response:
    form, name = await PersonNameForm.of(request), await delegations.name_of(number)
    try:
        form.check()
        await correct_name(identity, number, form.name.data, form.why.data)
    except Invalid as error:
        form.refuse(error)
        return _person_name(request, number, name, form, 422)
    return go(f"/secretariat/people?{urlencode({'q': form.name.data})}")


SECRETARIAT = [
    person_name_page,
    person_renamed,
    desk,
    offices_page,
    give_office,
    take_office,
    people_page,
    new_password,
]
