"""Changing keys, in public: the old key signs the new one, and an entry of the record says since when."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forum.database import atomic
from forum.record import key, keys
from forum.record.actions import append, checkpoint
from forum.record.key import Signer, WrongKey, signer, use
from forum.rules.keychain import LOST, RECORD, ROTATED, SEAL, SEAL_LOST, public_of

SAYS = {
    ROTATED: "The key that signs the record was changed; the one before has signed the new one.",
    LOST: "The key that signs the record was lost; from here on another one signs, which nobody has vouched for.",
}


async def rotate(file: Path) -> str:
    """The record's key is changed for a new one. Returns it, in base64."""
    former = signer().key
    async with atomic():
        await checkpoint()  # the last one of the old key
        return await _change(file, ROTATED, former)


async def replace_lost_key(file: Path) -> str:
    """Makes a new key in place of one that nobody has any more. Raises WrongKey if it is there."""
    stated = await keys.links()
    if not (said := keys.newest(stated, RECORD)):
        raise WrongKey("The database does not know any key yet. Start the forum.")
    for each in keys.present(file):
        if public_of(key.read(each).public_key()) == said.public:
            raise WrongKey(f"The key is not lost: it is at {each}.")
        if each == file:
            raise WrongKey(f"Another key is at {file}. Move it away first.")
    async with atomic():
        return await _change(file, LOST, None)


async def _change(file: Path, kind: str, former: Ed25519PrivateKey | None) -> str:
    """The new key waits beside the old one until the database states it; then it takes its place."""
    own = key.anew(keys.coming(file))
    public = public_of(own.public_key())
    await keys.state(RECORD, public, own, former=former)
    use(Signer(await keys.origin_now(), own, file))
    await append(kind, "/record", SAYS[kind], detail={"use": RECORD, "key": public})
    await checkpoint()
    return public


def settle(file: Path) -> None:
    """Puts the new key in the old one's place, after the change is in the database."""
    keys.coming(file).replace(file)


async def state_new_secret(check_value: str) -> None:
    """Says in public that the secret of sealed ballots was lost, and which one is used from now on."""
    async with atomic():
        await keys.state(SEAL, check_value, (await keys.signer_in_force()).key)
        says = "The secret that seals ballots without trustees was lost. Votes that it sealed cannot be opened."
        await append(SEAL_LOST, "/record", says, detail={"use": SEAL, "key": check_value})
