"""Flags, the case that flags of one comment make, and what each moderator thought before seeing the other."""
from __future__ import annotations

from piccolo.columns import Text, Varchar
from piccolo.table import Table

from forum.columns import moment, reference
from forum.organisations.tables import StakeholderGroup
from forum.people.tables import Participant
from forum.threads.tables import Comment


class Case(Table, tablename="moderation_case"):
    comment = reference(Comment)
    opened_at = moment()
    closed_at = moment(optional=True)
    outcome = Varchar(length=10, default="")  # hidden | kept; "" while open
    rule = Varchar(length=120, default="")
    because = Text(default="")


class Flag(Table, tablename="flag"):
    """Who flagged is known to nobody but the database: pages and the record show only that somebody did."""

    case = reference(Case)
    participant = reference(Participant)
    rule = Varchar(length=120)
    note = Text(default="")
    flagged_at = moment()


class Opinion(Table, tablename="opinion"):
    """A moderator's view. Two of different stakeholder groups that agree decide the case."""

    case = reference(Case)
    participant = reference(Participant)
    group = reference(StakeholderGroup)
    view = Varchar(length=10)  # hide | keep
    rule = Varchar(length=120, default="")
    reasons = Text()
    given_at = moment()
