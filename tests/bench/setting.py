"""What the benchmark serves: a norm of 200 clauses with 500 comments, and an open ballot."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from drafts.ballots import actions as ballots
from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import bring_by_operator
from forum.clock import now
from forum.commandline import progress
from forum.database import atomic
from forum.migrations import migrate
from forum.opening import opened
from forum.people.queries import fingerprint
from forum.people.tables import LoginSession, Mandate
from forum.settings import Settings
from forum.threads.tables import Comment
from tests.cast import Cast, enter
from tests.drafts.setting import tabled

CLAUSES, COMMENTS = 200, 500
STANCES = ("support", "concern", "question", "editorial")


@dataclass(frozen=True, slots=True)
class Voter:
    cookie: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Prepared:
    page: str  # path of the norm
    casts: str  # where votes go
    voters: tuple[Voter, ...]


async def prepare(settings: Settings) -> Prepared:
    progress("Setting", 0, 3)
    await migrate(settings)
    async with opened(settings):
        cast = await enter()
        ballot = await ballots.open_ballot(
            await cast.who("secretariat"), await tabled(cast), now() + timedelta(days=30)
        )
        progress("Setting", 1, 3)
        page = await norm(cast)
        progress("Setting", 2, 3)
        voters = tuple(
            [await voter(cast, slug) for slug in ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater")]
        )
        progress("Setting", 3, 3)
        return Prepared(page, f"/ballots/{ballot}/casts", voters)


async def norm(cast: Cast) -> str:
    words = (
        "Each Party shall see to it that the systems on which the public depends are kept safe, "
        "and shall say within 72 hours what has failed."
    )
    source = "# A long norm\n\n" + "\n\n".join(f"## Article {n}. Duty {n}\n\n1. {words}" for n in range(1, CLAUSES + 1))
    path = f"/instruments/{await bring_by_operator(read_markdown(source))}"
    entries = [
        entry
        for entry in (await queries.edition((await queries.instrument(path.rsplit("/", 1)[1])).id)).entries
        if entry.clause_id
    ]
    slugs = list(cast.organisations)
    groups = dict(
        zip(
            slugs,
            ("government", "government", "industry", "industry", "civil-society", "civil-society", "industry"),
            strict=True,
        )
    )
    subjects = [f"{path}/clauses/{entries[n % CLAUSES].key}" for n in range(COMMENTS)]
    async with atomic():
        await Comment.insert(
            *(
                Comment(
                    container=path,
                    subject=subject,
                    wording=f"{subject}/revisions/1",
                    participant=cast.people[slugs[n % 6]],
                    organisation=cast.organisations[slugs[n % 6]],
                    group=cast.groups[groups[slugs[n % 6]]],
                    stance=STANCES[n % 4],
                    body=f"Remark {n}.",
                )
                for n, subject in enumerate(subjects)
            )
        )
    return path


async def voter(cast: Cast, slug: str) -> Voter:
    token, csrf, moment = secrets.token_urlsafe(32), secrets.token_urlsafe(24), now()
    mandate = await Mandate.select(Mandate.id).where(Mandate.participant == cast.people[slug]).first()
    await LoginSession(
        token_hash=fingerprint(token),
        participant=cast.people[slug],
        mandate=mandate["id"],
        csrf=csrf,
        opened_at=moment,
        expires_at=moment + timedelta(days=1),
    ).save()
    return Voter(f"__Host-comity={token}", csrf)
