"""The append-only record: entries, the tree over them, what each entry vouches for, and signed checkpoints."""

from __future__ import annotations

from piccolo.columns import BigInt, Integer, Text, Varchar

from forum.columns import Row, moment


class RecordEntry(Row, tablename="record_entry"):
    """An entry. `bytes` is the canonical JSON that the tree is built over; the columns beside it are for finding it."""

    seq = BigInt(unique=True)  # from 0, without gaps
    at = moment(index=True)
    kind = Varchar(length=60, index=True)  # "comment.made"
    subject = Varchar(length=120, index=True)  # a path: "/amendments/7"
    actor = Varchar(length=32, default="")  # Participant.ref, or "" for the forum's own clock
    says = Text()  # one public sentence
    bytes = Text()


class RecordNode(Row, tablename="record_node"):
    """Roots of full subtrees (RFC 9162): enough to prove anything about any size with a few look-ups."""

    level = Integer()
    index = BigInt()
    hash = Varchar(length=64)


class RecordHead(Row, tablename="record_head"):
    """One row (id 1): how far the record has come."""

    origin = Varchar(length=200)
    size = BigInt(default=0)
    frontier = Text()  # the peaks of the tree of this size, JSON
    root = Varchar(length=64)
    at = moment(optional=True)  # of the last entry
    unsigned_since = moment(optional=True)  # of the first entry that no checkpoint covers yet
    checkpoints = Integer(default=0)  # how many there are


class Witness(Row, tablename="witness"):
    """Which entry last vouched for a row of another table, and the nonce that opens its commitment."""

    row = Varchar(length=80, unique=True)  # "comment/17"
    seq = BigInt(index=True)
    nonce = Varchar(length=64)  # hex; empty once the words are erased
    digest = Varchar(length=64, index=True)


class Checkpoint(Row, tablename="checkpoint"):
    size = BigInt(index=True)
    root = Varchar(length=64)
    note = Text()  # C2SP tlog-checkpoint, signed
    signed_at = moment()


class KnownKey(Row, tablename="known_key"):
    """What lies beside the database, as it can be recognised: keys of the record, and the secret of sealed ballots."""

    use = Varchar(length=10)  # record | seal
    public = Varchar(length=100)  # base64: an Ed25519 public key, or what is derived from the secret for this
    since_size = BigInt()  # entries that the record had then
    since = moment()
    signature = Varchar(length=100)  # base64: by the key itself; of the secret, by the record's key
    by_former = Varchar(
        length=100, default=""
    )  # base64: by the record's key before it; "" for the first, and after a loss
