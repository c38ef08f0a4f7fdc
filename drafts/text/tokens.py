"""Cuts a text into tokens that a redline may not split: words with their marks, numbers with their units, single
signs."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import groupby


def _marks() -> str:
    """All combining marks as ranges of a character class: Python's `\\w` leaves them out, and words in Hindi or pointed
    Hebrew have many."""
    codes = [
        code
        for code in range(0x300, min(0x1F000, sys.maxunicode))
        if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")
    ]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese and Japanese: no spaces to cut at
_LETTER = rf"[^\W\d_{_HAN}]"
_INNER = rf"(?:[^\W_{_HAN}]|[{_marks()}\u00ad\u200c\u200d\u2060])"  # what may follow a letter in its word
_UNIT = (
    r"(?:[ \u00a0]?(?:%|‰|°[CF]?|(?:[kKMGT]?(?:bit|Hz|B|m|g|W|V)|km|ms)(?!\w))"
    r"|[ \u00a0](?:per[ \u00a0]cent|percent|million|billion)(?!\w))"
)
_TOKEN = re.compile(
    rf"(?:(?<!\w)[-−+±])?[$€£¥₹]?\d+(?:[.,:/]\d+)*(?:{_UNIT}|{_LETTER}{_INNER}*)?"  # 1,000  -2.5 km  99 %  $5  5a  3rd
    rf"|[{_HAN}]"
    rf"|{_LETTER}(?:\.{_LETTER})+(?!\w)"  # e.g  U.S
    rf"|{_LETTER}{_INNER}*(?:['’-]{_INNER}+)*"  # whoever's, co-operate, h2o
    r"|[\U0001f1e6-\U0001f1ff]{2}|\r\n"  # a flag; a line end
    r"|.",
    re.DOTALL,
)
_JOINS_NEXT = "\u200d"


def tokens(text: str) -> list[str]:
    """Cuts a text so that `"".join(tokens(text)) == text`. Runs of white space stay apart, sign by sign, so that they
    can be told apart."""
    if text.isascii():  # no mark or joiner in it
        return _TOKEN.findall(text)
    cut: list[str] = []
    for token in _TOKEN.findall(text):
        if cut and (_extends(token[0]) or cut[-1].endswith(_JOINS_NEXT)):
            cut[-1] += token
        else:
            cut.append(token)
    return cut


def _extends(first: str) -> bool:
    """Whether it belongs to the sign before it: a mark, a joiner, a skin tone, a tag of a flag."""
    return first > "\u02ff" and (
        unicodedata.category(first) in ("Mn", "Mc", "Me")
        or first in "\u200c\u200d"
        or "\U0001f3fb" <= first <= "\U0001f3ff"
        or "\U000e0020" <= first <= "\U000e007f"
    )


def is_word(token: str) -> bool:
    return token.isalnum() or any(char.isalnum() for char in token)


def is_space(token: str) -> bool:
    return token.isspace()
