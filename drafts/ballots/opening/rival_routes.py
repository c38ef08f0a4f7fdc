"""Ballots on rivals, on the web: putting several amendments to one clause into one ballot, and choosing among them."""

from __future__ import annotations

from datetime import datetime, timedelta

from litestar import Request, Response, get, post
from wtforms.fields.choices import SelectChoice

from drafts.amendments import queries as amendments
from drafts.ballots.forms import RivalsForm
from drafts.ballots.opening import actions
from drafts.ballots.opening.checking import CHANGE, OPEN, check_page
from drafts.ballots.opening.subjects import law_for, proposed
from drafts.rules.process import process_of
from drafts.rules.rivals import APPROVAL
from forum.clock import now
from forum.errors import Invalid, Unlawful
from forum.rules.digits import digits
from forum.web.forms import key_of
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go, page
from forum.web.params import Id


@get("/amendments/{amendment:int}/rivals", guards=[secretariat], include_in_schema=False)
async def rivals_page(request: Request, amendment: Id) -> Response[str]:
    hours = process_of((await law_for(await proposed(amendment))).words).minimum_hours + 1
    closes_at = (now() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    return await _opening(request, amendment, RivalsForm(data={"closes_at": closes_at, "counting": APPROVAL}))


@post("/amendments/{amendment:int}/rivals", guards=[secretariat], include_in_schema=False, form=RivalsForm)
async def rivals_opened(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await RivalsForm.of(request)
    ids = [id for each in form.rivals.data or () if (id := digits(each)) is not None]
    counting, origin = form.counting.data or "", request.app.state.settings.origin
    try:
        if form.act.data == CHANGE:
            return await _opening(request, amendment, form)
        if form.act.data == OPEN:
            opened = await actions.open_rivals(
                identity, ids, counting, _moment(form), origin=origin, seen=form.seen.data
            )
            return go(f"/ballots/{opened}")
        before = await actions.before_rivals(identity, ids, counting, _moment(form))
        return await check_page(request, before, await _crumbs(amendment))
    except actions.Stale as stale:
        return await check_page(request, stale.before, await _crumbs(amendment), stale=stale.reasons)
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"rivals": refused.reasons}))
        return await _opening(request, amendment, form, status=422)


def _moment(form: RivalsForm) -> datetime:
    form.check()
    if not form.closes_at.moment:
        raise Invalid({"closes_at": "Say when the ballot closes."})
    return form.closes_at.moment


async def _crumbs(amendment: int) -> tuple[tuple[str, str], ...]:
    view = await amendments.amendment(amendment)
    clause = view.clause
    return (("Norms", "/"), (clause.title, view.instrument_path), (clause.citation, clause.path))


async def _opening(request: Request, amendment: int, form: RivalsForm, *, status: int = 200) -> Response[str]:
    view = await amendments.amendment(amendment)
    tabled = [each for each in await amendments.open_on(view.clause.id) if each.fate == "tabled"]
    form.rivals.choices = [SelectChoice(str(each.id), f"{each.title}, by {each.organisation_name}") for each in tabled]
    return page(
        request,
        "drafts/ballots/rivals.html",
        status=status,
        form=form,
        key=key_of(request),
        amendment=view,
        law=await law_for(await proposed(amendment)),
        enough=len(tabled) > 1,
    )


ROUTES = [rivals_page, rivals_opened]
