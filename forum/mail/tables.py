"""The outbox: letters are written in the transaction of the act that causes them, and sent after it."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar
from piccolo.table import Table

from forum.columns import moment


class Letter(Table, tablename="letter"):
    recipient = Varchar(length=254)
    subject = Varchar(length=200)
    body = Text()
    written_at = moment()
    sent_at = moment(optional=True, index=True)
    attempts = Integer(default=0)
    retry_at = moment(optional=True)
