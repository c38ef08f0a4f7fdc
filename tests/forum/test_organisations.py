"""Groups, organisations and accreditation."""

from __future__ import annotations

import pytest

from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.organisations import accrediting, actions, queries
from forum.record.tables import RecordEntry, Witness

ACTS = {
    "name a group": lambda who: actions.name_group(who, "Academia"),
    "enter": lambda who: actions.enter_organisation(who, "New Ltd", "industry"),
    "put forward": lambda who: accrediting.put_forward(who, "latecomer"),
    "end accreditation": lambda who: actions.end_accreditation(who, "cobalt", "It left."),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "role",
    [
        "secretariat",
        "norland",
        "norland.delegate",
        "sudria.observer",
        "moderator.industry",
        "rapporteur.industry",
        "reader",
    ],
)
async def test_only_the_secretariat(cast, role, act):
    before, who = await RecordEntry.count(), await cast.who(role)
    if role == "secretariat":
        await ACTS[act](who)
        assert await RecordEntry.count() == before + 1
        return
    with pytest.raises(NotAllowed, match="Only the secretariat"):
        await ACTS[act](who)
    assert await RecordEntry.count() == before


async def test_entered_then_accredited(cast):
    who = await cast.who("secretariat")
    slug = await actions.enter_organisation(
        who, "Société Générale d’Étude", "industry", parent="cobalt", region="West", about="It studies."
    )
    assert slug == "societe-generale-d-etude"
    entered = await queries.organisation(slug)
    assert (entered.parent, entered.group.key, entered.accredited_at) == ("cobalt", "industry", None)
    await actions.accredit(slug)
    assert (await queries.organisation(slug)).accredited_at
    assert [each.slug for each in await queries.owned_by(cast.organisations["cobalt"])] == [slug]
    assert await Witness.exists().where(Witness.row == f"organisation/{entered.id}")


async def test_the_same_name_gets_another_address(cast):
    assert [await actions.enter_organisation(None, "Acme", "industry") for _ in range(3)] == [
        "acme",
        "acme-2",
        "acme-3",
    ]
    assert await actions.enter_organisation(None, "New", "industry") == "new-2"


@pytest.mark.parametrize(
    "name,typed",
    [
        ("المنظمة", {"slug": "المنظمة"}),
        ("Acme", {"slug": "A B"}),
        ("Acme", {"slug": "cobalt"}),
        ("Acme", {"slug": "-a"}),
        ("Acme", {"slug": "new"}),
    ],
)
async def test_addresses_that_cannot_be(cast, name, typed):
    with pytest.raises(Invalid) as refused:
        await actions.enter_organisation(None, name, "industry", **typed)
    assert "slug" in refused.value.fields


async def test_unknown_group_and_owner(cast):
    with pytest.raises(NotFound):
        await actions.enter_organisation(None, "Acme", "nobody")
    with pytest.raises(NotFound):
        await actions.enter_organisation(None, "Acme", "industry", parent="nobody")


async def test_accredited_once_at_a_time(cast):
    who = await cast.who("secretariat")
    with pytest.raises(Conflict):
        await actions.accredit("cobalt")
    await actions.end_accreditation(who, "cobalt", "It merged.")
    assert not (await cast.who("cobalt")).speaking.accredited
    with pytest.raises(Conflict):
        await actions.end_accreditation(who, "cobalt", "Again.")
    await actions.accredit("cobalt")
    assert (await cast.who("cobalt")).speaking.accredited
    assert [each.why for each in await queries.accreditations(cast.organisations["cobalt"])] == ["", "It merged."]


async def test_groups_are_named_after_those_that_there_are(cast):
    assert await actions.name_group(await cast.who("secretariat"), "Academia and research") == "academia-and-research"
    assert [(each.key, each.position) for each in await queries.groups()][-1] == ("academia-and-research", 4)
    with pytest.raises(Invalid):
        await actions.name_group(None, "industry")


async def test_organisations_stand_by_group_then_name(cast):
    assert [each.slug for each in await queries.organisations()] == [
        "norland",
        "sudria",
        "cobalt",
        "latecomer",
        "lumen",
        "openrights",
        "tidewater",
    ]
