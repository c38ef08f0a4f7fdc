"""Ballots on rivals, on the web: putting several amendments to one clause into one ballot, and choosing among them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from litestar import Request, Response, get, post
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from drafts.amendments import queries as amendments
from drafts.ballots import actions, queries
from drafts.ballots.candidates import candidates_of
from drafts.ballots.forms import CastForm, RivalsForm
from drafts.ballots.opening import law_of
from drafts.ballots.tables import Ballot
from drafts.rules.process import process_of
from drafts.rules.rivals import APPROVAL, STATUS_QUO
from forum.clock import now
from forum.errors import Invalid, NotFound, Unlawful
from forum.web.guards import Anybody, secretariat, signed_in
from forum.web.pages import go, new_key, page
from forum.web.params import Id

POSITIONS = {"chose": "Choose as above", "abstain": "Abstain", "recuse": "Recuse"}


@get("/amendments/{amendment:int}/rivals", guards=[secretariat], include_in_schema=False)
async def rivals_page(request: Request, amendment: Id) -> Response[str]:
    hours = process_of((await law_of(amendment)).words).minimum_hours + 1
    closes_at = (now() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    return await _opening(request, amendment, RivalsForm(data={"closes_at": closes_at, "counting": APPROVAL}))


@post("/amendments/{amendment:int}/rivals", guards=[secretariat], include_in_schema=False)
async def rivals_opened(request: Request, amendment: Id, identity: Anybody) -> Response:
    form = await RivalsForm.of(request)
    try:
        form.check()
        if not form.closes_at.moment:
            raise Invalid({"closes_at": "Say when the ballot closes."})
        ids = [int(each) for each in form.rivals.data or () if each.isdecimal() and len(each) < 10]
        counting, origin = form.counting.data or "", request.app.state.settings.origin
        opened = await actions.open_rivals(identity, ids, counting, form.closes_at.moment, origin=origin)
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"rivals": refused.reasons}))
        return await _opening(
            request, amendment, form, key=request.scope["state"]["typed"].get("_once", ""), status=422
        )
    return go(f"/ballots/{opened}")


async def _opening(
    request: Request, amendment: int, form: RivalsForm, *, key: str = "", status: int = 200
) -> Response[str]:
    view = await amendments.amendment(amendment)
    tabled = [each for each in await amendments.open_on(view.clause.id) if each.fate == "tabled"]
    form.rivals.choices = [SelectChoice(str(each.id), f"{each.title}, by {each.organisation_name}") for each in tabled]
    return page(
        request,
        "drafts/ballots/rivals.html",
        status=status,
        form=form,
        key=key or new_key(),
        amendment=view,
        law=await law_of(amendment),
        enough=len(tabled) > 1,
    )


def form_class(counting: str, names: Mapping[str, str]) -> type[CastForm]:
    """The fields of one ballot: what to approve, or a place for each."""
    position = RadioField(
        "The vote", choices=[SelectChoice(*each) for each in POSITIONS.items()], default="chose", validate_choice=False
    )
    if counting == APPROVAL:
        choices = [SelectChoice(each, name) for each, name in names.items() if each != STATUS_QUO]
        widgets = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
        fields: dict[str, Any] = {
            "approved": SelectMultipleField("Approve", choices=choices, validate_choice=False, **widgets)
        }
    else:
        places = [SelectChoice("", "No place"), *(SelectChoice(str(n), str(n)) for n in range(1, len(names) + 1))]
        fields = {
            f"place_{each}": SelectField(name, choices=places, validate_choice=False) for each, name in names.items()
        }
    return type("ChoiceForm", (CastForm,), {**fields, "position": position})


def _chosen(counting: str, form: CastForm, names: Mapping[str, str]) -> str:
    """As choices.choice_of reads it."""
    if form.position.data in ("abstain", "recuse"):
        return form.position.data
    if counting == APPROVAL:
        return json.dumps({"approved": form["approved"].data or []})
    places: dict[int, list[str]] = {}
    for each in names:
        given = form[f"place_{each}"].data or ""
        if given.isdecimal() and len(given) < 4:
            places.setdefault(int(given), []).append(each)
    return json.dumps({"ranked": [places[place] for place in sorted(places)]})


@post("/ballots/{ballot:int}/choices", guards=[signed_in], include_in_schema=False)
async def choice_made(request: Request, ballot: Id, identity: Anybody) -> Response:
    row = await Ballot.select(Ballot.counting).where(Ballot.id == ballot).first()
    if not row or not row["counting"]:
        raise NotFound
    names = await candidates_of(ballot)
    form = await form_class(row["counting"], names).of(request)
    try:
        await actions.cast(identity, ballot, _chosen(row["counting"], form, names), form.reason.data)
    except (Invalid, Unlawful) as refused:
        from drafts.ballots.routes import shown

        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        key = request.scope["state"]["typed"].get("_once", "")
        return shown(request, await queries.ballot(ballot, identity), form, key=key, status=422)
    return go(f"/ballots/{ballot}#vote")


ROUTES = [rivals_page, rivals_opened, choice_made]
