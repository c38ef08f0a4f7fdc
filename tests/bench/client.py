"""A client that costs next to nothing, so that the server is what is measured: HTTP/1.1, connections stay open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode()


def post(path: str, fields: dict[str, str], cookie: str = "") -> bytes:
    body = urlencode(fields)
    return (
        f"POST {path} HTTP/1.1\r\nhost: localhost\r\n"
        f"content-type: application/x-www-form-urlencoded\r\ncookie: {cookie}\r\n"
        f"content-length: {len(body)}\r\n\r\n{body}"
    ).encode()


class Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=8 * 1024 * 1024))

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in head else None
        if length is not None:
            return int(head[9:12]), await self.reader.readexactly(length)
        return int(head[9:12]), await self._chunks()

    async def _chunks(self) -> bytes:
        body = b""
        while size := int(await self.reader.readline(), 16):
            body += await self.reader.readexactly(size)
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return body

    def close(self) -> None:
        self.writer.close()


async def rate(port: int, makers: Sequence[Callable[[int], bytes]], seconds: float, expected: int) -> float:
    """Answers a second. Each maker has a connection of its own and makes its n-th request; another status stops it."""
    until, done = time.perf_counter() + seconds, 0

    async def one(make: Callable[[int], bytes]) -> int:
        connection, count = await Connection.to(port), 0
        while time.perf_counter() < until:
            status, body = await connection.send(make(count))
            if status != expected:
                raise RuntimeError(f"{status} instead of {expected}: {body[:300]!r}")
            count += 1
        connection.close()
        return count

    started = time.perf_counter()
    done = sum(await asyncio.gather(*(one(make) for make in makers)))
    return done / (time.perf_counter() - started)
