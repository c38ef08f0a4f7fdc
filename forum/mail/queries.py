"""Letters that did not arrive, for the pages of what they were about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns.combination import And, Where

from forum.mail.tables import Letter


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that cannot be delivered (`final`), or was not taken yet and is tried again."""

    recipient: str
    about: str
    why: str
    at: datetime
    final: bool


async def undelivered(about: Collection[str]) -> dict[str, tuple[Undelivered, ...]]:
    """By what they were about."""
    found: dict[str, tuple[Undelivered, ...]] = {}
    for each in await _found(Letter.about.is_in(list(about))) if about else ():
        found[each.about] = (*found.get(each.about, ()), each)
    return found


async def last_undelivered(recipients: Collection[str]) -> dict[str, Undelivered]:
    """Of each address whose newest letter did not arrive."""
    if not recipients:
        return {}
    newest = await Letter.raw(
        "SELECT max(id) AS id FROM letter WHERE recipient IN ("
        + ", ".join("{}" for _ in recipients)
        + ") AND (sent_at IS NOT NULL OR why != '') GROUP BY recipient",
        *recipients,
    )
    ids = [row["id"] for row in newest]
    return {each.recipient: each for each in await _found(Letter.id.is_in(ids))} if ids else {}


async def _found(where: Where | And) -> tuple[Undelivered, ...]:
    rows = await Letter.select().where(where, Letter.sent_at.is_null(), Letter.why != "").order_by(Letter.id)
    return tuple(
        Undelivered(
            row["recipient"], row["about"], row["why"], row["failed_at"] or row["written_at"], bool(row["failed_at"])
        )
        for row in rows
    )
