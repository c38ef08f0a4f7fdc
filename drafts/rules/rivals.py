"""One ballot on rival amendments to one clause, with the words in force as a candidate: approve any number, or rank
them. Who is preferred is then decided like any other question, for or against it, by the method's own conditions.

Ranking is by Markus Schulze's method (winning votes), with the status quo as LiquidFeedback treats it. The libraries
that there are count whole strings of votes as integers, or call themselves pre-alpha; weights here are exact fractions,
and the strongest paths are shown, so the 15 lines are our own. A test compares them with a library's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Any

from drafts.rules.record import FORMAT, parse_record

STATUS_QUO = "status-quo"
APPROVAL, RANKED = "approval", "ranked"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RivalResult:
    """What was counted among rivals. `preferred` is the one that is put against the words in force, "" if none is.
    `casts` are those of that question, as in a record. `head` and `rows` are a table of the count, in which candidates
    stand by their ids."""

    preferred: str
    casts: tuple[Json, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def faults(counting: str, among: object, candidates: Sequence[str]) -> dict[str, str]:
    """Says by field what is wrong with a choice, which is {"approved": [ids]} or {"ranked": [[ids that are equal], …]},
    best first."""
    key, known = ("approved", {*candidates}) if counting == APPROVAL else ("ranked", {*candidates, STATUS_QUO})
    if not isinstance(among, Mapping) or set(among) != {key} or not isinstance(among[key], list):
        return {"position": "Say what you choose, or abstain."}
    places = among[key]
    if counting == RANKED and not (places and all(isinstance(place, list) and place for place in places)):
        return {"position": "Give at least one of them a place."}
    named = places if counting == APPROVAL else [each for place in places for each in place]
    if not all(isinstance(each, str) and each in known for each in named):
        return {"position": "Choose among the amendments of this ballot."}
    if len(set(named)) < len(named):
        return {"position": "Name each of them once."}
    return {}


def count(
    counting: str, method: Json, roll: Sequence[Json], choices: Sequence[Json], candidates: Sequence[str]
) -> RivalResult:
    """Counts what was chosen among rivals. `choices` hold organisation, position (chose, abstain, recuse), reason,
    cast_at, and approved or ranked. Nothing is drawn by lot: where rivals are level, none is preferred and the words in
    force stay."""
    weights = _weights(method, roll, choices)
    return (_approved if counting == APPROVAL else _ranked)(weights, choices, candidates)


def _weights(method: Json, roll: Sequence[Json], choices: Sequence[Json]) -> Mapping[str, Fraction]:
    recused = [
        {"organisation": each["organisation"], "position": "recuse"} for each in choices if each["position"] == "recuse"
    ]
    return parse_record({"format": FORMAT, "method": method, "roll": roll, "casts": recused}).weights


def _approved(weights: Mapping[str, Fraction], choices: Sequence[Json], candidates: Sequence[str]) -> RivalResult:
    sums = {
        each: sum((weights[one["organisation"]] for one in choices if each in one.get("approved", ())), Fraction(0))
        for each in candidates
    }
    most = max(sums.values(), default=Fraction(0))
    best = [each for each in candidates if sums[each] == most and most]
    preferred = best[0] if len(best) == 1 else ""
    rows = tuple((each, str(sums[each])) for each in candidates)
    casts = tuple(_cast(each, _approves(each, preferred)) for each in choices)
    return RivalResult(preferred, casts, ("Approved by, in weight",), rows)


def _approves(choice: Json, preferred: str) -> str:
    return "yes" if preferred and preferred in choice.get("approved", ()) else "no"


def _cast(choice: Json, position: str) -> Json:
    """What an organisation casts on the preferred rival: it is for or against it if it chose; if it abstained or
    recused, so it does here."""
    held = position if choice["position"] == "chose" else choice["position"]
    return {
        **{name: choice[name] for name in ("organisation", "reason", "cast_at") if name in choice},
        "position": held,
    }


def _ranked(weights: Mapping[str, Fraction], choices: Sequence[Json], candidates: Sequence[str]) -> RivalResult:
    everybody = (*candidates, STATUS_QUO)
    duels = duels_of(weights, choices, everybody)
    paths = strongest_paths(duels, everybody)
    first = [
        one for one in everybody if all(paths[one, other] > paths[other, one] for other in everybody if other != one)
    ]
    preferred = first[0] if first and first[0] != STATUS_QUO else ""
    rows = tuple((one, *(str(duels[one, other]) if one != other else "" for other in everybody)) for one in everybody)
    casts = tuple(_cast(each, _prefers(each, preferred) if preferred else "no") for each in choices)
    return RivalResult(preferred, casts, everybody, rows)


def _prefers(choice: Json, one: str) -> str:
    mine, theirs = place_of(choice, one), place_of(choice, STATUS_QUO)
    return "yes" if mine < theirs else "no" if mine > theirs else "abstain"


def place_of(choice: Json, candidate: str) -> int:
    """The place that a choice gives to a candidate; those without one stand together behind all others."""
    places = choice.get("ranked", ())
    return next((n for n, place in enumerate(places) if candidate in place), len(places))


def duels_of(
    weights: Mapping[str, Fraction], choices: Sequence[Json], candidates: Sequence[str]
) -> dict[tuple[str, str], Fraction]:
    """Sums for each pair what those weigh who place the one above the other."""
    found = dict.fromkeys(permutations(candidates, 2), Fraction(0))
    for choice in choices:
        places = {each: place_of(choice, each) for each in candidates}
        for one, other in found:
            if choice["position"] == "chose" and places[one] < places[other]:
                found[one, other] += weights[choice["organisation"]]
    return found


def strongest_paths(
    duels: Mapping[tuple[str, str], Fraction], candidates: Sequence[str]
) -> dict[tuple[str, str], Fraction]:
    """Finds the strength of the strongest path between each two (Schulze 2011, section 2.3). The strength of a path is
    its weakest won duel, by winning votes."""
    paths = {(one, other): won if won > duels[other, one] else Fraction(0) for (one, other), won in duels.items()}
    for through in candidates:
        for one, other in permutations([each for each in candidates if each != through], 2):
            paths[one, other] = max(paths[one, other], min(paths[one, through], paths[through, other]))
    return paths
