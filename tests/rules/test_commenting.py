"""What a comment must say, and who answers on the record."""

import pytest

from forum.rules.commenting import DISPOSITIONS, STANCES, faults, faults_of_disposition, may_dispose, words
from forum.rules.permission import Identity, Office


@pytest.mark.parametrize(
    "stance, body, resolution, is_reply, fields",
    [
        *((stance, "Words", "How", False, []) for stance in STANCES),
        ("objection", "Words", "", False, ["resolution"]),
        ("concern", "", "", False, ["body"]),
        ("", "Words", "", False, ["stance"]),
        ("reply", "Words", "", True, []),
        ("reply", "Words", "", False, ["stance"]),
        ("praise", "", "", False, ["body", "stance"]),
        ("support", "x" * 10_001, "", False, ["body"]),
        ("objection", "x", "y" * 2_001, False, ["resolution"]),
    ],
)
def test_faults(stance, body, resolution, is_reply, fields):
    assert sorted(faults(stance, body, resolution, is_reply)) == fields


@pytest.mark.parametrize(
    "office, may", [("rapporteur", True), ("secretariat", True), ("moderator", False), ("", False)]
)
def test_who_answers_on_the_record(office, may):
    assert bool(may_dispose(Identity(1, "r", "N", offices=(Office(office),) if office else ()))) is may
    assert not may_dispose(None)


@pytest.mark.parametrize("kind", DISPOSITIONS)
def test_an_answer_has_a_reason(kind):
    assert not faults_of_disposition(kind, "Because.") and list(faults_of_disposition(kind, "")) == ["reason"]
    assert "kind" in faults_of_disposition("maybe", "Because.")


@pytest.mark.parametrize(
    "text, count", [("", 0), ("Don’t wait — 24 hours, well-known.", 5), ("日本語 one", 4), ("  - \n", 0), ("a\nb", 2)]
)
def test_words(text, count):
    assert words(text) == count and words(text, text) == 2 * count
