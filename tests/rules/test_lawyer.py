"""What a careful lawyer answers: quotes, merges and redlines that tempt an engine to be clever."""

from __future__ import annotations

import pytest

from drafts.text.carry import Carrying
from drafts.text.merge import Collision, Merged, merge
from drafts.text.redline import is_quiet, redline

CARRY = [
    # why, old, new, quote, fate, words at the place afterwards (None: nowhere)
    (
        "a negation flipped",
        "States shall not attack hospitals.",
        "States shall attack hospitals.",
        "attack hospitals",
        "changed",
        "attack hospitals",
    ),
    (
        "two negations for none",
        "A State may refuse.",
        "A State may not refuse to refuse.",
        "may refuse",
        "changed",
        None,
    ),
    ("shall became should", "Each Party shall report.", "Each Party should report.", "report", "changed", "report"),
    (
        "a number changed",
        "Report within 72 hours to the team.",
        "Report within 24 hours to the team.",
        "to the team",
        "changed",
        "to the team",
    ),
    (
        "a unit changed",
        "Store it for 30 days at most.",
        "Store it for 30 months at most.",
        "Store it",
        "changed",
        "Store it",
    ),
    (
        "a date moved",
        "In force on 1 May 2027 for all.",
        "In force on 1 June 2027 for all.",
        "In force",
        "changed",
        "In force",
    ),
    (
        "a quantifier changed",
        "All Parties help. They meet yearly.",
        "Some Parties help. They meet yearly.",
        "Parties help",
        "changed",
        "Parties help",
    ),
    (
        "a condition came in",
        "Companies publish their methods.",
        "Companies publish their methods unless a court forbids it.",
        "publish their methods",
        "changed",
        "publish their methods",
    ),
    (
        "the sentence beside it changed, not its own",
        "Parties help. They shall pay.",
        "Parties help. They shall not pay.",
        "Parties help",
        "unchanged",
        "Parties help",
    ),
    (
        "of two equal clauses the first is gone",
        "Pay the fee. Rest. Pay the fee.",
        "Rest. Pay the fee.",
        "Rest",
        "unchanged",
        "Rest",
    ),
    (
        "a sentence wandered to another place",
        "Alpha acts first here. Beta listens well to it. Gamma writes all of it down.",
        "Beta listens well to it. Gamma writes all of it down. Alpha acts first here.",
        "acts first",
        "moved",
        "acts first",
    ),
    ("a paragraph is gone", "Keep records.\n\nTell the public.", "Keep records.", "Tell the public", "orphaned", None),
    (
        "a defined term renamed",
        "The Operator keeps records.",
        "The Provider keeps records.",
        "The Operator",
        "changed",
        "The Provider",
    ),
    (
        "a cross-reference renumbered",
        "Subject to Article 5, States help.",
        "Subject to Article 6, States help.",
        "States help",
        "changed",
        "States help",
    ),
    (
        "Arabic: the negation is gone",
        "لا يجوز للدول مهاجمة المستشفيات.",
        "يجوز للدول مهاجمة المستشفيات.",
        "مهاجمة المستشفيات",
        "changed",
        "مهاجمة المستشفيات",
    ),
    ("Chinese: must not became may", "各国不得攻击医院。", "各国可以攻击医院。", "攻击医院", "changed", "攻击医院"),
    (
        "a combining mark more is another word",
        "The cafe opens.",
        "The cafe\u0301 opens.",
        "cafe",
        "changed",
        "cafe\u0301",
    ),
    (
        "other line ends are other characters",
        "Help them.\r\nReport it.",
        "Help them.\nReport it.",
        "Report it",
        "unchanged",
        "Report it",
    ),
    (
        "a cell of a table changed",
        "| What | When |\n| --- | --- |\n| Report | 72 hours |",
        "| What | When |\n| --- | --- |\n| Report | 24 hours |",
        "72 hours",
        "changed",
        "24 hours",
    ),
    (
        "other quotation marks around it",
        'So-called "support" ends.',
        "So-called “support” ends.",
        "support",
        "unchanged",
        "support",
    ),
    (
        "and became or",
        "Ships and aircraft are exempt.",
        "Ships or aircraft are exempt.",
        "are exempt",
        "changed",
        "are exempt",
    ),
    ("lawful became unlawful", "The act is lawful.", "The act is unlawful.", "The act", "changed", "The act"),
    (
        "who pays, and who is paid",
        "Norland shall pay Sudland.",
        "Sudland shall pay Norland.",
        "shall pay",
        "changed",
        "shall pay",
    ),
    ("another annex", "See Annex II for it.", "See Annex III for it.", "for it", "changed", "for it"),
    ("another point", "Under point (a), help.", "Under point (b), help.", "help", "changed", "help"),
    ("another currency", "Pay EUR 100 now.", "Pay USD 100 now.", "now", "changed", "now"),
    (
        "Arabic: that they do became that they do not",
        "على الدول أن تبلغ.",
        "على الدول ألا تبلغ.",
        "تبلغ",
        "changed",
        "تبلغ",
    ),
    ("digits turned around by a control", "Pay 123 euros.", "Pay \u202e123\u202c euros.", "euros", "changed", "euros"),
    (
        "a list item more is no turn",
        "Parties protect hospitals.",
        "Parties protect hospitals and wells.",
        "Parties protect",
        "unchanged",
        "Parties protect",
    ),
    (
        "a word hyphenated at the end of a line",
        "Co-operate with the team.",
        "Cooperate with the team.",
        "with the team",
        "unchanged",
        "with the team",
    ),
    (
        "the words stand, in a sentence that says something quite different",
        "Delegates vote openly in the hall.",
        "Machines in the old harbour vote on nothing at length.",
        "vote",
        "changed",
        "vote",
    ),
]


@pytest.mark.parametrize("why, old, new, quote, fate, words", CARRY, ids=[each[0] for each in CARRY])
def test_quotes(why, old, new, quote, fate, words):
    start = old.index(quote)
    found = Carrying(old, new).carry(start, start + len(quote))
    assert found.fate == fate
    if words is not None or fate == "orphaned":
        assert (None if found.place is None else new[found.start : found.end]) == words


MERGE = [
    (
        "both rules stand, far enough apart",
        "A Party shall answer within a week and shall say what it can do.",
        ("within a week", "within 24 hours"),
        ("what it can do", "what it will do"),
        True,
    ),
    (
        "two who are each right make nonsense together",
        "The debtor shall settle the rent.",
        ("settle the", "settle all"),
        ("the rent", "every rent"),
        False,
    ),
    (
        "an edit inside what another takes out",
        "Parties shall, where feasible, help each other.",
        (", where feasible,", ""),
        ("where feasible", "where practicable"),
        False,
    ),
    ("and against or", "Ships and aircraft are exempt.", ("and", "or"), ("and", "and all"), False),
    ("the same words twice agree", "Report it soon.", ("soon", "within 3 days"), ("soon", "within 3 days"), True),
]


@pytest.mark.parametrize("why, base, one, other, together", MERGE, ids=[each[0] for each in MERGE])
def test_merges(why, base, one, other, together):
    a, b = base.replace(*one), base.replace(*other)
    assert a != base and b != base
    found = merge(base, a, b)
    assert isinstance(found, Merged if together else Collision)
    if together:
        assert one[1] in found.text and other[1] in found.text


def test_white_space_is_no_change():
    assert is_quiet(redline("Each  Party shall\nhelp.", "Each Party shall help."))


def test_no_bidi_control_is_torn_from_its_words():
    old, new = "The word \u2067سلام\u2069 stands.", "The word \u2067حرب\u2069 stands."
    for span in redline(old, new):
        assert span.text.count("\u2067") == span.text.count("\u2069") or span.kind == "same"
