"""The report in sentences that somebody can read out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from drafts.rules.capture.findings import Alone, GroupShare, Least
from drafts.rules.words import chamber_name

Names = Mapping[str, str]
MOST_NAMED = 5  # owners


def sentences_of(
    least: Mapping[str, Least],
    alone: Mapping[str, Alone],
    price: Mapping[str, int | None],
    groups: Sequence[GroupShare],
    names: Names,
) -> tuple[str, ...]:
    """The first three say who can pass, block and boycott; others follow on owners, on the price of a majority, and on
    power beside seats."""
    return (
        _passing(least["pass"], alone["pass"], names, len(groups)),
        _stopping(least["block"], alone["block"], names, "block it by voting against", len(groups)),
        _stopping(least["boycott"], alone["boycott"], names, "stop it by not voting", len(groups)),
        *_owners(alone),
        *_prices(price, names),
        *_power(groups, names),
        *unproved(least),
    )


def _passing(least: Least, alone: Alone, names: Names, everybody: int) -> str:
    if least.organisations is None:
        return "Nobody can pass this, not even all organisations together."
    if least.organisations == 0:
        return "This passes even if everybody votes against it."
    if least.groups is not None and least.groups > 1 and least.groups == everybody:
        fewest = counted(least.organisations, "organisation")
        return f"It takes all groups together to pass this: at least {fewest}{_of(least, False)}."
    who = (
        f"{listed(alone.groups, names)} alone can pass this"
        if alone.groups
        else "No stakeholder group can pass this alone"
    )
    return f"{who}; it takes at least {counted(least.organisations, 'organisation')}{_of(least)}."


def _stopping(least: Least, alone: Alone, names: Names, how: str, everybody: int) -> str:
    if least.organisations is None:
        return f"Nobody can {how}, not even all organisations together."
    if least.organisations == 0:
        return f"Nobody has to do anything to {how}: it cannot pass in any case."
    if least.groups is not None and least.groups == everybody > 1:
        return f"It takes all groups together to {how}: at least {counted(least.organisations, 'organisation')}."
    who = f"{listed(alone.groups, names)} alone can {how}" if alone.groups else f"No stakeholder group can {how} alone"
    return f"{who}; as few as {counted(least.organisations, 'organisation')} can{_of(least)}."


def _of(least: Least, several: bool = True) -> str:
    """Names the owners where organisations of one owner make it easier, and the groups where it takes several."""
    parts = []
    if least.owners is not None and least.organisations is not None and least.owners < least.organisations:
        parts.append(f"in the hands of {counted(least.owners, 'owner')}")
    if several and least.groups is not None and least.groups > 1:
        parts.append(f"from at least {counted(least.groups, 'group')}")
    return f", {' and '.join(parts)}" if parts else ""


def unproved(least: Mapping[str, Least]) -> tuple[str, ...]:
    if all(each.proved for each in least.values()):
        return ()
    return ("Some of these numbers were found, but not proved to be the smallest, in the time that there was.",)


def _owners(alone: Mapping[str, Alone]) -> tuple[str, ...]:
    """Names the owners that can do it alone, if they are few."""
    acts = (("pass", "pass this"), ("block", "block it"), ("boycott", "stop it by not voting"))
    able = ((alone[game].owners, act) for game, act in acts)
    return tuple(
        f"{'These owners' if len(owners) > 1 else 'This owner'} alone can {act}: {', '.join(owners)}."
        for owners, act in able
        if 0 < len(owners) <= MOST_NAMED
    )


def _prices(price: Mapping[str, int | None], names: Names) -> tuple[str, ...]:
    bought = [(number, group) for group, number in price.items() if number]
    if bought:
        number, group = min(bought)
        more = counted(number, "further accreditation")
        return (f"{more} in the group {chamber_name(group, names)} would let it pass this alone.",)
    if price and all(number is None for number in price.values()):
        return ("No group could pass this alone, however many further organisations of it were accredited.",)
    return ()


def _power(groups: Sequence[GroupShare], names: Names) -> tuple[str, ...]:
    apart = [each for each in groups if each.power_share > each.seat_share]
    if not apart or not any(each.power_share for each in groups):
        return ()
    most = max(apart, key=lambda each: each.power_share - each.seat_share)
    seats, power = percent(most.seat_share), percent(most.power_share)
    return (
        (f"{chamber_name(most.key, names)} has {seats} of the seats and {power} of the power to decide.",)
        if seats != power
        else ()
    )


def percent(share: Fraction) -> str:
    """Whole per cent, rounded half up."""
    return f"{int(share * 100 + Fraction(1, 2))} %"


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def listed(keys: Sequence[str], names: Names) -> str:
    words = [chamber_name(key, names) for key in keys]
    return words[0] if len(words) == 1 else f"Each of {', '.join(words[:-1])} and {words[-1]}"
