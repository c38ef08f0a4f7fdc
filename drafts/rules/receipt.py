"""A receipt that is checked without trusting whoever gave it: the leaf, the proof, and what was signed."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from drafts.rules.reading import Malformed, integer, mapping, quoted, required, sequence, strictly, string
from forum.rules.checkpoint import ED25519, BadCheckpoint, Checkpoint, key_line, read_checkpoint
from forum.rules.entries import Entry
from forum.rules.merkle import leaf_hash, verify_inclusion
from forum.rules.verdict import No, Verdict, Yes

FORMAT = "comity-receipt/1"
KIND = "ballot.cast"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it is handed out. `bytes` is the entry as it was hashed. `proof` leads from `leaf` to `root`, of the
    record's first `size` entries. `checkpoint` is the signed state of that size, "" if none was signed yet that covers
    the entry."""

    ballot: int
    entry: int
    bytes: str
    leaf: str
    size: int
    root: str
    proof: tuple[str, ...]
    origin: str
    checkpoint: str

    def as_json(self) -> dict[str, Any]:
        members = {name: getattr(self, name) for name in self.__slots__}
        return {"format": FORMAT, **members, "proof": list(self.proof)}


def read_receipt(text: str | bytes) -> Receipt:
    """Raises Malformed, in a sentence that names the place."""
    found = mapping(strictly(text), "the receipt")
    if (stated := required(found, "format", "the receipt")) != FORMAT:
        raise Malformed(f'format: "{FORMAT}" is wanted, not {quoted(stated)}.')
    words = {name: string(required(found, name, "the receipt"), name) for name in ("bytes", "origin", "checkpoint")}
    numbers = {name: integer(required(found, name, "the receipt"), name) for name in ("ballot", "entry", "size")}
    hashes = {name: _hash(required(found, name, "the receipt"), name) for name in ("leaf", "root")}
    proof = sequence(required(found, "proof", "the receipt"), "proof")
    return Receipt(
        ballot=numbers["ballot"],
        entry=numbers["entry"],
        bytes=words["bytes"],
        leaf=hashes["leaf"],
        size=numbers["size"],
        root=hashes["root"],
        proof=tuple(_hash(each, f"proof[{n}]") for n, each in enumerate(proof)),
        origin=words["origin"],
        checkpoint=words["checkpoint"],
    )


def _hash(value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise Malformed(f"{where}: 64 digits from 0 to f are wanted, not {quoted(value)}.")
    return value


def holds(receipt: Receipt) -> Verdict:
    """Whether the receipt fits itself: the entry is a vote in the ballot, and its proof leads to the root. Whether the
    root is that of the record is another question: a checkpoint answers it."""
    reasons = [*_entry_faults(receipt)]
    if leaf_hash(receipt.bytes.encode("utf-8", "surrogatepass")).hex() != receipt.leaf:
        reasons.append("The leaf is not the hash of the entry: one of the two was changed.")
    proof = [bytes.fromhex(each) for each in receipt.proof]
    leaf, root = bytes.fromhex(receipt.leaf), bytes.fromhex(receipt.root)
    if not verify_inclusion(leaf, receipt.entry, receipt.size, proof, root):
        reasons.append("The proof does not lead from the leaf to the root.")
    return No(tuple(reasons)) if reasons else Yes()


def _entry_faults(receipt: Receipt) -> Sequence[str]:
    try:
        said = Entry.parse(receipt.bytes.encode())
    except ValueError:
        return ["The bytes are not an entry of a record."]
    if (said.seq, said.kind, said.subject) != (receipt.entry, KIND, f"/ballots/{receipt.ballot}"):
        return [f"The entry is not entry {receipt.entry} of the record, of a vote in ballot {receipt.ballot}."]
    return []


def signed(receipt: Receipt, note: str, key: str = "") -> Verdict:
    """Whether the receipt's root is the one that this checkpoint states. With `key`, the verifier keys of the record, a
    line each (c2sp.org/signed-note), also whether the owner of one signed it. Raises Malformed where the two cannot be
    compared."""
    try:
        checkpoint = _signed_by_one(note, key.strip().split("\n"), receipt.origin) if key else stated(note)
    except BadCheckpoint as bad:
        return No((f"The checkpoint does not hold. {bad.reason}",))
    if checkpoint.origin != receipt.origin:
        return No((f"The checkpoint is of the record {checkpoint.origin}, the receipt of {receipt.origin}.",))
    if checkpoint.size != receipt.size:
        raise Malformed(
            f"checkpoint: it is of {checkpoint.size} entries, the proof of {receipt.size}; save the receipt again when "
            "a checkpoint covers it, or ask /record/consistency.json whether one grew out of the other."
        )
    if checkpoint.root.hex() != receipt.root:
        return No((f"The checkpoint states another root for {receipt.size} entries: there are two histories.",))
    return Yes()


def _signed_by_one(note: str, lines: Sequence[str], origin: str) -> Checkpoint:
    """Raises BadCheckpoint as the first of these keys does, if none of them has signed it."""
    refused: BadCheckpoint | None = None
    for public in [public_key(line, origin) for line in lines]:
        try:
            return read_checkpoint(note, public)
        except BadCheckpoint as bad:
            refused = refused or bad
    raise refused or BadCheckpoint("No key was given.")


def stated(note: str) -> Checkpoint:
    """What a checkpoint says, whoever signed it. Raises BadCheckpoint."""
    lines = note.split("\n")
    if len(lines) < 4 or not lines[1].isascii() or not lines[1].isdigit() or len(lines[1]) > 19:
        raise BadCheckpoint("It needs a line each for origin, size and root.")
    try:
        return Checkpoint(lines[0], int(lines[1]), b64decode(lines[2], validate=True))
    except BadCheckpoint:
        raise
    except ValueError:
        raise BadCheckpoint("It holds malformed base64.") from None


def public_key(line: str, origin: str) -> Ed25519PublicKey:
    """Reads the key from a verifier key. Raises Malformed if it is not one, or of another record than `origin`."""
    name, _, rest = line.strip().partition("+")
    try:
        raw = b64decode(rest.partition("+")[2], validate=True)
        public = Ed25519PublicKey.from_public_bytes(raw[1:]) if raw[:1] == ED25519 else None
    except ValueError:
        public = None
    if public is None or key_line(name, public) != line.strip():
        raise Malformed("key: a line such as origin+0123abcd+AbC… is wanted, as /record/key gives it.")
    if name != origin:
        raise Malformed(f"key: it is of {name}, the receipt of {origin}.")
    return public
