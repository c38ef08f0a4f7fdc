"""The record's Merkle tree, exactly as RFC 9162, section 2.1. "Leaf" here always means a 32-byte leaf hash.

A *node* is the root of a full subtree: `(level, index)` covers the leaves from `index << level`, `1 << level` of them.
A tree never changes a node that it has completed, so nodes can be stored once and every proof read from them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
Address = tuple[int, int]  # (level, index)
Span = tuple[int, int]  # (first leaf, one past the last leaf)
Proof = tuple[bytes, ...]
NodeSource = Callable[[int, int], bytes]  # (level, index) to the stored hash


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    return reduce(lambda frontier, leaf: frontier.append(leaf)[0], leaves, Frontier()).root()


@dataclass(frozen=True, slots=True)
class Node:
    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that appending needs to know of a tree: the roots of its maximal full subtrees, largest (leftmost) first.

    It raises ValueError unless there is one 32-byte peak for every 1 in the binary size.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count() or not _hashes(self.peaks):
            raise ValueError(f"A tree of {self.size} leaves does not have these {len(self.peaks)} peaks.")

    def append(self, leaf: bytes) -> tuple[Frontier, tuple[Node, ...]]:
        """The next frontier, and the nodes that this leaf completes, from the leaf itself (level 0) upwards."""
        peaks, nodes = list(self.peaks), [Node(0, self.size, leaf)]
        while self.size >> (level := nodes[-1].level) & 1:
            nodes.append(Node(level + 1, self.size >> level + 1, node_hash(peaks.pop(), nodes[-1].hash)))
        return Frontier(self.size + 1, (*peaks, nodes[-1].hash)), tuple(nodes)

    def root(self) -> bytes:
        return _fold(self.peaks) if self.peaks else EMPTY_ROOT

    def next_leaf_proof(self) -> Proof:
        """The inclusion proof of the leaf appended next, in the tree of `size + 1`. Ask before appending: an even
        tree has folded its last leaf's neighbour into a peak, from which nobody can take it out again."""
        return self.peaks[::-1]

    def to_json(self) -> str:
        return json.dumps({"size": self.size, "peaks": [peak.hex() for peak in self.peaks]})

    @classmethod
    def from_json(cls, text: str) -> Frontier:
        found = json.loads(text)
        return cls(found["size"], tuple(bytes.fromhex(peak) for peak in found["peaks"]))


def peaks_path(size: int) -> tuple[Address, ...]:
    """The peaks of the tree of this size: `Frontier(size, hashes of these).root()` is what its root was."""
    return tuple(_cover((0, size)))


def inclusion_path(index: int, size: int) -> tuple[Address, ...]:
    """Every node that `inclusion_proof` will ask for, so that a caller can fetch them in one query."""
    return _addresses(_inclusion_spans(index, size))


def consistency_path(first: int, second: int) -> tuple[Address, ...]:
    """Every node that `consistency_proof` will ask for."""
    return _addresses(_consistency_spans(first, second))


def inclusion_proof(index: int, size: int, node: NodeSource) -> Proof:
    """PATH(index, D[size]), section 2.1.3.1. It raises ValueError unless 0 <= index < size."""
    return tuple(_span_root(span, node) for span in _inclusion_spans(index, size))


def consistency_proof(first: int, second: int, node: NodeSource) -> Proof:
    """PROOF(first, D[second]), section 2.1.4.1; empty for an empty first tree, which every tree extends.

    It raises ValueError unless 0 <= first <= second.
    """
    return tuple(_span_root(span, node) for span in _consistency_spans(first, second))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Checks a proof as section 2.1.3.2 says."""
    if not 0 <= index < size or not _hashes((leaf, root, *proof)):
        return False
    position, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            position, last = _climb_past_missing(position, last)
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    """Section 2.1.4.2; and an empty tree is consistent with every tree, by an empty proof."""
    if not 0 <= first <= second or not _hashes((first_root, second_root, *proof)):
        return False
    if first in (0, second):
        return not proof and _trivially_consistent(first, second, first_root, second_root)
    return bool(proof) and _extends(first, second, proof, first_root, second_root)


def _trivially_consistent(first: int, second: int, first_root: bytes, second_root: bytes) -> bool:
    same = first != second or first_root == second_root
    return same and (first > 0 or first_root == EMPTY_ROOT)


def _extends(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    seed, *rest = proof if first & (first - 1) else (first_root, *proof)
    old = new = seed
    position, last = _climb_while_right(first - 1, second - 1)
    for sibling in rest:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            position, last = _climb_past_missing(position, last)
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _climb_past_missing(position: int, last: int) -> Address:
    """A node on the right edge without a left sibling rises unhashed until it has one."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _climb_while_right(position: int, last: int) -> Address:
    while position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _inclusion_spans(index: int, size: int) -> list[Span]:
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} in a tree of {size}.")
    start, end, spans = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def _consistency_spans(first: int, second: int) -> list[Span]:
    if not 0 <= first <= second:
        raise ValueError(f"A tree of {first} is no earlier state of a tree of {second}.")
    start, end, spans = 0, second, []
    while first and first != end:
        middle = start + _split(end - start)
        if first <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return ([(start, end)] if start else []) + spans[::-1]  # from 0, the first tree itself is known to the verifier


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1


def _cover(span: Span) -> list[Address]:
    """The full subtrees that make up a subtree of the RFC, left to right; the leaves right of it are not there yet."""
    start, end = span
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def _addresses(spans: Iterable[Span]) -> tuple[Address, ...]:
    return tuple(address for span in spans for address in _cover(span))


def _span_root(span: Span, node: NodeSource) -> bytes:
    return _fold([node(*address) for address in _cover(span)])


def _fold(peaks: Sequence[bytes]) -> bytes:
    return reduce(lambda right, left: node_hash(left, right), peaks[::-1])


def _hashes(found: Iterable[bytes]) -> bool:
    """All are 32 bytes long: otherwise bytes could be moved between a leaf and its neighbour unnoticed."""
    return all(len(one) == 32 for one in found)
