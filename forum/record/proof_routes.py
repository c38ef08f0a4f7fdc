"""The record for machines: entries as they were hashed, proofs, and the signed state. For whoever wants to check, not
believe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from forum.errors import NotFound
from forum.record import key, keys, queries
from forum.record.queries import EntryView
from forum.rules.checkpoint import key_line
from forum.rules.entries import HeadView
from forum.rules.keychain import RECORD, read_public
from forum.rules.merkle import EMPTY_ROOT
from forum.web.errors import REFUSALS
from forum.web.guards import public
from forum.web.params import Seq

MOST = 1000  # entries in one answer
LARGEST = 9_007_199_254_740_991  # what a number in JSON holds exactly
NAME = re.compile(r"(0|[1-9][0-9]{0,17})\.json")
NEVER_KEPT = {
    "cache-control": "no-cache"
}  # a checkpoint is signed without an act, so the cache of pages would not notice

Size = Annotated[
    int,
    QueryParameter(name="size", ge=0, le=LARGEST, description="Of the tree to prove it in. 0: the record's size now."),
]
From = Annotated[int, QueryParameter(name="from", ge=0, le=LARGEST)]
To = Annotated[int, QueryParameter(name="to", ge=0, le=LARGEST, description="0: the record's size now.")]


@dataclass(frozen=True, slots=True)
class EntryLine:
    seq: int
    entry: str  # the exact bytes, as text: leaf = SHA-256(0x00, these)
    leaf: str


@dataclass(frozen=True, slots=True)
class Entries:
    size: int
    root: str
    entries: list[EntryLine]


@dataclass(frozen=True, slots=True)
class Inclusion:
    seq: int
    entry: str
    leaf: str
    size: int
    root: str
    proof: list[str]


@dataclass(frozen=True, slots=True)
class Consistency:
    first_size: int
    first_root: str
    second_size: int
    second_root: str
    proof: list[str]


@dataclass(frozen=True, slots=True)
class KeyLink:
    key: str
    since_size: int
    since: str
    text: str
    signature: str
    by_former: str


@get(
    "/record/entries.json",
    guards=[public],
    summary="Entries of the record, oldest first",
    responses=REFUSALS,
    description=f"From `from` up to but not with `to`; at most {MOST}. "
    "All hashes are SHA-256 in hex (RFC 9162, section 2.1).",
)
async def entries_json(first: From = 0, to: To = 0) -> Entries:
    head = await now_head()
    end = min(first + MOST, to or head.size, head.size)
    return Entries(head.size, head.root, [line(each) for each in await queries.entries_from(first, end)])


def line(entry: EntryView) -> EntryLine:
    return EntryLine(entry.seq, entry.bytes, entry.leaf)


@get(
    "/record/entries/{seq:int}/proof.json",
    guards=[public],
    summary="Proof that an entry is in the record",
    responses=REFUSALS,
    description="An inclusion proof after RFC 9162, section 2.1.3: hashes from the leaf up, to be folded into the "
    "root. Also at /record/proofs/{seq}.json.",
)
async def inclusion_json(seq: Seq, size: Size = 0) -> Inclusion:
    return await inclusion(seq, size)


@get("/record/proofs/{name:str}", guards=[public], include_in_schema=False)
async def inclusion_by_name(name: FromPath[str], size: Size = 0) -> Inclusion:
    """Proves that an entry is in the record. `name` is its number and `.json`."""
    if not (found := NAME.fullmatch(name)):
        raise NotFound
    return await inclusion(int(found[1]), size)


async def inclusion(seq: int, size: int) -> Inclusion:
    head = await now_head(size)
    end = size or head.size
    if seq >= end:
        raise NotFound
    entry = await queries.entry(seq)
    proof = await queries.inclusion(seq, end)
    return Inclusion(
        seq, entry.bytes, entry.leaf, end, (await queries.root_at(end)).hex(), [each.hex() for each in proof]
    )


@get(
    "/record/consistency.json",
    guards=[public],
    summary="Proof that the record only grew",
    responses=REFUSALS,
    description="A consistency proof after RFC 9162, section 2.1.4, from the record of `from` entries to that of `to` "
    "(0 or nothing: now).",
)
async def consistency_json(first: From, to: To = 0) -> Consistency:
    head = await now_head(to)
    second = to or head.size
    if first > second:
        raise NotFound
    proof = await queries.consistency(first, second)
    return Consistency(
        first,
        (await queries.root_at(first)).hex(),
        second,
        (await queries.root_at(second)).hex(),
        [each.hex() for each in proof],
    )


async def now_head(reaching: int = 0) -> HeadView:
    """Raises NotFound if the record has fewer entries than `reaching`."""
    head = await queries.head() or HeadView(key.signer().origin, 0, EMPTY_ROOT.hex())
    if reaching > head.size:
        raise NotFound
    return head


@get("/record/checkpoint", guards=[public], include_in_schema=False)
async def checkpoint_text() -> Response[str]:
    """The newest signed state (c2sp.org/tlog-checkpoint)."""
    newest = await queries.checkpoints(1)
    if not newest:
        raise NotFound
    return Response(newest[0].note, media_type="text/plain", headers=NEVER_KEPT)


@get("/record/key", guards=[public], include_in_schema=False)
async def key_text() -> Response[str]:
    """What checks the signature (c2sp.org/signed-note, verifier key): the newest first, then those before it."""
    return Response("".join(f"{line}\n" for line in await keys.lines()), media_type="text/plain")


@get(
    "/record/keys.json",
    guards=[public],
    summary="The keys that have signed the record, oldest first",
    responses=REFUSALS,
    description="`since_size`: how many entries the record had when a key came into use; it signs every checkpoint of "
    "more, until the next one. `text` is what `signature` (Ed25519, by the key itself) and `by_former` (by the key "
    "before it; empty for the first key and after a loss) sign.",
)
async def keys_json() -> list[KeyLink]:
    origin = await keys.origin_now()
    return [
        KeyLink(
            key_line(origin, read_public(each.public)),
            each.since_size,
            each.since.isoformat(timespec="milliseconds"),
            each.text(),
            each.signature,
            each.by_former,
        )
        for each in await keys.links()
        if each.use == RECORD
    ]


PROOFS = [entries_json, inclusion_json, inclusion_by_name, consistency_json, checkpoint_text, key_text, keys_json]
