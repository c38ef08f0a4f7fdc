"""Standing: what somebody gave by a right, and what becomes of it when the right ends before it is used.

What others still rely on is asked again at the moment at which it is used, inside that act. What was decided, said or
frozen stays: otherwise whoever ends a right would undo what was done by it.
"""

from __future__ import annotations

from dataclasses import dataclass

ACCREDITATION, MANDATE, OFFICE, OWNER = "accreditation", "mandate", "office", "owner"
ENDS = {
    ACCREDITATION: "the accreditation of the organisation ends",
    MANDATE: "the mandate of the person ends",
    OFFICE: "the office of the person ends",
    OWNER: "the owner, or whom the person speaks for, changes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Something was given by a right, and this says what becomes of it when the right ends. `gives` names the act by
    which it is given, and `ends` is a key of ENDS; `used` says when it is asked again, and is "" for what stays; `says`
    is the sentence for everybody."""

    key: str
    gives: str
    ends: str
    used: str = ""
    says: str

    @property
    def stays(self) -> bool:
        return not self.used


COUNTED = (
    Standing(
        key="sponsor",
        gives="supports an amendment",
        ends=ACCREDITATION,
        used="when it is tabled, and when a ballot opens",
        says="Only organisations that are accredited at that moment count as sponsors when an amendment is tabled and "
        "when its ballot opens; the others are shown with the reason.",
    ),
    Standing(
        key="proposer",
        gives="proposes an amendment",
        ends=ACCREDITATION,
        used="when a ballot opens",
        says="That holds for the proposer too: the sponsors that are left have to be enough by themselves.",
    ),
    Standing(
        key="sponsor-owner",
        gives="supports an amendment",
        ends=OWNER,
        used="when it is tabled, and when a ballot opens",
        says="Sponsors who came to one owner since then count once.",
    ),
    Standing(
        key="grounds",
        gives="gives grounds for or against an accreditation",
        ends=OFFICE,
        used="when a second registrar gives grounds",
        says="A registrar’s grounds count while that registrar holds the office for the same group.",
    ),
    Standing(
        key="grounds-owner",
        gives="gives grounds for or against an accreditation",
        ends=OWNER,
        used="when a second registrar gives grounds",
        says="They no longer count once that registrar speaks for the organisation, or for another of its owner.",
    ),
    Standing(
        key="alarm",
        gives="gives a view on an alarm",
        ends=OFFICE,
        used="when a second moderator gives a view",
        says="A moderator’s view on an alarm counts while that moderator holds the office for the same group.",
    ),
    Standing(
        key="waiver",
        gives="gives reasons to waive a floor",
        ends=OFFICE,
        used="when the last group gives reasons",
        says="So do reasons to waive a floor, until all other groups have given theirs.",
    ),
    Standing(
        key="waiver-owner",
        gives="gives reasons to waive a floor",
        ends=OWNER,
        used="when the last group gives reasons",
        says="They no longer count once that moderator is close to the organisation that proposed the amendment.",
    ),
    Standing(
        key="rationale",
        gives="writes a rationale",
        ends=OFFICE,
        used="when it is approved",
        says="A rationale is approved while its author is a rapporteur; after that another rapporteur takes it over.",
    ),
    Standing(
        key="annulment",
        gives="proposes to annul a ballot",
        ends=OFFICE,
        used="when it is confirmed",
        says="The annulment of a ballot is confirmed while whoever proposed it holds the office.",
    ),
    Standing(
        key="agreement",
        gives="agrees with a comment",
        ends=ACCREDITATION,
        used="when comments are put in order",
        says="Only organisations that are accredited now count among those who agree with a comment.",
    ),
    Standing(
        key="stand",
        gives="holds an option in a bracket",
        ends=ACCREDITATION,
        used="when it is shown who holds what",
        says="Who holds an option in a bracket and is not accredited any more is shown as that.",
    ),
    Standing(
        key="heard",
        gives="comments on an amendment, or says that it has no comment",
        ends=ACCREDITATION,
        used="when a floor is measured",
        says="Floors and figures of balance ask how many of the organisations that are accredited now were heard.",
    ),
    Standing(
        key="trustee",
        gives="is named a trustee and sets a passphrase",
        ends=MANDATE,
        used="when a ballot opens",
        says="A ballot is sealed to trustees who hold a mandate when it opens.",
    ),
    Standing(
        key="trustee-organisation",
        gives="is named a trustee and sets a passphrase",
        ends=ACCREDITATION,
        used="when a ballot opens",
        says="Their organisations have to be accredited at that moment.",
    ),
    Standing(
        key="invitation",
        gives="invites a delegate",
        ends=MANDATE,
        used="when it is accepted",
        says="The invitation of a head of delegation is valid while that head’s mandate lasts.",
    ),
    Standing(
        key="invitation-office",
        gives="invites an officer",
        ends=OFFICE,
        used="when it is accepted",
        says="The invitation of the secretariat is valid while whoever sent it holds the office.",
    ),
    Standing(
        key="password",
        gives="sends a link to set a new password",
        ends=OFFICE,
        used="when it is opened",
        says="So is a link to set a new password.",
    ),
    Standing(
        key="draw",
        gives="is drawn as one who may follow on a panel",
        ends=OFFICE,
        used="when a seat becomes empty",
        says="Whoever follows on a panel holds the office at that moment.",
    ),
)
KEPT = (
    Standing(
        key="support-of-person",
        gives="supports an amendment for an organisation",
        ends=MANDATE,
        says="Support, a draft and a stand are the organisation’s: they stay when the person’s mandate ends.",
    ),
    Standing(
        key="tabled-and-voted",
        gives="supports an amendment that goes to a ballot",
        ends=ACCREDITATION,
        says="Once a ballot is open, the sponsors that it was opened with stay.",
    ),
    Standing(
        key="roll",
        gives="is on the roll of an open ballot",
        ends=ACCREDITATION,
        says="The roll is fixed when a ballot opens: who is on it may vote, whatever ends after that.",
    ),
    Standing(
        key="vote",
        gives="votes",
        ends=MANDATE,
        says="A vote is the organisation’s, and stays when the mandate of who cast it ends.",
    ),
    Standing(
        key="share",
        gives="holds a share of an open ballot’s key",
        ends=MANDATE,
        says="A share of an open ballot’s key stays with the trustee to whom it was dealt.",
    ),
    Standing(
        key="seat",
        gives="is drawn for a panel",
        ends=OFFICE,
        says="Who sits on a panel keeps the seat for that case when the office ends, so nobody can remove a judge.",
    ),
    Standing(
        key="decided",
        gives="waives a floor, with a moderator of every other group",
        ends=OFFICE,
        says="What was accredited, confirmed, waived, approved or decided stays so.",
    ),
    Standing(
        key="comment",
        gives="comments",
        ends=ACCREDITATION,
        says="Comments stay where they are, whatever becomes of who wrote them.",
    ),
    Standing(
        key="objection",
        gives="objects",
        ends=ACCREDITATION,
        says="Objections are answered, whatever becomes of who made them.",
    ),
    Standing(
        key="mandate",
        gives="names a delegate",
        ends=MANDATE,
        says="A mandate that was given stays when the head of delegation who gave it leaves.",
    ),
    Standing(
        key="motion",
        gives="moves a motion",
        ends=OFFICE,
        says="A motion is the secretariat’s, whoever of it moved it.",
    ),
)
STANDINGS = COUNTED + KEPT
ASKED = (
    "Who acts is looked up in the act itself: a mandate, an office or an accreditation that has ended a moment before "
    "acts no more."
)


def sentences() -> tuple[str, ...]:
    """Answers what everybody can read about standings."""
    return ASKED, *(each.says for each in STANDINGS)
