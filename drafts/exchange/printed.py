"""Labels as a law book prints them: what a list's numbers look like at each depth, and labels that authors typed."""

from __future__ import annotations

import re

NAMED = r"(?:Part|Article|Section|Chapter|Title|Annex|Appendix|Schedule|Rule|Principle|Norm|Clause|Book|Division)"
HEADING = re.compile(
    rf"({NAMED}\s+(?:\d+(?:\.\d+)*[a-z]?|[IVXLC]+|[A-Z])\b|§+\s?\d+[a-z]?|\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?(?=[.)]?\s+[^\W\d_]))"
    r"(?:\s*[.:)–—-]+\s*|\s+|$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
TYPED = re.compile(
    r"(\((?:\d{1,3}|[a-zA-Z]\d?|[a-z]{2}|[ivx]{1,5}|[IVX]{1,5})\)|§ ?\d+[a-z]?|\d{1,3}[a-z]{1,2}\d?[.)]"
    r"|\d{1,3}(?:\.\d{1,3})+[a-z]?\.?(?=\s+[\"“*_(]?[A-Z])|\d{1,3}\\[.)]|[a-z]\))\s+(?=\S)"
)
CONTINUES = re.compile(r"[;:,.]$|\b(?:and|or)$")
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    spelt = ""
    while number > 0:
        number, digit = divmod(number - 1, 26)
        spelt = chr(ord("a") + digit) + spelt
    return spelt


def roman(number: int) -> str:
    spelt = ""
    for value, letter in ROMAN:
        count, number = divmod(number, value)
        spelt += letter * count
    return spelt


def list_label(number: int, depth: int, mark: str = ".") -> str:
    """Markdown has only numbers in lists. Nested ones are printed as law prints them: 2. then (a) then (i) then (A)."""
    if depth == 0 or not 0 < number < 1000:
        return f"{number}{mark}"
    return (f"({letters(number)})", f"({roman(number)})", f"({letters(number).upper()})")[(depth - 1) % 3]


def split_heading(title: str) -> tuple[str, str]:
    """("Article 7", "Hospitals") of "Article 7. Hospitals"; ("", title) if it carries no label."""
    found = HEADING.fullmatch(title)
    return (found[1], found[2].strip()) if found and len(found[1]) <= 60 else ("", title)


def split_typed(text: str) -> tuple[str, str]:
    """("(a)", "words") of "(a) words", where the author typed the label as text; ("", text) otherwise."""
    found = TYPED.match(text)
    return (found[1].replace("\\", ""), text[found.end() :]) if found else ("", text)


def split_lines(source: str) -> list[str]:
    """A paragraph cut where a typed label starts a line after one that ended like a list: "…shall:\\n(a) …;\\n(b)"."""
    pieces: list[str] = []
    for line in source.split("\n"):
        if pieces and not (TYPED.match(line.strip()) and CONTINUES.search(pieces[-1].rstrip())):
            pieces[-1] += "\n" + line
        else:
            pieces.append(line)
    return pieces
