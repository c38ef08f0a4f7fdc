"""Two registrars of different groups, and nobody alone; owners do not own themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.accrediting import faults_of_grounds, may_give_grounds, outcome
from forum.rules.permission import Identity, Office, Speaking

G, I, C = "government", "industry", "civil-society"


@pytest.mark.parametrize(
    "views,expected",
    [
        ([], ""),
        ([(G, "accredit")], ""),
        ([(G, "accredit"), (I, "accredit")], "accredited"),
        ([(G, "refuse"), (I, "accredit")], ""),
        ([(G, "refuse"), (I, "accredit"), (C, "refuse")], "refused"),
        ([(G, "accredit"), (G, "accredit")], ""),
        ([(G, "accredit"), (I, "accredit"), (C, "refuse")], "accredited"),
    ],
)
def test_two_groups_must_agree(views, expected):
    assert outcome(views) == expected


@given(st.lists(st.tuples(st.sampled_from([G, I, C]), st.sampled_from(["accredit", "refuse"]))))
def test_one_group_decides_nothing_however_many_it_sends(views):
    assert bool(outcome(views)) == any(
        len({group for group, view in views if view == one}) > 1 for one in ("accredit", "refuse")
    )


def registrar(organisation: int | None = None, office: str = "registrar") -> Identity:
    held = (Speaking(1, "delegate", organisation, "o", "O", G, 1, "Government", 1, True),) if organisation else ()
    return Identity(7, "r", "N", mandates=held, offices=(Office(office, G, 1, "Government"),))


@pytest.mark.parametrize(
    "who,near,given,closed,may",
    [
        (registrar(), {5}, [], False, True),
        (registrar(3), {5}, [I], False, True),
        (registrar(5), {5, 6}, [], False, False),
        (registrar(), {5}, [G], False, False),
        (registrar(), {5}, [], True, False),
        (registrar(office="moderator"), {5}, [], False, False),
        (None, {5}, [], False, False),
    ],
)
def test_who_may_give_grounds(who, near, given, closed, may):
    assert bool(may_give_grounds(who, near=near, given=given, closed=closed)) is may


@pytest.mark.parametrize(
    "view,grounds,fields",
    [("accredit", "So.", []), ("", "So.", ["view"]), ("refuse", "", ["grounds"]), ("refuse", "x" * 5_001, ["grounds"])],
)
def test_what_grounds_need(view, grounds, fields):
    assert list(faults_of_grounds(view, grounds)) == fields
