"""Word files on pages: saved, sent back, looked at, drafted."""

from __future__ import annotations

import pytest

from drafts.amendments import queries as amendments
from drafts.amendments.tables import Amendment
from drafts.exchange.edition import Proposed
from drafts.exchange.word import write_changes
from drafts.instruments.printing import printed
from tests.drafts.setting import clause, tabled

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def changed(cast) -> bytes:
    at = await clause(cast)
    edition = await printed("code")
    first, second, third = [line for line in edition.lines if line.key]
    proposals = [
        Proposed(
            1,
            "replace",
            first.key,
            at.current.text.replace("without undue delay", "within 24 hours"),
            sponsors=("Ana Lawyer",),
        ),
        Proposed(2, "repeal", second.key, sponsors=("Ana Lawyer",)),
        Proposed(3, "insert", third.key, "A *new* promise.", sponsors=("Ana Lawyer",)),
    ]
    return write_changes(edition, proposals, edition.published_at)


async def send(visitor, data: bytes, **typed: str):
    target, values = visitor.filled("/word")
    values.pop("file", None)
    response = await visitor.client.post(
        target, data={**values, **typed}, files={"file": ("changes.docx", data, TYPE)}, follow_redirects=True
    )
    return visitor.arrived(response)


async def test_files(cast, site):
    amendment = await tabled(cast)
    reader = site.visitor()
    for path in ("/instruments/code/editions/1/edition.docx", f"/amendments/{amendment}/amendment.docx"):
        got = await reader.client.get(path)
        assert got.status_code == 200 and got.headers["content-type"].startswith(TYPE) and got.content[:2] == b"PK"
        assert (await reader.client.get(path, headers={"if-none-match": got.headers["etag"]})).status_code == 304
    assert (await reader.open("/instruments/code/editions/9/edition.docx")).status == 404


async def test_from_word_to_drafts(cast, site):
    data = await changed(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/instruments/code")
    await norland.follow("Import changes from Word")
    seen = await send(norland, data, reasons="As our lawyers ask.")
    assert seen.status == 200 and "3 changes were understood" in seen.words and "By Ana Lawyer." in seen.words
    assert "Added: within 24 hours" in seen.words and not await Amendment.exists()
    done = await norland.send("/word")
    assert done.status == 200 and "3 amendments drafted" in done.words
    first = await amendments.amendment(1, await cast.who("norland"))
    assert (first.kind, first.fate, first.wording.reasons) == (
        "replace",
        "draft",
        "As our lawyers ask.",
    ) and "within 24 hours" in first.wording.text


async def test_all_or_nothing_and_what_was_typed_stays(cast, site):
    data = await changed(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/instruments/code/word")
    await send(norland, data)
    refused = await norland.send("/word", **{"text-0": "", "reasons-2": "مهم جدا"})
    assert refused.status == 422 and "Nothing was drafted" in refused.words and "مهم جدا" in refused.text
    assert refused.tree.xpath("//*[@id='error-0']") and not await Amendment.exists()


@pytest.mark.parametrize("data, says", [(b"", "Choose a Word file"), (b"no archive", "not a Word document")])
async def test_a_file_that_is_none(cast, site, data, says):
    await clause(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/instruments/code/word")
    refused = await send(norland, data)
    assert refused.status == 422 and says in refused.words and refused.tree.xpath("//*[@id='file-error']")


async def test_who_may_send(cast, site):
    await clause(cast)
    assert (await site.visitor().open("/instruments/code/word")).status == 303
    observer = await site.signed_in(cast.people["reader"])
    assert (await observer.open("/instruments/code/word")).status == 403
