from __future__ import annotations

import json
import unicodedata
from collections import ChainMap
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from forum.rules.entries import Entry, canonical, commitment
from forum.rules.merkle import leaf_hash

NONCE = bytes(range(32))
AT = datetime(2026, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)
COMMITMENT = commitment(NONCE, "We object.")


class Stance(StrEnum):
    AGAINST = "against"


class Weight(IntEnum):
    DOUBLE = 2


class Named(Enum):
    NFD = "e\u0301"


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers() | words
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=12
)


def nfc(value: Any) -> Any:
    """The value that a reader gets back, typed so that 1, True and "1" stay three things."""
    if isinstance(value, dict):
        return {"dict": {unicodedata.normalize("NFC", key): nfc(item) for key, item in value.items()}}
    if isinstance(value, list):
        return [nfc(item) for item in value]
    return type(value).__name__, unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def one_key_each(value: Any) -> bool:
    if isinstance(value, dict):
        names = {unicodedata.normalize("NFC", key) for key in value}
        return len(names) == len(value) and all(map(one_key_each, value.values()))
    return all(map(one_key_each, value)) if isinstance(value, list) else True


def entry(**changes: Any) -> Entry:
    fields = {
        "seq": 7, "at": AT, "kind": "comment.made", "subject": "/amendments/7", "actor": "p4q9",
        "detail": {"stance": "against", "revision": 3}, "content": (COMMITMENT,),
    }  # fmt: skip
    return Entry(**fields | changes)


# --- canonical --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, -2]}, '{"a":[true,null,-2],"b":1}'),
        ("Ångström · 協定", '"Ångström · 協定"'),
        ("A\u030angstro\u0308m", '"Ångström"'),
        ('line\nquote"back\\', '"line\\nquote\\"back\\\\"'),
        ({"Z": 1, "a": 2, "é": 3, "\U0001f5f3": 4, "\ufb00": 5}, '{"Z":1,"a":2,"é":3,"\ufb00":5,"\U0001f5f3":4}'),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), '"2026-01-02T03:04:05.000Z"'),
        (datetime(2026, 1, 2, 3, 4, 5, 678_999, timezone(timedelta(hours=2))), '"2026-01-02T01:04:05.678Z"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Stance.AGAINST, '"against"'),
        (Weight.DOUBLE, "2"),
        (Named.NFD, '"é"'),
        ((1, (2,)), "[1,[2]]"),
        (ChainMap({"a": 1}), '{"a":1}'),
        (2**70, "1180591620717411303424"),
        ({}, "{}"),
    ],
)
def test_canonical_form(value: object, expected: str) -> None:
    assert canonical(value) == expected.encode()


@pytest.mark.parametrize(
    "value",
    [1.0, {"a": [0.5]}, float("nan"), Decimal(1), Fraction(1, 2), {1}, b"x", date(2026, 1, 1), {1: "a"}, object()],
)
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), {"é": 1, "e\u0301": 2}, "\ud800", {"\udfff": 1}])
def test_what_is_ambiguous_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


@given(st.dictionaries(words, values, max_size=6), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, Any], chance: Any) -> None:
    assume(one_key_each(value))
    items = list(value.items())
    chance.shuffle(items)
    assert canonical(dict(items)) == canonical(value)


@given(words)
@example("Ångström")
@example("각")
def test_the_spelling_of_a_letter_does_not_matter(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert canonical(decomposed) == canonical(text)
    assert canonical({decomposed: decomposed}) == canonical({text: text})


@given(values, values)
@example(1, True)
@example("1", 1)
@example(None, "null")
@example([], {})
@example({"a": 1, "b": 2}, {"a": 1})
@example(["a", "b"], ["a,b"])
def test_distinct_values_have_distinct_bytes(one: Any, other: Any) -> None:
    assume(one_key_each(one) and one_key_each(other))
    assert (canonical(one) == canonical(other)) == (nfc(one) == nfc(other))


@given(values)
def test_any_json_reader_gets_the_value_back(value: Any) -> None:
    assume(one_key_each(value))
    read = json.loads(canonical(value))
    assert nfc(read) == nfc(value)
    assert canonical(read) == canonical(value)


# --- commitment -------------------------------------------------------------------------------------------------------


def test_commitment_is_the_hash_of_domain_nonce_and_canonical_value() -> None:
    assert (
        commitment(NONCE, {"b": 1, "a": "é"})
        == sha256(b"comity/content/v1" + b"\x00" + NONCE + '{"a":"é","b":1}'.encode()).hexdigest()
    )


def test_commitment_hides_a_short_value_behind_its_nonce() -> None:
    nonces = (bytes(32), NONCE)
    found = {commitment(nonce, vote) for nonce in nonces for vote in ("for", "against", "abstain")}
    assert len(found) == 6


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_nonce_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(length), "yes")


# --- entry ------------------------------------------------------------------------------------------------------------


def test_an_entry_is_canonical_json_with_its_version() -> None:
    assert entry().written().decode() == (
        '{"actor":"p4q9","at":"2026-03-01T09:30:00.250Z","content":["' + COMMITMENT + '"],'
        '"detail":{"revision":3,"stance":"against"},"kind":"comment.made","seq":7,"subject":"/amendments/7","v":1}'
    )
    assert entry().leaf() == leaf_hash(entry().written())


@given(st.integers(0, 2**63 - 1), st.datetimes(timezones=st.just(UTC)), st.dictionaries(words, values, max_size=4))
def test_parsing_gives_the_entry_back(seq: int, at: datetime, detail: dict[str, Any]) -> None:
    assume(one_key_each(detail))
    written = entry(seq=seq, at=at, detail=detail)
    assert Entry.parse(written.written()) == written


def test_an_entry_holds_what_its_bytes_say() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5))).replace(microsecond=250_999)
    spelled = entry(at=elsewhere, detail={"stance": Stance.AGAINST, "revision": 3}, content=[COMMITMENT])
    assert spelled == entry()
    assert (spelled.at, spelled.detail["stance"].__class__) == (AT, str)


def test_changing_what_was_handed_over_changes_no_entry() -> None:
    detail = {"chambers": ["industry"]}
    made = entry(detail=detail)
    before = made.written()
    detail["chambers"].append("government")
    assert made.written() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": -1}, {"seq": True}, {"seq": "7"}, {"at": AT.replace(tzinfo=None)}, {"kind": None}, {"subject": 7},
        {"actor": None}, {"detail": []}, {"detail": {"share": 0.5}}, {"content": ("We object.",)},
        {"content": COMMITMENT}, {"content": (COMMITMENT.upper(),)}, {"content": (COMMITMENT + "\n",)},
    ],
)  # fmt: skip
def test_an_entry_that_the_record_cannot_hold_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        entry(**changes)


def rewritten(**changes: Any) -> bytes:
    return canonical(json.loads(entry().written()) | changes)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"7", b"\xff", b"[" * 100_000,
        entry().written() + b"\n", entry().written().replace(b",", b", ", 1),
        entry().written().replace(b'"v":1', b'"v":1.0'),
        entry().written().replace(b'"seq":7', b'"seq":7,"seq":7'),
        entry().written().replace(b"comment", b"c\\u006fmment"),
        entry().written().replace(b"250Z", b"250+00:00"), entry().written().replace(b"250Z", b"2501Z"),
        entry(kind="é").written().replace("é".encode(), "e\u0301".encode()),
        rewritten(v=2), rewritten(v=True), rewritten(note="more"), rewritten(seq="7"), rewritten(at=None),
        rewritten(content=["words"]), rewritten(detail=None), rewritten(actor=None),
        entry().written().replace(b'"revision":3', b'"revision":3.0'),
        entry().written().replace(b'"revision":3', b'"revision":NaN'),
        entry().written().replace(b"2026-03-01T09:30:00.250Z", b"0001-01-01T00:00:00+05:00"),
    ],
)  # fmt: skip
def test_bytes_that_no_entry_writes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="entry"):
        Entry.parse(data)


def test_every_changed_bit_changes_the_leaf_or_is_refused() -> None:
    data = entry().written()
    for bit in range(len(data) * 8):
        changed = (int.from_bytes(data) ^ 1 << bit).to_bytes(len(data))
        try:
            assert Entry.parse(changed).leaf() == leaf_hash(changed) != entry().leaf()
        except ValueError as refusal:
            assert "entry" in str(refusal)
