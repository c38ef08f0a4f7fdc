"""Makes the files of an amendment, each format once."""

from __future__ import annotations

from drafts.amendments.printing import edition_of, proposed
from drafts.amendments.views import AmendmentView
from drafts.exchange import akn, word
from drafts.exchange.pdf import write_amendment_pdf
from drafts.instruments.exporting import FILES
from drafts.instruments.printing import printed
from forum.errors import NotFound


async def amendment_file(amendment: AmendmentView, format: str, address: str) -> bytes:
    """Answers the amendment as a file; `format` is akn, pdf or docx. Raises NotFound, also if the edition that it would
    change no longer has the clause it names."""
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
