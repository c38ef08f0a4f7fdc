"""Bringing a text into the forum: an instrument, its clauses, the first revision of each, and the first edition."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence

from piccolo.table import Table

from drafts.exchange.outline import Node, Outline
from drafts.exchange.render import plain
from drafts.instruments.labels import citations
from drafts.instruments.tables import Clause, Edition, EditionEntry, Instrument, Revision
from forum.clock import now
from forum.database import atomic
from forum.errors import Invalid, demand
from forum.record.actions import append
from forum.rules.permission import SECRETARIAT, Identity, holds

LETTERS, SIGNS = "abcdefghjkmnpqrstuvwxyz", "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
RESERVED = {"new"}
MAX_ABOUT = 2000
BATCH = 500
Heard = Callable[[str, int, int], None]  # what, how many done, of how many


async def bring(who: Identity, outline: Outline, slug: str = "", about: str = "") -> str:
    """The secretariat brings a text. Answers the new instrument's slug, which is made of its title unless one is given.
    Raises NotAllowed, or Invalid for the slug."""
    demand(holds(who, SECRETARIAT))
    return await _bring(who, outline, slug, about, lambda *_: None)


async def bring_by_operator(outline: Outline, slug: str = "", about: str = "", heard: Heard = lambda *_: None) -> str:
    """The command line brings a text: whoever can run it has the database, and the record names nobody as the one who
    acted."""
    return await _bring(None, outline, slug, about, heard)


async def _bring(who: Identity | None, outline: Outline, slug: str, about: str, heard: Heard) -> str:
    async with atomic():
        slug = await _free_slug(slug or slug_of(outline.title))
        moment = now()
        instrument = Instrument(
            slug=slug,
            title=outline.title,
            about=_about(about, outline),
            brought_by=who and who.participant,
            brought_at=moment,
        )
        await instrument.save()
        clauses = [
            Clause(instrument=instrument.id, key=key, entrenched=node.entrenched, made_at=moment)
            for key, node in zip(new_keys(len(outline.clauses)), outline.clauses, strict=True)
        ]
        await insert_all(clauses, lambda done: heard("Clauses", done, len(clauses)))
        revisions = [
            Revision(clause=clause.id, number=1, text=node.text, form=node.form, made_at=moment)
            for clause, node in zip(clauses, outline.clauses, strict=True)
        ]
        await insert_all(revisions, lambda done: heard("Revisions", done, len(revisions)))
        edition = Edition(instrument=instrument.id, number=1, note="The text as it was brought.", published_at=moment)
        await edition.save()
        entries = _entries(edition.id, outline.nodes, revisions)
        await insert_all(entries, lambda done: heard("Lines of the edition", done, len(entries)))
        await append(
            "instrument.brought",
            f"/instruments/{slug}",
            f"“{outline.title}” was brought, with {len(clauses)} clauses.",
            instrument,
            *clauses,
            *revisions,
            edition,
            *entries,
            who=who,
        )
    return slug


def _entries(edition: int, nodes: Sequence[Node], revisions: Sequence[Revision]) -> list[EditionEntry]:
    left = iter(revisions)
    entries = []
    for position, (node, citation) in enumerate(zip(nodes, citations(nodes), strict=True)):
        revision = next(left) if node.kind == "clause" else None
        entries.append(
            EditionEntry(
                edition=edition,
                position=position,
                kind=node.kind,
                depth=node.depth,
                label=node.label,
                title=node.title,
                citation=citation,
                clause=revision and revision.clause,
                revision=revision and revision.id,
            )
        )
    return entries


async def insert_all(rows: Sequence[Table], done: Callable[[int], None] = lambda _: None) -> None:
    """Inserts rows in batches, because databases limit how many values one statement carries."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        await type(batch[0]).insert(*batch)
        done(start + len(batch))


def new_keys(count: int) -> list[str]:
    """Random names of clauses for URLs, which say nothing of numbers."""
    keys: dict[str, None] = {}
    while len(keys) < count:
        keys[secrets.choice(LETTERS) + "".join(secrets.choice(SIGNS) for _ in range(5))] = None
    return list(keys)


def slug_of(title: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:60].strip("-") or "instrument"


async def _free_slug(slug: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or len(slug) > 80:
        raise Invalid({"slug": "Use small letters, digits and single hyphens, at most 80, such as “code-of-conduct”."})
    if slug in RESERVED or await Instrument.exists().where(Instrument.slug == slug):
        raise Invalid(
            {"slug": f"There is something at /instruments/{slug} already. Choose another name for the address."}
        )
    return slug


def _about(about: str, outline: Outline) -> str:
    """What was typed, or else the first sentences before the first heading; a list there is a table of contents."""
    opening = [node for node in outline.preamble if node.form == "paragraph"][:2]
    words = about.strip() or " ".join(plain(node.text) for node in opening)
    return words if len(words) <= MAX_ABOUT else words[: MAX_ABOUT - 1].rstrip() + "…"
