"""Letters: written with the act, sent after it by one sender at a time, again later if the mail server is away."""

from __future__ import annotations

import asyncio
import logging
import re
import smtplib
import ssl
from collections.abc import Sequence
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from forum.clock import now
from forum.database import atomic
from forum.mail.tables import Letter
from forum.rules.addresses import read
from forum.settings import Settings

LIMIT = 20  # letters a round
log = logging.getLogger("comity")


async def write(recipient: str, subject: str, body: str) -> None:
    """Puts a letter into the outbox; call it inside the act that causes it. A line of the body that begins with a path,
    such as /amendments/7, gets the forum's address before it when it is sent."""
    await write_all([(recipient, subject, body)])


async def write_all(letters: Sequence[tuple[str, str, str]]) -> None:
    """Writes many letters in few statements; each is (recipient, subject, body)."""
    rows = [
        Letter(recipient=to, subject=re.sub(r"\s+", " ", subject)[:200], body=body, written_at=now())
        for to, subject, body in letters
    ]
    for start in range(0, len(rows), 2000):  # SQLite takes 32 766 values in one statement
        await Letter.insert(*rows[start : start + 2000])


async def send_waiting(settings: Settings) -> int:
    """Sends what waits, oldest first; a letter that fails is tried again later, at growing distances. Returns how
    many went."""
    waiting = (
        await Letter.select()
        .where(Letter.sent_at.is_null(), (Letter.retry_at.is_null()) | (Letter.retry_at <= now()))
        .order_by(Letter.id)
        .limit(LIMIT)
    )
    return sum([await _send_one(settings, row) for row in waiting])


async def _send_one(settings: Settings, row: dict) -> int:
    async with atomic():  # claims it: of two processes one sends
        claimed = (
            await Letter.update(
                {
                    Letter.attempts: Letter.attempts + 1,
                    Letter.retry_at: now() + timedelta(minutes=2 ** min(row["attempts"], 8)),
                }
            )
            .where(Letter.id == row["id"], Letter.attempts == row["attempts"], Letter.sent_at.is_null())
            .returning(Letter.id)
        )
    if not claimed:
        return 0
    try:
        await asyncio.to_thread(deliver, settings, message_of(settings, row), row["id"])
    except (OSError, smtplib.SMTPException) as error:
        log.warning("Letter %s could not be sent: %s. It is tried again.", row["id"], error)
        return 0
    async with atomic():
        await Letter.update({Letter.sent_at: now()}).where(Letter.id == row["id"])
    return 1


def message_of(settings: Settings, row: dict) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, _to(row["recipient"]), row["subject"]
    message.set_content(re.sub(r"^(?=/\w)", settings.origin.rstrip("/"), row["body"], flags=re.MULTILINE))
    return message


def _to(recipient: str) -> Address:
    """One address, read as it was when it was stored: a header that is parsed again may name somebody else. Raises
    SMTPRecipientsRefused for what is none."""
    found = read(recipient)
    if found.fault or found.mended:
        raise smtplib.SMTPRecipientsRefused({recipient: (553, b"not an e-mail address")})
    return Address(addr_spec=found.address)


def mail_folder(settings: Settings) -> Path:
    return settings.folder / "mail"


def deliver(settings: Settings, message: EmailMessage, number: int) -> None:
    """Sends it by SMTP or, without a mail server, writes it into a folder, one file a letter."""
    if not settings.smtp_url:
        mail_folder(settings).mkdir(parents=True, exist_ok=True)
        (mail_folder(settings) / f"{number:06d}.eml").write_bytes(bytes(message))
        return
    url = urlsplit(settings.smtp_url)
    host = url.hostname or ""
    secure, context = url.scheme == "smtps", ssl.create_default_context()
    connect = (
        (lambda: smtplib.SMTP_SSL(host, url.port or 465, timeout=20, context=context))
        if secure
        else (lambda: smtplib.SMTP(host, url.port or 587, timeout=20))
    )
    with connect() as server:
        if not secure:
            encrypt(server, context, demanded=bool(url.username))
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def encrypt(server: smtplib.SMTP, context: ssl.SSLContext, *, demanded: bool) -> None:
    """Uses STARTTLS where the server offers it. A password never goes over an open line: raises SMTPNotSupportedError
    instead."""
    server.ehlo()
    if demanded or server.has_extn("starttls"):
        server.starttls(context=context)
