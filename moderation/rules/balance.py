"""Balance of participation: who could speak, who did, and how the talk was divided, by group, by region and by
owner."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from moderation.rules.concentration import Concentration, Share, concentration
from moderation.rules.voices import Masked, Voice, parts

MEASURES = ("words", "comments", "amendments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One group, region or owner. `eligible` and `heard` count organisations that are accredited now; the shares count
    everything that was said. It is `suppressed` where fewer than 5 people spoke who are shown by group only: what they
    said is left out."""

    key: str
    eligible: int
    heard: int
    words: Share
    comments: Share
    amendments: Share
    suppressed: bool = False

    @property
    def turnout(self) -> Share:
        return Share(self.heard, self.eligible)

    @property
    def silent(self) -> bool:
        return bool(self.eligible) and not self.heard


@dataclass(frozen=True, slots=True)
class Balance:
    """Rows in the order of first occurrence; concentration by measure (words, comments, amendments)."""

    groups: tuple[Participation, ...]
    regions: tuple[Participation, ...]
    owners: tuple[Participation, ...]
    by_organisation: Mapping[str, Concentration]
    by_owner: Mapping[str, Concentration]

    @property
    def eligible(self) -> int:
        return sum(each.eligible for each in self.groups)

    @property
    def heard(self) -> int:
        return sum(each.heard for each in self.groups)

    @property
    def suppressed(self) -> tuple[str, ...]:
        """Keys of the groups of which something is left out."""
        return tuple(each.key for each in self.groups if each.suppressed)

    def group(self, key: str) -> Participation:
        return next(each for each in self.groups if each.key == key)


def balance(voices: Sequence[Voice], masked: Iterable[Masked] = (), groups: Sequence[str] = ()) -> Balance:
    """Measures who spoke. `groups` are the keys in their order on pages, also of those that have no organisation."""
    shown = {each.group: each for each in masked if each.people and not each.suppressed}
    hidden = {each.group for each in masked if each.suppressed}
    return Balance(
        _rows(voices, lambda each: each.group, keys=groups, masked=shown, hidden=hidden),
        _rows(voices, lambda each: each.region),
        _rows(voices, lambda each: each.owner),
        _concentrations(voices, lambda each: each.organisation),
        _concentrations(voices, lambda each: each.owner),
    )


def _rows(
    voices: Sequence[Voice],
    key: Callable[[Voice], str],
    *,
    keys: Sequence[str] = (),
    masked: Mapping[str, Masked] = {},
    hidden: Collection[str] = (),
) -> tuple[Participation, ...]:
    found: dict[str, Sequence[Voice]] = {**dict.fromkeys(keys, ()), **parts(voices, key)}
    amounts = {each: _amounts(members, masked.get(each)) for each, members in found.items()}
    whole = [sum(each[n] for each in amounts.values()) for n in range(len(MEASURES))]
    return tuple(_row(each, members, amounts[each], whole, each in hidden) for each, members in found.items())


def _row(key: str, members: Sequence[Voice], own: Sequence[int], whole: Sequence[int], hidden: bool) -> Participation:
    words, comments, amendments = (Share(part, of) for part, of in zip(own, whole, strict=True))
    return Participation(
        key=key,
        eligible=sum(one.eligible for one in members),
        heard=sum(one.eligible and one.heard for one in members),
        words=words,
        comments=comments,
        amendments=amendments,
        suppressed=hidden,
    )


def _amounts(members: Iterable[Voice], masked: Masked | None) -> tuple[int, ...]:
    members = tuple(members)
    more = (masked.words, masked.comments, 0) if masked else (0, 0, 0)
    return tuple(
        sum(getattr(each, name) for each in members) + extra for name, extra in zip(MEASURES, more, strict=True)
    )


def _concentrations(voices: Sequence[Voice], key: Callable[[Voice], str]) -> dict[str, Concentration]:
    whose = parts(voices, key)
    return {
        name: concentration({each: sum(getattr(one, name) for one in members) for each, members in whose.items()})
        for name in MEASURES
    }
