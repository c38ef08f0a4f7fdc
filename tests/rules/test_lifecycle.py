"""The fates of an amendment, drawn as a crosstable, and what is missing before one is tabled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drafts.rules import lifecycle
from drafts.rules.lifecycle import (
    Backer,
    faults,
    is_backed,
    may_be_edited,
    may_be_supported,
    may_follow,
    may_lapse,
    may_open_ballot,
    may_table,
)
from drafts.rules.permission import may_draft, may_read, may_take
from forum.rules.permission import Identity, Office, Speaking

COLUMNS = ("circulated", "tabled", "in-ballot", "adopted", "rejected", "withdrawn", "superseded", "lapsed", "discarded")
CROSSTABLE = {
    #             circ  tabl  ball  adop  reje  with  supe  laps  disc
    "draft": "yes   yes   -     -     -     -     -     -     yes",
    "circulated": "-     yes   -     -     -     -     -     -     yes",
    "tabled": "-     -     yes   yes   -     yes   yes   yes   -",
    "in-ballot": "-     yes   -     yes   yes   yes   -     -     -",
    **dict.fromkeys(lifecycle.ENDED, "-     -     -     -     -     -     -     -     -"),
}


@pytest.mark.parametrize("fate", CROSSTABLE)
def test_which_fate_may_follow(fate):
    may = [then for then in COLUMNS if may_follow(fate, then)]
    assert may == [then for then, cell in zip(COLUMNS, CROSSTABLE[fate].split(), strict=True) if cell == "yes"]


def test_a_refusal_says_both_fates():
    assert may_follow("in-ballot", "lapsed").reasons == ("An amendment that is in ballot cannot become lapsed.",)


NORLAND, SUDRIA, COBALT = (
    Backer("norland", "government", "1"),
    Backer("sudria", "government", "2"),
    Backer("cobalt", "industry", "3"),
)
FOUNDATION, WATCH = Backer("cobalt-foundation", "civil-society", "3"), Backer("watch", "civil-society", "5")
LONELY, ONE_GROUP = (
    "1 organisation stands behind these words; 2 of different owners",
    "1 stakeholder group; 2 are needed",
)


@pytest.mark.parametrize(
    "backers, missing",
    [
        ([NORLAND, COBALT], []),
        ([NORLAND, SUDRIA, COBALT], []),
        ([COBALT, FOUNDATION, WATCH], []),
        ([], ["0 organisations stand behind", "0 stakeholder groups"]),
        ([NORLAND], [LONELY, ONE_GROUP]),
        ([NORLAND, SUDRIA], [ONE_GROUP]),
        ([COBALT, FOUNDATION], [LONELY, ONE_GROUP]),  # one owner with a foot in each group
        ([COBALT, FOUNDATION, Backer("lumen", "industry", "4")], []),  # for which the foundation may speak
    ],
)
def test_who_stands_behind_an_amendment(backers, missing):
    found = is_backed(backers).reasons
    assert len(found) == len(missing) and all(part in sentence for part, sentence in zip(missing, found, strict=True))


@pytest.mark.parametrize(
    "fate, reasons, differs, asked, missing",
    [
        ("draft", "Why", True, False, []),
        ("circulated", "Why", True, False, []),
        ("tabled", "Why", True, False, ["cannot become tabled"]),
        ("draft", " ", True, False, ["Reasons are missing"]),
        ("draft", "Why", False, False, ["already"]),
        ("draft", "", False, True, ["Reasons", "already", "changed since"]),
    ],
)
def test_what_is_missing_before_tabling(fate, reasons, differs, asked, missing):
    verdict = may_table(fate, [NORLAND, COBALT], reasons, differs, asked)
    assert len(verdict.reasons) == len(missing) and all(
        part in sentence for part, sentence in zip(missing, verdict.reasons, strict=True)
    )


@pytest.mark.parametrize("fate", CROSSTABLE)
@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("backers", [(NORLAND, COBALT), (NORLAND,)])
def test_what_is_missing_before_a_ballot(fate, asked, backers):
    assert bool(may_open_ballot(fate, backers, asked)) is (fate == "tabled" and not asked and len(backers) == 2)


@pytest.mark.parametrize(
    "fate, quiet, asked, may",
    [
        ("tabled", 180, None, True),
        ("tabled", 179, None, False),
        ("tabled", 31, 30, True),
        ("tabled", 31, 29, False),
        ("draft", 400, None, False),
        ("in-ballot", 400, None, False),
        ("adopted", 400, 400, False),
    ],
)
def test_when_an_amendment_may_lapse(fate, quiet, asked, may):
    assert bool(may_lapse(fate, timedelta(days=quiet), None if asked is None else timedelta(days=asked))) is may


IDENTITIES = {
    "proposer": Identity(
        1, "a", "A", (), Speaking(1, "delegate", 1, "norland", "Norland", "government", 1, "Government", 1, True)
    ),
    "observer": Identity(
        1, "a", "A", (), Speaking(1, "observer", 1, "norland", "Norland", "government", 1, "Government", 1, True)
    ),
    "other": Identity(2, "b", "B", (), Speaking(2, "head", 2, "cobalt", "Cobalt", "industry", 2, "Industry", 2, True)),
    "secretariat": Identity(3, "c", "C", (), None, (Office("secretariat"),)),
    "nobody": None,
}


@pytest.mark.parametrize("who", IDENTITIES)
@pytest.mark.parametrize(
    "fate, then, by",
    [
        ("draft", "tabled", "proposer"),
        ("draft", "discarded", "proposer"),
        ("tabled", "withdrawn", "proposer"),
        ("in-ballot", "withdrawn", "proposer"),
        ("tabled", "lapsed", "secretariat"),
        ("tabled", "in-ballot", "secretariat"),
        ("in-ballot", "adopted", ""),
        ("tabled", "superseded", ""),
        ("adopted", "draft", ""),
    ],
)
def test_by_whom_each_step_is_taken(who, fate, then, by):
    assert bool(may_take(IDENTITIES[who], 1, fate, then)) is (who == by)


@pytest.mark.parametrize(
    "who, drafts, reads_draft, reads_circulated",
    [
        ("proposer", True, False, True),
        ("observer", False, False, False),
        ("other", True, False, True),
        ("secretariat", False, False, False),
        ("nobody", False, False, False),
    ],
)
def test_who_drafts_and_who_reads_what_is_not_tabled(who, drafts, reads_draft, reads_circulated):
    somebody = IDENTITIES[who]
    found = bool(may_draft(somebody)), bool(may_read(somebody, "draft", 9)), bool(may_read(somebody, "circulated", 9))
    assert found == (drafts, reads_draft, reads_circulated) and may_read(somebody, "tabled", 9)


@pytest.mark.parametrize(
    "kind, text, reasons, after, fields",
    [
        ("replace", "new words", "", None, []),
        ("replace", "", "", None, ["text"]),
        ("replace", "words in force", "", None, ["text"]),
        ("insert", "words in force", "", None, []),
        ("insert", "", "", None, ["text"]),
        ("repeal", "", "", None, []),
        ("move", "", "", 5, []),
        ("move", "", "", 9, ["after"]),
        ("move", "", "", None, ["after"]),
        ("rewrite", "x", "", None, ["kind"]),
        ("replace", "x" * 20_001, "y" * 5_001, None, ["reasons", "text"]),
    ],
)
def test_faults_stand_beside_their_fields(kind, text, reasons, after, fields):
    assert sorted(faults(kind, text, reasons, "words in force", {4, 5}, after)) == fields


def test_words_are_settled_once_in_ballot():
    assert [fate for fate in CROSSTABLE if may_be_edited(fate)] == ["draft", "circulated", "tabled"]
    assert [fate for fate in CROSSTABLE if may_be_supported(fate)] == ["circulated", "tabled"]


@pytest.mark.parametrize(
    "accredited,headless,gone",
    [
        (True, None, False),
        (True, timedelta(), False),
        (True, lifecycle.HEADLESS - timedelta(seconds=1), False),
        (True, lifecycle.HEADLESS, True),
        (False, None, True),
        (False, lifecycle.HEADLESS, True),
    ],
)
def test_when_a_proposer_is_gone(accredited, headless, gone):
    assert lifecycle.is_gone(accredited, headless) == gone


@pytest.mark.parametrize("fate", [*lifecycle.FOLLOWS, *lifecycle.ENDED, lifecycle.DISCARDED])
def test_what_can_be_taken_over_and_what_lapses_at_once(fate):
    taken = {lifecycle.CIRCULATED, lifecycle.TABLED, lifecycle.IN_BALLOT}
    assert bool(lifecycle.may_be_taken_over(fate, True)) == (fate in taken)
    assert not lifecycle.may_be_taken_over(fate, False)
    assert bool(lifecycle.may_lapse(fate, timedelta(), None, True)) == (fate == lifecycle.TABLED)
    assert not lifecycle.may_lapse(fate, timedelta(), None, False)
