"""An amendment as an AKN amendment: what it would do to which clause of which edition, in a form that a program can
carry out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lxml import etree

from drafts.exchange.akn.body import Body, body, provision
from drafts.exchange.akn.elements import document, element
from drafts.exchange.akn.inline import blocks
from drafts.exchange.akn.meta import FORUM, identification, references
from drafts.exchange.akn.naming import COUNTRY, LANGUAGE, expression, moment
from drafts.exchange.edition import Printed, PrintedLine, Proposed

KINDS = {"replace": "substitution", "insert": "insertion", "repeal": "repeal", "move": "renumbering"}


def write_amendment(edition: Printed, proposed: Proposed, at: datetime | None = None) -> bytes:
    """Writes a proposal to change one clause. `edition` is the one that it would change; `at` is when it was tabled (by
    default, when that edition was published). Raises KeyError if the clause is not in it."""
    target = clause(edition, proposed.key)
    made = element(
        "amendment", _meta(edition, proposed, at or edition.published_at), name="amendment", contains="originalVersion"
    )
    made.append(
        element(
            "amendmentBody", *_heading(edition, proposed), *_content(edition, proposed, target), *_reasons(proposed)
        )
    )
    return document(made)


def clause(edition: Printed, key: str) -> PrintedLine:
    found = next((line for line in edition.lines if line.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def _meta(edition: Printed, proposed: Proposed, tabled: datetime) -> etree._Element:
    own = f"{edition.address}/akn/{COUNTRY}/amendment/{edition.slug}/{proposed.number}"
    names, address = (own, f"{own}/{LANGUAGE}@{moment(tabled)}"), f"{edition.address}/amendments/{proposed.number}"
    authors = [f"#sponsor_{n}" for n, _ in enumerate(proposed.sponsors, 1)] or [FORUM]
    made = element(
        "meta", identification(names, (tabled, tabled), f"Amendment {proposed.number}", address, authors=authors)
    )
    made.append(element("analysis", element("activeModifications", _modification(edition, proposed)), source=FORUM))
    sponsors = [
        element("TLCOrganization", eId=f"sponsor_{n}", href=f"#sponsor_{n}", showAs=name)
        for n, name in enumerate(proposed.sponsors, 1)
    ]
    made.append(
        references(
            edition.address,
            [element("activeRef", eId="changed", href=expression(edition), showAs=edition.title), *sponsors],
        )
    )
    return made


def _modification(edition: Printed, proposed: Proposed) -> etree._Element:
    places = body(edition.lines)
    place = place_of(edition, places, proposed.key)
    made = element("textualMod", element("source", href="#mod_1"), type=KINDS[proposed.kind], eId="amod_1")
    made.append(element("destination", href=place, pos="after" if proposed.kind == "insert" else ""))
    if proposed.kind == "move":
        made[-1].addnext(element("destination", href=place_of(edition, places, proposed.after), pos="after"))
    if proposed.kind in ("replace", "repeal"):
        made.append(element("old", href="#mod_1__old" if proposed.kind == "replace" else place))
    if proposed.text:
        made.append(element("new", href="#mod_1__new"))
    return made


def place_of(edition: Printed, places: Body, key: str) -> str:
    return f"{expression(edition)}#{places.places[key]}"


def _heading(edition: Printed, proposed: Proposed) -> list[etree._Element]:
    by = f", by {', '.join(proposed.sponsors)}" if proposed.sponsors else ""
    return [
        element(
            "amendmentHeading",
            element("p", f"Amendment {proposed.number} to {edition.title}, edition {edition.number}{by}"),
        )
    ]


def _content(edition: Printed, proposed: Proposed, target: PrintedLine) -> list[etree._Element]:
    place = element(
        "ref", target.citation or target.label or target.key, href=place_of(edition, body(edition.lines), proposed.key)
    )
    mod = element("mod", *_sentence(edition, proposed, target, place), eId="mod_1")
    return [element("amendmentContent", element("p", mod))]


def _sentence(
    edition: Printed, proposed: Proposed, target: PrintedLine, place: etree._Element
) -> list[etree._Element | str]:
    match proposed.kind:
        case "replace":
            return [
                "In place of ",
                place,
                ": ",
                _quoted("old", target, target.text),
                " put: ",
                _quoted("new", target, proposed.text),
            ]
        case "insert":
            return [
                "After ",
                place,
                " put: ",
                _quoted("new", replace(target, label="", key="", entrenched=False), proposed.text),
            ]
        case "repeal":
            return ["Repeal ", place, "."]
    other = clause(edition, proposed.after)
    after = element(
        "ref", other.citation or other.label or other.key, href=place_of(edition, body(edition.lines), proposed.after)
    )
    return ["Move ", place, " behind ", after, "."]


def _quoted(which: str, line: PrintedLine, text: str) -> etree._Element:
    """The provision in these words, whole."""
    own = f"mod_1__{which}"
    return element(
        "quotedStructure", provision(replace(line, text=text), f"{own}__1"), eId=own, startQuote="“", endQuote="”"
    )


def _reasons(proposed: Proposed) -> list[etree._Element]:
    return [element("amendmentJustification", *blocks(proposed.reasons))] if proposed.reasons.strip() else []
