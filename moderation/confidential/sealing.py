"""Seals the words of a report: whoever reads the database without the forum's own secret reads nothing."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from forum.master import derived
from moderation.rules.confidential import LENGTH, LETTERS


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def fingerprint(code: str) -> str:
    """What the database keeps of a code, in hexadecimal digits."""
    return derived(b"comity-code", code.encode()).hex()


def seal(words: str, code: str) -> str:
    """Seals the words. `code` is the fingerprint to which they are bound. They are padded to whole kilobytes, so that
    the length says little."""
    nonce, text = secrets.token_bytes(12), words.encode()
    padded = text + b"\0" * (-len(text) % 1024)
    return b64encode(nonce + AESGCM(_key(code)).encrypt(nonce, padded, None)).decode()


def opened(sealed: str, code: str) -> str:
    raw = b64decode(sealed)
    return AESGCM(_key(code)).decrypt(raw[:12], raw[12:], None).rstrip(b"\0").decode()


def _key(code: str) -> bytes:
    return derived(b"comity-words", bytes.fromhex(code))
