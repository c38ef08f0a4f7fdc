"""The statement of reasons, field by field (EU Digital Services Act, Article 17(3)): complete or not made, and without
a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moderation.rules.measures import BY_NAME, KEEP
from moderation.rules.sentences import counted

REPORT, OWN, APPEAL = "report", "own", "appeal"
FOUND = {
    REPORT: "Somebody reported it. Who did is not published.",
    OWN: "A moderator saw it and asked for a panel.",
    APPEAL: "Somebody whom the first decision concerned asked again.",
}
AUTOMATED = "No. Nothing here is found or decided by a machine; a lottery drew who decides, and anyone can replay it."
ELSEWHERE = (
    "A court, or an arbitrator whom both sides accept, may be asked at any time; this forum's own appeal need not "
    "come first."
)


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a statement says. `rules` are titles with their address, `panel` names of the groups that sat, and `dissent`
    counts members."""

    ref: str
    about: str  # "Comment 7 on Article 3"
    measure: str
    rules: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    found: str
    panel: tuple[str, ...]
    dissent: int
    decided_at: datetime
    until: datetime | None
    appeal_until: datetime


def fields(said: Reasons) -> tuple[tuple[str, str], ...]:
    """(heading, sentence) in the order of the Article."""
    return (
        ("What was decided", f"{said.about}: {BY_NAME[said.measure].done.lower()}. {BY_NAME[said.measure].says}"),
        ("Where it holds", "Everywhere in this forum." if said.measure != KEEP else "No measure was taken."),
        ("From", f"{said.decided_at:%-d %B %Y, %H:%M} UTC"),
        ("Until", f"{said.until:%-d %B %Y, %H:%M} UTC; it ends by itself" if said.until else "No end is needed."),
        ("Ground", "; ".join(title for title, _ in said.rules) or "It breaks none of the rules of conduct."),
        ("Facts and reasons", " ".join(said.facts)),
        ("How it was found", FOUND[said.found]),
        ("Automated means", AUTOMATED),
        (
            "Who decided",
            f"A panel of {counted(len(said.panel), 'group')}: {', '.join(said.panel)}. "
            + (f"{counted(said.dissent, 'member')} wanted another measure." if said.dissent else "All agreed."),
        ),
        ("Appeals", f"Until {said.appeal_until:%-d %B %Y}, free of charge; other people decide."),
        ("Elsewhere", ELSEWHERE),
    )


def missing(said: Reasons) -> tuple[str, ...]:
    """Headings that would stay empty: a measure without them is not taken."""
    needed = {
        "Ground": said.rules or said.measure == KEEP,
        "Facts and reasons": any(each.strip() for each in said.facts),
        "Who decided": len(set(said.panel)) > 1,
    }
    return tuple(name for name, there in needed.items() if not there)
