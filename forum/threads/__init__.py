"""Comments on any subject, which is named by a path, so that this floor knows nothing of the floors above it.

`actions.py` makes a comment and answers it on the record; `answering.py` agrees with one and rewrites one;
`restricting.py` is what moderation calls to hide, mark or pause. `floor_guards.py` and `folds.py` ask the parts that
the roof handed over. `queries.py` reads whole discussions, with `around.py` and `nesting.py`; `handlers.py` and
`forms.py` serve every page that can be commented on.
"""
