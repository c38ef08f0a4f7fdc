"""Letters leave after the act that wrote them: into a folder, or by SMTP to a server that this test plays."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from email import message_from_bytes

import pytest

from forum.database import atomic
from forum.mail.actions import mail_folder, send_waiting, write
from forum.mail.tables import Letter


class PlayedServer:
    """As much of SMTP (RFC 5321) as one letter needs."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.recipients: list[str] = []
        self.away = False

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"421 come back later\r\n" if self.away else b"220 played\r\n")
        while not self.away and (line := (await reader.readline()).decode().strip()):
            command = line.split()[0].upper()
            if command == "RCPT":
                self.recipients.append(line)
            writer.write({"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}.get(command, b"250 fine\r\n"))
            if command == "DATA":
                await writer.drain()
                self.letters.append((await reader.readuntil(b"\r\n.\r\n"))[:-5])
                writer.write(b"250 taken\r\n")
            if command == "QUIT":
                break
        await writer.drain()
        writer.close()


@asynccontextmanager
async def played():
    server = PlayedServer()
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0)
    try:
        yield server, listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


async def letter() -> None:
    async with atomic():
        await write("astrid@forum.test", "A ballot\nopened", "Please vote.\n\n/ballots/7\n")


async def test_without_a_mail_server_letters_are_files(database):
    await letter()
    assert await send_waiting(database) == 1 and await send_waiting(database) == 0
    found = message_from_bytes(next(mail_folder(database).glob("*.eml")).read_bytes())
    assert (found["To"], found["Subject"]) == ("astrid@forum.test", "A ballot opened")
    assert f"{database.origin}/ballots/7" in found.get_payload()


async def test_by_smtp_and_again_when_the_server_was_away(database):
    async with played() as (server, port):
        settings = replace(database, smtp_url=f"smtp://127.0.0.1:{port}")
        server.away = True
        await letter()
        assert await send_waiting(settings) == 0 and not server.letters
        assert await send_waiting(settings) == 0  # not before its time
        server.away = False
        await Letter.update({Letter.retry_at: None}, force=True)
        assert await send_waiting(settings) == 1
    assert "astrid@forum.test" in server.recipients[0] and b"Please vote." in server.letters[0]


async def test_a_password_never_goes_over_an_open_line(database):
    async with played() as (server, port):
        settings = replace(database, smtp_url=f"smtp://user:secret@127.0.0.1:{port}")
        await letter()
        assert await send_waiting(settings) == 0 and not server.letters


async def test_an_undone_act_writes_no_letter(database):
    try:
        async with atomic():
            await write("astrid@forum.test", "x", "y")
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
    async with played() as (server, port):
        sent = await send_waiting(replace(database, smtp_url=f"smtp://127.0.0.1:{port}"))
    assert sent == len(recipients) and server.recipients == recipients
