"""The kinds of cases, and what each brings: whom it concerns, what follows from the panel's answer, what its members read."""

from __future__ import annotations

from forum.threads.queries import comment
from moderation.alarms import investigating
from moderation.appeals import accreditation
from moderation.appeals import actions as appeals
from moderation.cases.concluding import CONCLUDING, conclude_if_complete
from moderation.cases.parties import of_comment
from moderation.cases.queries import DETAILS
from moderation.cases.tables import Case
from moderation.confidential import actions as confidential
from moderation.panels import tending
from moderation.panels.parties import Parties
from moderation.rules.questions import ACCREDITATION, CONFIDENTIAL, DOMINANCE, RELEASE

REPORT = ""


async def reported(case: Case) -> Parties:
    return await of_comment(case, await comment(case.comment))


async def after_a_change(case: Case) -> None:
    await conclude_if_complete(case)


tending.PARTIES.update(
    {
        REPORT: reported,
        appeals.KIND: appeals.parties,
        CONFIDENTIAL: confidential.parties,
        ACCREDITATION: accreditation.parties,
        DOMINANCE: investigating.parties,
        RELEASE: investigating.parties,
    }
)
CONCLUDING.update(
    {
        CONFIDENTIAL: confidential.concluded,
        ACCREDITATION: accreditation.concluded,
        DOMINANCE: investigating.concluded,
        RELEASE: investigating.released,
    }
)
DETAILS.update(
    {
        CONFIDENTIAL: confidential.details,
        ACCREDITATION: accreditation.details,
        DOMINANCE: investigating.details,
        RELEASE: investigating.details,
    }
)
tending.AFTER[:] = [after_a_change]
