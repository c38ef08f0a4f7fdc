"""Letters leave after the act that wrote them: into a folder, or by SMTP to a server that this test plays."""

from __future__ import annotations

import asyncio
import stat
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from forum.clock import now
from forum.database import atomic
from forum.mail import actions, sending
from forum.mail.actions import send_waiting, write
from forum.mail.queries import last_undelivered, undelivered
from forum.mail.sending import Undeliverable, mail_folder, mailbox
from forum.mail.tables import Letter
from forum.rules.posting import CLAIM, LETTER, ROUND, again, is_final, pause
from forum.serving.ticking import LONGEST
from tests.drafts.ballot_setting import opened

TO = "astrid@forum.test"


class PlayedServer:
    """As much of SMTP (RFC 5321) as one letter needs. `says`: other answers, by command ("220" is the greeting)."""

    def __init__(self, **says: str) -> None:
        self.letters: list[bytes] = []
        self.recipients: list[str] = []
        self.says, self.visits = says, 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits += 1
        await self.answer(writer, self.says.get("greeting", "220 played"))
        while line := (await reader.readline()).decode().strip():
            command = line.split()[0].upper()
            if command == "RCPT":
                self.recipients.append(line)
            usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 fine")
            await self.answer(writer, self.says.get(command, usual))
            if command == "DATA" and self.says.get("DATA", "354").startswith("354"):
                self.letters.append((await reader.readuntil(b"\r\n.\r\n"))[:-5])
                await self.answer(writer, self.says.get("end", "250 taken"))
            if command == "QUIT":
                break
        writer.close()

    async def answer(self, writer: asyncio.StreamWriter, says: str) -> None:
        """ "silent" says nothing for a minute; "drop" hangs up; "slow" says one letter each half second."""
        if says == "silent":
            await asyncio.sleep(60)
        if says == "drop":
            writer.close()
            raise ConnectionError
        for each in "250-" + "x" * 120 if says == "slow" else [f"{says}\r\n"]:
            writer.write(each.encode())
            await writer.drain()
            await asyncio.sleep(0.5 if says == "slow" else 0)


@asynccontextmanager
async def played(settings, **says: str):
    """A server, and the settings with which letters go to it."""
    server, talks = PlayedServer(**says), set()

    async def talk(*line: Any) -> None:
        talks.add(asyncio.current_task())
        try:
            await server.talk(*line)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield server, replace(settings, smtp_url=f"smtp://127.0.0.1:{port}", smtp_plaintext="yes")
    finally:
        listening.close()
        for each in talks:
            each.cancel()


async def letter(to: str = TO, body: str = "Please vote.\n\n/ballots/7\n", about: str = "/ballots/7") -> None:
    async with atomic():
        await write(to, "A ballot\nopened", body, about=about)


async def state() -> dict:
    return await Letter.select().order_by(Letter.id, ascending=False).first()


async def test_without_a_mail_server_letters_are_files(database):
    await letter()
    assert await send_waiting(database) == 1 and await send_waiting(database) == 0
    file = next(mail_folder(database).glob("*.eml"))
    found = message_from_bytes(file.read_bytes())
    assert (found["To"], found["Subject"]) == (TO, "A ballot opened")
    assert f"{database.origin}/ballots/7" in found.get_payload()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_what_the_standard_demands_stands_above_a_letter_and_every_try_is_one_letter(database):
    async with played(database, end="451 not now") as (server, settings):
        await letter()
        assert await send_waiting(settings) == 0
        server.says.clear()
        await Letter.update({Letter.retry_at: None}, force=True)
        assert await send_waiting(settings) == 1
    first, second = (message_from_bytes(each) for each in server.letters)
    assert first["Message-ID"] == second["Message-ID"] and first["Message-ID"].endswith("@localhost>")
    assert parsedate_to_datetime(first["Date"]) <= now() and first["Auto-Submitted"] == "auto-generated"


async def test_by_smtp_and_again_when_the_server_was_away(database, monkeypatch):
    async with played(database, greeting="421 come back later") as (server, settings):
        await letter()
        await letter()
        assert await send_waiting(settings) == 0 and server.visits == 1  # the round ends
        assert await send_waiting(settings) == 0 and server.visits == 1  # the next begins later
        server.says.clear()
        later = now() + pause(1) + timedelta(seconds=1)
        monkeypatch.setattr("forum.clock.source", lambda: later)
        assert await send_waiting(settings) == 2
    assert TO in server.recipients[0] and b"Please vote." in server.letters[0]


@pytest.mark.parametrize(
    "says,outcome",
    [
        ({"RCPT": "550 no such person"}, "final"),
        ({"end": "554 not wanted"}, "final"),
        ({"RCPT": "450 busy"}, "later"),
        ({"end": "452 full"}, "later"),
        ({"RCPT": "421 closing"}, "stops"),
        ({"MAIL": "530 encrypt first"}, "stops"),
        ({"greeting": "554 not you"}, "stops"),
        ({"greeting": "drop"}, "stops"),
        ({"end": "drop"}, "stops"),
    ],
)
async def test_a_server_that_refuses(database, says, outcome):
    async with played(database, **says) as (server, settings):
        await letter()
        await letter("birgit@forum.test")
        assert await send_waiting(settings) == 0
        assert server.visits == (1 if outcome == "stops" else 2)
        row = await Letter.select().order_by(Letter.id).first()
        assert row["why"] and bool(row["failed_at"]) == (outcome == "final") and not row["sent_at"]
        assert actions.BREAKERS[settings.smtp_url].is_open() == (outcome == "stops")
        if outcome != "final":
            assert now() < row["retry_at"] < now() + CLAIM


@pytest.mark.parametrize("says", [{"greeting": "silent"}, {"EHLO": "slow"}, {"end": "slow"}, {"RCPT": "silent"}])
async def test_a_letter_takes_no_longer_than_it_may(database, monkeypatch, says):
    monkeypatch.setattr(sending, "LETTER", 1)
    async with played(database, **says) as (_, settings):
        await letter()
        begun = time.monotonic()
        assert await send_waiting(settings) == 0 and time.monotonic() - begun < 4
        assert "longer than 1 seconds" in (await state())["why"]


async def test_a_letter_that_was_taken_is_sent_though_the_server_never_says_good_bye(database):
    async with played(database, QUIT="silent") as (_, settings):
        await letter()
        assert await send_waiting(settings) == 1 and (await state())["sent_at"]


async def test_two_processes_send_a_letter_once_by_a_slow_server(database, monkeypatch):
    """The other process asks while the first one waits, and long after."""
    claimed = asyncio.Event()

    async def slow(*_: Any) -> None:
        claimed.set()
        await asyncio.sleep(0.3)

    monkeypatch.setattr(actions, "deliver", slow)
    await letter()
    first = asyncio.create_task(send_waiting(database))
    await claimed.wait()
    later = now() + CLAIM - timedelta(seconds=LETTER)
    monkeypatch.setattr("forum.clock.source", lambda: later)
    assert await send_waiting(database) == 0 and await first == 1


def test_times_that_must_fit_together():
    assert timedelta(seconds=2 * LETTER) < CLAIM and ROUND + LETTER < LONGEST
    assert [pause(n) for n in (1, 2, 3)] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(minutes=1)]
    assert pause(400) == timedelta(minutes=15) and again(400) == timedelta(minutes=256)
    assert [code for code in (250, 421, 450, 500, 530, 535, 550, 554, 600) if is_final(code)] == [500, 550, 554]


async def test_a_password_never_goes_over_an_open_line(database):
    async with played(database) as (server, settings):
        known = replace(settings, smtp_url=settings.smtp_url.replace("//", "//user:secret@"))
        await letter()
        assert await send_waiting(known) == 0 and not server.letters


async def test_nothing_goes_over_an_open_line_unless_a_setting_says_so(database):
    async with played(database) as (server, settings):
        await letter()
        assert await send_waiting(replace(settings, smtp_plaintext="")) == 0 and not server.letters
        assert "COMITY_SMTP_PLAINTEXT" in (await state())["why"]


@pytest.mark.parametrize("final", [False, True])
async def test_no_letter_keeps_a_link_that_works_once_it_went(database, final):
    says = {"RCPT": "550 no"} if final else {}
    async with played(database, **says) as (server, settings):
        await letter(body=f"Accept:\n\n  {database.origin}/invitations/abc-DEF_123\n\nIt works once.", about="")
        await send_waiting(settings)
        assert final or b"abc-DEF_123" in server.letters[0]
    kept = (await state())["body"]
    assert "abc" not in kept and "It works once." in kept and "/invitations/…" in kept


async def test_what_did_not_arrive_is_known_beside_what_it_was_about(database):
    async with played(database, RCPT="550 no such person") as (server, settings):
        await letter()
        await send_waiting(settings)
        assert [(each.recipient, each.final) for each in (await undelivered(["/ballots/7"]))["/ballots/7"]] == [
            (TO, True)
        ]
        assert "no such person" in (await last_undelivered([TO, "other@forum.test"]))[TO].why
        server.says.clear()
        await letter(about="")
        await send_waiting(settings)
        assert not await last_undelivered([TO]) and await undelivered(["/ballots/7"])


@pytest.mark.parametrize(
    "wrong",
    [
        "six,seven@b.example",
        "<a@b.example>",
        "a@b..example",
        "a",
        "@b.example",
        "a b@c.example",
        "a@b@c.example",
        "a@-b.example ",
        "a@b.example\nBcc: c@d.example",
    ],
)
def test_a_letter_goes_to_one_address_or_to_none(wrong):
    with pytest.raises(Undeliverable):
        mailbox(wrong)


def test_a_domain_in_any_script():
    assert mailbox("acht@bücher.example").addr_spec == "acht@xn--bcher-kva.example"
    assert mailbox("o'brien+x@b.example").addr_spec == "o'brien+x@b.example"


async def test_an_undone_act_writes_no_letter(database):
    try:
        async with atomic():
            await write(TO, "x", "y")
            raise RuntimeError
    except RuntimeError:
        assert not await Letter.exists()


@pytest.mark.parametrize(
    "kept,recipients",
    [
        ("acht@bücher.example", ["rcpt TO:<acht@xn--bcher-kva.example>"]),
        ("six,seven@forum.test", []),
        ("a@b..example", []),
        ("<two@forum.test>", []),
    ],
)
async def test_an_address_is_read_as_one_or_not_at_all(database, kept, recipients):
    """Rows from before addresses were checked: their letter goes to nobody else."""
    async with atomic():
        await write(kept, "Hello", "Hello.\n")
    async with played(database) as (server, settings):
        sent = await send_waiting(settings)
    assert sent == len(recipients) and server.recipients == recipients
    assert bool((await state())["failed_at"]) == (not recipients)


def test_a_breaker_of_a_server_that_is_back():
    breaker = actions.Breaker()
    assert not breaker.is_open() and isinstance(breaker.until, datetime)
    breaker.broke()
    assert breaker.is_open()
    breaker.mended()
    assert not breaker.is_open()


async def test_it_stands_beside_the_invitation_the_person_and_the_ballot(cast, site, database, monkeypatch):
    async def refused(*_: Any) -> None:
        raise Undeliverable("550 no such person")

    monkeypatch.setattr(actions, "deliver", refused)
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/secretariat/invitations")
    head = await site.signed_in(cast.people["norland"])
    await head.open("/organisations/norland/mandates")
    await head.send("/organisations/norland/mandates", name="New", email="new@forum.test", kind="delegate")
    await opened(cast, closes_at=now() + timedelta(days=8))
    while await Letter.exists().where(Letter.failed_at.is_null()):
        await send_waiting(database)
    for path in ("/secretariat", "/secretariat/invitations", "/organisations/norland/mandates"):
        page = await (head if "mandates" in path else secretariat).open(path)
        assert "could not be delivered" in page.words and "no such person" in page.words, path
    assert "could not be delivered" in (await secretariat.open("/secretariat/people?q=norland@forum.test")).words
    ballot = await secretariat.open("/ballots/1")
    assert "The letter to norland@forum.test could not be delivered" in ballot.words
    assert "norland@forum.test" not in (await site.visitor().open("/ballots/1")).text
    assert "norland@forum.test" not in (await head.open("/ballots/1")).text
