"""Attacks by procedure: new members before a vote, staying away, moderators of one group."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from drafts.amendments.tables import Amendment
from drafts.ballots.actions import open_ballot
from drafts.ballots.rolls import entitled
from drafts.rules.lifecycle import TABLED
from forum import clock
from forum.database import one
from forum.errors import Conflict
from forum.people.queries import identity_of
from forum.rules.permission import MODERATOR, SECRETARIAT
from forum.settings import Settings
from moderation.balance import actions as balance
from moderation.balance.floors import AmendmentFloors, standing
from moderation.balance.periods import end_periods
from moderation.cases.tables import Case, Opinion
from moderation.demonstration.times import at
from moderation.measures.ending import end_emergencies
from moderation.panels.queries import seats_of
from moderation.rules.sentences import counted
from moderation.simulation.browser import Crowd
from moderation.simulation.setting import Outcome, clause_of, comment, head_of, heads, officers


async def subsidiaries(crowd: Crowd, scale: int = 5) -> Outcome:
    """A company enters new organisations of its own; its group's registrar lets them in."""
    before = {each.slug: each.owner for each in await entitled()}
    secretariat = await crowd.person((await officers(SECRETARIAT))[0])
    registrar = await crowd.person((await officers("registrar", "industry"))[0])
    made = [f"tamaril-offshoot-{n + 1}" for n in range(scale)]
    for slug in made:
        await secretariat.send(
            "/secretariat/organisations",
            name=slug.replace("-", " ").title(),
            group="industry",
            parent="tamaril-holdings",
            region="",
            slug=slug,
            about="",
        )
        await secretariat.send(f"/organisations/{slug}/applications")
        await registrar.send(f"/organisations/{slug}/grounds", view="accredit", grounds="They are new.")
    after = {each.slug: each.owner for each in await entitled()}
    page = await crowd.reader().open(f"/organisations/{made[0]}/accreditation")
    voices = scale + sum(each.group == "industry" for each in await entitled())
    owned = counted(sum(owner == "tamaril-holdings" for owner in before.values()), "accredited organisation")
    naive = f"{scale} more accounts vote: Industry has {voices} voices."
    says = (
        f"{len(after) - len(before)} were accredited: one registrar's grounds are there, a second of another group is "
        f"needed, and the page says that they belong to one owner with {owned} already."
    )
    return Outcome(
        attack=f"A company puts {scale} subsidiaries forward before a ballot",
        cost=f"{scale} companies; one captured registrar; the owner's name in public",
        naive=naive,
        comity=says,
        held=len(after) == len(before) and "of the same owner" in page.words,
    )


async def boycott(crowd: Crowd, settings: Settings) -> Outcome:
    """A group stays away so that no ballot can open."""
    slugs = Amendment.select(Amendment.instrument.slug.as_alias("slug")).where(Amendment.fate == TABLED)
    row = await one(slugs.order_by(Amendment.id).first())
    secretariat = await identity_of((await officers(SECRETARIAT))[0])
    await balance.set_floors(secretariat, row["slug"], Fraction(1, 2), None, 10, "Half of each group is to be heard.")
    amendment = await _tabled_again()
    for group, many in (("government", 1), ("industry", 13)):  # the proposer and the sponsor are heard already
        for each in (await heads(group))[2 : 2 + many]:
            await balance.pass_without_comment(await identity_of(each), amendment)
    start = clock.now()
    refused = await _opens(amendment, start)
    days, waived, missing = 0, 0, True
    while days < 40 and missing:
        days += 1
        with at(start + timedelta(days=days, minutes=5)):
            await end_periods(settings)
            found = await standing(amendment)
            if found and found.extended and found.over:
                waived += await _waive(amendment, found)
                found = await standing(amendment)
            missing = bool(found and found.missing)
    with at(start + timedelta(days=days, minutes=10)):
        opens = await _opens(amendment, clock.now())
    says = (
        f"No ballot opened at first ({'refused' if not refused else 'opened'}); after {days} days, one extension and "
        "letters to the silent, one moderator of every other group had given reasons "
        f"for {counted(waived, 'floor')}, and the ballot could open: {'yes' if opens else 'no'}."
    )
    return Outcome(
        attack="A group boycotts, so that floors are never met",
        cost="its own absence, in public",
        naive="Either the vote goes on without it unnoticed, or it is blocked for ever.",
        comity=says,
        held=not refused and opens and waived > 0,
    )


async def _tabled_again() -> int:
    """Floors hold for what is tabled after they were set: another amendment of the demonstration's own delegates is
    tabled now."""
    from drafts.amendments import actions as amendments
    from drafts.amendments.queries import amendment as amendment_of

    clause = await clause_of(11)
    who = await identity_of(await head_of("norvale"))
    text = clause.current.text.rstrip(".") + ", in good faith."
    made = await amendments.draft(
        who, clause.id, amendments.Proposal("replace", text, "Good faith should be named."), clause.current.number
    )
    if (await amendment_of(made, who)).fate == "draft":
        await amendments.circulate(who, made)
    for slug in ("pelluna-software",):
        await amendments.sponsor(await identity_of(await head_of(slug)), made)
    await amendments.table(who, made)
    return made


async def _opens(amendment: int, moment: datetime) -> bool:
    try:
        await open_ballot(await identity_of((await officers(SECRETARIAT))[0]), amendment, moment + timedelta(days=30))
    except Conflict:
        return False
    return True


async def _waive(amendment: int, found: AmendmentFloors) -> int:
    """Moderators of the other groups give their reasons, one of each."""
    done = 0
    for each in found.missing:
        for group in ("government", "industry", "civil-society"):
            if each.group and group != each.group:
                who = await identity_of((await officers(MODERATOR, group))[0])
                done += not await balance.waive(
                    who, amendment, each.kind, each.group, "It was invited and stayed away."
                )
    return done


async def one_sided(crowd: Crowd, settings: Settings) -> Outcome:
    """All moderators of one group try to hide what another group said."""
    clause = await clause_of(13)
    await (await crowd.person(await head_of("night-desk"))).send(
        f"{clause.path}/comments",
        **comment(clause, "The companies that wrote this sell the very tools that it permits.", "concern"),
    )
    page = await crowd.reader().open(clause.path)
    made = page.comments()[-1].get("id").removeprefix("comment-")
    moderators = await crowd.people(await officers(MODERATOR, "industry"))
    hidden = [
        await each.send(f"/comments/{made}/hiding", rule="person", note="It accuses companies.") for each in moderators
    ]
    case = (await one(Case.select(Case.id).where(Case.comment == int(made)).first()))["id"]
    views = [
        await each.send(
            f"/moderation/cases/{case}/opinions", choice="hide", rule="person", days="700", reasons="It must go."
        )
        for each in moderators
    ]
    seats, given = await seats_of(case), await Opinion.count().where(Opinion.case == case)
    gone = "sell the very tools" not in (await crowd.reader().open(clause.path)).words
    with at(clock.now() + timedelta(hours=24, minutes=1)):
        await end_emergencies(settings)
        back = "sell the very tools" in (await crowd.reader().open(clause.path)).words
    says = (
        f"One of {len(moderators)} could hide it, for a day ({hidden.count(303)} of {len(hidden)} forms taken); "
        f"{views.count(303)} of {len(views)} views counted, for one seat of {len(seats)}; "
        f"the case is open, and after 24 hours the comment stood again: {'yes' if back else 'no'}."
    )
    return Outcome(
        attack="Moderators of one group try to decide alone",
        cost=f"{len(moderators)} moderators, each act in the record",
        naive="The first moderator hides it for good.",
        comity=says,
        held=gone and back and hidden.count(303) == 1 and given <= 1 and len(seats) == 3,
    )
