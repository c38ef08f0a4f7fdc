"""What the database refuses by itself, on both engines."""

import pytest

from forum.database import atomic, is_duplicate
from forum.engines.guards import run
from forum.people.tables import Mandate
from tests.cast import ENTERED
from tests.tamper import disarm


@pytest.mark.parametrize(
    "statement", ["UPDATE record_entry SET says = 'x'", "DELETE FROM record_entry", "DELETE FROM record_node"]
)
async def test_the_record_is_append_only(cast, statement):
    with pytest.raises(Exception, match="append-only"):
        await run(statement)
    await disarm()
    await run(statement)


async def test_an_organisation_has_one_head(cast):
    with pytest.raises(Exception) as refused:
        async with atomic():
            await Mandate(
                participant=cast.people["reader"],
                organisation=cast.organisations["norland"],
                kind="head",
                since=ENTERED,
            ).save()
    assert is_duplicate(refused.value)
