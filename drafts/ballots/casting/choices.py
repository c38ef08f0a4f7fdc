"""What an organisation casts, as it stands in a sealed box until the close."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drafts.rules import casting, rivals
from drafts.rules.sealing import seal, unseal
from forum.errors import Invalid, Unlawful


@dataclass(frozen=True, slots=True)
class Choice:
    """`among`: in a ballot on rivals, {"approved": [ids]} or {"ranked": [[ids], …]}."""

    position: str
    reason: str = ""
    among: Mapping[str, Any] = field(default_factory=dict)


def choice_of(counting: str, position: str, reason: str, candidates: Sequence[str]) -> Choice:
    """In a ballot on rivals, `position` is the choice as JSON, or abstain, or recuse. Raises Invalid with `position`."""
    if position in ("abstain", "recuse"):
        return Choice(position, reason)
    try:
        among = json.loads(position)
    except ValueError:
        raise Invalid({"position": "Say what you choose, or abstain."}) from None
    if faults := rivals.faults(counting, among, candidates):
        raise Invalid({"position": next(iter(faults.values()))})
    if len(reason) > casting.REASON_LIMIT:
        raise Invalid({"reason": f"At most {casting.REASON_LIMIT} characters; this is {len(reason)}."})
    return Choice("chose", reason, among)


def sealed(key: str, choice: Choice) -> str:
    words = {"position": choice.position, "reason": choice.reason, **({"among": choice.among} if choice.among else {})}
    return seal(key, json.dumps(words, ensure_ascii=False, sort_keys=True))


def opened(secret: str | None, row: Mapping[str, Any]) -> Choice:
    """`row`: of the table of casts. Raises Unlawful if the box does not open with this secret, or if something stands
    beside it in the open."""
    if not row["sealed"]:
        return Choice(row["position"], row["reason"])
    if row["position"] or row["reason"]:
        raise Unlawful("This vote is sealed, and yet its row says something in the open.")
    found = json.loads(unseal(secret or "", row["sealed"]))
    return Choice(found["position"], found["reason"], found.get("among", {}))
