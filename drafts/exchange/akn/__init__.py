"""Akoma Ntoso 3.0 (OASIS LegalDocML), out and in. It is pure: it needs neither network nor schema to run.

Out: `instrument.py` writes an edition, `amendment.py` an amendment, both from the hierarchy of `body.py`, the phrases of
`inline.py`, the metadata of `meta.py`, the names of `naming.py` and what changed by `changes.py`. In: `parsing.py` opens
a document, `walking.py` walks it with the `words.py` of its phrases, `outlining.py` makes an outline of it. `elements.py`
is what both share.
"""

from drafts.exchange.akn.amendment import write_amendment
from drafts.exchange.akn.instrument import write
from drafts.exchange.akn.meta import Event
from drafts.exchange.akn.outlining import read

__all__ = ["Event", "read", "write", "write_amendment"]
