"""Letters: written with the act, sent after it by one process at a time, again later if the mail server is away."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from datetime import datetime

from forum.clock import now
from forum.database import atomic
from forum.mail.sending import NoServer, NotNow, Undeliverable, deliver, message_of
from forum.mail.tables import Letter
from forum.rules.posting import CLAIM, GIVEN_UP, LIMIT, ROUND, again, pause
from forum.settings import Settings

LINK = re.compile(r"(/invitations/)[\w-]+")
log = logging.getLogger("comity")


async def write(recipient: str, subject: str, body: str, *, about: str = "") -> None:
    """Puts a letter into the outbox; call it inside the act that causes it. A line of the body that begins with a path,
    such as /amendments/7, gets the forum's address before it when it is sent. `about`: the path of what it is about,
    beside which it stands if it cannot be delivered."""
    await write_all([(recipient, subject, body)], about=about)


async def write_all(letters: Sequence[tuple[str, str, str]], *, about: str = "") -> None:
    """(recipient, subject, body) of each, in one statement."""
    rows = [
        Letter(recipient=to, subject=re.sub(r"\s+", " ", subject)[:200], body=body, written_at=now(), about=about)
        for to, subject, body in letters
    ]
    for start in range(0, len(rows), 2000):  # SQLite takes 32 766 values in one statement
        await Letter.insert(*rows[start : start + 2000])


class Breaker:
    """Of one server: after a round that it ended, the next begins later, and later each time."""

    def __init__(self) -> None:
        self.failures, self.until = 0, datetime.min

    def is_open(self) -> bool:
        return self.failures > 0 and now() < self.until

    def broke(self) -> None:
        self.failures += 1
        self.until = now() + pause(self.failures)

    def mended(self) -> None:
        self.failures = 0


BREAKERS: dict[str, Breaker] = {}


async def send_waiting(settings: Settings) -> int:
    """Sends what waits, oldest first. Returns how many went."""
    breaker = BREAKERS.setdefault(settings.smtp_url, Breaker())
    if breaker.is_open():
        return 0
    waiting = (
        await Letter.select()
        .where(
            Letter.sent_at.is_null(),
            Letter.failed_at.is_null(),
            (Letter.retry_at.is_null()) | (Letter.retry_at <= now()),
        )
        .order_by(Letter.id)
        .limit(LIMIT)
    )
    sent, begun = 0, time.monotonic()
    for row in waiting:
        if time.monotonic() - begun > ROUND:
            break
        if not await _claimed(row):
            continue
        try:
            sent += await _send_one(settings, row)
            breaker.mended()
        except NoServer as error:
            breaker.broke()
            await _later(row, breaker.until, str(error))
            log.warning("The mail server cannot be used: %s. Letters wait until %s.", error, breaker.until)
            break
    return sent


async def _claimed(row: dict) -> bool:
    """Of two processes one sends, also if the server is slow."""
    async with atomic():
        found = (
            await Letter.update({Letter.attempts: Letter.attempts + 1, Letter.retry_at: now() + CLAIM})
            .where(
                Letter.id == row["id"],
                Letter.attempts == row["attempts"],
                Letter.sent_at.is_null(),
                Letter.failed_at.is_null(),
            )
            .returning(Letter.id)
        )
    return bool(found)


async def _send_one(settings: Settings, row: dict) -> int:
    try:
        await deliver(settings, message_of(settings, row), row["id"])
    except Undeliverable as error:
        await _failed(row, str(error))
        return 0
    except NotNow as error:
        if now() - row["written_at"] > GIVEN_UP:
            await _failed(row, str(error))
        else:
            await _later(row, now() + again(row["attempts"]), str(error))
        return 0
    async with atomic():
        await Letter.update({Letter.sent_at: now(), Letter.body: without_links(row["body"]), Letter.why: ""}).where(
            Letter.id == row["id"]
        )
    return 1


async def _failed(row: dict, why: str) -> None:
    log.warning("Letter %s cannot be delivered: %s", row["id"], why)
    async with atomic():
        await Letter.update(
            {Letter.failed_at: now(), Letter.body: without_links(row["body"]), Letter.why: why[:300]}
        ).where(Letter.id == row["id"])


async def _later(row: dict, when: datetime, why: str) -> None:
    async with atomic():
        await Letter.update({Letter.retry_at: when, Letter.why: why[:300]}).where(Letter.id == row["id"])


def without_links(body: str) -> str:
    """What is kept of a letter once it went: nobody who reads the database steps in by its link."""
    return LINK.sub(r"\1…", body)
