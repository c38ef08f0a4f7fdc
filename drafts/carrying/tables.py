"""What became of comments' quotes, revision by revision, and what their authors said of it."""

from __future__ import annotations

from piccolo.columns import Integer, Varchar

from forum.columns import Row, moment, reference
from forum.people.tables import Participant
from forum.threads.tables import Comment


class Carried(Row, tablename="carried"):
    """The fate of one comment's quote in one wording, computed once, when that was published. `start` and `end` count
    characters of its plain words; they are null exactly if the quote is orphaned."""

    comment = reference(Comment)
    wording = Varchar(length=160, index=True)  # path of a revision
    fate = Varchar(length=10)  # unchanged | moved | changed | orphaned
    start = Integer(null=True, default=None)
    end = Integer(null=True, default=None)
    algorithm = Varchar(length=40)
    made_at = moment()


class Renewal(Row, tablename="renewal"):
    """What the author of a comment said when its words had changed. The last one counts."""

    comment = reference(Comment)
    wording = Varchar(length=160)
    answer = Varchar(length=10)  # applies | withdrawn
    participant = reference(Participant)
    made_at = moment()
