"""Proposing: a new amendment to a clause, and other words for one that is there."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from drafts.amendments import actions, queries
from drafts.amendments.changes import changes
from drafts.amendments.forms import AmendmentForm
from drafts.amendments.writing import Stale, chosen_kind, moved_on, previewed, refuse, seen_in, writing
from drafts.instruments.queries import clause as clause_of
from drafts.instruments.queries import clause_by_id
from drafts.instruments.views import ClauseView
from drafts.rules import lifecycle, permission
from drafts.text.brackets import resolved
from forum.errors import Conflict, Invalid, NotAllowed, Unlawful, demand
from forum.rules.digits import digits
from forum.rules.pace import LOOKS, WORDINGS
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go, page
from forum.web.params import Id

CLAUSE = "/instruments/{slug:str}/clauses/{key:str}"


@get(CLAUSE + "/amendments/new", guards=[signed_in], include_in_schema=False)
async def new_amendment(
    request: Request,
    slug: FromPath[str],
    key: FromPath[str],
    identity: SignedIn,
    kind: FromQuery[str | None] = None,
    bracket: FromQuery[str | None] = None,
    choice: FromQuery[str | None] = None,
) -> Response[str]:
    """Shows the form for a new amendment. With `bracket` and `choice`, it begins with the words in force with this
    bracket closed so."""
    demand(permission.may_draft(identity))
    clause = await clause_of(slug, key)
    kind = chosen_kind(clause, kind)
    form = AmendmentForm(
        data={
            "kind": kind,
            "base": str(clause.current.number),
            "text": closed(clause, bracket, choice) if kind == lifecycle.REPLACE else "",
        }
    )
    return await writing(request, clause, form)


def closed(clause: ClauseView, bracket: str | None, choice: str | None) -> str:
    if bracket is None or choice is None or bracket != str(digits(bracket) or 0):
        return clause.current.text
    return resolved(clause.current.text, {digits(bracket) or 0: digits(choice) or 0})


@post(
    CLAUSE + "/amendments",
    guards=[signed_in],
    pace=WORDINGS,
    include_in_schema=False,
    looks=("check",),
    acts_for=True,
    form=AmendmentForm,
)
async def draft_amendment(request: Request, slug: FromPath[str], key: FromPath[str], identity: SignedIn) -> Response:
    clause, form = await clause_of(slug, key), await AmendmentForm.of(request)
    form.kind.data = chosen_kind(clause, form.kind.data)
    if (await request.form()).get("act") == "check":
        return await writing(request, clause, form, show=True)
    base, _ = seen_in(form)
    try:
        return go(f"/amendments/{await actions.draft(identity, clause.id, form.proposal(), base)}")
    except Conflict as error:
        form.base.data = str(clause.current.number)
        return await writing(
            request, clause, form, stale=await moved_on(clause, base, error.reasons[0]), show=True, status=409
        )
    except (Invalid, NotAllowed, Unlawful) as error:
        return await writing(request, clause, form, status=refuse(form, error))


@post(
    CLAUSE + "/amendments/preview",
    guards=[signed_in],
    pace=LOOKS,
    include_in_schema=False,
    status_code=200,
    looks=True,
    form=AmendmentForm,
)
async def preview(request: Request, slug: FromPath[str], key: FromPath[str]) -> Response[str]:
    """A fragment: the changes, and which open amendment is about the same words."""
    clause, form = await clause_of(slug, key), await AmendmentForm.of(request)
    own = digits(str((await request.form()).get("amendment", ""))) or 0
    return page(request, "drafts/amendments/_preview.html", preview=await previewed(clause, form, own))


@get("/amendments/{amendment:int}/edit", guards=[signed_in], include_in_schema=False)
async def edit_amendment(request: Request, amendment: Id, identity: SignedIn) -> Response:
    view = await queries.amendment(amendment, identity)
    demand(permission.may_change(identity, view.organisation))
    if view.question:
        return go(f"{view.path}#question")
    demand(lifecycle.may_be_edited(view.fate), Unlawful)
    wording = view.wording
    form = AmendmentForm(
        data={
            "kind": view.kind,
            "base": str(view.clause.current.number),
            "number": str(wording.number),
            "text": wording.text,
            "reasons": wording.reasons,
            "after": str(view.after.id if view.after else ""),
        }
    )
    return await writing(request, view.clause, form, amendment=view, show=True)


@post(
    "/amendments/{amendment:int}/wordings",
    guards=[signed_in],
    pace=WORDINGS,
    include_in_schema=False,
    looks=("check",),
    acts_for=True,
    form=AmendmentForm,
)
async def save_wording(request: Request, amendment: Id, identity: SignedIn) -> Response:
    view, form = await queries.amendment(amendment, identity), await AmendmentForm.of(request)
    form.kind.data, form.after.data = view.kind, str(view.after.id if view.after else "")
    if (await request.form()).get("act") == "check":
        return await writing(request, view.clause, form, amendment=view, show=True)
    base, number = seen_in(form)
    try:
        await actions.save(identity, amendment, form.proposal(), number)
        return go(view.path)
    except Conflict as error:
        form.number.data, form.base.data = str(view.wording.number), str(view.clause.current.number)
        stale = (
            await moved_on(view.clause, base, error.reasons[0])
            if base != view.clause.current.number
            else Stale(
                error.reasons[0],
                changes(view.kind, (await clause_by_id(view.clause.id)).current.text, view.wording.text),
            )
        )
        return await writing(request, view.clause, form, amendment=view, stale=stale, show=True, status=409)
    except (Invalid, NotAllowed, Unlawful) as error:
        return await writing(request, view.clause, form, amendment=view, status=refuse(form, error))


WRITING = [new_amendment, draft_amendment, preview, edit_amendment, save_wording]
