"""What becomes of comments when the words that they are about change.

`actions.py` computes the fate of every quote when a revision is published, writes to its author, and takes the answer
whether the comment still applies; `letters.py` has the text; `queries.py` reads fates and what
is still asked. The arithmetic is `drafts/text/carry.py`.
"""
