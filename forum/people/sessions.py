"""Sessions: a random token in the browser, only its hash in the database."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum.clock import now
from forum.errors import NotFound
from forum.people.queries import fingerprint
from forum.people.tables import LoginSession, Voice

LASTS = timedelta(hours=12)
FRESH = timedelta(minutes=1)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionView:
    id: int
    device: str
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime
    is_this: bool


async def open_session(participant: int, agent: str, *, instead_of: str = "") -> str:
    """Always a new token; the session of the token that the browser had, if any, ends. It speaks for the organisation
    for which the person spoke before: in that session, else where they chose last. Returns the token."""
    token, moment = secrets.token_urlsafe(32), now()
    ended = await _end(instead_of) if instead_of else []
    await LoginSession.delete().where(LoginSession.expires_at <= moment)
    spoke = [each["mandate"] for each in ended if each["participant"] == participant]
    chosen = await Voice.select(Voice.mandate).where(Voice.participant == participant).output(as_list=True)
    await LoginSession(
        token_hash=fingerprint(token),
        participant=participant,
        mandate=next((each for each in [*spoke, *chosen] if each), None),
        csrf=secrets.token_urlsafe(32),
        agent=agent[:200],
        opened_at=moment,
        seen_at=moment,
        expires_at=moment + LASTS,
    ).save()
    return token


async def _end(token: str) -> list[dict[str, Any]]:
    ended = LoginSession.delete().where(LoginSession.token_hash == fingerprint(token))
    rows: list[dict[str, Any]] = await ended.returning(LoginSession.participant, LoginSession.mandate)
    return rows


async def sessions_of(participant: int, this: int | None) -> tuple[SessionView, ...]:
    """The open ones, this one first, then by latest act."""
    rows = await LoginSession.select().where(LoginSession.participant == participant, LoginSession.expires_at > now())
    views = [
        SessionView(
            row["id"], device(row["agent"]), row["opened_at"], row["seen_at"], row["expires_at"], row["id"] == this
        )
        for row in rows
    ]
    return tuple(sorted(views, key=lambda each: (not each.is_this, -each.seen_at.timestamp())))


async def end_session(participant: int, session: int) -> None:
    """Raises NotFound for somebody else's."""
    ended = (
        await LoginSession.delete()
        .where(LoginSession.id == session, LoginSession.participant == participant)
        .returning(LoginSession.id)
    )
    if not ended:
        raise NotFound


async def end_others(participant: int, keep: int | None) -> None:
    mine = LoginSession.delete().where(LoginSession.participant == participant)
    await (mine.where(LoginSession.id != keep) if keep else mine)


async def keep_newest(participant: int, many: int) -> None:
    mine = LoginSession.select(LoginSession.id).where(LoginSession.participant == participant)
    last = await mine.order_by(LoginSession.id, ascending=False).offset(many).limit(1).output(as_list=True)
    if last:
        await LoginSession.delete().where(LoginSession.participant == participant, LoginSession.id <= last[0])


async def speak_by(participant: int, session: int, mandate: int) -> None:
    """This mandate speaks from now on in this session, and in those that the person opens later."""
    await LoginSession.update({LoginSession.mandate: mandate}).where(LoginSession.id == session)
    chosen = Voice.insert(Voice(participant=participant, mandate=mandate))
    await chosen.on_conflict(target=Voice.participant, action="DO UPDATE", values=[Voice.mandate])


async def touch(session: int, seen_at: datetime | None) -> None:
    """Notes an act, not more than once a minute. `seen_at` is when it was noted last."""
    moment = now()
    if seen_at is None or seen_at < moment - FRESH:
        await LoginSession.update({LoginSession.seen_at: moment}).where(LoginSession.id == session)


def device(agent: str) -> str:
    """A browser's description of itself in words that its owner knows it by."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if browser or system:
        return f"{browser or 'A browser'} on {system or 'an unknown system'}"
    return re.split(r"[\s/(]", agent.strip())[0][:40] or "Unknown device"
