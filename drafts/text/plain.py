"""One spelling for what people paste: composed characters, plain line ends, no stray controls, no open bidi
brackets."""

from __future__ import annotations

import re
import unicodedata

from drafts.text.tokens import is_word, tokens

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\u2028\u2029]")
_SOFT = re.compile(r"(?<!\n)\n(?!\n)")
_EMBEDDINGS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_POPS = {"\u202c": _EMBEDDINGS, "\u2069": _ISOLATES}


def clean(text: str) -> str:
    """NFC; line ends as \\n; no trailing spaces; control characters gone. `clean(clean(t)) == clean(t)`."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = _balanced(_CONTROL.sub("", text))
    return re.sub(r"[^\S\n]+(?=\n|$)", "", unicodedata.normalize("NFC", text)).strip()


def _balanced(text: str) -> str:
    """Drops directional brackets that nobody closes, and ends that nobody opened: either would turn what follows
    around."""
    open_at: list[int] = []
    drop: set[int] = set()
    for at, char in enumerate(text):
        if char in _EMBEDDINGS or char in _ISOLATES:
            open_at.append(at)
        elif char in _POPS:
            if open_at and text[open_at[-1]] in _POPS[char]:
                open_at.pop()
            else:
                drop.add(at)
    drop.update(open_at)
    return "".join(char for at, char in enumerate(text) if at not in drop) if drop else text


def unwrapped(text: str) -> str:
    """Line ends inside a paragraph as spaces, character for character, because readers see no difference: an editor
    that wraps its lines anew changes nothing. Empty lines stay."""
    return _SOFT.sub(" ", text)


def words(text: str) -> int:
    return sum(is_word(token) for token in tokens(text))
