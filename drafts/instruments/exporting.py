"""Makes the files of an edition and of an amendment, each format once."""

from __future__ import annotations

from collections.abc import Callable

from drafts.amendments.views import AmendmentView
from drafts.exchange import akn, word
from drafts.exchange.edition import Printed
from drafts.exchange.markdown_out import edition_markdown
from drafts.exchange.pdf import write_amendment_pdf, write_pdf
from drafts.instruments import queries
from drafts.instruments.made_once import MadeOnce
from drafts.instruments.printing import edition_of, printed, proposed
from forum.errors import NotFound

FILES = MadeOnce()


async def edition_file(slug: str, number: int | None, format: str, address: str, against: int | None = None) -> bytes:
    """Without a number, the one in force. `format`: md | akn | pdf | docx; `against`: another edition with which a
    PDF or a Word file is compared. Raises NotFound."""
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


async def amendment_file(amendment: AmendmentView, format: str, address: str) -> bytes:
    """`format`: akn | pdf | docx. Raises NotFound, also if the edition that it would change no longer has the clause it
    names."""
    edition = await printed(amendment.clause.slug, await edition_of(amendment), address)
    change, tabled = proposed(amendment), amendment.tabled_at
    if not {change.key, change.after or change.key} <= {line.key for line in edition.lines}:
        raise NotFound
    makers = {
        "akn": lambda: akn.write_amendment(edition, change, tabled),
        "pdf": lambda: write_amendment_pdf(edition, change),
        "docx": lambda: word.write_changes(edition, [change], tabled),
    }
    key = (
        format,
        amendment.id,
        amendment.drafted_at,
        tabled,
        amendment.wording.id,
        change.sponsors,
        edition.number,
        address,
    )
    return await FILES.made(key, makers[format])
