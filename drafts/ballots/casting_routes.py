"""Voting on the web, choosing among rivals, and answering the objections that votes raised."""

from __future__ import annotations

from litestar import Request, Response, post
from litestar.params import FromPath

from drafts.ballots import queries
from drafts.ballots.candidates import candidates_of
from drafts.ballots.casting.actions import cast
from drafts.ballots.casting.forms import CastForm, chosen, form_class
from drafts.ballots.closing.answers import answer
from drafts.ballots.forms import ObjectionForm
from drafts.ballots.pages import one_ballot
from forum.errors import Invalid, Unlawful
from forum.rules.pace import VOTES
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go
from forum.web.params import Id


@post(
    "/ballots/{ballot:int}/casts", guards=[signed_in], pace=VOTES, include_in_schema=False, acts_for=True, form=CastForm
)
async def cast_made(request: Request, ballot: Id, identity: SignedIn) -> Response:
    form = await CastForm.of(request)
    try:
        await cast(identity, ballot, form.choice)
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        return one_ballot(request, await queries.ballot(ballot, identity), form, status=422)
    return go(f"/ballots/{ballot}#vote")


@post("/ballots/{ballot:int}/answers/{slug:str}", guards=[signed_in], include_in_schema=False, form=ObjectionForm)
async def objection_answered(request: Request, ballot: Id, slug: FromPath[str], identity: SignedIn) -> Response:
    form = await ObjectionForm.of(request)
    try:
        await answer(identity, ballot, slug, form.kind.data or "", form.reason.data)
    except Invalid as refused:
        form.refuse(refused)
        view = await queries.ballot(ballot, identity)
        return one_ballot(request, view, CastForm(), answer=form, answered=slug, status=422)
    return go(f"/ballots/{ballot}#objections")


@post(
    "/ballots/{ballot:int}/choices",
    guards=[signed_in],
    pace=VOTES,
    include_in_schema=False,
    acts_for=True,
    form=CastForm,
)
async def choice_made(request: Request, ballot: Id, identity: SignedIn) -> Response:
    counting, names = await queries.counting_of(ballot), await candidates_of(ballot)
    form = await form_class(counting, names).of(request)
    try:
        await cast(identity, ballot, chosen(counting, form, names))
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        return one_ballot(request, await queries.ballot(ballot, identity), form, status=422)
    return go(f"/ballots/{ballot}#vote")


ROUTES = [cast_made, choice_made, objection_answered]
