"""One clause: how it reads, what is proposed and said about it, how it read, and what changed between revisions."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from drafts.amendments import queries as amendments
from drafts.amendments.beside import beside
from drafts.carrying import queries as carrying
from drafts.exchange.render import plain, render_inline
from drafts.instruments import queries
from drafts.instruments.comparing import VIEWS, chosen_view, compare
from drafts.instruments.phrases import each_sentence, phrase_since
from drafts.instruments.surroundings import surroundings
from drafts.instruments.views import ClauseView, RevisionView
from drafts.rationales import queries as rationales
from drafts.text.brackets import left
from drafts.text.redline import ALGORITHM
from drafts.workbench import queries as workbench
from forum.errors import NotFound
from forum.threads import queries as threads
from forum.threads.floor_guards import ended
from forum.threads.forms import READS, CommentForm, open_form, order_of, orders
from forum.threads.handlers import post_comment
from forum.threads.views import CommentView
from forum.web.forms import key_of
from forum.web.guards import SignedIn, public, signed_in
from forum.web.pages import page
from forum.web.params import Id

CLAUSE = "/instruments/{slug:str}/clauses/{key:str}"


@get(CLAUSE, guards=[public], include_in_schema=False, reads=READS)
async def clause_page(request: Request, slug: FromPath[str], key: FromPath[str]) -> Response[str]:
    clause = await queries.clause(slug, key)
    return await page_of_clause(request, clause, open_form(request, clause.wording_path, plain(clause.current.text)))


@post(CLAUSE + "/comments", guards=[signed_in], include_in_schema=False, acts_for=True, form=CommentForm)
async def comment_on_clause(request: Request, slug: FromPath[str], key: FromPath[str], identity: SignedIn) -> Response:
    """A comment that was typed before the words moved on stays with the words that its author read, and is shown so."""
    clause = await queries.clause(slug, key)
    texts = {clause.revision_path(each.number): plain(each.text) for each in await queries.revisions(clause.id)}
    return await post_comment(
        request,
        identity,
        container=clause.instrument_path,
        subject=clause.path,
        texts=texts,
        again=lambda form: page_of_clause(request, clause, form, 422),
    )


async def page_of_clause(
    request: Request, clause: ClauseView, writing: CommentForm, status: int = 200
) -> Response[str]:
    """Shows one clause. `writing` is the comment being written. The page does not count it as a `form`: it stays the
    same for all who are not signed in."""
    writing.ended = await ended(clause.path)
    return page(
        request,
        "drafts/instruments/clause.html",
        status=status,
        writing=writing,
        key=key_of(request),
        orders=orders(clause.path, order_of(request)),
        **await clause_context(clause, order_of(request)),
    )


async def clause_context(clause: ClauseView, order: str) -> dict[str, Any]:
    edition = await queries.edition(clause.instrument_id)
    fates, comments = (
        await carrying.fates(clause.wording_path, plain(clause.current.text)),
        await threads.comments_on(clause.path, order),
    )
    orphans = {id for id, fate in fates.items() if fate.is_orphan}
    return {
        "clause": clause,
        "words": render_inline(clause.current.text),
        "revisions": await queries.revisions(clause.id),
        "around": surroundings(edition, clause.id),
        "render_inline": render_inline,
        "sentences": each_sentence(plain(clause.current.text)),
        "amendments": beside(await amendments.open_on(clause.id)),
        "ended": await amendments.ended_on(clause.id),
        "brackets_left": left(clause.current.text),
        "consolidated": await workbench.newest(clause.id, public=True),
        "comments": tuple(each for each in comments if each.id not in orphans),
        "orphans": tuple(each for each in comments if each.id in orphans),
        "fates": fates,
    }


@get(CLAUSE + "/revisions/{number:int}", guards=[public], include_in_schema=False)
async def revision_page(
    request: Request,
    slug: FromPath[str],
    key: FromPath[str],
    number: Id,
    start: FromQuery[str | None] = None,
    end: FromQuery[str | None] = None,
) -> Response[str]:
    """Shows one revision. `start` and `end` name a phrase of these words, in characters; the page says what became of
    it since."""
    clause = await queries.clause(slug, key)
    revisions = await queries.revisions(clause.id)
    revision = numbered(revisions, number)
    rationale = await rationales.for_revision(revision.id)
    algorithm = rationale.figures["redline"] if rationale and rationale.figures else ALGORITHM
    comparison = compare(numbered(revisions, number - 1), revision, algorithm) if number > 1 else None
    return page(
        request,
        "drafts/instruments/revision.html",
        clause=clause,
        revision=revision,
        revisions=revisions,
        comparison=comparison,
        phrase=phrase_since(revisions, revision, start, end),
        words=render_inline(revision.text),
        comments=await comments_about(clause, revision),
        rationale=rationale,
    )


async def comments_about(clause: ClauseView, revision: RevisionView) -> tuple[CommentView, ...]:
    """The comments that were made about exactly these words, whatever came after."""
    return tuple(
        each for each in await threads.comments_on(clause.path) if each.wording == clause.revision_path(revision.number)
    )


@get(CLAUSE + "/compare/{first:int}/{second:int}", guards=[public], include_in_schema=False)
async def compare_page(
    request: Request, slug: FromPath[str], key: FromPath[str], first: Id, second: Id, view: FromQuery[str | None] = None
) -> Response[str]:
    clause = await queries.clause(slug, key)
    revisions = await queries.revisions(clause.id)
    old, new, page_of_clause = numbered(revisions, first), numbered(revisions, second), chosen_view(view)
    choices = [
        (name, f"{clause.path}/compare/{first}/{second}?view={value}", value == page_of_clause) for value, name in VIEWS
    ]
    return page(
        request,
        "drafts/instruments/compare.html",
        clause=clause,
        old=old,
        new=new,
        view=page_of_clause,
        choices=choices,
        comparison=compare(old, new),
    )


def numbered(revisions: tuple[RevisionView, ...], number: int) -> RevisionView:
    found = next((revision for revision in revisions if revision.number == number), None)
    if not found:
        raise NotFound
    return found


CLAUSES = [clause_page, comment_on_clause, revision_page, compare_page]
