"""The secretariat's pages to open a ballot: the method in force, the time, and who would be on the roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from litestar import Request, Response, get, post
from wtforms.fields.choices import SelectChoice

from drafts.amendments.tables import Amendment
from drafts.ballots.forms import NEW, OpeningForm
from drafts.ballots.opening import actions
from drafts.ballots.opening.actions import law_of, ready
from drafts.ballots.opening.courses import Course, possible_courses
from drafts.ballots.opening.outlook import outlook
from drafts.ballots.questions import titles
from drafts.ballots.rolls import Entitled, entitled
from drafts.motions.queries import InForce, method_for, motion
from drafts.rules import casting, procedure, rounds
from drafts.rules.explain import ways_of
from drafts.rules.lifecycle import UNTABLED
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from forum.clock import now
from forum.errors import Invalid, NotFound, Unlawful
from forum.organisations.tables import StakeholderGroup
from forum.rules.verdict import Verdict, every
from forum.web.guards import Anybody, secretariat
from forum.web.pages import go, new_key, page
from forum.web.params import Id

SAYS = {
    rounds.RECIRCULATION: "The voters are those of the first ballot. What they cast there stands unless they vote again; the answers to the objections are shown to them.",
    rounds.SECOND_CALL: "Everybody can vote. If {group} stays away again, the other groups decide, at the stricter method that the procedure names; the result says so.",
    rounds.SECOND_READING: "The same words are voted on once more, as the method asks.",
}


@get("/amendments/{amendment:int}/ballot", guards=[secretariat], include_in_schema=False)
async def opening_page(request: Request, amendment: Id) -> Response[str]:
    row, law, courses = await _amendment(amendment), await law_of(amendment), await possible_courses(amendment)
    form = OpeningForm(data={"closes_at": _proposed(law, courses), "course": courses[0].name if courses else ""})
    return await _on_amendment(request, row, law, courses, form)


@post("/amendments/{amendment:int}/ballot", guards=[secretariat], include_in_schema=False)
async def ballot_opened(request: Request, amendment: Id, identity: Anybody) -> Response:
    form = await OpeningForm.of(request)
    try:
        opened = await actions.open_ballot(
            identity,
            amendment,
            _moment(form),
            course=form.course.data or "",
            early=form.early.data,
            origin=request.app.state.settings.origin,
        )
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        row, law, courses = await _amendment(amendment), await law_of(amendment), await possible_courses(amendment)
        return await _on_amendment(request, row, law, courses, form, key=_key(request), status=422)
    return go(f"/ballots/{opened}")


@get("/motions/{motion_id:int}/ballot", guards=[secretariat], include_in_schema=False)
async def motion_opening_page(request: Request, motion_id: Id) -> Response[str]:
    view = await motion(motion_id)
    law = await method_for(view.instrument, view.part)
    return await _on_motion(request, motion_id, law, OpeningForm(data={"closes_at": _proposed(law, ())}))


@post("/motions/{motion_id:int}/ballot", guards=[secretariat], include_in_schema=False)
async def motion_ballot_opened(request: Request, motion_id: Id, identity: Anybody) -> Response:
    form, view = await OpeningForm.of(request), await motion(motion_id)
    try:
        opened = await actions.open_on_motion(
            identity, motion_id, _moment(form), early=form.early.data, origin=request.app.state.settings.origin
        )
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        law = await method_for(view.instrument, view.part)
        return await _on_motion(request, motion_id, law, form, key=_key(request), status=422)
    return go(f"/ballots/{opened}")


def _moment(form: OpeningForm) -> datetime:
    form.check()
    if not form.closes_at.moment:
        raise Invalid({"closes_at": "Say when the ballot closes."})
    return form.closes_at.moment


def _key(request: Request) -> str:
    return request.scope["state"]["typed"].get("_once", "")


def _proposed(law: InForce, courses: Sequence[Course]) -> datetime:
    """An hour more than the shortest time, on the hour."""
    process = process_of(law.words)
    called = any(each.name == rounds.SECOND_CALL for each in courses) and process.second_call
    hours = max(process.minimum_hours, process.second_call.days * 24 if called else 0)
    return (now() + timedelta(hours=hours + 1)).replace(minute=0, second=0, microsecond=0, tzinfo=None)


async def _amendment(amendment: int) -> Mapping[str, Any]:
    row = (
        await Amendment.select(
            Amendment.id,
            Amendment.fate,
            Amendment.clause,
            Amendment.instrument.title.as_alias("instrument"),
            Amendment.instrument.slug.as_alias("slug"),
            Amendment.instrument.as_alias("instrument_id"),
        )
        .where(Amendment.id == amendment)
        .first()
    )
    if not row or row["fate"] in UNTABLED:
        raise NotFound
    return row


async def _on_amendment(
    request: Request,
    row: Mapping[str, Any],
    law: InForce,
    courses: Sequence[Course],
    form: OpeningForm,
    *,
    key: str = "",
    status: int = 200,
) -> Response[str]:
    form.course.choices = [NEW, *(SelectChoice(each.name, rounds.COURSES[each.name]) for each in courses)]
    title = (await titles([row["id"]]))[row["id"]]
    crumbs = [("Norms", "/"), (row["instrument"], f"/instruments/{row['slug']}"), (title, f"/amendments/{row['id']}")]
    says = {each.name: SAYS[each.name].format(group=each.without) for each in courses}
    subject = {
        "title": title,
        "path": f"/amendments/{row['id']}",
        "crumbs": crumbs,
        "courses": says,
        "instrument": row["instrument_id"],
    }
    return await _shown(request, subject, law, await ready(row), form, key=key, status=status)


async def _on_motion(
    request: Request, motion_id: int, law: InForce, form: OpeningForm, *, key: str = "", status: int = 200
) -> Response[str]:
    view = await motion(motion_id)
    subject = {"title": view.title, "path": view.path, "crumbs": [("Motions", "/motions"), (view.title, view.path)]}
    verdict = procedure.may_be_balloted(view.fate, "")
    return await _shown(
        request, {**subject, "courses": {}, "instrument": view.instrument}, law, verdict, form, key=key, status=status
    )


async def _shown(
    request: Request,
    subject: Mapping[str, Any],
    law: InForce,
    verdict: Verdict,
    form: OpeningForm,
    *,
    key: str,
    status: int,
) -> Response[str]:
    roll = await entitled()
    groups = [
        (name, position, list(members))
        for (position, name), members in groupby(roll, lambda each: (each.group_position, each.group_name))
    ]
    there = {name for name, _, _ in groups}
    known = await StakeholderGroup.select(StakeholderGroup.key, StakeholderGroup.name).order_by(
        StakeholderGroup.position
    )
    names = {each["key"]: each["name"] for each in known}
    fit = _fits(law, roll) if verdict else verdict
    return page(
        request,
        "drafts/ballots/open.html",
        status=status,
        form=form,
        key=key or new_key(),
        subject=subject,
        verdict=every(verdict, fit) if verdict else verdict,
        law=law,
        process=process_of(law.words),
        lasting=casting.lasting,
        ways=ways_of(parse_method(law.method_text), names),
        groups=groups,
        missing=[name for name in names.values() if name not in there],
        headless=[each.name for each in roll if not each.heads],
        report=await outlook(roll, law, names, subject["instrument"]) if fit else None,
    )


def _fits(law: InForce, roll: Sequence[Entitled]) -> Verdict:
    """Whether this forum's roll can be decided by it."""
    rule, limit = parse_method(law.method_text), process_of(law.words).group_limit
    lines = [each.as_json() for each in roll]
    return every(casting.fits(rule, law.words, lines), casting.within_limit(limit, [each.group for each in roll]))


ROUTES = [opening_page, ballot_opened, motion_opening_page, motion_ballot_opened]
