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
    retry_at = moment(optional=True)  # not before; while one process sends it, no other takes it
    about = Varchar(length=120, default="", index=True)  # what it is about: "/ballots/7", "/invitations/12"
    failed_at = moment(optional=True)  # it cannot be delivered, and is not tried again
    why = Varchar(length=300, default="")  # of the last try, if it failed
