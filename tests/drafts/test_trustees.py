"""Trustees: naming, passphrases, shares of a ballot's key, and what the database holds while a ballot is open."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from drafts.ballots import queries as ballots
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Ballot
from drafts.ballots.tables import Cast as CastRow
from drafts.rules.sealing import public_of, seal, unseal
from drafts.sealing import actions, naming, passphrases, queries
from drafts.sealing.asking import ask_when_due
from drafts.sealing.tables import Seal, Share, Trustee, TrusteeKey
from drafts.sealing.trustees import nominees, standing
from forum import master
from forum.clock import now
from forum.database import atomic, engine
from forum.engines.guards import AnyTable
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.mail.tables import Letter
from forum.organisations.tables import Accreditation, Organisation
from forum.people.tables import Mandate
from forum.people.throttle import TooOften
from forum.record import key
from forum.record.actions import append
from forum.record.tables import RecordEntry
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from tests.cast import Cast
from tests.drafts.ballot_setting import CLOSE, HEADS, START, Time, let_it_close, opened, vote, vouched

PHRASES = {
    slug: f"rainy harbour lantern {slug}"
    for slug in ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater")
}
SAID = "The costs are not known to anybody."


@pytest.fixture
def time(monkeypatch) -> Time:
    monkeypatch.setattr(passphrases, "ROUNDS", 1)
    monkeypatch.setattr(passphrases, "MEMORY", 1 << 20)
    return Time(monkeypatch)


async def named(cast: Cast, slug: str) -> int:
    mandate = await Mandate.select(Mandate.id).where(Mandate.participant == cast.people[slug]).first()
    return await naming.name(await cast.who("secretariat"), mandate["id"])


async def keyed(cast: Cast, *slugs: str) -> None:
    for slug in slugs:
        await named(cast, slug)
        await naming.set_passphrase(await cast.who(slug), PHRASES[slug], network="here")


async def sealed(cast: Cast) -> int:
    """A ballot with its seal, and one vote in it."""
    ballot = await opened(cast)
    async with atomic():
        row = await Ballot.objects().where(Ballot.id == ballot).first()
        if not row.sealed_to:
            begun = await actions.begin(ballot)
            row.sealed_to = begun.public_key
            await row.save()
            await append("ballot.sealed", f"/ballots/{ballot}", "The ballot was sealed.", row, *begun.rows)
        box = seal(row.sealed_to, f'{{"position": "no", "reason": "{SAID}"}}')
        cast_row = CastRow(
            ballot=ballot,
            organisation=cast.organisations["norland"],
            participant=cast.people["norland"],
            sealed=box,
            cast_at=START,
        )
        await cast_row.save()
        await append("ballot.cast", f"/ballots/{ballot}", "Kingdom of Norland cast its vote.", cast_row)
    return ballot


async def released(cast: Cast, ballot: int, slug: str, phrase: str = "") -> int:
    return await actions.release(await cast.who(slug), ballot, phrase or PHRASES[slug], network="here")


async def dump() -> str:
    """Every column of every row, as the database has it."""
    if engine().engine_type == "sqlite":
        tables = await AnyTable.raw("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        tables = await AnyTable.raw("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    assert {"cast", "share", "seal", "trustee_key", "record_entry"} <= {each["name"] for each in tables}
    return "".join([str(await AnyTable.raw(f'SELECT * FROM "{each["name"]}"')) for each in tables])


async def test_the_secretariat_names_trustees_and_the_record_says_so(cast, time):
    trustee = await named(cast, "norland")
    [view] = (await standing(names=True)).trustees
    assert (view.organisation, view.group.key, view.name, view.keyed_at) == (
        "Kingdom of Norland",
        "government",
        "Norland",
        None,
    )
    assert (await standing()).trustees[0].name == ""  # who did not choose to be named is not
    assert await vouched(await Trustee.objects().where(Trustee.id == trustee).first())
    assert "/trustee" in (await Letter.select().where(Letter.recipient == "norland@forum.test").first())["body"]
    assert cast.people["norland"] not in {each.participant for each in await nominees()}


async def test_who_may_not_name_and_who_may_not_be_named(cast, time):
    mandate = (await nominees())[0].mandate
    with pytest.raises(NotAllowed):
        await naming.name(await cast.who("norland"), mandate)
    with pytest.raises(Invalid):
        await named(cast, "latecomer")
    await named(cast, "cobalt")
    with pytest.raises(Invalid, match="One owner holds one share"):
        await named(cast, "cobalt.delegate")
    await Organisation.update({Organisation.parent: cast.organisations["cobalt"]}).where(Organisation.slug == "lumen")
    with pytest.raises(Invalid, match="same owner"):
        await named(cast, "lumen")


async def test_a_passphrase_makes_a_key_and_is_not_kept(cast, time):
    await named(cast, "norland")
    who = await cast.who("norland")
    for weak in ("short", "password1234", "aaaaaaaaaaaaaaa"):
        with pytest.raises(Invalid):
            await naming.set_passphrase(who, weak, network="here")
    with pytest.raises(NotAllowed):
        await naming.set_passphrase(await cast.who("cobalt"), PHRASES["cobalt"], network="here")
    await naming.set_passphrase(who, PHRASES["norland"], network="here")
    key = await TrusteeKey.objects().where(TrusteeKey.public_key != "").first()
    recipe = passphrases.Recipe(key.salt, key.rounds, key.memory)
    assert key.public_key == await passphrases.public_key_of(PHRASES["norland"], recipe) and await vouched(key)
    everything = await dump()
    assert (
        PHRASES["norland"] not in everything
        and await passphrases.secret_of(PHRASES["norland"], recipe) not in everything
    )


async def test_without_trustees_the_server_holds_the_key_outside_the_database(cast, time, database):
    ballot = await sealed(cast)
    state = await queries.state(ballot)
    assert (state.held_by, state.threshold, state.trustees, state.published) == ("server", 0, (), "")
    secret = await queries.secret(ballot)
    assert public_of(secret) == state.public_key and await vouched(
        await Seal.objects().where(Seal.ballot == ballot).first()
    )
    everything, master_secret = await dump(), database.seal_file.read_text().strip()
    assert secret not in everything and SAID not in everything and master_secret not in everything
    assert database.seal_file.stat().st_mode & 0o777 == 0o600 and master.load(database.seal_file).hex() == master_secret
    if engine().engine_type == "sqlite":
        raw = b"".join(path.read_bytes() for path in Path(database.data).glob("comity.sqlite*"))  # noqa: ASYNC240 — one reader
        assert (
            b"Code of conduct" in raw
            and SAID.encode() not in raw
            and secret.encode() not in raw
            and bytes.fromhex(secret) not in raw
        )


async def test_another_file_than_the_one_it_was_sealed_with_opens_nothing(cast, time, caplog):
    ballot = await sealed(cast)
    master.use(bytes(32))
    assert await queries.secret(ballot) is None and "COMITY_SEAL_KEY" in caplog.text


@pytest.mark.parametrize("trustees", [("norland",), ("cobalt", "lumen")])
async def test_trustees_of_one_group_only_are_not_in_force(cast, time, trustees):
    await keyed(cast, *trustees)
    assert not (await standing()).verdict
    assert (await queries.state(await sealed(cast))).held_by == "server"


async def test_a_trustee_without_passphrase_mandate_or_accreditation_gets_no_share(cast, time):
    await keyed(cast, "norland", "cobalt", "openrights", "tidewater")
    await named(cast, "lumen")
    await Mandate.update({Mandate.until: now()}).where(Mandate.participant == cast.people["openrights"])
    await Accreditation.update({Accreditation.ended_at: now()}).where(
        Accreditation.organisation == cast.organisations["tidewater"]
    )
    now_held = await standing()
    assert [each.organisation for each in now_held.holders] == [
        "Kingdom of Norland",
        "Cobalt Cloud",
    ] and now_held.verdict
    assert len(now_held.trustees) == 5 and now_held.threshold == 2


async def test_the_key_is_divided_and_only_enough_releases_make_it(cast, time):
    await keyed(cast, "norland", "cobalt", "openrights")
    ballot = await sealed(cast)
    state = await queries.state(ballot)
    assert (state.held_by, state.threshold, state.missing, len(state.trustees)) == ("trustees", 2, 2, 3)
    assert await queries.secret(ballot) is None and SAID not in await dump()
    assert await vouched(*await Share.objects(), *await Seal.objects())
    time.now = CLOSE
    assert await released(cast, ballot, "cobalt") == 1
    assert await queries.secret(ballot) is None
    assert await released(cast, ballot, "norland") == 0
    secret = await queries.secret(ballot)
    assert public_of(secret) == state.public_key and secret not in await dump()
    box = (await CastRow.select(CastRow.sealed).where(CastRow.ballot == ballot).first())["sealed"]
    assert SAID in unseal(secret, box)
    state = await queries.state(ballot)
    assert state.missing == 0 and [bool(each.released_at) for each in state.trustees] == [True, True, False]
    assert (
        await vouched(*await Share.objects())
        and await RecordEntry.count().where(RecordEntry.kind == "share.released") == 2
    )


async def test_nothing_is_released_before_the_closing_time(cast, time):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    time.now = CLOSE - timedelta(milliseconds=1)
    with pytest.raises(Unlawful, match="Nothing is unsealed before"):
        await released(cast, ballot, "norland")
    assert not await Share.exists().where(Share.words != "")


async def test_who_holds_no_share_releases_none(cast, time):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    time.now = CLOSE
    for person in ("lumen", "secretariat"):
        with pytest.raises(NotFound):
            await released(cast, ballot, person, "whatever it may be")


async def test_a_wrong_passphrase_is_said_and_counted(cast, time):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    time.now = CLOSE
    for _ in range(5):
        with pytest.raises(Invalid, match="not the passphrase"):
            await released(cast, ballot, "norland", "rainy harbour lantern cobalt")
    with pytest.raises(TooOften):
        await released(cast, ballot, "norland")
    assert not await Share.exists().where(Share.words != "")
    assert await released(cast, ballot, "cobalt") == 1  # nobody else is held up
    time.now = CLOSE + timedelta(minutes=6)
    assert await released(cast, ballot, "norland") == 0
    with pytest.raises(Conflict, match="already"):
        await released(cast, ballot, "norland")


async def test_a_ballot_opens_with_the_passphrase_that_it_was_sealed_to(cast, time):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    await naming.set_passphrase(await cast.who("norland"), "a wholly different gander", network="here")
    await naming.dismiss(await cast.who("secretariat"), (await standing()).trustees[0].id)  # and is released meanwhile
    time.now = CLOSE
    with pytest.raises(Invalid):
        await released(cast, ballot, "norland", "a wholly different gander")
    assert await released(cast, ballot, "norland") == 1


async def test_a_share_that_was_put_in_its_place_is_found(cast, time):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    key = await TrusteeKey.select().order_by(TrusteeKey.id).first()
    share = (await Share.select(Share.id).order_by(Share.id).first())["id"]
    with pytest.raises(Exception, match="only released"):
        await Share.update({Share.sealed: seal(key["public_key"], "other words")}).where(Share.id == share)
    await lift("share", "update")
    await Share.update({Share.sealed: seal(key["public_key"], "other words")}).where(Share.id == share)
    time.now = CLOSE
    with pytest.raises(Unlawful, match="The database was changed"):
        await released(cast, ballot, "norland")


async def lift(table: str, act: str) -> None:
    """Takes a guard off the database, as somebody would who has its password."""
    on = "" if engine().engine_type == "sqlite" else f' ON "{table}"'
    await AnyTable.raw(f"DROP TRIGGER guard_{table}_{act}{on}")


async def test_the_secret_is_published_at_the_close_and_not_before(cast, time):
    ballot = await sealed(cast)
    secret = await queries.secret(ballot)
    with pytest.raises(Exception, match="published once"):
        await actions.publish(ballot, secret)
    with pytest.raises(Unlawful, match="not the key"):
        await actions.publish(ballot, "11" * 32)
    async with atomic():
        await Ballot.update({Ballot.closed_at: CLOSE, Ballot.outcome: "rejected"}).where(Ballot.id == ballot)
        row = await actions.publish(ballot, secret)
        await append("ballot.closed", f"/ballots/{ballot}", "It closed.", row)
    assert (await queries.state(ballot)).published == secret == await queries.secret(ballot)
    with pytest.raises(Exception, match="published once"):
        await Seal.update({Seal.published: ""}).where(Seal.ballot == ballot)


async def test_a_ballot_without_a_seal(cast, time):
    assert await queries.state(77) is None and await queries.secret(77) is None
    with pytest.raises(NotFound):
        await actions.publish(77, "11" * 32)


async def test_the_database_itself_keeps_keys_and_shares(cast, time):
    await keyed(cast, "norland", "cobalt")
    await sealed(cast)
    for table, says in ((TrusteeKey, "append-only"), (Share, "kept"), (Seal, "kept")):
        with pytest.raises(Exception, match=says):
            await table.delete(force=True)
    with pytest.raises(Exception, match="append-only"):
        await TrusteeKey.update({TrusteeKey.salt: "00"}, force=True)
    with pytest.raises(Exception, match="published once"):
        await Seal.update({Seal.public_key: "00" * 32}, force=True)


async def test_trustees_are_asked_once_when_voting_has_ended(cast, time, settings):
    await keyed(cast, "norland", "cobalt")
    ballot = await sealed(cast)
    assert await ask_when_due(settings) == 0
    time.now = CLOSE
    assert await ask_when_due(settings) == 1 and await ask_when_due(settings) == 0
    letters = await Letter.select().where(Letter.subject == f"Ballot {ballot} waits for its trustees")
    assert {each["recipient"] for each in letters} == {"norland@forum.test", "cobalt@forum.test"} and len(letters) == 2
    assert await vouched(await Seal.objects().where(Seal.ballot == ballot).first())


async def test_nobody_is_asked_where_the_server_holds_the_key(cast, time, settings):
    await sealed(cast)
    time.now = CLOSE
    assert await ask_when_due(settings) == 0


async def test_two_who_release_at_once(cast, time):
    await keyed(cast, "norland", "cobalt", "openrights")
    ballot = await sealed(cast)
    time.now = CLOSE
    tries = [released(cast, ballot, slug) for slug in ("norland", "cobalt", "norland", "openrights", "cobalt")]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(each for each in answers if isinstance(each, int)) == [0, 0, 1]
    assert sum(isinstance(each, Conflict) for each in answers) == 2 and await queries.secret(ballot)


async def test_a_ballot_of_trustees_from_its_opening_to_the_proof(cast, time, settings):
    await keyed(cast, "norland", "cobalt", "openrights")
    ballot = await opened(cast)
    await vote(cast, ballot, yes=HEADS[:5], no=HEADS[5:])
    assert "The costs are not known." not in await dump()
    assert await let_it_close(time, settings) == 0  # it waits
    await released(cast, ballot, "norland")
    assert await let_it_close(time, settings) == 0
    await released(cast, ballot, "openrights")
    assert await let_it_close(time, settings) == 1 and (await ballots.ballot(ballot)).outcome
    secret = (await queries.state(ballot)).published
    for box in await CastRow.select(CastRow.sealed).where(CastRow.ballot == ballot).output(as_list=True):
        assert '"position"' in unseal(secret, box)
    public = key.load(settings.key_file).public_key()
    assert (await verify(vouched_tables(), public, [first_fault])).rows > 0
    with pytest.raises(Conflict, match="is closed"):
        await released(cast, ballot, "cobalt")
