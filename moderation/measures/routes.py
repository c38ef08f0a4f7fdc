"""The list of what was decided about comments, for everybody; and rewriting a returned comment, for its author."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromQuery

from forum.errors import Invalid, NotFound
from forum.rules.permission import Identity
from forum.threads.queries import comment as comment_of
from forum.threads.queries import place, words_of
from forum.web.forms import key_of
from forum.web.guards import SignedIn, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.measures import queries
from moderation.measures.forms import RewritingForm
from moderation.measures.rewriting import rewritten

PAGE = 50


@get("/moderation/decisions", guards=[public], include_in_schema=False)
async def decisions(request: Request, before: FromQuery[int | None] = None) -> Response[str]:
    found = await queries.newest(PAGE + 1, before if before and before > 0 else None)
    older = f"/moderation/decisions?before={found[PAGE - 1].case}" if len(found) > PAGE else ""
    return page(
        request,
        "moderation/measures/decisions.html",
        decisions=found[:PAGE],
        older=older,
    )


@get("/comments/{comment:int}/rewriting", guards=[signed_in], include_in_schema=False)
async def rewriting_page(request: Request, comment: Id, identity: SignedIn) -> Response[str]:
    body, resolution = await words_of(comment)
    return await _rewriting(request, comment, identity, RewritingForm(data={"body": body, "resolution": resolution}))


async def _rewriting(
    request: Request, comment: int, who: Identity, form: RewritingForm, status: int = 200
) -> Response[str]:
    view = await comment_of(comment)
    if view.participant != who.participant:
        raise NotFound
    return page(
        request, "moderation/measures/rewriting.html", status=status, comment=view, form=form, key=key_of(request)
    )


@post("/comments/{comment:int}/rewriting", guards=[signed_in], include_in_schema=False, form=RewritingForm)
async def rewriting_sent(request: Request, comment: Id, identity: SignedIn) -> Response:
    form = await RewritingForm.of(request)
    try:
        await rewritten(identity, comment, form.body.data, form.resolution.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _rewriting(request, comment, identity, form, 422)
    return go(await place(comment))


ROUTES = [decisions, rewriting_page, rewriting_sent]
