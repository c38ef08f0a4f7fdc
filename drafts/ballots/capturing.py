"""The capture report of a roll under a method, made before the act that needs it, because it can take a second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafts.ballots.rolls import Entitled
from drafts.motions.queries import InForce


@dataclass(frozen=True, slots=True)
class Reported:
    text: str


class CaptureView:
    pass


async def reported(roll: Sequence[Entitled], law: InForce) -> Reported:
    return Reported("")


def captured(text: str, names: Mapping[str, str], groups: Sequence[Any]) -> CaptureView | None:
    return None


async def outlook(roll: Sequence[Entitled], law: InForce, names: Mapping[str, str]) -> CaptureView | None:
    return None
