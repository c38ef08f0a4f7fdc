"""What a panel is asked where it is not about a comment, and what follows from the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What a panel is asked. `answers` are words by key; the first changes something and needs more than half of the
    members, the second leaves all as it is."""

    title: str
    asks: str
    answers: Mapping[str, str]

    @property
    def change(self) -> str:
        return next(iter(self.answers))

    @property
    def rest(self) -> str:
        return tuple(self.answers)[1]


CONFIDENTIAL, DOMINANCE, RELEASE, ACCREDITATION = "confidential", "dominance", "release", "accreditation"
QUESTIONS = {
    CONFIDENTIAL: Question(
        "Confidential report",
        "Is the report founded?",
        {"founded": "It is founded", "unfounded": "It is not founded, or cannot be established"},
    ),
    DOMINANCE: Question(
        "Investigation of dominance",
        "Does one interest dominate?",
        {
            "dominates": "It does: these organisations are to be counted as one voice",
            "free": "It does not, or cannot be established",
        },
    ),
    RELEASE: Question(
        "End of a remedy",
        "Is what had to be the case for the remedy to end the case now?",
        {"met": "It is", "unmet": "It is not"},
    ),
    ACCREDITATION: Question(
        "Appeal against a refusal to accredit",
        "Is the organisation to be accredited?",
        {"accredit": "It is", "refuse": "It is not"},
    ),
}


def answered(question: Question, answers: Sequence[str]) -> str:
    return question.change if 2 * sum(each == question.change for each in answers) > len(answers) else question.rest


def faults_of_answer(question: Question, answer: str, reasons: str, limit: int) -> dict[str, str]:
    found = {} if answer in question.answers else {"choice": "Choose an answer."}
    if not reasons:
        found["reasons"] = "Give your reasons: they are published with the decision."
    if len(reasons) > limit:
        found["reasons"] = f"At most {limit:,} characters; this is {len(reasons):,}."
    return found
