"""The acts on an amendment, each a noun under its address."""

from __future__ import annotations

from collections.abc import Awaitable

from litestar import Request, Response, post

from drafts.amendments import actions, queries
from drafts.amendments.assembly import wordings
from drafts.amendments.forms import AnswerForm, WhyForm, picks_in
from drafts.amendments.history import public_wordings
from drafts.amendments.writing import refuse
from drafts.exchange.render import plain
from drafts.front.amendment_page import amendment_page
from forum.errors import Conflict, Invalid, NotFound
from forum.rules.digits import digits
from forum.rules.pace import TOGGLES
from forum.rules.permission import Identity
from forum.threads.forms import CommentForm
from forum.threads.handlers import post_comment
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go
from forum.web.params import Id

PATH = "/amendments/{amendment:int}"


@post(PATH + "/circulation", guards=[signed_in], include_in_schema=False, acts_for=True)
async def circulation(amendment: Id, identity: SignedIn) -> Response:
    return await _done(amendment, actions.circulate(identity, amendment))


@post(PATH + "/tabling", guards=[signed_in], include_in_schema=False, acts_for=True)
async def tabling(amendment: Id, identity: SignedIn) -> Response:
    return await _done(amendment, actions.table(identity, amendment))


@post(PATH + "/sponsors", guards=[signed_in], pace=TOGGLES, include_in_schema=False, acts_for=True)
async def support(request: Request, amendment: Id, identity: SignedIn) -> Response:
    """Support is for the wording that stood on the page."""
    return await _done(
        amendment, actions.sponsor(identity, amendment, digits(str((await request.form()).get("number", ""))) or 0)
    )


@post(PATH + "/sponsors/end", guards=[signed_in], pace=TOGGLES, include_in_schema=False, acts_for=True)
async def support_ended(amendment: Id, identity: SignedIn) -> Response:
    return await _done(amendment, actions.withdraw_support(identity, amendment))


@post(PATH + "/withdrawal", guards=[signed_in], include_in_schema=False, acts_for=True, form=WhyForm)
async def withdrawal(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await WhyForm.of(request)
    return await _done_or_shown(
        request, identity, amendment, form, actions.withdraw(identity, amendment, form.why.data)
    )


@post(PATH + "/lapse", guards=[signed_in], include_in_schema=False, form=WhyForm)
async def lapsing(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await WhyForm.of(request)
    return await _done_or_shown(request, identity, amendment, form, actions.lapse(identity, amendment, form.why.data))


@post(PATH + "/takeover", guards=[signed_in], include_in_schema=False, acts_for=True, form=WhyForm)
async def taking_over(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await WhyForm.of(request)
    return await _done_or_shown(
        request, identity, amendment, form, actions.take_over(identity, amendment, form.why.data)
    )


@post(PATH + "/answer", guards=[signed_in], include_in_schema=False, acts_for=True, form=AnswerForm)
async def answering(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await AnswerForm.of(request)
    act = actions.answer(
        identity,
        amendment,
        form.answer.data or "",
        form.text.data,
        form.reasons.data,
        revision=digits(form.revision.data) or 0,
        picks=picks_in(request.scope["state"]["typed"]),
    )
    return await _done_or_shown(request, identity, amendment, form, act)


@post(PATH + "/comments", guards=[signed_in], include_in_schema=False, acts_for=True, form=CommentForm)
async def comments(request: Request, amendment: Id, identity: SignedIn) -> Response:
    view = await queries.amendment(amendment, identity)
    if not view.tabled:
        raise NotFound
    texts = {
        f"{view.path}/wordings/{each.number}": plain(each.text)
        for each in public_wordings(view, await wordings(amendment))
    }

    async def again(form: CommentForm) -> Response:
        return await amendment_page(request, identity, view, refused=form, status=422)

    return await post_comment(
        request, identity, container=view.instrument_path, subject=view.path, texts=texts, again=again
    )


async def _done(amendment: int, act: Awaitable[None]) -> Response:
    await act
    return go(f"/amendments/{amendment}")


async def _done_or_shown(
    request: Request, who: Identity, amendment: int, form: AnswerForm | WhyForm, act: Awaitable[None]
) -> Response:
    """Shows the page again, with what was typed, if the act was refused for that or because the clause has moved on."""
    try:
        return await _done(amendment, act)
    except (Invalid, Conflict) as error:
        status, view = refuse(form, error), await queries.amendment(amendment, who)
        if isinstance(form, AnswerForm) and view.question:
            form.revision.data = str(view.question.revision.number)
        return await amendment_page(request, who, view, refused=form, status=status)


FATES = [circulation, tabling, support, support_ended, withdrawal, lapsing, taking_over, answering, comments]
