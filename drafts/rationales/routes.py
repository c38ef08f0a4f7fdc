"""Explaining an adopted change, approving that, disagreeing with it; and the feed."""

from __future__ import annotations

from litestar import Request, Response, get, post

from drafts.amendments import queries as amendments
from drafts.amendments.changes import changes_of
from drafts.rationales import actions, queries
from drafts.rationales.feed import atom
from drafts.rationales.figures import figures_of
from drafts.rationales.forms import ApprovalForm, RationaleForm, StatementForm
from drafts.rationales.shapes import Figures
from drafts.rules import rationale as rules
from forum.errors import Conflict, Invalid, NotFound
from forum.rules.pace import DECLARATIONS
from forum.rules.permission import Identity
from forum.web.errors import REFUSALS
from forum.web.forms import key_of
from forum.web.guards import SignedIn, public, rapporteur, signed_in
from forum.web.pages import go, page
from forum.web.params import Id

FEED_LENGTH = 50  # entries


@get("/amendments/{amendment:int}/rationale", guards=[rapporteur], include_in_schema=False)
async def rationale_page(request: Request, amendment: Id, identity: SignedIn) -> Response[str]:
    written = await queries.of_amendment(amendment)
    typed = {"summary": written.summary, "why": written.why} if written else {}
    return await _shown(request, amendment, identity, RationaleForm(data=typed))


async def _shown(
    request: Request, amendment: int, who: Identity, form: RationaleForm, status: int = 200
) -> Response[str]:
    """Who comes again with a form that was refused sees the words that are saved, too."""
    view, written = await amendments.amendment(amendment, who), await queries.of_amendment(amendment)
    published = bool(written and written.published_at)
    figures = written.figures if written and published else await figures_of(view)
    return page(
        request,
        "drafts/rationales/write.html",
        status=status,
        amendment=view,
        change=changes_of(view),
        written=written,
        form=form,
        key=key_of(request),
        figures=figures,
        may_write=rules.may_write(who, view.fate, published),
        may_approve=written.may_approve(who) if written else None,
    )


@post("/amendments/{amendment:int}/rationale", guards=[rapporteur], include_in_schema=False, form=RationaleForm)
async def rationale_written(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await RationaleForm.of(request)
    try:
        await actions.write(identity, amendment, form.summary.data, form.why.data, form.version.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _shown(request, amendment, identity, form, 422)
    except Conflict as overtaken:
        form.form_errors = [*overtaken.reasons]
        return await _shown(request, amendment, identity, form, 409)
    return go(f"/amendments/{amendment}/rationale")


@post("/amendments/{amendment:int}/rationale/approval", guards=[rapporteur], include_in_schema=False, form=ApprovalForm)
async def rationale_approved(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form, written = await ApprovalForm.of(request), await queries.of_amendment(amendment)
    if not written:
        raise NotFound
    return go(await actions.approve(identity, written.id, form.version.data))


@get("/amendments/{amendment:int}/statements", guards=[signed_in], include_in_schema=False)
async def statement_page(request: Request, amendment: Id, identity: SignedIn) -> Response[str]:
    return await _statement(request, amendment, identity, StatementForm())


async def _statement(
    request: Request, amendment: int, who: Identity, form: StatementForm, status: int = 200
) -> Response[str]:
    written = await queries.of_amendment(amendment)
    if not written or not written.published_at:
        raise NotFound
    return page(
        request,
        "drafts/rationales/statement.html",
        status=status,
        rationale=written,
        amendment=await amendments.amendment(amendment),
        form=form,
        key=key_of(request),
        may_state=written.may_state(who),
    )


@post(
    "/amendments/{amendment:int}/statements",
    guards=[signed_in],
    pace=DECLARATIONS,
    include_in_schema=False,
    acts_for=True,
    form=StatementForm,
)
async def statement_made(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form, written = await StatementForm.of(request), await queries.of_amendment(amendment)
    if not written:
        raise NotFound
    try:
        await actions.state(identity, written.id, form.body.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _statement(request, amendment, identity, form, 422)
    return go(f"{written.revision_path}#statements")


@get("/rationales/{rationale:int}/figures.json", guards=[public], responses=REFUSALS)
async def figures_json(rationale: Id) -> Figures:
    """The figures of a published rationale, as they were frozen with it."""
    found = await queries.rationale(rationale)
    if not found or not found.published_at or not found.figures:
        raise NotFound
    return found.figures


@get("/feeds/revisions.atom", guards=[public], include_in_schema=False)
async def feed(request: Request) -> Response[bytes]:
    settings = request.app.state.settings
    body = atom(await queries.latest(FEED_LENGTH), settings.origin, settings.name)
    return Response(body, media_type="application/atom+xml; charset=utf-8")


ROUTES = [rationale_page, rationale_written, rationale_approved, statement_page, statement_made, figures_json, feed]
