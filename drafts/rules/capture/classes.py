"""What acts together: organisations, owners or groups; those that no test could tell apart are one class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafts.rules.capture.game import Atom, Formula, atoms_of, holds


@dataclass(frozen=True, slots=True)
class Kind:
    """Actors with the same shares in every test: `shares` by atom, `members` by name."""

    shares: tuple[int, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """What each of these units brings to a test, where it brings anything."""

    brings: Mapping[Atom, int]
    units: tuple[str, ...]


def kinds_of(atoms: Sequence[Atom], actors: Mapping[str, Iterable[int]]) -> tuple[Kind, ...]:
    """Sorts actors into kinds, the strongest first. `actors` holds by name the places in the roll of the organisations
    that each brings."""
    found: dict[tuple[int, ...], list[str]] = {}
    for name, places in actors.items():
        brought = tuple(places)
        found.setdefault(tuple(sum(atom.shares[n] for n in brought) for atom in atoms), []).append(name)
    kinds = (Kind(shares, tuple(members)) for shares, members in found.items())
    return tuple(sorted(kinds, key=lambda kind: kind.shares, reverse=True))


def classes_of(formula: Formula, actors: Mapping[str, Iterable[int]]) -> tuple[Class, ...]:
    """Sorts them into classes, without the actors that bring nothing to this formula."""
    atoms = atoms_of(formula)
    found = (
        Class({atom: share for atom, share in zip(atoms, kind.shares, strict=True) if share}, kind.members)
        for kind in kinds_of(atoms, actors)
    )
    return tuple(each for each in found if each.brings)


def sums(classes: Sequence[Class], counts: Sequence[int]) -> dict[Atom, int]:
    """What so many of each class bring together."""
    found: dict[Atom, int] = {}
    for each, count in zip(classes, counts, strict=True):
        if count:
            for atom, amount in each.brings.items():
                found[atom] = found.get(atom, 0) + amount * count
    return found


def wins(formula: Formula, classes: Sequence[Class], counts: Sequence[int]) -> bool:
    found = sums(classes, counts)
    return holds(formula, {atom: found.get(atom, 0) for atom in atoms_of(formula)})
