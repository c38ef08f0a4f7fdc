"""Alarms for moderators, and in public once confirmed; investigations of dominance."""

from __future__ import annotations

from litestar import Request, Response, get, post
from wtforms.fields.choices import SelectChoice

from forum.errors import Conflict, Invalid
from forum.organisations.queries import organisations
from forum.rules.digits import digits
from forum.rules.pace import REPORTS
from forum.rules.permission import Identity
from forum.web.forms import key_of, text
from forum.web.guards import Anybody, SignedIn, moderator, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.alarms import actions, investigating, queries, remedies, reports
from moderation.alarms.forms import AlarmForm, InvestigationForm

PAGES = "moderation/alarms"


@get("/alarms", guards=[public], include_in_schema=False)
async def alarms(request: Request) -> Response[str]:
    return page(
        request, f"{PAGES}/list.html", alarms=await queries.confirmed(), investigations=await reports.all_of_them()
    )


@get("/moderation/alarms/{alarm:int}", guards=[public], include_in_schema=False)
async def alarm_page(request: Request, alarm: Id, identity: Anybody) -> Response[str]:
    return await _alarm(request, alarm, identity, None)


async def _alarm(
    request: Request, id: int, who: Identity | None, form: AlarmForm | None, status: int = 200
) -> Response[str]:
    row = await queries.alarm(id, who)
    open_for = bool(who and who.office("moderator") and not row.outcome)
    form = form or AlarmForm(data={"seen": str(row.given)})
    return page(
        request,
        f"{PAGES}/alarm.html",
        status=status,
        alarm=row,
        form=form if open_for or status != 200 else False,
        key=key_of(request),
    )


@post("/moderation/alarms/{alarm:int}/views", guards=[moderator], include_in_schema=False, form=AlarmForm)
async def view_given(request: Request, alarm: Id, identity: SignedIn) -> Response:
    form = await AlarmForm.of(request)
    try:
        await actions.give_view(identity, alarm, form.view.data or "", form.reasons.data, digits(form.seen.data))
    except Invalid as refused:
        form.refuse(refused)
        return await _alarm(request, alarm, identity, form, 422)
    except Conflict as late:
        form.form_errors = list(late.reasons)
        form.seen.data = str((await queries.alarm(alarm, identity)).given)
        return await _alarm(request, alarm, identity, form, 409)
    return go(f"/moderation/alarms/{alarm}")


@get("/moderation/alarms/{alarm:int}/investigations/new", guards=[moderator], include_in_schema=False)
async def investigation_form(request: Request, alarm: Id, identity: SignedIn) -> Response[str]:
    return await _new(request, alarm, identity, InvestigationForm())


async def _new(
    request: Request, alarm: int, who: Identity, form: InvestigationForm, status: int = 200
) -> Response[str]:
    form.organisations.choices = [
        SelectChoice(each.slug, f"{each.name} ({each.group.name})") for each in await organisations()
    ]
    return page(
        request,
        f"{PAGES}/new.html",
        status=status,
        alarm=await queries.alarm(alarm, who),
        form=form,
        key=key_of(request),
    )


@post(
    "/moderation/alarms/{alarm:int}/investigations", guards=[moderator], include_in_schema=False, form=InvestigationForm
)
async def investigation_begun(request: Request, alarm: Id, identity: SignedIn) -> Response:
    form = await InvestigationForm.of(request)
    try:
        made = await investigating.begin(
            identity, alarm, form.name.data, form.question.data, form.exit.data, form.organisations.data or []
        )
    except Invalid as refused:
        form.refuse(refused)
        return await _new(request, alarm, identity, form, 422)
    return go(investigating.path_of(made))


@get("/investigations/{investigation:int}", guards=[public], include_in_schema=False)
async def investigation_page(request: Request, investigation: Id, identity: Anybody) -> Response[str]:
    return await _investigation(request, investigation, identity)


async def _investigation(
    request: Request, id: int, who: Identity | None, error: str = "", typed: str = "", status: int = 200
) -> Response[str]:
    report = await reports.report(id)
    concerned = bool(
        who
        and who.speaking
        and who.speaking.kind == "head"
        and who.speaking.organisation_slug in {each.slug for each in report.organisations}
    )
    return page(
        request,
        f"{PAGES}/investigation.html",
        status=status,
        report=report,
        concerned=concerned,
        error=error,
        typed=typed,
        form=concerned,
        key=key_of(request),
    )


@post(
    "/investigations/{investigation:int}/objections",
    guards=[signed_in],
    pace=REPORTS,
    include_in_schema=False,
    acts_for=True,
)
async def objected(request: Request, investigation: Id, identity: SignedIn) -> Response:
    body = text((await request.form()).get("body", ""))
    try:
        await remedies.object_to(identity, investigation, body)
    except Invalid as refused:
        return await _investigation(request, investigation, identity, str(refused), body, 422)
    return go(investigating.path_of(investigation))


@post(
    "/investigations/{investigation:int}/release",
    guards=[signed_in],
    pace=REPORTS,
    include_in_schema=False,
    acts_for=True,
)
async def release_asked(investigation: Id, identity: SignedIn) -> Response:
    await remedies.ask_for_release(identity, investigation)
    return go(investigating.path_of(investigation))


ROUTES = [
    alarms,
    alarm_page,
    view_given,
    investigation_form,
    investigation_begun,
    investigation_page,
    objected,
    release_asked,
]
