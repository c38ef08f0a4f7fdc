from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from forum.rules.checkpoint import BadCheckpoint, Checkpoint, key_line, read_checkpoint, sign_checkpoint
from forum.rules.merkle import EMPTY_ROOT, leaf_hash

ORIGIN = "norms.example/record"
ROOT = leaf_hash(b"all that was said")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOTE = sign_checkpoint(ORIGIN, 1042, ROOT, KEY)
DASH = "\N{EM DASH}"

# A checkpoint that another implementation wrote: the public test log of transparency-dev/tessera and its test key.
TESSERA_NAME = "example.com/log/testdata"
TESSERA_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
TESSERA_NOTE = (
    "example.com/log/testdata\n100270\nGRV1O0dCqmjjPvYi7CtOT79zb/fPwLNsMFWsynwU8Ac=\n\n"
    f"{DASH} example.com/log/testdata "
    "M9e0lkcvy5bAe7rrC8tCyAP+my+CLzswA91zOpBNWVU7qCojkUOHnfdQzDImoYeYH8G8PJSwOqsx0RkSa261OmKVwwM=\n"
)
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"  # as the Go tools carry it


def public_of(line: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(b64decode(line.split("+", 2)[2])[1:])


def resigned(text: str, name: str = ORIGIN) -> str:
    """Any text at all, rightly signed by our key: what is refused now is refused for its text."""
    key_id = bytes.fromhex(key_line(name, KEY.public_key()).split("+")[1])
    return f"{text}\n{DASH} {name} {b64encode(key_id + KEY.sign(text.encode())).decode()}\n"


# --- agreement with other implementations ---------------------------------------------------------------------------


@pytest.mark.parametrize("line", [TESSERA_KEY, SUMDB_KEY])
def test_key_lines_of_other_logs(line: str) -> None:
    assert key_line(line.split("+")[0], public_of(line)) == line


def test_a_checkpoint_of_another_log_is_read() -> None:
    root = b64decode("GRV1O0dCqmjjPvYi7CtOT79zb/fPwLNsMFWsynwU8Ac=")
    assert read_checkpoint(TESSERA_NOTE, public_of(TESSERA_KEY)) == Checkpoint(TESSERA_NAME, 100_270, root)


# --- our own --------------------------------------------------------------------------------------------------------


def test_the_note_has_three_lines_a_blank_one_and_a_signature() -> None:
    lines = NOTE.split("\n")
    assert lines[:4] == [ORIGIN, "1042", b64encode(ROOT).decode(), ""]
    assert lines[4].startswith(f"{DASH} {ORIGIN} ")
    assert lines[5:] == [""]
    blob = b64decode(lines[4].split(" ")[2])
    assert blob[:4].hex() == key_line(ORIGIN, KEY.public_key()).split("+")[1]
    KEY.public_key().verify(blob[4:], "\n".join(lines[:3]).encode() + b"\n")


@pytest.mark.parametrize(("size", "root"), [(0, EMPTY_ROOT), (1, ROOT), (2**62, ROOT)])
def test_what_was_signed_is_read(size: int, root: bytes) -> None:
    note = sign_checkpoint(ORIGIN, size, root, KEY)
    assert read_checkpoint(note, KEY.public_key()) == Checkpoint(ORIGIN, size, root)


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb", "a\u00a0b", "a\x00b", "tab\tbed", "\ud800"])
def test_an_origin_that_cannot_name_a_key_is_refused(origin: str) -> None:
    with pytest.raises(BadCheckpoint, match="origin"):
        sign_checkpoint(origin, 1, ROOT, KEY)
    with pytest.raises(BadCheckpoint, match="origin"):
        key_line(origin, KEY.public_key())


@pytest.mark.parametrize(
    ("size", "root"), [(-1, ROOT), (True, ROOT), (10**19, ROOT), (1, ROOT[:-1]), (1, b""), (0, ROOT)]
)
def test_a_state_that_no_log_has_is_not_signed(size: int, root: bytes) -> None:
    with pytest.raises(BadCheckpoint):
        sign_checkpoint(ORIGIN, size, root, KEY)


# --- witnesses ------------------------------------------------------------------------------------------------------


def test_signatures_of_others_are_passed_over() -> None:
    witness = sign_checkpoint("witness.example", 1042, ROOT, OTHER).split("\n")[4]
    same_name = sign_checkpoint(ORIGIN, 1042, ROOT, OTHER).split("\n")[4]
    unknown = f"{DASH} new.example {b64encode(bytes(5000)).decode()}"
    head, ours = NOTE.rstrip("\n").rsplit("\n", 1)
    note = "\n".join([head, witness, same_name, ours, *[unknown] * 13, ""])
    assert read_checkpoint(note, KEY.public_key()).size == 1042


def test_extension_lines_are_allowed_and_signed() -> None:
    note = resigned(Checkpoint(ORIGIN, 1042, ROOT).text() + "extended\n")
    assert read_checkpoint(note, KEY.public_key()) == Checkpoint(ORIGIN, 1042, ROOT)
    with pytest.raises(BadCheckpoint, match="not of this text"):
        read_checkpoint(note.replace("extended", "bent"), KEY.public_key())


# --- what is refused ------------------------------------------------------------------------------------------------


def corrupted(note: str) -> Iterator[str]:
    for place, letter in enumerate(note):
        yield note[:place] + note[place + 1 :]
        yield note[:place] + letter + note[place:]
        yield from (note[:place] + wrong + note[place + 1 :] for wrong in "\n 0Aa+/=\r" if wrong != letter)
        yield note[:place] + chr(ord(letter) ^ 1) + note[place + 1 :]


def test_no_character_of_a_note_may_change() -> None:
    accepted = []
    for wrong in corrupted(NOTE):
        try:
            accepted.append((wrong, read_checkpoint(wrong, KEY.public_key())))
        except BadCheckpoint as refusal:
            assert refusal.reason
    assert accepted == []


@pytest.mark.parametrize("bit", range(0, 68 * 8))
def test_no_bit_of_the_signature_line_may_change(bit: int) -> None:
    head, _, line = NOTE.rstrip("\n").rpartition(" ")
    blob = (int.from_bytes(b64decode(line)) ^ 1 << bit).to_bytes(68)
    with pytest.raises(BadCheckpoint):
        read_checkpoint(f"{head} {b64encode(blob).decode()}\n", KEY.public_key())


B64 = b64encode(ROOT).decode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{ORIGIN}\n01042\n{B64}\n", "size"),
        (f"{ORIGIN}\n+1042\n{B64}\n", "size"),
        (f"{ORIGIN}\n-1\n{B64}\n", "size"),
        (f"{ORIGIN}\n1_042\n{B64}\n", "size"),
        (f"{ORIGIN}\n١٠\n{B64}\n", "size"),
        (f"{ORIGIN}\n{'9' * 5000}\n{B64}\n", "size"),
        (f"{ORIGIN}\n\n{B64}\n", "empty line"),
        (f"{ORIGIN}\n1042\n", "a line each"),
        (f"{ORIGIN}\n1042\n{B64[:-4]}\n", "32 bytes"),
        (f"{ORIGIN}\n1042\n{B64[:-1]}\n", "base64"),
        (f"{ORIGIN}\n1042\n{B64} \n", "base64"),
        (f"{ORIGIN}\n1042\n{ROOT.hex()}\n", "32 bytes"),
        (f"{ORIGIN}\n0\n{B64}\n", "empty log"),
        (f"{ORIGIN}\n1042\n{B64}\n\nextended\n", "empty line"),
        (f"\n{ORIGIN}\n1042\n{B64}\n", "empty line"),
        (f"two words\n1042\n{B64}\n", "origin"),
        (f"other.example\n1042\n{B64}\n", "not signed"),
        (f"{ORIGIN}\r\n1042\n{B64}\n", "characters"),
    ],
)
def test_a_malformed_text_is_refused_though_rightly_signed(text: str, reason: str) -> None:
    with pytest.raises(BadCheckpoint, match=reason):
        read_checkpoint(resigned(text), KEY.public_key())


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("", "no signature lines"),
        ("\n\n", "no signature lines"),
        (Checkpoint(ORIGIN, 1042, ROOT).text(), "no signature lines"),
        (NOTE.removesuffix("\n"), "no signature lines"),
        (NOTE.replace(DASH, "-"), "malformed"),
        (NOTE.replace(f"{DASH} ", DASH), "malformed"),
        (NOTE + "more\n", "malformed"),
        (NOTE + f"{DASH} witness.example AAAA\n", "malformed"),
        (NOTE + f"{DASH} witness.example AAAAAAB=\n", "base64"),
        (NOTE + f"{DASH} witness.example AAAAAAA=\n" * 64, "more than 64"),
        (NOTE.replace("1042", "1043"), "not of this text"),
        (NOTE + "\ud800\n", "characters"),
        (sign_checkpoint(ORIGIN, 1042, ROOT, OTHER), "not signed"),
    ],
)
def test_a_malformed_note_is_refused(note: str, reason: str) -> None:
    with pytest.raises(BadCheckpoint, match=reason):
        read_checkpoint(note, KEY.public_key())


def test_a_second_signature_by_us_must_hold_too() -> None:
    elsewhere = sign_checkpoint(ORIGIN, 9, ROOT, KEY).split("\n")[4]
    with pytest.raises(BadCheckpoint, match="not of this text"):
        read_checkpoint(f"{NOTE}{elsewhere}\n", KEY.public_key())
