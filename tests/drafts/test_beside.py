"""Amendments to one clause beside each other: who touches whose words."""

from datetime import UTC, datetime

import pytest

from drafts.amendments.beside import beside
from drafts.amendments.views import AmendmentView, WordingView
from drafts.instruments.views import ClauseView, RevisionView

THEN = datetime(2026, 1, 5, tzinfo=UTC)
BASE = "Each Party shall keep a register of its tools and shall publish it every year in full."


def revision_of(number: int, text: str) -> RevisionView:
    return RevisionView(id=number, clause_id=1, number=number, text=text, form="paragraph", made_at=THEN)


def amendment(number: int, kind: str, text: str, base: RevisionView | None = None) -> AmendmentView:
    revision = base or revision_of(1, BASE)
    clause = ClauseView(
        id=1,
        key="k",
        instrument_id=1,
        slug="code",
        title="Code",
        entrenched=False,
        label="1.",
        citation="Article 1, paragraph 1",
        current=revision,
    )
    wording = WordingView(id=number, number=1, text=text, reasons="", because="drafted", base=revision, written_at=THEN)
    return AmendmentView(
        id=number,
        kind=kind,
        fate="tabled",
        clause=clause,
        after=None,
        wording=wording,
        sponsors=(),
        steps=(),
        question=None,
        drafted_by=1,
        organisation=1,
        organisation_slug="norland",
        organisation_name="Norland",
        group="government",
        group_name="Government",
        group_position=1,
        drafted_at=THEN,
    )


def touching(*amendments: AmendmentView) -> list[list[int]]:
    return [[other.id for other in each.touches] for each in beside(amendments)]


@pytest.mark.parametrize(
    "one,other,touch",
    [
        (("replace", BASE.replace("register", "list")), ("replace", BASE.replace("register", "log")), True),
        (("replace", BASE.replace("register", "list")), ("replace", BASE.replace("in full", "in part")), False),
        (("replace", BASE.replace("register", "list")), ("repeal", ""), True),
        (("replace", BASE.replace("register", "list")), ("insert", "A new one."), False),
        (("repeal", ""), ("move", ""), False),
    ],
)
def test_amendments_that_touch_the_same_words_say_so(one, other, touch):
    assert touching(amendment(1, *one), amendment(2, *other)) == ([[2], [1]] if touch else [[], []])


def test_amendments_to_different_revisions_are_not_compared():
    newer = revision_of(2, BASE + " It is public.")
    assert touching(amendment(1, "replace", "Other."), amendment(2, "replace", "Else.", newer)) == [[], []]


def test_each_shows_what_it_changes():
    replaced, inserted, moved = beside(
        [
            amendment(1, "replace", BASE.replace("register", "list")),
            amendment(2, "insert", "New *words*."),
            amendment(3, "move", ""),
        ]
    )
    assert [span.text for span in replaced.spans if span.kind != "same"] == ["register", "list"]
    assert [(span.kind, span.text) for span in inserted.spans] == [("inserted", "New words.")] and inserted.says
    assert moved.spans == () and "Moves this clause" in moved.says
