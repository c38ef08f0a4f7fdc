"""Trustees in a browser: naming them, choosing a passphrase, releasing a share; and what everybody reads."""

from __future__ import annotations

import pytest

from drafts.ballots.tables import Ballot
from drafts.sealing import naming, passphrases, queries
from drafts.sealing.tables import Share, Trustee
from forum.people.tables import Mandate
from tests.drafts.ballot_setting import CLOSE, Time
from tests.drafts.test_trustees import PHRASES, keyed, sealed


@pytest.fixture
def time(monkeypatch) -> Time:
    monkeypatch.setattr(passphrases, "ROUNDS", 1)
    monkeypatch.setattr(passphrases, "MEMORY", 1 << 20)
    return Time(monkeypatch)


async def test_the_secretariat_names_and_ends_the_duty(cast, time, site):
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/secretariat")
    page = await secretariat.follow("Trustees of sealed ballots")
    assert "The server holds the key" in page.words and "at least 2 stakeholder groups" in page.words.lower()
    assert (
        await secretariat.send("/secretariat/trustees")
    ).status == 422 and "Choose whom you name" in secretariat.at.words
    mandate = await Mandate.select(Mandate.id).where(Mandate.participant == cast.people["norland"]).first()
    done = await secretariat.send("/secretariat/trustees", mandate=str(mandate["id"]))
    assert (
        done.path == "/secretariat/trustees"
        and "Kingdom of Norland: Norland" in done.words
        and "No passphrase yet" in done.words
    )
    wrong = await secretariat.post(
        "/secretariat/trustees", {**secretariat.filled("/secretariat/trustees")[1], "mandate": "999"}
    )
    assert wrong.status == 422
    await secretariat.open("/secretariat/trustees")
    await secretariat.send("/trustees/1/end")
    assert not await Trustee.exists().where(Trustee.until.is_null()) and "End the duty" not in secretariat.at.words


@pytest.mark.parametrize("person", ["norland", "moderator.industry", "reader"])
async def test_others_do_not_name(cast, time, site, person):
    visitor = await site.signed_in(cast.people[person])
    assert (await visitor.open("/secretariat/trustees")).status == 403
    assert (await visitor.open("/trustee")).status == 200 and "You are not a trustee" in visitor.at.words
    assert not visitor.at.tree.xpath("//form[contains(@action, '/trustee/')]")


async def test_everybody_reads_who_holds_what_and_against_whom(cast, time, site):
    await keyed(cast, "norland", "cobalt", "lumen")
    await Mandate.update({Mandate.named: True}).where(Mandate.participant == cast.people["cobalt"])
    page = await site.visitor().open("/trustees")
    assert "sealed to 3 trustees. 2 of them together open it" in page.words and "Cobalt Cloud: Cobalt" in page.words
    assert (
        "Trustees of one group are enough to open a ballot: Industry" in page.words
        and "Norland: Norland" not in page.words
    )
    assert "What it does not protect against" in page.words and "Passphrase set on" in page.words
    assert "Your page as a trustee" not in page.words


async def test_a_trustee_chooses_a_passphrase(cast, time, site):
    secretariat, norland = await cast.who("secretariat"), await site.signed_in(cast.people["norland"])
    mandate = await Mandate.select(Mandate.id).where(Mandate.participant == cast.people["norland"]).first()
    await naming.name(secretariat, mandate["id"])
    await norland.open("/trustees")
    page = await norland.follow("Your page as a trustee")
    assert "Choose a passphrase" in page.words
    for typed, says in (
        (("short", "short"), "at least 12"),
        ((PHRASES["norland"], "else"), "differs from the first"),
        (("", ""), "Choose a passphrase."),
    ):
        wrong = await norland.send("/trustee/passphrases", passphrase=typed[0], passphrase_again=typed[1])
        assert wrong.status == 422 and says in wrong.words and PHRASES["norland"] not in wrong.text
    done = await norland.send(
        "/trustee/passphrases", passphrase=PHRASES["norland"], passphrase_again=PHRASES["norland"]
    )
    assert done.status == 200 and "Change your passphrase" in done.words


async def test_releasing_shares_closes_the_ballot(cast, time, site):
    await keyed(cast, "norland", "cobalt", "openrights")
    ballot = await sealed(cast)
    norland, cobalt = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["cobalt"])
    early = await norland.open("/trustee")
    assert "Nothing is unsealed before" in early.words.replace("nothing", "Nothing") and not early.tree.xpath(
        "//form[@action='/trustee/shares']"
    )
    assert f"Ballot {ballot}" not in (await norland.open("/work")).words
    time.now = CLOSE
    assert "wait for your share" in (await norland.open("/work")).words
    await norland.open("/trustee")
    wrong = await norland.send("/trustee/shares", passphrase="not what it was at all")
    assert (
        wrong.status == 422
        and wrong.tree.xpath(f"//*[@id='passphrase-{ballot}-error']")
        and "not what it was" not in wrong.text
    )
    assert wrong.tree.xpath(f"//div[@role='alert']//a[@href='#passphrase-{ballot}']")
    done = await norland.send("/trustee/shares", passphrase=PHRASES["norland"])
    assert done.status == 200 and "You released your share" in done.words and "1 more is needed" in done.words
    assert "wait for your share" not in (await norland.open("/work")).words
    await cobalt.open("/trustee")
    last = await cobalt.send("/trustee/shares", passphrase=PHRASES["cobalt"])
    assert last.status == 200 and await queries.secret(ballot)


async def test_too_many_tries(cast, time, site):
    await keyed(cast, "norland", "cobalt")
    await sealed(cast)
    time.now = CLOSE
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/trustee")
    for _ in range(5):
        assert (await norland.send("/trustee/shares", passphrase="not what it was at all")).status == 422
    refused = await norland.send("/trustee/shares", passphrase=PHRASES["norland"])
    assert refused.status == 429 and "Too many attempts" in refused.words and refused.headers["retry-after"]
    assert not await Share.exists().where(Share.words != "")


@pytest.mark.parametrize("ballot,status", [("999", 404), ("x", 404), ("-1", 404), ("9" * 30, 404), ("", 404)])
async def test_a_ballot_that_is_not_there(cast, time, site, ballot, status):
    await keyed(cast, "norland", "cobalt")
    await sealed(cast)
    time.now = CLOSE
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/trustee")
    values = {**norland.filled("/trustee/shares")[1], "ballot": ballot, "passphrase": PHRASES["norland"]}
    assert (await norland.post("/trustee/shares", values)).status == status


async def test_a_forged_early_release_and_an_ended_session(cast, time, site):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/trustee")
    values = {**norland.filled("/trustee/passphrases")[1], "ballot": str(ballot), "passphrase": PHRASES["norland"]}
    early = await norland.post("/trustee/shares", values)
    assert early.status == 422 and "Nothing is unsealed before" in early.words
    assert not await Ballot.exists().where(Ballot.closed_at.is_not_null())
    stranger = await site.visitor().post("/trustee/shares", values)
    assert stranger.status == 401 and PHRASES["norland"] not in stranger.text
