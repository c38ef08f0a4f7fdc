"""Amendments: what is proposed, in which words, by whom, and what became of it."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from drafts.instruments.tables import Clause, Instrument, Revision
from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation
from forum.people.tables import Participant


class Amendment(Row, tablename="amendment"):
    """A proposal to change a clause. `fate` repeats the last Step, so that lists can ask for it."""

    instrument = reference(Instrument)
    clause = reference(Clause)  # what it changes; for an insertion, the clause after which it goes
    kind = Varchar(length=10)  # replace | insert | repeal | move
    after = reference(Clause, optional=True)  # of a move: the clause after which it goes
    fate = Varchar(length=20, default="draft", index=True)
    drafted_by = reference(Participant)
    organisation = reference(Organisation)
    drafted_at = moment()


class Wording(Row, tablename="wording"):
    """One wording of an amendment, against one revision of the clause. Once tabled, a wording is never edited."""

    amendment = reference(Amendment)
    number = Integer()
    base = reference(Revision)
    text = Text(default="")  # the full proposed text; "" for a repeal or a move
    reasons = Text(default="")
    because = Varchar(length=20, default="drafted")  # drafted | carried | chosen
    written_by = reference(Participant, optional=True)  # nobody when it was carried over
    written_at = moment()


class Sponsor(Row, tablename="sponsor"):
    """An organisation's support for one wording; words that change ask for it again."""

    amendment = reference(Amendment)
    organisation = reference(Organisation)
    participant = reference(Participant)
    wording = reference(Wording)
    since = moment()
    until = moment(optional=True)


class Step(Row, tablename="step"):
    """A step of an amendment: tabled, in-ballot, adopted, rejected, withdrawn, superseded or lapsed."""

    amendment = reference(Amendment)
    fate = Varchar(length=20)
    why = Text(default="")
    taken_by = reference(Participant, optional=True)  # nobody: the rules of procedure, at their time
    taken_at = moment()


class Question(Row, tablename="question"):
    """The clause moved on under the amendment and their words collide: its sponsors are asked, with both in view."""

    amendment = reference(Amendment)
    revision = reference(Revision)  # the words now in force
    asked_at = moment()
    answer = Varchar(length=20, default="")  # keep | take | write; "" while it waits
    answered_by = reference(Participant, optional=True)
    answered_at = moment(optional=True)


class Takeover(Row, tablename="takeover"):
    """A sponsor goes on with an amendment whose proposer cannot any more; from then on it is the proposer."""

    amendment = reference(Amendment)
    before = reference(Organisation)  # the proposer until then
    organisation = reference(Organisation)
    participant = reference(Participant)
    why = Text(default="")
    taken_at = moment()
