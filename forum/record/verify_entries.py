"""Entries and the tree over them: every byte, every column beside them, every node, and every root that was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forum.record.faults import CHUNK, Fault, Progress, batches, require
from forum.record.tables import RecordEntry, RecordHead, RecordNode, Witness
from forum.record.verify_course import Course
from forum.rules.entries import Entry, plain
from forum.rules.merkle import EMPTY_ROOT, Address, Frontier, Node

COLUMNS = ("seq", "at", "kind", "subject", "actor", "says")


async def check_entries(signed: Mapping[int, tuple[str, str]], course: Course, progress: Progress) -> Frontier:
    """The tree as it is recomputed. `signed`: roots by size, with the name of the checkpoint that says so."""
    tree, total = Frontier(), await RecordEntry.count()
    while rows := await _after(tree.size):
        stored = await _nodes(tree.size, tree.size + len(rows))
        entries = [_read(row, number) for number, row in enumerate(rows, tree.size)]
        for entry in entries:
            tree, nodes = tree.append(entry.leaf())
            _compare(nodes, stored)
            _compare_root(tree, signed)
            await course.follow(entry)
        await _check_vouching(entries)
        progress("Entries", tree.size, total)
    require(
        total == tree.size, f"The record has {total} entries, but only {tree.size} are numbered without gaps from 0."
    )
    await _check_size(tree, signed)
    course.end()
    await _check_head(tree, course)
    return tree


async def _after(size: int) -> list[dict[str, Any]]:
    return await RecordEntry.select().where(RecordEntry.seq >= size).order_by(RecordEntry.seq).limit(CHUNK)


def _read(row: Mapping[str, Any], number: int) -> Entry:
    require(row["seq"] == number, f"Entry {number} is missing.")
    try:
        entry = Entry.parse(row["bytes"].encode())
    except ValueError as error:
        raise Fault(f"Entry {number} cannot be read. {error}") from error
    for column in COLUMNS:
        said = entry.detail.get("says") if column == "says" else getattr(entry, column)
        require(
            plain(row[column]) == plain(said),
            f"Entry {number}: the column {column} says something else than its bytes.",
        )
    rows = entry.detail.get("rows")
    require(
        isinstance(rows, list) and len(rows) == len({*map(str, rows)}) == len(entry.content),
        f"Entry {number} does not say which rows it vouches for.",
    )
    return entry


def _vouched(entry: Entry) -> dict[str, str]:
    """Commitments by the name of the row."""
    return dict(zip(entry.detail["rows"], entry.content, strict=True))


def _compare(nodes: Sequence[Node], stored: Mapping[Address, str]) -> None:
    for node in nodes:
        what = f"Entry {node.index}" if node.level == 0 else f"Node {node.index} on level {node.level} of the tree"
        require((node.level, node.index) in stored, f"{what} has no hash in the tree.")
        require(
            stored[node.level, node.index] == node.hash.hex(),
            f"{what} does not have the hash that the tree holds for it.",
        )


def _compare_root(tree: Frontier, signed: Mapping[int, tuple[str, str]]) -> None:
    if tree.size in signed:
        name, root = signed[tree.size]
        require(
            root == tree.root().hex(),
            f"{name} was signed for other entries: the root of the first {tree.size} is not the one in it.",
        )


async def _nodes(first: int, end: int) -> dict[Address, str]:
    """The stored nodes that the entries from `first` up to `end` complete."""
    found: dict[Address, str] = {}
    for level in range(end.bit_length()):
        rows = await RecordNode.select(RecordNode.index, RecordNode.hash).where(
            RecordNode.level == level, RecordNode.index >= first >> level, RecordNode.index < end >> level
        )
        found |= {(level, row["index"]): row["hash"] for row in rows}
    return found


async def _check_vouching(entries: Sequence[Entry]) -> None:
    """Whatever an entry vouched for has a witness still: this one, or a later entry's."""
    named = [(name, entry.seq, digest) for entry in entries for name, digest in _vouched(entry).items()]
    for batch in batches(named):
        rows = await Witness.select(Witness.row, Witness.seq, Witness.digest).where(
            Witness.row.is_in([name for name, _, _ in batch])
        )
        witnesses = {row["row"]: (row["seq"], row["digest"]) for row in rows}
        for name, seq, digest in batch:
            require(name in witnesses, f"Entry {seq} vouches for the row {name}, whose nonce is gone.")
            found = witnesses[name]
            require(
                found[0] > seq or found == (seq, digest),
                f"The row {name} is compared with entry {found[0]}, but entry {seq} vouched for it later.",
            )


async def _check_size(tree: Frontier, signed: Mapping[int, tuple[str, str]]) -> None:
    size = max(signed, default=0)
    require(
        size <= tree.size, f"{signed.get(size, ('',))[0]} is of {size} entries, but the record has only {tree.size}."
    )
    nodes = await RecordNode.count()
    expected = 2 * tree.size - tree.size.bit_count()
    require(nodes == expected, f"The tree has {nodes} nodes instead of {expected}.")


async def _check_head(tree: Frontier, course: Course) -> None:
    rows = await RecordHead.select()
    if not rows and tree.size == 0:
        return
    require(len(rows) == 1, f"The record has {len(rows)} heads instead of 1.")
    head, root = rows[0], tree.root() if tree.size else EMPTY_ROOT
    require(head["size"] == tree.size, f"The head says that there are {head['size']} entries; there are {tree.size}.")
    require(head["root"] == root.hex(), "The head has another root than the entries.")
    require(head["frontier"] == tree.to_json(), "The head has another frontier than the entries.")
    last = course.last.at if course.last else None
    require(plain(head["at"]) == plain(last), "The head says another time than the last entry.")
    since = plain(head["unsigned_since"])
    require(since == plain(course.unsigned_since), "The head says something else of what is not signed yet.")
