"""Measures: what is done about a comment, with its statement of reasons, until it ends.

`actions.py` states reasons, does a measure and ends it; `ending.py` ends what has run out, by the clock; `rewriting.py`
ends a return. `informing.py` sends the statement, and `letters.py` holds its words. `queries.py` reads statements.
"""
