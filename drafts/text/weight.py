"""Words that decide what a sentence demands: negations, modals, quantities, conditions, dates. If one of them comes,
goes or changes its place, a quote from that sentence no longer says what it said, however alike the sentences look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from drafts.text.hunks import hunks, joined
from drafts.text.tokens import is_word, tokens

_ENGLISH = (
    "not no never none nor neither nobody nothing nowhere without cannot non unless except excluding but shall should "
    "may must will would can could might need ought dare required permitted allowed prohibited forbidden optional "
    "mandatory all any each every both either some several most more least less fewer few many much half only sole "
    "solely always sometimes once twice double another other everyone anyone someone everything anything something "
    "maximum minimum majority minority unanimous unanimously exactly about approximately within until before after if "
    "when zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion dozen first second third january february march april june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday second seconds minute minutes hour hours day "
    "days week weeks month months quarter year years annually daily weekly monthly today immediately"
)
_OTHER_LATIN = (
    "ne n pas non jamais aucun aucune sans sauf ni doit doivent devrait devraient peut peuvent pourrait tout tous "
    "toute toutes chaque no nunca ningún ninguna sin salvo debe deben debería deberían puede pueden podrá todo todos "
    "toda todas cada algunos nicht kein keine keinen nie niemals ohne muss müssen soll sollen sollte darf dürfen kann "
    "können alle jede jeder jedes einige nur deux trois quatre cinq dix cent mille dos tres cuatro cinco diez cien "
    "mil zwei drei vier fünf zehn hundert tausend jour jours mois année années ans heures día días mes meses año años "
    "horas tag tage monat monate jahr jahre stunden"
)
_OTHER = (
    "не ни нет без кроме никогда должен должна должно должны обязан обязаны может могут следует запрещено все всех "
    "каждый каждая каждое любой любая некоторые только один два три четыре пять десять сто тысяча день дней месяц "
    "месяцев год лет часов لا لم لن ليس ليست غير دون بدون إلا عدا يجب ينبغي يجوز يمكن يلزم يحق يحظر كل جميع أي بعض "
    "ألا لكن معظم أكثر أقل فقط واحد اثنان ثلاثة أربعة خمسة عشرة مئة ألف يوم أيام شهر سنة ساعة לא אל אין אינו אינה "
    "אינם בלי "
    "ללא מלבד חייב חייבת חייבים רשאי רשאית רשאים יכול יכולים צריך אסור מותר כל כמה רוב רק אחד שניים שלושה יום ימים "
    "חודש שנה שעות"
)
_WORDS = frozenset(f"{_ENGLISH} {_OTHER_LATIN} {_OTHER}".split())
_HAN = frozenset(
    "不没沒無无非未勿毋莫别禁止应應當须須必可能得许許准每各全都皆凡任仅僅只唯半多少大小最年月日"
    "時时周分秒前後后内なずぬんべ"
)
ANOTHER = Fraction(3, 5)  # of a passage's words: it is another one, whatever it has in common with the old one
_CONNECTING = frozenset("and or nor et ou y o und oder и или أو".split())
_NEGATING = ("un", "in", "im", "il", "ir", "non", "dis", "a", "mis", "не")
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINS = re.compile(r"['’-]")
_INVISIBLE = re.compile("[\u00ad\u200c\u200d\u2060\u0591-\u05c7\u064b-\u0652]")  # soft hyphens, joiners, vowel points


def is_weighty(token: str) -> bool:
    """Says whether this word decides what a sentence demands. It does so also inside a compound ("non-binding",
    "don't") and with the Arabic "and" or "so" before it, and any number does."""
    if any(char.isnumeric() for char in token) or token in _HAN:
        return True
    bare = _INVISIBLE.sub("", token).casefold()
    parts = _JOINS.split(bare)
    return (len(parts) > 1 and (parts[-1] == "t" or parts[0] == "n")) or any(_known(part) for part in (bare, *parts))


def _known(word: str) -> bool:
    return word in _WORDS or (word[:1] in ("و", "ف", "ו") and word[1:] in _WORDS)


def _turns(old: Sequence[str], new: Sequence[str]) -> bool:
    """What is no weighty word by itself but turns a sentence in place of another: "and" for "or", "unlawful" for
    "lawful", EUR for USD, Annex III for II, (b) for (a), and signs that turn the direction of what follows."""
    if any(sign in token for token in (*old, *new) for sign in _DIRECTIONS):
        return True
    before, after = _spelt(old), _spelt(new)
    if (
        _CONNECTING & before.keys()
        and _CONNECTING & after.keys()
        and _CONNECTING & before.keys() != _CONNECTING & after.keys()
    ):
        return True
    if any(_capitals(token) for token in old) or any(_capitals(token) for token in new):
        return True
    if (
        any(len(word) == 1 for word in before)
        and any(len(word) == 1 for word in after)
        and before.keys() != after.keys()
    ):
        return True
    return any(_negates(one, other) for one in before for other in after)


def _spelt(words: Sequence[str]) -> Counter[str]:
    return Counter(_INVISIBLE.sub("", token).casefold() for token in words if is_word(token))


def _capitals(token: str) -> bool:
    return len(token) > 1 and token.isupper() and token.isalpha() and token.isascii()


def _negates(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(shorter) > 2 and any(longer == prefix + shorter for prefix in _NEGATING)


def turns(old: str, new: str) -> bool:
    """Whether a weighty word of one passage is not, at its place, in the other, or most words are others. Errs towards
    yes: it is a person who then decides."""
    before, after = tokens(old), tokens(new)
    found = hunks(before, after, smooth=False)
    changed = [token for hunk in found for token in (*before[hunk.start : hunk.end], *hunk.tokens)]
    if any(map(is_weighty, changed)) or any(
        _turns(before[hunk.start : hunk.end], hunk.tokens) for hunk in joined(before, found)
    ):
        return True
    if any(map(is_word, changed)) and _spelt(before) == _spelt(
        after
    ):  # the same words in another order: who pays, and who is paid
        return True
    words = sum(map(is_word, before)) + sum(map(is_word, after))
    return sum(map(is_word, changed)) > ANOTHER * words
