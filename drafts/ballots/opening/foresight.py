"""The capture report that a ballot opens with: computed before the act, because it can take a second, and handed in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from drafts.ballots.capture import reported
from drafts.ballots.rolls import Entitled
from drafts.motions.queries import InForce
from drafts.rules.reading import Malformed
from forum.database import reading
from forum.errors import Conflict, Unlawful

TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorate:
    """Who votes, and by which method."""

    roll: Sequence[Entitled]
    law: InForce

    def same(self, other: Electorate) -> bool:
        """A report on one is a report on the other."""
        return self.law.method_text == other.law.method_text and self._lines() == other._lines()

    def _lines(self) -> list[tuple[object, str]]:
        return [(each.line, each.group_name) for each in self.roll]


class Overtaken(Exception):
    """The roll or the method has changed since the report was computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """A capture report was made before the act that it belongs to. `report` is the JSON that the ballot keeps."""

    electorate: Electorate
    report: str

    def of(self, electorate: Electorate) -> str:
        """The report, for the act that opens the ballot. Raises Overtaken if it is on another electorate."""
        if not self.electorate.same(electorate):
            raise Overtaken
        return self.report


async def foresee(electorate: Electorate) -> Foreseen:
    """The report is empty where the method does not fit the roll, which is refused on its own."""
    names = {each.group: each.group_name for each in electorate.roll}
    try:
        report = await reported([each.line for each in electorate.roll], electorate.law, names)
    except (Malformed, Unlawful):
        report = ""
    return Foreseen(electorate=electorate, report=report)


async def foreseeing(look: Callable[[], Awaitable[Electorate]], act: Callable[[Foreseen], Awaitable[int]]) -> int:
    """Does the act with the report on what `look` sees; once more, if that has changed before the act began."""
    for _ in range(TRIES):
        try:
            async with reading():
                electorate = await look()
            return await act(await foresee(electorate))
        except Overtaken:
            continue
    raise Conflict("The roll or the method has just changed. Look at the page again before you open the ballot.")
