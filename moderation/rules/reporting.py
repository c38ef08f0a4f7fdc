"""Reports that one group makes mostly about comments of one other group."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.rules.alarms import FLAGS, IN_FORCE, Raised, Thresholds
from moderation.rules.sentences import part_of


def flags(
    week: str, given: Mapping[tuple[str, str], int], names: Mapping[str, str], limits: Thresholds = IN_FORCE
) -> tuple[Raised, ...]:
    """The alarms about reports of a week. `given` counts them by (group of the reporter, group of the author)."""
    found = []
    for (source, target), number in given.items():
        whole = sum(many for (of, _), many in given.items() if of == source)
        if source != target and number >= limits.flags_least and number >= limits.flags_part * whole:
            says = (
                f"{number} of {whole} reports that came from {names[source]} in a week were about comments of "
                f"{names[target]}; "
                f"the threshold is {limits.flags_least}, and {part_of(limits.flags_part)} of all."
            )
            found.append(
                Raised(
                    FLAGS,
                    f"{FLAGS}/{source}/{target}/{week}",
                    "/moderation/transparency",
                    says,
                    {"from": source, "about": target, "reports": number, "whole": whole},
                )
            )
    return tuple(found)
