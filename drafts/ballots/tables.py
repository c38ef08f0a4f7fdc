"""Ballots: the question, the method and the roll, frozen at the opening; the casts; the record at the close."""

from __future__ import annotations

from piccolo.columns import Boolean, Integer, Text, Varchar

from drafts.amendments.tables import Amendment, Wording
from drafts.motions.tables import Motion
from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup
from forum.people.tables import Participant


class Ballot(Row, tablename="ballot"):
    """A vote on one amendment in one wording, on one motion, or, where there is a `counting`, on rival Candidates.
    `outcome` is "" until the close, then adopted, rejected, invalid, held, withdrawn or annulled; `record` is
    comity-ballot/1."""

    amendment = reference(Amendment, optional=True)
    wording = reference(Wording, optional=True)
    method = Text()  # JSON, as in RULES part A
    method_id = Varchar(length=60)
    opened_by = reference(Participant, optional=True)
    opened_at = moment()
    closes_at = moment(index=True)
    closed_at = moment(optional=True)
    outcome = Varchar(length=12, default="")
    record = Text(default="")
    motion = reference(Motion, optional=True)
    counting = Varchar(length=10, default="")  # of rivals: approval | ranked
    course = Varchar(length=20, default="")  # recirculation | second-call | second-reading, of `earlier`
    earlier = reference("self", optional=True)
    without = Varchar(length=40, default="")  # second call: the group that stayed away from the first
    closes_early = Boolean(default=False)  # as soon as the outcome is certain
    sealed_to = Varchar(length=64, default="")  # public key, hex; "" where casts are stored open
    capture = Text(default="")  # the capture report, as it was at the opening, JSON


class Candidate(Row, tablename="candidate"):
    """One of the rival amendments in a ballot, in the wording that is voted on."""

    ballot = reference(Ballot)
    amendment = reference(Amendment)
    wording = reference(Wording)
    position = Integer()


class RollEntry(Row, tablename="roll_entry"):
    """Copied, not referenced: what the organisation was when the ballot opened."""

    ballot = reference(Ballot)
    organisation = reference(Organisation)
    slug = Varchar(length=80)
    name = Varchar(length=200)
    group = Varchar(length=40)
    region = Varchar(length=80, default="")
    owner = Varchar(length=80)  # slug of the organisation at the top of the ownership
    weight = Integer(default=1)


class Cast(Row, tablename="cast"):
    """One organisation's position. It may be changed until the close; only the last counts. Which entry of the record
    vouches for it is in `Witness`, as for every row: no row can hold the number of an entry that commits to it."""

    ballot = reference(Ballot)
    organisation = reference(Organisation)
    participant = reference(Participant)
    position = Varchar(length=10, default="")  # yes | no | abstain; "" where it is sealed
    reason = Text(default="")
    cast_at = moment()
    sealed = Text(default="")  # position and reason in a box that the ballot's key opens at the close


class Answer(Row, tablename="answer"):
    """The disposition of a reasoned no: what became of the objection, and why."""

    ballot = reference(Ballot)
    organisation = reference(Organisation)
    kind = Varchar(length=20)
    reason = Text()
    answered_by = reference(Participant)
    answered_at = moment()


class Clearance(Row, tablename="clearance"):
    """What a held ballot came to once all that was to be cleared was: its record anew, with the facts of that time."""

    ballot = reference(Ballot)
    outcome = Varchar(length=12)
    record = Text()
    cleared_at = moment()


class Annulment(Row, tablename="annulment"):
    """One office proposes that a ballot in which nobody has voted be annulled, the other confirms it."""

    ballot = reference(Ballot)
    reason = Text()
    office = Varchar(length=20)  # by which it was proposed: secretariat | moderator
    group = reference(StakeholderGroup, optional=True)  # of the moderator's office
    proposed_by = reference(Participant)
    proposed_at = moment()
    confirmed_by = reference(Participant, optional=True)
    confirmed_at = moment(optional=True)
