"""The gate before a ballot, as the roof hands it to the floor below."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.rules.lifecycle import TABLED
from forum.handed import Gate
from forum.rules.permission import Identity, speaks_as_delegate
from forum.rules.verdict import Verdict, Yes, no
from moderation.balance.floors import AmendmentFloors, standing
from moderation.rules.gates import Missing
from moderation.rules.waivers import may_waive


@dataclass(frozen=True, slots=True)
class GateView:
    """What one reader of an amendment's page sees. `waivable` are the floors for whose waiver this reader can give
    reasons."""

    standing: AmendmentFloors
    may_pass: bool
    waivable: tuple[Missing, ...]

    @property
    def names(self) -> dict[str, str]:
        return dict(self.standing.measured.names.groups)


async def verdict(amendment: int) -> Verdict:
    found = await standing(amendment)
    return no(*(each.sentence for each in found.missing)) if found and found.missing else Yes()


async def on_page(amendment: int, who: Identity | None) -> GateView | None:
    """What this reader sees; None where no floor holds, or the amendment is not open for comments."""
    found = await standing(amendment)
    if not found or (found.fate != TABLED and not found.reasons):
        return None
    return GateView(
        found,
        _may_pass(who, found),
        tuple(each for each in found.missing if each.group and _may_waive(who, found, each)),
    )


def _may_pass(who: Identity | None, found: AmendmentFloors) -> bool:
    if found.fate != TABLED or not who or not speaks_as_delegate(who):
        return False
    return not any(each.heard for each in found.measured.voices if each.organisation == who.mandate.organisation_slug)


def _may_waive(who: Identity | None, found: AmendmentFloors, each: Missing) -> bool:
    given = tuple(reason.group for reason in found.reasons_for(each.kind, each.group))
    return bool(may_waive(who, each.group, given, extended=found.extended, until=found.until, now=found.at))


GATE = Gate(verdict=verdict, shown=on_page, part="moderation/balance/_gate.html")
