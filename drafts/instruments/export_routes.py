"""Editions as files: PDF, Word, Akoma Ntoso, Markdown."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from drafts.instruments.exporting import edition_file
from forum.errors import NotFound
from forum.rules.digits import digits
from forum.web.attachments import address, file
from forum.web.guards import public
from forum.web.params import Id


@get("/instruments/{slug:str}/editions/{number:int}/edition.xml", guards=[public], include_in_schema=False)
async def edition_akn(request: Request, slug: FromPath[str], number: Id) -> Response[bytes]:
    return file(request, await edition_file(slug, number, "akn", address(request)), f"{slug}-edition-{number}", "akn")


@get("/instruments/{slug:str}/editions/{number:int}/edition.md", guards=[public], include_in_schema=False)
async def edition_md(request: Request, slug: FromPath[str], number: Id) -> Response[bytes]:
    return file(request, await edition_file(slug, number, "md", address(request)), f"{slug}-edition-{number}", "md")


@get("/instruments/{slug:str}/editions/{number:int}/edition.pdf", guards=[public], include_in_schema=False)
async def edition_pdf(
    request: Request, slug: FromPath[str], number: Id, against: FromQuery[str | None] = None
) -> Response[bytes]:
    """An edition as PDF. `against` is the number of another edition, with which it is compared."""
    other = earlier(against)
    name = f"{slug}-edition-{number}" + (f"-against-{other}" if other else "")
    return file(request, await edition_file(slug, number, "pdf", address(request), other), name, "pdf")


@get("/instruments/{slug:str}/editions/{number:int}/edition.docx", guards=[public], include_in_schema=False)
async def edition_word(
    request: Request, slug: FromPath[str], number: Id, against: FromQuery[str | None] = None
) -> Response[bytes]:
    """An edition for Word. `against` is the number of an earlier edition; what changed since stands in it as tracked
    changes."""
    other = earlier(against)
    name = f"{slug}-edition-{number}" + (f"-against-{other}" if other else "")
    return file(request, await edition_file(slug, number, "docx", address(request), other), name, "docx")


def earlier(against: str | None) -> int | None:
    if not against:
        return None
    if not (number := digits(against)):
        raise NotFound
    return number


EXPORTS = [edition_akn, edition_md, edition_pdf, edition_word]
