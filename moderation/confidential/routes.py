"""Reporting in confidence. No page under /confidential knows who is there, even if somebody is signed in."""

from __future__ import annotations

from litestar import Request, Response, get, post
from wtforms.fields.choices import SelectChoice

from forum.errors import Conflict, Invalid, NotFound
from forum.organisations.queries import groups
from forum.web.forms import text
from forum.web.guards import SignedIn, own_form, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.confidential import actions, queries
from moderation.confidential.forms import CodeForm, ReportForm, WordsForm
from moderation.confidential.sealing import new_code
from moderation.rules.confidential import AN_HOUR, code_of, spelled

PAGES = "moderation/confidential"


@get("/confidential", guards=[public], include_in_schema=False)
async def report_page(request: Request) -> Response[str]:
    return await _report(request, ReportForm(data={"code": new_code()}))


async def _report(request: Request, form: ReportForm, status: int = 200) -> Response[str]:
    form.about.choices = [
        SelectChoice("", "Choose a group"),
        *(SelectChoice(each.key, each.name) for each in await groups()),
    ]
    return page(request, f"{PAGES}/report.html", status=status, form=form)


@post("/confidential/reports", guards=[own_form], status_code=200, include_in_schema=False, form=ReportForm)
async def reported(request: Request) -> Response[str]:
    """The answer itself shows the code: no address ever holds it."""
    form = await ReportForm.of(request)
    try:
        received = await actions.report(form.code.data, form.about.data or "", form.body.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _report(request, form, 422)
    except Conflict as later:
        form.form_errors = list(later.reasons)
        return await _report(request, form, 409)
    return page(request, f"{PAGES}/received.html", form=True, code=spelled(code_of(form.code.data)), received=received)


@get("/confidential/fate", guards=[public], include_in_schema=False)
async def fate_page(request: Request) -> Response[str]:
    return page(request, f"{PAGES}/code.html", form=CodeForm())


@post("/confidential/fate", guards=[own_form], status_code=200, include_in_schema=False, form=CodeForm)
async def fate(request: Request) -> Response[str]:
    form = await CodeForm.of(request)
    return await _fate(request, form.code.data, WordsForm(data={"code": form.code.data}))


async def _fate(request: Request, code: str, form: WordsForm, status: int = 200) -> Response[str]:
    if waits := await queries.waiting(code):
        return page(request, f"{PAGES}/waiting.html", form=form, waits=waits, an_hour=AN_HOUR)
    try:
        own = await queries.own(code)
    except NotFound:
        asked = CodeForm(data={"code": code})
        asked.code.errors = ["No report has this code. Look for a letter that was misread."]
        return page(request, f"{PAGES}/code.html", status=422, form=asked)
    return page(request, f"{PAGES}/own.html", status=status, form=form, own=own)


@post("/confidential/words", guards=[own_form], status_code=200, include_in_schema=False, form=WordsForm)
async def words_added(request: Request) -> Response[str]:
    form = await WordsForm.of(request)
    try:
        await actions.add_words(form.code.data, form.body.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _fate(request, form.code.data, form, 422)
    except Conflict as later:
        form.refuse(Invalid({"": later.reasons}))
        return await _fate(request, form.code.data, form, 409)
    except NotFound:
        return await _fate(request, form.code.data, form)
    return await _fate(request, form.code.data, WordsForm(data={"code": form.code.data}))


@get("/moderation/confidential", guards=[public], include_in_schema=False)
async def fates(request: Request) -> Response[str]:
    return page(request, f"{PAGES}/fates.html", fates=await queries.fates())


@post("/moderation/cases/{case:int}/messages", guards=[signed_in], include_in_schema=False)
async def asked(request: Request, case: Id, identity: SignedIn) -> Response:
    """A member of the panel asks the author something."""
    await actions.ask(identity, case, text((await request.form()).get("body", "")))
    return go(f"/moderation/cases/{case}")


ROUTES = [report_page, reported, fate_page, fate, words_added, fates, asked]
