"""Cuts a text into tokens that a redline may not split: words with their marks, numbers with their units, single signs."""
from __future__ import annotations

import re
import unicodedata

_UNIT = r"(?:[ \u00a0]?(?:%|‰|°[CF]?|(?:[kKMGT]?(?:bit|Hz|B|m|g|W|V)|km|ms)(?!\w)))?"
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*" + _UNIT  # 1,000  2.5 km  99 %
    + r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # Chinese and Japanese: no spaces to cut at
    + r"|[^\W\d_]+(?:['’\u00ad\u200c\u200d.-](?=[^\W\d_])[^\W\d_]+)*(?:\d+)?"  # whoever's, co-operate, e.g
    + r"|\s|.", re.DOTALL)
_JOINS_NEXT = "\u200d"


def tokens(text: str) -> list[str]:
    """`"".join(tokens(text)) == text`. Runs of white space stay apart, sign by sign, so that they can be told apart."""
    cut: list[str] = []
    for token in _TOKEN.findall(text):
        if cut and (_extends(token) or cut[-1].endswith(_JOINS_NEXT)):
            cut[-1] += token
        else:
            cut.append(token)
    return cut


def _extends(token: str) -> bool:
    """Whether the token begins with something that belongs to the sign before it: a mark, a joiner, a skin tone."""
    first = token[0]
    return unicodedata.category(first) in ("Mn", "Mc", "Me") or first in "\u200c\u200d" or 0x1F3FB <= ord(first) <= 0x1F3FF


def is_word(token: str) -> bool:
    return any(char.isalnum() for char in token)


def is_space(token: str) -> bool:
    return token.isspace()
