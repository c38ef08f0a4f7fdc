"""The capture report on ballots: made when one opens, kept with it, and shown beside its result for ever."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from drafts.ballots.capture_views import ActLine, CaptureView, GroupLine
from drafts.ballots.values import RollLine
from drafts.motions.queries import InForce
from drafts.rules.capture import Report, capture, compare, difference
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from drafts.rules.reading import Malformed, strictly
from drafts.rules.words import chamber_name

ACTS = {
    "pass": "Pass it against all others",
    "block": "Block it by voting against",
    "boycott": "Stop it by not voting",
}
BAR = 250  # width of the picture's whole scale, in its own units


async def reported(roll: Sequence[RollLine], law: InForce, names: Mapping[str, str]) -> str:
    """JSON, for the ballot. Computed in a thread, because it can take a second, and kept for the next few who ask: the
    page from which a ballot is opened shows the same report."""
    key = _json(roll), law.method_text, json.dumps(dict(names), sort_keys=True)
    return await asyncio.to_thread(_reported, *key)


def _json(roll: Sequence[RollLine]) -> str:
    return json.dumps([each.as_json() for each in roll], sort_keys=True)


@lru_cache(maxsize=8)
def _reported(roll: str, method: str, names: str) -> str:
    lines, named = json.loads(roll), json.loads(names)
    report = capture(parse_method(method), lines, names=named)
    shares = [
        {"key": each.key, "seats": each.seats, "seat_share": str(each.seat_share), "power_share": str(each.power_share)}
        for each in report.groups
    ]
    calls = {group: list(found) for group, found in _calls(lines, strictly(method), named).items()}
    return json.dumps({**report.as_json(), "groups": shares, "second_call": calls}, ensure_ascii=False)


def _calls(
    roll: Sequence[Mapping[str, Any]], method: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Says who could decide if one group stayed away twice, by that group."""
    call = process_of(method).second_call
    groups = list(dict.fromkeys(line["group"] for line in roll))
    if not call or len(groups) < 3:
        return {}
    return {group: _without(group, roll, call.method, names) for group in groups}


def _without(group: str, roll: Sequence[Mapping[str, Any]], method: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    try:
        return capture(method, [line for line in roll if line["group"] != group], names=names).sentences[:2]
    except Malformed as malformed:
        return malformed.sentences


def captured(text: str, names: Mapping[str, str], positions: Mapping[str, int]) -> CaptureView | None:
    """Reads the stored JSON; None where there is none. `names` and `positions` of groups, by key."""
    if not text:
        return None
    found = json.loads(text)
    calls = tuple((chamber_name(group, names), " ".join(says)) for group, says in found["second_call"].items())
    return CaptureView(
        sentences=tuple(found["sentences"][:3]),
        more=tuple(found["sentences"][3:]),
        acts=tuple(_act(found, game, title, names) for game, title in ACTS.items()),
        groups=tuple(_line(each, names, positions, found["price"][each["key"]]) for each in found["groups"]),
        drawn=_drawn(found["power"]),
        calls=calls,
    )


def _drawn(power: Mapping[str, Any]) -> str:
    """How power was estimated; "" where it was counted."""
    if power["exact"]:
        return ""
    return (
        f"{power['draws']} orders and as many coalitions were drawn; "
        f"95 % of such draws lie within {power['interval_95']} of the truth"
    )


def _act(found: Mapping[str, Any], game: str, title: str, names: Mapping[str, str]) -> ActLine:
    least, alone = found[game], found["alone"][game]
    owners = alone["owners"] if len(alone["owners"]) <= 5 else [f"{len(alone['owners'])} owners"]
    who = [
        *(chamber_name(each, names) for each in alone["groups"]),
        *(each for each in owners if each not in alone["groups"]),
    ]
    return ActLine(
        title=title,
        organisations=_least(least["organisations"]),
        owners=_least(least["owners"]),
        groups=_least(least["groups"]),
        alone=", ".join(who) or "nobody",
    )


def _least(number: int | None) -> str:
    return "nobody can" if number is None else str(number)


def _line(
    each: Mapping[str, Any], names: Mapping[str, str], positions: Mapping[str, int], price: int | None
) -> GroupLine:
    seats, power = Fraction(each["seat_share"]), Fraction(each["power_share"])
    return GroupLine(
        name=chamber_name(each["key"], names),
        position=positions.get(each["key"], 0),
        number=each["seats"],
        seats=percent(seats),
        power=percent(power),
        seats_width=int(seats * BAR),
        power_width=int(power * BAR),
        price="cannot be bought" if price is None else "passes alone already" if not price else f"{price} more",
    )


def percent(share: Fraction) -> str:
    """A share in words, to a tenth of a per cent."""
    tenths = int(share * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A roll, and the method that decides by it, as JSON."""

    roll: Sequence[RollLine]
    method: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [each.as_json() for each in self.roll]

    async def report(self) -> Report:
        return await asyncio.to_thread(_whole, self.method, json.dumps(self.lines))


async def changes(before: Decided, after: Decided, names: Mapping[str, str]) -> tuple[str, ...]:
    """What another roll or method has changed in the report since an earlier ballot, in sentences."""
    other_method = before.method != after.method
    if not other_method and before.lines == after.lines:
        return ()
    old, new = await asyncio.gather(before.report(), after.report())
    preface = " and ".join(
        filter(None, (difference(before.lines, after.lines), "under another method" if other_method else ""))
    )
    return tuple(
        f"{preface[:1].upper()}{preface[1:]}: {each[:1].lower()}{each[1:]}" if preface else each
        for each in compare(old, new, names)
    )


@lru_cache(maxsize=8)
def _whole(method: str, roll: str) -> Report:
    return capture(parse_method(method), json.loads(roll))
