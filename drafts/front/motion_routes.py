"""Motions with the ballots on them, and the procedure of a text."""

from __future__ import annotations

from collections.abc import Mapping

from litestar import Request, Response, get, post
from litestar.params import FromPath
from wtforms.fields.choices import SelectChoice

from drafts.ballots.lists import of_motion
from drafts.instruments.queries import edition
from drafts.instruments.queries import instrument as instrument_of
from drafts.motions import actions, queries
from drafts.motions.forms import WHOLE, MotionForm
from drafts.rules import procedure
from drafts.rules.casting import lasting
from drafts.rules.explain import ways_of
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from forum.errors import Invalid, Unlawful
from forum.organisations.queries import groups
from forum.rules.permission import Identity
from forum.web.guards import Anybody, SignedIn, public, secretariat
from forum.web.pages import go, new_key, page
from forum.web.params import Id


@get("/motions", guards=[public], include_in_schema=False)
async def motions_page(request: Request) -> Response[str]:
    return page(request, "drafts/motions/list.html", motions=await queries.motions())


@get("/motions/{motion_id:int}", guards=[public], include_in_schema=False)
async def motion_page(request: Request, motion_id: Id, identity: Anybody) -> Response[str]:
    view = await queries.motion(motion_id)
    law = await queries.method_for(view.instrument, view.part)
    method = view.detail.get("method")
    return page(
        request,
        "drafts/motions/motion.html",
        motion=view,
        law=law,
        method=method,
        ways=ways_of(parse_method(method), await _names()) if method else (),
        ballots=await of_motion(motion_id),
        may_move=bool(procedure.may_move(identity)),
        kinds=procedure.KINDS,
    )


async def _names() -> Mapping[str, str]:
    return {each.key: each.name for each in await groups()}


@get("/instruments/{slug:str}/procedure", guards=[public], include_in_schema=False)
async def procedure_page(request: Request, slug: FromPath[str], identity: Anybody) -> Response[str]:
    text = await instrument_of(slug)
    laws = [await queries.method_for(text.id, part) for part in procedure.PARTS]
    names = await _names()
    return page(
        request,
        "drafts/motions/procedure.html",
        instrument=text,
        path=f"/instruments/{slug}",
        laws=[(law, process_of(law.words), ways_of(parse_method(law.method_text), names)) for law in laws],
        terms=await queries.terms(text.id),
        motions=await queries.open_motions(text.id),
        may_move=bool(procedure.may_move(identity)),
        consequences=procedure.CONSEQUENCES,
        lasting=lasting,
    )


@get("/instruments/{slug:str}/motions/new", guards=[secretariat], include_in_schema=False)
async def new_motion_page(request: Request, slug: FromPath[str]) -> Response[str]:
    return await _form(request, slug, MotionForm(data={"years": 5}))


@post("/instruments/{slug:str}/motions", guards=[secretariat], include_in_schema=False, form=MotionForm)
async def motion_moved(request: Request, slug: FromPath[str], identity: SignedIn) -> Response:
    form = await MotionForm.of(request)
    try:
        if form.kind.data == procedure.TERM:
            form.check()
        return go(f"/motions/{await _moved(identity, slug, form)}")
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"kind": refused.reasons}))
        return await _form(request, slug, form, key=request.scope["state"]["typed"].get("_once", ""), status=422)


async def _moved(who: Identity, slug: str, form: MotionForm) -> int:
    clause, reasons = form.clause.data or None, form.reasons.data
    if form.kind.data == procedure.TERM:
        years = form.years.data or 0
        return await actions.propose_term(who, slug, clause, form.day, form.consequence.data or "", years, reasons)
    return await actions.move(who, form.kind.data or "", slug, clause, {}, reasons)


async def _form(request: Request, slug: str, form: MotionForm, *, key: str = "", status: int = 200) -> Response[str]:
    text = await instrument_of(slug)
    entries = (await edition(text.id)).entries
    form.clause.choices = [WHOLE, *[SelectChoice(each.key, each.citation) for each in entries if each.clause_id]]
    return page(
        request,
        "drafts/motions/new.html",
        status=status,
        form=form,
        key=key or new_key(),
        instrument=text,
        path=f"/instruments/{slug}",
    )


@post("/motions/{motion_id:int}/withdrawal", guards=[secretariat], include_in_schema=False)
async def motion_withdrawn(motion_id: Id, identity: SignedIn) -> Response:
    await actions.withdraw(identity, motion_id)
    return go(f"/motions/{motion_id}")


MOTIONS = [motions_page, motion_page, procedure_page, new_motion_page, motion_moved, motion_withdrawn]
