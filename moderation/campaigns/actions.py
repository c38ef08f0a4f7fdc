"""Folds a comment that is nearly the same as others on its subject behind the first of them, inside the act of
commenting."""

from __future__ import annotations

from piccolo.table import Table

from forum.clock import now
from forum.threads.tables import Comment
from moderation.campaigns.tables import Band, Campaign, CampaignComment
from moderation.rules import campaigns
from moderation.rules.concentration import Share

MOST = 50  # earlier comments that are compared


async def fold(comment: Comment) -> list[Table]:
    """The rows of a campaign that the comment joins or begins; none if it is like no other."""
    own = campaigns.runs(f"{comment.body}\n{comment.resolution}")
    values = campaigns.bands(own)
    if not values:
        return []
    alike = await _alike(comment, own, values)
    begun = await Campaign.objects().where(Campaign.first.is_in(list(alike) or [0])).order_by(Campaign.id).first()
    if begun:
        return [await _member(begun.id, comment.id, campaigns.likeness(own, alike[begun.first]))]
    if len(alike) + 1 >= campaigns.LEAST:
        return await _begin(comment.subject, {**alike, comment.id: own})
    await Band.insert(*(Band(subject=comment.subject, value=each, comment=comment.id) for each in values))
    return []


async def _alike(comment: Comment, own: frozenset[str], values: tuple[int, ...]) -> dict[int, frozenset[str]]:
    """The runs of those that are alike and not folded, by comment, oldest first."""
    ids = (
        await Band.select(Band.comment)
        .where(Band.subject == comment.subject, Band.value.is_in(list(values)))
        .group_by(Band.comment)
        .order_by(Band.comment)
        .limit(MOST)
        .output(as_list=True)
    )
    rows = (
        await Comment.select(Comment.id, Comment.body, Comment.resolution)
        .where(Comment.id.is_in(ids))
        .order_by(Comment.id)
        if ids
        else []
    )
    texts = {row["id"]: campaigns.runs(f"{row['body']}\n{row['resolution']}") for row in rows}
    return {id: runs for id, runs in texts.items() if campaigns.alike(own, runs)}


async def _begin(subject: str, alike: dict[int, frozenset[str]]) -> list[Table]:
    """The oldest stands for all; the bands of the others are not needed any more."""
    first, *others = alike
    row = Campaign(subject=subject, first=first, begun_at=now())
    await row.save()
    members = [await _member(row.id, each, campaigns.likeness(alike[first], alike[each])) for each in others]
    await Band.delete().where(Band.comment.is_in(others))
    return [row, *members]


async def _member(campaign: int, comment: int, likeness: Share) -> CampaignComment:
    row = CampaignComment(campaign=campaign, comment=comment, likeness=likeness.percent)
    await row.save()
    return row
