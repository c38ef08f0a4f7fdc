"""Public pages, kept as long as nothing happened: everything public changes only by an act, and every act moves the
record's head. So a page is known by its address and the size of the record, and is computed and compressed once."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field

import brotli

LIMIT = 64 * 1024 * 1024  # bytes kept in one process


@dataclass(slots=True)
class Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str = ""
    packed: bytes | None = field(default=None)

    def __post_init__(self) -> None:
        self.etag = 'W/"%s"' % hashlib.blake2b(self.body, digest_size=12).hexdigest()

    def compressed(self) -> bytes:
        if self.packed is None:
            self.packed = brotli.compress(self.body, quality=5)
        return self.packed


class PageCache:
    def __init__(self, limit: int = LIMIT) -> None:
        self.limit, self.used, self.head = limit, 0, -1
        self.pages: OrderedDict[tuple, Kept] = OrderedDict()

    def get(self, key: tuple, head: int) -> Kept | None:
        if head != self.head:
            self.pages.clear()
            self.used, self.head = 0, head
        if key in self.pages:
            self.pages.move_to_end(key)
        return self.pages.get(key)

    def put(self, key: tuple, head: int, page: Kept) -> None:
        if head != self.head or len(page.body) > self.limit // 8:
            return
        self.pages[key] = page
        self.used += len(page.body)
        while self.used > self.limit:
            _, dropped = self.pages.popitem(last=False)
            self.used -= len(dropped.body)
