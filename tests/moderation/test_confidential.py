"""A confidential report: a panel of the other groups reads it, nobody learns who wrote it, its fate is public."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag

from forum.clock import now
from forum.columns import tablename
from forum.errors import NotFound
from forum.people.queries import identity_of
from forum.people.tables import LoginSession
from forum.record.vouched import NOT_VOUCHED, vouched_tables
from forum.threads.tables import Comment
from moderation.cases import actions, queries
from moderation.cases.tables import Case
from moderation.confidential import actions as confidential_actions
from moderation.confidential.actions import take_waiting
from moderation.confidential.sealing import fingerprint, new_code, opened, seal
from moderation.confidential.tables import Addition, Confidential, Waiting
from moderation.panels.queries import panel, seats_of
from moderation.rules import confidential
from tests.moderation.setting import members

WORDS = "Somebody at a company asked me to hold back our objection until the ballot closes."


async def sent(site, visitor, about: str = "industry", body: str = WORDS):
    await visitor.open("/confidential")
    page = await visitor.send("/confidential/reports", about=about, body=body)
    assert page.status == 200, page.words
    return "".join(page.tree.xpath("//code[@class='hash']/text()")[0].split())


async def test_a_panel_of_the_other_groups_decides_and_the_fate_is_public(cast, site):
    code = await sent(site, site.visitor())
    case = (await Case.select(Case.id).first())["id"]
    assert set(await members(cast, case)) == {"government", "civil-society"} and (await panel(case)).apart == "industry"
    with pytest.raises(NotFound):
        await queries.case(case, await cast.who("moderator.industry"))
    reader = await site.signed_in((await seats_of(case))[0].participant)
    assert WORDS in (await reader.open(f"/moderation/cases/{case}")).words
    await reader.send("/messages", body="Which ballot?")
    author = site.visitor()
    await author.open("/confidential/fate")
    page = await author.send("/confidential/fate", code=code.upper())
    assert "Which ballot?" in page.words and WORDS in page.words and code not in page.path
    assert "You added" in (await author.send("/confidential/words", body="The last one.")).words
    for seat in await seats_of(case):
        await actions.give_view(
            await identity_of(seat.participant), case, "founded", "", "It was established by letters."
        )
    public = await site.visitor().open("/moderation/confidential")
    assert "It is founded" in public.words and "established by letters" in public.words and WORDS not in public.text
    await author.open("/confidential/fate")
    assert "It is founded" in (await author.send("/confidential/fate", code=code)).words


async def test_nothing_says_who_wrote_it(cast, site, caplog):
    """The same report by two people, one signed in: every row of every table, every page, every log line is alike."""
    caplog.set_level(logging.DEBUG)
    signed = await site.signed_in(cast.people["cobalt.delegate"])
    signed.client.headers["user-agent"] = "Telltale/1.0"
    before = await LoginSession.select(LoginSession.seen_at).order_by(LoginSession.id)
    code = await sent(site, signed)
    assert await LoginSession.select(LoginSession.seen_at).order_by(LoginSession.id) == before
    page = await signed.open("/confidential")
    assert "Cobalt" not in page.words and "Sign in" in page.text
    person = await identity_of(cast.people["cobalt.delegate"])
    everything = json.dumps(
        [
            await table.select().order_by(table.id)
            for table in vouched_tables()
            if tablename(table) not in ("mandate", "panel_candidate", "participant")
        ],
        default=str,
    )
    session = await LoginSession.select(LoginSession.token_hash).first()
    for telltale in (person.ref, "Telltale", session["token_hash"], "127.0.0.1", code, WORDS):
        assert telltale not in everything and telltale not in caplog.text
    from forum.people.tables import Submission

    assert not await Submission.exists()
    row = (await Confidential.select())[0]
    assert set(row) == {"id", "case", "code", "about", "sealed"}
    assert not {"participant", "organisation"} & set(row) and "confidential" not in NOT_VOUCHED


async def test_the_words_are_sealed_and_bound_to_the_code(database):
    code, other = fingerprint(new_code()), fingerprint(new_code())
    sealed = seal(WORDS, code)
    assert WORDS not in sealed and opened(sealed, code) == WORDS and len(sealed) == len(seal("x", code))
    with pytest.raises(InvalidTag):
        opened(sealed, other)


async def test_the_same_form_twice_is_one_report_and_bad_input_stays(cast, site):
    visitor = site.visitor()
    await visitor.open("/confidential")
    refused = await visitor.send("/confidential/reports", about="", body=WORDS)
    assert refused.status == 422 and "Choose the group" in refused.words and WORDS in refused.text
    target, values = visitor.filled("/confidential/reports", about="government", body=WORDS)
    assert [(await visitor.post(target, values)).status for _ in range(2)] == [200, 200]
    assert await Case.count() == 1
    wrong = await visitor.post("/confidential/fate", {**values, "code": "nonsense"})
    assert wrong.status == 422 and "No report has this code" in wrong.words
    assert (await visitor.post("/confidential/reports", {**values, "_csrf": "x"})).status == 403


async def test_reports_above_the_number_of_an_hour_wait_and_nobody_is_locked_out(cast, site, monkeypatch, database):
    monkeypatch.setattr("moderation.rules.confidential.AN_HOUR", 1)
    await sent(site, site.visitor())
    codes = []
    for body in ("The second.", "The third."):
        visitor = site.visitor()
        codes.append(await sent(site, visitor, body=body))
        assert "waits for its turn" in visitor.at.words
    assert await Case.count() == 1 and await Waiting.count() == 2
    author = site.visitor()
    await author.open("/confidential/fate")
    page = await author.send("/confidential/fate", code=codes[1])
    assert "1 report before it" in page.words and "The third." in page.words
    public = (await site.visitor().open("/moderation/confidential")).text
    assert "The third." not in public
    later = now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr("forum.clock.source", lambda: later)
    await take_waiting(database)
    assert await Case.count() == 2 and await Waiting.count() == 1
    for code, says in zip(codes, ("The second.", "The third."), strict=True):
        await author.open("/confidential/fate")
        assert says in (await author.send("/confidential/fate", code=code)).words


async def test_the_same_form_twice_waits_once_and_the_line_has_an_end(cast, site, monkeypatch):
    monkeypatch.setattr("moderation.rules.confidential.AN_HOUR", 0)
    monkeypatch.setattr("moderation.rules.confidential.WAITING", 1)
    visitor = site.visitor()
    await visitor.open("/confidential")
    target, values = visitor.filled("/confidential/reports", about="government", body=WORDS)
    assert [(await visitor.post(target, values)).status for _ in range(2)] == [200, 200]
    assert await Waiting.count() == 1 and await Case.count() == 0
    await visitor.open("/confidential")
    answer = await visitor.send("/confidential/reports", about="industry", body="Another.")
    assert answer.status == 409 and "Another." in answer.text and await Comment.count() == 0


async def test_an_author_adds_so_many_times_until_the_panel_asks(cast, site):
    code, size = await sent(site, site.visitor()), confidential.ADDITIONS
    case = (await Case.select(Case.id).first())["id"]
    author = site.visitor()
    await author.open("/confidential/fate")
    page = await author.send("/confidential/fate", code=code)
    target, values = author.filled("/confidential/words", body="More.")
    assert [(await author.post(target, values)).status for _ in range(size + 2)] == [200] * size + [409] * 2
    assert await Addition.count() == size and f"You have added words {size} times" in author.at.words
    assert not author.at.tree.xpath("//form[contains(@action, '/words')]") and page.status == 200
    await confidential_actions.ask(await identity_of((await seats_of(case))[0].participant), case, "Which ballot?")
    assert (await author.post(target, values)).status == 200
