"""What may become of an amendment, by whom, and what is still missing before it does. Every step keeps its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from forum.rules.verdict import Verdict, every, require

DRAFT, CIRCULATED, DISCARDED = "draft", "circulated", "discarded"
TABLED, IN_BALLOT, ADOPTED, REJECTED = "tabled", "in-ballot", "adopted", "rejected"
WITHDRAWN, SUPERSEDED, LAPSED = "withdrawn", "superseded", "lapsed"
# Not public yet: the record commits to the rows of these without saying what they are or whose.
UNTABLED = (DRAFT, CIRCULATED, DISCARDED)
OPEN = (TABLED, IN_BALLOT)
ENDED = (ADOPTED, REJECTED, WITHDRAWN, SUPERSEDED, LAPSED)
PROPOSER, SECRETARIAT, BALLOT, PUBLICATION = (
    "the proposing delegation",
    "the secretariat",
    "the result of a ballot",
    "the publication of a revision",
)
FOLLOWS = {  # fate: which may follow, and by whom or what
    DRAFT: {CIRCULATED: PROPOSER, TABLED: PROPOSER, DISCARDED: PROPOSER},
    CIRCULATED: {TABLED: PROPOSER, DISCARDED: PROPOSER},
    TABLED: {
        IN_BALLOT: SECRETARIAT,
        ADOPTED: BALLOT,  # one that was held, once its objections are answered
        WITHDRAWN: PROPOSER,
        SUPERSEDED: PUBLICATION,
        LAPSED: SECRETARIAT,
    },
    IN_BALLOT: {ADOPTED: BALLOT, REJECTED: BALLOT, TABLED: BALLOT, WITHDRAWN: PROPOSER},
}
REPLACE, INSERT, REPEAL, MOVE = "replace", "insert", "repeal", "move"
KINDS = {
    REPLACE: "Replace its words",
    INSERT: "Insert a new clause after it",
    REPEAL: "Repeal it",
    MOVE: "Move it elsewhere",
}
WORDED = (REPLACE, INSERT)
LIMIT, REASONS_LIMIT, WHY_LIMIT = 20_000, 5_000, 1_000  # characters
SPONSORS, GROUPS = 2, 2
HEADLESS = timedelta(days=7)  # without a head of delegation, after which its proposer counts as gone
UNANSWERED, IDLE = timedelta(days=30), timedelta(days=180)  # after which an amendment may lapse


@dataclass(frozen=True, slots=True)
class Backer:
    """An organisation behind the words as they are now. `owner` is who owns it in the end: itself, if nobody does.
    `lost`: its name, if it is not accredited any more; then it does not count."""

    organisation: str
    group: str
    owner: str
    lost: str = ""


def support_is_used(fate: str) -> bool:
    """Whether the tabling or a ballot is still to ask who stands behind it. What was asked then stays as it was."""
    return fate in (DRAFT, CIRCULATED, TABLED)


def may_follow(fate: str, then: str) -> Verdict:
    """Whether an amendment whose fate is `fate` may become `then`."""
    return require(then in FOLLOWS.get(fate, ()), f"An amendment that is {said(fate)} cannot become {said(then)}.")


def overtaken(fate: str) -> str:
    """What an amendment becomes that has nothing left to propose: a draft ends unseen."""
    return DISCARDED if fate in UNTABLED else SUPERSEDED


def said(fate: str) -> str:
    return {DRAFT: "a draft", CIRCULATED: "a circulated draft", DISCARDED: "a discarded draft"}.get(
        fate, fate.replace("-", " ")
    )


BECAME = {  # of those that are over, in the middle of a sentence
    ADOPTED: "was adopted",
    REJECTED: "was rejected",
    WITHDRAWN: "was withdrawn",
    SUPERSEDED: "was superseded",
    LAPSED: "has lapsed",
}


def may_be_discussed(fate: str) -> Verdict:
    """Nobody answers what is said about a proposal that is over."""
    return require(fate not in ENDED, f"This amendment {BECAME.get(fate, '')}, so nobody comments on it any more.")


def is_backed(backers: Sequence[Backer]) -> Verdict:
    """Whether enough stand behind the words, the proposer among them. Organisations of one owner count once, whichever
    groups they belong to; those that are not accredited now do not count."""
    counted = [each for each in backers if not each.lost]
    owners, groups = {each.owner for each in counted}, _groups(counted)
    enough = len(owners) >= SPONSORS and groups >= GROUPS
    return every(
        require(
            len(owners) >= SPONSORS,
            f"{_counted(len(owners), 'organisation')} stand{'s' if len(owners) == 1 else ''} behind these words; "
            f"{SPONSORS} of different owners are needed, the proposer included.",
        ),
        require(
            groups >= GROUPS,
            f"They belong to {_counted(groups, 'stakeholder group')}; {GROUPS} are needed, "
            "so that no group sets the agenda alone.",
        ),
        *(
            require(enough, f"{each.lost} does not count: it is not accredited any more.")
            for each in backers
            if each.lost
        ),
    )


def _groups(backers: Sequence[Backer]) -> int:
    """The most groups that backers of different owners cover: each owner speaks once, so it covers one at most."""
    chosen: dict[str, str] = {}  # group: owner

    def take(owner: str, tried: set[str]) -> bool:
        for group in sorted({each.group for each in backers if each.owner == owner} - tried):
            tried.add(group)
            if group not in chosen or take(chosen[group], tried):
                chosen[group] = owner
                return True
        return False

    return sum(take(owner, set()) for owner in sorted({each.owner for each in backers}))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def is_settled(asked: bool) -> Verdict:
    """Says whether its words can go on. `asked` means that the clause moved on, that its new words collide with the
    proposed ones, and that nobody has answered yet."""
    return require(
        not asked,
        "The clause has changed since. The proposing delegation first decides what becomes of the proposed words.",
    )


def may_table(fate: str, backers: Sequence[Backer], reasons: str, differs: bool, asked: bool) -> Verdict:
    """Says whether it can be tabled. `differs` means that the proposal would change something."""
    return every(
        may_follow(fate, TABLED),
        is_backed(backers),
        require(reasons.strip(), "Reasons are missing."),
        require(differs, "It says what the words in force say already."),
        is_settled(asked),
    )


def may_open_ballot(fate: str, backers: Sequence[Backer], asked: bool) -> Verdict:
    """What the amendment itself lacks. That the clause is free of other ballots is asked where ballots are opened."""
    return every(
        require(fate == TABLED, f"Only a tabled amendment is put to a ballot; this one is {said(fate)}."),
        is_backed(backers),
        is_settled(asked),
    )


def may_be_edited(fate: str, asked: bool = False) -> Verdict:
    return every(
        require(fate in (DRAFT, CIRCULATED, TABLED), f"Its words are settled: it is {said(fate)}."), is_settled(asked)
    )


def may_be_supported(fate: str) -> Verdict:
    return require(
        fate in (CIRCULATED, TABLED),
        (
            "It has not been circulated, so it is not looking for sponsors yet."
            if fate == DRAFT
            else f"It is {said(fate)}; support can no longer change."
        ),
    )


def is_gone(accredited: bool, headless: timedelta | None) -> bool:
    """Whether the organisation that proposed an amendment cannot go on with it. `headless`: how long it has had no head
    of delegation, None if it has one."""
    return not accredited or (headless is not None and headless >= HEADLESS)


def may_be_taken_over(fate: str, gone: bool) -> Verdict:
    return every(
        require(fate in (CIRCULATED, *OPEN), f"It is {said(fate)}; nobody can take it over."),
        require(
            gone,
            "Its proposer is accredited and has a head of delegation, or had one "
            f"less than {HEADLESS.days} days ago, and decides about it.",
        ),
    )


def may_lapse(fate: str, quiet: timedelta, asked: timedelta | None, gone: bool = False) -> Verdict:
    """Says whether it may lapse. `gone` means that its proposer cannot go on with it; `quiet` is the time since its
    last step or wording, `asked` how long a question to its proposer has waited, if one does."""
    left = asked is not None and asked >= UNANSWERED
    return every(
        may_follow(fate, LAPSED),
        require(
            gone or left or quiet >= IDLE,
            "It can lapse when its proposer is not accredited any more, "
            f"or has had no head of delegation for {HEADLESS.days} days; when a question to its proposer has waited "
            f"{UNANSWERED.days} days; or when nothing has happened to it for {IDLE.days} days.",
        ),
    )


def faults(
    kind: str, text: str, reasons: str, base: str, places: Collection[int] = (), after: int | None = None
) -> dict[str, str]:
    """What is wrong with a proposal, by field. `base` is the words in force, "" for a repealed clause; `places` are the
    ids of the clauses after which it could be moved."""
    found: dict[str, str] = {}
    if kind not in KINDS:
        found["kind"] = "Choose what to do with the clause."
    elif kind in (REPEAL, MOVE) and not base:
        found["kind"] = "This clause is repealed already. Give it new words, or insert a clause after it."
    if kind in WORDED and not text:
        found["text"] = (
            "Write the words that you propose. To take the clause out, choose Repeal."
            if kind == REPLACE
            else "Write the new clause."
        )
    if kind == REPLACE and text and text == base:
        found["text"] = "These are the words in force. You have not changed anything."
    if len(text) > LIMIT:
        found["text"] = f"At most {LIMIT:,} characters; this is {len(text):,}."
    if kind == MOVE and after not in places:
        found["after"] = "Choose the clause after which it should stand."
    if len(reasons) > REASONS_LIMIT:
        found["reasons"] = f"At most {REASONS_LIMIT:,} characters; this is {len(reasons):,}."
    return found
