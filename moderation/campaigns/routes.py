"""A campaign: the words, how many sent them, who is behind it, and every text."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.params import FromQuery

from forum.rules.digits import digits
from forum.web.guards import public
from forum.web.pages import page
from forum.web.params import Id
from moderation.campaigns import queries
from moderation.rules import campaigns


@get("/campaigns/{campaign:int}", guards=[public], include_in_schema=False)
async def campaign_page(request: Request, campaign: Id, start: FromQuery[str | None] = None) -> Response[str]:
    chosen = digits(start, 7) or 0
    return page(
        request, "moderation/campaigns/campaign.html", campaign=await queries.campaign(campaign, chosen), rule=campaigns
    )


ROUTES = [campaign_page]
