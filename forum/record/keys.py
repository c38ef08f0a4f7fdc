"""Which keys this database belongs to, as it states them itself, and whether the files beside it are those."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from forum.clock import now
from forum.database import atomic
from forum.record import key
from forum.record.key import Signer, WrongKey, signer, use
from forum.record.tables import Checkpoint, KnownKey, RecordHead
from forum.rules.checkpoint import BadCheckpoint, key_line, read_checkpoint
from forum.rules.keychain import RECORD, SEAL, Link, public_of, read_public

PUT_BACK = (
    "Put back the file that belongs to this database, or say by {} where it is. If it is lost: comity key lost {}."
)


def coming(file: Path) -> Path:
    """Answers the place where the next key waits until the database states it."""
    return file.with_name(f"{file.name}.next")


def present(file: Path) -> list[Path]:
    """Answers where keys are: in the file itself, and in the one that is to take its place."""
    return [each for each in (file, coming(file)) if each.exists()]


async def links() -> list[Link]:
    """Answers every key that the database states, the oldest first."""
    rows = await KnownKey.select(
        KnownKey.use,
        KnownKey.public,
        KnownKey.since_size,
        KnownKey.since,
        KnownKey.signature,
        KnownKey.by_former,
    ).order_by(KnownKey.id)
    return [Link(**row) for row in rows]


async def lines() -> list[str]:
    """The verifier keys of the record, newest first, as /record/key gives them."""
    origin = await origin_now()
    return [key_line(origin, read_public(link.public)) for link in reversed(await links()) if link.use == RECORD]


async def origin_now() -> str:
    head = await RecordHead.select(RecordHead.origin).where(RecordHead.id == 1).first()
    return str(head["origin"]) if head else signer().origin


def newest(stated: list[Link], purpose: str) -> Link | None:
    return next((link for link in reversed(stated) if link.use == purpose), None)


async def size_now() -> int:
    head = await RecordHead.select(RecordHead.size).where(RecordHead.id == 1).first()
    return int(head["size"]) if head else 0


async def last_at() -> datetime | None:
    head = await RecordHead.select(RecordHead.at).where(RecordHead.id == 1).first()
    return head["at"] if head else None


async def state(
    purpose: str, public: str, signing: Ed25519PrivateKey, *, former: Ed25519PrivateKey | None = None
) -> Link:
    """Writes down which key is in use from now on."""
    link = Link(purpose, public, await size_now(), now())
    row = KnownKey(
        use=link.use,
        public=link.public,
        since_size=link.since_size,
        since=link.since,
        signature=link.signed_by(signing),
        by_former=link.signed_by(former) if former else "",
    )
    await row.save()
    return link


async def own_key(file: Path, stated: list[Link]) -> Ed25519PrivateKey:
    """The key in force, from its file; made where there is no record yet. Raises WrongKey."""
    said = newest(stated, RECORD)
    there = present(file)
    if not there and not said and not await size_now():
        return key.load(file)
    hint = PUT_BACK.format("COMITY_RECORD_KEY", "record")
    if not there:
        raise WrongKey(f"There is no key at {file}, but the database holds a record that is signed with one. {hint}")
    if said:
        return _stated(file, said, hint)
    own = key.read(file)
    await _has_signed(own.public_key(), file, hint)
    return own


def _stated(file: Path, said: Link, hint: str) -> Ed25519PrivateKey:
    """Reads the key that the database states. It also ends a change of keys that was cut off after the database knew of
    it."""
    for each in present(file):
        if public_of((own := key.read(each)).public_key()) == said.public:
            if each != file:
                each.replace(file)
            return own
    raise WrongKey(f"The key at {file} is not the one that signs this record. {hint}")


async def _has_signed(own: Ed25519PublicKey, file: Path, hint: str) -> None:
    """Checks the key of a record of 0.2.0, whose database does not know it."""
    last = await Checkpoint.select(Checkpoint.note).order_by(Checkpoint.size, ascending=False).first()
    try:
        if last:
            read_checkpoint(last["note"], own)
    except BadCheckpoint:
        raise WrongKey(f"The key at {file} is not the one that signs this record. {hint}") from None


async def begin(own: Ed25519PrivateKey, check_value: str) -> list[Link]:
    """Writes down, once, which keys these are. Returns what is stated."""
    async with atomic():
        if not await links():
            await state(RECORD, public_of(own.public_key()), own)
            await state(SEAL, check_value, own)
        return await links()


async def signer_in_force() -> Signer:
    """The one that the database states: the key may have been changed while this process runs. Raises WrongKey."""
    own = signer()
    said = newest(await links(), RECORD)
    if not said or said.public == public_of(own.key.public_key()):
        return own
    for file in present(own.file) if own.file else ():
        if public_of((found := key.read(file)).public_key()) == said.public:
            use(Signer(own.origin, found, own.file))
            return signer()
    raise WrongKey(f"The record’s key was changed, and the new one is not at {own.file}.")
