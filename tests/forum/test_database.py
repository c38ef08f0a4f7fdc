"""The two ways to use the database, on both engines."""

from __future__ import annotations

import asyncio

import pytest

from forum.database import atomic, is_duplicate, reading
from forum.organisations.tables import StakeholderGroup
from forum.record.actions import append, checkpoint
from forum.record.queries import checkpoints, entries, head, inclusion
from forum.rules.merkle import verify_inclusion


def group(key: str) -> StakeholderGroup:
    return StakeholderGroup(key=key, name=key.title(), position=1)


async def test_an_act_is_all_or_nothing(database):
    with pytest.raises(ZeroDivisionError):
        async with atomic():
            await group("industry").save()
            raise ZeroDivisionError
    assert await StakeholderGroup.count() == 0


async def test_an_inner_act_joins_the_outer_one(database):
    with pytest.raises(ZeroDivisionError):
        async with atomic():
            async with atomic():
                await group("industry").save()
            raise ZeroDivisionError
    assert await StakeholderGroup.count() == 0


async def test_a_duplicate_is_recognised_and_the_next_act_works(database):
    await group("industry").save()
    with pytest.raises(Exception) as caught:
        async with atomic():
            await group("industry").save()
    assert is_duplicate(caught.value)
    async with atomic():
        await group("government").save()
    assert await StakeholderGroup.count() == 2


async def test_acts_that_read_and_then_write_lose_nothing(database):
    await StakeholderGroup(key="counter", name="Counter", position=0).save()

    async def count_up() -> None:
        async with atomic():
            row = await StakeholderGroup.select(StakeholderGroup.position).first()
            await asyncio.sleep(0)
            await StakeholderGroup.update({StakeholderGroup.position: row["position"] + 1}, force=True)

    await asyncio.gather(*(count_up() for _ in range(40)))
    assert (await StakeholderGroup.select().first())["position"] == 40


async def test_a_reader_sees_one_moment(database):
    async with reading():
        before = await StakeholderGroup.count()
        await asyncio.create_task(in_another_context())
        assert await StakeholderGroup.count() == before
    assert await StakeholderGroup.count() == before + 1


async def in_another_context() -> None:
    import contextvars

    await asyncio.get_running_loop().create_task(group("industry").save().run(), context=contextvars.Context())


async def test_a_cancelled_act_leaves_the_lock_free(database):
    async def slow() -> None:
        async with atomic():
            await group("industry").save()
            await asyncio.sleep(10)

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with atomic():
        await group("government").save()
    assert await StakeholderGroup.select(StakeholderGroup.key).output(as_list=True) == ["government"]


async def test_the_record_proves_what_was_appended(database):
    receipts = []
    for number in range(5):
        async with atomic():
            made = group(f"g{number}")
            await made.save()
            receipts.append(await append("group.named", "/organisations", f"Group {number} was named.", made))
    for receipt in receipts:
        proof = [bytes.fromhex(each) for each in receipt.proof]
        assert verify_inclusion(
            bytes.fromhex(receipt.leaf), receipt.seq, receipt.size, proof, bytes.fromhex(receipt.root)
        )
    now_at = await head()
    assert now_at.size == 5
    for receipt in receipts:
        assert verify_inclusion(
            bytes.fromhex(receipt.leaf), receipt.seq, 5, await inclusion(receipt.seq, 5), bytes.fromhex(now_at.root)
        )


async def test_a_failed_act_leaves_no_entry(database):
    with pytest.raises(ZeroDivisionError):
        async with atomic():
            await append("group.named", "/organisations", "Nothing.")
            raise ZeroDivisionError
    assert await entries() == []


async def test_a_checkpoint_is_signed_once_for_each_size(database):
    async with atomic():
        await append("group.named", "/organisations", "A group was named.")
        await checkpoint()
        await checkpoint()
    assert [each.size for each in await checkpoints()] == [1]
