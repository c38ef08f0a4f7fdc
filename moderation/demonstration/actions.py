"""Loads the demonstration: all of it in one transaction, or nothing."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files

from drafts.instruments.tables import Instrument
from forum.clock import now
from forum.database import atomic
from forum.errors import Unlawful
from forum.mail.tables import Letter
from forum.organisations.tables import Organisation
from forum.people.tables import Participant
from moderation.demonstration.acts import tell
from moderation.demonstration.people import Heard, enter_all, read_json
from moderation.demonstration.story import Story
from moderation.demonstration.times import Calendar, at


async def is_empty() -> bool:
    return not (await Participant.exists() or await Organisation.exists() or await Instrument.exists())


async def load(heard: Heard) -> None:
    """Raises Unlawful if anything is there already."""
    async with atomic():
        if not await is_empty():
            raise Unlawful(
                "The database is not empty: the demonstration is loaded into an empty one only.", "Nothing was changed."
            )
        acts = read_json("story.json")["acts"]
        today = now()
        calendar = Calendar(today, today + timedelta(days=acts[0]["day"] - 10))
        with at(calendar.last):
            people = await enter_all(heard)
        moments = [*(calendar.moment(act["day"]) for act in acts), today]
        story = Story(
            people=people, source=(files(__package__) / "code.md").read_text(encoding="utf-8"), next=moments[0]
        )
        for done, act in enumerate(acts, 1):
            story.next = moments[done]
            await tell(story, act, moments[done - 1])
            heard("Acts", done, len(acts))
        await story.close_until(today)
        await Letter.delete(force=True)  # of the past, to people who do not exist
