from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules import merkle
from forum.rules.merkle import Frontier, leaf_hash
from tests.rules.rfc9162 import EMPTY_ROOT, LEAVES, NODE, SIZES, grown, mth, path, reader, subproof

# The inputs of Certificate Transparency's reference implementation (RFC 6962, kept by RFC 9162), and its results.
CT_INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
CT_ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
CT_CONSISTENCY_6_8 = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)
CT_INCLUSION_5_8 = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)


@pytest.mark.parametrize("size", range(len(CT_ROOTS)))
def test_reference_roots(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in CT_INPUTS[:size]]
    assert merkle.root(leaves).hex() == CT_ROOTS[size]


def test_reference_proofs() -> None:
    node = reader(tuple(leaf_hash(bytes.fromhex(text)) for text in CT_INPUTS))
    inclusion, consistency = merkle.inclusion_proof(5, 8, node), merkle.consistency_proof(6, 8, node)
    assert tuple(map(bytes.hex, inclusion)) == CT_INCLUSION_5_8
    assert tuple(map(bytes.hex, consistency)) == CT_CONSISTENCY_6_8


@pytest.mark.parametrize("size", SIZES)
def test_roots_are_those_of_the_definition(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == grown(LEAVES[:size])[0].root() == mth(0, size)


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proofs_are_those_of_the_definition_and_verify(size: int) -> None:
    for index in range(size):
        proof = merkle.inclusion_proof(index, size, NODE)
        assert proof == path(index, 0, size)
        assert merkle.verify_inclusion(LEAVES[index], index, size, proof, mth(0, size))


@pytest.mark.parametrize("second", SIZES)
def test_consistency_proofs_are_those_of_the_definition_and_verify(second: int) -> None:
    for first in range(1, second + 1):
        proof = merkle.consistency_proof(first, second, NODE)
        assert proof == subproof(first, 0, second, True)
        assert merkle.verify_consistency(first, second, proof, mth(0, first), mth(0, second))


@pytest.mark.parametrize("size", SIZES)
def test_proofs_need_only_nodes_that_are_stored_by_then_and_are_announced(size: int) -> None:
    _, stored = grown(LEAVES[:size])
    for index in range(size):
        announced = {address: stored[address] for address in merkle.inclusion_path(index, size)}
        merkle.inclusion_proof(index, size, lambda level, index, found=announced: found[level, index])
        announced = {address: stored[address] for address in merkle.consistency_path(index, size)}
        merkle.consistency_proof(index, size, lambda level, index, found=announced: found[level, index])


def test_a_proof_in_a_million_leaves_needs_few_look_ups() -> None:
    size = 1_048_575  # the worst kind: every level has an unfinished edge
    assert max(len(merkle.inclusion_path(index, size)) for index in range(0, size, 9973)) <= 40
    assert max(len(merkle.consistency_path(first, size)) for first in range(1, size, 9973)) <= 40


# --- the frontier -----------------------------------------------------------------------------------------------------


def test_appending_gives_each_full_subtree_once_with_its_root() -> None:
    _, stored = grown(LEAVES)
    expected = {(level, index) for level in range(7) for index in range(len(LEAVES) >> level)}
    assert set(stored) == expected
    assert all(stored[level, index] == mth(index << level, index + 1 << level) for level, index in expected)


def test_the_nodes_of_one_leaf_go_from_the_leaf_upwards() -> None:
    frontier, _ = grown(LEAVES[:7])
    after, nodes = frontier.append(LEAVES[7])
    assert [(node.level, node.index) for node in nodes] == [(0, 7), (1, 3), (2, 1), (3, 0)]
    assert after == Frontier(8, (mth(0, 8),))


@pytest.mark.parametrize("size", range(70))
def test_the_peaks_before_a_leaf_are_its_proof_after(size: int) -> None:
    before, _ = grown(LEAVES[:size])
    after, _ = before.append(LEAVES[size])
    assert before.next_leaf_proof() == path(size, 0, size + 1)
    assert merkle.verify_inclusion(LEAVES[size], size, after.size, before.next_leaf_proof(), after.root())


@given(st.lists(st.binary(), max_size=200))
def test_frontier_root_equals_root_and_survives_json(entries: list[bytes]) -> None:
    leaves = tuple(map(leaf_hash, entries))
    frontier, _ = grown(leaves)
    assert Frontier.from_json(frontier.to_json()) == frontier
    middle = Frontier.from_json(grown(leaves[: len(leaves) // 2])[0].to_json())
    for leaf in leaves[len(leaves) // 2 :]:
        middle, _ = middle.append(leaf)
    assert middle.root() == frontier.root() == merkle.root(leaves)


def test_frontier_json_is_size_and_hex_peaks() -> None:
    frontier, _ = grown(LEAVES[:3])
    assert json.loads(frontier.to_json()) == {"size": 3, "peaks": [mth(0, 2).hex(), LEAVES[2].hex()]}


@pytest.mark.parametrize(
    ("size", "peaks"), [(1, ()), (2, (LEAVES[0], LEAVES[1])), (0, (EMPTY_ROOT,)), (1, (b"short",)), (-1, (LEAVES[0],))]
)
def test_a_frontier_that_no_tree_has_is_refused(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="peaks"):
        Frontier(size, peaks)


@pytest.mark.parametrize("size", range(40))
def test_the_peaks_give_the_root_of_every_earlier_size(size: int) -> None:
    nodes = {(node.level, node.index): node.hash for node in stored(40)}
    peaks = tuple(nodes[address] for address in merkle.peaks_path(size))
    assert Frontier(size, peaks).root() == merkle.root([leaf_hash(bytes([n])) for n in range(size)])


def stored(size: int) -> list[merkle.Node]:
    tree, kept = Frontier(), []
    for n in range(size):
        tree, nodes = tree.append(leaf_hash(bytes([n])))
        kept += nodes
    return kept
