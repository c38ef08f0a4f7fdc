"""The oracle of the record's tests: the recursive definitions of RFC 9162 (2.1.1, 2.1.3.1, 2.1.4.1) as they stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from forum.rules.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash

SIZES = range(71)
LEAVES = tuple(leaf_hash(f"entry {number}".encode()) for number in range(SIZES.stop))


def split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


@cache
def mth(start: int, end: int) -> bytes:
    if start == end:
        return EMPTY_ROOT
    if end - start == 1:
        return LEAVES[start]
    middle = start + split(end - start)
    return node_hash(mth(start, middle), mth(middle, end))


def path(m: int, start: int, end: int) -> tuple[bytes, ...]:
    if end - start == 1:
        return ()
    k = split(end - start)
    if m < k:
        return (*path(m, start, start + k), mth(start + k, end))
    return (*path(m - k, start + k, end), mth(start, start + k))


def subproof(m: int, start: int, end: int, complete: bool) -> tuple[bytes, ...]:
    if m == end - start:
        return () if complete else (mth(start, end),)
    k = split(end - start)
    if m <= k:
        return (*subproof(m, start, start + k, complete), mth(start + k, end))
    return (*subproof(m - k, start + k, end, False), mth(start, start + k))


def grown(leaves: tuple[bytes, ...]) -> tuple[Frontier, dict[tuple[int, int], bytes]]:
    frontier, stored = Frontier(), {}
    for leaf in leaves:
        frontier, nodes = frontier.append(leaf)
        stored |= {(node.level, node.index): node.hash for node in nodes}
    return frontier, stored


def reader(leaves: tuple[bytes, ...]) -> Callable[[int, int], bytes]:
    _, stored = grown(leaves)
    return lambda level, index: stored[level, index]


NODE = reader(LEAVES)
