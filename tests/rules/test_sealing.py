"""Sealed boxes, shares of their key, and who may hold them."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

from drafts.rules import casting
from drafts.rules.sealing import (
    MOST,
    SIZE,
    Holder,
    divide,
    enough_alone,
    holders_of,
    may_divide,
    public_of,
    seal,
    threshold,
    unite,
    unseal,
)
from forum.errors import Unlawful

SECRETS = st.binary(min_size=32, max_size=32).map(bytes.hex)
SECRET, OTHER = "11" * 32, "22" * 32


@given(SECRETS, st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_what_was_sealed_opens(secret, words):
    assert unseal(secret, seal(public_of(secret), words)) == words


def test_the_same_words_never_make_the_same_box():
    assert len({seal(public_of(SECRET), "yes") for _ in range(50)}) == 50


def test_another_key_does_not_open_it():
    with pytest.raises(Unlawful, match="does not open"):
        unseal(OTHER, seal(public_of(SECRET), "yes"))


@given(st.integers(min_value=0, max_value=1000), st.integers(min_value=1, max_value=255))
def test_a_changed_box_does_not_open(at, by):
    box = bytearray(b64decode(seal(public_of(SECRET), "In favour, because it is clear.")))
    box[at % len(box)] ^= by
    with pytest.raises(Unlawful):
        unseal(SECRET, b64encode(box).decode())


@pytest.mark.parametrize("sealed", ["", "AAAA", "not base64 ☂", "A" * 63])
def test_what_is_no_box(sealed):
    with pytest.raises(Unlawful):
        unseal(SECRET, sealed)


@pytest.mark.parametrize("secret", ["", "11", "zz" * 32])
def test_what_is_no_key(secret):
    with pytest.raises(Unlawful):
        unseal(secret, seal(public_of(SECRET), "yes"))


def test_more_than_half_hold_the_key():
    assert [threshold(n) for n in range(2, 8)] == [2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize("holders", [2, 3, 4, 5, 6])
def test_any_threshold_of_shares_suffices_and_one_fewer_never(holders):
    shares, needed = divide(SECRET, holders), threshold(holders)
    assert len(set(shares)) == holders
    for some in combinations(shares, needed):
        assert unite(some) == SECRET and unite(tuple(reversed(some))) == SECRET
    for few in combinations(shares, needed - 1):
        with pytest.raises(Unlawful):
            unite(few)
    assert unite(shares) == SECRET


@given(SECRETS, st.integers(min_value=2, max_value=MOST))
@settings(max_examples=20, deadline=None)
def test_shares_are_33_words_of_the_standards_list(secret, holders):
    for share in divide(secret, holders):
        assert len(share.split()) == 33 and set(share.split()) <= set(WORDLIST)


def test_a_mistyped_word_and_a_share_of_another_secret_are_refused():
    first, second, _ = divide(SECRET, 3)
    words = first.split()
    words[10] = "academic" if words[10] != "academic" else "acid"
    for shares in ([" ".join(words), second], [first, divide(SECRET, 3)[1]], ["nonsense", second], []):
        with pytest.raises(Unlawful):
            unite(shares)


def test_one_share_for_each_owner_and_no_more_than_the_standard_divides():
    trustees = [Holder(1, "industry", "cobalt"), Holder(2, "government", "norland"), Holder(3, "industry", "cobalt")]
    assert [each.id for each in holders_of(trustees)] == [1, 2]
    assert len(holders_of(Holder(n, "industry", str(n)) for n in range(40))) == MOST


def test_when_trustees_are_in_force():
    one, other, third = (
        Holder(1, "industry", "cobalt"),
        Holder(2, "government", "norland"),
        Holder(3, "industry", "lumen"),
    )
    assert may_divide([one, other]) and may_divide([one, other, third])
    assert len(may_divide([]).reasons) == 2 and len(may_divide([one]).reasons) == 2
    assert may_divide([one, third]).reasons == ("They come from at least 2 stakeholder groups; now it is 1.",)


def test_a_group_that_needs_nobody_else_is_named():
    assert enough_alone(["industry", "government"]) == ()
    assert enough_alone(["industry", "industry", "government"]) == ("industry",)
    assert enough_alone(["industry", "industry", "government", "civil-society"]) == ()


@given(st.text(max_size=4000), st.sampled_from(["yes", "no", "abstain", "recuse"]))
def test_every_box_is_as_long_as_every_other(reason, position):
    secret = SECRET
    words = json.dumps({"position": position, "reason": reason}, ensure_ascii=False)
    if len(words.encode()) >= SIZE:
        return
    box = seal(public_of(secret), words)
    assert len(box) == len(seal(public_of(secret), "{}")) and unseal(secret, box) == words


def test_the_longest_reason_fits_and_more_is_refused():
    among = {"ranking": [str(amendment) for amendment in range(1_000_000, 1_000_060)]}
    for character in ("🏥", '"', "\\", "\n"):
        words = {"position": "no", "reason": character * casting.REASON_LIMIT, "among": among}
        assert seal(public_of(SECRET), json.dumps(words, ensure_ascii=False))
    with pytest.raises(Unlawful, match="too long to be sealed"):
        seal(public_of(SECRET), "a" * SIZE)
