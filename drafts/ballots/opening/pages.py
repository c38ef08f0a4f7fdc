"""The page from which the secretariat opens a ballot: the method in force, the time, and who would be on the roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from litestar import Request, Response
from wtforms.fields.choices import SelectChoice

from drafts.ballots.forms import NEW, OpeningForm
from drafts.ballots.opening.actions import fits
from drafts.ballots.opening.courses import Course
from drafts.ballots.opening.outlook import outlook
from drafts.ballots.rolls import Entitled, entitled
from drafts.motions.queries import InForce
from drafts.rules import casting, rounds
from drafts.rules.explain import ways_of
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from forum.organisations.queries import groups as known_groups
from forum.rules.verdict import Verdict, every
from forum.web.forms import key_of
from forum.web.pages import page

SAYS = {
    rounds.RECIRCULATION: "The voters are those of the first ballot. What they cast there stands unless they vote "
    "again; the answers to the objections are shown to them.",
    rounds.SECOND_CALL: "Everybody can vote. If {group} stays away again, the other groups decide, by the stricter "
    "method that the procedure names; the result says so.",
    rounds.SECOND_READING: "The same words are voted on once more, as the method asks.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the ballot would be on. `crumbs`: (title, path); `instrument`: id of the text, None for the forum's own
    rules; `courses`: how an earlier ballot can be continued."""

    title: str
    path: str
    crumbs: tuple[tuple[str, str], ...]
    instrument: int | None
    law: InForce
    verdict: Verdict
    courses: tuple[Course, ...] = ()

    @property
    def courses_in_words(self) -> Mapping[str, str]:
        return {each.name: SAYS[each.name].format(group=each.without) for each in self.courses}


async def opening(request: Request, subject: Opening, form: OpeningForm, *, status: int = 200) -> Response[str]:
    form.course.choices = [NEW, *(SelectChoice(each.name, rounds.COURSES[each.name]) for each in subject.courses)]
    law, process, roll = subject.law, process_of(subject.law.words), await entitled()
    names = {each.key: each.name for each in await known_groups()}
    verdict = every(subject.verdict, fits(law, process, roll)) if subject.verdict else subject.verdict
    there = {each.group for each in roll}
    return page(
        request,
        "drafts/ballots/open.html",
        status=status,
        form=form,
        key=key_of(request),
        subject=subject,
        verdict=verdict,
        law=law,
        process=process,
        lasting=casting.lasting,
        ways=ways_of(parse_method(law.method_text), names),
        groups=_members(roll),
        missing=[name for group, name in names.items() if group not in there],
        headless=[each.name for each in roll if not each.heads],
        report=await outlook(roll, law, names, subject.instrument) if verdict else None,
    )


def _members(roll: Sequence[Entitled]) -> list[tuple[str, int, list[Entitled]]]:
    """Each group has its name, its position, and its organisations."""
    grouped = groupby(roll, lambda each: (each.group_position, each.group_name))
    return [(name, position, list(members)) for (position, name), members in grouped]
