"""Mandates and offices: who may give and end them, and what the rules of the house keep apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forum.clock import now
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.people import actions
from forum.people.queries import identity_of
from forum.people.tables import Mandate, Office
from forum.record.tables import RecordEntry, Witness

ROLES = (
    "secretariat",
    "norland",
    "norland.delegate",
    "sudria.observer",
    "openrights",
    "moderator.industry",
    "rapporteur.government",
    "reader",
)
MAY_GIVE = {
    ("secretariat", "head"),
    ("secretariat", "delegate"),
    ("secretariat", "observer"),
    ("norland", "delegate"),
    ("norland", "observer"),
}


async def newcomer() -> int:
    return await actions.enter_person("Newcomer", "New@Forum.test")


async def latest_entry() -> dict:
    return await RecordEntry.select().order_by(RecordEntry.seq, ascending=False).first()


@pytest.mark.parametrize("kind", ["head", "delegate", "observer"])
@pytest.mark.parametrize("role", ROLES)
async def test_who_gives_norlands_mandates(cast, role, kind):
    person = await newcomer()
    if kind == "head":
        await actions.end_mandate(None, (await identity_of(cast.people["norland"])).speaking.mandate)
    giver = await cast.who(role)
    if (role, kind) not in MAY_GIVE:
        with pytest.raises(NotAllowed):
            await actions.give_mandate(giver, person, "norland", kind)
        return
    await actions.give_mandate(giver, person, "norland", kind)
    assert (await identity_of(person)).speaking.kind == kind


@pytest.mark.parametrize("role", ROLES)
async def test_only_the_secretariat_appoints(cast, role):
    person, giver = await newcomer(), await cast.who(role)
    if role == "secretariat":
        await actions.appoint(giver, person, "moderator", "industry")
        assert (await identity_of(person)).office("moderator").group == "industry"
    else:
        with pytest.raises(NotAllowed):
            await actions.appoint(giver, person, "moderator", "industry")


async def test_one_head_at_a_time(cast):
    secretariat, person = await cast.who("secretariat"), await newcomer()
    with pytest.raises(Unlawful, match="one voice"):
        await actions.give_mandate(secretariat, person, "norland", "head")
    await actions.end_mandate(secretariat, (await cast.who("norland")).speaking.mandate)
    await actions.give_mandate(secretariat, person, "norland", "head")
    assert (await cast.who("norland")).speaking is None


async def test_two_heads_may_follow_each_other(cast):
    person, other, at = await newcomer(), cast.people["reader"], now()
    await actions.end_mandate(None, (await cast.who("norland")).speaking.mandate)
    await actions.give_mandate(
        None, person, "norland", "head", since=at + timedelta(days=1), until=at + timedelta(days=9)
    )
    with pytest.raises(Unlawful):
        await actions.give_mandate(None, other, "norland", "head", since=at + timedelta(days=8))
    await actions.give_mandate(None, other, "norland", "head", since=at + timedelta(days=9))


async def test_a_mandate_is_in_force_from_and_to(cast, monkeypatch):
    person, at = await newcomer(), now()
    await actions.give_mandate(
        None, person, "norland", "delegate", since=at + timedelta(days=1), until=at + timedelta(days=2)
    )
    for days, speaks in ((0, False), (1, True), (2, False)):
        monkeypatch.setattr("forum.clock.source", lambda days=days: at + timedelta(days=days))
        assert bool((await identity_of(person)).speaking) is speaks


@pytest.mark.parametrize(
    "role,may",
    [
        ("secretariat", True),
        ("norland", True),
        ("norland.delegate", True),
        ("sudria", False),
        ("openrights", False),
        ("reader", False),
    ],
)
async def test_who_ends_the_delegates_mandate(cast, role, may):
    mandate, who = (await cast.who("norland.delegate")).speaking.mandate, await cast.who(role)
    if not may:
        with pytest.raises(NotAllowed):
            await actions.end_mandate(who, mandate)
        return
    await actions.end_mandate(who, mandate)
    with pytest.raises(Conflict):
        await actions.end_mandate(await cast.who("secretariat"), mandate)


async def test_the_same_organisation_twice(cast):
    with pytest.raises(Unlawful, match="already"):
        await actions.give_mandate(
            await cast.who("secretariat"), cast.people["norland.delegate"], "norland", "observer"
        )


@pytest.mark.parametrize("office,group", [("moderator", ""), ("secretariat", "industry"), ("king", "")])
async def test_offices_that_do_not_exist(cast, office, group):
    with pytest.raises(Invalid):
        await actions.appoint(None, cast.people["reader"], office, group)


async def test_the_last_secretariat_stays(cast):
    who = await cast.who("secretariat")
    office = await Office.select(Office.id).where(Office.office == "secretariat").first()
    with pytest.raises(Unlawful):
        await actions.end_office(who, office["id"])
    await actions.appoint(who, cast.people["reader"], "secretariat")
    await actions.end_office(who, office["id"])
    assert not (await cast.who("secretariat")).offices


async def test_nobody_enters_twice(cast):
    await newcomer()
    with pytest.raises(Invalid):
        await newcomer()


@pytest.mark.parametrize("email", ["", "x", "a b@c.d", "a@", "@b", "a@b\n@c"])
async def test_addresses_that_are_none(cast, email):
    with pytest.raises(Invalid):
        await actions.enter_person("N", email)


async def test_the_record_says_no_name(cast):
    person = await newcomer()
    mandate = await actions.give_mandate(await cast.who("norland"), person, "norland", "observer")
    entry = await latest_entry()
    assert entry["kind"] == "mandate.given" and "Kingdom of Norland" in entry["says"]
    texts = await RecordEntry.select(RecordEntry.bytes).output(as_list=True)
    assert not [text for text in texts if "Newcomer" in text or "new@forum.test" in text.lower()]
    assert await Witness.exists().where(Witness.row == f"mandate/{mandate}", Witness.seq == entry["seq"])


async def test_only_the_holder_is_named_by_choice(cast):
    mandate = (await cast.who("norland")).speaking.mandate
    with pytest.raises(NotFound):
        await actions.be_named(await cast.who("secretariat"), mandate, True)
    await actions.be_named(await cast.who("norland"), mandate, True)
    assert (await Mandate.select(Mandate.named).where(Mandate.id == mandate).first())["named"]
