"""Annulling a ballot on the web: the page that says what would happen, the proposal and its confirmation."""

from __future__ import annotations

from litestar import Request, Response, get, post

from drafts.ballots import queries
from drafts.ballots.annulling import actions
from drafts.ballots.forms import AnnulmentForm
from drafts.rules import annulling
from forum.errors import Invalid, NotAllowed
from forum.rules.permission import Identity
from forum.web.forms import key_of
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go, page
from forum.web.params import Id


@get("/ballots/{ballot:int}/annulment", guards=[signed_in], include_in_schema=False)
async def annulment_page(request: Request, ballot: Id, identity: SignedIn) -> Response[str]:
    return await _page(request, identity, ballot, AnnulmentForm())


async def _page(
    request: Request, who: Identity, ballot: int, form: AnnulmentForm, *, status: int = 200
) -> Response[str]:
    if not annulling.office_of(who):
        raise NotAllowed("Only the secretariat and moderators annul a ballot, one of each together.")
    view = await queries.ballot(ballot, who)
    return page(request, "drafts/ballots/annulment.html", status=status, form=form, key=key_of(request), ballot=view)


@post("/ballots/{ballot:int}/annulment", guards=[signed_in], include_in_schema=False)
async def annulment_proposed(request: Request, ballot: Id, identity: SignedIn) -> Response:
    form = await AnnulmentForm.of(request)
    try:
        await actions.propose(identity, ballot, form.reason.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _page(request, identity, ballot, form, status=422)
    return go(f"/ballots/{ballot}")


@post("/ballots/{ballot:int}/annulment/confirmation", guards=[signed_in], include_in_schema=False)
async def annulment_confirmed(ballot: Id, identity: SignedIn) -> Response:
    await actions.confirm(identity, ballot)
    return go(f"/ballots/{ballot}")


ROUTES = [annulment_page, annulment_proposed, annulment_confirmed]
