"""Changes that were made in Word come in as amendments: first what was understood, clause by clause; then drafts."""

from __future__ import annotations

from collections.abc import Mapping

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from drafts.amendments.from_word import LinesRefused, draft_lines
from drafts.amendments.word_lines import WordLine, refused, typed_lines, understood
from drafts.exchange.outline import Unreadable
from drafts.instruments import queries
from drafts.instruments.views import InstrumentView
from drafts.rules import permission
from forum.errors import NotFound, demand
from forum.rules.digits import digits
from forum.rules.pace import WORDINGS
from forum.rules.permission import Identity
from forum.web.forms import key_of
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import page

WORD = "/instruments/{slug:str}/word"


@get(WORD, guards=[signed_in], include_in_schema=False)
async def word_page(request: Request, slug: FromPath[str], identity: SignedIn) -> Response[str]:
    demand(permission.may_draft(identity))
    return _page(request, await queries.instrument(slug))


@post(WORD, guards=[signed_in], pace=WORDINGS, include_in_schema=False, takes_file=True, looks=("",), acts_for=True)
async def word_sent(request: Request, slug: FromPath[str], identity: SignedIn) -> Response:
    demand(permission.may_draft(identity))
    instrument, typed = await queries.instrument(slug), request.scope["state"]["typed"]
    if typed.get("act") == "draft":
        return await _drafted(request, instrument, identity, typed)
    upload = (await request.form()).get("file")
    if not isinstance(upload, UploadFile) or not (data := await upload.read()):
        return _page(request, instrument, error="Choose a Word file.", status=422)
    edition = digits(typed.get("edition")) or instrument.edition_number
    try:
        lines, notices = await understood(data, instrument, edition, typed.get("reasons", ""))
    except Unreadable as unreadable:
        says = " ".join(says for _, says in unreadable.problems)
        return _page(request, instrument, error=says, status=422, edition=edition)
    except NotFound:
        return _page(request, instrument, error="There is no such edition.", status=422)
    return _page(request, instrument, lines=lines, notices=notices, edition=edition)


async def _drafted(request: Request, instrument: InstrumentView, who: Identity, typed: Mapping[str, str]) -> Response:
    lines = await typed_lines(instrument, typed)
    if not any(line.taken for line in lines):
        return _page(request, instrument, lines=lines, error="Choose at least one change.", status=422)
    try:
        made = await draft_lines(who, instrument.slug, lines)
    except LinesRefused as error:
        says = "Some changes cannot be proposed like this. Nothing was drafted."
        return _page(request, instrument, lines=refused(lines, error.says), error=says, status=422)
    return page(request, "drafts/instruments/word_done.html", instrument=instrument, made=made)


def _page(
    request: Request,
    instrument: InstrumentView,
    *,
    lines: list[WordLine] | None = None,
    notices: list[str] | None = None,
    error: str = "",
    status: int = 200,
    edition: int = 0,
) -> Response[str]:
    return page(
        request,
        "drafts/instruments/word.html",
        status=status,
        form=True,
        key=key_of(request),
        instrument=instrument,
        lines=lines,
        notices=notices or [],
        error=error,
        edition=edition or instrument.edition_number,
    )


WORD_ROUTES = [word_page, word_sent]
