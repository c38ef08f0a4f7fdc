"""Proposals to change a clause: their words, their sponsors, and what became of them.

The verbs, reached by the door `actions.py`: `drafting.py` writes words, `sponsoring.py` gives support and ends it,
`fates.py` circulates, tables, withdraws and lets lapse; `succeeding.py` takes over whose proposer is gone;
`rebasing.py` carries words over when the clause has moved on,
and `answering.py` decides where they collide (`collisions.py`). `from_word.py` drafts what came in a Word document.
`wordings.py` checks what was typed and writes the next wording, `loading.py` finds the rows that a verb begins with,
`private.py` records what is not public yet, `letters.py` tells those who stand behind an amendment.

`queries.py` reads, `assembly.py` makes values of rows, `views.py` is what they are. `changes.py`, `beside.py`,
`history.py` and `possible.py` prepare what pages show; `writing.py` is the page on which one is written.
The page of one amendment is `drafts/front/amendment_page.py`.
"""
