"""Amendments as files: PDF, Word, Akoma Ntoso."""

from __future__ import annotations

from litestar import Request, Response, get

from drafts.amendments import queries
from drafts.amendments.exporting import amendment_file
from forum.rules.permission import Identity
from forum.web.attachments import address, file
from forum.web.guards import Anybody, public
from forum.web.params import Id


@get("/amendments/{amendment:int}/amendment.docx", guards=[public], include_in_schema=False)
async def amendment_word(request: Request, amendment: Id, identity: Anybody) -> Response[bytes]:
    """The edition with the amendment as tracked changes."""
    return file(request, await _amendment(request, amendment, identity, "docx"), f"amendment-{amendment}", "docx")


@get("/amendments/{amendment:int}/amendment.xml", guards=[public], include_in_schema=False)
async def amendment_akn(request: Request, amendment: Id, identity: Anybody) -> Response[bytes]:
    return file(request, await _amendment(request, amendment, identity, "akn"), f"amendment-{amendment}", "akn")


@get("/amendments/{amendment:int}/amendment.pdf", guards=[public], include_in_schema=False)
async def amendment_pdf(request: Request, amendment: Id, identity: Anybody) -> Response[bytes]:
    return file(request, await _amendment(request, amendment, identity, "pdf"), f"amendment-{amendment}", "pdf")


async def _amendment(request: Request, number: int, identity: Identity | None, format: str) -> bytes:
    return await amendment_file(await queries.amendment(number, identity), format, address(request))


EXPORTS = [amendment_akn, amendment_pdf, amendment_word]
