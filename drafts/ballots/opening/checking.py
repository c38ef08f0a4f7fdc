"""The page before a ballot opens: what it opens with, and the second press."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Request, Response

from drafts.ballots.opening.before import Before
from drafts.ballots.questions import on_motion, question
from drafts.ballots.views import QuestionView
from drafts.motions.queries import motion
from drafts.rules import casting
from drafts.rules.explain import ways_of
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from forum.clock import now
from forum.organisations.queries import groups as known_groups
from forum.web.errors import typed_in
from forum.web.forms import key_of
from forum.web.pages import page
from forum.web.visit import FORM_FIELD, ONCE_FIELD

CHECK, OPEN, CHANGE = "check", "open", "change"  # what a form to open a ballot asks for


async def check_page(
    request: Request, before: Before, crumbs: Sequence[tuple[str, str]], *, stale: Sequence[str] = ()
) -> Response[str]:
    """Shows what would open, for a last look. `stale` says what has changed since the page that was pressed on. All
    that was typed stands in the form."""
    law, moment = before.law, now()
    kept = [pair for pair in typed_in(request).pairs if pair[0] not in (FORM_FIELD, ONCE_FIELD, "act", "seen")]
    return page(
        request,
        "drafts/ballots/check.html",
        status=409 if stale else 200,
        form=True,
        key=key_of(request),
        crumbs=crumbs,
        path=request.scope["path"],
        kept=kept,
        stale=stale,
        before=before,
        asked={"questions": await _questions(before), "counting": before.subject.counting},
        closes=casting.with_weekday(before.closes_at),
        away=casting.away(moment, before.closes_at),
        other_year=before.closes_at.year != moment.year,
        law=law,
        process=process_of(law.words),
        lasting=casting.lasting,
        ways=ways_of(parse_method(law.method_text), {each.key: each.name for each in await known_groups()}),
    )


async def _questions(before: Before) -> list[QuestionView]:
    if before.subject.motion:
        return [on_motion(await motion(before.subject.motion))]
    return [await question(each) for each in before.words]
