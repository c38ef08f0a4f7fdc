"""The capture report on ballots: made when one opens, kept with it, and shown beside its result for ever."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from drafts.motions.queries import InForce
from drafts.rules.capture import Report, capture, compare, difference
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from drafts.rules.reading import Malformed, strictly
from drafts.rules.words import chamber_name

ACTS = {
    "pass": "Pass it against all others",
    "block": "Block it by voting against",
    "boycott": "Stop it by staying away",
}
BAR = 250  # width of the picture's whole scale, in its own units


@dataclass(frozen=True, slots=True)
class GroupLine:
    """`seats` and `power` as shares in words; the widths of their bars; what it would cost to pass alone."""

    name: str
    position: int
    number: int
    seats: str
    power: str
    seats_width: int
    power_width: int
    price: str


@dataclass(frozen=True, slots=True)
class ActLine:
    title: str
    organisations: str
    owners: str
    groups: str
    alone: str


@dataclass(frozen=True, slots=True)
class CaptureView:
    """`sentences`: three; `more`: the others. `calls`: what a second call without each group comes to. `changed`: since the last
    ballot on the text, in sentences."""

    sentences: tuple[str, ...]
    more: tuple[str, ...]
    acts: tuple[ActLine, ...]
    groups: tuple[GroupLine, ...]
    drawn: str
    calls: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()


Line = Mapping[str, Any]


async def reported(roll: Sequence[Line], law: InForce, names: Mapping[str, str]) -> str:
    """JSON, for the ballot. `roll` as in a record. In a thread, because it can take a second, and the same once more from
    memory: whoever opens a ballot asks before the act begins and again inside it."""
    key = json.dumps([*roll], sort_keys=True), law.method_text, json.dumps(dict(names), sort_keys=True)
    return await asyncio.to_thread(_reported, *key)


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


def _calls(roll: Sequence[Line], method: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By the group that stays away twice: who could decide then."""
    call = process_of(method).second_call
    groups = list(dict.fromkeys(line["group"] for line in roll))
    if not call or len(groups) < 3:
        return {}
    return {group: _without(group, roll, call.method, names) for group in groups}


def _without(group: str, roll: Sequence[Line], method: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    try:
        return capture(method, [line for line in roll if line["group"] != group], names=names).sentences[:2]
    except Malformed as malformed:
        return malformed.sentences


def captured(text: str, names: Mapping[str, str], positions: Mapping[str, int]) -> CaptureView | None:
    """Of the stored JSON; None where there is none. `names` and `positions` of groups, by key."""
    if not text:
        return None
    found = json.loads(text)
    power = found["power"]
    drawn = (
        ""
        if power["exact"]
        else f"{power['draws']} orders and as many coalitions were drawn; 95 % of such draws lie within {power['interval_95']} of the truth"
    )
    calls = tuple((chamber_name(group, names), " ".join(says)) for group, says in found["second_call"].items())
    return CaptureView(
        tuple(found["sentences"][:3]),
        tuple(found["sentences"][3:]),
        tuple(_act(found, game, title, names) for game, title in ACTS.items()),
        tuple(_line(each, names, positions, found["price"][each["key"]]) for each in found["groups"]),
        drawn,
        calls,
    )


def _act(found: Mapping[str, Any], game: str, title: str, names: Mapping[str, str]) -> ActLine:
    least, alone = found[game], found["alone"][game]
    owners = alone["owners"] if len(alone["owners"]) <= 5 else [f"{len(alone['owners'])} owners"]
    who = [
        *(chamber_name(each, names) for each in alone["groups"]),
        *(each for each in owners if each not in alone["groups"]),
    ]
    shown = (
        "nobody can" if least[kind] is None else str(least[kind]) for kind in ("organisations", "owners", "groups")
    )
    return ActLine(title, *shown, ", ".join(who) or "nobody")


def _line(
    each: Mapping[str, Any], names: Mapping[str, str], positions: Mapping[str, int], price: int | None
) -> GroupLine:
    seats, power = Fraction(each["seat_share"]), Fraction(each["power_share"])
    bought = "cannot be bought" if price is None else "passes alone already" if not price else f"{price} more"
    return GroupLine(
        chamber_name(each["key"], names),
        positions.get(each["key"], 0),
        each["seats"],
        percent(seats),
        percent(power),
        int(seats * BAR),
        int(power * BAR),
        bought,
    )


def percent(share: Fraction) -> str:
    """To a tenth of a per cent."""
    tenths = int(share * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10} %"


async def changes(
    before: str,
    method_before: str,
    roll_before: Sequence[Line],
    roll: Sequence[Line],
    law: InForce,
    names: Mapping[str, str],
) -> tuple[str, ...]:
    """What roll or method have changed in the report since an earlier ballot."""
    if not before or (method_before == law.method_text and [*roll_before] == [*roll]):
        return ()
    old, new = await asyncio.gather(
        asyncio.to_thread(_whole, method_before, json.dumps([*roll_before])),
        asyncio.to_thread(_whole, law.method_text, json.dumps([*roll])),
    )
    preface = " and ".join(
        filter(
            None, (difference(roll_before, roll), "under another method" if method_before != law.method_text else "")
        )
    )
    return tuple(
        f"{preface[:1].upper()}{preface[1:]}: {each[:1].lower()}{each[1:]}" if preface else each
        for each in compare(old, new, names)
    )


@lru_cache(maxsize=8)
def _whole(method: str, roll: str) -> Report:
    return capture(parse_method(method), json.loads(roll))
