"""Instruments, the identity of their clauses, the immutable revisions of each, and published editions."""

from __future__ import annotations

from piccolo.columns import Boolean, Integer, Text, Varchar

from forum.columns import Row, moment, reference
from forum.people.tables import Participant


class Instrument(Row, tablename="instrument"):
    slug = Varchar(length=80, unique=True)
    title = Varchar(length=300)
    about = Text(default="")  # a few plain sentences for somebody who has never heard of it
    method = Varchar(length=60, default="balanced")  # the decision rule that a ballot on it proposes
    brought_by = reference(Participant, optional=True)
    brought_at = moment()


class Clause(Row, tablename="clause"):
    """An identity that survives renumbering. What it says is in its revisions; where it stands, in the editions."""

    instrument = reference(Instrument)
    key = Varchar(length=12)  # in URLs; unique within the instrument
    entrenched = Boolean(default=False)
    made_at = moment()


class Revision(Row, tablename="revision"):
    """Never edited, never deleted. A repeal is a revision without words."""

    clause = reference(Clause)
    number = Integer()  # 1, 2, 3…
    text = Text()  # Markdown of one provision; "" when repealed
    form = Varchar(length=20, default="paragraph")  # paragraph | item | table | quote | code
    made_at = moment()


class Edition(Row, tablename="edition"):
    """A published snapshot. `amendment` is the path of the amendment that brought it about, if one did."""

    instrument = reference(Instrument)
    number = Integer()
    note = Text(default="")
    amendment = Varchar(length=120, default="")
    published_at = moment()


class EditionEntry(Row, tablename="edition_entry"):
    """One line of an edition, in order: a heading (part, article) or a clause at one of its revisions."""

    edition = reference(Edition)
    position = Integer()
    kind = Varchar(length=10)  # part | article | clause
    depth = Integer(default=0)
    label = Varchar(length=60, default="")  # "Article 7", "2.", "(a)"
    title = Text(default="")  # of a heading
    citation = Varchar(length=200, default="")  # "Article 7, paragraph 2 (a)"
    clause = reference(Clause, optional=True)
    revision = reference(Revision, optional=True)
