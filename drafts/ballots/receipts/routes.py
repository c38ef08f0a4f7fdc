"""Receipts of votes on the web: one to read, one to keep, and a page that checks what somebody kept."""

from __future__ import annotations

import json
import re
from typing import Annotated

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery, QueryParameter

from drafts.ballots.receipts.checks import check
from drafts.ballots.receipts.queries import portable, receipt
from forum.errors import NotFound
from forum.rules.digits import digits
from forum.web.guards import Anybody, public
from forum.web.pages import page
from forum.web.params import Id

NAME = re.compile(r"(0|[1-9][0-9]{0,15})(\.json)?")
NOT_KEPT = {"cache-control": "no-store"}  # what somebody typed is one visitor's page
Ballot = Annotated[str, QueryParameter(max_length=20)]


@get("/ballots/{ballot:int}/receipts/{name:str}", guards=[public], include_in_schema=False)
async def receipt_page(request: Request, ballot: Id, name: FromPath[str], identity: Anybody) -> Response[str]:
    """Shows a receipt, or answers it as a file: `name` is the number of its entry, with `.json` for the file."""
    if not (found := NAME.fullmatch(name)):
        raise NotFound
    if found[2]:
        return await receipt_file(ballot, int(found[1]))
    return page(request, "drafts/ballots/receipt.html", receipt=await receipt(ballot, int(found[1]), identity))


async def receipt_file(ballot: int, entry: int) -> Response[str]:
    text = json.dumps((await portable(ballot, entry)).as_json(), ensure_ascii=False, indent=2)
    name = f"receipt-ballot-{ballot}-entry-{entry}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return Response(f"{text}\n", media_type="application/json", headers=headers)


@get("/receipts", guards=[public], include_in_schema=False)
async def receipt_check(request: Request, receipt: FromQuery[str] = "", ballot: Ballot = "") -> Response[str]:
    number = digits(ballot) or 0
    checked = await check(receipt, number) if receipt.strip() else None
    shown = page(request, "drafts/ballots/receipt_check.html", checked=checked, given=receipt.strip(), ballot=ballot)
    shown.headers.update(NOT_KEPT if receipt else {})
    return shown


ROUTES = [receipt_page, receipt_check]
