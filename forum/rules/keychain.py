"""Which keys the forum has had. Each key of the record signs that it is one; the one before signs that it follows.

A database alone can name any key. It cannot make up a chain that ends at the key in the operator's hands: that key has
signed from which entry on it is in use.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

RECORD, SEAL = "record", "seal"
ROTATED, LOST, SEAL_LOST = "key.rotated", "key.lost", "seal.lost"  # the entries that say so
DOMAIN = "comity/key/v1"


class BadChain(ValueError):
    """The keys do not hang together; the message says in one sentence why."""


@dataclass(frozen=True, slots=True)
class Link:
    """One key, as it is stated. `use`: RECORD, or SEAL for the secret of sealed ballots. `public`: what everybody may
    know of it, in base64. `since_size`: how many entries the record had when it came into use. `signature`: by itself,
    or for a secret by the key of the record. `by_former`: by the key before; "" for the first, and after a loss."""

    use: str
    public: str
    since_size: int
    since: datetime
    signature: str = ""
    by_former: str = ""

    def text(self) -> str:
        """What is signed."""
        moment = self.since.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return f"{DOMAIN}\n{self.use}\n{self.public}\n{self.since_size}\n{moment}\n"

    def signed_by(self, key: Ed25519PrivateKey) -> str:
        return b64encode(key.sign(self.text().encode())).decode()


def public_of(key: Ed25519PublicKey) -> str:
    return b64encode(key.public_bytes_raw()).decode()


def read_public(text: str) -> Ed25519PublicKey:
    """Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))


@dataclass(frozen=True, slots=True)
class Chain:
    """The keys as `read_chain` found them good, oldest first."""

    record: tuple[Link, ...]
    seals: tuple[Link, ...]

    def key_at(self, size: int) -> Ed25519PublicKey:
        """Which key signs a checkpoint of so many entries."""
        fitting = [link for link in self.record if link.since_size < size] or [self.record[0]]
        return read_public(fitting[-1].public)

    @property
    def begins(self) -> int:
        """Answers from which entry on all that the forum promises of keys and checkpoints holds."""
        return self.record[0].since_size

    @property
    def stated(self) -> tuple[Link, ...]:
        """Answers the keys of which an entry of the record speaks: all that came after the first."""
        return (*self.record[1:], *self.seals[1:])


def read_chain(links: Sequence[Link], in_use: Ed25519PublicKey) -> Chain:
    """Checks that each key follows from the one before. `links` are all that the database states, oldest first;
    `in_use` is the key in the operator's hands, where the chain must end. Raises BadChain."""
    record = tuple(link for link in links if link.use == RECORD)
    seals = tuple(link for link in links if link.use == SEAL)
    if not record:
        raise BadChain("The database does not say which key signs this record.")
    if not seals or len(record) + len(seals) != len(links):
        raise BadChain("The database does not say by which secret ballots are sealed.")
    for n, link in enumerate(record):
        _check_key(link, record[n - 1] if n else None)
    for link in seals:
        if not any(_is_signed(link, link.signature, each.public) for each in record) or link.by_former:
            raise BadChain("What the database says of the secret of sealed ballots is not signed by the record’s key.")
    if record[-1].public != public_of(in_use):
        raise BadChain(f"The newest key that the database names, {record[-1].public}, is not the one in the key file.")
    return Chain(record, seals)


def _check_key(link: Link, before: Link | None) -> None:
    says = f"What the database says of the record’s key {link.public}"
    if not _is_signed(link, link.signature, link.public):
        raise BadChain(f"{says} is not signed by it.")
    if link.by_former and not (before and _is_signed(link, link.by_former, before.public)):
        raise BadChain(f"{says} is not signed by the key before it.")
    if before and link.since_size < before.since_size:
        raise BadChain(f"{says} does not follow the key before it.")


def _is_signed(link: Link, signature: str, public: str) -> bool:
    try:
        found = b64decode(signature, validate=True)
        read_public(public).verify(found, link.text().encode())
    except (ValueError, InvalidSignature):
        return False
    return b64encode(found).decode() == signature
