"""What somebody with the database's password might do, each with the words by which `comity verify` must name it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from drafts.ballots.tables import Cast
from forum.clock import now
from forum.engines.guards import run
from forum.organisations.tables import Accreditation, Organisation
from forum.record import key
from forum.record.rows import values_of
from forum.record.tables import Checkpoint, RecordEntry, RecordHead, RecordNode, Witness
from forum.rules.checkpoint import Signing, sign_checkpoint
from forum.rules.entries import Entry, commitment
from forum.rules.merkle import Frontier
from forum.threads.tables import Comment

OTHER = "0" * 64


async def entry(seq: int) -> RecordEntry:
    return await RecordEntry.objects().where(RecordEntry.seq == seq).first()


async def entry_bytes() -> None:
    spaced = (await entry(1)).bytes.replace('"v":1', '"v": 1')
    await RecordEntry.update({RecordEntry.bytes: spaced}).where(RecordEntry.seq == 1)


async def entry_words() -> None:
    """Canonical, and the columns fit; but other words than those that were hashed."""
    said = Entry.parse((await entry(1)).bytes.encode())
    forged = Entry(said.seq, said.at, said.kind, said.subject, said.actor, {**said.detail, "more": 1}, said.content)
    await RecordEntry.update({RecordEntry.bytes: forged.written().decode()}).where(RecordEntry.seq == 1)


async def entry_says() -> None:
    await RecordEntry.update({RecordEntry.says: "Nothing happened."}).where(RecordEntry.seq == 1)


async def entry_actor() -> None:
    await RecordEntry.update({RecordEntry.actor: "person001"}).where(RecordEntry.seq == 2)


async def entry_time() -> None:
    await RecordEntry.update({RecordEntry.at: (await entry(2)).at - timedelta(days=1)}).where(RecordEntry.seq == 2)


async def entry_gone() -> None:
    await RecordEntry.delete().where(RecordEntry.seq == 3)


async def last_entry_gone() -> None:
    await RecordEntry.delete().where(RecordEntry.seq == await RecordEntry.count() - 1)


async def entry_before_the_first() -> None:
    first = await entry(0)
    await RecordEntry(
        seq=-1, at=first.at, kind=first.kind, subject=first.subject, says=first.says, bytes=first.bytes
    ).save()


async def node_changed() -> None:
    await RecordNode.update({RecordNode.hash: OTHER}).where(RecordNode.level == 1, RecordNode.index == 0)


async def leaf_gone() -> None:
    await RecordNode.delete().where(RecordNode.level == 0, RecordNode.index == 2)


async def node_added() -> None:
    await RecordNode(level=9, index=0, hash=OTHER).save()


async def head_size() -> None:
    await RecordHead.update({RecordHead.size: 3}, force=True)


async def head_root() -> None:
    await RecordHead.update({RecordHead.root: OTHER}, force=True)


async def head_frontier() -> None:
    await RecordHead.update({RecordHead.frontier: Frontier().to_json()}, force=True)


async def checkpoint_column() -> None:
    await Checkpoint.update({Checkpoint.root: OTHER}).where(Checkpoint.id == 1)


async def checkpoint_note() -> None:
    row = await Checkpoint.objects().where(Checkpoint.id == 1).first()
    note = row.note.replace(f"\n{row.size}\n", f"\n{row.size - 1}\n")
    await Checkpoint.update({Checkpoint.note: note, Checkpoint.size: row.size - 1}).where(Checkpoint.id == 1)


async def checkpoint_of_another_history() -> None:
    """Whoever has the key signs another root."""
    row = await Checkpoint.objects().where(Checkpoint.id == 1).first()
    note = signed(row.size, row.signed_at)
    await Checkpoint.update({Checkpoint.root: OTHER, Checkpoint.note: note}).where(Checkpoint.id == 1)


async def checkpoint_ahead() -> None:
    last = await Checkpoint.objects().order_by(Checkpoint.id, ascending=False).first()
    moment = last.signed_at + timedelta(minutes=1)
    await Checkpoint(size=999, root=OTHER, note=signed(999, moment, last.size), signed_at=moment).save()
    await RecordHead.update({RecordHead.checkpoints: RecordHead.checkpoints + 1}, force=True)


def signed(size: int, at: datetime, after: int = 0) -> str:
    """By the forum's own key, for a record that never was."""
    line = Signing(at, after).line()
    return sign_checkpoint(key.signer().origin, size, bytes.fromhex(OTHER), key.signer().key, line)


async def row_changed() -> None:
    await Comment.update({Comment.body: "Bad."}).where(Comment.id == 1)


async def row_ended() -> None:
    await Accreditation.update({Accreditation.ended_at: now()}).where(Accreditation.id == 1)


async def vote_changed() -> None:
    await Cast.update({Cast.position: "abstain"}).where(Cast.id == 1)


async def row_gone() -> None:
    await Comment.delete().where(Comment.id == 1)


async def row_gone_with_its_witness() -> None:
    await row_gone()
    await Witness.delete().where(Witness.row == "comment/1")


async def row_added() -> None:
    row = await Comment.objects().first()
    await Comment(**{**row.to_dict(), "id": 2, "body": "Me too."}).save()


async def row_added_with_a_witness() -> None:
    await Organisation(slug="ghost", name="Ghost", group=1).save()
    row = await Organisation.objects().where(Organisation.slug == "ghost").first()
    await Witness(
        row=f"organisation/{row.id}", seq=0, nonce="11" * 32, digest=commitment(b"\x11" * 32, values_of(row))
    ).save()


async def nonce_gone() -> None:
    await Witness.update({Witness.nonce: ""}).where(Witness.row == "comment/1")


async def witness_of_an_earlier_act() -> None:
    """As if the ballot had never been closed."""
    await Witness.update({Witness.seq: 2}).where(Witness.row == "ballot/1")


async def witness_of_no_row() -> None:
    await Witness(row="unicorn/1", seq=1, nonce="11" * 32, digest=OTHER).save()


TAMPERINGS: tuple[tuple[Callable[[], Awaitable[None]], str], ...] = (
    (entry_bytes, "Entry 1 cannot be read"),
    (entry_words, "Entry 1 does not have the hash"),
    (entry_says, "Entry 1: the column says"),
    (entry_actor, "Entry 2: the column actor"),
    (entry_time, "Entry 2: the column at"),
    (entry_gone, "Entry 3 is missing"),
    (last_entry_gone, "but the record has only"),
    (entry_before_the_first, "numbered without gaps from 0"),
    (node_changed, "Node 0 on level 1 of the tree does not have the hash"),
    (leaf_gone, "Entry 2 has no hash in the tree"),
    (node_added, "nodes instead of"),
    (head_size, "The head says that there are 3 entries"),
    (head_root, "The head has another root"),
    (head_frontier, "The head has another frontier"),
    (checkpoint_column, "Checkpoint 1 is signed for another state"),
    (checkpoint_note, "Checkpoint 1 is not a checkpoint signed by the key"),
    (checkpoint_of_another_history, "Checkpoint 1 was signed for other entries"),
    (checkpoint_ahead, "is of 999 entries, but the record has only"),
    (row_changed, "The row comment/1 was changed"),
    (row_ended, "The row accreditation/1 was changed"),
    (vote_changed, "The row cast/1 was changed"),
    (row_gone, "The row comment/1 is gone"),
    (row_gone_with_its_witness, "vouches for the row comment/1, whose nonce is gone"),
    (row_added, "The row comment/2 is in no entry"),
    (row_added_with_a_witness, "Entry 0 does not vouch for the row organisation/"),
    (nonce_gone, "The row comment/1 was changed"),
    (witness_of_an_earlier_act, "The row ballot/1 is compared with entry 2"),
    (witness_of_no_row, "unicorn/1, which is no row of a public table"),
)


async def rewrite_all() -> None:
    """Everything after the first entry never happened, and nothing in the database says that it did."""
    leaf = Entry.parse((await entry(0)).bytes.encode()).leaf()
    await run(
        "DELETE FROM checkpoint",
        "DELETE FROM witness WHERE seq > 0",
        "DELETE FROM record_entry WHERE seq > 0",
        "DELETE FROM record_node",
    )
    tree, nodes = Frontier().append(leaf)
    await RecordNode.insert(*(RecordNode(level=node.level, index=node.index, hash=node.hash.hex()) for node in nodes))
    first = (await entry(0)).at
    values = {"size": 1, "root": tree.root().hex(), "frontier": tree.to_json(), "at": first}
    await RecordHead.update({**values, "unsigned_since": first, "checkpoints": 0}, force=True)
