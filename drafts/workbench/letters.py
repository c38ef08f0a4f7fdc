"""Letters to those whose amendments were combined."""

from __future__ import annotations

from drafts.amendments.letters import tell_sponsors
from drafts.workbench.bench import Bench, Source


async def tell_of(made: Bench) -> None:
    """Tells those behind each amendment whether its words are in the consolidated text, and if not, why."""
    for each in made.sources:
        await tell_sponsors(
            each.view.id,
            f"A consolidated text of amendments to {made.clause.citation}",
            "The secretariat or a rapporteur has shown a consolidated text of the amendments to "
            f"{made.clause.citation}. {_says(each)}\n\nRead it at {made.clause.path}/workbench",
        )


def _says(source: Source) -> str:
    if source.included:
        return "Its words are in the consolidated text."
    return (
        f"It is not in the consolidated text, because: {source.why.strip()}\n\n"
        "It stays open, and can be decided by itself."
    )
