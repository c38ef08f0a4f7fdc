"""The forum's own secret, outside the database: what is derived from it cannot be made by who reads the database."""

from __future__ import annotations

import secrets
from base64 import b64encode
from hashlib import blake2b
from pathlib import Path

from forum.bound import Bound
from forum.record.key import WrongKey, write_once

LENGTH = 32  # bytes

_MASTER: Bound[bytes] = Bound("no secret of the forum: call forum.master.use(load(...)) first")
use = _MASTER.set


def load(path: Path) -> bytes:
    """Reads the secret, or makes it if there is none. Two processes that start at once end with the same one."""
    if not path.exists():
        write_once(path, f"{secrets.token_hex(LENGTH)}\n".encode())
    return read(path)


def read(path: Path) -> bytes:
    """Raises WrongKey."""
    try:
        master = bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise WrongKey(f"There is no secret at {path}.") from None
    except ValueError:
        master = b""
    if len(master) != LENGTH:
        raise WrongKey(f"{path} does not hold {LENGTH} bytes in hexadecimal digits.")
    return master


def check_value(master: bytes) -> str:
    """Answers a value by which the secret is recognised, and from which nobody learns it."""
    return b64encode(blake2b(b"", key=master, person=b"comity/check", digest_size=LENGTH).digest()).decode()


def derived(purpose: bytes, salt: bytes) -> bytes:
    """32 bytes by keyed BLAKE2b. `purpose`: at most 16 bytes, different for every use."""
    return blake2b(salt, key=_MASTER.get(), person=purpose, digest_size=LENGTH).digest()
