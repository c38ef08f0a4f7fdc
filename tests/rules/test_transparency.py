"""The figures of moderation add up and name nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.measures import BY_NAME
from moderation.rules.transparency import Facts, figures

AT = datetime(2026, 3, 1, tzinfo=UTC)
GROUPS = ("government", "industry", "civil-society")
FACTS = st.builds(
    lambda case, author, reporters, hours, measure, views, below, became: Facts(
        case,
        AT,
        author,
        tuple(reporters),
        AT + timedelta(hours=hours) if measure else None,
        measure,
        (),
        tuple(views) if measure else (),
        "",
        below,
        became if measure and below is None else "",
    ),
    st.integers(1, 99),
    st.sampled_from(GROUPS),
    st.lists(st.sampled_from(GROUPS), max_size=5),
    st.integers(0, 300),
    st.sampled_from(["", *BY_NAME]),
    st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from(list(BY_NAME))), min_size=3, max_size=3),
    st.sampled_from([None, 1]),
    st.sampled_from(["", "upheld", "reversed", "changed"]),
)


@given(st.lists(FACTS, max_size=30))
def test_they_add_up(facts):
    found = figures(facts, GROUPS)
    assert found.opened == found.decided + found.still_open == len(facts)
    assert sum(number for _, number in found.by_measure) == found.decided
    assert sum(each.cases for each in found.authors) + found.asked_again == found.opened
    assert sum(one.whole for _, _, one in found.panel) == 3 * found.decided
    assert sum(one.whole for _, one in found.reporters) == sum(len(each.reporters) for each in facts if each.decided_at)
    assert found.upheld + found.reversed + found.changed == sum(
        bool(each.became) for each in facts if each.below is None
    )


@given(st.lists(FACTS, max_size=30))
def test_reports_of_small_groups_are_not_counted_apart(facts):
    assert [key for key, _ in figures(facts, GROUPS, ("industry",)).reporters] == ["government", "civil-society"]


def test_by_hand():
    decided = [
        Facts(
            n,
            AT,
            "industry",
            ("government", "government"),
            AT + timedelta(hours=hours),
            measure,
            (),
            (("government", measure), ("industry", "keep"), ("civil-society", measure)),
            became=became,
        )
        for n, (hours, measure, became) in enumerate(
            [(10, "hide", "reversed"), (30, "keep", ""), (20, "fold", "upheld")]
        )
    ]
    found = figures([*decided, Facts(9, AT, "government")], GROUPS)
    assert (found.opened, found.decided, found.still_open, found.median, found.longest) == (4, 3, 1, 20, 30)
    assert (found.upheld, found.reversed, found.changed) == (1, 1, 0)
    line = found.authors[1]
    assert (line.cases, line.measures.part, line.measures.whole, line.overturned.part) == (3, 2, 3, 1)
    assert {key: (one.part, one.whole) for key, one in found.reporters}["government"] == (4, 6)
    assert {(member, author): (one.part, one.whole) for member, author, one in found.panel}[
        "government", "industry"
    ] == (2, 3)
