"""Words of Chinese and Japanese, which are written without spaces, for redlines. By BudouX's models, which ship with
it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby

import budoux

from drafts.text.tokens import is_word

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3040-\u30ff]")
LONGEST = 2_000  # characters that are cut at once: a run without any sign in it is no sentence


def segmented(cut: Iterable[str], japanese: bool) -> list[str]:
    """The tokens, with runs of single Han signs put together to words; `"".join` of both is the same. `japanese` says
    whether the text that they are from has kana anywhere."""
    found: list[str] = []
    for han, each in groupby(cut, lambda token: bool(_HAN.match(token))):
        run = list(each)
        found += _words(run, japanese) if han else run
    return found


def is_japanese(text: str) -> bool:
    return bool(_KANA.search(text))


def has_han(text: str) -> bool:
    return not text.isascii() and bool(_HAN.search(text))


def _words(run: list[str], japanese: bool) -> list[str]:
    """A sign with its marks is never cut: where a model cuts inside a token, the cut moves behind it."""
    text = "".join(run)
    ends = {0}
    for start in range(0, len(text), LONGEST):
        at = start
        for word in _parser(japanese).parse(text[start : start + LONGEST]):
            at += len(word)
            ends.add(at)
    words, word, at = [], "", 0
    for token in run:
        word, at = word + token, at + len(token)
        if at in ends or not is_word(token):
            words.append(word)
            word = ""
    return [*words, word] if word else words


@cache
def _parser(japanese: bool) -> budoux.Parser:
    return budoux.load_default_japanese_parser() if japanese else budoux.load_default_simplified_chinese_parser()
