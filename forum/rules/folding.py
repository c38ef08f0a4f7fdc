"""How names are kept, and how they are compared by somebody who types them on another keyboard."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'`´ʹʺʻʼʽʾʿˈˊˋ‘’‚‛′‵ʹ՚׳＇"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\u058a\u05be\u30fb\ufe58\ufe63\uff0d·•_"
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n"}
_PLAIN = str.maketrans({**dict.fromkeys(_APOSTROPHES, ""), **dict.fromkeys(_HYPHENS, " "), **_LETTERS})
# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic. In other scripts a mark is a letter.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")


def tidy(name: str) -> str:
    """Answers a name as it is kept: composed (NFC), without invisible signs at its ends, one space between words."""
    return " ".join(unicodedata.normalize("NFC", name).strip("\u200b\u2060\ufeff\u00ad").split())


def folded(name: str) -> str:
    """Answers a name as it is compared: without case, accents, apostrophes and invisible signs, a hyphen as a space."""
    seen, before = name, ""
    while seen != before:  # twice, for nearly every name
        before, seen = seen, _once(seen)
    return seen


def _once(name: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(_PLAIN)
    bare = "".join(each for each in _ACCENTS.sub("", apart) if unicodedata.category(each) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", bare).split())
