"""The record for readers: what happened, newest first, and what proves each line."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.params import FromQuery, QueryParameter

from forum.record import keys, queries
from forum.record.proof_routes import LARGEST, PROOFS, now_head
from forum.web.guards import public
from forum.web.pages import page
from forum.web.params import Seq

PAGE = 50
Before = Annotated[int | None, QueryParameter(ge=1, le=LARGEST)]


@get("/record", guards=[public], include_in_schema=False)
async def record_page(
    request: Request, before: Before = None, kind: FromQuery[str] = "", subject: FromQuery[str] = ""
) -> Response[str]:
    chosen = {"kind": kind, "subject": subject.strip()}
    entries = await queries.entries(before=before, limit=PAGE + 1, **chosen)
    newer = await queries.newer(before, limit=PAGE, **chosen) if before else None
    return page(
        request,
        "forum/record/list.html",
        entries=entries[:PAGE],
        chosen=chosen,
        kinds=await queries.kinds(),
        head=await now_head(),
        newer=address(newer, chosen) if newer else "",
        older=address(entries[PAGE - 1].seq, chosen) if len(entries) > PAGE else "",
        checkpoints=await queries.checkpoints(1),
        public_keys=await keys.lines(),
    )


def address(before: int, chosen: dict[str, str]) -> str:
    return "/record?" + urlencode({name: value for name, value in {"before": before, **chosen}.items() if value})


@get("/record/entries/{seq:int}", guards=[public], include_in_schema=False)
async def entry_page(request: Request, seq: Seq) -> Response[str]:
    entry, head = await queries.entry(seq), await now_head()
    return page(
        request,
        "forum/record/entry.html",
        entry=entry,
        head=head,
        proof=[each.hex() for each in await queries.inclusion(seq, head.size)],
    )


ROUTES = [record_page, entry_page, *PROOFS]
