"""What changed from one edition to another, which numbers did, and consolidating them."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from drafts.instruments import queries
from drafts.instruments.comparing import VIEWS, chosen_view
from drafts.instruments.edition_changes import changes
from drafts.instruments.numbers import renamed
from drafts.instruments.printing import printed
from drafts.instruments.renumbering import planned, renumber
from forum.errors import Conflict, NotFound, Unlawful
from forum.rules.digits import digits
from forum.web.guards import SignedIn, public, secretariat
from forum.web.pages import go, page
from forum.web.params import Id


@get("/instruments/{slug:str}/compare/{first:int}/{second:int}", guards=[public], include_in_schema=False)
async def editions_compared(
    request: Request,
    slug: FromPath[str],
    first: Id,
    second: Id,
    view: FromQuery[str | None] = None,
    whole: FromQuery[str | None] = None,
) -> Response[str]:
    """The articles in which something changed; with `whole`, everything."""
    instrument, shown, everything = await queries.instrument(slug), chosen_view(view), whole == "1"
    before, after = await printed(slug, first), await printed(slug, second)
    lines, path = changes(before, after, whole=everything), f"{instrument.path}/compare/{first}/{second}"
    tail = "&whole=1" if everything else ""
    return page(
        request,
        "drafts/instruments/edition_compare.html",
        instrument=instrument,
        before=before,
        after=after,
        lines=lines,
        listed=[line for line in lines if line.says],
        view=shown,
        whole=everything,
        path=path,
        choices=[(name, f"{path}?view={value}{tail}", value == shown) for value, name in VIEWS],
    )


@get("/instruments/{slug:str}/editions/{number:int}/numbers", guards=[public], include_in_schema=False)
async def numbers_of_edition(request: Request, slug: FromPath[str], number: Id) -> Response[str]:
    """The map from the numbers of the edition before to those of this one."""
    if number < 2:
        raise NotFound
    instrument = await queries.instrument(slug)
    before, after = await queries.edition(instrument.id, number - 1), await queries.edition(instrument.id, number)
    return page(
        request,
        "drafts/instruments/numbers.html",
        instrument=instrument,
        edition=after,
        renamed=renamed(before.entries, after.entries),
    )


@get("/instruments/{slug:str}/renumbering", guards=[secretariat], include_in_schema=False)
async def renumbering_page(request: Request, slug: FromPath[str]) -> Response[str]:
    return await _asked(request, slug)


@post("/instruments/{slug:str}/renumbering", guards=[secretariat], include_in_schema=False)
async def renumbering_done(request: Request, slug: FromPath[str], identity: SignedIn) -> Response:
    seen = request.scope["state"]["typed"].get("edition", "")
    try:
        number = await renumber(identity, slug, digits(seen) or 0)
    except (Conflict, Unlawful) as refused:
        return await _asked(request, slug, refused.reasons, 409 if isinstance(refused, Conflict) else 422)
    return go(f"/instruments/{slug}/editions/{number}/numbers")


async def _asked(request: Request, slug: str, refused: tuple[str, ...] = (), status: int = 200) -> Response[str]:
    instrument = await queries.instrument(slug)
    return page(
        request,
        "drafts/instruments/renumbering.html",
        status=status,
        form=True,
        instrument=instrument,
        renamed=await planned(slug),
        refused=refused,
    )


EDITIONS = [editions_compared, numbers_of_edition, renumbering_page, renumbering_done]
