"""What the pages of brackets show: a bracket with its options and who holds them, and how many are left."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.text.brackets import Bracket


@dataclass(frozen=True, slots=True)
class HolderView:
    """An organisation that holds an option of a bracket."""

    organisation: int
    slug: str
    name: str
    group: str
    group_name: str
    group_position: int
    lost: bool  # not accredited any more: it holds nothing now


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option of a bracket and who holds it. `words` is "" for leaving the bracket's words out."""

    number: int
    words: str
    holders: tuple[HolderView, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One bracket of a clause. `before` and `after` are the words around it, by which one knows it again."""

    bracket: Bracket
    before: str
    after: str
    choices: tuple[OptionView, ...]

    @property
    def start(self) -> int:
        return self.bracket.start

    def held_by(self, organisation: int) -> int | None:
        """The number of the choice that this organisation holds."""
        return next(
            (each.number for each in self.choices for holder in each.holders if holder.organisation == organisation),
            None,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Brackets left in one edition."""

    edition: int
    left: int
