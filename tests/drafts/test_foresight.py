"""The capture report of a ballot is made before the act that opens it, and is about the roll that the act freezes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from drafts.ballots.actions import open_ballot
from drafts.ballots.opening import actions, foresight
from drafts.ballots.opening.foresight import Foreseen, foresee
from drafts.ballots.rolls import entitled
from drafts.ballots.tables import Ballot
from forum.database import engine
from forum.errors import Conflict
from forum.organisations.tables import Organisation
from tests.drafts.ballot_setting import CLOSE, Time, text_with


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


def after_each_report(monkeypatch, happens: Callable) -> list[bool]:
    """Whether an act was running, for each report that was made; `happens` comes between a report and its act."""
    made: list[bool] = []

    async def watched(electorate) -> Foreseen:
        made.append(engine().current_transaction.get() is not None)
        found = await foresee(electorate)
        await happens(len(made))
        return found

    monkeypatch.setattr(foresight, "foresee", watched)
    return made


async def renamed(times: int) -> None:
    await Organisation.update({Organisation.name: f"Norland {times}"}).where(Organisation.slug == "norland")


async def test_it_is_made_once_and_outside_the_act(cast, time, monkeypatch):
    async def nothing(times: int) -> None: ...

    made = after_each_report(monkeypatch, nothing)
    await text_with(cast, "One.")
    await open_ballot(await cast.who("secretariat"), 1, CLOSE)
    assert made == [False]
    assert json.loads((await Ballot.select(Ballot.capture).first())["capture"])["sentences"]


async def test_what_has_changed_before_the_act_is_looked_at_once_more(cast, time, monkeypatch):
    async def once(times: int) -> None:
        if times == 1:
            await renamed(times)

    made = after_each_report(monkeypatch, once)
    await text_with(cast, "One.")
    await open_ballot(await cast.who("secretariat"), 1, CLOSE)
    assert made == [False, False] and await Ballot.count() == 1


async def test_nothing_opens_on_a_roll_that_never_stands_still(cast, time, monkeypatch):
    made = after_each_report(monkeypatch, renamed)
    await text_with(cast, "One.")
    with pytest.raises(Conflict, match="has just changed"):
        await open_ballot(await cast.who("secretariat"), 1, CLOSE)
    assert made == [False] * foresight.TRIES and not await Ballot.exists()


async def test_a_new_head_of_delegation_changes_no_report(cast, time):
    electorate = foresight.Electorate(roll=await entitled(), law=await actions.method_for(None, "clauses"))
    other = foresight.Electorate(
        roll=[actions.replace(each, heads=("somebody@else.example",)) for each in electorate.roll], law=electorate.law
    )
    assert electorate.same(other)
