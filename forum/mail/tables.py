"""The outbox: letters are written in the transaction of the act that causes them, and sent after it."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from forum.columns import Row, moment


class Letter(Row, tablename="letter"):
    recipient = Varchar(length=254)
    subject = Varchar(length=200)
    body = Text()
    written_at = moment()
    sent_at = moment(optional=True, index=True)
    attempts = Integer(default=0)
    retry_at = moment(optional=True)
