"""Flags, the case that they make, and what each member of its panel thought before seeing the others."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import StakeholderGroup
from forum.people.tables import Participant
from forum.threads.tables import Comment


class Case(Row, tablename="moderation_case"):
    """What a panel decides. All flags of one comment are one case."""

    comment = reference(Comment, optional=True)
    opened_at = moment()
    closed_at = moment(optional=True)
    outcome = Varchar(length=10, default="")  # for a report a measure; "" while open
    rule = Varchar(length=120, default="")
    because = Text(default="")
    kind = Varchar(length=14, default="")  # "" a report | appeal | confidential | dominance | accreditation
    about = Varchar(length=160, default="")  # path of what it is about, where that is no comment
    below = reference("self", optional=True)  # of an appeal: the case that was decided


class Flag(Row, tablename="flag"):
    """A report. Who made it is known to nobody but the database: pages and the record show only that somebody did."""

    case = reference(Case)
    participant = reference(Participant)
    rule = Varchar(length=120)
    note = Text(default="")
    flagged_at = moment()
    quote = Text(default="")  # the words of the comment that were marked


class Opinion(Row, tablename="opinion"):
    """What one member of a panel thinks of a case."""

    case = reference(Case)
    participant = reference(Participant)
    group = reference(StakeholderGroup)
    view = Varchar(length=10)  # of a report keep | note | fold | return | hide | pause; of others uphold | reverse
    rule = Varchar(length=120, default="")
    reasons = Text()
    given_at = moment()
    days = Integer(default=0)  # for how long
