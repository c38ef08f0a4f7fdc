"""Consolidated texts: what the secretariat and rapporteurs make of several amendments to one clause."""

from __future__ import annotations

from piccolo.columns import Boolean, Integer, Text, Varchar

from drafts.amendments.tables import Amendment, Wording
from drafts.instruments.tables import Clause, Revision
from forum.columns import Row, moment, reference
from forum.people.tables import Participant


class Consolidation(Row, tablename="consolidation"):
    """One saved state of a clause's workbench. It is never edited: the next one follows. `choices` is JSON, by the
    place of a collision in the base (characters): "base", the id of an amendment, or {"own": words}."""

    clause = reference(Clause)
    number = Integer()  # 1, 2, 3… on this clause
    base = reference(Revision)
    choices = Text(default="{}")
    text = Text()  # Markdown; where amendments still collide, the words in force stand
    open_clashes = Integer(default=0)
    is_public = Boolean(default=False)
    saved_by = reference(Participant)
    saved_at = moment()


class ConsolidationPart(Row, tablename="consolidation_part"):
    """What became of one open amendment in it: its words are in, or left out, and why."""

    consolidation = reference(Consolidation)
    amendment = reference(Amendment)
    wording = reference(Wording)
    part = Varchar(length=10)  # in | out
    why = Text(default="")


class Consolidated(Row, tablename="consolidated"):
    """The amendment by which an organisation proposed a consolidated text."""

    amendment = reference(Amendment)
    consolidation = reference(Consolidation)
