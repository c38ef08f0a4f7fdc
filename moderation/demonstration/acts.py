"""Tells the story act by act, by the very verbs that the pages use: nothing in the demonstration came about
otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from drafts.amendments import actions as amendments
from drafts.amendments import queries as amendment_queries
from drafts.ballots import actions as ballots
from drafts.ballots.values import Choice
from drafts.exchange.markdown import read_markdown
from drafts.exchange.render import plain
from drafts.instruments import actions as instruments
from drafts.motions import actions as motions
from drafts.rationales import actions as rationales
from drafts.rules import procedure
from drafts.rules.presets import preset
from drafts.rules.reading import strictly
from drafts.workbench import actions as workbench
from drafts.workbench.bench import Choices, bench
from forum.clock import now
from forum.database import one
from forum.organisations import accrediting
from forum.organisations import actions as organisations
from forum.organisations import queries as groups
from forum.organisations.tables import Organisation
from forum.people.queries import identity_of
from forum.rules.permission import Identity
from forum.threads import actions as threads
from forum.threads import answering
from moderation.appeals import actions as appeals
from moderation.cases import actions as cases
from moderation.demonstration.story import Act, Story
from moderation.demonstration.times import at
from moderation.measures.queries import of_case
from moderation.panels.queries import seats_of


async def bring(story: Story, act: Act, who: Identity) -> None:
    story.slug = await instruments.bring(who, read_markdown(story.source), act["slug"], act["about"])


async def comment(story: Story, act: Act, who: Identity) -> None:
    if act["on"].startswith("a"):
        about = await amendment_queries.amendment(story.made[act["on"]])
        container, subject, wording, text = about.instrument_path, about.path, about.wording_path, ""
    else:
        clause = await story.clause(act["on"])
        container, subject, wording, text = (
            clause.instrument_path,
            clause.path,
            clause.wording_path,
            plain(clause.current.text),
        )
    start = text.index(act["words"]) if "words" in act else 0
    story.made[act["id"]] = await threads.make_comment(
        who,
        container=container,
        subject=subject,
        wording=wording,
        text=text,
        stance=act.get("stance", "reply"),
        body=act["body"],
        resolution=act.get("resolution", ""),
        quote=(start, start + len(act["words"])) if "words" in act else None,
        parent=story.made.get(act.get("reply_to", "")),
    )


async def dispose(story: Story, act: Act, who: Identity) -> None:
    await threads.dispose(who, story.made[act["on"]], act["kind"], act["reason"])


async def draft(story: Story, act: Act, who: Identity) -> None:
    clause = await story.clause(act["on"])
    text = act.get("text", clause.current.text)
    for old, new in act.get("change", ()):
        if old not in text:
            raise ValueError(f"{act['id']}: “{old}” does not stand in {clause.citation}")
        text = text.replace(old, new)
    story.made[act["id"]] = await amendments.draft(
        who, clause.id, amendments.Proposal(act["kind"], text, act["reasons"]), clause.current.number
    )
    await circulate(story, {"on": act["id"]}, who)


async def circulate(story: Story, act: Act, who: Identity) -> None:
    if (await amendment_queries.amendment(story.made[act["on"]], who)).fate == "draft":
        await amendments.circulate(who, story.made[act["on"]])


async def combine(story: Story, act: Act, who: Identity) -> None:
    """The amendments collide at one place; `own` takes the place of the words there."""
    clause = await story.clause(act["on"])
    views = await amendment_queries.open_on(clause.id)
    included = frozenset(story.made[id] for id in act["in"])
    [question] = bench(clause, views, Choices(included)).questions
    choices = Choices(
        included,
        {question.start: "own"},
        {question.start: act["own"]},
        {story.made[id]: why for id, why in act["out"].items()},
    )
    await workbench.save(who, clause.id, choices, seen=0, revision=clause.current.number, public=True)


async def sponsor(story: Story, act: Act, who: Identity) -> None:
    await amendments.sponsor(who, story.made[act["on"]])


async def table(story: Story, act: Act, who: Identity) -> None:
    await amendments.table(who, story.made[act["on"]])


async def withdraw(story: Story, act: Act, who: Identity) -> None:
    await amendments.withdraw(who, story.made[act["on"]], act["why"])


async def open_ballot(story: Story, act: Act, who: Identity) -> None:
    opened, on = now(), act["on"]
    closes_at = opened.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=act["days"])
    open_on = ballots.open_on_motion if on.startswith("m") else ballots.open_ballot
    ballot = await open_on(who, story.made[on], closes_at)
    story.made[act["id"]], story.open[ballot] = ballot, closes_at
    positions = await _positions(act)
    until = min(closes_at, story.next)
    for number, (organisation, (position, reason)) in enumerate(positions.items(), 1):
        with at(opened + (until - opened) * number / (len(positions) + 1)):
            await ballots.cast(await story.who(organisation), ballot, Choice(position, reason))


async def answer(story: Story, act: Act, who: Identity) -> None:
    await ballots.answer(who, story.made[act["on"]], act["to"], act["kind"], act["reason"])


async def move(story: Story, act: Act, who: Identity) -> None:
    reasons, kind = act["reasons"], act["kind"]
    clause = (await story.clause(act["clause"])).key if "clause" in act else None
    if kind == procedure.METHOD:
        method = act.get("method") or strictly(preset(act["preset"]).text)
        made = await motions.propose_method(who, story.slug, method, reasons)
    elif kind == procedure.TERM:
        due_at = now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=365 * act["years_from_now"])
        made = await motions.propose_term(who, story.slug, clause, due_at, act["consequence"], act["years"], reasons)
    else:
        made = await motions.move(who, kind, story.slug, clause, {}, reasons)
    story.made[act["id"]] = made


async def _positions(act: Act) -> dict[str, tuple[str, str]]:
    """Says what each organisation casts and why. Whoever is not named casts what `rest` says of its group."""
    rows = await Organisation.select(Organisation.slug, Organisation.group.key.as_alias("group_key")).order_by(
        Organisation.id
    )
    named = {
        **dict.fromkeys(act.get("yes", ()), ("yes", "")),
        **dict.fromkeys(act.get("abstain", ()), ("abstain", "")),
        **{slug: ("no", reason) for slug, reason in act.get("no", {}).items()},
    }
    rest = {
        row["slug"]: (act.get("rest", {})[row["group_key"]], "")
        for row in rows
        if row["group_key"] in act.get("rest", {})
    }
    return {slug: position for slug, position in {**rest, **named}.items() if slug not in act.get("absent", ())}


async def explain(story: Story, act: Act, who: Identity) -> None:
    story.made[f"{act['on']}.rationale"] = await rationales.write(
        who, story.made[act["on"]], act["summary"], act["why"]
    )


async def approve(story: Story, act: Act, who: Identity) -> None:
    await rationales.approve(who, story.made[f"{act['on']}.rationale"])


async def flag(story: Story, act: Act, who: Identity) -> None:
    story.made[f"{act['on']}.case"] = await cases.flag(who, story.made[act["on"]], act["rule"], act["note"])


async def view(story: Story, act: Act, who: None) -> None:
    """Whoever the lottery drew for this group gives a view."""
    case = story.made[f"{act['on']}.case"]
    group = (await groups.group(act["group"])).id
    seat = next(each for each in await seats_of(case) if each.group == group)
    await cases.give_view(
        await identity_of(seat.participant), case, act["view"], act["rule"], act["reasons"], act.get("days")
    )


async def appeal(story: Story, act: Act, who: Identity) -> None:
    statement = await one(of_case(story.made[f"{act['on']}.case"]))
    await appeals.appeal(who, statement.ref, act["reasons"])


async def agree(story: Story, act: Act, who: Identity) -> None:
    await answering.agree(who, story.made[act["on"]])


async def enter(story: Story, act: Act, who: Identity) -> None:
    await organisations.enter_organisation(
        who, act["name"], act["group"], slug=act["slug"], parent=act["parent"], region=act["region"], about=act["about"]
    )


async def forward(story: Story, act: Act, who: Identity) -> None:
    await accrediting.put_forward(who, act["on"])


async def grounds(story: Story, act: Act, who: Identity) -> None:
    await accrediting.give_grounds(who, act["on"], act["view"], act["grounds"])


ACTS: dict[str, Callable[[Story, Act, Any], Awaitable[None]]] = {
    "bring": bring,
    "comment": comment,
    "dispose": dispose,
    "draft": draft,
    "circulate": circulate,
    "sponsor": sponsor,
    "combine": combine,
    "table": table,
    "withdraw": withdraw,
    "open": open_ballot,
    "answer": answer,
    "move": move,
    "explain": explain,
    "approve": approve,
    "flag": flag,
    "view": view,
    "appeal": appeal,
    "agree": agree,
    "enter": enter,
    "forward": forward,
    "grounds": grounds,
}


async def tell(story: Story, act: Act, moment: datetime) -> None:
    """Does one act at its moment, after the ballots that close before it."""
    await story.close_until(moment)
    with at(moment):
        await ACTS[act["act"]](story, act, await story.who(act["who"]) if "who" in act else None)
