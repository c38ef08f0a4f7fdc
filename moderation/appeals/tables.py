"""Appeals: the appeal, and the case that a different panel decides."""

from __future__ import annotations

from piccolo.columns import Text, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import Application
from forum.people.tables import Participant
from moderation.cases.tables import Case
from moderation.measures.tables import MeasureStatement


class Appeal(Row, tablename="appeal"):
    """Somebody asks again about a statement of reasons, or about a refusal to accredit."""

    case = reference(Case)
    statement = reference(MeasureStatement, optional=True)
    application = reference(Application, optional=True)
    participant = reference(Participant)
    role = Varchar(length=12)  # author | reporter | organisation
    reasons = Text()
    made_at = moment()
