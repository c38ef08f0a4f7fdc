"""Statements of reasons: what was decided about a comment, why, and until when."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from forum.columns import Row, moment, reference
from forum.threads.tables import Comment
from moderation.cases.tables import Case


class MeasureStatement(Row, tablename="measure_statement"):
    """The fields of Article 17(3) of the EU Digital Services Act, without personal data."""

    ref = Varchar(length=20, unique=True)  # type: ignore[assignment]  # "2026-7"; hides Table.ref, which nobody calls
    case = reference(Case)
    comment = reference(Comment)
    measure = Varchar(length=10)  # keep | note | fold | return | hide | pause
    rule = Varchar(length=120, default="")  # keys, with spaces between them
    rules = Integer()  # version of the published rules
    facts = Text()
    found = Varchar(length=10)  # report | own
    groups = Varchar(length=200)  # keys of the groups that sat, with spaces between them
    dissent = Integer(default=0)  # members who wanted another measure
    days = Integer(default=0)
    decided_at = moment()
    until = moment(optional=True)  # None for what needs no end
    appeal_until = moment()
    ended_at = moment(optional=True)
    ended = Varchar(length=12, default="")  # expired | rewritten | reversed | changed
