"""What is left to agree on: in a clause with who holds what, and in a whole instrument, edition by edition."""

from __future__ import annotations

from collections.abc import Sequence

from drafts.amendments.views import AmendmentView
from drafts.brackets.tables import Hold
from drafts.brackets.views import HolderView, OptionView, Place, Progress
from drafts.instruments.tables import EditionEntry
from drafts.instruments.views import ClauseView, EditionView, EntryView
from drafts.text.brackets import every_bracket, left
from forum.organisations.queries import unaccredited


async def places(clause: ClauseView) -> tuple[Place, ...]:
    """The brackets in the words in force, each with who holds what."""
    text, group = clause.current.text, Hold.organisation.group
    rows = (
        await Hold.select(
            Hold.place,
            Hold.choice,
            Hold.organisation,
            Hold.organisation.slug.as_alias("slug"),
            Hold.organisation.name.as_alias("name"),
            group.key.as_alias("group_key"),
            group.name.as_alias("group_name"),
            group.position.as_alias("position"),
        )
        .where(Hold.revision == clause.current.id, Hold.until.is_null())
        .order_by(Hold.id)
    )
    lost = await unaccredited(row["organisation"] for row in rows)
    held: dict[tuple[int, int], list[HolderView]] = {}
    for row in rows:
        held.setdefault((row["place"], row["choice"]), []).append(
            HolderView(
                row["organisation"],
                row["slug"],
                row["name"],
                row["group_key"],
                row["group_name"],
                row["position"],
                row["organisation"] in lost,
            )
        )
    return tuple(
        Place(
            each,
            text[max(0, each.start - 60) : each.start],
            text[each.end : each.end + 60],
            tuple(OptionView(n, words, tuple(held.get((each.start, n), ()))) for n, words in enumerate(each.choices)),
        )
        for each in every_bracket(text)
    )


def closing(clause: ClauseView, amendments: Sequence[AmendmentView]) -> tuple[AmendmentView, ...]:
    """Answers the amendments after which fewer brackets would be left."""
    now = left(clause.current.text)
    return tuple(
        each
        for each in amendments
        if each.kind == "repeal"
        or (each.kind == "replace" and each.wording.base.id == clause.current.id and left(each.wording.text) < now)
    )


def bracketed(edition: EditionView) -> tuple[tuple[EntryView, int], ...]:
    """The clauses in which something is not agreed, in order, with how many places."""
    return tuple((entry, count) for entry in edition.entries if entry.clause_id and (count := left(entry.text)))


def left_in(edition: EditionView) -> int:
    return sum(count for _, count in bracketed(edition))


async def progress(instrument_id: int) -> tuple[Progress, ...]:
    """Edition by edition, the newest first; those without any bracket are left out."""
    rows = await EditionEntry.select(
        EditionEntry.edition.number.as_alias("number"), EditionEntry.revision.text.as_alias("text")
    ).where(EditionEntry.edition.instrument == instrument_id, EditionEntry.revision.text.like("%[%"))
    counts: dict[int, int] = {}
    for row in rows:
        counts[row["number"]] = counts.get(row["number"], 0) + left(row["text"])
    return tuple(Progress(number, counts[number]) for number in sorted(counts, reverse=True) if counts[number])
