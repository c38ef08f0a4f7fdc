"""How often one may try to sign in, counted in the database, so that it holds across server processes.

An attempt is counted before the password is looked at, and taken back if it was right: a burst of parallel tries counts
in full. One account from one network address is the tight limit; an outsider can therefore not lock its owner out by
knowing the e-mail. Nothing is ever locked for longer than the window."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import timedelta

from forum.clock import now
from forum.database import atomic
from forum.errors import TooOften
from forum.people.tables import Attempt
from forum.rules.addresses import known_as

WINDOW = timedelta(minutes=5)
PAIR, NETWORK, ACCOUNT = 5, 50, 100  # tries in a window


def too_often(seconds: int) -> TooOften:
    says = f"Too many attempts. Try again in {-(-seconds // 60)} minute{'s' if seconds > 60 else ''}."
    return TooOften(seconds, says)


def network_of(address: str) -> str:
    """An IPv4 address, or the /64 that one subscriber has of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if parsed.version == 6 else address


def limits(email: str, address: str) -> dict[str, int]:
    account, network = known_as(email)[0], network_of(address)
    return {_key("pair", account, network): PAIR, _key("network", network): NETWORK, _key("account", account): ACCOUNT}


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


async def attempt(email: str, address: str) -> list[int]:
    """Counts one more try, or raises TooOften. Returns the rows, for `forgive`."""
    async with atomic():
        moment = now()
        await Attempt.delete().where(Attempt.at <= moment - WINDOW)
        for key, limit in limits(email, address).items():
            times = (
                await Attempt.select(Attempt.at)
                .where(Attempt.key == key)
                .order_by(Attempt.at, ascending=False)
                .limit(limit)
                .output(as_list=True)
            )
            if len(times) >= limit:
                raise too_often(max(1, round((times[-1] + WINDOW - moment).total_seconds())))
        made = await Attempt.insert(*(Attempt(key=key, at=moment) for key in limits(email, address)))
    return [row["id"] for row in made]


async def forgive(email: str, address: str, made: list[int]) -> None:
    """The password was right: this try does not count, nor earlier ones for this account from here."""
    pair = next(iter(limits(email, address)))
    await Attempt.delete().where(Attempt.id.is_in(made) | (Attempt.key == pair))
