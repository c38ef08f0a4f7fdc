"""One letter to the mail server, within a time that the server cannot stretch, or into a folder."""

from __future__ import annotations

import asyncio
import os
import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from forum.rules.addresses import read
from forum.rules.posting import LETTER, is_final
from forum.settings import Settings

STEP = 20  # seconds that the server may be silent


class Undeliverable(Exception):
    """It is not taken, and never will be."""


class NotNow(Exception):
    """This letter is not taken now; another may be."""


class NoServer(Exception):
    """The server cannot be used at present: no letter would go."""


def message_of(settings: Settings, row: dict) -> EmailMessage:
    """Every try of a letter is the same message, so that a second copy is known as one. Raises Undeliverable."""
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, mailbox(row["recipient"])
    message["Subject"] = row["subject"]
    message["Date"] = format_datetime(row["written_at"])
    number = f"{row['id']}.{row['written_at']:%Y%m%d%H%M%S%f}"
    message["Message-ID"] = f"<letter.{number}@{urlsplit(settings.origin).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(re.sub(r"^(?=/\w)", settings.origin.rstrip("/"), row["body"], flags=re.MULTILINE))
    return message


def mailbox(recipient: str) -> Address:
    """Exactly one, its domain as every server takes it. Raises Undeliverable."""
    found = read(recipient)
    if found.fault or found.mended:
        raise Undeliverable("This is not an e-mail address.")
    return Address(addr_spec=found.address)


async def deliver(settings: Settings, message: EmailMessage, number: int) -> None:
    """Raises Undeliverable, NotNow, NoServer."""
    if settings.smtp_url:
        return await asyncio.to_thread(hand_over, settings, message)
    return await asyncio.to_thread(keep, mail_folder(settings), message, number)


def hand_over(settings: Settings, message: EmailMessage) -> None:
    """By SMTP, in a thread: it takes LETTER seconds at most, however the server draws it out."""
    begun = time.monotonic()
    try:
        _hand_over(settings, message)
    except (OSError, smtplib.SMTPException, Undeliverable, NotNow) as error:
        if time.monotonic() - begun >= LETTER:  # an answer that was cut says nothing
            raise NoServer(f"The mail server took longer than {LETTER} seconds.") from error
        if isinstance(error, Undeliverable | NotNow):
            raise
        raise NoServer(f"{type(error).__name__}: {error}") from error


def _hand_over(settings: Settings, message: EmailMessage) -> None:
    url, context = urlsplit(settings.smtp_url), ssl.create_default_context()
    secure = url.scheme == "smtps"
    server = smtplib.SMTP_SSL(timeout=STEP, context=context) if secure else smtplib.SMTP(timeout=STEP)
    server._host = url.hostname or ""  # type: ignore[attr-defined]  # noqa: SLF001 — what TLS compares; `connect` sets none
    with cut_after(LETTER, server):
        try:
            code, says = server.connect(url.hostname or "", url.port or (465 if secure else 587))
            if code != 220:
                raise NoServer(f"{code} {says.decode(errors='replace')}")
            if not secure:
                encrypt(server, context, demanded=bool(url.username) or not settings.sends_in_the_clear)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            send(server, message)
            server.putcmd("QUIT")  # its answer changes nothing: the letter is taken
        finally:
            server.close()


def send(server: smtplib.SMTP, message: EmailMessage) -> None:
    recipient = message["To"].addresses[0].addr_spec
    try:
        server.send_message(message, to_addrs=[recipient])
    except smtplib.SMTPNotSupportedError as error:
        raise Undeliverable(str(error)) from error
    except smtplib.SMTPRecipientsRefused as refused:
        raise refusal_of(*refused.recipients[recipient]) from refused
    except smtplib.SMTPDataError as refused:
        raise refusal_of(refused.smtp_code, refused.smtp_error) from refused


def refusal_of(code: int, words: bytes | str) -> Exception:
    says = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if is_final(code):
        return Undeliverable(says)
    return NoServer(says) if code == 421 or code // 10 == 53 else NotNow(says)


@contextmanager
def cut_after(seconds: float, server: smtplib.SMTP) -> Iterator[None]:
    """A server that says one line now and then never runs into the time limit of a single step: its line is cut."""
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            wait = 1  # again, if TLS was just being put in the line's place
            if line := server.sock:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def encrypt(server: smtplib.SMTP, context: ssl.SSLContext, *, demanded: bool) -> None:
    """By STARTTLS. Links that work once and passwords never go over an open line unless a setting says so. Raises
    NoServer."""
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    elif demanded:
        raise NoServer(
            "The mail server offers no encryption (STARTTLS). COMITY_SMTP_PLAINTEXT=yes permits an open line."
        )


def mail_folder(settings: Settings) -> Path:
    return settings.folder / "mail"


def keep(folder: Path, message: EmailMessage, number: int) -> None:
    """One file a letter, which only its owner reads."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.open(folder / f"{number:06d}.eml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(file, "wb") as opened:
        opened.write(bytes(message))
