"""Confidential reports. Nothing here says who wrote one: there is no participant, no address, and the words are
sealed."""

from __future__ import annotations

from piccolo.columns import Text, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import StakeholderGroup
from moderation.cases.tables import Case


class Confidential(Row, tablename="confidential"):
    case = reference(Case)
    code = Varchar(length=64, unique=True)  # keyed hash of the code that its author holds
    about = reference(StakeholderGroup)  # the group that it is about, which has no seat
    sealed = Text()


class Addition(Row, tablename="confidential_addition"):
    """Words that the author or the panel wrote afterwards."""

    confidential = reference(Confidential)
    by_panel = Varchar(length=5, default="")  # "yes", or "" for its author
    sealed = Text()
    added_at = moment()


class Waiting(Row, tablename="confidential_waiting"):
    """A report above what is taken in an hour, until it is its turn."""

    code = Varchar(length=64, unique=True)
    about = reference(StakeholderGroup)
    sealed = Text()
    sent_at = moment()
