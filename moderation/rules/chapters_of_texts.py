"""Chapters of the forum's rules about texts: who takes part, and how they are changed, voted on and talked about."""

from __future__ import annotations

from drafts.rules import casting, lifecycle, process
from forum.rules import commenting
from moderation.rules import budgets, campaigns, standing
from moderation.rules.chapter import Chapter, Deployment, days, number
from moderation.rules.voices import MASK


def who(forum: Deployment) -> Chapter:
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
            "A form acts for the organisation for which its page was made. If its sender speaks for another by then, "
            "or that mandate has ended, nothing is done, and the page says both.",
            "Reading needs no account; everything said, proposed and decided is public.",
        ),
        (("Organisations", "/organisations"), ("Owners", "/organisations/owners")),
    )


def standings() -> Chapter:
    return Chapter("standing", "Whose word counts, and when", standing.sentences())


def amendments() -> Chapter:
    return Chapter(
        "amendments",
        "How a text changes",
        (
            (
                f"An amendment is tabled when {number(lifecycle.SPONSORS)} organisations of different owners, from at "
                f"least {number(lifecycle.GROUPS)} groups, stand behind its exact words."
            ),
            (
                "When the proposer is not accredited any more, or has had no head of delegation for "
                f"{lifecycle.HEADLESS.days} days, a sponsor can take its amendment over, or the secretariat can let it "
                "lapse, in public."
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


def votes(forum: Deployment) -> Chapter:
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
            (
                "Until the first vote is cast, the secretariat and a moderator together may annul a ballot, in public "
                "and with reasons; the amendment is tabled again."
            ),
            *(f"{part}: “{name}”{time}." for part, name, _, time in forum.methods),
        ),
        (*((name, address) for _, name, address, _ in forum.methods), ("Every method", "/rules/methods")),
    )


def comments() -> Chapter:
    return Chapter(
        "comments",
        "How the talk is kept fair",
        (
            (
                f"A comment has at most {commenting.LIMIT:,} characters. An objection says what would resolve it, and "
                "gets an answer."
            ),
            (
                "Nobody comments, replies or agrees under an amendment that is over, or under a clause that was "
                "repealed; its page leads to where to comment instead."
            ),
            (
                f"What somebody typed and did not send stays in their own browser for {days(commenting.UNSENT)}, or "
                "until they send it, discard it or sign out. Nobody else sees it."
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


def floors(forum: Deployment) -> Chapter:
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
