"""The rules of moderation, as pure functions: no database, no web, no clock, and no chance that is not an argument.

`panels.py` is the lottery, `measures.py` what a panel may do, `statements.py` how it gives reasons, `appeals.py` who
may ask other people, and `questions.py` what a panel is asked besides. `gates.py`, `waivers.py`, `balance.py`,
`voices.py` and `concentration.py` are about who was heard; `budgets.py` and `campaigns.py` about how much one may
say. `alarms.py` holds the thresholds of alarms; `onset.py`, `together.py`, `newcomers.py` and `reporting.py` are one
kind each. `book.py` says all of it in plain words, chapter by chapter. `standing.py` is the table of what becomes of
what somebody gave by a right that ends before it is used.
"""
