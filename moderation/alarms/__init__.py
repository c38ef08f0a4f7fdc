"""Alarms: figures that moderators of all groups should look at; and investigations of dominance.

`measuring.py` reads what alarms look at; `actions.py` raises them and takes moderators' views. `investigating.py`
begins an investigation and says whom it concerns; `remedies.py` does what a panel's finding asks for, takes objections,
and ends a remedy. `queries.py` reads alarms, `reports.py` what everybody reads of an investigation.
"""
