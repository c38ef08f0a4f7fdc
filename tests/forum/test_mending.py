"""What was entered wrongly is mended with a reason; nothing is deleted, and old addresses lead on."""

from __future__ import annotations

import pytest

from forum.errors import Invalid, Moved, NotAllowed, Unlawful
from forum.organisations import mending, queries
from forum.organisations.actions import enter_organisation
from forum.organisations.ownership import declare
from forum.organisations.tables import Organisation
from forum.people import actions
from forum.people.actions import correct_name
from forum.people.delegations import name_of
from forum.record.tables import RecordEntry


@pytest.fixture
async def secretariat(cast, site):
    return await site.signed_in(cast.people["secretariat"])


async def test_any_organisation_is_renamed(cast, site, secretariat):
    await secretariat.open("/organisations/norland")
    await secretariat.follow("Mend its entry")
    refused = await secretariat.send("/name", name="Republic of Norland")
    assert refused.status == 422 and "Say why" in refused.words
    await secretariat.send("/name", why="The country changed its name.")
    assert secretariat.at.path == "/organisations/norland" and "Republic of Norland" in secretariat.at.words
    public = (await site.visitor().open("/organisations/norland")).words
    assert "Kingdom of Norland is called Republic of Norland." in public and "changed its name" in public
    last = await RecordEntry.select().order_by(RecordEntry.id, ascending=False).first()
    assert (last["kind"], last["subject"]) == ("organisation.corrected", "/organisations/norland")


async def test_a_name_that_there_is_already_is_asked_about(cast, site, secretariat):
    await secretariat.open("/organisations/norland/mending")
    answer = await secretariat.send("/name", name="COBALT-CLOUD", why="A test.")
    assert answer.status == 422 and "There is an organisation of that name: Cobalt Cloud" in answer.words
    await secretariat.send("/name", though="y")
    assert (await queries.organisation("norland")).name == "COBALT-CLOUD"


async def test_one_that_acted_keeps_its_group_and_its_address(cast, site, secretariat):
    assert "Change the group" not in (await secretariat.open("/organisations/norland/mending")).words
    who = await cast.who("secretariat")
    for act in (
        mending.regroup(who, "norland", "industry", "Why."),
        mending.remove(who, "norland", "Why."),
        mending.remove(who, "norland", "Why.", into="sudria"),
        mending.rename(who, "norland", "Norland", "Why.", new_slug="another"),
    ):
        with pytest.raises(Unlawful, match="taken part"):
            await act


async def test_a_mandate_that_was_used_is_an_act(cast):
    slug = await enter_organisation(None, "Twice Ltd", "industry")
    id = (await queries.organisation(slug)).id
    assert await mending.may_leave(id)
    mandate = await actions.give_mandate(None, cast.people["reader"], slug, "head")
    assert await mending.never_acted(id) and "End those mandates" in str((await mending.may_leave(id)).reasons)
    who = await cast.who("reader")
    await declare(who, slug, "cobalt", "It is a subsidiary, as the register says.")
    await actions.end_mandate(None, mandate)
    assert not await mending.never_acted(id)


async def test_one_entered_wrongly_is_regrouped_and_moved(cast, site, secretariat):
    slug = await enter_organisation(None, "Twise", "industry")
    await secretariat.open(f"/organisations/{slug}/mending")
    await secretariat.send("/group", group="government", why="It is a ministry.")
    assert (await queries.organisation(slug)).group.key == "government"
    await secretariat.open(f"/organisations/{slug}/mending")
    await secretariat.send("/name", name="Twice", slug="twice", why="A slip.")
    assert secretariat.at.path == "/organisations/twice"
    old = await site.visitor().open("/organisations/twise")
    assert (old.status, old.headers["location"]) == (301, "/organisations/twice")
    with pytest.raises(Invalid):
        await enter_organisation(None, "Other", "industry", slug="twise")


async def test_one_entered_twice_is_merged(cast, site, secretariat):
    slug = await enter_organisation(None, "Kingdom of Norland", "government")
    await secretariat.open("/secretariat/organisations")
    assert f"/organisations/{slug}/mending" in secretariat.at.text
    await secretariat.open(f"/organisations/{slug}/mending")
    await secretariat.send("/merger", into="norland", why="Entered twice.")
    assert secretariat.at.path == "/organisations/norland" and "was merged with it" in secretariat.at.words
    assert slug not in [each.slug for each in await queries.organisations()]
    old = await site.visitor().open(f"/organisations/{slug}/accreditation")
    assert (old.status, old.headers["location"]) == (301, "/organisations/norland/accreditation")
    with pytest.raises(Moved):
        await queries.organisation(slug)
    assert await Organisation.exists().where(Organisation.slug == slug), "the record vouches for it"


async def test_one_that_should_not_be_is_removed(cast, site, secretariat):
    slug = await enter_organisation(None, "A Mistake", "government")
    await secretariat.open(f"/organisations/{slug}/mending")
    await secretariat.send("/removal", why="It never existed.")
    assert secretariat.at.path == "/organisations" and "A Mistake" not in secretariat.at.words
    gone = await site.visitor().open(f"/organisations/{slug}")
    assert gone.status == 410 and "It never existed." in gone.words


@pytest.mark.parametrize("role", ["norland", "reader", "moderator.industry"])
async def test_only_the_secretariat_mends(cast, site, role):
    who = await cast.who(role)
    with pytest.raises(NotAllowed):
        await mending.rename(who, "norland", "X", "Why.")
    with pytest.raises(NotAllowed):
        await correct_name(who, cast.people["reader"], "X", "Why.")
    assert (await (await site.signed_in(cast.people[role])).open("/organisations/norland/mending")).status == 403


async def test_a_persons_name_is_corrected(cast, site, secretariat):
    await secretariat.open("/secretariat/people?q=reader")
    await secretariat.follow("Correct the name of Reader")
    refused = await secretariat.send("/name", name="Reáder")
    assert refused.status == 422 and "Say why" in refused.words
    await secretariat.send("/name", why="A slip.")
    assert "Reáder" in secretariat.at.words and await name_of(cast.people["reader"]) == "Reáder"
    last = await RecordEntry.select().order_by(RecordEntry.id, ascending=False).first()
    assert last["kind"] == "participant.name-corrected" and "Re" not in last["says"]
