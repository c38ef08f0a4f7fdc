"""Campaigns: comments that are nearly the same, shown as one entry with a count.

`actions.py` folds a comment while it is made; `queries.py` reads what is behind a campaign, and what a page leaves out.
"""
