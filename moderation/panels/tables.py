"""Who decides a case: drawn by a lottery that anyone can replay."""

from __future__ import annotations

from piccolo.columns import BigInt, Integer, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup
from forum.people.tables import Participant
from moderation.cases.tables import Case


class Panel(Row, tablename="panel"):
    """One draw. `seed` is the record's root when it had `seed_size` entries."""

    case = reference(Case)
    size = Integer()
    apart = Varchar(length=40, default="")  # key of the group that has no seat, because the case is about it
    seed_size = BigInt()
    seed = Varchar(length=64)
    drawn_at = moment()


class Candidate(Row, tablename="panel_candidate"):
    """Everybody who held the office, in the order of the draw."""

    panel = reference(Panel)
    participant = reference(Participant)
    group = reference(StakeholderGroup)
    place = Integer()  # from 1
    excluded = Varchar(length=12, default="")  # party | interest | below


class Seat(Row, tablename="panel_seat"):
    panel = reference(Panel)
    participant = reference(Participant)
    group = reference(StakeholderGroup)
    seated_at = moment()
    due_at = moment()
    reminded_at = moment(optional=True)
    left_at = moment(optional=True)
    why = Varchar(length=12, default="")  # late | interest | office


class Interest(Row, tablename="interest"):
    """A moderator has an interest in what an organisation says, and so sits on no case about it."""

    participant = reference(Participant)
    organisation = reference(Organisation)
    declared_at = moment()
    ended_at = moment(optional=True)


class Claim(Row, tablename="claim"):
    """Who is looking at a task of the moderators' queue just now, so that nobody else begins it."""

    task = Varchar(length=160, unique=True)  # its path
    participant = reference(Participant)
    until = moment()
