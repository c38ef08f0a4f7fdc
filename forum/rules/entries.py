"""What one line of the public record says, as bytes that everybody can reproduce.

No words and no names stand in an entry: words are there as commitments, persons as references, so that both can be
erased elsewhere while every old proof keeps holding.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Any
from uuid import UUID

from forum.rules.merkle import leaf_hash

VERSION = 1
CONTENT_DOMAIN = b"comity/content/v1\x00"
_COMMITMENT = re.compile(r"[0-9a-f]{64}")


def canonical(value: object) -> bytes:
    """JSON in UTF-8 without white space: keys sorted by code point, strings in NFC, times in UTC with milliseconds.

    It raises TypeError for anything but None, bool, int, str, Enum, UUID, aware datetime, list, tuple and mappings with
    text keys (a float above all), and ValueError for a time without zone, for two keys that NFC makes one, and for lone
    surrogates. A UUID and its text have the same bytes, as have an Enum and its value."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(value: object) -> Any:
    """The value as JSON knows it, by the rules of `canonical`."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case UUID():
            return str(value)
        case datetime():
            return _instant(value).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case list() | tuple():
            return [plain(item) for item in value]
        case Mapping():
            return _plain_mapping(value)
    raise TypeError(f"The record has no exact form for a {type(value).__name__}.")


def commitment(nonce: bytes, value: object) -> str:
    """What stands in the record for words: 64 hex digits. It raises ValueError unless the nonce is 32 bytes.

    Without the nonce, which is erased with the words, a short value such as a vote would be guessed by trying all.
    """
    if len(nonce) != 32:
        raise ValueError("A commitment needs a nonce of 32 bytes.")
    return sha256(CONTENT_DOMAIN + nonce + canonical(value)).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry holds what its bytes say: time cut to UTC milliseconds, text in NFC. Making one raises ValueError or
    TypeError where that cannot be.

    `seq` counts from 0 without gaps; `content` holds commitments, in the order that the kind of entry defines.
    """

    seq: int
    at: datetime
    kind: str  # "comment.made"
    subject: str  # "/amendments/7"
    actor: str  # a random reference, never a name; "" for the forum itself
    detail: Mapping[str, Any]
    content: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._check()
        self._set(at=_instant(self.at), detail=plain(self.detail), content=tuple(self.content))
        self._set(kind=plain(self.kind), subject=plain(self.subject), actor=plain(self.actor))

    def _check(self) -> None:
        if type(self.seq) is not int or self.seq < 0:
            raise ValueError("Entries are numbered from 0.")
        if not all(isinstance(text, str) for text in (self.kind, self.subject, self.actor)):
            raise TypeError("Kind, subject and actor are text.")
        if not isinstance(self.detail, Mapping):
            raise TypeError("The detail of an entry is a mapping.")
        if not isinstance(self.content, list | tuple) or not all(map(_COMMITMENT.fullmatch, self.content)):
            raise ValueError("The content of an entry is commitments of 64 hex digits, never words.")

    def _set(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def written(self) -> bytes:
        return canonical({"v": VERSION} | {field.name: getattr(self, field.name) for field in fields(self)})

    def leaf(self) -> bytes:
        return leaf_hash(self.written())

    @classmethod
    def parse(cls, data: bytes) -> Entry:
        """Raises ValueError unless these are, to the byte, what an entry writes: there is one way to say each thing."""
        try:
            entry = _read(data)
            exact = entry.written() == data
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise ValueError(f"This is not an entry of the record: {error}") from error
        if not exact:
            raise ValueError("This entry is not written in the canonical form.")
        return entry


def _read(data: bytes) -> Entry:
    found = json.loads(data)
    values = {field.name: found[field.name] for field in fields(Entry)}
    return Entry(**values | {"at": datetime.fromisoformat(found["at"])})


def _instant(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A time in the record needs its zone.")
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _plain_mapping(mapping: Mapping[object, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError("The keys of a canonical mapping are text.")
        if (name := plain(key)) in found:
            raise ValueError(f"Two keys are the same text: {name}")
        found[name] = plain(value)
    return found


@dataclass(frozen=True, slots=True)
class HeadView:
    """How far the record has come: whose it is, how many entries it has, and the root of their tree in hex."""

    origin: str
    size: int
    root: str

    @property
    def root_short(self) -> str:
        return self.root[:8]
