"""Takes one act from the allowance of a person and of the owner of their organisation, in the database, so that it
holds across server processes. It is undone with the act: only what was done counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cachetools import LRUCache
from piccolo.querystring import QueryString

from forum.clock import now
from forum.database import atomic
from forum.engines.prepared import Prepared
from forum.errors import TooOften
from forum.organisations.queries import owner_of
from forum.people.tables import Allowance
from forum.rules import pace as rules
from forum.rules.pace import OWNER, Pace
from forum.rules.permission import Identity

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

_TAKE = Prepared(
    lambda organisation, person, person_until, owner, owner_until, moment, longest: QueryString(
        """
WITH RECURSIVE above(id, parent) AS (
  SELECT id, parent FROM organisation WHERE id = CAST({} AS INTEGER)
  UNION SELECT o.id, o.parent FROM organisation o JOIN above ON o.id = above.parent),
taken(key, until) AS (
  SELECT CAST({} AS VARCHAR), CAST({} AS BIGINT)
  UNION ALL SELECT CAST({} AS VARCHAR) || coalesce(max(CASE WHEN parent IS NULL THEN id END), min(id)),
    CAST({} AS BIGINT) FROM above HAVING count(*) > 0)
INSERT INTO allowance (key, until) SELECT key, until FROM taken WHERE TRUE
ON CONFLICT (key) DO UPDATE SET until =
  CASE WHEN allowance.until BETWEEN CAST({} AS BIGINT) AND CAST({} AS BIGINT)
    THEN allowance.until + excluded.until - CAST({} AS BIGINT) ELSE excluded.until END
WHERE allowance.until + excluded.until - CAST({} AS BIGINT) <= CAST({} AS BIGINT)
  OR allowance.until > CAST({} AS BIGINT)
RETURNING key""",
        organisation,
        person,
        person_until,
        owner,
        owner_until,
        moment,
        longest,
        moment,
        moment,
        longest,
        longest,
    )
)
"""`forum.rules.pace.full_again` for both in one statement, which also climbs to the owner."""


async def take(who: Identity, pace: Pace, path: str) -> None:
    """Raises TooOften. Call it inside the act; `path` is the address that was sent to."""
    moment, organisation = now(), who.speaking.organisation if who.speaking else None
    person, owner = f"{_about(pace, path)}/person/{who.participant}", f"{_about(pace, path)}/owner/"
    async with atomic():
        rows = await _TAKE(
            organisation or 0,
            person,
            number(moment + pace.step()),
            owner,
            number(moment + pace.step(OWNER)),
            number(moment),
            number(moment + pace.time),
        )
        keys = {row["key"] for row in rows}
        if person not in keys:
            raise await _refusal(person, "You", 1, pace, moment)
        if organisation and len(keys) < 2:
            top = await owner_of(organisation)
            raise await _refusal(f"{owner}{top.id}", f"The organisations of {top.name}", OWNER, pace, moment)


async def tidy() -> None:
    """Forgets allowances that are whole again: they say nothing."""
    await Allowance.delete().where(Allowance.until <= number(now()))


def look(who: Identity) -> None:
    """What only looks writes nothing, and so is counted in this process alone. Raises TooOften."""
    pace, moment, was = rules.PACES[rules.LOOKS], now(), _LOOKED.get(who.participant)
    if not (until := rules.full_again(was, moment, pace)):
        left = rules.wait(was or moment, moment, pace)
        raise TooOften(_seconds(left), *rules.says(pace, "You", 1, left))
    _LOOKED[who.participant] = until


_LOOKED: LRUCache[int, datetime] = LRUCache(10_000)


def _about(pace: Pace, path: str) -> str:
    """Names what is counted. Where each address is counted for itself, `/ballots/7/casts` and `/ballots/7/choices` are
    one."""
    return f"{pace.key}{'/'.join(path.split('/')[:3])}" if pace.apart else pace.key


async def _refusal(key: str, whose: str, times: int, pace: Pace, moment: datetime) -> TooOften:
    row = await Allowance.select(Allowance.until).where(Allowance.key == key).first()
    until = BEGINNING + row["until"] * MILLISECOND if row else moment
    left = rules.wait(until, moment, pace, times)
    return TooOften(_seconds(left), *rules.says(pace, whose, times, left))


def _seconds(left: timedelta) -> int:
    return max(1, -(-left // timedelta(seconds=1)))


def number(moment: datetime) -> int:
    return (moment - BEGINNING) // MILLISECOND
