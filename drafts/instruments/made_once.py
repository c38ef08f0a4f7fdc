"""Files that take a while to make: each is made once, in a thread, and kept as long as there is room."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

LIMIT = 64 * 1024 * 1024  # bytes kept in one process
AT_ONCE = 2  # files made at the same time, however many are asked for


class MadeOnce:
    """Keeps files that take long to make. `key` names everything that the file depends on. Whoever asks for one that is
    being made waits for it."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit, self.used = limit, 0
        self.kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self.making: dict[Hashable, asyncio.Task[bytes]] = {}
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="export")

    def get(self, key: Hashable) -> bytes | None:
        if key in self.kept:
            self.kept.move_to_end(key)
        return self.kept.get(key)

    async def made(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        found = self.get(key)
        if found is not None:
            return found
        if key not in self.making:
            self.making[key] = asyncio.create_task(self._make(key, make))
        return await asyncio.shield(self.making[key])  # somebody who leaves does not take the file from the others

    async def _make(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        try:
            data = await asyncio.get_running_loop().run_in_executor(self.threads, make)
        finally:
            self.making.pop(key, None)
        self._keep(key, data)
        return data

    def _keep(self, key: Hashable, data: bytes) -> None:
        if len(data) > self.limit // 4:
            return
        self.kept[key] = data
        self.used += len(data)
        while self.used > self.limit:
            _, dropped = self.kept.popitem(last=False)
            self.used -= len(dropped)
