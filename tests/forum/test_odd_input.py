"""Characters that nobody types, in addresses and forms: refused or dropped before a database sees them."""

import pytest

from forum.people.tables import Submission
from moderation.cases.tables import Flag
from tests.forum.test_threads import say


@pytest.mark.parametrize(
    "path",
    [
        "/instruments/%00",
        "/organisations/a%00b",
        "/instruments/x/clauses/%00",
        "/amendments?fate=%00",
        "/record?kind=%00",
    ],
)
async def test_no_address_holds_a_nul(cast, site, path):
    assert (await site.visitor().open(path)).status == 404


async def test_control_characters_in_a_form_are_dropped(cast, site):
    visitor = await site.signed_in(cast.people["cobalt"])
    await visitor.open(f"/comments/{await say(cast)}/flags/new")
    target, values = visitor.filled("/flags", rule="person", note="")
    answer = await visitor.post(target, {**values, "note": "One\x00\x1b[31m\r\nTwo\tthree", "_once": "a\x00b"})
    assert answer.status == 200
    assert (await Flag.select(Flag.note).first())["note"] == "One[31m\nTwo\tthree"
    assert await Submission.exists().where(Submission.key == f"{cast.people['cobalt']}:ab")
