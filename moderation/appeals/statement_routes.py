"""The page of a statement of reasons, for everybody: what was decided, and who asked again."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.params import FromPath

from forum.web.guards import Anybody, public
from forum.web.pages import page
from moderation.appeals.queries import asked_again, may_ask
from moderation.measures import queries


@get("/moderation/statements/{ref:str}", guards=[public], include_in_schema=False)
async def statement(request: Request, ref: FromPath[str], identity: Anybody) -> Response[str]:
    found = await queries.statement(ref)
    return page(
        request,
        "moderation/measures/statement.html",
        statement=found,
        again=await asked_again(ref),
        may=await may_ask(identity, ref),
    )


ROUTES = [statement]
