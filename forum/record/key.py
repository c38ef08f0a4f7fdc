"""The key that signs checkpoints: made at first start, kept in one file that only its owner can read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from forum.bound import Bound
from forum.settings import Misconfigured


class WrongKey(Misconfigured):
    """A key that is missing, or is another than the one that this database belongs to: what it is, and what to do."""


@dataclass(frozen=True, slots=True)
class Signer:
    origin: str  # names the log in its checkpoints, for ever: host of the forum
    key: Ed25519PrivateKey
    file: Path | None = None  # where it was read, and where a newer one will be


_SIGNER: Bound[Signer] = Bound("no signing key: call forum.record.key.use(Signer(...)) first")
use, signer = _SIGNER.set, _SIGNER.get


def load(path: Path) -> Ed25519PrivateKey:
    """Reads the key, or makes it if there is none. Two processes that start at once end with the same key."""
    if not path.exists():
        write_once(path, made())
    return read(path)


def anew(path: Path) -> Ed25519PrivateKey:
    """A new key in this file, whatever was in it."""
    path.unlink(missing_ok=True)
    write_once(path, made())
    return read(path)


def made() -> bytes:
    """A new one, as it stands in its file."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read(path: Path) -> Ed25519PrivateKey:
    """Raises WrongKey."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError:
        raise WrongKey(f"There is no key at {path}.") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongKey(f"{path} does not hold an Ed25519 key.")
    return key


def write_once(path: Path, content: bytes) -> None:
    """A file that only its owner can read; if another process was first, its content stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)  # fails if another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
