"""Motions: proposals about the procedure, not about words; the methods in force that they lead to; dates of review."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from drafts.instruments.tables import Clause, Instrument
from forum.columns import Row, moment, reference
from forum.people.tables import Participant


class Motion(Row, tablename="motion"):
    """A proposal about the procedure. `detail` is JSON of what it asks for, by kind. `fate` is one of those in
    drafts.rules.procedure.MOTION_FATES."""

    instrument = reference(Instrument, optional=True)  # none: about the forum
    clause = reference(Clause, optional=True)
    kind = Varchar(length=20)  # method | entrench | release | term | reaffirm
    detail = Text(default="{}")
    reasons = Text(default="")
    fate = Varchar(length=20, default="tabled", index=True)
    moved_by = reference(Participant, optional=True)  # nobody: the rules of procedure, at their time
    moved_at = moment()


class Procedure(Row, tablename="procedure"):
    """Which method decides, since when. The newest row of an instrument and part is in force; else the forum's."""

    instrument = reference(Instrument, optional=True)
    part = Varchar(length=20)  # clauses | entrenched
    method_id = Varchar(length=60)
    method = Text()  # JSON, as in RULES part A, with its process
    motion = reference(Motion, optional=True)  # none: set when the text was brought
    since = moment()


class Term(Row, tablename="term"):
    """A text or clause that must be reaffirmed by a date. `reminded` is how many days before it this was last said."""

    instrument = reference(Instrument)
    clause = reference(Clause, optional=True)
    due_at = moment(index=True)
    consequence = Varchar(length=10)  # lapses | stays, if it is not reaffirmed
    years = Integer(default=5)  # until the next one, once reaffirmed
    motion = reference(Motion, optional=True)
    set_at = moment()
    reminded = Integer(default=0)
    review = reference(Motion, optional=True)  # the motion to reaffirm, once it was moved
    ended_at = moment(optional=True)
    outcome = Varchar(length=20, default="")  # reaffirmed | lapsed | not-reaffirmed | replaced
