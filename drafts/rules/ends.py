"""The ends of a ballot that people ask about, each with what happens then."""

from __future__ import annotations

ENDS = (
    (
        "A tie",
        "Equal numbers in favour and against are counted like any other result. Where more than half is needed, a tie "
        "is not more than half: "
        "the amendment is rejected and the words in force stay.",
    ),
    (
        "Nobody votes",
        (
            "A share of nobody reaches no threshold: the amendment is rejected. Where the method asks for a turnout "
            "first, the ballot is invalid."
        ),
    ),
    (
        "A group stays away",
        "It remains a chamber. What the method asks of every chamber it does not reach, so the amendment is rejected.",
    ),
    (
        "A group has no organisation on the roll",
        "It is not a chamber, and the method is applied to the chambers that there are. The roll above shows which.",
    ),
    (
        "The amendment is withdrawn",
        "The ballot ends at once, nothing is decided, and what was cast until then is published.",
    ),
    (
        "The ballot is annulled",
        "Until the first vote, the secretariat and a moderator together may annul a ballot in public, with reasons. "
        "Nothing is counted, and the amendment is tabled again.",
    ),
    (
        "Invalid",
        (
            "The turnout that the method asks for was missed. The amendment is tabled again, and the secretariat may "
            "open a new ballot."
        ),
    ),
    (
        "Held",
        "It has the votes, but not what the method asks for besides: an objection, say, has no answer yet. The "
        "amendment is tabled again; once every objection has an answer, the secretariat opens a new ballot.",
    ),
)
