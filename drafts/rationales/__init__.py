"""Why a revision was made: its rationale, the figures that reproduce it, and statements of groups that voted against.

`actions.py` writes a rationale, approves it, which publishes the revision, and adds a statement. `figures.py` gathers
the figures that are frozen with it, `shapes.py` says what they are as JSON. `queries.py` reads rationales and which are
owed, `statements.py` statements, and `lately.py` what changed lately, which `feed.py` writes as an Atom feed.
"""
