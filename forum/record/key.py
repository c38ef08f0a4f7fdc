"""The key that signs checkpoints: made at first start, kept in one file that only its owner can read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from forum.bound import Bound


@dataclass(frozen=True, slots=True)
class Signer:
    origin: str  # names the log in its checkpoints, for ever: host of the forum
    key: Ed25519PrivateKey


_SIGNER: Bound[Signer] = Bound("no signing key: call forum.record.key.use(Signer(...)) first")
use, signer = _SIGNER.set, _SIGNER.get


def load(path: Path) -> Ed25519PrivateKey:
    """Reads the key, or makes it if there is none. Two processes that start at once end with the same key."""
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_once(path, pem)
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} does not hold an Ed25519 key")
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
