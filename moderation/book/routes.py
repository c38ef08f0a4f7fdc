"""The rules of this forum on one page, with this deployment's numbers."""

from __future__ import annotations

from litestar import Request, Response, get

from forum.web.guards import public
from forum.web.pages import page
from moderation.book.queries import deployment
from moderation.rules.book import chapters


@get("/rules", guards=[public], include_in_schema=False)
async def rules(request: Request) -> Response[str]:
    return page(request, "moderation/book/rules.html", chapters=chapters(await deployment()))


ROUTES = [rules]
