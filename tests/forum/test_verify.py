"""A faithful database passes; whatever somebody changes behind the forum's back is found, and named."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

import comity
import piccolo_conf
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Ballot
from forum.clock import now
from forum.columns import tablename
from forum.database import atomic, engine
from forum.engines.guards import run
from forum.record import faults, key, verify_entries
from forum.record.actions import append, checkpoint
from forum.record.faults import Fault
from forum.record.tables import Checkpoint, RecordHead, Witness
from forum.record.verify import Verified, verify
from forum.record.vouched import NOT_VOUCHED, house_tables, vouched_tables
from forum.threads.tables import Comment
from tests.cast import Cast
from tests.drafts.ballot_setting import HEADS, Time, let_it_close, opened, vote
from tests.forum.made_tamperings import ITSELF, Tampering, do, tamperings, watched, without_references
from tests.forum.tamperings import TAMPERINGS, rewrite_all, row_changed, signed
from tests.tamper import disarm


@pytest.fixture
async def story(cast: Cast, database, monkeypatch) -> None:
    """A forum, a text, an amendment, a ballot that is closed, a comment, two checkpoints."""
    time = Time(monkeypatch)
    ballot = await opened(cast)
    await vote(cast, ballot, yes=HEADS)
    await let_it_close(time, database)
    time.now += timedelta(hours=1)
    async with atomic():
        comment = Comment(
            container="/instruments/code",
            subject="/amendments/1",
            wording="/amendments/1/wordings/1",
            stance="support",
            participant=cast.people["norland"],
            organisation=cast.organisations["norland"],
            body="Good — so läuft’s.",
            made_at=now(),
        )
        await comment.save()
        await append("comment.made", "/amendments/1", "Kingdom of Norland commented.", comment)
        await checkpoint()


async def checked(kept: str = "") -> Verified:
    return await verify(vouched_tables(), key.signer().key.public_key(), [first_fault], kept=kept)


async def fault(kept: str = "") -> str:
    with pytest.raises(Fault) as found:
        await checked(kept)
    return found.value.sentence


async def test_a_faithful_database_passes(story) -> None:
    found = await checked()
    head = await RecordHead.select().first()
    assert (found.entries, found.root) == (head["size"], head["root"])
    assert found.rows == await Witness.count() > 20
    assert found.checkpoints == await Checkpoint.count() > 2  # of the close, by hand, and by the hour


async def test_an_empty_database_passes(database) -> None:
    assert (await checked()).entries == 0


async def test_it_does_not_matter_where_a_chunk_ends(story, monkeypatch) -> None:
    whole = await checked()
    for size in (1, 2, 3, 5):
        monkeypatch.setattr(faults, "CHUNK", size)
        monkeypatch.setattr(verify_entries, "CHUNK", size)
        assert await checked() == whole


@pytest.mark.parametrize(("tamper", "says"), TAMPERINGS, ids=[tamper.__name__ for tamper, _ in TAMPERINGS])
async def test_tampering_is_found_and_named(story, tamper, says: str) -> None:
    await disarm()
    await tamper()
    assert says in await fault()


async def test_a_tally_that_does_not_follow_from_its_votes_is_found(story) -> None:
    """Even if the forum itself wrote it, with an entry that vouches for it."""
    await disarm()
    async with atomic():
        ballot = await Ballot.objects().first()
        ballot.outcome = "rejected"
        await ballot.save()
        await append("ballot.closed", "/ballots/1", "Ballot 1 closed.", ballot)
        await checkpoint()
    assert (await fault()).startswith("Ballot 1:")


async def test_only_a_kept_checkpoint_finds_a_record_that_was_written_anew(cast: Cast) -> None:
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
        await checkpoint()
    kept = (await Checkpoint.select(Checkpoint.note).order_by(Checkpoint.id, ascending=False).first())["note"]
    assert (await checked(kept)).checkpoints == 2
    await disarm()
    await rewrite_all()
    assert (await checked()).entries == 1
    assert "The checkpoint that was kept is of 2 entries" in await fault(kept)


async def test_two_signed_histories_of_one_size_are_told(story) -> None:
    size = (await Checkpoint.select(Checkpoint.size).order_by(Checkpoint.id).first())["size"]
    assert "two histories were signed" in await fault(signed(size, now()))


def test_every_table_is_vouched_for_or_named_with_the_reason() -> None:
    names = {tablename(table) for app in piccolo_conf.APP_REGISTRY.app_configs.values() for table in app.table_classes}
    assert set(NOT_VOUCHED) <= names
    assert all(NOT_VOUCHED.values())
    assert {tablename(table) for table in vouched_tables()} == names - set(NOT_VOUCHED)


async def verify_command(monkeypatch, settings, *arguments: str) -> int:
    """As from the shell; in a thread, because a command runs a loop of its own."""
    monkeypatch.setenv("COMITY_DATA", settings.data)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("COMITY_RECORD_KEY", settings.record_key)
    return await asyncio.to_thread(comity.main, ["verify", *arguments])


async def test_the_command_is_content(story, database, monkeypatch, capsys, tmp_path) -> None:
    note = tmp_path / "kept"
    note.write_text((await Checkpoint.select(Checkpoint.note).first())["note"], encoding="utf-8")
    assert await verify_command(monkeypatch, database, "--checkpoint", str(note)) == 0
    assert "everything fits" in capsys.readouterr().out


async def test_the_command_says_what_does_not_fit(story, database, monkeypatch, capsys) -> None:
    await disarm()
    await row_changed()
    assert await verify_command(monkeypatch, database) == 1
    said = capsys.readouterr()
    assert "does not fit. The row comment/1 was changed after entry" in said.out
    assert "Entries:" in said.err


async def test_the_command_makes_neither_a_database_nor_a_key(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("COMITY_DATA", str(tmp_path / "nothing"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert await asyncio.to_thread(comity.main, ["verify"]) == 2
    assert "There is no database" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


class Undone(Exception):
    """So that a tampering is taken back."""


async def found_out(tampering: Tampering) -> str | None:
    """What `verify` says; "" if nothing; None if there is nothing to tamper with."""
    says: str | None = None
    try:
        async with atomic():
            if engine().engine_type == "postgres":
                await without_references()
            if await do(tampering):
                says = ""
                await checked()
            raise Undone
    except Fault as found:
        says = found.sentence
    except Undone:
        pass
    return says


async def test_every_change_of_every_table_is_found(story, database) -> None:
    await disarm()
    if engine().engine_type == "sqlite":
        await without_references()
    said = {each.name: await found_out(each) for each in tamperings()}
    tried = {name: sentence for name, sentence in said.items() if sentence is not None}
    assert len(tried) > 150
    assert not [name for name, sentence in tried.items() if not sentence]
    unreadable = [sentence for name, sentence in tried.items() if name.endswith("unreadable")]
    assert bool(unreadable) == (engine().engine_type == "sqlite")  # PostgreSQL keeps no time that is none
    assert all("cannot be read: it holds what does not belong there" in each for each in unreadable)
    assert (await checked()).entries  # each was taken back


def test_what_is_not_watched_has_its_reason() -> None:
    names = {tablename(table) for table in watched()}
    left = {tablename(table) for table in house_tables()} - names
    assert left == set(NOT_VOUCHED) - ITSELF and all(NOT_VOUCHED[name] for name in left)
    assert {"participant", "checkpoint", "known_key"} <= names


@pytest.mark.parametrize(("deleted", "says"), [("TRUE", "checkpoints, but"), ("id = 2", "is missing before it")])
async def test_checkpoints_that_are_gone_are_missed(story, deleted: str, says: str) -> None:
    await disarm()
    await run(f"DELETE FROM checkpoint WHERE {deleted}")
    assert says in await fault()


@pytest.mark.parametrize(
    ("deleted", "says"),
    [
        ("TRUE", "A checkpoint is missing after entry 0"),
        ("id = 1", "is missing before it"),
        ("size > 10", "what is not signed yet"),
        ("size >= 10", "closed a ballot, but no checkpoint"),
    ],
)
async def test_checkpoints_are_missed_even_by_who_counts_anew(story, deleted: str, says: str) -> None:
    """Whoever takes them away and mends the head, too."""
    await disarm()
    await run(
        f"DELETE FROM checkpoint WHERE {deleted}",
        "UPDATE record_head SET checkpoints = (SELECT count(*) FROM checkpoint)",
    )
    assert says in await fault()


@pytest.mark.parametrize("column", ["name", "ref", "email", "password", "joined_at"])
async def test_a_participant_cannot_be_changed_unseen(story, column: str) -> None:
    await disarm()
    value = "2020-01-01 00:00:00+00:00" if column == "joined_at" else "stranger"
    await run(f"UPDATE participant SET {column} = '{value}' WHERE id = 2")
    assert "The row participant/2 was changed" in await fault()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)  # PostgreSQL keeps no time that is none
async def test_a_cell_that_cannot_be_read_is_named(story, database) -> None:
    await disarm()
    await run("UPDATE comment SET made_at = 'last week' WHERE id = 1")
    assert "The row comment/1: its column made_at cannot be read" in await fault()
