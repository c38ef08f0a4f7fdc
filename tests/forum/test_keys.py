"""The keys beside the database: no server starts with others, and a change of keys can be followed by everybody."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import comity
from drafts.ballots.records.checks import first_fault
from forum.database import atomic
from forum.engines.guards import run
from forum.opening import opened
from forum.record import key, keys, rotation
from forum.record.actions import append, checkpoint, sign_off
from forum.record.faults import Fault
from forum.record.key import WrongKey
from forum.record.tables import Checkpoint, KnownKey, RecordEntry
from forum.record.verify import Verified, verify
from forum.record.vouched import vouched_tables
from forum.rules.checkpoint import key_line, read_checkpoint
from forum.rules.keychain import public_of
from forum.settings import Settings
from tests.cast import Cast, enter
from tests.forum.test_commandline import comity as process
from tests.tamper import disarm
from tests.visitor import Site


async def begun(settings: Settings) -> None:
    async with opened(settings):
        await enter()
        await sign_off()


async def checked() -> Verified:
    return await verify(vouched_tables(), key.signer().key.public_key(), [first_fault])


def other(file: Path) -> None:
    file.unlink()
    if file.name == "record.key":
        key.load(file)
    else:
        file.write_text("ab" * 32)


LOSSES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "record.key missing": ("record.key", Path.unlink, "There is no key at"),
    "seal.key missing": ("seal.key", Path.unlink, "There is no secret at"),
    "another record.key": ("record.key", other, "is not the one that signs this record"),
    "another seal.key": ("seal.key", other, "is not the one that seals the ballots"),
    "no key in record.key": ("record.key", lambda file: file.write_text("nothing"), "does not hold an Ed25519 key"),
    "no secret in seal.key": ("seal.key", lambda file: file.write_text("nothing"), "does not hold 32 bytes"),
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_nothing_opens_with_another_key(settings: Settings, loss: str) -> None:
    await begun(settings)
    name, lose, says = LOSSES[loss]
    lose(settings.folder / name)
    left = sorted(each.name for each in settings.folder.glob("*.key"))
    with pytest.raises(WrongKey, match=says):
        async with opened(settings):
            pass
    assert sorted(each.name for each in settings.folder.glob("*.key")) == left  # none was made


@pytest.mark.parametrize("name", ["record.key", "seal.key"])
async def test_serve_says_in_one_sentence_what_to_do(settings: Settings, name: str) -> None:
    await begun(settings)
    (settings.folder / name).unlink()
    done = await asyncio.to_thread(
        process, settings.folder, "serve", "--port", "8999", DATABASE_URL=settings.database_url
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "Put back the file that belongs to this database" in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (settings.folder / name).exists()


async def test_the_database_tells_another_folder_apart(settings: Settings, tmp_path: Path) -> None:
    """COMITY_DATA that points to another place."""
    await begun(settings)
    elsewhere = Settings(data=str(tmp_path / "elsewhere"), database_url=settings.database_url)
    with pytest.raises(WrongKey, match="There is no key"):
        async with opened(elsewhere):
            pass
    assert not list(elsewhere.folder.glob("*"))


async def test_a_record_that_does_not_know_its_keys_is_told_them_once(settings: Settings) -> None:
    """As 0.2.0 left it."""
    await begun(settings)
    async with opened(settings):
        await disarm()
        await run("DELETE FROM known_key")
    shutil.move(settings.key_file, settings.folder / "kept")
    with pytest.raises(WrongKey, match="There is no key"):
        async with opened(settings):
            pass
    key.load(settings.key_file)
    with pytest.raises(WrongKey, match="not the one that signs"):
        async with opened(settings):
            pass
    shutil.move(settings.folder / "kept", settings.key_file)
    async with opened(settings):
        assert (await checked()).entries == await RecordEntry.count() == 2
        assert [each.use for each in await keys.links()] == ["record", "seal"]
    async with opened(settings):
        assert await KnownKey.count() == 2 and await RecordEntry.count() == 2


async def test_a_rotation_can_be_followed(cast: Cast, database: Settings, site: Site) -> None:
    before = key.signer().key
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    await rotation.rotate(database.key_file)
    rotation.settle(database.key_file)
    after = key.read(database.key_file)
    assert public_of(after.public_key()) != public_of(before.public_key())
    assert database.key_file.stat().st_mode & 0o777 == 0o600 and not keys.coming(database.key_file).exists()
    assert (await checked()).entries == await RecordEntry.count()
    notes = await Checkpoint.select(Checkpoint.note).order_by(Checkpoint.id).output(as_list=True)
    assert (
        read_checkpoint(notes[-2], before.public_key()).size + 1 == read_checkpoint(notes[-1], after.public_key()).size
    )
    origin = key.signer().origin
    lines = [key_line(origin, each.public_key()) for each in (after, before)]
    visitor = site.visitor()
    assert (await visitor.open("/record/key")).text.split() == lines
    page = await visitor.open("/record")
    assert lines[0] in page.words and "1 other key" in page.words
    stated = json.loads((await visitor.open("/record/keys.json")).text)
    assert [each["key"] for each in stated] == [lines[1], lines[0]] and stated[1]["by_former"]
    entry = await RecordEntry.objects().order_by(RecordEntry.seq, ascending=False).first()
    assert entry.kind == "key.rotated" and stated[1]["since_size"] == entry.seq


async def test_a_server_that_runs_meanwhile_takes_the_new_key(cast: Cast, database: Settings) -> None:
    old = key.signer()
    await rotation.rotate(database.key_file)
    for settled in (False, True):  # also between the change in the database and the change of the file
        if settled:
            rotation.settle(database.key_file)
        key.use(old)
        async with atomic():
            await append("thing.done", "/things/1", "A thing was done.")
            await checkpoint()
        assert (await checked()).checkpoints


async def test_a_rotation_that_was_cut_off_is_ended_by_the_next_start(settings: Settings) -> None:
    await begun(settings)
    async with opened(settings):
        await rotation.rotate(settings.key_file)
    async with opened(settings):
        assert not keys.coming(settings.key_file).exists() and (await checked()).entries


async def test_the_commands_change_and_replace_keys(settings: Settings, monkeypatch, capsys) -> None:
    await begun(settings)
    monkeypatch.setenv("COMITY_DATA", settings.data)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)

    async def told(*arguments: str) -> tuple[int, str]:
        code = await asyncio.to_thread(comity.main, [*arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert (await told("key", "rotate"))[0] == 0
    assert (await told("verify"))[0] == 0
    for which, file in (("record", settings.key_file), ("seal", settings.seal_file)):
        code, says = await told("key", "lost", which)
        assert code == 2 and "is not lost" in says
        file.unlink()
        assert (await told("key", "lost", which))[0] == 0
        code, says = await told("verify")
        assert code == 0, says
    async with opened(settings):
        kinds = [each["kind"] for each in await RecordEntry.select(RecordEntry.kind).order_by(RecordEntry.seq)]
        assert kinds == ["forum.opened", "key.rotated", "key.lost", "seal.lost"]


async def test_a_key_of_which_the_record_says_nothing_is_found(cast: Cast, database: Settings) -> None:
    """Whoever has the key and the database."""
    former, own = key.signer().key, key.anew(database.folder / "stranger")
    async with atomic():
        await keys.state("record", public_of(own.public_key()), own, former=former)
    with pytest.raises(Fault, match="The database states a key of which the record says nothing"):
        await verify(vouched_tables(), own.public_key())


@pytest.mark.parametrize("command", ["serve", "migrate", "demo"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, command: str) -> None:
    done = process(tmp_path, command, COMITY_DATA="/proc/self", DATABASE_URL="")
    assert done.returncode == 2 and "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1
    assert "/proc/" in done.stderr and "written" in done.stderr
