"""Signed states of the record, in the format of c2sp.org/tlog-checkpoint, so that other people's tools can read them.

The signature line is c2sp.org/signed-note with Ed25519. Our key is always named like our log: by its origin.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from forum.rules.merkle import EMPTY_ROOT

ED25519 = b"\x01"
MOST_SIGNATURES = 64  # the format asks readers to accept 16 and to have a limit
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_UNLAWFUL = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_SIGNED = re.compile(r"comity/signed (\S{1,40}) after (0|[1-9][0-9]{0,18})")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")


class BadCheckpoint(ValueError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A state of a log: `size` counts leaves, `root` has 32 bytes, `more` are lines that are signed with it, which the
    format leaves to each log. It raises BadCheckpoint where these cannot be one."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        _check_name(self.origin)
        _require(_SIZE.fullmatch(str(self.size)), "The size is not a number of leaves.")
        _require(len(self.root) == 32, "The root is not 32 bytes long.")
        _require(self.size > 0 or self.root == EMPTY_ROOT, "An empty log has another root.")

    def text(self) -> str:
        """The lines that are signed."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, b64encode(self.root).decode(), *self.more))


def sign_checkpoint(origin: str, size: int, root: bytes, key: Ed25519PrivateKey, *more: str) -> str:
    """The whole note. The caller must never sign two roots for one size, nor a state that forgets an earlier one."""
    text = Checkpoint(origin, size, root, more).text()
    signature = _key_id(origin, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {origin} {b64encode(signature).decode()}\n"


def read_checkpoint(text: str, public: Ed25519PublicKey) -> Checkpoint:
    """What the owner of this key signed; signatures of others (witnesses) are passed over, as the format demands.

    It raises BadCheckpoint for anything else. Whoever knows which log to expect compares `origin`.
    """
    _require(not _UNLAWFUL.search(text), "It holds characters that a note may not have.")
    body, gap, tail = text.rpartition("\n\n")
    _require(gap and tail.endswith("\n"), "It has no signature lines.")
    checkpoint = _parse(body)
    _check_signatures(checkpoint.origin, f"{body}\n".encode(), tail[:-1].split("\n"), public)
    return checkpoint


@dataclass(frozen=True, slots=True)
class Signing:
    """What our own checkpoints say in a line of their own: when they were signed, and the size of the one before (0:
    none). So neither can be changed, and none can be taken out from between two others."""

    at: datetime
    after: int

    def line(self) -> str:
        return f"comity/signed {self.at.isoformat(timespec='milliseconds')} after {self.after}"


def signing_of(checkpoint: Checkpoint) -> Signing | None:
    """Answers what a checkpoint says of its signing, and None for one that has no such line: those of 0.2.0 have
    none."""
    found = [match for line in checkpoint.more if (match := _SIGNED.fullmatch(line))]
    if not found:
        return None
    try:
        said = Signing(datetime.fromisoformat(found[0][1]), int(found[0][2]))
    except ValueError:
        raise BadCheckpoint("It does not say when it was signed.") from None
    _require(len(found) == 1 and said.line() == found[0][0], "It says twice, or oddly, when it was signed.")
    return said


def key_line(name: str, public: Ed25519PublicKey) -> str:
    """The verifier key, as other people's tools expect it: name, key ID in hex, type and key in base64."""
    _check_name(name)
    return f"{name}+{_key_id(name, public).hex()}+{b64encode(ED25519 + public.public_bytes_raw()).decode()}"


def _parse(body: str) -> Checkpoint:
    lines = body.split("\n")
    _require(len(lines) >= 3 and all(lines), "It needs a line each for origin, size and root, and no empty line.")
    origin, size, root = lines[:3]
    _require(_SIZE.fullmatch(size), "The size is not a number of leaves.")
    return Checkpoint(origin, int(size), _decode(root), tuple(lines[3:]))


def _check_signatures(name: str, signed: bytes, lines: list[str], public: Ed25519PublicKey) -> None:
    _require(len(lines) <= MOST_SIGNATURES, f"It has more than {MOST_SIGNATURES} signatures.")
    ours = [blob[4:] for who, blob in map(_signature, lines) if (who, blob[:4]) == (name, _key_id(name, public))]
    _require(ours, "This key has not signed it.")
    for signature in ours:
        _verify(signature, signed, public)


def _signature(line: str) -> tuple[str, bytes]:
    found = _SIGNATURE.fullmatch(line)
    name, blob = (found[1], _decode(found[2])) if found else ("", b"")
    _require(len(blob) > 4, "A signature line is malformed.")
    return name, blob


def _verify(signature: bytes, signed: bytes, public: Ed25519PublicKey) -> None:
    try:
        public.verify(signature, signed)
    except InvalidSignature as error:
        raise BadCheckpoint("The signature is not of this text.") from error


def _key_id(name: str, public: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public.public_bytes_raw()).digest()[:4]


def _decode(text: str) -> bytes:
    """Base64 with exactly one spelling for each value: the spare bits of the last letter must be 0."""
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        found = b""
    _require(b64encode(found).decode() == text, "It holds malformed base64.")
    return found


def _check_name(name: str) -> None:
    _require(_NAME.fullmatch(name) and not _UNLAWFUL.search(name), "The origin is empty or holds a space or a plus.")


def _require(condition: object, reason: str) -> None:
    if not condition:
        raise BadCheckpoint(reason)
