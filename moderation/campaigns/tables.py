"""Campaigns: comments that are nearly the same, shown as one entry with a count. Nothing is deleted."""

from __future__ import annotations

from piccolo.columns import BigInt, Integer, Varchar

from forum.columns import Row, moment, reference
from forum.threads.tables import Comment


class Campaign(Row, tablename="campaign"):
    """Named after its first comment, behind which the others are folded."""

    subject = Varchar(length=160, index=True)
    first = reference(Comment)
    begun_at = moment()


class CampaignComment(Row, tablename="campaign_comment"):
    campaign = reference(Campaign)
    comment = reference(Comment)
    likeness = Integer()  # percent, of the words of the first


class Band(Row, tablename="campaign_band"):
    """One part of the signature of one comment; two that share a part are compared. It follows from the words."""

    subject = Varchar(length=160)
    value = BigInt()  # of the part with its number
    comment = reference(Comment)
