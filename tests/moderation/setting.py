"""Panels in tests: who was drawn, and views of all who sit."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from forum import clock
from forum.people.queries import identity_of
from forum.settings import Settings
from moderation.balance import actions as balance
from moderation.balance.periods import end_periods
from moderation.cases import actions
from moderation.cases.tables import Case
from moderation.demonstration.times import at
from moderation.panels.queries import seats_of
from tests.cast import Cast
from tests.drafts.setting import bring, tabled
from tests.forum.test_threads import say


async def members(cast: Cast, case: int) -> dict[str, str]:
    """By group, the key in the cast of who sits."""
    keys, groups = {id: key for key, id in cast.people.items()}, {id: key for key, id in cast.groups.items()}
    return {groups[each.group]: keys[each.participant] for each in await seats_of(case)}


async def reported(cast: Cast, by: str = "cobalt", body: str = "You are all fools.", rule: str = "person") -> int:
    """A case about a comment of Norland's head of delegation."""
    return await actions.flag(await cast.who(by), await say(cast, body=body), rule, "Look.")


async def decide(cast: Cast, case: int, *choices: str, days: int = 10) -> str:
    """Each member in turn gives one of these views (the last for all who are left); the outcome."""
    for n, seat in enumerate(await seats_of(case)):
        choice = choices[min(n, len(choices) - 1)]
        await actions.give_view(
            await identity_of(seat.participant),
            case,
            choice,
            "person",
            f"View {n + 1}.",
            days if choice != "keep" else None,
        )
    return (await Case.select(Case.outcome).where(Case.id == case).first())["outcome"]


def travel(monkeypatch, **time: int) -> None:
    """The forum's clock goes on by this much."""
    before = clock.source
    monkeypatch.setattr(clock, "source", lambda: before() + timedelta(**time))


async def boycotted(cast: Cast, settings: Settings) -> int:
    """An amendment whose comment period is over, was extended and is over again, while civil society stayed away."""
    past = clock.now() - timedelta(days=40)
    with at(past):
        await bring(cast)
        await balance.set_floors(
            await cast.who("secretariat"), "code", Fraction(1, 2), None, 10, "So that all are heard."
        )
        amendment = await tabled(cast)
    for days in (10, 20):
        with at(past + timedelta(days=days, minutes=5)):
            await end_periods(settings)
    return amendment
