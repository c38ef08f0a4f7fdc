"""Akoma Ntoso 3.0 (OASIS LegalDocML), out and in. It is pure: it needs neither network nor schema to run.

Out: `instrument.py` writes an edition and `amendment.py` an amendment, both from the hierarchy of `body.py`, the
phrases of `inline.py`, the metadata of `meta.py`, the names of `naming.py` and what `changes.py` says has changed.
In: `parsing.py` opens a document, `walking.py` walks it with `words.py` for its phrases, and `outlining.py` makes an
outline of it. Both use the elements of `elements.py`.
"""

from drafts.exchange.akn.amendment import write_amendment
from drafts.exchange.akn.instrument import write
from drafts.exchange.akn.meta import Event
from drafts.exchange.akn.outlining import read

__all__ = ["Event", "read", "write", "write_amendment"]
