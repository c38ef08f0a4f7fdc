"""The positions that an organisation may take in a ballot, with the sentence that the form puts under each."""

from __future__ import annotations

from dataclasses import dataclass

YES, NO, ABSTAIN, RECUSE = "yes", "no", "abstain", "recuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    key: str
    name: str
    says: str


POSITIONS = {
    each.key: each
    for each in (
        Position(key=YES, name="In favour", says="The words change as shown above."),
        Position(key=NO, name="Against", says="The words stay as they are. Give your reasons."),
        Position(key=ABSTAIN, name="Abstain", says="Neither for nor against. It counts towards turnout."),
        Position(
            key=RECUSE,
            name="Recuse",
            says="We have a stake of our own in the outcome. We are counted nowhere, as if we were not on the roll.",
        ),
    )
}
