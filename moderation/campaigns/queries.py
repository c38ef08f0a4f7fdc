"""Reads of campaigns: how many there are behind a comment, which organisations, and all texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from piccolo.columns.combination import Where
from piccolo.query.functions.aggregate import Count

from drafts.text.redline import Span, redline
from forum.database import one_or_not_found
from forum.handed import Folding, FoldNote
from forum.threads.queries import comment as comment_of
from forum.threads.tables import Comment, Hiding
from forum.threads.views import CommentView
from moderation.campaigns.tables import Campaign, CampaignComment

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """One text of a campaign. `spans` compare it with the words of the first; there are none if it is hidden."""

    comment: int
    organisation: str
    organisation_path: str
    group_name: str
    likeness: int
    same: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """What stands behind one entry. `by_group` has name, comments and organisations of each group."""

    id: int
    first: CommentView
    count: int
    by_group: tuple[tuple[str, int, int], ...]
    organisations: tuple[tuple[str, str, str, int], ...]  # name, path, group, comments
    texts: tuple[TextView, ...]
    older: str
    newer: str

    @property
    def path(self) -> str:
        return f"/campaigns/{self.id}"


def unfolded(subject: str) -> Where:
    """The condition for comments on a subject that stand for themselves."""
    folded = CampaignComment.select(CampaignComment.comment).where(CampaignComment.campaign.subject == subject)
    return Comment.id.not_in(folded)


async def notes(subject: str) -> dict[int, FoldNote]:
    """What the page says beside the first comment of each campaign on a subject."""
    rows = await Campaign.select(Campaign.id, Campaign.first).where(Campaign.subject == subject)
    if not rows:
        return {}
    of = CampaignComment.comment
    members = (
        await CampaignComment.select(CampaignComment.campaign, of.organisation.as_alias("organisation"), Count())
        .where(CampaignComment.campaign.subject == subject)
        .group_by(CampaignComment.campaign, of.organisation)
    )
    count: Counter[int] = Counter()
    organisations: dict[int, set[int]] = {}
    for each in members:
        count[each["campaign"]] += each["count"]
        organisations.setdefault(each["campaign"], set()).add(each["organisation"])
    return {row["first"]: _note(row["id"], count[row["id"]] + 1, len(organisations.get(row["id"], ()))) for row in rows}


def _note(id: int, many: int, organisations: int) -> FoldNote:
    who = f"{organisations} organisation{'' if organisations == 1 else 's'}"
    says = f"{many - 1} more comments from {who} say nearly the same and are folded here."
    return FoldNote(f"/campaigns/{id}", many, says)


async def place(comment: int) -> str:
    """Says where a folded comment can be read; "" for one that is not folded."""
    row = (
        await CampaignComment.select(CampaignComment.id, CampaignComment.campaign)
        .where(CampaignComment.comment == comment)
        .first()
    )
    if not row:
        return ""
    before = await CampaignComment.count().where(
        CampaignComment.campaign == row["campaign"], CampaignComment.id < row["id"]
    )
    start = before // PAGE * PAGE
    return f"/campaigns/{row['campaign']}{f'?start={start}' if start else ''}#comment-{comment}"


FOLDING = Folding(shown=unfolded, notes=notes, place=place)


async def campaign(id: int, start: int = 0) -> CampaignView:
    """One page of a campaign; `start` says how many texts it passes over. Raises NotFound."""
    row = await one_or_not_found(Campaign.select(Campaign.id, Campaign.first).where(Campaign.id == id).first())
    first, of = await comment_of(row["first"]), CampaignComment.comment
    members = (
        await CampaignComment.select(
            of.organisation.name.as_alias("name"),
            of.organisation.slug.as_alias("slug"),
            of.group.name.as_alias("group_name"),
            Count(),
        )
        .where(CampaignComment.campaign == id)
        .group_by(of.organisation.name, of.organisation.slug, of.group.name)
    )
    counted = Counter(
        {(each["name"] or "", each["slug"] or "", each["group_name"] or ""): each["count"] for each in members}
    )
    counted[first.organisation, first.organisation_slug, first.group_name] += 1
    groups: dict[str, tuple[int, int]] = {}
    for (_, _, group), many in counted.items():
        groups[group] = (groups.get(group, (0, 0))[0] + many, groups.get(group, (0, 0))[1] + 1)
    total, texts = sum(counted.values()), await _texts(id, first, start)
    path = f"/campaigns/{id}"
    return CampaignView(
        id=id,
        first=first,
        count=total,
        by_group=tuple((name, *both) for name, both in sorted(groups.items())),
        organisations=tuple(
            (name, f"/organisations/{slug}", group, many)
            for (name, slug, group), many in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        ),
        texts=texts,
        older=f"{path}?start={start + PAGE}" if start + PAGE < total - 1 else "",
        newer=f"{path}?start={max(0, start - PAGE)}" if start else "",
    )


async def _texts(id: int, first: CommentView, start: int) -> tuple[TextView, ...]:
    of = CampaignComment.comment
    rows = (
        await CampaignComment.select(
            of.id.as_alias("comment"),
            of.body.as_alias("body"),
            of.organisation.name.as_alias("name"),
            of.organisation.slug.as_alias("slug"),
            of.group.name.as_alias("group_name"),
            CampaignComment.likeness,
        )
        .where(CampaignComment.campaign == id)
        .order_by(CampaignComment.id)
        .limit(PAGE)
        .offset(start)
    )
    hidden = set(
        await Hiding.select(Hiding.comment)
        .where(Hiding.comment.is_in([row["comment"] for row in rows] or [0]), Hiding.lifted_at.is_null())
        .output(as_list=True)
    )
    return tuple(
        TextView(
            comment=row["comment"],
            organisation=row["name"] or "",
            organisation_path=f"/organisations/{row['slug']}",
            group_name=row["group_name"] or "",
            likeness=row["likeness"],
            same=row["body"] == first.body,
            spans=()
            if row["comment"] in hidden or row["body"] == first.body
            else tuple(redline(first.body, row["body"])),
        )
        for row in rows
    )
