"""Akoma Ntoso 3.0 (OASIS LegalDocML): editions and amendments out, documents in. Pure: no network, no schema needed
to run."""

from drafts.exchange.akn.amendment import write_amendment
from drafts.exchange.akn.instrument import write
from drafts.exchange.akn.meta import Event
from drafts.exchange.akn.outlining import read

__all__ = ["Event", "read", "write", "write_amendment"]
