"""A comment's own addresses: where it stands, and the answer that it gets on the record."""

from __future__ import annotations

from litestar import Request, Response, get, post

from forum.errors import Invalid, demand
from forum.rules.commenting import may_dispose
from forum.rules.pace import TOGGLES
from forum.threads import queries
from forum.threads.actions import dispose
from forum.threads.answering import agree, agree_no_more
from forum.threads.forms import DispositionForm
from forum.web.forms import key_of
from forum.web.guards import SignedIn, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id


@get("/comments/{comment:int}", guards=[public], include_in_schema=False)
async def permalink(comment: Id) -> Response:
    """Leads to a comment for ever, whatever page shows it."""
    return go(await queries.place(comment))


@get("/comments/{comment:int}/disposition", guards=[signed_in], include_in_schema=False)
async def disposition_page(request: Request, comment: Id, identity: SignedIn) -> Response[str]:
    demand(may_dispose(identity))
    return await answered(request, comment, DispositionForm())


async def answered(request: Request, comment: int, form: DispositionForm, status: int = 200) -> Response[str]:
    return page(
        request,
        "forum/threads/disposition.html",
        status=status,
        comment=await queries.comment(comment),
        form=form,
        key=key_of(request),
    )


@post("/comments/{comment:int}/disposition", guards=[signed_in], include_in_schema=False, form=DispositionForm)
async def give_disposition(request: Request, comment: Id, identity: SignedIn) -> Response:
    form = await DispositionForm.of(request)
    try:
        await dispose(identity, comment, form.kind.data or "", form.reason.data)
    except Invalid as refused:
        form.refuse(refused)
        return await answered(request, comment, form, 422)
    return go(await queries.place(comment))


@post("/comments/{comment:int}/agreements", guards=[signed_in], pace=TOGGLES, include_in_schema=False, acts_for=True)
async def agreed(comment: Id, identity: SignedIn) -> Response:
    await agree(identity, comment)
    return go(await queries.place(comment))


@post(
    "/comments/{comment:int}/agreements/end", guards=[signed_in], pace=TOGGLES, include_in_schema=False, acts_for=True
)
async def agreed_no_more(comment: Id, identity: SignedIn) -> Response:
    await agree_no_more(identity, comment)
    return go(await queries.place(comment))


ROUTES = [permalink, disposition_page, give_disposition, agreed, agreed_no_more]
