"""The front page and how it works: what a stranger reads first; and what waits for somebody who is signed in."""

from __future__ import annotations

from litestar import Request, Response, get

from drafts.amendments import queries as amendments
from drafts.ballots import lists as ballots
from drafts.carrying import queries as carrying
from drafts.front.queries import group_sizes
from drafts.instruments import queries as instruments
from drafts.rationales import queries as rationales
from drafts.sealing import queries as sealing
from forum.threads import queries as threads
from forum.web.guards import SignedIn, public, signed_in
from forum.web.pages import page


@get("/", guards=[public], include_in_schema=False)
async def home(request: Request) -> Response[str]:
    return page(
        request,
        "drafts/front/home.html",
        instruments=await instruments.instruments(),
        open_amendments=await amendments.open_by_instrument(),
        comments=await threads.totals(),
        changes=await rationales.latest(6),
        running=await ballots.running(),
        amendments=await amendments.lately(6),
        groups=await group_sizes(),
    )


@get("/about", guards=[public], include_in_schema=False)
async def about(request: Request) -> Response[str]:
    return page(request, "drafts/front/about.html", groups=await group_sizes())


@get("/work", guards=[signed_in], include_in_schema=False)
async def work(request: Request, identity: SignedIn) -> Response[str]:
    """What waits for this person, the most urgent first."""
    owed = await rationales.owed(identity) if identity.office("rapporteur") else ()
    return page(
        request,
        "drafts/front/work.html",
        ballots=await ballots.owed(identity),
        shares=await sealing.awaited_from(identity.participant),
        doubtful=await carrying.asked(identity.participant),
        asked=await amendments.asked(identity),
        drafts=await amendments.drafts_of(identity),
        circulated=await amendments.looking_for_sponsors(identity),
        owed=owed,
        tabled=await amendments.listed("tabled") if identity.office("secretariat") else (),
    )


HOME = [home, about, work]
