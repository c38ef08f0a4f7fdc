"""The secretariat's page to open a ballot: the method, the time, and who would be on the roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from drafts.amendments.tables import Amendment
from drafts.ballots import actions
from drafts.ballots.forms import OWN, OpeningForm
from drafts.ballots.opening import ready
from drafts.ballots.questions import titles
from drafts.ballots.rolls import Entitled, entitled
from drafts.rules.casting import fits, lasting
from drafts.rules.lifecycle import UNTABLED
from drafts.rules.presets import Preset, presets
from drafts.rules.reading import strictly
from forum.clock import now
from forum.errors import Invalid, NotFound, Unlawful
from forum.organisations.tables import StakeholderGroup
from forum.rules.permission import Identity
from forum.web.guards import secretariat
from forum.web.pages import go, new_key, page
from forum.web.params import Id

OWN_SAYS = "A decision rule as JSON. Begin with one that the command comity methods show prints, and change it."


@get("/amendments/{amendment:int}/ballot", guards=[secretariat], include_in_schema=False)
async def opening_page(request: Request, amendment: Id) -> Response[str]:
    row = await _amendment(amendment)
    chosen = next((each for each in presets() if each.id == row["instrument.method"]), presets()[0])
    closes_at = (now() + timedelta(hours=chosen.minimum_hours + 1)).replace(
        minute=0, second=0, microsecond=0, tzinfo=None
    )
    return await _shown(request, row, OpeningForm(data={"method": chosen.id, "closes_at": closes_at}))


@post("/amendments/{amendment:int}/ballot", guards=[secretariat], include_in_schema=False)
async def ballot_opened(request: Request, amendment: Id, identity: NamedDependency[Identity | None]) -> Response:
    form, origin = await OpeningForm.of(request), request.app.state.settings.origin
    chosen = form.method.data or ""
    try:
        form.check()
        if not form.closes_at.moment:
            raise Invalid({"closes_at": "Say when the ballot closes."})
        rule = form.rule.data if chosen == OWN else None
        opened = await actions.open_ballot(
            identity, amendment, chosen, form.closes_at.moment, method=rule, origin=origin
        )
    except (Invalid, Unlawful) as refused:
        place = "rule" if chosen == OWN else "method"
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({place: refused.reasons}))
        return await _shown(
            request, await _amendment(amendment), form, key=request.scope["state"]["typed"].get("_once", ""), status=422
        )
    return go(f"/ballots/{opened}")


async def _amendment(amendment: int) -> Mapping[str, Any]:
    row = (
        await Amendment.select(
            Amendment.id,
            Amendment.fate,
            Amendment.clause,
            Amendment.instrument.title,
            Amendment.instrument.slug,
            Amendment.instrument.method,
        )
        .where(Amendment.id == amendment)
        .first()
    )
    if not row or row["fate"] in UNTABLED:
        raise NotFound
    return row


async def _shown(
    request: Request, row: Mapping[str, Any], form: OpeningForm, *, key: str = "", status: int = 200
) -> Response[str]:
    roll = await entitled()
    groups = [
        (name, position, list(members))
        for (position, name), members in groupby(roll, lambda each: (each.group_position, each.group_name))
    ]
    there = {name for name, _, _ in groups}
    missing = [
        each
        for each in await StakeholderGroup.select(StakeholderGroup.name)
        .order_by(StakeholderGroup.position)
        .output(as_list=True)
        if each not in there
    ]
    return page(
        request,
        "drafts/ballots/open.html",
        status=status,
        form=form,
        key=key or new_key(),
        amendment=row,
        title=(await titles([row["id"]]))[row["id"]],
        verdict=await ready(row),
        groups=groups,
        missing=missing,
        headless=[each.name for each in roll if not each.heads],
        rules={each.id: _says(each, roll) for each in presets()} | {OWN: OWN_SAYS},
    )


def _says(rule: Preset, roll: Sequence[Entitled]) -> str:
    """What the choice means, and whether this forum's roll can be decided by it."""
    verdict = fits(rule.method, strictly(rule.text), [each.as_json() for each in roll])
    return " ".join(
        (
            rule.rule,
            f"Open for at least {lasting(rule.minimum_hours)}.",
            *(("Not possible now:", *verdict.reasons) if not verdict else ()),
        )
    )
