"""Who holds which words that are not agreed."""

from __future__ import annotations

from piccolo.columns import Integer, Text

from drafts.instruments.tables import Revision
from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation
from forum.people.tables import Participant


class Hold(Row, tablename="hold"):
    """An organisation's stand on one bracket of one revision; when the words change it has to take its stand anew.
    `place` is where the bracket begins in the Markdown, in characters; `choice` is the number of the option, `words`
    what it says."""

    revision = reference(Revision)
    place = Integer()
    choice = Integer()
    words = Text(default="")  # "" for leaving the words out
    organisation = reference(Organisation)
    participant = reference(Participant)
    since = moment()
    until = moment(optional=True)
