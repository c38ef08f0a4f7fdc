from __future__ import annotations

from collections.abc import Iterator

import pytest

from forum.rules import merkle
from forum.rules.merkle import Frontier, node_hash
from tests.rules.rfc9162 import EMPTY_ROOT, LEAVES, NODE, mth

SAMPLE = (1, 2, 3, 4, 5, 6, 7, 8, 11, 16, 21, 33)


def flips(data: bytes) -> Iterator[bytes]:
    for bit in range(len(data) * 8):
        yield (int.from_bytes(data) ^ 1 << bit).to_bytes(len(data))


def damaged(proof: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    for place, part in enumerate(proof):
        yield from ((*proof[:place], wrong, *proof[place + 1 :]) for wrong in flips(part))
        yield (*proof[:place], *proof[place + 1 :])
        yield (*proof[:place], part, *proof[place:])
        yield (*proof[:place], part[:-1], *proof[place + 1 :])
    yield (*proof, EMPTY_ROOT)
    yield (EMPTY_ROOT, *proof)
    yield (*proof, b"")


@pytest.mark.parametrize("size", SAMPLE)
def test_no_single_bit_of_an_inclusion_proof_may_change(size: int) -> None:
    for index in {0, size // 2, size - 1}:
        leaf, root, proof = LEAVES[index], mth(0, size), merkle.inclusion_proof(index, size, NODE)
        assert merkle.verify_inclusion(leaf, index, size, proof, root)
        assert not any(merkle.verify_inclusion(leaf, index, size, wrong, root) for wrong in damaged(proof))
        assert not any(merkle.verify_inclusion(wrong, index, size, proof, root) for wrong in flips(leaf))
        assert not any(merkle.verify_inclusion(leaf, index, size, proof, wrong) for wrong in flips(root))
        others = (other for other in range(-1, size + 2) if other != index)
        assert not any(merkle.verify_inclusion(leaf, other, size, proof, root) for other in others)


@pytest.mark.parametrize("second", SAMPLE)
def test_no_single_bit_of_a_consistency_proof_may_change(second: int) -> None:
    for first in {1, second // 2 or 1, second - 1 or 1, second}:
        old, new, proof = mth(0, first), mth(0, second), merkle.consistency_proof(first, second, NODE)
        assert merkle.verify_consistency(first, second, proof, old, new)
        assert not any(merkle.verify_consistency(first, second, wrong, old, new) for wrong in damaged(proof))
        assert not any(merkle.verify_consistency(first, second, proof, wrong, new) for wrong in flips(old))
        assert not any(merkle.verify_consistency(first, second, proof, old, wrong) for wrong in flips(new))


@pytest.mark.parametrize("second", SAMPLE)
def test_a_consistency_proof_is_for_one_first_size(second: int) -> None:
    for first in range(1, second):
        proof = merkle.consistency_proof(first, second, NODE)
        others = [other for other in range(-1, second + 2) if other != first]
        accepted = [merkle.verify_consistency(o, second, proof, mth(0, first), mth(0, second)) for o in others]
        assert not any(accepted)


def test_nothing_may_follow_the_last_step_even_if_the_root_is_made_to_fit() -> None:
    for size in SAMPLE:
        proof = (*merkle.inclusion_proof(0, size, NODE), LEAVES[0])
        for forged in (node_hash(LEAVES[0], mth(0, size)), node_hash(mth(0, size), LEAVES[0])):
            assert not merkle.verify_inclusion(LEAVES[0], 0, size, proof, forged)


def test_nothing_may_follow_the_last_step_of_consistency_either() -> None:
    for first in (3, 5, 6, 7):
        proof = (*merkle.consistency_proof(first, 8, NODE), LEAVES[0])
        old, new = (node_hash(LEAVES[0], mth(0, size)) for size in (first, 8))
        assert not merkle.verify_consistency(first, 8, proof, old, new)


@pytest.mark.parametrize("second", SAMPLE)
def test_an_empty_proof_proves_nothing_of_two_sizes(second: int) -> None:
    for first in range(1, second):
        assert not merkle.verify_consistency(first, second, (), mth(0, first), mth(0, second))


def test_bytes_cannot_move_between_a_leaf_and_its_neighbour() -> None:
    joined = LEAVES[0] + LEAVES[1]
    assert merkle.verify_inclusion(joined[:32], 0, 2, [joined[32:]], mth(0, 2))
    assert not merkle.verify_inclusion(joined[:31], 0, 2, [joined[31:]], mth(0, 2))
    joined = mth(0, 2) + mth(2, 4)
    assert merkle.verify_consistency(2, 4, [joined[32:]], joined[:32], mth(0, 4))
    assert not merkle.verify_consistency(2, 4, [joined[31:]], joined[:31], mth(0, 4))


def test_the_empty_tree_is_extended_by_every_tree_and_includes_nothing() -> None:
    assert EMPTY_ROOT == merkle.root([]) == Frontier().root()
    assert merkle.consistency_proof(0, 5, NODE) == ()
    assert merkle.verify_consistency(0, 5, (), EMPTY_ROOT, mth(0, 5))
    assert merkle.verify_consistency(0, 0, (), EMPTY_ROOT, EMPTY_ROOT)
    assert not merkle.verify_consistency(0, 5, (), mth(0, 1), mth(0, 5))
    assert not merkle.verify_consistency(0, 0, (), EMPTY_ROOT, mth(0, 1))
    assert not merkle.verify_consistency(0, 0, (), mth(0, 1), mth(0, 1))
    assert not merkle.verify_consistency(0, 5, (EMPTY_ROOT,), EMPTY_ROOT, mth(0, 5))
    assert not merkle.verify_inclusion(EMPTY_ROOT, 0, 0, (), EMPTY_ROOT)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (8, 3)])
def test_no_inclusion_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_proof(index, size, NODE)


@pytest.mark.parametrize(("first", "second"), [(-1, 3), (4, 3)])
def test_no_consistency_proof_backwards(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="no earlier state"):
        merkle.consistency_proof(first, second, NODE)
