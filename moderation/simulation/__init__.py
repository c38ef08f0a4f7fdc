"""Attacks on a demonstration of its own, over HTTP, and what became of them.

`floods.py` attacks by quantity, `procedures.py` by procedure, `doors.py` at the door; `browser.py` is how attackers
and others open pages, and `setting.py` gives them the ground. `commands.py` is `comity simulate`.
"""
