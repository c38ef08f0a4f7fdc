"""Makes the files of an edition, each format once."""

from __future__ import annotations

from collections.abc import Callable

from drafts.exchange import akn, word
from drafts.exchange.edition import Printed
from drafts.exchange.markdown_out import edition_markdown
from drafts.exchange.pdf import write_pdf
from drafts.instruments import queries
from drafts.instruments.made_once import MadeOnce
from drafts.instruments.printing import printed
from forum.errors import NotFound

FILES = MadeOnce()


async def edition_file(slug: str, number: int | None, format: str, address: str, against: int | None = None) -> bytes:
    """The file of an edition, which without a number is the one in force. `format`: md | akn | pdf | docx; `against`:
    another edition with which a PDF or a Word file is compared. Raises NotFound."""
    instrument = await queries.instrument(slug)
    number = number if number is not None else instrument.edition_number
    if number < 1 or (against is not None and against < 1):
        raise NotFound
    key = (format, instrument.id, instrument.brought_at, number, against, address)
    kept = FILES.get(key)
    if kept is not None:  # a published edition never changes
        return kept
    edition = await printed(slug, number, address)
    before = await printed(slug, against, address) if against else None
    return await FILES.made(key, await _maker(edition, before, format, instrument.id))


async def _maker(edition: Printed, before: Printed | None, format: str, instrument_id: int) -> Callable[[], bytes]:
    if format == "pdf":
        return lambda: write_pdf(edition, before)
    if format == "docx":
        return lambda: word.write_redline(before, edition, edition.title) if before else word.write(edition)
    if format == "md":
        return lambda: edition_markdown(edition).encode()
    if format != "akn":
        raise NotFound
    events = await _events(instrument_id, edition.address)
    previous = await printed(edition.slug, edition.number - 1, edition.address) if edition.number > 1 else None
    return lambda: akn.write(edition, events, previous)


async def _events(instrument_id: int, address: str) -> list[akn.Event]:
    return [
        akn.Event(each.number, each.published_at, address + each.amendment if each.amendment else "")
        for each in reversed(await queries.editions(instrument_id))
    ]
