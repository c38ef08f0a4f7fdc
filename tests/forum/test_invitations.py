"""Invitations, the first link, forgotten passwords, sessions and the limit on attempts: what they do, without pages."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from forum.clock import now
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.mail.tables import Letter
from forum.people import actions, delegations, throttle
from forum.people.bootstrap import first_link
from forum.people.invitations import accept, find, invite, waiting, withdraw
from forum.people.letters import From
from forum.people.passwords import HASHER, fits, outdated
from forum.people.queries import identity_of, recognise
from forum.people.recovery import send_new_password
from forum.people.sessions import device, end_others, end_session, sessions_of
from forum.people.signing import WRONG, sign_in, step_into
from forum.people.tables import Attempt, Invitation, LoginSession, Office, Participant
from forum.people.throttle import PAIR, TooOften
from forum.record.tables import RecordEntry

GOOD = "tidal lantern obvious mule"
HERE = From("Comity", "https://forum.test")


async def link() -> str:
    letter = await Letter.select().order_by(Letter.id, ascending=False).first()
    return next(line for line in letter["body"].split() if "/invitations/" in line).rsplit("/", 1)[1]


async def join(token: str, **typed) -> str:
    return await accept(
        token, **{"name": "New Person", "email": "", "password": GOOD, "named": False, "agent": "test", **typed}
    )


async def new(database, email="ada@forum.test") -> int:
    return await actions.enter_person("Ada", email, password=GOOD)


async def enter(email="ada@forum.test", password=GOOD, network="192.0.2.1", **more) -> str:
    return await sign_in(email, password, network=network, agent="test", **more)


@pytest.mark.parametrize(
    "role,sends",
    [
        ("secretariat", {"head", "delegate", "office"}),
        ("norland", {"delegate"}),
        ("norland.delegate", set()),
        ("sudria", set()),
        ("openrights", set()),
        ("moderator.industry", set()),
        ("reader", set()),
    ],
)
async def test_who_invites(cast, role, sends):
    offers = {
        "head": {"kind": "head", "organisation": "norland"},
        "delegate": {"kind": "delegate", "organisation": "norland"},
        "office": {"office": "secretariat"},
    }
    if role == "secretariat":
        await actions.end_mandate(None, (await cast.who("norland")).speaking.mandate)
    for offer, role_offered in offers.items():
        if offer in sends:
            await invite(await cast.who(role), HERE, name="New", email=f"{offer}@forum.test", **role_offered)
        else:
            with pytest.raises(NotAllowed):
                await invite(await cast.who(role), HERE, name="New", email="new@forum.test", **role_offered)
    assert await Letter.count() == len(sends)


async def test_accepted_once(cast):
    await invite(
        await cast.who("norland"), HERE, name="New", email="New@Forum.test", kind="delegate", organisation="norland"
    )
    token = await link()
    assert (await find(token)).becomes == "delegate of Kingdom of Norland"
    session = await recognise(await join(token))
    assert session.identity.speaking.kind == "delegate" and session.identity.name == "New Person"
    assert (await find(token)).state == "used"
    with pytest.raises(Conflict, match="used"):
        await join(token)


async def test_the_database_keeps_no_token(cast):
    await invite(await cast.who("secretariat"), HERE, name="New", email="new@forum.test", office="secretariat")
    token = await link()
    assert token not in str(await Invitation.select()) and "new@forum.test" not in str(await RecordEntry.select())
    session = await join(token)
    assert session not in str(await LoginSession.select(exclude_secrets=False))
    assert (await recognise(session)).identity.office("secretariat")


@pytest.mark.parametrize(
    "offer,hours", [({"kind": "delegate", "organisation": "norland"}, 7 * 24), ({"office": "secretariat"}, 24)]
)
async def test_expires(cast, monkeypatch, offer, hours):
    await invite(await cast.who("secretariat"), HERE, name="New", email="new@forum.test", **offer)
    token, at = await link(), now()
    monkeypatch.setattr("forum.clock.source", lambda: at + timedelta(hours=hours, seconds=1))
    with pytest.raises(Conflict, match="expired"):
        await join(token)


async def test_withdrawn(cast):
    head = await cast.who("norland")
    number = await invite(head, HERE, name="New", email="new@forum.test", kind="delegate", organisation="norland")
    with pytest.raises(NotAllowed):
        await withdraw(await cast.who("sudria"), number)
    assert len(await waiting(cast.organisations["norland"])) == 1 and not await waiting(cast.organisations["sudria"])
    await withdraw(head, number)
    assert not await waiting()
    with pytest.raises(Conflict):
        await join(await link())


async def test_who_invited_must_still_be_allowed(cast):
    head = await cast.who("norland")
    await invite(head, HERE, name="New", email="new@forum.test", kind="delegate", organisation="norland")
    await actions.end_mandate(None, head.speaking.mandate)
    with pytest.raises(Conflict, match="no longer"):
        await join(await link())
    assert not await Participant.exists().where(Participant.email == "new@forum.test")


async def test_a_second_head_is_refused_at_the_door(cast):
    """Somebody else became head while the invitation was open."""
    who, head = await cast.who("secretariat"), await cast.who("norland")
    await actions.end_mandate(None, head.speaking.mandate)
    await invite(who, HERE, name="New", email="new@forum.test", kind="head", organisation="norland")
    await actions.give_mandate(None, head.participant, "norland", "head")
    with pytest.raises(Unlawful, match="one voice"):
        await join(await link())


async def test_somebody_known_keeps_the_password(cast, database):
    person = await new(database)
    await invite(
        await cast.who("norland"), HERE, name="Ada", email="ada@forum.test", kind="observer", organisation="norland"
    )
    assert await join(await link(), password="", name="Another") == ""
    assert (await identity_of(person)).speaking.kind == "observer" and (await identity_of(person)).name == "Ada"
    await enter()


@pytest.mark.parametrize("password", ["short", "password1234", "new@forum.test1", "aaaaaaaaaaaaaa"])
async def test_weak_passwords_are_not_taken(cast, password):
    await invite(await cast.who("secretariat"), HERE, name="New", email="new@forum.test", office="secretariat")
    with pytest.raises(Invalid) as refused:
        await join(await link(), password=password)
    assert "password" in refused.value.fields and not await Participant.exists().where(
        Participant.email == "new@forum.test"
    )


async def test_first_link(database):
    first, second = await first_link("https://forum.test"), await first_link("https://forum.test/")
    assert second.startswith("https://forum.test/invitations/")
    with pytest.raises(Conflict):
        await join(first.rsplit("/", 1)[1], email="ada@forum.test")
    session = await join(second.rsplit("/", 1)[1], email="ada@forum.test")
    assert (await recognise(session)).identity.office("secretariat")
    assert await first_link("https://forum.test") is None


async def test_no_first_link_on_a_demonstration(database):
    await actions.enter_person("Demo", "demo@forum.test", demonstrates="a delegate")
    assert await first_link("https://forum.test") is None and not await Office.exists()


async def test_a_new_password_ends_all_sessions(cast, database):
    person = await new(database)
    session = await enter()
    with pytest.raises(NotAllowed):
        await send_new_password(await cast.who("norland"), HERE, person)
    await send_new_password(await cast.who("secretariat"), HERE, person)
    assert await recognise(await join(await link(), password="another quiet harbour")) and not await recognise(session)
    with pytest.raises(Invalid):
        await enter()
    await enter(password="another quiet harbour")


async def test_each_sign_in_has_a_new_token(database):
    await new(database)
    first = await enter()
    second = await enter(instead_of=first)
    assert first != second and not await recognise(first) and (await recognise(second)).identity.name == "Ada"


async def test_a_session_ends_by_itself(database, monkeypatch):
    await new(database)
    session, at = await enter(), now()
    monkeypatch.setattr("forum.clock.source", lambda: at + timedelta(hours=12))
    assert await recognise(session) is None


async def test_sessions_are_ended_by_their_owner(cast, database):
    person = await new(database)
    tokens = [await enter() for _ in range(3)]
    this = (await recognise(tokens[2])).session
    views = await sessions_of(person, this)
    assert len(views) == 3 and views[0].is_this
    with pytest.raises(NotFound):
        await end_session(cast.people["reader"], views[1].id)
    await end_session(person, (await recognise(tokens[0])).session)
    await end_others(person, this)
    assert [bool(await recognise(token)) for token in tokens] == [False, False, True]


@pytest.mark.parametrize(
    "email,password", [("nobody@forum.test", GOOD), ("ada@forum.test", "wrong"), ("demo@forum.test", "")]
)
async def test_the_same_answer_for_every_failure(database, email, password):
    await new(database)
    await actions.enter_person("Demo", "demo@forum.test", demonstrates="a delegate")
    with pytest.raises(Invalid) as refused:
        await enter(email, password)
    assert refused.value.fields == {"": (WRONG,)}


async def test_weaker_hashes_are_made_anew(database):
    person = await new(database)
    weak = HASHER.__class__(time_cost=1, memory_cost=1024, parallelism=1).hash(GOOD)
    await Participant.update({Participant.password: weak}).where(Participant.id == person)
    await enter()
    stored = (
        await Participant.select(Participant.password, exclude_secrets=False).where(Participant.id == person).first()
    )["password"]
    assert (
        stored.startswith("$argon2id$")
        and not outdated(stored)
        and await fits(stored, GOOD)
        and not await fits("", GOOD)
    )


async def test_the_sixth_attempt_waits(database, monkeypatch):
    await new(database)
    for _ in range(PAIR):
        with pytest.raises(Invalid):
            await enter(password="wrong")
    with pytest.raises(TooOften) as refused:
        await enter()
    assert 0 < refused.value.seconds <= 300
    assert await enter(network="192.0.2.77"), "its owner elsewhere is not locked out"
    at = now()
    monkeypatch.setattr("forum.clock.source", lambda: at + timedelta(minutes=5, seconds=1))
    assert await enter() and not await Attempt.exists()


async def test_parallel_attempts_all_count(database):
    await new(database)
    outcomes = await asyncio.gather(*(enter(password="wrong") for _ in range(12)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["Invalid"] * PAIR + ["TooOften"] * (12 - PAIR)


async def test_one_network_cannot_try_all_accounts(database, monkeypatch):
    monkeypatch.setattr(throttle, "NETWORK", 8)
    for n in range(8):
        await throttle.attempt(f"p{n}@forum.test", "2001:db8::1")
    with pytest.raises(TooOften):
        await throttle.attempt("p9@forum.test", "2001:db8::ffff")
    await throttle.attempt("p9@forum.test", "2001:db8:1::1")


async def test_only_people_of_the_demonstration_can_be_stepped_into(database):
    person, demo = await new(database), await actions.enter_person("Demo", "demo@forum.test", demonstrates="a delegate")
    with pytest.raises(NotFound):
        await step_into(person, agent="test")
    assert (await recognise(await step_into(demo, agent="test"))).identity.participant == demo


@pytest.mark.parametrize(
    "agent,words",
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
            "Chrome on Linux",
        ),
        ("curl/8.5", "curl"),
        ("", "Unknown device"),
    ],
)
def test_devices_in_words(agent, words):
    assert device(agent) == words


SEAT = {"kind": "delegate", "organisation": "norland"}


@pytest.mark.parametrize(
    "first,second,refused",
    [
        (SEAT, SEAT, True),
        (SEAT, {**SEAT, "kind": "observer"}, True),
        (SEAT, {**SEAT, "organisation": "sudria"}, False),
        ({"office": "secretariat"}, {"office": "secretariat"}, True),
        (SEAT, {"office": "secretariat"}, False),
    ],
)
async def test_a_second_invitation_to_an_address_is_refused_with_what_stands(cast, first, second, refused):
    who = await cast.who("secretariat")
    number = await invite(who, HERE, name="New Person", email="new@bücher.example", **first)
    if not refused:
        assert await invite(who, HERE, name="New Person", email="new@bücher.example", **second)
        return
    with pytest.raises(Unlawful, match=r"New Person, new@xn--bcher-kva.example, as .* works until"):
        await invite(who, HERE, name="New Person", email="NEW@xn--bcher-kva.example", **second)
    assert await Letter.count() == 1
    await withdraw(who, number)
    await invite(who, HERE, name="New Person", email="new@bücher.example", **second)


async def test_an_invitation_that_must_fail_is_not_sent(cast):
    who = await cast.who("secretariat")
    delegate = await Participant.select().where(Participant.id == cast.people["norland.delegate"]).first()
    with pytest.raises(Unlawful, match="one voice"):
        await invite(who, HERE, name="New", email="new@forum.test", kind="head", organisation="norland")
    with pytest.raises(Unlawful, match="one voice"):
        until = now() + timedelta(days=2)
        await invite(who, HERE, name="New", email="new@forum.test", kind="head", organisation="norland", until=until)
    with pytest.raises(Unlawful, match="holds a mandate"):
        await invite(who, HERE, name="New", email=delegate["email"].upper(), **SEAT)
    secretariat = await Participant.select().where(Participant.id == cast.people["secretariat"]).first()
    with pytest.raises(Unlawful, match="holds this office"):
        await invite(who, HERE, name="New", email=secretariat["email"], office="secretariat")
    assert not await Letter.count() and not await Invitation.count()


async def test_of_one_head_there_is_one_open_invitation(cast):
    who = await cast.who("secretariat")
    await actions.end_mandate(None, (await cast.who("norland")).speaking.mandate)
    await invite(who, HERE, name="One", email="one@forum.test", kind="head", organisation="norland")
    with pytest.raises(Unlawful, match=r"One, one@forum\.test"):
        await invite(who, HERE, name="Two", email="two@forum.test", kind="head", organisation="norland")


@pytest.mark.parametrize("typed", ["ada@bücher.example", "ADA@xn--bcher-kva.example", "ada@BU\u0308CHER.example"])
async def test_one_account_by_every_spelling_of_its_address(database, typed):
    person = await new(database, "ada@bücher.example")
    assert (await recognise(await enter(typed))).identity.participant == person
    assert await delegations.by_email(typed) == person
    with pytest.raises(Invalid, match="already"):
        await new(database, typed)


@pytest.mark.parametrize("kept", ["mailto:ada@forum.test", "ada@bücher.example"])
async def test_accounts_of_an_older_reading_still_sign_in(database, kept):
    person = await new(database)
    await Participant.update({Participant.email: kept}).where(Participant.id == person)
    assert (await recognise(await enter(kept))).identity.participant == person


@pytest.mark.parametrize("typed", ["mailto:ada@forum.test", "six,seven@forum.test", "a@b..example", "<a@forum.test>"])
async def test_what_is_no_address_is_nowhere_taken(cast, database, typed):
    with pytest.raises(Invalid):
        await actions.enter_person("Ada", typed)
    with pytest.raises(Invalid):
        await invite(await cast.who("norland"), HERE, name="Ada", email=typed, **SEAT)
    assert not await Letter.count()


async def test_nor_by_the_first_link(database):
    token = (await first_link("https://forum.test")).rsplit("/", 1)[1]
    with pytest.raises(Invalid, match=r"Did you mean ada@forum\.test"):
        await join(token, email="mailto:ada@forum.test")


@pytest.mark.parametrize("used", [0, 1])
async def test_one_link_for_a_password_ends_the_others(cast, used):
    await actions.enter_person("Ada", "ada@forum.test", password=GOOD)
    ada = await Participant.select(Participant.id).where(Participant.email == "ada@forum.test").first()
    tokens = []
    for _ in range(2):
        await send_new_password(await cast.who("secretariat"), HERE, ada["id"])
        tokens.append(await link())
    await invite(
        await cast.who("norland"), HERE, name="Ada", email="ada@forum.test", kind="delegate", organisation="norland"
    )
    mandate = await link()
    await join(tokens[used], password="another tidal lantern")
    with pytest.raises(Conflict):
        await join(tokens[1 - used], password="a thief with an old letter")
    assert (await find(mandate)).state == "open"
