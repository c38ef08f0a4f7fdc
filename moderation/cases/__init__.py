"""Cases: a comment is reported, or another room asks a question, and a panel decides.

`opening.py` reports a comment and hides one for a day; `actions.py` gives a member's view and steps down; `leaving.py`
empties a seat for the next in the draw. `concluding.py` closes a case whose views are all there, and `comments.py` does
what follows for a comment. `tending.py` keeps panels at work by the clock. `kinds.py` says what a kind of case brings,
`parties.py` whom a case about a comment concerns, `reporters.py` from which groups reports came.
"""
