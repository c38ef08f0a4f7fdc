"""Which passwords are taken: long ones, of which something is left when all that is well known is taken away.
No rule asks for capitals, digits or signs: they make passwords worse to remember and no harder to guess."""

from __future__ import annotations

import re
import unicodedata

from forum.rules.verdict import Verdict, no, require

SHORTEST, LONGEST, LEFT = 12, 200, 6
WORDS = (
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "passcode",
    "passphrase",
    "welcome",
    "letmein",
    "administrator",
    "admin",
    "secretariat",
    "secret",
    "changeme",
    "default",
    "login",
    "test",
    "guest",
    "hello",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "master",
    "shadow",
    "superman",
    "batman",
    "trustno",
    "starwars",
    "freedom",
    "whatever",
    "michael",
    "jordan",
    "hunter",
    "charlie",
    "summer",
    "winter",
    "spring",
    "autumn",
    "computer",
    "internet",
    "security",
    "treaty",
    "clause",
    "delegation",
    "delegate",
    "comity",
    "forum",
    "diplomat",
    "government",
    "industry",
    "society",
    "cyber",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "friday",
    "sunday",
)
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb",
)
SIGNS = str.maketrans("013457@$!", "oleastasi")


def normal(password: str) -> str:
    """The password as one text, whichever keyboard typed it."""
    return unicodedata.normalize("NFC", password)


def acceptable(password: str, *own: str) -> Verdict:
    """Whether a password is taken. `own` is what others know of the person: the e-mail, the name, the forum's name."""
    if len(normal(password)) < SHORTEST:
        return no(
            f"Use at least {SHORTEST} characters. A few words that nobody else would put together are easy to remember."
        )
    if len(password) > LONGEST:
        return no(f"Use at most {LONGEST} characters.")
    plain = normal(password).casefold()
    if re.fullmatch(r"(.{1,6}?)\1+", plain, re.DOTALL) or len(set(plain)) < 5:
        return no("This repeats itself. Use words that nobody else would put together.")
    if any(
        len(part) > 5 and part in plain and len(plain) - len(part) < LEFT for part in (each.casefold() for each in own)
    ):
        return no("This is close to your own name or e-mail, which others know. Use something else.")
    return require(
        len(_left(plain, own)) >= LEFT,
        "This is made of what is tried first: common words, rows of keys, years, or your own names. "
        "Use something else.",
    )


def _left(plain: str, own: tuple[str, ...]) -> str:
    rest = re.sub(r"(.)\1{2,}|(19|20)\d\d", "", _without_rows(plain))
    known = sorted(
        {*WORDS, *(part for each in own for part in re.split(r"[^\w]+", each.casefold()) if len(part) > 3)},
        key=len,
        reverse=True,
    )
    spelled = rest.translate(SIGNS)
    for word in known:
        rest, spelled = _without(word, rest), _without(word, spelled)
    return min(rest, spelled, key=len)


def _without(word: str, text: str) -> str:
    return text.replace(word, "")


def _without_rows(text: str) -> str:
    kept, at = [], 0
    while at < len(text):
        if run := _run(text, at):
            at += run
            continue
        kept.append(text[at])
        at += 1
    return "".join(kept)


def _run(text: str, at: int) -> int:
    """How many characters from here on lie beside each other on a row of keys or in the alphabet; fewer than 4 are
    0."""
    longest = 0
    for row in (way for keys in ROWS for way in (keys, keys[::-1])):
        length = 4
        while at + length <= len(text) and text[at : at + length] in row:
            longest, length = max(longest, length), length + 1
    return longest
