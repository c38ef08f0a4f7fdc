"""Who stands at the top of an ownership, and as whom organisations count where an investigation made a bloc of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Parents = Mapping[int, int | None]  # by organisation, who owns it directly


def owner(parents: Parents, organisation: int) -> int:
    """Climbs to the one that nobody owns. Nobody can declare a circle; of one that is there all the same, the lowest id
    owns all who lead into it."""
    above, seen = organisation, {organisation: 0}
    while (parent := parents.get(above)) is not None:
        if parent in seen:
            return min(list(seen)[seen[parent] :])
        seen[parent] = len(seen)
        above = parent
    return above


def owners(parents: Parents) -> dict[int, int]:
    return {each: owner(parents, each) for each in parents}


def counted_as(parents: Parents, blocs: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The owner of each organisation as a roll counts it: all of a bloc have the owner of its first member. `blocs`:
    the members of its bloc, by each organisation that is in one."""
    return {each: owner(parents, blocs[each][0] if each in blocs else each) for each in parents}


def closes_circle(parents: Parents, organisation: int, above: int | None) -> bool:
    """Whether `organisation`, owned by `above`, would own itself."""
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == organisation:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
