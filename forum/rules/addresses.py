"""What is an e-mail address. One reading: what is stored is what is compared and what the mail server is given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

EXAMPLE = "Enter an e-mail address, such as name@example.org."


@dataclass(frozen=True, slots=True)
class Reading:
    """An address was typed, and is read so. `address` is the form that is kept: in lower case, the domain in ASCII
    (IDNA); it is "" with a `fault`. One that is `mended` is not what was typed, but what was probably meant, and has to
    be asked."""

    address: str
    mended: bool = False
    fault: str = ""

    @property
    def asks(self) -> str:
        return f"Did you mean {self.address}? If so, send it like this." if self.mended else ""


def read(typed: str) -> Reading:
    plain = typed.strip()
    if not plain:
        return Reading("", fault=EXAMPLE)
    try:
        return Reading(_kept(_checked(plain)))
    except EmailNotValidError as error:
        fault = f"{EXAMPLE} {str(error).replace('email', 'e-mail')}"
    try:
        return Reading(_kept(_checked(_mended(plain))), mended=True)
    except EmailNotValidError:
        return Reading("", fault=fault)


def known_as(typed: str) -> tuple[str, ...]:
    """The spellings under which an account of this address may be kept, the one of today first: accounts are older
    than this reading."""
    plain = typed.strip().lower()
    try:
        found = _checked(plain)
    except EmailNotValidError:
        return (plain,)
    return tuple(dict.fromkeys((_kept(found), found.normalized.lower(), plain)))


def _checked(address: str) -> ValidatedEmail:
    """Raises EmailNotValidError. Nobody is asked over the network; names under .test are names."""
    return validate_email(address, allow_smtputf8=False, check_deliverability=False, test_environment=True, strict=True)


def _kept(found: ValidatedEmail) -> str:
    return str(found.ascii_email).lower()


def _mended(typed: str) -> str:
    """Takes away invisible signs, `mailto:`, brackets, quotes and punctuation around it."""
    seen = "".join(each for each in typed if unicodedata.category(each) not in ("Cf", "Cc")).strip()
    inside = re.search(r"<([^<>]*)>", seen)
    seen = re.sub(r"^\W*mailto:", "", inside[1] if inside else seen, flags=re.IGNORECASE).split("?")[0]
    return seen.strip("\"'“”„‘’«»()[]<>.,;:!? \u00a0\u3000")
