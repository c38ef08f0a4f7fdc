"""Floors of an instrument, and what became of them on each amendment: passed without comment, extended, waived."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from drafts.amendments.tables import Amendment
from drafts.instruments.tables import Instrument
from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup
from forum.people.tables import Participant


class Floor(Row, tablename="floor"):
    """One version of an instrument's floors; the newest holds for amendments tabled after it was set. Never changed."""

    instrument = reference(Instrument)
    number = Integer()  # 1, 2, 3…
    heard = Varchar(length=20, default="")  # "1/3" of each group's organisations; "" for no such floor
    words = Varchar(length=20, default="")  # "1/5" of the words at most for each organisation
    days = Integer(default=0)  # of comment
    reasons = Text()
    set_by = reference(Participant)
    set_at = moment()


class Pass(Row, tablename="pass"):
    """An organisation says on an amendment that it has no comment."""

    amendment = reference(Amendment)
    organisation = reference(Organisation)
    participant = reference(Participant)
    passed_at = moment()


class PeriodEnd(Row, tablename="comment_period_end"):
    """The comment period of an amendment ran out. `until` is the end of its one extension, and empty if nothing was
    missing."""

    amendment = reference(Amendment)
    ended_at = moment()
    until = moment(optional=True)


class Waiving(Row, tablename="waiving"):
    """One group's moderator gives reasons to waive a floor of an amendment. When all others have, it is waived."""

    amendment = reference(Amendment)
    kind = Varchar(length=10)  # heard | words
    about = reference(StakeholderGroup)  # the group that is silent, or whose organisation has too many words
    group = reference(StakeholderGroup)  # for which it is given
    participant = reference(Participant)
    reasons = Text()
    given_at = moment()


class Waiver(Row, tablename="waiver"):
    """A floor that the moderators of all other groups waived."""

    amendment = reference(Amendment)
    kind = Varchar(length=10)
    about = reference(StakeholderGroup)
    waived_at = moment()
