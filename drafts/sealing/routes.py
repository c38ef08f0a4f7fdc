"""Trustees: for everybody, for the secretariat, and for each trustee."""

from __future__ import annotations

from litestar import Request, Response, get, post

from drafts.sealing import naming
from drafts.sealing.actions import release
from drafts.sealing.forms import NamingForm, PassphraseForm, ShareForm
from drafts.sealing.queries import own_shares
from drafts.sealing.trustees import nominees, standing
from forum.errors import Invalid, Refused, TooOften
from forum.people.browser import network
from forum.rules.permission import Identity
from forum.web.forms import Form, key_of
from forum.web.guards import Anybody, SignedIn, public, secretariat, signed_in
from forum.web.pages import go, page
from forum.web.params import Id


@get("/trustees", guards=[public], include_in_schema=False)
async def trustees_page(request: Request, identity: Anybody) -> Response[str]:
    mine = identity is not None and bool(
        await own_shares(identity.participant) or await naming.own(identity.participant)
    )
    return page(request, "drafts/sealing/list.html", standing=await standing(), is_trustee=mine)


@get("/secretariat/trustees", guards=[secretariat], include_in_schema=False)
async def naming_page(request: Request) -> Response[str]:
    return await _naming(request, NamingForm())


@post("/secretariat/trustees", guards=[secretariat], include_in_schema=False, form=NamingForm)
async def new_trustee(request: Request, identity: SignedIn) -> Response:
    form = await NamingForm.of(request)
    form.offer(await nominees())
    try:
        form.check()
        await naming.name(identity, int(form.mandate.data))
    except (Invalid, Refused) as error:
        _refuse(form, error)
        return await _naming(request, form, 422)
    return go("/secretariat/trustees")


async def _naming(request: Request, form: NamingForm, status: int = 200) -> Response[str]:
    form.offer(await nominees())
    now_held = await standing(names=True)
    return page(request, "drafts/sealing/naming.html", status=status, form=form, key=key_of(request), standing=now_held)


@post("/secretariat/trustees/{trustee:int}/end", guards=[secretariat], include_in_schema=False)
async def end_of_trustee(identity: SignedIn, trustee: Id) -> Response:
    await naming.dismiss(identity, trustee)
    return go("/secretariat/trustees")


@get("/trustee", guards=[signed_in], include_in_schema=False)
async def trustee_page(request: Request, identity: SignedIn) -> Response[str]:
    return await _own_page(request, identity)


@post("/trustee/passphrases", guards=[signed_in], include_in_schema=False, form=PassphraseForm)
async def new_passphrase(request: Request, identity: SignedIn) -> Response:
    """Outside the one transaction of a POST, as signing in is."""
    form = await PassphraseForm.of(request)
    try:
        form.check()
        await naming.set_passphrase(
            identity, form.passphrase.data, network=network(request), known=(request.app.state.settings.name,)
        )
    except (Invalid, TooOften) as error:
        _refuse(form, error)
        return await _own_page(request, identity, passphrase=form, error=error)
    return go("/trustee")


@post("/trustee/shares", guards=[signed_in], include_in_schema=False, form=ShareForm)
async def new_share(request: Request, identity: SignedIn) -> Response:
    """Outside the one transaction of a POST, as signing in is: a wrong try is counted."""
    form = await ShareForm.of(request)
    try:
        form.check()
        await release(identity, form.number, form.passphrase.data, network=network(request))
    except (Invalid, TooOften) as error:
        _refuse(form, error)
        return await _own_page(request, identity, share=form, error=error)
    return go("/trustee")


def _refuse(form: Form, error: Invalid | Refused) -> None:
    form.refuse(error if isinstance(error, Invalid) else Invalid({"": error.reasons}))


async def _own_page(
    request: Request,
    identity: Identity,
    *,
    passphrase: PassphraseForm | None = None,
    share: ShareForm | None = None,
    error: Exception | None = None,
) -> Response[str]:
    """A trustee's own page. `share` is the form that was refused; the other ballots' forms are fresh."""
    shares = await own_shares(identity.participant)
    mine = next((each for each in (await standing()).trustees if each.participant == identity.participant), None)
    forms = {
        each.ballot: ShareForm(data={"ballot": each.ballot}) for each in shares if each.due and not each.released_at
    }
    if share and share.number in forms:
        forms[share.number] = share
    answer = page(
        request,
        "drafts/sealing/own.html",
        status=200 if error is None else 429 if isinstance(error, TooOften) else 422,
        form=passphrase or PassphraseForm(),
        refused=share,
        key=key_of(request),
        mine=mine,
        shares=shares,
        forms=forms,
    )
    if isinstance(error, TooOften):
        answer.headers["retry-after"] = str(error.seconds)
    return answer


ROUTES: list = [trustees_page, naming_page, new_trustee, end_of_trustee, trustee_page, new_passphrase, new_share]
