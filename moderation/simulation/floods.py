"""Attacks by quantity: many accounts, many copies, the last minute, many reports."""

from __future__ import annotations

from moderation.alarms.actions import raise_alarms
from moderation.alarms.tables import Alarm
from moderation.balance.measuring import measured
from moderation.balance.scopes import of_clause
from moderation.cases.tables import Case
from moderation.rules.alarms import ONSET
from moderation.rules.sentences import counted
from moderation.simulation.browser import Crowd, Seen
from moderation.simulation.setting import Outcome, clause_of, comment, head_of, heads, hired, share

FIRST = 20  # comments that a reader sees before giving up


def _by(page: Seen, name: str) -> list[bool]:
    """Whether each comment of a page comes from an organisation of this name."""
    return [
        name in " ".join(each.xpath(".//header")[0].text_content().split())
        for each in page.comments()
        if each.xpath(".//header")
    ]


def _last_other(theirs: list[bool]) -> int:
    """The place up to which a page shows all comments of others."""
    return max(n for n, own in enumerate(theirs, 1) if not own)


async def accounts(crowd: Crowd, scale: int = 200) -> Outcome:
    """Very many accounts of one owner comment on a clause about which five others have spoken."""
    clause, owned = await clause_of(3), ("corvane-networks", "corvane-cloud", "corvane-defence", "corvane-group")
    for slug in ("norvale", "obanza", "packet-commons", "ward-and-signal", "pelluna-software"):
        browser = await crowd.person(await head_of(slug))
        await browser.send(
            f"{clause.path}/comments", **comment(clause, f"{slug} thinks that these words are clear enough to be kept.")
        )
    people = [each for n, slug in enumerate(owned) for each in await hired(slug, scale // 4, f"Clerk {n}")]
    sent = [
        await (await crowd.person(each)).send(f"{clause.path}/comments", **comment(clause, f"Point {n}: {_filler(n)}"))
        for n, each in enumerate(people)
    ]
    accepted = sent.count(303)
    page = await crowd.reader().open(clause.path)
    theirs, others = _by(page, "Corvane"), 5
    voices = (await measured(await of_clause(clause))).balance
    industry = voices.group("industry")
    naive = (
        f"{share(min(FIRST, scale), FIRST)} of the newest comments would be theirs, "
        f"and {scale} of {scale + others} people “heard”."
    )
    says = (
        f"{accepted} comments went through in the hour, then the owner's budget was empty; "
        f"all {others} comments of others stand in the first {_last_other(theirs)} places, "
        f"and {share(industry.heard, industry.eligible)} organisations of Industry count as heard, not {scale} people."
    )
    first_of_each = theirs[:3].count(True) <= 1 and theirs.count(False) == others and _last_other(theirs) < FIRST
    return Outcome(
        attack=f"{scale} accounts of one owner comment on a clause",
        cost=f"{scale} people with mandates, in public; {scale} forms",
        naive=naive,
        comity=says,
        held=accepted < scale and first_of_each,
    )


def _filler(n: int) -> str:
    """Words that no folding takes for the same."""
    return " ".join(f"reason{n}of{m}" for m in range(14))


async def campaign(crowd: Crowd, scale: int = 2_000) -> Outcome:
    """Heads of delegation of one group send one letter over and over, with a few words changed in each."""
    clause, senders = await clause_of(5), await crowd.people(await heads("industry"))
    letter = (
        "We ask the forum to strike this paragraph, because it costs our members more than anybody has counted, "
        "and because nobody who wrote it has ever had to answer for a network that must not stand still "
        "for a single hour of the year."
    )
    answers = [
        await senders[n % len(senders)].send(
            f"{clause.path}/comments", **comment(clause, f"{letter} Signed for member {n}.", "concern")
        )
        for n in range(scale)
    ]
    accepted = answers.count(303)
    lone = await crowd.person(await head_of("harrowfield-law"))
    await lone.send(
        f"{clause.path}/comments",
        **comment(clause, "Without this paragraph nobody learns which order was given, and no court can look at it."),
    )
    page = await crowd.reader().open(clause.path)
    shown = len(page.comments())
    naive = f"{scale} entries, {-(-scale // FIRST)} pages of {FIRST}; the one other comment somewhere among them."
    entries = counted(shown, "entry").replace("entrys", "entries")
    says = (
        f"{accepted} were sent before budgets were empty; the page shows {entries}: one stands for {accepted} "
        "with the organisations behind it, every text a link away, and the other comment beside it."
    )
    return Outcome(
        attack=f"A copy-paste campaign of {scale:,} comments",
        cost=f"{len(senders)} heads of delegation lend their names; {scale:,} forms",
        naive=naive,
        comity=says,
        held=f"Read all {accepted}" in page.words and "no court can look at it" in page.words and shown <= 4,
    )


async def last_minute(crowd: Crowd, scale: int = 100) -> Outcome:
    """One organisation talks until the end, to have the last word and the first screen."""
    clause = await clause_of(7)
    for slug in ("maruvi-islands", "sealed-letter", "brightmoor-systems"):
        await (await crowd.person(await head_of(slug))).send(
            f"{clause.path}/comments", **comment(clause, f"For {slug} the day named in these words is the right one.")
        )
    people = await crowd.people(await hired("tamaril-mobile", 5, "Hurry"))
    sent = [
        await people[n % 5].send(
            f"{clause.path}/comments", **comment(clause, f"At the end {n}: {_filler(5_000 + n)}", "concern")
        )
        for n in range(scale)
    ]
    accepted = sent.count(303)
    theirs = _by(await crowd.reader().open(clause.path), "Tamaril")
    await raise_alarms()
    raised = await Alarm.exists().where(Alarm.kind == ONSET)
    naive = (
        f"{share(min(FIRST, scale), FIRST)} of the newest comments, which everybody reads first before the vote, "
        "would be theirs."
    )
    says = (
        f"{accepted} went through; each group has its turn, so all {theirs.count(False)} comments of others stand "
        f"in the first {_last_other(theirs)} places; an alarm for a sudden onset went to moderators: "
        f"{'yes' if raised else 'no'}."
    )
    return Outcome(
        attack=f"{scale} comments of one organisation in the last minute",
        cost=f"{scale} forms; an alarm with the organisation's group in it",
        naive=naive,
        comity=says,
        held=accepted < scale and raised and theirs[:3].count(True) <= 1,
    )


async def reports(crowd: Crowd, scale: int = 40) -> Outcome:
    """People of one group report a comment of another until it is gone."""
    clause = await clause_of(9)
    author = await crowd.person(await head_of("free-firmware"))
    await author.send(
        f"{clause.path}/comments",
        **comment(clause, "Whoever sells a lock should say who holds the second key.", "concern"),
    )
    page = await crowd.reader().open(clause.path)
    made = page.comments()[-1].get("id").removeprefix("comment-")
    people = await crowd.people(await hired("pelluna-software", scale, "Reporter"))
    sent = [await each.send(f"/comments/{made}/flags", rule="off-topic", note="", quote="") for each in people]
    again = await crowd.reader().open(clause.path)
    cases = await Case.count().where(Case.comment == int(made))
    await raise_alarms()
    stands = "the second key" in again.words
    says = (
        f"{sent.count(303)} reports are {counted(cases, 'case')}; the comment stands, nobody lost a word, "
        "and a panel of three groups decides, without anybody close to the reporters."
    )
    return Outcome(
        attack=f"{scale} people of one group report another group's comment",
        cost=f"{scale} people; an alarm that names the two groups",
        naive="Hidden by the third report, for good.",
        comity=says,
        held=stands and cases == 1,
    )
