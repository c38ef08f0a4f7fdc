"""The pages of organisations, delegations and the secretariat, over HTTP."""

from __future__ import annotations

import unicodedata

import pytest

from forum.mail.tables import Letter
from forum.organisations import queries
from forum.organisations.actions import enter_organisation
from forum.people import actions
from forum.people.tables import Participant
from forum.record.tables import RecordEntry

GOOD = "tidal lantern obvious mule"
DESK = (
    "/secretariat",
    "/secretariat/invitations",
    "/secretariat/organisations",
    "/secretariat/groups",
    "/secretariat/offices",
    "/secretariat/people",
)


@pytest.fixture
async def secretariat(cast, site):
    return await site.signed_in(cast.people["secretariat"])


async def newest_link() -> str:
    letter = await Letter.select().order_by(Letter.id, ascending=False).first()
    return next(word for word in letter["body"].split() if "/invitations/" in word).split("localhost:8000")[1]


@pytest.mark.parametrize("path", DESK)
@pytest.mark.parametrize(
    "who,status",
    [
        ("", 303),
        ("norland", 403),
        ("moderator.industry", 403),
        ("rapporteur.industry", 403),
        ("reader", 403),
        ("secretariat", 200),
    ],
)
async def test_the_desk_is_the_secretariats(cast, site, path, who, status):
    visitor = await site.signed_in(cast.people[who]) if who else site.visitor()
    assert (await visitor.open(path)).status == status


@pytest.mark.parametrize(
    "path",
    [
        "/secretariat/invitations",
        "/secretariat/organisations",
        "/secretariat/groups",
        "/secretariat/offices",
        "/organisations/latecomer/applications",
        "/organisations/cobalt/accreditation/end",
        "/organisations/norland/mandates",
    ],
)
async def test_nobody_else_posts(cast, site, path):
    before = await RecordEntry.count()
    for who, status in (("cobalt", 403), ("reader", 403), ("secretariat", 403)):
        visitor = await site.signed_in(cast.people[who])
        await visitor.open("/sessions")
        token = "forged" if who == "secretariat" else visitor.form("/sessions/end").fields["_csrf"]
        assert (await visitor.post(path, {"_csrf": token, "name": "X", "why": "x"})).status == status
    assert (await site.visitor().post(path, {"name": "X"})).status == 401
    assert await RecordEntry.count() == before


async def test_public_pages(cast, site):
    visitor = site.visitor()
    listed = await visitor.open("/organisations")
    assert (
        "6 accredited organisations of 3 stakeholder groups" in listed.words
        and "Latecomer Ltd Not accredited" in listed.words
    )
    assert "etag" in listed.headers and "Moderator, Industry 3 people" in listed.words
    page = await visitor.open("/organisations/norland")
    assert "Head of delegation" in page.words and "Norland Delegate" not in page.words
    assert (await visitor.open("/organisations/nobody")).status == 404


async def test_names_only_as_chosen(cast, site):
    holder, reader = await site.signed_in(cast.people["norland.delegate"]), site.visitor()
    assert "Norland Delegate" not in (await reader.open("/organisations/norland")).text
    await holder.open("/mandates")
    await holder.send("/name")
    assert "Norland Delegate" in (await reader.open("/organisations/norland")).text
    await holder.open("/mandates")
    await holder.send("/name")
    assert "Norland Delegate" not in (await reader.open("/organisations/norland")).text


async def test_enter_and_accredit(cast, site, secretariat):
    await secretariat.open("/secretariat/organisations")
    refused = await secretariat.send("/secretariat/organisations", name="", region="West", about="Kept words")
    assert (
        refused.status == 422
        and refused.text.startswith("<!doctype")
        and "Kept words" in refused.text
        and "Error: Enter" in refused.tree.findtext(".//title")
    )
    await secretariat.send("/secretariat/organisations", name="Cobalt <Labs>", group="industry", parent="cobalt")
    assert secretariat.at.path == "/organisations/cobalt-labs" and "Cobalt <Labs>" in secretariat.at.words
    assert "Cobalt <Labs>" in (await secretariat.open("/secretariat")).words
    await secretariat.open("/organisations/cobalt-labs")
    assert "Two registrars of different groups decide" in (await secretariat.send("/applications")).words
    for group in ("government", "industry"):
        registrar = await site.signed_in(cast.people[f"registrar.{group}"])
        await registrar.open("/registry")
        await registrar.follow("Cobalt <Labs>")
        await registrar.send("/grounds", view="accredit", grounds="It is what it says.")
    public = await site.visitor().open("/organisations/cobalt-labs")
    assert "Owned by Cobalt Cloud" in public.words
    await secretariat.open("/organisations/cobalt-labs")
    empty = await secretariat.send("/accreditation/end", why="")
    assert empty.status == 422 and (await queries.organisation("cobalt-labs")).accredited_at
    await secretariat.send("/accreditation/end", why="It was sold.")
    assert "It was sold." in (await site.visitor().open("/organisations/cobalt-labs")).words


async def test_the_same_form_twice_enters_one(cast, site, secretariat):
    await secretariat.open("/secretariat/organisations")
    target, values = secretariat.filled("/secretariat/organisations", name="Acme", group="industry")
    assert [(await secretariat.post(target, values)).path for _ in range(2)] == ["/organisations/acme"] * 2
    assert len([each for each in await queries.organisations() if each.name == "Acme"]) == 1


async def test_groups(cast, site, secretariat):
    await secretariat.open("/secretariat/groups")
    assert "Academia" in (await secretariat.send("/secretariat/groups", name="Academia")).words
    again = await secretariat.send("/secretariat/groups", name="academia")
    assert again.status == 422 and "already" in again.words


@pytest.mark.parametrize(
    "typed,says",
    [
        ({"role": "head"}, "Choose the organisation"),
        ({"role": "moderator"}, "Choose the stakeholder group"),
        ({}, "Choose what the person will be"),
        ({"role": "observer", "organisation": "norland", "until": "2001-01-01"}, "a day that is not over"),
        ({"role": "secretariat", "email": "no"}, "such as name@example.org"),
        ({"role": "observer", "organisation": "norland", "until": "yesterday"}, "date"),
        ({"role": "king"}, "valid choice"),
    ],
)
async def test_invitations_that_cannot_be(cast, site, secretariat, typed, says):
    await secretariat.open("/secretariat/invitations")
    target, values = secretariat.filled("/secretariat/invitations")
    answer = await secretariat.post(target, {**values, "name": "New Person", "email": "new@forum.test", **typed})
    assert (
        answer.status == 422
        and says in answer.words
        and secretariat.form("/secretariat/invitations").fields["name"] == "New Person"
    )
    assert not await Letter.exists()


async def test_from_invitation_to_delegation(cast, site, secretariat):
    await secretariat.open("/secretariat/invitations")
    await secretariat.send(
        "/secretariat/invitations", name="New Person", email="new@forum.test", role="delegate", organisation="norland"
    )
    assert "Delegate of kingdom of norland. Sent to new@forum.test".lower() in secretariat.at.words.lower()
    newcomer = site.visitor()
    page = await newcomer.open(await newest_link())
    assert (
        "You will be delegate of Kingdom of Norland" in page.words
        and newcomer.form(page.path).fields["name"] == "New Person"
    )
    arrived = await newcomer.send(page.path, password=GOOD)
    assert arrived.path == "/mandates" and "Kingdom of Norland" in arrived.words
    assert (await newcomer.open(page.path)).status == 410
    assert "new@forum.test" not in str(await RecordEntry.select(RecordEntry.bytes))


async def test_a_head_manages_the_delegation(cast, site):
    head = await site.signed_in(cast.people["norland"])
    await head.open("/organisations/norland")
    await head.follow("Manage the delegation")
    assert {option.get("value") for option in head.at.tree.xpath("//input[@name='kind']")} == {"delegate", "observer"}
    known = await actions.enter_person("Ada", "ada@forum.test", password=GOOD)
    for email in ("ada@forum.test", "unknown@forum.test"):
        answer = await head.send("/organisations/norland/mandates", name="Somebody", email=email, kind="observer")
        assert answer.status == 200 and email in answer.words, "the same answer, whoever takes part already"
    assert (
        not (await actions.Mandate.exists().where(actions.Mandate.participant == known)) and await Letter.count() == 2
    )
    await head.send("/withdrawal")
    assert "unknown@forum.test" not in head.at.words
    target, values = head.filled("/organisations/norland/mandates", name="X", email="x@forum.test")
    assert (await head.post(target, {**values, "kind": "head"})).status == 422
    foreign = (await cast.who("sudria")).speaking.mandate
    assert (await head.post(f"/organisations/norland/mandates/{foreign}/end", values)).status == 404
    assert (await head.post(f"/organisations/sudria/mandates/{foreign}/end", values)).status == 403


async def test_the_secretariat_gives_mandates_at_once(cast, site, secretariat):
    await secretariat.open("/organisations/norland/mandates")
    second = await secretariat.send(
        "/organisations/norland/mandates", name="Reader", email="reader@forum.test", kind="head"
    )
    assert second.status == 422 and "one voice" in second.words
    await secretariat.send(
        "/organisations/norland/mandates", name="Reader", email="Reader@forum.test", kind="observer", until="2999-12-31"
    )
    assert (await cast.who("reader")).speaking.kind == "observer"


async def test_offices(cast, site, secretariat):
    await secretariat.open("/secretariat/offices")
    unknown = await secretariat.send(
        "/secretariat/offices", email="nobody@forum.test", office="moderator", group="industry"
    )
    assert unknown.status == 422 and "Send an invitation" in unknown.words
    await secretariat.send(
        "/secretariat/offices", email="reader@forum.test", office="rapporteur", group="civil-society"
    )
    assert (await cast.who("reader")).office("rapporteur").group == "civil-society"
    form = next(form for form in secretariat.at.tree.forms if "End the office of Reader" in form.text_content())
    await secretariat.post(form.get("action"), dict(form.form_values()))
    assert not (await cast.who("reader")).offices


async def test_a_forgotten_password(cast, site, secretariat):
    person = await actions.enter_person("Zed Forgetful", "zed@forum.test", password=GOOD)
    there = await site.signed_in(person)
    assert "Zed Forgetful" in (await secretariat.open("/secretariat/people?q=FORGETFUL")).words
    assert "on its way" in (await secretariat.send("/password")).words
    visitor = site.visitor()
    page = await visitor.open(await newest_link())
    done = await visitor.send(page.path, password="another quiet harbour")
    assert done.path == "/mandates" and (await there.open("/sessions")).status == 303
    assert await Participant.count().where(Participant.email == "zed@forum.test") == 1


@pytest.mark.parametrize(
    "path", ["/secretariat/invitations", "/organisations/norland/mandates", "/secretariat/offices"]
)
async def test_an_address_that_can_be_mended_is_asked_beside_the_field(cast, site, secretariat, path):
    await secretariat.open(path)
    target, values = secretariat.filled(path)
    role = {"role": "delegate", "organisation": "norland", "kind": "delegate", "office": "secretariat"}
    typed = {**values, "name": "New Person", "email": "mailto:new@forum.test", **role}
    answer = await secretariat.post(target, typed)
    assert (
        answer.status == 422
        and "Did you mean new@forum.test?" in answer.tree.get_element_by_id("email-error").text_content()
    )
    assert secretariat.form(path).fields["email"] == "new@forum.test" and not await Letter.exists()
    answer = await secretariat.post(target, {**typed, "email": "six,seven@forum.test"})
    assert answer.status == 422 and "','" in answer.tree.get_element_by_id("email-error").text_content()
    assert secretariat.form(path).fields["email"] == "six,seven@forum.test"


async def test_accepting_what_cannot_be_any_more_keeps_what_was_typed(cast, site, secretariat):
    head = await cast.who("norland")
    await actions.end_mandate(None, head.speaking.mandate)
    await secretariat.open("/secretariat/invitations")
    await secretariat.send(
        "/secretariat/invitations", name="New Person", email="new@forum.test", role="head", organisation="norland"
    )
    await actions.give_mandate(None, head.participant, "norland", "head")
    newcomer = site.visitor()
    page = await newcomer.open(await newest_link())
    answer = await newcomer.send(page.path, name="My Own Name", password=GOOD)
    assert answer.status == 409 and "has a head of delegation already" in answer.words
    assert newcomer.form(page.path).fields["name"] == "My Own Name"
    assert not await Participant.exists().where(Participant.email == "new@forum.test")


async def test_a_group_in_another_script(cast, site, secretariat):
    await secretariat.open("/secretariat/groups")
    for name in ("Общество", "学界"):
        assert name in (await secretariat.send("/secretariat/groups", name=name)).words
    assert [each.key for each in await queries.groups()][-2:] == ["group-4", "group-5"]
    assert (await secretariat.send("/secretariat/groups", name="ОБЩЕСТВО")).status == 422


async def test_an_organisation_in_another_script_needs_no_latin_address(cast, site, secretariat):
    await secretariat.open("/secretariat/organisations")
    await secretariat.send("/secretariat/organisations", name="中国电信", group="industry")
    assert secretariat.at.path == "/organisations/organisation" and "中国电信" in secretariat.at.words


@pytest.mark.parametrize("name", ["Cobalt Cloud", "COBALT  cloud", "Cobált-Cloud"])
async def test_an_organisation_twice_is_asked_about(cast, site, secretariat, name):
    before = len(await queries.organisations())
    await secretariat.open("/secretariat/organisations")
    assert "Enter it all the same" not in secretariat.at.words
    answer = await secretariat.send("/secretariat/organisations", name=name, group="government")
    assert answer.status == 422 and "There is an organisation of that name: Cobalt Cloud (Industry" in answer.words
    assert len(await queries.organisations()) == before
    await secretariat.send("/secretariat/organisations", though="y")
    assert secretariat.at.path.startswith("/organisations/cob") and len(await queries.organisations()) == before + 1


@pytest.mark.parametrize(
    "typed", ["kobylkova", "KOBYLKOVÁ", "Kobylkova\u0301", "o'hanrahan", "oʼhanrahan", "durocher ba"]
)
async def test_people_are_found_as_they_are_typed(cast, site, secretariat, typed):
    person = await actions.enter_person(
        unicodedata.normalize("NFD", "Zoé Kobylková O’Hanrahan Durocher-Ba"), "z@forum.test"
    )
    kept = await Participant.select(Participant.name).where(Participant.id == person).first()
    assert kept["name"] == "Zoé Kobylková O’Hanrahan Durocher-Ba"
    assert kept["name"] in (await secretariat.open(f"/secretariat/people?q={typed}")).words


async def test_owners_are_found_as_they_are_typed(cast, site, secretariat):
    await enter_organisation(None, "Möbius-Werke", "industry", parent="cobalt")
    assert "Möbius-Werke" in (await site.visitor().open("/organisations/owners?q=mobius werke")).words
