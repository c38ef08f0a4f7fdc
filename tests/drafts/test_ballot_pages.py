"""Ballots in a browser: opening, voting, what stands on the page before and after the close, receipts, the record."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from comity import main
from drafts.ballots.tables import Ballot, Cast
from forum.record import queries as record
from forum.record.tables import RecordEntry
from forum.rules.merkle import leaf_hash, verify_inclusion
from tests.drafts.ballot_setting import CLOSE, HEADS, Time, in_force, let_it_close, opened, text_with, vote


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def test_the_secretariat_opens_a_ballot(cast, time, site):
    await text_with(cast, "States report serious harm within a day.")
    secretariat = await site.signed_in(cast.people["secretariat"])
    page = await secretariat.open("/amendments/1/ballot")
    assert page.status == 200 and "Government: 2" in page.words and "balanced" in page.text
    wrong = await secretariat.send("/amendments/1/ballot", closes_at="2026-03-02T10:00")
    assert (
        wrong.status == 422
        and "at least 7 days" in wrong.words
        and "2026-03-02T10:00" in wrong.text
        and not await Ballot.exists()
    )
    assert "Write the closing time" in (await secretariat.send("/amendments/1/ballot", closes_at="soon")).words
    await secretariat.send("/amendments/1/ballot", closes_at="2026-03-10T09:00")
    done = await secretariat.send("/amendments/1/ballot")
    assert done.path == "/ballots/1" and "10 March 2026, 09:00 UTC" in done.words and "States report" in done.words
    again = await secretariat.open("/amendments/1/ballot")
    assert "this one is in ballot" in again.words and not again.tree.xpath("//form[contains(@action, 'ballot')]")


async def test_nobody_chooses_a_method_for_one_ballot(cast, time, site):
    await text_with(cast, "States report serious harm within a day.")
    await in_force({"title": "Two will do", "adopted_when": {"count": ["yes"], "at_least": 2}}, 1)
    secretariat = await site.signed_in(cast.people["secretariat"])
    page = await secretariat.open("/amendments/1/ballot")
    assert "Two will do" in page.words and "t least 2 in favour" in page.words
    await secretariat.send("/amendments/1/ballot")
    done = await secretariat.send("/amendments/1/ballot")
    assert done.path == "/ballots/1" and "Two will do" in done.words


@pytest.mark.parametrize("person,status", [("norland", 403), ("moderator.industry", 403), ("reader", 403)])
async def test_others_do_not_open(cast, time, site, person, status):
    await text_with(cast, "New.")
    visitor = await site.signed_in(cast.people[person])
    assert (await visitor.open("/amendments/1/ballot")).status == status


async def test_a_vote_its_receipt_and_a_changed_mind(cast, time, site):
    await opened(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/ballots/1")
    missing = await norland.send("/casts", position="no")
    assert (
        missing.status == 422
        and "Say why you are against" in missing.words
        and missing.tree.xpath("//input[@value='no'][@checked]")
    )
    target, values = norland.filled("/casts", position="no", reason="It costs <b>too much</b>.")
    done = await norland.post(target, values)
    assert done.status == 200 and "Kingdom of Norland voted: Against." in done.words and "<b>too much" not in done.text
    await norland.post(target, values)  # a double click
    assert await RecordEntry.count().where(RecordEntry.kind == "ballot.cast") == 1
    receipt = await norland.follow("Receipt with its proof")
    assert "What opens the commitment" in receipt.words and '"sealed":"' in receipt.words
    await norland.open("/ballots/1")
    changed = await norland.send("/casts", position="yes", reason="")
    assert "Kingdom of Norland voted: In favour." in changed.words
    old = await site.visitor().open(receipt.path)
    assert "later vote" in old.words and "nonce" not in old.words.lower()


async def test_a_receipt_proves_what_it_says(cast, time, site):
    await opened(cast)
    await vote(cast, 1, yes=HEADS)
    entry = (
        await RecordEntry.select(RecordEntry.seq).where(RecordEntry.kind == "ballot.cast").order_by(RecordEntry.seq)
    )[1]["seq"]
    page = await site.visitor().open(f"/ballots/1/receipts/{entry}")
    hashes = [each.text for each in page.tree.xpath("//ol//code")]
    text, leaf, root = (each.text for each in page.tree.xpath("//section[@class='receipt']//code"))
    assert leaf_hash(text.encode()).hex() == leaf
    assert verify_inclusion(
        bytes.fromhex(leaf),
        entry,
        (await record.head()).size,
        [bytes.fromhex(each) for each in hashes],
        bytes.fromhex(root),
    )
    assert "In favour" not in page.words and (await site.visitor().open("/ballots/1/receipts/0")).status == 404


async def test_nobody_reads_a_position_before_the_close(cast, time, site):
    await opened(cast)
    await vote(cast, 1, no=["norland", "sudria"], yes=["cobalt"])
    texts = []
    for person in (None, "secretariat", "moderator.government", "lumen", "reader"):
        visitor = await site.signed_in(cast.people[person]) if person else site.visitor()
        for path in ("/ballots/1", "/ballots", "/record"):
            texts.append((await visitor.open(path)).words)
        assert (await visitor.open("/ballots/1.json")).status == 404
    assert not any(word in text for text in texts for word in ("costs are not known", "Norland voted", "Against 2"))
    assert "Government 2 of 2, Industry 1 of 2, Civil society 0 of 2" in texts[0]
    await vote(cast, 1, yes=["norland", "sudria"], no=["cobalt"])
    assert (await site.visitor().open("/ballots/1")).words == texts[0]  # the opposite votes make the same page


async def test_who_gets_the_form(cast, time, site):
    await opened(cast)
    for person, gets in (
        ("norland", True),
        ("norland.delegate", False),
        ("sudria.observer", False),
        ("secretariat", False),
        ("latecomer", False),
        ("reader", False),
    ):
        visitor = await site.signed_in(cast.people[person])
        page = await visitor.open("/ballots/1")
        assert bool(page.tree.xpath("//form[contains(@action, '/casts')]")) == gets, person
    assert not (await site.visitor().open("/ballots/1")).tree.xpath("//form[contains(@action, '/casts')]")


async def test_a_vote_that_comes_too_late_is_shown_and_not_counted(cast, time, site):
    await opened(cast)
    time.now = CLOSE - timedelta(minutes=5)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/ballots/1")
    target, values = norland.filled("/casts", position="no", reason="Too late, but well put.")
    time.now = CLOSE
    late = await norland.post(target, values)
    assert (
        late.status == 422
        and "was not counted" in late.words
        and "Too late, but well put." in late.text
        and not await Cast.exists()
    )


async def test_a_closed_ballot_tells_all(cast, time, site, database, tmp_path, capsys):
    await opened(cast)
    await vote(cast, 1, yes=["norland", "sudria", "cobalt", "lumen", "openrights"], no=["tidewater"])
    await let_it_close(time, database)
    page = await site.visitor().open("/ballots/1")
    assert "Civil society: 1 of 2 in favour; 2 needed (more than 1/2 of those in favour or against)." in page.words
    assert "Rejected" in page.words and "The costs are not known." in page.words and "comity recount" in page.words
    answer = await site.visitor().open("/ballots/1.json")
    assert (
        answer.headers["content-type"].startswith("application/json")
        and json.loads(answer.text)["outcome"] == "rejected"
    )
    closed = json.loads(
        (await RecordEntry.select(RecordEntry.bytes).where(RecordEntry.kind == "ballot.closed").first())["bytes"]
    )
    assert closed["detail"]["record_sha256"] == sha256(answer.text.encode()).hexdigest()
    (tmp_path / "1.json").write_text(answer.text)
    assert (
        main(["recount", str(tmp_path / "1.json")]) == 0
        and json.loads(capsys.readouterr().out)["outcome"] == "rejected"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/ballots/0",
        "/ballots/2",
        "/ballots/x",
        "/ballots/99999999999",
        "/ballots/2.json",
        "/ballots/-1",
        "/ballots/1.xml",
        "/ballots/1/receipts/999",
        "/ballots/9/receipts/1",
    ],
)
async def test_what_is_not_there(cast, time, site, path):
    await opened(cast)
    assert (await site.visitor().open(path)).status == 404


async def test_integers_are_bounded(cast, time, site):
    assert (await site.visitor().open(f"/ballots/{10**20}/receipts/{10**30}")).status in (400, 404)
