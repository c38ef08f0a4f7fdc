"""The page of one ballot, as it is shown and as it comes back with what was wrong."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Request, Response

from drafts.ballots.arithmetic import chamber_rows, part_lines
from drafts.ballots.casting.forms import CastForm
from drafts.ballots.forms import ObjectionForm
from drafts.ballots.views import BallotView
from drafts.rules.ends import ENDS
from forum.mail.queries import Undelivered
from forum.web.forms import key_of
from forum.web.pages import page


def one_ballot(
    request: Request,
    ballot: BallotView,
    form: CastForm,
    *,
    answer: ObjectionForm | None = None,
    answered: str = "",
    status: int = 200,
    ownership: Sequence[str] = (),
    lost: Sequence[Undelivered] = (),
) -> Response[str]:
    """Shows a ballot. `answered` is the organisation whose objection `answer` is for, when it comes back with what was
    wrong. Only somebody with a session gets the forms, so that everybody else's page is one page and is kept. `lost`:
    letters about it that did not arrive, for the secretariat."""
    rows: Sequence = chamber_rows(ballot.result, ballot.groups, ballot.names) if ballot.result else ()
    parts: Sequence = part_lines(ballot.result, ballot.names) if ballot.result else ()
    return page(
        request,
        "drafts/ballots/show.html",
        status=status,
        ballot=ballot,
        vote=form,
        key=key_of(request),
        rows=rows,
        parts=parts,
        ends=ENDS,
        answer=answer or ObjectionForm(),
        answered=answered,
        blank=ObjectionForm(),
        ownership=ownership,
        lost=lost,
        objected=any(voter.objects for group in ballot.groups for voter in group.voters),
    )
