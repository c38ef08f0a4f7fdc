"""What an invitation's link opens; and the secretariat's own invitations."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath

from forum.errors import Invalid, Refused
from forum.organisations import queries as organisations
from forum.people.browser import described, let_in
from forum.people.forms import AcceptForm, InviteForm
from forum.people.invitations import SAYS, accept, find, invite, waiting, withdraw
from forum.people.letters import From
from forum.people.views import InvitationView
from forum.rules.pace import LETTERS
from forum.web.forms import Form, key_of
from forum.web.guards import SignedIn, own_form, public, secretariat
from forum.web.pages import go, page
from forum.web.params import Id


def sender(request: Request) -> From:
    settings = request.app.state.settings
    return From(settings.name, settings.origin)


def invitation_view(request: Request, invitation: InvitationView, form: Form, status: int = 200) -> Response[str]:
    closed = SAYS.get(invitation.state, "")
    return page(
        request,
        "forum/people/invitation.html",
        status=status,
        form=form,
        invitation=invitation,
        closed=closed,
        path=request.scope["path"],
    )


@get("/invitations/{token:str}", guards=[public], include_in_schema=False)
async def invitation_page(request: Request, token: FromPath[str]) -> Response[str]:
    invitation = await find(token)
    return invitation_view(
        request, invitation, AcceptForm(data={"name": invitation.name}), 200 if invitation.state == "open" else 410
    )


@post("/invitations/{token:str}", guards=[own_form], include_in_schema=False, form=AcceptForm)
async def accept_invitation(request: Request, token: FromPath[str]) -> Response:
    form, invitation = await AcceptForm.of(request), await find(token)
    try:
        form.check()
        if not invitation.participant and not form.name.data:
            raise Invalid({"name": "Enter your name: it stands beside what you write."})
        session = await accept(
            token,
            name=form.name.data,
            email=form.email.data,
            password=form.password.data or "",
            named=form.named.data,
            forum=request.app.state.settings.name,
            **described(request),
        )
    except Invalid as error:
        form.refuse(error)
        return invitation_view(request, invitation, form, 422)
    except Refused as error:
        form.refuse(Invalid({"": error.reasons}))
        return invitation_view(request, invitation, form, 409)
    if not session:
        return go("/sessions/new?next=/mandates")
    let_in(request, session)
    return go("/secretariat" if invitation.office == "secretariat" else "/mandates")


@get("/secretariat/invitations", guards=[secretariat], include_in_schema=False)
async def invitations_page(request: Request) -> Response[str]:
    return await inviting(request, InviteForm())


@post("/secretariat/invitations", guards=[secretariat], pace=LETTERS, include_in_schema=False, form=InviteForm)
async def send_invitation(request: Request, identity: SignedIn) -> Response:
    form = await InviteForm.of(request)
    form.offer(await organisations.organisations(), await organisations.groups())
    try:
        form.check()
        await invite(
            identity, sender(request), name=form.name.data, email=form.email.data, until=form.ends(), **form.offered()
        )
    except (Invalid, Refused) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid({"": error.reasons}))
        return await inviting(request, form, 422)
    return go("/secretariat/invitations")


async def inviting(request: Request, form: InviteForm, status: int = 200) -> Response[str]:
    form.offer(await organisations.organisations(), await organisations.groups())
    return page(
        request,
        "forum/secretariat/invitations.html",
        status=status,
        form=form,
        key=key_of(request),
        invitations=await waiting(),
    )


@post("/secretariat/invitations/{number:int}/withdrawal", guards=[secretariat], include_in_schema=False)
async def withdraw_invitation(identity: SignedIn, number: Id) -> Response:
    await withdraw(identity, number)
    return go("/secretariat/invitations")


INVITATIONS = [invitation_page, accept_invitation, invitations_page, send_invitation, withdraw_invitation]
