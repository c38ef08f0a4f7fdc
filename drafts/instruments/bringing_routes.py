"""The secretariat brings an instrument: a page to paste or upload it, and to see first what would be taken."""

from __future__ import annotations

from litestar import Request, Response, get, post

from drafts.exchange.markdown import read_markdown
from drafts.exchange.outline import Outline, Unreadable
from drafts.instruments.actions import bring
from drafts.instruments.forms import BringForm, sentences
from forum.errors import Invalid
from forum.rules.pace import WORDINGS
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go, new_key, page
from forum.web.visit import ONCE_FIELD


@get("/instruments/new", guards=[secretariat], include_in_schema=False)
async def new_instrument(request: Request) -> Response[str]:
    return bringing(request, BringForm())


@post(
    "/instruments/new",
    guards=[secretariat],
    pace=WORDINGS,
    include_in_schema=False,
    takes_file=True,
    looks=("check",),
    form=BringForm,
)
async def bring_instrument(request: Request, identity: SignedIn) -> Response:
    typed = await request.form()
    form = await BringForm.of(request)
    try:
        await form.take_file()
        form.check()
        outline = read(form)
        if typed.get("act") == "check":
            return bringing(request, form, key=str(typed.get(ONCE_FIELD, "")), outline=outline)
        return go(f"/instruments/{await bring(identity, outline, form.slug.data, form.about.data)}")
    except Invalid as error:
        form.refuse(error)
        return bringing(request, form, status=422, key=str(typed.get(ONCE_FIELD, "")))


def read(form: BringForm) -> Outline:
    try:
        return read_markdown(form.source.data)
    except Unreadable as refused:
        raise Invalid({"source": sentences(refused)}) from None


def bringing(
    request: Request, form: BringForm, *, status: int = 200, key: str = "", outline: Outline | None = None
) -> Response[str]:
    return page(request, "drafts/instruments/new.html", status=status, form=form, key=key or new_key(), outline=outline)


BRINGING = [new_instrument, bring_instrument]
