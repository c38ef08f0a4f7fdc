"""Comments, on any subject. A subject is named by a path, so that this floor knows nothing of the floors above it."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup
from forum.people.tables import Participant


class Comment(Row, tablename="comment"):
    """A comment. `subject` is what it is about, and `wording` the exact words: a revision, or one wording of an
    amendment."""

    DERIVED = ("words",)

    container = Varchar(length=120, index=True)  # "/instruments/code-of-conduct"
    subject = Varchar(length=160, index=True)  # ".../clauses/k7m2p" or "/amendments/7"
    wording = Varchar(length=160)  # ".../clauses/k7m2p/revisions/1" or "/amendments/7/wordings/1"
    parent = reference("self", optional=True)
    participant = reference(Participant)
    organisation = reference(Organisation, optional=True)  # for which the person spoke
    group = reference(StakeholderGroup, optional=True)
    stance = Varchar(length=20)  # one of forum/rules/stances.py, or REPLY
    body = Text()
    resolution = Text(default="")  # objections: what would resolve it
    quote = Text(default="")  # "" for a comment on the whole
    quote_before = Text(default="")
    quote_after = Text(default="")
    quote_start = Integer(default=0)  # offsets in the plain text of the wording
    quote_end = Integer(default=0)
    made_at = moment(index=True)
    words = Integer(default=0)  # in `body` and `resolution`, by commenting.words()


class Disposition(Row, tablename="disposition"):
    """The answer that a comment got. A later one replaces it; both stay."""

    comment = reference(Comment)
    kind = Varchar(length=20)  # accepted | partly | noted | rejected
    reason = Text()
    given_by = reference(Participant)
    given_at = moment()


class Hiding(Row, tablename="hiding"):
    """Hidden is not destroyed: the comment stays, a tombstone with this reason stands in its place."""

    comment = reference(Comment)
    rule = Varchar(length=120)
    because = Text()
    hidden_at = moment()
    lifted_at = moment(optional=True)
    kind = Varchar(length=12, default="")  # "" hidden | returned, until its author rewrites it | emergency
    until = moment(optional=True)  # when it ends by itself
    statement = Varchar(length=20, default="")  # reference of the statement of reasons


class Mark(Row, tablename="mark"):
    """What stands with a comment whose words stay: a note, or that it is folded."""

    comment = reference(Comment)
    kind = Varchar(length=12)  # note | fold
    rule = Varchar(length=120)
    because = Text()
    statement = Varchar(length=20)
    set_at = moment()
    until = moment()
    lifted_at = moment(optional=True)


class Rewriting(Row, tablename="rewriting"):
    """Words that their author put in the place of earlier ones; the earlier ones stay in the comment or in earlier
    rows."""

    DERIVED = ("words",)

    comment = reference(Comment)
    body = Text()
    resolution = Text(default="")
    rewritten_at = moment()
    words = Integer(default=0)


class Agreement(Row, tablename="agreement"):
    """An organisation says that it agrees with a comment of somebody else."""

    comment = reference(Comment)
    organisation = reference(Organisation)
    participant = reference(Participant)
    since = moment()
    until = moment(optional=True)


class Pause(Row, tablename="pause"):
    """A person may not comment for some days. It touches no vote."""

    participant = reference(Participant)
    statement = Varchar(length=20)
    since = moment()
    until = moment()
    lifted_at = moment(optional=True)
