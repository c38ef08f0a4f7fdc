"""Who holds the key that opens the casts of a ballot."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from drafts.ballots.tables import Ballot
from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation
from forum.people.tables import Participant


class Trustee(Row, tablename="trustee"):
    """A person who was named to hold a share of ballots' keys, for the organisation whose mandate it was then."""

    participant = reference(Participant)
    organisation = reference(Organisation)
    named_by = reference(Participant)
    since = moment()
    until = moment(optional=True)


class TrusteeKey(Row, tablename="trustee_key"):
    """Made of a passphrase, which is not kept. The latest is in force; a share opens with the one it was sealed to."""

    trustee = reference(Trustee)
    public_key = Varchar(length=64)  # hex, X25519
    salt = Varchar(length=32)  # hex
    rounds = Integer()  # argon2id: passes,
    memory = Integer()  # and bytes
    set_at = moment()


class Seal(Row, tablename="seal"):
    """The key of one ballot. Its secret stands here only once the ballot is closed."""

    ballot = reference(Ballot)
    held_by = Varchar(length=10)  # server | trustees
    public_key = Varchar(length=64)
    salt = Varchar(length=64, default="")  # server: what the secret is derived from, with the forum's own
    threshold = Integer(default=0)  # trustees: how many shares make the secret
    published = Varchar(length=64, default="")
    asked_at = moment(optional=True)  # when voting had ended and the trustees were asked for their shares


class Share(Row, tablename="share"):
    """One trustee's part of a ballot's secret."""

    seal = reference(Seal)
    trustee = reference(Trustee)
    key = reference(TrusteeKey)
    sealed = Text()  # the share's words, in a box to that key
    digest = Varchar(length=64)  # BLAKE2b of the words, hex: what is released is what was dealt
    words = Text(default="")  # once it is released
    released_at = moment(optional=True)
