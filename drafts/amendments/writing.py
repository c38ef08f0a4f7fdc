"""The page on which an amendment is written, new or again: its form, its changes live, and what a stale page says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Request, Response

from drafts.amendments import queries
from drafts.amendments.changes import Changes, Rival, changes, rivals
from drafts.amendments.forms import AmendmentForm
from drafts.amendments.views import AmendmentView
from drafts.amendments.wordings import places_for
from drafts.exchange.render import render_inline
from drafts.instruments.queries import revisions
from drafts.instruments.views import ClauseView
from drafts.rules import lifecycle
from drafts.text.plain import clean
from forum.errors import Conflict, Invalid, NotAllowed, Refused
from forum.rules.digits import digits
from forum.web.forms import key_of
from forum.web.pages import page

HEADINGS = {
    "replace": "Propose new words for {}",
    "insert": "Propose a new clause after {}",
    "repeal": "Propose to repeal {}",
    "move": "Propose to move {}",
}


@dataclass(frozen=True, slots=True)
class Preview:
    fault: str
    changes: Changes | None
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    says: str
    changes: Changes


async def writing(
    request: Request,
    clause: ClauseView,
    form: AmendmentForm,
    *,
    amendment: AmendmentView | None = None,
    stale: Stale | None = None,
    show: bool = False,
    status: int = 200,
) -> Response[str]:
    """The page shows the changes as they stand if `show` says so, and for a repeal always."""
    kind = form.kind.data
    form.offer(await places_for(clause) if kind == lifecycle.MOVE else {})
    heading = f"Change {amendment.title}" if amendment else HEADINGS[kind].format(clause.citation)
    preview = (
        await previewed(clause, form, amendment.id if amendment else 0) if show or kind == lifecycle.REPEAL else None
    )
    return page(
        request,
        "drafts/amendments/edit.html",
        status=status,
        form=form,
        key=key_of(request),
        clause=clause,
        amendment=amendment,
        kind=kind,
        kinds=() if amendment else kinds(clause, kind),
        heading=heading,
        stale=stale,
        preview=preview,
        words=render_inline(clause.current.text),
        action=f"{amendment.path}/wordings" if amendment else f"{clause.path}/amendments",
    )


def kinds(clause: ClauseView, chosen: str) -> Sequence[tuple[str, str, bool]]:
    possible = lifecycle.WORDED if clause.repealed else tuple(lifecycle.KINDS)
    return [(lifecycle.KINDS[kind], f"{clause.path}/amendments/new?kind={kind}", kind == chosen) for kind in possible]


def chosen_kind(clause: ClauseView, asked: str | None) -> str:
    """The kind that was asked for; an unknown one becomes a replacement."""
    possible = lifecycle.WORDED if clause.repealed else lifecycle.KINDS
    return asked if asked and asked in possible else lifecycle.REPLACE


async def previewed(clause: ClauseView, form: AmendmentForm, own: int) -> Preview:
    """Shows what the form would change, or says what is wrong with it. `own` is the id of the amendment that is being
    written; it is no rival of itself."""
    proposal, base = form.proposal(), clause.current.text
    text = clean(proposal.text) if proposal.kind in lifecycle.WORDED else ""
    places = await places_for(clause) if proposal.kind == lifecycle.MOVE else {}
    faults = lifecycle.faults(proposal.kind, text, "", base, places, proposal.after)
    if faults:
        return Preview(next(iter(faults.values())), None, ())
    others = [each for each in await queries.open_on(clause.id) if each.id != own]
    place = places.get(proposal.after or 0, clause.citation if proposal.kind == lifecycle.INSERT else "")
    return Preview("", changes(proposal.kind, base, text, place), rivals(proposal.kind, base, text, others))


async def moved_on(clause: ClauseView, seen: int, says: str) -> Stale:
    """The clause is at another revision than the one that the author saw."""
    old = next((each.text for each in await revisions(clause.id) if each.number == seen), "")
    return Stale(says, changes(lifecycle.REPLACE, old, clause.current.text))


def refuse(form: AmendmentForm, error: Refused | Invalid) -> int:
    """Puts what was refused on the form; answers the status."""
    form.refuse(error if isinstance(error, Invalid) else Invalid({"": error.reasons}))
    return 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Conflict) else 422


def seen_in(form: AmendmentForm) -> tuple[int, int]:
    """Numbers of the revision and of the wording that stood on the page; 0 for what was not there."""
    return digits(form.base.data) or 0, digits(form.number.data) or 0
