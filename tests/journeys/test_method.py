"""A method from its composition to the decisions that it takes: by the forms on the pages, without JavaScript."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from drafts.ballots.actions import close_due
from drafts.ballots.commands import run_recount
from drafts.ballots.records.checks import first_fault
from drafts.rules.capture import capture_of
from tests.cast import Cast
from tests.drafts.ballot_setting import HEADS, Time, text_with
from tests.visitor import Site, Visitor

FORM = "/methods/new"


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def composed(secretariat: Visitor) -> None:
    """A majority of every group of three fifths, proposed for the text with its reasons."""
    await secretariat.open("/instruments/code/procedure")
    await secretariat.follow("Compose another method")
    [form] = [
        form for form in secretariat.at.tree.forms if form.get("action", "").startswith(FORM) and form.method == "POST"
    ]
    values = {**dict(form.form_values()), "title": "Three fifths of every group", "row-1-number": "3/5"}
    shown = await secretariat.post(FORM, {**values, "check": "1"})
    assert (
        "more than 3/5 of those in favour or against are in favour" in shown.words
        and "Who could capture it" in shown.words
    )
    done = await secretariat.post(FORM, {**values, "reasons": "A bare majority is too little.", "propose": "1"})
    assert done.path == "/motions/1" and "Three fifths of every group" in done.words


async def decided(cast: Cast, site: Site, time: Time, settings, subject: str, against: str = "") -> str:
    """The path of a ballot on it, opened, cast and closed."""
    secretariat = await site.signed_in(cast.people["secretariat"])
    page = await secretariat.open(f"{subject}/ballot")
    assert "The method in force" in page.words and "Who could capture this decision" in page.words
    closes_at = time.now + timedelta(days=60)
    await secretariat.send("/ballot", closes_at=f"{closes_at:%Y-%m-%dT%H:%M}")
    opened = await secretariat.send("/ballot")
    for head in HEADS:
        visitor = await site.signed_in(cast.people[head])
        await visitor.open(opened.path)
        position = {"position": "no", "reason": "Too fast."} if head == against else {"position": "yes", "reason": ""}
        assert "voted:" in (await visitor.send("/casts", **position)).words
    running = await site.visitor().open(opened.path)
    assert "6 of 6 organisations have voted" in running.words and "Too fast" not in running.words
    time.now = closes_at
    await close_due(settings)
    return opened.path


async def test_from_the_composition_to_a_decision_and_its_receipt(cast, site, time, database, tmp_path, capsys):
    await text_with(cast, "States report serious harm within a day.")
    secretariat, public = await site.signed_in(cast.people["secretariat"]), site.visitor()
    await composed(secretariat)
    first = await decided(cast, site, time, database, "/motions/1")
    assert "Adopted" in (await public.open(first)).words
    assert "Three fifths of every group" in (await public.open("/instruments/code/procedure")).words
    assert "Three fifths of every group" in (await public.open("/rules/methods")).words

    second = await decided(cast, site, time, database, "/amendments/1", against="tidewater")
    page = await public.open(second)
    assert "Rejected" in page.words and "Civil society: 1 of 2 in favour" in page.words  # 1/2 is not more than 3/5
    assert "Who could capture this decision" in page.words and "Objections, and their answers" in page.words

    record = (await public.open(f"{second}.json")).text
    (tmp_path / "2.json").write_text(record)
    assert json.loads(record)["method"]["title"] == "Three fifths of every group"
    arguments = type("Arguments", (), {"files": [str(tmp_path / "2.json")]})
    assert run_recount(arguments) == 0 and json.loads(capsys.readouterr().out)["outcome"] == "rejected"
    assert capture_of(record).sentences[0] in page.words

    receipt = await public.open(page.tree.xpath("//td[@data-head='Entry']//a/@href")[0])
    assert receipt.status == 200 and "proves that it is in the public record" in receipt.words
    assert await first_fault() == ""
