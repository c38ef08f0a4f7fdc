"""Rationales: why a revision was made, who wrote that down, who checked it, and what a chamber that lost says."""

from __future__ import annotations

from piccolo.columns import Text

from drafts.amendments.tables import Amendment
from drafts.ballots.tables import Ballot
from drafts.instruments.tables import Edition, Revision
from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup
from forum.people.tables import Participant


class Rationale(Row, tablename="rationale"):
    """One for each adopted amendment. The figures are computed by the system at publication and stored with it."""

    amendment = reference(Amendment)
    ballot = reference(Ballot)
    summary = Text(default="")  # at most 100 plain words
    why = Text(default="")
    figures = Text(default="")  # JSON; "" until published
    written_by = reference(Participant)
    written_for = reference(StakeholderGroup)
    written_at = moment()
    approved_by = reference(Participant, optional=True)
    approved_for = reference(StakeholderGroup, optional=True)
    published_at = moment(optional=True, index=True)
    revision = reference(Revision, optional=True)
    edition = reference(Edition, optional=True)


class Statement(Row, tablename="statement"):
    """A chamber that voted no says why, in its own words, beside the rationale."""

    rationale = reference(Rationale)
    group = reference(StakeholderGroup)
    organisation = reference(Organisation)
    participant = reference(Participant)
    body = Text()
    made_at = moment()
