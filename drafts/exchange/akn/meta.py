"""What AKN says about a document: the work, this expression of it, this file; its life; what changed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from drafts.exchange.akn.elements import element
from drafts.exchange.akn.naming import COUNTRY, LANGUAGE, expression, moment, work
from drafts.exchange.edition import Printed

FORUM = "#forum"  # who says so: the forum at the address
FORMAT = "application/akn+xml"


@dataclass(frozen=True, slots=True)
class Event:
    """An edition was published. `source` is the address of the amendment that brought it about, or ""."""

    number: int
    at: datetime
    source: str = ""


def identification(
    names: tuple[str, str],
    dates: tuple[datetime, datetime],
    title: str,
    alias: str,
    number: str = "",
    authors: Sequence[str] = (FORUM,),
) -> etree._Element:
    """Says which document it is. `names` are IRIs of work and expression, `dates` are those of work and expression, and
    `alias` is where people read it."""
    own, version = names
    return element(
        "identification",
        element("FRBRWork", *_core(own, dates[0], authors, ("title", title)), element("FRBRcountry", value=COUNTRY)),
        element(
            "FRBRExpression",
            *_core(version, dates[1], authors, ("address", alias)),
            *([element("FRBRversionNumber", value=number)] if number else []),
            element("FRBRlanguage", language=LANGUAGE),
        ),
        element("FRBRManifestation", *_core(version + "/akn", dates[1], (FORUM,)), element("FRBRformat", value=FORMAT)),
        source=FORUM,
    )


def _core(iri: str, at: datetime, authors: Sequence[str], *aliases: tuple[str, str]) -> list[etree._Element]:
    return [
        element("FRBRthis", value=f"{iri}/!main"),
        element("FRBRuri", value=iri),
        *(element("FRBRalias", value=value, name=name) for name, value in aliases if value),
        element("FRBRdate", date=moment(at), name="published"),
        *(element("FRBRauthor", href=author) for author in authors),
    ]


def of_edition(edition: Printed, events: Sequence[Event], changes: Sequence[etree._Element]) -> etree._Element:
    events = [each for each in events if each.number <= edition.number] or [Event(edition.number, edition.published_at)]
    names = (work(edition), expression(edition))
    meta = element(
        "meta",
        identification(
            names,
            (events[0].at, edition.published_at),
            edition.title,
            edition.address + edition.path,
            str(edition.number),
        ),
    )
    meta.append(element("lifecycle", *(_event(each, first=each is events[0]) for each in events), source=FORUM))
    if changes:
        meta.append(element("analysis", element("passiveModifications", *changes), source=FORUM))
    meta.append(
        references(
            edition.address,
            [
                element(
                    "passiveRef",
                    eId=f"source_{each.number}",
                    href=each.source,
                    showAs=f"What made edition {each.number}",
                )
                for each in events
                if each.source
            ],
        )
    )
    return meta


def _event(event: Event, first: bool) -> etree._Element:
    return element(
        "eventRef",
        eId=f"edition_{event.number}",
        date=moment(event.at),
        type="generation" if first else "amendment",
        source=f"#source_{event.number}" if event.source else FORUM,
    )


def references(address: str, more: Iterable[etree._Element] = ()) -> etree._Element:
    return element(
        "references",
        *more,
        element("TLCOrganization", eId="forum", href=address, showAs=urlsplit(address).netloc or address),
        source=FORUM,
    )
