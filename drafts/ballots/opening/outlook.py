"""The capture report before a ballot opens, and what it has become since the last ballot on the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafts.ballots.counting.record import lines_of
from drafts.ballots.opening.capture import CaptureView, captured, changes, reported
from drafts.ballots.rolls import Entitled
from drafts.ballots.tables import Ballot
from drafts.motions.queries import InForce


async def outlook(
    roll: Sequence[Entitled], law: InForce, names: Mapping[str, str], instrument: int | None
) -> CaptureView | None:
    lines = [each.as_json() for each in roll]
    positions = {each.group: each.group_position for each in roll}
    view = captured(await reported(lines, law, names), names, positions)
    last = await _last(instrument)
    if not view or not last:
        return view
    before = await lines_of(last["id"])
    return replace(view, changed=await changes(last["capture"], last["method"], before, lines, law, names))


async def _last(instrument: int | None) -> Mapping | None:
    about = Ballot.amendment.instrument == instrument if instrument else Ballot.motion.instrument.is_null()
    return (
        await Ballot.select(Ballot.id, Ballot.method, Ballot.capture)
        .where(about)
        .order_by(Ballot.id, ascending=False)
        .first()
    )
