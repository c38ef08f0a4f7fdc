"""Alarms: figures that moderators of all groups should look at. None acts by itself."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup
from forum.people.tables import Participant
from moderation.cases.tables import Case


class Alarm(Row, tablename="alarm"):
    kind = Varchar(length=20)  # onset | together | newcomers | flags
    key = Varchar(length=200, unique=True)  # what makes it the same alarm again
    about = Varchar(length=160)  # path
    says = Text()  # the figures, the window and the threshold, in a sentence
    figures = Text()  # JSON
    raised_at = moment()
    outcome = Varchar(length=10, default="")  # confirmed | dismissed; "" while open
    closed_at = moment(optional=True)


class AlarmView(Row, tablename="alarm_view"):
    """One group's view. Two of different groups confirm or dismiss an alarm."""

    alarm = reference(Alarm)
    participant = reference(Participant)
    group = reference(StakeholderGroup)
    view = Varchar(length=10)  # confirm | dismiss
    reasons = Text()
    given_at = moment()


class Investigation(Row, tablename="investigation"):
    """A panel finds whether one interest dominates; the finding binds only once the time for objections is over."""

    case = reference(Case)
    alarm = reference(Alarm, optional=True)
    name = Varchar(length=200)
    question = Text()
    exit = Text(default="")  # what has to be the case for the remedy to end
    objections_until = moment(optional=True)
    bloc = Integer(default=0)  # id of the bloc that is counted as one voice; 0: none


class Party(Row, tablename="investigation_party"):
    """An organisation that an investigation is about."""

    investigation = reference(Investigation)
    organisation = reference(Organisation)


class InvestigationObjection(Row, tablename="investigation_objection"):
    investigation = reference(Investigation)
    organisation = reference(Organisation)
    participant = reference(Participant)
    body = Text()
    made_at = moment()
