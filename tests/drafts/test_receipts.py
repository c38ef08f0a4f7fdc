"""Receipts that are kept: as files, on the page that checks them, and offline."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity import main
from drafts.rules.receipt import holds, read_receipt, signed
from forum.database import atomic
from forum.record.actions import checkpoint
from forum.record.tables import RecordEntry
from forum.rules.checkpoint import key_line, sign_checkpoint
from forum.rules.merkle import leaf_hash, root
from tests.drafts.ballot_setting import HEADS, Time, opened, vote


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


@pytest.fixture
async def kept(cast, time, site) -> str:
    """The file of the second vote in ballot 1, before any checkpoint covers it."""
    await opened(cast)
    await vote(cast, 1, yes=HEADS)
    casts = RecordEntry.select(RecordEntry.seq).where(RecordEntry.kind == "ballot.cast").order_by(RecordEntry.seq)
    answer = await site.visitor().open(f"/ballots/1/receipts/{(await casts)[1]['seq']}.json")
    assert answer.status == 200 and "attachment" in answer.headers["content-disposition"]
    return answer.text


def changed(text: str, **members) -> str:
    return json.dumps({**json.loads(text), **members})


async def checked(site, receipt: str, ballot: str = ""):
    return await site.visitor().open(f"/receipts?receipt={quote(receipt)}&ballot={ballot}")


async def test_a_file_holds_all_that_a_check_needs(kept):
    receipt = read_receipt(kept)
    assert holds(receipt) and json.loads(kept) == receipt.as_json() and "nonce" not in kept
    assert leaf_hash(receipt.bytes.encode()).hex() == receipt.leaf


async def test_the_page_finds_it(kept, site):
    receipt = read_receipt(kept)
    page = await checked(site, kept)
    assert "The vote is in the record" in page.words and "does not prove how" in page.words
    assert page.headers["cache-control"] == "no-store"
    assert (await page_of(site, page)).status == 200
    assert "The vote is in the record" in (await checked(site, f" {receipt.entry} ")).words
    code = (await page_of(site, page)).tree.xpath("string(//h1)").removeprefix("Receipt ")
    assert "The vote is in the record" in (await checked(site, code.lower(), "1")).words
    assert "number of the ballot" in (await checked(site, code)).words
    assert "No vote in ballot 2" in (await checked(site, code, "2")).words


async def page_of(site, page):
    return await site.visitor().open(page.tree.xpath("//a[contains(@href, '/receipts/')]/@href")[0])


@pytest.mark.parametrize(
    "members,said",
    [
        ({"leaf": "0" * 64}, "does not fit itself"),
        ({"root": "0" * 64}, "does not fit itself"),
        ({"proof": []}, "does not fit itself"),
        ({"bytes": "{}"}, "does not fit itself"),
        ({"ballot": 7}, "does not fit itself"),
        ({"entry": 0}, "does not fit itself"),
        ({"origin": "elsewhere.example"}, "is not in the record"),
        ({"checkpoint": "elsewhere.example\n1\nAAAA\n\n"}, "is not in the record"),
        ({"format": "comity-receipt/2"}, "cannot be checked"),
        ({"proof": ["x"]}, "cannot be checked"),
        ({"size": -1}, "cannot be checked"),
    ],
)
async def test_the_page_says_what_is_wrong(kept, site, members, said):
    page = await checked(site, changed(kept, **members))
    assert page.status == 200 and said in page.words


async def test_a_record_of_one_vote_of_ones_own_making_is_not_this_one(kept, site):
    """It fits itself; the record had another root."""
    own = read_receipt(kept)
    text = own.bytes.replace(f'"seq":{own.entry}', '"seq":0')
    leaf = leaf_hash(text.encode())
    page = await checked(
        site, changed(kept, bytes=text, entry=0, leaf=leaf.hex(), size=1, root=root([leaf]).hex(), proof=[])
    )
    assert "The vote is not in the record" in page.words and "Keep the file" in page.words


@pytest.mark.parametrize("given", ["?", "[", "<b>", "9" * 30, "[" * 3_000, "x" * 11_000, "0"])
async def test_anything_typed_gets_an_answer(kept, site, given):
    page = await checked(site, given)
    assert page.status == 200 and not page.tree.xpath("//main//b") and "The vote is in the record" not in page.words


async def test_what_is_far_longer_than_a_receipt_is_refused_unread(kept, site):
    assert len(kept) < 6000 and (await checked(site, "x" * 20_001)).status == 414


async def test_the_form_is_reached(kept, site):
    empty = await site.visitor().open("/receipts")
    assert empty.status == 200 and empty.tree.xpath("//form[@method='get']//textarea[@name='receipt']")
    entry = read_receipt(kept).entry
    page = await site.visitor().open(f"/ballots/1/receipts/{entry}")
    assert f"/ballots/1/receipts/{entry}.json" in page.text and "/receipts?" in page.text
    for path in ("1/receipts/0.json", "2/receipts/3.json", "1/receipts/x", "1/receipts/1.xml"):
        assert (await site.visitor().open(f"/ballots/{path}")).status == 404


def noted(text: str, key: Ed25519PrivateKey, **members) -> str:
    """A checkpoint of the receipt's own size, and with its root."""
    receipt = read_receipt(text)
    values = {"origin": receipt.origin, "size": receipt.size, "root": bytes.fromhex(receipt.root), **members}
    return sign_checkpoint(values["origin"], values["size"], values["root"], key)


async def test_offline(kept, tmp_path, capsys):
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    line = key_line(read_receipt(kept).origin, key.public_key())
    (tmp_path / "key").write_text(line + "\n")
    (tmp_path / "receipt").write_text(kept)
    (tmp_path / "signed").write_text(changed(kept, checkpoint=noted(kept, key)))
    (tmp_path / "another").write_text(noted(kept, other))
    (tmp_path / "two").write_text(noted(kept, key, root=b"\0" * 32))
    (tmp_path / "later").write_text(noted(kept, key, size=10_000))
    (tmp_path / "wrong").write_text(changed(kept, root="0" * 64))
    (tmp_path / "bad").write_text("{")

    def run(file: str, *more: str) -> tuple[int, str]:
        named = [str(tmp_path / each) if (tmp_path / each).exists() else each for each in more]
        status = main(["receipt", str(tmp_path / file), *named])
        return status, "".join(capsys.readouterr())

    status, said = run("receipt")
    assert status == 0 and "Nobody has signed it yet" in said
    assert run("signed", "--key", "key")[0] == 0 and "was signed by the key" in run("signed", "--key", line)[1]
    assert run("receipt", "--key", "key")[0] == 2
    assert run("receipt", "--checkpoint", "another")[0] == 0  # without a key, whoever signed it
    assert run("receipt", "--checkpoint", "another", "--key", "key")[0] == 1
    assert "two histories" in run("signed", "--checkpoint", "two", "--key", "key")[1]
    status, said = run("signed", "--checkpoint", "later")
    assert status == 2 and "/record/consistency.json" in said
    assert run("wrong") == (1, "The receipt does not fit itself.\nThe proof does not lead from the leaf to the root.\n")
    assert run("bad")[0] == run("nowhere")[0] == 2
    assert run("signed", "--key", "not+a+key")[0] == 2 and run("signed", "--key", "nowhere")[0] == 2


async def test_a_checkpoint_that_covers_it_comes_with_it(kept, site, cast):
    async with atomic():
        await checkpoint()
    entry = read_receipt(kept).entry
    later = (await site.visitor().open(f"/ballots/1/receipts/{entry}.json")).text
    receipt = read_receipt(later)
    assert receipt.checkpoint and holds(receipt) and signed(receipt, receipt.checkpoint)
    assert "signed by the key of this record" in (await checked(site, later)).words
