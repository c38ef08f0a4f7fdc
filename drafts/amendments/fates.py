"""What becomes of an amendment: circulated, tabled, withdrawn, lapsed; `move` writes what others decided."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments import queries
from drafts.amendments.backing import backers
from drafts.amendments.letters import tell_sponsors
from drafts.amendments.loading import row_of, seen, waiting
from drafts.amendments.private import append_private
from drafts.amendments.succeeding import is_gone
from drafts.amendments.tables import Step
from drafts.amendments.views import AmendmentView
from drafts.rules import lifecycle, permission
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, Unlawful, demand
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict


async def move(amendment_id: int, fate: str, why: str, who: Identity | None = None) -> tuple[Table, ...]:
    """Answers the new step and the amendment, for the record: whoever calls it, inside an act, appends them. `who` is
    None where the rules of procedure decide. Raises Conflict if `fate` cannot follow, Unlawful for a ballot on words
    that collide."""
    async with atomic():
        amendment, question = await row_of(amendment_id), await waiting(amendment_id)
        demand(lifecycle.may_follow(amendment.fate, fate), Conflict)
        if fate == lifecycle.IN_BALLOT:
            demand(lifecycle.is_settled(bool(question)), Unlawful)
        amendment.fate = fate
        await amendment.save()
        step = Step(
            amendment=amendment_id, fate=fate, why=why, taken_by=who.participant if who else None, taken_at=now()
        )
        await step.save()
        if question and fate in (*lifecycle.ENDED, lifecycle.DISCARDED):
            question.answer, question.answered_at = "ended", now()
            await question.save()
            return amendment, step, question
        return amendment, step


async def circulate(who: Identity, amendment_id: int) -> None:
    """Shows a draft to the delegates of all organisations, so that it finds sponsors. Others still do not see it."""
    async with atomic():
        await _allowed(who, amendment_id, lifecycle.CIRCULATED)
        await append_private(
            *await move(amendment_id, lifecycle.CIRCULATED, "Shown to the delegates of all organisations.", who)
        )


async def table(who: Identity, amendment_id: int) -> None:
    """Makes it public and open for a ballot. Raises Unlawful with everything that is missing."""
    async with atomic():
        await _allowed(who, amendment_id, lifecycle.TABLED)
        view = await queries.amendment(amendment_id, who)
        demand(await may_table(view), Unlawful)
        rows = await move(amendment_id, lifecycle.TABLED, _backed_by(view), who)
        await append(
            "amendment.tabled",
            view.path,
            f"{view.organisation_name} tabled {view.title}.",
            *rows,
            *await queries.rows_of(amendment_id),
            who=who,
        )


async def may_table(view: AmendmentView) -> Verdict:
    base = "" if view.clause.repealed else view.clause.current.text
    differs = view.kind != lifecycle.REPLACE or view.wording.text != base
    return lifecycle.may_table(view.fate, await backers(view), view.wording.reasons, differs, view.question is not None)


async def may_open_ballot(view: AmendmentView) -> Verdict:
    """The reasons say what the amendment itself lacks for a ballot."""
    return lifecycle.may_open_ballot(view.fate, await backers(view), view.question is not None)


def _backed_by(view: AmendmentView) -> str:
    others = [each.name for each in view.standing_sponsors if each.organisation != view.organisation]
    return f"By {view.organisation_name}, with {', '.join(others)}."


async def withdraw(who: Identity, amendment_id: int, why: str = "") -> None:
    """A draft is deleted and stays hidden; a tabled amendment is withdrawn in public, also while it is in a ballot,
    which then ends without a decision. A reason is needed once it is public."""
    async with atomic():
        amendment = await seen(who, amendment_id)
        untabled = amendment.fate in lifecycle.UNTABLED
        fate = lifecycle.DISCARDED if untabled else lifecycle.WITHDRAWN
        await _allowed(who, amendment_id, fate)
        rows = await move(amendment_id, fate, _why(why, needed=not untabled), who)
        if untabled:
            await append_private(*rows)
            return
        await append(
            "amendment.withdrawn",
            f"/amendments/{amendment_id}",
            f"Amendment {amendment_id} was withdrawn by those who proposed it.",
            *rows,
            who=who,
        )


async def lapse(who: Identity, amendment_id: int, why: str) -> None:
    """The secretariat ends an amendment that nobody pursues. Raises Unlawful while somebody may still."""
    async with atomic():
        await _allowed(who, amendment_id, lifecycle.LAPSED)
        view = await queries.amendment(amendment_id, who)
        gone = await is_gone(view.organisation)
        demand(may_lapse(view, gone), Unlawful)
        rows = await move(amendment_id, lifecycle.LAPSED, _why(why), who)
        because = f"because {view.organisation_name} cannot go on with it" if gone else "because nobody pursued it"
        said = f"The secretariat let {view.title} lapse, {because}."
        await tell_sponsors(amendment_id, f"{view.title} has lapsed", f"{said}\n\n{why.strip()}", but=who.participant)
        await append(
            "amendment.lapsed",
            view.path,
            said,
            *rows,
            who=who,
        )


def may_lapse(view: AmendmentView, gone: bool) -> Verdict:
    """Says whether it may lapse now. `gone` means that its proposer cannot go on with it."""
    last = max([view.wording.written_at, *(step.at for step in view.steps)])
    return lifecycle.may_lapse(view.fate, now() - last, now() - view.question.asked_at if view.question else None, gone)


def _why(why: str, needed: bool = True) -> str:
    if needed and not why.strip():
        raise Invalid({"why": "Say why, so that those who supported it and those who come later can read it."})
    if len(why) > lifecycle.WHY_LIMIT:
        raise Invalid({"why": f"At most {lifecycle.WHY_LIMIT:,} characters; this is {len(why):,}."})
    return why.strip()


async def _allowed(who: Identity, amendment_id: int, fate: str) -> None:
    amendment = await seen(who, amendment_id)
    demand(lifecycle.may_follow(amendment.fate, fate), Conflict)
    demand(permission.may_take(who, amendment.organisation, amendment.fate, fate))
