"""Chapters of the forum's rules about moderation: from reports to confidence, and how often one may act."""

from __future__ import annotations

from datetime import timedelta

from forum.rules import accrediting, pace
from moderation.rules import alarms, appeals, confidential, measures, panels
from moderation.rules.chapter import Chapter, Deployment, days, number
from moderation.rules.sentences import counted


def deciding(forum: Deployment) -> Chapter:
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


def remedies() -> Chapter:
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


def again() -> Chapter:
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


def accreditation(forum: Deployment) -> Chapter:
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


def watching() -> Chapter:
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


def confidence() -> Chapter:
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
                "nobody’s address is looked at. Others wait for their turn; at most "
                f"{confidential.WAITING:,} wait."
            ),
            f"An author adds words at most {confidential.ADDITIONS} times until the panel asks something.",
        ),
        (("Report in confidence", "/confidential"),),
    )


def limits() -> Chapter:
    return Chapter(
        "limits",
        "How often one may act",
        (
            (
                "So that nobody floods the record, a person may act so often at once, and as often comes back in the "
                "time named, bit by bit. What was refused does not count, and what was typed is kept."
            ),
            *pace.sentences(pace.PACES.values()),
        ),
    )
