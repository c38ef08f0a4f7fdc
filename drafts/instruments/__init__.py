"""Norms: an instrument, its clauses, the immutable revisions of each, and the editions in which they stand.

`bringing.py` makes an instrument of a document, `publishing.py` makes a new edition of a change, and `renumbering.py`
numbers one anew; `actions.py` is the door to these verbs. `queries.py` reads, `views.py` is what it answers.
`labels.py` says how provisions are cited and what an insertion is called, `numbers.py` what a consolidation calls them.
`book.py`, `comparing.py`, `edition_changes.py`, `phrases.py` and `surroundings.py` prepare what pages show.
`printing.py` and `exporting.py` make files of editions, each once (`made_once.py`). `commands.py` is `comity import`,
`export_command.py` is `comity export`. The pages of an instrument and of a clause are in `drafts/front`.
"""
