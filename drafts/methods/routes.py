"""Methods on the web: the secretariat's page to compose one, and the public pages that explain each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post

from drafts.ballots.rolls import entitled
from drafts.methods.beginnings import as_json, beginning, filled, title_of
from drafts.methods.checking import checked
from drafts.methods.composition import Composition, compose, draft_in, draft_typed
from drafts.methods.explained_routes import EXPLAINED
from drafts.methods.forms import JSON, MOST_ROWS, ROWS, MethodForm, rows_in, votes_in
from drafts.methods.pages import CHOICES, row_views
from drafts.methods.views import groups_of
from drafts.motions.actions import propose_method
from drafts.rules.composing import RuleRow, rule_of
from drafts.rules.presets import presets
from forum.errors import Invalid, Unlawful
from forum.rules.permission import Identity
from forum.web.forms import key_of
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go, page

UNCHECKED = Composition(None, (), ())


@get("/methods/new", guards=[secretariat], include_in_schema=False)
async def composing_page(request: Request) -> Response[str]:
    """The query names in `from` a preset (else the method in force is taken), in `instrument` a text (else the forum),
    and a `part`."""
    begun, instrument, part = (request.query_params.get(name, "") for name in ("from", "instrument", "part"))
    form, rows = filled(await beginning(begun, instrument, part), begun, instrument, part)
    return await _composing_page(request, form, replace(UNCHECKED, rows=rows))


@post("/methods/new", guards=[secretariat], include_in_schema=False, form=MethodForm)
async def method_composed(request: Request, identity: SignedIn) -> Response:
    form, typed = await MethodForm.of(request), request.scope["state"]["typed"]
    rows = rows_in(typed)
    if changed := _changed(form, rows, typed):
        return await _composing_page(request, form, changed, status=422 if form.errors else 200)
    found = compose(
        form, rows, await beginning(form.begun.data or "", form.instrument.data or "", form.part.data or "")
    )
    if found.text is not None and "propose" in typed:
        try:
            return go(f"/motions/{await _proposed(identity, form, found.text)}")
        except (Invalid, Unlawful) as refused:
            form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
    return await _composing_page(request, form, found)


async def _proposed(identity: Identity, form: MethodForm, text: Mapping[str, Any]) -> int:
    return await propose_method(identity, form.instrument.data or None, text, form.reasons.data, form.part.data)


def _changed(form: MethodForm, rows: tuple[RuleRow, ...], typed: Mapping[str, str]) -> Composition | None:
    """What a button that changes the form itself makes of it; None if another was pressed."""
    if "add" in typed:
        return replace(UNCHECKED, rows=(*rows, RuleRow())[:MOST_ROWS])
    if gone := next((name for name in typed if name.startswith("remove-")), ""):
        return replace(UNCHECKED, rows=tuple(row for n, row in enumerate(rows) if gone != f"remove-{n}"))
    if "as-json" in typed and (draft := draft_in(form, rows)):
        form.mode.data, form.rule.data = JSON, as_json(rule_of(draft))
        return replace(UNCHECKED, rows=rows)
    return _in_rows(form) if "as-rows" in typed else None


def _in_rows(form: MethodForm) -> Composition:
    try:
        draft = draft_typed(form)
    except Unlawful as unlawful:
        form.refuse(Invalid({"rule": unlawful.reasons}))
        return UNCHECKED
    if not draft:
        form.refuse(
            Invalid({"rule": "Rows cannot say this rule: it has ways of which any may do, or weights of its own."})
        )
        return UNCHECKED
    form.mode.data, form.chambers.data = ROWS, draft.chambers
    form.voice.data, form.weight.data = draft.voice, draft.weight
    return replace(UNCHECKED, rows=draft.rows)


async def _composing_page(request: Request, form: MethodForm, found: Composition, status: int = 200) -> Response[str]:
    roll = await entitled()
    groups = groups_of(roll)
    votes = votes_in(request.scope["state"].get("typed", {}), {group.key: group.size for group in groups})
    wrong = bool(form.errors or form.form_errors or any(found.faults))
    return page(
        request,
        "drafts/methods/compose.html",
        status=422 if wrong else status,
        form=form,
        key=key_of(request),
        about=await title_of(form.instrument.data or ""),
        rows=row_views(found.rows, found.faults, roll, form.chambers.data or ""),
        wrong=wrong,
        full=len(found.rows) >= MOST_ROWS,
        choices=CHOICES,
        presets=presets(),
        groups=groups,
        votes=votes,
        checked=checked(found.text, roll, votes) if found.text is not None and not wrong else None,
    )


ROUTES = [composing_page, method_composed, *EXPLAINED]
