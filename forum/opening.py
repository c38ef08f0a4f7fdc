"""The forum, opened: what a process needs before it can act."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from forum import master
from forum.database import atomic, connected
from forum.people.tables import Participant
from forum.record import key, keys
from forum.record.actions import append, checkpoint
from forum.record.key import WrongKey
from forum.record.verify_checkpoints import WIDENED, digest_of, signings
from forum.rules.keychain import SEAL, Link
from forum.settings import Settings


@asynccontextmanager
async def opened(settings: Settings, *, serving: bool = False) -> AsyncIterator[None]:
    """The database is bound and ready, and with it the key that signs the record and the forum's own secret; both are
    made where there are none. `forum.database.connected` is enough for what only reads. Raises WrongKey.
    `serving`: people wait, so nobody waits for a database that does not answer."""
    async with connected(settings.database_url, serving=serving):
        await take_keys(settings)
        yield


async def take_keys(settings: Settings) -> None:
    """Both keys are those that the database states; at the first start it is told. Raises WrongKey."""
    stated = await keys.links()
    own = await keys.own_key(settings.key_file, stated)
    secret = _secret(settings, stated, in_use=bool(await keys.size_now()))
    key.use(key.Signer(settings.record_name, own, settings.key_file))
    master.use(secret)
    if not stated:
        async with atomic():
            await keys.begin(own, master.check_value(secret))
            await widen()
        await take_keys(settings)  # another process may have been first


def _secret(settings: Settings, stated: list[Link], *, in_use: bool) -> bytes:
    said, file = keys.newest(stated, SEAL), settings.seal_file
    hint = keys.PUT_BACK.format("COMITY_SEAL_KEY", "seal")
    if not file.exists() and (said or in_use):
        raise WrongKey(f"There is no secret at {file}, but the ballots of this database are sealed with one. {hint}")
    secret = master.load(file)
    if said and master.check_value(secret) != said.public:
        raise WrongKey(f"The secret at {file} is not the one that seals the ballots of this database. {hint}")
    return secret


async def widen() -> None:
    """The record of 0.2.0 vouched neither for participants nor for the times of checkpoints: once, it begins to."""
    people = await Participant.objects().order_by(Participant.id)
    signed = await signings(await keys.size_now())
    if people or signed:
        says = "From here on the record vouches for what the forum knows of its participants, too."
        await append(WIDENED, "/organisations", says, *people, detail={"checkpoints": digest_of(signed)})
        await checkpoint()
