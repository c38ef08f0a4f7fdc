"""Ballots: the question, the method and the roll, frozen at the opening; the casts; the record at the close."""
from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar
from piccolo.table import Table

from drafts.amendments.tables import Amendment, Wording
from forum.columns import moment, reference
from forum.organisations.tables import Organisation
from forum.people.tables import Participant


class Ballot(Table, tablename="ballot"):
    """`outcome` is "" until the close, then adopted, rejected, invalid, held or withdrawn; `record` is comity-ballot/1."""

    amendment = reference(Amendment)
    wording = reference(Wording)
    method = Text()  # JSON, as in RULES part A
    method_id = Varchar(length=60)
    opened_by = reference(Participant, optional=True)
    opened_at = moment()
    closes_at = moment(index=True)
    closed_at = moment(optional=True)
    outcome = Varchar(length=12, default="")
    record = Text(default="")


class RollEntry(Table, tablename="roll_entry"):
    """Copied, not referenced: what the organisation was when the ballot opened."""

    ballot = reference(Ballot)
    organisation = reference(Organisation)
    slug = Varchar(length=80)
    name = Varchar(length=200)
    group = Varchar(length=40)
    region = Varchar(length=80, default="")
    owner = Varchar(length=80)  # slug of the organisation at the top of the ownership
    weight = Integer(default=1)


class Cast(Table, tablename="cast"):
    """One organisation's position. It may be changed until the close; only the last counts. Which entry of the record
    vouches for it is in `Witness`, as for every row: a row cannot hold the number of an entry that commits to the row."""

    ballot = reference(Ballot)
    organisation = reference(Organisation)
    participant = reference(Participant)
    position = Varchar(length=10)  # yes | no | abstain
    reason = Text(default="")
    cast_at = moment()
