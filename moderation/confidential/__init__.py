"""Confidential reports: nobody can say who wrote one, a panel of the other groups reads it, and its fate is public.

`actions.py` takes a report, adds words and asks its author; it also says what the kind of case brings. `sealing.py`
seals words so that the database alone reads nothing; `queries.py` reads fates.
"""
