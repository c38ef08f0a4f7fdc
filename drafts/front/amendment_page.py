"""The page of one amendment, as this reader sees it; acts that were refused show it again with what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response

from drafts.amendments import queries
from drafts.amendments.assembly import wordings
from drafts.amendments.changes import changes, changes_of, rivals_of
from drafts.amendments.collisions import collided
from drafts.amendments.forms import MEANS, AnswerForm, WhyForm, picks_in
from drafts.amendments.history import history, public_wordings
from drafts.amendments.possible import possible
from drafts.amendments.views import AmendmentView
from drafts.ballots.gates import shown_on
from drafts.ballots.lists import of_amendment
from drafts.exchange.render import plain
from drafts.instruments.comparing import VIEWS, chosen_view
from drafts.rationales import queries as rationales
from drafts.rules import lifecycle
from drafts.text.merge import touches
from drafts.text.weave import clashes
from drafts.workbench.queries import mentions
from forum.rules.permission import Identity
from forum.threads.floor_guards import ended
from forum.threads.forms import CommentForm, open_form, order_of, orders
from forum.threads.queries import comments_on
from forum.web.forms import Form, key_of
from forum.web.pages import page

VERBS = {
    "replace": "It changes the words of the clause.",
    "insert": "It adds a clause.",
    "repeal": "It repeals the clause.",
    "move": "It moves the clause.",
}


async def amendment_page(
    request: Request, who: Identity | None, view: AmendmentView, *, refused: Form | None = None, status: int = 200
) -> Response[str]:
    """Shows one amendment. `refused` is a form that was sent and not accepted."""
    shown = chosen_view(request.query_params.get("view"))
    asked, why, comment = (
        refused if isinstance(refused, kind) else None for kind in (AnswerForm, WhyForm, CommentForm)
    )
    others = await _others(view)
    writing = comment or open_form(request, view.wording_path, plain(view.wording.text))
    writing.ended = await ended(view.path)
    readable = public_wordings(view, await wordings(view.id))
    gates = await shown_on(view.id, who) if view.tabled else []
    answer = page(
        request,
        "drafts/amendments/amendment.html",
        status=status,
        form=refused or bool(who),  # a reader without a session finds no form here, and a page that may be kept
        refused=isinstance(refused, AnswerForm | WhyForm),
        key=key_of(request),
        amendment=view,
        changes=changes_of(view),
        view=shown,
        choices=_choices(view, shown),
        paragraphs=re.split(r"\n\s*\n", view.wording.reasons),
        verbs=VERBS,
        possible=await possible(who, view),
        history=history(view, readable, await queries.takeovers(view.id)),
        wordings=readable,
        rivals=rivals_of(view, others),
        others=[(each, changes_of(each)) for each in others],
        ballots=await of_amendment(view.id),
        gates=gates,
        mention=await mentions(view.id) if view.tabled else None,
        rationale=await rationales.of_amendment(view.id) if view.fate == lifecycle.ADOPTED else None,
        why=why or WhyForm(),
        means=MEANS,
        comments=await comments_on(view.path, order_of(request)) if view.tabled else (),
        orders=orders(view.path, order_of(request)),
        comment=writing,
        **_question(view, asked, picks_in(request.scope["state"].get("typed", {}))),
    )
    if gates and "cache-control" not in answer.headers:
        answer.headers["cache-control"] = "no-cache"  # what is missing changes with the clock, not only with an act
    return answer


async def _others(view: AmendmentView) -> list[AmendmentView]:
    """Answers the other open amendments to the clause, as long as this one is open."""
    if view.fate in lifecycle.ENDED:
        return []
    return [each for each in await queries.open_on(view.clause.id) if each.id != view.id]


def _choices(view: AmendmentView, shown: str) -> list[tuple[str, str, bool]]:
    """Ways to show a change of words; an insertion has none to compare."""
    offered = {lifecycle.REPLACE: VIEWS, lifecycle.INSERT: (VIEWS[0], VIEWS[-1])}.get(view.kind, ())
    return [(name, f"{view.path}?view={value}", value == shown) for value, name in offered]


def _question(view: AmendmentView, sent: AnswerForm | None, picks: Mapping[int, str]) -> dict[str, Any]:
    if not view.question:
        return {}
    base, came = view.wording.base.text, view.question.revision
    form = sent or AnswerForm(
        data={"revision": str(came.number), "text": view.wording.text, "reasons": view.wording.reasons}
    )
    form.offer(view.kind)
    about = (
        ()
        if view.kind == lifecycle.MOVE
        else tuple(dict.fromkeys(touch.words for touch in touches(base, view.wording.text, came.text)))
    )
    places = clashes(collided(base, view.wording.text, came.text)) if view.kind == lifecycle.REPLACE else ()
    return {
        "answer": form,
        "came": changes(lifecycle.REPLACE, base, came.text),
        "collided": about,
        "places": places,
        "picks": picks,
    }
