"""The command `comity simulate` makes real attacks on a demonstration of its own, and says what became of them."""

from __future__ import annotations

import json
import logging
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table

from forum import clock
from forum.commandline import Command
from forum.migrations import migrate
from forum.opening import opened
from forum.record.queries import entries
from forum.settings import Settings
from moderation.simulation.browser import crowd
from moderation.simulation.doors import flooded_channel, frozen_door, late_vote
from moderation.simulation.floods import accounts, campaign, last_minute, reports
from moderation.simulation.procedures import boycott, one_sided, subsidiaries
from moderation.simulation.setting import Outcome

HELP = """Attack a demonstration of its own over HTTP, and print what a naive forum would have done and what Comity did.

Floods, report storms, new subsidiaries, a boycott, one-sided moderators, a copy-paste campaign, the last minute, a
frozen door, a late vote, a flooded channel: each with its cost to the attacker. The forum that is attacked is made in
a temporary folder and is gone afterwards."""
App = Callable[[Settings], Any]


def simulate_command(create_app: App) -> Command:
    async def run(arguments: Namespace) -> int:
        logging.getLogger("httpx").setLevel(logging.WARNING)
        with tempfile.TemporaryDirectory() as folder:
            outcomes = await attacked(Settings(data=folder), create_app, small=arguments.small)
        printer(arguments)(outcomes)
        return 0 if all(each.held for each in outcomes) else 1

    return Command("simulate", HELP, prepare, run)


def printer(arguments: Namespace) -> Callable[[list[Outcome]], None]:
    return print_json if arguments.json else print_markdown if arguments.markdown else print_table


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help="a tenth of the accounts and comments")
    parser.add_argument("--markdown", action="store_true", help="as a Markdown table")
    parser.add_argument("--json", action="store_true", help="as JSON, a list of attacks")


@asynccontextmanager
async def demonstration(settings: Settings) -> AsyncIterator[None]:
    """A forum of its own, migrated and loaded with the demonstration."""
    from moderation.demonstration.actions import load

    await migrate(settings)
    async with opened(settings):
        await load(lambda *_: None)
        await _add_registrars()
        yield


async def _add_registrars() -> None:
    """Appoints one registrar of each group, where the demonstration has none."""
    from forum.people.actions import appoint, enter_person
    from moderation.simulation.setting import officers

    for group in ("government", "industry", "civil-society"):
        if not await officers("registrar", group):
            await appoint(
                None, await enter_person(f"Registrar of {group}", f"registrar@{group}.example.org"), "registrar", group
            )


async def attacked(settings: Settings, create_app: App, *, small: bool = False) -> list[Outcome]:
    """What became of each attack, one after the other on the same forum."""
    by = 10 if small else 1
    async with demonstration(settings), crowd(create_app(settings)) as people:
        attacks: tuple[Callable[[], Awaitable[Outcome]], ...] = (
            lambda: accounts(people, 200 // (2 if small else 1)),
            lambda: reports(people, 40 // (4 if small else 1)),
            lambda: subsidiaries(people),
            lambda: one_sided(people, settings),
            lambda: last_minute(people, 100),
            lambda: campaign(people, 2_000 // by),
            lambda: frozen_door(people, 20 // (4 if small else 1)),
            lambda: flooded_channel(people, 60 // (2 if small else 1)),
            lambda: late_vote(people),
            lambda: boycott(people, settings),
        )
        outcomes = []
        for attack in attacks:
            with going_on(await _reached()):
                outcomes.append(await attack())
        return outcomes


async def _reached() -> datetime:
    """The time of the record's last entry."""
    [last] = await entries(limit=1)
    return last.at


@contextmanager
def going_on(reached: datetime) -> Iterator[None]:
    """Some attacks take days by the forum's clock. The next one begins where the last one ended, since the record takes
    no entry that is older than its head."""
    ahead = max(timedelta(), reached - clock.system())
    real, clock.source = clock.source, lambda: clock.system() + ahead
    try:
        yield
    finally:
        clock.source = real


def print_table(outcomes: list[Outcome]) -> None:
    table = Table(show_lines=True)
    for title in ("Attack", "Cost to the attacker", "A naive forum", "Comity", "Held"):
        table.add_column(title)
    for each in outcomes:
        table.add_row(each.attack, each.cost, each.naive, each.comity, "yes" if each.held else "NO")
    Console().print(table)


def print_markdown(outcomes: list[Outcome]) -> None:
    print("| attack | cost to the attacker | a naive forum | Comity | held |\n| --- | --- | --- | --- | --- |")
    for each in outcomes:
        print(f"| {each.attack} | {each.cost} | {each.naive} | {each.comity} | {'yes' if each.held else '**no**'} |")


def print_json(outcomes: list[Outcome]) -> None:
    print(json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=1))
