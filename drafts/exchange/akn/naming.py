"""Names: identifiers of elements (eId) and addresses (IRI) after the OASIS Akoma Ntoso Naming Convention 1.0."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from drafts.exchange.edition import Printed, PrintedLine

SHORT = {"article": "art", "section": "sec", "chapter": "chp", "division": "dvs", "clause": "cl", "paragraph": "para"}
NAMED = {"part", "chapter", "title", "book", "division", "section", "article", "rule", "clause"}
PROVISIONS = ("paragraph", "point", "indent")
COUNTRY = "zz"  # ISO 3166 leaves it free; a forum is of no country
LANGUAGE = "und"  # ISO 639-2, undetermined: nobody has said in which language a norm is


def element_name(line: PrintedLine) -> str:
    """ "hcontainer" for a heading that calls itself something AKN has no element for: an annex, a principle."""
    if line.kind == "clause":
        return PROVISIONS[min(line.depth, len(PROVISIONS) - 1)]
    word = line.label.split()[0].lower() if line.label else ""
    if word in NAMED:
        return word
    if re.fullmatch(r"[^\W\d_]+", word):
        return "hcontainer"
    return "part" if line.kind == "part" and not line.label else "section"


@dataclass(slots=True)
class Identifiers:
    """Gives each element of one document its eId: unlike any other, and the same whenever the document is written."""

    taken: set[str] = field(default_factory=set)
    counts: Counter = field(default_factory=Counter)

    def of(self, name: str, label: str, within: str) -> str:
        """Headings are known by their number alone, provisions by where they stand."""
        bare = re.sub(r"[^\w.-]", "", label.split()[-1] if label.split() else "").strip(".-_")
        self.counts[within, name] += 1
        own = f"{SHORT.get(name, name)}_{bare or 'n' + str(self.counts[within, name])}"
        alone = own if bare and name in NAMED else ""
        full = f"{within}__{own}" if within else own
        return self._free(alone if alone and alone not in self.taken else full)

    def _free(self, wanted: str) -> str:
        number, free = 1, wanted
        while free in self.taken:
            number += 1
            free = f"{wanted}-{number}"
        self.taken.add(free)
        return free


def moment(at: datetime) -> str:
    """The time in UTC, to the second: two editions may be published on one day, so a date alone would not name one."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def work(edition: Printed) -> str:
    return f"{edition.address}/akn/{COUNTRY}/act/{edition.slug}"


def expression(edition: Printed) -> str:
    return f"{work(edition)}/{LANGUAGE}@{moment(edition.published_at)}"
