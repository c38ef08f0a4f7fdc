"""The lottery of panels: groups first, then one person of each, by hashes that anyone can compute again. How many
moderators a group has changes nothing about which groups sit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

PARTY, INTEREST, BELOW = "party", "interest", "below"
WHY = {
    PARTY: "belongs to an organisation, or to one of its owner, that wrote or reported it, or did so in person",
    INTEREST: "declared an interest in one of these organisations",
    BELOW: "sat on a case that this one asks again about",
}
LATE, OFFICE = "late", "office"  # by the office no seat empties any more: nobody takes a judge away by ending one
LEFT = {LATE: "gave no view in time", INTEREST: "has an interest in it", OFFICE: "no longer holds the office"}
SIZE, LEAST = 3, 2  # seats; and how many must be filled, of different groups, for a panel to decide
TIME, REMINDED = timedelta(days=5), timedelta(days=3)  # to give a view, and when one is reminded


@dataclass(frozen=True, slots=True)
class Lot:
    """Somebody who holds the office. `ref` stands for the person in the record; `excluded` is a key of WHY, or ""."""

    ref: str
    group: str
    excluded: str = ""


def _hash(seed: str, matter: str, what: str) -> str:
    return sha256(f"{seed} {matter} {what}".encode()).hexdigest()


def order(seed: str, matter: str, candidates: Iterable[Lot]) -> tuple[Lot, ...]:
    """Orders candidates by the hash of seed, path of the case and group, and within a group by that with the person's
    reference. The `seed` is 64 hexadecimal digits."""
    return tuple(
        sorted(
            candidates,
            key=lambda each: (
                _hash(seed, matter, f"group {each.group}"),
                each.group,
                _hash(seed, matter, each.ref),
                each.ref,
            ),
        )
    )


def seats(ordered: Sequence[Lot], size: int = SIZE) -> tuple[Lot, ...]:
    """The first of each group, of the first groups that have somebody who is not excluded. Fewer than `size` where
    there are not so many groups."""
    found: dict[str, Lot] = {}
    for each in ordered:
        if not each.excluded and len(found) < size:
            found.setdefault(each.group, each)
    return tuple(found.values())


def next_in_draw(ordered: Sequence[Lot], sat: Collection[str], taken: Collection[str], group: str) -> Lot | None:
    """Finds who sits in the place of one who left: the next of the same group, else the first of a group without a
    seat; None if nobody is left. `sat` are references of all who had a seat; `taken` are groups that have one; `group`
    is that of the empty seat."""
    free = [
        each
        for each in ordered
        if not each.excluded and each.ref not in sat and (each.group == group or each.group not in taken)
    ]
    return next((each for each in free if each.group == group), next(iter(free), None))


def complete(filled: int, given: int) -> bool:
    """Whether all who sit have given a view, and enough sit."""
    return filled >= LEAST and given >= filled
