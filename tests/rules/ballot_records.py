"""Records to recount: those of the vectors, and Hypothesis strategies for lawful methods, rolls and casts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

VECTORS = Path(__file__).parents[1] / "vectors"
CAST = ("yes", "no", "abstain", "recuse")
SETS = st.lists(st.sampled_from(["yes", "no", "bare_no", "abstain", "absent"]), unique=True)
FRACTIONS = st.sampled_from(["0", "1/5", "1/3", "1/2", "2/3", "3/4", "1"])
FLOOR, CEILING = st.sampled_from(["at_least", "more_than"]), st.sampled_from(["at_most", "less_than"])


def vectors(name: str) -> list[dict[str, Any]]:
    text = (VECTORS / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()] if name.endswith("l") else json.loads(text)


@st.composite
def shares(draw) -> tuple[dict[str, Any], str, str]:
    """The counted share, the operator and the bound of a lawful test."""
    floor = draw(st.booleans())
    counted = [each for each in draw(SETS) if each != "yes"] + (["yes"] if floor else [])
    of = sorted({*draw(SETS), "yes"})
    op = draw(FLOOR if floor else CEILING)
    bound = draw(FRACTIONS)
    return {"share": counted, "of": of}, op, "1/4" if (op, bound) == ("less_than", "0") else bound


@st.composite
def tests(draw, inside: bool = False) -> dict[str, Any]:
    """One lawful share, count, mean or fact."""
    share, op, bound = draw(shares())
    place = {} if inside else {"in": draw(st.sampled_from(["all", "each", "north"]))}
    kind = draw(st.sampled_from(["share", "count", "fact"] + ([] if inside else ["mean"])))
    if kind == "share":
        return {**share, **place, op: bound, "by": draw(st.sampled_from(["weight", "heads", "population"]))}
    if kind == "mean":
        return {"mean": share, op: bound}
    number = draw(st.integers(0, 4))
    return {"count": share["share"], op: number, **place} if kind == "count" else {"fact": "f", op: number}


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    chambers = st.builds(
        lambda n, where: {"chambers": n, "where": where}, st.sampled_from([0, 1, 2, "all", "1/2"]), tests(inside=True)
    )
    several = st.lists(st.one_of(tests(), chambers), max_size=3)
    return st.one_of(
        tests(), chambers, several.map(lambda parts: {"all": parts}), several.map(lambda parts: {"any": parts})
    )


@st.composite
def methods(draw) -> dict[str, Any]:
    weight = st.sampled_from(["one", "listed", {"equal": ["group"]}, {"equal": ["group", "region"]}])
    optional = {name: draw(conditions()) for name in ("valid_when", "clear_when") if draw(st.booleans())}
    return {
        "chamber": draw(st.sampled_from([[], ["region"], ["group", "region"]])),
        "voice": draw(st.sampled_from(["organisation", "owner"])),
        "weight": draw(weight),
        "adopted_when": draw(conditions()),
        **optional,
    }


@st.composite
def records(draw) -> dict[str, Any]:
    size = draw(st.integers(0, 7))
    entry = st.fixed_dictionaries(
        {
            "group": st.sampled_from(["gov", "ind"]),
            "region": st.sampled_from(["north", "south"]),
            "weight": st.integers(1, 4),
            "population": st.integers(1, 9),
            "owner": st.sampled_from(["x", "y", "z"]),
        }
    )
    roll = [{"organisation": f"o{n}", **draw(entry)} for n in range(size)]
    cast = st.fixed_dictionaries(
        {"position": st.sampled_from(CAST), "reason": st.sampled_from(["because", " \u3000", None])}
    )
    casts = [{"organisation": each["organisation"], **draw(cast)} for each in roll if draw(st.booleans())]
    return {
        "format": "comity-ballot/1",
        "method": draw(methods()),
        "roll": roll,
        "casts": casts,
        "facts": {"f": draw(st.integers(0, 4))},
    }
