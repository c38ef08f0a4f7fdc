"""Pages that gather what several rooms know, at the top of the storey, so that no room has to look upward.

`home_routes.py` is the front page, what the forum is about, and what waits for whoever is signed in.
`instrument_routes.py` shows a norm in force and in each edition, with `margin.py` beside it. `clause_routes.py` shows a
clause and its comments, its revisions and what changed between two of them. `amendment_page.py` is the page of an
amendment; `amendment_routes.py` leads to it and lists them, `fate_routes.py` takes the acts on it. `motion_routes.py`
shows motions and the procedure of a text. `queries.py` reads what no single room knows.
"""
