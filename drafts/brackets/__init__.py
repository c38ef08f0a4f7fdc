"""Brackets: words of a clause that are not agreed, and which organisation holds which option.

`actions.py` takes a stand and gives it up; `queries.py` counts brackets, reads stands and tells how many are left, as
the values of `views.py`. How brackets are written and resolved is in `drafts/text/brackets.py`.
"""
