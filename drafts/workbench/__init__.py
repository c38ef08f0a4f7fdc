"""The workbench of a clause, on which amendments are combined into one text.

`bench.py` lays out sources, collisions and choices, and makes the text of them. `actions.py` saves it, shows it to
everybody and proposes it for an organisation; `letters.py` tells those whose amendments are in it or not. `queries.py`
reads what was saved and what it says of an amendment (`views.py`), `forms.py` what was set on the page.
"""
