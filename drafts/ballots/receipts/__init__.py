"""Receipts of votes: reading and keeping one (`queries`), checking one here (`checks`) or offline (`command`)."""
