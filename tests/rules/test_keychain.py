"""A chain of keys holds only as it was signed, and only if it ends at the key in the operator's hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forum.rules.keychain import RECORD, SEAL, BadChain, Link, public_of, read_chain

FIRST, SECOND, THIRD, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(1, 5))
BEGUN = datetime(2026, 11, 27, 12, tzinfo=UTC)


def link(key: Ed25519PrivateKey, size: int, former: Ed25519PrivateKey | None = None) -> Link:
    stated = Link(RECORD, public_of(key.public_key()), size, BEGUN + timedelta(days=size))
    return replace(stated, signature=stated.signed_by(key), by_former=stated.signed_by(former) if former else "")


def sealing(by: Ed25519PrivateKey) -> Link:
    stated = Link(SEAL, "check", 0, BEGUN)
    return replace(stated, signature=stated.signed_by(by))


GOOD = (link(FIRST, 0), sealing(FIRST), link(SECOND, 10, FIRST), link(THIRD, 20, SECOND))


def test_each_size_has_its_key():
    chain = read_chain(GOOD, THIRD.public_key())
    expected = {1: FIRST, 10: FIRST, 11: SECOND, 20: SECOND, 21: THIRD, 10**9: THIRD, 0: FIRST}
    assert {size: public_of(chain.key_at(size)) for size in expected} == {
        size: public_of(key.public_key()) for size, key in expected.items()
    }
    assert chain.begins == 0 and [each.since_size for each in chain.stated] == [10, 20]


def test_a_key_after_a_loss_stands_for_itself():
    assert read_chain((*GOOD[:2], link(SECOND, 10)), SECOND.public_key()).key_at(11)


@pytest.mark.parametrize(
    ("links", "in_use"),
    [
        ((), FIRST),
        (GOOD[:1], FIRST),  # no secret
        (GOOD[1:], THIRD),  # no first
        (GOOD[:-1], THIRD),  # no last
        ((*GOOD[:2], GOOD[3]), THIRD),  # none between
        (GOOD, SECOND),
        (GOOD, STRANGER),
        ((link(STRANGER, 0), *GOOD[1:]), THIRD),  # another first
        ((*GOOD[:2], link(THIRD, 20, STRANGER)), THIRD),
        ((GOOD[0], sealing(STRANGER), *GOOD[2:]), THIRD),
        ((GOOD[0], GOOD[1], GOOD[3], GOOD[2]), SECOND),
    ],
)
def test_a_chain_that_was_made_up_is_refused(links, in_use):
    with pytest.raises(BadChain):
        read_chain(links, in_use.public_key())


@pytest.mark.parametrize("n", range(len(GOOD)))
@pytest.mark.parametrize(
    "changed",
    [
        {"use": SEAL},
        {"use": RECORD},
        {"public": public_of(STRANGER.public_key())},
        {"since_size": 5},
        {"since": BEGUN + timedelta(milliseconds=1)},
        {"signature": ""},
        {"by_former": "AAAA"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_no_part_of_a_link_can_be_changed(n, changed):
    links = [replace(each, **changed) if at == n else each for at, each in enumerate(GOOD)]
    if tuple(links) == GOOD:
        return
    with pytest.raises(BadChain):
        read_chain(links, THIRD.public_key())
