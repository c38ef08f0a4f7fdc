"""The capture report before a ballot opens, and what it has become since the last ballot on the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafts.ballots.capture import Decided, captured, changes, reported
from drafts.ballots.capture_views import CaptureView
from drafts.ballots.rolls import Entitled
from drafts.ballots.rows import last_about, roll_of
from drafts.motions.queries import InForce


async def outlook(
    roll: Sequence[Entitled], law: InForce, names: Mapping[str, str], instrument: int | None
) -> CaptureView | None:
    """Shows what the capture report will say, with what has changed since the last ballot. `instrument` is that of the
    text the ballot is about, None for the forum's own rules."""
    lines = [each.line for each in roll]
    positions = {each.group: each.group_position for each in roll}
    view, last = captured(await reported(lines, law, names), names, positions), await last_about(instrument)
    if not view or not last or not last.capture:
        return view
    before = Decided(roll=await roll_of(last.id), method=last.method)
    after = Decided(roll=lines, method=law.method_text)
    return replace(view, changed=await changes(before, after, names))
