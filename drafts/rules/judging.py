"""Whether a condition holds for a tally, and the numbers that say so, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafts.rules.conditions import EACH, TOGETHER, All, Any, Chambers, Condition, Count, Fact, Mean, Share, Test
from drafts.rules.counting import HEADS, Tally

Place = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class At:
    """What there was in one place. `whole` is what a share is taken of, None for other tests; `part` is None where the
    roll has no such chamber."""

    place: Place
    part: Fraction | None
    whole: Fraction | None
    met: bool

    @property
    def have(self) -> Fraction | None:
        """What there was, as a fraction; None for a share over nothing."""
        if self.part is None or self.whole is None:
            return self.part
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition with its answer and those of its `parts`; `chambers` are those in which a `where` holds."""

    condition: Condition
    met: bool
    parts: tuple[Judged, ...] = ()
    chambers: tuple[str, ...] = ()

    def leaves(self) -> Iterator[JudgedTest]:
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTest(Judged):
    """A single test with its answer in every place where it was asked."""

    condition: Test
    places: tuple[At, ...]

    def leaves(self) -> Iterator[JudgedTest]:
        yield self

    @property
    def nearest(self) -> At | None:
        """The place nearest to failing, of equals the first; None where each of no chambers had to meet it."""
        return min(self.places, key=lambda at: _margin(self.condition, at), default=None)


def judge(condition: Condition, tally: Tally, facts: Mapping[str, int]) -> Judged:
    match condition:
        case All(parts):
            judged = tuple(judge(part, tally, facts) for part in parts)
            return Judged(condition, all(part.met for part in judged), judged)
        case Any(parts):
            judged = tuple(judge(part, tally, facts) for part in parts)
            return Judged(condition, any(part.met for part in judged), judged)
        case Chambers(needed, where):
            return _chambers(condition, needed, where, tally, facts)
        case Mean():
            return _leaf(condition, (_mean(condition, tally),))
        case Fact(name, bound):
            have = Fraction(facts.get(name, 0))
            return _leaf(condition, (At(TOGETHER, have, None, bound.meets(have)),))
        case Share() | Count():
            wanted = tally.chambers if condition.place == EACH else (condition.place,)
            return _leaf(condition, tuple(_at(condition, place, tally) for place in wanted))


def _leaf(test: Test, places: tuple[At, ...]) -> JudgedTest:
    return JudgedTest(condition=test, met=all(at.met for at in places), places=places)


def _at(test: Share | Count, place: Place, tally: Tally) -> At:
    summed = (place,) if isinstance(place, str) else place
    if not tally.has(summed) or (TOGETHER in summed and not isinstance(place, str) and TOGETHER not in tally.chambers):
        return At(place, None, None, False)
    if isinstance(test, Count):
        have = tally.of(summed, test.counted, HEADS)
        return At(place, have, None, test.bound.meets(have))
    part, whole = tally.of(summed, test.counted & test.of, test.by), tally.of(summed, test.of, test.by)
    return At(place, part, whole, test.bound.meets(part / whole if whole else None))


def _mean(test: Mean, tally: Tally) -> At:
    """The mean over all chambers, where a share over nothing counts 0. A mean over no chamber meets nothing."""
    if not tally.chambers:
        return At(TOGETHER, None, None, False)
    inner = Share(test.counted, test.of, test.bound, test.by)
    shares = [_at(inner, chamber, tally).have or Fraction(0) for chamber in tally.chambers]
    mean = sum(shares, Fraction(0)) / len(shares)
    return At(TOGETHER, mean, None, test.bound.meets(mean))


def _chambers(
    condition: Chambers, needed: int | str | Fraction, where: Condition, tally: Tally, facts: Mapping[str, int]
) -> Judged:
    holds, inner = _inside(where, tally, facts)
    where_it_holds = tuple(chamber for chamber, held in zip(tally.chambers, holds, strict=True) if held)
    return Judged(condition, _enough(needed, len(where_it_holds), len(holds)), parts=(inner,), chambers=where_it_holds)


def _enough(needed: int | str | Fraction, held: int, of: int) -> bool:
    if isinstance(needed, str):  # "all"
        return held == of
    if isinstance(needed, Fraction):
        return of > 0 and Fraction(held, of) >= needed
    return held >= needed


def _inside(condition: Condition, tally: Tally, facts: Mapping[str, int]) -> tuple[Sequence[bool], Judged]:
    """Whether it holds in each chamber, in order; and the same as one Judged over all of them."""
    match condition:
        case All(parts) | Any(parts):
            combine = all if isinstance(condition, All) else any
            answers = [_inside(part, tally, facts) for part in parts]
            holds = [combine(held[n] for held, _ in answers) for n in range(len(tally.chambers))]
            return holds, Judged(condition, all(holds), parts=tuple(judged for _, judged in answers))
        case Fact():
            known = judge(condition, tally, facts)
            return [known.met] * len(tally.chambers), known
        case Share() | Count():
            places = tuple(_at(condition, chamber, tally) for chamber in tally.chambers)
            return [at.met for at in places], _leaf(condition, places)
        case Mean() | Chambers():
            raise ValueError("A condition on chambers may not stand inside another.")


def _margin(test: Test, at: At) -> tuple[int, Fraction]:
    """How far from failing: floors count up from the bound, ceilings down; nothing at all comes first or last."""
    if at.have is None:
        return (1 if at.met else -1), Fraction(0)
    distance = at.have - test.bound.value
    return 0, distance if test.bound.is_floor else -distance
