"""Changes that were made in Word come in as amendments: first what was understood, clause by clause; then drafts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from drafts.amendments.drafting import draft
from drafts.amendments.forms import number_in
from drafts.amendments.wordings import Proposal
from drafts.exchange.outline import Unreadable
from drafts.exchange.render import plain
from drafts.exchange.word import read_changes
from drafts.instruments import queries
from drafts.instruments.printing import printed
from drafts.instruments.views import InstrumentView
from drafts.rules import lifecycle, permission
from drafts.text.redline import Span, redline
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, demand
from forum.rules.permission import Identity
from forum.web.forms import key_of
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import page

WORD = "/instruments/{slug:str}/word"
MOST = 200  # changes in one document
SAYS = {
    lifecycle.REPLACE: "Other words for {}",
    lifecycle.INSERT: "A new clause after {}",
    lifecycle.REPEAL: "Repeal of {}",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change as it stands on the page: what was understood, and what was made of it there. `error`: why it is refused."""

    kind: str
    key: str
    citation: str
    revision: int
    text: str
    reasons: str
    taken: bool
    spans: tuple[Span, ...] = ()
    notices: tuple[str, ...] = ()
    error: str = ""

    @property
    def title(self) -> str:
        return SAYS[self.kind].format(self.citation)


@get(WORD, guards=[signed_in], include_in_schema=False)
async def word_page(request: Request, slug: FromPath[str], identity: SignedIn) -> Response[str]:
    demand(permission.may_draft(identity))
    return _page(request, await queries.instrument(slug))


@post(WORD, guards=[signed_in], include_in_schema=False)
async def word_sent(request: Request, slug: FromPath[str], identity: SignedIn) -> Response:
    demand(permission.may_draft(identity))
    instrument, typed = await queries.instrument(slug), request.scope["state"]["typed"]
    if typed.get("act") == "draft":
        return await _drafted(request, instrument, identity, typed)
    upload = (await request.form()).get("file")
    if not isinstance(upload, UploadFile) or not (data := await upload.read()):
        return _page(request, instrument, error="Choose a Word file.", status=422)
    edition = number_in(typed.get("edition")) or instrument.edition_number
    try:
        lines, notices = await _understood(data, instrument, edition, typed.get("reasons", ""))
    except Unreadable as refused:
        return _page(
            request, instrument, error=" ".join(says for _, says in refused.problems), status=422, edition=edition
        )
    except NotFound:
        return _page(request, instrument, error="There is no such edition.", status=422)
    return _page(request, instrument, lines=lines, notices=notices, edition=edition)


async def _understood(
    data: bytes, instrument: InstrumentView, number: int, reasons: str
) -> tuple[list[Line], list[str]]:
    edition = await printed(instrument.slug, number)
    found, notices = await asyncio.to_thread(read_changes, data, edition), []  # others are served meanwhile
    now = {entry.key: entry for entry in (await queries.edition(instrument.id)).entries if entry.clause_id}
    revisions = {line.key: line.revision for line in edition.lines if line.key}
    lines = []
    for change in found.changes[:MOST]:
        entry = now.get(change.key)
        if entry is None or (entry.revision_number != revisions[change.key] and change.kind != lifecycle.INSERT):
            notices.append(
                f"{change.citation} has changed since edition {number}. Propose this by hand: “{change.new[:200]}”"
            )
            continue
        taken = Line(
            change.kind,
            change.key,
            entry.citation,
            entry.revision_number,
            change.text,
            reasons,
            True,
            redline(change.old, change.new),
            (*(f"By {by}." for by in change.by), *change.notices),
        )
        lines.append(taken)
    if len(found.changes) > MOST:
        notices.append(f"Only the first {MOST} changes of {len(found.changes)} are shown.")
    return lines, [*notices, *found.notices]


async def _drafted(request: Request, instrument: InstrumentView, who: Identity, typed: Mapping[str, str]) -> Response:
    """All that were ticked become drafts in one act, or none does."""
    lines = await _typed_lines(instrument, typed)
    if not any(line.taken for line in lines):
        return _page(request, instrument, lines=lines, error="Choose at least one change.", status=422)
    made: list[tuple[int, str]] = []
    refused: dict[int, str] = {}
    try:
        async with atomic():
            for n, line in enumerate(lines):
                if line.taken:
                    made.append((await _draft(who, instrument, line, n, refused), line.title))
            if refused:
                raise Invalid({"": "Some changes cannot be proposed like this."})
    except Invalid:
        lines = [replace(line, error=refused.get(n, "")) for n, line in enumerate(lines)]
        return _page(
            request,
            instrument,
            lines=lines,
            error="Some changes cannot be proposed like this. Nothing was drafted.",
            status=422,
        )
    return page(request, "drafts/instruments/word_done.html", instrument=instrument, made=made)


async def _draft(who: Identity, instrument: InstrumentView, line: Line, n: int, refused: dict[int, str]) -> int:
    clause = await queries.clause(instrument.slug, line.key)
    try:
        return await draft(who, clause.id, Proposal(line.kind, line.text, line.reasons), line.revision)
    except (Conflict, NotAllowed) as error:
        refused[n] = " ".join(error.reasons)
    except Invalid as error:
        refused[n] = " ".join(says for each in error.fields.values() for says in each)
    return 0


async def _typed_lines(instrument: InstrumentView, typed: Mapping[str, str]) -> list[Line]:
    count = min(number_in(typed.get("count")), MOST)
    entries = {entry.key: entry for entry in (await queries.edition(instrument.id)).entries if entry.clause_id}
    lines = []
    for n in range(count):
        kind, key = typed.get(f"kind-{n}", ""), typed.get(f"key-{n}", "")
        if kind not in SAYS or key not in entries:
            raise NotFound
        text, base = typed.get(f"text-{n}", ""), entries[key].text if kind != lifecycle.INSERT else ""
        lines.append(
            Line(
                kind,
                key,
                entries[key].citation,
                number_in(typed.get(f"revision-{n}")),
                text,
                typed.get(f"reasons-{n}", ""),
                f"take-{n}" in typed,
                redline(plain(base), plain(text)),
            )
        )
    return lines


def _page(
    request: Request,
    instrument: InstrumentView,
    *,
    lines: list[Line] | None = None,
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
