"""Ballots: who may open one, on what and until when; who may cast, what and in which time; what becomes of the
amendment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from drafts.rules.annulling import ANNULLED
from drafts.rules.conditions import EACH, TOGETHER, Count, Fact, Share, leaves
from drafts.rules.lifecycle import ADOPTED, IN_BALLOT, REJECTED, TABLED, WITHDRAWN
from drafts.rules.methods import Method
from drafts.rules.positions import POSITIONS
from drafts.rules.process import LONGEST_HOURS
from drafts.rules.reading import Malformed
from drafts.rules.record import FORMAT, is_blank, parse_record
from drafts.rules.tally import recount
from forum.rules.permission import HEAD, SECRETARIAT, Identity, holds
from forum.rules.verdict import Verdict, every, no, require

REASON_LIMIT = 4000  # characters
OBJECTIONS = "objections_without_disposition"
FACTS = (  # what the forum counts by itself at the close
    OBJECTIONS,
    "negatives_without_disposition",
    "negatives_without_tc_decision",
    "issues_not_addressed",
    "formal_objections_open",
    "formal_objections_upheld",
    "unresolved_objections_not_recirculated",
    "unrecirculated_negative_comments",
    "unrecirculated_changes",
    "stakeholder_groups_with_a_yes",
    "supporters_besides_authors",
    "passed_readings",
)
UNCOUNTED = (WITHDRAWN, ANNULLED)  # outcomes of ballots that ended without a count
FATES = {"adopted": ADOPTED, "rejected": REJECTED, "invalid": TABLED, "held": TABLED}  # of the amendment, by outcome


def may_open(who: Identity | None) -> Verdict:
    return holds(who, SECRETARIAT)


def may_be_balloted(fate: str, asked: bool, running: str, waiting: str) -> Verdict:
    """Whether this amendment can be put to a ballot now. `asked` says that its sponsors have not said yet what becomes
    of words that collide with the text in force. `running` is the title of an amendment to the same clause that is in a
    ballot, and `waiting` that of one that was adopted and has no rationale yet; each is "" if there is none."""
    return every(
        require(fate == TABLED, f"Only a tabled amendment is put to a ballot; this one is {fate.replace('-', ' ')}."),
        require(
            not asked,
            "The clause has changed in the meantime, and the sponsors have not said yet what becomes of their words.",
        ),
        require(
            not running,
            (
                f"{running} is in a ballot. There is one ballot at a time on a clause, so that no result overtakes "
                "another."
            ),
        ),
        require(
            not waiting,
            (
                f"{waiting} was adopted and waits for its rationale. Until it is published, the words in force are "
                "not settled."
            ),
        ),
    )


RIVALS = {"approval": "Approve any number", "ranked": "Rank them"}
MOST_RIVALS = 12


def may_be_rivals(clauses: Sequence[int], counting: str) -> Verdict:
    """Whether these amendments can stand in one ballot. `clauses` has the clause of each."""
    return every(
        require(counting in RIVALS, "Choose how the rivals are counted."),
        require(len(clauses) > 1, "Choose at least two amendments; one alone gets a ballot of its own."),
        require(len(clauses) <= MOST_RIVALS, f"At most {MOST_RIVALS} amendments stand in one ballot."),
        require(len(set(clauses)) < 2, "Rivals are amendments to one and the same clause."),
    )


def closes_in_time(
    now: datetime, closes_at: datetime, minimum_hours: int, maximum_hours: int = LONGEST_HOURS
) -> Verdict:
    earliest, latest = now + timedelta(hours=minimum_hours), now + timedelta(hours=maximum_hours)
    whose = "A ballot stays" if maximum_hours == LONGEST_HOURS else "This method keeps a ballot"
    return every(
        require(closes_at > now, "The closing time is in the past."),
        require(
            closes_at >= earliest,
            f"This method keeps a ballot open for at least {lasting(minimum_hours)}: "
            f"until {in_utc(earliest)} or later.",
        ),
        require(
            closes_at <= latest,
            f"{whose} open for at most {lasting(maximum_hours)}: until {in_utc(latest)} or earlier.",
        ),
    )


def lasting(hours: int) -> str:
    """ "7 days", "36 hours"."""
    number, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def in_utc(moment: datetime) -> str:
    return f"{moment:%-d %B %Y, %H:%M} UTC"


def with_weekday(moment: datetime) -> str:
    return f"{moment:%A}, {in_utc(moment)}"


def away(now: datetime, then: datetime) -> str:
    """How far off a moment is: "7 days and 23 hours (191 hours)", "5 hours", "less than an hour"."""
    hours = max(0, int((then - now) / timedelta(hours=1)))
    days, rest = divmod(hours, 24)
    parts = [lasting(each) for each in (days * 24, rest) if each]
    if not days:
        return parts[0] if parts else "less than an hour"
    return f"{' and '.join(parts)} ({hours:,} hours)"


def fits(method: Method, text: Mapping[str, Any], roll: Sequence[Mapping[str, Any]]) -> Verdict:
    """Whether the method can decide with this roll: every attribute, chamber and fact that it names is there."""
    if not roll:
        return no("No organisation is accredited, so nobody could vote.")
    try:
        record = parse_record({"format": FORMAT, "method": text, "roll": roll})
    except Malformed as malformed:
        return no(*(f"The method does not fit this forum. {sentence}" for sentence in malformed.sentences))
    tests = [leaf for part in method.parts.values() for leaf in leaves(part)]
    named = {
        place
        for test in tests
        if isinstance(test, Share | Count)
        for place in ((test.place,) if isinstance(test.place, str) else test.place)
    }
    chambers = sorted(named - {TOGETHER, EACH, *record.chambers})
    facts = sorted({test.name for test in tests if isinstance(test, Fact)} - set(FACTS))
    return every(
        *(
            no(f"The method names the chamber {each}, which the roll does not have: nothing could ever be adopted.")
            for each in chambers
        ),
        *(no(f"The method asks for the number {each}, which this forum does not count.") for each in facts),
    )


def suits_rivals(method: Method, text: Mapping[str, Any], roll: Sequence[Mapping[str, Any]]) -> Verdict:
    """Whether nothing is adopted when nobody votes: else rivals of which none is preferred would all pass."""
    if not (fit := fits(method, text, roll)):
        return fit
    empty = recount(parse_record({"format": FORMAT, "method": text, "roll": roll}))
    return require(
        empty.outcome not in ("adopted", "held"), "This method adopts by silence, so it cannot choose among rivals."
    )


def within_limit(limit: Fraction | None, groups: Sequence[str]) -> Verdict:
    """Whether no group is too much of the roll. `limit` is the most that one group may be of it (IEEE SA: a third);
    `groups` has the group of each organisation on the roll."""
    sizes = Counter(groups)
    return every(
        *(
            no(
                f"{size} of {len(groups)} organisations on the roll are of the group {group}; the method allows at "
                f"most {limit}."
            )
            for group, size in sizes.items()
            if limit is not None and Fraction(size, len(groups)) > limit
        )
    )


def may_cast(who: Identity | None, on_roll: bool) -> Verdict:
    """The roll alone decides which organisations vote, also for one whose accreditation ended after the ballot
    opened."""
    if not who:
        return no("Sign in first.")
    if not who.speaking:
        return no("You hold no mandate from an organisation. Heads of delegation vote.")
    return every(
        require(
            on_roll, f"{who.speaking.organisation_name} is not on the roll, which was fixed when the ballot opened."
        ),
        require(who.speaking.kind == HEAD, "Only the head of delegation votes, because an organisation has one voice."),
    )


def in_time(now: datetime, closes_at: datetime, fate: str) -> Verdict:
    """Whether a vote still counts that arrives now. `fate` is that of the amendment, or ANNULLED for a ballot that
    was."""
    if fate == ANNULLED:
        return no("The ballot was annulled before anybody voted. It takes no votes, and the question is open again.")
    if fate == WITHDRAWN:
        return no("The amendment was withdrawn. The ballot takes no more votes, and nothing is decided.")
    return require(
        now < closes_at and fate == IN_BALLOT,
        f"The ballot closed at {closes_at:%H:%M:%S} UTC on {closes_at:%-d %B %Y}. This vote arrived at {now:%H:%M:%S} "
        f"UTC on {now:%-d %B %Y} and was not counted.",
    )


def fate_after(outcome: str, more_to_come: bool) -> str:
    """What becomes of the amendment. `more_to_come` says that a second reading or a second call is due, so that nothing
    is over yet."""
    return TABLED if more_to_come and outcome == "rejected" else FATES[outcome]


def faults_of_cast(position: str, reason: str) -> dict[str, str]:
    """Says by field what is wrong with what somebody wants to cast."""
    found = {}
    if position not in POSITIONS:
        found["position"] = "Choose In favour, Against, Abstain or Recuse."
    if position == "no" and is_blank(reason):
        found["reason"] = "Say why you are against, so that the others can answer."
    if len(reason) > REASON_LIMIT:
        found["reason"] = f"At most {REASON_LIMIT} characters; this is {len(reason)}."
    return found
