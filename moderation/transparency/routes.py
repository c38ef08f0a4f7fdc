"""The figures of moderation, for everybody: the yearly report, as a page, JSON and CSV."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromQuery, PathParameter

from forum.clock import now
from forum.web.errors import REFUSALS
from forum.web.guards import public
from forum.web.pages import page
from moderation.rules.measures import BY_NAME
from moderation.rules.questions import CONFIDENTIAL, QUESTIONS
from moderation.transparency import queries
from moderation.transparency.formats import as_csv, as_json

Year = Annotated[int, PathParameter(ge=2000, le=9000)]


@get("/moderation/transparency", guards=[public], include_in_schema=False)
async def transparency(request: Request, year: FromQuery[str | None] = None) -> Response[str]:
    chosen = int(year) if year and year.isdecimal() and len(year) == 4 and "2000" <= year <= "9000" else now().year
    return page(
        request,
        "moderation/transparency/year.html",
        view=await queries.year(chosen),
        measures=BY_NAME,
        answers=QUESTIONS[CONFIDENTIAL].answers,
    )


@get(
    "/moderation/transparency/{year:int}/report.json",
    guards=[public],
    responses=REFUSALS,
    summary="Moderation in one year: figures, and one line a case",
)
async def transparency_json(year: Year) -> dict[str, Any]:
    return as_json(await queries.year(year))


@get("/moderation/transparency/{year:int}/report.csv", guards=[public], media_type="text/csv", include_in_schema=False)
async def transparency_csv(year: Year) -> Response[str]:
    named = {"content-disposition": f'attachment; filename="moderation-{year}.csv"'}
    return Response(as_csv(await queries.year(year)), media_type="text/csv; charset=utf-8", headers=named)


ROUTES = [transparency, transparency_json, transparency_csv]
