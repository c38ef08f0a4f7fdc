"""The record as strangers meet it: pages to read, JSON to check, a signed state to keep."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forum import clock
from forum.clock import now
from forum.database import atomic
from forum.organisations.tables import Organisation
from forum.record import key, queries
from forum.record.actions import append, sign_when_due
from forum.record.routes import PAGE
from forum.record.tables import Checkpoint
from forum.rules.checkpoint import key_line, read_checkpoint
from forum.rules.entries import Entry
from forum.rules.merkle import leaf_hash, root, verify_consistency, verify_inclusion
from tests.cast import Cast
from tests.visitor import Site


@pytest.fixture
async def acts(cast: Cast) -> int:
    """A record that needs three pages; answers its size."""
    for n in range(2 * PAGE + 3):
        async with atomic():
            await append(
                "thing.done" if n % 2 else "other-thing.done",
                f"/things/{n % 7}",
                f"Thing {n} was done.",
                who=await cast.who("norland") if n % 3 else None,
            )
    return (await queries.head()).size


async def fetched(site: Site, path: str) -> dict:
    response = await site.visitor().client.get(path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def unhex(hashes: list[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in hashes]


async def test_the_page_shows_newest_first_and_leads_back_to_the_beginning(acts: int, site: Site) -> None:
    visitor = site.visitor()
    page = await visitor.open("/record")
    assert page.status == 200
    assert page.words.index(f"Entry {acts - 1} ·") < page.words.index(f"Entry {acts - 2} ·")
    assert f"Entry {acts - PAGE} ·" in page.words and f"Entry {acts - PAGE - 1} ·" not in page.words
    await visitor.follow("Older")
    last = await visitor.follow("Older")
    assert "The forum opened." in last.words and "Older" not in last.words
    middle = await visitor.follow("Newer")
    assert "Older" in middle.words and f"Entry {PAGE} ·" in middle.words
    assert f"Entry {acts - 1} ·" in (await visitor.follow("Newer")).words


async def test_it_is_filtered_by_what_happened_and_by_subject(acts: int, site: Site) -> None:
    page = await site.visitor().open("/record?kind=thing.done&subject=%2Fthings%2F3")
    assert "Thing 3 was done." in page.words and "Thing 10 was done." not in page.words
    empty = await site.visitor().open("/record?kind=nothing")
    assert empty.status == 200 and "No entries match." in empty.words


@pytest.mark.parametrize("query", ["before=0", "before=-3", "before=x", "before=99999999999999999999"])
async def test_a_page_that_cannot_be_is_refused(acts: int, site: Site, query: str) -> None:
    assert (await site.visitor().open(f"/record?{query}")).status == 400


async def test_every_number_of_an_entry_has_its_page_or_none(acts: int, site: Site) -> None:
    visitor = site.visitor()
    page = await visitor.open("/record/entries/0")
    assert page.status == 200 and "stakeholder_group/1" in page.words
    assert (await visitor.follow("Newer")).path == "/record/entries/1"
    assert (await visitor.open(f"/record/entries/{acts}")).status == 404
    assert (await visitor.open("/record/entries/99999999999999999999")).status in (400, 404)


async def test_no_page_of_the_record_opens_a_commitment(acts: int, site: Site) -> None:
    from forum.record.tables import Witness

    nonces = [row["nonce"] for row in await Witness.select(Witness.nonce)]
    visitor = await site.signed_in(1)
    for path in ("/record", "/record/entries/0", "/record/entries.json", "/record/proofs/0.json"):
        text = (await visitor.open(path)).text
        assert nonces and not [nonce for nonce in nonces if nonce in text]


async def test_whoever_takes_all_entries_finds_the_root(acts: int, site: Site) -> None:
    whole = await fetched(site, "/record/entries.json")
    assert whole["size"] == len(whole["entries"]) == acts
    leaves = [leaf_hash(each["entry"].encode()) for each in whole["entries"]]
    assert [leaf.hex() for leaf in leaves] == [each["leaf"] for each in whole["entries"]]
    assert root(leaves).hex() == whole["root"]
    assert [Entry.parse(each["entry"].encode()).seq for each in whole["entries"]] == list(range(acts))
    part = await fetched(site, "/record/entries.json?from=3&to=6")
    assert [each["seq"] for each in part["entries"]] == [3, 4, 5]
    assert (await fetched(site, f"/record/entries.json?from={acts}"))["entries"] == []


async def test_every_entry_is_proved_by_few_nodes(acts: int, site: Site) -> None:
    for seq in (0, 1, 50, acts - 1):
        found = await fetched(site, f"/record/proofs/{seq}.json")
        assert verify_inclusion(
            leaf_hash(found["entry"].encode()), seq, found["size"], unhex(found["proof"]), bytes.fromhex(found["root"])
        )
    earlier = await fetched(site, "/record/proofs/5.json?size=21")
    assert verify_inclusion(
        bytes.fromhex(earlier["leaf"]), 5, 21, unhex(earlier["proof"]), bytes.fromhex(earlier["root"])
    )


@pytest.mark.parametrize(("first", "second"), [(0, 7), (1, 2), (6, 6), (7, 64), (8, 100), (63, 101)])
async def test_the_record_only_grew(acts: int, site: Site, first: int, second: int) -> None:
    found = await fetched(site, f"/record/consistency.json?from={first}&to={second}")
    assert verify_consistency(
        first, second, unhex(found["proof"]), bytes.fromhex(found["first_root"]), bytes.fromhex(found["second_root"])
    )


@pytest.mark.parametrize(
    "path",
    [
        "/record/proofs/9999.json",
        "/record/proofs/3.json?size=3",
        "/record/proofs/3.json?size=9999",
        "/record/consistency.json?from=9&to=8",
        "/record/consistency.json?from=9999",
    ],
)
async def test_what_the_record_does_not_have_is_not_found_in_json(acts: int, site: Site, path: str) -> None:
    answer = await site.visitor().open(path)
    assert answer.status == 404 and answer.headers["content-type"].startswith("application/json")


async def test_an_empty_record_answers(database, site: Site) -> None:
    assert (await site.visitor().open("/record")).status == 200
    assert (await fetched(site, "/record/entries.json"))["size"] == 0
    assert (await fetched(site, "/record/consistency.json?from=0"))["proof"] == []
    assert (await site.visitor().open("/record/checkpoint")).status == 404


async def test_the_checkpoint_is_signed_by_the_key_that_is_shown(acts: int, database, site: Site) -> None:
    await sign_when_due(database)
    note = await site.visitor().open("/record/checkpoint")
    assert note.headers["content-type"] == "text/plain; charset=utf-8"
    said = read_checkpoint(note.text, key.signer().key.public_key())
    proof = await fetched(site, f"/record/consistency.json?from={said.size}")
    assert proof["first_root"] == said.root.hex()
    line = (await site.visitor().open("/record/key")).text.strip()
    assert line == key_line(said.origin, key.signer().key.public_key())
    assert line in (await site.visitor().open("/record")).words


async def test_the_head_is_signed_once_an_hour_if_anything_happened(cast: Cast, database, monkeypatch) -> None:
    moment = now()
    monkeypatch.setattr(clock, "source", lambda: moment)
    await sign_when_due(database)
    assert await Checkpoint.count() == 1
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    moment += timedelta(minutes=59)
    await sign_when_due(database)
    assert await Checkpoint.count() == 1
    moment += timedelta(minutes=1)
    for _ in range(3):
        await sign_when_due(database)
    assert await Checkpoint.count() == 2
    moment += timedelta(days=1)
    await sign_when_due(database)
    assert await Checkpoint.count() == 2  # nothing happened since


async def test_words_of_people_never_stand_in_an_entry(cast: Cast, database) -> None:
    async with atomic():
        row = await Organisation.objects().first()
        row.about = "Secret words."
        await row.save()
        await append(
            "organisation.changed", row.slug, "An organisation was changed.", row, who=await cast.who("norland")
        )
    newest = (await queries.entries(limit=1))[0]
    assert "Secret" not in newest.bytes and "Norland" not in newest.bytes.split('"says"')[0]
    assert dict(newest.commitments).keys() == {f"organisation/{row.id}"}


@pytest.mark.parametrize("method", ["POST", "PUT", "TRACE", "DELETE"])
async def test_the_record_is_only_read(acts: int, site: Site, method: str) -> None:
    answer = await site.visitor().client.request(method, "/record/entries.json")
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]
    assert (await queries.head()).size == acts
