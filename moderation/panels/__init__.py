"""Who decides a case: a lottery among moderators of different groups, which anybody can replay.

`parties.py` says who is too close to a case; `drawing.py` draws a panel and fills a seat that became empty, and
`letters.py` holds what those who are drawn are told. `actions.py` declares and ends interests, `claims.py` takes a task
for an hour. `queries.py` reads seats and draws; `commands.py` is `comity draw`.
"""
