"""What is nearly the same is found, and what only speaks of the same is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.rules.campaigns import BANDS, SHORTEST, alike, bands, likeness, runs

LETTER = (
    "We ask the forum to keep the clause on the repair of undersea cables as it stands today, "
    "because ships wait for days in every harbour and "
    "our members pay for each of these days while nobody can say who answers for it."
)
OTHER = (
    "Forty-eight hours are too short for a navy that clears ships by hand. "
    "May the leave name an officer who comes on board, and may the time begin "
    "when the ship has told where it goes?"
)
WORDS = st.lists(
    st.sampled_from(
        (
            "cable ship harbour clause state repair leave hour day member "
            "forum answer pay keep stand today naval coast line break"
        ).split()
    ),
    min_size=20,
    max_size=80,
)


@pytest.mark.parametrize(
    "other,same",
    [
        (LETTER, True),
        (LETTER.upper(), True),
        (LETTER.replace(",", " –"), True),
        (LETTER.replace("our members", "my members"), True),
        (f"Dear forum! {LETTER} Yours, Astrid", True),
        (LETTER.replace("today", "now").replace("harbour", "port"), True),
        (OTHER, False),
        (f"“{LETTER[:60]}” I do not agree. {OTHER}", False),
    ],
)
def test_what_is_alike(other, same):
    assert alike(runs(LETTER), runs(other)) is same


def test_what_is_short_is_never_folded():
    assert (
        not runs("I agree with this.")
        and not bands(runs(" ".join(["word"] * (SHORTEST - 1))))
        and not alike(runs(""), runs(""))
    )


def test_scripts_without_spaces_fold_too():
    text = "海底ケーブルの修理に関する条項を現在のまま維持するよう求めます。船は毎日港で待っているからです。"
    assert alike(runs(text), runs(text.replace("毎日", "今日も"))) and not alike(
        runs(text), runs("四十八時間は短すぎます。海軍は船を手作業で確認するのですから、もう少し長い時間をください。")
    )


@settings(max_examples=60)
@given(WORDS, st.integers(0, 1000))
def test_the_same_words_share_every_band_and_a_changed_word_most(words, at):
    own = runs(" ".join(words))
    assert bands(own) == bands(runs(" ".join(words))) and len(bands(own)) == BANDS
    changed = [*words]
    changed[at % len(words)] = "ANOTHER"
    share = likeness(own, runs(" ".join(changed)))
    if share.part * 10 >= share.whole * 9:
        assert set(bands(own)) & set(bands(runs(" ".join(changed))))


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_whole_only_for_the_same_runs(one, other):
    a, b = runs(" ".join(one)), runs(" ".join(other))
    assert likeness(a, b) == likeness(b, a) and (likeness(a, b).part == likeness(a, b).whole) == (a == b)


def test_bands_do_not_change_from_one_process_to_the_next():
    assert bands(runs(LETTER))[:2] == FIRST


FIRST = (1646374404370446696, 5914931099666317910)  # as stored since the rule is in force
