"""The roof: names every part, hands the parts over, builds the app and the `comity` command. Nothing imports it."""

from __future__ import annotations

import sys
from dataclasses import fields

from litestar.types import ASGIApp

import drafts.amendments.routes
import drafts.ballots.actions
import drafts.ballots.commands
import drafts.ballots.opening.reviews
import drafts.ballots.records.checks
import drafts.ballots.routes
import drafts.brackets.routes
import drafts.carrying.routes
import drafts.exchange.text_commands
import drafts.front.discussions
import drafts.front.routes
import drafts.instruments.commands
import drafts.instruments.routes
import drafts.methods.routes
import drafts.rationales.routes
import drafts.sealing.asking
import drafts.sealing.routes
import drafts.workbench.routes
import forum.clock
import forum.commands
import forum.home.routes
import forum.key_commands
import forum.mail.actions
import forum.organisations.routes
import forum.people.routes
import forum.record.actions
import forum.record.commands
import forum.record.routes
import forum.threads.routes
import moderation.alarms.actions
import moderation.alarms.remedies
import moderation.alarms.routes
import moderation.appeals.routes
import moderation.balance.gate
import moderation.balance.periods
import moderation.balance.routes
import moderation.book.routes
import moderation.budgets.actions
import moderation.campaigns.actions
import moderation.campaigns.queries
import moderation.campaigns.routes
import moderation.cases.routes
import moderation.cases.tending
import moderation.confidential.actions
import moderation.confidential.routes
import moderation.demonstration.commands
import moderation.front.kinds
import moderation.front.routes
import moderation.measures.ending
import moderation.measures.routes
import moderation.panels.commands
import moderation.panels.routes
import moderation.simulation.commands
import moderation.transparency.routes
from drafts.rules.fates import FATES
from drafts.rules.positions import POSITIONS
from forum.commandline import parser_of, run
from forum.handed import Parts, use
from forum.serving.app import Doors, litestar_app
from forum.settings import Settings, read

FEATURES = (
    forum.home,
    forum.people,
    forum.organisations,
    forum.threads,
    forum.record,
    drafts.front,
    drafts.instruments,
    drafts.amendments,
    drafts.ballots,
    drafts.methods,
    drafts.rationales,
    drafts.sealing,
    drafts.workbench,
    drafts.brackets,
    drafts.carrying,
    moderation.front,
    moderation.balance,
    moderation.cases,
    moderation.measures,
    moderation.appeals,
    moderation.panels,
    moderation.confidential,
    moderation.transparency,
    moderation.campaigns,
    moderation.alarms,
    moderation.book,
)
PARTS = Parts(
    routes=[route for feature in FEATURES for route in feature.routes.ROUTES],
    packages=("forum", "drafts", "moderation"),
    template_globals={"FATES": FATES, "POSITIONS": POSITIONS},
    ticks=(
        *drafts.ballots.opening.reviews.TICKS,
        *drafts.ballots.actions.TICKS,
        *drafts.sealing.asking.TICKS,
        *moderation.balance.periods.TICKS,
        *moderation.cases.tending.TICKS,
        *moderation.measures.ending.TICKS,
        *moderation.confidential.actions.TICKS,
        *moderation.alarms.actions.TICKS,
        *moderation.alarms.remedies.TICKS,
        *forum.record.actions.TICKS,
        forum.mail.actions.send_waiting,
    ),
    gates=(moderation.balance.gate.GATE,),
    endings=(drafts.front.discussions.ended,),
    before_comments=(moderation.budgets.actions.take,),
    after_comments=(moderation.campaigns.actions.fold,),
    foldings=(moderation.campaigns.queries.FOLDING,),
    kinds_of_case=moderation.front.kinds.KINDS,
)
COMMANDS = (
    *forum.commands.COMMANDS,
    *forum.key_commands.COMMANDS,
    *drafts.exchange.text_commands.COMMANDS,
    *moderation.panels.commands.COMMANDS,
    *moderation.demonstration.commands.COMMANDS,
    *drafts.instruments.commands.COMMANDS,
    forum.record.commands.verify_command(drafts.ballots.records.checks.first_fault),
    *drafts.ballots.commands.COMMANDS,
    moderation.simulation.commands.simulate_command(lambda settings: create_app(settings)),  # noqa: PLW0108 — it is defined below
)


def create_app(settings: Settings) -> ASGIApp:
    """The whole web application, as ASGI."""
    use(PARTS)
    return Doors(litestar_app(settings, PARTS))


def serve_app() -> ASGIApp:
    """What each server process builds, from the environment."""
    forum.clock.serve()
    return create_app(read())


def main(arguments: list[str] | None = None) -> int:
    use(PARTS)
    variables = "\n".join(f"  {each.metadata['variable']:18} {each.metadata['says']}" for each in fields(Settings))
    parser = parser_of(
        COMMANDS,
        "Comity: governments, industry and civil society write norms together.",
        f"Settings, from the environment:\n{variables}\n\n`comity COMMAND --help` says more of each.",
    )
    return run(parser, sys.argv[1:] if arguments is None else arguments)
