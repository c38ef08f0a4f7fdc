"""Organisations that are accredited shortly before a ballot: of one owner, or many of one group."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.rules.alarms import IN_FORCE, NEWCOMERS, Raised, Thresholds
from moderation.rules.sentences import counted, part_of


def newcomers(
    group: str,
    name: str,
    ballot: str,
    new: Sequence[tuple[str, str]],
    whole: int,
    by_whom: str,
    limits: Thresholds = IN_FORCE,
) -> tuple[Raised, ...]:
    """The alarms about one group and one ballot. `new` holds (organisation's name, name of its owner) of those that
    were accredited in the window; `whole` is how many organisations the group has with them. Each alarm says what they
    do to the outcome: how many of the group are more than half, before and after."""
    effect = (
        f"More than half of {name} were {(whole - len(new)) // 2 + 1} of {whole - len(new)} organisations and are "
        f"{whole // 2 + 1} of {whole} with them. {by_whom}"
    )
    found = []
    if new and len(new) >= limits.newcomers_part * whole:
        found.append(_of_group(group, name, ballot, new, whole, effect, limits))
    owners: dict[str, list[tuple[str, str]]] = {}
    for each in new:
        owners.setdefault(each[1], []).append(each)
    return (
        *found,
        *(
            _of_owner(group, owner, ballot, those, whole, effect, limits)
            for owner, those in owners.items()
            if len(those) >= limits.newcomers_owner
        ),
    )


def _of_group(
    group: str, name: str, ballot: str, new: Sequence[tuple[str, str]], whole: int, effect: str, limits: Thresholds
) -> Raised:
    says = (
        f"{counted(len(new), 'organisation')} of {whole} in {name} were accredited within {limits.newcomers_days} "
        f"days before a ballot: {_names(new)}. The threshold is {part_of(limits.newcomers_part)}. {effect}"
    )
    figures = {"group": group, "new": len(new), "whole": whole}
    return Raised(NEWCOMERS, f"{NEWCOMERS}/{ballot}/{group}", ballot, says, figures)


def _of_owner(
    group: str, owner: str, ballot: str, those: Sequence[tuple[str, str]], whole: int, effect: str, limits: Thresholds
) -> Raised:
    says = (
        f"{counted(len(those), 'organisation')} of one owner, {owner}, were accredited within "
        f"{limits.newcomers_days} days before a ballot: {_names(those)}. "
        f"The threshold is {limits.newcomers_owner}. {effect}"
    )
    figures = {"group": group, "owner": owner, "new": len(those), "whole": whole}
    return Raised(NEWCOMERS, f"{NEWCOMERS}/{ballot}/{group}/{owner}"[:200], ballot, says, figures)


def _names(new: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name for name, _ in new)
