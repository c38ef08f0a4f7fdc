"""Reads of cases: open ones for moderators, decisions for everybody."""
from __future__ import annotations

from collections.abc import Sequence

from piccolo.query.functions.aggregate import Count

from forum.errors import NotFound
from forum.rules.permission import Identity
from forum.threads.queries import comment
from moderation.cases.eligibility import may_give_opinion
from moderation.cases.reporters import by_group
from moderation.cases.tables import Case, Flag, Opinion
from moderation.cases.views import CaseLine, CaseView, Decision, OpinionView, ReportView
from moderation.rules.agreement import OUTCOMES
from moderation.rules.published import BY_KEY, titles


async def open_cases(who: Identity) -> tuple[CaseLine, ...]:
    """Oldest first."""
    rows = await Case.select(Case.id, Case.comment.id.as_alias("comment_id"), Case.comment.subject.as_alias("subject"), Case.opened_at).where(
        Case.closed_at.is_null()).order_by(Case.id)
    ids = [row["id"] for row in rows]
    reports, views = await _counted(Flag, ids), await _counted(Opinion, ids)
    mine = set(await Opinion.select(Opinion.case).where(Opinion.participant == who.participant).output(as_list=True))
    return tuple(CaseLine(row["id"], row["comment_id"], row["subject"], row["opened_at"], reports.get(row["id"], 0), views.get(row["id"], 0), row["id"] in mine)
                 for row in rows)


async def case(case_id: int, who: Identity) -> CaseView:
    row = await Case.objects().where(Case.id == case_id).first()
    if not row:
        raise NotFound
    about = await comment(row.comment)
    answered = await comment(about.parent) if about.parent else None
    reports = await Flag.select(Flag.participant, Flag.rule, Flag.note, Flag.flagged_at).where(Flag.case == case_id).order_by(Flag.id)
    opinions = await Opinion.select(
        Opinion.participant, Opinion.group.key, Opinion.group.name, Opinion.group.position, Opinion.view, Opinion.rule, Opinion.reasons, Opinion.given_at,
    ).where(Opinion.case == case_id).order_by(Opinion.id)
    shown = opinions if row.closed_at or any(each["participant"] == who.participant for each in opinions) else []
    return CaseView(
        row.id, about, answered, row.opened_at, row.closed_at, row.outcome, titles(row.rule), row.because, await by_group(reports),
        tuple(ReportView(BY_KEY[each["rule"]].title, each["note"], each["flagged_at"]) for each in reports),
        tuple(OpinionView(each["group.key"], each["group.name"], each["group.position"], each["view"], titles(each["rule"]), each["reasons"], each["given_at"])
              for each in shown),
        len(opinions), await may_give_opinion(who, row, about))


async def decisions(limit: int = 200) -> tuple[Decision, ...]:
    """Newest first."""
    rows = await Case.select(Case.id, Case.comment.id.as_alias("comment_id"), Case.comment.subject.as_alias("subject"), Case.outcome, Case.rule, Case.because,
                             Case.opened_at, Case.closed_at).where(Case.closed_at.is_not_null()).order_by(Case.closed_at, ascending=False).limit(limit)
    ids = [row["id"] for row in rows]
    reports = await _counted(Flag, ids)
    groups: dict[int, list[tuple[str, str]]] = {}
    for each in await Opinion.select(Opinion.case, Opinion.view, Opinion.group.name).where(Opinion.case.is_in(ids or [0])).order_by(Opinion.id):
        groups.setdefault(each["case"], []).append((each["group.name"], each["view"]))
    return tuple(Decision(
        row["comment_id"], row["subject"], row["outcome"], titles(row["rule"]), row["because"],
        tuple(dict.fromkeys(name for name, view in groups.get(row["id"], ()) if OUTCOMES[view] == row["outcome"])), row["opened_at"], row["closed_at"],
        reports.get(row["id"], 0)) for row in rows)


async def _counted(table: type[Flag] | type[Opinion], cases: Sequence[int]) -> dict[int, int]:
    rows = await table.select(table.case, Count()).where(table.case.is_in([*cases] or [0])).group_by(table.case)
    return {row["case"]: row["count"] for row in rows}
