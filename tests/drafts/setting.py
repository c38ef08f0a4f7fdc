"""A short instrument for tests, and the steps that bring an amendment to where a test begins."""

from __future__ import annotations

from drafts.amendments import actions as amendments
from drafts.amendments.actions import Proposal
from drafts.exchange.markdown import read_markdown
from drafts.instruments import actions as instruments
from drafts.instruments import queries
from drafts.instruments.views import ClauseView
from tests.cast import Cast

TEXT = """# Code of Conduct

## Article 1. Help

1. A State that is asked for help shall acknowledge the request without undue delay and \
shall say what it can do for those who asked.
2. No Party may make its help depend on a concession in another matter.

## Article 2. Hospitals

1. Hospitals shall not be the target of any act. {entrenched}
"""


async def bring(cast: Cast) -> str:
    """The slug of a new instrument."""
    return await instruments.bring(
        await cast.who("secretariat"), read_markdown(TEXT), "code", "What we promise each other."
    )


async def clause(cast: Cast, number: int = 0) -> ClauseView:
    """The n-th clause of the instrument, which is brought if it is not there."""
    slug = "code" if await queries.instruments() else await bring(cast)
    entries = [
        entry for entry in (await queries.edition((await queries.instrument(slug)).id)).entries if entry.clause_id
    ]
    return await queries.clause_by_id(entries[number].clause_id)


async def drafted(
    cast: Cast,
    change: tuple[str, str] = ("without undue delay", "within 24 hours"),
    *,
    who: str = "norland",
    number: int = 0,
) -> int:
    at = await clause(cast, number)
    return await amendments.draft(
        await cast.who(who),
        at.id,
        Proposal("replace", at.current.text.replace(*change), "Hours matter."),
        at.current.number,
    )


async def tabled(
    cast: Cast,
    change: tuple[str, str] = ("without undue delay", "within 24 hours"),
    *,
    who: str = "norland",
    sponsor: str = "cobalt",
    number: int = 0,
) -> int:
    amendment = await drafted(cast, change, who=who, number=number)
    await amendments.circulate(await cast.who(who), amendment)
    await amendments.sponsor(await cast.who(sponsor), amendment)
    await amendments.table(await cast.who(who), amendment)
    return amendment
