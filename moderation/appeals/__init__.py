"""Appeals: a different panel decides afresh.

`actions.py` asks again about a statement of reasons, `accreditation.py` about a refusal to accredit. `queries.py` says
that somebody asked again, never who. `statement_routes.py` serves the page of a statement, `routes.py` the forms.
"""
