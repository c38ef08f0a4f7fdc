"""Which passwords are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rules.passwords import LONGEST, acceptable

OWN = ("ada.lovelace@norland.test", "ada.lovelace", "Ada Lovelace", "Comity")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "tidal lantern obvious mule",
        "9f2c7be01d44a8",
        "мой дом стоит у реки",
        "北京的秋天真的很漂亮我喜欢它",
        "Wm7!kQz#rT2v",
        "x" * 11 + "yzab cdqe fowm",
    ],
)
def test_taken(password):
    assert acceptable(password, *OWN)


@pytest.mark.parametrize(
    "password,says",
    [
        ("", "at least 12"),
        ("elevenchars", "at least 12"),
        ("aaaaaaaaaaaa", "repeats"),
        ("abcabcabcabc", "repeats"),
        ("123456789012", "tried first"),
        ("qwertyuiop123", "tried first"),
        ("Password1234!", "tried first"),
        ("P@ssw0rd2026!", "tried first"),
        ("treaty-treaty-2026", "tried first"),
        ("adalovelace2026", "tried first"),
        ("ada.lovelace@norland.test", "your own name"),
        ("ada.lovelace1", "your own name"),
        ("comityforum2026", "tried first"),
        ("q" * (LONGEST + 1), "at most 200"),
        ("poiuytrewq0987", "tried first"),
        ("1q2w3e4r5t6y", "tried first"),
    ],
)
def test_refused(password, says):
    verdict = acceptable(password, *OWN)
    assert not verdict and says in verdict.reasons[0]


@given(st.text(max_size=260), st.text(max_size=30))
def test_any_text_has_an_answer(password, own):
    verdict = acceptable(password, own)
    assert bool(verdict) != bool(verdict.reasons)
