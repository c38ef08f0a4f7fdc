"""Pages that gather what several rooms of moderation know.

`desk.py` puts together the queue of what waits for one moderator; `desk_routes.py` serves it, and takes a task from it.
`kinds.py` names every kind of case with what its own room brings. `routes.py` lists the room's handlers for the roof.
"""
