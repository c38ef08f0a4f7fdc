"""Names that are the same to who reads them are the same to who searches them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.folding import folded, tidy


@pytest.mark.parametrize(
    "kept,typed",
    [
        ("Kobylková", "kobylkova"),
        ("Grünfelder", "GRUNFELDER"),
        ("Émile", "E\u0301mile"),
        ("O’Hanrahan", "o'hanrahan"),
        ("O’Hanrahan", "OʼHanrahan"),
        ("Durocher-Ba", "durocher ba"),
        ("Durocher–Ba", "durocher‑ba"),
        ("Straße", "STRASSE"),
        ("Łukasz Søren", "lukasz soren"),
        ("İstanbul", "istanbul"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("Общество", "ОБЩЕСТВО"),
        ("Ｎｏｒｖａｌｅ", "norvale"),
        ("Nor\u200bvale", "norvale"),
        ("Two  words", "two words"),
        ("מִפְלָגָה", "מפלגה"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_the_same(kept, typed):
    assert folded(kept) == folded(typed)


@pytest.mark.parametrize(
    "one,other", [("か", "が"), ("कि", "कु"), ("Norvale", "Norvala"), ("中国", "中华"), ("กา", "กี")]
)
def test_not_the_same(one, other):
    assert folded(one) != folded(other)


@given(st.text(max_size=40))
def test_folding_and_tidying_twice_change_nothing(name):
    assert folded(folded(name)) == folded(name) and tidy(tidy(name)) == tidy(name)
    assert folded(tidy(name)) == folded(name)
