"""The kinds of cases: what the room of each brings to it."""

from __future__ import annotations

from forum.threads.queries import comment
from moderation.alarms import investigating, remedies
from moderation.appeals import accreditation
from moderation.appeals import actions as appeals
from moderation.cases.kinds import APPEAL, REPORT, CaseKind
from moderation.cases.parties import of_comment
from moderation.cases.tables import Case
from moderation.confidential import actions as confidential
from moderation.panels.parties import Parties
from moderation.rules.questions import ACCREDITATION, CONFIDENTIAL, DOMINANCE, QUESTIONS, RELEASE


async def reported(case: Case) -> Parties:
    return await of_comment(case, await comment(case.comment))


KINDS = {
    REPORT: CaseKind(parties=reported),
    APPEAL: CaseKind(parties=appeals.parties),
    CONFIDENTIAL: CaseKind(
        question=QUESTIONS[CONFIDENTIAL],
        parties=confidential.parties,
        concluded=confidential.concluded,
        details=confidential.details,
    ),
    ACCREDITATION: CaseKind(
        question=QUESTIONS[ACCREDITATION],
        parties=accreditation.parties,
        concluded=accreditation.concluded,
        details=accreditation.details,
    ),
    DOMINANCE: CaseKind(
        question=QUESTIONS[DOMINANCE],
        parties=investigating.parties,
        concluded=remedies.concluded,
        details=investigating.details,
    ),
    RELEASE: CaseKind(
        question=QUESTIONS[RELEASE],
        parties=investigating.parties,
        concluded=remedies.released,
        details=investigating.details,
    ),
}
