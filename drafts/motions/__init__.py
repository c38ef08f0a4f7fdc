"""Motions about the procedure: which method decides, which clauses are entrenched, what must be reaffirmed by when.

`actions`: moving, withdrawing, and what an adopted motion changes; `queries`: motions, and the method in force.
Their ballots are opened in `drafts/ballots/opening`, by the secretariat or by a date of review.
"""
