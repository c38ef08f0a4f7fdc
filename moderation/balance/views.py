"""A balance in words, and in the order in which a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.balance.measuring import Measured
from moderation.rules.balance import MEASURES, Participation
from moderation.rules.concentration import Concentration
from moderation.rules.sentences import counted

OWNERS = 20  # rows; the sums are of all


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """A row with its name. `position` is a group's, and 0 for everything else."""

    name: str
    key: str
    position: int
    row: Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceView:
    sentences: tuple[str, ...]
    groups: tuple[BalanceRow, ...]
    regions: tuple[BalanceRow, ...]
    owners: tuple[BalanceRow, ...]
    more_owners: int
    concentrations: tuple[tuple[str, str, Concentration, str], ...]  # measure, of what, figures, name of the largest
    suppressed: tuple[str, ...]


def view_of(found: Measured) -> BalanceView:
    whole, names = found.balance, found.names
    owner_names = {each.owner: names.organisations.get(each.owner, each.owner) for each in found.voices}
    owners = sorted(
        (each for each in whole.owners if each.words.part or each.amendments.part or each.heard),
        key=lambda each: (-each.words.part, -each.comments.part, -each.amendments.part, owner_names[each.key]),
    )
    return BalanceView(
        sentences=_sentences(found),
        groups=tuple(
            BalanceRow(name=names.groups[each.key], key=each.key, position=found.positions[each.key], row=each)
            for each in whole.groups
        ),
        regions=tuple(
            BalanceRow(name=each.key or "No region stated", key=each.key, position=0, row=each)
            for each in sorted(whole.regions, key=lambda each: (not each.key, each.key))
        ),
        owners=tuple(
            BalanceRow(name=owner_names[each.key], key=each.key, position=0, row=each) for each in owners[:OWNERS]
        ),
        more_owners=max(0, len(owners) - OWNERS),
        concentrations=tuple(
            (measure, of, figures[measure], named.get(figures[measure].largest, ""))
            for of, figures, named in (
                ("organisation", whole.by_organisation, names.organisations),
                ("owner", whole.by_owner, owner_names),
            )
            for measure in MEASURES
            if figures[measure].share.whole
        ),
        suppressed=tuple(names.groups[each] for each in whole.suppressed),
    )


def _sentences(found: Measured) -> tuple[str, ...]:
    whole = found.balance
    eligible, has = counted(whole.eligible, "accredited organisation"), "has" if whole.heard == 1 else "have"
    says = [f"{whole.heard} of {eligible} {has} been heard."]
    silent = _listed([found.names.groups[each.key] for each in whole.groups if each.silent])
    if silent:
        says.append(f"Nobody has been heard from: {silent}.")
    words = whole.by_organisation["words"]
    if words.share.whole:
        share, largest = words.share, found.names.organisations[words.largest]
        says.append(
            f"The largest part of the words, {share.part} of {share.whole} ({share.percent} %), is from {largest}; "
            f"they are spread as if {words.said_voices} organisations had spoken equally."
        )
    return tuple(says)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
