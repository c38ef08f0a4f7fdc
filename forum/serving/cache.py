"""Public pages, kept as long as nothing happened: everything public changes only by an act, and every act moves the
record's head. So a page is known by its address and the size of the record, and is computed and compressed once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import brotli
from cachetools import LRUCache

LIMIT = 64 * 1024 * 1024  # bytes kept in one process
ASIDE = 8 * 1024 * 1024  # of them for addresses with a query, so that odd ones throw out no others
ENTRIES = 4096
OVERHEAD = 1024  # bytes of an entry beside its texts


@dataclass(frozen=True, slots=True)
class Key:
    """Only what can change the page: `query` holds no parameter that the page does not read."""

    path: str
    query: bytes
    theme: str
    fragment: bool

    def size(self) -> int:
        return len(self.path) * 4 + len(self.query)


@dataclass(slots=True)
class Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str = ""
    packed: bytes | None = field(default=None)

    def __post_init__(self) -> None:
        self.etag = f'W/"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'

    def compressed(self) -> bytes:
        if self.packed is None:
            self.packed = brotli.compress(self.body, quality=5)
        return self.packed

    def size(self) -> int:
        """Answers what it takes on the shelf, with what compressing it will add at the most."""
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return 2 * len(self.body) + headers + OVERHEAD


def shelf(limit: int) -> LRUCache[Key, tuple[Key, Kept]]:
    """Makes a shelf for as many pages as fit into so many bytes, keys included; what was asked for longest ago goes
    first."""
    return LRUCache(limit, getsizeof=lambda entry: entry[0].size() + entry[1].size())


class PageCache:
    def __init__(self, limit: int = LIMIT, aside: int = ASIDE) -> None:
        self.head = -1
        self.plain, self.queried = shelf(limit - aside), shelf(aside)

    def get(self, key: Key, head: int) -> Kept | None:
        if head != self.head:
            self.plain.clear()
            self.queried.clear()
            self.head = head
        found = self._shelf(key).get(key)
        return found[1] if found else None

    def put(self, key: Key, head: int, page: Kept) -> None:
        shelf = self._shelf(key)
        entry = (key, page)
        if head != self.head or shelf.getsizeof(entry) > shelf.maxsize // 4:
            return
        while len(shelf) >= ENTRIES:
            shelf.popitem()
        shelf[key] = entry

    def used(self) -> int:
        return int(self.plain.currsize + self.queried.currsize)

    def _shelf(self, key: Key) -> LRUCache[Key, tuple[Key, Kept]]:
        return self.queried if key.query else self.plain
