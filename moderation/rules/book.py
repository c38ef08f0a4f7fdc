"""The forum's rules in plain words, made of the numbers that the rules run with: whoever changes one changes its
sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from drafts.rules import casting, lifecycle, process
from forum.rules import accrediting, commenting
from moderation.rules import alarms, appeals, budgets, campaigns, confidential, measures, panels
from moderation.rules.sentences import counted
from moderation.rules.voices import MASK

WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """`rules`: sentences; `links`: (words, address) of what they lead to."""

    key: str
    title: str
    rules: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deployment:
    """This forum's numbers. By group's name: accredited organisations, moderators and registrars in office. `methods`:
    (part of which text, name of the method, address, how long a ballot by it may last); `floors`: (text, address,
    sentences)."""

    organisations: Mapping[str, int]
    moderators: Mapping[str, int]
    registrars: Mapping[str, int]
    methods: Sequence[tuple[str, str, str, str]]
    floors: Sequence[tuple[str, str, Sequence[str]]]


def number(many: int) -> str:
    return WORDS.get(many, str(many))


def days(time: timedelta) -> str:
    return counted(time.days, "day")


def chapters(forum: Deployment) -> tuple[Chapter, ...]:
    return (
        _who(forum),
        _amendments(),
        _votes(forum),
        _comments(),
        _floors(forum),
        _panels(forum),
        _measures(),
        _again(),
        _accreditation(forum),
        _alarms(),
        _confidence(),
    )


def _who(forum: Deployment) -> Chapter:
    each = "; ".join(f"{name}: {many}" for name, many in forum.organisations.items())
    return Chapter(
        "who",
        "Who takes part",
        (
            (
                "Organisations, each of one stakeholder group and with one voice, however many people it sends. "
                f"Accredited now: {each}."
            ),
            "Organisations of one owner are marked as such, and counted as one where the method says so.",
            "Reading needs no account; everything said, proposed and decided is public.",
        ),
        (("Organisations", "/organisations"), ("Owners", "/organisations/owners")),
    )


def _amendments() -> Chapter:
    return Chapter(
        "amendments",
        "How a text changes",
        (
            (
                f"An amendment is tabled when {number(lifecycle.SPONSORS)} organisations of different owners, from at "
                f"least {number(lifecycle.GROUPS)} groups, stand behind its exact words."
            ),
            (
                "No revision is edited or deleted. A revision comes into force only with its rationale, which a "
                "rapporteur writes and a rapporteur of another group approves."
            ),
            (
                "Stances, comments and votes are bound to the words that they were about; when the words "
                "change, a person renews them, or they are shown as about older words."
            ),
        ),
    )


def _votes(forum: Deployment) -> Chapter:
    return Chapter(
        "votes",
        "How votes are counted",
        (
            (
                "The rule, the words, the roll and the closing time are fixed when a ballot opens. Nobody sees "
                "a result before the close."
            ),
            (
                "Whoever opens a ballot first sees when it closes, the roll, the rule, the question and how many "
                "letters go out. It stays open as long as its method permits, and for at most "
                f"{casting.lasting(process.LONGEST_HOURS)}."
            ),
            *(f"{part}: “{name}”{time}." for part, name, _, time in forum.methods),
        ),
        (*((name, address) for _, name, address, _ in forum.methods), ("Every method", "/rules/methods")),
    )


def _comments() -> Chapter:
    return Chapter(
        "comments",
        "How the talk is kept fair",
        (
            (
                f"A comment has at most {commenting.LIMIT:,} characters. An objection says what would resolve it, and "
                "gets an answer."
            ),
            (
                "Comments are shown with each group in its turn, and within a group each organisation; the order of "
                "time, and that of what several groups support, are a link away."
            ),
            (
                f"An organisation sends {budgets.BASE} comments an hour, and {budgets.PER_ITEM} more for each open "
                "amendment and ballot of the text; all organisations of one owner together one and a half times "
                "that. The numbers are the same for everybody."
            ),
            (
                f"Comments of {campaigns.SHORTEST} words or more that share {campaigns.ALIKE.percent} % of their runs "
                f"of {campaigns.RUN} words are folded into one entry with a count when there are "
                f"{number(campaigns.LEAST)} of them. None is deleted."
            ),
        ),
        (("Rules of conduct", "/rules/conduct"),),
    )


def _floors(forum: Deployment) -> Chapter:
    own = tuple(f"{title}: {' '.join(says)}" for title, _, says in forum.floors) or ("No text has floors at present.",)
    return Chapter(
        "floors",
        "Floors of participation",
        (
            "A ballot does not open before the floors that stood when the amendment was tabled are met.",
            (
                "When the time of comment ends and something is missing, it is extended once by as many days, and the "
                "silent organisations get a letter."
            ),
            (
                "After that a floor can be waived only when one moderator of every other group has given reasons, in "
                "public. Nobody waives the time."
            ),
            f"Figures about fewer than {MASK} people who chose to be shown by group only are left out.",
            *own,
        ),
        tuple((title, address) for title, address, _ in forum.floors),
    )


def _panels(forum: Deployment) -> Chapter:
    few = [name for name, many in forum.moderators.items() if many < 2]
    there = "; ".join(f"{name}: {many}" for name, many in forum.moderators.items())
    warn = (f"Too few for a second panel: {', '.join(few)}. An appeal waits until there are more.",) if few else ()
    return Chapter(
        "moderation",
        "How a report is decided",
        (
            (
                "All reports of one comment are one case, however many there are and whoever sends them. Nobody learns "
                "who reported. Reports hide nothing."
            ),
            (
                f"A lottery draws {number(panels.SIZE)} moderators of different groups. Its seed is the root of the "
                "public record with the entry that opened the case; anybody can replay it."
            ),
            *(f"No moderator sits who {why}." for why in panels.WHY.values()),
            (
                f"Each has {days(panels.TIME)} to give a view with reasons, without seeing the others’, and is "
                f"reminded after {days(panels.REMINDED)}. Whoever is late is replaced by the next moderator drawn."
            ),
            (
                "What is done is the gravest measure that more than half of the panel want or would exceed, for the "
                "shortest time that these members named."
            ),
            (
                f"One moderator alone can hide a comment for at most {measures.EMERGENCY // timedelta(hours=1)} "
                "hours, once, and does not sit on its panel."
            ),
            f"Moderators in office: {there}.",
            *warn,
        ),
        (("Decisions", "/moderation/decisions"), ("Figures", "/moderation/transparency")),
    )


def _measures() -> Chapter:
    return Chapter(
        "measures",
        "What can be done about a comment",
        (
            *(
                f"{each.title}. {each.says}"
                + (f" At most {counted(each.longest, 'day')}; then it expires." if each.longest else "")
                for each in measures.MEASURES
            ),
            (
                "Every decision has a statement of reasons, sent to the author and to whoever reported it, and "
                "public without names. Hidden is not destroyed."
            ),
        ),
    )


def _again() -> Chapter:
    return Chapter(
        "appeals",
        "Appeals",
        (
            (
                f"The author and those who reported it can appeal to other people for {days(appeals.OPEN_FOR)}, "
                "free of charge. Nobody who sat before sits again."
            ),
            "An author who appeals cannot get a graver measure by it.",
            "If the second panel reverses it, the comment is shown in its place again and the figures are corrected.",
        ),
    )


def _accreditation(forum: Deployment) -> Chapter:
    there = "; ".join(f"{name}: {many}" for name, many in forum.registrars.items())
    return Chapter(
        "accreditation",
        "Who is accredited",
        (
            (
                "The secretariat puts an organisation forward. Two registrars of different groups decide, with public "
                "grounds; no registrar decides on an organisation of their own owner."
            ),
            (
                f"A refusal can be appealed to a panel for {days(appeals.OPEN_FOR)}. Grounds have at most "
                f"{accrediting.LIMIT:,} characters."
            ),
            f"Registrars in office: {there}.",
        ),
    )


def _alarms() -> Chapter:
    return Chapter(
        "alarms",
        "Alarms",
        (
            (
                "The forum counts, and tells moderators of all groups what is above a threshold. It is public once "
                "moderators of two groups confirm it. No alarm acts by itself."
            ),
            *alarms.IN_FORCE.sentences,
            (
                "If a panel finds that one interest dominates, its organisations count as one voice, after a "
                "published report and a time for objections, until the conditions named in the finding are met."
            ),
        ),
        (("Confirmed alarms", "/alarms"),),
    )


def _confidence() -> Chapter:
    return Chapter(
        "confidence",
        "Reporting in confidence",
        (
            (
                "Confidential reports are anonymous: the forum does not look at who is signed in. The words are "
                "sealed; a panel of the groups that the report is not about reads them; what becomes of it is public."
            ),
            (
                f"At most {confidential.AN_HOUR} reports an hour are taken, from everybody together, because "
                "nobody’s address is looked at."
            ),
        ),
        (("Report in confidence", "/confidential"),),
    )
